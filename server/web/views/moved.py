"""The last change of a rule or of the calendar, with the due dates that moved by it, as pages show them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from server.actions.ruling import last_change


@dataclass(frozen=True)
class MovedLine:
    """One date that moved. `how`: moved, new or gone; None is no day."""

    unit: str
    year: str
    report: str
    nature: str
    name: str
    how: str
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Change:
    """Who changed it when, and what moved."""

    person: str
    at: datetime
    lines: tuple[MovedLine, ...]


def told_of(connection: Connection, target: str) -> Change | None:
    """The last change of a target of the history, None when there was none."""
    found = last_change(connection, target)
    if found is None:
        return None
    past, moved = found
    return Change(past.person, past.at, tuple(_line(each) for each in moved))


def _line(each: dict[str, str]) -> MovedLine:
    days = (date.fromisoformat(each[key]) if each[key] else None for key in ("before", "after"))
    return MovedLine(each["unit"], each["year"], each["report"], each["nature"], each["name"], each["how"], *days)
