"""Finds thousands of fixed words in a text at once, by the pairs of characters the text has; knows nothing of what the words mean."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from server.report.checks.text import Text

Entry = TypeVar("Entry")
_BESIDE = 16


@dataclass(frozen=True)
class Spot(Generic[Entry]):
    """One place where a word stands: `text[start:end]`, and the entry it belongs to."""

    start: int
    end: int
    word: str
    entry: Entry


class Spots(Generic[Entry]):
    """Words of two or more characters, each with its entry."""

    def __init__(self, words: Iterable[tuple[str, Entry]]) -> None:
        self._words: dict[str, list[tuple[str, Entry]]] = {}
        for word, entry in words:
            self._words.setdefault(word[:2], []).append((word, entry))
        self._any = {pair: tuple(word for word, _ in entries) for pair, entries in self._words.items()}

    def within(self, text: Text, seen: str | None = None) -> Iterator[Spot[Entry]]:
        """Every place where a word stands in `seen`, the text or the text with parts masked; places of one word in order."""
        words = text.text if seen is None else seen
        for pair in self._words.keys() & text.pairs.keys():
            wanted = self._any[pair]
            for at in text.pairs[pair]:
                if words.startswith(wanted, at):
                    yield from (Spot(at, at + len(word), word, entry) for word, entry in self._words[pair] if words.startswith(word, at))


def stands(words: str, start: int, end: int, before: str = "", after: str = "") -> bool:
    """Whether what stands directly beside `words[start:end]` is as two regular expressions say; "" asks nothing."""
    left = words[max(0, start - _BESIDE) : start]
    return (not before or ending(before).search(left) is not None) and (not after or compiled(after).match(words, end) is not None)


@lru_cache(maxsize=8192)
def ending(pattern: str) -> re.Pattern[str]:
    """A regular expression that holds at the end of a text."""
    return re.compile(f"(?:{pattern})$")


@lru_cache(maxsize=8192)
def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression of a list, compiled once."""
    return re.compile(pattern)
