"""签发登记 and the page of title and layout: what is usual, what was typed, what is wrong with it, who may."""

import pytest

from server.actions import reporting
from server.report.workflow import Move
from tests.cast import LIN, QIAN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn

NUMBER = "清政〔2026〕3号"


def _page(town: Town, browser: Browser) -> Page:
    return browser.get(f"{town.path()}/registration")


def _box(town: Town, key: str) -> str:
    return f"text.{town.section(key).id}.body"


def _typed(town: Town, **values: str) -> dict[str, str]:
    return {_box(town, key): value for key, value in values.items()}


def _words(page: Page, name: str) -> str:
    return "".join(page.by_id(name).itertext())


def _handed_in(town: Town) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")


def test_what_is_right_is_saved_and_the_way_goes_on_to_the_papers(town: Town, sign_in: SignIn) -> None:
    typed = _typed(town, number=NUMBER, date="2026年1月9日", signers="何川、林晓", print_date="2026年1月10日", copies="30")
    page = _page(town, sign_in(ZHAO)).press("保存并去下载", typed)
    assert (page.status, page.heading) == (200, "成文下载")
    assert town.text("number") == NUMBER
    again = _page(town, sign_in(WU))
    assert all(again.holds(value) for value in typed.values())
    assert not again.title.startswith("错误")


def test_what_is_wrong_is_saved_as_typed_and_said_beside_its_field_and_at_the_top(town: Town, sign_in: SignIn) -> None:
    typed = _typed(town, number="清政[2026]03号", date="1月9日", signers="何川", print_date="昨天", copies="许多")
    page = _page(town, sign_in(ZHAO)).press("保存并去下载", typed)
    assert page.heading == "签发登记"
    assert page.title.startswith("错误：")
    assert all(page.holds(value) for value in typed.values())
    assert _words(page, "number-message") == "发文字号的年份要用六角括号〔〕，请改为“清政〔2026〕3号”。"
    assert _words(page, "date-message") == "成文日期要写四位年份，请写成 2027年1月15日 或 2027-1-15。"
    assert _words(page, "signers-message") == "联合行文的每个机关都要有签发人，请写出2位的姓名，中间用顿号隔开。"
    assert "没有看懂" in _words(page, "print_date-message")
    assert _words(page, "copies-message") == "份数请填数字，如 30。"
    assert all(_words(page, f"{key}-message") in page.alerts for key in ("number", "date", "signers", "print_date", "copies"))
    assert town.text("number") == "清政[2026]03号"


def test_the_right_form_is_taken_over_with_one_press(town: Town, sign_in: SignIn) -> None:
    page = _page(town, sign_in(ZHAO)).press("保存", _typed(town, number="清政[2026]03号", date="2026-1-9", signers="何川、林晓"))
    page = page.press(f"改为 {NUMBER}")
    assert page.holds(NUMBER)
    assert not page.title.startswith("错误")
    assert (town.text("number"), town.text("date")) == (NUMBER, "2026-1-9")


def test_a_proposal_that_is_none_changes_nothing(town: Town, sign_in: SignIn) -> None:
    form = _page(town, sign_in(ZHAO)).form("保存").type(_typed(town, number=NUMBER))
    for key in ("number", "copies", "nothing", ""):
        pairs = [*(pair for pair in form.pairs("保存") if pair[0] != "do"), ("do", f"take:{key}")]
        assert form.page.browser.post(form.action, pairs).status in (200, 409)
    assert town.text("number") == NUMBER


def test_the_autosave_says_what_is_wrong(town: Town, sign_in: SignIn) -> None:
    form = _page(town, sign_in(ZHAO)).form("保存").type(_typed(town, number="清政3号"))
    answer = form.autosave().json()
    assert answer["status"] == "saved"
    assert {each["field"] for each in answer["messages"]} == {_box(town, "number"), _box(town, "signers")}


def test_a_number_of_another_year_than_the_date_is_remarked_on_and_holds_nothing_back(town: Town, sign_in: SignIn) -> None:
    typed = _typed(town, number="清政〔2025〕3号", date="2026年1月9日", signers="何川、林晓")
    page = _page(town, sign_in(ZHAO)).press("保存", typed)
    assert not page.title.startswith("错误")
    assert page.says("年份应当是签发当年，不是报告年度")


def test_a_line_that_is_a_whole_text_is_refused_and_still_in_its_box(town: Town, sign_in: SignIn) -> None:
    page = _page(town, sign_in(ZHAO)).press("保存", _typed(town, number="长" * 201, date="2026年1月9日"))
    assert page.status == 422
    assert "发文字号最多200个字" in page.alerts
    assert page.holds("长" * 201)
    assert page.holds("2026年1月9日")
    assert town.text("date") == ""
    answer = _page(town, sign_in(ZHAO)).form("保存").type(_typed(town, number="长" * 201)).autosave()
    assert (answer.status_code, answer.json()["status"]) == (422, "refused")


