"""The own account: phone, password, the sessions one has and their end."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import accounts
from server.report.problems import NotFound, Refused, need
from server.report.security.devices import device
from server.web.depends import Ask, Asking, Id
from server.web.unit_form import Wrong

router = APIRouter()


@router.get("/me")
def show(ask: Ask) -> Response:
    """The own account."""
    return account_page(ask, [])


@router.post("/me")
def set_phone(ask: Ask) -> Response:
    """Where one can be called."""
    try:
        with ask.site.database.write() as connection:
            accounts.set_phone(connection, ask.actor(connection), ask.form.line("phone"))
    except Refused as refused:
        return account_page(ask, [Wrong("phone", refused.message)], 422)
    return ask.go("/me?saved=phone")


@router.post("/me/password")
def change_password(ask: Ask) -> Response:
    """A new password; every other session ends."""
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
    if ask.form.get("password") != ask.form.get("again"):
        return account_page(ask, [Wrong("again", need(ask.site.library.labels["account"]["same"]))], 422)
    try:
        own = ask.session.id if ask.session else 0
        accounts.change_password(ask.site.database, actor, own, ask.form.get("old"), ask.form.get("password"))
    except Refused as refused:
        return account_page(ask, [Wrong("old" if ask.form.get("password") else "password", refused.message)], 422)
    return ask.go("/me?saved=password")


@router.post("/me/sessions/{session_id}")
def end_session(ask: Ask, session_id: Id) -> Response:
    """End one session; when it is this one, one is signed out."""
    with ask.site.database.write() as connection:
        accounts.end_session(connection, ask.actor(connection), session_id)
        own = ask.session is not None and ask.session.id == session_id
    return ask.go("/sign-in" if own else "/me?saved=ended#sessions")


@router.post("/me/sessions")
def end_everywhere(ask: Ask) -> Response:
    """Sign out everywhere."""
    with ask.site.database.write() as connection:
        accounts.end_everywhere(connection, ask.actor(connection))
    return ask.go("/sign-in")


def account_page(ask: Asking, errors: list[Wrong], status: int = 200) -> Response:
    """The page of the account, with what was typed and what is wrong with it."""
    with ask.site.database.read() as connection:
        account, live = accounts.account_of(connection, ask.actor(connection))
    if ask.session is None:
        raise NotFound
    phone = ask.form.line("phone") if ask.form.has("phone") else account.phone
    sessions = [(each, device(each.agent), each.id == ask.session.id) for each in live]
    values: dict[str, object] = {"account": account, "sessions": sessions, "phone": phone, "saved": ask.query.get("saved", "")}
    return ask.page("pages/me.html", status, errors=errors, **values)
