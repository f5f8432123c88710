"""Wordings of a unit's own: kept by section, each with a version; removed ones stay in the store and are not found."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from server.storage import check_tables as t


@dataclass(frozen=True)
class UnitPhrase:
    """A wording with placeholders, for a section key."""

    id: int
    section: str
    body: str
    version: int = 1


def of_unit(connection: Connection, unit_id: int) -> tuple[UnitPhrase, ...]:
    """The wordings of a unit, the newest first."""
    p = t.unit_phrase.c
    rows = connection.execute(select(t.unit_phrase).where(p.unit_id == unit_id, p.removed_at.is_(None)).order_by(p.id.desc()))
    return tuple(UnitPhrase(row.id, row.section, row.body, row.version) for row in rows)


def phrase(connection: Connection, unit_id: int, phrase_id: int) -> UnitPhrase | None:
    """One wording of a unit."""
    return next((each for each in of_unit(connection, unit_id) if each.id == phrase_id), None)


def add(connection: Connection, unit_id: int, section: str, body: str, person_id: int, at: datetime) -> int:
    """A new wording, version 1."""
    values = {"unit_id": unit_id, "section": section, "body": body, "version": 1, "saved_at": at, "saved_by": person_id}
    return int(connection.execute(insert(t.unit_phrase).values(values).returning(t.unit_phrase.c.id)).scalar_one())


def change(connection: Connection, changed: UnitPhrase, person_id: int, at: datetime, *, removed: bool = False) -> bool:
    """Write a wording anew, or remove it; `changed.version` is the one that was seen, False when it is no longer that."""
    p = t.unit_phrase.c
    values = {"body": changed.body, "version": changed.version + 1, "saved_at": at, "saved_by": person_id}
    values |= {"removed_at": at} if removed else {}
    which = (p.id == changed.id, p.version == changed.version, p.removed_at.is_(None))
    return connection.execute(update(t.unit_phrase).where(*which).values(values)).rowcount == 1
