"""Characters, words and phrases that stand twice where once is meant (D01, D02) and listed redundancies (D03, D05, D06)."""

import re
from collections.abc import Iterator

from server.report.checks.confusing import pardons, slips
from server.report.checks.nearness import Slip
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.seams import is_word
from server.report.checks.turning import turns
from server.report.checks.wording import Wording
from server.report.findings import Class

_TWICE = re.compile(r"([\u4e00-\u9fff])\1")
_ALONE = frozenset(
    "上下不与且个中为九也乡了人从以件会位使做其内再则到前办区去县又及可号各名后向和因在地外多大好委家对将小少就局市年并应当很得或户所把按新无日"
    "是更最月有本村来次款此点用由的省着种站章等类经给能至节街被要让该说路过部都镇队项高任全"
)
_ENDING = frozenset("为")
_NUMBERS = frozenset("一二三四五六七八九十百千万零〇")
_WORD = 2
_AGAIN = re.compile(r"([\u4e00-\u9fff]{2,12}?)\1")


def _doubled(subject: Subject) -> Iterator[Hit]:
    """A doubled character that is neither the end of one word and the start of the next nor a word said twice."""
    seen, pardoned = subject.text.untitled, pardons(subject, "D01")
    for each in slips(subject, "D01", Slip.doubled):
        if not _said_twice(subject.lists.said_twice, seen, each.at):
            yield Hit(each.start, each.end, f"“{each.word}”中多了一个“{seen[each.at]}”字。", each.word)
    if not subject.lists.doublings:
        return
    for found in _TWICE.finditer(seen):
        if not _two_words(subject, seen, found.start()) and not pardoned(found.start(), found.end()):
            yield Hit(*found.span(), f"“{found[1]}”字重复，请核对是否多了一个字。", found[1], weight=Class.verify)


def _two_words(subject: Subject, seen: str, at: int) -> bool:
    character, before, after = seen[at], seen[at - 1 : at], seen[at + 2 : at + 3]
    if character in _NUMBERS or before == "一" or character in {before, after} or _said_twice(subject.lists.said_twice, seen, at):
        return True
    ends, goes_on = subject.lists.doubled.get(character, (frozenset(), frozenset()))
    left, right, alone = before in ends, after in goes_on, character in _ALONE
    if character in _ENDING:
        return left
    return (left or alone) and (right or alone) and (left or right)


def _said_twice(words: frozenset[str], seen: str, at: int) -> bool:
    return any(seen[first : first + length] in words for length in (2, 3, 4) for first in range(max(0, at + 2 - length), at + 1))


def _phrases(subject: Subject) -> Iterator[Hit]:
    """Two or more characters that stand twice in a row."""
    seen, pardoned = subject.text.untitled, pardons(subject, "D02")
    found = _AGAIN.search(seen)
    while found:
        (at, end), once = found.span(), found[1]
        pardon = pardoned(at, end)
        if not (pardon or _rightly_twice(once) or _words_meet(subject.lists, seen, at, end)):
            long = len(once) > _WORD
            if long or is_word(subject.lists, once):
                yield Hit(at, end, f"“{once}”重复了一遍。", once, weight=Class.must if long else Class.verify)
        found = _AGAIN.search(seen, at + 1 if pardon else end)


def _words_meet(lists: Wording, seen: str, at: int, end: int) -> bool:
    """Whether a word reaches over the start of a place and another one over its end."""
    return is_word(lists, seen[at - 1 : at + 1]) and is_word(lists, seen[end - 1 : end + 1])


def _rightly_twice(once: str) -> bool:
    """One by one (一个一个), numbers, and one character over and over."""
    return once[0] in _NUMBERS or len(set(once)) == 1 or once[0] == "逐"


def _counted(subject: Subject) -> Iterator[Hit]:
    return turns(subject, "D03")


def _redundant(subject: Subject) -> Iterator[Hit]:
    return turns(subject, "D05")


def _addressed(subject: Subject) -> Iterator[Hit]:
    return turns(subject, "D06")


CHECKS: tuple[Check[Subject], ...] = (
    Check("D01", "多打了一个字", Class.must, _doubled, basis="文字校对"),
    Check("D02", "词语重复", Class.must, _phrases, basis="文字校对"),
    Check("D03", "“共”“达”等重复", Class.explain, _counted, basis="文字校对"),
    Check("D05", "意思重复", Class.hint, _redundant, basis="文字校对"),
    Check("D06", "称谓重复", Class.explain, _addressed, basis="文字校对"),
)
