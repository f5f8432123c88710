"""The canonical snapshot of a report, and the record of what left the program."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from server.actions.allowing import Actor
from server.library import Library
from server.report.outline import FRONT_KEYS
from server.report.paper_problems import text_too_long
from server.report.papers.registering import UPWARDS, judge
from server.report.problems import NotFound, Refused
from server.report.snapshot import LONGEST_TEXT, EntryRecord, Front, Item, OutlineRef, SectionRecord, Snapshot, approved, dump, load
from server.report.units import Unit
from server.report.workflow import State
from server.storage import approvals, contents, history, papers, reports, units
from server.storage.history import Event
from server.storage.papers import Document
from server.storage.reports import Report, Section

APPROVED = (State.approved, State.signed)


@dataclass(frozen=True)
class Left:
    """A file that leaves the program. `facts` are what its manifest says besides the file itself; `number` is the one it bears."""

    form: str
    name: str
    content: bytes
    number: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Contents:
    """What is said in a report: texts and items by section, figures in order of their names."""

    texts: Mapping[int, str]
    items: Mapping[int, tuple[Item, ...]]
    entries: tuple[EntryRecord, ...]


def snapshot_of(connection: Connection, library: Library, report: Report) -> Snapshot:
    """Everything the report says now, as one value: once it is approved, the approved text with what was registered since.

    Raises Refused when a text is longer than any report.
    """
    kept = approvals.holding(connection, report.id) if report.state in APPROVED else None
    return _registered(connection, report, load(kept)) if kept else written_of(connection, library, report)


def _registered(connection: Connection, report: Report, text: Snapshot) -> Snapshot:
    """The approved text with the registration as it stands: one other than that adds nothing and takes nothing away."""
    around = {section.key: section.id for section in reports.sections(connection, report.id) if not section.level}
    texts = contents.texts(connection, around.values())
    typed = {key: texts[number].body for key, number in around.items() if number in texts}
    found = judge(typed, len(text.unit.issuers), text.front.kind or UPWARDS)
    return text.model_copy(update={"document_date": found.document_date, "registration": found.registration})


def written_of(connection: Connection, library: Library, report: Report) -> Snapshot:
    """Everything as it stands in the store, whatever is approved."""
    place = units.unit(connection, report.unit_id, library.kinds)
    if place is None:
        raise NotFound
    sections = reports.sections(connection, report.id)
    ids = [section.id for section in sections]
    items = contents.items(connection, ids)
    stored = contents.entries(connection, report.id)
    said = Contents(
        texts={key: text.body for key, text in contents.texts(connection, ids).items()},
        items={number: tuple(each.item for each in items if each.section_id == number) for number in ids},
        entries=tuple(stored[key].record for key in sorted(stored)),
    )
    return assembled(place.unit, report, sections, said)


def assembled(unit: Unit, report: Report, sections: Iterable[Section], said: Contents) -> Snapshot:
    """A snapshot of sections in their order and of what is said in them."""
    known = tuple(sections)
    around = {section.key: said.texts[section.id] for section in known if not section.level and section.id in said.texts}
    front = Front(**{key: around.get(key) for key in FRONT_KEYS})
    registered = judge(around, len(unit.issuers), front.kind or UPWARDS)
    return Snapshot(
        unit=unit,
        year=report.year,
        outline=OutlineRef(key=report.outline, version=report.outline_version),
        catalogue=report.catalogue,
        front=front,
        document_date=registered.document_date,
        registration=registered.registration,
        sections=tuple(_record(each, said.texts.get(each.id, ""), said.items.get(each.id, ())) for each in known if each.level),
        entries=said.entries,
    )


def record_export(connection: Connection, actor: Actor, report: Report, snapshot: Snapshot, left: Left, algorithm: str) -> int:
    """Keep what left: the snapshot, and what can be said of the file without it. The number of the record."""
    canonical = dump(snapshot)
    digest = hashlib.new(algorithm, canonical).hexdigest()
    snapshot_id = papers.keep_snapshot(connection, report.id, digest, canonical, actor.at)
    manifest = manifest_of(snapshot, left, algorithm) | {"snapshot": digest, "made_at": actor.at.isoformat(timespec="seconds")}
    told = json.dumps(manifest, ensure_ascii=False, sort_keys=True)
    document = Document(0, report.id, snapshot_id, left.form, left.number, snapshot.document_date, told, actor.at)
    document_id = papers.add_document(connection, document, actor.id)
    value = {"form": left.form, "digest": str(manifest["file"]), "number": left.number}
    history.add(connection, Event(actor.at, actor.id, f"report:{report.id}", "export", report.unit_id, report.id, 0, value))
    return document_id


def manifest_of(snapshot: Snapshot, left: Left, algorithm: str) -> dict[str, str | int]:
    """What a file can be held against later: its digests, and what it was made of."""
    approved_text = hashlib.new(algorithm, dump(approved(snapshot))).hexdigest()
    return {
        **left.facts,
        "algorithm": algorithm,
        "file": hashlib.new(algorithm, left.content).hexdigest(),
        "bytes": len(left.content),
        "name": left.name,
        "form": left.form,
        "approved": approved_text,
        "number": left.number,
        "document_date": snapshot.document_date,
        "catalogue": snapshot.catalogue,
    }


def manifest_file(document: Document) -> bytes:
    """The manifest of a paper that left, as a file."""
    return (json.dumps(json.loads(document.manifest), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _record(section: Section, text: str, items: tuple[Item, ...]) -> SectionRecord:
    if len(text) > LONGEST_TEXT:
        raise Refused(text_too_long(section.heading, len(text), LONGEST_TEXT))
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
