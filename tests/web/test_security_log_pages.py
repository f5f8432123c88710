"""The security log as its readers meet it: who sees what, every file that leaves is in it, a period can be taken along safely."""

import csv
import io
from datetime import timedelta

import pytest
from fastapi import FastAPI
from openpyxl import load_workbook

from server import clock
from server.actions.securing import note
from server.report.security.traces import Trace
from server.report.who import Role
from server.storage import audit, people
from server.storage.audit import Entry, Wanted
from tests.cast import BEGAN, LIN, PASSWORD, QIAN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser
from tests.web.conftest import SignIn, session
from tests.web.test_pages import FILES, filled

YEARS = "since=2020-01-01&until=2099-12-31"


@pytest.fixture
def town(town: Town) -> Town:
    """The town with 吴 as the one who reads its log, and 郑 as the one of the county."""
    with town.database.write() as connection:
        people.grant(connection, town.ids[WU], town.unit, (Role.auditor,), BEGAN)
        people.grant(connection, town.ids[ZHENG], town.county, (Role.auditor,), BEGAN)
        people.grant(connection, town.ids[QIAN], town.unit, (Role.overseer,), BEGAN)
    return town


def _noted(town: Town, login: str, act: Trace, **about: object) -> None:
    with town.database.write() as connection:
        note(connection, town.actor(login, clock.now()), act, **about)  # type: ignore[arg-type]


def _lines(town: Town) -> list[audit.Line]:
    with town.database.read() as connection:
        return list(audit.lines(connection, Wanted(town.county, BEGAN, clock.now() + timedelta(days=1)), 1000))


@pytest.mark.parametrize(("who", "status"), [(WU, 200), (QIAN, 403), (LIN, 403), (ZHAO, 403), (ZHENG, 403), (ZHOU, 404)])
def test_only_who_audits_the_unit_reads_its_log(town: Town, sign_in: SignIn, who: str, status: int) -> None:
    browser = sign_in(who)
    for ending in ("", ".xlsx", ".csv"):
        assert browser.fetch(f"/units/{town.unit}/log{ending}").status_code == status
    link = f"/units/{town.unit}/log" in browser.get("/").html
    assert link == (status == 200)


def test_who_audits_and_does_nothing_else_comes_to_the_log_and_sees_no_report(town: Town, app: FastAPI) -> None:
    with town.database.write() as connection:
        people.grant(connection, town.ids[LIN], town.other, (Role.auditor,), BEGAN)
    browser = Browser(app, session(town, LIN))
    assert browser.get("/").follow("安全日志").status == 200
    assert browser.get(f"/units/{town.other}/log").heading == "安全日志：白石镇"
    assert browser.get(f"/units/{town.other}").status == 404


def test_a_reader_sees_the_unit_and_all_below_and_nothing_beside_or_above(town: Town, sign_in: SignIn) -> None:
    for number, (unit, login) in enumerate(((town.unit, LIN), (town.other, ZHOU), (town.county, ZHENG))):
        _noted(town, login, Trace.unit_changed, unit_id=unit, detail={"name": f"单位{number}"})
        _noted(town, login, Trace.sign_in, detail={"by": f"来{number}"})
    mine, countys = sign_in(WU).get(f"/units/{town.unit}/log").main, sign_in(ZHENG).get(f"/units/{town.county}/log").main
    assert [f"单位{number}" in mine for number in range(3)] == [True, False, False]
    assert [f"来{number}" in mine for number in range(3)] == [True, False, False]
    assert all(f"单位{number}" in countys and f"来{number}" in countys for number in range(3))


