"""The rows below a header: which are records, and what their cells say; totals, headings and signatures are left out and told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.report.ledgers.asking import read_off
from server.report.ledgers.cells import Cell, Outcome, choose, read_cell
from server.report.ledgers.headers import HEADING_COLUMNS, Rows, is_total
from server.report.ledgers.lists import Column, RecordList, plain
from server.report.ledgers.mapping import ColumnMap, Why
from server.report.words import half_width

_FOOTER = re.compile(
    r"(?:填表|制表|填报|报送|审核|审批|复核|单位负责|分管|主要负责|联系人|经办)[^:]{0,6}:|(?:注|说明|备注|附注)[0-9]?[:、.].*", re.DOTALL
)


class LeftOut(StrEnum):
    """Why a row is no record; `above` is a title, `heading` a line between rows."""

    above = "above"
    header = "header"
    heading = "heading"
    total = "total"
    footer = "footer"
    empty = "empty"


@dataclass(frozen=True)
class Row:
    """One record of the block. `number` counts the pasted rows from 1; `cells` by column of the list.

    `twin`: what it repeats, `list` for a record that is there, the number of an earlier row of the block, or "".
    """

    number: int
    cells: Mapping[str, Cell]
    twin: str = ""

    @property
    def values(self) -> dict[str, str]:
        """What to keep: column → text, empty ones left away."""
        return {key: cell.text for key, cell in self.cells.items() if cell.text}

    @property
    def messages(self) -> tuple[str, ...]:
        """What is to be asked or told about the row."""
        return tuple(cell.message for cell in self.cells.values() if cell.message)


def read_rows(rows: Rows, table: ColumnMap, given: RecordList, year: int) -> tuple[tuple[Row, ...], tuple[tuple[int, LeftOut], ...]]:
    """The records, and the number and reason of every other row."""
    reasons = [_why_left(at, row, table, given, year) for at, row in enumerate(rows)]
    headings = [" ".join(filter(None, row)) if reason is LeftOut.heading else "" for row, reason in zip(rows, reasons, strict=True)]
    filled = _filled_down(rows, [reason is None for reason in reasons], table)
    above, records = "", []
    for at, reason in enumerate(reasons):
        above = headings[at] or above
        if reason is None:
            records.append(Row(at + 1, _cells(filled[at], table, given, year, above)))
    return tuple(records), tuple((at + 1, reason) for at, reason in enumerate(reasons) if reason)


def _why_left(at: int, row: tuple[str, ...], table: ColumnMap, given: RecordList, year: int) -> LeftOut | None:
    if at <= table.head.last:
        return _above(at, row, table)
    if not any(row):
        return LeftOut.empty
    dated = _is_dated(row, table, given, year)
    numbering = {link.at for link in table.links if link.why is Why.numbering}
    checks = {
        LeftOut.total: not dated and is_total(row),
        LeftOut.footer: not dated and bool(_FOOTER.match(half_width(next(filter(None, row))))),
        LeftOut.empty: not any(
            cell and not (column in numbering and half_width(cell).rstrip(".").isdecimal()) for column, cell in enumerate(row)
        ),
        LeftOut.header: _is_header(row, table),
        LeftOut.heading: not dated and _is_heading(row, table, given),
    }
    return next((reason for reason, holds in checks.items() if holds), None)


def _above(at: int, row: tuple[str, ...], table: ColumnMap) -> LeftOut:
    if at >= table.head.first:
        return LeftOut.header
    return LeftOut.above if any(row) else LeftOut.empty


def _is_dated(row: tuple[str, ...], table: ColumnMap, given: RecordList, year: int) -> bool:
    link = table.source.get(given.dated)
    return link is not None and read_cell(row[link.at], given.by_key[given.dated], year).days is not None


def _is_header(row: tuple[str, ...], table: ColumnMap) -> bool:
    """The header again, as a table over several pages has it."""
    said = [(plain(cell), plain(label)) for cell, label in zip(row, table.head.labels, strict=True) if cell]
    return len(said) > 1 and all(cell == label for cell, label in said)


def _is_heading(row: tuple[str, ...], table: ColumnMap, given: RecordList) -> bool:
    """One cell alone at the left, where the table has several columns, that is not the name of something."""
    filled = [at for at, cell in enumerate(row) if cell]
    meant = {link.at: given.by_key[key] for key, link in table.source.items() if key in given.by_key}
    column = meant.get(filled[0])
    name = column is not None and column.required and column.type == "text"
    return len(filled) == 1 and filled[0] < HEADING_COLUMNS and len(meant) > 1 and not name


def _filled_down(rows: Rows, are_records: list[bool], table: ColumnMap) -> list[tuple[str, ...]]:
    """Rows whose empty cells in the columns `table.down` hold what stands above them in the block."""
    down = {link.at for key, link in table.source.items() if key in table.down}
    above: dict[int, str] = {}
    filled = []
    for row, is_record in zip(rows, are_records, strict=True):
        full = tuple(cell or (above.get(at, "") if at in down and is_record else "") for at, cell in enumerate(row))
        above = {at: full[at] for at in down} if is_record else {}
        filled.append(full)
    return filled


def _cells(row: tuple[str, ...], table: ColumnMap, given: RecordList, year: int, heading: str) -> dict[str, Cell]:
    source, written = table.source, table.head.year
    linked = {key: (column, source[key]) for key, column in given.by_key.items() if key in source}
    cells = {key: read_cell(row[link.at], column, year, written=written, unit=link.unit) for key, (column, link) in linked.items()}
    told = {key: _told(column, cells, year, table.fixed.get(key, ""), heading) for key, column in given.by_key.items()}
    found = {key: cell for key, cell in told.items() if cell and (key not in cells or cells[key].outcome is Outcome.blank)}
    return cells | found


def _told(column: Column, cells: Mapping[str, Cell], year: int, fixed: str, heading: str) -> Cell | None:
    """What the heading above, the rest of the row or the whole table says of an empty choice."""
    if column.type != "choice":
        return None
    texts = [heading, *(cells[key].text for key in column.read_from if key in cells)]
    told = ((text, choose(text, column)) for text in texts if text)
    source, choice = next(((text, choice) for text, choice in told if choice), ("", None))
    if choice:
        return read_cell(choice.name, column, year).taken(choice.name, read_off(column.name, choice.name, source))
    return read_cell(fixed, column, year).taken(fixed, "") if fixed else None
