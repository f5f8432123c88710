"""Private calendars: an address that needs no sign-in, cannot be guessed, ends when revoked and cannot be asked without end."""

from datetime import timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from server import clock
from server.actions import feeding
from server.actions.passwords import digest
from server.notify.pace import Pace
from server.report.problems import NotFound
from server.report.season.way_problems import feed_too_often
from server.storage import feeds
from server.web.site import Site
from server.web.views.feeds import calendar_of

router = APIRouter()
MOST, MINUTE, MOST_KNOWN = 30, timedelta(minutes=1), 10_000
_paces: dict[str, Pace] = {}


@router.api_route("/feeds/{token}.ics", methods=["GET", "HEAD"])
def show(request: Request, token: str) -> Response:
    """The dates of a feed as a calendar file."""
    site: Site = request.app.state.site
    kept, at = digest(token), clock.now()
    with site.database.read() as connection:
        feed = feeds.feed(connection, kept)
    if feed is None:
        raise NotFound
    if not _pace(kept).allows(at):
        return PlainTextResponse(feed_too_often(), 429, {"Retry-After": str(int(MINUTE.total_seconds()))})
    shown = feeding.shown(site.database, site.library, feed, at)
    content = calendar_of(site, feed, shown, alarms=request.query_params.get("alarm") == "1")
    return Response(content, media_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'inline; filename="chengbao.ics"'})


def _pace(kept: str) -> Pace:
    if len(_paces) >= MOST_KNOWN:
        _paces.clear()
    return _paces.setdefault(kept, Pace(MOST, MINUTE))
