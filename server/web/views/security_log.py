"""The security log as a page, a spreadsheet and a text of commas: the same words in the same columns."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from server.clock import BEIJING
from server.report.season.sheets import Cell, Sheet, said
from server.report.security.devices import device
from server.report.security.traces import GROUPS, Trace
from server.report.security.typed import day
from server.storage.audit import Line, Wanted
from server.web.render import day_full

SHOWN, AT_ONCE = 50, 1000
USUAL = timedelta(days=30)
WIDTHS = (20, 18, 16, 44, 14, 18, 20)
_BY_COMMAND = (Trace.old_removed, Trace.backup_made, Trace.restored)
_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
_device = lru_cache(1000)(device)
Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as typed. `group`: one of GROUPS, "" for all; `before`: the line after which the page begins."""

    since: str
    until: str
    group: str
    who: str
    before: int | None


@dataclass(frozen=True)
class Period:
    """From a day to another, both in it."""

    since: date
    until: date


@dataclass(frozen=True)
class Told:
    """One line in words."""

    at: datetime
    who: str
    act: str
    about: str
    unit: str
    address: str
    device: str


def period(asked: Asked, today: date) -> Period | None:
    """The days asked for, the last thirty when none are; None for days that cannot be read, or that end before they begin."""
    until = day(asked.until) if asked.until else today
    since = day(asked.since) if asked.since else (until - USUAL if until else None)
    return Period(since, until) if since and until and since <= until else None


def wanted(unit_id: int, asked: Asked, days: Period) -> Wanted:
    """The same as a question to the store."""
    begins, ends = (datetime.combine(each, time(), BEIJING) for each in (days.since, days.until + timedelta(days=1)))
    return Wanted(unit_id, begins, ends, GROUPS.get(asked.group, ()), asked.who)


def in_words(line: Line, labels: Labels) -> Told:
    """A line as people read it."""
    who = line.person or labels["log"]["command" if line.act in _BY_COMMAND else "nobody"]
    named = _device(line.agent) if line.agent else ""
    return Told(line.at, who, labels["log_acts"][line.act], _about(line, labels), line.unit, line.address, named)


def cells(told: Told) -> tuple[str, ...]:
    """One line as a row: the moment in Beijing, to the second."""
    return (f"{told.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}", told.who, told.act, told.about, told.unit, told.address, told.device)


def heads(labels: Labels) -> tuple[str, ...]:
    """What stands above the columns."""
    return tuple(labels["log"]["heads"].split("|"))


def title(unit: str, days: Period, labels: Labels) -> str:
    """The name of an export."""
    return said(labels["log"]["title"], {"unit": unit, "since": day_full(days.since), "until": day_full(days.until)})


def sheet(name: str, rows: Iterable[Line], labels: Labels) -> Sheet:
    """The lines as a table to print."""
    filled: tuple[tuple[Cell, ...], ...] = tuple(cells(in_words(line, labels)) for line in rows)
    return Sheet(labels["log"]["sheet"], name, (), heads(labels), filled, WIDTHS)


def commas(rows: Iterable[Line], labels: Labels) -> Iterator[bytes]:
    """The lines as .csv that Excel and WPS open in Chinese; no cell begins as a formula does."""
    yield "\ufeff".encode() + _row(heads(labels))
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield b"".join(_row(cells(in_words(line, labels))) for line in some)


def _row(row: Iterable[str]) -> bytes:
    into = io.StringIO()
    csv.writer(into).writerow([f"'{cell}" if cell.startswith(_RISKY) else cell for cell in row])
    return into.getvalue().encode("utf-8", "replace")


def _about(line: Line, labels: Labels) -> str:
    parts = [f"{labels['log_details'].get(key, key)}{_value(key, value, labels)}" for key, value in line.detail.items() if value]
    return labels["log"]["apart"].join([*parts, *([line.target] if line.act is Trace.file_left else [])])


def _value(key: str, value: str, labels: Labels) -> str:
    if key == "roles":
        return labels["log"]["and"].join(labels["roles"].get(each, each) for each in value.split())
    return labels["log_by"].get(value, value) if key == "by" else value
