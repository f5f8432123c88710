"""Saving a section: the answer to the autosave, two people in one section, one person in two windows; all without JavaScript, too."""

import pytest

from server.actions import reporting
from server.report.snapshot import Item
from server.report.workflow import Move
from server.storage import contents, people
from server.web.views.saving import pieces_of
from tests.cast import LIN, NOW, QIAN, ZHAO, Town
from tests.web.browser import Browser, Form, Page
from tests.web.conftest import SignIn


def _name(town: Town, key: str = "problems") -> str:
    return f"text.{town.section(key).id}.body"


def _page(town: Town, browser: Browser, key: str = "problems") -> Page:
    return browser.get(town.path(key))


def _typed(town: Town, browser: Browser, body: str, key: str = "problems") -> Form:
    return _page(town, browser, key).form("保存").type({_name(town, key): body})


@pytest.fixture
def clash(town: Town, sign_in: SignIn) -> Page:
    """The page 林 sees after 赵 saved the same text first."""
    mine = _typed(town, sign_in(LIN), "执法力量很不足。\n编制少。")
    _typed(town, sign_in(ZHAO), "执法力量不足。").press("保存")
    return mine.press("保存")


def test_an_autosave_is_answered_with_the_new_versions(town: Town, sign_in: SignIn) -> None:
    answer = _typed(town, sign_in(LIN), "执法力量不足。").autosave()
    assert answer.status_code == 200
    told = answer.json()
    assert told["status"] == "saved"
    assert told["fields"][_name(town).removesuffix("body") + "v"] == "1"
    assert told["cleaned"] == ""
    assert len(told["at"]) == 5
    assert town.text("problems") == "执法力量不足。"


def test_an_autosave_of_figures_tells_rates_growth_counts_and_what_cannot_be_read(town: Town, sign_in: SignIn) -> None:
    page = _page(town, sign_in(LIN), "disputes")
    typed = {
        "entry.dis.center_received.raw": "５１３件",
        "entry.dis.center_resolved.raw": "473",
        "entry.dis.found.raw": "很多",
        "entry.dis.found.last": "3",
    }
    told = page.form("保存").type(typed).autosave().json()
    assert told["outputs"]["rate-dis-center_rate"] == "92.2%"
    messages = {message["field"]: message["text"] for message in told["messages"]}
    assert "没有看懂，已原样保留" in messages["entry.dis.found.raw"]
    assert messages["entry.dis.center_received.raw"] == ""
    assert town.raw("dis.center_received") == "５１３件"
    again = _page(town, page.browser, "disputes")
    assert again.says("92.2%")
    assert again.says("没有看懂，已原样保留")
    assert again.holds("５１３件")


def test_figures_that_contradict_each_other_are_told(town: Town, sign_in: SignIn) -> None:
    page = _page(town, sign_in(LIN), "disputes")
    told = page.form("保存").type({"entry.dis.center_received.raw": "12", "entry.dis.center_resolved.raw": "15"}).autosave().json()
    assert "12" in told["outputs"]["relations"]
    assert "15" in told["outputs"]["relations"]


def test_an_autosave_that_meets_another_change_is_answered_with_both_texts(town: Town, sign_in: SignIn) -> None:
    mine = _typed(town, sign_in(LIN), "林的。")
    _typed(town, sign_in(ZHAO), "赵的。").press("保存")
    answer = mine.autosave()
    assert answer.status_code == 409
    told = answer.json()
    assert told["status"] == "conflict"
    assert "赵敏" in told["html"]
    assert "用我的" in told["html"]
    assert not [name for name in told["fields"] if name.startswith(_name(town).removesuffix("body"))]
    assert town.text("problems") == "赵的。"


def test_an_autosave_after_the_session_ran_out_is_told_so(town: Town, sign_in: SignIn) -> None:
    mine = _typed(town, sign_in(LIN), "林的。")
    with town.database.write() as connection:
        people.end_sessions(connection, town.ids[LIN], NOW)
    answer = mine.autosave()
    assert answer.status_code == 401
    assert "登录已过期" in answer.json()["message"]


def test_an_autosave_of_a_locked_report_is_told_so(town: Town, sign_in: SignIn) -> None:
    mine = _typed(town, sign_in(LIN), "林的。")
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    answer = mine.autosave()
    assert (answer.status_code, answer.json()["status"]) == (409, "refused")


