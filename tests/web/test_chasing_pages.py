"""Chasing and the countdown: what an overseer sees and takes away, what every page of a report tells, and that it is told at once."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from server import clock
from server.actions import delivering, reporting, ticking
from server.actions.allowing import Actor
from server.report.deadlines import Extension
from server.report.season.ledger import Evidence, Record
from server.report.who import Role
from server.storage import people, tables
from tests.cast import BEGAN, LIN, NAMES, QIAN, WU, ZHAO, ZHENG, ZHOU, Town, unit_of
from tests.web.browser import Page
from tests.web.conftest import SignIn

PARTY, GOVERNMENT, COPY = "report-higher_party", "report-higher_government", "copy-higher_oversight"
DOWNLOADS = ("notice.docx", "list.docx", "list.xlsx")


@pytest.fixture(autouse=True)
def january(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday, 12 January 2027, 10:32 in Beijing."""
    _turn_to(monkeypatch, date(2027, 1, 12))


@pytest.fixture
def season(town: Town) -> Town:
    """The town with a report of 2026; beside it a unit without one."""
    with town.database.write() as connection:
        unit, outline = unit_of(town.library, "清溪镇"), town.library.outlines["standard"]
        report = reporting.open_report(connection, town.library, actor(town), town.unit, unit, 2026, outline)
    return replace(town, report=report)


def _turn_to(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 2, 32, tzinfo=UTC))


def actor(town: Town, login: str = ZHAO) -> Actor:
    return Actor(town.ids[login], NAMES[login], clock.now())


def put_off(town: Town, key: str, day: date) -> None:
    """Give a row a day of its own."""
    with town.database.write() as connection:
        granted = Extension(day, "县委依法治县办", "雪灾")
        delivering.extend(connection, town.library, actor(town, ZHENG), town.report, (0, key), granted, 0)


def strip(page: Page) -> str:
    """What the countdown says."""
    return " ".join("".join(page.by_id("countdown").itertext()).split())


def chasing(town: Town, sign_in: SignIn, query: str = "", who: str = ZHENG) -> Page:
    return sign_in(who).get(f"/units/{town.county}/chasing?year=2026{query}")


