"""Figures the county gives for units from its own systems (县级提供), each with what the unit answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from server.storage import shared_tables as t
from server.storage import tables as base

OPEN, TAKEN, DISPUTED = "open", "taken", "disputed"


@dataclass(frozen=True)
class Proposal:
    """A figure given for a unit. `answer` is open, taken or disputed, `note` the reason of a dispute; `version` guards both."""

    unit_id: int
    year: int
    indicator: str
    raw: str
    as_of: str = ""
    office: str = ""
    system: str = ""
    answer: str = OPEN
    note: str = ""
    version: int = 1
    given_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str = ""
    answered_by_id: int | None = None


def proposals_of(connection: Connection, unit_ids: Iterable[int], year: int) -> dict[int, dict[str, Proposal]]:
    """What was given for units of a year: unit → indicator → proposal."""
    p, person = t.proposal.c, base.person
    query = select(t.proposal, person.c.name).join_from(t.proposal, person, p.answered_by == person.c.id, isouter=True)
    found: dict[int, dict[str, Proposal]] = {}
    for row in connection.execute(query.where(p.year == year, p.unit_id.in_(tuple(unit_ids))).order_by(p.unit_id, p.id)):
        found.setdefault(row.unit_id, {})[row.indicator] = Proposal(
            unit_id=row.unit_id,
            year=row.year,
            indicator=row.indicator,
            raw=row.raw,
            as_of=row.as_of,
            office=row.office,
            system=row.system,
            answer=row.answer,
            note=row.note,
            version=row.version,
            given_at=row.given_at,
            answered_at=row.answered_at,
            answered_by=row.name or "",
            answered_by_id=row.answered_by,
        )
    return found


def open_count(connection: Connection, unit_id: int, year: int) -> int:
    """How many figures given for a unit it has not answered."""
    p = t.proposal.c
    which = (p.unit_id == unit_id, p.year == year, p.answer == OPEN)
    return connection.execute(select(func.count()).select_from(t.proposal).where(*which)).scalar_one()


def raws_of(connection: Connection, report_ids: Iterable[int]) -> tuple[tuple[int, str, str, str], ...]:
    """The figures of many reports as typed: (report, indicator, raw, cut-off date)."""
    e = base.entry.c
    query = select(e.report_id, e.indicator, e.raw, e.as_of).where(e.report_id.in_(tuple(report_ids)))
    return tuple((row.report_id, row.indicator, row.raw, row.as_of) for row in connection.execute(query))


def put(connection: Connection, given: Iterable[Proposal], person_id: int) -> None:
    """Keep figures in the place of those given before for the same unit, year and indicator."""
    rows = tuple(given)
    remove(connection, rows)
    if rows:
        connection.execute(insert(t.proposal), [_columns(each) | {"given_by": person_id} for each in rows])


def answer(connection: Connection, answered: Proposal, person_id: int) -> None:
    """Keep what the unit said of a figure, with the version after it."""
    values = {"answer": answered.answer, "note": answered.note, "version": answered.version}
    values |= {"answered_at": answered.answered_at, "answered_by": person_id}
    connection.execute(update(t.proposal).where(*_which(answered)).values(values))


def remove(connection: Connection, given: Iterable[Proposal]) -> None:
    """Take figures away."""
    p = t.proposal.c
    by_unit: dict[tuple[int, int], list[str]] = {}
    for each in given:
        by_unit.setdefault((each.unit_id, each.year), []).append(each.indicator)
    for (unit_id, year), keys in by_unit.items():
        connection.execute(delete(t.proposal).where(p.unit_id == unit_id, p.year == year, p.indicator.in_(keys)))


def _which(proposal: Proposal) -> tuple[ColumnElement[bool], ...]:
    p = t.proposal.c
    return p.unit_id == proposal.unit_id, p.year == proposal.year, p.indicator == proposal.indicator


def _columns(each: Proposal) -> dict[str, object]:
    keys = ("unit_id", "year", "indicator", "raw", "as_of", "office", "system", "answer", "note", "version", "given_at", "answered_at")
    return {key: getattr(each, key) for key in keys} | {"answered_by": each.answered_by_id}
