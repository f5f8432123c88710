"""Words taken for others: listed confusables (W01, W02), fixed words (W03) and common ones (W04) with a slip."""

import re
from collections.abc import Callable, Iterable, Iterator

from server.report.checks.nearness import Near, Slip
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.seams import is_word, meeting
from server.report.checks.spotting import Spot, stands
from server.report.checks.wording import Confusable, Formula, Wording
from server.report.findings import Class

_LOOSE = (
    "的地得和与及或是在向对为使由从以至则因并且有无不将把被给让了着过等上下中内外前后"
    "一二两三四五六七八九十个各每该本其此年月日人县市区镇乡村说"
)
_SHORT = 5
_HAN = re.compile(r"[\u4e00-\u9fff]")
_JOINING = frozenset("的了在是和与及或不也就都并对为以把被将从到由向等有又再已应须可能会要让使给")


Holds = Callable[[int, int], bool]


def pardons(subject: Subject, rule: str) -> Holds:
    """Whether a word on the whitelist of a rule holds a place `text[start:end]` whole."""
    spared = subject.lists.spared
    return _holding((spot.start, spot.end) for spot in spared.get(rule, spared[""]).within(subject.text))


def _holding(spans: Iterable[tuple[int, int]]) -> Holds:
    ends: dict[int, int] = {}
    for first, last in spans:
        ends[first] = max(last, ends.get(first, 0))
    reach = max((last - first for first, last in ends.items()), default=0)
    return lambda start, end: bool(ends) and any(ends.get(first, 0) >= end for first in range(start - reach, start + 1))


def clear(seen: str, start: int, end: int, entry: Confusable | Formula) -> bool:
    """Whether nothing stands beside a wrong word that makes it right."""
    blocked_before = entry.unless_before and stands(seen, start, end, before=entry.unless_before)
    return not blocked_before and not (entry.unless_after and stands(seen, start, end, after=entry.unless_after))


def meant(seen: str, spot: Spot[Confusable]) -> bool:
    """Whether what stands beside a confusable is as its entry asks."""
    entry = spot.entry
    return stands(seen, spot.start, spot.end, entry.before, entry.after) and clear(seen, spot.start, spot.end, entry)


def slips(subject: Subject, rule: str, *kinds: Slip) -> Iterator[Near]:
    """Wrong forms of fixed words of these kinds, without what is on the whitelist of a rule, a superseded term, or made by other words."""
    near = [each for each in subject.near if each.slip in kinds and not meeting(subject.lists, each, subject.text.untitled)]
    if not near:
        return
    pardoned = pardons(subject, rule)
    older = _holding((spot.start, spot.end) for spot in subject.lists.outdated.within(subject.text))
    yield from (each for each in near if not older(each.at, each.at + 1) and not pardoned(each.at, each.at + 1))


def _listed(subject: Subject, weights: frozenset[Class], rule: str) -> Iterator[Hit]:
    seen, pardoned = subject.text.untitled, pardons(subject, rule)
    for spot in subject.lists.confused.within(subject.text, seen):
        entry = spot.entry
        if entry.weight not in weights or not meant(seen, spot) or pardoned(spot.start, spot.end):
            continue
        message = entry.says or f"“{spot.word}”应为“{entry.right}”。"
        yield Hit(spot.start, spot.end, message, entry.right, weight=entry.weight, basis=entry.source)


def _certain(subject: Subject) -> Iterable[Hit]:
    return _listed(subject, frozenset({Class.must}), "W01")


def _likely(subject: Subject) -> Iterable[Hit]:
    return _listed(subject, frozenset({Class.explain, Class.verify, Class.hint}), "W02")


def _near(subject: Subject) -> Iterator[Hit]:
    text = subject.text.text
    for each in slips(subject, "W03", Slip.sound, Slip.shape, Slip.swapped, Slip.other):
        wrong = text[each.start : each.end]
        if _believable(each, text):
            yield Hit(each.start, each.end, f"“{wrong}”疑为“{each.word}”写错。", each.word, weight=_weight(each))


def _mistyped(subject: Subject) -> Iterator[Hit]:
    """Outside what is near a fixed word, of which W03 tells, and outside names in quotation marks."""
    lists, seen, pardoned = subject.lists, subject.text.unquoted, pardons(subject, "W04")
    fixed = _holding((each.start, each.end) for each in subject.near)
    for each in lists.usual.mistyped(subject.text, seen):
        end = each.start + len(each.word)
        if _settled(lists, seen, each.start, end) and not fixed(each.start, end) and not pardoned(each.start, end):
            yield Hit(each.start, end, f"“{seen[each.start : end]}”疑为“{each.word}”写错。", each.word)


def _settled(lists: Wording, seen: str, start: int, end: int) -> bool:
    """Whether words stand on both sides of a place without anything of it."""
    met = is_word(lists, seen[max(0, start - 1) : start + 1]) or is_word(lists, seen[end - 1 : end + 1])
    return not met and all(
        not _HAN.match(edge) or edge in _JOINING or is_word(lists, pair) or pair in lists.usual
        for edge, pair in ((seen[max(0, start - 1) : start], seen[max(0, start - 2) : start]), (seen[end : end + 1], seen[end : end + 2]))
    )


def _believable(near: Near, text: str) -> bool:
    """Not a small word that only stands beside the rest of a fixed word."""
    if near.slip is Slip.other:
        return near.inside and "一" <= text[near.at] <= "鿿" and text[near.at] not in _LOOSE
    return near.inside or near.slip is Slip.swapped or text[near.at] not in _LOOSE


def _weight(near: Near) -> Class:
    sure = near.slip is not Slip.other and (near.inside or len(near.word) > _SHORT)
    return Class.must if sure else Class.verify


CHECKS: tuple[Check[Subject], ...] = (
    Check("W01", "错别字、易混词", Class.must, _certain, basis="《现代汉语词典》第7版"),
    Check("W02", "疑似用词不当", Class.verify, _likely, basis="公文用词习惯"),
    Check("W03", "固定用语写错", Class.must, _near, basis="法治政府建设固定用语"),
    Check("W04", "两字词疑似写错", Class.verify, _mistyped, basis="《现代汉语词典》第7版"),
)
