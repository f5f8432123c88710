"""The raw characters of a paragraph → its lines as the reader takes them, each with the spans that are set for it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from server.report.inspection.layout import Face, Span
from server.word.content import Content
from server.word.elements import Element
from server.word.settling import FOLD, PAGE, settled

_NO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\xad]")
_BREAKS = str.maketrans({FOLD: "\n", PAGE: "", "\u2028": "\n", "\u2029": "\n"})
Faced = Callable[[Element | None], Face]


@dataclass(frozen=True)
class Piece:
    """One line: its text as it is read, its characters as they are set, whether a page break stands before it."""

    text: str
    spans: tuple[Span, ...]
    page_break: bool = False


def pieces_of(content: Content, faced: Faced) -> tuple[tuple[Piece, ...], bool]:
    """The lines of a paragraph, none for an empty one; and whether a page break stands behind the last."""
    lines, broken = settled(content.text)
    spans = _spans(content, faced)
    if len(lines) == 1:
        return (Piece(lines[0].text, _trimmed(spans), lines[0].page_break),), broken
    return tuple(_shared([(line.text, line.page_break) for line in lines], spans)) if lines else (), broken


def empty(face: Face) -> tuple[Span, ...]:
    """What an empty paragraph is set like."""
    return (Span("", face),)


def _spans(content: Content, faced: Faced) -> list[Span]:
    """Neighbours of one face are one span."""
    faces = ((faced(run), _NO_WIDTH.sub("", text).translate(_BREAKS)) for text, run in content.pieces)
    groups = groupby(faces, key=itemgetter(0))
    return [Span(text, face) for face, group in groups if (text := "".join(said for _, said in group))]


def _trimmed(spans: list[Span]) -> tuple[Span, ...]:
    """Without the empty lines that breaks leave at both ends."""
    kept = [span for span in spans if span.text]
    if kept and kept[0].text.startswith("\n"):
        kept[0] = Span(kept[0].text.lstrip("\n"), kept[0].face)
    if kept and kept[-1].text.endswith("\n"):
        kept[-1] = Span(kept[-1].text.rstrip("\n"), kept[-1].face)
    return tuple(span for span in kept if span.text)


def _shared(lines: list[tuple[str, bool]], spans: list[Span]) -> Iterator[Piece]:
    """Several lines in one paragraph take its characters one after the other; spaces are not counted."""
    characters = [(character, at) for at, span in enumerate(spans) for character in span.text]
    start = end = 0
    for text, page_break in lines:
        left = len("".join(text.split()))
        while left and end < len(characters):
            left -= not characters[end][0].isspace()
            end += 1
        groups = groupby(characters[start:end], key=itemgetter(1))
        taken = [Span("".join(character for character, _ in group), spans[at].face) for at, group in groups]
        start = end
        yield Piece(text, _trimmed(taken) or empty(Face()), page_break)
