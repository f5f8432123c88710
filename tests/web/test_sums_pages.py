"""Sums over the towns of a county: the page, its workbook, carrying into the county's draft, and the mark when a town changes a figure."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from server import clock
from server.actions import reporting, saving
from server.actions.allowing import Actor, allow
from server.actions.saving import ENTRY, Field
from server.report.who import Act, Role
from server.storage import contents, people
from tests.cast import BEGAN, LIN, NAMES, YEAR, ZHAO, ZHENG, ZHOU, Town, unit_of
from tests.web.browser import Page
from tests.web.conftest import SignIn

ASKED, DONE, JOINT = "dis.petition_received", "dis.petition_done", "enf.joint_ops"


def fill(town: Town, login: str, report: int, raws: dict[str, str]) -> None:
    """Type figures into a report."""
    with town.database.write() as connection:
        actor = Actor(town.ids[login], NAMES[login], clock.now())
        stored = contents.entries(connection, report)
        versions = {key: stored[key].version if key in stored else 0 for key in raws}
        fields = [Field(ENTRY, key, {"raw": raw}, versions[key]) for key, raw in raws.items()]
        saving.save_fields(connection, town.library, actor, allow(connection, actor, Act.fill, report), fields)


@pytest.fixture
def county(town: Town) -> Town:
    """The county's overseer edits its own report, which is open; of three towns one has no report."""
    with town.database.write() as connection:
        people.grant(connection, town.ids[ZHENG], town.county, (Role.editor,), BEGAN)
        unit, outline = unit_of(town.library, "云澜县", "county", "江州市"), town.library.outlines["standard"]
        actor = Actor(town.ids[ZHENG], NAMES[ZHENG], clock.now())
        report = reporting.open_report(connection, town.library, actor, town.county, unit, YEAR, outline)
    fill(town, ZHAO, town.report, {ASKED: "412", DONE: "不适用", JOINT: "7"})
    return replace(town, report=report)


@pytest.fixture
def both(county: Town) -> int:
    """The other town has a report, too, with one of the figures."""
    with county.database.write() as connection:
        actor = Actor(county.ids[ZHOU], NAMES[ZHOU], clock.now())
        outline, unit = county.library.outlines["standard"], unit_of(county.library, "白石镇")
        report = reporting.open_report(connection, county.library, actor, county.other, unit, YEAR, outline)
    fill(county, ZHOU, report, {ASKED: "近3"})
    return report


def sums(town: Town, sign_in: SignIn, query: str = "", who: str = ZHENG) -> Page:
    return sign_in(who).get(f"/units/{town.county}/sums?year={YEAR}{query}")


def row(page: Page, indicator: str) -> str:
    """A line of the table with what stands behind it."""
    return " ".join("".join(page.by_id(f"sum-{indicator.replace('.', '-')}").itertext()).split())


def test_a_missing_unit_is_named_and_never_nought(county: Town, sign_in: SignIn) -> None:
    page = sums(county, sign_in)
    assert page.heading == "云澜县下级单位2025年度数据汇总"
    assert page.says("未报（1）：白石镇")
    assert row(page, ASKED) == "信访受理 412件 — — 缺1个单位，合计不完整：白石镇。"
    assert row(page, DONE) == "信访办结 — — — 缺1个单位，合计不完整：白石镇。"
    assert row(page, JOINT) == "联合执法 — — — 同一件事上级或其他部门也统计，相加会重复，不计合计。"


def test_a_total_opens_to_its_cells(county: Town, both: int, sign_in: SignIn) -> None:
    page = sums(county, sign_in)
    assert row(page, ASKED) == "信访受理 415件 — — 齐。含约数。"
    assert page.says("2个单位计入：信访受理")
    assert page.says("含约数：白石镇（近）")
    cell = page.follow("近3")
    assert cell.url.partition("#")[0].endswith(f"/reports/{both}/read")
    assert cell.says("近3")


