"""For those who watch over others: who has what open by when, a text to copy into the group, and papers to print."""

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import chasing
from server.actions.printing import DOCX
from server.report.manuscript import Manuscript
from server.report.problems import NotFound
from server.report.season.chasing import Choice
from server.report.season.chasing_papers import list_sheet, notice_paper
from server.report.season.foretelling import YEARS
from server.report.season.sheets import paper
from server.sheets import table_writer
from server.web.depends import Ask, Asking, Id, number
from server.web.routes.home import offered_year
from server.web.views.chasing import PICK, Chasing, Wanted, chasing_page
from server.web.views.papers import attached
from server.web.views.word_papers import word

router = APIRouter()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/units/{unit_id}/chasing")
def show(ask: Ask, unit_id: Id) -> Response:
    """The units below with what each has open, and the text about those that are chosen."""
    shown = _shown(ask, unit_id)
    return ask.page("pages/chasing.html", shown=shown, place=shown.place, today=clock.today())


@router.get("/units/{unit_id}/chasing/notice.docx")
def notice(ask: Ask, unit_id: Id) -> Response:
    """催报通知 to the chosen units."""
    shown = _shown(ask, unit_id)
    return _taken(ask, shown, notice_paper(shown.chase, ask.site.library.labels), "notice.docx")


@router.get("/units/{unit_id}/chasing/list.docx")
def list_docx(ask: Ask, unit_id: Id) -> Response:
    """The list as a paper."""
    shown = _shown(ask, unit_id)
    sheet = list_sheet(shown.chase, ask.site.library.labels)
    return _taken(ask, shown, paper(sheet.title, shown.chase.sender, [sheet]), "list.docx")


@router.get("/units/{unit_id}/chasing/list.xlsx")
def list_xlsx(ask: Ask, unit_id: Id) -> Response:
    """The list as a spreadsheet."""
    shown = _shown(ask, unit_id)
    sheet = list_sheet(shown.chase, ask.site.library.labels)
    _recorded(ask, shown, "list.xlsx")
    return attached(ask, table_writer.written(sheet.title, shown.chase.sender, [sheet]), XLSX, f"{sheet.title}.xlsx")


def _shown(ask: Asking, unit_id: int) -> Chasing:
    wanted = _wanted(ask)
    with ask.site.database.read() as connection:
        found = chasing.watched(connection, ask.site.library, ask.site.outlooks, ask.actor(connection), unit_id, wanted.year)
        place = ask.place(connection, unit_id)
    return chasing_page(place, found, wanted, clock.today(), ask.site.library.labels)


def _wanted(ask: Asking) -> Wanted:
    """What the address asks for. Raises NotFound for a year or a choice that is none."""
    year, choice = number(ask.query.get("year") or str(offered_year(clock.today()))), ask.query.get("show", Choice.all.value)
    if year not in YEARS or choice not in {each.value for each in Choice}:
        raise NotFound
    picked = frozenset(number(name.removeprefix(PICK)) for name in ask.query if name.startswith(PICK))
    return Wanted(year, Choice(choice), picked if "picked" in ask.query else None)


def _taken(ask: Asking, shown: Chasing, manuscript: Manuscript, file: str) -> Response:
    content = word(ask, manuscript)
    _recorded(ask, shown, file)
    return attached(ask, content, DOCX, f"{manuscript.properties.title}.docx")


def _recorded(ask: Asking, shown: Chasing, file: str) -> None:
    with ask.site.database.write() as connection:
        chasing.record(connection, ask.actor(connection), shown.place.id, shown.chase, file)
