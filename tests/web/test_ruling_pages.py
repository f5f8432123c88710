"""The pages of rules and of the calendar, without JavaScript: looked at, changed with a reason, refused with sentences, taken back."""

from dataclasses import replace
from pathlib import Path

import pytest

from server.report.who import Role
from server.settings import Settings
from server.storage import people, rules
from server.storage.rules import LocalRule
from server.web.app import make_app
from server.web.site import Site
from tests.cast import BEGAN, LIN, QIAN, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser
from tests.web.conftest import SignIn, session

REPORT = "customer.township.report"
# 31 January 2026 is a Saturday.
NOTICE = {"year": "2026", "source": "《改过的通知》", "off": "2月16日至23日", "work": "1月31日（周六）、2月14日上班"}


@pytest.fixture
def above(town: Town) -> None:
    """钱 administers the county, too."""
    with town.database.write() as connection:
        people.grant(connection, town.ids[QIAN], town.county, (Role.admin,), BEGAN)


def _rules(town: Town, unit: int = 0) -> str:
    return f"/units/{unit or town.unit}/rules"


def _decided(town: Town, unit: int = 0) -> tuple[LocalRule, ...]:
    with town.database.read() as connection:
        return rules.local_rules(connection, (unit or town.unit,))


def test_the_rules_of_a_unit_are_listed_with_source_and_certainty(town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(f"/units/{town.unit}").follow("报送规则")
    assert page.heading == "乡镇的报送规则"
    assert page.says("报送：中共云澜县委、云澜县人民政府")
    assert page.says("“1月底前”")
    assert page.says("依据：本地做法（地方惯例或默认）。")
    assert page.says("依据：《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）第二十四条（有原文）。")
    assert page.says("听取：清溪镇人民代表大会主席团（按需）")
    assert page.says("上一年度推进法治政府建设的主要举措和成效；")
    assert not page.says("江门")


def test_the_rules_of_another_tier_are_one_link_away(town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(_rules(town)).follow("县级、市级政府")
    assert page.heading == "县级、市级政府的报送规则"
    assert page.says("报送：同级党委、同级人大常委会")
    assert page.says("列入会议议题的，会前20日")
    assert page.says("其他年度的规则")
    assert sign_in(QIAN).get(f"{_rules(town)}?tier=village").heading == "乡镇的报送规则"


def test_a_rule_is_changed_with_a_reason_and_what_moved_is_told(town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(f"{_rules(town)}/{REPORT}")
    assert page.heading == "修改规则"
    assert page.form("保存规则").element is not None
    page = page.press("保存规则", {"day": "１月２０日", "phrase": "1月20日前", "reason": "县里的通知提前了"})
    assert page.status == 200
    assert "已保存" in page.alerts
    assert page.says("清溪镇 2025年度报告，报送中共云澜县委：原来2026年1月30日，现在2026年1月20日")
    assert page.says("钱立")
    assert page.says("修改，理由：县里的通知提前了")
    assert page.says("在这里改过")
    (local,) = _decided(town)
    assert local.rule is not None
    assert local.rule.due is not None
    assert (local.rule.due.month, local.rule.due.day, local.rule.due.inclusive, local.rule.source) == (1, 20, True, "本地做法")


def test_a_rule_is_switched_off_and_taken_back(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    page = browser.get(f"{_rules(town)}/{REPORT}").form("停用").type({"why": "不再要求"}).press("停用")
    assert page.says("已停用的规则")
    assert page.says("理由：不再要求")
    assert page.says("原来2026年1月30日，现在2026年2月28日")
    page = browser.get(f"{_rules(town)}/{REPORT}").press("恢复原来的规则")
    assert page.says("原来2026年2月28日，现在2026年1月30日")
    assert not page.says("已停用的规则")
    assert _decided(town) == ()


def test_a_rule_is_added_and_deleted(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    form = browser.get(_rules(town)).follow("添加一条规则").form("保存规则")
    form = form.type(
        {"source": "《试行办法》", "day": "1-15", "phrase": "1月15日之前", "inclusive": "no", "reason": "试行", "content": "一、\n\n二、"}
    )
    page = form.tick("recipient", "higher_government", "own_congress").press("保存规则")
    assert page.says("报送清溪镇人民代表大会主席团：新增，2026年1月14日")
    assert page.says("在这里添加")
    (local,) = _decided(town)
    assert local.rule is not None
    assert (local.rule_id, local.rule.tiers, local.rule.content) == (f"local.{town.unit}.1", ("township",), ("一、", "二、"))
    assert browser.get(f"{_rules(town)}/local.{town.unit}.1").holds("1月15日")
    assert browser.get(f"{_rules(town)}/local.{town.unit}.1").press("删除这条规则").says("不再要求（原来2026年1月14日）")
    assert _decided(town) == ()


def test_a_second_rule_gets_a_name_of_its_own_and_publication_goes_to_the_public(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    for _ in range(2):
        form = browser.get(f"{_rules(town)}/new").form("保存规则")
        form.type(
            {"source": "《办法》", "nature": "publish", "required": "no", "reason": "试行", "valid_from": "2025", "valid_to": "２０２６"}
        ).press("保存规则")
    found = _decided(town)
    assert [each.rule_id for each in found] == [f"local.{town.unit}.1", f"local.{town.unit}.2"]
    assert {each.rule.recipients for each in found if each.rule} == {("public",)}
    assert {(each.rule.valid_from, each.rule.valid_to, each.rule.required, each.rule.due) for each in found if each.rule} == {
        (2025, 2026, False, None)
    }


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"source": " "}, "source", "请填写依据。"),
        ({"day": "月底"}, "day", "没有看懂日期“月底”。"),
        ({"day": "2月30日"}, "day", "没有看懂日期“2月30日”。"),
        ({"day": ""}, "day", "没有看懂日期“”。"),
        ({"phrase": ""}, "phrase", "请填写期限的原文"),
        ({"valid_from": "明年"}, "valid_from", "适用的报告年度请填四位数字"),
        ({"valid_from": "2027", "valid_to": "2026"}, "valid_from", "起始年度不能晚于截止年度"),
        ({"reason": ""}, "reason", "请写明改动的理由。"),
        ({"note": "长" * 2001}, "note", "说明最多2000个字。"),
        ({"content": "长" * 2001}, "content", "报告要有的内容最多2000个字。"),
    ],
)
def test_a_rule_that_cannot_be_is_answered_with_what_to_change(
    town: Town, sign_in: SignIn, typed: dict[str, str], field: str, said: str
) -> None:
    page = sign_in(QIAN).get(f"{_rules(town)}/{REPORT}").press("保存规则", {"reason": "试行", "article": "第九条"} | typed)
    assert page.status == 422
    assert page.title.startswith("错误：")
    assert said in page.alerts
    assert said in "".join(page.by_id(f"{field}-error").itertext())
    assert page.holds("第九条")
    assert _decided(town) == ()


def test_a_rule_needs_somebody_to_go_to_and_somebody_it_is_for(town: Town, sign_in: SignIn) -> None:
    page = (
        sign_in(QIAN)
        .get(f"{_rules(town)}/{REPORT}")
        .form("保存规则")
        .type({"reason": "试行"})
        .tick("recipient")
        .tick("tier")
        .press("保存规则")
    )
    assert page.status == 422
    assert page.says("请至少选一个对象。")
    assert page.says("请填写适用的单位层级。")


@pytest.mark.parametrize(("why", "said"), [(" ", "请写明改动的理由。"), ("长" * 2001, "理由最多2000个字。")])
def test_a_rule_is_not_switched_off_without_a_short_reason(town: Town, sign_in: SignIn, why: str, said: str) -> None:
    page = sign_in(QIAN).get(f"{_rules(town)}/{REPORT}").form("停用").type({"why": why}).press("停用")
    assert page.status == 422
    assert said in page.alerts
    assert _decided(town) == ()


def test_choices_no_page_offers_are_answered_with_the_form(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    page = browser.get(f"{_rules(town)}/{REPORT}")
    pairs = [
        (name, value) for name, value in page.form("保存规则").pairs("保存规则") if name not in ("nature", "certainty", "recipient", "tier")
    ]
    wrong = [("nature", "sing"), ("certainty", "sure"), ("recipient", "public"), ("tier", "village"), ("reason", "试行")]
    answer = browser.post(f"{_rules(town)}/{REPORT}", [*(pair for pair in pairs if pair[0] != "reason"), *wrong])
    assert answer.status == 422
    assert answer.says("请填写方式。")
    assert answer.says("请填写可靠程度。")


@pytest.mark.parametrize("button", ["保存规则", "停用", "恢复原来的规则"])
def test_a_rule_somebody_else_changed_meanwhile_is_kept_and_the_form_stays(town: Town, sign_in: SignIn, button: str) -> None:
    browser = sign_in(QIAN)
    browser.get(f"{_rules(town)}/{REPORT}").press("保存规则", {"reason": "甲"})
    old = browser.get(f"{_rules(town)}/{REPORT}")
    browser.get(f"{_rules(town)}/{REPORT}").press("保存规则", {"reason": "乙"})
    form = old.form(button)
    typed = {"保存规则": {"reason": "丙"}, "停用": {"why": "丙"}}.get(button, {})
    page = form.type(typed).press(button)
    assert page.status == 409
    assert "这一页打开之后，别人已经改过" in page.alerts
    assert [each.reason for each in _decided(town)] == ["乙"]
    if typed:
        assert page.holds("丙")
        assert page.press(button).status == 200
        assert [each.reason for each in _decided(town)] == ["丙"]


def test_who_does_not_administer_the_unit_reads_the_rules_and_changes_nothing(town: Town, sign_in: SignIn) -> None:
    for login in (LIN, ZHAO, ZHENG):
        browser = sign_in(login)
        page = browser.get(_rules(town))
        assert page.says("规则由管理员设置，您的角色不能修改本页。")
        assert not page.says("添加一条规则")
        for path in (f"{_rules(town)}/new", f"{_rules(town)}/{REPORT}"):
            assert browser.get(path).status == 403
            assert browser.send(path, [("csrf", browser.csrf), ("do", "off"), ("why", "x")]).status_code == 403
    assert sign_in(ZHOU).get(_rules(town)).status == 404
    assert _decided(town) == ()


def test_rules_that_are_not_there_are_not_found(town: Town, sign_in: SignIn, stranger: Browser) -> None:
    browser = sign_in(QIAN)
    assert browser.get(f"{_rules(town)}/no.such").status == 404
    assert browser.get("/units/999/rules").status == 404
    assert browser.get(f"{_rules(town)}?saved=no.such").status == 200
    assert stranger.get(_rules(town)).trail == (f"/sign-in?next={_rules(town)}",)


@pytest.mark.usefixtures("above")
def test_what_a_county_decides_is_shown_below_as_from_above(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    page = browser.get(f"{_rules(town, town.county)}?tier=township")
    assert page.says("报送：上一级党委（县委）、上一级政府（县政府）")
    browser.get(f"{_rules(town, town.county)}/{REPORT}").form("停用").type({"why": "县里不要"}).press("停用")
    page = browser.get(_rules(town))
    assert page.says("（由上级单位设置），理由：县里不要")
    page = browser.get(f"{_rules(town)}/{REPORT}")
    assert page.says("这是上级单位设置的；在这里保存后，本单位和下级单位按自己的。")
    assert page.press("保存规则", {"reason": "本镇照旧"}).says("现在2026年1月30日")


def _calendar(town: Town, unit: int = 0) -> str:
    return f"/units/{unit or town.county}/calendar"


@pytest.mark.usefixtures("above")
def test_the_calendar_lists_every_year_with_its_notice(town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(f"/units/{town.county}").follow("工作日历")
    assert page.heading == "工作日历"
    assert page.says("《国务院办公厅关于2026年部分节假日安排的通知》")
    assert page.says("1月4日、2月14日、2月28日、5月9日、9月20日、10月10日")
    assert page.says("2018年12月31日、2月4日、2月8日")
    assert page.says("系统自带")
    assert sign_in(QIAN).get(f"{_calendar(town)}?year=2026").holds("《国务院办公厅关于2026年部分节假日安排的通知》")


@pytest.mark.usefixtures("above")
def test_a_notice_is_entered_and_what_moved_is_told_and_taken_back(town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(_calendar(town)).press("检查并保存", NOTICE)
    assert "已保存，日期已重算" in page.alerts
    assert page.says("清溪镇 2025年度报告，报送中共云澜县委：原来2026年1月30日，现在2026年1月31日")
    assert page.says("录入，代替系统自带的")
    assert page.says("2月20日、2月23日")
    page = page.press("删除2026年的录入")
    assert page.says("原来2026年1月31日，现在2026年1月30日")
    assert not page.says("代替系统自带的")


@pytest.mark.usefixtures("above")
def test_a_notice_of_a_new_year_moves_nothing_yet_and_says_so(town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(_calendar(town)).press("检查并保存", NOTICE | {"year": "2031", "off": "1月22日", "work": "1月26日"})
    assert page.says("没有报告的期限因此变动。")


@pytest.mark.usefixtures("above")
def test_a_notice_is_uploaded_as_a_file(town: Town, sign_in: SignIn) -> None:
    content = 'year = 2026\nsource = "《改过的通知》"\noff = [2026-02-20]\nwork = [2026-01-31]\n'.encode()
    form = sign_in(QIAN).get(_calendar(town)).form("检查并保存")
    page = form.upload("file", [("2026.toml", content)]).press("检查并保存")
    assert page.says("现在2026年1月31日")
    wrong = sign_in(QIAN).get(_calendar(town)).form("检查并保存").upload("file", [("2026.toml", b"year = ")]).press("检查并保存")
    assert wrong.status == 422
    assert "这个文件不是.toml日历文件" in "".join(wrong.by_id("file-error").itertext())


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"year": "明年"}, "year", "年份请填2014到2099之间的四位数字"),
        ({"source": ""}, "source", "请填写依据"),
        ({"off": "", "work": ""}, "off", "请至少填写放假或上班的日期"),
        ({"off": "2月30日"}, "off", "没有看懂“2月30日”"),
        ({"work": "2月16日"}, "work", "2月16日既写在放假里又写在上班里"),
        ({"off": "2月20日", "work": "2月17日"}, "work", "2月17日是春节，是法定节假日"),
        ({"work": "2月3日"}, "work", "2月3日不是周末"),
    ],
)
@pytest.mark.usefixtures("above")
def test_a_notice_that_cannot_be_is_answered_with_what_to_change(
    town: Town, sign_in: SignIn, typed: dict[str, str], field: str, said: str
) -> None:
    page = sign_in(QIAN).get(_calendar(town)).press("检查并保存", NOTICE | typed)
    assert page.status == 422
    assert said in page.alerts
    assert said in "".join(page.by_id(f"{field}-error").itertext())
    assert page.holds({**NOTICE, **typed}["off"])
    with town.database.read() as connection:
        assert rules.arrangements(connection) == ()


@pytest.mark.usefixtures("above")
def test_a_notice_somebody_else_entered_meanwhile_is_kept_and_the_form_stays(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    first, second = browser.get(_calendar(town)), browser.get(_calendar(town))
    first.press("检查并保存", NOTICE)
    page = second.press("检查并保存", NOTICE | {"source": "《另一个通知》", "off": "2月30日"})
    assert page.status == 422
    page = page.press("检查并保存", {"off": "2月20日"})
    assert page.status == 409
    assert page.holds("《另一个通知》")
    assert page.press("检查并保存").says("《另一个通知》")
    old = browser.get(_calendar(town))
    browser.get(_calendar(town)).press("检查并保存", NOTICE)
    assert old.press("删除2026年的录入").status == 409


def test_below_the_top_the_calendar_is_read_and_who_keeps_it_is_said(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    page = browser.get(_calendar(town, town.unit))
    assert page.says("日历是整个系统共用的，由云澜县的管理员维护。发现日期不对，请联系他们。")
    assert not page.says("检查并保存")
    for path, pairs in (("", list(NOTICE.items())), ("/remove", [("year", "2026"), ("version", "1")])):
        answer = browser.post(_calendar(town, town.unit) + path, [("csrf", browser.csrf), *pairs])
        assert answer.status == 403
        assert answer.says("由云澜县的管理员维护")
    reader = sign_in(LIN)
    assert reader.get(_calendar(town, town.unit)).says("日历由管理员录入，您的角色不能修改本页。")
    assert reader.send(_calendar(town, town.unit), [("csrf", reader.csrf), *NOTICE.items()]).status_code == 403
    assert sign_in(ZHOU).get(_calendar(town, town.unit)).status == 404


def test_a_year_that_is_missing_is_said_on_both_pages(town: Town, tmp_path: Path) -> None:
    calendar = town.library.calendar
    known = {year: each for year, each in calendar.arrangements.items() if year < 2020}
    library = replace(town.library, calendar=replace(calendar, arrangements=known))
    browser = Browser(make_app(Site(Settings(var=tmp_path), town.database, library)), session(town, QIAN))
    assert browser.get(_calendar(town, town.unit)).says("年还没有录入")
    assert browser.get(_rules(town)).says("年的放假调休通知还没有录入，日期先按法定节假日和周末计算。")


@pytest.mark.usefixtures("above")
def test_what_moved_is_in_the_history(town: Town, sign_in: SignIn) -> None:
    sign_in(QIAN).get(_calendar(town)).press("检查并保存", NOTICE)
    with town.database.read() as connection:
        found = connection.exec_driver_sql("SELECT target, action, unit_id, report_id FROM history ORDER BY id").all()
    assert [tuple(row) for row in found if row.action in ("set_rules", "dates_moved")] == [
        ("calendar:2026", "set_rules", town.county, None),
        (f"report:{town.report}", "dates_moved", town.unit, town.report),
    ]
