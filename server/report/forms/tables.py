"""One table → the outcome of every cell in it: rows under headings, rows without any, the foot, and what is left."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, product

from server.report.entries import Answer, read_number
from server.report.forms import doubts
from server.report.forms.answers import Row, Sheet, given, row_of
from server.report.forms.besides import Foot, Place, besides, comments, foot_of, leftovers
from server.report.forms.blocks import Block, blocks
from server.report.forms.collecting import CollectionForm
from server.report.forms.grids import Grid
from server.report.forms.naming import Headings, Names
from server.report.forms.outcomes import Kind, Known, Outcome, Present


@dataclass(frozen=True)
class Table:
    """What one table gave; `figures` says whether any row of it speaks of a figure or a section."""

    outcomes: tuple[Outcome, ...]
    foot: Foot
    notes: tuple[str, ...]
    form: CollectionForm | None
    figures: bool


def read_table(grid: Grid, form: CollectionForm | None, possible: Mapping[str, CollectionForm], known: Known, present: Present) -> Table:
    """A table: its blocks, its foot, and what is left. `form` is the one it answers; where that is not known, names of all may be meant."""
    printed = tuple(asked for each in ((form,) if form else possible.values()) for asked in each.rows)
    there = present.get(form.code if form and form.share else "", {})
    sheet = Sheet(grid, form, Names(known.indicators, printed), known, there)
    headings = Headings(known.wording, known.year)
    found = blocks(grid, headings)
    rows = [row_of(sheet, block, index) for block in found for index in range(block.first, block.last)]
    headed = {index for block in found for index in range(block.head, block.first)}
    foot = foot_of(sheet, headed | {row.index for row in rows if row.named})
    speaking = [row for row in rows if row.speaks and not _in_foot(row, foot)]
    from_rows = tuple(outcome for row in speaking for outcome in (*filter(None, (given(row),)), *besides(row)))
    headless = () if found else _headless(sheet)
    heads = _heads(grid, found, headings, {outcome.message for outcome in from_rows})
    used = {*foot.cells, *heads, *chain.from_iterable(map(_places, speaking)), *chain.from_iterable(cells for _, cells in headless)}
    left, cut = leftovers(sheet, used)
    figures = bool(headless) or any(row.named for row in speaking)
    hidden = (doubts.hidden_table(grid.sheet),) if grid.hidden and (figures or left) else ()
    lost = (doubts.no_header(grid.sheet),) if headless else ()
    everything = (*from_rows, *(outcome for outcome, _ in headless), *left, *comments(sheet))
    return Table(everything, foot, (*hidden, *lost, *cut, *grid.notes), form, figures)


def _in_foot(row: Row, foot: Foot) -> bool:
    return not row.named and any(place[0] == row.index for place in foot.cells)


def _heads(grid: Grid, found: tuple[Block, ...], headings: Headings, said: Collection[str]) -> Iterator[Place]:
    """Cells of heading rows that are understood, and headings of strangers that a remark has named."""
    for block in found:
        for row, column in product(range(block.head, block.first), range(block.left, block.right)):
            text = grid.cell(row, column).text.strip()
            stranger = block.strangers.get(column)
            known = stranger is None and headings.find(text)[0]
            if known or (stranger and stranger == text and doubts.written_besides(text) in said):
                yield row, column


def _places(row: Row) -> Iterator[Place]:
    return ((row.index, column) for column in range(row.block.left, row.block.right))


def _headless(sheet: Sheet) -> tuple[tuple[Outcome, tuple[Place, ...]], ...]:
    """Rows of a table without headings that name a figure: their one number is offered, never taken."""
    rows = (_headless_row(sheet, index) for index in range(len(sheet.grid.rows)))
    return tuple(each for each in rows if each)


def _headless_row(sheet: Sheet, index: int) -> tuple[Outcome, tuple[Place, ...]] | None:
    cells = [(column, cell.text.strip()) for column, cell in enumerate(sheet.grid.rows[index]) if cell.text.strip()]
    meant = [(column, key) for column, text in cells if (key := text if text in sheet.known.indicators else sheet.names.find(text))]
    if len({key for _, key in meant}) != 1:
        return None
    first, key = meant[0]
    indicator = sheet.known.indicators[key]
    numbers = [(column, text) for column, text in cells if column > first and read_number(text, indicator)[0].answer is Answer.number]
    if not numbers:
        return None
    outcome = replace(sheet.outcome(Kind.unclear, index, numbers[0][0]), indicator=key, label=indicator.name, field="raw", loose=True)
    if len(numbers) > 1:
        raw = "　".join(text for _, text in cells)
        return replace(outcome, raw=raw, message=doubts.several_numbers(raw)), tuple((index, column) for column, _ in cells)
    column, text = numbers[0]
    used = tuple((index, each) for each in (column, *(each for each, _ in meant)))
    return replace(outcome, message=doubts.headless(text), suggestion=text), used
