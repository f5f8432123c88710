"""The append-only record of who did what when, and the values it keeps."""

import json
import zlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select

from server.storage import tables as t

Value = dict[str, str]
_ADD = insert(t.history)


@dataclass(frozen=True)
class Event:
    """One thing that happened. `target` names it as kind:id (text:12, entry:3:dis.petition_received)."""

    at: datetime
    person_id: int | None
    target: str
    action: str
    unit_id: int | None = None
    report_id: int | None = None
    version: int = 0
    value: Value | None = None


@dataclass(frozen=True)
class Past:
    """What a target was at a version, who made it so and when."""

    value: Value
    version: int
    at: datetime
    person: str


def add(connection: Connection, *events: Event) -> None:
    """Append; nothing here is ever changed or removed."""
    rows = [
        {
            "at": each.at,
            "person_id": each.person_id,
            "unit_id": each.unit_id,
            "report_id": each.report_id,
            "target": each.target,
            "action": each.action,
            "version": each.version,
            "value": _packed(each.value),
        }
        for each in events
    ]
    if rows:
        connection.execute(_ADD, rows)


def at_version(connection: Connection, target: str, version: int) -> Past | None:
    """What a target was at a version; None when nobody ever saved that version."""
    found = _pasts(connection, target, t.history.c.version == version)
    return found[0] if found else None


def latest(connection: Connection, target: str) -> Past | None:
    """The newest saved value of a target."""
    found = _pasts(connection, target, t.history.c.version > 0)
    return found[0] if found else None


def failures_since(connection: Connection, login: str, since: datetime) -> int:
    """How often a sign-in under this name failed since a moment, after the last that worked."""
    rows = connection.execute(
        select(t.history.c.action).where(t.history.c.target == f"login:{login}", t.history.c.at >= since).order_by(t.history.c.id.desc())
    ).scalars()
    count = 0
    for action in rows:
        if action != "sign_in_failed":
            break
        count += 1
    return count


def unpacked(content: bytes | None) -> Value:
    """A value as it is stored; {} where there is none."""
    value: Value = json.loads(zlib.decompress(content)) if content else {}
    return value


def _pasts(connection: Connection, target: str, condition: ColumnElement[bool]) -> list[Past]:
    query = (
        select(t.history.c.value, t.history.c.version, t.history.c.at, t.person.c.name)
        .join_from(t.history, t.person, t.history.c.person_id == t.person.c.id, isouter=True)
        .where(t.history.c.target == target, condition)
        .order_by(t.history.c.id.desc())
        .limit(1)
    )
    return [Past(unpacked(row.value), row.version, row.at, row.name or "") for row in connection.execute(query)]


def _packed(value: Value | None) -> bytes:
    return b"" if value is None else zlib.compress(json.dumps(value, ensure_ascii=False).encode())
