"""Who is reminded of what on a day: the next open step and the open rows, for the people they wait for. Counts and ranks nobody."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from server.report.deadlines import Delivery, Planned
from server.report.review_problems import inner_due
from server.report.season.ledger import FIRST, Done, Row, next_step, open_rows
from server.report.who import Role
from server.report.workdays import Calendar
from server.report.workflow import State

AHEAD = (30, 14, 7, 3, 1)
MOST_AHEAD = 60
STEP, NOTICE, INNER = "step", "notice", "inner"
LAST_MONTH, LAST_DAY = 9, 30


class Ear(StrEnum):
    """How somebody hears of a matter: who is only told in the application gets no letter."""

    told = "told"
    written = "written"


@dataclass(frozen=True)
class Habits:
    """How a unit wants to be reminded: so many working days before, on no quiet day, by group robots or not."""

    ahead: tuple[int, ...] = AHEAD
    quiet: frozenset[date] = frozenset()
    robots: bool = False


@dataclass(frozen=True)
class Matter:
    """One thing that is open and due: the next step, a row, or sections somebody fills in. `key` is unique in a report.

    `kind` is `step`, the nature of the row, or `inner`; `granted_by`: who put `due` off, "" when nobody did. `persons` are meant by name,
    and then nobody else is.
    """

    kind: str
    key: str
    name: str
    due: date
    waits_for: tuple[Role, ...]
    granted_by: str = ""
    persons: tuple[int, ...] = ()


@dataclass(frozen=True)
class Mine:
    """A section that is not done, the inner date set for it, and the people it is with, by id."""

    heading: str
    due: date
    persons: tuple[int, ...]


@dataclass(frozen=True)
class Item:
    """One line of a digest. `left`: working days from the letter's day to `due`; `late`: the day to keep is over."""

    report_id: int
    unit: str
    year: int
    kind: str
    key: str
    name: str
    due: date
    left: int
    late: bool
    granted_by: str = ""

    @property
    def place(self) -> tuple[int, str]:
        """What it speaks of, wherever it is said."""
        return (self.report_id, self.key)


# The steps a report's own state answers for, until it is signed: whoever the state waits for, the step waits for.
_PAPER = frozenset({"notice", "figures", "draft", "cross_check", "county_review", "consultation", "legality", "decision", "signature"})
_BY_STATE: Mapping[State, tuple[Role, ...]] = {
    State.county_review: (Role.editor, Role.overseer),
    State.submitted: (Role.reviewer,),
    State.approved: (Role.signer, Role.editor),
}
_BY_STEP: Mapping[str, tuple[Role, ...]] = {
    "figures": (Role.contributor, Role.editor),
    "draft": (Role.contributor, Role.editor),
    "signature": (Role.signer, Role.editor),
}
_KEEPER = (Role.editor,)
# Whom a matter falls to when nobody holds the role it waits for.
_FALLS_TO = (Role.editor, Role.admin)


def matters(steps: Iterable[Planned], rows: Iterable[Delivery], done: Done, state: State, *, sections_open: bool) -> tuple[Matter, ...]:
    """What is open and has a day: the next required step, then the required rows by their days.

    The notice comes from outside: until it is there, the step after it is next as well. `sections_open`: sections are still to be filled
    in; when none is, contributors hear nothing.
    """
    following = ((each.step, each.day) for each in _next(tuple(steps), done) if each.day)
    ahead = (Matter(STEP, step.key, step.name, day, waits_for(step.key, state, sections_open=sections_open)) for step, day in following)
    waiting = ((row, row.due) for row in open_rows(rows, done) if row.required and row.due)
    kept = (Matter(row.delivery.nature.value, _key(row), row.delivery.name, due, _KEEPER, _granted(row)) for row, due in waiting)
    return (*ahead, *kept)


def inner(sections: Iterable[Mine]) -> tuple[Matter, ...]:
    """What each person has to fill in by each inner date, one matter for each of these days."""
    mine: dict[tuple[int, date], list[str]] = {}
    for section in sections:
        for person in section.persons:
            mine.setdefault((person, section.due), []).append(section.heading)
    whose = ((f"{INNER}:{person}:{due}", inner_due(headings), due, person) for (person, due), headings in mine.items())
    return tuple(Matter(INNER, key, name, due, (), persons=(person,)) for key, name, due, person in whose)


