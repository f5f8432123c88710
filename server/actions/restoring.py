"""Gives texts, figures and items back what they were at an earlier version, always as a new version and never over what was not seen."""

from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions import reporting
from server.actions.allowing import Actor, allow
from server.actions.saving import ATTRIBUTES, ITEM, TEXT, Field, save_fields, target
from server.library import Library
from server.report.outline import REGISTRATION_KEYS
from server.report.problems import NotFound, Stale
from server.report.snapshot import Item
from server.report.who import Act
from server.storage import contents, history, reports
from server.storage.history import Event

RESTORE, RESTORED = "restore", "restored"


@dataclass(frozen=True)
class Back:
    """A field (text 12, entry dis.found, item 7) and the version to go back to; `base` is the version that was shown as the newest."""

    kind: str
    key: str
    version: int
    base: int


def restore(connection: Connection, library: Library, actor: Actor, report_id: int, back: Back) -> int:
    """Write the earlier version as the next one; the version the field now has.

    Raises Stale when somebody changed the field since it was shown, NotFound for a version that is not kept, NotAllowed or Locked.
    """
    keys = reports.section_keys(connection, report_id)
    key = keys.get(int(back.key), "") if back.kind == TEXT and back.key.isdigit() else ""
    standing = allow(connection, actor, Act.register if key in REGISTRATION_KEYS else Act.fill, report_id)
    past = history.at_version(connection, target(report_id, back.kind, back.key), back.version)
    if back.kind not in ATTRIBUTES or past is None or past.action == "remove":
        raise NotFound
    value = {name: past.value.get(name, "") for name in ATTRIBUTES[back.kind]}
    saved = save_fields(connection, library, actor, standing, [Field(back.kind, back.key, value, back.base)], RESTORE)
    if saved.conflicts or saved.merged:
        raise Stale
    return saved.versions[f"{back.kind}.{back.key}"]


def revive(connection: Connection, actor: Actor, report_id: int, section_id: int, item_id: int) -> int:
    """Bring back an item that was removed, once, at the end of its section; its new number. Raises NotFound for one that is there."""
    standing = allow(connection, actor, Act.fill, report_id)
    name = target(report_id, ITEM, str(item_id))
    past = history.latest(connection, name)
    there = {each.id for each in contents.items(connection, [section_id])}
    if past is None or past.action != "remove" or item_id in there or past.value.get("section", str(section_id)) != str(section_id):
        raise NotFound
    item = Item(**{each: past.value.get(each, "") for each in ATTRIBUTES[ITEM]})
    made = reporting.add_item(connection, actor, report_id, section_id, item)
    value = {"section": str(section_id), "item": str(made)}
    report = standing.report
    history.add(connection, Event(actor.at, actor.id, name, RESTORED, report.unit_id, report.id, past.version + 1, value))
    return made
