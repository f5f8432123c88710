"""The page of the versions of one section: its text with the differences of any two, its figures, its items with those removed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

from sqlalchemy import Connection

from server.actions.restoring import Back
from server.actions.saving import ATTRIBUTES, ENTRY, ITEM, TEXT, target
from server.library import Library
from server.report.chronicle.happenings import Happening
from server.report.chronicle.runs import runs
from server.report.chronicle.telling import called
from server.report.outline import REGISTRATION_KEYS
from server.report.problems import NotFound
from server.report.who import Act
from server.storage import chronicles, reports
from server.storage.reports import Report, Section
from server.web.depends import number
from server.web.views.histories import Part, Pieces, changed_parts, figures_of, heading_of, marked

MOST = 60


@dataclass(frozen=True)
class Version:
    """A version of a text: who saved it last, how, and from `first` on how many saves it stands for."""

    number: int
    first: int
    at: datetime
    who: str
    how: str
    count: int
    length: int


@dataclass(frozen=True)
class Difference:
    """Two versions of the text, 0 for the empty one before the first; how many characters were added and taken out."""

    old: int
    new: int
    pieces: Pieces
    added: int
    removed: int


@dataclass(frozen=True)
class Change:
    """One version of a figure or an item: what changed with it, and what the button to go back to it sends, "" for the newest."""

    at: datetime
    who: str
    how: str
    parts: tuple[Part, ...]
    back: str


@dataclass(frozen=True)
class Tale:
    """A figure or an item and its versions, newest first. `gone`: the number of one that was removed and can be brought back."""

    name: str
    changes: tuple[Change, ...]
    gone: int = 0

    @property
    def told(self) -> bool:
        """Whether there is anything to go back to."""
        return self.gone > 0 or len(self.changes) > 1


@dataclass(frozen=True)
class VersionsPage:
    """Everything the page shows; `fewer`: not all versions of the text are listed."""

    section: Section
    heading: str
    versions: tuple[Version, ...]
    newest: int
    difference: Difference | None
    fewer: bool
    figures: tuple[Tale, ...]
    items: tuple[Tale, ...]
    act: Act


def versions_page(connection: Connection, library: Library, report: Report, section_id: int, query: Mapping[str, str]) -> VersionsPage:
    """The page of a section. Raises NotFound for one of another report and for versions that are not kept."""
    section = reports.section(connection, report.id, section_id)
    if section is None:
        raise NotFound
    texts = chronicles.versions(connection, [target(report.id, TEXT, str(section_id))])
    listed = _listed(library, texts, whole="all" in query)
    difference = _difference(texts, *_two(listed, query)) if texts else None
    gone, there = _items(connection, library, report, section)
    return VersionsPage(
        section=section,
        heading=heading_of(library, section),
        versions=listed[: None if "all" in query else MOST],
        newest=texts[0].version if texts else 0,
        difference=difference,
        fewer="all" not in query and (len(listed) > MOST or any(each.count > 1 for each in listed)),
        figures=tuple(_figures(connection, library, report, section)),
        items=(*there, *gone),
        act=Act.register if section.key in REGISTRATION_KEYS else Act.fill,
    )


def back_of(which: str) -> Back:
    """What a button asks to go back to: `text.12@3:5`, version 3 over version 5. Raises NotFound for anything else."""
    name, _, rest = which.partition("@")
    kind, _, key = name.partition(".")
    version, _, base = rest.partition(":")
    return Back(kind, key, number(version), number(base))


def _listed(library: Library, texts: tuple[Happening, ...], *, whole: bool) -> tuple[Version, ...]:
    """Versions newest first: what one person typed in a row as one, unless all are wanted."""
    if whole:
        return tuple(_version(library, each, each, 1) for each in texts)
    return tuple(_version(library, each.last, each.first, each.count) for each in runs(texts))


def _version(library: Library, last: Happening, first: Happening, count: int) -> Version:
    words = called(last, library.labels)
    return Version(last.version, first.version, last.at, last.person, words, count, len(last.value.get("body", "")))


def _two(listed: tuple[Version, ...], query: Mapping[str, str]) -> tuple[int, int]:
    """Which versions to compare: those asked for, the older first; otherwise what was typed last with what stood before."""
    if not {"a", "b"} <= query.keys():
        return listed[0].first - 1, listed[0].number
    asked = (number(query["a"]), number(query["b"]))
    return min(asked), max(asked)


def _difference(texts: tuple[Happening, ...], old: int, new: int) -> Difference:
    bodies = {each.version: each.value.get("body", "") for each in texts}
    if new not in bodies:
        raise NotFound
    old = max((each for each in bodies if each <= old), default=0)  # of what is old, not every version is kept
    found = marked(bodies.get(old, ""), bodies[new])
    counts = {kind: sum(len(text) for mark, text in found if mark == kind) for kind in ("ins", "del")}
    return Difference(old, new, found, counts["ins"], counts["del"])


def _figures(connection: Connection, library: Library, report: Report, section: Section) -> Iterator[Tale]:
    asked = {target(report.id, ENTRY, each.id): each for each in figures_of(connection, library, report, section)}
    found = sorted(chronicles.versions(connection, asked), key=lambda each: (each.target, -each.id))
    tales = {name: tuple(rows) for name, rows in groupby(found, key=lambda each: each.target)}
    for name, indicator in asked.items():
        if name in tales:
            yield Tale(indicator.name, _changes(library, ENTRY, tales[name], tales[name][0].version))


def _items(connection: Connection, library: Library, report: Report, section: Section) -> tuple[tuple[Tale, ...], tuple[Tale, ...]]:
    """The items that were removed, and those that are there."""
    there = chronicles.places_of_items(connection, [section.id])
    ours = [each for each in chronicles.items(connection, report.id) if each.value.get("section") == str(section.id)]
    names = {each.target for each in ours} | {target(report.id, ITEM, str(each)) for each in there}
    found = sorted(chronicles.versions(connection, names), key=lambda each: (each.target, -each.id))
    tales = {name: tuple(rows) for name, rows in groupby(found, key=lambda each: each.target)}
    gone = [_gone(library, rows) for rows in tales.values() if rows[0].action == "remove"]
    return tuple(gone), tuple(_item(library, rows) for rows in tales.values() if int(rows[0].key) in there)


def _item(library: Library, rows: tuple[Happening, ...]) -> Tale:
    title = rows[0].value.get("title", "") or library.labels["fields"][ITEM]
    return Tale(title, _changes(library, ITEM, rows, rows[0].version))


def _gone(library: Library, rows: tuple[Happening, ...]) -> Tale:
    title = rows[0].value.get("title", "") or library.labels["fields"][ITEM]
    return Tale(title, _changes(library, ITEM, rows, 0), int(rows[0].key))


def _changes(library: Library, kind: str, rows: tuple[Happening, ...], base: int) -> tuple[Change, ...]:
    """Versions newest first, each with what changed; `base` 0 gives no way back."""
    names, attributes = library.labels["field_parts"], ATTRIBUTES[kind]
    befores = [each.value for _, each in pairwise(rows)] + [{}]
    return tuple(
        Change(
            each.at,
            each.person,
            called(each, library.labels),
            changed_parts(names, before, each.value, attributes),
            f"{kind}.{each.key}@{each.version}:{base}" if base and each.version != base else "",
        )
        for each, before in zip(rows, befores, strict=True)
    )
