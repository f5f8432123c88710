"""Last year's report as read and placed, its sentences that wait to be renewed, its plans and problems to answer for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from server.report.past.placing import Proof, Span
from server.report.reading.anatomy import Anatomy, Paragraph
from server.storage import intake_tables as t

_PARAGRAPHS = TypeAdapter(tuple[Paragraph, ...])
_SPANS = TypeAdapter(tuple[Span, ...])
_PROOF = TypeAdapter(Proof)
_NOTES = TypeAdapter(tuple[str, ...])


@dataclass(frozen=True)
class Past:
    """Last year's report; `version` is that of its spans, `file` the digest of its bytes, `year` that of its title."""

    id: int
    report_id: int
    name: str
    year: int
    file: str | None
    anatomy: Anatomy
    spans: tuple[Span, ...]
    proof: Proof
    version: int
    made_at: datetime
    carried_at: datetime | None


@dataclass(frozen=True)
class Waiting:
    """A sentence of last year that stands in a section of this year until it is changed or said to hold still."""

    id: int
    section_id: int
    sentence: str
    reasons: tuple[str, ...]
    held: bool


@dataclass(frozen=True)
class Pledge:
    """One of last year's plans or problems. `state` is "" until somebody says what became of it."""

    id: int
    kind: str
    title: str
    body: str
    state: str
    section: str
    note: str
    version: int


def add(connection: Connection, past: Past, person_id: int) -> int:
    """Keep a report that was read; the id and version in it are given anew."""
    values = _placed(past.spans, past.proof, 1) | {
        "report_id": past.report_id,
        "name": past.name,
        "year": past.year,
        "file": past.file,
        "paragraphs": _PARAGRAPHS.dump_json(past.anatomy.paragraphs).decode(),
        "notes": _NOTES.dump_json(past.anatomy.notes).decode(),
        "made_at": past.made_at,
        "made_by": person_id,
    }
    return int(connection.execute(insert(t.past).values(values).returning(t.past.c.id)).scalar_one())


def past(connection: Connection, report_id: int, past_id: int) -> Past | None:
    """One past report of a report."""
    row = connection.execute(select(t.past).where(t.past.c.report_id == report_id, t.past.c.id == past_id)).first()
    return _past(row) if row else None


def newest(connection: Connection, report_id: int) -> Past | None:
    """The past report that was read last."""
    row = connection.execute(select(t.past).where(t.past.c.report_id == report_id).order_by(t.past.c.id.desc()).limit(1)).first()
    return _past(row) if row else None


def replace(connection: Connection, past: Past, base: int) -> bool:
    """Place anew as `past` has it; False when somebody else has placed since version `base`."""
    values = _placed(past.spans, past.proof, base + 1)
    p = t.past.c
    return connection.execute(update(t.past).where(p.id == past.id, p.version == base).values(values)).rowcount == 1


def set_carried(connection: Connection, past_id: int, at: datetime) -> None:
    """Its text is in this year's report now."""
    connection.execute(update(t.past).where(t.past.c.id == past_id).values(carried_at=at))


def add_waiting(connection: Connection, report_id: int, section_id: int, sentences: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Sentences with the reasons for which they must be looked at."""
    rows = [
        {"report_id": report_id, "section_id": section_id, "sentence": sentence, "reasons": _NOTES.dump_json(reasons).decode()}
        for sentence, reasons in sentences
    ]
    if rows:
        connection.execute(insert(t.stale), rows)


def waiting(connection: Connection, report_id: int, section_id: int | None = None) -> tuple[Waiting, ...]:
    """The sentences to look at, of a report or of one section, in order."""
    s = t.stale.c
    query = select(t.stale).where(s.report_id == report_id).order_by(s.id)
    rows = connection.execute(query if section_id is None else query.where(s.section_id == section_id))
    return tuple(Waiting(row.id, row.section_id, row.sentence, _NOTES.validate_json(row.reasons), row.held_at is not None) for row in rows)


def hold(connection: Connection, report_id: int, waiting_id: int, person_id: int, at: datetime) -> bool:
    """Somebody says that a sentence holds this year, too; False when it is not in the report."""
    s = t.stale.c
    query = update(t.stale).where(s.id == waiting_id, s.report_id == report_id).values(held_at=at, held_by=person_id)
    return connection.execute(query).rowcount == 1


def clear_waiting(connection: Connection, section_id: int) -> None:
    """A section starts anew from a past report."""
    connection.execute(delete(t.stale).where(t.stale.c.section_id == section_id))


def add_pledges(connection: Connection, report_id: int, kind: str, pledges: Iterable[tuple[str, str, str]]) -> None:
    """Last year's plans or problems as (title, body, section key), in the place of those of this kind that nobody has touched."""
    p = t.pledge.c
    connection.execute(delete(t.pledge).where(p.report_id == report_id, p.kind == kind, p.version == 1))
    rows_there = connection.execute(select(p.title, p.body).where(p.report_id == report_id, p.kind == kind))
    known = {(row.title, row.body) for row in rows_there}
    last = connection.execute(select(func.max(p.position)).where(p.report_id == report_id)).scalar() or 0
    rows = [
        {"report_id": report_id, "kind": kind, "position": at, "title": title, "body": body, "section": section}
        for at, (title, body, section) in enumerate(pledges, last + 1)
        if (title, body) not in known
    ]
    if rows:
        connection.execute(insert(t.pledge), rows)


def pledges(connection: Connection, report_id: int) -> tuple[Pledge, ...]:
    """The 对账 list of a report."""
    p = t.pledge.c
    rows = connection.execute(select(t.pledge).where(p.report_id == report_id).order_by(p.kind, p.position, p.id))
    return tuple(Pledge(row.id, row.kind, row.title, row.body, row.state, row.section, row.note, row.version) for row in rows)


def answer(connection: Connection, report_id: int, pledge: Pledge) -> bool:
    """Say what became of a pledge; `pledge.version` is the one the writer saw, False when it is no longer that."""
    p = t.pledge.c
    values = {"state": pledge.state, "section": pledge.section, "note": pledge.note, "version": pledge.version + 1}
    which = (p.report_id == report_id, p.id == pledge.id, p.version == pledge.version)
    return connection.execute(update(t.pledge).where(*which).values(values)).rowcount == 1


def _placed(spans: tuple[Span, ...], proof: Proof, version: int) -> dict[str, object]:
    return {"spans": _SPANS.dump_json(spans).decode(), "proof": _PROOF.dump_json(proof).decode(), "version": version}


def _past(row: Row[*tuple[object, ...]]) -> Past:
    return Past(
        row.id,
        row.report_id,
        row.name,
        row.year,
        row.file,
        Anatomy(_PARAGRAPHS.validate_json(row.paragraphs), _NOTES.validate_json(row.notes)),
        _SPANS.validate_json(row.spans),
        _PROOF.validate_json(row.proof),
        row.version,
        row.made_at,
        row.carried_at,
    )
