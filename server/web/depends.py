"""What every route asks through: the site, the form, who is there, and the answer as a page."""

import hmac
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Path
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from server import clock
from server.actions import knowledge, securing
from server.actions.allowing import Actor, Standing, Visitor, allow
from server.actions.passwords import digest, form_token, new_token
from server.library import Library
from server.report.editions.problems import edition_unreadable
from server.report.problems import NotFound, SignInNeeded, characters_replaced
from server.report.season.countdown import Countdown
from server.report.who import Act
from server.storage import mailboxes, people, units
from server.storage.reports import Report
from server.storage.units import UnitPlace
from server.web.forms import Form, read_form, read_upload
from server.web.render import page
from server.web.site import Site

COOKIE = "chengbao"
WHOLE = "pages/"
LONGEST_ID, LONGEST_ADDRESS = 9, 45
_ABOUT = re.compile(r"/reports/([0-9]{1,9})(?:/|$)")


class Unsafe(Exception):
    """A form without the token that our own page would have given it."""


@dataclass(frozen=True)
class Me:
    """The person signed in, as pages show it. `unseen`: letters in the inbox that were not opened."""

    id: int
    name: str
    units: tuple[UnitPlace, ...]
    unseen: int


@dataclass
class Asking:
    """One request.

    `swap`: htmx asks for a part of a page. `token`: the browser's cookie; `fresh`: it is new and must be set.
    """

    site: Site
    base: str
    path: str
    query: dict[str, str]
    method: str
    form: Form
    autosave: bool
    swap: bool
    agent: str
    address: str
    token: str
    fresh: bool
    at: datetime
    me: Me | None = None
    session: people.Session | None = None
    bound: Library | None = None

    @property
    def library(self) -> Library:
        """The library that binds the report asked about, once `allow` or `library_in` has found it; else what is shipped."""
        return self.bound or self.site.library

    def library_in(self, connection: Connection, year: int | None = None) -> Library:
        """The same by the address: of its report, or what holds for the tree of its unit in a year, now where none is named."""
        if self.bound is None or year:
            self.bound = knowledge.at_address(connection, self.site.library, self.path, year)
        return self.library

    @property
    def csrf(self) -> str:
        """The token our forms carry: bound to the cookie, useless without it."""
        return form_token(self.token)

    def actor(self, connection: Connection) -> Actor:
        """The person signed in. Raises SignInNeeded."""
        session = None if self.fresh else people.session(connection, digest(self.token), self.at)
        if session is None:
            raise SignInNeeded
        self.session = session
        return Actor(session.person.id, session.person.name, self.at, self.address, self.agent)

    def recognise(self, connection: Connection) -> None:
        """Find out who is there, if anybody."""
        with suppress(SignInNeeded):
            self.actor(connection)

    def allow(self, connection: Connection, act: Act, report_id: int) -> tuple[Actor, Standing]:
        """The person and the report, when the act is allowed; raises as `allowing.allow`."""
        actor = self.actor(connection)
        standing = allow(connection, actor, act, report_id)
        self.bound = knowledge.bound(connection, self.site.library, standing.report)
        return actor, standing

    def place(self, connection: Connection, unit_id: int) -> UnitPlace:
        """A unit that must be there. Raises NotFound."""
        found = units.unit(connection, unit_id, self.site.library.kinds)
        if found is None:
            raise NotFound
        return found

    def keep_alive(self, connection: Connection) -> None:
        """Whoever writes stays signed in: past half its length a session starts anew."""
        if self.session and self.session.expires_at - self.at < self.lasts / 2:
            until = self.at + self.lasts
            people.extend_session(connection, self.session.id, until)
            self.session = replace(self.session, expires_at=until)

    def know(self, connection: Connection) -> None:
        """Fill in who is there, for the head of a page that follows."""
        if self.session is None or self.me:
            return
        held = sorted({unit for unit, _ in people.memberships(connection, self.session.person.id, self.at)})
        places = units.units(connection, tuple(held[:1]), self.site.library.kinds)  # the head names one; some administer thousands
        self.me = Me(self.session.person.id, self.session.person.name, places, mailboxes.unseen(connection, self.session.person.id))

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """A template as an answer; about a report it also tells how far it is to its next day, and so does what a form swaps in."""
        counted = self._headed(values.get("report"), whole=template.startswith(WHOLE)) if self.session else None
        expires = {"session_expires": int(self.session.expires_at.timestamp())} if self.session else {}
        shown = {
            "me": self.me,
            "csrf": self.csrf,
            "house": self.site.house_name,
            "path": self.path,
            "cleaned": self.cleaned,
            "broken": edition_unreadable() if self.library.broken else "",
            "server_now": int(self.at.timestamp()),
            "labels": self.site.library.labels,
            **({"countdown": counted, "asked_at": self.at} if counted else {}),
        }
        also = page("partials/countdown.html", **(shown | values), swapped=True) if counted and self.swap and self.method == "POST" else ""
        return self.answer(HTMLResponse(page(template, **(shown | expires | values)) + also, status))

    def _headed(self, report: object, *, whole: bool) -> Countdown | None:
        """Who is there, for the head of a whole page, and how far it is to the next day of its report; a part of one goes without."""
        about = report if isinstance(report, Report) and (whole or self.method == "POST") else None
        if about is None and (self.me or not whole):
            return None
        with self.site.database.read() as connection:
            self.know(connection)
            return self.site.outlooks.countdown(connection, about, clock.today()) if about else None

    def go(self, path: str) -> Response:
        """Post/Redirect/Get; what the border had to change is said on the page that follows."""
        where, mark, place = path.partition("#")
        if self.form.changed:
            where += f"{'&' if '?' in where else '?'}cleaned={self.form.changed}"
        return self.answer(RedirectResponse(where + mark + place, 303))

    @property
    def cleaned(self) -> str:
        """What the border had to change in the form, or in the one before the redirect; "" for nothing."""
        told = self.query.get("cleaned", "")
        changed = self.form.changed or (int(told) if told.isascii() and told.isdigit() and len(told) <= LONGEST_ID else 0)
        return characters_replaced(changed) if changed else ""

    def json(self, value: object, status: int = 200) -> Response:
        """An answer to the autosave."""
        return self.answer(JSONResponse(value, status))

    def answer(self, response: Response) -> Response:
        """Any answer, with the cookie if it is new; a file that leaves is written down, the report of a form examined again behind it."""
        kind, _, name = response.headers.get("content-disposition", "").partition("; filename*=UTF-8''")
        if kind == "attachment" and self.session:
            visitor = Visitor(self.at, self.address, self.agent)
            securing.file_left(self.site.database, self.session.person, visitor, self.path, unquote(name))
        if self.method == "POST":
            about = _ABOUT.match(self.path)
            self.site.examiner.soon(int(about[1]) if about else None)
        if self.fresh:
            self.set_cookie(response, self.token)
        return response

    def set_cookie(self, response: Response, token: str) -> None:
        """The one cookie: HttpOnly, SameSite=Lax, Secure by setting."""
        response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=self.site.settings.secure_cookies, path="/")

    @property
    def lasts(self) -> timedelta:
        """How long a session lasts."""
        return timedelta(hours=self.site.settings.session_hours)


