"""Drafting again over edited text: both versions side by side, nothing changed before it is chosen, one click back."""

import pytest

from tests.cast import LIN, WU, ZHAO, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn


@pytest.fixture
def edited(town: Town, sign_in: SignIn) -> Browser:
    """A section that was drafted, one of its sentences then edited, and a figure of it changed."""
    browser = sign_in(LIN)
    browser.get(town.path("disputes")).press("起草本节", {"entry.dis.found.raw": "513"})
    _type(town, browser, town.text("disputes").replace("513件", "513件，镇村两级都有人管"))
    browser.get(town.path("disputes")).press("保存", {"entry.dis.found.raw": "520"})
    return browser


def _name(town: Town) -> str:
    return f"text.{town.section('disputes').id}.body"


def _type(town: Town, browser: Browser, text: str) -> Page:
    return browser.get(town.path("disputes")).press("保存", {_name(town): text})


def test_a_redraft_shows_both_versions_and_changes_nothing(town: Town, edited: Browser) -> None:
    before = town.text("disputes")
    page = edited.get(town.path("disputes")).press("起草本节")
    assert page.url.endswith("/draft")
    assert page.says("数据已变")
    assert page.says("513件，镇村两级都有人管")
    assert page.says("520件")
    assert town.text("disputes") == before


def test_mine_stays_unless_something_else_is_chosen(town: Town, edited: Browser) -> None:
    before = town.text("disputes")
    page = edited.get(town.path("disputes")).press("起草本节").press("采用")
    assert town.text("disputes") == before
    assert not page.browser.get(town.path("disputes")).says("有一份起草稿待比较")


def test_the_new_sentence_is_taken_and_given_back_with_one_click(town: Town, edited: Browser) -> None:
    before = town.text("disputes")
    page = edited.get(town.path("disputes")).press("起草本节")
    choice = next(each.get("name") or "" for each in page.root.iter("input") if each.get("type") == "radio")
    page = page.press("采用", {choice: "new"})
    assert "520件" in town.text("disputes")
    assert "镇村两级" not in town.text("disputes")
    page = page.press("撤销，恢复原来的正文")
    assert town.text("disputes") == before
    assert page.says("有一份起草稿待比较")


def test_both_sentences_may_stay(town: Town, edited: Browser) -> None:
    page = edited.get(town.path("disputes")).press("起草本节")
    choice = next(each.get("name") or "" for each in page.root.iter("input") if each.get("type") == "radio")
    page.press("采用", {choice: "both"})
    assert "513件，镇村两级都有人管" in town.text("disputes")
    assert "520件" in town.text("disputes")


def test_a_text_that_changed_meanwhile_is_not_overwritten_and_both_are_shown(town: Town, edited: Browser, sign_in: SignIn) -> None:
    page = edited.get(town.path("disputes")).press("起草本节")
    _type(town, sign_in(ZHAO), "赵改过。")
    choice = next(each.get("name") or "" for each in page.root.iter("input") if each.get("type") == "radio")
    clash = page.press("采用", {choice: "new"})
    assert (clash.status, town.text("disputes")) == (409, "赵改过。")
    assert clash.says("赵改过。")
    assert clash.says("520件")
    clash.press("用我的")
    assert "520件" in town.text("disputes")


def test_taking_back_what_was_changed_since_is_refused(town: Town, edited: Browser) -> None:
    page = edited.get(town.path("disputes")).press("起草本节").press("用起草稿替换正文")
    _type(town, edited, town.text("disputes") + "后来又写。")
    assert page.press("撤销，恢复原来的正文").status == 409
    assert town.text("disputes").endswith("后来又写。")


def test_drafting_everything_proposes_and_never_touches_edited_text(town: Town, edited: Browser) -> None:
    before = town.text("disputes")
    page = edited.get(town.path()).press("起草全部章节")
    assert page.says("起草稿放在旁边")
    assert town.text("disputes") == before


def test_who_may_only_read_sees_the_proposal_and_no_button(town: Town, edited: Browser, sign_in: SignIn) -> None:
    edited.get(town.path("disputes")).press("起草本节")
    page = sign_in(WU).get(f"{town.path('disputes')}/draft")
    assert page.says("数据已变")
    assert "采用</button>" not in page.html


def test_a_changed_figure_leads_to_its_sentence_and_is_put_right_with_one_click(town: Town, edited: Browser) -> None:
    page = edited.get(town.path("disputes"))
    assert page.says("正文写的是“513件”，现在是“520件”")
    page = page.press("改成现在的数")
    assert "520件，镇村两级都有人管" in town.text("disputes")
    assert not page.says("正文写的是")
    page.press("撤销，恢复原文")
    assert "513件，镇村两级都有人管" in town.text("disputes")


def test_a_sentence_carried_over_from_last_year_is_known_by_its_figures(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    _type(town, browser, "全年共排查矛盾纠纷300件，形势平稳。")
    page = browser.get(town.path("disputes")).press("保存", {"entry.dis.found.last": "300", "entry.dis.found.raw": "520"})
    assert page.says("正文写的是“300件”，现在是“520件”")
    assert 'href="#figure-dis-found"' in page.html
    assert 'href="#said-1"' in page.html
    page.press("改成现在的数")
    assert town.text("disputes") == "全年共排查矛盾纠纷520件，形势平稳。"
