"""The page of who changed what when: happenings as lines, with the filters that were asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from server.actions.saving import ATTRIBUTES, ENTRY
from server.library import Library
from server.report.chronicle.happenings import Happening, Run
from server.report.chronicle.runs import runs
from server.report.chronicle.telling import GROUPS, KINDS, Labels, called, sorts
from server.report.indicators import Indicator
from server.report.outline import asked_keys
from server.report.papers.changes import pieces
from server.storage import chronicles, reports
from server.storage.chronicles import Sort, Wanted
from server.storage.reports import Report, Section
from server.web.forms import MOST_DIGITS

MOST = 200
MOST_SHOWN = 80
SHOWN_PARTS = ("text", "entry", "item")
OF_SECTION = ("done", "not_done", "reopened", "accept", "repair", "restore")
_MARKS = {"": "same", "inserted": "ins", "deleted": "del"}
Pieces = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """One part of a field that changed: what it is called, as (same | ins | del, text)."""

    name: str
    pieces: Pieces


@dataclass(frozen=True)
class Line:
    """One line of the page: who, when, what, where. `since` is the first of several saves; `link` leads to the differences."""

    id: int
    at: datetime
    since: datetime | None
    count: int
    who: str
    what: str
    where: str
    link: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Asked:
    """The filters as asked for: a heading of kinds, a person, a section, and from where on."""

    kind: str = ""
    person: int = 0
    section: int = 0
    before: int = 0


@dataclass(frozen=True)
class HistoryPage:
    """Everything the page shows; `older` is where the next page begins, 0 for the last.

    From the line `opened` on the report was there, and can be shown as it stood.
    """

    lines: tuple[Line, ...]
    asked: Asked
    kinds: Mapping[str, str]
    persons: Mapping[int, str]
    sections: Mapping[int, str]
    opened: int
    older: int


def asked_of(query: Mapping[str, str]) -> Asked:
    """The filters of an address; what is no filter asks for nothing."""
    return Asked(query.get("kind", ""), *(_number(query.get(name, "")) for name in ("person", "section", "before")))


def history_page(connection: Connection, library: Library, report: Report, asked: Asked) -> HistoryPage:
    """One page of what happened to a report, newest first."""
    sections = {each.id: each for each in reports.sections(connection, report.id)}
    wanted = _wanted(connection, library, report, asked, sections)
    found = chronicles.happenings(connection, report.id, report.unit_id, wanted, MOST)
    seen = [each for each in found if not asked.section or _concerns(each, asked.section)]
    return HistoryPage(
        lines=_lines(connection, library, report, sections, runs(seen)),
        asked=asked,
        kinds=library.labels[KINDS],
        persons=chronicles.persons(connection, report.id),
        sections={each.id: heading_of(library, each) for each in sections.values()},
        opened=chronicles.opened(connection, report.id),
        older=found[-1].id if len(found) == MOST else 0,
    )


def heading_of(library: Library, section: Section) -> str:
    """What readers call a section, those around the chapters among them."""
    return section.heading if section.level else library.labels["front"].get(section.key, section.key)


def marked(before: str, now: str) -> Pieces:
    """How one text became another, whole."""
    return tuple((_MARKS[each.change], each.text) for each in pieces(before, now))


def shortened(found: Pieces) -> Pieces:
    """The same with long stretches that stayed cut down to their ends."""
    return tuple((mark, text if mark != "same" else _short(text)) for mark, text in found)


def changed_parts(
    names: Mapping[str, str], before: Mapping[str, str], now: Mapping[str, str], attributes: tuple[str, ...]
) -> tuple[Part, ...]:
    """The parts of a field that changed between two versions."""
    differing = [each for each in attributes if before.get(each, "") != now.get(each, "")]
    return tuple(Part(names[each], shortened(marked(before.get(each, ""), now.get(each, "")))) for each in differing)


def targets_of(connection: Connection, library: Library, report: Report, section: Section) -> tuple[str, ...]:
    """The fields of a section as the history calls them: its text, its figures, its items."""
    figures = (f"entry:{report.id}:{each.id}" for each in figures_of(connection, library, report, section))
    items = {each.target for each in chronicles.items(connection, report.id) if each.value.get("section") == str(section.id)}
    there = chronicles.places_of_items(connection, [section.id])
    return (f"text:{section.id}", *figures, *sorted(items | {f"item:{report.id}:{each}" for each in there}))


def figures_of(connection: Connection, library: Library, report: Report, section: Section) -> tuple[Indicator, ...]:
    """The figures a section asks for, whatever kind of unit it is."""
    if not section.level:
        return ()
    shown = {each.key for each in reports.sections(connection, report.id) if each.shown}
    return tuple(each for key in asked_keys(section.key, section.takes, shown) for each in library.by_section.get(key, ()))


def _wanted(connection: Connection, library: Library, report: Report, asked: Asked, sections: Mapping[int, Section]) -> Wanted:
    groups = library.labels[GROUPS]
    chosen = tuple(Sort(*each) for each in sorts(asked.kind, groups)) if asked.kind in library.labels[KINDS] else None
    section = sections.get(asked.section)
    targets = (
        (*targets_of(connection, library, report, section), f"draft:{section.id}", f"section:{section.id}", f"report:{report.id}")
        if section
        else None
    )
    return Wanted(chosen, asked.person or None, targets, asked.before or None)


def _concerns(each: Happening, section: int) -> bool:
    return each.kind != "report" or each.value.get("section") == str(section)


def _lines(
    connection: Connection, library: Library, report: Report, sections: Mapping[int, Section], found: tuple[Run, ...]
) -> tuple[Line, ...]:
    before = [(each.first.target, each.first.version - 1) for each in found if each.first.kind in SHOWN_PARTS]
    values = chronicles.values(connection, before)
    return tuple(_line(library, report, sections, each, values.get((each.first.target, each.first.version - 1), {})) for each in found)


def _line(library: Library, report: Report, sections: Mapping[int, Section], run: Run, before: Mapping[str, str]) -> Line:
    last, first = run.last, run.first
    section = _section(last, sections)
    return Line(
        id=last.id,
        at=last.at,
        since=first.at if run.count > 1 else None,
        count=run.count,
        who=last.person,
        what=called(last, library.labels),
        where=_where(library, last, section),
        link=_link(report, last, first, section),
        parts=tuple(_parts(library.labels, last, before)),
    )


def _section(each: Happening, sections: Mapping[int, Section]) -> Section | None:
    named = each.key if each.kind in ("text", "draft", "section") else each.value.get("section", "")
    return sections.get(_number(named))


def _where(library: Library, each: Happening, section: Section | None) -> str:
    if each.kind in (ENTRY, "total", "sum") and each.key in library.indicators:
        return library.indicators[each.key].name
    if each.kind == "item":
        return each.value.get("title", "") or (heading_of(library, section) if section else "")
    return heading_of(library, section) if section else ""


def _link(report: Report, last: Happening, first: Happening, section: Section | None) -> str:
    """Where the differences are shown in full."""
    if last.kind != "text" or section is None or not last.version:
        return ""
    return f"/reports/{report.id}/sections/{section.id}/history?a={first.version - 1}&b={last.version}#difference"


def _parts(labels: Labels, last: Happening, before: Mapping[str, str]) -> Iterator[Part]:
    """What changed in a figure or an item, word by word; a text has a page of its own for that."""
    if last.version and last.kind in ("entry", "item"):
        yield from changed_parts(labels["field_parts"], before, last.value, ATTRIBUTES[last.kind])


def _short(text: str) -> str:
    half = MOST_SHOWN // 2
    return text if len(text) <= MOST_SHOWN else f"{text[:half]}……{text[-half:]}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
