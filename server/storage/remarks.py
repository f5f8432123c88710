"""What was said of sections: comments, remarks of the county, reasons for sending back; with answers and what came of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select, update

from server.storage import shared_tables as t
from server.storage import tables as base

_R = t.remark.c


class Kind(StrEnum):
    """Who speaks: a colleague (批注), the county before the signature (县级预审), whoever sent the report back (退回理由)."""

    comment = "comment"
    county = "county"
    returned = "returned"


@dataclass(frozen=True)
class Said:
    """One thing said, by whom and when."""

    id: int
    body: str
    person_id: int
    who: str
    at: datetime


@dataclass(frozen=True)
class Remark:
    """A remark with its answers, oldest first. `section_id` None: of the whole report. `done_by` and `done_at`: who settled it."""

    kind: Kind
    section_id: int | None
    said: Said
    answers: tuple[Said, ...]
    done_by: str
    done_at: datetime | None

    @property
    def id(self) -> int:
        """Its number."""
        return self.said.id

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.done_at is None


def remarks(connection: Connection, report_id: int, kinds: Iterable[Kind] = tuple(Kind)) -> tuple[Remark, ...]:
    """Everything said of a report, oldest first."""
    author, settler = base.person.alias("author"), base.person.alias("settler")
    query = (
        select(t.remark, author.c.name.label("who"), settler.c.name.label("done_name"))
        .join_from(t.remark, author, author.c.id == _R.made_by)
        .join(settler, settler.c.id == _R.resolved_by, isouter=True)
        .where(_R.report_id == report_id, _R.kind.in_([each.value for each in kinds]))
        .order_by(_R.id)
    )
    rows = connection.execute(query).all()
    answers: defaultdict[int, list[Said]] = defaultdict(list)
    for row in rows:
        if row.parent_id:
            answers[row.parent_id].append(_said(row))
    return tuple(_remark(row, tuple(answers[row.id])) for row in rows if not row.parent_id)


def remark(connection: Connection, report_id: int, remark_id: int) -> Remark | None:
    """One remark of a report; an answer is none."""
    return next((each for each in remarks(connection, report_id) if each.id == remark_id), None)


def add(connection: Connection, report_id: int, kind: Kind, section_id: int | None, body: str, person_id: int, at: datetime) -> int:
    """Something said; its number."""
    return _add(connection, {"report_id": report_id, "kind": kind.value, "section_id": section_id}, body, person_id, at)


def answer(connection: Connection, report_id: int, to: Remark, body: str, person_id: int, at: datetime) -> int:
    """An answer to a remark; its number."""
    values = {"report_id": report_id, "kind": to.kind.value, "section_id": to.section_id, "parent_id": to.id}
    return _add(connection, values, body, person_id, at)


def settle(connection: Connection, remark_id: int, person_id: int, at: datetime) -> bool:
    """It is dealt with; False when somebody said so before."""
    query = update(t.remark).where(_R.id == remark_id, _R.resolved_at.is_(None))
    return connection.execute(query.values(resolved_at=at, resolved_by=person_id)).rowcount == 1


def reopen(connection: Connection, remark_id: int) -> bool:
    """It is open again; False when it was."""
    query = update(t.remark).where(_R.id == remark_id, _R.resolved_at.is_not(None))
    return connection.execute(query.values(resolved_at=None, resolved_by=None)).rowcount == 1


def counted(found: Iterable[Remark]) -> Mapping[int, Counter[Kind]]:
    """How many are open, by section (0 for the whole report) and kind."""
    counts: defaultdict[int, Counter[Kind]] = defaultdict(Counter)
    for each in found:
        counts[each.section_id or 0][each.kind] += each.open
    return counts


def _add(connection: Connection, values: Mapping[str, object], body: str, person_id: int, at: datetime) -> int:
    made = {**values, "body": body, "made_at": at, "made_by": person_id}
    return int(connection.execute(insert(t.remark).values(made).returning(_R.id)).scalar_one())


def _said(row: Row[*tuple[object, ...]]) -> Said:
    return Said(row.id, row.body, row.made_by, row.who, row.made_at)


def _remark(row: Row[*tuple[object, ...]], answers: tuple[Said, ...]) -> Remark:
    return Remark(Kind(row.kind), row.section_id, _said(row), answers, row.done_name or "", row.resolved_at)
