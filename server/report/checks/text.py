"""A text as the checks see it: what a person reads, its paragraphs, sentences and quotations, with places that count in it."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from server.report.reading.parts import Part
from server.report.words import matches_at

MASK = "\x1f"
Span = tuple[int, int]
_PAIR = 2
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”’）》」]*|[^。！？\n]+")
_LINE = re.compile(r"^[^\n]*\S[^\n]*", re.MULTILINE)
_NUMBER = re.compile(r"\d(?<!\d\d)")
_TITLES = re.compile(r"《[^《》\n]{0,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80}){0,2}》")
_QUOTES = re.compile(r"“[^“”\n]{0,200}”|‘[^‘’\n]{0,80}’")


@dataclass(frozen=True)
class Passage:
    """One paragraph, without its line end: `text[start:end]`.

    `section` is the key it stands under ("" where that is not known), `level` 1–5 for headings and numbered lines, `mark` the number
    that opens it as printed. `typed` is where it begins in the text that was typed for the section, −1 for headings of the outline and
    for what stands around the sections.
    """

    start: int
    end: int
    part: Part = Part.text
    section: str = ""
    level: int = 0
    mark: str = ""
    typed: int = -1


@dataclass(frozen=True)
class Text:
    """Paragraphs joined by line ends. `renumbered`: numbers before lines are put right on output, so that gaps in them are none."""

    text: str
    passages: tuple[Passage, ...]
    renumbered: bool = False

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence with the mark that ends it; none reaches over a line end."""
        return tuple(found.span() for found in _SENTENCE.finditer(self.text) if found[0].strip())

    @cached_property
    def titles(self) -> tuple[Span, ...]:
        """Every 《…》 with its brackets, an inner one within the outer."""
        return tuple(found.span() for found in _TITLES.finditer(self.text))

    @cached_property
    def untitled(self) -> str:
        """The text with what stands between 《》 masked, character for character: names of papers are quoted, not said."""
        return _masked(self.text, self.titles)

    @cached_property
    def unquoted(self) -> str:
        """As `untitled`, and what stands in quotation marks masked, too."""
        return _masked(self.untitled, (found.span() for found in _QUOTES.finditer(self.untitled)))

    @cached_property
    def pairs(self) -> dict[str, list[int]]:
        """Where every two neighbouring characters stand: what thousands of fixed words are looked up by."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        text = self.text
        for at in range(len(text) - 1):
            places[text[at : at + 2]].append(at)
        return dict(places)

    def numbered(self, pattern: re.Pattern[str], seen: str) -> Iterator[re.Match[str]]:
        """What `finditer` finds in `seen`, the text or the text with parts masked; the pattern begins with the first digit of a number."""
        return matches_at(pattern, seen, self._numbers)

    def among(self, pattern: re.Pattern[str], seen: str, *needles: str) -> Iterator[re.Match[str]]:
        """What `finditer` finds in `seen`, the text or the text with parts masked, tried only in sentences with one of `needles`.

        Every match must hold one of these words and stay within a sentence; it may look at the line end behind it.
        """
        found = {bisect_right(self._starts[1], at) - 1 for needle in needles for at in self._places(needle)}
        spans = (self.sentences[number] for number in sorted(found))
        return (match for start, end in spans for match in pattern.finditer(seen, start, end + seen.startswith("\n", end)))

    def _places(self, words: str) -> list[int]:
        """Where words stand; all of them, as they are quick to find by their first two characters."""
        if len(words) < _PAIR:
            return [found.start() for found in re.finditer(re.escape(words), self.text)]
        places = self.pairs.get(words[:_PAIR], [])
        return places if len(words) == _PAIR else [at for at in places if self.text.startswith(words, at)]

    @cached_property
    def _numbers(self) -> list[int]:
        return [found.start() for found in _NUMBER.finditer(self.text)]

    def says(self, words: str) -> bool:
        """Whether words stand anywhere in the text; quick where they do not, which is the rule."""
        return (len(words) < _PAIR or words[:_PAIR] in self.pairs) and words in self.text

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        return [each.start for each in self.passages], [start for start, _ in self.sentences]

    def number(self, at: int) -> int:
        """Which paragraph a place is in, counted from 1; 0 before the first."""
        return bisect_right(self._starts[0], at)

    def passage(self, at: int) -> Passage | None:
        """The paragraph that a place is in."""
        found = bisect_right(self._starts[0], at) - 1
        return self.passages[found] if found >= 0 else None

    def sentence(self, at: int) -> Span:
        """The sentence that a place is in; (at, at) between sentences."""
        found = bisect_right(self._starts[1], at) - 1
        span = self.sentences[found] if found >= 0 else (at, at)
        return span if span[0] <= at < span[1] else (at, at)

    def parts(self, *wanted: Part) -> Iterator[Passage]:
        """The paragraphs that are one of these parts."""
        return (each for each in self.passages if each.part in wanted)

    def words(self, passage: Passage) -> str:
        """What a paragraph says."""
        return self.text[passage.start : passage.end]


def plain_text(text: str) -> Text:
    """A text of which nothing is known: each line that is not empty a paragraph."""
    return Text(text, tuple(Passage(found.start(), found.end()) for found in _LINE.finditer(text)))


def _masked(text: str, spans: Iterable[Span]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at : start + 1], MASK * (end - start - 2)]
        at = end - 1
    return "".join((*pieces, text[at:]))
