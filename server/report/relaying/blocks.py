"""A document that was read → a manuscript with the same words, its parts set as the standard asks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from server.report.manuscript import (
    Attachment,
    Block,
    Heading,
    Letterhead,
    Manuscript,
    Paragraph,
    Properties,
    Recipients,
    SignOff,
    Table,
    Title,
)
from server.report.reading import parts
from server.report.reading.anatomy import Anatomy, understand
from server.report.reading.anatomy import Paragraph as Read
from server.report.reading.marks import Kind as Mark
from server.report.reading.marks import read_mark
from server.report.reading.parts import Part
from server.report.reading.source import Place, Source
from server.report.relaying import heads, saying
from server.report.relaying.rows import Group, Kind, Row, grouped, rows_of
from server.report.words import title_lines

_LONGEST_TITLE = 60
_LEVELS = {Mark.han: 1, Mark.bracket: 2, Mark.arabic: 3, Mark.paren: 4, Mark.circled: 5}
_BODY = frozenset({Part.opening, Part.heading, Part.text, Part.table, Part.closing})


@dataclass(frozen=True)
class Manner:
    """How a document is to be set: `letter` as a 信函; `plain` with lines as they are in the place of 红头, 署名 and 版记."""

    letter: bool = False
    plain: bool = False


@dataclass(frozen=True)
class Relaid:
    """A manuscript with the words of a document. `moved` says what stands elsewhere now, `lost` what a person must know is not in it."""

    manuscript: Manuscript
    moved: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def relay(source: Source, anatomy: Anatomy, manner: Manner) -> Relaid:
    """The manuscript of a document: every paragraph once, in order, with its characters; numbers as the reader saw them.

    `anatomy` is what `understand` makes of `source`. `proof.difference` tells whether what is written of it says the same.
    """
    rows = rows_of(source, anatomy)
    blocks = tuple(_blocks(rows, manner))
    unmade = [saying.no_letterhead()] if manner.letter and not any(isinstance(block, Letterhead) for block in blocks) else []
    return Relaid(Manuscript(_properties(blocks), blocks), (*_moved(rows), *unmade), (*_lost(source, rows), *source.notes))


def _blocks(rows: Sequence[Row], manner: Manner) -> Iterator[Block]:
    begins = next((at for at, row in enumerate(rows) if row.part in _BODY), len(rows))
    title, at = "".join(row.words for row in rows if row.part is Part.title), 0
    for group in grouped(rows):
        maker = _MAKERS.get(group.kind)
        yield from maker(group.rows) if maker else _around(group, manner, title, above=at < begins)
        at += len(group.rows)


def _around(group: Group, manner: Manner, title: str, *, above: bool) -> Sequence[Block]:
    """红头, 署名 and 版记, and lines that stand alone."""
    if group.kind is Kind.line:
        return [_line(row, manner, above=above) for row in group.rows]
    if manner.plain:
        return heads.as_lines(group.rows)
    match group.kind:
        case Kind.head:
            return heads.headed(group.rows, title, letter=manner.letter)
        case Kind.sign_off:
            return heads.signed(group.rows, above=above)
        case _:
            return heads.imprinted(group.rows, letter=manner.letter)


def _line(row: Row, manner: Manner, *, above: bool) -> Block:
    match row.part:
        case Part.heading:
            return _heading(row.paragraph)
        case Part.recipients:
            return Recipients(row.words)
        case Part.remark if not manner.plain:
            return heads.remarked(row, above=above)
        case _:
            return Paragraph(row.words)


def _heading(read: Read) -> Heading:
    """A heading, set by its number (7.3.3: 一、 is 黑体 wherever it stands), without one by its level.

    One of level 1 with text behind it stays one paragraph: its words are given as the number, which always runs on.
    """
    mark = read_mark(read.mark)
    level = _LEVELS.get(mark.kind, read.level) if mark else read.level
    if level == 1 and read.text.strip():
        return Heading(1, read.mark + read.heading, "", read.text)
    return Heading(level, read.mark, read.heading, read.text)


def _table(rows: Sequence[Row]) -> Table:
    """One table; its first row is taken for its head."""
    cells = tuple(row.cells for row in rows)
    return Table(cells, header_rows=min(1, len(cells) - 1))


def _attachments(rows: Sequence[Row]) -> list[Block]:
    """Attachments, each from its label on a page of its own (7.3.7); headings inside are found as in a paper of their own."""
    begins = [at for at, row in enumerate(rows) if _labels(row)]
    blocks = list(_inside(rows[: next(iter(begins), len(rows))]))
    for first, following in zip(begins, [*begins[1:], len(rows)], strict=False):  # one more ends than begins, without attachments too
        titled = first + 1 < following and _entitles(rows[first + 1])
        title = title_lines(rows[first + 1].words) if titled else ()
        blocks += [Attachment(rows[first].words, title), *_inside(rows[first + 1 + titled : following])]
    return blocks


def _labels(row: Row) -> bool:
    return row.line.place is not Place.table and parts.ATTACHMENT.fullmatch(row.words) is not None


def _entitles(row: Row) -> bool:
    """Whether the line below the label is the attachment's title."""
    words = row.words
    return row.line.place is not Place.table and len(words) <= _LONGEST_TITLE and "\t" not in words and words[-1] not in "。；：，、"


def _inside(rows: Sequence[Row]) -> Iterator[Block]:
    source = Source(tuple(row.line for row in rows))
    for group in grouped(tuple(Row(row.line, read) for row, read in zip(rows, understand(source).paragraphs, strict=True))):
        yield from [_table(group.rows)] if group.kind is Kind.table else map(_within, group.rows)


def _within(row: Row) -> Block:
    """A line of an attachment, which has no parts but headings and text."""
    if row.part is Part.heading:
        return _heading(row.paragraph)
    return Table((row.cells,), header_rows=0) if "" in row.cells else Paragraph(row.words)


def _properties(blocks: Sequence[Block]) -> Properties:
    """What the paper says of itself: its title, the last that signed, its date."""
    title = next(("".join(block.lines) for block in blocks if isinstance(block, Title)), "")
    signed = [block for block in blocks if isinstance(block, SignOff)]
    unit = next((name for block in reversed(signed) for name in block.names), "")
    return Properties(title, unit, next((block.date.strip() for block in reversed(signed) if block.date.strip()), ""))


def _moved(rows: Sequence[Row]) -> Iterator[str]:
    boxes = sum(row.line.place is Place.box for row in rows)
    yield from [saying.boxes_moved(boxes)] if boxes else []


def _lost(source: Source, rows: Sequence[Row]) -> Iterator[str]:
    notes = sum(row.line.place is Place.note for row in rows)
    yield from [saying.notes_moved(notes)] if notes else []
    margins = [line.whole.strip() for line in source.lines if line.place is Place.margin and line.whole.strip()]
    yield from [saying.margins_lost(margins)] if margins else []


_MAKERS: dict[Kind, Callable[[Sequence[Row]], Sequence[Block]]] = {
    Kind.title: heads.titled,
    Kind.table: lambda rows: [_table(rows)],
    Kind.attachment: _attachments,
    Kind.attachment_note: heads.enclosed,
}
