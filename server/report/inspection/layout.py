"""The effective layout of a document, as Word resolves it: sections, paragraphs, runs, page numbers, shapes; values only, in twips."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from server.report.reading.parts import Part

Align = Literal["left", "center", "right", "both", "distribute"]
Rule = Literal["auto", "exact", "atLeast"]
Place = Literal["body", "table", "box", "header", "footer"]


@dataclass(frozen=True)
class Face:
    """How characters are set, resolved through defaults, styles and the run: fonts by script, colour as RRGGBB ("" is automatic)."""

    east_asian: str = ""
    latin: str = ""
    half_points: int = 0
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = ""
    spacing_twips: int = 0
    scale_percent: int = 100
    hinted: bool = False


@dataclass(frozen=True)
class Span:
    """Characters with one face; a line broken by hand has a newline in it."""

    text: str
    face: Face


@dataclass(frozen=True)
class Border:
    """A rule of a paragraph or cell: eighths of a point, colour, kind (single, double, thickThinSmallGap …), points to the text."""

    edge: str
    kind: str
    eighths: int
    colour: str
    space_points: int = 0


@dataclass(frozen=True)
class Block:
    """One paragraph with its effective format; indents in twips (characters already counted as the font's width).

    `spans` hold at least one, an empty paragraph's being that of its mark. `ordinal` counts the paragraphs with text of the main
    story from 1, or the rows of a table. `heading` is mark and heading as far as they go, `level` its level from 1.
    `hung` is where the frame around the paragraph stands from left to right ("outside", "center", …; "" without a frame).
    `page_break_before` also says that a break or a new section stands before it.
    """

    part: Part
    spans: tuple[Span, ...]
    number: str = ""
    level: int = 0
    heading: str = ""
    alignment: Align = "left"
    left_twips: int = 0
    right_twips: int = 0
    first_line_twips: int = 0
    before_twips: int = 0
    after_twips: int = 0
    line: int = 240
    line_rule: Rule = "auto"
    snap_to_grid: bool = True
    widow_control: bool = True
    page_break_before: bool = False
    keep_next: bool = False
    borders: tuple[Border, ...] = ()
    tabs: tuple[tuple[str, int], ...] = ()
    style: str = ""
    section: int = 0
    place: Place = "body"
    ordinal: int = 0
    table: int = 0
    hung: str = ""

    @cached_property
    def text(self) -> str:
        """The characters of the paragraph, with an automatic number before them."""
        return self.number + "".join(span.text for span in self.spans)

    @cached_property
    def face(self) -> Face:
        """How its first visible character is set, of an empty one its mark."""
        return next((span.face for span in self.spans if span.text.strip()), self.spans[0].face if self.spans else Face())


@dataclass(frozen=True)
class TableLayout:
    """One table: widths of its columns, whether a grid is written, whether its first row repeats, and its paragraphs.

    `rows` is the number of its rows, `at` how many paragraphs of the main story stand before it.
    """

    width_twips: int
    columns: tuple[int, ...]
    repeats_head: bool
    blocks: tuple[Block, ...]
    section: int = 0
    place: Place = "body"
    rules: tuple[Border, ...] = ()
    rows: int = 0
    at: int = 0


@dataclass(frozen=True)
class Frame:
    """A text box, drawing or line: from where its offsets count, in twips, and its extent. `align` stands for an offset ("" for none).

    `kind` is box, line or picture; a line has its colour and thickness. `compound` is thickThin and the like of a double line.
    """

    from_vertical: str
    top_twips: int
    width_twips: int
    height_twips: int
    blocks: tuple[Block, ...] = ()
    tables: tuple[TableLayout, ...] = ()
    kind: Literal["box", "line", "picture"] = "box"
    from_horizontal: str = ""
    left_twips: int = 0
    align: str = ""
    colour: str = ""
    eighths: int = 0
    compound: str = ""
    section: int = 0
    at: int = 0


@dataclass(frozen=True)
class PageNumbers:
    """What one kind of header or footer (default, even, first) shows: its paragraphs; `field` whether a PAGE field is in it."""

    kind: str
    blocks: tuple[Block, ...]
    field: bool
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True)
class SectionLayout:
    """Page, margins, grid and footers of one section; `grid` is (type, line pitch, character space)."""

    width_twips: int
    height_twips: int
    top_twips: int
    right_twips: int
    bottom_twips: int
    left_twips: int
    header_twips: int
    footer_twips: int
    gutter_twips: int = 0
    landscape: bool = False
    grid: tuple[str, int, int] = ("", 0, 0)
    title_page: bool = False
    footers: tuple[PageNumbers, ...] = ()
    headers: tuple[PageNumbers, ...] = ()
    first_number: int | None = None
    number_form: str = ""
    columns: int = 1


@dataclass(frozen=True)
class Layout:
    """A whole document as it will be set. `blocks` is the main story, `tables` and `frames` stand beside it with their own.

    `converted`: it was a file of an older format, and LibreOffice made a .docx of it first.
    """

    sections: tuple[SectionLayout, ...]
    blocks: tuple[Block, ...]
    tables: tuple[TableLayout, ...] = ()
    frames: tuple[Frame, ...] = ()
    even_and_odd: bool = False
    mirrored: bool = False
    notes: tuple[str, ...] = field(default=())
    converted: bool = False

    def everything(self) -> Iterator[Block]:
        """Every paragraph but those of headers and footers: the main story, then tables, then boxes with theirs."""
        yield from self.blocks
        yield from (block for table in self.tables for block in table.blocks)
        for frame in self.frames:
            yield from frame.blocks
            yield from (block for table in frame.tables for block in table.blocks)
