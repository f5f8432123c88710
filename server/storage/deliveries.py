"""The ledger of deliveries as it is kept: rows, their extensions, and corrections."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from server.report.deadlines import Extension
from server.report.season.ledger import FIRST, Correction, Evidence, Place, Record, Round
from server.storage import season_tables as t
from server.storage import tables as base


def ledger(connection: Connection, report_id: int) -> dict[Place, Record]:
    """What is recorded of a report's rows, by round and key; a row nothing is known of is not in it."""
    return ledgers(connection, (report_id,)).get(report_id, {})


def ledgers(connection: Connection, report_ids: Iterable[int]) -> dict[int, dict[Place, Record]]:
    """The same of many reports, by report; one of which nothing is known is not in it."""
    d = t.delivery.c
    query = select(t.delivery, base.person.c.name).join_from(t.delivery, base.person, d.saved_by == base.person.c.id)
    found: dict[int, dict[Place, Record]] = {}
    for row in connection.execute(query.where(d.report_id.in_(tuple(report_ids))).order_by(d.round, d.id)):
        found.setdefault(row.report_id, {})[row.round, row.key] = _record(row)
    return found


def extensions(connection: Connection, report_id: int) -> dict[str, Extension]:
    """The extensions of the first delivery, by row key."""
    rows = ledger(connection, report_id)
    return {key: record.extension for (round_, key), record in rows.items() if round_ == FIRST and record.extension}


def rounds(connection: Connection, report_id: int) -> tuple[Round, ...]:
    """The corrections of a report, oldest first."""
    return corrections(connection, (report_id,)).get(report_id, ())


def corrections(connection: Connection, report_ids: Iterable[int]) -> dict[int, tuple[Round, ...]]:
    """The same of many reports, by report; one without any is not in it."""
    c = t.correction.c
    query = select(t.correction, base.person.c.name).join_from(t.correction, base.person, c.made_by == base.person.c.id)
    found: dict[int, tuple[Round, ...]] = {}
    for row in connection.execute(query.where(c.report_id.in_(tuple(report_ids))).order_by(c.round)):
        again = Round(row.round, Correction(row.kind), row.reason, row.made_at, row.name)
        found[row.report_id] = (*found.get(row.report_id, ()), again)
    return found


def keep(connection: Connection, report_id: int, record: Record, person_id: int, at: datetime) -> bool:
    """Keep a row under the version after `record.version`; False when somebody kept another meanwhile."""
    values = _values(record) | {"version": record.version + 1, "saved_at": at, "saved_by": person_id}
    d = t.delivery.c
    which = (d.report_id == report_id, d.round == record.round, d.key == record.key)
    if record.version:
        return connection.execute(update(t.delivery).where(*which, d.version == record.version).values(values)).rowcount == 1
    if connection.execute(select(d.id).where(*which)).first():
        return False
    connection.execute(insert(t.delivery).values(report_id=report_id, round=record.round, key=record.key, **values))
    return True


def open_round(
    connection: Connection, report_id: int, kind: Correction, reason: str, keys: Iterable[str], person_id: int, at: datetime
) -> int:
    """A new correction with a row for each key; its number."""
    c = t.correction.c
    last = connection.execute(select(func.max(c.round)).where(c.report_id == report_id)).scalar() or FIRST
    number = int(last) + 1
    connection.execute(
        insert(t.correction).values(report_id=report_id, round=number, kind=kind.value, reason=reason, made_at=at, made_by=person_id)
    )
    for key in keys:
        keep(connection, report_id, Record(number, key), person_id, at)
    return number


def close_round(connection: Connection, report_id: int, number: int) -> None:
    """Take a correction and its rows away; the history keeps them."""
    connection.execute(delete(t.delivery).where(t.delivery.c.report_id == report_id, t.delivery.c.round == number))
    connection.execute(delete(t.correction).where(t.correction.c.report_id == report_id, t.correction.c.round == number))


def _values(record: Record) -> dict[str, object]:
    granted, proof = record.extension, record.evidence
    return {
        "form": record.form,
        "copies": record.copies,
        "document_id": record.document_id,
        "done_on": record.done_on,
        "evidence": proof.text,
        "evidence_day": proof.day,
        "address": proof.address,
        "meeting_on": record.meeting_on,
        "file": proof.file,
        "file_name": proof.file_name,
        "note": record.note,
        "extended_to": granted.until if granted else None,
        "extended_by": granted.granted_by if granted else "",
        "extended_why": granted.reason if granted else "",
    }


def _record(row: Row[*tuple[object, ...]]) -> Record:
    return Record(
        *(row.round, row.key, row.form, row.copies, row.document_id, row.done_on),
        Evidence(row.evidence, row.evidence_day, row.address, row.file, row.file_name),
        row.meeting_on,
        row.note,
        Extension(row.extended_to, row.extended_by, row.extended_why) if row.extended_to else None,
        *(row.version, row.saved_at, row.name),
    )