def test_what_somebody_did_at_another_unit_is_not_shown_to_the_readers_of_their_own(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        people.grant(connection, town.ids[LIN], town.other, (Role.contributor,), BEGAN)
    _noted(town, LIN, Trace.file_left, unit_id=town.other, detail={"name": "白石镇报告.docx"})
    assert "白石镇报告" not in sign_in(WU).get(f"/units/{town.unit}/log").main


def test_what_was_done_after_somebody_left_is_not_shown(town: Town, sign_in: SignIn) -> None:
    _noted(town, LIN, Trace.sign_in, detail={"by": "在职"})
    with town.database.write() as connection:
        people.end_roles(connection, town.ids[LIN], [town.unit], clock.now())
    with town.database.write() as connection:
        note(connection, town.actor(LIN, clock.now() + timedelta(seconds=5)), Trace.sign_in, detail={"by": "离职"})
    main = sign_in(WU).get(f"/units/{town.unit}/log").main
    assert "在职" in main
    assert "离职" not in main


def test_failures_under_names_nobody_has_are_seen_at_the_top_without_the_name(town: Town, stranger: Browser, sign_in: SignIn) -> None:
    stranger.get("/sign-in").press("登录", {"login": "清溪2026春水的密码", "password": "x"})
    top = sign_in(ZHENG).get(f"/units/{town.county}/log")
    assert top.says("登录失败")
    assert top.says("没有登录的人")
    assert "春水" not in top.main
    assert "登录失败" not in sign_in(WU).get(f"/units/{town.unit}/log").html.split("</form>")[-1]


def test_the_way_in_and_out_is_written_down_with_address_and_device(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    browser = Browser(app)
    browser.client.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; Kylin) Gecko/20100101 Firefox/109.0"
    page = browser.get("/sign-in").press("登录", {"login": LIN, "password": "falsch"})
    page.press("登录", {"login": LIN, "password": PASSWORD}).press("退出")
    assert [each.act.value for each in reversed(_lines(town))] == ["sign_in_failed", "sign_in", "sign_out"]
    page = sign_in(WU).get(f"/units/{town.unit}/log")
    for words in ("登录失败", "退出", "林晓", "testclient", "Firefox 109，麒麟"):
        assert page.says(words)


def test_the_lines_can_be_looked_through_by_group_and_person(town: Town, sign_in: SignIn) -> None:
    _noted(town, LIN, Trace.sign_in)
    _noted(town, QIAN, Trace.invited, unit_id=town.unit, detail={"name": "孙可", "roles": "contributor editor"})
    form = sign_in(WU).get(f"/units/{town.unit}/log").form("查看")
    assert form.names == ("since", "until", "group", "who")
    page = sign_in(WU).get(f"/units/{town.unit}/log?group=rights")
    assert page.says("名称：孙可；角色：填报人、统稿人")
    assert "林晓" not in page.main
    assert "钱立" not in sign_in(WU).get(f"/units/{town.unit}/log?who=林").main
    assert sign_in(WU).get(f"/units/{town.unit}/log?group=none").status == 404


@pytest.mark.parametrize("typed", ["since=昨天", "since=2026-02-30", "since=2026-02-02&until=2026-02-01", "until=x"])
def test_days_that_cannot_be_read_are_said(town: Town, sign_in: SignIn, typed: str) -> None:
    page = sign_in(WU).get(f"/units/{town.unit}/log?{typed}")
    assert (page.status, page.says("起止日期没有看懂")) == (422, True)
    assert sign_in(WU).get(f"/units/{town.unit}/log.csv?{typed}").status == 422


def test_more_lines_than_a_page_holds_are_a_link_away(town: Town, sign_in: SignIn) -> None:
    for number in range(120):
        _noted(town, LIN, Trace.unit_changed, unit_id=town.unit, detail={"name": f"第{number:03}次"})
    page, seen = sign_in(WU).get(f"/units/{town.unit}/log?group=rights"), []
    while True:
        seen += [each for each in range(120) if f"第{each:03}次" in page.main]
        if "更早的" not in page.main:
            break
        page = page.follow("更早的")
    assert sorted(seen) == list(range(120))
    assert len(page.follow("最新的").main) > 1000


def test_a_period_leaves_as_a_spreadsheet_and_as_commas_and_that_is_written_down(town: Town, sign_in: SignIn) -> None:
    evil = '=HYPERLINK("http://x","点")'
    for text in (evil, "+1", "-1", "@x"):
        _noted(town, LIN, Trace.unit_changed, unit_id=town.unit, target="unit:2", detail={"strange": text})
    browser = sign_in(WU)
    book = load_workbook(io.BytesIO(browser.fetch(f"/units/{town.unit}/log.xlsx?{YEARS}").content))
    [sheet] = book.worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert [cell.value for cell in sheet[2]] == ["时间", "人员", "事项", "说明", "单位", "地址", "设备"]
    assert all(cell.data_type != "f" for cell in cells)
    answer = browser.fetch(f"/units/{town.unit}/log.csv?{YEARS}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[2] for row in rows] == ["事项", *["修改单位"] * 4, *["导出或下载文件"] * 2]
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert [each.act.value for each in _lines(town)][:2] == ["file_left", "file_left"]


def test_a_cell_never_begins_as_a_formula_does(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        connection.exec_driver_sql(f"UPDATE person SET name = '=cmd|calc' WHERE id = {town.ids[LIN]}")
    _noted(town, LIN, Trace.sign_in)
    content = sign_in(WU).fetch(f"/units/{town.unit}/log.csv?{YEARS}").content.decode("utf-8-sig")
    assert "'=cmd|calc" in content
    assert ",=cmd" not in content


@pytest.mark.parametrize("path", [*FILES])
def test_every_file_that_leaves_is_in_the_log(town: Town, sign_in: SignIn, path: str) -> None:
    browser, where = sign_in(FILES[path]), filled(town, path)
    answer = browser.fetch(where)
    while answer.status_code == 303:
        where = answer.headers["location"]
        answer = browser.fetch(where)
    assert answer.status_code == 200
    newest = _lines(town)[0]
    assert (newest.act, newest.target) == (Trace.file_left, where.partition("?")[0])
    assert newest.detail["name"].endswith(("docx", "xlsx", "json", "zip", "pdf", "txt", "csv"))
    assert newest.unit in ("清溪镇", "云澜县")


def test_a_page_that_is_no_file_is_not_in_the_log(town: Town, sign_in: SignIn) -> None:
    sign_in(LIN).get(town.path())
    assert _lines(town) == []


def test_too_many_lines_for_a_spreadsheet_are_said(town: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.web.routes.security_log.MOST_CELLS", 2)
    with town.database.write() as connection:
        for _ in range(3):
            audit.add(connection, Entry(clock.now(), Trace.unit_changed, town.ids[LIN], town.unit))
    page = sign_in(WU).get(f"/units/{town.unit}/log.xlsx")
    assert (page.status, page.says("或者改用 .csv")) == (422, True)
