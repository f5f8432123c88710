"""Writes the rows of record lists: typed, pasted, removed, brought back, each with a version; and remembers how columns were meant."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow
from server.actions.ledgers import Values, follow, ledger_of
from server.library import Library
from server.report.intake_problems import record_removed
from server.report.ledgers.headers import exactly
from server.report.ledgers.identity import Kind
from server.report.ledgers.lists import RecordList
from server.report.ledgers.mapping import ColumnMap
from server.report.ledgers.personal import Found, PersonalWords
from server.report.problems import NotFound, Refused
from server.report.who import Act
from server.report.words import half_width
from server.storage import history, ledgers
from server.storage.history import Event, Past
from server.storage.ledgers import StoredMapping, StoredRecord

_VALUE = re.compile(r"[0-9]{5}|[0-9][-./\u6708][0-9]")


@dataclass(frozen=True)
class TypedRow:
    """A row as typed; `values` are the columns that the page had, `base` is the version that the typist saw."""

    id: int
    values: Values
    base: int


@dataclass(frozen=True)
class Clash:
    """A row that somebody else changed too: both, whose and when."""

    row: TypedRow
    mine: Values
    theirs: Past


@dataclass(frozen=True)
class Remembered:
    """How a block was meant, to remember under a name; `persons` are its columns that speak of persons."""

    name: str
    table: ColumnMap
    persons: tuple[Found, ...]


@dataclass(frozen=True)
class SavedRows:
    """What came of a save: the versions of rows, rows to settle, how many were taken over from others, how many came back."""

    versions: Mapping[int, int]
    conflicts: tuple[Clash, ...] = ()
    merged: int = 0
    revived: int = 0


def save_rows(
    connection: Connection, library: Library, actor: Actor, report_id: int, key: str, rows: Sequence[TypedRow], *, again: bool
) -> SavedRows:
    """Save every row that changed; one that only others changed is left to them, one that both changed is a conflict and is not written.

    What was typed into a row that is gone comes back as a new one, if `again`; Refused if not. NotFound for a row that never was.
    """
    standing = allow(connection, actor, Act.fill, report_id)
    ledger = ledger_of(connection, library, standing.report, key)
    there = {each.id: each for each in ledger.records}
    gone = [row for row in rows if row.id not in there]
    revived = [row.values for row in gone if _typed_since(connection, report_id, key, row)]
    if revived and not again:
        raise Refused(record_removed())
    settled = {row.id: _settle(connection, actor, standing, key, row, there[row.id]) for row in rows if row.id in there}
    _append(connection, actor, standing, key, [_plain(each) for each in revived], "add")
    follow(connection, library, actor, standing, ledger)
    return SavedRows(
        {number: one if isinstance(one, int) else there[number].version for number, one in settled.items()},
        tuple(one for one in settled.values() if isinstance(one, Clash)),
        sum(one is None for one in settled.values()),
        len(revived),
    )


def add_rows(
    connection: Connection, library: Library, actor: Actor, report_id: int, key: str, rows: Sequence[Values], action: str = "add"
) -> tuple[int, ...]:
    """Rows at the end of a list, {} for one to fill in later; their ids."""
    standing = allow(connection, actor, Act.fill, report_id)
    ledger = ledger_of(connection, library, standing.report, key)
    ids = _append(connection, actor, standing, key, rows, action)
    follow(connection, library, actor, standing, ledger)
    return ids


def remove_row(connection: Connection, library: Library, actor: Actor, report_id: int, key: str, record_id: int) -> None:
    """Take a row away; what it said stays in the history."""
    standing = allow(connection, actor, Act.fill, report_id)
    ledger = ledger_of(connection, library, standing.report, key)
    record = next((each for each in ledger.records if each.id == record_id), None)
    if record is None or not ledgers.remove_record(connection, report_id, record_id):
        raise NotFound
    _note(connection, actor, standing, key, "remove", replace(record, version=record.version + 1))
    follow(connection, library, actor, standing, ledger)


def restore_row(connection: Connection, library: Library, actor: Actor, report_id: int, key: str, record_id: int) -> None:
    """Bring back a row that was taken away, once, at the end of the list."""
    standing = allow(connection, actor, Act.fill, report_id)
    ledger = ledger_of(connection, library, standing.report, key)
    past = history.latest(connection, _target(report_id, key, record_id))
    if past is None or not past.value or any(each.id == record_id for each in ledger.records):
        raise NotFound
    _append(connection, actor, standing, key, [past.value], "restore")
    _note(connection, actor, standing, key, "restored", StoredRecord(record_id, {}, past.version + 1))
    follow(connection, library, actor, standing, ledger)


def keep_mapping(connection: Connection, library: Library, actor: Actor, report_id: int, key: str, read: Remembered) -> bool:
    """Remember a mapping under its name for the unit, in the place of others for the same headers; whether it could be."""
    standing = allow(connection, actor, Act.fill, report_id)
    given = ledger_of(connection, library, standing.report, key).given
    if not rememberable(read.table, given, read.persons, library.personal):
        return False
    unit_id, kept = standing.report.unit_id, read.table.to_keep(read.name)
    for each in ledgers.mappings(connection, unit_id, key):
        if each.columns.keys() == kept.columns.keys():
            ledgers.forget_mapping(connection, unit_id, each.id)
    ledgers.keep_mapping(connection, unit_id, key, StoredMapping(0, kept.name, dict(kept.columns)), actor.id, actor.at)
    history.add(connection, Event(actor.at, actor.id, f"mapping:{unit_id}:{key}", "keep", unit_id, value={"name": kept.name}))
    return True


def rememberable(table: ColumnMap, given: RecordList, persons: Iterable[Found], words: PersonalWords) -> bool:
    """Whether the header is one. A row of values that was taken for it is not kept, because it may speak of a person."""
    labels = {at: label for at, label in enumerate(table.head.labels) if label}
    exact = [at for at, label in labels.items() if exactly(label, given.columns)]
    names = [each.at for each in persons if each.kind is Kind.name and each.at not in exact and words.is_name(labels.get(each.at, ""))]
    return bool(labels) and not any(_VALUE.search(half_width(each)) for each in labels.values()) and (len(exact) > 1 or not names)


def forget_mapping(connection: Connection, actor: Actor, report_id: int, key: str, name: str) -> None:
    """Forget a mapping of the unit by its name. Raises NotFound."""
    standing = allow(connection, actor, Act.fill, report_id)
    unit_id = standing.report.unit_id
    found = next((each for each in ledgers.mappings(connection, unit_id, key) if each.name == name), None)
    if found is None:
        raise NotFound
    ledgers.forget_mapping(connection, unit_id, found.id)
    history.add(connection, Event(actor.at, actor.id, f"mapping:{unit_id}:{key}", "forget", unit_id, value={"name": name}))


def _settle(connection: Connection, actor: Actor, standing: Standing, key: str, row: TypedRow, there: StoredRecord) -> int | Clash | None:
    """The version the row now has; None where the change of somebody else stands; or a conflict that nobody's change settles."""
    mine = _plain(there.content | row.values)
    if mine == there.content:
        return there.version
    if row.base == there.version:
        saved = StoredRecord(there.id, mine, there.version)
        ledgers.save_record(connection, standing.report.id, saved, actor.id, actor.at)
        _note(connection, actor, standing, key, "save", replace(saved, version=there.version + 1))
        return there.version + 1
    if not _typed_since(connection, standing.report.id, key, row):
        return None
    past = history.at_version(connection, _target(standing.report.id, key, there.id), there.version)
    return Clash(row, mine, past or Past(there.content, there.version, standing.report.changed_at, ""))


