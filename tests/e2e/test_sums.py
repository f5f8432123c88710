"""Sums in a browser: a total opens to its cells without script, the workbook comes, and ticked totals stand in the county's own draft."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from server import clock
from server.actions import entering, reporting, saving
from server.actions.allowing import Actor, allow
from server.actions.saving import ENTRY, Field
from server.report.who import Act, Role
from server.storage import people
from tests.cast import BEGAN, LIN, NAMES, password_hash, unit_of
from tests.e2e.desk import Desk
from tests.e2e.town import Place

pytestmark = pytest.mark.browser
ASKED = "dis.petition_received"


def _county(place: Place, year: int) -> tuple[str, int]:
    """Somebody who oversees the county and edits its report of a year, which is open; the sign-in and the report."""
    town, at = place.town, clock.now()
    with town.database.write() as connection:
        number = people.add_person(connection, f"sun-{year}", "孙静", password_hash(), BEGAN)
        people.grant(connection, number, town.county, (Role.overseer, Role.editor), BEGAN)
        unit, outline = unit_of(town.library, "云澜县", "county", "江州市"), town.library.outlines["standard"]
        report = reporting.open_report(connection, town.library, Actor(number, "孙静", at), town.county, unit, year, outline)
        return entering.start_session(connection, number, at, timedelta(hours=12), "e2e"), report


def _year(place: Place, report: str) -> int:
    actor = Actor(place.town.ids[LIN], NAMES[LIN], clock.now())
    with place.town.database.read() as connection:
        return allow(connection, actor, Act.see_report, int(report.rpartition("/")[2])).report.year


def _type(place: Place, report: str, raw: str) -> None:
    """The town gives its figure."""
    town, actor = place.town, Actor(place.town.ids[LIN], NAMES[LIN], clock.now())
    with town.database.write() as connection:
        standing = allow(connection, actor, Act.fill, int(report.rpartition("/")[2]))
        saving.save_fields(connection, town.library, actor, standing, [Field(ENTRY, ASKED, {"raw": raw}, 0)])


def test_from_the_cells_to_the_countys_own_draft(desk: Desk, place: Place, tmp_path: Path) -> None:
    report = place.report()
    year = _year(place, report)
    _type(place, report, "412")
    token, own = _county(place, year)
    page = desk.window(place.server.address, token)
    page.goto(f"{place.server.address}/units/{place.town.county}/sums?year={year}")
    line = page.locator("#sum-dis-petition_received")
    expect(line).to_contain_text("412件")
    expect(line).to_contain_text("缺1个单位，合计不完整：白石镇")
    page.locator("#sum-dis-petition_received + tr summary").click()
    expect(page.get_by_role("link", name="412", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel").click()
    download.value.save_as(tmp_path / "sums.xlsx")
    totals = load_workbook(tmp_path / "sums.xlsx", data_only=True)["合计"]
    assert [row[3] for row in totals.iter_rows(min_row=3, values_only=True) if row[1] == "信访受理"] == [412]
    page.get_by_role("link", name="把合计带入本单位报告").click()
    box = page.get_by_label("信访受理")
    expect(box).not_to_be_checked()
    box.check()
    page.get_by_role("button", name="带入所选").click()
    expect(page.get_by_role("alert")).to_contain_text("有 1 项数据带入本单位报告")
    page.goto(place.section(f"{place.server.address}/reports/{own}", "disputes"))
    expect(page.get_by_label("信访受理", exact=True)).to_have_value("412")


def test_a_total_opens_without_script(desk: Desk, place: Place) -> None:
    report = place.report()
    year = _year(place, report)
    _type(place, report, "7")
    token, _ = _county(place, year)
    page = desk.window(place.server.address, token, javascript=False)
    page.goto(f"{place.server.address}/units/{place.town.county}/sums?year={year}")
    page.locator("#sum-dis-petition_received + tr summary").click()
    page.get_by_role("link", name="7", exact=True).click()
    expect(page).to_have_url(re.compile("/read#section-"))
