"""Growth against an earlier figure (N03): computed where the base is printed, else whether any whole number can be the base."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from server.report.checks.printing import as_printed, places
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.saying import Said, shown
from server.report.findings import Class

_UP, _DOWN = "增长|上升|增加|提高|提升|上涨|增幅(?:为|达)?|增", "下降|减少|降低|降幅(?:为|达)?|下滑|回落|降|减"
_DIRECTION = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|达到?|约|为|幅度为|率为)?$")
_BASE = re.compile(r"上年|去年|上一年|同期|前年|(?:比|较|与|由|从)(?:19|20)[0-9]{2}年?|^(?:由|从)|基期|往年")
_PRINTED_BASE = re.compile(
    r"(?:(?:比|较|与|由|从)?(?:上年|去年|上一年|(?:19|20)[0-9]{2}年)(?:同期|全年)?(?:的|为|是|仅)?|(?:比|较|与|由|从)(?:原来|原有)?的?|同期(?:的|为)?|^由|^从)$"
)
_SILENT = re.compile(r"分别|均|左右|平均|[人年月日]均|预计|力争|目标|累计|连续|翻")
_TO = re.compile(r"(?:增加|增长|上升|提高|提升|下降|减少|降低|降|升|增|减)(?:到|至|为)$")
# What may stand between a count and its growth when the growth is of that count.
_STEP = re.compile(
    r"(?P<open>[，,、（(]|^)?(?:(?:与|同)?(?:上年|去年|上一年|往年)?同期?(?:相)?比|同比|环比|比|较|与|相较于?|相比于?|上年|去年|上一年|上月|上周|同期|往年|(?:19|20)[0-9]{2}年|全年|度|相比|数|总?量"
    r"|的|则|又|也|略|有所|大幅|明显|[，,]){1,12}"
)
_COMPARED = re.compile("比|较|同期")
_NAMED = re.compile(r"[（(](?:同?比|较)(?:上年|去年|(?:19|20)[0-9]{2}年)(?:同期)?[\u4e00-\u9fff]{0,12}")
_COUNTS = frozenset("件宗起例案单份个项条次场期回轮名人位户家册本张块幅辆台篇") | {"人次", "场次", "件次", "批次", "户次", "家次"}
_STEPPED = re.compile("^[，,、](?:同比)?(?:增加|减少)了?$")
_NEAR = 12
_POINT, _HUNDRED, _MOST = Decimal(1), Decimal(100), Decimal(10_000_000)


def _growths(subject: Subject) -> Iterator[Hit]:
    for saying in subject.sayings:
        for at, each in enumerate(saying.said):
            found = _DIRECTION.search(each.lead)
            if not found or not each.exact or _SILENT.search(each.clause) or at == 0:
                continue
            if each.figure.unit == "%":
                near = saying.said[max(0, at - _NEAR) : at], each, saying.said[at + 1 : at + 2]
                yield from _growth(subject, near, rising=found["up"] is not None)
            elif each.figure.unit == "个百分点":
                yield from _points(saying.said[max(0, at - _NEAR) : at], each, rising=found["up"] is not None)


def _growth(subject: Subject, near: tuple[Sequence[Said], Said, Sequence[Said]], *, rising: bool) -> Iterator[Hit]:
    """A growth that its base or its count gives the lie to. `near`: what stands before it, itself, and the figure behind it."""
    before, share, behind = near
    now, base = _two(before, share)
    if now and not base and _alone(before, share):
        base = _stepped(now, behind) or _entered(subject, now)
        if base is None:
            yield from _implied(now, share, rising=rising)
    if now and base:
        yield from _computed(now, base, share, rising=rising)


def _stepped(now: Said, behind: Sequence[Said]) -> Said | None:
    """The base of a count whose growth is told a second time as a number: 262件，同比下降2.6%，减少7件."""
    step = next((each for each in behind if each.counted and each.like(now) and not each.tail and _STEPPED.search(each.gap)), None)
    if step is None or step.figure.unit != now.figure.unit:
        return None
    change = step.figure.value if "加" in step.lead else -step.figure.value
    return replace(now, figure=replace(now.figure, value=now.figure.value - change))


def _entered(subject: Subject, now: Said) -> Said | None:
    """The figure of last year as entered, where the text prints only that of this year, and that as entered."""
    entry = subject.entries.get(now.figure.indicator)
    known = entry is not None and entry.now.exact and entry.last.exact and entry.now.value == now.figure.value
    if entry is None or not known or entry.last.value is None:
        return None
    return replace(now, figure=replace(now.figure, value=entry.last.value))


def _two(before: Sequence[Said], share: Said) -> tuple[Said | None, Said | None]:
    """The count of this year and of the year before it, as far as they are printed in front of the growth."""
    counts = [each for each in before if each.figure.unit not in ("%", "个百分点", "倍")]
    near = [each for each in counts if each.group == share.group] or [each for each in counts if each.depth < share.depth][-1:]
    last = near[-1] if near and near[-1].counted else None
    other = near[-2] if len(near) > 1 else None
    if last and other and last.like(other) and other.counted and _joined(share):
        return _told(other, last)
    return last, None


def _told(other: Said, last: Said) -> tuple[Said | None, Said | None]:
    """Which of two figures is that of this year and which its base, (last, None) where none is."""
    if _PRINTED_BASE.search(last.lead):
        return other, last
    step = _DIRECTION.search(last.lead)
    if step and _BASE.search(last.lead) and not last.tail and last.figure.unit == other.figure.unit:
        change = last.figure.value if step["up"] else -last.figure.value
        return other, replace(other, figure=replace(other.figure, value=other.figure.value - change))
    turned = _TO.search(last.lead) or (_BASE.search(other.lead) and not _BASE.search(last.lead) and not last.tail)
    return (last, other) if _PRINTED_BASE.search(other.lead) and turned else (last, None)


def _joined(share: Said) -> bool:
    """Whether nothing but words of comparison stands between a figure and the growth."""
    direction = _DIRECTION.search(share.gap)
    return direction is not None and not _foreign(share.gap[: direction.start()])


def _foreign(words: str) -> bool:
    rest = _STEP.sub("", words)
    return bool(rest.strip("，,、（("))


def _alone(before: Sequence[Said], share: Said) -> bool:
    """Whether the growth follows its count at once: 345份（比2016年增长40.8%）."""
    direction = _DIRECTION.search(share.gap)
    if direction is None or not before:
        return False
    between = share.gap[: direction.start()]
    return _COMPARED.search(between) is not None and (not _foreign(between) or _NAMED.fullmatch(between) is not None)


def _computed(now: Said, base: Said, share: Said, *, rising: bool) -> Iterator[Hit]:
    if base.value <= 0:
        return
    decimals = places(share.figure)
    change = (now.value - base.value) / base.value * _HUNDRED
    one, other = shown(now.figure.value), shown(base.figure.value)
    against = f"({one}−{other})÷{other}={shown(_rounded(change, decimals + 2)).replace('-', '−')}%"
    if change and (change > 0) != rising:
        word = "增加" if change > 0 else "减少"
        message = f"{other}到{one}是{word}，与“{share.lead[-4:]}”的方向相反，请核对。"
        yield Hit(share.start - len(share.lead[-4:]), share.end, message, working=against)
        return
    right = _rounded(abs(change), decimals)
    slack = (now.slack + base.slack) / base.value * _HUNDRED
    if abs(right - share.value) <= slack:
        return
    cut = abs(change).quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN) == share.value
    message = f"增减幅度与前后的数不符：{'按四舍五入' if cut else '按所列的数'}应为{shown(right)}%，请核对。"
    weight = Class.verify if cut else Class.must
    working = f"{against}≠{shown(share.value)}%"
    yield Hit(share.start, share.end, message, suggestion=as_printed(share.figure, right), working=working, weight=weight)


def _implied(now: Said, share: Said, *, rising: bool) -> Iterator[Hit]:
    """A count that no whole number can have grown to by what is printed."""
    whole = now.value == now.value.to_integral_value() and now.figure.unit in _COUNTS and 0 < now.value < _MOST
    if not whole or (not rising and share.value >= _HUNDRED):
        return
    decimals = places(share.figure)
    low, high = _bases(now.value, share.value, decimals, rising=rising)
    if low <= high:
        return
    sign = "+" if rising else "−"
    exact = now.value / (1 + (share.value if rising else -share.value) / _HUNDRED)
    working = f"{shown(now.value)}÷(1{sign}{shown(share.value)}%)={shown(_rounded(exact, 2))}，不是整数"
    message = f"没有哪个整数能{'增长' if rising else '下降'}{shown(share.value)}%得到{shown(now.value)}{now.figure.unit}，请核对这两个数。"
    yield Hit(now.start, share.end, message, working=working, weight=Class.explain)


def _bases(now: Decimal, share: Decimal, decimals: int, *, rising: bool) -> tuple[Decimal, Decimal]:
    """The smallest and the largest whole base that rounds or is cut to the printed growth."""
    unit = Decimal(1).scaleb(-decimals)
    least, most = share - unit / 2, share + unit
    if not rising and most >= _HUNDRED:
        return now, _MOST * _MOST
    ends = [now / (1 + (each if rising else -each) / _HUNDRED) for each in (least, most)]
    return min(ends).to_integral_value(ROUND_CEILING), max(ends).to_integral_value(ROUND_FLOOR)


def _points(before: Sequence[Said], points: Said, *, rising: bool) -> Iterator[Hit]:
    """A difference of two printed percentages: 95%，比上年的92%提高3个百分点."""
    shares = [each for each in before if each.figure.unit == "%" and each.group == points.group and each.exact][-2:]
    if len(shares) < len(("now", "base")) or before[-1] is not shares[-1] or not _joined(points):
        return
    first, second = shares
    turned = _PRINTED_BASE.search(second.lead) is None
    if turned and not _PRINTED_BASE.search(first.lead):
        return
    now, base = (second, first) if turned else (first, second)
    change = now.value - base.value
    signed = change if rising else -change
    if signed != points.value:
        working = f"{shown(now.value)}−{shown(base.value)}={shown(change)}≠{'' if rising else '−'}{shown(points.value)}"
        right = as_printed(points.figure, abs(change)) if signed > 0 else ""
        yield Hit(points.start, points.end, f"两个比率相差{shown(abs(change))}个百分点，请核对。", suggestion=right, working=working)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(_POINT.scaleb(-decimals), ROUND_HALF_UP)


CHECKS = (Check("N03", "增减幅度与所据的数不符", Class.must, _growths, basis="勾稽关系8：增幅=（本年−上年）÷上年，件数的基数为整数"),)
