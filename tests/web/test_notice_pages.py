"""The page of the county's notice: works without script, keeps what was typed, tells which days moved, shows both on a conflict."""

from io import BytesIO

import pytest
from docx import Document

from server.actions import noticing, reporting
from server.actions.saving import Field, save_fields
from server.report.workflow import Move
from server.storage import notices, rules
from server.storage.notices import Notice
from server.storage.rules import LocalRule
from tests.cast import LIN, NOW, QIAN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn

TYPED = {
    "title": "关于做好2025年度报告工作的通知",
    "number": "云法治办[2025]21号",
    "received": "12月1日",
    "first_day": "12月25日前",
    "final_day": "2026-1-20",
    "length_cap": "3000字以内",
    "outline_key": "classic_2015",
    "outline": "数字写到年底",
    "delivery_form": "纸质2份",
    "contact": "周宁 6123456",
    "note": "分两批",
}
PDF = b"%PDF-1.4\n%%EOF\n"


def _page(town: Town, browser: Browser) -> Page:
    return browser.get(f"{town.path()}/notice")


def _kept(town: Town) -> Notice | None:
    with town.database.read() as connection:
        return notices.notice(connection, town.report)


def _given(town: Town, **typed: str) -> None:
    with town.database.write() as connection:
        noticing.save(connection, town.library, town.actor(ZHAO), town.report, {"title": "年度报告通知"} | typed, 0)


def _written(town: Town, text: str) -> None:
    with town.database.write() as connection:
        typed = [Field("text", str(town.section("problems").id), {"body": text}, 0)]
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), typed)


def test_a_notice_is_entered_and_the_page_tells_which_days_moved(town: Town, sign_in: SignIn) -> None:
    page = _page(town, sign_in(ZHAO)).press("保存", TYPED)
    assert (page.status, page.trail) == (200, (f"{town.path()}/notice?saved=1",))
    assert page.says("报送中共云澜县委：2026年1月30日 → 2026年1月20日")
    assert page.says("个工作步骤的计划日期跟着重排")
    assert page.says("最迟 2026年1月20日 报送，按这份通知")
    assert page.says("写的是“1月20日前”")
    assert page.holds("云法治办〔2025〕21号")
    assert page.holds("2025年12月25日")
    assert page.holds("3000")
    again = _page(town, sign_in(LIN))
    assert not again.says("期限变了")
    assert all(again.says(words) for words in ("数字写到年底", "纸质2份", "周宁 6123456", "分两批"))


def test_the_outline_is_offered_and_what_the_report_lacks_of_it_is_said(town: Town, sign_in: SignIn) -> None:
    page = _page(town, sign_in(ZHAO))
    assert page.says("本报告建立时用的是“通用提纲”；建立以后不能整套更换")
    page = page.press("保存", TYPED)
    assert page.says("通知要求的提纲有、报告里没有打开的章节")
    assert page.follow("去“章节”页").heading == "章节安排"


def test_a_bad_form_keeps_everything_and_says_one_sentence_for_each(town: Town, sign_in: SignIn) -> None:
    typed = TYPED | {"title": " ", "received": "昨天", "first_day": "2026年1月25日", "length_cap": "几千"}
    page = _page(town, sign_in(ZHAO)).press("保存", typed)
    assert page.status == 422
    assert page.title.startswith("错误")
    sentences = ("请填写通知标题。", "收到日期填的是“昨天”", "正式稿报送日期早于初稿报送日期", "字数上限填的是“几千”")
    assert all(each in page.alerts for each in sentences)
    assert all(page.holds(value) for value in typed.values() if value.strip())
    assert _kept(town) is None


def test_a_date_outside_the_season_is_refused(town: Town, sign_in: SignIn) -> None:
    page = _page(town, sign_in(ZHAO)).press("保存", {"title": "通知", "final_day": "2027年1月20日"})
    assert page.status == 422
    assert "正式稿报送日期应当在2025年7月到2026年6月之间" in page.alerts


