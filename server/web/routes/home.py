"""The first page after signing in: the units one belongs to and their reports."""

from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions.allowing import roles_towards
from server.report.who import Act, may
from server.storage import people, reports, units
from server.web.depends import Ask

router = APIRouter()
OFFERED_FROM = 10


@router.get("/")
def home(ask: Ask) -> Response:
    """Every unit of the person with its reports; from October on, this year's report is offered."""
    library = ask.site.library
    with ask.site.database.read() as connection:
        if not people.any_person(connection):
            return ask.go("/first-run")
        actor = ask.actor(connection)
        held = tuple(dict.fromkeys(unit for unit, _ in people.memberships(connection, actor.id, actor.at)))
        places = units.units(connection, held, library.kinds)
        mine = reports.reports_of(connection, held)
        roles = {unit: roles_towards(connection, actor.id, unit, actor.at) for unit in held}
    may_open = {unit for unit, held_roles in roles.items() if may(Act.open_report, held_roles)}
    may_edit = {unit for unit, held_roles in roles.items() if may(Act.edit_unit, held_roles)}
    outlines = [(outline.key, outline.name) for outline in library.outlines.values()]
    outlines.sort(key=lambda each: each[0] != "standard")
    year = offered_year(clock.today())
    return ask.page("pages/home.html", places=places, reports=mine, may_open=may_open, may_edit=may_edit, year=year, outlines=outlines)


def offered_year(today: date) -> int:
    """The year a report is due for: this one from October on, else the last."""
    return today.year if today.month >= OFFERED_FROM else today.year - 1
