"""What a public version would print of a report, part by part, and where it prints figures that are kept inside."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from server.report.composing import visible
from server.report.entries import read_entry
from server.report.indicators import Indicator
from server.report.outline import family
from server.report.prose.figures import Figure, figures_in
from server.report.prose.recognising import Recognition
from server.report.snapshot import EntryRecord, Front, Snapshot

ENTRY = "entry:"
HEADING = "heading:"
FRONTS = ("title", "recipients", "opening", "attachments", "closing")
_TELLING, _CERTAIN = 10, 100
Printed = tuple[int, str]


@dataclass(frozen=True)
class Passage:
    """A text of a report. `target` is a section key or a key of the front, after `heading:` for a heading.

    `printing`: where in the text figures begin that somebody marked as internal, and which indicators they are.
    """

    target: str
    text: str
    printing: tuple[Printed, ...] = ()


@dataclass(frozen=True)
class Hidden:
    """A figure marked as internal: what is known of its values, this year's and last year's."""

    indicator: Indicator
    values: frozenset[Decimal]


def passages(snapshot: Snapshot, front: Front, known: Recognition, hidden: Iterable[Hidden] = ()) -> tuple[Passage, ...]:
    """Every text in reading order; sections that are not shown and empty texts are none."""
    kept = tuple(hidden)
    plain = (passage for passage in _texts(snapshot, front) if passage.text.strip())
    return tuple(Passage(each.target, each.text, _printing(each, known, kept)) if kept else each for each in plain)


def hidden_of(entries: Iterable[EntryRecord], indicators: Mapping[str, Indicator], year: int) -> tuple[Hidden, ...]:
    """The figures of these entries, as prose may print them; entries of unknown indicators are left out."""
    known = ((indicators[each.indicator], each) for each in entries if each.indicator in indicators)
    read = ((indicator, read_entry(record, indicator, year)) for indicator, record in known)
    return tuple(
        Hidden(indicator, frozenset(value for value in (entry.now.value, entry.last.value) if value is not None))
        for indicator, entry in read
    )


def _texts(snapshot: Snapshot, front: Front) -> Iterator[Passage]:
    fronts = {key: str(getattr(front, key) or "") for key in FRONTS}
    yield from (Passage(key, fronts[key]) for key in FRONTS[:3])
    for section in visible(snapshot.sections):
        yield Passage(HEADING + section.key, section.heading)
        yield Passage(section.key, section.text)
    yield from (Passage(key, fronts[key]) for key in FRONTS[3:])


def _printing(passage: Passage, known: Recognition, hidden: tuple[Hidden, ...]) -> tuple[Printed, ...]:
    figures = figures_in(passage.text, known, family(passage.target))
    return tuple((each.start, one.indicator.id) for each in figures for one in hidden if _prints(each, one))


def _prints(figure: Figure, hidden: Hidden) -> bool:
    """Whether a figure is meant to be a hidden one, or has its value and could be it: asking once too often does no harm."""
    if figure.indicator == hidden.indicator.id:
        return True
    same_unit = figure.unit == hidden.indicator.unit
    return figure.amount in hidden.values and (figure.amount >= _CERTAIN or (same_unit and figure.amount >= _TELLING))