def record(town: Town) -> list[tuple[str, int | None]]:
    """What the history says of chasing: who is behind it is in the row."""
    h = tables.history.c
    with town.database.read() as connection:
        rows = connection.execute(select(h.target, h.person_id).where(h.action == "chase").order_by(h.id))
        return [(row.target, row.person_id) for row in rows]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 1, 12), "还有17天（13个工作日）：1月29日（周五）前报送中共云澜县委等4项，2027年放假调休未公布"),
        (date(2027, 1, 29), "今天到期：1月29日（周五）前报送中共云澜县委等4项"),
        (date(2027, 1, 30), "期限是1月31日（周日），提前办理的日子已过：1月29日（周五）报送中共云澜县委等4项"),
        (date(2027, 2, 3), "已过5天（3个工作日）：1月29日（周五）报送中共云澜县委等4项"),
    ],
)
def test_the_countdown_says_how_far_it_is(day: date, said: str, season: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    _turn_to(monkeypatch, day)
    told = strip(sign_in(LIN).get(season.path()))
    assert told.startswith(said)
    assert "下一步：收到通知（计划11月30日），由统稿人办" in told


def test_the_countdown_leads_to_the_row_and_the_step_and_has_the_clock(season: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(season.path())
    links = [each.get("href") for each in page.by_id("countdown").iter("a")]
    assert links == [f"{season.path()}/checklist#row-{PARTY}", f"{season.path()}/checklist#row-notice"]
    assert "北京时间 1月12日（周二）10:32" in strip(page)


def test_an_extension_is_named_with_who_granted_it(season: Town, sign_in: SignIn) -> None:
    put_off(season, PARTY, date(2027, 1, 20))
    told = strip(sign_in(LIN).get(season.path()))
    assert told.startswith("还有8天（6个工作日）：1月20日（周三）前报送中共云澜县委，已延期（县委依法治县办同意）")


def test_the_notice_is_named_beside_its_day(season: Town, sign_in: SignIn) -> None:
    typed = {"title": "关于报送年度报告的通知", "number": "云司〔2026〕12号", "final_day": "2027年1月20日"}
    page = sign_in(ZHAO).get(f"{season.path()}/notice").press("保存", typed)
    assert page.status == 200
    assert strip(page).startswith("还有8天（6个工作日）：1月20日（周三）前报送中共云澜县委等3项，按通知云司〔2026〕12号")


def test_a_report_of_a_season_that_is_over_is_not_counted(town: Town, sign_in: SignIn) -> None:
    assert strip(sign_in(LIN).get(town.path())).startswith("2025年度的报送期已过，不再计时")
    assert "已过" not in sign_in(LIN).get("/").main


def _closed(town: Town) -> None:
    with town.database.write() as connection:
        for key in (PARTY, GOVERNMENT, COPY, "deliberate-own_party", "publish-public"):
            proof = Evidence("签收单", address="http://127.0.0.1/report.html")
            delivering.keep_row(connection, town.library, actor(town), town.report, Record(0, key, done_on=clock.today(), evidence=proof))


def _ticked(town: Town) -> None:
    with town.database.write() as connection:
        ticking.set_tick(connection, town.library, actor(town), town.report, "notice", "电话通知")


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [(_closed, "报送中共云澜县委", "没有待办的期限"), (_ticked, "下一步：收到通知", "下一步：收集数据")],
)
def test_what_is_done_is_told_on_the_next_page(
    change: Callable[[Town], None], before: str, after: str, season: Town, sign_in: SignIn
) -> None:
    browser = sign_in(LIN)
    assert before in strip(browser.get(season.path()))
    change(season)
    told = strip(browser.get(season.path()))
    assert after in told
    assert before not in told


def test_what_a_form_swaps_in_brings_the_countdown_along_and_an_autosave_does_not(season: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    form = browser.get(f"{season.path('problems')}").form("保存")
    assert "countdown" not in form.autosave().text
    page = browser.get(f"{season.path()}/checklist")
    token = dict(page.form("退出").pairs())["csrf"]
    pairs = [("csrf", token), ("do", "tick:notice"), ("note.notice", "电话通知")]
    answer = browser.send(f"{season.path()}/checklist", pairs, {"HX-Request": "true"})
    assert 'id="countdown"' in answer.text
    assert 'hx-swap-oob="true"' in answer.text
    assert "收集数据" in answer.text


@pytest.mark.usefixtures("season")
def test_home_tells_the_next_day_of_every_report(sign_in: SignIn) -> None:
    assert sign_in(LIN).get("/").says("还有17天（13个工作日），1月29日（周五）前报送中共云澜县委等4项")


def test_an_overseer_sees_every_unit_below_and_who_has_no_report(season: Town, sign_in: SignIn) -> None:
    page = chasing(season, sign_in)
    assert page.says("其中 1 个单位尚未建立报告，日期按规则推算")
    assert page.says("清溪镇")
    assert page.says("白石镇")
    words = "".join(page.by_id("words").itertext())
    assert "清溪镇、白石镇。" in words
    assert "中共云澜县委全面依法治县委员会办公室" in words


@pytest.mark.parametrize(
    ("show", "seen", "hidden"),
    [("all", "清溪镇 白石镇", ""), ("unsent", "白石镇", "清溪镇"), ("late", "", "清溪镇 白石镇"), ("unpublished", "白石镇", "清溪镇")],
)
def test_a_choice_shows_its_units(show: str, seen: str, hidden: str, season: Town, sign_in: SignIn) -> None:
    _closed(season)
    main = chasing(season, sign_in, f"&show={show}").main
    rows = main.split("对勾选的单位", maxsplit=1)[0].split("不作排名", maxsplit=1)[-1]
    assert all(name in rows for name in seen.split())
    assert not any(name in rows for name in hidden.split())


def test_one_unit_alone_can_be_written_to(season: Town, sign_in: SignIn) -> None:
    page = chasing(season, sign_in).follow("只催白石镇")
    words = "".join(page.by_id("words").itertext())
    assert words.lstrip().startswith("白石镇的同事：")
    assert "清溪镇" not in words


def test_units_picked_by_hand_are_kept_and_none_says_what_to_do(season: Town, sign_in: SignIn) -> None:
    page = chasing(season, sign_in, f"&picked=1&unit.{season.other}=yes")
    ticked = {each.get("name") for each in page.root.iter("input") if each.get("checked") is not None}
    assert ticked == {f"unit.{season.other}"}
    assert chasing(season, sign_in, "&picked=1").says("还没有勾选单位")


@pytest.mark.parametrize("file", DOWNLOADS)
def test_a_download_is_a_file_and_stands_in_the_history(file: str, season: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHENG)
    browser.get(f"/units/{season.county}/chasing?year=2026")
    assert record(season) == []
    answer = browser.fetch(f"/units/{season.county}/chasing/{file}?year=2026&show=unsent")
    assert answer.status_code == 200
    assert zipfile.is_zipfile(BytesIO(answer.content))
    assert record(season) == [(f"unit:{season.county}", season.ids[ZHENG])]


def test_the_papers_name_the_units_and_no_content(season: Town, sign_in: SignIn) -> None:
    browser, query = sign_in(ZHENG), f"?year=2026&show=unsent&picked=1&unit.{season.other}=yes"
    notice = Document(BytesIO(browser.fetch(f"/units/{season.county}/chasing/notice.docx{query}").content))
    assert [cell.text for cell in notice.tables[0].rows[1].cells][:2] == [
        "白石镇",
        "报送中共云澜县委、云澜县人民政府，抄送中共云澜县委全面依法治县委员会办公室",
    ]
    book = load_workbook(BytesIO(browser.fetch(f"/units/{season.county}/chasing/list.xlsx{query}").content))
    lines = [row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == 1]
    assert [line[1:4] for line in lines] == [("白石镇", "尚未建立报告", "报送、抄送")]


@pytest.mark.parametrize("who", [LIN, ZHAO, WU])
def test_who_does_not_watch_over_others_may_not(who: str, season: Town, sign_in: SignIn) -> None:
    browser = sign_in(who)
    assert browser.get(f"/units/{season.unit}/chasing").status == 403
    assert browser.get(f"/units/{season.county}/chasing").status == 404
    assert "催报" not in browser.get("/").main


@pytest.mark.parametrize("who", [ZHOU, QIAN])
def test_another_unit_is_not_there(who: str, season: Town, sign_in: SignIn) -> None:
    for path in ("", *(f"/{file}" for file in DOWNLOADS)):
        assert sign_in(who).get(f"/units/{season.county}/chasing{path}").status == 404


@pytest.mark.parametrize("query", ["year=1", "year=x", "year=3000", "show=rank", "picked=1&unit.x=yes", "year=" + "9" * 30])
def test_an_address_nobody_offers_is_not_found(query: str, season: Town, sign_in: SignIn) -> None:
    assert sign_in(ZHENG).get(f"/units/{season.county}/chasing?{query}").status == 404


def test_home_leads_to_chasing_and_an_administrator_has_no_part_in_it(season: Town, sign_in: SignIn) -> None:
    assert sign_in(ZHENG).get("/").follow("下级单位的进度和催报").heading.endswith("年度报告催报")
    with season.database.write() as connection:
        people.grant(connection, season.ids[QIAN], season.county, (Role.admin,), BEGAN)
    assert sign_in(QIAN).get(f"/units/{season.county}/chasing").status == 403
    assert "催报" not in sign_in(QIAN).get(f"/units/{season.county}").main
