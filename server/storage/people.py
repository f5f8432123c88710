"""People, their roles at units, their sessions and their invitations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from server.report.who import Role
from server.storage import tables as t

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
    """A person with all roles at one unit."""

    person: Person
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Invitation:
    """A one-time link that has not been used and has not run out."""

    id: int
    unit_id: int
    unit_name: str
    name: str
    roles: tuple[Role, ...]


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


def roles_at(connection: Connection, person_id: int, unit_id: int, at: datetime) -> tuple[Role, ...]:
    """The roles held at exactly this unit now."""
    return tuple(role for unit, role in memberships(connection, person_id, at) if unit == unit_id)


def memberships(connection: Connection, person_id: int, at: datetime) -> list[tuple[int, Role]]:
    """(unit, role) of a person now."""
    rows = connection.execute(_MEMBERSHIPS, {"person": person_id, "at": at})
    return [(row.unit_id, Role(row.role)) for row in rows if row.until is None or row.until > at]


def members(connection: Connection, unit_id: int, at: datetime) -> tuple[Member, ...]:
    """Everyone with a role at a unit now, in order of joining."""
    m = t.membership.c
    rows = connection.execute(
        select(t.person.c.id, t.person.c.login, t.person.c.name, m.role, m.until)
        .join_from(t.membership, t.person, m.person_id == t.person.c.id)
        .where(m.unit_id == unit_id, m.since <= at)
        .order_by(m.id)
    )
    found: dict[int, tuple[Person, list[Role]]] = {}
    for row in rows:
        if row.until is None or row.until > at:
            found.setdefault(row.id, (_person(row), []))[1].append(Role(row.role))
    return tuple(Member(person, tuple(roles)) for person, roles in found.values())


def start_session(connection: Connection, token: str, person_id: int, at: datetime, until: datetime, agent: str) -> None:
    """A new sign-in; `token` is the digest, never the token itself."""
    connection.execute(insert(t.sign_in).values(token=token, person_id=person_id, started_at=at, expires_at=until, agent=agent[:200]))


def session(connection: Connection, token: str, at: datetime) -> Session | None:
    """The live session of a token digest."""
    row = connection.execute(_SESSION, {"token": token, "at": at}).first()
    return Session(row.session_id, _person(row), row.expires_at) if row else None


def extend_session(connection: Connection, session_id: int, until: datetime) -> None:
    """Move the end of a session."""
    connection.execute(update(t.sign_in).where(t.sign_in.c.id == session_id).values(expires_at=until))


def end_sessions(connection: Connection, person_id: int, at: datetime, session_id: int | None = None) -> None:
    """Sign out: one session, or all of a person."""
    which = t.sign_in.c.id == session_id if session_id is not None else t.sign_in.c.person_id == person_id
    connection.execute(update(t.sign_in).where(which, t.sign_in.c.ended_at.is_(None)).values(ended_at=at))


def invite(connection: Connection, token: str, unit_id: int, name: str, roles: Iterable[Role], by: int, until: datetime) -> None:
    """Keep an invitation; `token` is the digest of what the link carries."""
    words = " ".join(role.value for role in roles)
    connection.execute(insert(t.invitation).values(token=token, unit_id=unit_id, name=name, roles=words, invited_by=by, expires_at=until))


def invitation(connection: Connection, token: str, at: datetime) -> Invitation | None:
    """The open invitation of a token digest."""
    i = t.invitation.c
    row = connection.execute(
        select(i.id, i.unit_id, i.name, i.roles, t.unit.c.name.label("unit_name"))
        .join_from(t.invitation, t.unit, i.unit_id == t.unit.c.id)
        .where(i.token == token, i.used_at.is_(None), i.expires_at > at)
    ).first()
    return Invitation(row.id, row.unit_id, row.unit_name, row.name, tuple(map(Role, row.roles.split()))) if row else None


def use_invitation(connection: Connection, invitation_id: int, at: datetime) -> bool:
    """Mark it used; False when somebody else just did."""
    i = t.invitation.c
    return connection.execute(update(t.invitation).where(i.id == invitation_id, i.used_at.is_(None)).values(used_at=at)).rowcount == 1


def _person(row: Row[*tuple[object, ...]]) -> Person:
    return Person(row.id, row.login, row.name)
