"""Rates and shares printed beside what they are computed from (N02), and “all” beside a figure that says otherwise."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise

from server.report.checks.printing import as_printed, places
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.saying import Said, Saying, shown
from server.report.findings import Class

_LABEL = re.compile(r"([\u4e00-\u9fff]{2,10})率(?:已|均)?(?:为|达到?|约?为|是|高达|保持在?|在|、)?$")
_SEVERAL = re.compile(r"率[^，。；]{0,12}率|分别|均|双|各|以上|平均")
_MODIFIERS = re.compile(
    "按期|按时|及时|一次|首次|当场|网上|有效|自动|初次|即时|限时|全程|优秀|合格|满意|抽检|一审|正职|主要|准确|参与|知晓|到期|同期|直接|诉前|当庭|先行"
)
_NOT_STEM = frozenset(
    ["案件", "信访", "纠纷", "行政", "工单", "热线", "诉求", "执法", "负责", "人员", "代表", "政府", "群众", "事项", "机关", "矛盾", "全部"]
)
_WHOLE = re.compile(
    "受理|收到|接到|接收|主办|派单|派发|转派|接单|接待|接访|新收|收案|登记|立案|交办|转办|承办|应|报名|参加|参考|排查|发现|受案|申请|提交|总|共|全|涉及|抽查|现有|下达|审查|工单|诉求|建议|提案"
    "|案件|纠纷|检查|受检|开庭|反馈|问题|上报|事项|报告|征集|收集|村|社区"
)
_REST = re.compile("其余|剩余|余下|另有|另外|尚有|仍有|还有|未|不予|正在|在办|新增|上年|去年|结转|同期")
_SAID_AS = {
    "覆盖": ("覆盖", "配备", "聘请", "聘任", "设立"),
    "参考": ("参考", "参加"),
    "出庭": ("出庭", "应诉"),
    "应诉": ("应诉", "出庭"),
    "持证": ("持证", "持有", "取得"),
}
_DUE = re.compile("应(?!诉)")
_ALL = re.compile(r"(?:(?:已|均|都)?全部|均已)(?:按[期时]|及时|依法|成功)?(办结|办复|答复|化解|整改|审结|结案|调解成功|回复|通过|合格)")
_SHARE = re.compile(r"占(?:(?:全部|总|受理|收案|申请|收到|办理|新收|案件|比|件|数|量|的|工单|人){0,8})(?:为|达|约)?$")
_AMONG = "其中"
_CAPPED = re.compile(
    "(?:合格|办结|审结|参考|参训|参会|参评|到会|出勤|出庭|应诉|(?<!拨备)覆盖|满意|化解|持证|通过|及格|优秀|知晓|参与|答复|回复|办复|采纳|成功|整改|见面|签约"
    "|及时|按期|按时|入户|公开|履行|备案|达标|准确|好评|胜诉|败诉|群众安全感|纠错|发证|亮证|普及|维持|抽查|自动化)(?:率|度)(?:已|均|分别)?(?:为|达到?|约?为|是|高达|保持在?|在)?$"
)
_HUNDRED = Decimal(100)
_FAR = Decimal(15)
_BIGRAM, _NARROW, _MOST = 2, 4, 8


def _rates(subject: Subject) -> Iterator[Hit]:
    last: Saying | None = None
    for saying in subject.sayings:
        near = last if last and last.paragraph == saying.paragraph else None
        for at, each in enumerate(saying.said):
            if each.figure.unit == "%" and each.exact:
                yield from _rate(saying, at, near)
        last = saying


def _rate(saying: Saying, at: int, near: Saying | None) -> Iterator[Hit]:
    rate = saying.said[at]
    label = _LABEL.search(rate.lead)
    if label is None or rate.past or _SEVERAL.search(rate.clause):
        return
    around = saying.said[max(0, at - _MOST) : at + _NARROW]
    inside = [each for each in around if each.group == rate.group and each is not rate]
    pairs = _pairs(label[1], inside)
    if not pairs and len({each.group for each in around}) > 1:
        flat = [replace(each, group=rate.group) for each in around if each.end < rate.start and each.depth == rate.depth]
        pairs = _pairs(label[1], flat) if _begins(label[1], inside) else []
    if not pairs and at == 0 and near and saying.words.find(label[1]) < _NARROW * _NARROW:
        pairs = _pairs(label[1], near.said[-_MOST:])
    if not pairs and near and _begins(label[1], inside):
        pairs = _pairs(label[1], [*(replace(each, group=rate.group) for each in near.said[-_MOST:]), *inside])[-1:]
    yield from _unlike(rate, pairs, label[1])


def _begins(label: str, inside: Sequence[Said]) -> bool:
    """Whether the part is the first count of its sentence, so that its whole can only stand in the sentence before."""
    counted = [each for each in inside if each.summed]
    return bool(counted) and _means(label, counted[0])


def _pairs(label: str, said: Sequence[Said]) -> list[tuple[Said, Said]]:
    """(part, whole): a figure that its words join to the rate, and one of the same unit said before it that counts the whole."""
    found = []
    counted = [each for each in said if each.figure.unit not in ("%", "个百分点", "倍")]
    for at, part in enumerate(counted):
        if not (part.counted and _means(label, part)) or part.past:
            continue
        wholes = [each for each in counted[:at] if _is_whole(each, part, label, among=_AMONG in part.gap and each is counted[at - 1])]
        found += [(part, each) for each in wholes]
    return found


def _is_whole(whole: Said, part: Said, label: str, *, among: bool = False) -> bool:
    """`among`: nothing but 其中 stands between both."""
    fits = whole.counted and whole.like(part) and not whole.past and whole.depth <= part.depth and whole.group == part.group
    due = _DUE.search(whole.about) is not None
    named = among or _AMONG in whole.gap or _WHOLE.search(whole.about) is not None
    said = named and (due or not _means(label, whole)) and _REST.search(whole.lead) is None
    return fits and said and whole.value >= part.value and whole.value > 0


def _means(label: str, part: Said) -> bool:
    """Whether a figure counts what the rate is of: 办结 and 办结率; a narrower rate (按期办结率) asks for the narrower count."""
    words = part.about
    if _REST.search(part.lead) or _DUE.search(part.lead) or any(each not in words for each in _MODIFIERS.findall(label)):
        return False
    pairs = {label[at : at + _BIGRAM] for at in range(len(label) - 1)} - _NOT_STEM
    narrower = any(each not in label for each in _MODIFIERS.findall(part.lead))
    stem = label[-_BIGRAM:]
    return stem in pairs and not narrower and any(each in words for each in _SAID_AS.get(stem, (stem,)))


def _unlike(rate: Said, pairs: Sequence[tuple[Said, Said]], label: str) -> Iterator[Hit]:
    decimals = places(rate.figure)
    rights = [(part, whole, _quotient(part, whole, decimals)) for part, whole in pairs]
    if not rights:
        return
    if any(abs(right - rate.value) <= _slack(part, whole) for part, whole, right in rights):
        yield from _not_quite(rate, rights, label)
        return
    part, whole, right = min(rights, key=lambda each: abs(each[2] - rate.value))
    far = abs(right - rate.value) > _FAR
    if far and len(rights) > 1:
        return
    cut = any(_quotient(each, of, decimals, ROUND_DOWN) == rate.value for each, of, _ in rights)
    working = f"{shown(part.figure.value)}÷{shown(whole.figure.value)}={shown(_quotient(part, whole, decimals + 2))}%≠{shown(rate.value)}%"
    printed = as_printed(rate.figure, right)
    says = "只舍未入，按四舍五入" if cut else "按前文的数"
    weight = Class.verify if cut or far or len({each[2] for each in rights}) > 1 else Class.must
    message = f"{label}率与前后的数不符：{says}应为{shown(right)}%，请核对。"
    yield Hit(rate.start, rate.end, message, suggestion=printed, working=working, weight=weight)


def _slack(part: Said, whole: Said) -> Decimal:
    """How far a rate of rounded amounts may be from their quotient."""
    return (part.slack + whole.slack) / whole.value * 100


def _not_quite(rate: Said, rights: Sequence[tuple[Said, Said, Decimal]], label: str) -> Iterator[Hit]:
    """100% that is only rounded."""
    part, whole, _ = rights[-1]
    if rate.value == _HUNDRED and all(each.value < of.value for each, of, _ in rights):
        working = f"{shown(part.value)}<{shown(whole.value)}"
        yield Hit(rate.start, rate.end, f"{label}率写100%，但部分少于全部，请核对。", working=working, weight=Class.verify)


def _quotient(part: Said, whole: Said, decimals: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    return (part.value / whole.value * 100).quantize(Decimal(1).scaleb(-decimals), rounding)


def _shares(subject: Subject) -> Iterator[Hit]:
    """A part, its share behind it, and the whole before both: 共40件，其中甲类12件，占30%."""
    for saying in subject.sayings:
        for (before, share), at in zip(pairwise(saying.said), range(len(saying.said)), strict=False):
            said = share.figure.unit == "%" and share.exact and before.counted and before.summed and _SHARE.search(share.clause)
            if said and share.value <= _HUNDRED and len(share.gap) <= len(share.clause) + 1 + len(before.tail):
                yield from _share(saying, at, before, share)
            elif at and share.lead == before.tail == "的" and before.clause.startswith("占") and share.exact and share.figure.unit == "%":
                yield from _share_of(saying.said[at - 1], before, share)


def _share_of(part: Said, whole: Said, share: Said) -> Iterator[Hit]:
    """The whole between a part and its share: 9人，占全体12人的75%."""
    fits = part.counted and part.summed and whole.counted and part.like(whole) and whole.value >= part.value > 0
    beside = whole.gap == f"{part.tail}，{whole.clause}" and not (part.past or whole.past)
    if fits and beside and not _near(share, [_quotient(part, whole, places(share.figure))], places(share.figure)):
        yield _unshared(part, whole, share)


def _share(saying: Saying, at: int, part: Said, share: Said) -> Iterator[Hit]:
    before = saying.said[max(0, at - _MOST) : at + 1]
    wholes = [each for each in before[:-1] if each.counted and each.like(part) and each.value >= part.value > 0 and not each.past]
    decimals = places(share.figure)
    if not wholes or _near(share, [_quotient(part, each, decimals) for each in wholes], decimals):
        return
    among = any("其中" in each.gap for each in before[before.index(wholes[0]) + 1 :])
    plain = wholes == [before[-2]] and _AMONG in part.gap and part.group == wholes[0].group
    if among and (plain or _WHOLE.search(wholes[0].about)):
        yield _unshared(part, wholes[0], share)


def _unshared(part: Said, whole: Said, share: Said) -> Hit:
    decimals = places(share.figure)
    right = _quotient(part, whole, decimals)
    working = f"{shown(part.value)}÷{shown(whole.value)}={shown(_quotient(part, whole, decimals + 2))}%≠{shown(share.value)}%"
    message = f"占比与前文的数不符：按{shown(whole.value)}{whole.figure.unit}计应为{shown(right)}%，请核对。"
    return Hit(share.start, share.end, message, suggestion=as_printed(share.figure, right), working=working, weight=Class.verify)


def _near(share: Said, rights: Sequence[Decimal], decimals: int) -> bool:
    """Shares are often cut or set right by one so that they make 100."""
    return any(abs(right - share.value) <= Decimal(1).scaleb(-decimals) for right in rights)


def _beyond(subject: Subject) -> Iterator[Hit]:
    """Rates of a part of something that are printed above all of it: 办结率105%. Where the counts give it, they are wrong, not the rate."""
    for saying in subject.sayings:
        for at, each in enumerate(saying.said):
            over = each.figure.unit == "%" and each.value > _HUNDRED and not each.figure.joined and _CAPPED.search(each.lead)
            if over and not _given(each, saying.said[max(0, at - _NARROW) : at]):
                working = f"{shown(each.value)}%>100%"
                yield Hit(each.start, each.end, "这个比率是部分占全部的比例，不会超过100%，请核对。", working=working)


def _given(rate: Said, before: Sequence[Said]) -> bool:
    counts = [each for each in before if each.summed and each.value > 0]
    return any(_quotient(part, whole, places(rate.figure)) == rate.value for whole, part in pairwise(counts))


def _alls(subject: Subject) -> Iterator[Hit]:
    """“全部办结” where the same sentence says that fewer are."""
    for saying in subject.sayings:
        for claim in _ALL.finditer(saying.words):
            yield from _all(saying, claim)


def _told(saying: Saying, behind: int) -> bool:
    """Whether a rate beside a place of the sentence is objected to already."""
    beside = range(max(0, behind - _NARROW), min(len(saying.said), behind + _NARROW))
    return any(saying.said[at].figure.unit == "%" and any(_rate(saying, at, None)) for at in beside)


def _all(saying: Saying, claim: re.Match[str]) -> Iterator[Hit]:
    stem = claim[1]
    at = saying.span[0] + claim.start()
    behind = bisect_right(saying.said, at, key=lambda each: each.end)
    before = saying.said[max(0, behind - _MOST) : behind]
    clause = saying.words[max(0, claim.start() - 12) : claim.start()]
    if not before or _REST.search(clause) or saying.words.find("；", before[-1].end - saying.span[0], claim.start()) >= 0:
        return
    pairs = _pairs(stem, [each for each in before if each.group == before[-1].group])
    contradicted = pairs and pairs[-1][0] is before[-1] and all(part.value < whole.value for part, whole in pairs)
    if contradicted and not _told(saying, behind):
        part, whole = pairs[-1]
        working = f"{shown(part.value)}<{shown(whole.value)}"
        message = f"前面说{stem}{shown(part.value)}{part.figure.unit}，少于{shown(whole.value)}{whole.figure.unit}，不能说“{claim[0]}”。"
        yield Hit(at, at + len(claim[0]), message, working=working)


_BASIS = "勾稽关系1、7、11：比率等于部分除以全部，按所印位数四舍五入"
CHECKS = (
    Check("N02", "比率与所据的数不符", Class.must, _rates, basis=_BASIS),
    Check("N02a", "占比与所据的数不符", Class.verify, _shares, basis=_BASIS),
    Check("N02c", "比率超过100%", Class.must, _beyond, basis=_BASIS),
    Check("N02b", "“全部”与前面的数不符", Class.explain, _alls, basis=_BASIS),
)
