"""谁正在填写, as information only: whose pages are open, who saved something of late, section by section."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from server.actions.allowing import Actor
from server.library import Library
from server.report.outline import asked_keys
from server.storage import contents, presences
from server.storage.presences import Present, Trace
from server.storage.reports import Report, Section


def attend(connection: Connection, actor: Actor, section_id: int) -> None:
    """The actor has a section open to write in it."""
    presences.tell(connection, section_id, actor.id, actor.at)


def attending(
    connection: Connection, library: Library, report: Report, sections: tuple[Section, ...], actor: Actor
) -> dict[int, tuple[Present, ...]]:
    """Who is in which of these sections besides the actor: those whose page is open, and when they saved last."""
    found = {(each.section_id, each.person_id): each for each in presences.open_pages(connection, report.id, actor.at)}
    traces = [each for each in presences.traces(connection, report.id, actor.at) if each.person_id != actor.id]
    items = contents.sections_of_items(connection, [number for each in traces for number in _item(each)])
    for trace in traces:
        for section in _places(library, sections, trace, items):
            there = found.get((section, trace.person_id)) or Present(section, trace.person_id, trace.name, trace.at)
            found[section, trace.person_id] = replace(there, saved_at=trace.at)
    others = [each for each in found.values() if each.person_id != actor.id]
    return {each.id: mine for each in sections if (mine := tuple(one for one in others if one.section_id == each.id))}


def _places(library: Library, sections: tuple[Section, ...], trace: Trace, items: Mapping[int, int]) -> Iterator[int]:
    kind, _, rest = trace.target.partition(":")
    if kind == "text" and rest.isdigit():
        yield int(rest)
    yield from (items[number] for number in _item(trace) if number in items)
    indicator = library.indicators.get(rest.partition(":")[2]) if kind == "entry" else None
    if indicator:
        shown = {each.key for each in sections if each.shown}
        yield from (each.id for each in sections if indicator.section in asked_keys(each.key, each.takes, shown))


def _item(trace: Trace) -> tuple[int, ...]:
    kind, _, rest = trace.target.partition(":")
    number = rest.partition(":")[2]
    return (int(number),) if kind == "item" and number.isdigit() else ()
