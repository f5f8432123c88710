"""The own account and codes for a new password, as browsers meet them: guessing is slowed, sessions end, nothing is told to strangers."""

from datetime import timedelta

import pytest
from fastapi import FastAPI

from server import clock
from server.report.security.traces import Trace
from server.report.who import Role
from server.storage import accounts, audit, people
from server.storage.audit import Entry
from tests.cast import LIN, PASSWORD, QIAN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn, session

NEW = "白鹭飞过禾汀去了"
WAIT = "请15分钟后再试"


def _code(page: Page) -> str:
    return "".join(page.by_id("code").itertext())


def _code_path(town: Town, login: str, unit: int = 0) -> str:
    return f"/units/{unit or town.unit}/people/{town.ids[login]}/code"


def _reset(browser: Browser, login: str, code: str, password: str = NEW) -> Page:
    typed = {"login": login, "code": code, "password": password, "again": password}
    return browser.get("/reset").press("设定新密码", typed)


def _signs_in(app: FastAPI, login: str, password: str) -> Page:
    return Browser(app).get("/sign-in").press("登录", {"login": login, "password": password})


def test_the_name_in_the_head_leads_to_the_own_account(sign_in: SignIn) -> None:
    page = sign_in(LIN).get("/").follow("林晓")
    assert (page.status, page.heading) == (200, "我的账号")
    assert page.says("林晓，登录名 lin")


def test_a_phone_is_kept_and_one_that_is_none_comes_back(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get("/me").press("保存电话", {"phone": "０７５９-1234567转8"})
    assert page.says("办公电话已保存")
    wrong = page.press("保存电话", {"phone": "打我手机"})
    assert (wrong.status, wrong.holds("打我手机")) == (422, True)
    with town.database.read() as connection:
        found = accounts.account(connection, town.ids[LIN])
    assert found is not None
    assert found.phone == "０７５９-1234567转8"
    assert wrong.press("保存电话", {"phone": ""}).status == 200


def test_a_new_password_ends_the_other_sessions_and_not_this_one(town: Town, app: FastAPI) -> None:
    mine, other = Browser(app, session(town, LIN)), Browser(app, session(town, LIN))
    page = mine.get("/me").press("修改密码", {"old": PASSWORD, "password": NEW, "again": NEW})
    assert page.says("密码已修改")
    assert mine.get("/").status == 200
    assert other.fetch("/").status_code == 303
    assert _signs_in(app, LIN, PASSWORD).status == 422
    assert _signs_in(app, LIN, NEW).says("林晓")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"old": "falsch"}, "原密码不对"),
        ({"password": "1234567", "again": "1234567"}, "密码要有8到200个字符"),
        ({"again": "别的"}, "两次相同的密码"),
        ({"password": PASSWORD, "again": PASSWORD}, "新密码和原密码一样"),
    ],
    ids=["old", "short", "again", "same"],
)
def test_a_password_that_cannot_be_is_said_and_none_is_shown(sign_in: SignIn, typed: dict[str, str], words: str) -> None:
    page = sign_in(LIN).get("/me").press("修改密码", {"old": PASSWORD, "password": NEW, "again": NEW} | typed)
    assert page.status == 422
    assert page.says(words)
    assert not page.holds(NEW)
    assert not page.holds(PASSWORD)


def test_guessing_the_old_password_is_slowed_as_signing_in_is(sign_in: SignIn, app: FastAPI) -> None:
    page = sign_in(LIN).get("/me")
    for _ in range(5):
        page = page.press("修改密码", {"old": "falsch", "password": NEW, "again": NEW})
    assert page.press("修改密码", {"old": PASSWORD, "password": NEW, "again": NEW}).says(WAIT)
    assert _signs_in(app, LIN, PASSWORD).says(WAIT)


def test_the_sessions_are_listed_and_one_of_them_can_be_ended(town: Town, app: FastAPI) -> None:
    browser = Browser(app)
    browser.client.headers["User-Agent"] = "Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 Chrome/86.0.4240.198 Safari/537.36"
    browser.get("/sign-in").press("登录", {"login": LIN, "password": PASSWORD})
    other = Browser(app, session(town, LIN))
    page = other.get("/me")
    assert page.says("Chrome 86，Windows 7")
    assert page.says("testclient")
    assert page.main.count("本次登录") == 1
    ended = page.press("退出这一处")
    assert ended.says("那一处登录已经退出")
    assert browser.fetch("/").status_code == 303
    assert other.fetch("/").status_code == 200


