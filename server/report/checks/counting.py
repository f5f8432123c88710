"""Lists that announce their length (N05), and one figure printed with two values (N04)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.saying import Said, Saying, shown, words_of
from server.report.findings import Class
from server.report.words import read_chinese_number

_NUMBER = r"(?P<number>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
_NOUN = (
    r"(?P<noun>(?:个|项|类|条|家|名|份|部|种|方面|大)(?:(?!方面)[\u4e00-\u9fff]{0,8}?)"
    r"(?:方面|等次|等级|档次|环节|阶段|层面|层次|类别|类型|领域|部门|单位|科室|站所|乡镇|街道|镇|乡"
    r"|行政村|村|社区|机制|制度|体系|平台|清单|步骤|原则|渠道|板块|区域|工程|行动|文件|办法|条例|法规|法律|规定|窗口|标准|目标|任务|课题|机构|县|区|市|企业|学校|地方))"
)
_AND_SO = re.compile(rf"等{_NUMBER}\s?{_NOUN}")
_GRADES = ("等次", "等级", "档次", "环节", "阶段", "层面", "层次", "类别", "步骤")
_EXACTLY = re.compile(rf"(?<![第等0-9.．一二两三四五六七八九十百千万]){_NUMBER}\s?{_NOUN}(?P<mark>[:：]|[（(](?:即|分别为|分别是)?[:：]?)")
_BEFORE = re.compile(rf"(?<![第等和及与、，。；：0-9一二三四五六七八九十百千两]){_NUMBER}(?P<noun>个(?:{'|'.join(_GRADES)}))")
_THAT_IS = re.compile(rf"“{_NUMBER}[个项大条][\u4e00-\u9fff]{{1,6}}”[（(]即[:：]?")
_POINTS = re.compile(
    rf"{_NUMBER}\s?(?:个|大)?(?P<noun>方面|点|项(?:重点)?(?:工作|措施|举措|任务)|条措施|项机制)(?:[^，。：；\n]{{0,10}})[：:。]"
)
_ORDINAL = re.compile(r"(?<![\u4e00-\u9fff])([一二三四五六七八九十])是")
_ANOTHER = re.compile(r"[0-9一二两三四五六七八九十]{1,3}[个项类大级种]")
_OPEN, _CLOSE = "《“（(〔‘", "》”）)〕’"
_JOINED = re.compile(r"[和与及或]|以及")
_LONGEST, _EVEN, _FEW = 400, 5, 2
_ITEM = 30
_TOTAL = re.compile(r"全年|累计|总计|共计?|今年以来|全镇|全县|全区|全乡|本年度?")
_CUT_OFF = re.compile(r"截至|截止|[上下]半年|季度|[0-9一二三四五六七八九十]月|期间|当天|其中|每|上年|去年|同期|往年")
_RATE = re.compile(r"([\u4e00-\u9fff]{4,14}率)(?:为|达到?|高达|保持在?|在|是)?$")
_NOISE = re.compile(r"我[镇县区市乡街道]{1,2}|我[省局]|[，、\s]|目前|已|均|全[镇县区市乡]|总体|平均")
_STATED = re.compile(r"共|已|累计|总计|先后|全年|今年以来|今年|全镇|全县|本年度?|年内|我镇|了|计|[0-9]{4}年?|度")
_LABEL, _RATE_LABEL = 6, 6


def _lengths(subject: Subject) -> Iterator[Hit]:
    text = subject.text.text
    for found in _AND_SO.finditer(text):
        yield from _announced(text, found)
    for found in chain(subject.text.among(_EXACTLY, text, *"：:（("), _THAT_IS.finditer(text)):
        yield from _following(text, found)
    for found in subject.text.among(_BEFORE, text, *_GRADES):
        yield from _preceding(text, found)


def _announced(text: str, found: re.Match[str]) -> Iterator[Hit]:
    """甲、乙、丙等3个部门: more than announced is wrong; one fewer in a long list is to be confirmed."""
    least, most = _items_before(text, found.start())
    number = _value(found["number"])
    if number and least > number and least >= _FEW:
        yield _count(found, number, least, Class.verify)
    elif number and most == number - 1 >= _EVEN:
        yield _count(found, number, most, Class.hint)


def _preceding(text: str, found: re.Match[str]) -> Iterator[Hit]:
    """优秀、良好、一般三个等次."""
    least, most = _items_before(text, found.start())
    number = _value(found["number"])
    if number and least >= _FEW and not least <= number <= most:
        yield _count(found, number, least, Class.verify)


def _following(text: str, found: re.Match[str]) -> Iterator[Hit]:
    """三个等次：优秀、良好、一般。 / “五个落实”（即…）."""
    number, rest = _value(found["number"]), text[found.end() : found.end() + _LONGEST]
    bracketed = found[0][-1] in "（(即" or "即" in found[0]
    end = _until(rest, "）)" if bracketed else "。；\n！")
    listed = rest[:end] if end >= 0 else ""
    if not number or not listed or "等" in listed[-6:] or _splits_otherwise(listed):
        return
    least, most = _counted(listed)
    if least >= _FEW and not least <= number <= most:
        yield _count(found, number, least, Class.verify)


def _splits_otherwise(listed: str) -> bool:
    """Whether a list is not one of short items between 、."""
    plain = _without_brackets(listed)
    longest = max(map(len, plain.split("、")))
    return any(sign in plain for sign in "，；：,;。") or not 1 < longest <= _ITEM or bool(re.search("[0-9]|[一二三四]是", plain))


def _count(found: re.Match[str], number: int, items: int, weight: Class) -> Hit:
    start, end = found.start("number"), found.end("noun") if "noun" in found.re.groupindex else found.end("number")
    message = f"所列为{items}项，与“{found[0].rstrip('：:（(即')}”的数不符，请核对。"
    return Hit(start, end, message, working=f"列举{items}≠{number}", weight=weight)


def _value(said: str) -> int | None:
    return int(said) if said[0].isascii() else read_chinese_number(said)


def _items_before(text: str, at: int) -> tuple[int, int]:
    """How many items a list has that ends at a place: at least (和 joins within an item) and at most."""
    before = text[max(0, at - _LONGEST) : at]
    if not any(sign in before[-_ITEM - _ITEM :] for sign in ("、", "》《", "”“")):
        return 0, 0
    cut = _last_break(before)
    return _counted(before[cut:])


def _last_break(before: str) -> int:
    """Behind the last mark that ends a clause, brackets and quotations passed over; the whole length where they do not match."""
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        sign = before[at]
        depth += (sign in _CLOSE) - (sign in _OPEN)
        if depth < 0 or (depth == 0 and sign in "，,；;：:。！？\n"):
            return at + 1
    return len(before) if len(before) == _LONGEST else 0


def _counted(listed: str) -> tuple[int, int]:
    plain = _without_brackets(listed)
    least = sum(plain.count(sign) for sign in ("、", "》《", "”“")) + 1
    if not plain.strip() or _ANOTHER.search(plain) or least < _FEW:
        return 0, 0
    return least, least + len(_JOINED.findall(plain))


def _without_brackets(listed: str) -> str:
    """A list with what stands in brackets and quotation marks left out, the marks kept."""
    kept, depth = [], 0
    for sign in listed:
        depth -= sign in _CLOSE and depth > 0
        if depth == 0:
            kept.append(sign)
        depth += sign in _OPEN
    return "".join(kept)


def _until(rest: str, signs: str) -> int:
    """Where the first of the signs stands outside brackets; −1 for nowhere."""
    depth = 0
    for at, sign in enumerate(rest):
        if depth == 0 and sign in signs:
            return at
        depth = max(0, depth + (sign in _OPEN) - (sign in _CLOSE))
    return -1


def _points(subject: Subject) -> Iterator[Hit]:
    """从三个方面…：一是…二是…三是."""
    for passage in subject.text.passages:
        words = subject.text.words(passage)
        found = _POINTS.search(words) if "一是" in words else None
        number = _value(found["number"]) if found else None
        if not (found and number) or not words[found.end() :].lstrip().startswith("一是"):
            continue
        said = [read_chinese_number(each[1]) for each in _ORDINAL.finditer(words, found.end())]
        if said == list(range(1, len(said) + 1)) and len(said) >= _FEW and len(said) != number:
            hit = _count(found, number, len(said), Class.verify)
            yield Hit(hit.start + passage.start, hit.end + passage.start, hit.message, working=hit.working, weight=hit.weight)


def _twice(subject: Subject) -> Iterator[Hit]:
    """The same rate, or the same total of the same words and unit, with two values in one text."""
    rates: dict[str, list[tuple[Said, Saying]]] = defaultdict(list)
    totals: dict[str, list[tuple[Said, Saying]]] = defaultdict(list)
    for saying in subject.sayings:
        whole = _CUT_OFF.search(words_of(saying.words)) is None
        for each in saying.said:
            rate, total = _rate_label(each), _total_label(each) if whole else ""
            if rate:
                rates[rate].append((each, saying))
            if total:
                totals[total].append((each, saying))
    yield from (hit for found in (*rates.values(), *totals.values()) for hit in _differing(found))


def _rate_label(said: Said) -> str:
    found = _RATE.search(said.lead) if said.figure.unit == "%" and said.exact and not said.past else None
    label = _NOISE.sub("", found[1]) if found else ""
    return label if len(label) >= _RATE_LABEL else ""


def _total_label(said: Said) -> str:
    """The words that a stated total counts, with its unit; "" for what may well be another count of the same thing."""
    whole = said.counted and said.summed and said.depth == 0 and _TOTAL.search(said.clause)
    label = _STATED.sub("", said.lead) + said.figure.unit + said.tail if whole else ""
    return label if len(label) >= _LABEL + len(said.figure.unit) else ""


def _differing(found: Iterable[tuple[Said, Saying]]) -> Iterator[Hit]:
    first: tuple[Said, Saying] | None = None
    for said, saying in found:
        if first is None:
            first = said, saying
        elif said.value != first[0].value and saying is not first[1] and not _both_cut(saying, first[1]):
            yield _two_values(first[0], said)


def _both_cut(one: Saying, other: Saying) -> bool:
    return _CUT_OFF.search(one.words) is not None and _CUT_OFF.search(other.words) is not None


def _two_values(first: Said, said: Said) -> Hit:
    one, other = _shown(first), _shown(said)
    message = f"同名数据前后不一：前面是“{first.lead}{one}”，这里是{other}，请核对，或注明统计时点和口径。"
    return Hit(first.start, first.end, message, working=f"{one}≠{other}")


def _shown(said: Said) -> str:
    return shown(Decimal(said.figure.value)) + said.figure.unit


CHECKS = (
    Check("N05", "列举的项数与所说的不符", Class.verify, _lengths, basis="勾稽关系16：称几项即列几项"),
    Check("N05a", "“一是”“二是”的条数与所说的不符", Class.verify, _points, basis="勾稽关系16：称几项即列几项"),
    Check("N04", "同名数据前后不一", Class.verify, _twice, basis="勾稽关系13：同一数据全文一致"),
)
