"""The page of one section: its figures with their rates, its items, its text, its draft."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import Connection

from server.actions.allowing import Standing
from server.actions.drafting import facts_of
from server.actions.renewing import untouched
from server.actions.summing import Moved, overtaken
from server.library import Library
from server.report import drafting
from server.report.entries import Entry, computed, exact_values, growth_of, read_entry
from server.report.indicators import Indicator, Relation, broken
from server.report.outline import Items, asked_keys, family
from server.report.problems import NotFound, relation_broken
from server.report.snapshot import EntryRecord
from server.storage import contents, pasts, reports
from server.storage.contents import StoredDraft, StoredEntry, StoredItem, Text
from server.storage.pasts import Waiting
from server.storage.reports import Report, Section
from server.web.views.speaking import Speaking, Written, speaking_of


@dataclass(frozen=True)
class Figure:
    """One row of the figures: what is asked, what was typed, what follows from it. `moved`: it was a sum which is another now."""

    indicator: Indicator
    entry: Entry
    version: int
    rate: str
    last_rate: str
    growth: str
    moved: Moved | None = None

    @property
    def id(self) -> str:
        """The id its element has, fit for HTML and CSS."""
        return self.indicator.id.replace(".", "-")

    @property
    def sourced(self) -> bool:
        """Whether anything is said of where it comes from."""
        record = self.entry.record
        return bool(record.as_of or record.last_origin or any(record.origin.model_dump().values()))


@dataclass(frozen=True)
class Changed:
    """A figure that no longer is what the text says."""

    name: str
    then: str
    now: str


@dataclass(frozen=True)
class Figures:
    """Some figures of a report with what they contradict."""

    figures: tuple[Figure, ...]
    warnings: tuple[str, ...]

    @property
    def asked(self) -> tuple[Figure, ...]:
        """The figures that should be typed: those every unit is asked for and others that are answered, no computed rates."""
        return tuple(each for each in self.figures if not each.indicator.rate and (each.indicator.core or each.entry.record.raw.strip()))

    @property
    def filled(self) -> int:
        """How many of the figures asked for are answered."""
        return sum(figure.entry.filled for figure in self.asked)


@dataclass(frozen=True)
class SectionPage:
    """Everything the page of a section shows."""

    section: Section
    items_kind: Items
    guidance: str
    data: Figures
    items: tuple[StoredItem, ...]
    text: Text
    waiting: StoredDraft | None
    adopted: StoredDraft | None
    changed: tuple[Changed, ...]
    outdated: bool
    stale: tuple[Waiting, ...]
    speaking: Speaking
    before: Section | None
    after: Section | None

    @property
    def core(self) -> tuple[Figure, ...]:
        """The figures every unit is asked for, and the others that are answered."""
        return tuple(figure for figure in self.data.figures if figure.indicator.core or figure.entry.record.raw.strip())

    @property
    def further(self) -> tuple[Figure, ...]:
        """The figures offered behind a fold."""
        return tuple(figure for figure in self.data.figures if figure not in self.core)


def section_page(connection: Connection, library: Library, standing: Standing, tier: str, section_id: int) -> SectionPage:
    """The page of a section. Raises NotFound for one that is not in the report."""
    sections = reports.sections(connection, standing.report.id)
    section = next((each for each in sections if each.id == section_id and each.level), None)
    if section is None:
        raise NotFound
    known = facts_of(connection, library, standing.report)
    stored = contents.entries(connection, standing.report.id)
    indicators = asked_in(library, section, sections, tier, {key for key, each in stored.items() if each.record.raw.strip()})
    moved = overtaken(connection, library, standing.report, [each.id for each in indicators if each.id in stored])
    text = contents.texts(connection, [section_id]).get(section_id, Text(section_id))
    waiting = contents.drafts(connection, [section_id], adopted=False).get(section_id)
    adopted = contents.drafts(connection, [section_id], adopted=True).get(section_id)
    line = [each for each in sections if each.level and each.shown]
    speaking = speaking_of(connection, library, standing.report, section, Written(text.body, adopted, stored, known.entries))
    at = next((place for place, each in enumerate(line) if each.id == section_id), 0)
    kind = library.sections.get(family(section.key)) or library.sections["other"]
    return SectionPage(
        section=section,
        items_kind=kind.items,
        guidance=kind.guidance,
        data=_figures(library, indicators, stored, known.entries, standing.report.year, moved),
        items=contents.items(connection, [section_id]),
        text=text,
        waiting=waiting if waiting and (not adopted or waiting.id > adopted.id) else None,
        adopted=adopted,
        changed=tuple(each for each in _changed(library, adopted, known) if each.name not in speaking.names),
        outdated=not speaking.newer and _outdated(text, adopted, indicators, stored),
        stale=untouched(pasts.waiting(connection, standing.report.id, section_id), {section_id: text}),
        speaking=speaking,
        before=line[at - 1] if at > 0 else None,
        after=line[at + 1] if at + 1 < len(line) else None,
    )


def figures_of(connection: Connection, library: Library, report: Report, ids: Container[str]) -> Figures:
    """The figures named and the rates computed from them, as they stand now."""
    stored = contents.entries(connection, report.id)
    known = {
        key: read_entry(each.record, library.indicators[key], report.year) for key, each in stored.items() if key in library.indicators
    }
    wanted = [
        each for each in library.indicators.values() if each.id in ids or (each.rate and (each.rate.part in ids or each.rate.whole in ids))
    ]
    return _figures(library, wanted, stored, known, report.year)


def asked_in(
    library: Library, section: Section, sections: Iterable[Section], tier: str, entered: Container[str] = ()
) -> tuple[Indicator, ...]:
    """The figures a section of a report asks units of a tier for, and others of its kind that were entered all the same (sums)."""
    shown = {each.key for each in sections if each.shown}
    keys = asked_keys(section.key, section.takes, shown)
    mine = (each for key in keys for each in library.by_section.get(key, ()))
    return tuple(each for each in mine if each.concerns(tier, entered))


def warnings(relations: tuple[Relation, ...], entries: Mapping[str, Entry], here: set[str]) -> tuple[str, ...]:
    """What the figures of a section contradict, in words with both sums."""
    mine = tuple(relation for relation in relations if here & set(relation.members))
    return tuple(relation_broken(each.relation.says, f"{each.left:f}", f"{each.right:f}") for each in broken(mine, exact_values(entries)))


def live(indicator: Indicator, entries: Mapping[str, Entry]) -> tuple[str, str, str]:
    """(rate, last year's rate, growth) of one figure as text, "" where there is none."""
    now, last = computed(indicator, entries)
    entry = entries.get(indicator.id)
    growth = growth_of(entry) if entry else None
    return _percent(now), _percent(last), "" if growth is None else f"{growth:+f}%" if growth else "0%"


def _figures(
    library: Library,
    indicators: Collection[Indicator],
    stored: Mapping[str, StoredEntry],
    entries: Mapping[str, Entry],
    year: int,
    moved: Mapping[str, Moved] = MappingProxyType({}),
) -> Figures:
    rows = tuple(_figure(indicator, stored.get(indicator.id), entries, year, moved.get(indicator.id)) for indicator in indicators)
    return Figures(rows, warnings(library.relations, entries, {each.id for each in indicators}))


def _figure(
    indicator: Indicator, stored: StoredEntry | None, entries: Mapping[str, Entry], year: int, moved: Moved | None = None
) -> Figure:
    record = stored.record if stored else EntryRecord(indicator=indicator.id)
    return Figure(indicator, read_entry(record, indicator, year), stored.version if stored else 0, *live(indicator, entries), moved)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}%"


def _changed(library: Library, adopted: StoredDraft | None, known: drafting.Facts) -> tuple[Changed, ...]:
    if adopted is None:
        return ()
    changed = drafting.changed_figures(adopted.drafted, known.values)
    names = {key: library.indicators.get(key.partition(":")[0]) for key in changed}
    return tuple(Changed(name.name, *changed[key]) for key, name in names.items() if name and ":" not in key)


def _outdated(text: Text, adopted: StoredDraft | None, indicators: Iterable[Indicator], stored: dict[str, StoredEntry]) -> bool:
    """Whether a text written by hand is older than a figure of its section."""
    if not text.body.strip() or text.saved_at is None or adopted is not None:
        return False
    times = [each.saved_at for key in indicators if (each := stored.get(key.id)) and each.saved_at]
    return any(time > text.saved_at for time in times)
