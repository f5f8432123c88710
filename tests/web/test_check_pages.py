"""核校: findings by class and section, what is said to them, suggestions taken and given back, 送审 held and let go, an office's words."""

import re
from io import BytesIO

from docx import Document

from server.storage import contents, history
from tests.actions.typist import typed
from tests.cast import LIN, QIAN, WU, ZHAO, ZHENG, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn

SUM = "综治中心受理案件14件，其中民事9件、行政2件、刑事8件。"
TEXT = f"{SUM}我镇党组听取汇报。"
REASON = "按县里的统计口径"
MUST = "不改，写明理由放行"


def _check(town: Town, browser: Browser, query: str = "") -> Page:
    return browser.get(f"{town.path()}/check{query}")


def _words(page: Page, mark: str) -> list[str]:
    return ["".join(each.itertext()) for each in page.root.iter("mark") if mark in "".join(each.itertext())]


def _version(town: Town, key: str) -> int:
    section = town.section(key).id
    with town.database.read() as connection:
        return contents.bodies(connection, [section])[section][1]


def test_a_finding_shows_its_sentence_with_the_words_marked_and_leads_there(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", "年初部署。\n" + TEXT)
    page = _check(town, sign_in(LIN))
    assert _words(page, "14件")
    assert page.says("9+2+8=19≠14")
    link = next(each.get("href", "") for each in page.root.iter("a") if f"{town.path('disputes')}?find=" in each.get("href", ""))
    section = page.browser.get(link.partition("#")[0])
    assert "".join(section.by_id("found").itertext()) in TEXT
    assert section.by_id("found").get("data-select") == f"text.{town.section('disputes').id}.body"


def test_the_page_is_filtered_by_class_and_section(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    browser = sign_in(ZHAO)
    assert _check(town, browser, "?class=hint").main.count(MUST) == 0
    mine = _check(town, browser, "?class=must&section=disputes")
    assert mine.main.count(MUST) == 2
    assert _check(town, browser, "?class=x&section=nowhere").main.count(MUST) >= 2


def test_a_place_that_is_none_is_not_shown(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    browser = sign_in(LIN)
    for asked in ("x", "3", "5-2", "0-99999", "-1-3", "1-" + "9" * 30, "１-２"):
        assert 'id="found"' not in browser.get(f"{town.path('disputes')}?find={asked}").html


def test_a_suggestion_is_taken_and_given_back_on_the_check_page(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    page = _check(town, sign_in(LIN), "?class=must&section=disputes").press("采纳：改为“镇党委”")
    assert town.text("disputes") == f"{SUM}我镇党委听取汇报。"
    assert page.trail[0].startswith(f"{town.path()}/check?class=must&section=disputes&made=")
    back = page.press("撤销，恢复原文")
    assert back.says("已恢复")
    assert town.text("disputes") == TEXT
    assert _version(town, "disputes") == 3


def test_a_suggestion_for_a_text_that_changed_meanwhile_is_refused(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    form = _check(town, sign_in(LIN)).form("采纳：改为“镇党委”")
    typed(town, "disputes", "重写。" + TEXT)
    page = form.press("采纳：改为“镇党委”")
    assert page.status == 409
    assert page.says("别人已经改过")
    assert town.text("disputes") == "重写。" + TEXT


def test_words_that_do_not_stand_there_and_buttons_that_are_none(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    form = _check(town, sign_in(LIN)).form("采纳：改为“镇党委”")
    pairs = [pair for pair in form.pairs() if pair[0] != "accept"]
    browser = form.page.browser
    gone = browser.post(form.action, [*pairs, ("accept", '[0, "党组", "党委"]')])
    assert gone.status == 422
    assert gone.says("没有替换")
    for sent in ("", "x", "[1]", '["a", "b", "c"]', '[0, "党组"]', "9" * 99):
        assert browser.post(form.action, [*pairs, ("accept", sent)]).status == 404
    assert town.text("disputes") == TEXT


def test_changes_are_given_back_only_while_nobody_wrote(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    page = _check(town, sign_in(LIN)).press("采纳：改为“镇党委”")
    typed(town, "disputes", "重写。")
    back = page.press("撤销，恢复原文")
    assert back.status == 409
    assert town.text("disputes") == "重写。"


def test_a_reason_lets_a_must_go_and_can_be_taken_back(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", SUM)
    browser = sign_in(ZHAO)
    page = _check(town, browser, "?section=disputes&class=must").press("放行", {"words": REASON})
    assert page.status == 200
    assert page.says(f"放行理由：{REASON}（赵敏")
    assert _check(town, browser, "?section=disputes&class=must").main.count(MUST) == 0
    again = page.press("撤销")
    assert again.status == 200
    assert _check(town, browser, "?section=disputes&class=must").main.count(MUST) == 1


def test_too_short_a_reason_comes_back_beside_its_finding(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", SUM)
    page = _check(town, sign_in(ZHAO), "?section=disputes&class=must").press("放行", {"words": "不改"})
    assert page.status == 422
    assert page.holds("不改")
    assert page.says("请把理由写清楚，至少6个字，现在2个字。")


def test_who_may_not_settle_reads_only(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    for login in (WU, ZHENG):
        page = _check(town, sign_in(login))
        assert page.says("9+2+8=19≠14")
        assert not [each for each in page.root.iter("form") if each.get("method") == "post" and "/check" in each.get("action", "")]
    assert MUST not in _check(town, sign_in(LIN)).main


def test_an_answer_to_a_finding_that_is_gone_is_a_conflict_that_keeps_the_words(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", SUM)
    form = _check(town, sign_in(ZHAO), "?section=disputes&class=must").form("放行").type({"words": REASON})
    typed(town, "disputes", SUM.replace("刑事8件", "刑事7件"))
    page = form.press("放行")
    assert page.status == 409
    assert page.says("这条意见已经变了")
    assert page.holds(REASON)


def test_a_changed_figure_asks_again_and_tells_what_was_said(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", SUM)
    page = _check(town, sign_in(ZHAO), "?section=disputes&class=must").press("放行", {"words": REASON})
    typed(town, "disputes", SUM.replace("刑事8件", "刑事7件"))
    again = _check(town, page.browser, "?section=disputes&class=must")
    assert again.main.count(MUST) == 1
    assert again.says(f"以前的放行理由：“{REASON}”")


def test_putting_the_same_words_aside_twice_offers_to_leave_them_alone(town: Town, sign_in: SignIn) -> None:
    for key in ("disputes", "enforcement"):
        typed(town, key, "《行政处罚法》、《行政强制法》都学过。")
    browser = sign_in(ZHAO)
    page = _check(town, browser, "?class=hint&section=disputes")
    page = page.press("忽略：》、《")
    page = _check(town, browser, "?class=hint&section=enforcement").press("忽略：》、《")
    page = page.press("加入本单位不再提示的词")
    assert page.says("本单位的报告以后不再提示")
    assert "》、《" in browser.get(f"/units/{town.unit}/words").main


def test_the_task_list_counts_what_is_open_in_each_section(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    page = sign_in(LIN).get(town.path())
    link = next(each for each in page.root.iter("a") if each.get("href") == f"{town.path()}/check?section=disputes")
    assert re.match(r"必改 2(?: · 需说明 \d+)?：", "".join(link.itertext()))


def test_a_submission_is_held_with_boxes_for_reasons_and_goes_with_them(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    browser = sign_in(ZHAO)
    held = browser.get(town.path()).press("送审")
    assert held.status == 422
    assert held.says("9+2+8=19≠14")
    assert held.by_id("held") is not None
    boxes = [name for name in held.form("按上面的理由放行并送审").names if name.startswith("words.")]
    assert len(boxes) >= 2
    short = held.press("按上面的理由放行并送审", {boxes[0]: "不改"})
    assert short.status == 422
    assert short.holds("不改")
    assert short.says("至少6个字")
    gone = short.press("按上面的理由放行并送审", {boxes[0]: "与县局核对过的数", "words": REASON})
    assert gone.status == 200
    assert gone.says("送审")
    with town.database.read() as connection:
        assert town.standing(connection).report.state == "submitted"
    printed = Document(BytesIO(browser.fetch(f"{town.path()}/papers/findings").content))
    cells = [cell.text for table in printed.tables for row in table.rows for cell in row.cells]
    assert any("仍按原稿：与县局核对过的数（赵敏，" in each for each in cells)
    assert any("9+2+8=19≠14" in each for each in cells)


def test_who_may_not_submit_is_not_asked_for_reasons(town: Town, sign_in: SignIn) -> None:
    token = dict(sign_in(LIN).get("/").form("退出").pairs())["csrf"]
    assert sign_in(LIN).post(f"{town.path()}/check/submit", [("csrf", token), ("words", REASON)]).status in (403, 422)


def test_the_text_of_a_section_has_its_findings_below_it(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    page = sign_in(LIN).get(town.path("disputes"))
    beside = page.by_id("field_findings")
    assert "9+2+8=19≠14" in "".join(beside.itertext())
    assert beside.get("aria-live") == "polite"
    answer = page.browser.fetch(f"{town.path('disputes')}/findings")
    assert (answer.status_code, "9+2+8=19≠14" in answer.text, "<h1" in answer.text) == (200, True, False)
    assert page.browser.fetch(f"{town.path()}/sections/99999/findings").status_code == 404


def test_a_suggestion_beside_the_text_saves_what_is_typed_and_takes_its_place(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    page = sign_in(LIN).get(town.path("disputes"))
    name = f"text.{town.section('disputes').id}.body"
    done = page.press("采纳：改为“镇党委”", {name: f"{TEXT}又写一句。"})
    assert town.text("disputes") == f"{SUM}我镇党委听取汇报。又写一句。"
    assert done.says("正文已经改好")
    back = done.press("撤销，恢复原文")
    assert back.says("已恢复")
    assert town.text("disputes") == f"{TEXT}又写一句。"


def test_a_suggestion_whose_words_moved_saves_and_says_so(town: Town, sign_in: SignIn) -> None:
    typed(town, "disputes", TEXT)
    page = sign_in(LIN).get(town.path("disputes"))
    name = f"text.{town.section('disputes').id}.body"
    done = page.press("采纳：改为“镇党委”", {name: f"前面加一句。{TEXT}"})
    assert done.says("原来的字句已经不在那里")
    assert town.text("disputes") == f"前面加一句。{TEXT}"


def test_a_save_examines_nothing_before_it_answers(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(town.path("disputes"))
    name = f"text.{town.section('disputes').id}.body"
    answer = page.form("保存").type({name: TEXT}).autosave()
    assert answer.json()["status"] == "saved"
    with town.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM examination").scalar() == 0


def test_words_of_an_office_are_added_changed_and_removed(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    entry = {"kind": "confusable", "wrong": "敲门.*行动", "right": "上门服务", "source": "县委办要求", "since": "2025年1月1日"}
    page = browser.get(f"/units/{town.unit}/words").press("添加", entry)
    assert page.says("敲门.*行动")
    form = page.follow("修改或删除")
    changed = form.press("保存", {"wrong": "敲门行动"})
    assert changed.says("敲门行动")
    typed(town, "disputes", "全镇开展敲门行动。")
    assert _words(_check(town, browser, "?section=disputes"), "敲门行动")
    stale = form.press("保存", {"wrong": "敲门专项行动"})
    assert stale.status == 409
    assert stale.holds("敲门专项行动")
    short = changed.follow("修改或删除").press("保存", {"wrong": "敲"})
    assert short.status == 422
    assert short.holds("敲")
    assert changed.follow("修改或删除").press("删除").says("还没有自己加的词语")
    assert sign_in(LIN).get(f"/units/{town.unit}/words").says("还没有自己加的词语")
    with town.database.read() as connection:
        assert history.latest(connection, "wording:1") is not None


def test_the_county_adds_a_tifa_for_the_town_below(town: Town, sign_in: SignIn) -> None:
    entry = {"kind": "tifa", "wrong": "一村一警", "right": "一村一辅警", "source": "县委政法委通知"}
    assert sign_in(ZHENG).get(f"/units/{town.county}/words").press("添加", entry).status == 200
    page = sign_in(QIAN).get(f"/units/{town.unit}/words")
    assert page.says("一村一警")
    assert "修改或删除" not in page.main
    assert sign_in(QIAN).get(f"/units/{town.unit}/words/1").status == 404
