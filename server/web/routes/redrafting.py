"""The draft of a section beside its text: wordings to choose, what it would change, adopting it and taking that back."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import drafting, redrafting
from server.actions.saving import Saved
from server.report.who import Act
from server.web.depends import Ask, Asking, Id, number
from server.web.routes.sections import answer
from server.web.views.redrafting import choices, proposal
from server.web.views.section import section_page

router = APIRouter()
CONFLICT = 409


@router.get("/reports/{report_id}/sections/{section_id}/draft")
def show_draft(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """The waiting draft and what it would change in the text, with other wordings to choose."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = section_page(connection, ask.library, standing, ask.place(connection, standing.report.unit_id).unit.tier, section_id)
        waiting = redrafting.proposed(connection, report_id, section_id) if shown.text.body.strip() else None
    draft = shown.waiting or shown.adopted
    if draft is None:
        return ask.go(f"/reports/{report_id}/sections/{section_id}?undrafted=1")
    told = proposal(waiting) if waiting else None
    return ask.page("pages/draft.html", report=standing.report, shown=shown, draft=draft, told=told, may=standing.may(Act.fill))


@router.post("/reports/{report_id}/sections/{section_id}/draft")
def use_draft(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """Merge the draft as chosen, put it in place of the text or behind it, take that back, or draft again with other wordings."""
    back = f"/reports/{report_id}/sections/{section_id}"
    match ask.form.get("do", "redraft"):
        case "merge" | "replace" | "append" as what:
            saved = _adopted(ask, report_id, section_id, what)
            return answer(ask, report_id, section_id, saved, CONFLICT) if saved.conflicts else ask.go(f"{back}?drafted=1#text-heading")
        case "undo":
            with ask.site.database.write() as connection:
                made = number(ask.form.get("made"))
                redrafting.undo(connection, ask.library_in(connection), ask.actor(connection), report_id, section_id, made)
            return ask.go(f"{back}?redrafted=0#text-heading")
        case _:
            return ask.go(f"{back}?drafted=1#text-heading" if _drafted(ask, report_id, section_id) else f"{back}/draft")


def _adopted(ask: Asking, report_id: int, section_id: int, what: str) -> Saved:
    """Save the text that the draft makes of it."""
    base = number(ask.form.get("base", "0"))
    with ask.site.database.write() as connection:
        actor, library = ask.actor(connection), ask.library_in(connection)
        if what != "merge":
            return drafting.adopt(connection, library, actor, report_id, section_id, append=what == "append", base=base)
        seen = (number(ask.form.get("draft", "0")), base)
        return redrafting.adopt_merged(connection, library, actor, report_id, section_id, seen, choices(ask.form))


def _drafted(ask: Asking, report_id: int, section_id: int) -> bool:
    """Draft again with the wordings chosen; whether the draft is the text now."""
    chosen = {name.removeprefix("wording."): number(value) for name, value in ask.form.pairs if name.startswith("wording.")}
    with ask.site.database.write() as connection:
        return drafting.draft_section(connection, ask.library_in(connection), ask.actor(connection), report_id, section_id, chosen).adopted
