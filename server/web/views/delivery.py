"""One row of the ledger as a page: its basis, what was kept of it or typed over it, and the papers it may take."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from server.actions.delivering import TAKEN, USUAL, row_of, usual
from server.actions.registering import called
from server.actions.seasons import season_of
from server.library import Library
from server.report.rules import Nature
from server.report.season.filling import DAYS, EXTENSION, FIELDS, typed_of
from server.report.season.ledger import Place, Row
from server.storage import papers
from server.storage.papers import Document
from server.storage.reports import Report
from server.web.forms import Form
from server.web.render import day_full
from server.web.views.checklist import Line, lines_of

SHOWN_DIGEST = 12
_ALWAYS = ("done_on", "form", "copies", "document", "evidence", "note")
_ONLY = {Nature.report: ("evidence_day",), Nature.copy: ("evidence_day",), Nature.publish: ("address",)}


@dataclass(frozen=True)
class Chosen:
    """The paper of a row, as its manifest tells it."""

    document: Document
    name: str
    digest: str


@dataclass(frozen=True)
class RowPage:
    """Everything the page of one row shows. `asked`: the fields it has; `typed` and `extension`: what stands in them."""

    line: Line
    asked: tuple[str, ...]
    typed: Mapping[str, str]
    extension: Mapping[str, str]
    documents: tuple[tuple[str, str], ...]
    chosen: Chosen | None
    today: str


def row_page(connection: Connection, library: Library, report: Report, place: Place, form: Form, today: date) -> RowPage:
    """A row of a report, with what a form that could not be kept said. Raises NotFound for a row the report does not have."""
    season = season_of(connection, library, report)
    row = row_of(season, place)
    (line,) = lines_of(connection, library, season, (row,), today)
    documents = papers.documents(connection, report.id)
    chosen = next((each for each in documents if each.id == row.record.document_id), None)
    typed = typed_of(row.record) | (
        {} if row.record.evidence.text else {"evidence": line.proof if row.delivery.nature in _PREFILLED else ""}
    )
    return RowPage(
        line=line,
        asked=_asked(row),
        typed=typed | {key: form.get(key) for key in FIELDS if form.has(key)},
        extension=_extension(row) | granted(form),
        documents=_offered(library, documents, row),
        chosen=_chosen(chosen) if chosen else None,
        today=day_full(today),
    )


def granted(form: Form) -> dict[str, str]:
    """An extension as typed."""
    return {key: form.line(key) for key in EXTENSION if form.has(key)}


_PREFILLED = (Nature.deliberate,)


def _asked(row: Row) -> tuple[str, ...]:
    """The fields that fit the nature of a row; the day of a meeting where something must arrive before it."""
    wanted = {*_ALWAYS, *_ONLY.get(row.delivery.nature, ()), *(("meeting_on",) if row.delivery.lead else ())}
    return tuple(key for key in (*DAYS[:1], *FIELDS[1:]) if key in wanted)


def _days(row: Row) -> dict[str, str]:
    """The days of a row as people write them."""
    days = zip(DAYS, (row.record.done_on, row.record.evidence.day, row.record.meeting_on), strict=True)
    return {key: day_full(day) for key, day in days if day}


def _extension(row: Row) -> dict[str, str]:
    granted_now = row.record.extension
    if granted_now is None:
        return dict.fromkeys(EXTENSION, "")
    return {"until": day_full(granted_now.until), "granted_by": granted_now.granted_by, "reason": granted_now.reason}


def _offered(library: Library, documents: tuple[Document, ...], row: Row) -> tuple[tuple[str, str], ...]:
    """The papers to choose from: those of fitting forms first; without a choice the usual one is taken when the row is done."""
    fitting = TAKEN.get(row.delivery.nature, USUAL)
    usually = usual(documents, row.delivery.nature)
    left = [each for each in documents if each.form in library.labels["paper_form"]]
    ordered = sorted(left, key=lambda each: (each.form not in fitting, -each.id))
    first = library.labels["delivery_words"]["usual" if usually else "none"]
    return (("", first), *((str(each.id), _named(library, each)) for each in ordered))


def _named(library: Library, document: Document) -> str:
    words = library.labels["delivery_words"]
    number = words["number"].replace("{number}", document.number) if document.number else ""
    return called(document, library.labels) + number + (words["cancelled"] if document.cancelled_at else "")


def _chosen(document: Document) -> Chosen:
    manifest = json.loads(document.manifest)
    return Chosen(document, str(manifest.get("name", "")), str(manifest.get("file", ""))[:SHOWN_DIGEST])
