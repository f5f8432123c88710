"""The figures of a snapshot read as entries, and which of them its visible sections ask the unit for."""

from collections.abc import Mapping

from server.report.composing import visible
from server.report.entries import Entry, read_entry
from server.report.indicators import Indicator
from server.report.outline import asked_keys
from server.report.snapshot import SectionRecord, Snapshot

NONE: frozenset[str] = frozenset()


def entries_of(snapshot: Snapshot, indicators: Mapping[str, Indicator]) -> dict[str, Entry]:
    """The entries of a snapshot that the catalogue knows, by indicator."""
    return {
        each.indicator: read_entry(each, indicators[each.indicator], snapshot.year)
        for each in snapshot.entries
        if each.indicator in indicators
    }


def asked_of(snapshot: Snapshot, indicators: Mapping[str, Indicator]) -> tuple[tuple[SectionRecord, Indicator], ...]:
    """Every figure a visible section asks this unit for, with that section; each once."""
    asked = ((section, each) for section in visible(snapshot.sections) for each in asked_in(section, snapshot, indicators))
    first: dict[str, tuple[SectionRecord, Indicator]] = {}
    for section, each in asked:
        first.setdefault(each.id, (section, each))
    return tuple(first.values())


def asked_in(
    section: SectionRecord, snapshot: Snapshot, indicators: Mapping[str, Indicator], hidden: frozenset[str] = NONE
) -> tuple[Indicator, ...]:
    """The figures one section asks this unit for; `hidden` ones, and rates of them, are not."""
    shown = {each.key for each in snapshot.sections if each.shown}
    keys = asked_keys(section.key, section.takes, shown)
    mine = (each for key in keys for each in indicators.values() if each.section == key and snapshot.unit.tier in each.tiers)
    return tuple(each for each in mine if hidden.isdisjoint({each.id, *_parts(each)}))


def _parts(indicator: Indicator) -> tuple[str, ...]:
    return (indicator.rate.part, indicator.rate.whole) if indicator.rate else ()
