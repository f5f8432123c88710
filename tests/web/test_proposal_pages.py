"""A county gives its figures and its town answers: the dry run, the town's table, the table of differences, and who may not."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from server.report.proposing.template import template
from server.sheets import table_writer
from server.storage import contents, proposals
from tests.cast import LIN, QIAN, WU, YEAR, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Page
from tests.web.conftest import SignIn

TABLE = "单位\t排查发现矛盾纠纷\t矛盾纠纷排查次数\n清溪镇\t12\t无\n白石镇\t0\t3\n合计\t12\t3\n清水乡\t1\t1\n"


def address(town: Town, page: str = "proposals", more: str = "") -> str:
    return f"/units/{town.county}/{page}?year={YEAR}{more}"


def given(town: Town) -> dict[tuple[int, str], str]:
    with town.database.read() as connection:
        found = proposals.proposals_of(connection, (town.unit, town.other), YEAR)
    return {(unit, key): each.raw for unit, figures in found.items() for key, each in figures.items()}


def read(town: Town, sign_in: SignIn, text: str = TABLE) -> Page:
    typed = {"text": text, "office": "县司法局", "system": "人民调解系统", "as_of": "12月31日"}
    return sign_in(ZHENG).get(address(town)).press("读表，先看结果", typed)


def give(town: Town, sign_in: SignIn, text: str = TABLE) -> Page:
    return read(town, sign_in, text).press("提供给各单位")


def test_the_dry_run_tells_what_would_come_of_every_cell_and_gives_nothing(town: Town, sign_in: SignIn) -> None:
    page = read(town, sign_in)
    assert page.status == 200
    assert page.says("2 个单位、2 项指标：新的 3，替换原来的 0，和原来一样 0，有疑问 1，空着 0")
    assert page.says("合计行没有读")
    assert page.says("不是下级单位的行没有读：清水乡")
    assert page.says("不知道是没有发生（填0），还是没有这项工作")
    assert given(town) == {}


def test_what_is_accepted_is_given_and_the_same_again_changes_nothing(town: Town, sign_in: SignIn) -> None:
    page = give(town, sign_in)
    assert page.says("新提供 3 项，替换原来的 0 项，0 项和原来一样")
    assert given(town) == {(town.unit, "dis.found"): "12", (town.other, "dis.found"): "0", (town.other, "dis.screenings"): "3"}
    assert give(town, sign_in).says("新提供 0 项，替换原来的 0 项，3 项和原来一样、没有变动")


def test_a_doubtful_cell_is_given_once_somebody_says_what_it_is(town: Town, sign_in: SignIn) -> None:
    box = f"value.{town.unit}.dis.screenings"
    page = read(town, sign_in).press("提供给各单位", {box: "十来次"})
    assert (page.status, page.by_id(box).get("value")) == (422, "十来次")
    assert given(town) == {}
    page.press("提供给各单位", {box: "0"})
    assert given(town)[town.unit, "dis.screenings"] == "0"


def test_a_column_nobody_knows_is_named_by_hand(town: Town, sign_in: SignIn) -> None:
    page = read(town, sign_in, "单位\t登记的纠纷\n清溪镇\t12\n")
    assert page.says("“登记的纠纷”不知道是哪一项指标")
    wrong = page.press("重新读", {"col.1": "没有的指标"})
    assert (wrong.status, wrong.by_id("col.1").get("value")) == (422, "没有的指标")
    wrong.press("重新读", {"col.1": "排查发现矛盾纠纷"}).press("提供给各单位")
    assert given(town) == {(town.unit, "dis.found"): "12"}


@pytest.mark.parametrize(
    ("text", "office", "field", "said"),
    [("", "县司法局", "file", "请选择文件"), (TABLE, "", "office", "请填写提供单位"), ("秘密★1年\n", "县司法局", "file", "秘密★")],
)
def test_what_cannot_be_given_comes_back_with_what_was_typed(
    text: str, office: str, field: str, said: str, town: Town, sign_in: SignIn
) -> None:
    page = sign_in(ZHENG).get(address(town)).press("读表，先看结果", {"text": text, "office": office})
    page = page.press("提供给各单位") if page.status == 200 else page
    assert page.status == 422
    assert said in page.alerts
    assert f'href="#{field}"' in page.html
    assert page.holds(text.strip() or office)
    assert given(town) == {}


def test_the_template_comes_back_filled_in(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHENG)
    answer = browser.fetch(f"/units/{town.county}/proposals/template.xlsx?year={YEAR}&pick.dis.found=1")
    book = load_workbook(BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["单位", "排查发现矛盾纠纷（件）"],
        ["编号", "dis.found"],
        ["清溪镇", None],
        ["白石镇", None],
    ]
    sheet["B4"] = 12
    content = BytesIO()
    book.save(content)
    form = (
        browser.get(address(town)).form("读表，先看结果").upload("file", [("县里.xlsx", content.getvalue())]).type({"office": "县司法局"})
    )
    assert form.press("读表，先看结果").press("提供给各单位").says("新提供 1 项")
    assert given(town) == {(town.unit, "dis.found"): "12"}


def test_an_export_with_merged_headings_is_read_the_same_after_it_was_shown(town: Town, sign_in: SignIn) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["全县情况"], ["单位", "综治中心", None], [None, "受理", "化解"], ["清溪镇", 5, 4], ["合计", 5, 4]):
        sheet.append(row)
    for merged in ("A1:C1", "A2:A3", "B2:C2"):
        sheet.merge_cells(merged)
    content = BytesIO()
    book.save(content)
    form = sign_in(ZHENG).get(address(town)).form("读表，先看结果").upload("file", [("导出.xlsx", content.getvalue())])
    form.type({"office": "县司法局"}).press("读表，先看结果").press("提供给各单位")
    assert given(town) == {(town.unit, "dis.center_received"): "5", (town.unit, "dis.center_resolved"): "4"}


def test_a_figure_given_by_mistake_is_taken_back(town: Town, sign_in: SignIn) -> None:
    page = give(town, sign_in).press("撤回：排查发现矛盾纠纷")
    assert page.says("撤回了 2 个单位的这一项")
    assert given(town) == {(town.other, "dis.screenings"): "3"}


def test_the_town_takes_a_figure_with_one_click(town: Town, sign_in: SignIn) -> None:
    give(town, sign_in)
    page = sign_in(LIN).get(f"{town.path()}/proposals")
    assert page.says("县里从自己的系统里提供了 1 项，1 项等您答复")
    page = page.press("采用：排查发现矛盾纠纷")
    assert page.says("已采用")
    assert town.raw("dis.found") == "12"
    with town.database.read() as connection:
        record = contents.entries(connection, town.report)["dis.found"].record
    assert (record.origin.office, record.origin.system, record.as_of) == ("县司法局", "人民调解系统", "12月31日")


def test_the_town_disputes_a_figure_with_a_reason(town: Town, sign_in: SignIn) -> None:
    give(town, sign_in)
    page = sign_in(LIN).get(f"{town.path()}/proposals")
    short = page.press("提出异议：排查发现矛盾纠纷", {"why.dis.found": "不对"})
    assert (short.status, short.holds("不对")) == (422, True)
    assert short.title.startswith("错误：")
    page = short.press("提出异议：排查发现矛盾纠纷", {"why.dis.found": "司法所台账为10件"})
    assert page.says("有异议：司法所台账为10件")
    assert town.raw("dis.found") == ""
    county = sign_in(ZHENG).get(address(town, "differences", "&show=disputed"))
    assert county.says("有异议：司法所台账为10件")


def test_figures_that_agree_are_confirmed_together(town: Town, sign_in: SignIn) -> None:
    give(town, sign_in)
    browser = sign_in(LIN)
    browser.get(town.path("disputes")).press("保存", {"entry.dis.found.raw": "12件"})
    page = browser.get(f"{town.path()}/proposals").press("确认全部一致的（1 项）")
    assert page.says("确认了 1 项一致的数")
    assert town.raw("dis.found") == "12件"
    browser.get(town.path("disputes")).press("保存", {"entry.dis.found.raw": "15"})
    again = browser.get(f"{town.path()}/proposals")
    assert again.says("确认后又改了数")
    assert again.says("1 项等您答复")


def test_a_figure_that_changed_meanwhile_is_said_and_nothing_is_overwritten(town: Town, sign_in: SignIn) -> None:
    give(town, sign_in)
    browser = sign_in(LIN)
    page = browser.get(f"{town.path()}/proposals")
    sign_in(ZHAO).get(town.path("disputes")).press("保存", {"entry.dis.found.raw": "9"})
    stale = page.press("采用：排查发现矛盾纠纷", {"why.dis.found": "司法所台账为10件"})
    assert (stale.status, town.raw("dis.found")) == (409, "9")
    assert "改成了“9”" in stale.alerts
    assert stale.holds("司法所台账为10件")


def test_a_figure_waits_beside_its_field_and_on_the_task_list(town: Town, sign_in: SignIn) -> None:
    give(town, sign_in)
    browser = sign_in(LIN)
    assert browser.get(town.path()).says("县里提供的数据 1项待答复")
    page = browser.get(town.path("disputes"))
    assert page.says("县司法局（人民调解系统）提供：12（截至12月31日）")
    page = page.press("采用县里的数：排查发现矛盾纠纷", {"text." + str(town.section("disputes").id) + ".body": "全年平稳。"})
    assert page.status == 200
    assert (town.raw("dis.found"), town.text("disputes")) == ("12", "全年平稳。")
    assert not page.says("提供：12")
    assert not browser.get(town.path()).says("项待答复")


def test_the_table_of_differences_shows_every_pair_and_can_be_filtered(town: Town, sign_in: SignIn) -> None:
    give(town, sign_in)
    sign_in(LIN).get(town.path("disputes")).press("保存", {"entry.dis.found.raw": "15"})
    browser = sign_in(ZHENG)
    page = browser.get(address(town, "differences"))
    assert page.says("清溪镇 12（截至12月31日） 县司法局 人民调解系统 15 +3 不一致 待答复")
    assert browser.get(address(town, "differences", "&show=waiting")).says("白石镇 0（截至12月31日） 县司法局 人民调解系统 未报 — 未报")
    assert not browser.get(address(town, "differences", f"&show=all&unit={town.other}")).says("清溪镇 12")
    assert browser.get(address(town, "differences", "&show=all&indicator=dis.screenings")).says("白石镇 3")


def test_the_table_leaves_as_excel_and_as_word(town: Town, sign_in: SignIn) -> None:
    give(town, sign_in)
    sign_in(LIN).get(town.path("disputes")).press("保存", {"entry.dis.found.raw": "15"})
    browser = sign_in(ZHENG)
    book = load_workbook(BytesIO(browser.fetch(f"/units/{town.county}/differences.xlsx?year={YEAR}&show=all").content))
    rows = [row for row in book.worksheets[0].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[2:7] for row in rows if row[2] == "清溪镇"] == [("清溪镇", "12（截至12月31日）", "15", 3, "不一致")]
    assert [row[4:7] for row in rows if row[2] == "白石镇"] == [("未报", "—", "未报")] * 2
    paper = Document(BytesIO(browser.fetch(f"/units/{town.county}/differences.docx?year={YEAR}&show=unequal").content))
    assert [cell.text for cell in paper.tables[0].rows[1].cells][1:6] == [
        "排查发现矛盾纠纷（件）",
        "清溪镇",
        "12（截至12月31日）",
        "15",
        "3",
    ]


@pytest.mark.parametrize("who", [LIN, ZHAO, WU, ZHOU, QIAN])
def test_pages_of_the_county_are_not_there_for_a_town(who: str, town: Town, sign_in: SignIn) -> None:
    browser = sign_in(who)
    for page in ("proposals", "proposals/template.xlsx", "differences", "differences.xlsx", "differences.docx"):
        assert browser.get(f"/units/{town.county}/{page}").status == 404


def test_a_town_of_another_name_and_the_county_do_not_answer(town: Town, sign_in: SignIn) -> None:
    give(town, sign_in)
    token = [("do", "take:dis.found"), ("v.dis.found", "1"), ("raw.dis.found", "12")]
    for who, status in ((ZHENG, 403), (WU, 403), (ZHOU, 404), (QIAN, 403)):
        browser = sign_in(who)
        csrf = dict(browser.get("/").form("退出").pairs())["csrf"]
        assert browser.send(f"{town.path()}/proposals", (("csrf", csrf), *token), {}).status_code == status
    assert sign_in(ZHENG).get(f"{town.path()}/proposals").says("只能查看")
    assert town.raw("dis.found") == ""


@pytest.mark.parametrize("query", ["year=1", "year=x", "show=rank", "unit=x", "year=" + "9" * 30])
def test_an_address_nobody_offers_is_not_found(query: str, town: Town, sign_in: SignIn) -> None:
    assert sign_in(ZHENG).get(f"/units/{town.county}/differences?{query}").status == 404


def test_a_template_has_a_row_a_unit_and_a_row_of_codes(town: Town) -> None:
    sheet = template(["清溪镇"], [town.library.indicators["dis.found"]], "云澜县", YEAR, town.library.labels["given_columns"])
    assert table_writer.written(sheet.title, "云澜县", [sheet]) == table_writer.written(sheet.title, "云澜县", [sheet])
    assert sheet.rows == (("编号", "dis.found"), ("清溪镇", ""))
