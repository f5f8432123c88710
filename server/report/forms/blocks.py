"""Where in a table the figures stand: heading rows found by their words, columns wherever they were moved, several blocks a sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from server.report.forms.grids import EMPTY, Cell, Grid
from server.report.forms.naming import Headings

_ROW_KEYS = frozenset({"name", "id"})
_VALUE_KEYS = frozenset({"now", "words"})
_AGAIN = _ROW_KEYS | {"number"}


@dataclass(frozen=True)
class Block:
    """A heading with the rows below it. `columns`: key → its columns, best first; `strangers`: column → heading nobody knows.

    Rows run from `first` to `last` (exclusive), columns from `left` to `right` (exclusive); `head` is the number of the heading row.
    """

    head: int
    first: int
    last: int
    left: int
    right: int
    columns: Mapping[str, tuple[int, ...]]
    strangers: Mapping[int, str] = field(default_factory=dict)

    @property
    def words(self) -> bool:
        """Whether paragraphs are asked for here, not figures."""
        return "now" not in self.columns

    def columns_of(self, key: str) -> tuple[int, ...]:
        """The columns of a key, none when the table has no such column."""
        return self.columns.get(key, ())

    def key_of(self, column: int) -> str:
        """What a column is for, "" when nobody knows."""
        return next((key for key, columns in self.columns.items() if column in columns), "")


def blocks(grid: Grid, headings: Headings) -> tuple[Block, ...]:
    """Every block of a table, from above; none when no row has both names (or ids) and this year's figures."""
    candidates = ((row, depth, _segments(_heading(grid, row, depth), headings)) for row, depth in _candidates(grid, headings))
    heads = [(row, depth, found) for row, depth, found in candidates if found]
    ends = [row for row, _, _ in heads[1:]] + [len(grid.rows)]
    wide = max((len(cells) for cells in grid.rows), default=0)
    return tuple(
        Block(row, row + depth, end, left, wide if left == found[-1][0] else right, columns, strangers)
        for (row, depth, found), end in zip(heads, ends, strict=False)
        for left, right, columns, strangers in found
    )


def _candidates(grid: Grid, headings: Headings) -> Iterator[tuple[int, int]]:
    """Rows in which at least one cell is a heading of names, with the number of rows the heading takes."""
    for row, cells in enumerate(grid.rows):
        if named := [column for column, cell in enumerate(cells) if cell.text and headings.find(cell.text)[0] in _ROW_KEYS]:
            yield row, 2 if _goes_on(grid, row + 1, named, headings) else 1


def _goes_on(grid: Grid, row: int, named: list[int], headings: Headings) -> bool:
    """Whether a heading has this second row: 数量 over 上年 and 本年, with nothing below the heading of the names."""
    below = (headings.find(grid.cell(row, column).text)[0] for column in range(len(grid.rows[row]) if row < len(grid.rows) else 0))
    return not any(grid.cell(row, column).text.strip() for column in named) and not {"now", "last"}.isdisjoint(below)


def _heading(grid: Grid, row: int, depth: int) -> tuple[str, ...]:
    """The heading over each column: the lower text where there are two."""
    wide = max(len(cells) for cells in grid.rows[row : row + depth])
    above = [grid.cell(row, column) for column in range(wide)]
    below = [grid.cell(row + 1, column) if depth > 1 else EMPTY for column in range(wide)]
    return tuple(_words(low) or _words(high) for high, low in zip(above, below, strict=True))


def _words(cell: Cell) -> str:
    return cell.text.strip()


def _segments(heading: tuple[str, ...], headings: Headings) -> list[tuple[int, int, Mapping[str, tuple[int, ...]], Mapping[int, str]]]:
    """Blocks side by side in one heading row, each with its columns."""
    found = {column: headings.find(text) for column, text in enumerate(heading) if text}
    starts = _starts(heading, headings)
    ends = [*starts[1:], len(heading)]
    parts = [
        (left, right, {column: known for column, known in found.items() if left <= column < right})
        for left, right in zip(starts, ends, strict=True)
    ]
    return [(left, right, *_sorted_out(part, heading)) for left, right, part in parts if _complete(part)]


def _starts(heading: tuple[str, ...], headings: Headings) -> list[int]:
    """Columns at which a block begins: where 序号, 指标 or 编号 comes again after a complete one and before another complete one."""
    keys = [headings.find(text)[0] for text in heading]
    starts, met = [0], set[str]()
    for column, key in enumerate(keys):
        if key in met & _AGAIN and _whole(met) and _whole(set(keys[column:])):
            starts.append(column)
            met = set()
        met.add(key)
    return starts


def _whole(keys: set[str]) -> bool:
    return bool(keys & _ROW_KEYS and keys & _VALUE_KEYS)


def _complete(part: Mapping[int, tuple[str, int]]) -> bool:
    return _whole({key for key, _ in part.values()})


def _sorted_out(part: Mapping[int, tuple[str, int]], heading: tuple[str, ...]) -> tuple[dict[str, tuple[int, ...]], dict[int, str]]:
    """Per key the columns with the best-fitting heading; every other column is a stranger."""
    best = {key: min(rank for each, rank in part.values() if each == key) for key, _ in part.values() if key}
    columns = {key: tuple(column for column, known in part.items() if known == (key, rank)) for key, rank in best.items()}
    taken = {column for each in columns.values() for column in each}
    return columns, {column: heading[column] for column in part if column not in taken}
