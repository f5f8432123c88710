"""What was typed into a report: figures, items, texts and drafts, each with its version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from server.report.drafting import Drafted
from server.report.entries import Entry
from server.report.snapshot import EntryRecord, Item, Origin
from server.storage import tables as t

_X, _S = t.section_text.c, t.section.c
_BODIES = select(_X.section_id, _X.body, _X.version).where(_X.section_id.in_(bindparam("sections", expanding=True)))
_OWN = (
    select(_S.id, _S.key, _S.done_at, _X.body, _X.version)
    .join_from(t.section, t.section_text, _X.section_id == _S.id, isouter=True)
    .where(_S.report_id == bindparam("report"))
)
_OWN_BODY, _OWN_BODIES = _OWN.where(_S.id == bindparam("section")), _OWN.where(_S.id.in_(bindparam("sections", expanding=True)))
_SAVE_TEXT = (  # the commonest write, so built once
    update(t.section_text)
    .where(_X.section_id == bindparam("section"))
    .values({name: bindparam(name) for name in ("body", "version", "saved_at", "saved_by")})
)


@dataclass(frozen=True)
class Text:
    """The text of a section. Version 0 was never saved."""

    section_id: int
    body: str = ""
    version: int = 0
    saved_at: datetime | None = None
    saved_by: str = ""


@dataclass(frozen=True)
class OwnBody:
    """The text of a section of a report, the key of the section and whether it is done. Version 0 was never saved."""

    key: str
    body: str
    version: int
    done: bool = False


@dataclass(frozen=True)
class StoredEntry:
    """A figure as typed, with its version and when it was saved."""

    record: EntryRecord
    version: int = 0
    saved_at: datetime | None = None


@dataclass(frozen=True)
class StoredItem:
    """An item of a section."""

    id: int
    section_id: int
    item: Item
    version: int


@dataclass(frozen=True)
class StoredDraft:
    """A draft kept beside the text; `adopted_as` is the text version it became."""

    id: int
    section_id: int
    drafted: Drafted
    text_version: int
    adopted_as: int | None
    made_at: datetime


def texts(connection: Connection, section_ids: Iterable[int]) -> dict[int, Text]:
    """Saved texts by section."""
    x = t.section_text.c
    rows = connection.execute(
        select(t.section_text, t.person.c.name)
        .join_from(t.section_text, t.person, x.saved_by == t.person.c.id)
        .where(x.section_id.in_(tuple(section_ids)))
    )
    return {row.section_id: Text(row.section_id, row.body, row.version, row.saved_at, row.name) for row in rows}


def bodies(connection: Connection, section_ids: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Text and version of sections, nothing else: what a save compares with."""
    rows = connection.execute(_BODIES, {"sections": tuple(section_ids)})
    return {row.section_id: (row.body, row.version) for row in rows}


def own_bodies(connection: Connection, report_id: int, section_ids: Iterable[int]) -> dict[int, OwnBody]:
    """Text, version and key of those sections that belong to the report: all that the save of a text asks for."""
    asked = tuple(section_ids)
    one = len(asked) == 1  # nearly always; a list of unknown length is put together anew for each statement
    rows = connection.execute(
        _OWN_BODY if one else _OWN_BODIES, {"report": report_id} | ({"section": asked[0]} if one else {"sections": asked})
    )
    return {row.id: OwnBody(row.key, row.body or "", row.version or 0, row.done_at is not None) for row in rows}


def save_text(connection: Connection, section_id: int, body: str, version: int, person_id: int, at: datetime) -> None:
    """The next version of a text; `version` is the new one, 1 inserts."""
    values = {"body": body, "version": version, "saved_at": at, "saved_by": person_id}
    if version == 1:
        connection.execute(insert(t.section_text).values(section_id=section_id, **values))
    else:
        connection.execute(_SAVE_TEXT, values | {"section": section_id})


def entries(connection: Connection, report_id: int, indicators: Iterable[str] | None = None) -> dict[str, StoredEntry]:
    """Saved figures of a report by indicator; all of them, or those named."""
    query = select(t.entry).where(t.entry.c.report_id == report_id)
    if indicators is not None:
        query = query.where(t.entry.c.indicator.in_(tuple(indicators)))
    return {row.indicator: _entry(row) for row in connection.execute(query.order_by(t.entry.c.id))}


