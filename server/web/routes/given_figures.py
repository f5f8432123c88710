"""For a unit: the figures its county gave, each to be taken or disputed, and those that agree confirmed together."""

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import proposing
from server.report.problems import NotFound, Refused, Stale
from server.report.who import Act
from server.storage import reports
from server.web.depends import Ask, Asking, Id
from server.web.unit_form import Wrong
from server.web.views.given_figures import all_shown, given_figures, reasons_in, shown_in

router = APIRouter()
CONFLICT, UNPROCESSABLE = 409, 422
TOLD = ("taken", "disputed", "same")


@router.get("/reports/{report_id}/proposals")
def show(ask: Ask, report_id: Id) -> Response:
    """Every figure the county gave, beside the unit's own."""
    return _page(ask, report_id)


@router.post("/reports/{report_id}/proposals")
def answer(ask: Ask, report_id: Id) -> Response:
    """Take a figure, dispute it, or confirm all that agree, as the button says."""
    what, _, indicator = ask.form.get("do").partition(":")
    place = "why." + indicator if what == "dispute" else f"given-{indicator.replace('.', '-')}" if indicator else ""
    try:
        with ask.site.database.write() as connection:
            ask.allow(connection, Act.answer, report_id)
            ask.keep_alive(connection)
            told = _done(ask, connection, report_id, what, indicator)
    except Refused as refused:
        return _page(ask, report_id, [Wrong(place, refused.message)], UNPROCESSABLE)
    except Stale as stale:
        return _page(ask, report_id, [Wrong(place, stale.message)], CONFLICT)
    if reasons_in(ask.form).keys() - {indicator}:
        return _page(ask, report_id)
    return ask.go(f"/reports/{report_id}/proposals?{told}" + (f"#{place.replace('why.', 'given-').replace('.', '-')}" if place else ""))


def _done(ask: Asking, connection: Connection, report_id: int, what: str, indicator: str) -> str:
    """What is told on the page after it."""
    actor, library = ask.actor(connection), ask.library
    match what:
        case "take":
            proposing.take(connection, library, actor, report_id, indicator, shown_in(ask.form, indicator))
            return "taken=1"
        case "dispute":
            reason = ask.form.get(f"why.{indicator}")
            proposing.dispute(connection, library, actor, report_id, indicator, shown_in(ask.form, indicator), reason)
            return "disputed=1"
        case "same":
            return f"same={proposing.confirm_same(connection, library, actor, report_id, all_shown(ask.form))}"
        case _:
            raise NotFound


def _page(ask: Asking, report_id: int, errors: list[Wrong] | None = None, status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        place = ask.place(connection, standing.report.unit_id)
        sections = reports.sections(connection, report_id)
        given = given_figures(connection, ask.library, standing.report, place, sections)
    told = {name: ask.query[name] for name in TOLD if ask.query.get(name, "").isdecimal()}
    values: dict[str, object] = {
        "report": standing.report,
        "may": standing.may(Act.answer),
        "given": given,
        "told": told,
        "open": ask.query.get("open", ""),
    }
    return ask.page("pages/given_figures.html", status, errors=errors or [], typed=reasons_in(ask.form), **values)
