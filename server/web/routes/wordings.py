"""The words of an office: what its checks look for besides the shipped lists, and what they leave alone; added, changed, removed."""

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import wording
from server.actions.allowing import allow_below
from server.report.checks.adding import FIELDS, KINDS, Typed, entry_of, mistakes, typed_of
from server.report.problems import NotFound, Stale
from server.report.who import Act
from server.storage.units import UnitPlace
from server.storage.wordings import LocalWord
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong

router = APIRouter()
CONFLICT, UNPROCESSABLE = 409, 422


@router.get("/units/{unit_id}/words")
def show(ask: Ask, unit_id: Id) -> Response:
    """The words that hold for a unit, and the form for a further one."""
    return _page(ask, unit_id, Typed(_kind(ask)), [])


@router.post("/units/{unit_id}/words")
def add(ask: Ask, unit_id: Id) -> Response:
    """Add an entry."""
    typed, wrong = _typed(ask)
    if wrong:
        with ask.site.database.read() as connection:
            allow_below(connection, ask.actor(connection), Act.set_words, unit_id)
        return _page(ask, unit_id, typed, wrong, UNPROCESSABLE)
    with ask.site.database.write() as connection:
        wording.add(connection, ask.actor(connection), unit_id, typed.kind, entry_of(typed, clock.today().year))
    return ask.go(f"/units/{unit_id}/words?kind={typed.kind}&saved=1#words")


@router.get("/units/{unit_id}/words/{word_id}")
def show_one(ask: Ask, unit_id: Id, word_id: Id) -> Response:
    """The form of an entry."""
    known = _known(ask, unit_id, word_id)
    return _form(ask, unit_id, known, typed_of(known.kind, known.entry), [])


@router.post("/units/{unit_id}/words/{word_id}")
def change(ask: Ask, unit_id: Id, word_id: Id) -> Response:
    """Change an entry, or take it off the list."""
    known, (typed, wrong) = _known(ask, unit_id, word_id), _typed(ask)
    version, removing = number(ask.form.get("version", "0")), ask.form.get("do") == "remove"
    if wrong and not removing:
        return _form(ask, unit_id, known, typed, wrong, UNPROCESSABLE)
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            if removing:
                wording.remove(connection, actor, unit_id, word_id, version)
            else:
                wording.change(connection, actor, unit_id, word_id, version, entry_of(typed, clock.today().year))
    except Stale as stale:
        return _form(ask, unit_id, _known(ask, unit_id, word_id), typed, [Wrong("", stale.message)], CONFLICT)
    return ask.go(f"/units/{unit_id}/words?{'removed' if removing else 'saved'}=1#words")


def _typed(ask: Asking) -> tuple[Typed, list[Wrong]]:
    """The form as typed, and what is wrong in it."""
    lines = {name: ask.form.line(name) for name in FIELDS if name != "wrong"}
    typed = Typed(ask.form.get("kind"), wrong=ask.form.get("wrong"), **lines)
    return typed, [Wrong(name, said) for name, said in mistakes(typed, clock.today().year).items()]


def _kind(ask: Asking) -> str:
    kind = ask.query.get("kind", "")
    return kind if kind in KINDS else ""


def _seen(ask: Asking, unit_id: int) -> tuple[tuple[LocalWord, ...], bool]:
    """The words of a unit, and whether the person may change them."""
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        return wording.seen(connection, actor, unit_id), wording.may_set(connection, actor, unit_id)


def _known(ask: Asking, unit_id: int, word_id: int) -> LocalWord:
    """One entry of the unit's own. Raises NotFound for whoever may not change it."""
    found, may = _seen(ask, unit_id)
    known = next((each for each in found if each.id == word_id and each.unit_id == unit_id), None)
    if known is None or not may:
        raise NotFound
    return known


def _place(ask: Asking, unit_id: int) -> UnitPlace:
    with ask.site.database.read() as connection:
        return ask.place(connection, unit_id)


def _page(ask: Asking, unit_id: int, typed: Typed, errors: list[Wrong], status: int = 200) -> Response:
    words, may = _seen(ask, unit_id)
    rows = [(each, typed_of(each.kind, each.entry)) for each in words]
    places = {each.unit_id: _place(ask, each.unit_id) for each in words}
    values = {"place": _place(ask, unit_id), "rows": rows, "places": places, "kinds": KINDS, "may": may, "query": ask.query}
    return ask.page("pages/words.html", status, typed=typed, errors=errors, **values)


def _form(ask: Asking, unit_id: int, known: LocalWord, typed: Typed, errors: list[Wrong], status: int = 200) -> Response:
    version = number(ask.form.get("version", "0")) if status == UNPROCESSABLE else known.version
    values = {"place": _place(ask, unit_id), "word": known, "version": version, "kinds": KINDS}
    return ask.page("pages/word.html", status, typed=typed, errors=errors, **values)
