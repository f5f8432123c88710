"""What checks found in a report as it stood, what people said to it, and how often an office puts the same aside."""

import zlib
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Row, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from server.report.checks.answering import Said
from server.report.findings import Class, Finding
from server.storage import check_tables as t
from server.storage import tables as base

OWN = "finding:"  # how the history calls what people say to findings: it changes nothing that is checked
OFTEN = 2
_CONTENT = TypeAdapter(tuple[Finding, ...])
_H, _U, _W = base.history.c, base.unit.c, t.local_wording.c
_STAMP = select(
    select(func.max(_H.id)).where(_H.report_id == bindparam("report"), ~_H.target.startswith(OWN)).scalar_subquery(),
    select(func.sum(_U.version)).where(_U.id.in_(bindparam("units", expanding=True))).scalar_subquery(),
    *(
        select(each).where(_W.unit_id.in_(bindparam("units", expanding=True))).scalar_subquery()
        for each in (func.sum(_W.version), func.max(_W.id), func.count(_W.removed_at))
    ),
)


@dataclass(frozen=True)
class Settlement:
    """What a person said to a finding, which is known again by `mark`; `by` is that person's name. Undone ones stay, with who and when."""

    id: int
    mark: str
    said: Said
    words: str
    rule: str
    weight: Class
    section: str
    quote: str
    message: str
    at: datetime
    by: str
    undone_at: datetime | None = None
    undone_by: str = ""

    @property
    def stands(self) -> bool:
        """Whether nobody took it back."""
        return self.undone_at is None


@dataclass(frozen=True)
class Examination:
    """The findings on a report as it stood at `stamp`."""

    stamp: str
    findings: tuple[Finding, ...]


def stamp(connection: Connection, report_id: int, unit_ids: tuple[int, ...]) -> str:
    """Another word as soon as anything in the report, its unit or those above, or their own lists has changed. `unit_ids`: all of them."""
    found = connection.execute(_STAMP, {"report": report_id, "units": unit_ids}).one()
    return ".".join(str(each or 0) for each in found)


def examination(connection: Connection, report_id: int) -> Examination | None:
    """The examination that is kept of a report; None for none, or for one that an earlier version kept in another form."""
    e = t.examination.c
    row = connection.execute(select(e.stamp, e.content).where(e.report_id == report_id)).first()
    if row is None:
        return None
    try:
        return Examination(row.stamp, _CONTENT.validate_json(zlib.decompress(row.content)))
    except (ValidationError, zlib.error):
        return None


def keep(connection: Connection, report_id: int, examined: Examination, at: datetime) -> None:
    """Keep an examination in the place of the one before; of two that are kept at once the later stays."""
    values = {"stamp": examined.stamp, "content": zlib.compress(_CONTENT.dump_json(examined.findings)), "made_at": at}
    insert_or = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    query = insert_or(t.examination).values(report_id=report_id, **values)
    connection.execute(query.on_conflict_do_update(index_elements=["report_id"], set_=values))


def settlements(connection: Connection, report_id: int) -> tuple[Settlement, ...]:
    """Everything that was said to findings on a report, the oldest first, with what was taken back."""
    s, other = t.settlement.c, base.person.alias("other")
    joined = t.settlement.join(base.person, s.by == base.person.c.id).outerjoin(other, s.undone_by == other.c.id)
    query = select(t.settlement, base.person.c.name, other.c.name.label("undone_name")).select_from(joined)
    return tuple(_settlement(row) for row in connection.execute(query.where(s.report_id == report_id).order_by(s.id)))


def settle(connection: Connection, report_id: int, finding: Finding, said: Said, words: str, person_id: int, at: datetime) -> int:
    """Keep what a person said to a finding, in the place of what was said to it before; its number."""
    s = t.settlement.c
    again = (s.report_id == report_id, s.mark == finding.mark, s.undone_at.is_(None))
    connection.execute(update(t.settlement).where(*again).values(undone_at=at, undone_by=person_id))
    values = {
        "report_id": report_id,
        "mark": finding.mark,
        "kind": said.value,
        "words": words,
        "rule": finding.rule,
        "weight": finding.weight.value,
        "section": finding.section,
        "quote": finding.quote,
        "message": finding.message,
        "at": at,
        "by": person_id,
    }
    return int(connection.execute(insert(t.settlement).values(values).returning(s.id)).scalar_one())


def undo(connection: Connection, report_id: int, settlement_id: int, person_id: int, at: datetime) -> bool:
    """Take back what was said; False when it is not there or was taken back before."""
    s = t.settlement.c
    which = (s.id == settlement_id, s.report_id == report_id, s.undone_at.is_(None))
    return connection.execute(update(t.settlement).where(*which).values(undone_at=at, undone_by=person_id)).rowcount == 1


def often(connection: Connection, unit_id: int) -> frozenset[tuple[str, str]]:
    """Rule and quoted words that a unit has put aside at least twice, in any of its reports."""
    s, r = t.settlement.c, base.report.c
    query = select(s.rule, s.quote).join_from(t.settlement, base.report, s.report_id == r.id)
    mine = query.where(r.unit_id == unit_id, s.kind == Said.dismissed.value, s.undone_at.is_(None), s.quote != "")
    rows = connection.execute(mine.group_by(s.rule, s.quote).having(func.count() >= OFTEN))
    return frozenset((row.rule, row.quote) for row in rows)


def _settlement(row: Row[*tuple[object, ...]]) -> Settlement:
    return Settlement(
        row.id,
        row.mark,
        Said(row.kind),
        row.words,
        row.rule,
        Class(row.weight),
        row.section,
        row.quote,
        row.message,
        row.at,
        row.name,
        row.undone_at,
        row.undone_name or "",
    )
