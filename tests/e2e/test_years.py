"""A year in Chromium: every page of it is sound, and a clerk reads what changed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import year
from tests.cast import LIN, QIAN
from tests.e2e.desk import Desk
from tests.e2e.test_pages import _check
from tests.e2e.town import Place

pytestmark = pytest.mark.browser
PATHS = ("", "/outline/standard", "/phrases", "/phrases/openness.items", "/terms", "/upload", "/file?path=outlines/standard.toml")


def _at(own: Place, desk: Desk, path: str, login: str = QIAN) -> Page:
    page = desk.window(own.server.address, own.token(login))
    page.goto(own.server.address + path)
    return page


@pytest.mark.long
def test_a_year_from_the_draft_to_the_clerk(own: Place, desk: Desk, tmp_path: Path) -> None:
    with own.town.database.write() as connection:
        year.administrator(connection, own.town)
        made = year.drafted(connection, own.town, 2026)
    here = f"/editions/{made}"
    for number, path in enumerate(PATHS):
        page = _at(own, desk, here + path)
        page.screenshot(path=tmp_path / f"{number}.png")
        _check(page)
    page = _at(own, desk, "/years")
    page.screenshot(path=tmp_path / "years.png")
    _check(page)
    page = _at(own, desk, here)
    page.get_by_role("button", name="检查", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("检查：2026年度")
    page.screenshot(path=tmp_path / "check.png")
    page.get_by_role("button", name="看过了，可以启用").click()
    page.get_by_role("button", name="启用", exact=True).click()
    expect(page.locator("#notice-title")).to_have_text("已启用")
    page = _at(own, desk, "/", LIN)
    page.get_by_role("link", name="2026年的变化").click()
    expect(page.get_by_text("新增指标“小额纠纷”")).to_be_visible()
    page.screenshot(path=tmp_path / "news.png")
    _check(page)
