"""A private calendar as .ics (RFC 5545): all-day events whose UID stays and whose SEQUENCE rises. Knows no store and no address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from icalendar import Alarm, Calendar, Component, Event

PRODUCT = "-//Chengbao//annual report dates//ZH"
REFRESH, REFRESH_SAID = timedelta(hours=6), "PT6H"
# Nine in the morning of the day before.
AHEAD = timedelta(hours=-15)


@dataclass(frozen=True)
class Entry:
    """One date. `cancelled`: it is none any more; `open`: something is still to be done, which alone is worth an alarm."""

    uid: str
    sequence: int
    day: date
    text: str
    changed_at: datetime
    open: bool = True
    cancelled: bool = False
    address: str = ""


def calendar(name: str, description: str, entries: Iterable[Entry], *, alarms: bool = False) -> bytes:
    """The calendar file. The same entries give the same bytes."""
    made = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        made.add(key, value)
    for key, value in (("name", name), ("x-wr-calname", name), ("description", description), ("x-wr-caldesc", description)):
        made.add(key, value)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", REFRESH_SAID)
    for entry in sorted(entries, key=lambda each: (each.day, each.uid)):
        made.add_component(_event(entry, alarms=alarms))
    content: bytes = made.to_ical()
    return content


def _event(entry: Entry, *, alarms: bool) -> Event:
    event = Event()
    status = "CANCELLED" if entry.cancelled else "CONFIRMED"
    fields: tuple[tuple[str, object], ...] = (
        *(("uid", entry.uid), ("sequence", entry.sequence), ("status", status), ("transp", "TRANSPARENT"), ("class", "PRIVATE")),
        *(("dtstamp", entry.changed_at), ("last-modified", entry.changed_at)),
        *(("dtstart", entry.day), ("dtend", entry.day + timedelta(days=1)), ("summary", entry.text)),
    )
    for key, value in chain(fields, [("url", entry.address)] if entry.address else []):
        event.add(key, value)
    if alarms and entry.open and not entry.cancelled:
        event.add_component(_alarm(entry.text))
    return event


def _alarm(text: str) -> Component:
    alarm = Alarm()
    for key, value in (("action", "DISPLAY"), ("description", text), ("trigger", AHEAD)):
        alarm.add(key, value)
    return alarm