def test_only_what_is_not_complete_and_only_one_kind(county: Town, both: int, sign_in: SignIn) -> None:
    page = sums(county, sign_in, "&gaps=1")
    assert not [each for each in page.root.iter("tr") if each.get("id") == "sum-dis-petition_received"]
    assert row(page, DONE) == "信访办结 — — — 缺1个单位，合计不完整：白石镇。"
    assert sums(county, sign_in, "&tier=department").says("这一类里没有单位。")
    assert both


def test_strange_addresses_lead_nowhere(county: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHENG)
    for query in ("year=1800", "year=x", "tier=village", "year=2025&tier=%27"):
        assert browser.get(f"/units/{county.county}/sums?{query}").status == 404
    assert browser.get(f"/reports/{county.report}/figures/none.such").status == 404
    assert browser.get(f"/reports/{county.report}/figures/{ASKED}").heading == "依法有效化解社会矛盾纠纷"


@pytest.mark.parametrize("path", ["sums", "sums.xlsx", "sums/carry"])
def test_only_who_oversees_sees_sums(path: str, county: Town, sign_in: SignIn) -> None:
    for login in (LIN, ZHAO, ZHOU):
        assert sign_in(login).get(f"/units/{county.county}/{path}?year={YEAR}").status == 404


def test_the_workbook_holds_what_the_page_shows(county: Town, both: int, sign_in: SignIn) -> None:
    answer = sign_in(ZHENG).fetch(f"/units/{county.county}/sums.xlsx?year={YEAR}")
    assert answer.status_code == 200
    totals = load_workbook(BytesIO(answer.content), data_only=True)["合计"]
    found = {line[1]: line[3] for line in totals.iter_rows(min_row=3, values_only=True)}
    assert found["信访受理"] == 415
    assert both


def test_carrying_shows_first_and_writes_what_is_ticked(county: Town, both: int, sign_in: SignIn) -> None:
    page = sums(county, sign_in).follow("把合计带入本单位报告")
    assert page.says("信访受理 未填 约415件")
    done = page.press("带入所选")
    assert (done.status, county.raw(ASKED), county.raw(DONE)) == (200, "约415", "")
    assert done.says("有 1 项数据带入本单位报告")
    section = sign_in(ZHENG).get(county.path("disputes"))
    assert section.holds("约415")
    assert section.holds("下级单位汇总：2个单位，含约数，2个单位未定稿")
    fill(county, ZHOU, both, {ASKED: "8"})
    marked = sign_in(ZHENG).get(county.path("disputes"))
    assert marked.says("汇总已变：当时约415，现在420。")
    assert row(sums(county, sign_in), ASKED).endswith("汇总已变：带入时约415，现在420。齐。")


def test_an_incomplete_sum_is_carried_only_by_hand(county: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHENG).get(f"/units/{county.county}/sums/carry?year={YEAR}")
    refused = page.press("带入所选")
    assert refused.status == 422
    assert refused.says("还没有勾选指标。")
    page.form("带入所选").tick("pick", ASKED).press("带入所选")
    assert county.raw(ASKED) == "412"


def test_a_sum_that_moved_since_is_shown_again(county: Town, both: int, sign_in: SignIn) -> None:
    page = sign_in(ZHENG).get(f"/units/{county.county}/sums/carry?year={YEAR}")
    fill(county, ZHOU, both, {ASKED: "8"})
    again = page.press("带入所选")
    assert (again.status, county.raw(ASKED)) == (409, "")
    assert again.says("“信访受理”已经变了，什么都没有带入")
    again.press("带入所选")
    assert county.raw(ASKED) == "420"


def test_without_a_report_of_its_own_the_unit_is_told_so(county: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHENG).get(f"/units/{county.county}/sums/carry?year={YEAR + 1}")
    assert (page.status, page.says(f"本单位还没有{YEAR + 1}年度的报告")) == (422, True)


def test_who_only_oversees_carries_nothing(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHENG)
    assert browser.get(f"/units/{town.county}/sums/carry?year={YEAR}").status == 403
    assert not browser.get(f"/units/{town.county}/sums?year={YEAR}").says("把合计带入本单位报告")
