"""What stands beside a section: with whom it is and until when, who is in it now, what was said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from server.actions import attending, remarking
from server.actions.allowing import Actor, Standing
from server.clock import BEIJING
from server.library import Library
from server.report.who import Act
from server.storage import approvals, assignments, reports
from server.storage.approvals import Approval
from server.storage.assignments import Assigned
from server.storage.presences import Present
from server.storage.remarks import Kind, Remark, counted
from server.storage.reports import Section
from server.web.depends import Asking

NOBODY = Assigned()


@dataclass(frozen=True)
class Busy:
    """Somebody who is writing: where, and when they last saved, None when the page is only open."""

    name: str
    saved_at: datetime | None
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Side:
    """Everything beside a section. `late`: its inner date is over. Open `remarks` come first, those that must be dealt with before all."""

    assigned: Assigned
    late: bool
    writing: tuple[Busy, ...]
    remarks: tuple[Remark, ...]
    acts: frozenset[str]

    @property
    def urgent(self) -> tuple[Remark, ...]:
        """What the county or a reviewer wants changed and nobody has dealt with."""
        return tuple(each for each in self.remarks if each.open and each.kind is not Kind.comment)


def side_of(connection: Connection, ask: Asking, standing: Standing, actor: Actor, section_id: int) -> Side:
    """What stands beside a section of a report."""
    found = assignments.assigned(connection, standing.report.id).get(section_id, NOBODY)
    section = reports.section(connection, standing.report.id, section_id)
    said = [each for each in remarking.seen(connection, standing) if each.section_id == section_id]
    acts = frozenset(act.value for act in (Act.comment, Act.fill, Act.assign, Act.remark) if standing.may(act))
    open_still = bool(section and not section.done_at)
    late = open_still and overdue(found.due, ask)
    return Side(found, late, writing_in(connection, ask.library, standing, actor, section_id), tuple(sorted(said, key=_rank)), acts)


@dataclass(frozen=True)
class Shared:
    """What the home of a report says of working together. `waiting`: remarks of the county and reasons for sending back, open ones."""

    today: date
    assigned: Mapping[int, Assigned]
    counts: Mapping[int, Mapping[Kind, int]]
    waiting: tuple[Remark, ...]
    writing: tuple[Busy, ...]
    approvals: tuple[Approval, ...]
    headings: Mapping[int, str]


def shared_of(connection: Connection, library: Library, standing: Standing, actor: Actor) -> Shared:
    """What the home of a report says of working together to this reader."""
    report = standing.report
    said, sections = remarking.seen(connection, standing), reports.sections(connection, report.id)
    headings = {each.id: each.heading for each in sections}
    return Shared(
        today=actor.at.astimezone(BEIJING).date(),
        assigned=assignments.assigned(connection, report.id),
        counts=counted(said),
        waiting=tuple(each for each in said if each.open and each.kind is not Kind.comment),
        writing=writing(connection, library, standing, actor),
        approvals=approvals.approvals(connection, report.id),
        headings=headings,
    )


def overdue(due: date | None, ask: Asking) -> bool:
    """Whether an inner date is over."""
    return due is not None and due < ask.at.astimezone(BEIJING).date()


def writing_in(connection: Connection, library: Library, standing: Standing, actor: Actor, section_id: int) -> tuple[Busy, ...]:
    """Who besides the reader is in a section now."""
    there = _there(connection, library, standing, actor, reports.sections(connection, standing.report.id))
    return tuple(Busy(each.name, each.saved_at) for each in there.get(section_id, ()))


def writing(connection: Connection, library: Library, standing: Standing, actor: Actor) -> tuple[Busy, ...]:
    """Who besides the reader is in which sections now, by person."""
    sections = reports.sections(connection, standing.report.id)
    headings = {each.id: each.heading for each in sections}
    found: dict[int, list[Present]] = {}
    for people in _there(connection, library, standing, actor, sections).values():
        for each in people:
            found.setdefault(each.person_id, []).append(each)
    return tuple(Busy(mine[0].name, _last(mine), tuple(headings[each.section_id] for each in mine)) for mine in found.values())


def _last(mine: Iterable[Present]) -> datetime | None:
    return max((each.saved_at for each in mine if each.saved_at), default=None)


def _there(
    connection: Connection, library: Library, standing: Standing, actor: Actor, sections: tuple[Section, ...]
) -> dict[int, tuple[Present, ...]]:
    """Nobody outside the team is told."""
    if not standing.may(Act.comment):
        return {}
    return attending.attending(connection, library, standing.report, tuple(each for each in sections if each.level), actor)


def _rank(remark: Remark) -> tuple[bool, bool, int]:
    return (not remark.open, remark.kind is Kind.comment, remark.id)
