"""A block copied out of a spreadsheet → rows for a record list: every row is read, left out with a reason, or told to be there already."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from server.report.ledgers.asking import block_too_large
from server.report.ledgers.cells import read_cell
from server.report.ledgers.headers import Rows
from server.report.ledgers.identity import Kind
from server.report.ledgers.lists import RecordList, plain
from server.report.ledgers.mapping import ColumnMap
from server.report.ledgers.personal import Found, PersonalWords, personal_columns, without_personal
from server.report.ledgers.rows import LeftOut, Row, read_rows
from server.report.problems import Refused

_FIELD = re.compile(r'"(?P<quoted>(?:[^"]|"")*+)"(?=[\t\n]|\Z)|(?P<plain>[^\t\n]*)')
MOST_ROWS, MOST_COLUMNS = 5000, 100
TWIN_OF_LIST = "list"
_ZERO_WIDTH = str.maketrans("\xa0", " ", "\ufeff\u200b\u200c\u200d\u2060")


@dataclass(frozen=True)
class Pasted:
    """What a block comes to: its records, the lines left out with their reasons, and what was found of persons.

    `taken` counts the personal values that were taken out of the records.
    """

    rows: tuple[Row, ...]
    left: tuple[tuple[int, LeftOut], ...]
    personal: tuple[Found, ...] = ()
    taken: Mapping[Kind, int] = field(default_factory=dict)

    def records(self, wanted: Container[int] = ()) -> tuple[dict[str, str], ...]:
        """What is to be added: every row that is not there yet, and those whose number is `wanted` all the same."""
        return tuple(row.values for row in self.rows if not row.twin or row.number in wanted)


def rows_of(text: str) -> Rows:
    """The cells of a block as WPS表格 and Excel put it on the clipboard: rows of one width, cells without outer space.

    Cells with line ends or tabs stand in quotes, with their own quotes doubled; a quote that is never closed is a character like
    any other. Empty columns at the right and empty rows at the end fall away; empty rows between stay, so that numbers fit.
    Refused beyond MOST_ROWS and MOST_COLUMNS.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_ZERO_WIDTH)
    rows = _split(lines)
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=0)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise Refused(block_too_large(MOST_ROWS, MOST_COLUMNS))
    return tuple(tuple(row[:width]) + ("",) * (width - len(row)) for row in rows)


def persons_in(rows: Rows, table: ColumnMap, given: RecordList, words: PersonalWords) -> tuple[Found, ...]:
    """The columns that speak of persons; one that goes to a column of the list speaks of what that one does."""
    meant = {link.at: given.by_key[key] for key, link in table.source.items() if key in given.by_key}
    names = {at for at, column in meant.items() if column.personal}
    return personal_columns(table.head.labels, rows[table.head.last + 1 :], words, meant.keys() - names, names)


def pasted(
    rows: Rows,
    table: ColumnMap,
    given: RecordList,
    words: PersonalWords,
    year: int,
    present: Iterable[Mapping[str, str]] = (),
    keep: Container[int] = (),
) -> Pasted:
    """The records of a block in the report of a year.

    `present`: the list's records so far; `keep`: numbers of the columns that hold persons and were asked for all the same.
    """
    persons = persons_in(rows, table, given, words)
    cleared = without_personal(rows, persons, keep, words, table.head.last + 1)
    records, left = read_rows(cleared.rows, table, given, year)
    return Pasted(_with_twins(records, given, year, present), left, persons, cleared.counts)


def _split(lines: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(lines):
        found = _FIELD.match(lines, at)
        quoted, bare = found.group("quoted", "plain") if found else (None, "")
        rows[-1].append((bare if quoted is None else quoted.replace('""', '"')).strip())
        at = (found.end() if found else at) + 1
        if lines[at - 1 : at] == "\n":
            rows.append([])
    return rows


def _with_twins(rows: Iterable[Row], given: RecordList, year: int, present: Iterable[Mapping[str, str]]) -> tuple[Row, ...]:
    """Rows with what they repeat; one that nothing tells apart repeats a present record that agrees in everything, each of those once."""
    there = [(_key(values, given, year), values) for values in present]
    named = {key: TWIN_OF_LIST for key, _ in there if key}
    alike = Counter(_whole(values, given, year) for key, values in there if not key)
    found = []
    for row in rows:
        key = _key(row.values, given, year)
        whole = () if key else _whole(row.values, given, year)
        repeats = named.setdefault(key, str(row.number)) if key else TWIN_OF_LIST if alike[whole] > 0 else ""
        alike[whole] -= 1
        found.append(replace(row, twin="" if repeats == str(row.number) else repeats))
    return tuple(found)


def _key(values: Mapping[str, str], given: RecordList, year: int) -> tuple[str, ...]:
    """What tells a record from others, () when it does not say so."""
    key = tuple(_plain_cell(values, each, given, year) for each in given.same)
    needed = (part for each, part in zip(given.same, key, strict=True) if given.by_key[each].required)
    return key if any(key) and all(needed) else ()


def _whole(values: Mapping[str, str], given: RecordList, year: int) -> tuple[str, ...]:
    return tuple(_plain_cell(values, key, given, year) for key in given.by_key)


def _plain_cell(values: Mapping[str, str], key: str, given: RecordList, year: int) -> str:
    return plain(read_cell(values.get(key, ""), given.by_key[key], year).text)
