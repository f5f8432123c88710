"""The doors: first run with its code, sign-in, sign-out, the one cookie, the session's end put off."""

from http.cookies import SimpleCookie

import pytest
from fastapi import FastAPI

from server.library import Library
from server.settings import Settings
from server.storage.engine import Database
from server.web.app import make_app
from server.web.forms import local
from server.web.site import Site
from tests.cast import LIN, PASSWORD, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn, session

GATE = "31415926"
FIRST = {
    "name": "孙可",
    "login": "sun",
    "password": "清溪河水清又清清",
    "again": "清溪河水清又清清",
    "kind": "town",
    "short_name": "清溪镇",
    "parent_name": "云澜县",
}


@pytest.fixture
def gated(sqlite: Database, library: Library) -> Browser:
    """A fresh program that listens beyond this machine."""
    return Browser(make_app(Site(Settings(host="0.0.0.0"), sqlite, library, GATE)))


@pytest.mark.parametrize("path", ["/", "/sign-in"])
def test_a_fresh_program_shows_its_first_page_whatever_is_asked(fresh: FastAPI, path: str) -> None:
    page = Browser(fresh).get(path)
    assert (page.trail, page.heading) == (("/first-run",), "开始使用呈报")
    assert "启动码" not in page.main


def test_the_first_run_signs_in_and_offers_a_report(fresh: FastAPI) -> None:
    page = Browser(fresh).get("/").press("建立并进入", FIRST)
    assert (page.status, page.trail) == (200, ("/",))
    assert page.says("云澜县清溪镇人民政府")
    assert page.says("开始填报")
    assert page.says("孙可")


def test_after_the_first_run_the_first_page_is_gone(town: Town, stranger: Browser) -> None:
    assert stranger.get("/first-run").status == 404
    form = stranger.get("/sign-in").form("登录")
    page = stranger.post("/first-run", [*FIRST.items(), ("csrf", dict(form.pairs())["csrf"])])
    assert page.status == 404
    assert stranger.get("/").heading == "登录"
    assert town.unit


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "请填写姓名"),
        ({"login": ""}, "请填写登录名"),
        ({"login": "长" * 101}, "登录名最多100个字"),
        ({"password": "1234567", "again": "1234567"}, "密码要有8到200个字符"),
        ({"again": "别的"}, "两次相同的密码"),
        ({"kind": ""}, "请填写单位类型"),
        ({"short_name": "　"}, "请填写单位简称"),
        ({"region": "四四〇"}, "行政区划代码应当全是数字"),
        ({"officer.post": "镇长"}, "领导的职务和姓名"),
    ],
)
def test_a_first_run_with_a_mistake_says_it_and_keeps_the_rest(fresh: FastAPI, wrong: dict[str, str], words: str) -> None:
    page = Browser(fresh).get("/first-run").press("建立并进入", FIRST | wrong)
    assert page.status == 422
    assert page.says(words)
    assert page.holds(FIRST["parent_name"])
    assert not page.holds(FIRST["password"])
    again = page.press("建立并进入", FIRST | {name: FIRST.get(name, "") for name in wrong})
    assert again.status == 200


def test_beyond_this_machine_the_first_run_asks_for_the_code_of_the_console(gated: Browser) -> None:
    page = gated.get("/")
    assert "启动码" in page.main
    for guess in ("", "00000000", "三一四", GATE + "0", "\ud800"):
        page = page.press("建立并进入", FIRST | {"gate": guess})
        assert page.status == 422
        assert page.says("启动码不对")
    assert page.press("建立并进入", FIRST | {"gate": f" {GATE} "}).status == 200


def test_sign_in_leads_home_or_to_where_one_was_going(town: Town, app: FastAPI) -> None:
    typed = {"login": LIN, "password": PASSWORD}
    assert Browser(app).get("/").press("登录", typed).trail == ("/",)
    assert Browser(app).get(town.path()).press("登录", typed).trail == (town.path(),)


@pytest.mark.parametrize(
    "next_",
    ["https://example.com/", "//example.com", "/\\example.com", "/\t/example.com", "/\n/example.com", "javascript:alert(1)", "", "x"],
)
def test_sign_in_never_leads_out_of_the_program(app: FastAPI, next_: str) -> None:
    browser = Browser(app)
    token = dict(browser.get("/sign-in").form("登录").pairs())["csrf"]
    answer = browser.send("/sign-in", [("login", LIN), ("password", PASSWORD), ("csrf", token), ("next", next_)])
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert local(next_) == "/"


