"""The canonical snapshot of a report, and the record of what left the program."""

import hashlib
import json

from sqlalchemy import Connection

from server.actions.allowing import Actor
from server.library import Library
from server.report.outline import FRONT_KEYS
from server.report.problems import NotFound
from server.report.snapshot import EntryRecord, Front, Item, OutlineRef, SectionRecord, Snapshot, dump
from server.storage import contents, history, papers, reports, units
from server.storage.history import Event
from server.storage.reports import Report, Section


def snapshot_of(connection: Connection, library: Library, report: Report) -> Snapshot:
    """Everything the report says now, as one value."""
    place = units.unit(connection, report.unit_id, library.kinds)
    if place is None:
        raise NotFound
    sections = reports.sections(connection, report.id)
    ids = [section.id for section in sections]
    texts = {key: text.body for key, text in contents.texts(connection, ids).items()}
    items = contents.items(connection, ids)
    fronts = {section.key: texts.get(section.id, "") for section in sections if section.key in FRONT_KEYS and not section.level}
    return Snapshot(
        unit=place.unit,
        year=report.year,
        outline=OutlineRef(key=report.outline, version=report.outline_version),
        catalogue=report.catalogue,
        front=Front(title=fronts["title"], recipients=fronts["recipients"], opening=fronts["opening"], closing=fronts["closing"]),
        document_date=fronts["date"].strip(),
        sections=tuple(
            _record(section, texts.get(section.id, ""), tuple(each.item for each in items if each.section_id == section.id))
            for section in sections
            if section.level
        ),
        entries=_entries(connection, report.id),
    )


def record_export(
    connection: Connection, actor: Actor, report: Report, snapshot: Snapshot, form: str, content: bytes, algorithm: str
) -> None:
    """Keep what left: the snapshot, the form, and the digest of the file."""
    canonical = dump(snapshot)
    digest = hashlib.new(algorithm, canonical).hexdigest()
    snapshot_id = papers.keep_snapshot(connection, report.id, digest, canonical, actor.at)
    manifest = {"algorithm": algorithm, "snapshot": digest, "file": hashlib.new(algorithm, content).hexdigest(), "bytes": len(content)}
    papers.add_document(connection, report.id, snapshot_id, form, json.dumps(manifest), actor.id, actor.at)
    value = {"form": form, "digest": str(manifest["file"])}
    history.add(connection, Event(actor.at, actor.id, f"report:{report.id}", "export", report.unit_id, report.id, 0, value))


def _record(section: Section, text: str, items: tuple[Item, ...]) -> SectionRecord:
    return SectionRecord(
        key=section.key,
        parent=section.parent,
        level=section.level,
        heading=section.heading,
        shown=section.shown,
        custom=section.custom,
        done=section.done_at is not None,
        text=text,
        items=items,
        takes=section.takes,
    )


def _entries(connection: Connection, report_id: int) -> tuple[EntryRecord, ...]:
    stored = contents.entries(connection, report_id)
    return tuple(stored[key].record for key in sorted(stored))
