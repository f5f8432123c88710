"""The page of one record list: part of its rows as an editable table, newest first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from math import ceil
from urllib.parse import urlencode

from sqlalchemy import Connection

from server.actions.ledger_rows import TypedRow
from server.actions.ledgers import Ledger, ledger_of
from server.library import Library
from server.report.ledgers.cells import read_cell
from server.report.ledgers.lists import Column
from server.storage.ledgers import StoredRecord
from server.storage.reports import Report
from server.web.forms import MOST_DIGITS
from server.web.views.ledgers import Told, told_of

ROWS = 50
TALLEST = 4
SHEET, NARROWEST = 88, 6
WIDTHS = {"date": 7.5, "number": 5, "choice": 7}
_LATIN = 0x2E7F
Options = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of the table. `lines` is how tall its box is; `options` are the values of a choice, and what is there if none of them is."""

    name: str
    column: Column
    text: str
    message: str = ""
    lines: int = 1
    options: Options = ()


@dataclass(frozen=True)
class Row:
    """One row; `number` counts the rows of the list from 1, oldest first; `version` is the one its cells were read from.

    `waits`: what a figure lacks to count the row, where no cell says so: the reason and the names of the figures.
    """

    id: int
    number: int
    version: int
    cells: tuple[Cell, ...]
    waits: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def said(self) -> bool:
        """Whether there is something to be put right."""
        return any(cell.message for cell in self.cells) or bool(self.waits)


@dataclass(frozen=True)
class Way:
    """Which part of a list is looked at: a page of it, rows to put right only, columns with names too."""

    at: int = 1
    open: bool = False
    whole: bool = False

    def query(self, **changes: object) -> str:
        """The query of an address that shows this, or this with changes."""
        asked = {"page": self.at, "show": "open" if self.open else "", "columns": "all" if self.whole else ""} | changes
        pairs = {name: value for name, value in asked.items() if value and (name, value) != ("page", 1)}
        return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True)
class LedgerPage:
    """Everything the page of a list shows."""

    ledger: Ledger
    told: tuple[Told, ...]
    columns: tuple[Column, ...]
    unseen: tuple[Column, ...]
    rows: tuple[Row, ...]
    way: Way
    pages: int
    open: int
    mine: Mapping[int, TypedRow] = field(default_factory=dict)


def way_of(query: Mapping[str, str]) -> Way:
    """What an address asks to see."""
    at = query.get("page", "1")
    page_number = int(at) if at.isascii() and at.isdigit() and len(at) < MOST_DIGITS else 1
    return Way(max(page_number, 1), query.get("show") == "open", query.get("columns") == "all")


def ledger_page(
    connection: Connection, library: Library, report: Report, key: str, way: Way, mine: Mapping[int, TypedRow] | None = None
) -> LedgerPage:
    """The page of a list, newest rows first; `mine` are rows in conflict as their typist has them. Raises NotFound."""
    ledger, typed = ledger_of(connection, library, report, key), mine or {}
    held = {name for each in ledger.records for name in each.content}
    columns = tuple(each for each in ledger.given.columns if way.whole or not each.personal or each.key in held)
    unseen = tuple(each for each in ledger.given.columns if each not in columns)
    doubtful = _doubtful(ledger, report.year)
    numbered = list(enumerate(ledger.records, 1))[::-1]
    wanted = [(number, each) for number, each in numbered if not way.open or each.id in doubtful or each.id in typed]
    pages = max(1, -(-len(wanted) // ROWS))
    at = min(way.at, pages)
    shown = [(number, each) for number, each in numbered if each.id in typed] if typed else wanted[(at - 1) * ROWS : at * ROWS]
    read = tuple(row_of(number, each, columns, report.year, typed.get(each.id)) for number, each in shown)
    rows = tuple(replace(row, waits=_waits(ledger, row)) for row in read)
    return LedgerPage(ledger, told_of(ledger), columns, unseen, rows, Way(at, way.open, way.whole), pages, len(doubtful), typed)


def row_of(number: int, record: StoredRecord, columns: Collection[Column], year: int, mine: TypedRow | None = None) -> Row:
    """A row as shown; `mine` are its cells as somebody typed them."""
    content = record.content | mine.values if mine else record.content
    line = _line(columns)
    empty = not any(content.values())
    cells = tuple(_cell(record.id, each, content.get(each.key, ""), year, line, empty=empty) for each in columns)
    return Row(record.id, number, mine.base if mine else record.version, cells)


def _waits(ledger: Ledger, row: Row) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Why figures do not count a row, as far as its cells do not say it themselves."""
    said = {cell.message for cell in row.cells}
    at = next((at for at, each in enumerate(ledger.filled) if each.id == row.id), -1)
    found: dict[str, list[str]] = {}
    for key, tally in ledger.tallies.items():
        for reason in (each.reason for each in tally.uncounted if each.at == at and each.reason not in said):
            found.setdefault(reason, []).append(ledger.indicators[key].name)
    return tuple((reason, tuple(names)) for reason, names in found.items())


def _doubtful(ledger: Ledger, year: int) -> frozenset[int]:
    """Rows that say something that is to be put right, or that a figure waits for."""
    ids = [each.id for each in ledger.filled]
    waiting = {ids[each.at] for tally in ledger.tallies.values() for each in tally.uncounted}
    return frozenset(waiting | {each.id for each in ledger.filled if row_of(0, each, ledger.given.columns, year).said})


def _cell(record_id: int, column: Column, text: str, year: int, line: float, *, empty: bool) -> Cell:
    message = "" if empty else read_cell(text, column, year).message
    names = tuple(each.name for each in column.choices)
    options = names if not text or text in names else (text, *names)
    return Cell(f"row.{record_id}.{column.key}", column, text, message, _lines(text, line), options if names else ())


def _line(columns: Collection[Column]) -> float:
    """How many full-width characters a line of text holds, when the sheet is as wide as a usual screen."""
    fixed = sum(WIDTHS.get(column.type, 0) for column in columns)
    texts = sum(column.type not in WIDTHS for column in columns) or 1
    return max(NARROWEST, (SHEET - fixed) / texts - 1)


def _lines(text: str, line: float) -> int:
    """How tall a box for a text is."""
    wide = (sum(1 if ord(character) > _LATIN else 0.6 for character in part) for part in text.split("\n"))
    return min(TALLEST, sum(max(1, ceil(each / line)) for each in wide))
