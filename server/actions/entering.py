"""First run, sign-in and sign-out, invitations: how a person comes to be known."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow_unit
from server.actions.passwords import LONGEST, SHORTEST, digest, fits, hashed, new_token
from server.report.problems import NotFound, Refused, login_taken, password_length, too_long, too_many_failures, wrong_password
from server.report.units import Unit
from server.report.who import Act, Role
from server.storage import history, people, units
from server.storage.engine import Database
from server.storage.history import Event

FAILURES = 5
WAIT = timedelta(minutes=15)
LONGEST_LOGIN = 100
INVITED_FOR = timedelta(days=14)
FIRST_ROLES = tuple(Role)


@dataclass(frozen=True)
class NewPerson:
    """Who is to be known; `password` is already hashed by `checked`."""

    login: str
    name: str
    password: str


def checked(login: str, name: str, password: str) -> NewPerson:
    """The person with the password hashed: slow on purpose, so outside any transaction. Raises Refused when too short or long."""
    if len(login.strip()) > LONGEST_LOGIN:
        raise Refused(too_long("登录名", LONGEST_LOGIN))
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(password_length(SHORTEST, LONGEST))
    return NewPerson(login.strip(), name.strip(), hashed(password))


def first_run(connection: Connection, person: NewPerson, unit: Unit, at: datetime) -> int:
    """The first administrator and unit. Raises NotFound once there is anybody."""
    people.hold(connection)
    if people.any_person(connection):
        raise NotFound
    unit_id = units.add_unit(connection, unit, None)
    person_id = people.add_person(connection, person.login, person.name, person.password, at)
    people.grant(connection, person_id, unit_id, FIRST_ROLES, at)
    history.add(connection, Event(at, person_id, f"unit:{unit_id}", "first_run", unit_id))
    return person_id


def sign_in(database: Database, login: str, password: str, at: datetime) -> people.Person:
    """The person behind name and password. Raises Refused; the failure is recorded, and after five the name must wait."""
    with database.read() as connection:
        known = people.by_login(connection, login)
        failures = history.failures_since(connection, login[:LONGEST_LOGIN], at - WAIT)
    if failures >= FAILURES:
        raise Refused(too_many_failures(int(WAIT.total_seconds() // 60)))
    right = fits(password, known[1] if known else None)
    with database.write() as connection:
        action = "sign_in" if right else "sign_in_failed"
        history.add(connection, Event(at, known[0].id if known else None, f"login:{login[:LONGEST_LOGIN]}", action))
    if not known or not right:
        raise Refused(wrong_password())
    return known[0]


def start_session(connection: Connection, person_id: int, at: datetime, lasts: timedelta, agent: str) -> str:
    """A new session; its token is returned once and kept only as a digest."""
    token = new_token()
    people.start_session(connection, digest(token), person_id, at, at + lasts, agent)
    return token


def sign_out(connection: Connection, actor: Actor, session_id: int) -> None:
    """End one session."""
    people.end_sessions(connection, actor.id, actor.at, session_id)
    history.add(connection, Event(actor.at, actor.id, f"person:{actor.id}", "sign_out"))


def reset_password(connection: Connection, login: str, password: str, at: datetime) -> None:
    """A new password (hashed) for a name; every session of the person ends. Raises NotFound."""
    known = people.by_login(connection, login)
    if known is None:
        raise NotFound
    people.set_password(connection, known[0].id, password)
    people.end_sessions(connection, known[0].id, at)
    history.add(connection, Event(at, known[0].id, f"person:{known[0].id}", "reset_password"))


def invite(connection: Connection, actor: Actor, unit_id: int, name: str, roles: tuple[Role, ...]) -> str:
    """An invitation to a unit; the token is returned once."""
    allow_unit(connection, actor, Act.invite, unit_id)
    token = new_token()
    people.invite(connection, digest(token), unit_id, name, roles, actor.id, actor.at + INVITED_FOR)
    value = {"name": name, "roles": " ".join(roles)}
    history.add(connection, Event(actor.at, actor.id, f"unit:{unit_id}", "invite", unit_id, value=value))
    return token


def accept(connection: Connection, token: str, person: NewPerson, at: datetime) -> int:
    """Use an invitation as a new person. Raises NotFound when it is used or has run out, Refused when the sign-in name is taken."""
    invitation = _used(connection, token, at)
    if people.by_login(connection, person.login):
        raise Refused(login_taken(person.login))
    person_id = people.add_person(connection, person.login, person.name, person.password, at)
    _join(connection, person_id, invitation, at)
    return person_id


def join(connection: Connection, actor: Actor, token: str) -> None:
    """Use an invitation with the account one has. Raises NotFound when it is used or has run out."""
    _join(connection, actor.id, _used(connection, token, actor.at), actor.at)


def _used(connection: Connection, token: str, at: datetime) -> people.Invitation:
    invitation = people.invitation(connection, digest(token), at)
    if invitation is None or not people.use_invitation(connection, invitation.id, at):
        raise NotFound
    return invitation


def _join(connection: Connection, person_id: int, invitation: people.Invitation, at: datetime) -> None:
    people.grant(connection, person_id, invitation.unit_id, invitation.roles, at)
    value = {"roles": " ".join(invitation.roles)}
    history.add(connection, Event(at, person_id, f"unit:{invitation.unit_id}", "join", invitation.unit_id, value=value))
