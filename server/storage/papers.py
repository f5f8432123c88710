"""Snapshots, exported documents, and the ticks of the checklist."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from server.storage import tables as t


@dataclass(frozen=True)
class Tick:
    """A checklist row that is done."""

    key: str
    note: str
    at: datetime
    person: str


def keep_snapshot(connection: Connection, report_id: int, digest: str, content: bytes, at: datetime) -> int:
    """The id of the snapshot with these bytes, stored once."""
    s = t.snapshot.c
    known = connection.execute(select(s.id).where(s.report_id == report_id, s.digest == digest)).scalar()
    if known is not None:
        return int(known)
    values = {"report_id": report_id, "digest": digest, "content": content, "taken_at": at}
    return int(connection.execute(insert(t.snapshot).values(values).returning(s.id)).scalar_one())


def add_document(connection: Connection, report_id: int, snapshot_id: int, form: str, manifest: str, person_id: int, at: datetime) -> None:
    """Record an export."""
    values = {"report_id": report_id, "snapshot_id": snapshot_id, "form": form, "manifest": manifest, "made_by": person_id, "made_at": at}
    connection.execute(insert(t.document).values(values))


def ticks(connection: Connection, report_id: int) -> dict[str, Tick]:
    """What is ticked, by row key."""
    k = t.tick.c
    rows = connection.execute(
        select(t.tick, t.person.c.name).join_from(t.tick, t.person, k.done_by == t.person.c.id).where(k.report_id == report_id)
    )
    return {row.key: Tick(row.key, row.note, row.done_at, row.name) for row in rows}


def set_tick(connection: Connection, report_id: int, key: str, note: str, person_id: int, at: datetime) -> None:
    """Tick a row, or change its note."""
    clear_tick(connection, report_id, key)
    connection.execute(insert(t.tick).values(report_id=report_id, key=key, note=note, done_at=at, done_by=person_id))


def clear_tick(connection: Connection, report_id: int, key: str) -> None:
    """Take a tick back; history keeps it."""
    connection.execute(delete(t.tick).where(t.tick.c.report_id == report_id, t.tick.c.key == key))