def test_signing_out_everywhere_ends_this_session_too(town: Town, app: FastAPI) -> None:
    mine, other, others = Browser(app, session(town, LIN)), Browser(app, session(town, LIN)), Browser(app, session(town, ZHAO))
    assert mine.get("/me").press("全部退出，包括本次").heading == "登录"
    assert [each.fetch("/").status_code for each in (mine, other, others)] == [303, 303, 200]


def test_nobody_ends_a_session_of_somebody_else(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    theirs = Browser(app, session(town, ZHAO))
    with town.database.read() as connection:
        [live] = accounts.live(connection, town.ids[ZHAO], clock.now())
    page = sign_in(LIN).get("/me")
    token = dict(page.form("保存电话").pairs())["csrf"]
    for number in (live.id, 99_999):
        assert page.browser.post(f"/me/sessions/{number}", [("csrf", token)]).status == 404
    assert theirs.fetch("/").status_code == 200


def test_somebody_who_forgot_sets_a_new_password_with_a_code_read_out_by_phone(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    signed_in = Browser(app, session(town, LIN))
    page = sign_in(QIAN).get(_code_path(town, LIN)).press("生成口令")
    code = _code(page)
    assert len(code.replace(" ", "")) == 10
    assert [len(part) for part in code.split()] == [3, 3, 4]
    assert not sign_in(QIAN).get(_code_path(town, LIN)).holds(code)
    done = _reset(Browser(app).get("/sign-in").follow("忘记密码").browser, LIN, code)
    assert (done.heading, done.says("请用新密码登录")) == ("登录", True)
    assert signed_in.fetch("/").status_code == 303
    assert _signs_in(app, LIN, NEW).says("林晓")
    assert _reset(Browser(app), LIN, code).says("登录名或口令不对")


def test_a_code_may_be_typed_as_people_type_numbers(app: FastAPI, town: Town, sign_in: SignIn) -> None:
    code = _code(sign_in(QIAN).get(_code_path(town, LIN)).press("生成口令"))
    wide = code.replace(" ", "-").translate({ord(str(each)): chr(0xFF10 + each) for each in range(10)})
    assert _reset(Browser(app), LIN, wide.replace("０", "O")).says("请用新密码登录")


def test_a_new_code_ends_the_one_before_and_a_code_can_be_taken_back(app: FastAPI, town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(_code_path(town, LIN)).press("生成口令")
    first = _code(page)
    page = page.press("重新生成")
    second = _code(page)
    assert _reset(Browser(app), LIN, first).says("登录名或口令不对")
    assert page.press("作废现在的口令").says("口令已经作废")
    assert _reset(Browser(app), LIN, second).says("登录名或口令不对")


def test_nobody_learns_whether_a_name_or_a_code_is_there(app: FastAPI, town: Town, sign_in: SignIn) -> None:
    sign_in(QIAN).get(_code_path(town, LIN)).press("生成口令")
    pages = [_reset(Browser(app), login, "0000000000") for login in (LIN, ZHAO, "nobody")]
    mains = {page.main.replace(login, "") for page, login in zip(pages, (LIN, ZHAO, "nobody"), strict=True)}
    assert [page.status for page in pages] == [422, 422, 422]
    assert len(mains) == 1
    assert not any(page.holds("0000000000") for page in pages)


def test_guessing_a_code_shuts_the_door_and_ends_the_code(app: FastAPI, town: Town, sign_in: SignIn) -> None:
    code = _code(sign_in(QIAN).get(_code_path(town, LIN)).press("生成口令"))
    for _ in range(5):
        assert _reset(Browser(app), LIN, "1").says("登录名或口令不对")
    assert _reset(Browser(app), LIN, code).says(WAIT)
    assert _signs_in(app, LIN, PASSWORD).says(WAIT)
    again = _code(sign_in(QIAN).get(_code_path(town, LIN)).press("生成口令"))
    assert _reset(Browser(app), LIN, code).says("登录名或口令不对")
    assert _reset(Browser(app), LIN, again).says("请用新密码登录")


def test_a_code_opens_a_door_that_was_shut_by_failures(app: FastAPI, town: Town, sign_in: SignIn) -> None:
    for _ in range(5):
        _signs_in(app, LIN, "falsch")
    code = _code(sign_in(QIAN).get(_code_path(town, LIN)).press("生成口令"))
    assert _reset(Browser(app), LIN, code).says("请用新密码登录")
    assert _signs_in(app, LIN, NEW).status == 200


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"login": " "}, "请填写登录名"),
        ({"code": ""}, "请填写口令"),
        ({"again": "别的"}, "两次相同的密码"),
        ({"password": "短", "again": "短"}, "8到200"),
    ],
    ids=["login", "code", "again", "short"],
)
def test_a_reset_with_a_mistake_says_it(stranger: Browser, typed: dict[str, str], words: str) -> None:
    page = stranger.get("/reset").press("设定新密码", {"login": LIN, "code": "1", "password": NEW, "again": NEW} | typed)
    assert (page.status, page.says(words)) == (422, True)
    assert not page.holds(NEW)


