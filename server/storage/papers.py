"""Snapshots, exported documents, and the ticks of the checklist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, select, update

from server.storage import tables as t


@dataclass(frozen=True)
class Tick:
    """A checklist row that is done."""

    key: str
    note: str
    at: datetime
    person: str


@dataclass(frozen=True)
class Document:
    """A paper that left: of which snapshot, in which form, under which number and date, with its manifest as JSON."""

    id: int
    report_id: int
    snapshot_id: int
    form: str
    number: str
    date: str
    manifest: str
    at: datetime
    person: str = ""
    cancelled_at: datetime | None = None


_DOCUMENTS = select(t.document, t.person.c.name).join_from(t.document, t.person, t.document.c.made_by == t.person.c.id)


def keep_snapshot(connection: Connection, report_id: int, digest: str, content: bytes, at: datetime) -> int:
    """The id of the snapshot with these bytes, stored once."""
    s = t.snapshot.c
    known = connection.execute(select(s.id).where(s.report_id == report_id, s.digest == digest)).scalar()
    if known is not None:
        return int(known)
    values = {"report_id": report_id, "digest": digest, "content": content, "taken_at": at}
    return int(connection.execute(insert(t.snapshot).values(values).returning(s.id)).scalar_one())


def snapshot(connection: Connection, report_id: int, snapshot_id: int) -> bytes | None:
    """The canonical bytes of a snapshot of a report."""
    s = t.snapshot.c
    return connection.execute(select(s.content).where(s.report_id == report_id, s.id == snapshot_id)).scalar()


def add_document(connection: Connection, document: Document, person_id: int) -> int:
    """Record an export; its own id and the name of the person are ignored."""
    values = {
        "report_id": document.report_id,
        "snapshot_id": document.snapshot_id,
        "form": document.form,
        "number": document.number,
        "document_date": document.date,
        "manifest": document.manifest,
        "made_by": person_id,
        "made_at": document.at,
    }
    return int(connection.execute(insert(t.document).values(values).returning(t.document.c.id)).scalar_one())


def documents(connection: Connection, report_id: int) -> tuple[Document, ...]:
    """What left of a report, newest first."""
    rows = connection.execute(_DOCUMENTS.where(t.document.c.report_id == report_id).order_by(t.document.c.id.desc()))
    return tuple(_document(row) for row in rows)


def bearing(connection: Connection, unit_id: int, number: str) -> tuple[tuple[Document, bytes], ...]:
    """What left of a unit with a number and was not cancelled since, oldest first, each with its snapshot; one document a snapshot."""
    d = t.document.c
    query = (
        _DOCUMENTS.add_columns(t.snapshot.c.content)
        .join(t.snapshot, d.snapshot_id == t.snapshot.c.id)
        .join(t.report, d.report_id == t.report.c.id)
        .where(t.report.c.unit_id == unit_id, d.number == number, d.cancelled_at.is_(None))
        .order_by(d.id)
    )
    firsts: dict[int, tuple[Document, bytes]] = {}
    for row in connection.execute(query):
        firsts.setdefault(row.snapshot_id, (_document(row), row.content))
    return tuple(firsts.values())


def cancel(connection: Connection, report_id: int, document_id: int, at: datetime) -> bool:
    """Say of a document that it never went out; False when there is none, or it was said before."""
    d = t.document.c
    which = (d.report_id == report_id, d.id == document_id, d.cancelled_at.is_(None))
    return connection.execute(update(t.document).where(*which).values(cancelled_at=at)).rowcount == 1


def ticks(connection: Connection, report_id: int) -> dict[str, Tick]:
    """What is ticked, by row key."""
    return ticked(connection, (report_id,)).get(report_id, {})


def ticked(connection: Connection, report_ids: Iterable[int]) -> dict[int, dict[str, Tick]]:
    """The same of many reports, by report; one without any tick is not in it."""
    k = t.tick.c
    query = select(t.tick, t.person.c.name).join_from(t.tick, t.person, k.done_by == t.person.c.id)
    found: dict[int, dict[str, Tick]] = {}
    for row in connection.execute(query.where(k.report_id.in_(tuple(report_ids)))):
        found.setdefault(row.report_id, {})[row.key] = Tick(row.key, row.note, row.done_at, row.name)
    return found


def set_tick(connection: Connection, report_id: int, key: str, note: str, person_id: int, at: datetime) -> None:
    """Tick a row, or change its note."""
    clear_tick(connection, report_id, key)
    connection.execute(insert(t.tick).values(report_id=report_id, key=key, note=note, done_at=at, done_by=person_id))


def clear_tick(connection: Connection, report_id: int, key: str) -> None:
    """Take a tick back; history keeps it."""
    connection.execute(delete(t.tick).where(t.tick.c.report_id == report_id, t.tick.c.key == key))


def _document(row: Row[*tuple[object, ...]]) -> Document:
    return Document(
        *(row.id, row.report_id, row.snapshot_id, row.form, row.number, row.document_date),
        *(row.manifest, row.made_at, row.name, row.cancelled_at),
    )
