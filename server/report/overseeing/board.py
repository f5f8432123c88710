"""The board of the units below one: a line each with what blocks it, whom to call, when it was reminded last; choices and orders."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from server.report.deadlines import Extension
from server.report.overseeing.blocking import Block, Blocking, Case, blocking
from server.report.overseeing.standing import Standing, Totals, totals
from server.report.rules import SENT, Nature
from server.report.season.chasing import Chased, Choice, Watched
from server.report.season.countdown import Due, dues, last_day
from server.report.season.ledger import Row
from server.report.who import Role
from server.report.workflow import State

_ORDER = tuple(Nature)
NATURES: Mapping[Choice, tuple[Nature, ...]] = {Choice.unsent: SENT, Choice.unpublished: (Nature.publish,)}
"""What a choice speaks of; the others speak of everything that is open."""


class Sort(StrEnum):
    """In which order units stand; `order` is that of the institutions."""

    order = "order"
    due = "due"
    state = "state"
    since = "since"


@dataclass(frozen=True)
class Member:
    """Somebody of a unit whom one may call."""

    name: str
    phone: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Contact:
    """Whom to call: a name and a number, each "" where it is not known."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Line:
    """One unit of the board. `reminded`: the day it was last reminded, by the program or by the county; `grace`: more time it was given.

    `parent_id`: the unit it stands under.
    """

    watched: Watched
    case: Case
    contact: Contact = field(default_factory=Contact)
    reminded: date | None = None
    grace: Extension | None = None
    parent_id: int | None = None

    @property
    def standing(self) -> Standing:
        """What it counts as."""
        return self.case.standing

    @cached_property
    def blocking(self) -> Blocking:
        """What blocks it next."""
        return blocking(self.case)

    @property
    def open(self) -> tuple[Row, ...]:
        """Its open rows; of a report that came on paper only the publication may be open."""
        came, rows = self.case.offline, self.watched.outlook.rows
        if came is None:
            return rows
        return () if came.published_on else tuple(row for row in rows if row.delivery.nature is Nature.publish)

    def dues(self, today: date, natures: tuple[Nature, ...] = _ORDER) -> tuple[Due, ...]:
        """Its open days of these natures, earliest first."""
        return tuple(dues(replace(self.watched.outlook, rows=self.open), today, natures)) if self.case.reports else ()


def counted(lines: Iterable[Line]) -> Totals:
    """The counts of those expected to report."""
    return totals(line.standing for line in lines if line.case.reports)


def counts(lines: Iterable[Line], today: date) -> dict[Choice, int]:
    """How many units each choice shows."""
    every = tuple(lines)
    return {choice: sum(wanted(line, today) for line in every) for choice, wanted in _CHOOSES.items()}


def chosen(lines: Iterable[Line], choice: Choice, today: date, sort: Sort = Sort.order) -> tuple[tuple[Line, Chased], ...]:
    """The units a choice shows with what is open of them, in the order asked for, among equals in that of the institutions."""
    wanted = [line for line in lines if _CHOOSES[choice](line, today)]
    found = [(line, Chased(line.watched, _spoken_of(line, choice, today))) for line in wanted]
    return tuple(sorted(found, key=lambda pair: _SORTS[sort](*pair)))


def caller(members: Iterable[Member], waits_for: Iterable[Role], own: Contact) -> Contact:
    """Whom to call about a report: the first who can be rung of those it waits for, then of the editors, then whom the unit names.

    Where nobody has a number, the first of them by name.
    """
    known, wanted = tuple(members), frozenset(waits_for) - {Role.overseer}
    those = [each for roles in (wanted, {Role.editor}) for each in known if each.roles & roles]
    called = [Contact(each.name, each.phone) for each in those]
    offered = [*(each for each in called if each.phone), *([own] if own.name or own.phone else []), *called]
    return offered[0] if offered else Contact()


def _spoken_of(line: Line, choice: Choice, today: date) -> tuple[Due, ...]:
    found = line.dues(today, NATURES.get(choice, _ORDER))
    return tuple(due for due in found if due.late) if choice is Choice.late else found


def _unsent(line: Line, _: date) -> bool:
    return line.case.reports and line.standing.submitted_on is None


def _late(line: Line, today: date) -> bool:
    return line.case.reports and (line.standing.late(today) or any(_over(row, today) for row in line.open))


def _over(row: Row, today: date) -> bool:
    return row.required and row.due is not None and today > last_day(row, row.due)


def _unpublished(line: Line, _: date) -> bool:
    return line.case.reports and bool(line.case.rows(Nature.publish)) and line.standing.published_on is None


def _blocked(block: Block) -> Callable[[Line, date], bool]:
    return lambda line, _: line.blocking.block is block


_CHOOSES: Mapping[Choice, Callable[[Line, date], bool]] = {
    Choice.all: lambda _line, _today: True,
    Choice.unstarted: _blocked(Block.unstarted),
    Choice.unsent: _unsent,
    Choice.late: _late,
    Choice.returned: _blocked(Block.returned),
    Choice.county: _blocked(Block.county),
    Choice.receipt: _blocked(Block.receipt),
    Choice.unpublished: _unpublished,
    Choice.offline: lambda line, _: line.standing.offline,
}
_STATES = (None, *State)
_SORTS: Mapping[Sort, Callable[[Line, Chased], tuple[object, ...] | int | date]] = {
    Sort.order: lambda _line, _chased: 0,
    Sort.due: lambda _, chase: chase.due.day if chase.due else date.max,
    Sort.state: lambda line, _: _STATES.index(line.watched.state),
    Sort.since: lambda line, _: line.blocking.since or date.max,
}
