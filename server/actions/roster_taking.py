"""Takes a planned roster in, all of it or nothing: units level by level, roles, and one-time links for those who are new."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions import rosters as reading
from server.actions import securing
from server.actions.allowing import Actor
from server.actions.entering import INVITED_FOR
from server.actions.members import said
from server.actions.passwords import digest, new_token
from server.actions.units import settings_of
from server.library import Library
from server.report.problems import Refused, Stale
from server.report.roster.outcomes import Fate, PersonStep, Plan, UnitStep, Way
from server.report.security.traces import Trace
from server.report.unit_problems import roster_moved, roster_same, roster_wrong
from server.report.who import Role
from server.storage import history, invitations, people, rosters, standings, units
from server.storage.history import Event
from server.storage.invitations import NewInvitation
from server.storage.units import NewUnit


@dataclass(frozen=True)
class Link:
    """What is handed out to one person: the token is known now and never again. `places`: unit and roles of each row."""

    name: str
    phone: str
    places: tuple[tuple[str, tuple[Role, ...]], ...]
    token: str


def accept(connection: Connection, library: Library, actor: Actor, unit_id: int, roster_id: int, stamp: str) -> tuple[Link, ...]:
    """Take in a roster that waits; `stamp` is of the plan the page showed (`Plan.stamp`).

    Raises NotFound or NotAllowed, Stale when something else would come of it by now, Refused while a row is wrong or none changes anything.
    """
    units.hold_tree(connection)
    _, roster = reading.waiting(connection, actor, unit_id, roster_id)
    plan = reading.planned(connection, library, actor, unit_id, roster)
    if plan.stamp != stamp:
        raise Stale(roster_moved())
    links = take_in(connection, actor, unit_id, plan)
    rosters.end(connection, roster_id, actor.at)
    return links


def take_in(connection: Connection, actor: Actor, unit_id: int, plan: Plan) -> tuple[Link, ...]:
    """Do all that was planned, in the caller's transaction. Raises Refused while a row is wrong or none changes anything."""
    if plan.wrong:
        raise Refused(roster_wrong(plan.wrong))
    if not plan.moving:
        raise Refused(roster_same())
    made = _add_units(connection, actor, plan.units)
    _change_units(connection, actor, plan.units)
    taking = _Taking(connection, actor, made)
    links = taking.people([each for each in plan.people if each.fate in (Fate.new, Fate.changed)])
    _note(connection, actor, unit_id, plan)
    return links


def _add_units(connection: Connection, actor: Actor, steps: Iterable[UnitStep]) -> dict[int, int]:
    """The new units, those above first; their ids by row. Who takes them in administers them."""
    made: dict[int, int] = {}
    new = [each for each in steps if each.fate is Fate.new]
    for depth in sorted({each.depth for each in new}):
        level = [each for each in new if each.depth == depth]
        asked = [NewUnit(each.unit, each.parent.id or made[each.parent.row], each.liaison) for each in level if each.unit]
        made |= dict(zip((each.row for each in level), units.add_units(connection, asked), strict=True))
    people.grant_all(connection, ((actor.id, made[each.row], Role.admin) for each in new), actor.at)
    for each in new:
        if each.unit:
            _told(connection, actor, made[each.row], "add_unit", Trace.unit_added, settings_of(each.unit, each.liaison), each.unit.name)
    return made


def _change_units(connection: Connection, actor: Actor, steps: Iterable[UnitStep]) -> None:
    for each in steps:
        if each.fate is Fate.changed and each.unit:
            if not units.change_unit(connection, each.id, each.unit, each.version, each.liaison):
                raise Stale(roster_moved())
            standings.expire(connection, each.id)
            _told(connection, actor, each.id, "change_unit", Trace.unit_changed, settings_of(each.unit, each.liaison), each.unit.name)


@dataclass(frozen=True)
class _Taking:
    """People as they come in. `made`: ids of the new units by row."""

    connection: Connection
    actor: Actor
    made: dict[int, int]

    def people(self, steps: list[PersonStep]) -> tuple[Link, ...]:
        """Roles to who is there, links to who is not."""
        known = [each for each in steps if each.way is Way.account]
        new = {(self.actor.id, unit, Role.admin) for unit in self.made.values()}
        given = ((each.id, self._unit(each), role) for each in known for role in each.roles)
        people.grant_all(self.connection, (each for each in given if each not in new), self.actor.at)
        for each in known:
            self._note(each, f"person:{each.id}", "give_roles", Trace.roles_given)
        for each in steps:
            if each.way is Way.invited and each.id:
                invitations.set_roles(self.connection, each.id, (*each.held, *each.roles))
                self._note(each, f"unit:{self._unit(each)}", "invite", Trace.invited)
        return self._invite([each for each in steps if each.way is Way.link or each.lead_id])

    def _invite(self, steps: list[PersonStep]) -> tuple[Link, ...]:
        """One link a person; the rows of the same person in other units go by it, too."""
        tokens = {each.row: new_token() for each in steps}
        leads = [each for each in steps if not each.lead and not each.lead_id]
        ids = dict(zip((each.row for each in leads), self._keep(leads, tokens, {}), strict=True))
        self._keep([each for each in steps if each.lead or each.lead_id], tokens, ids)
        for each in steps:
            self._note(each, f"unit:{self._unit(each)}", "invite", Trace.invited)
        with_me: dict[int, list[PersonStep]] = {}
        for each in steps:
            with_me.setdefault(each.lead or each.row, []).append(each)
        return tuple(Link(each.name, each.phone, _places(with_me[each.row]), tokens[each.row]) for each in leads)

    def _keep(self, steps: list[PersonStep], tokens: dict[int, str], ids: dict[int, int]) -> tuple[int, ...]:
        asked = [
            NewInvitation(digest(tokens[each.row]), self._unit(each), each.name, each.roles, each.phone, each.lead_id or ids.get(each.lead))
            for each in steps
        ]
        return invitations.add(self.connection, asked, self.actor.id, self.actor.at + INVITED_FOR)

    def _unit(self, step: PersonStep) -> int:
        return step.place.id or self.made[step.place.row]

    def _note(self, step: PersonStep, target: str, action: str, trace: Trace) -> None:
        value, unit_id = {"name": step.name, "roles": said(step.roles)}, self._unit(step)
        history.add(self.connection, Event(self.actor.at, self.actor.id, target, action, unit_id, value=value))
        securing.note(self.connection, self.actor, trace, unit_id=unit_id, target=target, detail=value)


def _places(steps: Iterable[PersonStep]) -> tuple[tuple[str, tuple[Role, ...]], ...]:
    return tuple((each.unit, each.roles) for each in steps)


def _told(connection: Connection, actor: Actor, unit_id: int, action: str, trace: Trace, value: dict[str, str], name: str) -> None:
    target = f"unit:{unit_id}"
    history.add(connection, Event(actor.at, actor.id, target, action, unit_id, value=value))
    securing.note(connection, actor, trace, unit_id=unit_id, target=target, detail={"name": name})


def _note(connection: Connection, actor: Actor, unit_id: int, plan: Plan) -> None:
    """One line each for the whole of it, at the unit it was read into."""
    counted = ((Trace.units_imported, plan.units), (Trace.people_imported, plan.people))
    for trace, steps in counted:
        count = sum(each.fate in (Fate.new, Fate.changed) for each in steps)
        if count:
            value = {"count": str(count)}
            history.add(connection, Event(actor.at, actor.id, f"unit:{unit_id}", trace.value, unit_id, value=value))
            securing.note(connection, actor, trace, unit_id=unit_id, target=f"unit:{unit_id}", detail=value)
