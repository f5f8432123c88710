"""What leaves the program: the report as .docx and as REPORT.json, the checklist as a page and as .docx."""

from collections import Counter
from contextlib import suppress
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import exporting, ticking
from server.actions.renewing import untouched
from server.report.composing import compose
from server.report.manuscript import Manuscript
from server.report.problems import ReadOnly
from server.report.snapshot import Snapshot, dump
from server.report.who import Act
from server.storage import contents, papers, pasts, reports
from server.storage.reports import Report
from server.web.depends import Ask, Asking, Id
from server.web.views.checklist import checklist
from server.web.views.checklist_paper import checklist_paper
from server.word.writer import write

router = APIRouter()
FORMAT = "gb9704_a"
LONGEST_NAME = 80
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/reports/{report_id}/export")
def show_export(ask: Ask, report_id: Id) -> Response:
    """What will be printed and what will not, with the files to download."""
    report, snapshot = _snapshot(ask, report_id)
    composed = compose(snapshot, ask.site.library.outlines.get(report.outline))
    with ask.site.database.read() as connection:
        sections = reports.sections(connection, report_id)
        left = untouched(pasts.waiting(connection, report_id), contents.texts(connection, [section.id for section in sections]))
    stale = Counter(each.section_id for each in left)
    waiting = [(section, stale[section.id]) for section in sections if stale[section.id]]
    return ask.page("pages/export.html", report=report, snapshot=snapshot, left_out=composed.left_out, waiting=waiting)


@router.get("/reports/{report_id}/report.docx")
def report_docx(ask: Ask, report_id: Id) -> Response:
    """The report as a Word file."""
    report, snapshot = _snapshot(ask, report_id)
    composed = compose(snapshot, ask.site.library.outlines.get(report.outline))
    content = _written(ask, composed.manuscript)
    _recorded(ask, report, snapshot, "full", content)
    return _file(ask, content, DOCX, f"{composed.manuscript.properties.title}.docx")


@router.get("/reports/{report_id}/report.json")
def report_json(ask: Ask, report_id: Id) -> Response:
    """The report as data; `render` makes the same .docx of it."""
    report, snapshot = _snapshot(ask, report_id)
    content = dump(snapshot)
    _recorded(ask, report, snapshot, "json", content)
    return _file(ask, content, "application/json", f"{snapshot.unit.short_name}{report.year}.json")


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
    return _file(ask, _written(ask, manuscript), DOCX, f"{manuscript.properties.title}.docx")


def _checklist(ask: Asking, report_id: int, typed: dict[str, str]) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        place = ask.place(connection, standing.report.unit_id)
        ticks = papers.ticks(connection, report_id)
    shown = checklist(ask.site.library, place.unit, standing.report.year, ticks, clock.today())
    may = standing.may(Act.tick)
    template = "partials/checklist.html" if ask.swap else "pages/checklist.html"
    return ask.page(template, report=standing.report, place=place, shown=shown, may=may, typed=typed)


def _snapshot(ask: Asking, report_id: int) -> tuple[Report, Snapshot]:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        return standing.report, exporting.snapshot_of(connection, ask.site.library, standing.report)


def _recorded(ask: Asking, report: Report, snapshot: Snapshot, form: str, content: bytes) -> None:
    """Keep what left. A full disk does not keep a clerk from the report."""
    with suppress(ReadOnly), ask.site.database.write() as connection:
        actor = ask.actor(connection)
        exporting.record_export(connection, actor, report, snapshot, form, content, ask.site.settings.digest)


def _written(ask: Asking, manuscript: Manuscript) -> bytes:
    template = (ask.site.settings.docx_templates / f"{FORMAT}.docx").read_bytes()
    return write(manuscript, ask.site.library.formats[FORMAT], template)


def _file(ask: Asking, content: bytes, media_type: str, name: str) -> Response:
    stem, _, ending = name.rpartition(".")
    plain = f"{' '.join(stem.split())[:LONGEST_NAME]}.{ending}"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(plain, safe='')}", "Cache-Control": "no-store"}
    return ask.answer(Response(content, media_type=media_type, headers=headers))
