"""The leader's page of a report: on the screen, on paper, and 已阅."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import leading
from server.actions.printing import DOCX
from server.report.papers.leading import leader_paper
from server.report.who import Act
from server.storage import followed
from server.web.depends import Ask, Id, number
from server.web.views.papers import attached
from server.web.views.word_papers import word

router = APIRouter()


@router.get("/reports/{report_id}/leader")
def show(ask: Ask, report_id: Id) -> Response:
    """What changed since the reader last said 已阅, promises, explanations, clashes and all figures."""
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        overview = leading.overview_of(connection, ask.library, standing, actor)
        reads, upto = followed.reads(connection, report_id), followed.newest(connection, report_id)
    values = {"shown": overview, "reads": reads, "upto": upto, "words": ask.site.library.labels["leader"]}
    may = standing.may(Act.read_over)
    return ask.page("pages/leader.html", 200, **values, report=standing.report, may=may, done=ask.query.get("done", ""))


@router.post("/reports/{report_id}/leader")
def read_over(ask: Ask, report_id: Id) -> Response:
    """已阅, as far as the page showed."""
    with ask.site.database.write() as connection:
        actor = ask.actor(connection)
        ask.keep_alive(connection)
        leading.read_over(connection, actor, report_id, number(ask.form.get("upto", "0")))
    return ask.go(f"/reports/{report_id}/leader?done=1")


@router.get("/reports/{report_id}/leader.docx")
def paper(ask: Ask, report_id: Id) -> Response:
    """The same on paper."""
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        overview = leading.overview_of(connection, ask.library, standing, actor)
    made = leader_paper(overview, ask.site.library.labels["leader"])
    return attached(ask, word(ask, made), DOCX, f"{made.properties.title}.docx")
