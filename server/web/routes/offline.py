"""For a county: reports of its units that came on paper or by OA, registered with their files and figures."""

from collections.abc import Callable

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server import clock
from server.actions import evidence, offline, tabling
from server.actions.allowing import Actor
from server.actions.evidence import Checked
from server.actions.offline import FILE, SHEET, Where, place_below, places_below
from server.library import Library
from server.report.file_problems import nothing_uploaded
from server.report.problems import NotFound, Refused, Stale
from server.report.proposing import registering
from server.report.proposing import sentences as say
from server.report.proposing.registering import Registered
from server.web.depends import Ask, AskFiles, Asking, Id, number
from server.web.routes.proposals import year_asked
from server.web.unit_form import Wrong
from server.web.views import offline as views
from server.web.views.offline import Mistyped
from server.web.views.papers import attached

router = APIRouter()
CONFLICT, UNPROCESSABLE = 409, 422
_PLACES = {"sheet": "sheet", "withdraw": "reason", "save": "file", "register": "file"}


@router.get("/units/{unit_id}/offline")
def show(ask: Ask, unit_id: Id) -> Response:
    """What came 线下 from the units below, and where one is registered."""
    return _list(ask, unit_id)


@router.post("/units/{unit_id}/offline")
def register(ask: AskFiles, unit_id: Id) -> Response:
    """Register a report that came 线下."""
    below = ask.form.get("unit")
    _allowed(ask, unit_id)
    if not below:
        return _list(ask, unit_id, [Wrong("unit", say.unit_needed())], UNPROCESSABLE)

    def again(wrong: list[Wrong], status: int) -> Response:
        return _list(ask, unit_id, [Wrong("unit", say.registered_already())] if status == CONFLICT else wrong, status)

    return _tried(ask, Where(unit_id, number(below), year_asked(ask)), "register", again)


@router.get("/units/{unit_id}/offline/{below_id}")
def show_one(ask: Ask, unit_id: Id, below_id: Id) -> Response:
    """What is registered of one unit: its papers, its figures, what was done."""
    return _one(ask, Where(unit_id, below_id, year_asked(ask)))


@router.post("/units/{unit_id}/offline/{below_id}")
def change(ask: AskFiles, unit_id: Id, below_id: Id) -> Response:
    """Change the registration, take its sheet, accept or type figures, or withdraw it, as the button says."""
    where, what = Where(unit_id, below_id, year_asked(ask)), ask.form.get("do", "save").partition(":")[0]
    if what not in _DOING:
        raise NotFound
    return _tried(ask, where, what, lambda wrong, status: _one(ask, where, wrong, status))


@router.get("/units/{unit_id}/offline/{below_id}/{what}")
def download(ask: Ask, unit_id: Id, below_id: Id, what: str) -> Response:
    """The report or the 指标表 as it came."""
    where = Where(unit_id, below_id, year_asked(ask))
    if what not in (FILE, SHEET):
        raise NotFound
    with ask.site.database.read() as connection:
        file = offline.taken(connection, ask.library_in(connection, where.year), ask.actor(connection), where, what)
    with ask.site.database.write() as connection:
        offline.record_download(connection, ask.actor(connection), where, file.name)
    return attached(ask, file.content, file.media_type, file.name)


def _tried(ask: Asking, where: Where, what: str, again: Callable[[list[Wrong], int], Response]) -> Response:
    """Do it and go on to the page of the unit; or show the page again with what is wrong and what was typed."""
    act, before = _DOING[what]
    with ask.site.database.read() as connection:
        place_below(connection, ask.site.library, ask.actor(connection), where)
    try:
        file = before(ask)
        with ask.site.database.write() as connection:
            told = act(ask, connection, where, file)
            ask.keep_alive(connection)
    except Mistyped as mistyped:
        return again(mistyped.wrong, UNPROCESSABLE)
    except Refused as refused:
        return again([Wrong(_PLACES.get(what, ""), refused.message)], UNPROCESSABLE)
    except Stale as stale:
        return again([Wrong("", stale.message)], CONFLICT)
    return ask.go(told)


def _here(where: Where, told: str, place: str = "") -> str:
    return f"/units/{where.county}/offline/{where.unit}?year={where.year}&{told}" + (f"#{place}" if place else "")


def _registered(ask: Asking, year: int) -> Registered:
    """The registration as typed. Raises Mistyped."""
    found = registering.read(dict(ask.form.pairs), year, clock.today(), ask.site.library.labels["offline"])
    if isinstance(found, dict):
        raise Mistyped([Wrong(key, text) for key, text in found.items()])
    return found


def _base(ask: Asking) -> int:
    return number(ask.form.get("version", "0") or "0")


