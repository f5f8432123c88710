"""Opens a report, arranges its sections and items, marks sections done, and moves it from state to state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow
from server.actions.saving import ITEM, target
from server.library import Library
from server.report.composing import default_front
from server.report.outline import RESERVED_KEYS, Outline
from server.report.phrases import fill
from server.report.problems import Locked, NotFound, Refused, Stale, already_open, reason_needed
from server.report.snapshot import Item, SectionRecord
from server.report.units import Unit
from server.report.who import Act
from server.report.workflow import PATHS, Move, State
from server.storage import contents, history, reports, units
from server.storage.history import Event
from server.storage.reports import Report, Section

DEEPEST_HEADING = 3


@dataclass(frozen=True)
class Arranged:
    """How one section shall stand: its heading, whether it is on. `seen` is how the page showed it, as `standing_of` says it."""

    section_id: int
    heading: str
    shown: bool
    seen: str = ""


def open_report(connection: Connection, library: Library, actor: Actor, unit_id: int, unit: Unit, year: int, outline: Outline) -> int:
    """A new report of a unit for a year. The caller has asked for Act.open_report. Raises Refused when there is one."""
    units.hold(connection, unit_id)
    if reports.of_year(connection, unit_id, year):
        raise Refused(already_open(year))
    front: dict[str, str] = default_front(unit, year, outline).model_dump(exclude_none=True)
    records = tuple(section_records(outline, unit, year))
    head = Report(0, unit_id, year, outline.key, outline.version, library.version, State.filling, 0, 0, 0, actor.at)
    report_id = reports.open_report(connection, head, records, around())
    start_around(connection, actor, replace(head, id=report_id), front)
    history.add(connection, Event(actor.at, actor.id, f"report:{report_id}", "open", unit_id, report_id, 1, {"outline": outline.key}))
    return report_id


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


def arrange(connection: Connection, actor: Actor, report_id: int, wanted: list[Arranged], move: tuple[int, int] | None) -> None:
    """Name and switch sections; `move` is (section, −1 or +1): past its neighbour under the same heading, with all below it."""
    allow(connection, actor, Act.arrange, report_id)
    sections = {section.id: section for section in reports.sections(connection, report_id) if section.level}
    changes = {each.section_id: each for each in wanted}
    if changes.keys() - sections.keys() or (move and move[0] not in sections):
        raise NotFound
    renamed = [_arranged(section, changes.get(section.id)) for section in sections.values()]
    ordered = _moved(renamed, *move) if move else renamed
    for position, section in enumerate(ordered, len(RESERVED_KEYS)):
        reports.arrange(connection, section.id, position=position, heading=section.heading, shown=section.shown)
    reports.recount(connection, report_id, actor.at)
    _note(connection, actor, report_id, "arrange", {str(each.id): f"{each.heading}\t{each.shown}" for each in ordered})


def standing_of(section: Section) -> str:
    """How a section stands, in one line that a page can carry."""
    return f"{'on' if section.shown else 'off'} {section.heading}"


def add_section(connection: Connection, actor: Actor, report_id: int, parent_key: str, heading: str) -> int:
    """A section of the unit's own at the end of a chapter, or a chapter when `parent_key` is ""."""
    allow(connection, actor, Act.arrange, report_id)
    sections = [section for section in reports.sections(connection, report_id) if section.level]
    parent = next((section for section in sections if section.key == parent_key), None)
    if parent_key and (parent is None or parent.level >= DEEPEST_HEADING):
        raise NotFound
    key = f"custom.{sum(section.custom for section in sections) + 1}"
    record = SectionRecord(key=key, parent=parent_key, level=parent.level + 1 if parent else 1, heading=heading, custom=True)
    section_id = reports.add_section(connection, report_id, record, position=10_000)
    added = next(section for section in reports.sections(connection, report_id) if section.id == section_id)
    ordered = _inserted(sections, added)
    for position, section in enumerate(ordered, len(RESERVED_KEYS)):
        reports.arrange(connection, section.id, position=position, heading=section.heading, shown=section.shown)
    reports.recount(connection, report_id, actor.at)
    _note(connection, actor, report_id, "add_section", {"key": key, "heading": heading})
    return section_id


