"""Codes for a new password: an administrator gives one, and whoever was told it uses it."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import resetting
from server.actions.allowing import Visitor
from server.report.problems import Refused, need
from server.report.security.codes import grouped
from server.web.depends import Ask, Asking, Id
from server.web.unit_form import Wrong

router = APIRouter()


@router.get("/units/{unit_id}/people/{person_id}/code")
def show_code(ask: Ask, unit_id: Id, person_id: Id) -> Response:
    """What a code is, before one is made."""
    return _code(ask, unit_id, person_id)


@router.post("/units/{unit_id}/people/{person_id}/code")
def give(ask: Ask, unit_id: Id, person_id: Id) -> Response:
    """Make a code, shown once; or end the one there is."""
    if ask.form.get("do") == "end":
        with ask.site.database.write() as connection:
            resetting.take_back(connection, ask.actor(connection), unit_id, person_id)
        return ask.go(f"/units/{unit_id}/people/{person_id}/code?ended=1")
    code, kept = resetting.drawn()
    with ask.site.database.write() as connection:
        until = resetting.give(connection, ask.actor(connection), unit_id, person_id, kept)
    return _code(ask, unit_id, person_id, code=grouped(code), until=until)


@router.get("/reset")
def show_reset(ask: Ask) -> Response:
    """Name, code and a new password."""
    return _reset(ask, [])


@router.post("/reset")
def reset(ask: Ask) -> Response:
    """Set the new password; then one signs in with it."""
    labels = ask.site.library.labels["account"]
    errors = [Wrong(name, need(labels[name])) for name in ("login", "code") if not ask.form.line(name)]
    if ask.form.get("password") != ask.form.get("again"):
        errors.append(Wrong("again", need(labels["same"])))
    if errors:
        return _reset(ask, errors, 422)
    visitor = Visitor(ask.at, ask.address, ask.agent)
    try:
        resetting.reset(ask.site.database, visitor, ask.form.line("login"), ask.form.get("code"), ask.form.get("password"))
    except Refused as refused:
        return _reset(ask, [Wrong("login", refused.message)], 422)
    return ask.go("/sign-in?reset=1")


def _code(ask: Asking, unit_id: int, person_id: int, **made: object) -> Response:
    with ask.site.database.read() as connection:
        account = resetting.allow_code(connection, ask.actor(connection), unit_id, person_id)
        place = ask.place(connection, unit_id)
        there = resetting.waiting_code(connection, person_id, ask.at)
    values: dict[str, object] = {"code": "", "until": None, "ended": ask.query.get("ended") == "1"} | made
    return ask.page("pages/code.html", 200, account=account, place=place, there=there, reset=f"{ask.base}/reset", **values)


def _reset(ask: Asking, errors: list[Wrong], status: int = 200) -> Response:
    return ask.page("pages/reset.html", status, errors=errors, login=ask.form.line("login"))