async def asking(request: Request) -> Asking:
    """Reads the request once. Raises Unsafe for a POST without our token, Refused for a body that cannot be taken."""
    return await _asked(request, read_form)


async def uploading(request: Request) -> Asking:
    """As `asking`, for the few addresses that take files."""
    return await _asked(request, read_upload)


async def _asked(request: Request, read: Callable[[Request], Awaitable[Form]]) -> Asking:
    token = request.cookies.get(COOKIE, "")
    site: Site = request.app.state.site
    ask = Asking(
        site=site,
        base=str(request.base_url).rstrip("/"),
        path=request.url.path,
        query=dict(request.query_params),
        method=request.method,
        form=Form(),
        autosave=request.headers.get("x-autosave") == "1",
        swap=request.headers.get("hx-request") == "true",
        agent=request.headers.get("user-agent", ""),
        address=request.client.host[:LONGEST_ADDRESS] if request.client else "",
        token=token or new_token(),
        fresh=not token,
        at=clock.now(),
    )
    request.state.ask = ask
    ask.form = await read(request)
    if request.method == "POST" and not hmac.compare_digest(ask.form.get("csrf").encode(), ask.csrf.encode()):
        raise Unsafe
    return ask


def number(text: str) -> int:
    """An id that a form carries. Raises NotFound for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        raise NotFound
    return int(text)


Ask = Annotated[Asking, Depends(asking)]
AskFiles = Annotated[Asking, Depends(uploading)]
Id = Annotated[int, Path(ge=1, lt=10**LONGEST_ID)]
