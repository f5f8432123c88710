"""What reaches a person: where letters go, and what the inbox holds. Letters are planned and sent elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from server.report.season.reminding import Item
from server.storage import season_tables as t
from server.storage.letters import INBOX, PERSONAL, LetterState, unpacked

_L = t.letter.c
_UNSEEN = select(func.count()).where(  # asked for every page, so built once
    _L.person_id == bindparam("person"), _L.way == INBOX, _L.state == LetterState.sent.value, _L.seen_at.is_(None)
)


@dataclass(frozen=True)
class Mailbox:
    """Where a person wants letters. `wanted` off keeps the address and sends nothing."""

    address: str
    wanted: bool


@dataclass(frozen=True)
class Arrival:
    """A letter as its receiver sees it."""

    id: int
    way: str
    day: date
    items: tuple[Item, ...]
    address: str
    state: LetterState
    said: str
    sent_at: datetime | None
    seen_at: datetime | None


def mailbox(connection: Connection, person_id: int) -> Mailbox | None:
    """A person's mailbox, if one was ever given."""
    row = connection.execute(select(t.mailbox).where(t.mailbox.c.person_id == person_id)).first()
    return Mailbox(row.address, row.wanted) if row else None


def addresses(connection: Connection, person_ids: Iterable[int]) -> dict[int, str]:
    """The addresses of those who want letters."""
    m = t.mailbox.c
    rows = connection.execute(select(m.person_id, m.address).where(m.person_id.in_(tuple(person_ids)), m.wanted, m.address != ""))
    return {row.person_id: row.address for row in rows}


def keep(connection: Connection, person_id: int, box: Mailbox) -> None:
    """A person's mailbox from now on."""
    into = sqlite.insert(t.mailbox) if connection.dialect.name == "sqlite" else postgresql.insert(t.mailbox)
    values = {"address": box.address, "wanted": box.wanted}
    connection.execute(into.values(person_id=person_id, **values).on_conflict_do_update(index_elements=["person_id"], set_=values))


def unseen(connection: Connection, person_id: int) -> int:
    """How many letters in the inbox the person has not opened."""
    return int(connection.execute(_UNSEEN, {"person": person_id}).scalar_one())


def inbox(connection: Connection, person_id: int, most: int) -> tuple[Arrival, ...]:
    """The person's inbox: unread first, then newest first; at most so many."""
    query = select(t.letter).where(_L.person_id == person_id, _L.way == INBOX, _L.state == LetterState.sent.value)
    rows = connection.execute(query.order_by(_L.seen_at.is_not(None), _L.day.desc(), _L.id.desc()).limit(most))
    return tuple(_arrival(row) for row in rows)


def arrived(connection: Connection, person_id: int, since: date) -> tuple[Arrival, ...]:
    """Everything meant for the person since a day, by any way and whatever became of it, newest first."""
    query = select(t.letter).where(_L.person_id == person_id, _L.way.in_(PERSONAL), _L.day >= since, _L.state != LetterState.dropped.value)
    return tuple(_arrival(row) for row in connection.execute(query.order_by(_L.day.desc(), _L.id.desc())))


def see(connection: Connection, person_id: int, letter_ids: Iterable[int], at: datetime) -> int:
    """Mark letters of the person's own inbox as read; how many were not yet."""
    mine = (_L.person_id == person_id, _L.way == INBOX, _L.id.in_(tuple(letter_ids)), _L.seen_at.is_(None))
    return connection.execute(update(t.letter).where(*mine).values(seen_at=at)).rowcount


def _arrival(row: Row[*tuple[object, ...]]) -> Arrival:
    return Arrival(
        *(row.id, row.way, row.day, unpacked(row.items), row.address),
        *(LetterState(row.state), row.said, row.sent_at, row.seen_at),
    )
