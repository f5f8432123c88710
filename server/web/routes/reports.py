"""Opening a report, its home with the task list, its moves, and its outline."""

from dataclasses import replace

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import arranging, drafting, knowledge, reporting, settling
from server.actions.allowing import allow_unit
from server.actions.arranging import Arranged
from server.library import Library
from server.report.editions.problems import outline_not_of_year
from server.report.outline import Outline
from server.report.problems import NotFound, Refused, Stale, bad_year, need
from server.report.who import Act, Role
from server.report.words import half_width
from server.report.workflow import Move
from server.storage import reports
from server.web.depends import LONGEST_ID, Ask, Asking, Id, number
from server.web.routes.checking import held_page
from server.web.routes.home import home_page
from server.web.unit_form import Wrong
from server.web.views.checking import WEIGHTS, open_counts
from server.web.views.report import report_page

router = APIRouter()
CONFLICT = 409
YEARS = range(2015, 2101)
CARRIED = ("carried", "stale", "values", "skipped")


@router.post("/units/{unit_id}/reports")
def open_report(ask: Ask, unit_id: Id) -> Response:
    """Open the report of a year."""
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            allow_unit(connection, actor, Act.open_report, unit_id)
            unit, year = ask.place(connection, unit_id).unit, year_of(ask.form.line("year"))
            library = knowledge.of_year(connection, ask.site.library, unit_id, year)
            outline = _outline_asked(library, ask.form.get("outline"), year)
            report_id = reporting.open_report(connection, library, actor, unit_id, unit, year, outline)
    except Refused as refused:
        return home_page(ask, [Wrong(f"year-{unit_id}", refused.message)], 422)
    return ask.go(f"/reports/{report_id}")


@router.get("/reports/{report_id}")
def show(ask: Ask, report_id: Id) -> Response:
    """The home of a report."""
    return _home(ask, report_id, [])


@router.post("/reports/{report_id}/moves")
def move(ask: Ask, report_id: Id) -> Response:
    """Take the report to another state."""
    step = ask.form.get("move")
    if step not in set(Move):
        raise NotFound
    try:
        with ask.site.database.write() as connection:
            held = settling.move(
                connection,
                ask.library_in(connection),
                ask.actor(connection),
                report_id,
                Move(step),
                ask.form.get("reason"),
                ask.site.settings.digest,
            )
    except Refused as refused:
        return _home(ask, report_id, [Wrong("reason", refused.message)], 422)
    return held_page(ask, report_id, held, []) if held else ask.go(f"/reports/{report_id}")


@router.post("/reports/{report_id}/draft")
def draft_all(ask: Ask, report_id: Id) -> Response:
    """Draft every section that is on."""
    with ask.site.database.write() as connection:
        outcomes = drafting.draft_all(connection, ask.library_in(connection), ask.actor(connection), report_id)
    adopted = sum(outcome.adopted for outcome in outcomes)
    waiting = sum(bool(outcome.drafted.text) and not outcome.adopted for outcome in outcomes)
    return ask.go(f"/reports/{report_id}?drafted={adopted}&waiting={waiting}")


@router.get("/reports/{report_id}/outline")
def show_outline(ask: Ask, report_id: Id) -> Response:
    """The sections to switch, name, order and add."""
    return _outline(ask, report_id, [])


@router.post("/reports/{report_id}/outline")
def arrange(ask: Ask, report_id: Id) -> Response:
    """Keep headings and switches; then move a section or add one, as the button says."""
    what, _, which = ask.form.get("do", "save").partition(":")
    heading = ask.form.line("new_heading")
    if what == "add" and not heading:
        return _outline(ask, report_id, [Wrong("new_heading", need("新增章节的标题"))], 422)
    step = {"up": -1, "down": 1}.get(what)
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            arranging.arrange(connection, actor, report_id, _arranged(ask), (number(which), step) if step else None)
            if what == "add":
                arranging.add_section(connection, actor, report_id, ask.form.get("new_parent"), heading)
    except Stale as stale:
        return _outline(ask, report_id, [Wrong("", stale.message)], CONFLICT)
    return ask.go(f"/reports/{report_id}/outline?saved=1" + (f"#section-{which}" if step else ""))


def _outline_asked(library: Library, key: str, year: int) -> Outline:
    """The outline asked for, the usual one where none is. Raises NotFound for one that never was, Refused for one not of the year."""
    found = library.outlines.get(key or library.usual)
    if found:
        return found
    if key in library.shipped.outlines:
        raise Refused(outline_not_of_year(year, (name for _, name in library.offered_outlines)))
    raise NotFound


def year_of(text: str) -> int:
    """A year as typed: 2025, ２０２５, 2025年. Raises Refused."""
    plain = half_width(text).removesuffix("度").removesuffix("年")
    if not (plain.isascii() and plain.isdigit() and len(plain) <= LONGEST_ID and int(plain) in YEARS):
        raise Refused(bad_year(YEARS[0], YEARS[-1]))
    return int(plain)


def _home(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    mine = ask.query.get("mine") == "1"
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        place = ask.place(connection, standing.report.unit_id)
        shown = report_page(connection, ask.library, standing, place.unit.tier, actor, mine=mine)
        doubts = open_counts(connection, ask.library, standing.report)
        stages = ask.site.outlooks.of(connection, standing.report).stages
    drafted = {name: number(ask.query.get(name, "0")) for name in ("drafted", "waiting")} if "drafted" in ask.query else None
    carried = {name: number(ask.query.get(name, "0")) for name in CARRIED} if "carried" in ask.query else None
    acts = {act.value for act in Act if standing.may(act)}
    values = {"report": standing.report, "place": place, "shown": shown, "acts": acts, "drafted": drafted}
    values |= {"doubts": doubts, "classes": WEIGHTS, "stages": stages}
    values |= {
        "signer": Role.signer in standing.roles,
        "mine": mine,
        "carried": carried,
        "fresh": not any(task.written or task.filled for task in shown.tasks),
    }
    return ask.page("pages/report.html", status, errors=errors, reason=ask.form.get("reason"), **values)


def _outline(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        sections = [section for section in reports.sections(connection, report_id) if section.level]
    typed = {each.section_id: each for each in _arranged(ask)}
    shown = [replace(each, heading=typed[each.id].heading, shown=typed[each.id].shown) if each.id in typed else each for each in sections]
    shown_before = {each.id: ask.form.get(f"seen.{each.id}") if status != CONFLICT else "" for each in sections}
    seen = {each.id: shown_before[each.id] or arranging.standing_of(each) for each in sections}
    added = {"heading": ask.form.line("new_heading"), "parent": ask.form.get("new_parent")}
    values: dict[str, object] = {"report": standing.report, "sections": shown, "seen": seen, "may": standing.may(Act.arrange)}
    return ask.page("pages/outline.html", status, errors=errors, added=added, saved=ask.query.get("saved") == "1", **values)


def _arranged(ask: Asking) -> list[Arranged]:
    """Every section in the form: a hidden id, a heading, a box."""
    ids = [number(text) for text in ask.form.all("section")]
    shown = set(ask.form.all("shown"))
    return [Arranged(each, ask.form.line(f"heading.{each}"), str(each) in shown, ask.form.get(f"seen.{each}")) for each in ids]
