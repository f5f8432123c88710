"""What leaves the program: every form of a report as a file, all of them in one, the data, and the record of what left."""

from contextlib import suppress

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import exporting, printing, registering
from server.actions.exporting import Left
from server.actions.printing import LAYOUT, Stock
from server.report.papers.kinds import Form
from server.report.papers.webpage import Publication
from server.report.problems import NotFound, ReadOnly
from server.report.snapshot import dump
from server.report.who import Act
from server.storage import papers
from server.web.depends import Ask, Asking, Id, number
from server.web.views.bundles import bundle
from server.web.views.papers import attached, export_page, layouts, press_of

router = APIRouter()
ZIP, JSON = "application/zip", "application/json"


@router.get("/reports/{report_id}/export")
def show_export(ask: Ask, report_id: Id) -> Response:
    """The forms to download, what each is for, and what should be looked at first."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        shown = export_page(connection, ask.library, standing)
    offered = layouts(ask.library, own=bool(shown.edition.stock.own))
    values = {"report": standing.report, "shown": shown, "layouts": offered, "may": standing.may(Act.register)}
    return ask.page("pages/export.html", 200, **values, done=ask.query.get("done", ""), whole="whole" in ask.query)


@router.get("/reports/{report_id}/papers.zip")
def every_paper(ask: Ask, report_id: Id) -> Response:
    """All forms that can be made, with a list of them."""
    stock = _stock(ask, report_id)
    made = bundle(press_of(ask), printing.edition_of(stock), ask.query.get("layout", LAYOUT))
    _recorded(ask, stock, tuple(paper.left for paper in made.papers))
    return attached(ask, made.content, ZIP, made.name)


@router.get("/reports/{report_id}/papers/{form}")
def one_paper(ask: Ask, report_id: Id, form: str) -> Response:
    """One form as a file."""
    if form not in set(Form):
        raise NotFound
    return _one(ask, report_id, Form(form))


@router.get("/reports/{report_id}/report.docx")
def report_docx(ask: Ask, report_id: Id) -> Response:
    """The full paper."""
    return _one(ask, report_id, Form.full)


@router.get("/reports/{report_id}/report.json")
def report_json(ask: Ask, report_id: Id) -> Response:
    """The report as data."""
    stock = _stock(ask, report_id)
    left = Left("json", f"{stock.snapshot.unit.short_name}{stock.report.year}.json", dump(stock.snapshot))
    _recorded(ask, stock, (left,))
    return attached(ask, left.content, JSON, left.name)


@router.get("/reports/{report_id}/documents/{document_id}/manifest.json")
def manifest(ask: Ask, report_id: Id, document_id: Id) -> Response:
    """What was kept of a file that left, to hold the file against later."""
    with ask.site.database.read() as connection:
        ask.allow(connection, Act.export, report_id)
        found = next((each for each in papers.documents(connection, report_id) if each.id == document_id), None)
    if found is None:
        raise NotFound
    return attached(ask, exporting.manifest_file(found), JSON, f"{report_id}-{document_id}.manifest.json")


@router.post("/reports/{report_id}/documents/{document_id}")
def cancel(ask: Ask, report_id: Id, document_id: Id) -> Response:
    """Say that a file never went out, so that its number is free for the text as it is now."""
    with ask.site.database.write() as connection:
        registering.cancel(connection, ask.actor(connection), report_id, document_id)
    return ask.go(f"/reports/{report_id}/export?done=cancelled#exported")


def _stock(ask: Asking, report_id: int) -> Stock:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        return printing.stock_of(connection, ask.library, standing.report, number(ask.query.get("base") or "0"))


def _one(ask: Asking, report_id: int, form: Form) -> Response:
    stock = _stock(ask, report_id)
    added = Publication(ask.query.get("index_number", "").strip(), ask.query.get("published", "").strip())
    paper = printing.printed(press_of(ask), printing.edition_of(stock), form, ask.query.get("layout") or LAYOUT, added)
    _recorded(ask, stock, (paper.left,))
    return attached(ask, paper.content, paper.media_type, paper.name)


def _recorded(ask: Asking, stock: Stock, files: tuple[Left, ...]) -> None:
    """Keep what left. A full disk does not keep a clerk from the report."""
    with suppress(ReadOnly), ask.site.database.write() as connection:
        actor = ask.actor(connection)
        for left in files:
            exporting.record_export(connection, actor, stock.report, stock.snapshot, left, ask.site.settings.digest)
