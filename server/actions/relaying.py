"""Examines a .docx of anybody's and sets it anew with the same words; keeps nothing but a line in the history."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree
from threading import Lock

from sqlalchemy import Connection

from server.actions.allowing import Actor
from server.archives import Kind, kind_of
from server.report.formats import Format
from server.report.inspection.fonts import Fonts
from server.report.inspection.judging import Inspection, judge
from server.report.inspection.layout import Layout
from server.report.manuscript import Table
from server.report.problems import Refused
from server.report.reading.anatomy import Anatomy, understand
from server.report.reading.source import Source
from server.report.relaying import saying
from server.report.relaying.blocks import Manner, Relaid, relay
from server.report.relaying.changes import Change, changes
from server.report.relaying.proof import Difference, difference
from server.report.secrecy import secret_in_bytes
from server.storage import history
from server.storage.history import Event
from server.word.conversion import as_docx
from server.word.inspecting.layouts import layout_of
from server.word.losses import lost
from server.word.office import OFFICE
from server.word.reader import read_docx
from server.word.sources import refuse_secret, source_of
from server.word.writer import write

_PATIENCE_SECONDS = 20
_MOST_LINES = 20_000
_OFFICE = replace(OFFICE, seconds=45)
_LEFT_BEHIND = timedelta(minutes=10)
_CONVERTING = Lock()
_OLD = (Kind.doc, Kind.rtf, Kind.odt)
_OF_TABLES = ("merged", "empty_rows", "inner")
_TO_CONFIRM = ("picture", "chart", "object", "equation", "raised", "merged", "empty_rows")


@dataclass(frozen=True)
class Press:
    """What a copy is set with: the measures, their template, and which fonts are of one kind."""

    measures: Format
    template: bytes
    fonts: Fonts


@dataclass(frozen=True)
class Document:
    """A file that may be read: its bytes as .docx, its lines, its layout. `digest` is that of the bytes as they came."""

    docx: bytes
    source: Source
    layout: Layout
    digest: str
    size: int


@dataclass(frozen=True)
class Copy:
    """A document set anew. Sentences say what was `moved` elsewhere and what is `lost` from it. `left`: what is still found in it."""

    content: bytes
    changes: tuple[Change, ...]
    moved: tuple[str, ...]
    lost: tuple[str, ...]
    left: Inspection


@dataclass(frozen=True)
class Examined:
    """What was found in a document, and its copy; without one the sentence why there is none."""

    document: Document
    inspection: Inspection
    copy: Copy | None
    refusal: str = ""


def opened(name: str, content: bytes, folder: Path, at: datetime) -> Document:
    """The document in a .docx, .doc, .wps, .rtf or .odt; `folder` holds the file while LibreOffice converts it, not longer.

    Raises Refused for what cannot be read or is too long, for a mark of secrecy, and when another conversion takes too long.
    """
    refuse_secret(name, secret_in_bytes(content))
    docx = content
    if kind_of(content) in _OLD:
        with _turn(folder, at):
            docx = as_docx(content, folder, lambda: False, _OFFICE)
    elif not content.startswith(b"PK"):
        docx = as_docx(content, folder, lambda: False)
    source = source_of(name, docx, folder, lambda: False)
    if len(source.lines) > _MOST_LINES:
        raise Refused(saying.too_long(_MOST_LINES))
    layout = replace(layout_of(docx), converted=docx is not content)
    return Document(docx, source, layout, hashlib.sha256(content).hexdigest(), len(content))


def examined(document: Document, press: Press, manner: Manner) -> Examined:
    """The findings on a document, and its copy with what would change."""
    inspection = judge(document.layout, press.fonts)
    try:
        return Examined(document, inspection, copied(document, press, manner))
    except Refused as refused:
        return Examined(document, inspection, None, refused.message)


def copied(document: Document, press: Press, manner: Manner) -> Copy:
    """The document set anew, proved to say the same. Raises Refused, with the place, when it would not, or when it says nothing."""
    anatomy = understand(document.source)
    relaid, content = _proved(document.source, anatomy, press, manner)
    tabled = any(isinstance(block, Table) for block in relaid.manuscript.blocks)
    counted = {kind: count for kind, count in lost(document.docx).items() if tabled or kind not in _OF_TABLES}
    told = {kind: saying.left_out(kind, count) for kind, count in counted.items()}
    after = layout_of(content)
    return Copy(
        content,
        changes(document.layout, after),
        (*relaid.moved, *(told[kind] for kind in told if kind not in _TO_CONFIRM)),
        (*(told[kind] for kind in _TO_CONFIRM if kind in told), *relaid.lost),
        judge(after, press.fonts),
    )


def record(connection: Connection, actor: Actor, document: Document, action: str) -> None:
    """Note in the history that a file was examined or set anew: its digest and size, no name and no word of it."""
    value = {"sha256": document.digest, "bytes": str(document.size)}
    history.add(connection, Event(actor.at, actor.id, f"inspection:{document.digest[:16]}", action, value=value))


def _proved(source: Source, anatomy: Anatomy, press: Press, manner: Manner) -> tuple[Relaid, bytes]:
    """The first way of setting whose result reads as the original does: as asked, else as a paper like others, else its parts as lines."""
    differs: Difference | None = None
    for way in dict.fromkeys((manner, Manner(), Manner(plain=True))):
        relaid = relay(source, anatomy, way)
        if not relaid.manuscript.blocks:
            raise Refused(saying.nothing_to_set())
        content = write(relaid.manuscript, press.measures, press.template)
        differs = difference(source, anatomy, read_docx(content))
        if differs is None:
            return relaid, content
    raise Refused(saying.words_differ(differs.number, differs.expected, differs.found) if differs else saying.nothing_to_set())


@contextmanager
def _turn(folder: Path, at: datetime) -> Iterator[None]:
    """One conversion at a time, so that it never holds up all pages; what a killed program left behind is taken away."""
    if not _CONVERTING.acquire(timeout=_PATIENCE_SECONDS):
        raise Refused(saying.converting_others())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path.stat().st_mtime < (at - _LEFT_BEHIND).timestamp():
                rmtree(path, ignore_errors=True)
        yield
    finally:
        _CONVERTING.release()
