"""Names of figures and headings of columns as people rewrite them → what they stand for."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from server.report.forms.collecting import Asked, Wording, with_words
from server.report.indicators import Indicator
from server.report.words import half_width

NEAR = 0.72
LONGEST_NAME = 40
_ALIKE = dict(zip("[]{}［］【】〔〕〈〉《》“”", '()()()()()()()""', strict=True))
_WIDE = {chr(code): half_width(chr(code)) for code in (0x3000, *range(0xFF01, 0xFF5F))}
_PLAIN: dict[int, str] = {ord(sign): plain for sign, plain in (_WIDE | _ALIKE).items()}
_TAIL = re.compile(r"\(([^()]*)\)$")
_NUMBERED = re.compile(
    r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2})+[、.:,]?|(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)、.:,]+"
    r"|\((?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\)[、.:,]?|[①-⑳]|[*★※●·]+)"
)
_OF_WHICH = re.compile(r"^其中[:,、]?")
_COUNTED = re.compile(r"(?:[件次人份个场项名条期户]数|总数|数量|情况|数)$")
_EDGES = ":;,.、。·*-—_"


@dataclass(frozen=True)
class Names:
    """The figures that can be meant; `printed` are the names on the forms, which may be older than the catalogue."""

    indicators: Mapping[str, Indicator]
    printed: tuple[Asked, ...] = ()

    @cached_property
    def _units(self) -> frozenset[str]:
        return frozenset(half_width(each.unit) for each in self.indicators.values())

    @cached_property
    def _known(self) -> dict[str, str]:
        printed = {self._plain(asked.name): asked.indicator for asked in self.printed if asked.indicator in self.indicators}
        return printed | {self._plain(each.name): key for key, each in self.indicators.items()}

    @cached_property
    def _shorter(self) -> dict[str, str]:
        """By name without 数, 件数, 总数 at the end, where only one figure is called so."""
        shorter = [(_COUNTED.sub("", plain), key) for plain, key in self._known.items()]
        counts = Counter(plain for plain, _ in shorter)
        return {plain: key for plain, key in shorter if counts[plain] == 1}

    def find(self, name: str) -> str:
        """The indicator a name stands for, "" when it is none: width, spaces, brackets, numbering and a unit behind do not matter."""
        plain = self._plain(name)
        return self._known.get(plain) or self._shorter.get(_COUNTED.sub("", plain), "")

    def near(self, name: str) -> str:
        """The indicator whose name is written most alike, "" when none is."""
        if len(name) > LONGEST_NAME:
            return ""
        alike = get_close_matches(self._plain(name), self._known, n=1, cutoff=NEAR)
        return self._known[alike[0]] if alike else ""

    def _plain(self, name: str) -> str:
        return _OF_WHICH.sub("", plain_name(name, self._units))


def plain_name(name: str, units: Iterable[str] = ()) -> str:
    """A name without what people add or lose: spaces, width, numbering before it, a unit in brackets behind it."""
    plain = plain_text(name)
    numbered = _NUMBERED.match(plain)
    shorter = plain[numbered.end() :] if numbered and numbered.end() < len(plain) else plain
    tail = _TAIL.search(shorter)
    return (shorter[: tail.start()] if tail and tail[1] in units else shorter).strip(_EDGES)


def plain_text(text: str) -> str:
    """Text to compare by: half width, without white space, brackets and quotes of one kind, small letters."""
    return "".join(text.translate(_PLAIN).split()).lower()


@dataclass(frozen=True)
class Headings:
    """What the columns may be called in the tables of a report year."""

    wording: Wording
    year: int

    @cached_property
    def _known(self) -> dict[str, tuple[str, int]]:
        words = {"year": str(self.year), "last_year": str(self.year - 1)}
        return {
            plain_heading(with_words(name, words)): (column.key, rank)
            for column in reversed((self.wording.words_column, *self.wording.column))
            for rank, name in reversed(tuple(enumerate((column.heading, *column.also))))
        }

    @cached_property
    def _met(self) -> dict[str, tuple[str, int]]:
        return {}

    def find(self, heading: str) -> tuple[str, int]:
        """The column a heading stands for and how far from its own name it is (0 is the printed one); ("", 0) when none."""
        if len(heading) > LONGEST_NAME:
            return "", 0
        if heading not in self._met:
            self._met[heading] = self._known.get(plain_heading(heading), ("", 0))
        return self._met[heading]


def plain_heading(heading: str) -> str:
    """A heading without spaces, without what stands in brackets behind it, without a colon."""
    plain = plain_text(heading).strip(_EDGES)
    tail = _TAIL.search(plain)
    return plain[: tail.start()] if tail and tail.start() else plain
