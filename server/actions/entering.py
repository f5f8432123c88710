"""First run, sign-in and sign-out, invitations: how a person comes to be known."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from server.actions import guarding, securing
from server.actions.allowing import Actor, Visitor, allow_unit
from server.actions.guarding import Outcome
from server.actions.passwords import LONGEST, SHORTEST, digest, fits, hashed, new_token
from server.report.problems import NotFound, Refused, login_taken, password_length, too_long, wrong_password
from server.report.security.traces import Trace
from server.report.units import Liaison, Unit
from server.report.who import Act, Role
from server.storage import accounts, history, invitations, people, units
from server.storage.engine import Database
from server.storage.history import Event
from server.storage.invitations import Invitation, NewInvitation

LONGEST_LOGIN = 100
INVITED_FOR = timedelta(days=14)
FIRST_ROLES = tuple(Role)


@dataclass(frozen=True)
class NewPerson:
    """Who is to be known; `password` is already hashed by `checked`, or "" for somebody who comes in by the house alone.

    `subject`: who that is to the sign-in service of the house.
    """

    login: str
    name: str
    password: str
    subject: str | None = None


def checked(login: str, name: str, password: str) -> NewPerson:
    """The person with the password hashed: slow on purpose, so outside any transaction. Raises Refused when too short or long."""
    if len(login.strip()) > LONGEST_LOGIN:
        raise Refused(too_long("登录名", LONGEST_LOGIN))
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(password_length(SHORTEST, LONGEST))
    return NewPerson(login.strip(), name.strip(), hashed(password))


def first_run(connection: Connection, person: NewPerson, unit: Unit, at: datetime, liaison: Liaison | None = None) -> int:
    """The first administrator and unit. Raises NotFound once there is anybody."""
    people.hold(connection)
    if people.any_person(connection):
        raise NotFound
    unit_id = units.add_unit(connection, unit, None, liaison)
    person_id = people.add_person(connection, person.login, person.name, person.password, at)
    people.grant(connection, person_id, unit_id, FIRST_ROLES, at)
    history.add(connection, Event(at, person_id, f"unit:{unit_id}", "first_run", unit_id))
    securing.note(connection, Actor(person_id, person.name, at), Trace.first_run, unit_id=unit_id, detail={"name": person.name})
    return person_id


def sign_in(database: Database, login: str, password: str, at: datetime, address: str = "", agent: str = "") -> people.Person:
    """The person behind name and password. Raises Refused; the failure is recorded, and after five the name must wait."""
    visitor = Visitor(at, address, agent)
    with database.read() as connection:
        guarding.admit(connection, login, visitor)
        known = people.by_login(connection, login)
    right = fits(password, known[1] if known else None)
    with database.write() as connection:
        person = known[0] if known else None
        outcome = guarding.judge(connection, visitor, login, person, None if right else Trace.sign_in_failed)
        if known and outcome is Outcome.welcome:
            came_in(connection, visitor, known[0])
            return known[0]
    raise guarding.waiting() if outcome is Outcome.wait else Refused(wrong_password())


def came_in(connection: Connection, visitor: Visitor, person: people.Person, way: str = "") -> None:
    """Write down that somebody got in; from now on failures are counted anew. `way`: by what, when not by name and password."""
    actor = Actor(person.id, person.name, visitor.at, visitor.address, visitor.agent)
    detail = {"by": way} if way else {}
    securing.note(connection, actor, Trace.sign_in, target=guarding.name_key(person.login), detail=detail)


def start_session(connection: Connection, person_id: int, at: datetime, lasts: timedelta, agent: str, address: str = "") -> str:
    """A new session; its token is returned once and kept only as a digest."""
    token = new_token()
    people.start_session(connection, digest(token), person_id, at, at + lasts, agent, address)
    return token


def sign_out(connection: Connection, actor: Actor, session_id: int) -> None:
    """End one session."""
    people.end_sessions(connection, actor.id, actor.at, session_id)
    history.add(connection, Event(actor.at, actor.id, f"person:{actor.id}", "sign_out"))
    securing.note(connection, actor, Trace.sign_out)


def reset_password(connection: Connection, login: str, password: str, at: datetime) -> None:
    """A new password (hashed) for a name; every session of the person ends. Raises NotFound."""
    known = people.by_login(connection, login)
    if known is None:
        raise NotFound
    people.set_password(connection, known[0].id, password)
    people.end_sessions(connection, known[0].id, at)
    history.add(connection, Event(at, known[0].id, f"person:{known[0].id}", "reset_password"))
    himself = Actor(known[0].id, known[0].name, at)
    securing.note(connection, himself, Trace.password_reset, target=guarding.name_key(login), detail={"by": "command"})


def invite(connection: Connection, actor: Actor, unit_id: int, name: str, roles: tuple[Role, ...], phone: str = "") -> str:
    """An invitation to a unit; the token is returned once."""
    allow_unit(connection, actor, Act.invite, unit_id)
    token = new_token()
    invitations.add(connection, (NewInvitation(digest(token), unit_id, name, roles, phone),), actor.id, actor.at + INVITED_FOR)
    value = {"name": name, "roles": " ".join(roles)}
    history.add(connection, Event(actor.at, actor.id, f"unit:{unit_id}", "invite", unit_id, value=value))
    securing.note(connection, actor, Trace.invited, unit_id=unit_id, target=f"unit:{unit_id}", detail=value)
    return token


def accept(connection: Connection, token: str, person: NewPerson, at: datetime, address: str = "", agent: str = "") -> int:
    """Use an invitation as a new person. Raises NotFound when it is used or has run out, Refused when the sign-in name is taken."""
    invited = _used(connection, token, at)
    if people.by_login(connection, person.login):
        raise Refused(login_taken(person.login))
    person_id = people.add_person(connection, person.login, person.name, person.password, at)
    if person.subject:
        accounts.set_subject(connection, person_id, person.subject)
    for phone in filter(None, (each.phone for each in invited[:1])):
        accounts.set_phone(connection, person_id, phone)
    _join(connection, Actor(person_id, person.name, at, address, agent), invited)
    return person_id


def join(connection: Connection, actor: Actor, token: str) -> None:
    """Use an invitation with the account one has. Raises NotFound when it is used or has run out."""
    _join(connection, actor, _used(connection, token, actor.at))


def _used(connection: Connection, token: str, at: datetime) -> tuple[Invitation, ...]:
    invited = invitations.by_token(connection, digest(token), at)
    if not invited or not invitations.use(connection, invited, at):
        raise NotFound
    return invited


def _join(connection: Connection, actor: Actor, invited: tuple[Invitation, ...]) -> None:
    """Come to every unit that a link is for."""
    for each in invited:
        people.grant(connection, actor.id, each.unit_id, each.roles, actor.at)
        value, target = {"roles": " ".join(each.roles)}, f"unit:{each.unit_id}"
        history.add(connection, Event(actor.at, actor.id, target, "join", each.unit_id, value=value))
        securing.note(connection, actor, Trace.joined, unit_id=each.unit_id, target=target, detail=value)