def _typed_since(connection: Connection, report_id: int, key: str, row: TypedRow) -> bool:
    """Whether the typist changed the row that the page showed. Raises NotFound for one that never was."""
    target = _target(report_id, key, row.id)
    if history.latest(connection, target) is None:
        raise NotFound
    shown = history.at_version(connection, target, row.base)
    before = shown.value if shown else {}
    return any(text.strip() != before.get(name, "") for name, text in row.values.items())


def _append(connection: Connection, actor: Actor, standing: Standing, key: str, rows: Sequence[Values], action: str) -> tuple[int, ...]:
    ids = ledgers.add_records(connection, standing.report.id, key, rows, actor.id, actor.at)
    added = [StoredRecord(record_id, content, 1) for record_id, content in zip(ids, rows, strict=True)]
    _note(connection, actor, standing, key, action, *added)
    return ids


def _note(connection: Connection, actor: Actor, standing: Standing, key: str, action: str, *records: StoredRecord) -> None:
    report = standing.report
    named = [(_target(report.id, key, each.id), each) for each in records]
    history.add(
        connection,
        *(Event(actor.at, actor.id, name, action, report.unit_id, report.id, each.version, each.content) for name, each in named),
    )


def _plain(values: Mapping[str, str]) -> Values:
    return {name: text.strip() for name, text in values.items() if text.strip()}


def _target(report_id: int, key: str, record_id: int) -> str:
    """A row's name in the history."""
    return f"record:{report_id}:{key}:{record_id}"
