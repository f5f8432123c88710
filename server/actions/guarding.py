"""Slows guessing down: by name and by address, counted in the security log, so that restarts and other processes make no difference."""

import hashlib
from datetime import timedelta
from enum import Enum

from sqlalchemy import Connection

from server.actions.allowing import Visitor
from server.report.problems import Refused, too_many_failures
from server.report.security.traces import Trace
from server.storage import audit
from server.storage.audit import Entry
from server.storage.people import Person

FAILURES, FROM_ONE_ADDRESS = 5, 30
WAIT, KNOWN_FOR = timedelta(minutes=15), timedelta(days=30)


class Outcome(Enum):
    """What comes of somebody who wants in."""

    welcome = "welcome"
    wrong = "wrong"
    wait = "wait"


def name_key(login: str) -> str:
    """A name as failures are counted by it; only a digest, because people type passwords into the wrong box."""
    return f"login:{hashlib.sha256(login.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def admit(connection: Connection, login: str, visitor: Visitor) -> None:
    """Raises Refused while a name must wait, known or not, before anything is compared."""
    if audit.failures(connection, name_key(login), visitor.at - WAIT) >= FAILURES:
        raise waiting()


def admit_address(connection: Connection, visitor: Visitor) -> None:
    """Raises Refused while an address must wait, for whoever comes without a name."""
    if _crowded(connection, visitor):
        raise waiting()


def judge(connection: Connection, visitor: Visitor, login: str, known: Person | None, failing: Trace | None) -> Outcome:
    """What comes of a comparison, and the failure written down: `failing` says which, None that all fitted.

    In a transaction that is kept, after the slow comparison: of many at once only the first five are judged. From an address with many
    failures only those come in who came from it before, so that an office behind one address is not shut out by one of its machines.
    """
    key, since = name_key(login), visitor.at - WAIT
    audit.hold(connection, key, f"address:{visitor.address}")
    if audit.failures(connection, key, since) >= FAILURES:
        return Outcome.wait
    crowded = _crowded(connection, visitor)
    stranger = known is None or not audit.came_from(connection, known.id, visitor.address, visitor.at - KNOWN_FOR)
    if crowded and stranger:
        return Outcome.wait
    if failing is None:
        return Outcome.welcome
    _write(connection, visitor, key, known, failing)
    if audit.failures(connection, key, since) == FAILURES:
        _write(connection, visitor, key, known, Trace.must_wait)
    return Outcome.wait if crowded else Outcome.wrong


def waiting() -> Refused:
    """What is said to whoever must wait, the same for every reason."""
    return Refused(too_many_failures(int(WAIT.total_seconds() // 60)))


def _crowded(connection: Connection, visitor: Visitor) -> bool:
    return visitor.address != "" and audit.failures_from(connection, visitor.address, visitor.at - WAIT) >= FROM_ONE_ADDRESS


def _write(connection: Connection, visitor: Visitor, key: str, known: Person | None, act: Trace) -> None:
    person_id, login = (known.id, known.login) if known else (None, "")
    audit.add(connection, Entry(visitor.at, act, person_id, None, login, key, visitor.address, visitor.agent))