def _save(ask: Asking, connection: Connection, where: Where, file: Checked | None) -> str:
    typed = _registered(ask, where.year)
    offline.register(connection, ask.site.library, ask.actor(connection), where, typed, _base(ask), file)
    return _here(where, "saved=1")


def _sheet(ask: Asking, connection: Connection, where: Where, file: Checked | None) -> str:
    if file is None:
        raise Refused(nothing_uploaded())
    offline.hand_in_sheet(connection, ask.library_in(connection, where.year), ask.actor(connection), where, file, _base(ask))
    return _here(where, "read=1", "offline_sheet")


def _accept(ask: Asking, connection: Connection, where: Where, _: Checked | None) -> str:
    actor, library = ask.actor(connection), ask.library_in(connection, where.year)
    typed = views.accepted_in(connection, library, actor, where, ask.form)
    return _kept(ask, connection, actor, library, where, typed)


def _figures(ask: Asking, connection: Connection, where: Where, _: Checked | None) -> str:
    library = ask.library_in(connection, where.year)
    return _kept(ask, connection, ask.actor(connection), library, where, views.figures_in(ask.form, library, where.year))


def _kept(ask: Asking, connection: Connection, actor: Actor, library: Library, where: Where, typed: views.Figures) -> str:
    changed = offline.set_figures(connection, library, actor, where, typed, _base(ask))
    return _here(where, f"kept={len(changed)}", "figures")


def _drop(ask: Asking, connection: Connection, where: Where, _: Checked | None) -> str:
    which = ask.form.get("do").partition(":")[2]
    offline.drop(connection, ask.site.library, ask.actor(connection), where, which, _base(ask))
    return _here(where, "saved=1")


def _withdraw(ask: Asking, connection: Connection, where: Where, _: Checked | None) -> str:
    offline.withdraw(connection, ask.site.library, ask.actor(connection), where, ask.form.get("reason"), _base(ask))
    return f"/units/{where.county}/offline?year={where.year}&withdrawn=1"


def _paper(ask: Asking) -> Checked | None:
    """The report that came with the form, judged before anything is written. Raises Refused."""
    sent = ask.form.files[0] if ask.form.files else None
    return evidence.checked(sent.name, sent.content) if sent else None


def _table(ask: Asking) -> Checked | None:
    """The 指标表 that came with the form, read through once. Raises Refused."""
    sent = ask.form.files[0] if ask.form.files else None
    folder = ask.site.settings.var / "inspecting"
    return tabling.opened(sent.name, sent.content, ask.site.library.form_words, folder).file if sent else None


def _nothing(_: Asking) -> None:
    return None


_Act = Callable[[Asking, Connection, Where, Checked | None], str]
_DOING: dict[str, tuple[_Act, Callable[[Asking], Checked | None]]] = {
    "register": (_save, _paper),
    "save": (_save, _paper),
    "sheet": (_sheet, _table),
    "accept": (_accept, _nothing),
    "figures": (_figures, _nothing),
    "drop": (_drop, _nothing),
    "withdraw": (_withdraw, _nothing),
}


def _allowed(ask: Asking, unit_id: int) -> None:
    """Raises NotFound or NotAllowed for whoever does not oversee the units below."""
    with ask.site.database.read() as connection:
        places_below(connection, ask.site.library, ask.actor(connection), unit_id)


def _list(ask: Asking, unit_id: int, errors: list[Wrong] | None = None, status: int = 200) -> Response:
    year = year_asked(ask)
    with ask.site.database.read() as connection:
        places = places_below(connection, ask.site.library, ask.actor(connection), unit_id)
        place, rows = ask.place(connection, unit_id), views.rows_of(connection, places, year)
    fields = views.typed_in(ask.form)
    values: dict[str, object] = {"place": place, "year": year, "rows": rows, "fields": fields, "query": ask.query}
    return ask.page("pages/offline.html", status, errors=errors or [], again=bool(ask.form.files), **values)


def _one(ask: Asking, where: Where, errors: list[Wrong] | None = None, status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        library = ask.library_in(connection, where.year)
        place = place_below(connection, library, ask.actor(connection), where)
        county, shown = ask.place(connection, where.county), views.offline_page(connection, library, where, place)
    fields = views.typed_in(ask.form) if ask.form.has("way") or ask.form.has("received_on") else views.fields_of(shown.kept)
    values: dict[str, object] = {"county": county, "place": place, "year": where.year, "shown": shown, "fields": fields, "query": ask.query}
    return ask.page("pages/offline_unit.html", status, errors=errors or [], form=ask.form, again=bool(ask.form.files), **values)
