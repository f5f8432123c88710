"""Adds units and changes their settings."""

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow_unit
from server.report.problems import Stale
from server.report.units import Unit
from server.report.who import Act, Role
from server.storage import history, people, units
from server.storage.history import Event


def add_unit(connection: Connection, actor: Actor, unit: Unit, parent_id: int) -> int:
    """A unit below one the actor administers; the actor administers it, too."""
    allow_unit(connection, actor, Act.edit_unit, parent_id)
    unit_id = units.add_unit(connection, unit, parent_id)
    people.grant(connection, actor.id, unit_id, (Role.admin,), actor.at)
    _note(connection, actor, unit_id, "add_unit", unit)
    return unit_id


def change_unit(connection: Connection, actor: Actor, unit_id: int, unit: Unit, version: int) -> None:
    """New settings of a unit. Raises Stale when somebody changed them meanwhile."""
    allow_unit(connection, actor, Act.edit_unit, unit_id)
    if not units.change_unit(connection, unit_id, unit, version):
        raise Stale
    _note(connection, actor, unit_id, "change_unit", unit)


def _note(connection: Connection, actor: Actor, unit_id: int, action: str, unit: Unit) -> None:
    value = {"unit": unit.model_dump_json()}
    history.add(connection, Event(actor.at, actor.id, f"unit:{unit_id}", action, unit_id, value=value))
