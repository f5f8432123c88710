"""What came back as its pages show it: each file with its counts, each cell with what can be done about it, the sums of the villages."""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from server.actions.accepting import Decision, form_of_answer, is_share
from server.actions.columns import headless
from server.actions.received import Answer, Desk, Read, desk_of, loaded, read_again
from server.actions.sharing import raw_of, totals_of
from server.library import Library
from server.report.entries import Answer as Understood
from server.report.entries import read_number
from server.report.forms.naming import Names
from server.report.forms.outcomes import Kind
from server.report.forms.shares import Total
from server.report.indicators import Indicator
from server.storage import forms
from server.storage.forms import Form, Returned
from server.storage.reports import Report
from server.web.depends import number
from server.web.forms import Form as Typed

ASKING = (Kind.differs, Kind.unclear, Kind.outside, Kind.unknown, Kind.extra)
ORDER = (*ASKING, Kind.new, Kind.words, Kind.same, Kind.blank, Kind.remark)
COUNTED = (*ORDER[: ORDER.index(Kind.same) + 1], Kind.blank, Kind.remark)
BOXED = frozenset({Kind.unclear, Kind.outside, Kind.unknown})
_ID = 12


@dataclass(frozen=True)
class Row:
    """One cell. `value` stands in its box, `about` is the name of the figure it may be; `unnamed`: a person must say which it is.

    `source` tells who gave what stands in the report.
    """

    id: str
    answer: Answer
    name: str
    unit: str
    version: int
    value: str
    about: str
    unnamed: bool
    source: str
    share: bool

    @property
    def boxed(self) -> bool:
        """Whether a value is typed before it is taken."""
        return self.answer.outcome.kind in BOXED

    @property
    def takable(self) -> bool:
        """Whether a button can take it."""
        outcome = self.answer.outcome
        return outcome.kind in (*ASKING, Kind.new, Kind.words) or (outcome.field == "last" and bool(outcome.indicator) and not self.share)


