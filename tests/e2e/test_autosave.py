"""Saving by itself: its words, its order, and what becomes of typing when the server, the session or the browser gives way."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import LIN, PASSWORD, ZHAO
from tests.e2e.desk import Desk
from tests.e2e.town import Place
from tests.e2e.watching import SAVED, Watched

pytestmark = pytest.mark.browser
REFUSED = "net::ERR_CONNECTION_REFUSED"
LATER = 61_000


@pytest.fixture
def address(place: Place) -> str:
    """A section of an empty report."""
    return place.section(place.report(), "disputes")


@pytest.fixture
def watched(place: Place, desk: Desk, address: str) -> Watched:
    """赵 at that section."""
    return Watched(desk.person(place.server.address, place.token()), address)


def test_one_line_says_what_becomes_of_the_typing(watched: Watched) -> None:
    held = watched.hold_saves()
    expect(watched.status).to_have_attribute("role", "status")
    watched.type("全年办理事项")
    watched.turn()
    expect(watched.status).to_have_text("正在保存…")
    held.pop().continue_()
    expect(watched.status).to_have_text(re.compile(r"^已保存 \d\d:\d\d$"))
    expect(watched.alert).to_be_empty()


def test_saved_is_never_said_of_typing_that_is_newer(watched: Watched) -> None:
    held = watched.hold_saves()
    watched.type("一")
    watched.turn()
    watched.type("二")
    held.pop().continue_()
    expect(watched.status).to_be_empty()
    watched.turn()
    expect(watched.status).to_have_text("正在保存…")
    held.pop().continue_()
    expect(watched.status).to_have_text(SAVED)
    watched.type("三")
    expect(watched.status).to_be_empty()


def test_typing_is_saved_when_it_rests_not_with_every_key(watched: Watched) -> None:
    for character in "全年办理事项":
        watched.type(character)
        watched.turn(500)
    assert not watched.saves
    watched.settle()
    assert [watched.text_saved()] == ["全年办理事项"]
    assert len(watched.saves) == 1


def test_one_save_is_in_flight_and_the_last_one_waits(watched: Watched) -> None:
    held = watched.hold_saves()
    watched.type("一")
    watched.turn()
    expect(watched.status).to_have_text("正在保存…")
    for character in "二三四":
        watched.type(character)
        watched.turn()
    assert len(watched.saves) == 1
    with watched.page.expect_request(lambda request: "x-autosave" in request.headers):
        held.pop().continue_()
        watched.turn()
    expect(watched.status).to_have_text("正在保存…")
    assert len(watched.saves) == 2
    held.pop().continue_()
    watched.settle()
    assert [next(text for name, text in save.items() if name.endswith(".body")) for save in watched.saves] == ["一", "一二三四"]
    expect(watched.field()).to_have_value("一二三四")


def test_a_submit_wins_over_a_save_in_flight_and_carries_everything(watched: Watched) -> None:
    held = watched.hold_saves()
    watched.type("一")
    watched.turn()
    expect(watched.status).to_have_text("正在保存…")
    watched.type("二")
    watched.page.get_by_role("button", name="保存并继续").click()
    assert not watched.submits
    held.pop().continue_()
    expect(watched.page.get_by_role("heading", level=1)).to_have_text("全面推进政务公开")
    assert len(watched.submits) == 1
    watched.page.go_back()
    expect(watched.field()).to_have_value("一二")


def test_the_button_saves_at_once_and_keeps_the_place(watched: Watched) -> None:
    watched.type("全年")
    watched.page.get_by_role("button", name="保存", exact=True).click()
    expect(watched.status).to_have_text(SAVED)
    assert (len(watched.saves), watched.submits) == (1, [])


def test_what_cannot_be_read_is_saved_as_typed_and_told(watched: Watched) -> None:
    watched.type("许多", "信访受理")
    watched.settle()
    figure = watched.field("信访受理")
    row = watched.page.locator("#figure-dis-petition_received")
    expect(figure).to_have_attribute("aria-invalid", "true")
    expect(row).to_contain_class("cb-figure--error")
    expect(watched.page.locator("#dis-petition_received-message")).to_contain_text("“信访受理”填的是“许多”")
    watched.page.reload()
    expect(figure).to_have_value("许多")
    expect(figure).to_have_attribute("aria-invalid", "true")
    figure.fill("１2 件")
    watched.settle()
    expect(figure).not_to_have_attribute("aria-invalid", "true")
    expect(figure).not_to_contain_class("govuk-input--error")
    expect(row).not_to_contain_class("cb-figure--error")
    expect(watched.page.locator("#dis-petition_received-message")).to_be_empty()
    expect(figure).to_have_value("１2 件")


def test_sums_and_characters_are_live(watched: Watched) -> None:
    watched.type("12", "信访受理")
    watched.type("15", "信访办结")
    watched.type("全年 办理。")
    expect(watched.page.locator(".cb-count")).to_have_text("5 字")
    watched.settle()
    expect(watched.page.locator("#relations")).to_contain_text("信访已办结数不能大于受理数")
    expect(watched.page.locator("#filled-count")).to_have_text("2/12")


def test_a_server_that_is_gone_loses_nothing(own: Place, desk: Desk) -> None:
    desk.forgive(REFUSED, "htmx:sendError", "htmx:afterRequest")
    desk.forgive("ERR_CONNECTION_RESET")  # what was asked of it when it was killed
    watched = Watched(desk.person(own.server.address, own.token()), own.section(own.report(), "disputes"))
    watched.type("先存下的。")
    watched.settle()
    own.server.kill()
    watched.type("没存上的。")
    watched.turn()
    expect(watched.page.get_by_role("alert")).to_contain_text("没有存到服务器。您写的内容还在本页")
    expect(watched.status).to_have_text("尚未保存")
    expect(watched.field()).to_have_value("先存下的。没存上的。")
    own.server.start()
    watched.turn(LATER)
    expect(watched.status).to_have_text(SAVED)
    expect(watched.alert).to_be_empty()
    watched.page.reload()
    expect(watched.field()).to_have_value("先存下的。没存上的。")


def test_a_session_that_ended_is_taken_up_from_another_window(watched: Watched, desk: Desk) -> None:
    desk.forgive("401")
    with watched.page.context.expect_page() as opened:
        watched.page.evaluate("window.open('/')")
    opened.value.get_by_role("button", name="退出").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("登录")
    opened.value.close()
    watched.type("登录过期后写的。")
    watched.turn()
    expect(watched.page.get_by_role("alert")).to_contain_text("登录已过期，您写的内容还在本页")
    with watched.page.context.expect_page() as asked:
        watched.page.get_by_role("link", name="重新登录").click()
    _sign_in(asked.value, ZHAO)
    expect(asked.value.get_by_label("正文内容")).to_have_value("")
    watched.page.bring_to_front()
    watched.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(watched.status).to_have_text(SAVED)
    expect(watched.alert).to_be_empty()
    watched.page.reload()
    expect(watched.field()).to_have_value("登录过期后写的。")


def test_another_person_who_signs_in_does_not_save_in_my_name(watched: Watched, desk: Desk) -> None:
    desk.forgive("401")
    with watched.page.context.expect_page() as opened:
        watched.page.evaluate("window.open('/')")
    opened.value.get_by_role("button", name="退出").click()
    watched.type("赵敏写的。")
    watched.turn()
    expect(watched.page.get_by_role("alert")).to_contain_text("登录已过期")
    _sign_in(opened.value, LIN)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("年度报告")
    saves = len(watched.saves)
    watched.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(watched.page.get_by_role("alert")).to_contain_text("现在登录的是另一个人")
    watched.turn(LATER)
    assert len(watched.saves) == saves


def test_a_form_sent_after_the_session_ended_is_kept_through_the_sign_in(place: Place, desk: Desk, address: str) -> None:
    desk.forgive("401")
    context = desk.person(place.server.address, place.token(), javascript=False)
    page, other = context.new_page(), context.new_page()
    page.goto(address)
    other.goto(place.server.address)
    other.get_by_role("button", name="退出").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("登录")
    page.get_by_label("正文内容").fill("没有脚本时写的。")
    page.get_by_role("button", name="保存", exact=True).click()
    _sign_in(page, ZHAO)
    page.get_by_role("button", name="继续保存").click()
    expect(page.get_by_label("正文内容")).to_have_value("没有脚本时写的。")


def test_typing_that_reached_no_server_is_offered_after_a_crash(watched: Watched, desk: Desk) -> None:
    desk.forgive("net::ERR_FAILED")
    watched.page.on("dialog", lambda dialog: dialog.accept())
    watched.page.route("**/sections/*", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    watched.type("崩溃之前写的。")
    watched.turn()
    expect(watched.page.get_by_role("alert")).to_contain_text("没有存到服务器")
    watched.page.reload()
    expect(watched.field()).to_have_value("")
    offer = watched.page.locator(".cb-recover")
    expect(offer).to_contain_text("发现上次没有保存到服务器的内容")
    watched.page.unroute_all()
    offer.get_by_role("button", name="恢复").click()
    expect(watched.field()).to_have_value("崩溃之前写的。")
    watched.settle()
    watched.page.reload()
    expect(watched.field()).to_have_value("崩溃之前写的。")
    expect(offer).to_have_count(0)


def test_signing_out_leaves_no_copy_in_the_browser(watched: Watched, desk: Desk) -> None:
    desk.forgive("net::ERR_FAILED")
    watched.page.on("dialog", lambda dialog: dialog.accept())
    watched.page.route("**/sections/*", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    watched.type("不留在公用电脑上。")
    watched.turn()
    expect(watched.page.get_by_role("alert")).to_contain_text("没有存到服务器")
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('chengbao:')).length"
    assert watched.page.evaluate(kept) == 1
    watched.page.get_by_role("button", name="退出").click()
    expect(watched.page.get_by_role("heading", level=1)).to_have_text("登录")
    assert watched.page.evaluate(kept) == 0


def _sign_in(page: Page, login: str) -> None:
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
