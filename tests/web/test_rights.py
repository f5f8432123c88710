"""Every page and every act over HTTP answers as the hand-written tables say: who is let in, who is refused, for whom there is nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import pytest

from server.report.who import Role
from server.storage import people
from server.storage import tables as t
from tests.cast import BEGAN, Town, password_hash
from tests.report.test_who import REPORT, STATES, UNIT
from tests.web.browser import Browser
from tests.web.conftest import SignIn
from tests.web.rights import BELOW_ROUTES, REPORT_ROUTES, UNIT_ROUTES

MEMBERS = ("contributor", "editor", "reviewer", "signer", "admin", "auditor")
EVERYBODY = (*MEMBERS, "overseer", "elsewhere")
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
    tokens: dict[str, str]

    def address(self, path: str) -> str:
        """The path with the numbers of this town."""
        town = self.town
        numbers = {"report": town.report, "unit": town.unit, "county": town.county, "section": town.section("disputes").id}
        return path.format(**numbers, person=town.ids["only-contributor"])

    def asked(self, route: Route, who: str, state: str) -> str:
        """How somebody is answered while the report is in a state."""
        with self.town.database.write() as connection:
            connection.execute(t.report.update().where(t.report.c.id == self.town.report).values(state=state))
        browser, address = self.browsers[who], self.address(route.path)
        sent = (("csrf", self.tokens[who]), *((self.address(name), self.address(value)) for name, value in route.sent))
        answer = browser.fetch(address) if route.method == "GET" else browser.send(address, sent)
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
    browsers = {name: sign_in(f"only-{name}") for name in places}
    return House(town, browsers, {name: dict(each.get("/").form("退出").pairs())["csrf"] for name, each in browsers.items()})


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


def _answers_as_told(house: House, route: Route, states: Iterable[str]) -> None:
    asked = [(who, state) for who in EVERYBODY for state in states]
    found = {each: house.asked(route, *each) for each in asked}
    expected = {(who, state): on_report(route.act, who, state) for who, state in asked}
    wrong = {each: (answer, expected[each]) for each, answer in found.items() if answer not in (expected[each], NOTHING)}
    assert wrong == {}


def _named(route: Route) -> str:
    return f"{route.method} {route.path} {' '.join(value for _, value in route.sent)}".strip()


@pytest.mark.parametrize("route", routes_of(REPORT_ROUTES), ids=_named)
def test_a_report_answers_each_role_as_the_table_says(house: House, route: Route) -> None:
    states = STATES if route.path.endswith(MOVES_PATH) else SOME_STATES[:1] if route.method == "GET" else SOME_STATES
    _answers_as_told(house, route, states)


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
    assert found == dict.fromkeys(EVERYBODY, ABSENT) | {"overseer": IN, "admin": REFUSED}
