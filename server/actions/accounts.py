"""What a person does with the own account: phone, password, sessions."""

from sqlalchemy import Connection

from server.actions import guarding, securing
from server.actions.allowing import Actor, Visitor
from server.actions.guarding import Outcome
from server.actions.passwords import LONGEST, SHORTEST, fits, hashed
from server.report.problems import NotFound, Refused, password_length
from server.report.security.problems import old_password_wrong, phone_wrong, same_password
from server.report.security.traces import Trace
from server.report.security.typed import is_phone
from server.storage import accounts, history, people
from server.storage.accounts import Account, Live
from server.storage.engine import Database
from server.storage.history import Event


def account_of(connection: Connection, actor: Actor) -> tuple[Account, tuple[Live, ...]]:
    """One's own account and live sessions."""
    found = accounts.account(connection, actor.id)
    if found is None:
        raise NotFound
    return found, accounts.live(connection, actor.id, actor.at)


def set_phone(connection: Connection, actor: Actor, phone: str) -> None:
    """Where one can be called; "" for nowhere. Raises Refused for what is no number."""
    if phone and not is_phone(phone):
        raise Refused(phone_wrong())
    accounts.set_phone(connection, actor.id, phone)
    history.add(connection, Event(actor.at, actor.id, f"person:{actor.id}", "set_phone"))


def change_password(database: Database, actor: Actor, session_id: int, old: str, new: str) -> None:
    """A new password for oneself; every other session ends. Raises Refused; a wrong old one counts as a failed sign-in."""
    if not SHORTEST <= len(new) <= LONGEST:
        raise Refused(password_length(SHORTEST, LONGEST))
    visitor = Visitor(actor.at, actor.address, actor.agent)
    with database.read() as connection:
        found, _ = account_of(connection, actor)
        guarding.admit(connection, found.person.login, visitor)
    right = fits(old, found.password)
    if right and old == new:
        raise Refused(same_password())
    kept = hashed(new)  # slow on purpose, so outside the transaction
    with database.write() as connection:
        outcome = guarding.judge(connection, visitor, found.person.login, found.person, None if right else Trace.sign_in_failed)
        if outcome is Outcome.welcome:
            _set_password(connection, actor, session_id, found, kept)
            return
    raise guarding.waiting() if outcome is Outcome.wait else Refused(old_password_wrong())


def end_session(connection: Connection, actor: Actor, session_id: int) -> None:
    """End one of one's own sessions. Raises NotFound for one that is none of them, or has ended."""
    if session_id not in {each.id for each in accounts.live(connection, actor.id, actor.at)}:
        raise NotFound
    people.end_sessions(connection, actor.id, actor.at, session_id)
    _note(connection, actor, Trace.session_ended, {"count": "1"})


def end_everywhere(connection: Connection, actor: Actor) -> None:
    """End all of one's sessions, this one too."""
    count = len(accounts.live(connection, actor.id, actor.at))
    people.end_sessions(connection, actor.id, actor.at)
    _note(connection, actor, Trace.everywhere_ended, {"count": str(count)})


def _set_password(connection: Connection, actor: Actor, session_id: int, found: Account, kept: str) -> None:
    people.set_password(connection, actor.id, kept)
    ended = accounts.end_others(connection, actor.id, actor.at, session_id)
    accounts.end_codes(connection, actor.id, actor.at)
    history.add(connection, Event(actor.at, actor.id, f"person:{actor.id}", "change_password"))
    key = guarding.name_key(found.person.login)
    securing.note(connection, actor, Trace.password_changed, target=key, detail={"count": str(ended)})


def _note(connection: Connection, actor: Actor, act: Trace, detail: dict[str, str]) -> None:
    history.add(connection, Event(actor.at, actor.id, f"person:{actor.id}", act.value))
    securing.note(connection, actor, act, detail=detail)
