"""The county board and the countdown in a browser: its journey, the text copied over plain HTTP, files, a tick that moves the countdown."""

import re

import pytest
from playwright.sync_api import expect

from server import clock
from server.actions import reporting
from server.actions.allowing import Actor
from server.report.workflow import Move
from server.storage import reports
from tests.cast import ZHAO, ZHENG
from tests.e2e.desk import ELSEWHERE, Desk
from tests.e2e.town import Place

pytestmark = pytest.mark.browser


def test_the_text_is_copied_where_there_is_no_clipboard_api(desk: Desk, place: Place) -> None:
    address = place.server.address.replace("127.0.0.1", ELSEWHERE)
    page = desk.window(address, place.token(ZHENG))
    page.goto(f"{address}/units/{place.town.county}/board?year={clock.today().year}")
    assert page.evaluate("window.isSecureContext") is False
    page.get_by_role("button", name="复制", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="复制")).to_have_text(re.compile("已复制|已全选"))
    box = page.get_by_label("发到群里的文字")
    assert box.evaluate("(box) => box.selectionEnd - box.selectionStart === box.value.length")
    expect(box).to_have_value(re.compile("^各位同事：[\\s\\S]*白石镇"))


def test_boxes_and_buttons_of_the_page_belong_together_without_script(desk: Desk, place: Place) -> None:
    page = desk.window(place.server.address, place.token(ZHENG), javascript=False)
    page.goto(f"{place.server.address}/units/{place.town.county}/board?year={clock.today().year}")
    page.get_by_label("清溪镇", exact=True).uncheck()
    page.get_by_role("button", name="按勾选的单位更新文字").click()
    expect(page.get_by_label("发到群里的文字")).to_have_value(re.compile("^白石镇的同事："))
    with page.expect_download() as download:
        page.get_by_role("button", name="催报通知（Word）").click()
    assert download.value.suggested_filename.endswith("催报通知.docx")
    expect(page.get_by_role("button", name="复制", exact=True)).to_have_count(0)


def test_a_tick_moves_the_countdown_and_the_clock_is_the_servers(desk: Desk, place: Place) -> None:
    page = desk.window(place.server.address, place.token())
    page.goto(f"{place.report()}/checklist")
    strip = page.locator("#countdown")
    expect(strip).to_contain_text("收到通知")
    page.locator("[id='do-notice']").click()
    expect(strip).to_contain_text("收集数据")
    expect(strip.locator("[data-clock]")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(strip.locator("[data-clock-over]")).to_be_hidden()
    assert page.locator("#countdown").count() == 1


def test_a_county_reads_remarks_nudges_extends_and_sends_back(desk: Desk, place: Place) -> None:
    report = place.sample()
    number = int(report.rpartition("/")[2])
    with place.town.database.write() as connection:
        found = reports.report(connection, number)
        assert found
        reporting.move(connection, Actor(place.town.ids[ZHAO], "赵敏", clock.now()), number, Move.ask_county, "")
    page = desk.window(place.server.address, place.token(ZHENG))
    board = f"{place.server.address}/units/{place.town.county}/board?year={found.year}"
    page.goto(board)
    row = page.get_by_role("row").filter(has_text="清溪镇")
    expect(row).to_contain_text("等待县级预审")
    row.get_by_role("link", name=re.compile("^阅读")).click()
    page.locator("textarea[name^='words.']").first.fill("请补充执法人员数。")
    page.get_by_role("button", name="保存意见").click()
    expect(page.get_by_text("请补充执法人员数。").first).to_be_visible()
    page.goto(board)
    page.get_by_role("button", name="发系统提醒").click()
    expect(page.get_by_role("alert")).to_contain_text("提醒")
    page.get_by_role("row").filter(has_text="清溪镇").get_by_role("link", name=re.compile("^延期")).click()
    page.get_by_label("延到哪一天").fill(f"{found.year + 1}年3月10日")
    page.get_by_label("理由").fill("雪灾")
    page.get_by_role("button", name="登记延期").click()
    row = page.get_by_role("row").filter(has_text="清溪镇")
    expect(row).to_contain_text("已延到3月10日")
    row.get_by_role("link", name=re.compile("^阅读")).click()
    page.locator("textarea[name^='words.']").first.fill("数字与公安口径不一致。")
    page.get_by_role("button", name="退回修改").click()
    expect(page.get_by_role("heading", name="已退回")).to_be_visible()
    page.goto(board)
    expect(page.get_by_role("row").filter(has_text="清溪镇")).to_contain_text("退回待修改")
