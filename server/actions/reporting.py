"""Opens a report, adds, moves and removes the items of its sections, and moves it from state to state."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from server.actions import confirming
from server.actions.allowing import Actor, Standing, allow
from server.actions.arranging import arrangement
from server.actions.saving import ITEM, target
from server.library import Library
from server.report.composing import default_front
from server.report.outline import RESERVED_KEYS, Outline
from server.report.phrases import fill
from server.report.problems import Locked, NotFound, Refused, already_open, reason_needed
from server.report.snapshot import Item, SectionRecord
from server.report.units import Unit
from server.report.who import Act
from server.report.workflow import PATHS, Move, State
from server.storage import approvals, contents, history, reports, units
from server.storage.history import Event
from server.storage.reports import Report, Section


def open_report(connection: Connection, library: Library, actor: Actor, unit_id: int, unit: Unit, year: int, outline: Outline) -> int:
    """A new report of a unit for a year. The caller has asked for Act.open_report. Raises Refused when there is one."""
    units.hold(connection, unit_id)
    if reports.of_year(connection, unit_id, year):
        raise Refused(already_open(year))
    front: dict[str, str] = default_front(unit, year, outline).model_dump(exclude_none=True)
    records = tuple(section_records(outline, unit, year))
    head = Report(0, unit_id, year, outline.key, outline.version, library.version, State.filling, 0, 0, 0, actor.at, library.edition)
    report_id = reports.open_report(connection, head, records, around())
    start_around(connection, actor, replace(head, id=report_id), front)
    note_opening(connection, actor, replace(head, id=report_id))
    return report_id


def note_opening(connection: Connection, actor: Actor, report: Report) -> None:
    """Write into the history that a report was opened, and with which sections."""
    value = {"outline": report.outline} | arrangement(reports.sections(connection, report.id))
    history.add(connection, Event(actor.at, actor.id, f"report:{report.id}", "open", report.unit_id, report.id, 1, value))


def around() -> tuple[SectionRecord, ...]:
    """The sections of level 0 of every report: what stands around its chapters, and what is registered after signing."""
    return tuple(SectionRecord(key=key, level=1, heading=key) for key in RESERVED_KEYS)


def start_around(connection: Connection, actor: Actor, report: Report, texts: Mapping[str, str]) -> None:
    """The first texts of level 0 by key. One that is not given was never written, and the paper takes what is usual."""
    for section in reports.sections(connection, report.id):
        if section.level == 0 and section.key in texts:
            body = texts[section.key]
            contents.save_text(connection, section.id, body, 1, actor.id, actor.at)
            event = Event(actor.at, actor.id, f"text:{section.id}", "save", report.unit_id, report.id, 1, {"body": body})
            history.add(connection, event)


def section_records(outline: Outline, unit: Unit, year: int) -> list[SectionRecord]:
    """The sections of a fresh report, headings with their years, switched as the outline has them for this kind of unit."""
    words = {"year": str(year), "next_year": str(year + 1), "last_year": str(year - 1), "unit": unit.address, "name": unit.name}
    return [
        SectionRecord(
            key=section.key,
            parent=parent,
            level=level,
            heading=fill(section.heading, words) or section.heading,
            shown=unit.tier in section.shown,
            takes=section.takes,
        )
        for section, level, parent in outline.walk()
    ]


def add_item(connection: Connection, actor: Actor, report_id: int, section_id: int, item: Item) -> int:
    """A further item of a section."""
    standing = allow(connection, actor, Act.fill, report_id)
    section = _own_section(connection, report_id, section_id)
    item_id = contents.add_item(connection, section_id, item)
    value = item.model_dump() | {"section": str(section_id)}
    event = Event(actor.at, actor.id, _item(report_id, item_id), "add", standing.report.unit_id, report_id, 1, value)
    history.add(connection, event)
    _reopen(connection, actor, standing.report, section)
    return item_id


def remove_item(connection: Connection, actor: Actor, report_id: int, section_id: int, item_id: int) -> None:
    """Take an item away; what it said stays in the history."""
    standing = allow(connection, actor, Act.fill, report_id)
    section = _own_section(connection, report_id, section_id)
    item = next((each for each in contents.items(connection, [section_id]) if each.id == item_id), None)
    if item is None:
        raise NotFound
    contents.remove_item(connection, item_id)
    gone = Event(
        actor.at,
        actor.id,
        _item(report_id, item_id),
        "remove",
        standing.report.unit_id,
        report_id,
        item.version + 1,
        item.item.model_dump() | {"section": str(section_id)},
    )
    history.add(connection, gone)
    _reopen(connection, actor, standing.report, section)


def lift_item(connection: Connection, actor: Actor, report_id: int, section_id: int, item_id: int) -> None:
    """Move an item one place up."""
    standing = allow(connection, actor, Act.fill, report_id)
    section = _own_section(connection, report_id, section_id)
    order = [each.id for each in contents.items(connection, [section_id])]
    if item_id not in order:
        raise NotFound
    at = order.index(item_id)
    order.insert(max(at - 1, 0), order.pop(at))
    contents.swap_items(connection, order)
    _note(connection, actor, report_id, "lift_item", {"item": str(item_id)}, standing)
    _reopen(connection, actor, standing.report, section)


def move(connection: Connection, actor: Actor, report_id: int, step: Move, reason: str) -> None:
    """Take a report to another state. Raises Refused without a reason where one is needed, Locked when it has moved meanwhile.

    What goes back for a reason is not approved any more; the approved text is kept.
    """
    standing = allow(connection, actor, Act(step.value), report_id)
    path = PATHS[step]
    if path.reason and not reason.strip():
        raise Refused(reason_needed())
    if not reports.set_state(connection, report_id, standing.report.state, path.ends, actor.at):
        raise Locked
    if path.reason:
        approvals.end(connection, report_id, actor.id, actor.at, reason.strip())
    _note(
        connection, actor, report_id, step.value, {"from": standing.report.state.value, "to": path.ends.value, "reason": reason}, standing
    )


def _reopen(connection: Connection, actor: Actor, report: Report, section: Section) -> None:
    """Other items than those that were confirmed."""
    if section.done_at and confirming.reopened(connection, actor, report, (section.id,)):
        reports.recount(connection, report.id, actor.at)


def _own_section(connection: Connection, report_id: int, section_id: int) -> Section:
    section = reports.section(connection, report_id, section_id)
    if section is None:
        raise NotFound
    return section


def _note(
    connection: Connection, actor: Actor, report_id: int, action: str, value: dict[str, str], standing: Standing | None = None
) -> None:
    unit_id = standing.report.unit_id if standing else None
    history.add(connection, Event(actor.at, actor.id, f"report:{report_id}", action, unit_id, report_id, 0, value))


def _item(report_id: int, item_id: int) -> str:
    """An item's name in the history."""
    return target(report_id, ITEM, str(item_id))
