"""Growth against an earlier figure (N03): computed where the base is printed, else whether any whole number can be the base."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from server.report.checks.compared import DIRECTION, alone, compared, joined, rises, turned_round, two
from server.report.checks.printing import as_printed, places
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.saying import Said, shown
from server.report.findings import Class

_SILENT = re.compile(r"分别|均|左右|平均|[人年月日]均|预计|力争|目标|累计|连续|翻")
_COUNTS = frozenset("件宗起例案单份个项条次场期回轮名人位户家册本张块幅辆台篇") | {"人次", "场次", "件次", "批次", "户次", "家次"}
_STEPPED = re.compile("^[，,、](?:同比)?(?:增加|减少)了?$")
_NEAR = 12
_POINT, _HUNDRED, _MOST = Decimal(1), Decimal(100), Decimal(10_000_000)


def _growths(subject: Subject) -> Iterator[Hit]:
    for saying in subject.sayings:
        for at, each in enumerate(saying.said):
            if at and each.exact and not _SILENT.search(each.clause):
                yield from _judged(subject, saying.said, at)


def _judged(subject: Subject, said: Sequence[Said], at: int) -> Iterator[Hit]:
    each, before = said[at], said[max(0, at - _NEAR) : at]
    found = DIRECTION.search(each.lead)
    if found and each.figure.unit == "%" and not list(_differs(before[:-1], before[-1])):
        yield from _growth(subject, (before, each, said[at + 1 : at + 2]), rising=found["up"] is not None)
    elif found and each.figure.unit == "个百分点":
        yield from _points(before, each, rising=found["up"] is not None)
    elif each.figure.unit != "%":
        yield from _differs(before, each, said[at + 1 : at + 2])


def _growth(subject: Subject, near: tuple[Sequence[Said], Said, Sequence[Said]], *, rising: bool) -> Iterator[Hit]:
    """A growth that its base or its count gives the lie to. `near`: what stands before it, itself, and the figure behind it."""
    before, share, behind = near
    now, base = two(before, share)
    if now and not base and alone(before, share):
        base = _stepped(now, behind) or _entered(subject, now)
        if base is None:
            yield from _implied(now, share, rising=rising)
    if now and base:
        yield from _computed(now, base, share, rising=rising)


def _differs(before: Sequence[Said], change: Said, behind: Sequence[Said] = ()) -> Iterator[Hit]:
    """A printed difference that is not that of the two figures before it: 215件，比上年的190件增加35件."""
    rising = rises(change) if change.counted else None
    now, base = compared(before, change) if rising is not None else (None, None)
    if not now or not base:
        return
    real = now.value - base.value
    if abs((real if rising else -real) - change.value) <= now.slack + base.slack + change.slack:
        return
    scale = change.value / change.figure.value if change.figure.value else _POINT
    one, other, off = (shown(each / scale) for each in (now.value, base.value, abs(real)))
    sign, minus = "" if real >= 0 else "−", "" if rising else "−"
    working = f"{one}−{other}={sign}{off}≠{minus}{shown(change.figure.value)}"
    agreed = (real > 0) == rising and real != 0 and not _speaks_against(behind, abs(real) / base.value * _HUNDRED if base.value else real)
    printed = as_printed(change.figure, abs(real) / scale) if agreed else ""
    unit = change.figure.unit
    message = f"从{other}{unit}到{one}{unit}，{_moved(real)}{off}{unit}，与所写的不符，请核对。"
    yield Hit(change.start, change.end, message, suggestion=printed, working=working)


def _speaks_against(behind: Sequence[Said], growth: Decimal) -> bool:
    """Whether the growth printed behind a difference is not that of the two figures before it: then any of them may be wrong."""
    share = next((each for each in behind if each.figure.unit == "%"), None)
    return share is not None and _rounded(growth, places(share.figure)) != share.value


def _moved(change: Decimal) -> str:
    return "增加" if change >= 0 else "减少"


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


def _computed(now: Said, base: Said, share: Said, *, rising: bool) -> Iterator[Hit]:
    if base.value <= 0:
        return
    decimals = places(share.figure)
    change = (now.value - base.value) / base.value * _HUNDRED
    one, other = shown(now.figure.value), shown(base.figure.value)
    against = f"({one}−{other})÷{other}={shown(_rounded(change, decimals + 2)).replace('-', '−')}%"
    if change and (change > 0) != rising:
        message = f"{other}到{one}是{_moved(change)}，与“{share.lead[-4:]}”的方向相反，请核对。"
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
    if len(shares) < len(("now", "base")) or before[-1] is not shares[-1] or not joined(points):
        return
    turned = turned_round(*shares)
    if turned is None:
        return
    base, now = shares if turned else reversed(shares)
    change = now.value - base.value
    signed = change if rising else -change
    if signed != points.value:
        working = f"{shown(now.value)}−{shown(base.value)}={shown(change)}≠{'' if rising else '−'}{shown(points.value)}"
        right = as_printed(points.figure, abs(change)) if signed > 0 else ""
        yield Hit(points.start, points.end, f"两个比率相差{shown(abs(change))}个百分点，请核对。", suggestion=right, working=working)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(_POINT.scaleb(-decimals), ROUND_HALF_UP)


CHECKS = (Check("N03", "增减幅度与所据的数不符", Class.must, _growths, basis="勾稽关系8：增幅=（本年−上年）÷上年，件数的基数为整数"),)
