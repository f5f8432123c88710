"""Answering for last year's plans and problems."""

from dataclasses import replace

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import renewing
from server.actions.allowing import Actor
from server.actions.renewing import STATES
from server.report.problems import Refused, Stale
from server.report.who import Act
from server.storage import contents, pasts, reports
from server.storage.pasts import Pledge
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong

router = APIRouter()
CONFLICT = 409
ANSWER = ("state", "section", "note")


@router.get("/reports/{report_id}/reckoning")
def show(ask: Ask, report_id: Id) -> Response:
    """Last year's plans and problems, and what became of them."""
    return _page(ask, report_id, [])


@router.post("/reports/{report_id}/reckoning")
def answer(ask: Ask, report_id: Id) -> Response:
    """Keep every answer that was changed; one that somebody else changed too is shown beside what was typed."""
    with ask.site.database.write() as connection:
        actor, _ = ask.allow(connection, Act.fill, report_id)
        wrong = [found for there in pasts.pledges(connection, report_id) for found in _settle(ask, connection, actor, report_id, there)]
    if not wrong:
        return ask.go(f"/reports/{report_id}/reckoning?saved=1")
    return _page(ask, report_id, [each for each, _ in wrong], max(status for _, status in wrong))


def _settle(ask: Asking, connection: Connection, actor: Actor, report_id: int, there: Pledge) -> list[tuple[Wrong, int]]:
    """Keep one answer, if it was changed; what is wrong with it, and the status that says so."""
    seen, mine = _sent(ask, there, "seen"), _sent(ask, there, "")
    if mine in (seen, there):
        return []
    try:
        base = number(ask.form.get(f"version.{there.id}", "0"))
        renewing.answer(connection, actor, report_id, replace(mine, version=base))
    except Stale as stale:
        return [(Wrong(f"note-{there.id}", stale.message), CONFLICT)]
    except Refused as refused:
        return [(Wrong(f"note-{there.id}", refused.message), 422)]
    return []


def _sent(ask: Asking, there: Pledge, prefix: str) -> Pledge:
    """A pledge as the form has it; what the form does not name stays as it is in the store."""
    names = {name: f"{prefix}{name}.{there.id}" for name in ANSWER}
    stored = zip(ANSWER, (there.state, there.section, there.note), strict=True)
    state, section, note = (ask.form.line(names[name]) if ask.form.has(names[name]) else text for name, text in stored)
    return replace(there, state=state, section=section, note=note)


def _page(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        pledged = pasts.pledges(connection, report_id)
        sections = [section for section in reports.sections(connection, report_id) if section.level and section.shown]
        items = contents.items(connection, [section.id for section in sections])
    measures = {section.key: [each.item for each in items if each.section_id == section.id] for section in sections}
    again = {error.field.removeprefix("note-") for error in errors}
    typed = {name: value for name, value in ask.form.pairs if name.rpartition(".")[2] in again}
    values = {"report": standing.report, "pledges": pledged, "sections": sections, "measures": measures}
    values |= {"may": standing.may(Act.fill), "states": STATES}
    values |= {"typed": typed, "clash": status == CONFLICT, "saved": ask.query.get("saved") == "1"}
    return ask.page("pages/reckoning.html", status, errors=errors, **values)
