"""What people say to findings: explained, overridden, put aside, taken back; and the one act that findings hold back, 送审."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from server.actions import checking, reporting, reviewing
from server.actions.allowing import Actor, allow
from server.library import Library
from server.report.checks.answering import SETTLED_BY, Said, wanting
from server.report.findings import Class, Finding
from server.report.problems import NotFound, Refused
from server.report.who import Act
from server.report.workflow import Move
from server.storage import findings, history
from server.storage.findings import Settlement
from server.storage.history import Event
from server.storage.reports import Report

ACTS = {Said.explained: Act.settle, Said.dismissed: Act.settle, Said.overridden: Act.override}


@dataclass(frozen=True)
class Judged:
    """A finding with what settles it, None while it is open; `earlier` was said when the figures or words were others."""

    finding: Finding
    settled: Settlement | None = None
    earlier: Settlement | None = None

    @property
    def holds(self) -> bool:
        """Whether it holds the report back."""
        return self.settled is None and self.finding.weight is Class.must


def judged(connection: Connection, report_id: int, found: Iterable[Finding]) -> tuple[Judged, ...]:
    """Findings with what was said to them. What was said of other figures does not settle these, but is told."""
    said = [each for each in findings.settlements(connection, report_id) if each.stands]
    by_mark = {(each.mark, each.said): each for each in said}
    by_place = {(each.rule, each.section): each for each in said}
    known = [(each, by_mark.get((each.mark, SETTLED_BY[each.weight]))) for each in found]
    used = {settled.id for _, settled in known if settled}
    before = {place: each for place, each in by_place.items() if each.words and each.id not in used}
    return tuple(Judged(each, settled, None if settled else before.get((each.rule, each.section))) for each, settled in known)


def settle(connection: Connection, actor: Actor, report_id: int, finding: Finding, said: Said, words: str) -> int:
    """Keep what a person says to a finding; its number.

    Raises Refused for words that do not do, NotFound for what does not settle a finding of this class, NotAllowed and Locked as `allow`.
    """
    standing = allow(connection, actor, ACTS[said], report_id)
    if SETTLED_BY[finding.weight] is not said:
        raise NotFound
    lacking = wanting(said, words)
    if lacking:
        raise Refused(lacking)
    settled = findings.settle(connection, report_id, finding, said, words.strip(), actor.id, actor.at)
    value = {
        "rule": finding.rule,
        "weight": finding.weight.value,
        "quote": finding.quote,
        "message": finding.message,
        "words": words.strip(),
    }
    _note(connection, actor, standing.report, settled, said.value, value)
    return settled


def undo(connection: Connection, actor: Actor, report_id: int, settlement_id: int) -> None:
    """Take back what was said. Taking it back twice is once. Raises NotFound for what was never said in this report."""
    known = {each.id: each for each in findings.settlements(connection, report_id)}
    said = known[settlement_id].said if settlement_id in known else Said.dismissed
    standing = allow(connection, actor, ACTS[said], report_id)
    if settlement_id not in known:
        raise NotFound
    if findings.undo(connection, report_id, settlement_id, actor.id, actor.at):
        _note(connection, actor, standing.report, settlement_id, "undo", {"rule": known[settlement_id].rule})


def holding(connection: Connection, library: Library, report: Report, day: date | None = None) -> tuple[Finding, ...]:
    """The findings that hold a report back: 必改, and nobody has overridden them."""
    found = checking.examined(connection, library, report, day).findings
    return tuple(each.finding for each in judged(connection, report.id, found) if each.holds)


def move(
    connection: Connection, library: Library, actor: Actor, report_id: int, step: Move, reason: str, algorithm: str = "sha256"
) -> tuple[Finding, ...]:
    """Take a report to another state as `reporting.move`. The findings that hold 送审 back, if any do: nothing has moved then.

    `algorithm` makes the digest of an approved text; a reason for sending back is one for the whole report.
    """
    if step is Move.submit:
        standing = allow(connection, actor, Act.submit, report_id)
        held = holding(connection, library, standing.report)
        if held:
            return held
    match step:
        case Move.approve:
            reviewing.approve(connection, library, actor, report_id, algorithm)
        case Move.send_back:
            reviewing.send_back(connection, actor, report_id, {reviewing.WHOLE: reason})
        case Move.end_county:
            reviewing.end_county(connection, actor, report_id, reason)
        case _:
            reporting.move(connection, actor, report_id, step, reason)
    return ()


def _note(connection: Connection, actor: Actor, report: Report, settlement_id: int, action: str, value: dict[str, str]) -> None:
    target = f"{findings.OWN}{settlement_id}"
    history.add(connection, Event(actor.at, actor.id, target, action, report.unit_id, report.id, 0, value))
