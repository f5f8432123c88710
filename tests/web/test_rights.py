"""Every page and every act over HTTP answers as the hand-written tables say: who is let in, who is refused, for whom there is nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from fastapi.routing import APIRoute

from server.report.who import Role
from server.storage import people
from server.storage import tables as t
from server.web.routing import ROUTES
from tests.cast import BEGAN, Town, password_hash
from tests.report.test_who import REPORT, STATES, UNIT
from tests.web.browser import Browser
from tests.web.conftest import SignIn
from tests.web.rights import BELOW_ROUTES, PUBLIC_ROUTES, REPORT_ROUTES, SIGNED_IN_ROUTES, UNIT_ROUTES

MEMBERS = ("contributor", "editor", "reviewer", "signer", "admin", "auditor")
EVERYBODY = (*MEMBERS, "overseer", "elsewhere")
# Whom pages are shown to in the short run: one who writes, one who watches, one who may see nothing, one of another unit.
SOME_BODY = ("editor", "overseer", "auditor", "elsewhere")
IN, REFUSED, LOCKED, ABSENT, NOTHING = "let in", "refused", "locked", "not there", "nothing there"
# One state in which a report is open, and the last one; the others have their turn in the long run.
SOME_STATES = ("filling", "signed")
MOVES_PATH = "/moves"


@dataclass(frozen=True)
class Route:
    """One address as a browser asks for it. `sent`: the form that goes with it; `act`: what the tables of test_who call it."""

    method: str
    path: str
    act: str
    sent: tuple[tuple[str, str], ...] = ()
    nothing: bool = False


def routes_of(table: str) -> list[Route]:
    """The lines of a table; what stands behind “?” is sent as a form by POST."""
    rows = [line.split() for line in table.strip().splitlines()]
    return [_route(*row) for row in rows]


def _route(method: str, address: str, act: str, nothing: str = "") -> Route:
    where = urlsplit(address)
    path, sent = (where.path, tuple(parse_qsl(where.query))) if method == "POST" else (address, ())
    return Route(method, path, act, sent, bool(nothing))


@dataclass(frozen=True)
class House:
    """The cast's town with one person for each role, and what is asked for in addresses."""

    town: Town
    browsers: dict[str, Browser]

    def address(self, path: str) -> str:
        """The path with the numbers of this town."""
        town = self.town
        numbers = {"report": town.report, "unit": town.unit, "county": town.county, "section": town.section("disputes").id}
        return path.format(**numbers, person=town.ids["only-contributor"])

    def sent(self, browser: Browser, route: Route) -> httpx2.Response:
        """The answer to a browser; a form carries the token of its pages."""
        address = self.address(route.path)
        if route.method == "GET":
            return browser.fetch(address)
        return browser.send(address, (("csrf", browser.csrf), *((self.address(name), self.address(value)) for name, value in route.sent)))

    def asked(self, route: Route, who: str, state: str) -> str:
        """How somebody is answered while the report is in a state."""
        with self.town.database.write() as connection:
            connection.execute(t.report.update().where(t.report.c.id == self.town.report).values(state=state))
        answer = self.sent(self.browsers[who], route)
        assert answer.status_code < 500, f"{route} {who} {state}: {answer.text[:300]}"
        if answer.status_code == 404:
            return NOTHING if route.nothing and who != "elsewhere" else ABSENT
        if answer.status_code == 403:
            return REFUSED
        return LOCKED if answer.status_code == 409 and "报告现在的状态不能做这一步" in answer.text else IN


@pytest.fixture
def house(town: Town, sign_in: SignIn) -> House:
    """One person for each role at the town, one who oversees it, one with every role at another unit."""
    places = dict.fromkeys(MEMBERS, town.unit) | {"overseer": town.county, "elsewhere": town.other}
    with town.database.write() as connection:
        for name, place in places.items():
            number = people.add_person(connection, f"only-{name}", name, password_hash(), BEGAN)
            roles = tuple(set(Role) - {Role.overseer}) if name == "elsewhere" else (Role(name),)
            people.grant(connection, number, place, roles, BEGAN)
            town.ids[f"only-{name}"] = number
    return House(town, {name: sign_in(f"only-{name}") for name in places})


def on_report(act: str, who: str, state: str) -> str:
    """What the tables say of an act on a report."""
    if who == "elsewhere" or not REPORT[("see_report", who, state)]:
        return ABSENT
    if REPORT[(act, who, state)]:
        return IN
    return LOCKED if any(REPORT[(act, who, each)] for each in STATES) else REFUSED


