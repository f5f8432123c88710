"""Walks a story from top to bottom: every paragraph measured, and beside it the line that understanding reads; knows no meaning."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from server.report.inspection.layout import Block, Frame, Place, TableLayout
from server.report.reading.source import Line
from server.report.reading.source import Place as LinePlace
from server.word import grid
from server.word.blocks import blocks_of, within
from server.word.content import Box, Content
from server.word.elements import CELL, ROW, TABLE, VAL, Element, W, child, number, value
from server.word.inline import Inline
from server.word.inspecting.cascade import Cascade
from server.word.inspecting.forming import Form, Forms
from server.word.inspecting.measuring import Stand, measured
from server.word.inspecting.pieces import Piece, empty, pieces_of
from server.word.inspecting.shapes import frame_around, lines_in
from server.word.inspecting.tabling import table_of
from server.word.numbering import Lists
from server.word.tally import Tally

_NO_GRID = ("", 0, 0)
_MARGINS = {"header", "footer"}


@dataclass(frozen=True)
class Sources:
    """What every paragraph of a document is read with; `grids` and `breaks` say of each section its grid and whether it begins a page."""

    inline: Inline
    lists: Lists
    cascade: Cascade
    forms: Forms
    tally: Tally
    grids: tuple[tuple[str, int, int], ...] = ()
    breaks: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A line, and the places in `Walk.blocks` of the paragraphs it is made of."""

    line: Line
    blocks: tuple[int, ...]


@dataclass(frozen=True)
class Home:
    """Whose a paragraph or table is: the main story's (0, 0), a table's or a frame's, counted from 1."""

    table: int = 0
    frame: int = 0


@dataclass(frozen=True)
class _Here:
    """Where the walk is: place and home of paragraphs, style and row of their table, where the box around them hangs."""

    place: Place = "body"
    home: Home = Home()
    style: str = ""
    row: int = 0
    hung: str = ""

    @property
    def of_line(self) -> LinePlace:
        return LinePlace.box if self.place == "box" else LinePlace.margin if self.place in _MARGINS else LinePlace.body