@dataclass(frozen=True)
class ReturnPage:
    """Everything the page of one return shows. `groups`: kind → its undecided cells; `done`: the decided ones."""

    read: Read
    form: Form | None
    forms: tuple[Form, ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    done: tuple[Row, ...]
    plain: int
    indicators: tuple[Indicator, ...]
    headless: bool

    @property
    def rows(self) -> dict[str, Row]:
        """Every cell by its id."""
        return {row.id: row for row in (*self.done, *(row for _, rows in self.groups for row in rows))}


@dataclass(frozen=True)
class Came:
    """One return in the list: how many cells of each kind are undecided, what was decided, whose it is."""

    returned: Returned
    counts: Counter[str]
    waiting: int
    taken: int
    left: int
    problem: str
    again: Returned | None
    offices: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """The shares of one figure with the value they make and what stands in the report."""

    total: Total
    indicator: Indicator
    raw: str
    present: str
    version: int
    source: str

    @property
    def id(self) -> str:
        """The id its element has."""
        return self.indicator.id.replace(".", "-")


def came_back(connection: Connection, library: Library, report: Report) -> tuple[tuple[Came, ...], tuple[Sum, ...]]:
    """Everything that came back, newest first, and the sums of the villages."""
    desk = desk_of(connection, library, report)
    found = forms.returns(connection, report.id)
    by_id = {each.id: each for each in found}
    return tuple(_came(desk, each, by_id) for each in found), tuple(_sum(desk, total) for total in totals_of(desk))


def return_page(connection: Connection, library: Library, report: Report, returned: Returned) -> ReturnPage:
    """One return, every cell beside what stands in the report now."""
    desk = desk_of(connection, library, report)
    read = read_again(desk, returned)
    rows = tuple(_row(desk, read, each) for each in read.answers)
    kinds = ((kind.value, tuple(row for row in rows if row.answer.given is None and row.answer.outcome.kind is kind)) for kind in ORDER)
    return ReturnPage(
        read,
        next((each for each in desk.stored if each.id == returned.form_id), None),
        desk.stored,
        tuple((kind, found) for kind, found in kinds if found),
        tuple(row for row in rows if row.answer.given),
        sum(row.answer.plain for row in rows),
        tuple(each for each in library.indicators.values() if not each.rate),
        bool(read.content.grids) and headless(desk, read.content),
    )


def decisions_in(form: Typed, shown: ReturnPage, names: Names) -> tuple[Decision, ...]:
    """What the button of a page asks for. Raises NotFound for a cell that is not there."""
    what, _, which = form.get("do").partition(":")
    rows = shown.rows
    if what == "plain":
        return tuple(_decision(form, row, names) for row in rows.values() if row.answer.plain)
    if what == "rest":
        return tuple(Decision(row.answer.key, take=False) for row in rows.values() if row.answer.waiting)
    if what == "leave" and which in rows:
        return (Decision(rows[which].answer.key, take=False),)
    return (_decision(form, rows[which], names),) if what == "take" and which in rows else ()


def names_of(library: Library, shown: ReturnPage) -> Names:
    """What a figure may be called when a person says which it is."""
    return Names({each.id: library.indicators[each.id] for each in shown.indicators})


def typed_boxes(form: Typed, shown: ReturnPage) -> dict[str, str]:
    """What was typed into boxes of cells that still wait."""
    waiting = {row.id: row for row in shown.rows.values() if row.answer.waiting}
    boxes = ((name, value, waiting.get(name.partition(".")[2])) for name, value in form.pairs if name.startswith(("value.", "about.")))
    return {name: value for name, value, row in boxes if row and value.strip() not in (row.value, row.about)}


def _came(desk: Desk, returned: Returned, by_id: dict[int, Returned]) -> Came:
    read = Read(returned, loaded(returned.content)) if returned.settled_at else read_again(desk, returned)
    decided = list(desk.decisions(returned).values())
    taken = sum(each.taken for each in decided)
    codes = [desk.form(code) for code in read.content.codes]
    offices = tuple(form.office for form in codes if form) if len(codes) > 1 else ()
    again = by_id.get(read.content.again)
    return Came(returned, read.counts, len(read.waiting), taken, len(decided) - taken, read.content.problem, again, offices)


def _sum(desk: Desk, total: Total) -> Sum:
    stored = desk.entries.get(total.indicator)
    indicator = desk.library.indicators[total.indicator]
    present = stored.record.raw if stored else ""
    return Sum(total, indicator, raw_of(total, desk.library), present, stored.version if stored else 0, _source(desk, total.indicator))


def _row(desk: Desk, read: Read, answer: Answer) -> Row:
    outcome = answer.outcome
    key = answer.given.indicator if answer.given and answer.given.indicator else outcome.indicator
    indicator = desk.library.indicators.get(key)
    stored = desk.entries.get(outcome.indicator)
    form = form_of_answer(desk, read, answer)
    printed = next((each for each in desk.printed[form.code].texts if each.section == outcome.section), None) if form else None
    near = desk.library.indicators.get(next(iter(outcome.near.split()), ""))
    return Row(
        id=_id(answer.key),
        answer=answer,
        name=indicator.name if indicator else printed.name if printed else outcome.label,
        unit=indicator.unit if indicator else "",
        version=stored.version if stored else 0,
        value=_value(answer, indicator),
        about=near.name if near and not outcome.indicator else "",
        unnamed=not outcome.indicator and outcome.kind in BOXED,
        source=_source(desk, outcome.indicator),
        share=is_share(desk, read, answer),
    )


def _value(answer: Answer, indicator: Indicator | None) -> str:
    """What stands in the box at first: what was probably meant; what was typed, when it can be read."""
    outcome = answer.outcome
    if outcome.suggestion or indicator is None:
        return outcome.suggestion or (outcome.raw if outcome.kind is Kind.unknown else "")
    readable = read_number(outcome.raw, indicator)[0].answer in (Understood.number, Understood.not_applicable)
    return outcome.raw if readable and outcome.kind is Kind.outside else ""


def _source(desk: Desk, indicator: str) -> str:
    stored = desk.entries.get(indicator)
    return " ".join(filter(None, stored.record.origin.model_dump().values())) if stored else ""


def _decision(form: Typed, row: Row, names: Names) -> Decision:
    about = names.find(form.line(f"about.{row.id}")) if row.unnamed else ""
    return Decision(row.answer.key, True, form.get(f"value.{row.id}").strip(), about, number(form.get(f"v.{row.id}", "0")))  # noqa: FBT003


def _id(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:_ID]
