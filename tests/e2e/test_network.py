"""In an office network: plain HTTP under a name that is no loopback, where browsers withhold what needs a secure context."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import ELSEWHERE, Desk
from tests.e2e.serving import Serving, serving
from tests.e2e.watching import SAVED

pytestmark = pytest.mark.browser
OPENER = "Cross-Origin-Opener-Policy header has been ignored"  # over plain HTTP; the other headers still count


@pytest.fixture
def open_to_all(tmp_path: Path) -> Iterator[Serving]:
    """The program in an empty folder, listening on every address."""
    with serving(tmp_path / "var", host="0.0.0.0") as server:
        yield server


def test_the_first_page_asks_for_the_code_on_the_console_and_all_works_over_plain_http(open_to_all: Serving, desk: Desk) -> None:
    desk.forgive("422", OPENER)
    console = "".join(open_to_all.printed)
    (code,) = re.findall(r"首次使用的一次性启动码：(\d{8})", console)
    assert "提醒：现在用明文 HTTP 提供服务" in console
    page = desk.window()
    page.goto(f"http://{ELSEWHERE}:{open_to_all.port}/")
    assert page.evaluate("window.isSecureContext") is False
    page.get_by_label("单位类型").select_option("town")
    for field, text in (("name", "林晓"), ("login", "lin"), ("short_name", "清溪镇"), ("parent_name", "云澜县")):
        page.locator(f"#{field}").fill(text)
    _enter(page, "00000000")
    expect(page.locator("[data-error-summary]")).to_contain_text("启动码")
    expect(page.get_by_label("单位简称")).to_have_value("清溪镇")
    _enter(page, code)
    page.get_by_role("button", name="开始填报").click()
    page.get_by_role("link", name="深入开展法治宣传教育", exact=True).click()
    page.get_by_label("法治宣传活动", exact=True).fill("３０场")
    page.get_by_label("正文内容").fill("进村入户。")
    expect(page.locator("[data-save-status]")).to_have_text(SAVED)
    page.reload()
    expect(page.get_by_label("正文内容")).to_have_value("进村入户。")


def _enter(page: Page, code: str) -> None:
    for field, text in (("gate", code), ("password", "qingxi-2026"), ("again", "qingxi-2026")):
        page.locator(f"#{field}").fill(text)
    with page.expect_event("load"):
        page.get_by_role("button", name="建立并进入").click()
