"""Handover when somebody leaves a unit: what is open goes to a colleague, the roles end, in one act."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions import securing
from server.actions.allowing import Actor
from server.actions.assigning import candidates
from server.actions.members import end_invitations, member_of, note_roles, said, spare_administrator
from server.report.problems import NotFound, Refused, Stale
from server.report.security.traces import Trace
from server.report.unit_problems import handover_stale, heir_needed, heir_writes_not, own_leave
from server.report.who import Role
from server.storage import assignments, handovers, history, invitations, people, reports, units
from server.storage.handovers import OpenComment, OpenSection
from server.storage.history import Event
from server.storage.invitations import Invitation
from server.storage.people import Member, Person


@dataclass(frozen=True)
class Held:
    """All that is with one person at a unit. `elsewhere`: the person belongs to another unit, too, and stays able to sign in."""

    member: Member
    sections: tuple[OpenSection, ...]
    comments: tuple[OpenComment, ...]
    invitations: tuple[Invitation, ...]
    colleagues: tuple[Member, ...]
    elsewhere: bool

    @property
    def stamp(self) -> str:
        """What a page shows of it, in a word it can carry."""
        words = (*(f"s{each.section_id}{each.lead}" for each in self.sections), *(f"i{each.id}" for each in self.invitations))
        return hashlib.sha256(" ".join((said(self.member.roles), *words)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Handing:
    """What is to be done: who takes over and gets which roles, what the page showed (`Held.stamp`), and that one may leave oneself."""

    heir_id: int | None
    roles: tuple[Role, ...]
    seen: str
    sure: bool = False


def held_by(connection: Connection, actor: Actor, unit_id: int, person_id: int) -> Held:
    """What is with one of a unit's people. Raises NotFound or NotAllowed."""
    member = member_of(connection, actor, unit_id, person_id)
    everyone = people.members(connection, unit_id, actor.at)
    return Held(
        member,
        handovers.sections(connection, unit_id, person_id),
        handovers.comments(connection, unit_id, person_id),
        invitations.made_by(connection, person_id, (unit_id,), actor.at),
        tuple(each for each in everyone if each.person.id != person_id),
        any(unit != unit_id for unit, _ in people.memberships(connection, person_id, actor.at)),
    )


def hand_over(connection: Connection, actor: Actor, unit_id: int, person_id: int, wanted: Handing) -> None:
    """Everything open goes to the heir, who gets the roles; the person's roles at the unit end, and the sessions where none is left.

    Raises Refused without an heir for open sections, for one who may not write them, for the last administrator and for leaving
    oneself unless sure; Stale when something else is open by now.
    """
    units.hold(connection, unit_id)
    held = held_by(connection, actor, unit_id, person_id)
    heir = _heir(held, wanted)
    if held.stamp != wanted.seen:
        raise Stale(handover_stale())
    if person_id == actor.id and not wanted.sure:
        raise Refused(own_leave())
    if heir:
        given = tuple(role for role in wanted.roles if role not in heir.roles)
        people.grant(connection, heir.person.id, unit_id, given, actor.at)
        note_roles(connection, actor, unit_id, heir, given=given)
    if Role.admin in held.member.roles:
        spare_administrator(connection, actor, unit_id, person_id)
    if heir and held.sections:
        _move_sections(connection, actor, unit_id, held, heir.person)
    end_invitations(connection, actor, held.invitations)
    people.end_roles(connection, person_id, (unit_id,), actor.at)
    note_roles(connection, actor, unit_id, held.member, ended=held.member.roles)
    _end_sessions(connection, actor, held)
    detail = {"name": held.member.person.name, "by": heir.person.name if heir else "", "count": str(len(held.sections))}
    history.add(connection, Event(actor.at, actor.id, f"person:{person_id}", "hand_over", unit_id, value=detail))
    securing.note(connection, actor, Trace.handed_over, unit_id=unit_id, target=f"person:{person_id}", detail=detail)


def _heir(held: Held, wanted: Handing) -> Member | None:
    if wanted.heir_id is None:
        if held.sections:
            raise Refused(heir_needed())
        return None
    found = next((each for each in held.colleagues if each.person.id == wanted.heir_id), None)
    if found is None:
        raise NotFound
    return found


def _move_sections(connection: Connection, actor: Actor, unit_id: int, held: Held, heir: Person) -> None:
    """The sections go to the heir, by report; each report's history tells."""
    if heir not in candidates(connection, unit_id, actor.at):
        raise Refused(heir_writes_not(heir.name))
    for report_id in dict.fromkeys(each.report_id for each in held.sections):
        reports.report(connection, report_id, held=True)
        mine = [each for each in held.sections if each.report_id == report_id]
        assignments.hand_over(connection, [each.section_id for each in mine], held.member.person.id, heir.id)
        history.add(connection, *_told(actor, unit_id, report_id, mine, held.member.person, heir))


def _told(actor: Actor, unit_id: int, report_id: int, mine: Iterable[OpenSection], giver: Person, heir: Person) -> Iterable[Event]:
    for each in mine:
        value = {"from": giver.name, "to": heir.name, "lead": "yes" if each.lead else ""}
        yield Event(actor.at, actor.id, f"section:{each.section_id}", "hand_over", unit_id, report_id, 0, value)


def _end_sessions(connection: Connection, actor: Actor, held: Held) -> None:
    """Who belongs to no unit any more has nothing to be signed in for."""
    if not held.elsewhere:
        people.end_sessions(connection, held.member.person.id, actor.at)
