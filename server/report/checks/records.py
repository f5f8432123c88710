"""What checks of entries look at: one report with its figures, what binds it, what was asked for and not come, and last year's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from server.report.checks.asked import asked_of, entries_of
from server.report.checks.binding import Threshold
from server.report.checks.reports import text_of
from server.report.checks.text import Text
from server.report.composing import visible
from server.report.entries import Answer, Entry
from server.report.indicators import Indicator, Relation
from server.report.outline import Outline, family
from server.report.rules import Rule
from server.report.snapshot import EntryRecord, SectionRecord, Snapshot


@dataclass(frozen=True)
class Standing:
    """A sentence of last year's report that stands unchanged in this one: the section's key, its words, why it is doubted."""

    section: str
    sentence: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Call:
    """What the year's notice asks: its source, the most characters (0 for no cap), its outline and the headings of it not shown."""

    source: str
    most: int = 0
    outline: str = ""
    unshown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Records:
    """One report as checks of entries see it. Only `snapshot` and `indicators` must be known; what is empty is not judged.

    `rules` are those that bind the unit, `thresholds` those that may. `awaited`: figures (by id) and sections (by key) that an office
    was asked for and has not answered, with the office's name; a section's text that an office owes is among them.
    `before`: the exact figures of the unit's own report of last year; `heads`: what its two leaders are called, 党委书记 and 镇长.
    `call`: the year's notice; `today`: the day it is looked at.
    `standing`: last year's sentences that wait to be renewed; `last_year`: digests of last year's sentences (see `copying`);
    `elsewhere`: digests of this report's sentences that stand in another unit's report of the year; `shared`: of those everybody writes.
    """

    snapshot: Snapshot
    indicators: Mapping[str, Indicator]
    outline: Outline | None = None
    relations: tuple[Relation, ...] = ()
    rules: tuple[Rule, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    call: Call | None = None
    heads: tuple[str, ...] = ()
    today: date | None = None
    awaited: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, Decimal] = field(default_factory=dict)
    standing: tuple[Standing, ...] = ()
    last_year: frozenset[int] = frozenset()
    elsewhere: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()

    @cached_property
    def text(self) -> Text:
        """What the report says, as checks of words see it: offsets count in it."""
        return text_of(self.snapshot, self.outline)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The figures by indicator, as far as somebody touched them."""
        return entries_of(self.snapshot, self.indicators)

    @cached_property
    def asked(self) -> dict[str, tuple[SectionRecord, Indicator]]:
        """The figures the visible sections ask the unit for, with the section that asks."""
        return {each.id: (section, each) for section, each in asked_of(self.snapshot, self.indicators)}

    @cached_property
    def visible(self) -> tuple[SectionRecord, ...]:
        """The sections that are printed."""
        return visible(self.snapshot.sections)

    def of_family(self, key: str) -> tuple[SectionRecord, ...]:
        """The visible sections of one kind, sub-sections among them."""
        return tuple(each for each in self.visible if family(each.key) == key)

    def entry(self, key: str) -> Entry:
        """One figure, blank where nobody touched it. `key` must be in the catalogue."""
        return self.entries.get(key) or Entry(self.indicators[key], EntryRecord(indicator=key))

    def place(self, key: str) -> str:
        """The section that asks for a figure, "" for none."""
        return self.asked[key][0].key if key in self.asked else ""

    def answered(self) -> tuple[Entry, ...]:
        """The figures that have a number this year."""
        return tuple(each for each in self.entries.values() if each.now.answer is Answer.number)