def test_an_autosave_for_nothing_or_without_token_is_refused_in_json(town: Town, sign_in: SignIn) -> None:
    form = _typed(town, sign_in(LIN), "林的。")
    headers = {"X-Autosave": "1"}
    nowhere = form.page.browser.send("/reports/99999/sections/1", form.pairs(), headers)
    forged = form.page.browser.send(town.path("problems"), [("csrf", "x")], headers)
    assert (nowhere.status_code, forged.status_code) == (404, 403)
    assert all("message" in each.json() for each in (nowhere, forged))


def test_an_autosave_of_the_front_works_alike(town: Town, sign_in: SignIn) -> None:
    name = f"text.{town.section('closing').id}"
    form = sign_in(LIN).get(town.path() + "/front").form("保存").type({f"{name}.body": "专此报告。"})
    told = form.autosave().json()
    assert (told["status"], told["fields"][f"{name}.v"]) == ("saved", "2")
    assert form.type({f"{name}.body": "报告完毕。"}).autosave().status_code == 409
    assert form.press("保存").press("用我的").status == 200
    assert town.text("closing") == "报告完毕。"


def test_two_people_in_different_fields_of_one_section_both_keep_theirs_and_are_told(town: Town, sign_in: SignIn) -> None:
    left = _page(town, sign_in(LIN), "disputes").form("保存").type({"entry.dis.found.raw": "12"})
    right = _typed(town, sign_in(ZHAO), "排查化解。", "disputes")
    assert left.press("保存").status == 200
    told = right.autosave().json()
    assert told["status"] == "saved"
    assert "林晓" in told["outputs"]["merged-note"]
    assert "排查发现矛盾纠纷" in told["outputs"]["merged-note"]
    assert told["fields"]["entry.dis.found.raw"] == "12"
    assert (town.raw("dis.found"), town.text("disputes")) == ("12", "排查化解。")


def test_without_javascript_the_page_says_who_changed_what(town: Town, sign_in: SignIn) -> None:
    left = _page(town, sign_in(LIN), "disputes").form("保存").type({"entry.dis.found.raw": "12"})
    right = _typed(town, sign_in(ZHAO), "排查化解。", "disputes")
    left.press("保存")
    page = right.press("保存")
    assert (town.raw("dis.found"), town.text("disputes")) == ("12", "排查化解。")
    assert page.says("林晓")
    assert page.says("改了“排查发现矛盾纠纷”")


def test_a_conflict_shows_both_texts_and_leaves_mine_in_the_box(town: Town, clash: Page) -> None:
    assert clash.status == 409
    assert clash.says("“正文”有两份不同的内容")
    assert clash.says("赵敏")
    box = next(each for each in clash.root.iter("textarea") if each.get("name") == _name(town))
    assert "".join(box.itertext()) == "执法力量很不足。\n编制少。"
    assert "".join(each.text or "" for each in clash.root.iter("ins")) == "很。\n编制少"
    assert town.text("problems") == "执法力量不足。"


def test_mine_is_kept_on_request(town: Town, clash: Page) -> None:
    assert clash.press("用我的").status == 200
    assert town.text("problems") == "执法力量很不足。\n编制少。"


def test_theirs_is_kept_on_request(town: Town, clash: Page) -> None:
    page = clash.press("用对方的")
    assert page.status == 200
    assert town.text("problems") == "执法力量不足。"
    assert page.holds("执法力量不足。")
    assert not page.holds("编制少")


def test_both_are_merged_by_hand(town: Town, clash: Page) -> None:
    assert clash.press("合并后保存", {_name(town): "执法力量不足，编制少。"}).status == 200
    assert town.text("problems") == "执法力量不足，编制少。"


def test_to_save_again_without_choosing_asks_again(town: Town, clash: Page) -> None:
    assert clash.press("保存").status == 409
    assert town.text("problems") == "执法力量不足。"


def test_a_choice_made_too_late_is_asked_again(town: Town, clash: Page, sign_in: SignIn) -> None:
    _typed(town, sign_in(ZHAO), "赵又改了。").press("保存")
    page = clash.press("用我的")
    assert page.status == 409
    assert page.says("赵又改了")
    assert page.press("用我的").status == 200
    assert town.text("problems") == "执法力量很不足。\n编制少。"