def test_a_wrong_password_comes_back_with_the_name_and_without_the_password(stranger: Browser) -> None:
    page = stranger.get("/sign-in").press("登录", {"login": LIN, "password": "falsch und lang"})
    assert (page.status, page.title) == (422, "错误：登录 - 呈报")
    assert page.holds(LIN)
    assert not page.holds("falsch und lang")


def test_after_five_failures_the_door_stays_shut_for_a_while(stranger: Browser) -> None:
    page = stranger.get("/sign-in")
    for _ in range(5):
        page = page.press("登录", {"login": LIN, "password": "falsch"})
    page = page.press("登录", {"login": LIN, "password": PASSWORD})
    assert page.status == 422
    assert page.says("请15分钟后再试")


def test_sign_out_ends_the_session_on_the_server(town: Town, app: FastAPI) -> None:
    token = session(town, LIN)
    browser, other = Browser(app, token), Browser(app, token)
    page = browser.get("/").press("退出")
    assert page.heading == "登录"
    assert other.fetch("/").status_code == 303


def test_signing_out_twice_leads_to_the_door(sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    page = browser.get("/")
    page.press("退出")
    again = page.press("退出")
    assert again.status == 401
    assert again.press("登录", {"login": LIN, "password": PASSWORD}).trail == ("/",)


def _cookie(browser: Browser, **typed: str) -> SimpleCookie:
    form = browser.get("/sign-in").form("登录").type(typed)
    return SimpleCookie(browser.send("/sign-in", form.pairs("登录")).headers["set-cookie"])


def test_the_cookie_is_closed_to_scripts_and_other_sites_and_new_with_each_sign_in(app: FastAPI) -> None:
    browser = Browser(app)
    before = SimpleCookie(browser.fetch("/sign-in").headers["set-cookie"])["chengbao"]
    after = _cookie(browser, login=LIN, password=PASSWORD)["chengbao"]
    for cookie in (before, after):
        assert cookie["httponly"] is True
        assert (cookie["samesite"], cookie["path"], cookie["domain"], cookie["secure"]) == ("lax", "/", "", "")
        assert len(cookie.value) >= 43
    assert before.value != after.value


def test_the_cookie_is_secure_where_the_setting_says_so(town: Town) -> None:
    app = make_app(Site(Settings(secure_cookies=True), town.database, town.library))
    browser = Browser(app, address="https://testserver")
    assert _cookie(browser, login=LIN, password=PASSWORD)["chengbao"]["secure"] is True


@pytest.mark.parametrize("token", ["", "x", "林", "x" * 4000, '"; DROP TABLE person; --', "\x80"])
def test_a_cookie_nobody_gave_opens_nothing(app: FastAPI, token: str) -> None:
    browser = Browser(app)
    answer = browser.client.get("/", headers=[(b"cookie", b"chengbao=" + token.encode("latin-1", "ignore"))])
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/")


def test_a_session_can_be_put_off_and_says_until_when(sign_in: SignIn, stranger: Browser) -> None:
    answer = sign_in(LIN).fetch("/session/extend")
    told = answer.json()
    assert answer.status_code == 200
    assert told["expires"] - told["now"] == 12 * 3600
    assert stranger.client.get("/session/extend", headers={"X-Autosave": "1"}).status_code == 401


def test_pages_say_when_the_session_ends_and_whose_it_is(town: Town, sign_in: SignIn) -> None:
    body = next(sign_in(LIN).get("/").root.iter("body"))
    assert body.get("data-owner") == str(town.ids[LIN])
    assert int(body.get("data-session-expires", "0")) - int(body.get("data-server-now", "0")) > 11 * 3600


@pytest.mark.parametrize("kept", ["[", "5", "{}", '["ab"]', '[["a"]]', "[" * 100_000, '[["a","\\ud800"]]', '[["a",{"b":1}]]', "[[1,null]]"])
def test_what_was_kept_by_nobody_does_no_harm(app: FastAPI, kept: str) -> None:
    browser = Browser(app)
    token = dict(browser.get("/sign-in").form("登录").pairs())["csrf"]
    page = browser.post("/sign-in", [("login", LIN), ("password", PASSWORD), ("csrf", token), ("next", "/"), ("kept", kept)])
    assert page.status == 200


def test_the_page_says_who_is_signed_in(sign_in: SignIn) -> None:
    page: Page = sign_in(LIN).get("/")
    assert page.says("林晓")
    assert page.says("云澜县清溪镇人民政府")
