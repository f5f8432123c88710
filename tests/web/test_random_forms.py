"""Random forms to every address that takes one, as somebody who is signed in: never a breakdown."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.actions import offline, proposing, reporting
from server.actions.offline import Where
from server.actions.proposing import From, Gift
from server.library import Library
from server.report.proposing.registering import Registered
from server.report.snapshot import Item
from server.settings import Settings
from server.storage import pasts
from server.storage.engine import open_database
from server.storage.migrating import migrate
from server.web import routes
from server.web.app import make_app
from server.web.site import Site
from tests import year
from tests.cast import LIN, QIAN, YEAR, ZHAO, ZHENG, Town, settle
from tests.web.browser import Browser
from tests.web.conftest import session
from tests.web.last_year import REPORT, take_in

NAMES = (
    *(
        "do",
        "move",
        "reason",
        "year",
        "outline",
        "new_heading",
        "new_parent",
        "section",
        "shown",
        "heading.6",
        "base",
        "wording.problems.lead",
    ),
    *("text.1.body", "text.1.v", "text.20.body", "text.20.v", "text.x.body", "item.1.title", "item.1.body", "item.1.v", "item.9.title"),
    *(
        "entry.dis.found.raw",
        "entry.dis.found.v",
        "entry.dis.found.as_of",
        "entry.dis.found.last",
        "entry.x.raw",
        "entry..raw",
        "entry.dis.found.z",
    ),
    *(
        "kind",
        "short_name",
        "parent_name",
        "unit_name",
        "region",
        "joint",
        "body.own_party",
        "officer.post",
        "officer.name",
        "officer.since",
    ),
    *(
        *("heir", "parent", "sure", "seen", "links", "until", "expected", "contact", "contact_phone", "phone"),
        "officer.until",
        "version",
        "name",
        "role",
        "login",
        "password",
        "again",
        "next",
        "kept",
        "gate",
        "upto",
        "mark",
        "words",
        "accept",
        "text",
        "made",
        "back",
        "rule",
        "wrong",
        "note.report-higher_party",
        "",
        ".",
        "a.b.c",
    ),
    *("do", "body", "lead.20", "help.20", "due.20", "seen.20", "lead.0", "due.0", "words.0", "words.20", "words.x", "seen"),
    *("file", "saved", "removed", "address", "wanted", "unit", "letter"),
    *("ahead", "quiet", "robots", "day"),
    *("pick", "raw.dis.petition_received", "v.dis.petition_received", "v.x"),
    *("title", "received", "first_day", "final_day", "outline_key", "length_cap", "contact"),
    *("opinion.n1.who", "opinion.n1.opinion", "opinion.n1.day", "opinion.n1.adopted", "opinion.1.who", "opinion.1.opinion", "opinion.1.v"),
    *("meeting.kind", "meeting.day", "signature.part", "signature.issuer", "signature.name", "signature.day", "signature.note"),
    *("done_on", "form", "copies", "document", "evidence", "evidence_day", "meeting_on", "note", "v", "until", "granted_by", "drop"),
    *("note.publish-public", "day.report-higher_party", "v.report-higher_party", "note.r1-report-higher_party", "note.notice"),
    *("text", "seen", "to.0", "to.2", "onto.disputes", "year", "value", "sure_years", "listed_values"),
    *("text.3.body", "text.14.body", "text.14.v", "text.15.body", "text.17.body", "layout", "base"),
    *("piece.0", "piece.1", "piece.x", "draft", "made", "words", "place", "body.1", "wording.item.problems"),
    *("path", "changes", "outline", "heading.thought", "shown.thought", "also", "zero", "some", "always", "kind", "source", "since"),
    *("office", "system", "as_of", "col.1", "value.3.dis.found", "way", "received_on", "published_on", "raw.dis.found", "last.dis.found"),
    *("day.dis.found", "why.dis.found", "v.dis.found", "e.dis.found", "raw.x", "col.x", "value.x"),
    *("state.1", "section.1", "note.1", "version.1", "seenstate.1", "seennote.1", "profile", "accept", "other", "whose"),
)
WORDS = (
    *(
        "",
        " ",
        "0",
        "1",
        "-1",
        "12件",
        "不适用",
        "town",
        "county",
        "standard",
        "2024",
        "2025",
        "99999999999999999999",
        "submit",
        "withdraw",
        "sign",
    ),
    *(
        "save",
        "next",
        "add",
        "up:6",
        "down:7",
        "up:",
        "up:x",
        "add-item",
        "remove-item:1",
        "lift-item:1",
        "draft",
        "done",
        "undone",
        "replace",
        "append",
        "merge",
        "undo",
        "insert",
        "keep",
        "change:1",
        "remove:1",
    ),
    *(
        "redraft",
        "mine:text.20@1",
        "mine:@",
        "mine:text.20@1:x,body",
        "both:text.20@1:body",
        "both:entry.dis.found@1:raw",
        "restore:text.20@1:1",
        "restore:entry.dis.found@1:2",
        "restore:item.1@1:1",
        "restore:x.1@1:1",
        "restore:@:",
        "revive:1",
        "theirs:text.20",
        "tick:report-higher_party",
        "clear:report-higher_party",
        "tick:",
        "editor",
        "admin",
    ),
    *("2024-03", "2024年13月", "0000-00-00", "[]", '[["a","b"]]', "/", "//x", "yes", "no", "achievements", "custom.1", "6", "20", "1月底"),
    *("carry", "split:3", "split:999", "join:2", "join:0", "hold:1", "0-0:title 1-1:recipients 2-2:opening", "5-2:-", "?", "-"),
    *("see:1", "open:1:1", "open:x", "all", "mailbox", "feed", "revoke:1", "revoke:", "lin@qingxi.example.cn", "lin@qq.con"),
    *("take:number", "take:x", "清政〔2026〕3号", "清政[2026]03号", "2026-1-9", "letter", "plain"),
    *("oa", "correct", "open", "close:1", "close:x", "tick:publish-public", "tick:r1-report-higher_party", "tick:notice", "2027-2-6"),
    *("remove", "drop", "mine:0", "mine:1", "12月5日", "1月20日前", "2031-1-1", "3000字以内"),
    *("党政联席会议", "signed", "reviewed", "云澜县清溪镇人民政府", "何川", "1月8日", "remove:1", "司法所"),
    *("accept", "read", "same", "take:dis.found", "dispute:dis.found", "back:dis.found", "figures", "sheet", "drop:sheet", "withdraw"),
    *("paper", "县司法局", "单位\t排查发现矛盾纠纷\n清溪镇\t12", "排查发现矛盾纠纷", "take-given:dis.found@1", "object:dis.found"),
    *("restore", "practice", "higher_party", "township", "publish", "report", "1月31日", "2月5日至2月11日", "1月31日、2月20日", "2月30日"),
    *("outlines/standard.toml", "wording/own.toml", "labels.toml", "# x", "a = [", "{open.items", "none", "tifa", "superseded", "standard"),
    *("disputes", "date", "partly", "replace@1", "append@0", "skip@", "一、政务公开\n公开148条。", "秘密★"),
)
VALUES = st.one_of(st.sampled_from(WORDS), st.text(st.characters(codec=None), max_size=30))
FORMS = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), VALUES), max_size=12)


def _addresses() -> list[str]:
    """Every address that takes a form, as the modules of the routes say."""
    modules = [importlib.import_module(f"{routes.__name__}.{each.name}") for each in pkgutil.iter_modules(routes.__path__)]
    found = [route for module in modules for route in module.router.routes if isinstance(route, APIRoute)]
    return sorted(route.path for route in found if "POST" in (route.methods or ()))


SIGNING_OUT = ("/sign-out", "/me/sessions", "/me/sessions/{session_id}")
ADDRESSES = [path for path in _addresses() if path not in SIGNING_OUT]


@pytest.fixture(scope="module")
def town(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One store for all random forms, so that they meet what others left behind."""
    database = open_database(f"sqlite:///{(tmp_path_factory.mktemp('random') / 'a.db').as_posix()}")
    migrate(database)
    made = settle(database, library)
    with database.write() as connection:
        reporting.add_item(connection, made.actor(LIN), made.report, made.section("problems").id, Item(title="问题"))
        take_in(connection, made, REPORT)
        pasts.add_waiting(connection, made.report, made.section("problems").id, [("执法力量不足。", ("上年内容",))])
        pasts.add_pledges(connection, made.report, "plans", [("加强执法队伍建设", "", "enforcement")])
        year.administrator(connection, made)
        year.drafted(connection, made, 2026, like=True)
        proposing.give(connection, library, made.actor(ZHENG), made.county, YEAR, From("县司法局"), [Gift(made.unit, "dis.found", "12")])
        paper = Registered("paper", date(2026, 1, 8))
        offline.register(connection, library, made.actor(ZHENG), Where(made.county, made.other, YEAR), paper, 0)
    yield made
    database.engine.dispose()