def test_the_same_person_in_two_windows_meets_themselves(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    left, right = _typed(town, browser, "左窗。"), _typed(town, browser, "右窗。")
    assert left.press("保存").status == 200
    page = right.press("保存")
    assert page.status == 409
    assert page.says("林晓")
    assert page.press("用我的").status == 200
    assert town.text("problems") == "右窗。"


@pytest.fixture
def crossed(town: Town, sign_in: SignIn) -> Page:
    """The page 林 sees with two items in conflict, a third one that 赵 alone changed, and a text that 林 alone changed."""
    with town.database.write() as connection:
        section = town.section("problems").id
        items = [reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title=f"问题{at}")) for at in range(3)]
    mine = (
        _page(town, sign_in(LIN)).form("保存").type({_name(town): "林的正文。"} | {f"item.{each}.title": f"林{each}" for each in items[:2]})
    )
    _page(town, sign_in(ZHAO)).form("保存").type({f"item.{each}.title": f"赵{each}" for each in items}).press("保存")
    return mine.press("保存")


def _titles(town: Town) -> list[str]:
    with town.database.read() as connection:
        return [each.item.title for each in contents.items(connection, [town.section("problems").id])]


def test_what_does_not_conflict_is_saved_beside_a_conflict(town: Town, crossed: Page) -> None:
    assert crossed.status == 409
    assert _titles(town) == ["赵1", "赵2", "赵3"]
    assert town.text("problems") == "林的正文。"


def test_a_conflict_does_not_put_an_old_text_over_a_change_taken_over(town: Town, crossed: Page) -> None:
    assert crossed.holds("赵3")
    page = crossed.press("do=mine:item.1@2:title").press("do=mine:item.2@2:title")
    assert page.status == 200
    assert _titles(town) == ["林1", "林2", "赵3"]


def test_theirs_chosen_for_one_field_stays_theirs_while_the_next_is_settled(town: Town, crossed: Page) -> None:
    page = crossed.press("do=theirs:item.1")
    assert page.status == 409
    assert page.press("do=mine:item.2@2:title").status == 200
    assert _titles(town) == ["赵1", "林2", "赵3"]


def test_an_item_that_somebody_removed_does_not_hold_up_the_rest(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        section = town.section("problems").id
        item = reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title="问题"))
    mine = _typed(town, sign_in(LIN), "林的正文。")
    with town.database.write() as connection:
        reporting.remove_item(connection, town.actor(ZHAO), town.report, section, item)
    assert mine.press("保存").status == 200
    assert town.text("problems") == "林的正文。"


def test_what_was_typed_into_an_item_that_somebody_removed_comes_back_as_an_item(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        section = town.section("problems").id
        item = reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title="问题"))
    mine = _page(town, sign_in(LIN)).form("保存").type({f"item.{item}.body": "林写的原因。"})
    with town.database.write() as connection:
        reporting.remove_item(connection, town.actor(ZHAO), town.report, section, item)
    page = mine.press("保存")
    assert page.holds("林写的原因。")


def test_buttons_save_what_was_typed_before_they_act(town: Town, sign_in: SignIn) -> None:
    page = _typed(town, sign_in(LIN), "正文。").press("加一条问题和原因")
    assert (town.text("problems"), _titles(town)) == ("正文。", [""])
    page = page.press("加一条问题和原因", {"item.1.title": "一"})
    page = page.press("do=lift-item:2", {"item.2.title": "二"})
    assert _titles(town) == ["二", "一"]
    page = page.press("do=remove-item:2", {"item.1.title": "壹"})
    assert _titles(town) == ["壹"]
    page = page.press("本节已完成", {_name(town): "正文写完。"})
    assert (town.text("problems"), town.section("problems").done_by) == ("正文写完。", "林晓")
    page = _page(town, page.browser).press("取消“已完成”")
    assert town.section("problems").done_by == ""


