"""Keeps the ledger of deliveries: what was done on a row and what proves it, extensions, and corrections after delivery."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.actions.evidence import Checked, put
from server.actions.seasons import Season, season_of
from server.library import Library
from server.report import season_problems as say
from server.report.deadlines import Extension
from server.report.problems import NotFound, Refused, Stale
from server.report.rules import Nature
from server.report.season.filling import typed_of
from server.report.season.ledger import Correction, Place, Record, Round, Row, renewed, rows_of
from server.report.who import Act
from server.storage import deliveries, history, papers, signing
from server.storage.history import Event
from server.storage.papers import Document
from server.storage.reports import Report

# By nature: the forms of a paper that it takes, the usual one first. What is not named takes the full paper.
USUAL = ("full", "oa")
TAKEN = {Nature.publish: ("web", "public"), Nature.deliberate: ("deliberation", "review", "full"), Nature.hear: ("congress", "full")}


def row_of(season: Season, place: Place) -> Row:
    """One row of a report. Raises NotFound for one it does not have."""
    found = next((row for row in rows_of(season.rows, season.done) if row.place == place), None)
    if found is None:
        raise NotFound
    return found


def usual(documents: tuple[Document, ...], nature: Nature) -> Document | None:
    """The paper a row of this nature normally takes: the newest of the first form there is one of."""
    left = [each for each in documents if each.cancelled_at is None]
    forms = TAKEN.get(nature, USUAL)
    return next((each for form in forms for each in left if each.form == form), None)


def keep_row(connection: Connection, library: Library, actor: Actor, report_id: int, record: Record) -> None:
    """Keep a row as filled over `record.version`. One that goes out without a paper named takes the usual one.

    Raises Stale when somebody kept another meanwhile, NotFound for a row or a paper the report does not have.
    """
    standing = allow(connection, actor, Act.deliver, report_id)
    row = row_of(season_of(connection, library, standing.report), (record.round, record.key))
    documents = papers.documents(connection, report_id)
    if record.document_id is not None and record.document_id not in {each.id for each in documents}:
        raise NotFound
    chosen = usual(documents, row.delivery.nature) if record.done_on and record.document_id is None else None
    whole = replace(record, document_id=chosen.id) if chosen else record
    _keep(connection, actor, standing.report, replace(whole, extension=row.record.extension), "deliver" if record.done_on else "note")


def with_file(connection: Connection, record: Record, file: Checked | None, at: datetime, *, drop: bool = False) -> Record:
    """A row with another file that proves it, or without the one it has; what was said of it before stays in the history."""
    kept = record.evidence
    if file:
        kept = replace(kept, file=put(connection, file, at), file_name=file.name)
    elif drop:
        kept = replace(kept, file=None, file_name="")
    return replace(record, evidence=kept)


def take_back(connection: Connection, library: Library, actor: Actor, report_id: int, place: Place, base: int) -> None:
    """A row was not done after all; what was noted of it stays. Raises Stale and NotFound as `keep_row`."""
    standing = allow(connection, actor, Act.deliver, report_id)
    row = row_of(season_of(connection, library, standing.report), place)
    _keep(connection, actor, standing.report, replace(row.record, done_on=None, version=base), "undeliver")


def extend(
    connection: Connection, library: Library, actor: Actor, report_id: int, place: Place, extension: Extension | None, base: int
) -> None:
    """A later day for one row, or none any more. Raises Stale and NotFound as `keep_row`."""
    standing = allow(connection, actor, Act.extend, report_id)
    row = row_of(season_of(connection, library, standing.report), place)
    _keep(connection, actor, standing.report, replace(row.record, extension=extension, version=base), "extend" if extension else "unextend")


def correct(connection: Connection, library: Library, actor: Actor, report_id: int, kind: Correction, reason: str) -> int:
    """A further round for all who were sent or shown the report; its number. Raises Refused without reason, or when nobody was."""
    standing = allow(connection, actor, Act.deliver, report_id)
    season = season_of(connection, library, standing.report)
    keys = renewed(season.rows, season.done)
    if not keys:
        raise Refused(say.nothing_to_correct())
    if not reason.strip():
        raise Refused(say.correction_reason_needed())
    number = deliveries.open_round(connection, report_id, kind, reason.strip(), keys, actor.id, actor.at)
    value = {"kind": kind.value, "reason": reason.strip(), "rows": " ".join(keys)}
    _note(connection, actor, standing.report, f"correction:{report_id}:{number}", "correct", value, 1)
    return number


def uncorrect(connection: Connection, actor: Actor, report_id: int, number: int) -> None:
    """Take back the last round, none of whose rows is done. Raises NotFound for another one, Refused for one under way."""
    standing = allow(connection, actor, Act.deliver, report_id)
    rounds = deliveries.rounds(connection, report_id)
    if not rounds or rounds[-1].number != number:
        raise NotFound
    begun = any(record.done_on for (round_, _), record in deliveries.ledger(connection, report_id).items() if round_ == number)
    if begun or signing.of_round(signing.signatures(connection, report_id), number):
        raise Refused(say.correction_under_way())
    deliveries.close_round(connection, report_id, number)
    _note(connection, actor, standing.report, f"correction:{report_id}:{number}", "uncorrect", _told(rounds[-1]), 2)


def record_print(connection: Connection, actor: Actor, report: Report, name: str) -> None:
    """Keep who took away a paper around delivery, and when."""
    _note(connection, actor, report, f"report:{report.id}", "print", {"name": name}, 0)


def _told(taken: Round) -> dict[str, str]:
    return {"kind": taken.kind.value, "reason": taken.reason}


def _keep(connection: Connection, actor: Actor, report: Report, record: Record, action: str) -> None:
    if not deliveries.keep(connection, report.id, record, actor.id, actor.at):
        raise Stale
    target = f"delivery:{report.id}:{record.round}:{record.key}"
    _note(connection, actor, report, target, action, _value(record), record.version + 1)


def _value(record: Record) -> dict[str, str]:
    """A row as the history keeps it."""
    file = {"file": record.evidence.file or "", "file_name": record.evidence.file_name}
    granted = record.extension
    extension = {"until": granted.until.isoformat(), "granted_by": granted.granted_by, "why": granted.reason} if granted else {}
    return {key: text for key, text in (typed_of(record) | file | extension).items() if text}


def _note(connection: Connection, actor: Actor, report: Report, target: str, action: str, value: dict[str, str], version: int) -> None:
    history.add(connection, Event(actor.at, actor.id, target, action, report.unit_id, report.id, version, value))
