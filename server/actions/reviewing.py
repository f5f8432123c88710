"""From 送审 to the signature: sent back section by section, approved as a text that is kept, ended 县级预审."""

import hashlib
from collections.abc import Mapping

from sqlalchemy import Connection

from server.actions import confirming, remarking, reporting
from server.actions.allowing import Actor, allow
from server.actions.exporting import snapshot_of
from server.library import Library
from server.report import review_problems as say
from server.report.problems import NotFound, Refused, Stale
from server.report.snapshot import approved, dump
from server.report.who import Act
from server.report.workflow import Move
from server.storage import approvals, history, papers, reports
from server.storage.history import Event
from server.storage.remarks import Kind

WHOLE = 0


def send_back(connection: Connection, actor: Actor, report_id: int, reasons: Mapping[int, str]) -> None:
    """Give the report back with what is to be changed, by section, WHOLE for the whole report; what is named is not done any more.

    Raises Refused without any reason, NotFound for a section that is not there, NotAllowed and Locked as `allow`.
    """
    report = allow(connection, actor, Act.send_back, report_id).report
    given = {section: words for section, words in reasons.items() if words.strip()}
    if not given:
        raise Refused(say.reason_by_section())
    headings = {each.id: each.heading for each in reports.sections(connection, report_id) if each.level}
    if given.keys() - headings.keys() - {WHOLE}:
        raise NotFound
    for section, words in given.items():
        remarking.kept(connection, actor, report, section or None, Kind.returned, words)
    told = "；".join(f"{headings[section]}：{words.strip()}" if section else words.strip() for section, words in given.items())
    reporting.move(connection, actor, report_id, Move.send_back, told)
    confirming.undone(connection, actor, report, tuple(section for section in given if section))


def approve(connection: Connection, library: Library, actor: Actor, report_id: int, algorithm: str, seen: str = "") -> None:
    """Approve the text as it stands and keep it. `seen`: the digest of the text that was read; Stale when it is another one now."""
    standing = allow(connection, actor, Act.approve, report_id)
    canonical = dump(approved(snapshot_of(connection, library, standing.report)))
    digest = hashlib.new(algorithm, canonical).hexdigest()
    if seen not in ("", digest):
        raise Stale
    submitter = approvals.submitter(connection, report_id)
    reporting.move(connection, actor, report_id, Move.approve, "")
    snapshot = papers.keep_snapshot(connection, report_id, digest, canonical, actor.at)
    number = approvals.add(connection, report_id, snapshot, submitter, actor.id, actor.at)
    event = Event(actor.at, actor.id, f"approval:{number}", "approve", standing.report.unit_id, report_id, 0, {"digest": digest})
    history.add(connection, event)


def end_county(connection: Connection, actor: Actor, report_id: int, summary: str) -> None:
    """End 县级预审, with what the county has to say of the whole report, if anything."""
    standing = allow(connection, actor, Act.end_county, report_id)
    if summary.strip() and standing.may(Act.remark):
        remarking.kept(connection, actor, standing.report, None, Kind.county, summary)
    reporting.move(connection, actor, report_id, Move.end_county, summary)