def test_save_and_go_on_leads_to_the_next_section_and_at_the_end_home(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    shown = [section for section in town.sections().values() if section.level and section.shown]
    first = browser.get(f"{town.path()}/sections/{shown[0].id}").press("保存并继续")
    assert first.url == f"{town.path()}/sections/{shown[1].id}"
    last = browser.get(f"{town.path()}/sections/{shown[-1].id}").press("保存并继续")
    assert last.url == town.path()


def test_drafting_keeps_a_text_of_ones_own_and_offers_the_draft_beside_it(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    page = (
        _typed(town, browser, "自己写的。")
        .press("加一条问题和原因")
        .press("起草本节", {"item.1.title": "执法力量不足", "item.1.body": "编制少"})
    )
    assert page.says("执法力量不足")
    assert town.text("problems") == "自己写的。"
    assert page.url.endswith("/draft")
    page.press("接在正文后面")
    assert town.text("problems").startswith("自己写的。\n")
    assert "执法力量不足" in town.text("problems")


def test_a_draft_of_an_empty_section_is_its_text_at_once(town: Town, sign_in: SignIn) -> None:
    page = _page(town, sign_in(LIN), "disputes").press("起草本节", {"entry.dis.found.raw": "513"})
    assert page.holds("513件")
    assert "513件" in town.text("disputes")
    newer = page.press("保存", {"entry.dis.found.raw": "514"})
    assert newer.says("数据比正文新")


def test_a_text_that_changed_while_a_draft_was_compared_is_not_overwritten(town: Town, sign_in: SignIn) -> None:
    page = (
        _typed(town, sign_in(LIN), "自己写的。")
        .press("加一条问题和原因")
        .press("起草本节", {"item.1.title": "执法力量不足", "item.1.body": "编制少"})
    )
    _typed(town, sign_in(ZHAO), "赵改过。").press("保存")
    after = page.press("用起草稿替换正文")
    assert town.text("problems") == "赵改过。"
    assert after.says("赵改过。")


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("的一" * 20_000, "一的是" * 20_000),
        ("的" * 30_000, "的" * 29_999 + "一"),
        ("甲，" * 20_000, "乙。甲，" * 10_000),
        ("\n".join(f"第{at}段。" for at in range(3000)), "\n".join(f"第{at}段。" for at in range(3000) if at != 1500)),
        ("", "𠮷"),
        ("短。", ""),
    ],
)
def test_two_texts_of_any_length_are_compared_at_once_and_nothing_of_them_is_missing(theirs: str, mine: str) -> None:
    left, right = pieces_of(theirs, mine)
    assert ("".join(text for _, text in left), "".join(text for _, text in right)) == (theirs, mine)
    assert [text for kind, text in left if kind == "same"] == [text for kind, text in right if kind == "same"]
    assert all(text for _, text in left + right)


def test_what_was_typed_into_a_removed_item_is_not_saved_unseen_by_an_autosave(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        section = town.section("problems").id
        item = reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title="问题"))
    form = _page(town, sign_in(LIN)).form("保存").type({_name(town): "林的正文。"})
    with town.database.write() as connection:
        reporting.remove_item(connection, town.actor(ZHAO), town.report, section, item)
    assert form.autosave().json()["status"] == "saved"
    answer = form.type({f"item.{item}.body": "林写的原因。"}).autosave()
    assert answer.status_code == 422
    assert "您写的会作为新的一条保留" in answer.json()["message"]
    form.press("保存并继续")
    assert (_titles(town), town.text("problems")) == (["问题"], "林的正文。")


def test_an_item_that_never_was_is_not_found(town: Town, sign_in: SignIn) -> None:
    form = _page(town, sign_in(LIN)).form("保存")
    assert form.page.browser.post(form.action, [*form.pairs(), ("item.99999.title", "x")]).status == 404


