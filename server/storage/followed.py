"""How far leaders have read in the history of a report, and what of its texts and figures was written since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, or_, select

from server.storage import check_tables as t
from server.storage import tables as base
from server.storage.history import Value, unpacked

_H, _L = base.history.c, t.leader_read.c
_SPOKEN = or_(_H.target.startswith("text:"), _H.target.startswith("entry:"))


@dataclass(frozen=True)
class Read:
    """How far one person has read, and when that was said."""

    person_id: int
    person: str
    upto: int
    at: datetime


@dataclass(frozen=True)
class Written:
    """What a text or figure (`target`, as in the history) was at a point and is now, who wrote it last and when."""

    target: str
    before: Value
    now: Value
    person: str
    at: datetime


def newest(connection: Connection, report_id: int) -> int:
    """The last thing written into the texts and figures of a report; 0 before anything was."""
    return int(connection.execute(select(func.max(_H.id)).where(_H.report_id == report_id, _SPOKEN)).scalar() or 0)


def reads(connection: Connection, report_id: int) -> tuple[Read, ...]:
    """Who has read how far, the last first."""
    query = select(t.leader_read, base.person.c.name).join_from(t.leader_read, base.person, _L.person_id == base.person.c.id)
    rows = connection.execute(query.where(_L.report_id == report_id).order_by(_L.at.desc(), _L.id.desc()))
    return tuple(Read(row.person_id, row.name, row.history_id, row.at) for row in rows)


def set_read(connection: Connection, report_id: int, person_id: int, upto: int, at: datetime) -> None:
    """A person has read as far as this."""
    connection.execute(delete(t.leader_read).where(_L.report_id == report_id, _L.person_id == person_id))
    values = {"report_id": report_id, "person_id": person_id, "history_id": upto, "at": at}
    connection.execute(insert(t.leader_read).values(values))


def written_since(connection: Connection, report_id: int, upto: int) -> tuple[Written, ...]:
    """What was written behind a point of the history, each text and figure once, in the order it was last written."""
    last = select(func.max(_H.id).label("id")).where(_H.report_id == report_id, _H.id > upto, _SPOKEN).group_by(_H.target)
    first = select(_H.target, func.max(_H.id).label("id")).where(_H.report_id == report_id, _H.id <= upto, _SPOKEN).group_by(_H.target)
    known, earlier = first.subquery(), base.history.alias("earlier")
    query = (
        select(_H.target, _H.value, _H.at, base.person.c.name, earlier.c.value.label("before"))
        .outerjoin(base.person, _H.person_id == base.person.c.id)
        .outerjoin(known, known.c.target == _H.target)
        .outerjoin(earlier, earlier.c.id == known.c.id)
        .where(_H.id.in_(last.scalar_subquery()))
        .order_by(_H.id)
    )
    rows = connection.execute(query)
    return tuple(Written(row.target, unpacked(row.before), unpacked(row.value), row.name or "", row.at) for row in rows)
