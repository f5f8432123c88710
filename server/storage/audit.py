"""The rows of the security log: added, counted, read; never changed, and removed only by age."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, exists, func, insert, or_, select

from server.report.security.traces import CLEARING, FAILED, Trace
from server.storage import shared_tables as s
from server.storage import tables as t

LONGEST_AGENT, LONGEST_TARGET = 200, 300
_A, _P, _U, _M = s.audit.c, t.person.c, t.unit.c, t.membership.c


@dataclass(frozen=True)
class Entry:
    """One line to write. `login`: the sign-in name of somebody known; `target`: what it was about."""

    at: datetime
    act: Trace
    person_id: int | None = None
    unit_id: int | None = None
    login: str = ""
    target: str = ""
    address: str = ""
    agent: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line as it is read, with names as they are now."""

    id: int
    at: datetime
    act: Trace
    person: str
    login: str
    unit: str
    target: str
    address: str
    agent: str
    detail: dict[str, str]


@dataclass(frozen=True)
class Wanted:
    """Lines of one unit and all below, from a moment on and before another, of some kinds, of people whose name has some words in it."""

    unit_id: int
    since: datetime
    until: datetime
    acts: tuple[Trace, ...] = ()
    who: str = ""


def add(connection: Connection, entry: Entry) -> None:
    """Append one line."""
    connection.execute(
        insert(s.audit).values(
            at=entry.at,
            act=entry.act.value,
            person_id=entry.person_id,
            unit_id=entry.unit_id,
            login=entry.login,
            target=entry.target[:LONGEST_TARGET],
            address=entry.address,
            agent=entry.agent[:LONGEST_AGENT],
            detail=json.dumps(dict(entry.detail), ensure_ascii=False),
        )
    )


def hold(connection: Connection, *targets: str) -> None:
    """Let no other transaction judge the same targets before this one ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        for target in sorted(targets):
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(target, 0))))


def failures(connection: Connection, target: str, since: datetime) -> int:
    """How often getting in by a name failed since a moment, after the last that clears it."""
    cleared = select(func.max(_A.id)).where(_A.target == target, _A.act.in_(CLEARING)).scalar_subquery()
    counted = select(func.count()).where(_A.target == target, _A.at > since, _A.act.in_(FAILED), _A.id > func.coalesce(cleared, 0))
    return int(connection.execute(counted).scalar_one())


def failures_from(connection: Connection, address: str, since: datetime) -> int:
    """How often getting in failed from an address since a moment, under whatever names."""
    counted = select(func.count()).where(_A.address == address, _A.at > since, _A.act.in_(FAILED))
    return int(connection.execute(counted).scalar_one())


def came_from(connection: Connection, person_id: int, address: str, since: datetime) -> bool:
    """Whether a person got in from an address since a moment."""
    came = select(_A.id).where(_A.person_id == person_id, _A.at > since, _A.address == address, _A.act == Trace.sign_in.value).limit(1)
    return connection.execute(came).first() is not None


def told(connection: Connection, target: str) -> bool:
    """Whether anything was written about a target."""
    return connection.execute(select(_A.id).where(_A.target == target).limit(1)).first() is not None


def lines(connection: Connection, wanted: Wanted, most: int, before: int | None = None) -> tuple[Line, ...]:
    """The newest lines; with `before`, those older than the line of this id."""
    query = _lines(connection, wanted).limit(most)
    return tuple(map(_line, connection.execute(query if before is None else query.where(_older(before)))))


def every_line(connection: Connection, wanted: Wanted, most: int) -> Iterator[Line]:
    """All lines, oldest first, as they come from the store; not more than `most`."""
    query = _lines(connection, wanted).order_by(None).order_by(_A.at, _A.id).limit(most)
    yield from map(_line, connection.execution_options(yield_per=1000).execute(query))


def count(connection: Connection, wanted: Wanted, most: int) -> int:
    """How many lines there are; counting ends at `most`."""
    counted = _lines(connection, wanted).with_only_columns(_A.id).order_by(None).limit(most).subquery()
    return int(connection.execute(select(func.count()).select_from(counted)).scalar_one())


def remove_before(connection: Connection, moment: datetime) -> int:
    """Remove what is older than a moment: the only way a line goes. How many went."""
    return connection.execute(delete(s.audit).where(_A.at < moment)).rowcount


def _lines(connection: Connection, wanted: Wanted) -> Select[*tuple[object, ...]]:
    query = (
        select(s.audit, _P.name.label("person"), _U.short_name.label("unit"))
        .join_from(s.audit, t.person, _A.person_id == _P.id, isouter=True)
        .join(t.unit, _A.unit_id == _U.id, isouter=True)
        .where(_A.at >= wanted.since, _A.at < wanted.until, _seen(connection, wanted.unit_id))
        .order_by(_A.at.desc(), _A.id.desc())
    )
    query = query.where(_A.act.in_(wanted.acts)) if wanted.acts else query
    return query.where(or_(_P.name.contains(wanted.who, autoescape=True), _A.login == wanted.who)) if wanted.who else query


def _older(before: int) -> ColumnElement[bool]:
    at = select(_A.at).where(_A.id == before).scalar_subquery()
    return and_(_A.at <= at, or_(_A.at < at, _A.id < before))


def _seen(connection: Connection, unit_id: int) -> ColumnElement[bool]:
    """What is about the unit or one below; about no unit, what was done by those who belonged to them then; at the top, by nobody known."""
    path, parent = connection.execute(select(_U.path, _U.parent_id).where(_U.id == unit_id)).one()
    below = select(_U.id).where(_U.path.startswith(path, autoescape=True))
    belonged = exists().where(
        _M.person_id == _A.person_id, _M.unit_id.in_(below), _M.since <= _A.at, or_(_M.until.is_(None), _M.until >= _A.at)
    )
    about = or_(_A.unit_id.in_(below), and_(_A.unit_id.is_(None), belonged))
    return about if parent is not None else or_(about, and_(_A.unit_id.is_(None), _A.person_id.is_(None)))


def _line(row: Row[*tuple[object, ...]]) -> Line:
    detail: dict[str, str] = json.loads(row.detail)
    named = (row.person or "", row.login, row.unit or "", row.target)
    return Line(row.id, row.at, Trace(row.act), *named, row.address, row.agent, detail)
