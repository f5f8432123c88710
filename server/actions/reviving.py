"""What was typed into items that somebody removed meanwhile: nothing of it is lost, and it does not hold up the other fields."""

from collections.abc import Sequence

from sqlalchemy import Connection

from server.actions import reporting
from server.actions.allowing import Actor
from server.actions.saving import ATTRIBUTES, ITEM, Field, Value, target
from server.report.problems import NotFound, Refused, item_removed
from server.report.snapshot import Item
from server.storage import contents, history, reports


def without_removed(
    connection: Connection, actor: Actor, report_id: int, section_id: int, fields: Sequence[Field], *, again: bool
) -> list[Field]:
    """The fields of items that are still there.

    What was typed into one that is gone comes back as a new item of the section, if `again`. Raises Refused if not, and
    NotFound for an item that never was.
    """
    there = {f"{ITEM}.{each.id}" for each in contents.items(connection, reports.section_ids(connection, report_id))}
    gone = [field for field in fields if field.kind == ITEM and field.name not in there]
    for value in [each for field in gone if (each := _typed_since(connection, report_id, field))]:
        if not again:
            raise Refused(item_removed())
        reporting.add_item(connection, actor, report_id, section_id, Item(**value))
    return [field for field in fields if field not in gone]


def _typed_since(connection: Connection, report_id: int, field: Field) -> Value | None:
    """The item as typed, when it differs from what its page showed."""
    name = target(report_id, ITEM, field.key)
    if history.latest(connection, name) is None:
        raise NotFound
    shown = history.at_version(connection, name, field.base)
    before = {name: text for name, text in shown.value.items() if name in ATTRIBUTES[ITEM]} if shown else {}
    touched = any(text != before.get(part, "") for part, text in field.value.items())
    return {"title": "", "body": ""} | before | field.value if touched else None
