"""All shipped knowledge as one frozen value; read by loading.py, held against itself by crossing.py."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
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
    """All shipped knowledge, frozen. `version` is a digest of every file read, `files` those files by their paths below data/.

    `edition`: the id of the edition whose files stand in the place of shipped ones, None for what is shipped. `origin`: the library of
    the program that an edition runs in, None for that itself. `broken`: the mistakes for which an edition could not be read, so that
    what is shipped stands in for it. `usual`: the key of the outline offered first.
    """

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
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    edition: int | None = None
    origin: "Library | None" = field(default=None, repr=False, compare=False)
    broken: tuple[str, ...] = ()
    usual: str = "standard"

    @property
    def shipped(self) -> "Library":
        """What came with the program."""
        return self.origin or self

    @cached_property
    def editions(self) -> "Editions":
        """The editions that were read since the start, kept at what is shipped."""
        return Editions()

    @property
    def offered_outlines(self) -> list[tuple[str, str]]:
        """The outlines to choose from, key and name, the usual one first."""
        return sorted(((each.key, each.name) for each in self.outlines.values()), key=lambda each: each[0] != self.usual)

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


class Editions:
    """The libraries of editions by id and version, each read once in a process. Threads may share it; the first to ask reads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[int, tuple[int, Library]] = {}

    def of(self, edition_id: int, version: int, read: Callable[[], Library]) -> Library:
        """The library of an edition at a version; one of an older version is forgotten."""
        with self._lock:
            known = self._kept.get(edition_id)
            if known is None or known[0] != version:
                known = self._kept[edition_id] = (version, read())
            return known[1]
