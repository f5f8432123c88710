"""Tells a slip in a fixed word from ordinary words that only meet so that they look like it."""

from collections.abc import Callable, Iterator

from server.report.checks.nearness import Near, Slip
from server.report.checks.wording import Wording

_LONG = 8
_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
IsWord = Callable[[str], bool]


def is_word(lists: Wording, pair: str) -> bool:
    """Whether two characters follow each other in an ordinary word."""
    if len(pair) != len("词语"):
        return False
    first, last = lists.doubled.get(pair[0], _NOTHING), lists.doubled.get(pair[1], _NOTHING)
    return pair[1] in first[1] or pair[0] in last[0] or pair in lists.usual


def meeting(lists: Wording, near: Near, text: str) -> bool:
    """Whether the place of a slip belongs to an ordinary word that no fixed word was meant for (预防|电信网络诈骗)."""
    return any(is_word(lists, pair) for pair in _telling(lists, near, text))


def _telling(lists: Wording, near: Near, text: str) -> Iterator[str]:
    """Pairs of characters of which none may be a word: across the ends of a near-miss, and around what is no slip of sound or shape."""
    start, end, at = near.start, near.end, near.at
    if near.slip is Slip.doubled:
        return
    before, after = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
    if at == start or (at == start + 1 and is_word(lists, text[at : at + 2])):
        yield before
    if at == end - 1 or (at == end - 2 and is_word(lists, text[at - 1 : at + 1])):
        yield after
    if near.slip is Slip.other or (near.slip is Slip.missing and len(near.word) < _LONG):
        yield text[at - 1 : at + 1]
    if near.slip is Slip.other:
        yield text[at : at + 2]
