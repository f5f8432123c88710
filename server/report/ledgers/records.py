"""Records → figures: counts and sums with what they rest on, and how they compare with what stands in the report."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from server.report.entries import Answer, read_number
from server.report.indicators import Indicator
from server.report.ledgers.asking import not_filled
from server.report.ledgers.cells import Cell, Outcome, read_cell
from server.report.ledgers.lists import Column, RecordList, TallyRule, Where, plain

ABOUT = "约"
_Cells = Mapping[str, Cell]


@dataclass(frozen=True)
class Uncounted:
    """A record that may belong to a figure and was not counted. `at` counts the records from 0."""

    at: int
    reason: str


@dataclass(frozen=True)
class Tally:
    """A figure made of records. `raw` is what to enter (12, 约350), "" when the records do not tell it.

    `rows`: the records counted; `uncounted`: those that may belong to it, with what is missing; `outside`: those of another year;
    `missing`: columns of the list that no record has filled and the figure needs; `note`: what of the 口径 the list cannot know.
    """

    indicator: str
    raw: str
    rows: tuple[int, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()
    outside: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""


class Difference(StrEnum):
    """What a tally means for the entry: nothing to say, the same, an empty entry to fill, another value."""

    nothing = "nothing"
    same = "same"
    fill = "fill"
    differs = "differs"


@dataclass(frozen=True)
class _Member:
    """A record under one rule: whether it counts, with what it adds and what it is one with, or why that is not known."""

    at: int
    counts: bool = False
    amount: Decimal = Decimal(0)
    exact: bool = True
    one_with: tuple[str, ...] = ()
    reason: str = ""
    outside: bool = False


def tallied(given: RecordList, records: Sequence[Mapping[str, str]], year: int, none: Container[str] = ()) -> dict[str, Tally]:
    """Every figure of a list in the year.

    `none`: indicators of which a person has confirmed that there was none (本年没有): they are 0 unless a record tells otherwise.
    """
    columns = given.by_key
    read = [{key: read_cell(record.get(key, ""), column, year) for key, column in columns.items()} for record in records]
    return {rule.indicator: _tally(rule, given, read, year, none) for rule in given.tallies}


def difference(tally: Tally, present: str, indicator: Indicator) -> Difference:
    """How a tally compares with the entry as typed; 1,200 and 1200 are the same, 约350 and 350 are not."""
    if not tally.raw:
        return Difference.nothing
    mine, theirs = read_number(tally.raw, indicator)[0], read_number(present, indicator)[0]
    if theirs.answer is Answer.blank:
        return Difference.fill
    same = mine.value == theirs.value and mine.exact == theirs.exact
    return Difference.same if same else Difference.differs


def _tally(rule: TallyRule, given: RecordList, read: Sequence[_Cells], year: int, none: Container[str]) -> Tally:
    missing = tuple(group[0] for group in _needed(rule, given) if read and not any(_filled(cells, group) for cells in read))
    members = [] if missing else [_member(at, cells, rule, given, year) for at, cells in enumerate(read)]
    counted = [member for member in members if member.counts]
    uncounted = tuple(Uncounted(member.at, member.reason) for member in members if member.reason)
    zero = "0" if rule.indicator in none and not uncounted else ""
    return Tally(
        rule.indicator,
        _total(rule, counted) if counted else zero,
        tuple(member.at for member in counted),
        uncounted,
        tuple(member.at for member in members if member.outside),
        missing,
        rule.note,
    )


def _needed(rule: TallyRule, given: RecordList) -> list[tuple[str, ...]]:
    """Columns the figure cannot do without, in groups of which one is enough."""
    asked = [(where.column,) for where in rule.where if where.among]
    counted = [rule.columns] if rule.how == "sum" else [(key,) for key in rule.columns]
    return [(rule.dated or given.dated,), *asked, *counted]


def _filled(cells: _Cells, group: tuple[str, ...]) -> bool:
    return any(cells[key].outcome is not Outcome.blank for key in group)


def _member(at: int, cells: _Cells, rule: TallyRule, given: RecordList, year: int) -> _Member:
    conditions = [(where.column, _holds(where, cells[where.column])) for where in rule.where]
    days = cells[rule.dated or given.dated].days
    if any(holds is False for _, holds in conditions):
        return _Member(at)
    if days and days.first.year != year:
        return _Member(at, outside=True)
    unknown = [key for key, holds in conditions if holds is None] + ([] if days else [rule.dated or given.dated])
    if unknown:
        return _Member(at, reason=_reason(cells[unknown[0]], given.by_key[unknown[0]]))
    return _summed(at, cells, rule, given) if rule.how == "sum" else _alike(at, cells, rule, given)


def _holds(where: Where, cell: Cell) -> bool | None:
    if cell.choice:
        return cell.choice in where.among if where.among else cell.choice not in where.besides
    return True if where.besides and cell.outcome is Outcome.blank else None


def _summed(at: int, cells: _Cells, rule: TallyRule, given: RecordList) -> _Member:
    filled = [(key, cells[key]) for key in rule.columns if cells[key].outcome is not Outcome.blank]
    unclear = next(((key, cell) for key, cell in filled if cell.number is None), None)
    if unclear:
        return _Member(at, reason=_reason(unclear[1], given.by_key[unclear[0]]))
    if not filled:
        return _Member(at, reason="" if rule.may_lack else not_filled(given.by_key[rule.columns[0]].name))
    readings = [cell.number for _, cell in filled if cell.number is not None]
    values = [reading.value for reading in readings if reading.value is not None]
    return _Member(at, counts=True, amount=sum(values, Decimal(0)), exact=not any(each.before or each.after for each in readings))


def _alike(at: int, cells: _Cells, rule: TallyRule, given: RecordList) -> _Member:
    empty = next((key for key in rule.columns if cells[key].outcome is Outcome.blank), None)
    if empty:
        return _Member(at, reason=not_filled(given.by_key[empty].name))
    return _Member(at, counts=True, one_with=tuple(plain(cells[key].text) for key in rule.columns))


def _reason(cell: Cell, column: Column) -> str:
    return cell.message or not_filled(column.name)


def _total(rule: TallyRule, counted: Sequence[_Member]) -> str:
    if rule.how == "sum":
        total = sum((member.amount for member in counted), Decimal(0))
        return ("" if all(member.exact for member in counted) else ABOUT) + f"{total.normalize():f}"
    return str(len({member.one_with for member in counted} if rule.how == "distinct" else counted))
