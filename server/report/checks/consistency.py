"""One thing written in two ways in one paper: measure words, percents, numerals, pairs of words, quoted names. Only hints."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from server.report.checks.ruling import Check, Hit, Subject
from server.report.findings import Class
from server.report.prose.numerals import numerals_in

_THINGS = (
    *("行政复议案件", "行政诉讼案件", "行政应诉案件", "行政案件", "行政处罚案件", "案件"),
    *("矛盾纠纷", "纠纷", "信访事项", "信访件", "信访", "行政许可", "隐患"),
)
_THING = "|".join(_THINGS)
_COUNTED = re.compile(
    rf"(?P<before>{_THING})[^，。；：、\n\d]{{0,6}}\d{{1,6}}[余多]?(?P<one>[宗件起])|\d{{1,6}}[余多]?(?P<two>[宗件起])(?P<after>{_THING})"
)
_GENERAL = {
    "行政复议案件": "案件",
    "行政诉讼案件": "案件",
    "行政应诉案件": "案件",
    "行政案件": "案件",
    "行政处罚案件": "案件",
    "矛盾纠纷": "纠纷",
}
_CHINESE_PERCENT = re.compile("百分之(?!百)(?:[一二三四五六七八九十]{1,4}(?:点[零一二三四五六七八九]{1,3})?)")
_SPOKEN = re.compile(
    r"([二三四五六七八九十](?<![\d第一二三四五六七八九十百几数].)(?:(?<!二)|十?[三四五六七八九]))(名|件|次|份|场|起|宗|期|人次|户)"
    r"(?![\u4e00-\u9fff]?化)"
)
_PAIRS = (
    ("制定", "制订"),
    ("督察", "督查"),
    ("拟定", "拟订"),
    ("账", "帐"),
    ("其他", "其它"),
    ("截至", "截止到"),
    ("作出", "做出"),
    ("台账", "台帐"),
)
_NOT_ONE_THING = frozenset({("督察", "督查")})
_QUOTED = re.compile("“([^“”\n]{3,14})”")
_LOOSE = str.maketrans("", "", "个的与和及、，· ")
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")


def _measures(subject: Subject) -> Iterator[Hit]:
    """宗 and 件 for the same cases."""
    seen: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for found in subject.text.among(_COUNTED, subject.text.unquoted, *_THINGS):
        thing = found["before"] or found["after"]
        group = "one" if found["one"] else "two"
        seen[_GENERAL.get(thing, thing)].append((found[group], found.start(group)))
    for thing, places in seen.items():
        says = partial(_measured, thing)
        yield from _minority(places, says)


def _measured(thing: str, word: str, usual: str) -> str:
    return f"“{thing}”的量词，其他处用“{usual}”，这里用“{word}”，建议统一。"


def _percents(subject: Subject) -> Iterator[Hit]:
    """百分之十 beside 20%."""
    if "%" in subject.text.text or "％" in subject.text.text:
        for found in _CHINESE_PERCENT.finditer(subject.text.unquoted):
            value = next((each.numeral for each in numerals_in(found[0])), "")
            yield Hit(*found.span(), "其他处用“%”，这里用“百分之”，建议统一。", f"{value}%" if value else "")


def _numerals(subject: Subject) -> Iterator[Hit]:
    """3名 and 五名 in one sentence."""
    text = subject.text.unquoted
    for found in _SPOKEN.finditer(text):
        start, end = subject.text.sentence(found.start())
        if re.search(rf"\d{re.escape(found[2])}", text[start:end]):
            yield Hit(*found.span(), f"同一句里其他处用阿拉伯数字，“{found[0]}”建议统一。")


def _words(subject: Subject) -> Iterator[Hit]:
    """制定 and 制订 in one paper."""
    text = subject.text.untitled
    for one, other in _PAIRS:
        if subject.text.says(one) and subject.text.says(other) and one in text and other in text:
            places = [(word, at) for word in (one, other) for at in _places(text, word)]
            same = (one, other) not in _NOT_ONE_THING
            yield from _minority(places, lambda word, usual: f"文中“{usual}”和“{word}”都有，请核对是否应当统一。", fixed=same)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _minority(places: list[tuple[str, int]], says: Callable[[str, str], str], *, fixed: bool = True) -> Iterator[Hit]:
    counts = Counter(word for word, _ in places)
    usual = max(counts, key=lambda word: (counts[word], -next(at for each, at in places if each == word)))
    for word, at in places:
        if word != usual:
            yield Hit(at, at + len(word), says(word, usual), usual if fixed else "")


def _names(subject: Subject) -> Iterator[Hit]:
    """“三到位” and “三个到位”: one name in two forms."""
    forms: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for found in _QUOTED.finditer(subject.text.text):
        forms[found[1].translate(_LOOSE).translate(_NUMERALS)].append((found[1], found.start(1)))
    for places in forms.values():
        if len({word for word, _ in places}) > 1:
            yield from _minority(places, lambda word, usual: f"“{usual}”又写作“{word}”，请核对是否同一名称。")


CHECKS: tuple[Check[Subject], ...] = (
    Check("C02", "同一事项量词不一", Class.hint, _measures, "GB/T 15835-2011 3"),
    Check("C03", "数字形式不一", Class.hint, lambda subject: (*_percents(subject), *_numerals(subject)), "GB/T 15835-2011 3"),
    Check("C05", "同一名称写法不一", Class.hint, _names),
    Check("C06", "同义词写法不一", Class.hint, _words),
)
