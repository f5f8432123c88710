"""Every page: axe finds nothing, nothing is wider than the window at 200 % zoom, letters are Chinese, the console is silent."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from server.actions import offline, proposing
from server.actions.offline import Where
from server.actions.proposing import From, Gift
from server.report.proposing.registering import Registered
from server.report.who import Role
from server.storage import people
from tests.cast import BEGAN, QIAN, WU, YEAR, ZHAO, ZHENG
from tests.e2e.desk import DESKTOP, ZOOMED, Desk
from tests.e2e.serving import Serving, serving
from tests.e2e.town import Place
from tests.reminders import letter
from tests.rosters import workbook

pytestmark = pytest.mark.browser
CHINESE_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC")


@dataclass(frozen=True)
class Sight:
    """Where pages are shown from: the town, a report filled in, a desk."""

    place: Place
    filled: str
    desk: Desk

    def window(self, login: str = "") -> Page:
        token = self.place.token(login) if login else ""
        return self.desk.window(self.place.server.address, token)

    def at(self, path: str, login: str = ZHAO) -> Page:
        page = self.window(login)
        page.goto(path if path.startswith("http") else self.place.server.address + path)
        return page


def _home(sight: Sight) -> Page:
    return sight.at("/")


def _sign_in(sight: Sight) -> Page:
    return sight.at("/", "")


def _sign_in_refused(sight: Sight) -> Page:
    sight.desk.forgive("422")
    page = _sign_in(sight)
    page.get_by_label("登录名").fill("nobody")
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_title("错误：登录 - 呈报")
    return page


def _unit(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.unit}", QIAN)


def _new_unit_refused(sight: Sight) -> Page:
    sight.desk.forgive("422")
    page = sight.at(f"/units/{sight.place.town.unit}/new", QIAN)
    page.get_by_role("button", name="添加").click()
    expect(page).to_have_title("错误：添加下级单位 - 呈报")
    return page


def _people(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.unit}/people", QIAN)


def _tree(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.county}/tree", ZHENG)


def _member(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.unit}/people/{sight.place.town.ids[ZHAO]}", QIAN)


def _handover(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.unit}/people/{sight.place.town.ids[ZHAO]}/handover", QIAN)


def _move(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.unit}/move", QIAN)


def _roster(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.unit}/import", QIAN)


def _roster_tried(sight: Sight) -> Page:
    page = _roster(sight)
    units = [("单位简称", "单位类型", "上级单位"), ("青溪司法所", "部门", ""), ("法治股", "科", "青溪司法所")]
    people = [("姓名", "所在单位", "角色"), ("孙可", "青溪司法所", "统稿人")]
    file: FilePayload = {"name": "名册.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(units, people)}
    page.get_by_label("填好的名册").set_input_files(file)
    page.get_by_role("button", name="试读").click()
    expect(page).to_have_title("试读结果 - 呈报")
    return page


def _gathering(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.county}/papers?year=2025", ZHENG)


def _given(sight: Sight) -> None:
    """Figures of the county that wait for the town."""
    town = sight.place.town
    with town.database.write() as connection:
        gifts = [Gift(town.unit, "dis.found", "12"), Gift(town.other, "dis.screenings", "0")]
        proposing.give(connection, town.library, town.actor(ZHENG), town.county, YEAR, From("县司法局", "人民调解系统"), gifts)


def _offline(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.county}/offline?year={YEAR}", ZHENG)


def _offline_unit(sight: Sight) -> Page:
    town = sight.place.town
    where, paper = Where(town.county, town.other, 2024), Registered("paper", date(2025, 1, 8), 2)
    with town.database.write() as connection:
        if not offline.version_of(connection, where):
            offline.register(connection, town.library, town.actor(ZHENG), where, paper, 0)
    page = sight.at(f"/units/{town.county}/offline/{town.other}?year=2024", ZHENG)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    return page


def _proposals(sight: Sight) -> Page:
    _given(sight)
    page = sight.at(f"/units/{sight.place.town.county}/proposals?year={YEAR}", ZHENG)
    page.locator("summary").first.click()
    return page


def _proposals_read(sight: Sight) -> Page:
    page = sight.at(f"/units/{sight.place.town.county}/proposals?year={YEAR}", ZHENG)
    page.get_by_label("或者从表格里复制").fill("单位\t排查发现矛盾纠纷\t不认识的列\n清溪镇\t无\t3\n白石镇\t4\t5")
    page.get_by_role("button", name="读表，先看结果").click()
    expect(page.locator("#given_sheet")).to_be_visible()
    return page


def _differences(sight: Sight) -> Page:
    _given(sight)
    return sight.at(f"/units/{sight.place.town.county}/differences?year={YEAR}&show=all", ZHENG)


def _given_figures(sight: Sight) -> Page:
    _given(sight)
    page = sight.at(f"/reports/{sight.place.town.report}/proposals")
    page.get_by_text("有异议").first.click()
    return page


def _inbox(sight: Sight) -> Page:
    letter(sight.place.town, ZHAO)
    letter(sight.place.town, ZHAO, 1)
    page = sight.at("/inbox")
    expect(page.get_by_role("button", name="全部标为已读")).to_be_visible()
    return page


def _me(sight: Sight) -> Page:
    sight.place.token()
    return sight.at("/me")


def _reset_refused(sight: Sight) -> Page:
    sight.desk.forgive("422")
    page = sight.at("/reset", "")
    page.get_by_role("button", name="设定新密码").click()
    expect(page).to_have_title("错误：重设密码 - 呈报")
    return page


def _code(sight: Sight) -> Page:
    page = sight.at(f"/units/{sight.place.town.unit}/people/{sight.place.town.ids[ZHAO]}/code", QIAN)
    page.get_by_role("button", name="生成").click()
    expect(page.locator("#code")).to_be_visible()
    return page


def _security_log(sight: Sight) -> Page:
    town = sight.place.town
    with town.database.write() as connection:
        people.grant(connection, town.ids[WU], town.unit, (Role.auditor,), BEGAN)
    _code(sight)
    page = sight.at(f"/units/{town.unit}/log", WU)
    expect(page.get_by_text("生成重设口令").first).to_be_visible()
    return page


def _my_reminders(sight: Sight) -> Page:
    letter(sight.place.town, ZHAO, 2)
    page = sight.at("/me/reminders")
    page.get_by_role("button", name="生成日历地址").click()
    expect(page.locator("#link")).to_be_visible()
    return page


def _my_reminders_refused(sight: Sight) -> Page:
    sight.desk.forgive("422")
    page = sight.at("/me/reminders")
    page.get_by_label("邮箱地址").fill("zhao@qq.con")
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_title("错误：提醒设置 - 呈报")
    return page


def _board(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.county}/board?year=2026", ZHENG)


def _board_unit(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.county}/board/{sight.place.town.unit}?year=2026", ZHENG)


def _board_unit_refused(sight: Sight) -> Page:
    sight.desk.forgive("422")
    page = _board_unit(sight)
    page.get_by_role("button", name="登记延期").click()
    expect(page).to_have_title("错误：延长清溪镇的报送期限 - 呈报")
    return page


def _overview(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.county}/overview?year=2026", ZHENG)


def _sums(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.county}/sums?year=2025", ZHENG)


def _invited(sight: Sight) -> Page:
    page = _people(sight)
    page.get_by_label("姓名").fill("孙静")
    page.get_by_label("填报人").check()
    page.get_by_role("button", name="生成邀请链接").click()
    expect(page.locator("#link")).to_be_visible()
    return page


def _invitation(sight: Sight) -> Page:
    link = _invited(sight).locator("#link").input_value()
    page = sight.at(link, "")
    expect(page.get_by_role("heading", level=1)).to_contain_text("加入")
    return page


def _report(sight: Sight) -> Page:
    return sight.at(sight.filled)


def _report_drafted(sight: Sight) -> Page:
    page = sight.at(sight.place.report())
    page.get_by_role("button", name="起草全部章节").click()
    expect(page.locator("#notice-title")).to_have_text("没有可以起草的内容")
    return page


def _section(sight: Sight) -> Page:
    page = sight.at(sight.place.section(sight.filled, "disputes"))
    for summary in page.locator("summary").all():
        summary.click()
    return page


def _section_with_errors(sight: Sight) -> Page:
    page = sight.at(sight.place.section(sight.place.report(), "disputes"))
    page.get_by_label("信访受理", exact=True).fill("许多")
    page.get_by_label("信访办结", exact=True).fill("很多")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#dis-petition_done-message")).to_contain_text("没有看懂")
    return page


def _section_with_conflict(sight: Sight) -> Page:
    sight.desk.forgive("409")
    report = sight.place.report()
    pages = [sight.at(sight.place.section(report, "functions"), login) for login in (ZHAO, "lin")]
    for page, text in zip(pages, ("全年办理事项1200件。", "全年办理事项1300件。"), strict=True):
        page.get_by_label("正文内容").fill(text)
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.locator("[data-save-status]")).to_contain_text("保存")
    expect(pages[1].locator(".cb-conflict")).to_be_visible()
    return pages[1]


def _front(sight: Sight) -> Page:
    return sight.at(f"{sight.filled}/front")


def _outline(sight: Sight) -> Page:
    return sight.at(f"{sight.filled}/outline")


def _draft(sight: Sight) -> Page:
    page = sight.at(sight.place.section(sight.filled, "disputes"))
    with page.expect_event("load"):
        page.get_by_role("button", name="起草本节").click()
    expect(page).to_have_title("起草稿：依法有效化解社会矛盾纠纷 - 呈报")
    return page


def _phrases(sight: Sight) -> Page:
    return sight.at(f"{sight.place.section(sight.filled, 'disputes')}/phrases")


def _export(sight: Sight) -> Page:
    return sight.at(f"{sight.filled}/export")


def _checklist(sight: Sight) -> Page:
    return sight.at(f"{sight.filled}/checklist")


def _problem(sight: Sight) -> Page:
    sight.desk.forgive("404")
    page = sight.at("/reports/999")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有完成")
    return page


def _versions(sight: Sight) -> Page:
    return sight.at(f"{sight.place.section(sight.filled, 'disputes')}/history")


def _moment(sight: Sight) -> Page:
    page = sight.at(f"{sight.filled}/history")
    page.get_by_role("link", name="这时的报告").first.click()
    expect(page.get_by_role("button", name="下载Word")).to_be_visible()
    return page


def _below(path: str) -> Callable[[Sight], Page]:
    """A page of the filled report by its address."""

    def shown(sight: Sight) -> Page:
        return sight.at(f"{sight.filled}/{path}")

    shown.__name__ = path
    return shown


def _inspect(sight: Sight) -> Page:
    return sight.at("/inspect")


def _proofread(sight: Sight) -> Page:
    return sight.at("/proofread")


def _template(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.unit}/template", QIAN)


def _unit_reminders(sight: Sight) -> Page:
    letter(sight.place.town, ZHAO, 3)
    return sight.at(f"/units/{sight.place.town.unit}/reminders", QIAN)


def _rules(sight: Sight) -> Page:
    return sight.at(f"/units/{sight.place.town.unit}/rules", QIAN)


def _rule_refused(sight: Sight) -> Page:
    sight.desk.forgive("422")
    page = sight.at(f"/units/{sight.place.town.unit}/rules/customer.township.report", QIAN)
    page.get_by_role("button", name="保存规则").click()
    expect(page).to_have_title("错误：修改规则 - 呈报")
    return page


def _calendar(sight: Sight) -> Page:
    with sight.place.town.database.write() as connection:
        people.grant(connection, sight.place.town.ids[QIAN], sight.place.town.county, (Role.admin,), BEGAN)
    return sight.at(f"/units/{sight.place.town.county}/calendar?year=2026", QIAN)


def _wrong(sight: Sight) -> str:
    """The address of a report with something to find in it."""
    report = sight.place.report()
    page = sight.at(sight.place.section(report, "disputes"))
    page.get_by_label("正文内容", exact=True).fill("综治中心受理案件14件，其中民事9件、行政2件、刑事8件。截止11月底,我镇党组听取汇报。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[data-save-status]")).to_contain_text("已保存")
    return report


def _check_with_findings(sight: Sight) -> Page:
    page = sight.at(f"{_wrong(sight)}/check")
    page.get_by_role("button", name="忽略").first.click()
    for summary in page.locator("summary").all():
        summary.click()
    return page


def _compared(sight: Sight) -> Page:
    page = sight.at(f"{sight.filled}/compare")
    page.get_by_label("或者粘贴文字").fill("2025年，全镇排查发现矛盾纠纷99999件。2023年，全镇排查发现矛盾纠纷8件。")
    page.get_by_label("材料名称").fill("政府工作报告")
    page.get_by_role("button", name="对数", exact=True).click()
    page.get_by_role("button", name="留存这次对数结果").click()
    expect(page.locator("#done-title")).to_have_text("已留存")
    page.get_by_label("或者粘贴文字").fill("2025年，全镇排查发现矛盾纠纷99999件。2023年，全镇排查发现矛盾纠纷8件。")
    page.get_by_role("button", name="对数", exact=True).click()
    expect(page.locator("#result")).to_be_visible()
    for summary in page.locator("summary").all():
        summary.click()
    return page


def _compare_refused(sight: Sight) -> Page:
    sight.desk.forgive("422")
    page = sight.at(f"{sight.filled}/compare")
    page.get_by_role("button", name="对数", exact=True).click()
    expect(page).to_have_title("错误：对数 - 呈报")
    return page


def _check_refused(sight: Sight) -> Page:
    sight.desk.forgive("422")
    page = sight.at(f"{_wrong(sight)}/check?class=must")
    page.get_by_text("不改，写明理由放行").first.click()
    page.get_by_role("button", name="放行").first.click()
    expect(page).to_have_title("错误：核校 - 呈报")
    return page


def _held(sight: Sight) -> Page:
    sight.desk.forgive("422")
    page = sight.at(_wrong(sight))
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page).to_have_title("错误：送审前还有必改意见 - 呈报")
    return page


def _section_with_findings(sight: Sight) -> Page:
    page = sight.at(f"{_wrong(sight)}/check?class=must&section=disputes")
    page.get_by_role("link", name=re.compile("到正文看")).first.click()
    expect(page.locator("#found")).to_be_visible()
    return page


def _words(sight: Sight) -> Page:
    page = sight.at(f"/units/{sight.place.town.unit}/words")
    page.get_by_label("易写错的词").check()
    page.get_by_label("要查的写法").fill("敲门行动")
    page.get_by_label("应当写成").fill("上门服务")
    page.get_by_label("出处").fill("县委办要求")
    page.get_by_role("button", name="添加").click()
    expect(page.locator("#notice-title")).to_have_text("已保存")
    return page


def _words_refused(sight: Sight) -> Page:
    sight.desk.forgive("422")
    page = sight.at(f"/units/{sight.place.town.unit}/words")
    page.get_by_role("button", name="添加").click()
    expect(page).to_have_title("错误：核校词语 - 呈报")
    return page


def _word(sight: Sight) -> Page:
    page = _words(sight)
    page.get_by_role("link", name="修改或删除").first.click()
    return page


PAGES: tuple[Callable[[Sight], Page], ...] = (
    *(_offline, _offline_unit, _proposals, _proposals_read, _differences, _given_figures),
    *(
        _below(path)
        for path in (
            "registration",
            "signing",
            "leader",
            "reminders",
            "notice",
            "checklist/0/report-higher_party",
            "corrections",
            "web",
            "clearing",
            "preview/full",
            "preview/figures",
            "past",
            "reckoning",
            "check",
            "forms",
            "ledgers",
            "history",
            "history?kind=text",
        )
    ),
    *(_compared, _compare_refused, _check_with_findings, _check_refused, _held, _section_with_findings, _words, _words_refused, _word),
    *(_rules, _rule_refused, _calendar),
    *(_versions, _moment),
    *(_tree, _member, _handover, _move, _roster, _roster_tried),
    *(
        _inspect,
        _proofread,
        _template,
        _gathering,
        _sums,
        _board,
        _board_unit,
        _board_unit_refused,
        _overview,
        _inbox,
        _me,
        _reset_refused,
        _code,
        _security_log,
        _my_reminders,
        _my_reminders_refused,
        _unit_reminders,
    ),
    *(_home, _sign_in, _sign_in_refused, _unit, _new_unit_refused, _people, _invited, _invitation, _report, _report_drafted),
    *(_section, _section_with_errors, _section_with_conflict, _front, _outline, _draft, _phrases, _export, _checklist, _problem),
)


@pytest.fixture(scope="module")
def filled(place: Place) -> str:
    """A report with everything in it."""
    return place.sample()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The program in an empty folder."""
    with serving(tmp_path_factory.mktemp("empty")) as server:
        yield server


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.__name__.strip("_"))
def test_a_page_is_sound(shown: Callable[[Sight], Page], place: Place, filled: str, desk: Desk) -> None:
    _check(shown(Sight(place, filled, desk)))


