"""Whom open matters wait for and which ways reach them: one truth for planning, for looking again before sending, and for the pages."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection

from server.actions.seasons import Season, season_of
from server.library import Library
from server.notify.letters import Letter, Way
from server.report.rules import Nature
from server.report.season.reminding import Ear, Item, Matter, Mine, called, counted, inner, matters, meant, over, quiet, reached
from server.report.workdays import Calendar
from server.report.workflow import OPEN
from server.storage import assignments, mailboxes, reports, rules
from server.storage import habits as kept
from server.storage.engine import Database
from server.storage.letters import INBOX, MAIL, Reminder
from server.storage.reports import Report

LONGEST_NUDGE = timedelta(days=60)


@dataclass(frozen=True)
class Office:
    """Who reminds: the store, the knowledge, the ways out by name, what makes a letter of a digest, the clock, its own name."""

    database: Database
    library: Library
    ways: Mapping[str, Way]
    write: Callable[[Reminder], Letter]
    now: Callable[[], datetime]
    name: str

    @cached_property
    def robots(self) -> tuple[str, ...]:
        """The ways that speak to a group."""
        return tuple(way for way in self.ways if way != MAIL)


@dataclass(frozen=True)
class Voice:
    """One open thing, one way, one receiver: the id of a person, or of the unit that lets robots speak.

    `call`: the last day that called for it to be said; None on a quiet day, and before the first.
    """

    way: str
    receiver: str
    item: Item
    call: date | None

    @property
    def whose(self) -> tuple[str, str]:
        """Way and receiver, who get one digest a day."""
        return (self.way, self.receiver)


@dataclass(frozen=True)
class Call:
    """One open matter of a report with the people it reaches now, by id."""

    matter: Matter
    heard: Mapping[int, Ear]


@dataclass(frozen=True)
class Calls:
    """A report with what is open of it, and how its unit wants to be reminded."""

    season: Season
    kept: kept.Kept
    calls: tuple[Call, ...]

    def item(self, matter: Matter, day: date) -> Item:
        """A matter as a line of a digest."""
        report = self.season.report
        return counted((report.id, self.season.place.unit.short_name, report.year), matter, self.season.calendar, day)

    def last_call(self, due: date, day: date) -> date | None:
        """The last day that called for something due to be said; None on a quiet day, and before the first."""
        habits, calendar = self.kept.habits, self.season.calendar
        usual, asked = called(due, habits, calendar, day), self._nudged(due, day)
        return None if quiet(day, habits, calendar) else max((each for each in (usual, asked) if each), default=None)

    def _nudged(self, due: date, day: date) -> date | None:
        """The day on which the county asked for what is next to be handed in, or late, to be said again; None when it did not.

        It holds on that day and on the next on which something is said: what comes next after that was not what it meant.
        """
        nudged, rows = self.season.nudged, (call.matter.due for call in self.calls if call.matter.kind in set(Nature))
        if nudged is None or not timedelta() <= day - nudged <= LONGEST_NUDGE or due > max(min(rows, default=day), day):
            return None
        after = (nudged + timedelta(days=far) for far in range(1, (day - nudged).days + 1))
        return nudged if sum(not quiet(each, self.kept.habits, self.season.calendar) for each in after) <= 1 else None


def voices(connection: Connection, office: Office, day: date) -> Iterator[Voice]:
    """Everything that is open on a day, for everybody it waits for, by each way that reaches them."""
    years = [year for year in (day.year - 1, day.year) if day <= over(year)]
    for report_id in kept.report_ids(connection, years):
        yield from voices_of(connection, office, report_id, day)


def voices_of(connection: Connection, office: Office, report_id: int, day: date) -> Iterator[Voice]:
    """The same for one report."""
    found = calls_of(connection, office.library, report_id, office.now())
    if found is None:
        return
    everybody = {person for call in found.calls for person in call.heard} if MAIL in office.ways else set()
    mailed = mailboxes.addresses(connection, everybody)
    days = {due: found.last_call(due, day) for due in {call.matter.due for call in found.calls}}
    for call in found.calls:
        item = found.item(call.matter, day)
        ways = _reaching(office, call.heard, mailed, found.kept if not call.matter.persons else None)
        yield from (Voice(way, receiver, item, days[call.matter.due]) for way, receiver in ways)


def calls_of(connection: Connection, library: Library, report_id: int, at: datetime) -> Calls | None:
    """What is open of a report and whom it reaches; None when the report is gone."""
    report = reports.report(connection, report_id)
    if report is None:
        return None
    season, members = season_of(connection, library, report), kept.members(connection, report.unit_id, at)
    left = report.sections_done < report.sections_shown
    waiting = matters(season.steps, season.rows, season.done, report.state, sections_open=left)
    calls = tuple(Call(matter, reached(matter.waits_for, members)) for matter in waiting)
    calls += tuple(Call(matter, meant(matter.persons, members)) for matter in inner(_unfinished(connection, report)))
    return Calls(season, kept.habits_of(connection, report.unit_id), calls)


def _unfinished(connection: Connection, report: Report) -> Iterator[Mine]:
    """The sections of an open report that have an inner date and are not done."""
    arranged = assignments.assigned(connection, report.id) if report.state in OPEN else {}
    waiting = {section: each for section, each in arranged.items() if each.due and each.people}
    for section in reports.sections(connection, report.id) if waiting else ():
        found = waiting.get(section.id)
        if found and found.due and section.shown and not section.done_at:
            yield Mine(section.heading, found.due, found.people)


def calendar_of(connection: Connection, library: Library) -> Calendar:
    """The calendar with the notices entered here."""
    return library.calendar.with_arrangements(rules.arrangements(connection))


def _reaching(office: Office, heard: Mapping[int, Ear], mailed: Collection[int], setting: kept.Kept | None) -> Iterator[tuple[str, str]]:
    """By which ways whom; robots only with a `setting`: a group is not told what one person has to do."""
    yield from ((INBOX, str(person)) for person in heard)
    yield from ((MAIL, str(person)) for person, ear in heard.items() if ear is Ear.written and person in mailed)
    if setting and setting.unit_id and setting.habits.robots:
        yield from ((way, str(setting.unit_id)) for way in office.robots)