@pytest.mark.parametrize(("who", "status"), [(ZHOU, 404), (LIN, 403), (ZHAO, 403), (WU, 403), (ZHENG, 403), (QIAN, 200)])
def test_only_an_administrator_gives_a_code(town: Town, sign_in: SignIn, who: str, status: int) -> None:
    browser = sign_in(who)
    page = browser.get(_code_path(town, LIN))
    assert page.status == status
    token = dict(browser.get("/me").form("保存电话").pairs())["csrf"]
    assert browser.post(_code_path(town, LIN), [("csrf", token)]).status == status


def test_an_administrator_does_not_get_at_somebody_of_a_unit_above_or_beside(town: Town, sign_in: SignIn) -> None:
    for unit, role in ((town.county, Role.auditor), (town.other, Role.contributor)):
        with town.database.write() as connection:
            people.grant(connection, town.ids[LIN], unit, (role,), clock.now() - timedelta(days=1))
        page = sign_in(QIAN).get(_code_path(town, LIN))
        assert page.status == 403
        assert page.says("由上级单位的管理员来发")
        with town.database.write() as connection:
            connection.exec_driver_sql(f"DELETE FROM membership WHERE person_id = {town.ids[LIN]} AND unit_id = {unit}")
    assert sign_in(QIAN).get(_code_path(town, LIN)).status == 200


def test_the_administrator_of_the_county_helps_the_one_of_a_town(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        people.grant(connection, town.ids[ZHENG], town.county, (Role.admin,), clock.now() - timedelta(days=1))
    code = _code(sign_in(ZHENG).get(_code_path(town, QIAN)).press("生成口令"))
    assert _reset(Browser(app), QIAN, code).says("请用新密码登录")
    assert sign_in(QIAN).get(_code_path(town, ZHENG, town.county)).status == 404


def test_there_is_no_code_for_oneself_nor_for_somebody_who_is_not_there(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    assert browser.get(_code_path(town, QIAN)).says("请在“我的账号”里改")
    assert browser.get(_code_path(town, ZHOU)).status == 404
    assert browser.get(f"/units/{town.unit}/people/99999/code").status == 404


def test_from_one_address_with_many_failures_only_those_get_in_who_came_from_it_before(app: FastAPI, town: Town) -> None:
    assert _signs_in(app, LIN, PASSWORD).says("林晓")
    with town.database.write() as connection:
        for number in range(29):
            audit.add(connection, Entry(clock.now(), Trace.sign_in_failed, target=f"login:{number}", address="testclient"))
    assert _signs_in(app, "guess", "falsch").says("登录名或密码不对")
    assert _signs_in(app, "guess2", "falsch").says(WAIT)
    assert _signs_in(app, ZHAO, PASSWORD).says(WAIT)
    assert _signs_in(app, LIN, "falsch").says(WAIT)
    assert _signs_in(app, LIN, PASSWORD).says("林晓")
    assert _reset(Browser(app), ZHAO, "1").says(WAIT)
