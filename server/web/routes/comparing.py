"""对数: another paper against the figures of a report; the result on the page, on paper, and kept where somebody asks for it."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import comparing_papers, proofreading
from server.actions.comparing_papers import Held, Meant
from server.actions.printing import DOCX
from server.report.checks.telling import nothing_to_compare
from server.report.papers.clashing import clash_paper
from server.report.problems import Refused
from server.report.who import Act
from server.storage import others, reports
from server.web.depends import Ask, AskFiles, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.comparing import Shown, count_of, shown
from server.web.views.given import given, wrong
from server.web.views.papers import attached
from server.web.views.word_papers import word

router = APIRouter()
UNPROCESSABLE = 422
WHOSE = {"own": True, "other": False}


@router.get("/reports/{report_id}/compare")
def show(ask: Ask, report_id: Id) -> Response:
    """Where a paper is given, and what was kept of others."""
    return _page(ask, report_id)


@router.post("/reports/{report_id}/compare")
def compare(ask: AskFiles, report_id: Id) -> Response:
    """What differs."""
    try:
        name, held = _held(ask, report_id)
    except Refused as refused:
        return _page(ask, report_id, [wrong(refused)], UNPROCESSABLE)
    with ask.site.database.read() as connection:
        result = shown(name, held, reports.sections(connection, report_id), ask.site.library.labels["compare"])
    return _page(ask, report_id, result=result)


@router.post("/reports/{report_id}/compare/sheet")
def sheet(ask: AskFiles, report_id: Id) -> Response:
    """The same on paper."""
    try:
        name, held = _held(ask, report_id)
    except Refused as refused:
        return _page(ask, report_id, [wrong(refused)], UNPROCESSABLE)
    profile = held.own.profile
    report = (profile.short_name, profile.year or 0)
    made = clash_paper(report, name, held.compared.clashes, count_of(held), ask.site.library.labels["compare"])
    return attached(ask, word(ask, made, wide=True), DOCX, f"{made.properties.title}.docx")


@router.post("/reports/{report_id}/compare/keep")
def keep(ask: AskFiles, report_id: Id) -> Response:
    """Keep what differs beside the report."""
    try:
        name, held = _held(ask, report_id, Act.fill)
    except Refused as refused:
        return _page(ask, report_id, [wrong(refused)], UNPROCESSABLE)
    with ask.site.database.write() as connection:
        actor = ask.actor(connection)
        ask.keep_alive(connection)
        words = ask.site.library.labels["compare"]
        comparing_papers.keep(connection, actor, report_id, name or words["unnamed"], held.compared, words)
    return ask.go(f"/reports/{report_id}/compare?done=kept#kept")


@router.post("/reports/{report_id}/compare/remove")
def remove(ask: Ask, report_id: Id) -> Response:
    """Put a kept result away."""
    with ask.site.database.write() as connection:
        comparing_papers.remove(connection, ask.actor(connection), report_id, number(ask.form.get("other")))
    return ask.go(f"/reports/{report_id}/compare?done=removed")


def _held(ask: Asking, report_id: int, act: Act = Act.see_report) -> tuple[str, Held]:
    """The paper of the form held against the report; who may not is told before it is read. Raises Refused for what cannot be read."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        standing.require(act)
    known = proofreading.known(ask.form.line("year"), "", ask.library)
    name, source = given(ask, nothing_to_compare())
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        meant = Meant(known.year, WHOSE.get(ask.form.get("whose")))
        return name, comparing_papers.held(connection, ask.library, standing.report, source, meant)


def _page(ask: Asking, report_id: int, errors: list[Wrong] | None = None, status: int = 200, result: Shown | None = None) -> Response:
    """The page; after reading, its fields hold what was read and how it was understood."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        kept = others.others(connection, report_id)
    frame = result.held.frame if result else None
    fields = {
        "text": result.held.text.text if result else ask.form.get("text"),
        "year": str(frame.said) if frame else ask.form.line("year"),
        "whose": ("own" if frame.own else "other") if frame else ask.form.get("whose"),
        "name": result.name if result else ask.form.line("name"),
    }
    words = ask.site.library.labels["compare"]
    values = {"report": standing.report, "shown": result, "fields": fields, "kept": kept, "may": standing.may(Act.fill), "words": words}
    return ask.page("pages/compare.html", status, errors=errors or [], done=ask.query.get("done", ""), **values)
