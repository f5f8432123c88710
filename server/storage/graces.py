"""More time that the county gave a unit, and when it nudged one: kept by unit and year, also where there is no report yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, delete, func, insert, select, tuple_, update

from server.report.deadlines import Extension
from server.storage import shared_tables as t
from server.storage import tables as base

Whose = tuple[int, int]  # unit and year


class Way(StrEnum):
    """How the county nudged: in the group, on paper, by telephone, or by a digest in the application and by mail."""

    text = "text"
    notice = "notice"
    phone = "phone"
    digest = "digest"


@dataclass(frozen=True)
class Grace:
    """A later day for handing in, with who gave it. `version` guards it."""

    extension: Extension
    version: int
    at: datetime
    by: str


def graces(connection: Connection, whose: Iterable[Whose]) -> dict[Whose, Grace]:
    """What was given to units in years; () where nothing was."""
    g = t.grace.c
    query = select(t.grace, base.person.c.name).join_from(t.grace, base.person, g.saved_by == base.person.c.id)
    rows = connection.execute(query.where(tuple_(g.unit_id, g.year).in_(tuple(whose))))
    return {(row.unit_id, row.year): _grace(row) for row in rows}


def keep(connection: Connection, whose: Whose, extension: Extension, version: int, person_id: int, at: datetime) -> bool:
    """Give a unit more time over `version`, 0 for none yet; False when somebody else gave some meanwhile."""
    unit_id, year = whose
    values = {"until": extension.until, "reason": extension.reason, "granted_by": extension.granted_by}
    values |= {"version": version + 1, "saved_at": at, "saved_by": person_id}
    g = t.grace.c
    which = (g.unit_id == unit_id, g.year == year)
    if version:
        return connection.execute(update(t.grace).where(*which, g.version == version).values(values)).rowcount == 1
    if connection.execute(select(g.unit_id).where(*which)).first():
        return False
    connection.execute(insert(t.grace).values(unit_id=unit_id, year=year, **values))
    return True


def take_back(connection: Connection, whose: Whose, version: int) -> bool:
    """Take the time back; False when somebody changed it meanwhile."""
    g = t.grace.c
    which = (g.unit_id == whose[0], g.year == whose[1], g.version == version)
    return connection.execute(delete(t.grace).where(*which)).rowcount == 1


def nudge(connection: Connection, unit_ids: Iterable[int], year: int, way: Way, person_id: int, at: datetime) -> None:
    """Write down that units were nudged."""
    rows = [{"unit_id": each, "year": year, "way": way.value, "at": at, "by": person_id} for each in unit_ids]
    if rows:
        connection.execute(insert(t.nudge), rows)


def nudged(connection: Connection, whose: Iterable[Whose], way: Way | None = None) -> dict[Whose, datetime]:
    """When units were nudged last, by one way only where it is given."""
    n = t.nudge.c
    query = select(n.unit_id, n.year, func.max(n.at).label("last")).where(tuple_(n.unit_id, n.year).in_(tuple(whose)))
    narrowed = query.where(n.way == way.value) if way else query
    return {(row.unit_id, row.year): row.last for row in connection.execute(narrowed.group_by(n.unit_id, n.year))}


def _grace(row: Row[*tuple[object, ...]]) -> Grace:
    return Grace(Extension(row.until, row.granted_by, row.reason), row.version, row.saved_at, row.name)
