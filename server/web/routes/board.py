"""The county board: who below was asked, who handed in, what blocks the others; texts, papers, nudges, more time; and the overview."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import overseeing
from server.actions.calling import Office
from server.actions.printing import DOCX
from server.report.manuscript import Manuscript
from server.report.overseeing import board_problems as say
from server.report.overseeing.board import Sort
from server.report.overseeing.bulletin import bulletin
from server.report.overseeing.standing import Totals
from server.report.overseeing.tables import Labels, published_sheet, sent_sheet
from server.report.problems import NotFound, Stale
from server.report.season.chasing import Choice
from server.report.season.chasing_papers import list_sheet, notice_paper
from server.report.season.foretelling import YEARS
from server.report.season.sheets import Sheet, paper
from server.sheets import table_writer
from server.storage.graces import Way
from server.web.depends import Ask, Asking, Id, number
from server.web.routes.home import offered_year
from server.web.unit_form import Wrong
from server.web.views.board import PICK, BoardPage, Wanted, board_page, extension_of, next_sent, told, typed_extension
from server.web.views.letters import letter_of
from server.web.views.papers import attached
from server.web.views.word_papers import word

router = APIRouter()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONFLICT, WRONG = 409, 422
SHEETS: dict[str, Callable[[BoardPage, Labels], Sheet]] = {
    "list": lambda shown, labels: list_sheet(shown.chase, labels),
    "sent": lambda shown, labels: sent_sheet(shown.board, labels),
    "published": lambda shown, labels: published_sheet(shown.board, labels),
}
PAPERS: dict[str, Callable[[BoardPage, Labels], Manuscript]] = {
    "notice": lambda shown, labels: notice_paper(shown.chase, labels),
    "bulletin": lambda shown, labels: bulletin(shown.board, labels),
}


@router.get("/units/{unit_id}/board")
def show(ask: Ask, unit_id: Id) -> Response:
    """The units below with what blocks each; where they are too many, the overview of those right below."""
    return _page(ask, unit_id, _wanted(ask), [])


@router.post("/units/{unit_id}/board")
def act(ask: Ask, unit_id: Id) -> Response:
    """Show the text about the units ticked, take a paper about them, or write down that they were nudged."""
    what, _, which = ask.form.get("do", "show").partition(":")
    wanted = _wanted(ask)
    if what != "nudge":
        return ask.go(f"/units/{unit_id}/board{f'/files/{which}' if what == 'file' else ''}?{wanted.query}{'' if which else '#text'}")
    way = next((each for each in Way if each.value == (which or ask.form.get("way"))), None)
    if way is None or not wanted.picked:
        return _page(ask, unit_id, wanted, [Wrong("way", say.nudge_way_unknown() if way is None else say.nudge_nobody())], WRONG)
    with ask.site.database.write() as connection:
        done = overseeing.nudge(connection, _office(ask), ask.actor(connection), unit_id, wanted.picked, wanted.year, way)
    return ask.go(f"/units/{unit_id}/board?{wanted.query}&{urlencode({key: int(value) for key, value in vars(done).items()})}")


@router.get("/units/{unit_id}/board/files/{file}")
def take(ask: Ask, unit_id: Id, file: str) -> Response:
    """A paper or a table about the units of the board. Raises NotFound for one there is not."""
    name, _, kind = file.rpartition(".")
    shown, labels = _shown(ask, unit_id, _wanted(ask)), ask.site.library.labels
    if name in SHEETS and kind == "xlsx":
        sheet = SHEETS[name](shown, labels)
        _recorded(ask, shown, file)
        return attached(ask, table_writer.written(sheet.title, shown.chase.sender, [sheet]), XLSX, f"{sheet.title}.xlsx")
    if kind != "docx" or name not in (*SHEETS, *PAPERS):
        raise NotFound
    made = PAPERS[name](shown, labels) if name in PAPERS else _paper(SHEETS[name](shown, labels), shown)
    content = word(ask, made)
    _recorded(ask, shown, file)
    return attached(ask, content, DOCX, f"{made.properties.title}.docx")


@router.get("/units/{unit_id}/board/{below_id}")
def show_unit(ask: Ask, unit_id: Id, below_id: Id) -> Response:
    """More time for one unit below."""
    return _unit(ask, unit_id, below_id, [])


@router.post("/units/{unit_id}/board/{below_id}")
def extend(ask: Ask, unit_id: Id, below_id: Id) -> Response:
    """Give one unit more time, or take that back."""
    year = _wanted(ask).year
    try:
        wrong = _extended(ask, unit_id, below_id, year)
    except Stale as stale:
        return _unit(ask, unit_id, below_id, [Wrong("until", stale.message)], CONFLICT)
    return _unit(ask, unit_id, below_id, wrong, WRONG) if wrong else ask.go(f"/units/{unit_id}/board?year={year}&granted=1")


@router.get("/units/{unit_id}/overview")
def overview(ask: Ask, unit_id: Id) -> Response:
    """The units right below one with the counts of all in them."""
    year = _wanted(ask).year
    with ask.site.database.read() as connection:
        branches = overseeing.overview(connection, ask.actor(connection), unit_id, year)
        place = ask.place(connection, unit_id)
    total, unknown = sum((each.own + each.below for each in branches), Totals()), sum(each.unknown for each in branches)
    as_of = min((each.as_of for each in branches if each.as_of), default=None)
    return ask.page("pages/overview.html", place=place, branches=branches, year=year, as_of=as_of, total=total, unknown=unknown)


@router.get("/units/{unit_id}/chasing")
def moved(ask: Ask, unit_id: Id) -> Response:
    """Where the board was before."""
    return ask.go(f"/units/{unit_id}/board?{urlencode(ask.query)}")


@router.get("/units/{unit_id}/chasing/{file}")
def moved_file(ask: Ask, unit_id: Id, file: str) -> Response:
    """Where its papers were before."""
    return ask.go(f"/units/{unit_id}/board/files/{file}?{urlencode(ask.query)}")


def _page(ask: Asking, unit_id: int, wanted: Wanted, errors: list[Wrong], status: int = 200) -> Response:
    shown = _board(ask, unit_id, wanted)
    if shown is None:
        return ask.go(f"/units/{unit_id}/overview?year={wanted.year}")
    values = {"shown": shown, "place": shown.place, "told": "" if errors else told(ask.query)}
    return ask.page("pages/board.html", status, **values, ways=_ways(ask), errors=errors)


def _ways(ask: Asking) -> list[tuple[str, str]]:
    """By which ways one nudges outside of the program."""
    return [(way.value, ask.site.library.labels["nudge_ways"][way]) for way in Way if way is not Way.digest]


def _shown(ask: Asking, unit_id: int, wanted: Wanted) -> BoardPage:
    """The board. Raises NotFound where it would be too long."""
    shown = _board(ask, unit_id, wanted)
    if shown is None:
        raise NotFound
    return shown


def _board(ask: Asking, unit_id: int, wanted: Wanted) -> BoardPage | None:
    with ask.site.database.read() as connection:
        found = overseeing.lines(connection, ask.site.library, ask.site.outlooks, ask.actor(connection), unit_id, wanted.year)
        ask.know(connection)
    return board_page(found.place, found.lines, wanted, clock.today(), ask.site.library.labels) if found else None


def _wanted(ask: Asking) -> Wanted:
    """What the address or the form asks for. Raises NotFound for a year, a choice or an order that is none."""
    said = {**ask.query, **dict(ask.form.pairs)}
    year, choice = number(said.get("year") or str(offered_year(clock.today()))), said.get("show", Choice.all.value)
    sort = said.get("sort", Sort.order.value)
    if year not in YEARS or choice not in set(Choice) or sort not in set(Sort):
        raise NotFound
    picked = frozenset(number(name.removeprefix(PICK)) for name in said if name.startswith(PICK))
    return Wanted(year, Choice(choice), Sort(sort), picked if "picked" in said else None)


def _unit(ask: Asking, unit_id: int, below_id: int, errors: list[Wrong], status: int = 200) -> Response:
    year, labels = _wanted(ask).year, ask.site.library.labels
    with ask.site.database.read() as connection:
        below = overseeing.below(connection, ask.site.library, ask.actor(connection), unit_id, below_id, year)
        place = ask.place(connection, unit_id)
    office = overseeing.sender(place, [below.watched])
    typed = typed_extension(ask.form, below.grace.extension if below.grace else None, office)
    values = {"place": place, "below": below, "row": next_sent(below.watched.outlook), "typed": typed, "year": year}
    return ask.page("pages/board_unit.html", status, **values, fields=labels["delivery_fields"], errors=errors)


def _extended(ask: Asking, unit_id: int, below_id: int, year: int) -> list[Wrong]:
    """What is wrong with an extension, [] when it was granted or taken back."""
    no_wrong: list[Wrong] = []
    with ask.site.database.write() as connection:
        actor, library = ask.actor(connection), ask.site.library
        below = overseeing.below(connection, library, actor, unit_id, below_id, year)
        clear = ask.form.get("do") == "clear"
        granted, wrong = (None, no_wrong) if clear else extension_of(dict(ask.form.pairs), below.watched.outlook, year, library.labels)
        if not wrong:
            overseeing.give_time(connection, library, actor, below_id, year, granted, number(ask.form.get("v", "0")))
    return wrong


def _office(ask: Asking) -> Office:
    """Who tells in the application; what goes out by other ways follows by the daily work."""
    write = partial(letter_of, ask.site.library, ask.site.settings.address)
    return Office(ask.site.database, ask.site.library, {}, write, clock.now, "board")


def _paper(sheet: Sheet, shown: BoardPage) -> Manuscript:
    return paper(sheet.title, shown.chase.sender, [sheet])


def _recorded(ask: Asking, shown: BoardPage, file: str) -> None:
    with ask.site.database.write() as connection:
        overseeing.record(connection, ask.actor(connection), shown.place.id, shown.chase, file)
