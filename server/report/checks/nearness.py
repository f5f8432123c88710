"""Words one slip away from a fixed word: a character that sounds or looks like another, one missing, one doubled, two swapped."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from server.report.checks.text import Text

_FUZZY_STARTS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FUZZY_ENDS = (("ang", "an"), ("eng", "en"), ("ing", "in"))
_GAP = "\0"
_TWICE = re.compile(r"([\u4e00-\u9fff])\1(?!\1)")
_LONG, _LONGER, _VERY_LONG, _LONGEST = 5, 6, 8, 24


class Slip(StrEnum):
    """What went wrong in a word. `other`: one character of a very long word is another one that neither sounds nor looks like it."""

    sound = "sound"
    shape = "shape"
    missing = "missing"
    doubled = "doubled"
    swapped = "swapped"
    other = "other"


@dataclass(frozen=True)
class Near:
    """A fixed word met in a wrong form: `text[start:end]` should be `word`; `at` is the first place that differs."""

    start: int
    end: int
    at: int
    word: str
    slip: Slip

    @property
    def inside(self) -> bool:
        """Whether the slip is within the word, where no other word can meet it."""
        return self.start < self.at < self.end - 1


class Likeness:
    """Which characters are taken for each other: of one sound (tones, zh/z and ng/n aside) or of one shape."""

    def __init__(self, sounds: Iterable[tuple[str, str]], shapes: Iterable[str]) -> None:
        self._sounds = _groups((_loose(reading), characters) for reading, characters in sounds)
        self._shapes = _groups((characters, characters) for characters in shapes)

    def between(self, wrong: str, right: str) -> Slip | None:
        """How one character may have become another, None when they are not alike."""
        for groups, slip in ((self._sounds, Slip.sound), (self._shapes, Slip.shape)):
            mine = groups.get(wrong)
            if mine and not mine.isdisjoint(groups.get(right, ())):
                return slip
        return None


def _groups(named: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for name, characters in named:
        for each in characters:
            groups.setdefault(each, set()).add(name)
    return groups


def _loose(reading: str) -> str:
    """A syllable as it is typed where zh and z, ang and an are not told apart."""
    start = next((exact for exact, _ in _FUZZY_STARTS if reading.startswith(exact)), "")
    reading = dict(_FUZZY_STARTS).get(start, "") + reading.removeprefix(start)
    end = next((exact for exact, _ in _FUZZY_ENDS if reading.endswith(exact)), "")
    return reading.removesuffix(end) + dict(_FUZZY_ENDS).get(end, "")


@dataclass
class _Half:
    """What may stand beside one intact half: as it should be, with a gap, and in wrong forms, by length (`whole`: of right ones).

    `nearest`: characters that touch it in any of these forms; `next_but_one`: those behind, where the one that touches may be wrong.
    """

    right: tuple[str, ...] = ()
    edges: set[str] = field(default_factory=set)
    gapped: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    wrong: dict[str, tuple[str, int, Slip]] = field(default_factory=dict)
    lengths: set[int] = field(default_factory=set)
    whole: set[int] = field(default_factory=set)
    nearest: set[str] = field(default_factory=set)
    next_but_one: set[str] = field(default_factory=set)


class Nearness:
    """An index of fixed words of four or more characters by their intact halves, so that a text is gone through once."""

    def __init__(self, words: Iterable[str], likeness: Likeness) -> None:
        self._likeness = likeness
        self._words = frozenset(words)
        self._longest = max(map(len, self._words), default=0)
        self._lengths = _by_pair(self._words)
        self._sides: tuple[dict[str, _Half], dict[str, _Half]] = ({}, {})
        for word in sorted(self._words):
            cut = len(word) // 2
            _fill(self._sides[0].setdefault(word[:cut], _Half()), word, cut, len(word), 1)
            _fill(self._sides[1].setdefault(word[cut:], _Half()), word, 0, cut, -1)
            if len(word) >= _LONGER:
                _turned(self._sides[0].setdefault(word[: cut - 1], _Half()), word, cut)
        self._pairs = tuple(_by_pair(halves) for halves in self._sides)

    def within(self, text: Text, seen: str) -> Iterator[Near]:
        """Every wrong form of a fixed word in `seen`, the text with parts masked; what belongs to another fixed word is none."""
        yield from (each for side in (0, 1) for each in self._on(side, text, seen) if not self._covered(seen, each.at))
        for found in _TWICE.finditer(seen):
            yield from self._doubled(seen, found.start())

    def _on(self, side: int, text: Text, seen: str) -> Iterator[Near]:
        halves, places, wanted = self._sides[side], text.pairs, self._pairs[side]
        for pair in [each for each in wanted if each in places]:
            for length in wanted[pair]:
                for at in places[pair]:
                    half = halves.get(seen[at : at + length])
                    if half is None or (seen.endswith(half.right, 0, at) if side else seen.startswith(half.right, at + length)):
                        continue
                    first, second = (at - 1, at - 2) if side else (at + length, at + length + 1)
                    if seen[first : first + 1] in half.nearest or seen[second : second + 1] in half.next_but_one:
                        yield from self._beside(seen, at, at + length, half, side)

    def _beside(self, seen: str, at: int, end: int, half: _Half, side: int) -> list[Near]:
        """Wrong forms of what follows `seen[at:end]` (side 0) or comes before it (side 1), where no right one stands."""
        found: list[Near] = []
        for length in half.lengths:
            start = max(0, at - length) if side else end
            piece = seen[start : at if side else end + length]
            slipped = half.wrong.get(piece)
            if slipped:
                found.append(Near(min(at, start), max(end, start + length), start + slipped[1], slipped[0], slipped[2]))
            elif piece and length in half.whole and (piece[0] in half.edges or piece[-1] in half.edges):
                found += self._gaps(piece, start, (min(at, start), max(end, start + length)), half)
        return found

    def _gaps(self, piece: str, start: int, span: tuple[int, int], half: _Half) -> list[Near]:
        """Words that the piece would belong to if one of its characters were another one."""
        found: list[Near] = []
        for place, character in enumerate(piece):
            for right, word in half.gapped.get(piece[:place] + _GAP + piece[place + 1 :], ()):
                slip = self._likeness.between(character, right) or (Slip.other if len(word) >= _VERY_LONG else None)
                if slip:
                    found.append(Near(*span, start + place, word, slip))
        return found

    def _doubled(self, seen: str, at: int) -> Iterator[Near]:
        """The longest fixed word that stands around a doubled character once it is taken as one, the character within the word."""
        base = max(0, at - self._longest)
        once, place = seen[base : at + 1] + seen[at + 2 : at + 2 + self._longest], at - base
        spans = ((first, last) for first in range(place) for last in range(len(once), place + 1, -1))
        word = max((once[first:last] for first, last in spans if once[first:last] in self._words), key=len, default="")
        if word and not self._covered(seen, at):
            start = base + once.rfind(word, 0, place + len(word))
            yield Near(start, start + len(word) + 1, at, word, Slip.doubled)

    def _covered(self, seen: str, at: int) -> bool:
        """Whether the character at a place belongs to a fixed word that stands there in its right form."""
        return any(
            first + length > at and seen[first : first + length] in self._words
            for first in range(max(0, at - min(self._longest, _LONGEST) + 1), at + 1)
            for length in self._lengths.get(seen[first : first + 2], ())
        )


def _fill(half: _Half, word: str, start: int, end: int, step: int) -> None:
    """The half `word[start:end]`: a gap anywhere, slips only inside the word, as at its ends another word may meet it."""
    rest = word[start:end]
    half.nearest.add(rest[::step][0])
    half.next_but_one.add(rest[::step][1])
    half.right = (*half.right, rest)
    half.edges |= {rest[0], rest[-1]}
    half.lengths.add(len(rest))
    half.whole.add(len(rest))
    for place, character in enumerate(rest):
        half.gapped.setdefault(rest[:place] + _GAP + rest[place + 1 :], []).append((character, word))
    for piece, place, slip in (*_left_out(word, start, end), *_swapped(rest)):
        half.wrong.setdefault(piece, (word, place, slip))
        half.lengths.add(len(piece))
        half.nearest.add(piece[::step][0])


def _turned(half: _Half, word: str, cut: int) -> None:
    """The two characters at the middle swapped."""
    half.wrong.setdefault(word[cut] + word[cut - 1] + word[cut + 1 :], (word, 0, Slip.swapped))
    half.lengths.add(len(word) - cut + 1)
    half.nearest.add(word[cut])


def _left_out(word: str, start: int, end: int) -> Iterator[tuple[str, int, Slip]]:
    places = range(max(start, 2), min(end, len(word) - 2)) if len(word) >= _LONG else ()
    return ((word[start:at] + word[at + 1 : end], at - start, Slip.missing) for at in places)


def _swapped(rest: str) -> Iterator[tuple[str, int, Slip]]:
    pairs = ((at, rest[at], rest[at + 1]) for at in range(len(rest) - 1) if rest[at] != rest[at + 1])
    return ((rest[:at] + second + first + rest[at + 2 :], at, Slip.swapped) for at, first, second in pairs)


def _by_pair(halves: Iterable[str]) -> dict[str, set[int]]:
    """The lengths of the halves that begin with a pair of characters."""
    pairs: dict[str, set[int]] = {}
    for each in halves:
        pairs.setdefault(each[:2], set()).add(len(each))
    return pairs
