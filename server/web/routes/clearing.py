"""公开审查 of a report: what must be looked at before it is published, the decisions, and the form to sign."""

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import clearing
from server.actions.clearing import Settled
from server.actions.printing import DOCX
from server.report.publicity.form import review_form
from server.report.who import Act
from server.web.depends import Ask, Asking, Id
from server.web.views.clearing import choices, clearing_page, reviewed, wrongs
from server.web.views.papers import attached
from server.web.views.word_papers import word

router = APIRouter()
CONFLICT, UNFIT = 409, 422


@router.get("/reports/{report_id}/clearing")
def show(ask: Ask, report_id: Id) -> Response:
    """Every place that was found or decided, section by section."""
    return _page(ask, report_id, Settled(0))


@router.post("/reports/{report_id}/clearing")
def decide(ask: Ask, report_id: Id) -> Response:
    """Keep what was chosen; what somebody else decided meanwhile is shown beside it."""
    with ask.site.database.write() as connection:
        actor, _ = ask.allow(connection, Act.clear, report_id)
        ask.keep_alive(connection)
        settled = clearing.decide(connection, ask.library, actor, report_id, choices(ask.form))
    if settled.clashes or settled.unfit:
        return _page(ask, report_id, settled)
    kept = {name: ask.form.get(name) for name in ("only", "section") if ask.form.get(name)}
    return ask.go(f"/reports/{report_id}/clearing?{urlencode(kept | {'saved': settled.kept})}")


@router.get("/reports/{report_id}/clearing.docx")
def review_docx(ask: Ask, report_id: Id) -> Response:
    """The 公开审查表, to be signed by hand."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        cleared = clearing.cleared(connection, ask.library, standing.report)
    manuscript = review_form(reviewed(ask.library, cleared))
    return attached(ask, word(ask, manuscript), DOCX, f"{manuscript.properties.title}.docx")


def _page(ask: Asking, report_id: int, settled: Settled) -> Response:
    """The page; after a form that could not be kept whole it has what was typed, and says whose decision stands in the way."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        cleared = clearing.cleared(connection, ask.library, standing.report)
    asked = ask.query if ask.method == "GET" else {name: ask.form.get(name) for name in ("only", "section")}
    stuck = {*(clash.choice.key for clash in settled.clashes), *(key for key, _ in settled.unfit)}
    typed = {name: value for name, value in ask.form.pairs if name.partition(".")[2] in stuck}
    values = {"report": standing.report, "shown": clearing_page(ask.library, cleared, asked, typed), "may": standing.may(Act.clear)}
    status = CONFLICT if settled.clashes else UNFIT if settled.unfit else 200
    errors = wrongs(settled, ask.site.library.labels["publicity"])
    return ask.page("pages/clearing.html", status, errors=errors, saved=ask.query.get("saved", ""), **values)