def on_unit(act: str, who: str) -> str:
    """What the tables say of an act on a unit one belongs to or oversees."""
    if UNIT.get((act, who)) and who != "elsewhere":
        return IN
    return REFUSED if who != "elsewhere" and UNIT[("see_unit", who)] else ABSENT


KNOWN = [each for table in (REPORT_ROUTES, UNIT_ROUTES, BELOW_ROUTES, SIGNED_IN_ROUTES) for each in routes_of(table)]
EVERY = [*KNOWN, *routes_of(PUBLIC_ROUTES)]
_NAME = re.compile(r"\{[a-z_]+\}")


def _answers_as_told(house: House, route: Route, states: Iterable[str], people_asked: Iterable[str] = EVERYBODY) -> None:
    asked = [(who, state) for who in people_asked for state in states]
    found = {each: house.asked(route, *each) for each in asked}
    expected = {(who, state): on_report(route.act, who, state) for who, state in asked}
    wrong = {each: (answer, expected[each]) for each, answer in found.items() if answer not in (expected[each], NOTHING)}
    assert wrong == {}


def _named(route: Route) -> str:
    return f"{route.method} {route.path} {' '.join(value for _, value in route.sent)}".strip()


@pytest.mark.parametrize("route", routes_of(REPORT_ROUTES), ids=_named)
def test_a_report_answers_each_role_as_the_table_says(house: House, route: Route) -> None:
    if route.path.endswith(MOVES_PATH):
        _answers_as_told(house, route, STATES)
    else:
        _answers_as_told(house, route, SOME_STATES[: 1 if route.method == "GET" else None], SOME_BODY)


@pytest.mark.long
@pytest.mark.parametrize("route", routes_of(REPORT_ROUTES), ids=_named)
def test_a_report_answers_each_role_in_every_state_as_the_table_says(house: House, route: Route) -> None:
    _answers_as_told(house, route, STATES)


@pytest.mark.parametrize("route", routes_of(UNIT_ROUTES), ids=_named)
def test_a_unit_answers_each_role_as_the_table_says(house: House, route: Route) -> None:
    found = {who: house.asked(route, who, "filling") for who in EVERYBODY}
    expected = {who: on_unit(route.act, who) for who in EVERYBODY}
    assert {who: answer for who, answer in found.items() if answer not in (expected[who], NOTHING)} == {}


@pytest.mark.parametrize("route", routes_of(BELOW_ROUTES), ids=_named)
def test_what_is_below_a_county_is_for_its_overseer_alone(house: House, route: Route) -> None:
    with house.town.database.write() as connection:
        people.grant(connection, house.town.ids["only-admin"], house.town.county, (Role.admin, Role.editor), BEGAN)
    found = {who: house.asked(route, who, "filling") for who in EVERYBODY}
    expected = dict.fromkeys(EVERYBODY, ABSENT) | {"overseer": IN, "admin": REFUSED}
    assert {who: answer for who, answer in found.items() if answer not in (expected[who], NOTHING)} == {}


@pytest.mark.parametrize("module", ROUTES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_address_stands_in_a_table(module: ModuleType) -> None:
    asked = [(each.method, _NAME.sub("1", each.path.partition("?")[0])) for each in EVERY]
    own = [each for each in module.router.routes if isinstance(each, APIRoute)]
    lacking = [f"{each.methods} {each.path}" for each in own if not any(_meets(each, *known) for known in asked)]
    assert own
    assert lacking == []


def _meets(route: APIRoute, method: str, path: str) -> bool:
    return method in (route.methods or ()) and route.path_regex.match(path) is not None


def test_whoever_is_not_signed_in_is_asked_to_sign_in_first(house: House, stranger: Browser) -> None:
    answers = {_named(route): _stopped(house, stranger, route) for route in KNOWN}
    assert {name: answer for name, answer in answers.items() if answer != "sign in"} == {}


def _stopped(house: House, stranger: Browser, route: Route) -> str:
    """How a stranger is answered; a form without what every real one has may be “not there” before anybody is asked who sends it."""
    answer = house.sent(stranger, route)
    if answer.status_code == 401 or (route.nothing and answer.status_code == 404):
        return "sign in"
    led = answer.headers.get("location", "").startswith("/sign-in")
    return "sign in" if answer.status_code == 303 and led else f"{answer.status_code} {answer.headers.get('location', '')}"
