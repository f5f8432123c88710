"""Which sections a report has: named, switched, ordered, added."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.report.outline import RESERVED_KEYS
from server.report.problems import NotFound, Stale
from server.report.snapshot import SectionRecord
from server.report.who import Act
from server.storage import history, reports
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


def arrange(connection: Connection, actor: Actor, report_id: int, wanted: list[Arranged], move: tuple[int, int] | None) -> None:
    """Name and switch sections; `move` is (section, −1 or +1): past its neighbour under the same heading, with all below it."""
    report = allow(connection, actor, Act.arrange, report_id).report
    sections = {section.id: section for section in reports.sections(connection, report_id) if section.level}
    changes = {each.section_id: each for each in wanted}
    if changes.keys() - sections.keys() or (move and move[0] not in sections):
        raise NotFound
    renamed = [_arranged(section, changes.get(section.id)) for section in sections.values()]
    ordered = _moved(renamed, *move) if move else renamed
    for position, section in enumerate(ordered, len(RESERVED_KEYS)):
        reports.arrange(connection, section.id, position=position, heading=section.heading, shown=section.shown)
    reports.recount(connection, report_id, actor.at)
    _note(connection, actor, report, "arrange", arrangement(ordered))


def arrangement(sections: Iterable[Section]) -> dict[str, str]:
    """Sections in their order, with heading and whether they are on, as the history keeps it: a report is shown again from it."""
    return {str(each.id): f"{each.heading}\t{each.shown}" for each in sections if each.level}


def standing_of(section: Section) -> str:
    """How a section stands, in one line that a page can carry."""
    return f"{'on' if section.shown else 'off'} {section.heading}"


def add_section(connection: Connection, actor: Actor, report_id: int, parent_key: str, heading: str) -> int:
    """A section of the unit's own at the end of a chapter, or a chapter when `parent_key` is ""."""
    report = allow(connection, actor, Act.arrange, report_id).report
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
    _note(connection, actor, report, "add_section", {"key": key, "heading": heading} | arrangement(ordered))
    return section_id


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


def _note(connection: Connection, actor: Actor, report: Report, action: str, value: dict[str, str]) -> None:
    history.add(connection, Event(actor.at, actor.id, f"report:{report.id}", action, report.unit_id, report.id, 0, value))
