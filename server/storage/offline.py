"""Reports that came 线下, with their figures, as the county registered them; what was withdrawn is in the history alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, delete, func, insert, select

from server.report.entries import Entry
from server.report.proposing.words import HISTORY
from server.storage import shared_tables as t
from server.storage import tables as base
from server.storage.history import Value, unpacked


@dataclass(frozen=True)
class Offline:
    """A report of a unit that came on paper or by OA. `file` and `sheet` are digests; `version` guards all of it, figures too."""

    unit_id: int
    year: int
    way: str
    received_on: date
    copies: int | None = None
    published_on: date | None = None
    address: str = ""
    note: str = ""
    file: str | None = None
    file_name: str = ""
    sheet: str | None = None
    sheet_name: str = ""
    version: int = 1
    saved_at: datetime | None = None
    saved_by: str = ""


@dataclass(frozen=True)
class OfflineFigure:
    """A figure of such a report. `answer` as in `entries.Answer`, never blank or unreadable; `value` and `last_value` × 10 000."""

    unit_id: int
    year: int
    indicator: str
    raw: str
    answer: str
    value: int | None = None
    qualifier: str = ""
    as_of: str = ""
    last: str = ""
    last_value: int | None = None


@dataclass(frozen=True)
class Told:
    """One thing that was done, as the history has it."""

    at: datetime
    person: str
    action: str
    value: Value


_FIGURE = ("unit_id", "year", "indicator", "raw", "answer", "value", "qualifier", "as_of", "last", "last_value")
_KEPT = (
    *("way", "received_on", "copies", "published_on", "address", "note"),
    *("file", "file_name", "sheet", "sheet_name", "version", "saved_at"),
)


def offline(connection: Connection, unit_id: int, year: int) -> Offline | None:
    """What is registered of one unit."""
    return offline_of(connection, (unit_id,), year).get(unit_id)


def offline_of(connection: Connection, unit_ids: Iterable[int], year: int) -> dict[int, Offline]:
    """What is registered of units for a year, by unit; a unit that is not in it came not 线下."""
    o = t.offline.c
    query = select(t.offline, base.person.c.name).join_from(t.offline, base.person, o.saved_by == base.person.c.id)
    rows = connection.execute(query.where(o.year == year, o.unit_id.in_(tuple(unit_ids))).order_by(o.unit_id))
    return {row.unit_id: _offline(row) for row in rows}


def last_version(connection: Connection, unit_id: int) -> int:
    """The last version anything registered of a unit ever had, so that a form of what was withdrawn never fits what came after."""
    h = base.history.c
    query = select(func.max(h.version)).where(h.target == f"unit:{unit_id}", h.action.in_(HISTORY))
    return connection.execute(query).scalar() or 0


def events(connection: Connection, unit_id: int, year: int) -> tuple[Told, ...]:
    """What was done about a unit's report of a year, newest first."""
    h = base.history.c
    query = select(h.at, h.action, h.value, base.person.c.name).join_from(base.history, base.person, h.person_id == base.person.c.id)
    rows = connection.execute(query.where(h.target == f"unit:{unit_id}", h.action.in_(HISTORY)).order_by(h.id.desc()))
    told = (Told(row.at, row.name, row.action, unpacked(row.value)) for row in rows)
    return tuple(each for each in told if each.value.get("year") == str(year))


def put(connection: Connection, kept: Offline, person_id: int) -> None:
    """Keep a registration in the place of the one there was; its figures stay."""
    which = (t.offline.c.unit_id == kept.unit_id, t.offline.c.year == kept.year)
    connection.execute(delete(t.offline).where(*which))
    values = {key: getattr(kept, key) for key in ("unit_id", "year", *_KEPT)} | {"saved_by": person_id}
    connection.execute(insert(t.offline).values(values))


def remove(connection: Connection, unit_id: int, year: int) -> None:
    """Take a registration away with its figures."""
    for table in (t.offline_figure, t.offline):
        connection.execute(delete(table).where(table.c.unit_id == unit_id, table.c.year == year))


def figures_of(connection: Connection, unit_ids: Iterable[int], year: int) -> dict[int, dict[str, OfflineFigure]]:
    """The figures of reports that came 线下: unit → indicator → figure."""
    f = t.offline_figure.c
    query = select(t.offline_figure).where(f.year == year, f.unit_id.in_(tuple(unit_ids))).order_by(f.unit_id, f.indicator)
    found: dict[int, dict[str, OfflineFigure]] = {}
    for row in connection.execute(query):
        found.setdefault(row.unit_id, {})[row.indicator] = OfflineFigure(**{key: getattr(row, key) for key in _FIGURE})
    return found


def put_figures(connection: Connection, unit_id: int, year: int, entries: Iterable[Entry], gone: Iterable[str]) -> None:
    """Keep these figures in the place of those there were; take away those named in `gone`."""
    kept = tuple(entries)
    f = t.offline_figure.c
    old = (*(each.indicator.id for each in kept), *gone)
    connection.execute(delete(t.offline_figure).where(f.unit_id == unit_id, f.year == year, f.indicator.in_(old)))
    if kept:
        connection.execute(insert(t.offline_figure), [_columns(unit_id, year, each) for each in kept])


def _offline(row: Row[*tuple[object, ...]]) -> Offline:
    values = {key: getattr(row, key) for key in ("unit_id", "year", *_KEPT)}
    return Offline(**values, saved_by=row.name)


def _columns(unit_id: int, year: int, entry: Entry) -> dict[str, object]:
    return {
        "unit_id": unit_id,
        "year": year,
        "indicator": entry.indicator.id,
        "raw": entry.record.raw,
        "answer": entry.now.answer.value,
        "value": entry.now.scaled,
        "qualifier": entry.now.before or entry.now.after,
        "as_of": entry.record.as_of,
        "last": entry.record.last,
        "last_value": entry.last.scaled,
    }
