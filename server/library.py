"""All shipped knowledge as one frozen value; read by loading.py, held against itself by crossing.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from server.report.checks.binding import Threshold
from server.report.checks.copying import shipped
from server.report.checks.wording import Wording
from server.report.formats import Format
from server.report.forms.collecting import Wording as FormWording
from server.report.indicators import Indicator, Relation
from server.report.inspection.fonts import Fonts
from server.report.ledgers.lists import RecordList
from server.report.ledgers.personal import PersonalWords
from server.report.outline import Outline, SectionKind
from server.report.past.judging import Judgement
from server.report.past.wordings import Wordings
from server.report.phrases import Phrase
from server.report.prose.recognising import Recogniser, Recognition, recognition
from server.report.publicity.finding import Finder
from server.report.rules import Rule, Step
from server.report.units import Kind, Tier
from server.report.workdays import Calendar


@dataclass(frozen=True)
class Library:
    """All shipped knowledge, frozen. `version` is a digest of every file read."""

    version: str
    kinds: dict[str, Kind]
    sections: dict[str, SectionKind]
    labels: dict[str, dict[str, str]]
    outlines: dict[str, Outline]
    indicators: dict[str, Indicator]
    relations: tuple[Relation, ...]
    phrases: tuple[Phrase, ...]
    rules: tuple[Rule, ...]
    steps: tuple[Step, ...]
    calendar: Calendar
    formats: dict[str, Format]
    wordings: Wordings
    judgement: Judgement
    recognisers: tuple[Recogniser, ...]
    ledgers: dict[str, RecordList]
    form_words: FormWording
    personal: PersonalWords
    finder: Finder
    fonts: Fonts
    wording: Wording
    thresholds: tuple[Threshold, ...]

    @cached_property
    def recognition(self) -> Recognition:
        """What tells which indicator a figure in prose is."""
        return recognition(self.recognisers, {key: (each.unit, each.section) for key, each in self.indicators.items()})

    @cached_property
    def offered(self) -> frozenset[int]:
        """The sentences this program offers, by digest and without their figures: whoever writes them has not copied anybody."""
        own = (each.sentence + each.zero for each in self.indicators.values())
        return shipped(chain.from_iterable((*(each.all_wordings() for each in self.phrases), *own)))

    @cached_property
    def by_section(self) -> dict[str, tuple[Indicator, ...]]:
        """Indicators of each section key, in file order."""
        return {key: tuple(each for each in self.indicators.values() if each.section == key) for key in self.sections}

    def asked_in(self, keys: Iterable[str], tier: Tier) -> tuple[Indicator, ...]:
        """The figures a section with these keys asks a unit of this tier for."""
        asked = chain.from_iterable(self.by_section.get(key, ()) for key in keys)
        return tuple(indicator for indicator in asked if tier in indicator.tiers)
