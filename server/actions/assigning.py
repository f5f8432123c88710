"""Who writes which section until when: arranged by the editor, taken over from last year, looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.report.problems import NotFound
from server.report.who import Act, may
from server.report.workflow import State
from server.storage import assignments, history, people, reports
from server.storage.assignments import Assigned
from server.storage.history import Event
from server.storage.people import Person
from server.storage.reports import Report

NOBODY = Assigned()


@dataclass(frozen=True)
class Wanted:
    """How a section shall be arranged. `seen` is how the page showed it (`Assigned.said`)."""

    assigned: Assigned
    seen: str


@dataclass(frozen=True)
class Taken:
    """What came over from last year: how many sections, and the people who write here no longer."""

    sections: int
    gone: tuple[str, ...]


def candidates(connection: Connection, unit_id: int, at: datetime) -> tuple[Person, ...]:
    """The people of a unit who may write in its reports."""
    found = people.members(connection, unit_id, at)
    return tuple(each.person for each in found if may(Act.fill, each.roles, State.filling))


def assign(connection: Connection, actor: Actor, report_id: int, wanted: Mapping[int, Wanted]) -> dict[int, Assigned]:
    """Arrange sections; what others arranged meanwhile and this one arranged otherwise is left and given back, by section.

    Raises NotFound for a section that is not there or a person who may not write.
    """
    report = allow(connection, actor, Act.assign, report_id).report
    sections = {each.id for each in reports.sections(connection, report_id) if each.level}
    there = assignments.assigned(connection, report_id)
    known = {each.id: each.name for each in candidates(connection, report.unit_id, actor.at)}
    if wanted.keys() - sections:
        raise NotFound
    clashes: dict[int, Assigned] = {}
    for section, each in wanted.items():
        mine, theirs = each.assigned, there.get(section, NOBODY)
        if set(mine.people) - known.keys() - set(theirs.people):
            raise NotFound
        if mine.said in (each.seen, theirs.said):
            continue
        if each.seen != theirs.said:
            clashes[section] = theirs
            continue
        _keep(connection, actor, report, section, replace(mine, names=theirs.names | known))
    return clashes


def take_over(connection: Connection, actor: Actor, report_id: int) -> Taken:
    """Give every section that is nobody's to those who had the section of the same key last year and still may write."""
    report = allow(connection, actor, Act.assign, report_id).report
    earlier = last_year(connection, report)
    there = assignments.assigned(connection, report_id)
    known = {each.id: each.name for each in candidates(connection, report.unit_id, actor.at)}
    free = [each for each in reports.sections(connection, report_id) if each.key in earlier and not there.get(each.id, NOBODY).people]
    gone: dict[str, None] = {}
    kept = 0
    for section in free:
        before = earlier[section.key]
        gone |= {name: None for person, name in before.names.items() if person not in known}
        lead = before.lead if before.lead in known else None
        helpers = tuple(each for each in before.helpers if each in known)
        mine = Assigned(lead, helpers, there.get(section.id, NOBODY).due, known)
        if mine.people:
            _keep(connection, actor, report, section.id, mine)
            kept += 1
    return Taken(kept, tuple(gone))


def last_year(connection: Connection, report: Report) -> dict[str, Assigned]:
    """Who wrote what last year, by the key of the section; {} where nobody arranged it."""
    earlier = reports.of_year(connection, report.unit_id, report.year - 1)
    found = assignments.by_key(connection, earlier.id) if earlier else {}
    return {key: each for key, each in found.items() if each.people}


def _keep(connection: Connection, actor: Actor, report: Report, section: int, wanted: Assigned) -> None:
    assignments.assign(connection, section, wanted, actor.id, actor.at)
    helpers = "、".join(wanted.names[each] for each in wanted.helpers)
    value = {"lead": wanted.names[wanted.lead] if wanted.lead else "", "helpers": helpers, "due": str(wanted.due or "")}
    event = Event(actor.at, actor.id, f"section:{section}", "assign", report.unit_id, report.id, 0, value)
    history.add(connection, event)
