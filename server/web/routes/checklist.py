"""The submission checklist as a page to tick and as a paper to print."""

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import ticking
from server.actions.printing import DOCX, LAYOUT
from server.report.who import Act
from server.storage import papers
from server.web.depends import Ask, Asking, Id
from server.web.views.checklist import checklist
from server.web.views.checklist_paper import checklist_paper
from server.web.views.papers import attached
from server.word.writer import write

router = APIRouter()


@router.get("/reports/{report_id}/checklist")
def show_checklist(ask: Ask, report_id: Id) -> Response:
    """Recipients with their dates and bases, and the steps to tick."""
    return _checklist(ask, report_id, {})


@router.post("/reports/{report_id}/checklist")
def tick(ask: Ask, report_id: Id) -> Response:
    """Tick a row, or take a tick back; notes typed in other rows stay on the page."""
    what, _, key = ask.form.get("do", "keep").partition(":")
    with ask.site.database.write() as connection:
        actor, _ = ask.allow(connection, Act.tick, report_id)
        if what == "clear":
            ticking.clear_tick(connection, actor, report_id, key)
        elif what == "tick":
            ticking.set_tick(connection, ask.site.library, actor, report_id, key, ask.form.line(f"note.{key}"))
    typed = {name: value for name, value in ask.form.pairs if name.startswith("note.") and value.strip() and name != f"note.{key}"}
    return _checklist(ask, report_id, typed) if typed or ask.swap else ask.go(f"/reports/{report_id}/checklist#row-{key}")


@router.get("/reports/{report_id}/checklist.docx")
def checklist_docx(ask: Ask, report_id: Id) -> Response:
    """The checklist to print."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        place = ask.place(connection, standing.report.unit_id)
        ticks = papers.ticks(connection, report_id)
    shown = checklist(ask.site.library, place.unit, standing.report.year, ticks, clock.today())
    manuscript = checklist_paper(ask.site.library, place.unit, standing.report.year, shown)
    template = (ask.site.settings.docx_templates / f"{LAYOUT}.docx").read_bytes()
    content = write(manuscript, ask.site.library.formats[LAYOUT], template)
    return attached(ask, content, DOCX, f"{manuscript.properties.title}.docx")


def _checklist(ask: Asking, report_id: int, typed: dict[str, str]) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        place = ask.place(connection, standing.report.unit_id)
        ticks = papers.ticks(connection, report_id)
    shown = checklist(ask.site.library, place.unit, standing.report.year, ticks, clock.today())
    may = standing.may(Act.tick)
    template = "partials/checklist.html" if ask.swap else "pages/checklist.html"
    return ask.page(template, report=standing.report, place=place, shown=shown, may=may, typed=typed)
