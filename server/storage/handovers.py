"""What of a unit's reports is with one person: sections given to him or her, and comments that nobody settled."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from server.report.workflow import State
from server.storage import shared_tables as s
from server.storage import tables as t

_A, _S, _R, _K = s.assignment.c, t.section.c, t.report.c, s.remark.c


@dataclass(frozen=True)
class OpenSection:
    """A section of a report that is with the person. `lead`: as the one who leads (主责); `done`: it was said to be done."""

    section_id: int
    heading: str
    report_id: int
    year: int
    lead: bool
    done: bool


@dataclass(frozen=True)
class OpenComment:
    """A comment of the person that nobody settled."""

    remark_id: int
    report_id: int
    year: int
    heading: str
    body: str


def sections(connection: Connection, unit_id: int, person_id: int) -> tuple[OpenSection, ...]:
    """The person's sections in reports of a unit that are not signed yet, in reading order."""
    query = (
        select(_S.id, _S.heading, _S.report_id, _R.year, _A.lead, _S.done_at)
        .join_from(s.assignment, t.section, _A.section_id == _S.id)
        .join(t.report, _S.report_id == _R.id)
        .where(_R.unit_id == unit_id, _A.person_id == person_id, _R.state != State.signed.value)
        .order_by(_R.year, _S.position)
    )
    rows = connection.execute(query)
    return tuple(OpenSection(row.id, row.heading, row.report_id, row.year, bool(row.lead), row.done_at is not None) for row in rows)


def comments(connection: Connection, unit_id: int, person_id: int) -> tuple[OpenComment, ...]:
    """The person's comments in reports of a unit that nobody settled."""
    query = (
        select(_K.id, _K.report_id, _R.year, _S.heading, _K.body)
        .join_from(s.remark, t.report, _K.report_id == _R.id)
        .join(t.section, _K.section_id == _S.id, isouter=True)
        .where(_R.unit_id == unit_id, _K.made_by == person_id, _K.kind == "comment", _K.resolved_at.is_(None), _K.parent_id.is_(None))
        .order_by(_R.year, _K.id)
    )
    return tuple(OpenComment(row.id, row.report_id, row.year, row.heading or "", row.body) for row in connection.execute(query))
