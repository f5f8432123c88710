"""Last year's text as this year's draft: what is carried silently, what is marked until somebody touches it, what is never carried."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from server.report.grammar import level_of, unmarked
from server.report.past.judging import TAKEN, Judgement
from server.report.past.years import Advance, advanced, advances
from server.report.prose.figures import Figure
from server.report.words import sentences


@dataclass(frozen=True)
class Stale:
    """A sentence of the new text that still says what last year was, and the reasons to think so."""

    sentence: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Dropped:
    """A sentence of last year's text that is not carried, as it stood there, and the reasons."""

    sentence: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Carried:
    """Last year's text made this year's, and what was judged. `advances` has offsets into last year's text, the unsure ones too."""

    text: str
    stale: tuple[Stale, ...]
    dropped: tuple[Dropped, ...]
    advances: tuple[Advance, ...]


@dataclass(frozen=True)
class _Piece:
    """A sentence, or a whole row of a table: its place in the text, how it goes on, and what is said against it."""

    start: int
    words: str
    new: str
    refusals: tuple[str, ...]
    signs: tuple[str, ...]


def carried(
    text: str,
    key: str,
    years: tuple[int, int],
    judgement: Judgement,
    figures: tuple[Figure, ...] = (),
    accepted: tuple[Advance, ...] | None = None,
) -> Carried:
    """The text of one section carried from the report of `years[0]` to that of `years[1]`, sentence by sentence.

    `figures` are those found in this text; `accepted` are the advances to apply, the sure ones when None.
    Every sentence is in the new text or among the dropped; lines, marks and rows of tables stay, but lines left empty go.
    """
    listed = advances(text, *years, judgement.year, key)
    moving = tuple(each for each in listed if each.sure) if accepted is None else accepted
    lines = tuple(_judged(text, moving, judgement, figures))
    pieces = [piece for line in lines for piece in line]
    return Carried(
        text="\n".join(_joined(lines)),
        stale=tuple(Stale(each.new.strip(), each.signs) for each in pieces if each.signs and not each.refusals),
        dropped=tuple(Dropped(each.words.strip(), each.refusals) for each in pieces if each.refusals),
        advances=listed,
    )


def still_stale(text: str, stale: tuple[Stale, ...]) -> tuple[Stale, ...]:
    """The stale sentences that stand untouched in a text as it is now. New numbers before lines and white space are no touch."""
    left = Counter(_bare(words) for line, _ in _lines(text) for words, _ in _cut(line))
    return tuple(each for each in stale if _takes(left, _bare(each.sentence)))


def _judged(text: str, moving: tuple[Advance, ...], judgement: Judgement, figures: tuple[Figure, ...]) -> Iterator[tuple[_Piece, ...]]:
    """The judged pieces of every line."""
    spans = [(each.start, each.end) for each in moving] + [(start, start + _mark_length(line)) for line, start in _lines(text)]
    seen = _without(judgement.sight(text), spans)
    stated = {at for each in figures for at in range(each.start, each.end) if seen[at : at + 1] != TAKEN}
    for line, start in _lines(text):
        yield tuple(_piece(words, start + at, seen, stated, moving, judgement) for words, at in _cut(line))


def _piece(words: str, start: int, seen: str, stated: set[int], moving: tuple[Advance, ...], judgement: Judgement) -> _Piece:
    end = start + len(words)
    inside = (each for each in moving if start <= each.start < end)
    new = advanced(
        words, tuple(Advance(each.start - start, each.end - start, each.before, each.after, each.why, each.sure) for each in inside)
    )
    signs = judgement.signs(seen[start:end])
    if not signs and not stated.isdisjoint(range(start, end)):
        signs = (judgement.stale_figure,)
    return _Piece(start, words, new, judgement.refusals(words), signs)


def _joined(lines: tuple[tuple[_Piece, ...], ...]) -> Iterator[str]:
    """The new lines. A dropped line leaves nothing, but a blank line between two tables that it kept apart."""
    for at, line in enumerate(lines):
        kept = "".join(piece.new for piece in line if not piece.refusals)
        if kept and line[0].refusals:
            yield _numbered(_mark_of(line[0].words), kept)
        elif kept or not line or (_tabled(lines[at - 1 : at]) and _tabled(lines[at + 1 : at + 2]) and not _tabled((line,))):
            yield kept


def _tabled(lines: tuple[tuple[_Piece, ...], ...]) -> bool:
    return any("\t" in piece.words for line in lines for piece in line)


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Every line with its offset."""
    start = 0
    for line in text.split("\n"):
        yield line, start
        start += len(line) + 1


def _cut(line: str) -> Iterator[tuple[str, int]]:
    """The sentences of a line with their offsets; a row of a table is one."""
    at = 0
    for words in (line,) if "\t" in line else sentences(line):
        at = line.index(words, at)
        yield words, at
        at += len(words)


def _mark_length(line: str) -> int:
    """How many characters of a line are its number and what stands before it."""
    plain = line.lstrip()
    return len(line) - len(unmarked(plain, level_of(plain)))


def _mark_of(sentence: str) -> str:
    return sentence[: _mark_length(sentence)]


def _numbered(number: str, rest: str) -> str:
    """A number before what is left of its line, with a space where they would run together (1. 2025年)."""
    joined = number + rest
    return joined if _mark_length(joined) == len(number) else f"{number} {rest}"


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with places taken out of sight."""
    left = list(text)
    for start, end in spans:
        left[start:end] = TAKEN * (end - start)
    return "".join(left)


def _bare(sentence: str) -> str:
    """A sentence without its number and white space."""
    return "".join(sentence[_mark_length(sentence) :].split())


def _takes(left: Counter[str], words: str) -> bool:
    """Whether one of these is left; it is taken."""
    left[words] -= 1
    return left[words] >= 0
