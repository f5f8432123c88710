"""For a county: figures from its own systems, given to its units as one sheet; a template, a dry run, and what was given so far."""

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import proposing, tabling
from server.actions.offline import places_below
from server.actions.proposing import From
from server.library import Library
from server.report.forms.grids import Grid
from server.report.problems import NotFound, Refused
from server.report.proposing import sentences as say
from server.report.proposing.template import template
from server.report.season.foretelling import YEARS
from server.sheets import table_writer
from server.storage.units import UnitPlace
from server.web.depends import Ask, AskFiles, Asking, Id, number
from server.web.routes.home import offered_year
from server.web.unit_form import Wrong
from server.web.views import proposals as views
from server.web.views.papers import attached
from server.web.views.proposals import FIELDS, DryRun

router = APIRouter()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPROCESSABLE = 422
TOLD = ("new", "replaced", "same", "back")
_PLACES = {say.office_needed(): "office", say.sheet_needed(): "file"}


@router.get("/units/{unit_id}/proposals")
def show(ask: Ask, unit_id: Id) -> Response:
    """The template, where a table is given, and what was given so far."""
    return _page(ask, unit_id)


@router.post("/units/{unit_id}/proposals")
def give(ask: AskFiles, unit_id: Id) -> Response:
    """Read a table, give what was read, or take a figure back, as the button says."""
    what, _, which = ask.form.get("do", "read").partition(":")
    if what == "back":
        return _take_back(ask, unit_id, which)
    try:
        shown, text, wrong = _read(ask, unit_id)
        if wrong or what != "accept":
            return _page(ask, unit_id, wrong, UNPROCESSABLE if wrong else 200, shown, text)
        return _accepted(ask, unit_id, shown, text)
    except Refused as refused:
        return _page(ask, unit_id, [Wrong(_PLACES.get(refused.message, "file"), refused.message)], UNPROCESSABLE)


@router.get("/units/{unit_id}/proposals/template.xlsx")
def download(ask: Ask, unit_id: Id) -> Response:
    """The table to fill in: the units below, a column for each figure asked for."""
    year = year_asked(ask)
    library, county, places = _below(ask, unit_id)
    picked = {name.removeprefix("pick.") for name in ask.query if name.startswith("pick.")}
    asked = [each for each in library.indicators.values() if not each.rate and (each.id in picked if picked else each.core)]
    if not asked:
        raise NotFound
    names = [each.unit.short_name for each in places]
    sheet = template(names, asked, county.unit.short_name, year, library.labels["given_columns"])
    return attached(ask, table_writer.written(sheet.title, county.unit.short_name, [sheet]), XLSX, f"{sheet.title}.xlsx")


def year_asked(ask: Asking) -> int:
    """The year of the address, else the one that is reported on now. Raises NotFound."""
    year = number(ask.query.get("year") or str(offered_year(clock.today())))
    if year not in YEARS:
        raise NotFound
    return year


def _below(ask: Asking, unit_id: int) -> tuple[Library, UnitPlace, tuple[UnitPlace, ...]]:
    """What binds, the county, and the units below it. Raises NotFound or NotAllowed."""
    with ask.site.database.read() as connection:
        places = places_below(connection, ask.site.library, ask.actor(connection), unit_id)
        return ask.library_in(connection, year_asked(ask)), ask.place(connection, unit_id), places


def _read(ask: Asking, unit_id: int) -> tuple[DryRun, str, list[Wrong]]:
    """The table of the form as understood, as a block to send again, and boxes that say nothing anybody knows."""
    library, county, places = _below(ask, unit_id)
    grids, text = _table(ask, library)
    columns, wrong = views.columns_in(ask.form, library) if not ask.form.files else ({}, [])
    desk = views.desk_of(library, views.towns_of(places, county), year_asked(ask), columns)
    with ask.site.database.read() as connection:
        shown = views.dry_run(connection, desk, grids, ask.form)
    return shown, text or tabling.as_text(shown.read.grid), wrong


def _table(ask: Asking, library: Library) -> tuple[tuple[Grid, ...], str]:
    """The tables of the file, or the block that was pasted or read before. Raises Refused."""
    if ask.form.files:
        file = ask.form.files[0]
        return tabling.opened(file.name, file.content, library.form_words, ask.site.settings.var / "inspecting").grids, ""
    text = ask.form.get("text")
    if not text.strip():
        raise Refused(say.sheet_needed())
    return tabling.pasted(text, library.form_words), text


def _accepted(ask: Asking, unit_id: int, shown: DryRun, text: str) -> Response:
    """Give it all, or show the table again with what is wrong."""
    gifts, wrong = views.gifts_of(shown)
    source = From(ask.form.line("office"), ask.form.line("system"), ask.form.line("as_of"))
    if wrong:
        return _page(ask, unit_id, wrong, UNPROCESSABLE, shown, text)
    try:
        with ask.site.database.write() as connection:
            library = ask.library_in(connection, year_asked(ask))
            came = proposing.give(connection, library, ask.actor(connection), unit_id, year_asked(ask), source, gifts)
            ask.keep_alive(connection)
    except Refused as refused:
        place = _PLACES.get(refused.message, "as_of" if source.as_of and gifts else "file")
        return _page(ask, unit_id, [Wrong(place, refused.message)], UNPROCESSABLE, shown, text)
    return ask.go(f"/units/{unit_id}/proposals?year={year_asked(ask)}&new={came.new}&replaced={came.replaced}&same={came.same}")


def _take_back(ask: Asking, unit_id: int, indicator: str) -> Response:
    with ask.site.database.write() as connection:
        count = proposing.take_back(connection, ask.actor(connection), unit_id, year_asked(ask), indicator)
    return ask.go(f"/units/{unit_id}/proposals?year={year_asked(ask)}&back={count}#given")


def _page(
    ask: Asking, unit_id: int, errors: list[Wrong] | None = None, status: int = 200, shown: DryRun | None = None, text: str = ""
) -> Response:
    year = year_asked(ask)
    library, county, places = _below(ask, unit_id)
    with ask.site.database.read() as connection:
        given = views.so_far(connection, library, places, year)
    fields = {name: ask.form.get(name) for name in FIELDS} | ({"text": text} if text else {})
    values: dict[str, object] = {"place": county, "year": year, "count": len(places), "given": given, "fields": fields, "shown": shown}
    values |= {"sections": views.sections_of(library, frozenset(each.unit.tier for each in places))}
    told = {name: ask.query[name] for name in TOLD if ask.query.get(name, "").isdecimal()}
    values |= {"told": told, "names": [each.name for each in library.indicators.values() if not each.rate]}
    return ask.page("pages/proposals.html", status, errors=errors or [], day=library.form_words.heading("as_of"), **values)
