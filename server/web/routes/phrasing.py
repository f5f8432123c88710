"""The page of wordings for a section: looking for one, putting one into the text, and the unit's own."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import phrasing
from server.actions.saving import TEXT, Saved
from server.report.problems import Refused
from server.report.who import Act
from server.web.depends import Ask, Asking, Id, number
from server.web.routes.sections import answer
from server.web.unit_form import Wrong
from server.web.views.phrasing import phrases_page

router = APIRouter()
CONFLICT, WRONG = 409, 422


@router.get("/reports/{report_id}/sections/{section_id}/phrases")
def show_phrases(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """The wordings that fit the section, or what is sought."""
    return _page(ask, report_id, section_id, [])


@router.post("/reports/{report_id}/sections/{section_id}/phrases")
def use_phrases(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """Put a wording into the text, or keep, change or remove one of the unit's own."""
    what, _, which = ask.form.get("do", "keep").partition(":")
    try:
        if what == "insert":
            return _inserted(ask, report_id, section_id)
        return _kept(ask, report_id, section_id, what, which)
    except Refused as refused:
        return _page(ask, report_id, section_id, [Wrong(f"body-{which}" if what == "change" else "words", refused.message)], WRONG)


def _inserted(ask: Asking, report_id: int, section_id: int) -> Response:
    where = (number(ask.form.get("place", "0")), number(ask.form.get("base", "0")))
    with ask.site.database.write() as connection:
        actor, library = ask.actor(connection), ask.library_in(connection)
        saved: Saved = phrasing.insert(connection, library, actor, report_id, section_id, ask.form.get("words"), where)
    if saved.conflicts:
        return answer(ask, report_id, section_id, saved, CONFLICT)
    return ask.go(f"/reports/{report_id}/sections/{section_id}?accepted={saved.versions[f'{TEXT}.{section_id}']}#text-heading")


def _kept(ask: Asking, report_id: int, section_id: int, what: str, which: str) -> Response:
    with ask.site.database.write() as connection:
        actor, library = ask.actor(connection), ask.library_in(connection)
        if what == "keep":
            phrasing.keep(connection, library, actor, report_id, section_id, ask.form.get("words"))
        elif what == "remove":
            phrasing.remove(connection, actor, report_id, number(which), number(ask.form.get(f"version.{which}")))
        else:
            body, version = ask.form.get(f"body.{which}"), number(ask.form.get(f"version.{which}"))
            phrasing.change(connection, library, actor, report_id, number(which), body, version)
    return ask.go(f"/reports/{report_id}/sections/{section_id}/phrases?{what}=1#own")


def _page(ask: Asking, report_id: int, section_id: int, errors: list[Wrong], status: int = 200) -> Response:
    sought = ask.query.get("q", "")[:50]
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = phrases_page(connection, ask.library, standing, section_id, sought)
    typed = {name: value for name, value in ask.form.pairs if errors}
    values = {"report": standing.report, "shown": shown, "may": standing.may(Act.fill), "query": ask.query}
    return ask.page("pages/phrases.html", status, **values, errors=errors, typed=typed)
