"""The record lists of a report, and what each says of its figures beside the entries."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.ledgers import Ledger, ledger_of
from server.library import Library
from server.report.indicators import Indicator
from server.report.ledgers.records import Difference, Tally
from server.report.snapshot import EntryRecord
from server.storage.reports import Report


@dataclass(frozen=True)
class Told:
    """What a list says of one figure, beside the entry. `retyped`: it was the list's until somebody typed over it.

    `uncounted`: numbers of rows not counted; `missing`: names of columns that the figure needs.
    """

    indicator: Indicator
    tally: Tally
    record: EntryRecord
    version: int
    difference: Difference
    own: bool
    none: bool
    retyped: bool = False
    uncounted: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id its element has."""
        return self.indicator.id.replace(".", "-")

    @property
    def state(self) -> str:
        """How it stands to the entry: a key of [difference] in data/labels.toml."""
        return "none" if self.none else "own" if self.own else self.difference.value

    @property
    def usable(self) -> bool:
        """Whether the list's number can take the place of another, or become known to be the list's."""
        return bool(self.tally.raw) and not self.own

    @property
    def deniable(self) -> bool:
        """Whether a person may say that there was none."""
        return not (self.tally.raw or self.tally.uncounted or self.tally.missing or self.record.raw.strip())


@dataclass(frozen=True)
class Listed:
    """A list on the page of all lists."""

    ledger: Ledger
    told: tuple[Told, ...]


def lists_of(connection: Connection, library: Library, report: Report) -> tuple[Listed, ...]:
    """Every list that gives figures asked of such a unit."""
    found = (ledger_of(connection, library, report, key) for key in library.ledgers)
    return tuple(Listed(ledger, told_of(ledger)) for ledger in found if ledger.indicators)


def told_of(ledger: Ledger) -> tuple[Told, ...]:
    """The figures of a list, with the difference to what is filled in."""
    numbers = {each.id: number for number, each in enumerate(ledger.records, 1)}
    ids = [each.id for each in ledger.filled]
    return tuple(_told(ledger, key, ids, numbers) for key in ledger.tallies)


def _told(ledger: Ledger, key: str, ids: list[int], numbers: Mapping[int, int]) -> Told:
    tally, entry = ledger.tallies[key], ledger.entries[key]
    names = {each.key: each.name for each in ledger.given.columns}
    compared = ledger.difference(key)
    named = entry.record.origin.system == ledger.given.name
    own, retyped = named and compared is Difference.same, named and compared is not Difference.same
    uncounted = tuple(numbers[ids[each.at]] for each in tally.uncounted)
    missing = tuple(names[each] for each in tally.missing)
    return Told(ledger.indicators[key], tally, entry.record, entry.version, compared, own, key in ledger.none, retyped, uncounted, missing)
