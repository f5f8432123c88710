"""The log of reminders and the settings of a unit as pages show them: lines in words, what comes next, and the form read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from server.actions.calling import Call, Calls, calls_of
from server.library import Library
from server.report.entries import read_date
from server.report.season.reminding import MOST_AHEAD, Habits, Item, next_said, over
from server.report.season_problems import ahead_unread, quiet_unread
from server.report.words import half_width
from server.storage import habits, letters
from server.storage.letters import INBOX, Reminder
from server.web.forms import Form
from server.web.render import day_full
from server.web.unit_form import Wrong
from server.web.views.letters import sentence

MOST_STAGES, MOST_QUIET = 12, 366
LONGEST = 4000
_APART = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True)
class Line:
    """One reminder of the log with what it said of the report, or reports, the page is about."""

    reminder: Reminder
    said: tuple[str, ...]


@dataclass(frozen=True)
class Coming:
    """One open matter: what it is, when it is said next and to whom; `day` None when its year is over."""

    said: str
    day: date | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class HabitValues:
    """The settings as typed."""

    ahead: str
    quiet: str
    robots: bool


def lines_of(library: Library, found: Iterable[Reminder], report_id: int | None = None) -> tuple[Line, ...]:
    """The log in words; with a report, only what was said of it."""
    return tuple(Line(each, tuple(_words(library, each, report_id))) for each in found)


def coming(connection: Connection, library: Library, report_id: int, today: date, at: datetime) -> tuple[Coming, ...]:
    """What is open of a report, with the next day on which it is said and the people who hear it."""
    calls = calls_of(connection, library, report_id, at)
    if calls is None:
        return ()
    said = _last_said(letters.of_report(connection, report_id, way=INBOX), report_id)
    names = habits.names(connection, {person for call in calls.calls for person in call.heard})
    return tuple(_coming(library, calls, call, today, said, names) for call in calls.calls)


def values_of(library: Library, habits: Habits) -> HabitValues:
    """Settings for their form: days in a row are one line."""
    return HabitValues(
        "、".join(map(str, habits.ahead)), "\n".join(_stretches(sorted(habits.quiet), library.labels["remind"]["to"][0])), habits.robots
    )


def typed(form: Form) -> HabitValues:
    """What the form holds, for showing it again."""
    return HabitValues(form.line("ahead"), form.get("quiet").strip()[:LONGEST], form.has("robots"))


def habits_from(library: Library, values: HabitValues, year: int) -> tuple[Habits, list[Wrong]]:
    """The settings a form asks for, and what cannot be read in it."""
    ahead, quiet = (
        _ahead(values.ahead),
        [_days(line, year, library.labels["remind"]["to"]) for line in values.quiet.splitlines() if line.strip()],
    )
    days = frozenset(day for each in quiet for day in each or ())
    unread = next((line for line, each in zip(filter(str.strip, values.quiet.splitlines()), quiet, strict=True) if each is None), "")
    errors = [Wrong("ahead", ahead_unread(values.ahead, MOST_AHEAD, MOST_STAGES))] if ahead is None else []
    errors += [Wrong("quiet", quiet_unread(unread or values.quiet, MOST_QUIET))] if unread or len(days) > MOST_QUIET else []
    return Habits(ahead or (), days, values.robots), errors


def _words(library: Library, reminder: Reminder, report_id: int | None) -> Iterable[str]:
    for item in reminder.items:
        if report_id is None:
            yield f"{item.unit}：{sentence(library, item, reminder.day)}"
        elif item.report_id == report_id:
            yield sentence(library, item, reminder.day)


def _last_said(found: Iterable[Reminder], report_id: int) -> dict[str, date]:
    """When each matter was said last; the newest comes first in the log."""
    return {item.key: each.day for each in reversed(tuple(found)) for item in each.items if item.report_id == report_id}


def _coming(library: Library, calls: Calls, call: Call, today: date, said: dict[str, date], names: dict[int, str]) -> Coming:
    item: Item = calls.item(call.matter, today)
    last = said.get(call.matter.key)
    first = today + timedelta(days=1) if last == today else today
    day = next_said(call.matter.due, calls.kept.habits, calls.season.calendar, first, last) if call.heard else None
    ends = over(calls.season.report.year)
    return Coming(sentence(library, item, today), day if day and day <= ends else None, tuple(names[each] for each in call.heard))


def _ahead(raw: str) -> tuple[int, ...] | None:
    parts = [each for each in _APART.split(half_width(raw)) if each]
    if len(parts) > MOST_STAGES or not all(each.isascii() and each.isdigit() and len(each) <= len(str(MOST_AHEAD)) for each in parts):
        return None
    numbers = {int(each) for each in parts}
    return tuple(sorted(numbers, reverse=True)) if all(1 <= each <= MOST_AHEAD for each in numbers) else None


def _days(line: str, year: int, apart: str) -> tuple[date, ...] | None:
    """A day or a stretch of days; None when it cannot be read."""
    ends = [read_date(each, year)[0] for each in re.split(f"[{re.escape(apart)}]+", line)]
    first, last = ends[0], ends[-1]
    if len(ends) > len(("from", "to")) or first is None or last is None or not 0 <= (last - first).days < MOST_QUIET:
        return None
    return tuple(first + timedelta(days=far) for far in range((last - first).days + 1))


def _stretches(days: list[date], to: str) -> list[str]:
    firsts = [day for day in days if day - timedelta(days=1) not in days]
    lasts = [day for day in days if day + timedelta(days=1) not in days]
    return [
        day_full(first) if first == last else f"{day_full(first)}{to}{day_full(last)}" for first, last in zip(firsts, lasts, strict=True)
    ]
