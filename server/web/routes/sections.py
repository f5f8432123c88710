"""The page of a section: saving while typing, items, drafting, conflicts."""

from collections.abc import Callable

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import drafting, renewing, reporting, reviving
from server.actions.allowing import Actor, Standing
from server.actions.saving import ENTRY, Field, Saved, save_fields
from server.report.problems import NotFound
from server.report.snapshot import Item
from server.report.who import Act
from server.web.depends import Ask, Asking, Id, number
from server.web.views.saving import autosaved, conflicts_shown, merged_before, merged_notes, settled, typed_again
from server.web.views.section import SectionPage, figures_of, section_page

router = APIRouter()
MOST_NOTES = 20
NAMED: dict[str, Callable[[Connection, Actor, int, int, int], None]] = {
    "remove-item": reporting.remove_item,
    "lift-item": reporting.lift_item,
}


@router.get("/reports/{report_id}/sections/{section_id}")
def show(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """The page of a section."""
    return _page(ask, report_id, section_id)


@router.post("/reports/{report_id}/sections/{section_id}")
def save(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """Save what was typed, then do what the button says. An autosave is answered in JSON."""
    what, _, which = ask.form.get("do", "save").partition(":")
    with ask.site.database.write() as connection:
        actor, standing = ask.allow(connection, Act.fill, report_id)
        ask.keep_alive(connection)
        saved = _saved(ask, connection, actor, standing, section_id, settled(ask, what, which))
        if not saved.conflicts and not ask.autosave:
            _then(ask, connection, actor, report_id, section_id, what, which)
    if ask.autosave:
        return _autosaved(ask, standing, saved)
    if saved.conflicts:
        return _page(ask, report_id, section_id, saved, status=409)
    return _after(ask, report_id, section_id, what, saved)


@router.get("/reports/{report_id}/sections/{section_id}/draft")
def show_draft(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """The waiting draft beside the text, with other wordings to choose."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = section_page(connection, ask.site.library, standing, ask.place(connection, standing.report.unit_id).unit.tier, section_id)
    draft = shown.waiting or shown.adopted
    if draft is None:
        return ask.go(f"/reports/{report_id}/sections/{section_id}?undrafted=1")
    return ask.page("pages/draft.html", report=standing.report, shown=shown, draft=draft, may=standing.may(Act.fill), conflicts=())


@router.post("/reports/{report_id}/sections/{section_id}/draft")
def use_draft(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """Draft again with the wordings chosen; then put it in place of the text, behind it, or leave it beside."""
    what = ask.form.get("do", "redraft")
    chosen = {name.removeprefix("wording."): number(value) for name, value in ask.form.pairs if name.startswith("wording.")}
    with ask.site.database.write() as connection:
        actor = ask.actor(connection)
        outcome = drafting.draft_section(connection, ask.site.library, actor, report_id, section_id, chosen)
        conflicts: tuple[object, ...] = ()
        if what in ("replace", "append") and not outcome.adopted:
            base = number(ask.form.get("base", "0"))
            conflicts = drafting.adopt(
                connection, ask.site.library, actor, report_id, section_id, append=what == "append", base=base
            ).conflicts
    back = f"/reports/{report_id}/sections/{section_id}"
    return ask.go(f"{back}/draft?changed=1" if conflicts or (what == "redraft" and not outcome.adopted) else f"{back}?drafted=1")


def _saved(ask: Asking, connection: Connection, actor: Actor, standing: Standing, section_id: int, fields: list[Field]) -> Saved:
    """Save; an item that somebody removed meanwhile does not hold up the rest."""
    library, report_id = ask.site.library, standing.report.id
    try:
        return save_fields(connection, library, actor, standing, fields)
    except NotFound:
        left = reviving.without_removed(connection, actor, report_id, section_id, fields, again=not ask.autosave)
        return save_fields(connection, library, actor, standing, left)


def _then(ask: Asking, connection: Connection, actor: Actor, report_id: int, section_id: int, what: str, which: str) -> None:
    """What the button asks for besides saving."""
    if what in NAMED:
        NAMED[what](connection, actor, report_id, section_id, number(which))
    if what == "hold":
        renewing.hold(connection, actor, report_id, number(which))
    if what == "add-item":
        reporting.add_item(connection, actor, report_id, section_id, Item())
    if what == "draft":
        drafting.draft_section(connection, ask.site.library, actor, report_id, section_id, {})
    if what in ("done", "undone"):
        reporting.mark_done(connection, actor, report_id, section_id, done=what == "done")


def _after(ask: Asking, report_id: int, section_id: int, what: str, saved: Saved) -> Response:
    """Where the person goes after a save."""
    here = f"/reports/{report_id}/sections/{section_id}"
    note = f"saved=1&merged={','.join(field.name for field, _ in saved.merged[:MOST_NOTES])}"
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = section_page(connection, ask.site.library, standing, ask.place(connection, standing.report.unit_id).unit.tier, section_id)
    match what:
        case "next" | "done":
            return ask.go(f"/reports/{report_id}/sections/{shown.after.id}" if shown.after else f"/reports/{report_id}")
        case "draft" if shown.waiting:
            return ask.go(f"{here}/draft")
        case "draft":
            return ask.go(f"{here}?drafted={int(bool(shown.adopted))}#text-heading")
        case "add-item" | "remove-item" | "lift-item":
            return ask.go(f"{here}?{note}#items")
        case "hold":
            return ask.go(f"{here}?{note}#text-heading")
        case _:
            return ask.go(f"{here}?{note}")


def _autosaved(ask: Asking, standing: Standing, saved: Saved) -> Response:
    """The answer to an autosave, with what follows from the figures in it."""
    ids = {field.key for field in ask.form.fields() if field.kind == ENTRY}
    if not ids:
        return ask.json(*autosaved(ask, saved, None))
    with ask.site.database.read() as connection:
        return ask.json(*autosaved(ask, saved, figures_of(connection, ask.site.library, standing.report, ids)))


def _page(ask: Asking, report_id: int, section_id: int, saved: Saved | None = None, status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = section_page(connection, ask.site.library, standing, ask.place(connection, standing.report.unit_id).unit.tier, section_id)
        names = ask.query.get("merged", "").split(",")[:MOST_NOTES]
        told = merged_notes(ask.site.library, saved.merged if saved else merged_before(connection, report_id, shown, names))
    return ask.page("pages/section.html", status, **_values(ask, standing, shown, saved), notes=told)


def _values(ask: Asking, standing: Standing, shown: SectionPage, saved: Saved | None) -> dict[str, object]:
    return {
        "report": standing.report,
        "shown": shown,
        "may": standing.may(Act.fill),
        "typed": typed_again(ask, saved) if saved else {},
        "conflicts": conflicts_shown(ask.site.library, saved) if saved else (),
        "query": ask.query,
    }
