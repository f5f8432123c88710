"""Ticks the steps on the way to delivery that nothing else settles: who did what when, and takes it back."""

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.library import Library
from server.report.problems import NotFound
from server.report.who import Act
from server.storage import history, papers, units
from server.storage.history import Event


def set_tick(connection: Connection, library: Library, actor: Actor, report_id: int, key: str, note: str) -> None:
    """Mark a step as done. Raises NotFound for one this unit does not have; rows of the ledger are `delivering`'s."""
    standing = allow(connection, actor, Act.tick, report_id)
    place = units.unit(connection, standing.report.unit_id, library.kinds)
    if key not in {step.key for step in library.steps if place and place.unit.tier in step.tiers}:
        raise NotFound
    papers.set_tick(connection, report_id, key, note, actor.id, actor.at)
    _note(connection, actor, standing.report.unit_id, report_id, "tick", {"key": key, "note": note})


def clear_tick(connection: Connection, actor: Actor, report_id: int, key: str) -> None:
    """Take a mark back."""
    standing = allow(connection, actor, Act.tick, report_id)
    papers.clear_tick(connection, report_id, key)
    _note(connection, actor, standing.report.unit_id, report_id, "untick", {"key": key})


def _note(connection: Connection, actor: Actor, unit_id: int, report_id: int, action: str, value: dict[str, str]) -> None:
    history.add(connection, Event(actor.at, actor.id, f"report:{report_id}", action, unit_id, report_id, 0, value))
