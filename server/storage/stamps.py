"""A stamp of all that the dates of a report rest on: another stamp when any of it changed, told of many reports by one short query."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, FromClause, bindparam, func, select

from server.storage import season_tables as t
from server.storage import shared_tables as shared
from server.storage import tables as base

Stamp = tuple[object, ...]


def _of_all(table: FromClause, last: str) -> list[ColumnElement[object]]:
    """How many rows a small table has, of which versions, and when the last was saved."""
    c = table.c
    return [select(each).scalar_subquery() for each in (func.count(c.version), func.sum(c.version), func.max(c[last]))]


_H, _U, _R, _G, _N = base.history.c, base.unit.c, base.report.c, shared.grace.c, shared.nudge.c
_COMMON = ((t.local_rule, "saved_at"), (t.arrangement, "saved_at"), (shared.edition, "opened_at"))
_HERE = (_G.unit_id == _U.id, _G.year == bindparam("year"))
# Every write to a report is in the history; rules, calendars, editions, units and more time have no report and carry versions of their own.
_STAMPS = (
    select(
        _U.id,
        _U.version,
        select(func.max(_H.id)).where(_H.report_id == _R.id).scalar_subquery().label("last"),
        select(_G.saved_at).where(*_HERE).scalar_subquery().label("given"),
        select(func.max(_N.id)).where(_N.unit_id == _U.id, _N.year == bindparam("year")).scalar_subquery().label("nudged"),
        *(each for table, last in _COMMON for each in _of_all(table, last)),
    )
    .join_from(base.unit, base.report, (_R.unit_id == _U.id) & (_R.year == bindparam("year")), isouter=True)
    .where(_U.id.in_(bindparam("units", expanding=True)))
)


def stamps(connection: Connection, unit_ids: Iterable[int], year: int) -> dict[int, Stamp]:
    """The stamps of the reports of units of one year, by unit; of a report that is not there, the unit's alone."""
    rows = connection.execute(_STAMPS, {"units": tuple(unit_ids), "year": year})
    return {row.id: tuple(row)[1:] for row in rows}
