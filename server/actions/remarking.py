"""What is said of sections: comments among colleagues, remarks of the county, answers, and that something was dealt with."""

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow
from server.report import review_problems as say
from server.report.problems import NotFound, Refused
from server.report.who import Act
from server.storage import history, remarks, reports
from server.storage.history import Event
from server.storage.remarks import Kind, Remark
from server.storage.reports import Report

SAYING = {Kind.comment: Act.comment, Kind.county: Act.remark}
SETTLING = {Kind.comment: Act.comment, Kind.county: Act.fill, Kind.returned: Act.fill}


def kinds(standing: Standing) -> tuple[Kind, ...]:
    """What this reader may see: comments among colleagues are theirs alone."""
    return tuple(kind for kind in Kind if kind is not Kind.comment or standing.may(Act.comment))


def seen(connection: Connection, standing: Standing) -> tuple[Remark, ...]:
    """Everything said of a report that this reader may see, oldest first."""
    return remarks.remarks(connection, standing.report.id, kinds(standing))


def add(connection: Connection, actor: Actor, report_id: int, section_id: int | None, kind: Kind, body: str) -> int:
    """Something said of a section, or of the whole report; its number.

    Raises Refused for words that do not do, NotFound for a section that is not there or a kind that nobody says, and as `allow`.
    """
    if kind not in SAYING:
        raise NotFound
    report = allow(connection, actor, SAYING[kind], report_id).report
    return kept(connection, actor, report, section_id, kind, body)


def kept(connection: Connection, actor: Actor, report: Report, section_id: int | None, kind: Kind, body: str) -> int:
    """The same where the caller has asked."""
    words = _words(body, say.remark_needed())
    if section_id is not None and reports.section(connection, report.id, section_id) is None:
        raise NotFound
    number = remarks.add(connection, report.id, kind, section_id, words, actor.id, actor.at)
    _note(connection, actor, report, number, "remark", {"kind": kind.value, "section": str(section_id or ""), "body": words})
    return number


def answer(connection: Connection, actor: Actor, report_id: int, remark_id: int, body: str) -> None:
    """An answer to what was said. Raises Refused for words that do not do, NotFound for what this reader does not see."""
    standing, to = _own(connection, actor, report_id, remark_id)
    standing.require(Act.comment if standing.may(Act.comment) else SAYING.get(to.kind, Act.comment))
    words = _words(body, say.remark_needed())
    remarks.answer(connection, report_id, to, words, actor.id, actor.at)
    _note(connection, actor, standing.report, remark_id, "answer", {"body": words})


def settle(connection: Connection, actor: Actor, report_id: int, remark_id: int, body: str) -> None:
    """It is dealt with; twice is once. What the county or a reviewer said is dealt with by saying how, their own people excepted.

    Raises Refused without these words, NotFound for what this reader does not see, NotAllowed and Locked as `allow`.
    """
    standing, to = _own(connection, actor, report_id, remark_id)
    withdrawn = to.kind is Kind.county and to.said.person_id == actor.id and standing.may(Act.remark)
    if not withdrawn:
        standing.require(SETTLING[to.kind])
    if body.strip() or not (withdrawn or to.kind is Kind.comment):
        words = _words(body, say.done_needed())
        remarks.answer(connection, report_id, to, words, actor.id, actor.at)
    if remarks.settle(connection, remark_id, actor.id, actor.at):
        _note(connection, actor, standing.report, remark_id, "settle", {"body": body.strip()})


def reopen(connection: Connection, actor: Actor, report_id: int, remark_id: int) -> None:
    """It is not dealt with after all; twice is once. Raises as `settle`."""
    standing, to = _own(connection, actor, report_id, remark_id)
    mine = SAYING.get(to.kind, SETTLING[to.kind])
    standing.require(mine if standing.may(mine) else SETTLING[to.kind])
    if remarks.reopen(connection, remark_id):
        _note(connection, actor, standing.report, remark_id, "reopen", {})


def _own(connection: Connection, actor: Actor, report_id: int, remark_id: int) -> tuple[Standing, Remark]:
    """A remark that the actor sees, and the report, held."""
    standing = allow(connection, actor, Act.see_report, report_id)
    found = next((each for each in seen(connection, standing) if each.id == remark_id), None)
    if found is None:
        raise NotFound
    return standing, found


def _words(body: str, wanting: str) -> str:
    words = body.strip()
    if not words:
        raise Refused(wanting)
    if len(words) > say.LONGEST:
        raise Refused(say.remark_too_long(len(words)))
    return words


def _note(connection: Connection, actor: Actor, report: Report, number: int, action: str, value: dict[str, str]) -> None:
    history.add(connection, Event(actor.at, actor.id, f"remark:{number}", action, report.unit_id, report.id, 0, value))
