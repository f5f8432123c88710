"""What a board needs to know of many units at once: which there are, whom to call, when reports moved and when units were reminded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from server.report.overseeing.board import Member
from server.report.units import Kind
from server.report.workflow import Move
from server.storage import people, units
from server.storage import season_tables as season
from server.storage import tables as t
from server.storage.letters import LetterState
from server.storage.units import UnitPlace


@dataclass(frozen=True)
class Moments:
    """When a report got into its state, and when a section was last said to be done; None where never."""

    state: datetime | None = None
    section: datetime | None = None


def branch(connection: Connection, unit_id: int, kinds: dict[str, Kind], most: int) -> tuple[UnitPlace, ...]:
    """A unit, first, and every unit below it; () when they are more than so many, and when it is gone."""
    path = connection.execute(select(t.unit.c.path).where(t.unit.c.id == unit_id)).scalar()
    few = select(t.unit.c.id).where(units.inside(path or "/")).limit(most + 1)
    ids = tuple(connection.execute(few).scalars()) if path else ()
    found = units.units(connection, ids, kinds) if len(ids) <= most else ()
    return tuple(sorted(found, key=lambda each: each.id != unit_id))


def moments(connection: Connection, report_ids: Iterable[int]) -> dict[int, Moments]:
    """When reports moved, by report."""
    ids = tuple(report_ids)
    h, s = t.history.c, t.section.c
    moves = select(h.report_id, func.max(h.at).label("at")).where(
        h.target.in_([f"report:{each}" for each in ids]), h.action.in_([*(each.value for each in Move), "open"])
    )
    moved = {row.report_id: row.at for row in connection.execute(moves.group_by(h.report_id))}
    done = select(s.report_id, func.max(s.done_at).label("at")).where(s.report_id.in_(ids), s.shown).group_by(s.report_id)
    said = {row.report_id: row.at for row in connection.execute(done)}
    return {each: Moments(moved.get(each), said.get(each)) for each in ids}


def teams(connection: Connection, unit_ids: Iterable[int], at: datetime) -> dict[int, tuple[Member, ...]]:
    """Who belongs to units now, by unit, in order of joining."""
    found = people.members_of(connection, t.membership.c.unit_id.in_(tuple(unit_ids)), at)
    return {unit: tuple(Member(each.person.name, each.phone, frozenset(each.roles)) for each in team) for unit, team in found.items()}


def told(connection: Connection, report_ids: Iterable[int]) -> dict[int, datetime]:
    """When a letter about a report went out last, by report."""
    r, x, c = t.report.c, season.letter_report.c, season.letter.c
    last = (
        select(func.max(c.sent_at))
        .join_from(season.letter_report, season.letter, x.letter_id == c.id)
        .where(x.report_id == r.id, c.state == LetterState.sent)
        .scalar_subquery()
    )
    rows = connection.execute(select(r.id, last.label("at")).where(r.id.in_(tuple(report_ids))))
    return {row.id: row.at for row in rows if row.at}
