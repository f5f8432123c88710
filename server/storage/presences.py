"""Who is writing in which section: told by open pages and by what was saved; nothing is written while somebody types."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from server.storage import shared_tables as t
from server.storage import tables as base

LATELY = timedelta(minutes=5)
FRESH = timedelta(minutes=2)
_P, _H = t.presence.c, base.history.c
_OPEN = (  # asked by every open page, so built once
    select(t.presence, base.person.c.name)
    .join_from(t.presence, base.section, base.section.c.id == _P.section_id)
    .join(base.person, base.person.c.id == _P.person_id)
    .where(base.section.c.report_id == bindparam("report"), _P.at > bindparam("since"))
    .order_by(_P.section_id, _P.at)
)
_TRACES = (
    select(_H.person_id, _H.target, _H.at, base.person.c.name)
    .join_from(base.history, base.person, base.person.c.id == _H.person_id)
    .where(_H.report_id == bindparam("report"), _H.at > bindparam("since"))
    .where(or_(*(_H.target.startswith(kind) for kind in ("text:", "entry:", "item:"))))
    .order_by(_H.id)
)


@dataclass(frozen=True)
class Present:
    """Somebody in a section; `saved_at`: when they last saved something in it, None when the page is only open."""

    section_id: int
    person_id: int
    name: str
    seen_at: datetime
    saved_at: datetime | None = None


@dataclass(frozen=True)
class Trace:
    """Something saved lately: who, when, which field as the history calls it."""

    person_id: int
    name: str
    target: str
    at: datetime


def told(connection: Connection, section_id: int, person_id: int, at: datetime) -> bool:
    """Whether the page has said so of late, so that nothing need be written."""
    query = select(_P.at).where(_P.section_id == section_id, _P.person_id == person_id)
    seen = connection.execute(query).scalar()
    return seen is not None and seen > at - FRESH


def tell(connection: Connection, section_id: int, person_id: int, at: datetime) -> None:
    """A person has the section open; what nobody has said of late is forgotten."""
    connection.execute(delete(t.presence).where(_P.at < at - LATELY))
    into = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(t.presence)
    values = {"section_id": section_id, "person_id": person_id, "at": at}
    connection.execute(into.values(values).on_conflict_do_update(index_elements=["section_id", "person_id"], set_={"at": at}))


def open_pages(connection: Connection, report_id: int, at: datetime) -> tuple[Present, ...]:
    """Whose pages of a report are open."""
    rows = connection.execute(_OPEN, {"report": report_id, "since": at - LATELY})
    return tuple(Present(row.section_id, row.person_id, row.name, row.at) for row in rows)


def traces(connection: Connection, report_id: int, at: datetime) -> tuple[Trace, ...]:
    """What was saved in a report of late, oldest first."""
    rows = connection.execute(_TRACES, {"report": report_id, "since": at - LATELY})
    return tuple(Trace(row.person_id, row.name, row.target, row.at) for row in rows)
