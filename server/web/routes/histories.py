"""The history of a report: who changed what when, the versions of a section and the way back, the report as it stood."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import restoring
from server.actions.printing import DOCX
from server.report.problems import NotFound, Refused, Stale
from server.report.snapshot import Snapshot, dump
from server.report.who import Act
from server.storage.reports import Report
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.histories import asked_of, history_page
from server.web.views.moments import moment_page, number_of, paper_then, snapshot_then
from server.web.views.papers import attached
from server.web.views.versions import back_of, versions_page
from server.web.views.word_papers import word

router = APIRouter()
JSON = "application/json"
STALE, WRONG = 409, 422


@router.get("/reports/{report_id}/history")
def show(ask: Ask, report_id: Id) -> Response:
    """Who changed what when, newest first."""
    return _history(ask, report_id, [])


@router.get("/reports/{report_id}/sections/{section_id}/history")
def show_versions(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """The versions of a section."""
    return _versions(ask, report_id, section_id, [])


@router.post("/reports/{report_id}/sections/{section_id}/history")
def restore(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """Go back to a version, or bring a removed item back; each is a new version."""
    what, _, which = ask.form.get("do").partition(":")
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            ask.keep_alive(connection)
            if what == "revive":
                restoring.revive(connection, actor, report_id, section_id, number(which))
            elif what == "restore":
                restoring.restore(connection, ask.library, actor, report_id, back_of(which))
            else:
                raise NotFound
    except Stale as stale:
        return _versions(ask, report_id, section_id, [Wrong("versions", stale.message)], STALE)
    return ask.go(f"/reports/{report_id}/sections/{section_id}/history?restored={what}")


@router.get("/reports/{report_id}/history/at")
def find_moment(ask: Ask, report_id: Id) -> Response:
    """The last thing that had happened by a day and time."""
    try:
        with ask.site.database.read() as connection:
            _, standing = ask.allow(connection, Act.see_history, report_id)
            found = number_of(connection, standing.report, ask.query.get("moment", ""))
    except Refused as refused:
        return _history(ask, report_id, [Wrong("moment", refused.message)], WRONG)
    return ask.go(f"/reports/{report_id}/history/at/{found}")


@router.get("/reports/{report_id}/history/at/{event}")
def show_moment(ask: Ask, report_id: Id, event: Id) -> Response:
    """The report as it stood behind something that happened."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_history, report_id)
        shown = moment_page(connection, ask.library, standing.report, event)
    return ask.page("pages/moment.html", report=standing.report, shown=shown)


@router.get("/reports/{report_id}/history/at/{event}/report.json")
def moment_json(ask: Ask, report_id: Id, event: Id) -> Response:
    """The report as it stood, as data."""
    _, snapshot = _then(ask, report_id, event)
    return attached(ask, dump(snapshot), JSON, f"{snapshot.unit.short_name}{snapshot.year}-{event}.json")


@router.get("/reports/{report_id}/history/at/{event}/report.docx")
def moment_docx(ask: Ask, report_id: Id, event: Id) -> Response:
    """The report as it stood, as a clean text in Word."""
    report, snapshot = _then(ask, report_id, event)
    made = paper_then(snapshot, ask.library, report)
    return attached(ask, word(ask, made), DOCX, f"{made.properties.title} {event}.docx")


def _then(ask: Asking, report_id: int, event: int) -> tuple[Report, Snapshot]:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_history, report_id)
        return standing.report, snapshot_then(connection, ask.library, standing.report, event)


def _history(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_history, report_id)
        shown = history_page(connection, ask.library, standing.report, asked_of(ask.query))
    values = {"report": standing.report, "shown": shown, "moment": ask.query.get("moment", "")}
    return ask.page("pages/history.html", status, errors=errors, **values)


def _versions(ask: Asking, report_id: int, section_id: int, errors: list[Wrong], status: int = 200) -> Response:
    query = {} if errors else ask.query
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_history, report_id)
        shown = versions_page(connection, ask.library, standing.report, section_id, query)
    values = {"report": standing.report, "shown": shown, "may": standing.may(shown.act), "restored": query.get("restored", "")}
    return ask.page("pages/versions.html", status, errors=errors, **values)
