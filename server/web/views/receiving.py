"""The inbox and the page on how a person is reminded."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection
from starlette.responses import Response

from server.clock import BEIJING
from server.report.who import Role
from server.storage import feeds, mailboxes, people, units
from server.storage.mailboxes import Arrival, Mailbox
from server.storage.units import UnitPlace
from server.web.depends import Asking
from server.web.unit_form import Wrong
from server.web.views.letters import Part, parts, subject

ALL_UNITS = "all"
MOST_SHOWN = 50
OF_LATE = timedelta(days=120)


@dataclass(frozen=True)
class Opened:
    """A letter of the inbox in words."""

    arrival: Arrival
    subject: str
    parts: tuple[Part, ...]


def inbox_page(ask: Asking) -> Response:
    """The person's inbox."""
    library = ask.site.library
    with ask.site.database.read() as connection:
        arrivals = mailboxes.inbox(connection, ask.actor(connection).id, MOST_SHOWN)
    letters = [Opened(each, subject(library, each.items), parts(library, each.items, each.day)) for each in arrivals]
    unread = [each.arrival.id for each in letters if each.arrival.seen_at is None]
    return ask.page("pages/inbox.html", letters=letters, unread=unread, most=MOST_SHOWN)


def reminders_page(ask: Asking, errors: list[Wrong], status: int = 200, made: str = "") -> Response:
    """How the person is reminded; `made`: the token of a new calendar, shown this once."""
    base, library = ask.site.settings.address.rstrip("/") or ask.base, ask.site.library
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        kept = mailboxes.mailbox(connection, actor.id) or Mailbox("", wanted=False)
        mine, places = feeds.feeds_of(connection, actor.id), _places(connection, ask, actor.id)
        since = actor.at.astimezone(BEIJING).date() - OF_LATE
        arrived = [(each, subject(library, each.items)) for each in mailboxes.arrived(connection, actor.id, since)]
    if ask.form.has("address"):
        kept = Mailbox(ask.form.line("address"), ask.form.get("wanted") == "yes")
    chosen = [(ALL_UNITS, ""), *((str(place.id), place.unit.short_name) for place in places)]
    values: dict[str, object] = {"box": kept, "feeds": mine, "units": chosen, "unit": ask.form.get("unit", ALL_UNITS), "arrived": arrived}
    values |= {"saved": ask.query.get("saved") == "1", "revoked": ask.query.get("revoked") == "1"}
    values |= {"mail_open": bool(ask.site.settings.smtp_host), "link": f"{base}/feeds/{made}.ics" if made else ""}
    return ask.page("pages/my_reminders.html", status, errors=errors, **values)


def _places(connection: Connection, ask: Asking, person_id: int) -> tuple[UnitPlace, ...]:
    """The units a calendar can be of: the person's own, and those overseen."""
    held = people.memberships(connection, person_id, ask.at)
    below = (each for unit, role in held if role is Role.overseer for each in units.below(connection, unit))
    ids = tuple(dict.fromkeys((*(unit for unit, _ in held), *below)))
    return units.units(connection, ids, ask.site.library.kinds)
