"""Rows of record lists (台账), and how the columns of pasted blocks are meant."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from server.storage import intake_tables as t


@dataclass(frozen=True)
class StoredRecord:
    """One row of a record list: column key → text as typed."""

    id: int
    content: dict[str, str]
    version: int


@dataclass(frozen=True)
class StoredMapping:
    """A mapping of columns kept by name: header as pasted → column key, "" for one that is left out."""

    id: int
    name: str
    columns: dict[str, str]


def records(connection: Connection, report_id: int, ledger: str) -> tuple[StoredRecord, ...]:
    """The rows of a list, in order."""
    r = t.record.c
    rows = connection.execute(select(t.record).where(r.report_id == report_id, r.ledger == ledger).order_by(r.position, r.id))
    return tuple(StoredRecord(row.id, json.loads(row.content), row.version) for row in rows)


def counts(connection: Connection, report_id: int) -> dict[str, int]:
    """How many rows each list has."""
    r = t.record.c
    rows = connection.execute(select(r.ledger, func.count()).where(r.report_id == report_id).group_by(r.ledger))
    return {row[0]: row[1] for row in rows}


def add_records(
    connection: Connection, report_id: int, ledger: str, contents: Iterable[dict[str, str]], person_id: int, at: datetime
) -> tuple[int, ...]:
    """Rows at the end of a list, version 1; their ids in order."""
    r = t.record.c
    last = connection.execute(select(func.max(r.position)).where(r.report_id == report_id, r.ledger == ledger)).scalar() or 0
    ids = []
    for position, content in enumerate(contents, last + 1):
        values = {"report_id": report_id, "ledger": ledger, "position": position, "content": _text(content), "saved_at": at}
        ids.append(int(connection.execute(insert(t.record).values(values | {"saved_by": person_id}).returning(r.id)).scalar_one()))
    return tuple(ids)


def save_record(connection: Connection, report_id: int, record: StoredRecord, person_id: int, at: datetime) -> bool:
    """The next version of a row; False when `record.version`, which the typist saw, is no longer the newest."""
    r = t.record.c
    values = {"content": _text(record.content), "version": record.version + 1, "saved_by": person_id, "saved_at": at}
    which = (r.report_id == report_id, r.id == record.id, r.version == record.version)
    return connection.execute(update(t.record).where(*which).values(values)).rowcount == 1


def remove_record(connection: Connection, report_id: int, record_id: int) -> bool:
    """Take a row away; False when it is not there."""
    r = t.record.c
    return connection.execute(delete(t.record).where(r.report_id == report_id, r.id == record_id)).rowcount == 1


def mappings(connection: Connection, unit_id: int, ledger: str) -> tuple[StoredMapping, ...]:
    """The mappings a unit has kept for a list, by name."""
    m = t.mapping.c
    rows = connection.execute(select(t.mapping).where(m.unit_id == unit_id, m.ledger == ledger).order_by(m.name))
    return tuple(StoredMapping(row.id, row.name, json.loads(row.columns)) for row in rows)


def keep_mapping(connection: Connection, unit_id: int, ledger: str, mapping: StoredMapping, person_id: int, at: datetime) -> None:
    """Keep a mapping under its name, in the place of one of that name; the id in it does not matter."""
    m = t.mapping.c
    connection.execute(delete(t.mapping).where(m.unit_id == unit_id, m.ledger == ledger, m.name == mapping.name))
    values = {"unit_id": unit_id, "ledger": ledger, "name": mapping.name, "columns": _text(mapping.columns)}
    connection.execute(insert(t.mapping).values(values | {"saved_by": person_id, "saved_at": at}))


def forget_mapping(connection: Connection, unit_id: int, mapping_id: int) -> None:
    """Forget a mapping."""
    connection.execute(delete(t.mapping).where(t.mapping.c.unit_id == unit_id, t.mapping.c.id == mapping_id))


def _text(content: dict[str, str]) -> str:
    return json.dumps(content, ensure_ascii=False)
