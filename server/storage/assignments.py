"""Who writes which section until when; rows never leave, values do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from server.storage import shared_tables as t
from server.storage import tables as base

_A, _S = t.assignment.c, base.section.c


@dataclass(frozen=True)
class Assigned:
    """Who leads (主责) and who helps (协办) with a section, by id, and the inner date; what nobody set is None or ()."""

    lead: int | None = None
    helpers: tuple[int, ...] = ()
    due: date | None = None
    names: dict[int, str] = field(default_factory=dict, compare=False)

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody the section is with, the one who leads first."""
        return ((self.lead,) if self.lead else ()) + self.helpers

    @property
    def said(self) -> str:
        """All of it in one line that a page can carry."""
        return f"{self.lead or 0}|{' '.join(map(str, sorted(self.helpers)))}|{self.due or ''}"


def assigned(connection: Connection, report_id: int) -> dict[int, Assigned]:
    """What was arranged for the sections of a report, by section; those nobody arranged are left out."""
    rows = connection.execute(
        select(_S.id, _S.due, _A.person_id, _A.lead, base.person.c.name)
        .join_from(base.section, t.assignment, _A.section_id == _S.id, isouter=True)
        .join(base.person, base.person.c.id == _A.person_id, isouter=True)
        .where(_S.report_id == report_id, or_(_S.due.is_not(None), _A.person_id.is_not(None)))
        .order_by(_S.position, _A.person_id)
    )
    grouped: defaultdict[int, list[tuple[date | None, int | None, bool, str]]] = defaultdict(list)
    for row in rows:
        grouped[row.id].append((row.due, row.person_id, bool(row.lead), row.name or ""))
    return {section: _assigned(each) for section, each in grouped.items()}


def by_key(connection: Connection, report_id: int) -> dict[str, Assigned]:
    """The same by the keys of the sections, which are those of last year's report, too."""
    keys = {row.id: row.key for row in connection.execute(select(_S.id, _S.key).where(_S.report_id == report_id))}
    return {keys[section]: each for section, each in assigned(connection, report_id).items()}


def assign(connection: Connection, section_id: int, wanted: Assigned, person_id: int, at: datetime) -> None:
    """Give a section to these people, and to nobody else, until this day. The caller holds the report."""
    connection.execute(delete(t.assignment).where(_A.section_id == section_id))
    rows = [
        {"section_id": section_id, "person_id": each, "lead": each == wanted.lead, "made_at": at, "made_by": person_id}
        for each in dict.fromkeys(wanted.people)
    ]
    if rows:
        connection.execute(insert(t.assignment), rows)
    connection.execute(update(base.section).where(_S.id == section_id).values(due=wanted.due))


def sections_of(connection: Connection, report_id: int, person_id: int) -> frozenset[int]:
    """The sections of a report that are with a person."""
    query = select(_A.section_id).join_from(t.assignment, base.section, _A.section_id == _S.id)
    return frozenset(connection.execute(query.where(_S.report_id == report_id, _A.person_id == person_id)).scalars())


def hand_over(connection: Connection, section_ids: Iterable[int], giver: int, taker: int) -> None:
    """What is with one person in these sections is with another from now on; who leads, leads."""
    ids = tuple(section_ids)
    mine = (_A.section_id.in_(ids), _A.person_id == giver)
    both = {row.section_id for row in connection.execute(select(_A.section_id).where(_A.section_id.in_(ids), _A.person_id == taker))}
    led = tuple(connection.execute(select(_A.section_id).where(*mine, _A.lead)).scalars())
    connection.execute(delete(t.assignment).where(*mine, _A.section_id.in_(both)))
    connection.execute(update(t.assignment).where(*mine).values(person_id=taker))
    connection.execute(update(t.assignment).where(_A.section_id.in_(led), _A.person_id == taker).values(lead=True))


def _assigned(rows: list[tuple[date | None, int | None, bool, str]]) -> Assigned:
    lead = next((person for _, person, leads, _ in rows if leads), None)
    helpers = tuple(person for _, person, leads, _ in rows if person and not leads)
    return Assigned(lead, helpers, rows[0][0], {person: name for _, person, _, name in rows if person})
