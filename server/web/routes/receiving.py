"""What reaches a person: the inbox, where mail goes, private calendars, and what was sent of late."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import receiving
from server.report.problems import NotFound, Refused
from server.web.depends import Ask, Asking, number
from server.web.unit_form import Wrong
from server.web.views.receiving import ALL_UNITS, inbox_page, reminders_page

router = APIRouter()


@router.get("/inbox")
def show_inbox(ask: Ask) -> Response:
    """The letters in the application, unread first."""
    return inbox_page(ask)


@router.post("/inbox")
def open_letters(ask: Ask) -> Response:
    """Mark letters as read; `open:letter:report` goes on to the report."""
    what, _, rest = ask.form.get("do", "all").partition(":")
    letter, _, report = rest.partition(":")
    ids = ask.form.all("letter") if what == "all" else (letter,)
    with ask.site.database.write() as connection:
        receiving.see_letters(connection, ask.actor(connection), [number(each) for each in ids])
    return ask.go(f"/reports/{number(report)}" if what == "open" else "/inbox")


@router.get("/me/reminders")
def show_reminders(ask: Ask) -> Response:
    """Mail, calendars, and what was sent."""
    return reminders_page(ask, [])


@router.post("/me/reminders")
def change_reminders(ask: Ask) -> Response:
    """Keep the mailbox, make a calendar address (shown once) or revoke one."""
    what, _, key = ask.form.get("do", "mailbox").partition(":")
    acts = {"mailbox": _keep_mailbox, "feed": _make_feed, "revoke": _revoke_feed}
    if what not in acts:
        raise NotFound
    return acts[what](ask, key)


def _keep_mailbox(ask: Asking, _key: str) -> Response:
    address, wanted = ask.form.line("address"), ask.form.get("wanted") == "yes"
    try:
        with ask.site.database.write() as connection:
            receiving.set_mailbox(connection, ask.actor(connection), address, wanted=wanted)
    except Refused as refused:
        return reminders_page(ask, [Wrong("address", refused.message)], 422)
    return ask.go("/me/reminders?saved=1")


def _make_feed(ask: Asking, _key: str) -> Response:
    chosen = ask.form.get("unit")
    unit_id = None if chosen in ("", ALL_UNITS) else number(chosen)
    try:
        with ask.site.database.write() as connection:
            token = receiving.make_feed(connection, ask.actor(connection), unit_id)
    except Refused as refused:
        return reminders_page(ask, [Wrong("unit", refused.message)], 422)
    return reminders_page(ask, [], made=token)


def _revoke_feed(ask: Asking, key: str) -> Response:
    with ask.site.database.write() as connection:
        receiving.revoke_feed(connection, ask.actor(connection), number(key))
    return ask.go("/me/reminders?revoked=1#feeds")
