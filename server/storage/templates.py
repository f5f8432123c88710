"""The offices' own templates: one a unit, put and taken away whole."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from server.storage import files, tables
from server.storage import template_tables as t
from server.storage.files import Kept


@dataclass(frozen=True)
class OwnTemplate:
    """The template of a unit: the name and bytes it came with, when, and who brought it."""

    unit_id: int
    name: str
    digest: str
    content: bytes
    put_at: datetime
    person: str


def template(connection: Connection, unit_id: int) -> OwnTemplate | None:
    """The template of a unit, None for none."""
    c, f = t.own_template.c, tables.file.c
    joined = select(t.own_template, f.content, tables.person.c.name.label("person"))
    joined = joined.join_from(t.own_template, tables.file, c.file == f.digest).join(tables.person, c.put_by == tables.person.c.id)
    row = connection.execute(joined.where(c.unit_id == unit_id)).first()
    return OwnTemplate(unit_id, row.name, row.file, row.content, row.put_at, row.person) if row else None


def put(connection: Connection, unit_id: int, file: Kept, person_id: int, at: datetime) -> str:
    """Keep a template in place of the one there was; the digest of its bytes."""
    digest = files.keep(connection, file.name, file.media_type, file.content, at)
    remove(connection, unit_id)
    values = {"unit_id": unit_id, "name": file.name, "file": digest, "put_at": at, "put_by": person_id}
    connection.execute(insert(t.own_template).values(values))
    return digest


def remove(connection: Connection, unit_id: int) -> bool:
    """Take a template away, its bytes stay for the papers made with it; False when there was none."""
    return connection.execute(delete(t.own_template).where(t.own_template.c.unit_id == unit_id)).rowcount == 1
