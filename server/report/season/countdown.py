"""How far it is to the next day of a report: what is due then, in days and in working days, and what is to be done next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from server.report.deadlines import Deadline, Planned
from server.report.rules import NOTICE, Nature
from server.report.season.ledger import FIRST, Row, Stage
from server.report.who import Role
from server.report.workdays import Calendar

_ORDER = tuple(Nature)


@dataclass(frozen=True)
class Outlook:
    """What is still open of a report, and the calendar its days are counted by. Nothing in it depends on the day it is looked at.

    `rows`: open rows, required or not; `step`: the next step to be taken, `waits_for`: the roles it waits for; `last`: the last day on
    which a report of its year is spoken of; `stages`: where it stands by its rows; `notice`: what the year's notice is called for short;
    `first`: the required rows of the first delivery, done or not.
    """

    rows: tuple[Row, ...]
    step: Planned | None
    waits_for: tuple[Role, ...]
    calendar: Calendar
    last: date
    stages: tuple[Stage, ...] = ()
    notice: str = ""
    first: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Due:
    """The rows that are to be closed by one day, what is sent before what is decided, published or heard.

    `days` and `workdays` from the day it is looked at, not counting that day; below 0 when it is over, 0 on the day itself. `nominal`: the
    last day that counts by the rule's own words, which is later where the day was moved to before days off. `late`: that is over, too.
    """

    day: date
    nominal: date
    rows: tuple[Row, ...]
    days: int
    workdays: int
    late: bool
    settled: bool

    @property
    def row(self) -> Row:
        """The row that stands for them all."""
        return self.rows[0]

    @property
    def binds(self) -> Deadline | None:
        """What the day of that row rests on; None where it was set for this row alone, by an extension or a correction."""
        return _binds(self.row)


@dataclass(frozen=True)
class Countdown:
    """What the pages of a report say on a day. `due` None: nothing open has a day; `over`: a report of that year is no longer spoken of.

    `notice`: the notice the day rests on, "" where it rests on something else.
    """

    today: date
    due: Due | None = None
    step: Planned | None = None
    waits_for: tuple[Role, ...] = ()
    over: bool = False
    notice: str = ""


def countdown(outlook: Outlook, today: date) -> Countdown:
    """The next day of a report; a day that is over comes first. Optional rows never count."""
    if today > outlook.last:
        return Countdown(today, over=True)
    due = next(dues(outlook, today), None)
    noticed = due and due.binds and due.binds.rule.id.startswith(f"{NOTICE}.")
    return Countdown(today, due, outlook.step, outlook.waits_for, notice=outlook.notice if noticed else "")


def dues(outlook: Outlook, today: date, natures: Iterable[Nature] = _ORDER) -> Iterator[Due]:
    """The days of the open required rows of these natures, earliest first."""
    wanted = frozenset(natures)
    rows = [row for row in outlook.rows if row.required and row.delivery.nature in wanted]
    days = sorted({row.due for row in rows if row.due})
    return (_due(day, [row for row in rows if row.due == day], outlook.calendar, today) for day in days)


def _due(day: date, rows: list[Row], calendar: Calendar, today: date) -> Due:
    ordered = tuple(sorted(rows, key=lambda row: _ORDER.index(row.delivery.nature)))
    nominal = last_day(ordered[0], day)
    workdays = calendar.between(today, day) if day >= today else -calendar.between(day, today)
    return Due(day, nominal, ordered, (day - today).days, workdays, today > nominal, calendar.settled(day))


def _binds(row: Row) -> Deadline | None:
    return row.delivery.binds if row.round == FIRST and not row.delivery.extension else None


def last_day(row: Row, day: date) -> date:
    """The last day that counts for a row due on a day, by the words of its rule, or of whoever set another day."""
    if rule := _binds(row):
        return rule.nominal
    granted = row.delivery.extension if row.round == FIRST else row.record.extension
    return max(granted.until, day) if granted else day
