"""A table with a row per town → which column is which indicator, which row which town, and what each cell is worth; nothing is guessed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from server.report.entries import read_date
from server.report.forms.grids import Cell, Grid
from server.report.forms.verdicts import Say, judge
from server.report.ledgers.headers import is_total
from server.report.proposing import sentences as say
from server.report.proposing.columns import Column, Desk, Kind, columns_of, filled
from server.report.proposing.towns import Towns

_NO_GRID = Grid("", ())


@dataclass(frozen=True)
class Given:
    """One cell with something in it. `raw` is what it gives, "" when a person must say; `suggestion` what was probably meant."""

    unit: int
    indicator: str
    place: str
    typed: str
    raw: str = ""
    suggestion: str = ""
    message: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Read:
    """A table as understood. `blank` counts the empty cells of read columns; `totals` are rows of sums, `strangers` rows of no town.

    `grid` is the table itself, as it lay.
    """

    columns: tuple[Column, ...] = ()
    cells: tuple[Given, ...] = ()
    units: tuple[int, ...] = ()
    blank: int = 0
    totals: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    grid: Grid = field(default=_NO_GRID)

    @property
    def sure(self) -> tuple[Given, ...]:
        """Cells that can be given as they are."""
        return tuple(each for each in self.cells if each.raw)

    @property
    def doubtful(self) -> tuple[Given, ...]:
        """Cells that a person must settle."""
        return tuple(each for each in self.cells if not each.raw)


def read(grids: Iterable[Grid], desk: Desk) -> Read:
    """The table that gives most, whichever way it lies; tables beside it that name towns, too, are said not to be read."""
    tables = tuple(grids)
    found = [(grid, _best(grid, desk)) for grid in tables]
    known = [(grid, each) for grid, each in found if each]
    if not known:
        notes = chain.from_iterable(grid.notes for grid in tables)
        return Read(notes=(*notes, say.no_towns()), grid=next(iter(tables), _NO_GRID))
    chosen, best = max(known, key=lambda pair: len(pair[1].cells))
    others = tuple(say.other_sheet(grid.sheet, chosen.sheet) for grid, _ in known if grid is not chosen)
    return replace(best, notes=best.notes + others, grid=chosen)


def turned(grid: Grid) -> Grid:
    """The table on its side: one whose towns stand side by side. Places are counted, not lettered, in the turned table."""
    wide = max((len(row) for row in grid.rows), default=0)
    rows = tuple(tuple(_on_its_side(grid.cell(row, column)) for row in range(len(grid.rows))) for column in range(wide))
    return Grid(grid.sheet, rows, lettered=False, hidden=grid.hidden, marks=grid.marks, notes=grid.notes)


def _best(grid: Grid, desk: Desk) -> Read | None:
    """A table read the way that gives most, None when it names no town."""
    ways = [(each, lines) for each in (grid, turned(grid)) if (lines := _lines(each, desk.towns))]
    return max((_read(each, lines, desk) for each, lines in ways), key=lambda read: len(read.cells), default=None)


@dataclass(frozen=True)
class _Line:
    """A row with the name in it and the units that name may mean."""

    row: int
    name: str
    units: tuple[int, ...]


def _on_its_side(cell: Cell) -> Cell:
    return Cell(cell.text, cell.look, cell.columns, cell.rows, cell.formula, cell.comment)


def _lines(grid: Grid, towns: Towns) -> tuple[int, tuple[_Line, ...]] | None:
    """The column that names towns, and its rows; None when a table names fewer than it takes to be one."""
    found = Counter(column for _, column, cell in grid.filled() if towns.find(cell.text))
    if not found:
        return None
    column = max(found, key=lambda each: (found[each], -each))
    cells = ((row, grid.cell(row, column).text.strip()) for row in range(len(grid.rows)))
    speaking = ((row, name) for row, name in cells if name or any(each.text.strip() for each in grid.rows[row]))
    return column, tuple(_Line(row, name, towns.find(name)) for row, name in speaking)


def _read(grid: Grid, lines: tuple[int, tuple[_Line, ...]], desk: Desk) -> Read:
    names, rows = lines
    first = next(line.row for line in rows if line.units)
    below = tuple(line for line in rows if line.row >= first)
    columns = tuple(columns_of(grid, names, first, desk))
    times = Counter(line.units[0] for line in below if len(line.units) == 1)
    good = tuple(line for line in below if len(line.units) == 1 and times[line.units[0]] == 1)
    figures = tuple(each for each in columns if each.kind is Kind.figure)
    day = next((each.at for each in columns if each.kind is Kind.as_of), -1)
    cells = tuple(_cell(grid, line, column, day, desk) for line in good for column in figures if filled(grid.cell(line.row, column.at)))
    plain = {line.row: tuple(cell.text.strip() for cell in grid.rows[line.row]) for line in below}
    totals = tuple(grid.place(line.row, names) for line in below if not line.units and is_total(plain[line.row]))
    strange = tuple(line.name or grid.place(line.row, names) for line in below if not line.units and not is_total(plain[line.row]))
    notes = (*grid.notes, *_row_notes(grid, names, below, times, desk), *(each.message for each in columns if each.kind is Kind.last))
    return Read(columns, cells, tuple(line.units[0] for line in good), len(good) * len(figures) - len(cells), totals, strange, notes)


def _row_notes(grid: Grid, names: int, below: tuple[_Line, ...], times: Counter[int], desk: Desk) -> Iterator[str]:
    """Rows that name several towns, and towns with several rows."""
    called = {each.id: each.short_name for each in desk.towns.towns}
    yield from (say.several_towns(each.name, "、".join(called[unit] for unit in each.units)) for each in below if len(each.units) > 1)
    for unit in (unit for unit, count in times.items() if count > 1):
        yield say.same_town(called[unit], "、".join(grid.place(each.row, names) for each in below if each.units == (unit,)))


def _cell(grid: Grid, line: _Line, column: Column, day: int, desk: Desk) -> Given:
    """What a cell gives, or what must be asked."""
    cell, indicator = grid.cell(line.row, column.at), desk.indicators[column.indicator]
    verdict = judge(cell, indicator, "", desk.wording)
    typed = cell.text.strip() or cell.formula
    taken = verdict.say is Say.taken
    written = grid.cell(line.row, day).text.strip() if day >= 0 else ""
    as_of = written if written and read_date(written, desk.year)[0] else ""
    strange = say.day_unclear(written) if written and not as_of else ""
    suggestion = verdict.suggestion or (typed if verdict.say is Say.outside else "")
    return Given(
        line.units[0],
        column.indicator,
        grid.place(line.row, column.at),
        typed,
        typed if taken else "",
        "" if taken else suggestion,
        verdict.message or strange,
        as_of,
    )
