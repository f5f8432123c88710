"""The log of reminders of a report and of a unit, and how a unit wants to be reminded."""

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import reminding
from server.actions.allowing import allow_unit
from server.notify import ways
from server.report.entries import read_date
from server.report.problems import Stale
from server.report.season_problems import day_filter_unread
from server.report.who import Act, may
from server.storage import habits, letters
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.reminding import HabitValues, coming, habits_from, lines_of, typed, values_of

router = APIRouter()


@router.get("/reports/{report_id}/reminders")
def show_report(ask: Ask, report_id: Id) -> Response:
    """Who was reminded of what, when and by which way; and what comes next."""
    raw = ask.query.get("day", "")
    day, wrong = read_date(raw, clock.today().year)
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        place = ask.place(connection, standing.report.unit_id)
        lines = lines_of(ask.library, letters.of_report(connection, report_id, day), report_id)
        ahead = coming(connection, ask.library, report_id, clock.today(), ask.at)
    errors = [Wrong("day", day_filter_unread(raw))] if wrong else []
    shown = {"lines": lines, "ahead": ahead, "day": day, "raw": raw, "errors": errors, "most": letters.MOST}
    return ask.page("pages/reminders.html", 422 if wrong else 200, report=standing.report, place=place, **shown)


@router.get("/units/{unit_id}/reminders")
def show_unit(ask: Ask, unit_id: Id) -> Response:
    """How a unit wants to be reminded, and its log."""
    return _unit(ask, unit_id, None, [])


@router.post("/units/{unit_id}/reminders")
def change(ask: Ask, unit_id: Id) -> Response:
    """Change how a unit wants to be reminded."""
    values, version = typed(ask.form), number(ask.form.get("version", "0"))
    wanted, errors = habits_from(ask.site.library, values, clock.today().year)
    if errors:
        return _unit(ask, unit_id, values, errors, status=422)
    try:
        with ask.site.database.write() as connection:
            reminding.set_habits(connection, ask.actor(connection), unit_id, wanted, version)
    except Stale as stale:
        return _unit(ask, unit_id, values, [Wrong("", stale.message)], status=409)
    return ask.go(f"/units/{unit_id}/reminders?saved=1")


def _unit(ask: Asking, unit_id: int, values: HabitValues | None, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        roles = allow_unit(connection, ask.actor(connection), Act.set_rules if values else Act.see_unit, unit_id)
        place, kept = ask.place(connection, unit_id), habits.habits_of(connection, unit_id)
        lines = lines_of(ask.site.library, letters.of_unit(connection, unit_id))
        above = ask.place(connection, kept.unit_id) if kept.unit_id not in (None, unit_id) else None
    shown = {
        "values": values or values_of(ask.site.library, kept.habits),
        "lines": lines,
        "errors": errors,
        "above": above,
        "most": letters.MOST,
    }
    version = kept.version if above is None else 0
    shown |= {"version": version, "saved": ask.query.get("saved") == "1", "may": may(Act.set_rules, roles)}
    shown |= {"robots": bool(ways.robots(ask.site.settings))}
    return ask.page("pages/unit_reminders.html", status, place=place, **shown)