def mark_done(connection: Connection, actor: Actor, report_id: int, section_id: int, *, done: bool) -> None:
    """Answer “本节已完成？”."""
    standing = allow(connection, actor, Act.fill, report_id)
    _own_section(connection, report_id, section_id)
    reports.set_done(connection, section_id, actor.id if done else None, actor.at if done else None)
    reports.recount(connection, report_id, actor.at)
    _note(connection, actor, report_id, "done" if done else "not_done", {"section": str(section_id)}, standing)


def add_item(connection: Connection, actor: Actor, report_id: int, section_id: int, item: Item) -> int:
    """A further item of a section."""
    standing = allow(connection, actor, Act.fill, report_id)
    _own_section(connection, report_id, section_id)
    item_id = contents.add_item(connection, section_id, item)
    event = Event(actor.at, actor.id, _item(report_id, item_id), "add", standing.report.unit_id, report_id, 1, item.model_dump())
    history.add(connection, event)
    return item_id


def remove_item(connection: Connection, actor: Actor, report_id: int, section_id: int, item_id: int) -> None:
    """Take an item away; what it said stays in the history."""
    standing = allow(connection, actor, Act.fill, report_id)
    item = next((each for each in contents.items(connection, [section_id]) if each.id == item_id), None)
    if item is None or reports.section(connection, report_id, section_id) is None:
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
        item.item.model_dump(),
    )
    history.add(connection, gone)


def lift_item(connection: Connection, actor: Actor, report_id: int, section_id: int, item_id: int) -> None:
    """Move an item one place up."""
    standing = allow(connection, actor, Act.fill, report_id)
    _own_section(connection, report_id, section_id)
    order = [each.id for each in contents.items(connection, [section_id])]
    if item_id not in order:
        raise NotFound
    at = order.index(item_id)
    order.insert(max(at - 1, 0), order.pop(at))
    contents.swap_items(connection, order)
    _note(connection, actor, report_id, "lift_item", {"item": str(item_id)}, standing)


def move(connection: Connection, actor: Actor, report_id: int, step: Move, reason: str) -> None:
    """Take a report to another state. Raises Refused without a reason where one is needed, Locked when it has moved meanwhile."""
    standing = allow(connection, actor, Act(step.value), report_id)
    path = PATHS[step]
    if path.reason and not reason.strip():
        raise Refused(reason_needed())
    if not reports.set_state(connection, report_id, standing.report.state, path.ends, actor.at):
        raise Locked
    _note(
        connection, actor, report_id, step.value, {"from": standing.report.state.value, "to": path.ends.value, "reason": reason}, standing
    )


def _arranged(section: Section, wanted: Arranged | None) -> Section:
    """The section as wanted. One that the page's reader left as it was stays as it is; Stale when somebody else changed it, too."""
    if wanted is None:
        return section
    mine = replace(section, heading=wanted.heading.strip() or section.heading, shown=wanted.shown)
    if standing_of(mine) == wanted.seen:
        return section
    if wanted.seen not in ("", standing_of(section), standing_of(mine)) and standing_of(section) != standing_of(mine):
        raise Stale
    return mine


def _moved(sections: list[Section], section_id: int, step: int) -> list[Section]:
    """The sections with one block (a section and all below it) past its neighbour."""
    section = next(each for each in sections if each.id == section_id)
    siblings = [each.key for each in sections if each.parent == section.parent]
    at = siblings.index(section.key)
    to = at + step
    if not 0 <= to < len(siblings):
        return sections
    siblings[at], siblings[to] = siblings[to], siblings[at]
    blocks = {key: _branch(sections, key) for key in siblings}
    inside = {each.id for block in blocks.values() for each in block}
    first = next(place for place, each in enumerate(sections) if each.id in inside)
    before = [each for each in sections[:first] if each.id not in inside]
    after = [each for each in sections[first:] if each.id not in inside]
    return [*before, *(each for key in siblings for each in blocks[key]), *after]


def _branch(sections: list[Section], key: str) -> list[Section]:
    """A section and everything below it, in order."""
    keys = {key}
    for section in sections:
        if section.parent in keys:
            keys.add(section.key)
    return [section for section in sections if section.key in keys]


def _inserted(sections: list[Section], added: Section) -> list[Section]:
    """A new section at the end of its chapter."""
    if not added.parent:
        return [*sections, added]
    last = _branch(sections, added.parent)[-1].id
    place = next(at for at, each in enumerate(sections) if each.id == last)
    return [*sections[: place + 1], added, *sections[place + 1 :]]


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
