"""Private calendar addresses, of which only digests are kept, and what was published last of each date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from server.storage import season_tables as t
from server.storage import tables as base

Place = tuple[int, str]


@dataclass(frozen=True)
class Feed:
    """A calendar address of a person; `unit_id` None holds the dates of all units the person belongs to.

    `name` of the person, `unit` by its short name.
    """

    id: int
    person_id: int
    name: str
    unit_id: int | None
    unit: str
    made_at: datetime


@dataclass(frozen=True)
class Said:
    """One date as calendars are to show it. `state`: open, done, or gone for a date that is none any more."""

    report_id: int
    key: str
    day: date
    text: str
    state: str

    @property
    def place(self) -> Place:
        """What stays the same whatever changes."""
        return (self.report_id, self.key)


@dataclass(frozen=True)
class Published:
    """A date with how often it changed since it was first published, and when last."""

    said: Said
    sequence: int
    changed_at: datetime


def add_feed(connection: Connection, token: str, person_id: int, unit_id: int | None, at: datetime) -> int:
    """A new address; `token` is the digest, never the token itself."""
    values = {"token": token, "person_id": person_id, "unit_id": unit_id, "made_at": at}
    return int(connection.execute(insert(t.feed).values(values).returning(t.feed.c.id)).scalar_one())


def feeds_of(connection: Connection, person_id: int) -> tuple[Feed, ...]:
    """The addresses of a person that still work, oldest first."""
    f = t.feed.c
    rows = connection.execute(_FEEDS.where(f.person_id == person_id, f.revoked_at.is_(None)).order_by(f.id))
    return tuple(_feed(row) for row in rows)


def feed(connection: Connection, token: str) -> Feed | None:
    """The working address of a token digest."""
    row = connection.execute(_FEEDS.where(t.feed.c.token == token, t.feed.c.revoked_at.is_(None))).first()
    return _feed(row) if row else None


def revoke(connection: Connection, feed_id: int, person_id: int, at: datetime) -> bool:
    """End one address of a person; False when it is not theirs or has ended before."""
    f = t.feed.c
    query = update(t.feed).where(f.id == feed_id, f.person_id == person_id, f.revoked_at.is_(None))
    return connection.execute(query.values(revoked_at=at)).rowcount == 1


def published(connection: Connection, report_ids: Iterable[int]) -> dict[Place, Published]:
    """What was said last of the dates of reports."""
    rows = connection.execute(select(t.feed_event).where(t.feed_event.c.report_id.in_(tuple(report_ids))))
    found = (Published(Said(row.report_id, row.key, row.day, row.text, row.state), row.sequence, row.changed_at) for row in rows)
    return {each.said.place: each for each in found}


def publish(connection: Connection, said: Said, at: datetime) -> None:
    """Say a date anew: its sequence rises by one, unless this is what was said already."""
    e = t.feed_event.c
    into = sqlite.insert(t.feed_event) if connection.dialect.name == "sqlite" else postgresql.insert(t.feed_event)
    values = {"day": said.day, "text": said.text, "state": said.state, "changed_at": at}
    differs = or_(e.day != said.day, e.text != said.text, e.state != said.state)
    first = into.values(report_id=said.report_id, key=said.key, sequence=0, **values)
    changed = values | {"sequence": e.sequence + 1}
    connection.execute(first.on_conflict_do_update(index_elements=["report_id", "key"], set_=changed, where=differs))


def born(connection: Connection, report_ids: Iterable[int]) -> dict[int, datetime]:
    """When reports were opened, which no change touches and no two stores share."""
    r = base.report.c
    return {row.id: row.created_at for row in connection.execute(select(r.id, r.created_at).where(r.id.in_(tuple(report_ids))))}


_FEEDS = (
    select(t.feed, base.person.c.name, base.unit.c.short_name)
    .join_from(t.feed, base.person, t.feed.c.person_id == base.person.c.id)
    .join(base.unit, t.feed.c.unit_id == base.unit.c.id, isouter=True)
)


def _feed(row: Row[*tuple[object, ...]]) -> Feed:
    return Feed(row.id, row.person_id, row.name, row.unit_id, row.short_name or "", row.made_at)