@pytest.mark.long
@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.__name__.strip("_"))
def test_a_page_is_sound_at_twice_the_size(shown: Callable[[Sight], Page], place: Place, filled: str, desk: Desk) -> None:
    _check(shown(Sight(place, filled, desk)), [ZOOMED])


def test_the_first_page_is_sound(empty: Serving, desk: Desk) -> None:
    desk.forgive("422")
    page = desk.window()
    page.goto(empty.address)
    _check(page)
    page.get_by_role("button", name="建立并进入").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    _check(page)


def test_a_chapter_that_is_off_takes_its_sections_from_the_list(place: Place, desk: Desk) -> None:
    report = place.report()
    page = desk.window(place.server.address, place.token())
    page.goto(f"{report}/outline")
    page.get_by_label("启用主要举措和成效").uncheck()
    page.get_by_role("button", name="保存安排").click()
    expect(page.locator(".govuk-notification-banner--success")).to_be_visible()
    page.goto(report)
    expect(page.locator(".cb-task__link")).to_have_count(4)
    expect(page.locator(".cb-heading__facts")).to_have_text("填报中；4 节中完成 0 节")


def test_a_window_is_told_its_language_and_has_htmx(place: Place, filled: str, desk: Desk) -> None:
    page = desk.window(place.server.address, place.token())
    page.goto(place.section(filled, "disputes"))
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.evaluate("htmx.version") == "2.0.11"
    asked = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    assert asked
    assert all(each.startswith(place.server.address) for each in asked)


