"""Saves what was typed into a report, field by field: each field has a version, nothing is overwritten unseen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing
from server.library import Library
from server.report.entries import read_entry
from server.report.problems import NotFound
from server.report.snapshot import EntryRecord, Item, Origin
from server.storage import contents, history, reports
from server.storage.history import Event, Past

Value = dict[str, str]
TEXT, ENTRY, ITEM = "text", "entry", "item"
ATTRIBUTES = {
    TEXT: ("body",),
    ENTRY: ("raw", "last", "last_origin", "as_of", "office", "person", "date", "system"),
    ITEM: ("title", "body"),
}


@dataclass(frozen=True)
class Field:
    """One field as typed: `kind` and `key` name it (text 12, entry dis.x, item 55), `base` is the version the typist saw.

    `value` holds the attributes that were typed; those that were not are left as they are.
    """

    kind: str
    key: str
    value: Value
    base: int

    @property
    def name(self) -> str:
        """How forms call it."""
        return f"{self.kind}.{self.key}"


@dataclass(frozen=True)
class Stored:
    """A field as it is in the store."""

    value: Value
    version: int


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed too: both values, whose and when."""

    field: Field
    mine: Value
    theirs: Past


@dataclass(frozen=True)
class Saved:
    """What came of a save: new versions by field name, fields to settle, others' changes that were taken over."""

    versions: dict[str, int]
    conflicts: tuple[Conflict, ...]
    merged: tuple[tuple[Field, Past], ...]


def save_fields(connection: Connection, library: Library, actor: Actor, standing: Standing, fields: Iterable[Field]) -> Saved:
    """Save every field that changed.

    A field changed by nobody else is written; one that only others changed is left to them; one that both changed is a
    conflict and is not written. Raises NotFound for a field the report does not have.
    """
    wanted = tuple(fields)
    stored = _stored(connection, library, standing.report.id, wanted)
    versions: dict[str, int] = {}
    conflicts: list[Conflict] = []
    merged: list[tuple[Field, Past]] = []
    for field in wanted:
        there = stored[field.name]
        mine = there.value | field.value
        versions[field.name] = there.version
        if mine == there.value:
            continue
        theirs = _theirs(connection, standing, field, there)
        if theirs is None:
            versions[field.name] = _write(connection, library, actor, standing, field, mine, there.version + 1)
        elif _untouched(connection, standing, field):
            merged.append((field, theirs))
        else:
            conflicts.append(Conflict(field, mine, theirs))
    if versions != {name: each.version for name, each in stored.items()}:
        reports.recount(connection, standing.report.id, actor.at)
    return Saved(versions, tuple(conflicts), tuple(merged))


def target(report_id: int, kind: str, key: str) -> str:
    """A field's name in the history."""
    return f"entry:{report_id}:{key}" if kind == ENTRY else f"{kind}:{key}"


def entry_value(record: EntryRecord) -> Value:
    """A figure's attributes as a form has them."""
    return record.model_dump(include={"raw", "last", "last_origin", "as_of"}) | record.origin.model_dump()


def entry_record(indicator: str, value: Value) -> EntryRecord:
    """The figure with these attributes."""
    origin = Origin(office=value["office"], person=value["person"], date=value["date"], system=value["system"])
    return EntryRecord(
        indicator=indicator, raw=value["raw"], last=value["last"], last_origin=value["last_origin"], as_of=value["as_of"], origin=origin
    )


def _stored(connection: Connection, library: Library, report_id: int, fields: tuple[Field, ...]) -> Mapping[str, Stored]:
    """What is there for every field; NotFound for one that does not belong to the report."""
    own = {str(each) for each in reports.section_ids(connection, report_id)}
    texts = contents.texts(connection, _numbers(field.key for field in fields if field.kind == TEXT))
    entries = contents.entries(connection, report_id, [field.key for field in fields if field.kind == ENTRY])
    items = {str(each.id): each for each in contents.items(connection, _numbers(own))} if any(f.kind == ITEM for f in fields) else {}
    found: dict[str, Stored] = {}
    for field in fields:
        match field.kind:
            case "text" if field.key in own:
                text = texts.get(int(field.key))
                found[field.name] = Stored({"body": text.body if text else ""}, text.version if text else 0)
            case "entry" if field.key in library.indicators:
                entry = entries.get(field.key)
                record = entry.record if entry else EntryRecord(indicator=field.key)
                found[field.name] = Stored(entry_value(record), entry.version if entry else 0)
            case "item" if field.key in items:
                item = items[field.key]
                found[field.name] = Stored(item.item.model_dump(), item.version)
            case _:
                raise NotFound
    return found


def _numbers(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys if key.isascii() and key.isdigit()]


def _theirs(connection: Connection, standing: Standing, field: Field, there: Stored) -> Past | None:
    """The change somebody made after the version the typist saw; None when there was none."""
    if field.base == there.version:
        return None
    past = history.at_version(connection, target(standing.report.id, field.kind, field.key), there.version)
    return past or Past(there.value, there.version, standing.report.changed_at, "")


def _untouched(connection: Connection, standing: Standing, field: Field) -> bool:
    """Whether the typist left the field as the page showed it."""
    shown = history.at_version(connection, target(standing.report.id, field.kind, field.key), field.base)
    before = shown.value if shown else {}
    return all(text == before.get(name, "") for name, text in field.value.items())


def _write(connection: Connection, library: Library, actor: Actor, standing: Standing, field: Field, value: Value, version: int) -> int:
    report = standing.report
    match field.kind:
        case "text":
            contents.save_text(connection, int(field.key), value["body"], version, actor.id, actor.at)
        case "entry":
            entry = read_entry(entry_record(field.key, value), library.indicators[field.key], report.year)
            contents.save_entry(connection, report.id, entry, version, actor.id, actor.at)
        case _:
            contents.save_item(connection, int(field.key), Item(title=value["title"], body=value["body"]), version)
    event = Event(actor.at, actor.id, target(report.id, field.kind, field.key), "save", report.unit_id, report.id, version, value)
    history.add(connection, event)
    return version