def test_notes_typed_in_other_rows_of_the_checklist_are_not_lost_by_a_tick(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/checklist")
    typed = {"note.report-higher_party": "县委办收文3号", "note.report-higher_government": "县府办收文5号"}
    page = page.press("do=tick:report-higher_party", typed)
    assert page.says("县委办收文3号")
    assert page.holds("县府办收文5号")
    assert page.press("do=tick:report-higher_government").says("县府办收文5号")


def test_a_title_of_any_length_names_a_file_that_can_be_downloaded(town: Town, sign_in: SignIn) -> None:
    name = f"text.{town.section('title').id}.body"
    browser = sign_in(LIN)
    browser.get(f"{town.path()}/front").press("保存", {name: "关于法治政府建设情况的报告/2025\n" * 500})
    disposition = browser.fetch(f"{town.path()}/report.docx").headers["content-disposition"]
    assert len(disposition) < 1000
    assert disposition.endswith(".docx")
    assert "/" not in disposition.partition("''")[2]


def test_two_who_arrange_the_same_section_do_not_bury_each_other(town: Town, sign_in: SignIn) -> None:
    name = f"heading.{town.section('problems').id}"
    left = sign_in(ZHAO).get(f"{town.path()}/outline").form("保存安排").type({name: "左边的标题"})
    right = sign_in(ZHAO).get(f"{town.path()}/outline").form("保存安排").type({name: "右边的标题"})
    assert left.press("保存安排").status == 200
    page = right.press("保存安排")
    assert page.status == 409
    assert page.holds("右边的标题")
    assert town.section("problems").heading == "左边的标题"
    assert page.press("保存安排").status == 200
    assert town.section("problems").heading == "右边的标题"


def test_two_who_arrange_different_sections_both_get_their_way(town: Town, sign_in: SignIn) -> None:
    one, other = (f"heading.{town.section(key).id}" for key in ("problems", "plans"))
    left = sign_in(ZHAO).get(f"{town.path()}/outline").form("保存安排").type({one: "存在问题"})
    right = sign_in(ZHAO).get(f"{town.path()}/outline").form("保存安排").type({other: "下步打算"})
    assert left.press("保存安排").status == 200
    assert right.press("保存安排").status == 200
    assert (town.section("problems").heading, town.section("plans").heading) == ("存在问题", "下步打算")


def test_settings_of_a_unit_that_somebody_changed_meanwhile_are_not_overwritten(town: Town, sign_in: SignIn) -> None:
    left = sign_in(QIAN).get(f"/units/{town.unit}").form("保存").type({"body_code": "清府"})
    right = sign_in(QIAN).get(f"/units/{town.unit}").form("保存").type({"body_code": "溪府"})
    assert left.press("保存").status == 200
    page = right.press("保存")
    assert page.status == 409
    assert page.holds("溪府")


def _figure(town: Town, browser: Browser, **parts: str) -> Form:
    return _page(town, browser, "disputes").form("保存").type({f"entry.dis.found.{name}": text for name, text in parts.items()})


def test_where_two_changed_different_sentences_both_are_shown_as_one_and_saved_so(town: Town, sign_in: SignIn) -> None:
    _typed(town, sign_in(LIN), "力量不足。经费也紧。").press("保存")
    mine = _typed(town, sign_in(LIN), "力量很不足。经费也紧。")
    _typed(town, sign_in(ZHAO), "力量不足。经费也紧。设备老化。").press("保存")
    clash = mine.press("保存")
    assert clash.status == 409
    assert clash.says("合在一起")
    assert clash.says("两份改的不是同一句")
    after = clash.press("合并后保存")
    assert after.status == 200
    assert town.text("problems") == "力量很不足。经费也紧。设备老化。"


def test_what_changed_while_the_joined_one_was_looked_at_is_asked_again(town: Town, sign_in: SignIn) -> None:
    _typed(town, sign_in(LIN), "力量不足。经费也紧。").press("保存")
    mine = _typed(town, sign_in(LIN), "力量很不足。经费也紧。")
    _typed(town, sign_in(ZHAO), "力量不足。经费也紧。设备老化。").press("保存")
    clash = mine.press("保存")
    _typed(town, sign_in(ZHAO), "力量不足。经费更紧。设备老化。").press("保存")
    assert clash.press("合并后保存").status == 409
    assert town.text("problems") == "力量不足。经费更紧。设备老化。"


def test_every_part_of_a_figure_that_differs_is_shown_before_it_is_replaced(town: Town, sign_in: SignIn) -> None:
    mine = _figure(town, sign_in(LIN), raw="12", as_of="12月31日")
    _figure(town, sign_in(ZHAO), raw="13", as_of="11月30日", office="综治中心").press("保存")
    clash = mine.press("保存")
    assert clash.says("今年：13")
    assert clash.says("统计截止日：11月30日")
    clash.press("用我的")
    with town.database.read() as connection:
        record = contents.entries(connection, town.report)["dis.found"].record
    assert (record.raw, record.as_of, record.origin.office) == ("12", "12月31日", "综治中心")


def test_a_part_of_theirs_that_was_not_shown_is_not_replaced(town: Town, sign_in: SignIn) -> None:
    mine = _figure(town, sign_in(LIN), raw="12")
    _figure(town, sign_in(ZHAO), raw="13", office="综治中心").press("保存")
    clash = mine.press("保存")
    again = clash.form("用我的").type({"entry.dis.found.office": "司法所"}).press("用我的")
    assert again.status == 409
    assert again.says("提供单位：综治中心")
