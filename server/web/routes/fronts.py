"""The page of title, 导语 and layout, and the page of what is registered after signing: saved while typing, as typed."""

from dataclasses import replace

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import renewing
from server.actions.fronts import around
from server.actions.saving import Field, Saved, save_fields
from server.report.problems import Refused
from server.report.who import Act
from server.web.depends import Ask, Asking, Id, number
from server.web.views.fronts import RegistrationPage, front_boxes, registration_page, settling, too_long_in
from server.web.views.saving import autosaved, settled

router = APIRouter()
CONFLICT, WRONG = 409, 422


@router.get("/reports/{report_id}/front")
def show_front(ask: Ask, report_id: Id) -> Response:
    """Title, recipients, 导语, 结尾, and what stands around them."""
    return _front(ask, report_id)


@router.post("/reports/{report_id}/front")
def save_front(ask: Ask, report_id: Id) -> Response:
    """Save the front matter."""
    what, _, which = ask.form.get("do", "save").partition(":")
    saved = _saved(ask, report_id, Act.fill, settled(ask, what, which), which if what == "hold" else "")
    if saved is None:
        return _front(ask, report_id, None, WRONG)
    if ask.autosave:
        return ask.json(*autosaved(ask, saved, None))
    if saved.conflicts:
        return _front(ask, report_id, saved, CONFLICT)
    return ask.go(f"/reports/{report_id}" if what == "next" else f"/reports/{report_id}/front?saved=1")


@router.get("/reports/{report_id}/registration")
def show_registration(ask: Ask, report_id: Id) -> Response:
    """Number, date, signers, copies and the day of printing."""
    return _registration(ask, report_id)


@router.post("/reports/{report_id}/registration")
def register(ask: Ask, report_id: Id) -> Response:
    """Save what was registered, as typed, like figures; the page that follows says what cannot be printed so."""
    what, _, which = ask.form.get("do", "save").partition(":")
    fields = _proposed(ask, report_id, which) if what == "take" else settled(ask, what, which)
    saved = _saved(ask, report_id, Act.register, fields)
    if saved and ask.autosave:
        return _autosaved(ask, report_id, saved)
    if saved and saved.conflicts:
        return _registration(ask, report_id, saved, CONFLICT)
    if saved is None:
        return _registration(ask, report_id, None, WRONG)
    goes_on = what == "next" and not _page(ask, report_id).judged.mistakes
    return ask.go(f"/reports/{report_id}/export" if goes_on else f"/reports/{report_id}/registration?saved=1")


def _saved(ask: Asking, report_id: int, act: Act, fields: list[Field], held: str = "") -> Saved | None:
    """Save what was typed on one of these pages; `held` is a sentence of last year that is said to hold.

    None when a line is a whole text: the page comes back with it. To the autosave that is Refused.
    """
    with ask.site.database.write() as connection:
        actor, standing = ask.allow(connection, act, report_id)
        ask.keep_alive(connection)
        parts = around(connection, ask.library, standing.report)
        wrong = too_long_in(ask, {key: parts.name(key) for key in parts.sections})
        if wrong and ask.autosave:
            raise Refused(wrong[0].text)
        if wrong:
            return None
        typed = parts.fields(fields)
        saved = save_fields(connection, ask.library, actor, standing, typed)
        if held and not saved.conflicts and not ask.autosave:
            renewing.hold(connection, actor, report_id, number(held))
    return saved


def _proposed(ask: Asking, report_id: int, key: str) -> list[Field]:
    """The fields as typed, one of them as it was proposed."""
    shown = _page(ask, report_id)
    proposal = shown.judged.proposals.get(key)
    fields = ask.form.fields()
    if proposal is None:
        return list(fields)
    return [replace(each, value={"body": proposal}) if each.name == shown.boxes[key].name else each for each in fields]


def _autosaved(ask: Asking, report_id: int, saved: Saved) -> Response:
    """The answer to an autosave, with what is wrong with what was typed."""
    answer, status = autosaved(ask, saved, None)
    told = [{"field": wrong.field, "text": wrong.text} for wrong in _page(ask, report_id).wrong]
    return ask.json(answer | {"messages": told}, status)


def _page(ask: Asking, report_id: int) -> RegistrationPage:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        return registration_page(connection, ask.library, standing)


def _front(ask: Asking, report_id: int, saved: Saved | None = None, status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = front_boxes(connection, ask.library, standing.report)
    values = {"report": standing.report, "boxes": shown, "may": standing.may(Act.fill), "saved": ask.query.get("saved") == "1"}
    errors = too_long_in(ask, {key: box.name for key, box in shown.items()})
    return ask.page("pages/front.html", status, errors=errors, **values, **settling(ask, shown, saved, refused=bool(errors)))


def _registration(ask: Asking, report_id: int, saved: Saved | None = None, status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = registration_page(connection, ask.library, standing)
    values = {"report": standing.report, "shown": shown, "may": standing.may(Act.register), "saved": ask.query.get("saved") == "1"}
    long = too_long_in(ask, {key: box.name for key, box in shown.boxes.items()})
    errors = long or (shown.wrong if values["saved"] else [])
    return ask.page("pages/registration.html", status, errors=errors, **values, **settling(ask, shown.boxes, saved, refused=bool(long)))
