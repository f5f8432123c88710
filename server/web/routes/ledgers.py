"""Record lists (台账): what they give, and the rows of one as a table to fill in."""

from collections.abc import Callable

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import ledger_rows, ledgers
from server.actions.allowing import Actor
from server.actions.ledger_rows import SavedRows
from server.actions.ledgers import ledger_of
from server.actions.saving import Saved
from server.library import Library
from server.report.intake_problems import figure_changed
from server.report.problems import Refused
from server.report.who import Act
from server.web.depends import LONGEST_ID, Ask, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.ledger_page import Way, ledger_page, way_of
from server.web.views.ledger_saving import autosaved, clashes_shown, rows_typed, settled
from server.web.views.ledgers import lists_of

router = APIRouter()
CONFLICT = 409
BLANK = {"add": 1, "add-several": 5}
ROWS: dict[str, Callable[[Connection, Library, Actor, int, str, int], None]] = {
    "remove": ledger_rows.remove_row,
    "restore": ledger_rows.restore_row,
}
FIGURES: dict[str, Callable[[Connection, Library, Actor, int, str, str], None]] = {
    "none": ledgers.confirm_none,
    "not-none": ledgers.take_back_none,
}
USE = ("use", "use-all")
TOLD = ("saved", "new", "added", "skipped", "removed", "merged", "revived", "remembered")


@router.get("/reports/{report_id}/ledgers")
def show_all(ask: Ask, report_id: Id) -> Response:
    """The lists that there are, and the figures each gives."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        lists = lists_of(connection, ask.library, standing.report)
    return ask.page("pages/ledgers.html", report=standing.report, may=standing.may(Act.fill), lists=lists)


@router.get("/reports/{report_id}/ledgers/{key}")
def show(ask: Ask, report_id: Id, key: str) -> Response:
    """The rows of a list."""
    return _page(ask, report_id, key)


@router.post("/reports/{report_id}/ledgers/{key}")
def save(ask: Ask, report_id: Id, key: str) -> Response:
    """Save the rows as typed, then do what the button says. An autosave is answered in JSON."""
    saved = _saved(ask, report_id, key)
    if ask.autosave:
        return _autosaved(ask, report_id, key, saved)
    if saved.conflicts:
        return _page(ask, report_id, key, saved, status=CONFLICT)
    try:
        taken = _then(ask, report_id, key)
    except Refused as refused:
        return _page(ask, report_id, key, errors=[Wrong("figures", refused.message)], status=422)
    if taken and taken.conflicts:
        return _page(ask, report_id, key, errors=_overtaken(ask, taken), status=CONFLICT)
    return ask.go(_after(ask, report_id, key, saved))


def _saved(ask: Asking, report_id: int, key: str) -> SavedRows:
    """The rows are saved by themselves, so that an act that is refused after them loses nothing."""
    what, _, which = ask.form.get("do").partition(":")
    with ask.site.database.write() as connection:
        actor, _ = ask.allow(connection, Act.fill, report_id)
        ask.keep_alive(connection)
        given = ask.library.ledgers.get(key)
        mine = settled(rows_typed(ask.form, given), what, which) if given else ()
        return ledger_rows.save_rows(connection, ask.library, actor, report_id, key, mine, again=not ask.autosave)


def _then(ask: Asking, report_id: int, key: str) -> Saved | None:
    """What the button asks for besides saving; what came of figures that were taken."""
    what, _, which = ask.form.get("do").partition(":")
    with ask.site.database.write() as connection:
        actor, library = ask.actor(connection), ask.library_in(connection)
        if what in BLANK:
            ledger_rows.add_rows(connection, library, actor, report_id, key, [{} for _ in range(BLANK[what])])
        if what in ROWS:
            ROWS[what](connection, library, actor, report_id, key, number(which))
        if what in FIGURES:
            FIGURES[what](connection, library, actor, report_id, key, which)
        if what in USE:
            return ledgers.take_figures(connection, library, actor, report_id, key, _seen(ask, which))
    return None


def _seen(ask: Asking, wanted: str) -> dict[str, int]:
    """The figures asked for with the versions that the page showed; for all of them, those that the page offered."""
    named = {name.removeprefix("figure.").removesuffix(".v"): text for name, text in ask.form.pairs if name.startswith("figure.")}
    offered = (wanted,) if wanted else ask.form.all("usable")
    return {each: number(named.get(each, "0")) for each in offered}


def _after(ask: Asking, report_id: int, key: str, saved: SavedRows) -> str:
    """Where the person goes after a save: the same part of the list, with what was done."""
    what, _, which = ask.form.get("do").partition(":")
    way = way_of(ask.query)
    added = what in BLANK or what == "restore"
    told = {"saved": 1, "merged": saved.merged or "", "revived": saved.revived or "", "removed": which if what == "remove" else ""}
    query = Way(whole=way.whole).query(new=1, **told) if added else way.query(**told)
    place = "#rows" if what == "remove" else "#figures" if what in (*FIGURES, *USE) else ""
    return f"/reports/{report_id}/ledgers/{key}{query}{place}"


def _autosaved(ask: Asking, report_id: int, key: str, saved: SavedRows) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        ledger = ledger_of(connection, ask.library, standing.report, key)
    return ask.json(*autosaved(ask, saved, ledger, standing.report.year))


def _page(
    ask: Asking, report_id: int, key: str, saved: SavedRows | None = None, errors: list[Wrong] | None = None, status: int = 200
) -> Response:
    mine = {each.row.id: each.row for each in saved.conflicts} if saved else {}
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = ledger_page(connection, ask.library, standing.report, key, way_of(ask.query), mine)
    values: dict[str, object] = {"report": standing.report, "shown": shown, "may": standing.may(Act.fill)}
    values |= {"clashes": clashes_shown(shown.ledger, saved.conflicts) if saved else (), "errors": errors or []}
    values |= {"done": {name: _count(ask.query.get(name, "")) for name in TOLD}}
    return ask.page("pages/ledger.html", status, **values)


def _overtaken(ask: Asking, taken: Saved) -> list[Wrong]:
    names = {each.field.key: ask.library.indicators[each.field.key].name for each in taken.conflicts}
    return [
        Wrong(
            f"figure-{each.field.key.replace('.', '-')}",
            figure_changed(names[each.field.key], each.theirs.person, each.theirs.value["raw"]),
        )
        for each in taken.conflicts
    ]


def _count(told: str) -> str:
    return told if told.isascii() and told.isdigit() and len(told) <= LONGEST_ID else ""
