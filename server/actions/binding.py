"""Joins a person with who that is to the house; never by a name or an address of mail, only by somebody who is both at once."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from server.actions import entering, guarding, securing
from server.actions.allowing import Actor, Visitor
from server.actions.guarding import Outcome
from server.actions.passwords import fits
from server.report.problems import Refused
from server.report.security.errands import Errand, named, opened, sealed
from server.report.security.problems import house_refused, house_taken, old_password_wrong, password_first
from server.report.security.traces import Trace
from server.storage import accounts, audit, history
from server.storage.engine import Database
from server.storage.history import Event
from server.storage.people import Person

THERE_AND_BACK = timedelta(minutes=10)
BOUND = "bound"


@dataclass(frozen=True)
class Proof:
    """That this browser came back from the house as somebody: `sealed` goes into a form and comes back with it."""

    sealed: str
    name: str
    login: str


def errand(purpose: str, about: str, visitor: Visitor, secret: str) -> str:
    """A new errand to the house, sealed with the browser's secret."""
    until = int((visitor.at + THERE_AND_BACK).timestamp())
    return sealed(Errand(purpose, about, until, secrets.token_urlsafe(12)), secret)


def back(database: Database, state: str, secret: str, visitor: Visitor, house: str) -> Errand:
    """The errand a browser comes back from, once. Raises Refused for another's, a late or a used one, and while the address must wait."""
    found = opened(state, secret, int(visitor.at.timestamp()))
    if found is None:
        raise Refused(house_refused(house))
    target = f"house:{named(state)}"
    with database.write() as connection:
        guarding.admit_address(connection, visitor)
        audit.hold(connection, target)
        used = audit.told(connection, target)
        if not used:
            securing.note(connection, visitor, Trace.house_asked, target=target)
    if used:
        raise Refused(house_refused(house))
    return found


def failed(database: Database, visitor: Visitor, why: str) -> None:
    """Write down that the house let nobody in."""
    with database.write() as connection:
        securing.note(connection, visitor, Trace.house_failed, detail={"reason": why})


def came(database: Database, subject: str, visitor: Visitor) -> Person | None:
    """The person whom the house calls so, who is in now; None when there is none."""
    with database.write() as connection:
        found = accounts.by_subject(connection, subject)
        if found:
            entering.came_in(connection, visitor, found, "house")
    return found


def proof(subject: str, whose: int, visitor: Visitor, secret: str) -> str:
    """For a form: that this browser is `subject` to the house; `whose`: the person it may be bound to, 0 for a new one."""
    return errand(f"{BOUND}:{whose}", subject, visitor, secret)


def subject_of(text: str, whose: int, visitor: Visitor, secret: str) -> str:
    """The subject of a proof; "" for one that is another's, or late."""
    found = opened(text, secret, int(visitor.at.timestamp()))
    return found.about if found and found.purpose == f"{BOUND}:{whose}" else ""


def bind(database: Database, actor: Actor, subject: str, password: str, house: str) -> None:
    """From now on the house's account opens this one. The password is asked once more. Raises Refused."""
    visitor = Visitor(actor.at, actor.address, actor.agent)
    with database.read() as connection:
        found = accounts.account(connection, actor.id)
        guarding.admit(connection, found.person.login if found else "", visitor)
    right = fits(password, found.password if found else None)
    outcome = Outcome.wrong
    with database.write() as connection:
        if found:
            outcome = guarding.judge(connection, visitor, found.person.login, found.person, None if right else Trace.sign_in_failed)
        if outcome is Outcome.welcome:
            free(connection, subject, house)
            accounts.set_subject(connection, actor.id, subject)
            _note(connection, actor, Trace.account_bound)
            return
    raise guarding.waiting() if outcome is Outcome.wait else Refused(old_password_wrong())


def free(connection: Connection, subject: str, house: str) -> None:
    """Raises Refused when somebody has the house's account already; nobody takes it before the transaction ends."""
    audit.hold(connection, f"subject:{subject}")
    if accounts.by_subject(connection, subject):
        raise Refused(house_taken(house))


def unbind(connection: Connection, actor: Actor) -> None:
    """The house's account opens this one no longer. Raises Refused for whoever has no password."""
    found = accounts.account(connection, actor.id)
    if found is None or not found.password:
        raise Refused(password_first())
    accounts.set_subject(connection, actor.id, None)
    _note(connection, actor, Trace.account_unbound)


def _note(connection: Connection, actor: Actor, act: Trace) -> None:
    history.add(connection, Event(actor.at, actor.id, f"person:{actor.id}", act.value))
    securing.note(connection, actor, act)
