"""People, their roles at units and their sessions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, or_, select, update

from server.report.who import Role
from server.storage import tables as t
from server.storage import units

_P, _S, _M = t.person.c, t.sign_in.c, t.membership.c
_SESSION = (  # asked at every request, so built once
    select(_P.id, _P.login, _P.name, _S.id.label("session_id"), _S.expires_at)
    .join_from(t.sign_in, t.person, _S.person_id == _P.id)
    .where(_S.token == bindparam("token"), _S.ended_at.is_(None), _S.expires_at > bindparam("at"))
)
_MEMBERSHIPS = select(_M.unit_id, _M.role, _M.until).where(_M.person_id == bindparam("person"), _M.since <= bindparam("at"))


@dataclass(frozen=True)
class Person:
    """Someone who can sign in."""

    id: int
    login: str
    name: str


@dataclass(frozen=True)
class Session:
    """A live sign-in."""

    id: int
    person: Person
    expires_at: datetime


@dataclass(frozen=True)
class Member:
    """A person with all roles at one unit, in the order of their giving."""

    person: Person
    roles: tuple[Role, ...]
    phone: str = ""


def any_person(connection: Connection) -> bool:
    """Whether the first run is over."""
    return connection.execute(select(t.person.c.id).limit(1)).first() is not None


def hold(connection: Connection) -> None:
    """Let no other transaction add a person before this one ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE person IN EXCLUSIVE MODE")


def add_person(connection: Connection, login: str, name: str, password: str, at: datetime) -> int:
    """A new person; `password` is already hashed."""
    return int(
        connection.execute(
            insert(t.person).values(login=login, name=name, password=password, created_at=at).returning(t.person.c.id)
        ).scalar_one()
    )


def by_login(connection: Connection, login: str) -> tuple[Person, str] | None:
    """A person and the password hash."""
    row = connection.execute(select(t.person).where(t.person.c.login == login)).first()
    return (_person(row), row.password) if row else None


def set_password(connection: Connection, person_id: int, password: str) -> None:
    """A new hash; the caller ends the sessions."""
    connection.execute(update(t.person).where(t.person.c.id == person_id).values(password=password))


def grant(connection: Connection, person_id: int, unit_id: int, roles: Iterable[Role], at: datetime) -> None:
    """Give roles at a unit from now on; those already held stay as they are."""
    held = set(roles_at(connection, person_id, unit_id, at))
    rows = [{"person_id": person_id, "unit_id": unit_id, "role": role.value, "since": at} for role in roles if role not in held]
    if rows:
        connection.execute(insert(t.membership), rows)


def grant_all(connection: Connection, given: Iterable[tuple[int, int, Role]], at: datetime) -> None:
    """Give roles that are not held yet, as (person, unit, role), from now on."""
    rows = [{"person_id": person, "unit_id": unit, "role": role.value, "since": at} for person, unit, role in dict.fromkeys(given)]
    if rows:
        connection.execute(insert(t.membership), rows)


def roles_at(connection: Connection, person_id: int, unit_id: int, at: datetime) -> tuple[Role, ...]:
    """The roles held at exactly this unit now."""
    return tuple(role for unit, role in memberships(connection, person_id, at) if unit == unit_id)


def memberships(connection: Connection, person_id: int, at: datetime) -> list[tuple[int, Role]]:
    """(unit, role) of a person now."""
    rows = connection.execute(_MEMBERSHIPS, {"person": person_id, "at": at})
    return held_now(((row.unit_id, row.role, row.until) for row in rows), at)


def held_now(rows: Iterable[tuple[int, str, datetime | None]], at: datetime) -> list[tuple[int, Role]]:
    """(unit, role) of those memberships (unit, role, end) that have not ended."""
    return [(unit, Role(role)) for unit, role, until in rows if until is None or until > at]


def members(connection: Connection, unit_id: int, at: datetime) -> tuple[Member, ...]:
    """Everyone with a role at a unit now, in order of joining."""
    return members_of(connection, _M.unit_id == unit_id, at).get(unit_id, ())


def members_of(connection: Connection, which: ColumnElement[bool], at: datetime) -> dict[int, tuple[Member, ...]]:
    """The same of many units, by unit; `which` is a condition on the unit (`t.membership`). One without anybody is not in it."""
    rows = connection.execute(
        select(_P.id, _P.login, _P.name, _P.phone, _M.unit_id, _M.role)
        .join_from(t.membership, t.person, _M.person_id == _P.id)
        .where(which, *_held(at))
        .order_by(_M.id)
    )
    found: dict[int, dict[int, Member]] = {}
    for row in rows:
        here = found.setdefault(row.unit_id, {})
        known = here.get(row.id)
        here[row.id] = Member(_person(row), (*(known.roles if known else ()), Role(row.role)), row.phone)
    return {unit: tuple(each.values()) for unit, each in found.items()}


def members_in(connection: Connection, path: str, at: datetime) -> dict[int, tuple[Member, ...]]:
    """The same of a unit and all below it, by its path."""
    return members_of(connection, _M.unit_id.in_(select(t.unit.c.id).where(units.inside(path))), at)


def end_roles(connection: Connection, person_id: int, unit_ids: Iterable[int], at: datetime, roles: Iterable[Role] = tuple(Role)) -> None:
    """Take roles at some units from now on. What was held until now stays known, and what ended before keeps its end."""
    words = [role.value for role in roles]
    which = (_M.person_id == person_id, _M.unit_id.in_(tuple(unit_ids)), _M.role.in_(words), *_held(at))
    connection.execute(update(t.membership).where(*which).values(until=at))


def _held(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (_M.since <= at, or_(_M.until.is_(None), _M.until > at))


def start_session(connection: Connection, token: str, person_id: int, at: datetime, until: datetime, agent: str, address: str = "") -> None:
    """A new sign-in; `token` is the digest, never the token itself."""
    values = {"token": token, "person_id": person_id, "started_at": at, "expires_at": until, "agent": agent[:200], "address": address}
    connection.execute(insert(t.sign_in).values(values))


def session(connection: Connection, token: str, at: datetime) -> Session | None:
    """The live session of a token digest."""
    row = connection.execute(_SESSION, {"token": token, "at": at}).first()
    return Session(row.session_id, _person(row), row.expires_at) if row else None


def extend_session(connection: Connection, session_id: int, until: datetime) -> None:
    """Move the end of a session."""
    connection.execute(update(t.sign_in).where(t.sign_in.c.id == session_id).values(expires_at=until))


def end_sessions(connection: Connection, person_id: int, at: datetime, session_id: int | None = None) -> None:
    """Sign out: one session of a person, or all of them."""
    which = [t.sign_in.c.id == session_id] if session_id is not None else []
    ended = update(t.sign_in).where(t.sign_in.c.person_id == person_id, *which, t.sign_in.c.ended_at.is_(None)).values(ended_at=at)
    connection.execute(ended)


def _person(row: Row[*tuple[object, ...]]) -> Person:
    return Person(row.id, row.login, row.name)
