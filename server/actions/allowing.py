"""Asks the one table whether an act is allowed, for every read and every write."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from server.report.problems import Locked, NotAllowed, NotFound
from server.report.who import Act, Role, ever_may, may
from server.storage import people, rights, units
from server.storage.reports import Report

READING = (Act.see_report, Act.see_history, Act.export)


@dataclass(frozen=True)
class Actor:
    """Who acts, and when; from where and with what, as the request tells."""

    id: int
    name: str
    at: datetime
    address: str = ""
    agent: str = ""


@dataclass(frozen=True)
class Visitor:
    """Somebody who is not known yet, or a command: when, from where and with what."""

    at: datetime
    address: str = ""
    agent: str = ""


@dataclass(frozen=True)
class Standing:
    """A report together with what the actor is to its unit."""

    report: Report
    roles: frozenset[Role]

    def may(self, act: Act) -> bool:
        """Whether the act is allowed now."""
        return may(act, self.roles, self.report.state)

    def require(self, act: Act) -> None:
        """Raises NotAllowed for an act that is never theirs, Locked for one that is not now."""
        if not ever_may(act, self.roles):
            raise NotAllowed
        if not self.may(act):
            raise Locked


def roles_towards(connection: Connection, person_id: int, unit_id: int, at: datetime) -> frozenset[Role]:
    """Roles at the unit itself, and `overseer` when it is held at a unit above."""
    return _towards(connection, people.memberships(connection, person_id, at), unit_id)


def _towards(connection: Connection, held: Iterable[tuple[int, Role]], unit_id: int) -> frozenset[Role]:
    own: set[Role] = {role for unit, role in held if unit == unit_id and role is not Role.overseer}
    overseen = {unit for unit, role in held if role is Role.overseer} - {unit_id}
    if overseen and overseen & set(units.above(connection, unit_id)):
        own.add(Role.overseer)
    return frozenset(own)


def allow(connection: Connection, actor: Actor, act: Act, report_id: int) -> Standing:
    """The report, held until the transaction ends where the act changes it, when the act is allowed.

    Raises NotFound (not theirs to know), NotAllowed (never) or Locked (not now).
    """
    found = rights.report_and_roles(connection, report_id, actor.id, actor.at, held=act not in READING)
    if found is None:
        raise NotFound
    report, held = found
    standing = Standing(report, _towards(connection, held, report.unit_id))
    if not standing.may(Act.see_report):
        raise NotFound
    standing.require(act)
    return standing


def allow_unit(connection: Connection, actor: Actor, act: Act, unit_id: int) -> frozenset[Role]:
    """The actor's roles towards a unit, when the act is allowed. Raises NotFound or NotAllowed."""
    roles = roles_towards(connection, actor.id, unit_id, actor.at)
    if may(act, roles):
        return roles
    raise NotAllowed if may(Act.see_unit, roles) else NotFound


def allow_below(connection: Connection, actor: Actor, act: Act, unit_id: int) -> None:
    """Raises NotFound or NotAllowed unless the act on the units below one is allowed, to an overseer at the very unit, too."""
    roles = roles_below(connection, actor.id, unit_id, actor.at)
    if not may(act, roles):
        raise NotAllowed if may(Act.see_unit, roles) else NotFound


def roles_below(connection: Connection, person_id: int, unit_id: int, at: datetime) -> frozenset[Role]:
    """What a person is towards the units below one."""
    own = {role for unit, role in people.memberships(connection, person_id, at) if unit == unit_id}
    return roles_towards(connection, person_id, unit_id, at) | own
