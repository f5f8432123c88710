"""One row a unit and year, which overviews count: brought up to date from the ledger by actions/standings.py, counted in one query."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, Row, Select, and_, case, func, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from server.report.overseeing.standing import Standing, Totals
from server.storage import shared_tables as t
from server.storage import tables as base
from server.storage.units import inside

Whose = tuple[int, int]  # unit and year
_U = base.unit.c


@dataclass(frozen=True)
class Branch:
    """A unit right below one. `own`: the counts of its own report, `below`: of all units below it; `as_of`: its oldest row, None for none.

    `units`: how many stand below it; `unknown`: how many of it and them have no row yet and count as not begun.
    """

    unit_id: int
    name: str
    own: Totals
    below: Totals
    units: int
    unknown: int
    as_of: datetime | None

    @property
    def totals(self) -> Totals:
        """What its line counts: the units below it; its own report where there are none."""
        return self.below if self.units else self.own


def keep(connection: Connection, found: Mapping[Whose, Standing], at: datetime) -> None:
    """Keep where units stand, in the place of what was kept; of two at once the later stays."""
    rows = [{"unit_id": unit, "year": year, **vars(each), "stale": False, "reckoned_at": at} for (unit, year), each in found.items()]
    if not rows:
        return
    into = postgresql.insert(t.standing) if connection.dialect.name == "postgresql" else sqlite.insert(t.standing)
    fresh = {name: into.excluded[name] for name in rows[0] if name not in ("unit_id", "year")}
    connection.execute(into.on_conflict_do_update(index_elements=["unit_id", "year"], set_=fresh), rows)


def kept(connection: Connection, whose: Whose) -> Standing | None:
    """Where a unit stands in a year, as it was kept; None where nothing is, or it has to be reckoned again."""
    s = t.standing.c
    row = connection.execute(
        select(*(s[each.name] for each in fields(Standing))).where(s.unit_id == whose[0], s.year == whose[1], ~s.stale)
    ).first()
    return Standing(*row) if row else None


def expire(connection: Connection, unit_id: int | None) -> None:
    """Something that the rows of a unit and of those below it rest on has changed; None: of all."""
    s, u = t.standing.c, base.unit.c
    query = update(t.standing).values(stale=True)
    if unit_id is not None:
        path = select(u.path).where(u.id == unit_id).scalar_subquery()
        query = query.where(s.unit_id.in_(select(u.id).where(u.path.startswith(path))))
    connection.execute(query)


def expire_one(connection: Connection, unit_id: int, year: int) -> None:
    """The same of one row."""
    connection.execute(update(t.standing).where(t.standing.c.unit_id == unit_id, t.standing.c.year == year).values(stale=True))


def stale(connection: Connection, most: int) -> tuple[Whose, ...]:
    """Rows that have to be reckoned again, at most so many."""
    s = t.standing.c
    return tuple((row.unit_id, row.year) for row in connection.execute(select(s.unit_id, s.year).where(s.stale).limit(most)))


def behind(connection: Connection, years: Iterable[int], since: datetime, most: int) -> tuple[Whose, ...]:
    """Units whose row of one of these years is not there, or was not reckoned since a moment, at most so many."""
    s, u = t.standing.c, base.unit.c
    found: list[Whose] = []
    for year in years:
        joined = base.unit.outerjoin(t.standing, (s.unit_id == u.id) & (s.year == year))
        query = select(u.id).select_from(joined).where(s.reckoned_at.is_(None) | (s.reckoned_at < since)).order_by(u.id).limit(most)
        found += [(each, year) for each in connection.execute(query).scalars()]
    return tuple(found[:most])


def years(connection: Connection) -> tuple[int, ...]:
    """The years of which there is any report."""
    return tuple(connection.execute(select(base.report.c.year).distinct()).scalars())


def branches(connection: Connection, unit_id: int, year: int) -> tuple[Branch, ...]:
    """The units right below one with the counts of all in them, in their order; one query over all standings below."""
    path = connection.execute(select(_U.path).where(_U.id == unit_id)).scalar()
    if not path:
        return ()
    # The path is told to the store as a value, not as a query, so that it can tell how much stands below.
    counted = _counted(unit_id, path, year).cte("counted")
    query = select(counted, _U.id, _U.path, _U.short_name).join_from(counted, base.unit, counted.c.whose == _U.id)
    rows = connection.execute(query.order_by(_U.position, _U.id)).all()
    heads = [row for row in rows if row.own]
    under: dict[int, list[Row[*tuple[object, ...]]]] = {row.id: [] for row in heads}
    for row in rows:
        if not row.own:
            under[_branch_of(row.path, under)].append(row)
    return tuple(_branch(head, under[head.id]) for head in heads)


def _counted(unit_id: int, path: str, year: int) -> Select[*tuple[object, ...]]:
    """Counts by the unit above, those right below one each by itself (`own`)."""
    s = t.standing.c
    own = _U.parent_id == unit_id
    expected = and_(_U.expected, func.coalesce(s.asked, true()))
    counts = {
        "expected": expected,
        "started": and_(expected, s.started),
        "submitted": and_(expected, s.submitted_on.is_not(None)),
        "on_time": and_(expected, s.on_time),
        "published": and_(expected, s.published_on.is_not(None)),
        "unknown": s.unit_id.is_(None),
    }
    whose, itself = case((own, _U.id), else_=_U.parent_id), case((own, 1), else_=0)
    joined = base.unit.outerjoin(t.standing, and_(s.unit_id == _U.id, s.year == year))
    return (
        select(
            whose.label("whose"),
            itself.label("own"),
            func.count().label("units"),
            func.min(s.reckoned_at).label("as_of"),
            *(func.sum(case((condition, 1), else_=0)).label(name) for name, condition in counts.items()),
        )
        .select_from(joined)
        .where(inside(path), _U.id != unit_id)
        .group_by(whose, itself)
    )


def _branch_of(path: str, heads: Container[int]) -> int:
    """Which of the units right below the top a path leads through."""
    return next(each for each in map(int, path.strip("/").split("/")) if each in heads)


def _branch(head: Row[*tuple[object, ...]], under: list[Row[*tuple[object, ...]]]) -> Branch:
    moments = [row.as_of for row in (head, *under) if row.as_of]
    unknown = sum(row.unknown for row in (head, *under))
    below = sum((_totals(row) for row in under), Totals())
    return Branch(head.id, head.short_name, _totals(head), below, sum(row.units for row in under), unknown, min(moments, default=None))


def _totals(row: Row[*tuple[object, ...]]) -> Totals:
    return Totals(*(int(getattr(row, name)) for name in ("expected", "started", "submitted", "on_time", "published")))
