"""Opinions, meetings and signatures as they are kept; what was taken back is gone from here and stays in the history."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from server.report.season.opinions import Adopted, Opinion
from server.report.season.signing import Meeting, Part, Signature
from server.storage import season_tables as t
from server.storage import tables as base


def opinions(connection: Connection, report_id: int) -> tuple[Opinion, ...]:
    """The opinions on a report in the order in which they were written down."""
    return opinions_on(connection, (report_id,)).get(report_id, ())


def opinions_on(connection: Connection, report_ids: Iterable[int]) -> dict[int, tuple[Opinion, ...]]:
    """The same on many reports, by report; one without any is not in it."""
    o = t.opinion.c
    found: dict[int, tuple[Opinion, ...]] = {}
    for row in connection.execute(select(t.opinion).where(o.report_id.in_(tuple(report_ids))).order_by(o.position, o.id)):
        each = Opinion(row.id, row.who, row.day, row.opinion, Adopted(row.adopted), row.reason, row.version)
        found[row.report_id] = (*found.get(row.report_id, ()), each)
    return found


def add_opinion(connection: Connection, report_id: int, opinion: Opinion) -> int:
    """A further opinion, behind all others; its id."""
    o = t.opinion.c
    last = connection.execute(select(func.max(o.position)).where(o.report_id == report_id)).scalar() or 0
    values = _opinion_values(opinion) | {"report_id": report_id, "position": last + 1, "version": 1}
    return int(connection.execute(insert(t.opinion).values(values).returning(o.id)).scalar_one())


def change_opinion(connection: Connection, opinion: Opinion) -> bool:
    """Another wording over `opinion.version`; False when somebody changed it meanwhile."""
    o = t.opinion.c
    values = _opinion_values(opinion) | {"version": opinion.version + 1}
    return connection.execute(update(t.opinion).where(o.id == opinion.id, o.version == opinion.version).values(values)).rowcount == 1


def remove_opinion(connection: Connection, opinion: Opinion) -> bool:
    """Take an opinion away as it was at `opinion.version`; False when somebody changed it meanwhile."""
    o = t.opinion.c
    return connection.execute(delete(t.opinion).where(o.id == opinion.id, o.version == opinion.version)).rowcount == 1


def meetings(connection: Connection, report_id: int) -> tuple[Meeting, ...]:
    """The meetings that decided on a report, by day."""
    return meetings_on(connection, (report_id,)).get(report_id, ())


def meetings_on(connection: Connection, report_ids: Iterable[int]) -> dict[int, tuple[Meeting, ...]]:
    """The same on many reports, by report; one without any is not in it."""
    m = t.meeting.c
    query = select(t.meeting, base.person.c.name.label("who")).join_from(t.meeting, base.person, m.recorded_by == base.person.c.id)
    found: dict[int, tuple[Meeting, ...]] = {}
    for row in connection.execute(query.where(m.report_id.in_(tuple(report_ids))).order_by(m.day, m.id)):
        each = Meeting(row.id, row.kind, row.day, row.minutes, row.note, row.file, row.file_name, row.recorded_at, row.who)
        found[row.report_id] = (*found.get(row.report_id, ()), each)
    return found


def add_meeting(connection: Connection, report_id: int, meeting: Meeting, person_id: int, at: datetime) -> int:
    """A meeting; its id."""
    values = {"kind": meeting.kind, "day": meeting.day, "minutes": meeting.minutes, "note": meeting.note}
    values |= {"file": meeting.file, "file_name": meeting.file_name} | _recorded(report_id, person_id, at)
    return int(connection.execute(insert(t.meeting).values(values).returning(t.meeting.c.id)).scalar_one())


def remove_meeting(connection: Connection, report_id: int, meeting_id: int) -> bool:
    """Take a meeting of a report away; False when there is none."""
    m = t.meeting.c
    return connection.execute(delete(t.meeting).where(m.id == meeting_id, m.report_id == report_id)).rowcount == 1


def signatures(connection: Connection, report_id: int) -> tuple[Signature, ...]:
    """All signatures on the papers of a report: round by round, in each by part and day."""
    return signatures_on(connection, (report_id,)).get(report_id, ())


def signatures_on(connection: Connection, report_ids: Iterable[int]) -> dict[int, tuple[Signature, ...]]:
    """The same on the papers of many reports, by report; one without any is not in it."""
    order = {part: at for at, part in enumerate(Part)}
    rows = connection.execute(_signatures().where(t.signature.c.report_id.in_(tuple(report_ids)))).all()
    every = sorted(((row.report_id, _signature(row)) for row in rows), key=lambda pair: (order[pair[1].part], pair[1].day, pair[1].id))
    every.sort(key=lambda pair: pair[1].round)
    return {each: tuple(given for whose, given in every if whose == each) for each in {whose for whose, _ in every}}


def add_signature(connection: Connection, report_id: int, signature: Signature, person_id: int, at: datetime) -> int:
    """A signature; its id."""
    names = ("round", "issuer", "post", "name", "day", "note", "file", "file_name")
    values = {name: getattr(signature, name) for name in names} | {"part": signature.part.value} | _recorded(report_id, person_id, at)
    return int(connection.execute(insert(t.signature).values(values).returning(t.signature.c.id)).scalar_one())


def remove_signature(connection: Connection, report_id: int, signature_id: int) -> bool:
    """Take a signature of a report away; False when there is none."""
    s = t.signature.c
    return connection.execute(delete(t.signature).where(s.id == signature_id, s.report_id == report_id)).rowcount == 1


def newest_round(connection: Connection, report_id: int) -> int:
    """The round that signatures are given in now: that of the newest correction, else 0."""
    c = t.correction.c
    return int(connection.execute(select(func.max(c.round)).where(c.report_id == report_id)).scalar() or 0)


def of_round(every: Iterable[Signature], number: int) -> tuple[Signature, ...]:
    """The signatures of one round."""
    return tuple(each for each in every if each.round == number)


def _signatures() -> Select[*tuple[object, ...]]:
    s = t.signature.c
    return select(t.signature, base.person.c.name.label("who")).join_from(t.signature, base.person, s.recorded_by == base.person.c.id)


def _signature(row: Row[*tuple[object, ...]]) -> Signature:
    return Signature(
        *(row.id, row.round, Part(row.part), row.issuer, row.post, row.name, row.day, row.note, row.file, row.file_name),
        *(row.recorded_at, row.who),
    )


def _opinion_values(opinion: Opinion) -> dict[str, object]:
    return {**opinion.said, "day": opinion.day}


def _recorded(report_id: int, person_id: int, at: datetime) -> dict[str, object]:
    return {"report_id": report_id, "recorded_at": at, "recorded_by": person_id}
