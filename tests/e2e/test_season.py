"""A season as it begins and fills: last year's Word file in two clicks, 填报表 out and back, a draft, and the paper."""

from dataclasses import replace
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
PICTURES = Path("/tmp/season")


def test_a_season_from_last_year_s_file_to_the_paper(desk: Desk, own: Place, tmp_path: Path) -> None:
    page = desk.window(own.server.address, own.token())
    report = f"{own.server.address}/reports/{own.town.report}"
    carried(page, report, tmp_path)
    renewed(page, report, own)


def carried(page: Page, report: str, folder: Path) -> None:
    """Last year's .docx becomes this year's report: one click to read it, one to take it over."""
    file = folder / "清溪镇2024年报告.docx"
    file.write_bytes(last_year.docx())
    page.goto(f"{report}/past")
    page.get_by_label("上年报告的文件").set_input_files(file)
    page.get_by_role("button", name="开始读取").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("上年内容放到哪里")
    expect(page.locator("#proof")).to_contain_text("还没放好 0 段")
    page.screenshot(path=PICTURES / "placed.png", full_page=True)
    page.get_by_role("button", name="带入本年报告").click()
    expect(page.locator(".govuk-notification-banner--success")).to_contain_text("已带入上年报告")
    page.screenshot(path=PICTURES / "home.png", full_page=True)


def renewed(page: Page, report: str, place: Place) -> None:
    """What is last year's is marked until it is touched."""
    page.goto(place.section(report, "disputes"))
    page.screenshot(path=PICTURES / "section.png", full_page=True)
    stale = page.locator("#stale li")
    expect(stale.first).to_be_visible()
