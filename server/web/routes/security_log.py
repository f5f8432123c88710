"""The security log of a unit and all below: to look through, and to take a period along."""

from collections.abc import Iterator

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from server import clock
from server.actions import securing
from server.report.problems import NotFound, Refused
from server.report.security.problems import period_wrong, too_much_to_export
from server.report.security.traces import GROUPS
from server.sheets import table_writer
from server.storage.audit import Wanted
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views import security_log as views
from server.web.views.papers import attached, attachment

router = APIRouter()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_TYPED = 100
MOST_CELLS, MOST_LINES = 10_000, 500_000


@router.get("/units/{unit_id}/log")
def show(ask: Ask, unit_id: Id) -> Response:
    """The newest lines of a period."""
    asked = _asked(ask)
    days = views.period(asked, clock.today())
    found = views.wanted(unit_id, asked, days or views.Period(clock.today(), clock.today()))
    with ask.site.database.read() as connection:
        lines = securing.lines(connection, ask.actor(connection), found, views.SHOWN + 1, asked.before)
        place = ask.place(connection, unit_id)
    errors = [] if days else [Wrong("since", period_wrong())]
    shown = [views.in_words(line, ask.site.library.labels) for line in lines[: views.SHOWN]] if days else []
    older = lines[views.SHOWN - 1].id if days and len(lines) > views.SHOWN else None
    groups = [("", ask.site.library.labels["log"]["all"]), *((key, ask.site.library.labels["log_groups"][key]) for key in GROUPS)]
    values: dict[str, object] = {"place": place, "asked": asked, "days": days, "lines": shown, "older": older, "groups": groups}
    return ask.page("pages/log.html", 200 if days else 422, errors=errors, keeps=ask.site.settings.log_days, **values)


@router.get("/units/{unit_id}/log.xlsx")
def as_spreadsheet(ask: Ask, unit_id: Id) -> Response:
    """A period as a spreadsheet; taking it along is written down, as with every file."""
    found, title, unit = _taken(ask, unit_id, MOST_CELLS, ".xlsx")
    with ask.site.database.read() as connection:
        sheet = views.sheet(title, securing.export(connection, ask.actor(connection), found, MOST_CELLS), ask.site.library.labels)
    return attached(ask, table_writer.written(title, unit, [sheet]), XLSX, f"{title}.xlsx")


@router.get("/units/{unit_id}/log.csv")
def as_commas(ask: Ask, unit_id: Id) -> Response:
    """A period as .csv, line by line however long it is."""
    found, title, _ = _taken(ask, unit_id, MOST_LINES, ".csv")
    response = StreamingResponse(_pieces(ask, found), media_type="text/csv; charset=utf-8", headers=attachment(f"{title}.csv"))
    return ask.answer(response)


def _asked(ask: Asking) -> views.Asked:
    before, group = ask.query.get("before", ""), ask.query.get("group", "")
    if group not in ("", *GROUPS):
        raise NotFound
    since, until, who = (" ".join(ask.query.get(name, "").split())[:MOST_TYPED] for name in ("since", "until", "who"))
    return views.Asked(since, until, group, who, number(before) if before else None)


def _taken(ask: Asking, unit_id: int, most: int, ending: str) -> tuple[Wanted, str, str]:
    """What to export, its name and the unit's. Raises Refused for days that cannot be read and for too many lines."""
    asked = _asked(ask)
    days = views.period(asked, clock.today())
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        securing.allow_log(connection, actor, unit_id)
        place = ask.place(connection, unit_id)
        if days is None:
            raise Refused(period_wrong())
        found = views.wanted(unit_id, asked, days)
        if securing.beyond(connection, actor, found, most):
            raise Refused(too_much_to_export(most, ending))
    name = place.unit.short_name
    return found, views.title(name, days, ask.site.library.labels), name


def _pieces(ask: Asking, found: Wanted) -> Iterator[bytes]:
    with ask.site.database.read() as connection:
        yield from views.commas(securing.export(connection, ask.actor(connection), found, MOST_LINES), ask.site.library.labels)
