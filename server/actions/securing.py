"""Writes the security log, lets those read it who may, and removes what is older than it must be kept."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from server.actions.allowing import Actor, Visitor, allow_unit
from server.clock import BEIJING
from server.report.problems import ReadOnly
from server.report.security.traces import Trace
from server.report.who import Act
from server.storage import audit, reports
from server.storage.audit import Entry, Line, Wanted
from server.storage.engine import Database
from server.storage.people import Person

LEAST_DAYS = 180
_ABOUT = re.compile(r"/(reports|units)/([0-9]{1,9})(?:/|$)")
log = logging.getLogger("chengbao")


def note(
    connection: Connection,
    who: Actor | Visitor,
    act: Trace,
    *,
    unit_id: int | None = None,
    target: str = "",
    detail: Mapping[str, str] | None = None,
) -> None:
    """Append one line: who did what, about which unit (None: about the person alone), to what (kind:id), with what (DETAILS).

    In the transaction of what it tells of, so that neither is kept without the other.
    """
    person_id = who.id if isinstance(who, Actor) else None
    audit.add(connection, Entry(who.at, act, person_id, unit_id, "", target, who.address, who.agent, detail or {}))


def file_left(database: Database, person: Person, visitor: Visitor, path: str, name: str) -> None:
    """Write down that a file left, by the address it left at. A full disk does not keep anybody from it; the process log has it then."""
    actor = Actor(person.id, person.name, visitor.at, visitor.address, visitor.agent)
    try:
        with database.write() as connection:
            unit_id = _unit_at(connection, path)
            note(connection, actor, Trace.file_left, unit_id=unit_id, target=path, detail={"name": name})
    except ReadOnly:
        log.warning("file_left not written down: person %s, %s", person.id, path)


def allow_log(connection: Connection, actor: Actor, unit_id: int) -> None:
    """Raises NotFound or NotAllowed unless somebody reads the log of a unit; nobody does by administering it."""
    allow_unit(connection, actor, Act.read_log, unit_id)


def lines(connection: Connection, actor: Actor, wanted: Wanted, most: int, before: int | None = None) -> tuple[Line, ...]:
    """The newest lines a reader of a unit's log asked for. Raises NotFound or NotAllowed."""
    allow_log(connection, actor, wanted.unit_id)
    return audit.lines(connection, wanted, most, before)


def beyond(connection: Connection, actor: Actor, wanted: Wanted, most: int) -> bool:
    """Whether there are more lines than one export may have. Raises as `lines`."""
    allow_log(connection, actor, wanted.unit_id)
    return audit.count(connection, wanted, most + 1) > most


def export(connection: Connection, actor: Actor, wanted: Wanted, most: int) -> Iterator[Line]:
    """All lines of a period, oldest first, as they come from the store. Raises as `lines`."""
    allow_log(connection, actor, wanted.unit_id)
    return audit.every_line(connection, wanted, most)


def keep(database: Database, today: date, at: datetime, days: int) -> int:
    """Remove what is older than so many days, never less than 180, and say so in the log: how many lines went."""
    first = today - timedelta(days=max(LEAST_DAYS, days))
    moment = datetime.combine(first, time(), BEIJING)
    with database.write() as connection:
        removed = audit.remove_before(connection, moment)
        if removed:
            note(connection, Visitor(at), Trace.old_removed, detail={"rows": str(removed), "until": first.isoformat()})
    return removed


def noted(database: Database, at: datetime, act: Trace, name: str) -> None:
    """What a command did, where the store can take it."""
    with suppress(ReadOnly), database.write() as connection:
        note(connection, Visitor(at), act, detail={"name": name})


def _unit_at(connection: Connection, path: str) -> int | None:
    """The unit an address is about; None for one that is about none, or no longer there."""
    about = _ABOUT.match(path)
    if about is None:
        return None
    if about[1] == "units":
        return int(about[2])
    report = reports.report(connection, int(about[2]))
    return report.unit_id if report else None
