"""A redraft in Chromium: edit a sentence, change a figure, draft again, see both versions, choose, look at the text, take it back."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.town import Place

pytestmark = pytest.mark.browser
MINE = "镇村两级排查矛盾纠纷513件，逐件建账。"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_an_edited_sentence_meets_a_new_figure(place: Place, desk: Desk, *, javascript: bool) -> None:
    address = place.section(place.report(), "disputes")
    page = desk.window(place.server.address, place.token(), javascript=javascript)
    page.goto(address)
    figure, text = page.locator("[name='entry.dis.found.raw']"), page.get_by_label("正文内容")
    figure.fill("513")
    page.get_by_role("button", name="起草本节").click()
    expect(text).to_have_value(re.compile("513件"))
    drafted = text.input_value()
    sentence = next(each + "。" for each in drafted.split("。") if "513件" in each)
    text.fill(drafted.replace(sentence, MINE))
    figure.fill("520")
    page.get_by_role("button", name="起草本节").click()
    expect(page.get_by_role("heading", name="您改过的句子，数据已变（1 处）")).to_be_visible()
    choice = page.get_by_role("group", name="数据已变")
    expect(choice).to_contain_text(MINE)
    expect(choice).to_contain_text("520件")
    expect(choice.get_by_label("用我的")).to_be_checked()
    choice.get_by_label("用新起草的").check()
    page.get_by_role("button", name="采用", exact=True).click()
    expect(text).to_have_value(re.compile("520件"))
    assert text.input_value() == drafted.replace(sentence, sentence.replace("513件", "520件"))
    page.get_by_role("button", name="撤销，恢复原来的正文").click()
    expect(text).to_have_value(drafted.replace(sentence, MINE))
    expect(page.get_by_role("region", name="数据比正文新")).to_contain_text("正文写的是“513件”，现在是“520件”")
    page.get_by_role("button", name="改成现在的数").click()
    expect(text).to_have_value(drafted.replace(sentence, MINE.replace("513件", "520件")))
