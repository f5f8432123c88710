"""The calendar of the installation: each year's notice on rest days, entered or replaced by the administrators at the top."""

from dataclasses import replace

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import ruling
from server.actions.allowing import allow_unit
from server.report.problems import Stale
from server.report.season.arranging import Typed
from server.report.who import Act, may
from server.report.workdays import Arrangement
from server.storage.units import UnitPlace
from server.web.depends import Ask, AskFiles, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views import calendars as views
from server.web.views.moved import told_of

router = APIRouter()
CONFLICT, UNPROCESSABLE = 409, 422


@router.get("/units/{unit_id}/calendar")
def show(ask: Ask, unit_id: Id) -> Response:
    """Every known year, and the form of one."""
    return _page(ask, unit_id, None, [])


@router.post("/units/{unit_id}/calendar")
def put(ask: AskFiles, unit_id: Id) -> Response:
    """Enter or replace a year's notice, typed or from a file; the dates that moved are told."""
    place, _ = _place(ask, unit_id, Act.set_rules)
    said = views.read_form(ask.form, ask.site.library)
    if not isinstance(said, Arrangement):
        return _page(ask, place.id, views.typed_of(ask.form), [Wrong(slip.field, slip.text) for slip in said], UNPROCESSABLE)
    try:
        with ask.site.database.write() as connection:
            ruling.set_calendar(connection, ask.library_in(connection), ask.actor(connection), unit_id, said, _version(ask, said.year))
    except Stale as stale:
        return _page(ask, unit_id, views.typed_of(ask.form), [Wrong("", stale.message)], CONFLICT)
    return ask.go(f"/units/{unit_id}/calendar?saved={said.year}")


@router.post("/units/{unit_id}/calendar/remove")
def remove(ask: Ask, unit_id: Id) -> Response:
    """Take an entered year away; the shipped one counts again."""
    _place(ask, unit_id, Act.set_rules)
    year = number(ask.form.get("year"))
    try:
        with ask.site.database.write() as connection:
            ruling.drop_calendar(
                connection, ask.library_in(connection), ask.actor(connection), unit_id, year, number(ask.form.get("version"))
            )
    except Stale as stale:
        return _page(ask, unit_id, None, [Wrong("", stale.message)], CONFLICT)
    return ask.go(f"/units/{unit_id}/calendar?saved={year}")


def _version(ask: Asking, year: int) -> int:
    """The version the page showed of that very year; 0 for a year it did not show as entered here."""
    return number(ask.form.get(f"version.{year}", "0"))


def _place(ask: Asking, unit_id: int, act: Act = Act.see_unit) -> tuple[UnitPlace, bool]:
    with ask.site.database.read() as connection:
        roles = allow_unit(connection, ask.actor(connection), act, unit_id)
        return ask.place(connection, unit_id), may(Act.set_rules, roles)


def _page(ask: Asking, unit_id: int, typed: Typed | None, errors: list[Wrong], status: int = 200) -> Response:
    place, may_set = _place(ask, unit_id)
    with ask.site.database.read() as connection:
        shown = views.page_of(connection, ask.library_in(connection), place, typed, clock.today())
        change = told_of(connection, f"calendar:{ask.query.get('saved', '')}")
    if status == UNPROCESSABLE:
        shown = replace(shown, versions=views.versions_of(ask.form))
    values = (None if typed else views.stored(shown, ask.query.get("year", ""))) or shown.typed
    return ask.page("pages/calendar.html", status, place=place, shown=shown, typed=values, may=may_set, change=change, errors=errors)
