"""The pages of a report as they will print, and as PDF."""

from contextlib import suppress

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import previewing
from server.actions.exporting import Left, record_export
from server.actions.previewing import Printed
from server.actions.printing import Stock, stock_of
from server.report.problems import NotFound, ReadOnly
from server.report.who import Act
from server.web.depends import Ask, Asking, Id
from server.web.views.papers import attached
from server.web.views.preview import SHOWN, Choice, Sheet, chosen, form_of, sheet_of, substituted
from server.word.office import available

router = APIRouter()


@router.get("/reports/{report_id}/preview")
def begin(ask: Ask, report_id: Id) -> Response:
    """The full paper first."""
    with ask.site.database.read() as connection:
        ask.allow(connection, Act.export, report_id)
    return ask.go(f"/reports/{report_id}/preview/full")


@router.get("/reports/{report_id}/preview/{form}")
def show(ask: Ask, report_id: Id, form: str) -> Response:
    """The pages when they have been made; until then their near likeness."""
    stock, choice, sheet = _sheet(ask, report_id, form)
    printed = previewing.printed(ask.site.worker.shop, report_id, previewing.digest_of(sheet.docx)) if sheet.docx else None
    values = {"sheet": sheet, "form": sheet.form, "forms": SHOWN, "choice": choice, "printed": printed}
    values |= {"fonts": substituted(ask) if printed else (), "pages": () if printed else sheet.pages}
    return ask.page("pages/preview.html", 200, report=stock.report, office=available(), **values)


@router.post("/reports/{report_id}/preview/{form}")
def make(ask: Ask, report_id: Id, form: str) -> Response:
    """Have the pages made, in the background where it takes long."""
    _, choice, sheet = _sheet(ask, report_id, form)
    shop, place = ask.site.worker.shop, f"{sheet.form}{choice.query}"
    if not sheet.docx or previewing.printed(shop, report_id, previewing.digest_of(sheet.docx)):
        return ask.go(f"/reports/{report_id}/preview/{place}")
    with ask.site.database.write() as connection:
        job_id = previewing.order_pages(connection, shop, ask.actor(connection), report_id, place, sheet.docx)
    ask.site.worker.start(job_id, ask.site.patience)
    return ask.go(f"/reports/{report_id}/jobs/{job_id}")


@router.get("/reports/{report_id}/preview/{form}/{digest}/{name}")
def page(ask: Ask, report_id: Id, form: str, digest: str, name: str) -> Response:
    """One page as a picture, or all as PDF."""
    with ask.site.database.read() as connection:
        ask.allow(connection, Act.export, report_id)
    printed = previewing.printed(ask.site.worker.shop, report_id, digest)
    stem, _, ending = name.rpartition(".")
    if printed and name == "report.pdf":
        return _pdf(ask, report_id, form, printed)
    picture = printed.page(int(stem)) if printed and ending == "png" and stem.isdecimal() and len(stem) <= previewing.DIGITS else None
    if picture is None:
        raise NotFound
    return ask.answer(Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"}))


def _sheet(ask: Asking, report_id: int, form: str) -> tuple[Stock, Choice, Sheet]:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        stock, choice = chosen(ask, connection, stock_of(connection, ask.library, standing.report), form_of(form))
    return stock, choice, sheet_of(ask, stock, form_of(form), choice.layout)


def _pdf(ask: Asking, report_id: int, form: str, printed: Printed) -> Response:
    """The paper as it stands, as PDF: like every file that leaves, it is recorded. A full disk does not keep a clerk from it."""
    stock, _, sheet = _sheet(ask, report_id, form)
    if printed.digest != previewing.digest_of(sheet.docx):
        raise NotFound
    left = Left(sheet.form.value, f"{sheet.title}.pdf", printed.pdf, sheet.number, {"docx": printed.digest})
    with suppress(ReadOnly), ask.site.database.write() as connection:
        record_export(connection, ask.actor(connection), stock.report, stock.snapshot, left, ask.site.settings.digest)
    return attached(ask, left.content, "application/pdf", left.name)
