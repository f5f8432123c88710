"""The public version as a page to copy into a government website, with what the site adds typed in."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import printing
from server.report.papers.kinds import Form
from server.report.papers.webpage import Publication, web_page
from server.report.who import Act
from server.web.depends import Ask, Id
from server.web.views.papers import web_body

router = APIRouter()


@router.get("/reports/{report_id}/web")
def show_web(ask: Ask, report_id: Id) -> Response:
    """The page as it will be read, its source, and the file; or why there is none yet."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        edition = printing.edition_of(printing.stock_of(connection, ask.library, standing.report))
    added = Publication(ask.query.get("index_number", "").strip(), ask.query.get("published", "").strip())
    made = edition.made.get(Form.web)
    shown = web_page(made.manuscript, added) if made else None
    source, refused = web_body(shown) if shown else "", edition.refused.get(Form.web, "")
    return ask.page("pages/web.html", report=standing.report, added=added, shown=shown, source=source, refused=refused)
