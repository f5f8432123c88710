"""The checklist with htmx: a tick changes the list in place, keeps the place and the focus, and tells a refusal."""

import pytest
from playwright.sync_api import expect

from server import clock
from server.storage import people
from tests.cast import ZHAO
from tests.e2e.desk import Desk
from tests.e2e.town import Place

pytestmark = pytest.mark.browser


def test_a_tick_changes_the_list_without_leaving_the_page(desk: Desk, place: Place) -> None:
    page = desk.window(place.server.address, place.token())
    page.goto(f"{place.report()}/checklist")
    page.evaluate("window.stayed = true")
    page.locator("[id='note-archive']").fill("等回执")
    page.locator("[id='note-notice']").fill("李明转来")
    page.locator("[id='do-notice']").click()
    row = page.locator("[id='row-notice']")
    expect(row).to_contain_text("李明转来")
    expect(page.locator("[id='do-notice']")).to_be_focused()
    expect(page.locator("[id='note-archive']")).to_have_value("等回执")
    assert page.evaluate("window.stayed") is True
    page.locator("[id='do-notice']").click()
    expect(row.get_by_role("textbox")).to_be_visible()
    assert page.evaluate("window.stayed") is True


def test_a_row_is_marked_in_place_and_a_day_ahead_is_refused_in_place(desk: Desk, own: Place) -> None:
    desk.forgive("422")
    page = desk.window(own.server.address, own.token())
    page.goto(f"{own.report()}/checklist")
    page.evaluate("window.stayed = true")
    page.locator("[id='note-copy-higher_oversight']").fill("李明签收")
    page.locator("[id='note-report-higher_party']").fill("县委办收文3号")
    page.locator("[id='day-report-higher_party']").fill("2099年1月1日")
    page.locator("[id='do-report-higher_party']").click()
    expect(page.locator("#checklist")).to_contain_text("完成日期还没有到")
    page.locator("[id='day-report-higher_party']").fill("2026年1月8日")
    page.locator("[id='do-report-higher_party']").click()
    expect(page.locator("[id='row-report-higher_party']")).to_contain_text("2026年1月8日完成")
    expect(page.locator("[id='note-copy-higher_oversight']")).to_have_value("李明签收")
    assert page.evaluate("window.stayed") is True


def test_a_tick_after_the_session_ended_says_so_and_keeps_the_note(desk: Desk, own: Place) -> None:
    desk.forgive("401")
    page = desk.window(own.server.address, own.token())
    page.goto(f"{own.report()}/checklist")
    page.locator("[id='note-notice']").fill("收到通知")
    with own.town.database.write() as connection:
        people.end_sessions(connection, own.town.ids[ZHAO], clock.now())
    page.locator("[id='do-notice']").click()
    expect(page.locator("main")).to_contain_text("登录已过期")
    expect(page.get_by_label("登录名")).to_be_visible()
