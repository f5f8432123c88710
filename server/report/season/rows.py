"""What pages ask of a row of the ledger: its name there, and what must reach a body before it meets."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from server.report.season.ledger import FIRST, Place, Row
from server.report.workdays import Calendar

_CODE = re.compile(r"r([1-9][0-9]{0,3})-(.+)")


@dataclass(frozen=True)
class LeadDay:
    """What must reach a body before it meets, and the last working day for it."""

    day: date
    what: str


def leads(row: Row, calendar: Calendar) -> tuple[LeadDay, ...]:
    """What goes before the meeting of a row, the earliest first; () until the day of the meeting is known."""
    met = row.record.meeting_on
    return tuple(LeadDay(calendar.last_working(met - timedelta(days=each.days)), each.what) for each in row.delivery.lead) if met else ()


def code(place: Place) -> str:
    """A place as pages name it: the key alone for the first delivery, with its round before it for a correction."""
    return f"r{place[0]}-{place[1]}" if place[0] != FIRST else place[1]


def place_of(text: str) -> Place:
    """The place that pages name so; a place no report has where it is none."""
    found = _CODE.fullmatch(text)
    return (int(found[1]), found[2]) if found else (FIRST, text)
