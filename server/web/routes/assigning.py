"""Who writes which section until when: all of a report on one page."""

from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import assigning
from server.report.problems import Stale
from server.report.who import Act
from server.storage import reports
from server.storage.assignments import Assigned
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.assigning import assign_page, filled, spread, wanted_of

router = APIRouter()
FINE, UNFIT, CONFLICT = 200, 422, 409


@router.get("/reports/{report_id}/assign")
def show(ask: Ask, report_id: Id) -> Response:
    """All sections with who leads, who helps and until when."""
    return _page(ask, report_id, [])


@router.post("/reports/{report_id}/assign")
def assign(ask: Ask, report_id: Id) -> Response:
    """Keep the table; then do what the button says: a chapter all alike, what is empty filled, the rest as last year."""
    what, _, which = ask.form.get("do", "save").partition(":")
    with ask.site.database.write() as connection:
        actor, standing = ask.allow(connection, Act.assign, report_id)
        ask.keep_alive(connection)
        year, sections = standing.report.year, reports.sections(connection, report_id)
        wanted, wrong = wanted_of(ask.form, year)
        if what == "chapter":
            wanted = spread(wanted, sections, number(which))
        if what == "all":
            wanted = filled(wanted, ask.form, year)
        clashes = {} if wrong else assigning.assign(connection, actor, report_id, wanted)
        taken = assigning.take_over(connection, actor, report_id) if what == "last" and not (wrong or clashes) else None
    if wrong or clashes:
        errors = wrong or [Wrong(f"lead-{next(iter(clashes))}", Stale().message)]
        return _page(ask, report_id, errors, UNFIT if wrong else CONFLICT, clashes)
    told = f"&taken={taken.sections}&gone={quote('、'.join(taken.gone))}" if taken else ""
    return ask.go(f"/reports/{report_id}/assign?saved=1{told}" + (f"#section-{which}" if what == "chapter" else ""))


def _page(ask: Asking, report_id: int, errors: list[Wrong], status: int = FINE, clashes: dict[int, Assigned] | None = None) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = assign_page(connection, ask, standing, typed=status != FINE, clashes=clashes)
    values = {"report": standing.report, "shown": shown, "may": standing.may(Act.assign), "query": ask.query}
    usual = {"lead": ask.form.get("lead.0"), "due": ask.form.line("due.0")}
    return ask.page("pages/assign.html", status, errors=errors, usual=usual, **values)
