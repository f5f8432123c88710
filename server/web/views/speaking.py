"""Below the text of a section: which sentence speaks of which figures, and the figures in it that have changed since."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.saving import ENTRY, target
from server.library import Library
from server.report import drafting
from server.report.entries import Entry, Reading, read_number
from server.report.outline import family
from server.report.prose.figures import figures_in
from server.report.prose.speaking import Outdated, by_sentence, differing, outdated, speaks_of
from server.storage import history
from server.storage.contents import StoredDraft, StoredEntry
from server.storage.reports import Report, Section

MOST_VERSIONS = 8
MOST_CHARACTERS = 20_000


@dataclass(frozen=True)
class Written:
    """The text of a section, the draft it was, and the figures of its report."""

    body: str
    adopted: StoredDraft | None
    stored: Mapping[str, StoredEntry]
    entries: Mapping[str, Entry]


@dataclass(frozen=True)
class Newer:
    """A figure that changed after a sentence printed it; `taken` is what puts the new one in its place."""

    name: str
    sentence: str
    then: str
    now: str
    taken: str


@dataclass(frozen=True)
class Said:
    """A sentence and the figures it speaks of, as (id of the element, name)."""

    words: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Speaking:
    """What a text has to do with the figures; `first` leads from a figure's element to its first sentence."""

    newer: tuple[Newer, ...] = ()
    said: tuple[Said, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The figures of which a sentence prints an old value."""
        return frozenset(each.name for each in self.newer)

    @property
    def first(self) -> dict[str, int]:
        """Element of a figure → number of the first sentence that speaks of it."""
        pairs = [(figure, number) for number, each in enumerate(self.said, 1) for figure, _ in each.figures]
        return dict(reversed(pairs))


def speaking_of(connection: Connection, library: Library, report: Report, section: Section, written: Written) -> Speaking:
    """Sentences and figures of one section's text; a text beyond all length is not looked at."""
    body, key = written.body, family(section.key)
    if not body.strip() or len(body) > MOST_CHARACTERS:
        return Speaking()
    told = by_sentence((each.text, _bare(each.figures)) for each in _drafted(written.adopted))
    known = library.indicators
    said = tuple(
        Said(each.words, tuple((_element(id_), known[id_].name) for id_ in each.indicators if id_ in known))
        for each in speaks_of(body, key, library.recognition, told)
    )
    found = differing(figures_in(body, library.recognition, key), written.entries, known)
    former = {id_: _former(connection, library, report, id_, written.stored) for id_ in _asked(library, [each.indicator for each in found])}
    newer = tuple(_newer(library, each) for each in outdated(found, written.entries, known, former))
    return Speaking(newer, tuple(each for each in said if each.figures))


def _newer(library: Library, told: Outdated) -> Newer:
    figure = told.figure
    taken = json.dumps([figure.start, figure.printed, told.now], ensure_ascii=False)
    return Newer(library.indicators[figure.indicator].name, figure.sentence, figure.printed, told.now, taken)


def _asked(library: Library, found: list[str]) -> set[str]:
    """The figures, and of rates their parts."""
    rates = [rate for each in found if (rate := library.indicators[each].rate)]
    return {*found, *(part for rate in rates for part in (rate.part, rate.whole))}


def _former(connection: Connection, library: Library, report: Report, id_: str, stored: Mapping[str, StoredEntry]) -> tuple[Reading, ...]:
    """What a figure was in its latest versions before this one."""
    version = stored[id_].version if id_ in stored else 0
    name = target(report.id, ENTRY, id_)
    versions = range(version - 1, max(0, version - 1 - MOST_VERSIONS), -1)
    pasts = [past for each in versions if (past := history.at_version(connection, name, each))]
    return tuple(read_number(past.value.get("raw", ""), library.indicators[id_])[0] for past in pasts)


def _drafted(adopted: StoredDraft | None) -> tuple[drafting.Sentence, ...]:
    return (*adopted.drafted.sentences, *adopted.drafted.items) if adopted else ()


def _bare(keys: Mapping[str, str]) -> tuple[str, ...]:
    """Placeholders as indicators: `dis.found:last` prints no figure of this year."""
    return tuple(key for key in keys if ":" not in key)


def _element(id_: str) -> str:
    return id_.replace(".", "-")
