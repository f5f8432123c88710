"""The cells of a table → lines: a row each, or paragraphs where the table only frames them; knows no XML."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from server.report.reading.source import Line, Place

_MOST_COLUMNS = 63
# A cell with this many paragraphs and characters is prose that a table only frames, whatever stands beside it.
_PROSE_LINES, _PROSE_CHARACTERS, _PROSE_CELLS = 3, 200, 3
_FRAMED_LINES, _FRAMED_CHARACTERS = 2, 100
_LONG_LINE = 40


@dataclass(frozen=True)
class Cell:
    """Everything read in a cell, in order; `span` counts its columns. What a merged cell covers are cells without lines."""

    lines: tuple[Line, ...] = ()
    span: int = 1

    def own(self, place: Place) -> tuple[Line, ...]:
        """The paragraphs of the cell itself: no inner tables, boxes or notes."""
        return tuple(line for line in self.lines if _own(line, place))


Row = tuple[Cell, ...]


def lines_of(rows: list[Row], place: Place, number: Callable[[], int]) -> Iterator[Line]:
    """The lines of a table. `number` is asked for the table's number once, if it has a row that is read as one."""
    table = 0
    for row, prose in zip(rows, prosaic(rows, place), strict=True):
        if prose:
            yield from (line for cell in row for line in cell.lines)
            continue
        table = table or number()
        yield from as_row(row, place, table)


def prosaic(rows: list[Row], place: Place) -> list[bool]:
    """Of each row, whether the paragraphs in it are read one by one, since the table only frames them."""
    frames = _frames(rows, place)
    return [frames or _prose(row, place) for row in rows]


def as_row(row: Row, place: Place, table: int) -> Iterator[Line]:
    """A row as one line with its cells parted by tabs, if there is text in it; then what hangs on its cells."""
    own = [cell.own(place) for cell in row]
    texts = [" ".join(line.whole.replace("\t", " ") for line in lines) for lines in own]
    if any(texts):
        parted = [part for text, cell in zip(texts, row, strict=True) for part in (text, *("",) * (min(cell.span, _MOST_COLUMNS) - 1))]
        first = next(lines[0] for lines in own if lines)
        broken = any(line.page_break for lines in own for line in lines)
        text = texts[0] if len(row) == 1 else "\t".join(parted)
        inside = Place.table if place in (Place.body, Place.box) else place
        yield Line(text, inside, look=first.look, table=table, page_break=broken)
    yield from (line for cell in row for line in cell.lines if not _own(line, place))


def _own(line: Line, place: Place) -> bool:
    return line.place is place and not line.table


def _frames(rows: list[Row], place: Place) -> bool:
    """Whether the table has one column, or uses only one of them and that for prose."""
    if all(len(row) <= 1 for row in rows):
        return True
    used = {at for row in rows for at, cell in enumerate(row) if cell.own(place)}
    return len(used) == 1 and any(len(line.text) > _LONG_LINE for row in rows for cell in row for line in cell.own(place))


def _prose(row: Row, place: Place) -> bool:
    filled = [lines for cell in row if (lines := cell.own(place))]
    most = max(filled, key=len, default=())
    characters = sum(len(line.text) for line in most)
    if len(filled) == 1:
        return len(most) >= _FRAMED_LINES and characters >= _FRAMED_CHARACTERS
    return len(filled) <= _PROSE_CELLS and len(most) >= _PROSE_LINES and characters >= _PROSE_CHARACTERS
