"""Saves what was typed into a report, field by field: each field has a version, nothing is overwritten unseen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions import confirming
from server.actions.allowing import Actor, Standing
from server.actions.confirming import Touched
from server.actions.knowledge import bound
from server.library import Library
from server.report.entries import read_entry
from server.report.merging.parts import joined, laid
from server.report.outline import REGISTRATION_KEYS
from server.report.problems import NotFound
from server.report.snapshot import EntryRecord, Item, Origin
from server.report.who import Act
from server.storage import contents, history, reports
from server.storage.contents import OwnBody, StoredEntry
from server.storage.history import Event, Past

Value = dict[str, str]
TEXT, ENTRY, ITEM = "text", "entry", "item"
MERGED, OVER = "merge", "over"
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
    where nobody had ever written anything. `over`: the version of somebody else that was shown beside it and is to be replaced, in the
    attributes `firm`; `both`: it is to be joined with that version instead.
    """

    kind: str
    key: str
    value: Value
    base: int
    usual: Value | None = None
    over: int | None = None
    firm: tuple[str, ...] = ()
    both: bool = False

    @property
    def name(self) -> str:
        """How forms call it."""
        return f"{self.kind}.{self.key}"


@dataclass(frozen=True)
class Stored:
    """A field as it is in the store. `done`: it is the text of a section that somebody said was done."""

    value: Value
    version: int
    done: bool = False


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed too: both values, whose and when.

    `mine` is what would be stored by “用我的”, `joined` both changes in one where they do not meet; `parts` are the attributes that differ.
    """

    field: Field
    mine: Value
    theirs: Past
    parts: tuple[str, ...] = ()
    joined: Value | None = None


@dataclass(frozen=True)
class Saved:
    """What came of a save: new versions by field name, fields to settle, others' changes that were taken over.

    `reopened`: the sections that were done and are not any more.
    """

    versions: dict[str, int]
    conflicts: tuple[Conflict, ...]
    merged: tuple[tuple[Field, Past], ...]
    reopened: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Hand:
    """Who writes, where, and how the history calls it."""

    connection: Connection
    library: Library
    actor: Actor
    standing: Standing
    how: str


def save_fields(
    connection: Connection, library: Library, actor: Actor, standing: Standing, fields: Iterable[Field], how: str = "save"
) -> Saved:
    """Save every field that changed; the history calls it `how`.

    A field changed by nobody else is written; one that only others changed is left to them; one that both changed is a
    conflict and is not written. Raises NotFound for a field the report does not have, NotAllowed or Locked for one that is not
    the actor's to write: what is registered after signing has a right of its own.
    """
    wanted, library = tuple(fields), bound(connection, library, standing.report)
    stored = _stored(connection, library, standing, wanted)
    hand = _Hand(connection, library, actor, standing, how)
    results = [(field, _settle(hand, field, stored[field.name])) for field in wanted]
    written = [field for field, result in results if isinstance(result, int) and result != stored[field.name].version]
    reopened = confirming.undo(connection, library, actor, standing.report, _touched(written, stored))
    if reopened or any(field.kind == ENTRY for field in written):
        reports.recount(connection, standing.report.id, actor.at)
    elif written:
        reports.touch(connection, standing.report, actor.at)
    return Saved(
        versions={field.name: result if isinstance(result, int) else stored[field.name].version for field, result in results},
        conflicts=tuple(result for _, result in results if isinstance(result, Conflict)),
        merged=tuple((field, result) for field, result in results if isinstance(result, Past)),
        reopened=reopened,
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
    found = {name: Stored({"body": each.body}, each.version, each.done) for name, each in texts.items()}
    found |= _stored_entries(connection, library, report_id, keys[ENTRY]) if keys[ENTRY] else {}
    found |= _stored_items(connection, reports.section_ids(connection, report_id)) if keys[ITEM] else {}
    if any(field.name not in found for field in fields):
        raise NotFound
    for act in {_act_on(texts.get(field.name)) for field in fields}:
        standing.require(act)
    return found | {each.name: Stored(each.usual, 0) for each in fields if each.usual and not found[each.name].version}


def _touched(written: Iterable[Field], stored: Mapping[str, Stored]) -> Touched:
    """What was written, as far as a section may have been done before; of texts this is known, of the rest it is asked."""
    by_kind = {
        kind: [field.key for field in written if field.kind == kind and (kind != TEXT or stored[field.name].done)] for kind in ATTRIBUTES
    }
    return Touched(frozenset(map(int, by_kind[TEXT])), frozenset(map(int, by_kind[ITEM])), frozenset(by_kind[ENTRY]))


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


def _settle(hand: _Hand, field: Field, there: Stored) -> int | Past | Conflict:
    """The version the field now has; or the change of somebody else that stands; or a conflict that nobody's change settles."""
    mine = there.value | field.value
    if mine == there.value:
        return there.version
    if field.base == there.version:
        return _write(hand, field, mine, there.version + 1, hand.how)
    shown = _shown(hand, field, there)
    over = laid(shown, field.value, there.value, field.firm)
    theirs = _theirs(hand, field, there)
    if not over.differs:
        return theirs
    one = joined(shown, field.value, there.value)
    if field.over == there.version and field.both and one is not None:
        return _write(hand, field, one, there.version + 1, MERGED)
    if field.over == there.version and not field.both and set(over.clashing) <= set(field.firm):
        return _write(hand, field, over.value, there.version + 1, OVER)
    return Conflict(field, over.value, theirs, over.differs, one)


def _theirs(hand: _Hand, field: Field, there: Stored) -> Past:
    """The change somebody made after the version the typist saw."""
    report = hand.standing.report
    past = history.at_version(hand.connection, target(report.id, field.kind, field.key), there.version)
    return past or Past(there.value, there.version, report.changed_at, "")


def _shown(hand: _Hand, field: Field, there: Stored) -> Value:
    """The field as the page showed it; a version that never was showed an empty one."""
    name = target(hand.standing.report.id, field.kind, field.key)
    past = history.at_version(hand.connection, name, field.base) if field.base < there.version else None
    return past.value if past else field.usual or {}


def _write(hand: _Hand, field: Field, value: Value, version: int, how: str) -> int:
    connection, actor, report = hand.connection, hand.actor, hand.standing.report
    match field.kind:
        case "text":
            contents.save_text(connection, int(field.key), value["body"], version, actor.id, actor.at)
        case "entry":
            entry = read_entry(entry_record(field.key, value), hand.library.indicators[field.key], report.year)
            contents.save_entry(connection, report.id, entry, version, actor.id, actor.at)
        case _:
            contents.save_item(connection, int(field.key), Item(title=value["title"], body=value["body"]), version)
    event = Event(actor.at, actor.id, target(report.id, field.kind, field.key), how, report.unit_id, report.id, version, value)
    history.add(connection, event)
    return version