def waits_for(step: str, state: State, *, sections_open: bool) -> tuple[Role, ...]:
    """The roles a step waits for while the report is in a state."""
    roles = _BY_STATE.get(state) if step in _PAPER else None
    roles = roles or _BY_STEP.get(step, _KEEPER)
    return roles if sections_open else tuple(role for role in roles if role is not Role.contributor)


def reached(roles: Iterable[Role], members: Mapping[int, frozenset[Role]]) -> dict[int, Ear]:
    """Whom a matter that waits for these roles reaches; `members`: roles by person, overseers of the units above among them.

    An overseer is told and not written to. A role that nobody holds falls to the editor, then to the administrator.
    """
    wanted = frozenset(roles)
    found = _holding(wanted, members)
    falls = (dict.fromkeys(_holding({role}, members), Ear.written) for role in _FALLS_TO)
    heard = {person: Ear.told if members[person] & wanted == {Role.overseer} else Ear.written for person in found}
    return heard if Ear.written in heard.values() else heard | next((each for each in falls if each), {})


def meant(persons: Iterable[int], members: Mapping[int, frozenset[Role]]) -> dict[int, Ear]:
    """Whom a matter that waits for these very people reaches: those who still have to do with the unit."""
    return dict.fromkeys((person for person in persons if person in members), Ear.written)


def over(year: int) -> date:
    """The last day on which a report of this year is spoken of."""
    return date(year + 1, LAST_MONTH, LAST_DAY)


def quiet(day: date, habits: Habits, calendar: Calendar) -> bool:
    """Whether nothing is said on a day: nobody is reminded on a day off, nor on the unit's quiet days."""
    return day in habits.quiet or not calendar.working(day)


def called(due: date, habits: Habits, calendar: Calendar, day: date) -> date | None:
    """The last day not after `day` that calls for a reminder: so many working days before, the last working day, every day once late."""
    if day > due:
        return day
    return max((each for each in _calls(due, habits, calendar) if each <= day), default=None)


def speaks(due: date, habits: Habits, calendar: Calendar, day: date, said: date | None) -> bool:
    """Whether something due is to be said on a day. `said`: when it was last; a call missed since, or quiet, is made up for."""
    return unsaid(None if quiet(day, habits, calendar) else called(due, habits, calendar, day), said)


def unsaid(call: date | None, said: date | None) -> bool:
    """Whether a day that called for a reminder has not been answered. `said`: when it was said last."""
    return call is not None and (said is None or call > said)


def counted(report: tuple[int, str, int], matter: Matter, calendar: Calendar, day: date) -> Item:
    """A matter as a line of a digest of one day. `report`: its id, short name of its unit, year."""
    late = day > matter.due
    left = -calendar.between(matter.due, day) if late else calendar.between(day, matter.due)
    return Item(*report, matter.kind, matter.key, matter.name, matter.due, left, late, matter.granted_by)


def next_said(due: date, habits: Habits, calendar: Calendar, day: date, said: date | None) -> date:
    """The first day from `day` on which something due is said, if it is still open by then."""
    return next(each for far in count() if speaks(due, habits, calendar, each := day + timedelta(days=far), said))


def _calls(due: date, habits: Habits, calendar: Calendar) -> Iterator[date]:
    return (calendar.shifted(due, -workdays) for workdays in (*habits.ahead, 0))


def _granted(row: Row) -> str:
    """Who put the day of a row off; a correction's own day is no extension."""
    return row.delivery.extension.granted_by if row.round == FIRST and row.delivery.extension else ""


def _next(steps: tuple[Planned, ...], done: Done) -> tuple[Planned, ...]:
    first = next_step(steps, done)
    if first is None or first.step.key != NOTICE:
        return (first,) if first else ()
    second = next_step((each for each in steps if each is not first), done)
    return (first, second) if second else (first,)


def _key(row: Row) -> str:
    return row.delivery.key if row.round == FIRST else f"{row.round}:{row.delivery.key}"


def _holding(roles: Iterable[Role], members: Mapping[int, frozenset[Role]]) -> tuple[int, ...]:
    wanted = frozenset(roles)
    return tuple(person for person, held in members.items() if held & wanted)
