"""The rows of a workbook's two sheets as plain cells by column; what cannot be read is said with its place. Knows no units."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from server.report.forms.doubts import table_cut
from server.report.forms.grids import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Look
from server.report.problems import Refused
from server.report.roster.columns import COLUMNS, Column, Sort
from server.report.unit_problems import cell_merged, cell_too_long, cell_unread, no_roster, no_rows, not_used, row_hidden, sheet_cut
from server.report.values import Frozen
from server.report.words import half_width

LONGEST = 200
_HEAD_ROWS = 15
_ASIDE = re.compile(r"[（(].*?[）)]|[*＊※\s]")
Labels = Mapping[str, str]


class Line(Frozen):
    """One row. `row` counts as the spreadsheet does; `cells` by key of the column; `slips` say what is wrong, with its place."""

    row: int
    cells: dict[str, str]
    slips: tuple[str, ...] = ()
    hidden: bool = False


class Roster(Frozen):
    """Both sheets as read. `places` are the letters of the columns, by sheet and key; `notes` say what was not used."""

    lines: dict[Sort, tuple[Line, ...]]
    places: dict[Sort, dict[str, str]]
    names: dict[Sort, str]
    notes: tuple[str, ...] = ()

    def place(self, sort: Sort, row: int, key: str) -> str:
        """Where a cell is, in words: 单位 B7."""
        return f"{self.names[sort]} {self.places[sort].get(key, '')}{row}"


def read(grids: Iterable[Grid], labels: Labels) -> Roster:
    """The rows of the first sheet of each sort; `labels`: heading by key.

    Raises Refused when there is neither, when both are empty, and when a sheet is longer than can be read.
    """
    found = _found(tuple(grids), labels)
    cut = [each.grid.sheet for each in found.values() if table_cut(each.grid.sheet, MOST_ROWS, MOST_COLUMNS) in each.grid.notes]
    if not found or cut:
        raise Refused(sheet_cut(cut[0]) if cut else no_roster())
    lines = {sort: tuple(_lines(each, sort)) for sort, each in found.items()}
    if not any(lines.values()):
        raise Refused(no_rows())
    return Roster(
        lines=lines,
        places={sort: {key: _letters(each.grid, at) for key, at in each.columns.items()} for sort, each in found.items()},
        names={sort: each.grid.sheet for sort, each in found.items()},
        notes=tuple(note for each in found.values() for note in _unused(each)),
    )


@dataclass(frozen=True)
class _Found:
    """A sheet, the row of its headings, and the column of each key."""

    grid: Grid
    head: int
    columns: dict[str, int]


def _found(grids: tuple[Grid, ...], labels: Labels) -> dict[Sort, _Found]:
    """The first sheet of each sort."""
    each = {sort: next((found for grid in grids if (found := _head(grid, sort, labels))), None) for sort in Sort}
    return {sort: found for sort, found in each.items() if found}


def _head(grid: Grid, sort: Sort, labels: Labels) -> _Found | None:
    """A sheet as one of this sort; None where a needed heading is missing."""
    wanted = {_plain(labels[column.key]): column.key for column in COLUMNS[sort]}
    needed = {column.key for column in COLUMNS[sort] if column.needed}
    for row, cells in enumerate(grid.rows[:_HEAD_ROWS]):
        headings = [(wanted.get(_plain(cell.text)), at) for at, cell in enumerate(cells)]
        columns = {key: at for key, at in reversed(headings) if key}
        if needed <= columns.keys():
            return _Found(grid, row, columns)
    return None


def _unused(found: _Found) -> Iterator[str]:
    for at, cell in enumerate(found.grid.rows[found.head]):
        if cell.text.strip() and at not in found.columns.values():
            yield not_used(found.grid.sheet, cell.text.strip())


def _lines(found: _Found, sort: Sort) -> Iterator[Line]:
    grid, known, over = found.grid, {column.key: column for column in COLUMNS[sort]}, _spans(found.grid)
    for row in range(found.head + 1, len(grid.rows)):
        slips: list[str] = []
        cells = {key: _text(grid, row, at, known[key], over, slips) for key, at in found.columns.items()}
        if any(cells.values()) or slips:
            hidden = grid.hidden or row in grid.hidden_rows
            yield Line(row=row + 1, cells={key: text for key, text in cells.items() if text}, slips=tuple(slips), hidden=hidden)


def _spans(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """By the place of each cell under a merged one, the place of that."""
    return {
        (down, across): (row, column)
        for row, cells in enumerate(grid.rows)
        for column, cell in enumerate(cells)
        if cell.rows * cell.columns > 1
        for down in range(row, row + cell.rows)
        for across in range(column, column + cell.columns)
    }


def _text(grid: Grid, row: int, at: int, column: Column, over: Mapping[tuple[int, int], tuple[int, int]], slips: list[str]) -> str:
    """What a cell says, or what the merged cell over it says where that speaks for each row."""
    origin = over.get((row, at), (row, at))
    cell = grid.cell(*origin)
    spans = cell.columns > 1 or (cell.rows > 1 and not column.fills)
    slip = _slip(cell, grid.place(row, at), merged=spans)
    if slip:
        slips.append(slip)
        return ""
    return " ".join(cell.text.split())


def _slip(cell: Cell, place: str, *, merged: bool) -> str:
    if merged and cell.text.strip():
        return cell_merged(place)
    if cell.look is Look.unread:
        return cell_unread(place)
    return cell_too_long(place, LONGEST) if len(cell.text) > LONGEST else ""


def _plain(heading: str) -> str:
    return _ASIDE.sub("", half_width(heading))


def _letters(grid: Grid, column: int) -> str:
    return grid.place(0, column).rpartition(" ")[2].rstrip("0123456789")


def hidden_note(line: Line) -> tuple[str, ...]:
    """What to say of a row that does not show on the screen."""
    return (row_hidden(),) if line.hidden else ()