def save_entry(connection: Connection, report_id: int, entry: Entry, version: int, person_id: int, at: datetime) -> None:
    """The next version of a figure; `version` is the new one, 1 inserts."""
    values = _entry_columns(entry) | {"version": version, "saved_at": at, "saved_by": person_id}
    if version == 1:
        connection.execute(insert(t.entry).values(report_id=report_id, indicator=entry.indicator.id, **values))
    else:
        which = (t.entry.c.report_id == report_id, t.entry.c.indicator == entry.indicator.id)
        connection.execute(update(t.entry).where(*which).values(values))


def items(connection: Connection, section_ids: Iterable[int]) -> tuple[StoredItem, ...]:
    """Items of sections, in order."""
    m = t.measure.c
    rows = connection.execute(select(t.measure).where(m.section_id.in_(tuple(section_ids))).order_by(m.section_id, m.position, m.id))
    return tuple(StoredItem(row.id, row.section_id, Item(title=row.title, body=row.body), row.version) for row in rows)


def sections_of_items(connection: Connection, item_ids: Iterable[int]) -> dict[int, int]:
    """The sections that these items stand in, by item; without any, nothing is asked."""
    m, wanted = t.measure.c, tuple(item_ids)
    rows = connection.execute(select(m.id, m.section_id).where(m.id.in_(wanted))) if wanted else ()
    return {row.id: row.section_id for row in rows}


def add_item(connection: Connection, section_id: int, item: Item) -> int:
    """A new item at the end of a section, version 1."""
    m = t.measure.c
    last = connection.execute(select(func.max(m.position)).where(m.section_id == section_id)).scalar()
    values = {"section_id": section_id, "position": (last or 0) + 1, "title": item.title, "body": item.body, "version": 1}
    return int(connection.execute(insert(t.measure).values(values).returning(m.id)).scalar_one())


def save_item(connection: Connection, item_id: int, item: Item, version: int) -> None:
    """The next version of an item."""
    connection.execute(update(t.measure).where(t.measure.c.id == item_id).values(title=item.title, body=item.body, version=version))


def swap_items(connection: Connection, ordered: Iterable[int]) -> None:
    """Give the items of a section their places in this order."""
    for position, item_id in enumerate(ordered, 1):
        connection.execute(update(t.measure).where(t.measure.c.id == item_id).values(position=position))


def remove_item(connection: Connection, item_id: int) -> None:
    """Take an item away; its history stays."""
    connection.execute(delete(t.measure).where(t.measure.c.id == item_id))


def add_draft(connection: Connection, section_id: int, drafted: Drafted, text_version: int, person_id: int, at: datetime) -> int:
    """Keep a draft beside the text it was made for."""
    values = {
        "section_id": section_id,
        "text_version": text_version,
        "content": drafted.model_dump_json(),
        "made_at": at,
        "made_by": person_id,
    }
    return int(connection.execute(insert(t.draft).values(values).returning(t.draft.c.id)).scalar_one())


def adopt_draft(connection: Connection, draft_id: int, text_version: int) -> None:
    """The draft became this version of the text."""
    connection.execute(update(t.draft).where(t.draft.c.id == draft_id).values(adopted_as=text_version))


def drafts(connection: Connection, section_ids: Iterable[int], *, adopted: bool) -> dict[int, StoredDraft]:
    """The newest draft of each section: of those adopted, or of those not (yet)."""
    d = t.draft.c
    condition = d.adopted_as.is_not(None) if adopted else d.adopted_as.is_(None)
    rows = connection.execute(select(t.draft).where(d.section_id.in_(tuple(section_ids)), condition).order_by(d.id))
    return {row.section_id: _draft(row) for row in rows}


def _entry(row: Row[*tuple[object, ...]]) -> StoredEntry:
    origin = Origin(office=row.office, person=row.person, date=row.source_date, system=row.system)
    record = EntryRecord(indicator=row.indicator, raw=row.raw, last=row.last, last_origin=row.last_origin, as_of=row.as_of, origin=origin)
    return StoredEntry(record, row.version, row.saved_at)


def _entry_columns(entry: Entry) -> dict[str, object]:
    record = entry.record
    return {
        "raw": record.raw,
        "answer": entry.now.answer.value,
        "value": entry.now.scaled,
        "qualifier": entry.now.before or entry.now.after,
        "as_of": record.as_of,
        "last": record.last,
        "last_value": entry.last.scaled,
        "last_origin": record.last_origin,
        "office": record.origin.office,
        "person": record.origin.person,
        "source_date": record.origin.date,
        "system": record.origin.system,
    }


def _draft(row: Row[*tuple[object, ...]]) -> StoredDraft:
    return StoredDraft(row.id, row.section_id, Drafted.model_validate_json(row.content), row.text_version, row.adopted_as, row.made_at)
