"""One row of the ledger whole: what was sent how and when, what proves it, its extension; and corrections after delivery."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from server import clock
from server.actions import delivering
from server.actions.evidence import ACCEPT, Checked, checked
from server.actions.seasons import season_of
from server.report.problems import Refused, Stale
from server.report.season.filling import grant
from server.report.season.ledger import Correction
from server.report.season_problems import choose_file_again, choose_one
from server.report.who import Act
from server.web.depends import LONGEST_ID, Ask, AskFiles, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.checklist import checklist
from server.web.views.delivering import version, whole, wrongs
from server.web.views.delivery import granted, row_page

router = APIRouter()
CONFLICT, WRONG = 409, 422
Round = Annotated[int, Path(ge=0, lt=10**LONGEST_ID)]
PLACE = "/reports/{report_id}/checklist/{round_}/{key}"


@router.get(PLACE)
def show_row(ask: Ask, report_id: Id, round_: Round, key: str) -> Response:
    """One row with everything that is kept of it."""
    return _row(ask, report_id, (round_, key), [])


@router.post(PLACE)
def keep_row(ask: AskFiles, report_id: Id, round_: Round, key: str) -> Response:
    """Keep a row as filled, with a file where one was chosen."""
    file, unfit = _file(ask)
    try:
        wrong = unfit or _kept(ask, report_id, (round_, key), file)
    except Stale as stale:
        return _row(ask, report_id, (round_, key), [Wrong("done_on", stale.message), *_again(file)], CONFLICT)
    if wrong:
        return _row(ask, report_id, (round_, key), [*wrong, *_again(file)], WRONG)
    return ask.go(f"/reports/{report_id}/checklist/{round_}/{key}?saved=1")


@router.post(PLACE + "/extension")
def extend_row(ask: Ask, report_id: Id, round_: Round, key: str) -> Response:
    """Grant a row a later day, or take that back."""
    try:
        wrong = _extended(ask, report_id, (round_, key), off=ask.form.get("do") == "clear")
    except Stale as stale:
        return _row(ask, report_id, (round_, key), [Wrong("until", stale.message)], CONFLICT)
    if wrong:
        return _row(ask, report_id, (round_, key), wrong, WRONG)
    return ask.go(f"/reports/{report_id}/checklist/{round_}/{key}?saved=1")


@router.get("/reports/{report_id}/corrections")
def show_corrections(ask: Ask, report_id: Id) -> Response:
    """The corrections so far, and a form for a further one."""
    return _corrections(ask, report_id, [])


@router.post("/reports/{report_id}/corrections")
def correct(ask: Ask, report_id: Id) -> Response:
    """Open a correction, or take back the last while nothing was sent."""
    what, _, which = ask.form.get("do", "open").partition(":")
    kind = ask.form.get("kind")
    if what != "close" and kind not in set(Correction):
        with ask.site.database.read() as connection:
            ask.allow(connection, Act.deliver, report_id)
        return _corrections(ask, report_id, [Wrong("kind", choose_one(ask.site.library.labels["delivery_fields"]["kind"]))], WRONG)
    try:
        with ask.site.database.write() as connection:
            actor, library = ask.actor(connection), ask.library_in(connection)
            if what == "close":
                delivering.uncorrect(connection, actor, report_id, number(which))
                return ask.go(f"/reports/{report_id}/corrections")
            opened = delivering.correct(connection, library, actor, report_id, Correction(kind), ask.form.get("reason"))
    except Refused as refused:
        return _corrections(ask, report_id, [Wrong("reason", refused.message)], WRONG)
    return ask.go(f"/reports/{report_id}/checklist#round-{opened}")


def _file(ask: Asking) -> tuple[Checked | None, list[Wrong]]:
    """The file that came with a row, judged before anything is locked; and why it cannot be kept."""
    chosen = next((each for each in ask.form.files if each.name or each.content), None)
    if chosen is None:
        return None, []
    try:
        return checked(chosen.name, chosen.content), []
    except Refused as refused:
        return None, [Wrong("file", refused.message)]


def _again(file: Checked | None) -> list[Wrong]:
    return [Wrong("file", choose_file_again())] if file else []


def _kept(ask: Asking, report_id: int, place: tuple[int, str], file: Checked | None) -> list[Wrong]:
    """What is wrong with a row as filled, [] when it was kept."""
    with ask.site.database.write() as connection:
        actor, standing = ask.allow(connection, Act.deliver, report_id)
        library = ask.library
        row = delivering.row_of(season_of(connection, library, standing.report), place)
        filled, wrong = whole(ask.form, library, row, standing.report.year, clock.today())
        if wrong:
            return wrong
        record = delivering.with_file(connection, filled.record, file, actor.at, drop=ask.form.has("drop"))
        delivering.keep_row(connection, library, actor, report_id, record)
    return []


def _extended(ask: Asking, report_id: int, place: tuple[int, str], *, off: bool) -> list[Wrong]:
    """What is wrong with an extension, [] when it was kept or taken back."""
    with ask.site.database.write() as connection:
        actor, standing = ask.allow(connection, Act.extend, report_id)
        library = ask.library
        row = delivering.row_of(season_of(connection, library, standing.report), place)
        asked = grant(row, granted(ask.form), standing.report.year, library.labels["delivery_fields"])
        if not off and asked.mistakes:
            return wrongs(asked.mistakes)
        delivering.extend(connection, library, actor, report_id, place, None if off else asked.extension, version(ask.form))
    return []


def _row(ask: Asking, report_id: int, place: tuple[int, str], errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = row_page(connection, ask.library, standing.report, place, ask.form, clock.today())
    acts = {act.value for act in (Act.deliver, Act.extend) if standing.may(act)}
    values = {"report": standing.report, "shown": shown, "acts": acts, "errors": errors, "accept": ACCEPT}
    return ask.page("pages/delivery.html", status, **values, saved=ask.query.get("saved") == "1" and not errors)


def _corrections(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        shown = checklist(connection, ask.library, standing.report, clock.today())
    values = {"report": standing.report, "shown": shown, "may": standing.may(Act.deliver), "errors": errors}
    return ask.page("pages/corrections.html", status, **values, kind=ask.form.get("kind", "correct"), reason=ask.form.get("reason"))
