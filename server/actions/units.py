"""Adds units, changes their settings, puts them under another."""

from sqlalchemy import Connection

from server.actions import securing
from server.actions.allowing import Actor, allow_unit, roles_below
from server.library import Library
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.security.traces import Trace
from server.report.unit_problems import parent_below
from server.report.units import Liaison, Unit
from server.report.who import Act, Role, may
from server.storage import history, people, standings, units
from server.storage.history import Event
from server.storage.units import UnitPlace


def add_unit(connection: Connection, actor: Actor, unit: Unit, parent_id: int, liaison: Liaison | None = None) -> int:
    """A unit below one the actor administers; the actor administers it, too."""
    allow_unit(connection, actor, Act.edit_unit, parent_id)
    unit_id = units.add_unit(connection, unit, parent_id, liaison)
    people.grant(connection, actor.id, unit_id, (Role.admin,), actor.at)
    _note(connection, actor, unit_id, "add_unit", settings_of(unit, liaison))
    securing.note(connection, actor, Trace.unit_added, unit_id=unit_id, target=f"unit:{unit_id}", detail={"name": unit.name})
    return unit_id


def change_unit(connection: Connection, actor: Actor, unit_id: int, unit: Unit, version: int, liaison: Liaison | None = None) -> None:
    """New settings of a unit; `liaison` None leaves it. Raises Stale when somebody changed them meanwhile."""
    allow_unit(connection, actor, Act.edit_unit, unit_id)
    if not units.change_unit(connection, unit_id, unit, version, liaison):
        raise Stale
    standings.expire(connection, unit_id)
    _note(connection, actor, unit_id, "change_unit", settings_of(unit, liaison), version + 1)
    detail = {"name": unit.name, "version": str(version + 1)}
    securing.note(connection, actor, Trace.unit_changed, unit_id=unit_id, target=f"unit:{unit_id}", detail=detail)


def move_unit(connection: Connection, library: Library, actor: Actor, unit_id: int, parent_id: int, version: int) -> None:
    """Put a unit with all below it under another; the actor administers both.

    Raises NotFound or NotAllowed for either, Refused for a place in its own branch, Stale when somebody changed it meanwhile.
    """
    units.hold_tree(connection)
    for each in (unit_id, parent_id):
        allow_unit(connection, actor, Act.edit_unit, each)
    place, parent = (_place(connection, library, each) for each in (unit_id, parent_id))
    if parent.path.startswith(place.path):
        raise Refused(parent_below(place.unit.short_name))
    if place.version != version or not units.move_unit(connection, place, parent):
        raise Stale
    standings.expire(connection, unit_id)
    value = {"from": str(place.parent_id or ""), "to": str(parent_id)}
    _note(connection, actor, unit_id, "move_unit", value, version + 1)
    detail = {"name": place.unit.name, "parent": parent.unit.name, "version": str(version + 1)}
    securing.note(connection, actor, Trace.unit_changed, unit_id=unit_id, target=f"unit:{unit_id}", detail=detail)


def allow_tree(connection: Connection, actor: Actor, unit_id: int) -> None:
    """Raises NotFound or NotAllowed unless the actor administers a unit or oversees what is below it."""
    roles = roles_below(connection, actor.id, unit_id, actor.at)
    if not roles:
        raise NotFound
    if not (may(Act.edit_unit, roles) or may(Act.oversee, roles)):
        raise NotAllowed


def settings_of(unit: Unit, liaison: Liaison | None) -> dict[str, str]:
    """The settings of a unit as the history keeps them."""
    return {"unit": unit.model_dump_json()} | ({"liaison": liaison.model_dump_json()} if liaison else {})


def _place(connection: Connection, library: Library, unit_id: int) -> UnitPlace:
    found = units.unit(connection, unit_id, library.kinds)
    if found is None:
        raise NotFound
    return found


def _note(connection: Connection, actor: Actor, unit_id: int, action: str, value: dict[str, str], version: int = 0) -> None:
    history.add(connection, Event(actor.at, actor.id, f"unit:{unit_id}", action, unit_id, version=version, value=value))
