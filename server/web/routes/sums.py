"""For those who watch over others: the figures of the units below one, summed; as a workbook; and into the unit's own draft."""

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import summing
from server.actions.summing import Seen
from server.report.problems import NotFound, Refused, Stale
from server.report.season.foretelling import YEARS
from server.report.who import Act
from server.sheets import sums_writer
from server.sheets.sums_writer import Book
from server.storage import reports
from server.web.depends import LONGEST_ID, Ask, Asking, Id, number
from server.web.routes.home import offered_year
from server.web.unit_form import Wrong
from server.web.views.papers import attached
from server.web.views.sums import ALL, TIERS, Wanted, headings_of, offered_groups, section_asking, sums_page

router = APIRouter()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONFLICT, UNFIT = 409, 422
PICK, RAW, VERSION = "pick", "raw", "v"


@router.get("/units/{unit_id}/sums")
def show(ask: Ask, unit_id: Id) -> Response:
    """Every total of a year with the cells it is made of."""
    wanted = _wanted(ask)
    with ask.site.database.read() as connection:
        actor, library = ask.actor(connection), ask.library_in(connection, wanted.year)
        found = summing.sums_of(connection, library, actor, unit_id, wanted.year, TIERS[wanted.tier])
        own = summing.own_report(connection, actor, unit_id, wanted.year)
        moved = summing.overtaken(connection, library, own.report) if own else {}
        place = ask.place(connection, unit_id)
    return ask.page("pages/sums.html", place=place, shown=sums_page(found, wanted, moved, library), own=own)


@router.get("/units/{unit_id}/sums.xlsx")
def workbook(ask: Ask, unit_id: Id) -> Response:
    """The same as a workbook whose totals are formulas over its cells."""
    wanted = _wanted(ask)
    with ask.site.database.write() as connection:
        actor, library = ask.actor(connection), ask.library_in(connection, wanted.year)
        found = summing.sums_of(connection, library, actor, unit_id, wanted.year, TIERS[wanted.tier])
        summing.record_workbook(connection, actor, found)
        place = ask.place(connection, unit_id)
    book = Book(place.unit.short_name, found.year, found.members, found.lines, headings_of(library), library.labels)
    return attached(ask, sums_writer.written(book), XLSX, f"{book.title}.xlsx")


@router.get("/units/{unit_id}/sums/carry")
def offer(ask: Ask, unit_id: Id) -> Response:
    """What carrying the totals into the unit's own draft would change."""
    try:
        return _offer(ask, unit_id, _wanted(ask).year, [], None)
    except Refused as refused:
        return ask.page("pages/problem.html", UNFIT, message=refused.message, pairs=(), target=ask.path)


@router.post("/units/{unit_id}/sums/carry")
def carry(ask: Ask, unit_id: Id) -> Response:
    """Carry the ticked totals over; nothing is written when one is no longer what was shown."""
    year = _year(ask.form.get("year"))
    try:
        with ask.site.database.write() as connection:
            actor, library = ask.actor(connection), ask.library_in(connection, year)
            changed = summing.carry(connection, library, actor, unit_id, year, _chosen(ask))
            ask.keep_alive(connection)
    except (Refused, Stale) as problem:
        status = CONFLICT if isinstance(problem, Stale) else UNFIT
        return _offer(ask, unit_id, year, [Wrong("", problem.message)], frozenset(ask.form.all(PICK)), status)
    return ask.go(f"/units/{unit_id}/sums/carry?year={year}&carried={changed}")


@router.get("/reports/{report_id}/figures/{indicator}")
def figure(ask: Ask, report_id: Id, indicator: str) -> Response:
    """To the section of a report that asks for a figure: to its page for its team, to where it is read for others."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        sections = reports.sections(connection, report_id)
        found = ask.library.indicators.get(indicator)
    if found is None:
        raise NotFound
    number = section_asking(sections, found.section)
    place = (
        (f"/sections/{number}#figure-{indicator.replace('.', '-')}" if standing.may(Act.comment) else f"/read#section-{number}")
        if number
        else ""
    )
    return ask.go(f"/reports/{report_id}{place}")


def _offer(ask: Asking, unit_id: int, year: int, errors: list[Wrong], ticked: frozenset[str] | None, status: int = 200) -> Response:
    """The page of what would change; `ticked` are those of somebody who already chose."""
    with ask.site.database.read() as connection:
        actor, library = ask.actor(connection), ask.library_in(connection, year)
        found, standing, rows = summing.offered(connection, library, actor, unit_id, year)
        moved = summing.overtaken(connection, library, standing.report)
        place = ask.place(connection, unit_id)
    changing = tuple(each for each in rows if each.changes)
    picked = frozenset(each.total.indicator.id for each in changing if each.ticked) if ticked is None else ticked
    shown = {"groups": offered_groups(changing, library), "same": len(rows) - len(changing), "sums": found, "picked": picked}
    told = {"errors": errors, "moved": moved, "carried": ask.query.get("carried", "")[:LONGEST_ID]}
    return ask.page("pages/sums_carry.html", status, place=place, own=standing.report, year=year, **shown, **told)


def _wanted(ask: Asking) -> Wanted:
    """What the address asks for. Raises NotFound for a year or a kind of unit that is none."""
    tier = ask.query.get("tier", ALL)
    if tier not in TIERS:
        raise NotFound
    return Wanted(_year(ask.query.get("year") or str(offered_year(clock.today()))), tier, ask.query.get("gaps") == "1")


def _year(text: str) -> int:
    year = number(text)
    if year not in YEARS:
        raise NotFound
    return year


def _chosen(ask: Asking) -> dict[str, Seen]:
    """The ticked totals as the page showed them."""
    picked = dict.fromkeys(ask.form.all(PICK))
    return {key: Seen(ask.form.get(f"{RAW}.{key}"), number(ask.form.get(f"{VERSION}.{key}", "0"))) for key in picked}
