"""Which known title of a law or paper another one nearly is: one character another, one or two left out or put in within it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PREFIX = "中华人民共和国"
_SAME = str.maketrans({"(": "（", ")": "）", "-": "—", "－": "—", "–": "—", "―": "—", "~": "—", "～": "—"})
_BLANK = re.compile(r"\s+")
_DASHES = re.compile("—+")
_YEARS = re.compile("（((?:19|20)[0-9]{2})年?—((?:19|20)[0-9]{2})年?）$")
_HEAD = _TAIL = 3
_SHORT, _MOST, _VERY_LONG = 5, 2, 16
_SLIPS = frozenset({(1, 1), (0, 1), (0, 2), (1, 0)})
_LONG_SLIPS = frozenset({(2, 0)})
_KINDS = frozenset(("规定", "规则", "规划", "规范", "方案", "方法", "办法", "条例", "意见", "决定", "通知", "计划", "公告", "通告", "通报"))


@dataclass(frozen=True)
class Title:
    """A known title with its number, and how far another one is from it."""

    name: str
    number: str


class KnownTitles:
    """Titles by their first and last characters, so that a title is held against few."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        self._known: dict[str, Title] = {}
        self._ends: dict[str, list[str]] = {}
        self._dated: dict[str, list[tuple[int, int, str]]] = {}
        for name, number in titles:
            key = plain(name)
            stem, first, last = _parted(key)
            if stem:
                self._dated.setdefault(stem, []).append((first, last, key))
            self._known[key] = Title(name, number)
            self._ends.setdefault("^" + key[:_HEAD], []).append(key)
            self._ends.setdefault("$" + key[-_TAIL:], []).append(key)

    def __contains__(self, words: str) -> bool:
        """Whether a title is known."""
        return plain(words) in self._known

    def misdated(self, words: str) -> Title | None:
        """The known title that these words are with other years; None where the years lie apart: that may be another edition."""
        stem, first, last = _parted(plain(words))
        editions = [each for each in self._dated.get(stem, ()) if each[0] <= last and first <= each[1]]
        if words in self or not editions:
            return None
        return self._known[min(editions, key=lambda each: (each[1] != last, each[0] != first, abs(each[0] - first)))[2]]

    def nearest(self, words: str) -> Title | None:
        """The known title that these words nearly are, None for a known one and for one that is near none."""
        key = plain(words)
        if key in self._known or len(key) < _SHORT:
            return None
        candidates = dict.fromkeys((*self._ends.get("^" + key[:_HEAD], ()), *self._ends.get("$" + key[-_TAIL:], ())))
        found = next((each for each in candidates if _slipped(key, each)), None)
        return self._known[found] if found else None


def plain(words: str) -> str:
    """A title without blanks, 中华人民共和国 and differences in dashes and brackets."""
    return _DASHES.sub("—", _BLANK.sub("", words).translate(_SAME)).removeprefix(_PREFIX)


def _parted(key: str) -> tuple[str, int, int]:
    """A title without its years from–to, and these; ("", 0, 0) for one without."""
    years = _YEARS.search(key)
    return (key[: years.start()], int(years[1]), int(years[2])) if years else ("", 0, 0)


def _slipped(wrong: str, right: str) -> bool:
    """Whether one differs from the other by one slip inside it, by two characters where it is very long.

    What is put before or after a title makes another title.
    """
    if abs(len(wrong) - len(right)) > _MOST or len(right) < _SHORT:
        return False
    start = _shared(wrong, right)
    end = _shared(wrong[start:][::-1], right[start:][::-1])
    extra, lost = wrong[start : len(wrong) - end], right[start : len(right) - end]
    if any(each.isascii() and each.isdigit() for each in extra + lost) or not start:
        return False
    if not end:
        return (len(extra), len(lost)) == (1, 1) and wrong[-2:] not in _KINDS
    return (len(extra), len(lost)) in (_SLIPS | _LONG_SLIPS if len(right) >= _VERY_LONG else _SLIPS)


def _shared(one: str, other: str) -> int:
    return next((at for at, (first, second) in enumerate(zip(one, other, strict=False)) if first != second), min(len(one), len(other)))
