"""The ledger of deliveries as one page: rows and steps to mark as done, and the list to print."""

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server import clock
from server.actions import delivering, ticking
from server.actions.allowing import Actor
from server.actions.printing import DOCX
from server.actions.seasons import season_of
from server.report.problems import Stale
from server.report.season.rows import place_of
from server.report.who import Act
from server.web.depends import Ask, Asking, Id
from server.web.unit_form import Wrong
from server.web.views.checklist import checklist
from server.web.views.checklist_paper import checklist_paper
from server.web.views.delivering import noted, quick, typed_elsewhere, version
from server.web.views.papers import attached
from server.web.views.word_papers import word

router = APIRouter()
CONFLICT, WRONG = 409, 422
TICK, CLEAR = "tick", "clear"


@router.get("/reports/{report_id}/checklist")
def show_checklist(ask: Ask, report_id: Id) -> Response:
    """Recipients with their dates, bases and evidence, and the steps to tick."""
    return _page(ask, report_id, {}, [])


@router.post("/reports/{report_id}/checklist")
def mark(ask: Ask, report_id: Id) -> Response:
    """Mark a row or a step, or take that back; what was typed in other rows stays on the page."""
    what, _, name = ask.form.get("do", "keep").partition(":")
    try:
        with ask.site.database.write() as connection:
            wrong = _marked(ask, connection, report_id, what, name)
    except Stale as stale:
        return _page(ask, report_id, dict(ask.form.pairs), [Wrong(f"note-{name}", stale.message)], CONFLICT)
    if wrong:
        return _page(ask, report_id, dict(ask.form.pairs), wrong, WRONG)
    typed = typed_elsewhere(ask.form, name)
    return _page(ask, report_id, typed, []) if typed or ask.swap else ask.go(f"/reports/{report_id}/checklist#row-{name}")


@router.get("/reports/{report_id}/checklist.docx")
def checklist_docx(ask: Ask, report_id: Id) -> Response:
    """The checklist to print."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        shown = checklist(connection, ask.library, standing.report, clock.today())
    manuscript = checklist_paper(ask.library, shown)
    return attached(ask, word(ask, manuscript), DOCX, f"{manuscript.properties.title}.docx")


def _marked(ask: Asking, connection: Connection, report_id: int, what: str, name: str) -> list[Wrong]:
    """What is wrong with the mark, [] when it was made. A row has a hyphen in its name, a step has none."""
    actor, _ = ask.allow(connection, Act.see_report, report_id)
    if what not in (TICK, CLEAR):
        return []
    return _row(ask, connection, actor, report_id, what, name) if "-" in name else _step(ask, connection, actor, report_id, what, name)


def _step(ask: Asking, connection: Connection, actor: Actor, report_id: int, what: str, name: str) -> list[Wrong]:
    if what == CLEAR:
        ticking.clear_tick(connection, actor, report_id, name)
        return []
    note, wrong = noted(ask.form, name, ask.site.library.labels["delivery_fields"]["note"])
    if not wrong:
        ticking.set_tick(connection, ask.library_in(connection), actor, report_id, name, note)
    return wrong


def _row(ask: Asking, connection: Connection, actor: Actor, report_id: int, what: str, name: str) -> list[Wrong]:
    _, standing = ask.allow(connection, Act.deliver, report_id)
    library, place = ask.library, place_of(name)
    if what == CLEAR:
        delivering.take_back(connection, library, actor, report_id, place, version(ask.form, name))
        return []
    row = delivering.row_of(season_of(connection, library, standing.report), place)
    filled, wrong = quick(ask.form, library, row, standing.report.year, clock.today())
    if not wrong:
        delivering.keep_row(connection, library, actor, report_id, filled.record)
    return wrong


def _page(ask: Asking, report_id: int, typed: dict[str, str], errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = checklist(connection, ask.library, standing.report, clock.today())
    acts = {act.value for act in (Act.deliver, Act.tick, Act.extend, Act.export) if standing.may(act)}
    template = "partials/checklist.html" if ask.swap else "pages/checklist.html"
    values = {"report": standing.report, "shown": shown, "acts": acts, "typed": typed, "today": clock.today(), "alone": ask.swap}
    return ask.page(template, status, **values, errors=errors, prints=tuple(ask.site.library.labels["ledger_papers"].items()))
