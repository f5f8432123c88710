"""For a county: its figures beside those of its units, with what the units answered; on the page, on paper, as a spreadsheet."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import beside
from server.actions.printing import DOCX
from server.report.problems import NotFound
from server.report.proposing.papers import CHOICES, difference_sheet
from server.report.season.sheets import Sheet, paper
from server.sheets import table_writer
from server.storage.units import UnitPlace
from server.web.depends import Ask, Asking, Id, number
from server.web.routes.proposals import XLSX, year_asked
from server.web.views.differences import Differences, Wanted, differences
from server.web.views.papers import attached
from server.web.views.word_papers import word

router = APIRouter()


@router.get("/units/{unit_id}/differences")
def show(ask: Ask, unit_id: Id) -> Response:
    """The table, filtered."""
    place, shown, wanted = _shown(ask, unit_id)
    return ask.page("pages/differences.html", place=place, year=year_asked(ask), shown=shown, wanted=wanted)


@router.get("/units/{unit_id}/differences.xlsx")
def as_xlsx(ask: Ask, unit_id: Id) -> Response:
    """The same as a spreadsheet."""
    place, sheet = _sheet(ask, unit_id)
    _record(ask, unit_id, "differences.xlsx")
    return attached(ask, table_writer.written(sheet.title, place.unit.short_name, [sheet]), XLSX, f"{sheet.title}.xlsx")


@router.get("/units/{unit_id}/differences.docx")
def as_docx(ask: Ask, unit_id: Id) -> Response:
    """The same to print."""
    place, sheet = _sheet(ask, unit_id)
    _record(ask, unit_id, "differences.docx")
    return attached(ask, word(ask, paper(sheet.title, place.unit.short_name, [sheet]), wide=True), DOCX, f"{sheet.title}.docx")


def _shown(ask: Asking, unit_id: int) -> tuple[UnitPlace, Differences, Wanted]:
    wanted = _wanted(ask)
    with ask.site.database.read() as connection:
        actor, library = ask.actor(connection), ask.library_in(connection)
        lines = beside.lines_below(connection, library, actor, unit_id, year_asked(ask))
        return ask.place(connection, unit_id), differences(lines, wanted, library), wanted


def _sheet(ask: Asking, unit_id: int) -> tuple[UnitPlace, Sheet]:
    place, shown, wanted = _shown(ask, unit_id)
    labels = ask.site.library.labels
    choice = labels["difference_choices"][wanted.choice]
    return place, difference_sheet(shown.lines, place.unit.short_name, year_asked(ask), labels, choice)


def _wanted(ask: Asking) -> Wanted:
    """What the address asks for. Raises NotFound for a choice that is none."""
    choice, unit = ask.query.get("show", CHOICES[0]), ask.query.get("unit", "")
    if choice not in CHOICES:
        raise NotFound
    return Wanted(choice, number(unit) if unit else None, ask.query.get("indicator", ""))


def _record(ask: Asking, unit_id: int, name: str) -> None:
    with ask.site.database.write() as connection:
        beside.record_differences(connection, ask.actor(connection), unit_id, year_asked(ask), name)
