"""What is said of a section: added, answered, dealt with, opened again; and who is in it now."""

from collections.abc import Callable

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import attending, remarking
from server.actions.allowing import Actor
from server.report.problems import NotFound, Problem, Refused
from server.report.who import Act
from server.storage import presences, reports
from server.storage.remarks import Kind
from server.web.depends import Ask, Asking, Id
from server.web.routes.sections import answer as section_answer
from server.web.unit_form import Wrong
from server.web.views.sharing import writing, writing_in

router = APIRouter()
UNFIT, NOTHING = 422, 204
DOING: dict[str, Callable[[Connection, Actor, int, int, str], None]] = {
    "answer": remarking.answer,
    "settle": remarking.settle,
    "reopen": lambda connection, actor, report_id, remark_id, _: remarking.reopen(connection, actor, report_id, remark_id),
}


@router.post("/reports/{report_id}/sections/{section_id}/remarks")
def add(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """A comment on a section."""
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            ask.keep_alive(connection)
            number = remarking.add(connection, actor, report_id, section_id, Kind.comment, ask.form.get("body"))
    except Refused as refused:
        return section_answer(ask, report_id, section_id, None, UNFIT, [Wrong("remark-new", refused.message)])
    return ask.go(f"/reports/{report_id}/sections/{section_id}?said=1#remark-{number}")


@router.post("/reports/{report_id}/sections/{section_id}/remarks/{remark_id}")
def act(ask: Ask, report_id: Id, section_id: Id, remark_id: Id) -> Response:
    """Answer what was said, say that it is dealt with, or open it again."""
    what = ask.form.get("do", "answer")
    if what not in DOING:
        raise NotFound
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            ask.keep_alive(connection)
            DOING[what](connection, actor, report_id, remark_id, ask.form.get("body"))
    except Refused as refused:
        return section_answer(ask, report_id, section_id, None, UNFIT, [Wrong(f"answer-{remark_id}", refused.message)])
    return ask.go(f"/reports/{report_id}/sections/{section_id}?said=1#remark-{remark_id}")


@router.get("/reports/{report_id}/sections/{section_id}/presence")
def present(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """Who is in a section now; the reader's own page tells that it is open."""
    return _quietly(ask, lambda: _present(ask, report_id, section_id))


@router.get("/reports/{report_id}/presence")
def all_present(ask: Ask, report_id: Id) -> Response:
    """The same for all sections of a report."""
    return _quietly(ask, lambda: _all_present(ask, report_id))


def _quietly(ask: Asking, answer: Callable[[], Response]) -> Response:
    """An answer to an open page, to which no problem is told: nothing may disturb one who types."""
    try:
        return answer()
    except Problem:
        if not ask.swap:
            raise
        return ask.answer(Response(status_code=NOTHING))


def _all_present(ask: Asking, report_id: int) -> Response:
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        found = writing(connection, ask.library, standing, actor)
    return ask.page("partials/writing.html", poll=ask.path, told=found)


def _present(ask: Asking, report_id: int, section_id: int) -> Response:
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        if reports.section(connection, report_id, section_id) is None:
            raise NotFound
        found = writing_in(connection, ask.library, standing, actor, section_id)
        silent = standing.may(Act.fill) and not presences.told(connection, section_id, actor.id, ask.at)
    if silent:
        with ask.site.database.write() as connection:
            attending.attend(connection, ask.actor(connection), section_id)
    return ask.page("partials/writing.html", poll=ask.path, told=found)
