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
    action: str = ""
    person_id: int | None = None


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


def unpacked(content: bytes | None) -> Value:
    """A value as it is stored; {} where there is none."""
    value: Value = json.loads(zlib.decompress(content)) if content else {}
    return value


def _pasts(connection: Connection, target: str, condition: ColumnElement[bool]) -> list[Past]:
    h = t.history.c
    query = (
        select(h.value, h.version, h.at, h.action, h.person_id, t.person.c.name)
        .join_from(t.history, t.person, t.history.c.person_id == t.person.c.id, isouter=True)
        .where(t.history.c.target == target, condition)
        .order_by(t.history.c.id.desc())
        .limit(1)
    )
    return [Past(unpacked(row.value), row.version, row.at, row.name or "", row.action, row.person_id) for row in connection.execute(query)]


def _packed(value: Value | None) -> bytes:
    return b"" if value is None else zlib.compress(json.dumps(value, ensure_ascii=False).encode())
