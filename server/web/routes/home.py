"""The first page after signing in: the units one belongs to and their reports."""

from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import knowledge
from server.actions.allowing import roles_below, roles_towards
from server.report.who import Act, may
from server.storage import people, reports, units
from server.web.depends import Ask, Asking
from server.web.unit_form import Wrong
from server.web.views.years import fresh_in

router = APIRouter()
OFFERED_FROM = 10


@router.get("/")
def home(ask: Ask) -> Response:
    """Every unit of the person with its reports; from October on, this year's report is offered."""
    with ask.site.database.read() as connection:
        if not people.any_person(connection):
            return ask.go("/first-run")
    return home_page(ask, [])


def home_page(ask: Asking, errors: list[Wrong], status: int = 200) -> Response:
    """The first page; with what was typed to open a report and what is wrong with it."""
    library, year = ask.site.library, offered_year(clock.today())
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        held = units.tops_of(connection, people.memberships(connection, actor.id, actor.at))
        places = units.units(connection, held, library.kinds)
        roles = {unit: roles_towards(connection, actor.id, unit, actor.at) for unit in held}
        mine = reports.reports_of(connection, tuple(unit for unit, towards in roles.items() if may(Act.see_unit, towards)))
        counted = {each.id: ask.site.outlooks.countdown(connection, each, clock.today()) for each in mine}
        stages = {each.id: ask.site.outlooks.of(connection, each).stages for each in mine}
        opening = [unit for unit, towards in roles.items() if may(Act.open_report, towards)]
        outlines = {each: knowledge.of_year(connection, library, each, year).offered_outlines for each in opening}
        news = fresh_in(connection, held, ask.at)
        roles_down = {unit: roles_below(connection, actor.id, unit, actor.at) for unit in held if units.below(connection, unit)}
    may_edit = {unit for unit, held_roles in roles.items() if may(Act.edit_unit, held_roles)}
    typed = {name: ask.form.get(name) for name in ("year", "outline") if ask.form.has(name)}
    values: dict[str, object] = {"places": places, "reports": mine, "may_open": set(opening), "may_edit": may_edit, "outlines": outlines}
    values |= {"may_oversee": {unit for unit, towards in roles_down.items() if may(Act.oversee, towards)}}
    values |= {"may_read_log": {unit for unit, towards in roles.items() if may(Act.read_log, towards)}}
    values |= {"counted": counted, "stages": stages, "news": news}
    return ask.page("pages/home.html", status, **values, errors=errors, typed=typed, year=year)


def offered_year(today: date) -> int:
    """The year a report is due for: this one from October on, else the last."""
    return today.year if today.month >= OFFERED_FROM else today.year - 1
