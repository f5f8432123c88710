"""A season as it begins and fills: last year's Word file in two clicks, 填报表 out and back, a draft, and the paper."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk
from tests.e2e.town import Place
from tests.web import last_year

pytestmark = pytest.mark.browser


@pytest.mark.long
def test_a_season_from_last_year_s_file_to_the_paper(desk: Desk, own: Place, tmp_path: Path) -> None:
    page = desk.window(own.server.address, own.token())
    report = f"{own.server.address}/reports/{own.town.report}"
    carried(page, report, tmp_path)
    renewed(page, own.section(report, "disputes"))
    given = [given_out(page, report, office, topic) for office, topic in (("综治办", "化解社会矛盾纠纷"), ("宣传办", "法治宣传教育"))]
    filled(given[0], {"综治中心受理": "436", "综治中心化解": "约420件"}, tmp_path / "综治办 交.xlsx")
    filled(given[1], {"法治宣传活动": "41场", "发放法治宣传资料": "近2万"}, tmp_path / "宣传办(1).xlsx")
    taken_back(page, report, sorted(tmp_path.glob("*.xlsx")))
    written(page, report, own.section(report, "publicity"))


def carried(page: Page, report: str, folder: Path) -> None:
    """Last year's .docx becomes this year's report: one click to read it, one to take it over."""
    file = folder / "清溪镇2024年报告.docx"
    file.write_bytes(last_year.docx())
    page.goto(f"{report}/past")
    page.get_by_label("上年报告的文件").set_input_files(file)
    page.get_by_role("button", name="开始读取").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("上年内容放到哪里")
    expect(page.locator("#proof")).to_contain_text("还没放好 0 段")
    page.get_by_role("button", name="带入本年报告").click()
    expect(page.locator(".govuk-notification-banner--success")).to_contain_text("已带入上年报告")


def renewed(page: Page, section: str) -> None:
    """What is last year's stays marked until it is touched or said to hold; the script finds a sentence in the box."""
    page.goto(section)
    marked = page.locator("#stale li")
    expect(marked).to_have_count(2)
    expect(page.get_by_label("综治中心受理的上年数")).to_have_value("412")
    marked.first.get_by_role("button", name="找到这一句").click()
    box = page.get_by_label("正文内容")
    expect(box).to_be_focused()
    chosen = box.evaluate("(each) => each.value.slice(each.selectionStart, each.selectionEnd)")
    assert chosen == "2025年，综治中心共受理矛盾纠纷412件，成功化解395件。"
    box.press("Delete")
    expect(marked.first).to_have_class("cb-stale__touched")
    expect(page.locator("[data-save-status]")).to_contain_text("已保存")
    page.reload()
    expect(marked).to_have_count(1)
    marked.get_by_role("button", name="仍然属实").click()
    expect(marked).to_have_count(0)


def given_out(page: Page, report: str, office: str, topic: str) -> bytes:
    """A form for an office with the figures of a topic, as .xlsx."""
    page.goto(f"{report}/forms/new?way=office")
    page.get_by_label("交表单位").fill(office)
    page.get_by_label("交表期限（选填）").fill("12月20日")
    page.get_by_label("收表联系人（选填）").fill("赵敏 0759-1234567")
    page.get_by_role("checkbox", name=topic).first.check()
    page.get_by_role("button", name="做好填报表").click()
    row = page.get_by_role("row", name=office)
    expect(row).to_be_visible()
    with page.expect_download() as download:
        row.get_by_role("link", name="表格").click()
    return Path(download.value.path()).read_bytes()


def filled(form: bytes, answers: dict[str, str], path: Path) -> None:
    """Type into the form as an office does, beside the names of the figures."""
    book = load_workbook(BytesIO(form))
    sheet = book.worksheets[0]
    places = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    column = next(cell.column for name, cell in places.items() if name == "本年数")
    for name, answer in answers.items():
        sheet.cell(places[name].row, column).value = answer
    book.save(path)


def taken_back(page: Page, report: str, files: list[Path]) -> None:
    """Two forms in one go; what is plain is taken with one button, what is not is asked about."""
    page.goto(f"{report}/returns")
    page.get_by_label("交回来的表").set_input_files(files)
    page.get_by_role("button", name="读取，先看结果").click()
    expect(page.locator("#came")).to_contain_text("2 份")
    for office in ("综治办", "宣传办"):
        page.goto(f"{report}/returns")
        page.get_by_role("row", name=office).get_by_role("link").first.click()
        page.get_by_role("button", name="全部采用没有疑问的").click()
        expect(page.locator(".govuk-notification-banner--success")).to_contain_text("采用 2 项")


def written(page: Page, report: str, section: str) -> None:
    """The figures are in their section with their source; the draft and the paper say them."""
    page.goto(section)
    expect(page.get_by_label("法治宣传活动", exact=True)).to_have_value("41场")
    page.get_by_role("button", name="起草本节").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("深入开展法治宣传教育")
    page.get_by_text("对照全文").click()
    page.get_by_role("button", name="用起草稿替换正文").click()
    expect(page.get_by_label("正文内容")).to_have_value(re.compile("近2万份"))
    page.goto(f"{report}/export")
    with page.expect_download() as download:
        page.locator("#paper-oa button").click()
    text = "\n".join(each.text for each in Document(str(download.value.path())).paragraphs)
    assert "近2万份" in text
    assert "坚持和发展新时代“枫桥经验”" in text
    assert "12000" not in text
