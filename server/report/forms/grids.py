"""Tables as cells of text, whatever file they come from; knows nothing of what they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from server.report.forms.doubts import cell_place, table_cut
from server.report.words import clean

MOST_ROWS, MOST_COLUMNS, MOST_GRIDS = 5000, 100, 20
_LETTERS = 26
_FIELD = re.compile(r'"(?P<quoted>(?:[^"]|"")*+)"(?=[\t\n]|\Z)|(?P<plain>[^\t\n]*)')


class Look(StrEnum):
    """What a cell holds. `unread`: a formula without a result, or an error; `covered`: the cell lies under a merged neighbour."""

    text = "text"
    number = "number"
    percent = "percent"
    day = "day"
    unread = "unread"
    covered = "covered"


@dataclass(frozen=True)
class Cell:
    """One cell as its reader sees it: 513, 92.2%, 2026-11-30. `rows` and `columns` are its span, `comment` a note pinned to it.

    `formula` is what computes the cell, as written, without which it would be a plain value.
    """

    text: str = ""
    look: Look = Look.text
    rows: int = 1
    columns: int = 1
    formula: str = ""
    comment: str = ""


EMPTY = Cell()


@dataclass(frozen=True)
class Grid:
    """A table. Rows may differ in length; empty ones between are there, so that the first is row 1.

    `lettered`: places are named as a spreadsheet does (F7). `hidden` and `hidden_rows` tell what does not show on the screen;
    it is read all the same. `marks` are words the file carries out of sight (properties, names, page headers).
    `notes` are sentences about what could not be read.
    """

    sheet: str
    rows: tuple[tuple[Cell, ...], ...]
    lettered: bool = True
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def place(self, row: int, column: int) -> str:
        """Where a cell is, in words; `row` and `column` count from 0."""
        return f"{self.sheet} {letters(column)}{row + 1}" if self.lettered else cell_place(self.sheet, row + 1, column + 1)

    def cell(self, row: int, column: int) -> Cell:
        """The cell, an empty one where the table has none."""
        inside = 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])
        return self.rows[row][column] if inside else EMPTY

    def filled(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell that holds something, in reading order."""
        return (
            (row, column, cell)
            for row, cells in enumerate(self.rows)
            for column, cell in enumerate(cells)
            if cell.text.strip() or cell.look is Look.unread
        )


def letters(column: int) -> str:
    """The letters of a spreadsheet column; 0 is A, 26 is AA."""
    before, last = divmod(column, _LETTERS)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def pasted_grid(text: str, sheet: str) -> Grid:
    """A block copied out of a spreadsheet: tabs between cells, quotes around cells that hold line ends or tabs.

    A quote that is never closed is a character like any other. What goes beyond MOST_ROWS and MOST_COLUMNS is cut, and a note says so.
    """
    rows = tuple(_rows(clean(text).text.removesuffix("\n")))
    kept = tuple(tuple(map(Cell, row[:MOST_COLUMNS])) for row in rows[:MOST_ROWS])
    cut = len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows)
    return Grid(sheet, kept, lettered=False, notes=(table_cut(sheet, MOST_ROWS, MOST_COLUMNS),) if cut else ())


def _rows(lines: str) -> Iterator[list[str]]:
    """Rows of fields. A field ends at a tab or a line end outside quotes."""
    row: list[str] = []
    at = 0
    while at <= len(lines):
        found = _FIELD.match(lines, at)
        quoted, plain = found.group("quoted", "plain") if found else (None, "")
        row.append(plain if quoted is None else quoted.replace('""', '"'))
        at = (found.end() if found else at) + 1
        if lines[at - 1 : at] != "\t":
            yield row
            row = []