def test_two_who_register_the_same_thing_see_both(town: Town, sign_in: SignIn) -> None:
    left, right = (_page(town, sign_in(login)).form("保存") for login in (ZHAO, WU))
    assert left.type(_typed(town, number=NUMBER)).press("保存").status == 200
    page = right.type(_typed(town, number="清政〔2026〕4号")).press("保存")
    assert page.status == 409
    assert page.says("“发文字号”有两份不同的内容")
    assert page.holds("清政〔2026〕4号")
    assert page.press("用我的").status == 200
    assert town.text("number") == "清政〔2026〕4号"


def test_a_report_that_is_handed_in_is_still_registered(town: Town, sign_in: SignIn) -> None:
    _handed_in(town)
    assert _page(town, sign_in(WU)).press("保存", _typed(town, number=NUMBER)).status == 200
    assert town.text("number") == NUMBER


@pytest.mark.parametrize("login", [LIN, QIAN, ZHENG])
def test_others_see_what_was_registered_and_cannot_change_it(town: Town, sign_in: SignIn, login: str) -> None:
    _page(town, sign_in(ZHAO)).press("保存", _typed(town, number=NUMBER))
    browser = sign_in(login)
    page = _page(town, browser)
    assert page.holds(NUMBER)
    assert page.says("只能查看")
    pairs = [(f"text.{town.section('number').id}.v", "1"), (_box(town, "number"), "清政〔2026〕9号")]
    token = dict(page.form("退出").pairs())["csrf"]
    for where in ("registration", "front", f"sections/{town.section('problems').id}"):
        assert browser.post(f"{town.path()}/{where}", [*pairs, ("csrf", token)]).status in (403, 404)
    assert town.text("number") == NUMBER


def test_the_pages_are_not_there_for_another_unit_nor_for_a_report_that_is_none(town: Town, sign_in: SignIn) -> None:
    assert _page(town, sign_in(ZHOU)).status == 404
    assert sign_in(ZHAO).get("/reports/999/registration").status == 404


def test_a_chapter_cannot_be_written_through_these_pages(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    token = dict(browser.get(town.path()).form("退出").pairs())["csrf"]
    for where in ("registration", "front"):
        pairs = [(_box(town, "problems"), "力量不足。"), ("csrf", token)]
        assert browser.post(f"{town.path()}/{where}", pairs).status == 404
    assert town.text("problems") == ""


def test_the_page_of_title_and_layout_shows_what_is_usual_and_keeps_what_is_emptied(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(f"{town.path()}/front")
    assert page.holds("中共云澜县委全面依法治县委员会办公室")
    page = page.press("保存", _typed(town, printer="", closing="特此报告，请审阅。"))
    again = sign_in(LIN).get(f"{town.path()}/front")
    assert dict(again.form("保存").pairs())[_box(town, "printer")] == ""
    assert again.holds("中共云澜县委全面依法治县委员会办公室")
    with town.database.read() as connection:
        saved = connection.exec_driver_sql(f"SELECT count(*) FROM section_text WHERE section_id = {town.section('copies_to').id}")
        assert saved.scalar_one() == 0


def test_kind_urgency_and_openness_are_chosen_and_one_that_is_none_of_them_stays(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(f"{town.path()}/front")
    page.press("保存", _typed(town, kind="plain", urgency="特急", disclosure="依申请公开"))
    assert [town.text(key) for key in ("kind", "urgency", "disclosure")] == ["plain", "特急", "依申请公开"]
    with town.database.write() as connection:
        connection.exec_driver_sql(f"UPDATE section_text SET body = '特提' WHERE section_id = {town.section('urgency').id}")
    assert dict(sign_in(LIN).get(f"{town.path()}/front").form("保存").pairs())[_box(town, "urgency")] == "特提"


def test_a_conflict_on_the_page_of_title_and_layout_names_its_field(town: Town, sign_in: SignIn) -> None:
    left, right = (sign_in(login).get(f"{town.path()}/front").form("保存") for login in (LIN, ZHAO))
    left.type(_typed(town, copies_to="县司法局")).press("保存")
    page = right.type(_typed(town, copies_to="县人大常委会办公室")).press("保存")
    assert page.status == 409
    assert page.says("“抄送”有两份不同的内容")
    assert town.text("copies_to") == "县司法局"


def test_a_date_is_no_longer_asked_for_on_the_page_of_title_and_layout(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(f"{town.path()}/front")
    assert _box(town, "date") not in page.form("保存").names
    assert page.follow("签发登记").heading == "签发登记"
