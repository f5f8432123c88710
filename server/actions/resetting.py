"""Codes with which a person sets a new password: given by an administrator, read out by phone, used once."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection

from server.actions import guarding, securing
from server.actions.allowing import Actor, Visitor, roles_towards
from server.actions.guarding import Outcome
from server.actions.passwords import LONGEST, SHORTEST, fits, hashed
from server.report.problems import NotAllowed, NotFound, Refused, password_length
from server.report.security import codes
from server.report.security.problems import code_beyond, code_for_oneself, code_wrong
from server.report.security.traces import Trace
from server.report.who import Act, may, may_enter_for
from server.storage import accounts, history, people, units
from server.storage.accounts import Account, Code
from server.storage.engine import Database
from server.storage.history import Event

LASTS, TRIES = timedelta(hours=24), 5


def drawn() -> tuple[str, str]:
    """A new code and its hash: slow on purpose, so outside any transaction."""
    code = codes.drawn(secrets.randbelow)
    return code, hashed(code)


def allow_code(connection: Connection, actor: Actor, unit_id: int, person_id: int) -> Account:
    """Somebody of a unit whom the actor may give a code, by `who.may_enter_for`. Raises NotFound, NotAllowed."""
    administered = {unit for unit, role in people.memberships(connection, actor.id, actor.at) if may(Act.give_code, (role,))}
    held = dict.fromkeys(unit for unit, _ in people.memberships(connection, person_id, actor.at))
    found = accounts.account(connection, person_id)
    here = units.above(connection, unit_id)
    sees = may(Act.see_unit, roles_towards(connection, actor.id, unit_id, actor.at))
    if found is None or unit_id not in held or not (sees or administered & set(here)):
        raise NotFound
    if not administered & set(here):
        raise NotAllowed
    if person_id == actor.id:
        raise NotAllowed(code_for_oneself())
    if not may_enter_for(administered, [units.above(connection, unit) for unit in held]):
        raise NotAllowed(code_beyond())
    return found


def give(connection: Connection, actor: Actor, unit_id: int, person_id: int, kept: str) -> datetime:
    """Keep the hash of a new code for a person of a unit; an older one ends. Until when it can be used. Raises as `allow_code`."""
    found = allow_code(connection, actor, unit_id, person_id)
    accounts.hold(connection, person_id)
    accounts.end_codes(connection, person_id, actor.at)
    until = actor.at + LASTS
    accounts.add_code(connection, person_id, kept, actor.id, actor.at, until)
    _note(connection, actor, Trace.code_made, unit_id, found)
    return until


def take_back(connection: Connection, actor: Actor, unit_id: int, person_id: int) -> None:
    """End the open code of a person. Raises as `allow_code`."""
    found = allow_code(connection, actor, unit_id, person_id)
    if accounts.end_codes(connection, person_id, actor.at):
        _note(connection, actor, Trace.code_ended, unit_id, found)


def waiting_code(connection: Connection, person_id: int, at: datetime) -> datetime | None:
    """Until when a code of a person can be used; None where there is none."""
    code = accounts.open_code(connection, person_id, at, TRIES)
    return code.expires_at if code else None


def reset(database: Database, visitor: Visitor, login: str, typed: str, password: str) -> None:
    """A new password for whoever has the code; every session ends. Raises Refused, in one sentence for every reason.

    A name nobody has takes as long and is answered the same. Wrong codes count as failed sign-ins do; after five the code is over.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(password_length(SHORTEST, LONGEST))
    with database.read() as connection:
        guarding.admit(connection, login, visitor)
        known = people.by_login(connection, login)
        code = accounts.open_code(connection, known[0].id, visitor.at, TRIES) if known else None
    right = fits(codes.typed(typed), code.hash if code else None)
    kept = hashed(password)
    with database.write() as connection:
        person = known[0] if known else None
        outcome = guarding.judge(connection, visitor, login, person, None if right else Trace.code_failed)
        outcome = _done(connection, visitor, person, code, kept, outcome)
    if outcome is not Outcome.welcome:
        raise guarding.waiting() if outcome is Outcome.wait else Refused(code_wrong())


def _done(
    connection: Connection, visitor: Visitor, person: people.Person | None, code: Code | None, kept: str, outcome: Outcome
) -> Outcome:
    """What comes of it in the end: a code that was used up meanwhile does not count."""
    if person is None or code is None:
        return outcome
    if outcome is Outcome.wrong:
        accounts.tried(connection, code.id)
    if outcome is not Outcome.welcome:
        return outcome
    still = accounts.open_code(connection, person.id, visitor.at, TRIES)
    if still is None or still.id != code.id or not accounts.use_code(connection, code.id, visitor.at):
        return Outcome.wrong
    people.set_password(connection, person.id, kept)
    people.end_sessions(connection, person.id, visitor.at)
    himself = Actor(person.id, person.name, visitor.at, visitor.address, visitor.agent)
    history.add(connection, Event(visitor.at, person.id, f"person:{person.id}", "reset_password"))
    securing.note(connection, himself, Trace.password_reset, target=guarding.name_key(person.login), detail={"by": "code"})
    return Outcome.welcome


def _note(connection: Connection, actor: Actor, act: Trace, unit_id: int, found: Account) -> None:
    target = guarding.name_key(found.person.login)
    history.add(connection, Event(actor.at, actor.id, f"person:{found.person.id}", act.value, unit_id))
    securing.note(connection, actor, act, unit_id=unit_id, target=target, detail={"name": found.person.name})
