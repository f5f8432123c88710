"""The page of a section: saving while typing, items, drafting, conflicts."""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import confirming, drafting, mending, proposing, renewing, reporting, reviving
from server.actions.allowing import Actor, Standing
from server.actions.saving import ENTRY, TEXT, Field, Saved, save_fields
from server.report.problems import NotFound
from server.report.snapshot import Item
from server.report.who import Act
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.checking import beside, found_at, taken
from server.web.views.given_figures import given_beside
from server.web.views.saving import autosaved, conflicts_shown, merged_before, merged_notes, settled, typed_again
from server.web.views.section import SectionPage, figures_of, section_page
from server.web.views.sharing import side_of

router = APIRouter()
MOST_NOTES = 20
TAKE, OBJECT = "take-given", "object"
NAMED: dict[str, Callable[[Connection, Actor, int, int, int], None]] = {
    "remove-item": reporting.remove_item,
    "lift-item": reporting.lift_item,
    "hold": lambda connection, actor, report_id, _, which: renewing.hold(connection, actor, report_id, which),
}


@router.get("/reports/{report_id}/sections/{section_id}")
def show(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """The page of a section."""
    return answer(ask, report_id, section_id)


@router.post("/reports/{report_id}/sections/{section_id}")
def save(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """Save what was typed, then do what the button says. An autosave is answered in JSON."""
    what, _, which = _asked(ask).partition(":")
    with ask.site.database.save() as connection:
        actor, standing = ask.allow(connection, Act.fill, report_id)
        ask.keep_alive(connection)
        saved = _saved(ask, connection, actor, standing, section_id, settled(ask, what, which))
        if not saved.conflicts and not ask.autosave:
            if what == TAKE:
                proposing.take_beside(connection, ask.library, actor, report_id, which, saved)
            _then(ask, connection, actor, report_id, section_id, what, which)
    if ask.autosave:
        return _autosaved(ask, standing, saved)
    if saved.conflicts:
        return answer(ask, report_id, section_id, saved, status=409)
    return _given(ask, report_id, section_id, what, saved) if what in (TAKE, OBJECT) else _after(ask, report_id, section_id, what, saved)


def _asked(ask: Asking) -> str:
    """What the button says; the one that confirms the section may have changed its meaning since the page was shown."""
    said = ask.form.get("do", "save")
    return ask.form.get("done_as", "done") if said == "confirm" else said


def _saved(ask: Asking, connection: Connection, actor: Actor, standing: Standing, section_id: int, fields: list[Field]) -> Saved:
    """Save; an item that somebody removed meanwhile does not hold up the rest."""
    library, report_id = ask.library, standing.report.id
    try:
        return save_fields(connection, library, actor, standing, fields)
    except NotFound:
        left = reviving.without_removed(connection, actor, report_id, section_id, fields, again=not ask.autosave)
        return save_fields(connection, library, actor, standing, left)


def _then(ask: Asking, connection: Connection, actor: Actor, report_id: int, section_id: int, what: str, which: str) -> None:
    """What the button asks for besides saving."""
    if what in NAMED:
        NAMED[what](connection, actor, report_id, section_id, number(which))
    if what == "add-item":
        reporting.add_item(connection, actor, report_id, section_id, Item())
    if what == "draft":
        drafting.draft_section(connection, ask.library_in(connection), actor, report_id, section_id, {})
    if what == "accept":
        mending.accept_saved(connection, ask.library_in(connection), actor, report_id, section_id, taken(which))
    if what in ("done", "undone"):
        confirming.mark_done(connection, actor, report_id, section_id, done=what == "done")


def _after(ask: Asking, report_id: int, section_id: int, what: str, saved: Saved) -> Response:
    """Where the person goes after a save."""
    here = f"/reports/{report_id}/sections/{section_id}"
    note = f"saved=1&merged={','.join(field.name for field, _ in saved.merged[:MOST_NOTES])}"
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = section_page(connection, ask.library, standing, ask.place(connection, standing.report.unit_id).unit.tier, section_id)
    match what:
        case "next" | "done":
            return ask.go(f"/reports/{report_id}/sections/{shown.after.id}" if shown.after else f"/reports/{report_id}")
        case "draft" if shown.waiting:
            return ask.go(f"{here}/draft")
        case "draft":
            return ask.go(f"{here}?drafted={int(bool(shown.adopted))}#text-heading")
        case "add-item" | "remove-item" | "lift-item":
            return ask.go(f"{here}?{note}#items")
        case "hold" | "accept":
            return ask.go(f"{here}?{note}{_accepted(what, section_id, shown, saved)}#text-heading")
        case _:
            return ask.go(f"{here}?{note}")


def _given(ask: Asking, report_id: int, section_id: int, what: str, saved: Saved) -> Response:
    """Where the person goes after taking a figure of the county, or to say what is wrong with it."""
    figure = quote(ask.form.get("do").partition(":")[2].partition("@")[0], safe="")
    element, merged = figure.replace(".", "-"), ",".join(field.name for field, _ in saved.merged[:MOST_NOTES])
    if what == OBJECT:
        return ask.go(f"/reports/{report_id}/proposals?open={figure}#given-{element}")
    return ask.go(f"/reports/{report_id}/sections/{section_id}?saved=1&merged={merged}#figure-{element}")


def _accepted(what: str, section_id: int, shown: SectionPage, saved: Saved) -> str:
    """What the page after a suggestion is told: the version it made, or that its words were not there any more."""
    if what != "accept":
        return ""
    now = shown.text.version
    return f"&accepted={now}" if now > saved.versions.get(f"{TEXT}.{section_id}", now - 1) else "&gone=1"


def _autosaved(ask: Asking, standing: Standing, saved: Saved) -> Response:
    """The answer to an autosave, with what follows from the figures in it."""
    ids = {field.key for field in ask.form.fields() if field.kind == ENTRY}
    if not ids:
        return ask.json(*autosaved(ask, saved, None))
    with ask.site.database.read() as connection:
        return ask.json(*autosaved(ask, saved, figures_of(connection, ask.library_in(connection), standing.report, ids)))


def answer(
    ask: Asking, report_id: int, section_id: int, saved: Saved | None = None, status: int = 200, errors: Sequence[Wrong] = ()
) -> Response:
    """The page of a section; after a save with conflicts, with what was typed and what is there now.

    `errors` are of what was said of the section: that form, too, keeps what was typed.
    """
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        shown = section_page(connection, ask.library, standing, ask.place(connection, standing.report.unit_id).unit.tier, section_id)
        names = ask.query.get("merged", "").split(",")[:MOST_NOTES]
        told = merged_notes(ask.library, saved.merged if saved else merged_before(connection, report_id, shown, names))
        judged: dict[str, object] = {"beside": beside(connection, ask.library, standing.report, shown.section)}
        judged |= {"side": side_of(connection, ask, standing, actor, section_id), "errors": errors}
        judged |= {"given": given_beside(connection, ask.library, standing.report)}
    judged |= {"found": found_at(ask.query.get("find", ""), shown.text.body)}
    return ask.page(
        "pages/section.html", status, **_values(ask, standing, shown, saved), **judged, notes=told, said=_said_again(ask, errors)
    )


def _said_again(ask: Asking, errors: Sequence[Wrong]) -> dict[str, str]:
    """What was said of the section and could not be kept, by the number of what it answers, "new" for a comment."""
    return {each.field.rpartition("-")[2]: ask.form.get("body") for each in errors}


def _values(ask: Asking, standing: Standing, shown: SectionPage, saved: Saved | None) -> dict[str, object]:
    return {
        "report": standing.report,
        "shown": shown,
        "may": standing.may(Act.fill),
        "see_history": standing.may(Act.see_history),
        "typed": typed_again(ask, saved) if saved else {},
        "conflicts": conflicts_shown(ask.library, saved) if saved else (),
        "query": ask.query,
    }
