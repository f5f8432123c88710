"""Two people in one section, or one person in two windows: different fields merge and say so, the same field is settled by a person."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import LIN, QIAN, ZHAO
from tests.e2e.desk import Desk
from tests.e2e.town import Place
from tests.e2e.watching import Watched

pytestmark = pytest.mark.browser
MINE, THEIRS = "全年受理纠纷1300件，均已办结。", "全年受理纠纷1200件，均已办结。"


@dataclass(frozen=True)
class Pair:
    """赵 and 林 at the same section, both at its first version."""

    zhao: Watched
    lin: Watched

    @property
    def panel(self) -> Locator:
        return self.lin.page.locator(".cb-conflict")

    def collide(self) -> None:
        """赵 saves a text, then 林 another."""
        self.zhao.type(THEIRS)
        self.zhao.settle()
        self.lin.type(MINE)
        self.lin.turn()
        expect(self.panel).to_be_visible()

    def text_of_a_newcomer(self) -> str:
        self.zhao.page.reload()
        return self.zhao.field().input_value()


@pytest.fixture
def address(place: Place) -> str:
    """A section of an empty report."""
    return place.section(place.report(), "disputes")


@pytest.fixture
def pair(place: Place, desk: Desk, address: str) -> Pair:
    """Both look at an empty section."""
    desk.forgive("409")
    people = (desk.person(place.server.address, place.token(login)) for login in (ZHAO, LIN))
    return Pair(*(Watched(person, address) for person in people))


def test_different_fields_merge_and_a_line_says_whose(pair: Pair) -> None:
    pair.zhao.type("513", "信访受理")
    pair.zhao.settle()
    pair.lin.type("473", "信访办结")
    pair.lin.settle()
    expect(pair.lin.page.locator("#merged-note")).to_contain_text("赵敏")
    expect(pair.lin.page.locator("#merged-note")).to_contain_text("信访受理")
    expect(pair.lin.field("信访受理")).to_have_value("513")
    expect(pair.lin.page.locator("#rate-dis-petition_rate")).to_have_text("92.2%")
    pair.zhao.page.reload()
    expect(pair.zhao.field("信访办结")).to_have_value("473")
    expect(pair.panel).to_have_count(0)


def test_the_same_field_shows_both_texts_and_keeps_mine_in_the_box(pair: Pair) -> None:
    pair.collide()
    sides = pair.panel.locator(".cb-conflict__side")
    expect(sides.nth(0)).to_contain_text("赵敏")
    expect(sides.nth(0).locator(".cb-conflict__text")).to_have_text(THEIRS)
    expect(sides.nth(1).locator(".cb-conflict__text")).to_have_text(MINE)
    expect(sides.nth(0).locator("ins")).to_have_text("2")
    expect(sides.nth(1).locator("ins")).to_have_text("3")
    expect(pair.lin.field()).to_have_value(MINE)
    expect(pair.lin.field()).to_be_focused()
    expect(pair.lin.alert).to_contain_text("有一处别人先保存了，这一处暂停自动保存，其他照常保存")
    pair.lin.type("还在写。")
    pair.lin.turn(60_000)
    assert len(pair.lin.saves) == 1
    assert pair.text_of_a_newcomer() == THEIRS


def test_a_field_with_the_cursor_in_it_is_never_swapped(pair: Pair) -> None:
    pair.zhao.type("513", "信访受理")
    pair.zhao.settle()
    pair.lin.type("473", "信访办结")
    pair.lin.field("信访受理").focus()
    pair.lin.settle()
    expect(pair.lin.page.locator("#merged-note")).to_contain_text("信访受理")
    expect(pair.lin.field("信访受理")).to_have_value("")
    pair.lin.type("9", "信访受理")
    pair.lin.turn()
    expect(pair.panel).to_contain_text("513")
    expect(pair.lin.field("信访受理")).to_have_value("9")


def test_mine_can_be_taken(pair: Pair) -> None:
    pair.collide()
    _press(pair.lin.page, "用我的")
    expect(pair.lin.field()).to_have_value(MINE)
    assert pair.text_of_a_newcomer() == MINE


def test_theirs_can_be_taken(pair: Pair) -> None:
    pair.collide()
    _press(pair.lin.page, "用对方的")
    expect(pair.lin.field()).to_have_value(THEIRS)
    expect(pair.panel).to_have_count(0)
    assert pair.text_of_a_newcomer() == THEIRS


def test_both_can_be_made_one(pair: Pair) -> None:
    pair.collide()
    pair.lin.field().fill("全年受理纠纷2500件，均已办结。")
    _press(pair.lin.page, "合并后保存")
    expect(pair.lin.field()).to_have_value("全年受理纠纷2500件，均已办结。")
    assert pair.text_of_a_newcomer() == "全年受理纠纷2500件，均已办结。"


def test_a_third_change_while_deciding_is_a_conflict_again(pair: Pair) -> None:
    pair.collide()
    pair.zhao.type("（已核）")
    pair.zhao.settle()
    _press(pair.lin.page, "用我的")
    expect(pair.panel.locator(".cb-conflict__text").first).to_have_text(f"{THEIRS}（已核）")
    expect(pair.lin.field()).to_have_value(MINE)


def test_other_fields_go_on_being_saved_while_one_waits_for_a_choice(pair: Pair) -> None:
    pair.collide()
    pair.lin.type("9", "信访受理")
    pair.lin.turn()
    expect(pair.lin.status).to_contain_text("其他内容已保存")
    expect(pair.panel).to_be_visible()
    expect(pair.lin.alert).to_contain_text("有一处别人先保存了")
    expect(pair.lin.field()).to_have_value(MINE)
    pair.zhao.page.reload()
    expect(pair.zhao.field("信访受理")).to_have_value("9")
    expect(pair.zhao.field()).to_have_value(THEIRS)


def test_composing_goes_on_while_a_conflict_comes_and_is_settled_with_the_word(pair: Pair) -> None:
    pair.collide()
    ime = pair.lin.page.context.new_cdp_session(pair.lin.page)
    pair.lin.field().focus()
    pair.lin.page.keyboard.press("End")
    for step in ("b", "ban", "ban'li", "办理"):
        ime.send("Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)})
        pair.lin.turn(30_000)
    ime.send("Input.insertText", {"text": "办理"})
    pair.lin.turn(30_000)
    assert len(pair.lin.saves) == 1
    expect(pair.lin.field()).to_have_value(f"{MINE}办理")
    _press(pair.lin.page, "用我的")
    assert pair.text_of_a_newcomer() == f"{MINE}办理"


def test_changes_of_different_sentences_are_offered_as_one(pair: Pair) -> None:
    pair.zhao.type("力量不足。经费也紧。")
    pair.zhao.settle()
    pair.lin.page.reload()
    pair.zhao.field().fill("力量不足。经费也紧。设备老化。")
    pair.zhao.settle()
    pair.lin.field().fill("力量很不足。经费也紧。")
    pair.lin.turn()
    expect(pair.panel).to_contain_text("合在一起")
    _press(pair.lin.page, "合并后保存")
    assert pair.text_of_a_newcomer() == "力量很不足。经费也紧。设备老化。"


def test_two_windows_of_one_person_are_a_conflict_too(place: Place, desk: Desk, address: str) -> None:
    desk.forgive("409")
    person = desk.person(place.server.address, place.token())
    pair = Pair(Watched(person, address), Watched(person, address))
    pair.collide()
    expect(pair.panel).to_contain_text("赵敏")
    expect(pair.lin.field()).to_have_value(MINE)


def test_a_conflict_needs_no_javascript(place: Place, desk: Desk, address: str) -> None:
    desk.forgive("409")
    pages = [desk.window(place.server.address, place.token(login), javascript=False) for login in (ZHAO, LIN)]
    for page in pages:
        page.goto(address)
    for page, text in zip(pages, (THEIRS, MINE), strict=True):
        page.get_by_label("正文内容").fill(text)
        _press(page, "保存")
    last = pages[1]
    expect(last.locator(".cb-conflict__side").nth(0)).to_contain_text(THEIRS)
    expect(last.get_by_label("正文内容")).to_have_value(MINE)
    _press(last, "用我的")
    pages[0].goto(address)
    expect(pages[0].get_by_label("正文内容")).to_have_value(MINE)


def test_a_colleague_comes_by_invitation_and_works_in_the_same_section(place: Place, desk: Desk, address: str) -> None:
    inviting = desk.window(place.server.address, place.token(QIAN))
    inviting.goto(f"{place.server.address}/units/{place.town.unit}/people")
    inviting.get_by_label("姓名").fill("孙静")
    inviting.get_by_label("填报人").check()
    _press(inviting, "生成邀请链接")
    link = inviting.locator("#link").input_value()
    person = desk.person()
    page = person.new_page()
    page.goto(link)
    page.get_by_label("登录名").fill("sun")
    for label in ("密码", "再输入一次密码"):
        page.get_by_label(label, exact=True).fill("baishi-2026")
    _press(page, "加入")
    expect(page.get_by_role("heading", level=1)).to_have_text("年度报告")
    sun = Watched(person, address)
    sun.type("30", "矛盾纠纷排查次数")
    sun.settle()
    zhao = Watched(desk.person(place.server.address, place.token()), address)
    expect(zhao.field("矛盾纠纷排查次数")).to_have_value("30")
    desk.forgive("404")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("没有完成")


def _press(page: Page, button: str) -> None:
    with page.expect_event("load"):
        page.get_by_role("button", name=button, exact=True).click()
