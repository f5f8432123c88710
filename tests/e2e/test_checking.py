"""Findings while one types: beside the text after a save, never during composition; taken, given back, and what holds 送审."""

import re
from io import BytesIO

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.cast import ZHAO
from tests.e2e.desk import Desk
from tests.e2e.town import Place
from tests.e2e.watching import Watched

pytestmark = pytest.mark.browser
TEXT = "截止11月底，全镇排查矛盾纠纷20件。"
WRONG = re.compile("^截止$")
REASON = "与县局核对过的口径"
SELECTED = "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))(document.activeElement)"


def _beside(page: Page) -> str:
    return page.locator("#field_findings").inner_text()


def test_a_finding_comes_beside_the_text_is_taken_and_given_back(place: Place, desk: Desk) -> None:
    page = desk.window(place.server.address, place.token())
    page.goto(place.section(place.report(), "disputes"))
    box = page.get_by_label("正文内容", exact=True)
    box.press_sequentially(TEXT)
    expect(page.locator("#field_findings mark", has_text=WRONG)).to_be_visible()
    expect(page.locator("[data-save-status]")).to_have_text(re.compile("^已保存"))
    expect(box).to_be_focused()
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1
    page.get_by_role("button", name="采纳：改为“截至”").click()
    expect(box).to_have_value(re.compile("^截至11月底"))
    expect(page.locator("#field_findings mark", has_text=WRONG)).to_have_count(0)
    page.get_by_role("button", name="撤销，恢复原文").click()
    expect(box).to_have_value(re.compile("^截止11月底"))
    expect(page.locator("#field_findings mark", has_text=WRONG)).to_be_visible()


def test_nothing_is_asked_while_something_is_being_composed(place: Place, desk: Desk) -> None:
    watched = Watched(desk.person(place.server.address, place.token()), place.section(place.report(), "disputes"))
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/findings") else None)
    watched.field().focus()
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("Input.imeSetComposition", {"text": "jiezhi", "selectionStart": 6, "selectionEnd": 6})
    watched.turn(10_000)
    assert not watched.saves
    assert not asked
    session.send("Input.insertText", {"text": TEXT})
    watched.settle()
    expect(watched.page.locator("#field_findings mark", has_text=WRONG)).to_be_visible()
    assert len(asked) == 1


def test_what_comes_during_composition_waits_for_its_end(place: Place, desk: Desk) -> None:
    watched = Watched(desk.person(place.server.address, place.token()), place.section(place.report(), "disputes"))
    held = watched.hold_saves()
    watched.type(TEXT)
    watched.turn()
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("Input.imeSetComposition", {"text": "pai", "selectionStart": 3, "selectionEnd": 3})
    held.pop().continue_()
    expect(watched.status).not_to_have_text("正在保存…")
    assert "截止" not in _beside(watched.page)
    session.send("Input.insertText", {"text": "排"})
    expect(watched.page.locator("#field_findings mark", has_text=WRONG)).to_be_visible()


def test_the_check_page_leads_to_the_words_and_selects_them(place: Place, desk: Desk) -> None:
    page = desk.window(place.server.address, place.token())
    report = place.report()
    page.goto(place.section(report, "disputes"))
    page.get_by_label("正文内容", exact=True).fill("𠮷祥村排查。\n" + TEXT)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[data-save-status]")).to_have_text(re.compile("^已保存"))
    page.goto(f"{report}/check?class=must&section=disputes")
    page.get_by_role("link", name=re.compile("到正文看.*截止")).click()
    expect(page.locator("#found mark")).to_have_text("截止")
    expect(page.get_by_label("正文内容", exact=True)).to_be_focused()
    assert (
        page.evaluate("(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))(document.activeElement)")
        == "截止"
    )


def test_a_submission_that_is_held_goes_with_reasons_that_stand_on_the_paper(place: Place, desk: Desk) -> None:
    desk.forgive("422")
    page = desk.window(place.server.address, place.token(ZHAO))
    report = place.report()
    page.goto(place.section(report, "disputes"))
    page.get_by_label("正文内容", exact=True).fill(TEXT)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[data-save-status]")).to_have_text(re.compile("^已保存"))
    page.goto(report)
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.locator(".cb-check mark", has_text=WRONG)).to_be_visible()
    page.get_by_label("没有单独写理由的，统一理由").fill(REASON)
    page.get_by_role("button", name="按上面的理由放行并送审").click()
    expect(page).to_have_url(report)
    expect(page.locator(".cb-heading__facts")).to_contain_text("送审")
    page.goto(f"{report}/check")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="打印核校单（.docx）").click()
    printed = Document(BytesIO(waiting.value.path().read_bytes()))
    cells = [cell.text for table in printed.tables for row in table.rows for cell in row.cells]
    assert any(REASON in each for each in cells)
    assert any("截止" in each for each in cells)
