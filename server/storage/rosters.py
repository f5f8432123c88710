"""Rosters of units and people that were read and wait for somebody to accept them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from server.storage import shared_tables as t

_R = t.roster.c


@dataclass(frozen=True)
class Waiting:
    """A file that was read; `content` is what was read, `unit_id` the unit it is read into."""

    id: int
    unit_id: int
    name: str
    content: str
    made_at: datetime


def add(connection: Connection, unit_id: int, name: str, content: str, by: int, at: datetime) -> int:
    """Keep what was read."""
    values = {"unit_id": unit_id, "name": name, "content": content, "made_by": by, "made_at": at}
    return int(connection.execute(insert(t.roster).values(values).returning(_R.id)).scalar_one())


def waiting(connection: Connection, unit_id: int, roster_id: int) -> Waiting | None:
    """One that nobody accepted or put away, held until the transaction ends."""
    query = select(t.roster).where(_R.id == roster_id, _R.unit_id == unit_id, _R.ended_at.is_(None)).with_for_update()
    row = connection.execute(query).first()
    return Waiting(row.id, row.unit_id, row.name, row.content, row.made_at) if row else None


def end(connection: Connection, roster_id: int, at: datetime) -> None:
    """Done with, one way or the other; what was read is let go."""
    connection.execute(update(t.roster).where(_R.id == roster_id).values(ended_at=at, content=""))


def end_older(connection: Connection, before: datetime, at: datetime) -> None:
    """Let go of what nobody came back for."""
    connection.execute(update(t.roster).where(_R.made_at < before, _R.ended_at.is_(None)).values(ended_at=at, content=""))