@dataclass
class Walk:
    """One story: its paragraphs with their homes, its tables and frames, still without their paragraphs, with theirs."""

    sources: Sources
    place: Place = "body"
    blocks: list[Block] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    tables: list[tuple[TableLayout, Home]] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    section: int = 0
    counted: int = 0
    at: int = 0
    page_break: bool = False

    def read(self, container: Element) -> list[Reading]:
        """The lines of a story; afterwards the walk knows its paragraphs."""
        return self._read(container, _Here(self.place))

    def _read(self, container: Element, here: _Here) -> list[Reading]:
        readings: list[Reading] = []
        waiting: Content | None = None
        for block in blocks_of(container, self.sources.tally):
            if block.tag == TABLE:
                readings += self._table(block, here)
                continue
            content = self.sources.inline.read(block)
            content = content if waiting is None else waiting + content
            form = self.sources.forms.of(block.find(W + "pPr"), here.style)
            waiting = content if form.runs_on and here.place == "body" else None
            readings += self._paragraph(block, form, content, here) if waiting is None else []
        return readings if waiting is None else readings + self._lines(self.sources.forms.of(None, here.style), waiting, "", here)

    def _paragraph(self, paragraph: Element, form: Form, content: Content, here: _Here) -> list[Reading]:
        self.page_break = self.page_break or form.begins_page
        mark = self.sources.lists.mark(form.stands) if form.stands else ""
        readings = self._lines(form, content, mark, here)
        self.frames += [replace(each, section=self.section, at=self.at) for each in lines_in(paragraph)]
        if form.ends_section and here.home == Home():
            self.section += 1
            self.page_break = self.page_break or (self.section < len(self.sources.breaks) and self.sources.breaks[self.section])
        return [] if form.of_contents else readings

    def _lines(self, form: Form, content: Content, mark: str, here: _Here) -> list[Reading]:
        above = self._boxes(content.boxes_before, here)
        face = self.sources.cascade.face
        pieces, broken = pieces_of(content, lambda run: face(form.style, run, here.style, head=here.row == 1))
        own = list(self._kept(form, pieces, mark, here))
        self.page_break = self.page_break or broken
        self.sources.tally.paragraph += len(pieces)
        return [*above, *own, *self._boxes(content.boxes_after, here)]

    def _kept(self, form: Form, pieces: tuple[Piece, ...], mark: str, here: _Here) -> Iterator[Reading]:
        """Each line of a paragraph as a block; an empty paragraph is one too, but no line."""
        bare = () if pieces else (Piece("", empty(self.sources.cascade.face(form.style, form.mark, here.style))),)
        for nth, piece in enumerate(pieces or bare):
            number = "" if nth else mark
            at = self._keep(form, piece, number, here)
            if piece.text or number:
                block = self.blocks[at]
                yield Reading(Line(piece.text, here.of_line, number, form.look(block.face), page_break=block.page_break_before), (at,))

    def _keep(self, form: Form, piece: Piece, number: str, here: _Here) -> int:
        """Puts a paragraph in its place and says which it is."""
        main, filled = here.home == Home(), bool(number.strip() or piece.text)
        self.counted += main and filled
        begins, self.page_break = self.page_break or piece.page_break, self.page_break and not filled
        grids = self.sources.grids
        stand = Stand(
            grid=grids[self.section] if self.section < len(grids) else _NO_GRID,
            style=form.style,
            number=number,
            page_break_before=begins,
            section=self.section,
            place=here.place,
            ordinal=self.counted if main else here.row,
            table=here.home.table,
            hung=here.hung or form.hung,
        )
        self.blocks.append(measured(form.said, piece.spans, stand))
        self.homes.append(here.home)
        self.at += main
        return len(self.blocks) - 1

    def _boxes(self, boxes: tuple[Box, ...], here: _Here) -> list[Reading]:
        readings: list[Reading] = []
        for box in boxes:
            if box.element is None:
                readings += [Reading(Line(word.strip(), LinePlace.box), ()) for word in box.words if word.strip()]
                continue
            frame = replace(frame_around(box.element), section=self.section, at=self.at)
            self.frames.append(frame)
            hung = frame.align or (frame.from_horizontal and "offset")
            margin = here.place in _MARGINS
            readings += self._read(
                box.element, replace(here, hung=hung) if margin else _Here("box", Home(frame=len(self.frames)), hung=hung)
            )
        return readings

    def _table(self, table: Element, here: _Here) -> list[Reading]:
        rows = [row for row in within(table, ROW) if child(row, W + "trPr", W + "del") is None]
        self.tables.append((replace(table_of(table, rows), section=self.section, at=self.at, place=here.place), here.home))
        key = len(self.tables)
        style = value(table, W + "tblPr", W + "tblStyle") or ""
        place: Place = "table" if here.place == "body" else here.place
        inside = _Here(place, Home(table=key, frame=here.home.frame), style, hung=here.hung)
        cells = [list(self._cells(row, replace(inside, row=nth))) for nth, row in enumerate(rows, 1)]
        of_line = inside.of_line
        prosaic = grid.prosaic([tuple(cell for cell, _ in row) for row in cells], of_line)
        return [reading for row, prose in zip(cells, prosaic, strict=True) for reading in _row(row, of_line, 0 if prose else key)]

    def _cells(self, row: Element, here: _Here) -> Iterator[tuple[grid.Cell, list[Reading]]]:
        if before := number(value(row, W + "trPr", W + "gridBefore")):
            yield grid.Cell(span=max(1, before)), []
        for cell in within(row, CELL):
            properties = cell.find(W + "tcPr")
            merged = (child(properties, W + "vMerge"), child(properties, W + "hMerge"))
            covered = any(each is not None and each.get(VAL) != "restart" for each in merged)
            readings = [] if covered else self._read(cell, here)
            span = max(1, number(value(properties, W + "gridSpan"), 1))
            yield grid.Cell(tuple(reading.line for reading in readings), span), readings


def _row(row: list[tuple[grid.Cell, list[Reading]]], place: LinePlace, table: int) -> Iterator[Reading]:
    """The lines of a row, as they are where its table only frames them."""
    readings = [reading for _, cell in row for reading in cell]
    if not table:
        yield from readings
        return
    own = {id(reading.line) for reading in readings if reading.line.place is place and not reading.line.table}
    kept = {id(reading.line): reading for reading in readings}
    for line in grid.as_row(tuple(cell for cell, _ in row), place, table):
        whole = tuple(at for reading in readings if id(reading.line) in own for at in reading.blocks)
        yield kept.get(id(line)) or Reading(line, whole)
