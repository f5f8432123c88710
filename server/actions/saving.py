"""Saves what was typed into a report, field by field: each field has a version, nothing is overwritten unseen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing
from server.library import Library
from server.report.entries import read_entry
from server.report.outline import REGISTRATION_KEYS
from server.report.problems import NotFound
from server.report.snapshot import EntryRecord, Item, Origin
from server.report.who import Act
from server.storage import contents, history, reports
from server.storage.contents import OwnBody, StoredEntry
from server.storage.history import Event, Past

Value = dict[str, str]
TEXT, ENTRY, ITEM = "text", "entry", "item"
MOST_DIGITS = 9
ATTRIBUTES = {
    TEXT: ("body",),
    ENTRY: ("raw", "last", "last_origin", "as_of", "office", "person", "date", "system"),
    ITEM: ("title", "body"),
}


@dataclass(frozen=True)
class Field:
    """One field as typed: `kind` and `key` name it (text 12, entry dis.x, item 55), `base` is the version the typist saw.

    `value` holds the attributes that were typed; those that were not are left as they are. `usual` is what the page showed
    where nobody had ever written anything.
    """

    kind: str
    key: str
    value: Value
    base: int
    usual: Value | None = None

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
    conflict and is not written. Raises NotFound for a field the report does not have, NotAllowed or Locked for one that is not
    the actor's to write: what is registered after signing has a right of its own.
    """
    wanted = tuple(fields)
    stored = _stored(connection, library, standing, wanted)
    results = [(field, _settle(connection, library, actor, standing, field, stored[field.name])) for field in wanted]
    written = [field for field, result in results if isinstance(result, int) and result != stored[field.name].version]
    if any(field.kind == ENTRY for field in written):
        reports.recount(connection, standing.report.id, actor.at)
    elif written:
        reports.touch(connection, standing.report.id, actor.at)
    return Saved(
        versions={field.name: result if isinstance(result, int) else stored[field.name].version for field, result in results},
        conflicts=tuple(result for _, result in results if isinstance(result, Conflict)),
        merged=tuple((field, result) for field, result in results if isinstance(result, Past)),
    )


def target(report_id: int, kind: str, key: str) -> str:
    """A field's name in the history."""
    return f"text:{key}" if kind == TEXT else f"{kind}:{report_id}:{key}"


def entry_value(record: EntryRecord) -> Value:
    """A figure's attributes as a form has them."""
    return record.model_dump(include={"raw", "last", "last_origin", "as_of"}) | record.origin.model_dump()


def entry_record(indicator: str, value: Value) -> EntryRecord:
    """The figure with these attributes."""
    origin = Origin(office=value["office"], person=value["person"], date=value["date"], system=value["system"])
    return EntryRecord(
        indicator=indicator, raw=value["raw"], last=value["last"], last_origin=value["last_origin"], as_of=value["as_of"], origin=origin
    )


def _stored(connection: Connection, library: Library, standing: Standing, fields: tuple[Field, ...]) -> Mapping[str, Stored]:
    """What is there for every field; NotFound for one that does not belong to the report."""
    keys = {kind: [field.key for field in fields if field.kind == kind] for kind in ATTRIBUTES}
    report_id = standing.report.id
    texts = _own_texts(connection, report_id, keys[TEXT]) if keys[TEXT] else {}
    found = {name: Stored({"body": each.body}, each.version) for name, each in texts.items()}
    found |= _stored_entries(connection, library, report_id, keys[ENTRY]) if keys[ENTRY] else {}
    found |= _stored_items(connection, reports.section_ids(connection, report_id)) if keys[ITEM] else {}
    if any(field.name not in found for field in fields):
        raise NotFound
    for act in {_act_on(texts.get(field.name)) for field in fields}:
        standing.require(act)
    return found | {each.name: Stored(each.usual, 0) for each in fields if each.usual and not found[each.name].version}


def _act_on(text: OwnBody | None) -> Act:
    """What writing a field is: registering where it is a fact of registration, else filling in."""
    return Act.register if text and text.key in REGISTRATION_KEYS else Act.fill


def _own_texts(connection: Connection, report_id: int, keys: list[str]) -> dict[str, OwnBody]:
    """The texts of the report by field name; a key that no id looks like names none of them."""
    ids = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) <= MOST_DIGITS]
    return {f"{TEXT}.{number}": each for number, each in contents.own_bodies(connection, report_id, ids).items()}


def _stored_entries(connection: Connection, library: Library, report_id: int, keys: list[str]) -> dict[str, Stored]:
    entries = contents.entries(connection, report_id, keys)
    known = {key: entries.get(key) or StoredEntry(EntryRecord(indicator=key)) for key in keys if key in library.indicators}
    return {f"{ENTRY}.{key}": Stored(entry_value(each.record), each.version) for key, each in known.items()}


def _stored_items(connection: Connection, own: tuple[int, ...]) -> dict[str, Stored]:
    return {f"{ITEM}.{each.id}": Stored(each.item.model_dump(), each.version) for each in contents.items(connection, own)}


def _settle(
    connection: Connection, library: Library, actor: Actor, standing: Standing, field: Field, there: Stored
) -> int | Past | Conflict:
    """The version the field now has; or the change of somebody else that stands; or a conflict that nobody's change settles."""
    mine = there.value | field.value
    if mine == there.value:
        return there.version
    theirs = _theirs(connection, standing, field, there)
    if theirs is None:
        return _write(connection, library, actor, standing, field, mine, there.version + 1)
    return theirs if _untouched(connection, standing, field, there) else Conflict(field, mine, theirs)


def _theirs(connection: Connection, standing: Standing, field: Field, there: Stored) -> Past | None:
    """The change somebody made after the version the typist saw; None when there was none."""
    if field.base == there.version:
        return None
    past = history.at_version(connection, target(standing.report.id, field.kind, field.key), there.version)
    return past or Past(there.value, there.version, standing.report.changed_at, "")


def _untouched(connection: Connection, standing: Standing, field: Field, there: Stored) -> bool:
    """Whether the typist left the field as the page showed it; a version that never was showed an empty one."""
    known = field.base < there.version
    shown = history.at_version(connection, target(standing.report.id, field.kind, field.key), field.base) if known else None
    before = shown.value if shown else field.usual or {}
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
