"""Record lists and the figures of the report that are nothing but their counts and sums: what they tell, and how entries follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow
from server.actions.saving import ENTRY, Field, Saved, save_fields
from server.library import Library
from server.report.entries import Answer, read_number
from server.report.indicators import Indicator
from server.report.intake_problems import figure_filled, records_tell
from server.report.ledgers.lists import RecordList
from server.report.ledgers.records import Difference, Tally, difference, tallied
from server.report.problems import NotFound, Refused
from server.report.snapshot import EntryRecord
from server.report.who import Act
from server.storage import contents, ledgers, reports, units
from server.storage.contents import StoredEntry
from server.storage.ledgers import StoredRecord
from server.storage.reports import Report

Values = dict[str, str]


@dataclass(frozen=True)
class Ledger:
    """A record list of a report as it stands. `tallies` and `entries` are by indicator and speak of `filled`.

    `none`: figures that a person has confirmed to be 0 (本年没有).
    """

    given: RecordList
    records: tuple[StoredRecord, ...]
    indicators: Mapping[str, Indicator]
    tallies: Mapping[str, Tally]
    entries: Mapping[str, StoredEntry]
    none: frozenset[str] = frozenset()

    @property
    def filled(self) -> tuple[StoredRecord, ...]:
        """The rows that say something."""
        return _filled(self.records)

    def difference(self, indicator: str) -> Difference:
        """What the tally means for the entry."""
        return difference(self.tallies[indicator], self.entries[indicator].record.raw, self.indicators[indicator])

    def follows(self, indicator: str) -> bool:
        """Whether the entry is this list's: it is blank, or still what the list made it, not what somebody typed over that."""
        record = self.entries[indicator].record
        own = record.origin.system == self.given.name and self.difference(indicator) is Difference.same
        return own or not record.raw.strip()


def ledger_of(connection: Connection, library: Library, report: Report, key: str) -> Ledger:
    """A list with its rows and figures; those that are not asked of such a unit are left out. Raises NotFound for an unknown key."""
    given = library.ledgers.get(key)
    place = units.unit(connection, report.unit_id, library.kinds)
    if given is None or place is None:
        raise NotFound
    asked = {each.indicator: library.indicators[each.indicator] for each in given.tallies}
    indicators = {key: each for key, each in asked.items() if place.unit.tier in each.tiers}
    stored = contents.entries(connection, report.id, indicators)
    entries = {key: stored.get(key) or StoredEntry(EntryRecord(indicator=key)) for key in indicators}
    records = ledgers.records(connection, report.id, key)
    ledger = Ledger(given, records, indicators, _tallied(given, records, report.year, indicators), entries)
    none = frozenset(key for key in indicators if not ledger.tallies[key].raw and _confirmed(ledger, key))
    return replace(ledger, none=none, tallies=_tallied(given, records, report.year, indicators, none)) if none else ledger


def follow(connection: Connection, library: Library, actor: Actor, standing: Standing, before: Ledger) -> None:
    """After rows changed, the entries that are the list's follow; those that somebody typed stay."""
    report = standing.report
    records = ledgers.records(connection, report.id, before.given.key)
    if records == before.records:
        return
    now = _tallied(before.given, records, report.year, before.indicators, before.none)
    fields = [_entry(before, key, tally.raw) for key, tally in now.items() if before.follows(key)]
    changed = [each for each in fields if each.value["raw"] != before.entries[each.key].record.raw]
    save_fields(connection, library, actor, standing, changed, "tally")
    if not changed:
        reports.touch(connection, report, actor.at)


def take_figures(connection: Connection, library: Library, actor: Actor, report_id: int, key: str, seen: Mapping[str, int]) -> Saved:
    """Put what the list says in the place of other entries. `seen`: indicator → version of the entry that the page showed."""
    standing = allow(connection, actor, Act.fill, report_id)
    ledger = ledger_of(connection, library, standing.report, key)
    if any(each not in ledger.tallies for each in seen):
        raise NotFound
    other = {"office": "", "person": "", "date": ""}
    told = {each: ledger.tallies[each].raw for each in seen}
    fields = [Field(ENTRY, each, {"raw": raw} | _source(ledger, raw) | other, seen[each]) for each, raw in told.items() if raw]
    return save_fields(connection, library, actor, standing, fields, "tally")


def confirm_none(connection: Connection, library: Library, actor: Actor, report_id: int, key: str, indicator: str) -> None:
    """There was none of it this year: the entry is 0. Raises Refused when rows or an entry say otherwise."""
    standing = allow(connection, actor, Act.fill, report_id)
    ledger = ledger_of(connection, library, standing.report, key)
    if indicator not in ledger.tallies:
        raise NotFound
    tally, entry = ledger.tallies[indicator], ledger.entries[indicator]
    if tally.raw or tally.uncounted or tally.missing:
        raise Refused(records_tell(ledger.indicators[indicator].name))
    if entry.record.raw.strip():
        raise Refused(figure_filled(ledger.indicators[indicator].name, entry.record.raw))
    save_fields(connection, library, actor, standing, [_entry(ledger, indicator, "0")])


def take_back_none(connection: Connection, library: Library, actor: Actor, report_id: int, key: str, indicator: str) -> None:
    """What was confirmed as none is not known again."""
    standing = allow(connection, actor, Act.fill, report_id)
    ledger = ledger_of(connection, library, standing.report, key)
    if indicator not in ledger.tallies:
        raise NotFound
    fields = [_entry(ledger, indicator, "")] if indicator in ledger.none else []
    save_fields(connection, library, actor, standing, fields)


def _entry(ledger: Ledger, indicator: str, raw: str) -> Field:
    return Field(ENTRY, indicator, {"raw": raw} | _source(ledger, raw), ledger.entries[indicator].version)


def _source(ledger: Ledger, raw: str) -> Values:
    return {"system": ledger.given.name if raw else ""}


def _tallied(
    given: RecordList, records: Iterable[StoredRecord], year: int, wanted: Mapping[str, Indicator], none: frozenset[str] = frozenset()
) -> dict[str, Tally]:
    made = tallied(given, [each.content for each in _filled(records)], year, none)
    return {key: tally for key, tally in made.items() if key in wanted}


def _filled(records: Iterable[StoredRecord]) -> tuple[StoredRecord, ...]:
    return tuple(each for each in records if each.content)


def _confirmed(ledger: Ledger, indicator: str) -> bool:
    """Whether the list says 0 although no row does: only a person can have said so."""
    record = ledger.entries[indicator].record
    now, _ = read_number(record.raw, ledger.indicators[indicator])
    return record.origin.system == ledger.given.name and now.answer is Answer.number and not now.value
