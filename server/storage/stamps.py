"""A stamp of all that the dates of a report rest on: another stamp when any of it changed, told by one short query."""

from sqlalchemy import Connection, FromClause, bindparam, func, select

from server.storage import season_tables as t
from server.storage import tables as base

Stamp = tuple[object, ...]


def _of_all(table: FromClause) -> tuple[object, ...]:
    """How many rows a small table has, of which versions, and when the last was saved."""
    c = table.c
    return tuple(select(each).scalar_subquery() for each in (func.count(c.version), func.sum(c.version), func.max(c.saved_at)))


_H, _U = base.history.c, base.unit.c
# Every write to a report is in the history; rules, calendars and units have no report and carry versions of their own.
_STAMP = select(
    select(func.max(_H.id)).where(_H.report_id == bindparam("report")).scalar_subquery(),
    select(_U.version).where(_U.id == bindparam("unit")).scalar_subquery(),
    *_of_all(t.local_rule),
    *_of_all(t.arrangement),
)


def stamp(connection: Connection, report_id: int, unit_id: int) -> Stamp:
    """The stamp of a report of a unit; of a report that is not there, the unit's alone."""
    return tuple(connection.execute(_STAMP, {"report": report_id, "unit": unit_id}).one())
