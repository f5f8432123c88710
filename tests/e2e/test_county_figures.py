"""A county and its towns in a browser: a report on paper is registered, figures are given and disputed, the differences leave as Excel."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from tests.cast import LIN, YEAR, ZHENG
from tests.e2e.desk import Desk
from tests.e2e.town import Place

pytestmark = pytest.mark.browser


def _paper(path: Path) -> Path:
    paper = Document()
    paper.add_paragraph("白石镇2025年法治政府建设年度报告")
    paper.save(str(path))
    return path


def _table(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_a_town_on_paper_is_registered_figures_are_given_and_a_town_disputes_one(desk: Desk, place: Place, tmp_path: Path) -> None:
    county = place.town.county
    page = desk.window(place.server.address, place.token(ZHENG))
    page.goto(f"{place.server.address}/units/{county}/offline?year={YEAR}")
    page.get_by_label("单位", exact=True).select_option(label="白石镇")
    page.get_by_label("纸质").check()
    page.get_by_label("收到日期").fill("2026年1月8日")
    page.get_by_label("报告文件").set_input_files(_paper(tmp_path / "白石镇报告.docx"))
    page.get_by_role("button", name="登记").click()
    expect(page.locator("#notice-title")).to_have_text("已保存")
    figures = _table(tmp_path / "指标表.xlsx", ["指标", "本年数", "上年数"], ["排查发现矛盾纠纷", 15, 9], ["矛盾纠纷排查次数", "无", None])
    page.get_by_label("上传指标表").set_input_files(figures)
    page.get_by_role("button", name="读表").click()
    page.get_by_label(re.compile("的数$")).first.fill("0")
    page.get_by_role("button", name="采用读懂的数和填好的疑问").click()
    expect(page.locator("#notice-title")).to_have_text("已保存")
    with page.expect_download() as download:
        page.get_by_role("link", name="白石镇报告.docx").click()
    assert download.value.suggested_filename == "白石镇报告.docx"

    rows: list[list[object]] = [["单位", "排查发现矛盾纠纷", "矛盾纠纷排查次数"], ["清溪镇", 12, "无"], ["白石镇", 12, 0], ["合计", 24, 0]]
    given = _table(tmp_path / "县级.xlsx", *rows)
    page.goto(f"{place.server.address}/units/{county}/proposals?year={YEAR}")
    page.get_by_label("提供单位").fill("县司法局")
    page.get_by_label("来源系统").fill("人民调解系统")
    page.get_by_label("表格文件").set_input_files(given)
    page.get_by_role("button", name="读表，先看结果").click()
    expect(page.locator("#given_sheet")).to_contain_text("合计行没有读")
    page.get_by_role("button", name="提供给各单位").click()
    expect(page.locator("#notice-title")).to_have_text("已提供")

    town = desk.window(place.server.address, place.token(LIN))
    town.goto(f"{place.server.address}/reports/{place.town.report}")
    town.get_by_role("link", name="1 项待答复").click()
    town.get_by_text("有异议").first.click()
    town.get_by_label(re.compile("^理由")).fill("司法所台账为10件，见调解卷宗")
    town.get_by_role("button", name=re.compile("提出异议")).click()
    expect(town.locator("#notice-title")).to_have_text("已提出异议")

    page.goto(f"{place.server.address}/units/{county}/differences?year={YEAR}&show=all")
    expect(page.get_by_role("row", name=re.compile("清溪镇.*有异议：司法所台账为10件"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("白石镇.*15（线下）.*不一致"))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="核对表（Excel）").click()
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    lines = [row for row in book.worksheets[0].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [(row[2], row[4], row[5], row[6]) for row in lines] == [
        ("白石镇", "0（线下）", 0, "一致"),
        ("清溪镇", "未填", "—", "未填"),
        ("白石镇", "15（线下）", 3, "不一致"),
    ]