def test_the_file_is_kept_given_out_and_taken_away(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    page = _page(town, browser).form("保存").type({"title": "通知"}).upload("file", [("关于报告的通知.pdf", PDF)]).press("保存")
    assert page.says("已有“关于报告的通知.pdf”")
    kept = _kept(town)
    assert kept is not None
    answer = browser.fetch(f"{town.path()}/files/{kept.file}")
    assert (answer.status_code, answer.content) == (200, PDF)
    page = page.press("去掉通知文件")
    assert not page.says("关于报告的通知.pdf")
    assert browser.fetch(f"{town.path()}/files/{kept.file}").status_code == 404
    assert page.holds("通知")


def test_a_file_that_cannot_be_kept_leaves_the_rest_in_the_form(town: Town, sign_in: SignIn) -> None:
    form = _page(town, sign_in(ZHAO)).form("保存").type(TYPED).upload("file", [("通知.exe", b"MZ" * 50)])
    page = form.press("保存")
    assert page.status == 422
    assert page.holds("周宁 6123456")
    assert page.says("刚才选的文件没有保存，要传请再选一次")
    assert _kept(town) is None


def test_a_secret_file_is_refused(town: Town, sign_in: SignIn) -> None:
    form = _page(town, sign_in(ZHAO)).form("保存").type(TYPED).upload("file", [("机密★1年.pdf", PDF)])
    assert form.press("保存").status == 422
    assert _kept(town) is None


def test_the_notice_is_removed_with_a_reason(town: Town, sign_in: SignIn) -> None:
    _given(town, final_day="1月20日")
    page = _page(town, sign_in(ZHAO)).press("删除通知")
    assert page.status == 422
    assert "请写明理由" in page.alerts
    assert _kept(town) is not None
    page = page.press("删除通知", {"reason": "登记到别的年度了"})
    assert page.says("已删除通知")
    assert page.says("2026年1月20日 → 2026年1月30日")
    assert _kept(town) is None
    page = page.press("保存", {"title": "新的通知"})
    assert page.holds("新的通知")


def test_two_who_enter_different_days_see_both(town: Town, sign_in: SignIn) -> None:
    _given(town, final_day="1月20日")
    left, right = (_page(town, sign_in(ZHAO)).form("保存") for _ in range(2))
    assert left.type({"final_day": "1月15日", "contact": "周宁"}).press("保存").status == 200
    page = right.type({"final_day": "1月10日"}).press("保存")
    assert page.status == 409
    assert page.says("“通知”有两份不同的内容")
    assert page.says("正式稿报送日期：2026年1月15日")
    assert page.says("正式稿报送日期：2026年1月10日")
    assert page.holds("周宁")
    done = page.press("用我的")
    assert (done.status, done.holds("2026年1月10日"), done.holds("周宁")) == (200, True, True)


def test_a_conflict_is_also_settled_by_theirs_or_by_putting_both_together(town: Town, sign_in: SignIn) -> None:
    _given(town, contact="周宁")
    forms = [_page(town, sign_in(ZHAO)).form("保存") for _ in range(2)]
    forms[0].type({"contact": "周宁 6123456"}).press("保存")
    page = forms[1].type({"contact": "何静 6120002"}).press("保存")
    assert page.follow("用对方的").holds("周宁 6123456")
    done = page.press("合并后保存", {"contact": "周宁 6123456、何静 6120002"})
    assert (done.status, done.holds("周宁 6123456、何静 6120002")) == (200, True)


def test_a_notice_somebody_else_removed_or_changed_is_not_overwritten_unseen(town: Town, sign_in: SignIn) -> None:
    _given(town)
    old, gone = (_page(town, sign_in(ZHAO)) for _ in range(2))
    gone.press("删除通知", {"reason": "登记错了"})
    page = old.press("保存", {"contact": "周宁"})
    assert page.status == 409
    assert page.says("对方删除了通知")
    assert page.press("用我的").holds("周宁")
    late = old.press("删除通知", {"reason": "也想删"})
    assert (late.status, late.holds("也想删")) == (409, True)
    assert _kept(town) is not None


def test_the_length_stands_on_the_home_of_the_report_and_above_the_papers(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    assert not browser.get(town.path()).says("字数上限")
    _given(town, length_cap="100")
    _written(town, "力" * 200)
    for path in (town.path(), f"{town.path()}/export", f"{town.path()}/notice"):
        page = browser.get(path)
        assert page.says("字数上限 100，已用")
        assert page.says("超出")
    assert browser.get(f"{town.path()}/export").says("超过《年度报告通知》规定的100字")


def test_the_home_leads_to_the_notice_and_to_the_sheet_of_tasks(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    page = browser.get(town.path())
    assert page.follow("登记上级通知").heading == "通知"
    _given(town, number="云法治办〔2025〕21号", length_cap="3000", contact="周宁")
    answer = browser.fetch(f"{town.path()}/tasks.docx")
    assert answer.status_code == 200
    document = Document(BytesIO(answer.content))
    assert document.paragraphs[0].text == "清溪镇2025年法治政府建设年度报告任务分解表"
    assert "根据《年度报告通知》（云法治办〔2025〕21号）" in "".join(each.text for each in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"3000字以内", "周宁", "依法有效化解社会矛盾纠纷"} <= set(cells)
    wide, high = document.sections[0].page_width, document.sections[0].page_height
    assert (wide and round(wide.mm), high and round(high.mm)) == (297, 210)


def test_the_sheet_of_tasks_comes_without_a_notice_and_says_so(town: Town, sign_in: SignIn) -> None:
    document = Document(BytesIO(sign_in(LIN).fetch(f"{town.path()}/tasks.docx").content))
    assert any("通知还没有登记" in each.text for each in document.paragraphs)


@pytest.mark.parametrize("login", [LIN, WU, QIAN, ZHENG])
def test_others_see_the_notice_and_cannot_change_it(town: Town, sign_in: SignIn, login: str) -> None:
    _given(town, contact="周宁")
    browser = sign_in(login)
    page = _page(town, browser)
    assert page.says("只能查看")
    assert page.says("周宁")
    token = dict(page.form("退出").pairs())["csrf"]
    for do in ("save", "remove", "drop", "mine:1"):
        pairs = [("title", "别的"), ("version", "1"), ("reason", "理由"), ("do", do), ("csrf", token)]
        assert browser.post(f"{town.path()}/notice", pairs).status == 403
    kept = _kept(town)
    assert kept is not None
    assert kept.title == "年度报告通知"


def test_another_unit_learns_nothing(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHOU)
    assert _page(town, browser).status == 404
    assert browser.fetch(f"{town.path()}/tasks.docx").status_code == 404
    assert sign_in(ZHAO).get("/reports/999/notice").status == 404


def test_who_is_not_signed_in_is_led_to_sign_in(town: Town, stranger: Browser) -> None:
    assert _page(town, stranger).heading == "登录"
    assert stranger.fetch(f"{town.path()}/tasks.docx").status_code == 303


def test_a_report_handed_in_still_takes_a_notice(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    assert _page(town, sign_in(ZHAO)).press("保存", {"title": "迟到的通知"}).holds("迟到的通知")


def test_a_version_that_is_none_is_not_found(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    token = dict(_page(town, browser).form("退出").pairs())["csrf"]
    for pairs in ([("version", "x"), ("title", "通知")], [("do", "mine:"), ("title", "通知")], [("do", "remove"), ("reason", "错")]):
        assert browser.post(f"{town.path()}/notice", [*pairs, ("csrf", token)]).status in (200, 404, 409)
    assert browser.get(f"{town.path()}/notice?saved=x").status == 404
    assert browser.get(f"{town.path()}/notice?saved=99").status == 200


def test_a_file_of_a_notice_that_was_changed_meanwhile_stays(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    old = _page(town, browser).form("保存").type({"title": "通知"}).upload("file", [("通知.pdf", PDF)]).press("保存")
    _page(town, browser).press("保存", {"contact": "周宁"})
    assert old.press("去掉通知文件").status == 409
    kept = _kept(town)
    assert kept is not None
    assert kept.file


def test_where_no_rule_binds_the_page_names_no_day(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        for rule in town.library.rules:
            rules.keep_rule(connection, LocalRule(town.unit, rule.id, None, "不适用", 0, NOW, ""), town.ids[ZHAO])
    page = _page(town, sign_in(ZHAO))
    assert page.status == 200
    assert not page.says("最迟")
