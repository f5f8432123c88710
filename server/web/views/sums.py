"""What the pages of sums show: by section, each total with what is in it, who is missing, and what stands apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from server.actions.summing import Moved, Offered, Sums
from server.library import Library
from server.report.outline import asked_keys
from server.report.summing.cells import Cell, Source, plain
from server.report.summing.lines import Line, headings
from server.report.summing.telling import lacks, notes_of, percent, value
from server.report.summing.words import Labels
from server.report.units import Tier
from server.storage.reports import Section

STANDARD = "standard"
ALL = "all"
TIERS: dict[str, Tier | None] = {ALL: None} | {each: each for each in get_args(Tier)}


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: a year, one kind of unit or all, only the totals that are not complete."""

    year: int
    tier: str = ALL
    gaps: bool = False

    def query(self, **other: object) -> str:
        """The address again, behind its question mark, with something else in it."""
        asked = {"year": self.year, "tier": self.tier, "gaps": "1" if self.gaps else ""} | other
        return urlencode({name: value for name, value in asked.items() if value and value != ALL})


@dataclass(frozen=True)
class Row:
    """One figure: its sum as text, what is to be known of it, and its cells by what they are. `moved`: it was carried and changed since."""

    line: Line
    id: str
    value: str
    last: str
    growth: str
    lacks: str
    told: tuple[tuple[str, str], ...]
    moved: Moved | None

    @property
    def cells(self) -> tuple[tuple[str, str, str, str], ...]:
        """The cells with a number: unit, as typed, last year's as typed, where to read it ("" for what came 线下)."""
        place = f"/figures/{self.line.indicator.id}"
        return tuple((cell.name, cell.raw, cell.last_raw, _address(cell, place)) for cell in self.line.total.numbers)


@dataclass(frozen=True)
class Group:
    """The figures of one section."""

    heading: str
    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SumsPage:
    """Everything the page shows. `tiers`: kinds of unit there are, with how many; `gaps`: how many totals are not complete."""

    sums: Sums
    wanted: Wanted
    groups: tuple[Group, ...]
    tiers: dict[str, int]
    gaps: int
    silent: tuple[str, ...]
    offline: tuple[str, ...]
    moved: int


def sums_page(sums: Sums, wanted: Wanted, moved: Mapping[str, Moved], library: Library) -> SumsPage:
    """The page of what was summed."""
    gaps = [line for line in sums.lines if line.lacking]
    shown = gaps if wanted.gaps else sums.lines
    counted = Counter(each.tier for each in sums.every)
    tiers = {ALL: len(sums.every)} | {tier: counted[tier] for tier in get_args(Tier) if counted[tier]}
    return SumsPage(
        sums,
        wanted,
        tuple(_groups(shown, moved, library, wanted.year)),
        tiers,
        len(gaps),
        tuple(each.name for each in sums.members if each.source is Source.none),
        tuple(each.name for each in sums.members if each.source is Source.offline),
        len(moved),
    )


def headings_of(library: Library) -> dict[str, str]:
    """Section key → the heading of the standard outline under which its figures stand."""
    return headings(library.outlines.get(STANDARD) or next(iter(library.outlines.values())), library.sections)


def section_asking(sections: tuple[Section, ...], key: str) -> int | None:
    """The section of a report in which the figures of a section key are asked for, None where it is off."""
    shown = {each.key for each in sections if each.shown}
    asking = (each.id for each in sections if each.level and each.shown and key in asked_keys(each.key, each.takes, shown))
    return next(asking, None)


def offered_groups(rows: Iterable[Offered], library: Library) -> tuple[tuple[str, tuple[Offered, ...]], ...]:
    """Sums to be carried under the headings of their sections."""
    headings = headings_of(library)
    found: dict[str, list[Offered]] = {heading: [] for heading in headings.values()}
    for each in rows:
        found[headings[each.total.indicator.section]].append(each)
    return tuple((heading, tuple(mine)) for heading, mine in found.items() if mine)


def _groups(shown: Iterable[Line], moved: Mapping[str, Moved], library: Library, year: int) -> Iterator[Group]:
    headings = headings_of(library)
    found: dict[str, list[Row]] = {heading: [] for heading in headings.values()}
    for line in shown:
        found[headings[line.indicator.section]].append(_row(line, moved.get(line.indicator.id), library.labels, year))
    yield from (Group(heading, f"section-{at}", tuple(rows)) for at, (heading, rows) in enumerate(found.items(), 1) if rows)


def _address(cell: Cell, place: str) -> str:
    return f"/reports/{cell.report_id}{place}" if cell.report_id else ""


def _row(line: Line, moved: Moved | None, labels: Labels, year: int) -> Row:
    total = line.total
    last = plain(total.last) if line.summed and total.last is not None else ""
    return Row(
        line,
        line.indicator.id.replace(".", "-"),
        value(line),
        last,
        percent(line),
        lacks(line, labels),
        notes_of(line, year, labels),
        moved,
    )
