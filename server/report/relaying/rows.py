"""A document as rows that know what they are and where they stood, in groups that are set together; nothing is set here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from server.report.reading.anatomy import Anatomy, Paragraph
from server.report.reading.parts import Part
from server.report.reading.source import Line, Place, Source


class Kind(Enum):
    """What is set together. Of the first four only the words are fixed, not how they are parted into paragraphs."""

    head = auto()
    title = auto()
    sign_off = auto()
    imprint = auto()
    table = auto()
    attachment = auto()
    attachment_note = auto()
    line = auto()


_OUTER = " \u3000\xa0\r\n"
LOOSE = frozenset({Kind.head, Kind.title, Kind.sign_off, Kind.imprint})
_KINDS = {
    **dict.fromkeys((Part.banner, Part.number, Part.signatory, Part.urgency), Kind.head),
    Part.title: Kind.title,
    **dict.fromkeys((Part.sign_off, Part.date), Kind.sign_off),
    Part.imprint: Kind.imprint,
    Part.attachment: Kind.attachment,
    Part.attachment_note: Kind.attachment_note,
}


@dataclass(frozen=True)
class Row:
    """A line of the file and the paragraph it was understood as."""

    line: Line
    paragraph: Paragraph

    @property
    def part(self) -> Part:
        """What it is in the paper."""
        return self.paragraph.part

    @property
    def words(self) -> str:
        """The line without outer spaces, the cells of a table row parted by tabs, without empty ones behind the last."""
        return words(self.line)

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a table row; a line that is none has one."""
        return tuple(cell.strip() for cell in self.words.split("\t"))

    @property
    def kind(self) -> Kind:
        """What it is set with."""
        return _KINDS.get(self.part) or (Kind.table if self.line.place is Place.table else Kind.line)


@dataclass(frozen=True)
class Group:
    """Rows that follow one another and are set together; of tables, the rows of one."""

    kind: Kind
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        """All its words without white space."""
        return squeezed("".join(row.words for row in self.rows))


def rows_of(source: Source, anatomy: Anatomy) -> tuple[Row, ...]:
    """Every line that has words and stands in the paper itself, not in its headers and footers."""
    both = zip(source.lines, anatomy.paragraphs, strict=True)
    return tuple(Row(line, paragraph) for line, paragraph in both if line.place is not Place.margin and words(line))


def grouped(rows: Sequence[Row]) -> Iterator[Group]:
    """The rows in groups, in order; every row stands in one."""
    for (kind, _), group in groupby(rows, key=lambda row: (row.kind, row.line.table if row.kind is Kind.table else 0)):
        yield Group(kind, tuple(group))


def words(line: Line) -> str:
    """The words of a line: number and text, spaces around them off; an empty first cell of a table row stays."""
    return line.whole.strip(_OUTER).rstrip() if line.place is Place.table else line.whole.strip()


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())
