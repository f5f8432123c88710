"""Wordings to choose from: this year's figures in all of them, put into the text as it is, and a unit's own that stay its own."""

import pytest

from tests.cast import LIN, WU, ZHAO, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn
from tests.web.last_year import REPORT, take_in


@pytest.fixture
def filled(town: Town, sign_in: SignIn) -> Browser:
    """The section on disputes with a figure and two paragraphs."""
    browser = sign_in(LIN)
    name = f"text.{town.section('disputes').id}.body"
    browser.get(town.path("disputes")).press("保存", {"entry.dis.found.raw": "513", name: "第一段已写好。\n第二段也写好了。"})
    return browser


def _open(town: Town, browser: Browser, sought: str = "") -> Page:
    return browser.get(f"{town.path('disputes')}/phrases" + (f"?q={sought}" if sought else ""))


def _keep(town: Town, browser: Browser, words: str) -> Page:
    return _open(town, browser).form("存为本单位常用语").type({"words": words}).press("存为本单位常用语")


def test_shipped_wordings_say_this_years_figures(town: Town, filled: Browser) -> None:
    page = _open(town, filled)
    assert page.says("矛盾纠纷513件")
    assert page.says("还没有填这些数")


def test_what_is_sought_is_found_in_every_section(town: Town, filled: Browser) -> None:
    page = _open(town, filled, "讲座")
    assert page.says("讲座")
    assert not page.says("矛盾纠纷513件")


def test_a_wording_goes_to_the_end_of_the_text_and_can_be_taken_back(town: Town, filled: Browser) -> None:
    page = _open(town, filled).press("写进正文：", {})
    lines = town.text("disputes").split("\n")
    assert (len(lines), lines[:2]) == (3, ["第一段已写好。", "第二段也写好了。"])
    page.press("撤销，恢复原文")
    assert town.text("disputes") == "第一段已写好。\n第二段也写好了。"


def test_or_to_the_end_of_a_paragraph(town: Town, filled: Browser) -> None:
    _open(town, filled).press("写进正文：", {"place": "1"})
    lines = town.text("disputes").split("\n")
    assert len(lines) == 2
    assert lines[0].startswith("第一段已写好。")
    assert len(lines[0]) > len("第一段已写好。")


def test_a_text_that_changed_meanwhile_is_not_overwritten(town: Town, filled: Browser, sign_in: SignIn) -> None:
    page = _open(town, filled)
    name = f"text.{town.section('disputes').id}.body"
    sign_in(ZHAO).get(town.path("disputes")).press("保存", {name: "赵改过。"})
    clash = page.press("写进正文：", {})
    assert (clash.status, town.text("disputes")) == (409, "赵改过。")


def test_a_sentence_is_kept_with_its_figure_as_a_placeholder_and_says_the_next_figure(town: Town, filled: Browser) -> None:
    page = _keep(town, filled, "全镇排查矛盾纠纷513件，件件有着落。")
    assert page.says("全镇排查矛盾纠纷513件，件件有着落。")
    assert page.says("全镇排查矛盾纠纷〔排查发现矛盾纠纷〕，件件有着落。")
    filled.get(town.path("disputes")).press("保存", {"entry.dis.found.raw": "520"})
    assert _open(town, filled).says("全镇排查矛盾纠纷520件，件件有着落。")


def test_a_sentence_of_the_text_is_kept_with_one_click(town: Town, filled: Browser) -> None:
    page = _open(town, filled)
    assert page.press("存为本单位常用语：第二段也写好了。").says("已存为本单位常用语")


def test_own_wordings_are_changed_and_removed(town: Town, filled: Browser) -> None:
    page = _keep(town, filled, "全镇排查矛盾纠纷513件。")
    page = page.press("保存修改：", {"body.1": "{unit}全年排查矛盾纠纷{dis.found}。"})
    assert page.says("我镇全年排查矛盾纠纷513件。")
    page = page.press("删去：")
    assert not page.says("我镇全年排查")


@pytest.mark.parametrize("body", ["{无此指标}", "{no.such}", "排查{dis.found", "[排查{dis.found}", " ", "{title}", "长" * 501])
def test_a_wording_that_can_never_be_filled_is_refused_and_kept_in_the_box(town: Town, filled: Browser, body: str) -> None:
    page = _keep(town, filled, "全镇排查矛盾纠纷513件。").press("保存修改：", {"body.1": body})
    assert page.status == 422
    assert _open(town, filled).says("全镇排查矛盾纠纷513件。")


def test_a_wording_that_somebody_changed_meanwhile_is_not_overwritten(town: Town, filled: Browser, sign_in: SignIn) -> None:
    page = _keep(town, filled, "全镇排查矛盾纠纷513件。")
    other = _open(town, sign_in(ZHAO)).press("保存修改：", {"body.1": "赵写的排查{dis.found}。"})
    assert other.says("赵写的排查513件。")
    assert page.press("保存修改：", {"body.1": "林写的。"}).status == 409
    assert _open(town, filled).says("赵写的排查513件。")


def test_what_a_person_typed_is_never_run_as_a_template(town: Town, filled: Browser) -> None:
    typed = "{{ 7*7 }}{name}[{dis.found}]%s{% raw %}"
    page = _keep(town, filled, typed)
    assert page.says("｛｛ 7*7 ｝｝｛name｝〔｛dis.found｝〕%s｛% raw %｝")
    page.press("写进正文：｛｛ 7*7", {})
    assert "｛｛ 7*7 ｝｝｛name｝〔｛dis.found｝〕%s｛% raw %｝" in town.text("disputes")


def test_last_years_sentences_are_marked_and_say_this_years_figures(town: Town, filled: Browser) -> None:
    with town.database.write() as connection:
        take_in(connection, town, REPORT)
    page = _open(town, filled)
    assert page.says("上年原句")


def test_another_unit_and_a_reader(town: Town, filled: Browser, sign_in: SignIn) -> None:
    _keep(town, filled, "全镇排查矛盾纠纷513件。")
    page = _open(town, sign_in(WU))
    assert page.says("全镇排查矛盾纠纷513件。")
    assert "写进正文<" not in page.html