@pytest.mark.parametrize("selector", ["h1", ".cb-figure__label", ".govuk-input__suffix", ".govuk-hint", ".cb-classification span"])
def test_chinese_letters_are_set_in_a_chinese_font(selector: str, place: Place, filled: str, desk: Desk) -> None:
    page = desk.window(place.server.address, place.token())
    page.goto(place.section(filled, "disputes"))
    fonts = _fonts(page, selector)
    assert fonts
    assert fonts <= set(CHINESE_FONTS)


@pytest.mark.parametrize("selector", ["textarea", "main .govuk-button", ".govuk-input"])
def test_what_is_typed_and_pressed_has_the_font_of_the_page(selector: str, place: Place, filled: str, desk: Desk) -> None:
    page = desk.window(place.server.address, place.token())
    page.goto(place.section(filled, "disputes"))
    family = "(selector) => getComputedStyle(document.querySelector(selector)).fontFamily"
    assert page.evaluate(family, selector) == page.evaluate(family, "h1")


def test_an_error_line_leads_to_its_field(empty: Serving, desk: Desk) -> None:
    desk.forgive("422")
    page = desk.window()
    page.goto(empty.address)
    page.get_by_role("button", name="建立并进入").click()
    page.get_by_role("link", name="单位简称").click()
    expect(page.get_by_label("单位简称")).to_be_focused()


def _check(page: Page, sizes: Collection[tuple[int, int]] = (DESKTOP,)) -> None:
    """Nothing runs out of the window at either size; no rule of accessibility is broken at these."""
    for width, height in (ZOOMED, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        inner, outer = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert inner <= outer, f"{page.url} is {inner} wide in {outer}"
        if (width, height) in sizes:
            found = Axe().run(page)
            assert not found.violations_count, found.generate_report()


def _fonts(page: Page, selector: str) -> set[str]:
    """The families that the glyphs of an element really come from."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    return {font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]}
