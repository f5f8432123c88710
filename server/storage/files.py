"""Uploaded files as they came, kept once by digest."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from server.storage import tables as t


@dataclass(frozen=True)
class Kept:
    """A file with the name it came under first."""

    name: str
    media_type: str
    content: bytes


def keep(connection: Connection, name: str, media_type: str, content: bytes, at: datetime) -> str:
    """The digest under which the bytes are kept."""
    digest = hashlib.sha256(content).hexdigest()
    known = connection.execute(select(t.file.c.digest).where(t.file.c.digest == digest)).scalar()
    if known is None:
        values = {"digest": digest, "name": name, "media_type": media_type, "content": content, "stored_at": at}
        connection.execute(insert(t.file).values(values))
    return digest


def kept(connection: Connection, digest: str) -> Kept | None:
    """A file by its digest."""
    row = connection.execute(select(t.file).where(t.file.c.digest == digest)).first()
    return Kept(row.name, row.media_type, row.content) if row else None
