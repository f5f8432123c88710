"""A file as a text to be checked: every paragraph in order, each with its part and, where that is sure, its section."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from server.report.checks.text import Passage, Text
from server.report.grammar import level_of
from server.report.outline import RESERVED_KEYS
from server.report.past.placing import SURE, Span
from server.report.reading.anatomy import Anatomy, Paragraph, Part
from server.report.reading.margins import bare_page_mark, page_mark


@dataclass(frozen=True)
class _Piece:
    words: str
    passage: Passage


def text_of(anatomy: Anatomy, spans: Iterable[Span] = ()) -> Text:
    """All paragraphs but page numbers, one a line. `spans` tell the section of a paragraph; only where they are sure is it kept."""
    keys = {at: span.key for span in spans if span.key not in RESERVED_KEYS and span.confidence >= SURE for at in _range(span)}
    shown = [(at, each) for at, each in enumerate(anatomy.paragraphs) if each.whole.strip() and not _page_number(each)]
    pieces = [piece for at, each in shown for piece in _pieces(each, keys.get(at, ""))]
    starts = accumulate((len(piece.words) + 1 for piece in pieces), initial=0)
    passages = (replace(piece.passage, start=start, end=start + len(piece.words)) for piece, start in zip(pieces, starts, strict=False))
    return Text("\n".join(piece.words for piece in pieces), tuple(passages))


def _range(span: Span) -> range:
    return range(span.first, span.last + 1)


def _page_number(paragraph: Paragraph) -> bool:
    return paragraph.part is Part.margin and (page_mark(paragraph.whole) or bare_page_mark(paragraph.whole))


def _pieces(paragraph: Paragraph, section: str) -> list[_Piece]:
    """A paragraph as its lines; one with breaks inside it is several."""
    mark = paragraph.mark.strip()
    level = paragraph.level or (level_of(paragraph.text) if paragraph.part is Part.text else 0)
    lines = [line.rstrip() for line in paragraph.whole.split("\n") if line.strip()]
    first = Passage(0, 0, paragraph.part, section, level, mark)
    return [_Piece(line, replace(first, level=0, mark="") if at else first) for at, line in enumerate(lines)]
