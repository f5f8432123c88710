"""Which figures a growth sets against each other: the count of this year, its base, the difference printed between them; judges nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from server.report.checks.saying import Said

_UP, _DOWN = "增长|上升|增加|提高|提升|上涨|增幅(?:为|达)?|增", "下降|减少|降低|降幅(?:为|达)?|下滑|回落|降|减"
DIRECTION = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|达到?|约|为|幅度为|率为)?$")
_CHANGE = re.compile(rf"(?<![新之])(?:(?P<up>净增加?|{_UP}|(?<![许大很])多)|(?P<down>净减少?|{_DOWN}|(?<![不至较])少))(?:了|约|出)?$")
_BASE = re.compile(r"上年|去年|上一年|同期|前年|(?:比|较|与|由|从)(?:19|20)[0-9]{2}年?|^(?:由|从)|基期|往年")
_PRINTED_BASE = re.compile(
    r"(?:(?:比|较|与|由|从)?(?:上年|去年|上一年|(?:19|20)[0-9]{2}年)(?:同期|全年)?(?:的|为|是|仅)?|(?:比|较|与|由|从)(?:原来|原有)?的?|同期(?:的|为)?|^由|^从)$"
)
_FROM = re.compile("(?:由|从)(?:原来|原有)?的?$")
_TO = re.compile(r"(?:增加|增长|上升|提高|提升|上涨|扩大|发展|下降|减少|降低|降|升|增|减)(?:到|至|为)$")
# What may stand between a count and its growth when the growth is of that count.
_STEP = re.compile(
    r"(?P<open>[，,、（(]|^)?(?:(?:与|同)?(?:上年|去年|上一年|往年)?同期?(?:相)?比|同比|环比|比|较|与|相较于?|相比于?|上年|去年|上一年|上月|上周|同期|往年|(?:19|20)[0-9]{2}年|全年|度|相比|数|总?量"
    r"|的|则|又|也|略|有所|大幅|明显|[，,]){1,12}"
)
_BESIDE = re.compile("(?:[，,、（(]|与|同|(?:相)?比|较|由|从|上年|去年|上一年|同期|全年|(?:19|20)[0-9]{2}年|的|为|是|仅){1,8}")
_COMPARED = re.compile("比|较|同期")
_NAMED = re.compile(r"[（(](?:同?比|较)(?:上年|去年|(?:19|20)[0-9]{2}年)(?:同期)?[\u4e00-\u9fff]{0,12}")
_RATIOS = ("%", "个百分点", "倍")


def two(before: Sequence[Said], share: Said) -> tuple[Said | None, Said | None]:
    """The count of this year and of the year before it, as far as they are printed in front of the growth; the difference is neither."""
    counts = [each for each in before if each.figure.unit not in _RATIOS]
    near = [each for each in counts if each.group == share.group] or [each for each in counts if each.depth < share.depth][-1:]
    last = near[-1] if near and near[-1].counted else None
    if last is None or not joined(share):
        return last, None
    if not _changes(last):
        return _told(near[-2], last) if len(near) > 1 and _alike(near[-2], last) else (last, None)
    now, base = compared(before[: before.index(last)], last)
    return (now, base) if base else _stepped(near[-2], last) if len(near) > 1 and _alike(near[-2], last) else (None, None)


def compared(before: Sequence[Said], change: Said) -> tuple[Said | None, Said | None]:
    """The count of this year and its base that a printed difference right behind them is of: 215件，比上年的190件增加25件."""
    counts = [each for each in before if each.figure.unit not in _RATIOS and each.group == change.group]
    last = counts[-1] if counts else None
    if last is None or _changes(last) or not (last.counted and last.like(change) and joined(change)):
        return None, None
    if _based(last) and not _TO.search(last.lead):
        others = [each for each in counts[:-1] if not (_changes(each) or _BASE.search(each.lead))]
        beside = others and _BESIDE.fullmatch(last.gap) and _alike(others[-1], last)
        return (others[-1], last) if beside else (None, None)
    return _told(counts[-2], last) if len(counts) > 1 and _alike(counts[-2], last) else (None, None)


def rises(change: Said) -> bool | None:
    """Whether a figure is the difference by which something rose (增加25件) or fell (少3件); None for what is no difference."""
    found = _CHANGE.search(change.lead) if change.figure.unit not in _RATIOS else None
    return None if found is None else found["up"] is not None


def _changes(each: Said) -> bool:
    return rises(each) is not None


def _alike(other: Said, last: Said) -> bool:
    return other.counted and last.like(other)


def _stepped(other: Said, last: Said) -> tuple[Said | None, Said | None]:
    """A count with the base that its difference gives."""
    against = _BASE.search(last.lead) or (last.lead.startswith("同比") and joined(last))
    if not against or last.tail or last.figure.unit != other.figure.unit:
        return None, None
    change = last.figure.value if rises(last) else -last.figure.value
    return other, replace(other, figure=replace(other.figure, value=other.figure.value - change))


def _based(each: Said) -> bool:
    """Whether the words before a figure make it a base: 比上年的190件, 较上年（190件）."""
    return _PRINTED_BASE.search(each.lead or each.gap.rstrip("（(")) is not None


def _told(other: Said, last: Said) -> tuple[Said | None, Said | None]:
    """Which of two figures is that of this year and which its base, (last, None) where none is."""
    if _based(last):
        return (last, None) if _changes(other) else (other, last)
    turned = _TO.search(last.lead) or (_BASE.search(other.lead) and not _BASE.search(last.lead) and not last.tail)
    begun = _PRINTED_BASE.search(other.lead) or (_FROM.search(other.lead) and _TO.fullmatch(last.gap))
    return (last, other) if begun and turned else (last, None)


def joined(share: Said) -> bool:
    """Whether nothing but words of comparison stands between a figure and the growth."""
    direction = DIRECTION.search(share.gap) or _CHANGE.search(share.gap)
    return direction is not None and not _foreign(share.gap[: direction.start()])


def alone(before: Sequence[Said], share: Said) -> bool:
    """Whether the growth follows its count at once: 345份（比2016年增长40.8%）."""
    direction = DIRECTION.search(share.gap)
    if direction is None or not before:
        return False
    between = share.gap[: direction.start()]
    return _COMPARED.search(between) is not None and (not _foreign(between) or _NAMED.fullmatch(between) is not None)


def turned_round(first: Said, second: Said) -> bool | None:
    """Whether of two percentages the first is the base; None where neither is."""
    if _PRINTED_BASE.search(second.lead):
        return False
    return True if _PRINTED_BASE.search(first.lead) else None


def _foreign(words: str) -> bool:
    rest = _STEP.sub("", words)
    return bool(rest.strip("，,、（()）"))
