"""A feed's dates as a calendar file: its name, its entries and where they lead."""

from collections.abc import Iterable

from server.actions.feeding import GONE, OPEN, Shown
from server.notify.feeds import Entry, calendar
from server.report.phrases import fill
from server.storage.feeds import Feed
from server.web.site import Site


def calendar_of(site: Site, feed: Feed, shown: Iterable[Shown], *, alarms: bool) -> bytes:
    """The calendar of a feed. Links stand in it only where the site's address is known."""
    words = site.library.labels["feed"]
    return calendar(_name(site, feed), words["about"], (_entry(site, each) for each in shown), alarms=alarms)


def _entry(site: Site, shown: Shown) -> Entry:
    each, said = shown.published, shown.published.said
    base = site.settings.address.rstrip("/")
    return Entry(
        shown.uid,
        each.sequence,
        said.day,
        said.text,
        each.changed_at,
        open=said.state == OPEN,
        cancelled=said.state == GONE,
        address=f"{base}/reports/{said.report_id}" if base else "",
    )


def _name(site: Site, feed: Feed) -> str:
    words = site.library.labels["feed"]
    named = fill(words["one"], {"unit": feed.unit}) if feed.unit else fill(words["all"], {"name": feed.name})
    return named or ""
