"""Figures that the text says otherwise than the entries, as far as the program recognises what a figure in prose means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from server.report.composing import visible
from server.report.entries import Entry, Reading, computed, read_number
from server.report.indicators import Indicator
from server.report.papers.figures import entries_of
from server.report.prose.figures import Figure, figures_in
from server.report.prose.recognising import Recognition
from server.report.snapshot import SectionRecord, Snapshot


@dataclass(frozen=True)
class Unlike:
    """A figure of the text beside the entry it seems to mean: the section's key, both as printed, the sentence it stands in."""

    section: str
    indicator: Indicator
    said: str
    entered: str
    sentence: str


def unlike(snapshot: Snapshot, indicators: Mapping[str, Indicator], known: Recognition) -> tuple[Unlike, ...]:
    """Exact figures of the visible text that are neither this year's nor last year's entry of the indicator they are taken for.

    Rough figures (近8万、300余) on either side say nothing. Recognition can be wrong: this is a question, never a refusal.
    """
    entries = entries_of(snapshot, indicators)
    texts = ((section, each) for section in visible(snapshot.sections) for each in figures_in(section.text, known, section.key))
    meant = ((section, figure, indicators[figure.indicator]) for section, figure in texts if figure.indicator in indicators)
    return tuple(found for section, figure, indicator in meant for found in _unlike(section, figure, indicator, entries))


def _unlike(section: SectionRecord, figure: Figure, indicator: Indicator, entries: Mapping[str, Entry]) -> Iterator[Unlike]:
    amounts = _entered(indicator, entries)
    read, _ = read_number(figure.raw, indicator)
    if amounts and read.exact and read.value not in amounts:
        said = section.text[figure.start : figure.end].strip()
        yield Unlike(section.key, indicator, said, f"{amounts[0]:f}{indicator.unit}", figure.sentence)


def _entered(indicator: Indicator, entries: Mapping[str, Entry]) -> list[Decimal]:
    """The exact figure of this year and, if there is one, of last year; [] when that of this year is rough or unknown."""
    if indicator.rate:
        now, last = computed(indicator, entries)
    else:
        entry = entries.get(indicator.id)
        now, last = (_exact(entry.now), _exact(entry.last)) if entry else (None, None)
    return [] if now is None else [each for each in (now, last) if each is not None]


def _exact(reading: Reading) -> Decimal | None:
    return reading.value if reading.exact else None
