"""The first page after signing in: the units one belongs to and their reports."""

from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions.allowing import roles_below, roles_towards
from server.report.who import Act, may
from server.storage import people, reports, units
from server.web.depends import Ask, Asking
from server.web.unit_form import Wrong

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
    library = ask.site.library
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        held = tuple(dict.fromkeys(unit for unit, _ in people.memberships(connection, actor.id, actor.at)))
        places = units.units(connection, held, library.kinds)
        mine = reports.reports_of(connection, held)
        roles = {unit: roles_towards(connection, actor.id, unit, actor.at) for unit in held}
        counted = {each.id: ask.site.outlooks.countdown(connection, each, clock.today()) for each in mine}
        stages = {each.id: ask.site.outlooks.of(connection, each).stages for each in mine}
        roles_down = {unit: roles_below(connection, actor.id, unit, actor.at) for unit in held if units.below(connection, unit)}
    may_open = {unit for unit, held_roles in roles.items() if may(Act.open_report, held_roles)}
    may_edit = {unit for unit, held_roles in roles.items() if may(Act.edit_unit, held_roles)}
    outlines = [(outline.key, outline.name) for outline in library.outlines.values()]
    outlines.sort(key=lambda each: each[0] != "standard")
    typed = {name: ask.form.get(name) for name in ("year", "outline") if ask.form.has(name)}
    values: dict[str, object] = {"places": places, "reports": mine, "may_open": may_open, "may_edit": may_edit, "outlines": outlines}
    values |= {"may_oversee": {unit for unit, towards in roles_down.items() if may(Act.oversee, towards)}}
    values |= {"counted": counted, "stages": stages}
    return ask.page("pages/home.html", status, **values, errors=errors, typed=typed, year=offered_year(clock.today()))


def offered_year(today: date) -> int:
    """The year a report is due for: this one from October on, else the last."""
    return today.year if today.month >= OFFERED_FROM else today.year - 1