@pytest.fixture(scope="module")
def browsers(town: Town, tmp_path_factory: pytest.TempPathFactory) -> list[Browser]:
    """A browser for each of four who may do things."""
    app = make_app(Site(Settings(var=tmp_path_factory.mktemp("random")), town.database, town.library))
    return [Browser(app, session(town, login)) for login in (LIN, ZHAO, QIAN, ZHENG)]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data(), pairs=FORMS, autosave=st.booleans())
def test_no_form_breaks_the_program(
    town: Town, browsers: list[Browser], data: st.DataObject, pairs: list[tuple[str, str]], autosave: bool
) -> None:
    browser = data.draw(st.sampled_from(browsers))
    pattern = data.draw(st.sampled_from(ADDRESSES))
    numbers = {
        "report_id": town.report,
        "unit_id": data.draw(st.sampled_from((town.unit, town.county))),
        "below_id": town.other,
        "round_": data.draw(st.sampled_from((0, 1))),
        "rule_id": data.draw(st.sampled_from(("customer.township.report", "local.2.1", "x"))),
        "key": data.draw(st.sampled_from(("report-higher_party", "publish-public", "standard", "x"))),
        "section_id": town.section(data.draw(st.sampled_from(("problems", "title")))).id,
    }
    path = pattern.format_map(dict.fromkeys(re.findall(r"{(\w+)}", pattern), 1) | numbers | {"token": "guess"})
    answer = browser.send(path, [*pairs, ("csrf", browser.csrf)], {"X-Autosave": "1"} if autosave else {})
    assert answer.status_code < 500, f"{path} {pairs}: {answer.text[:300]}"
    if answer.status_code == 303:
        assert browser.fetch(answer.headers["location"]).status_code < 500


def test_every_address_that_takes_a_form_is_tried() -> None:
    assert {
        "/reports/{report_id}/sections/{section_id}",
        "/units/{unit_id}",
        "/first-run",
        "/sign-in",
        "/inspect",
        "/inspect/copy",
        "/proofread",
    } <= set(ADDRESSES)
    assert {"/reports/{report_id}/registration", "/reports/{report_id}/documents/{document_id}"} <= set(ADDRESSES)
    assert len(ADDRESSES) >= 13
