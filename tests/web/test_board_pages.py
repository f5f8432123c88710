"""The county board and the countdown: what an overseer sees, does and takes away, what every page of a report tells, at once."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import func, select, update

from server import clock
from server.actions import delivering, reminding, reporting, ticking
from server.actions import standings as counting
from server.actions.allowing import Actor
from server.actions.calling import Office
from server.report.deadlines import Extension
from server.report.season.ledger import Evidence, Record
from server.report.who import Role
from server.report.workflow import Move, State
from server.storage import graces, letters, offline, people, reports, shared_tables, standings, tables, units
from server.storage.graces import Way
from server.storage.letters import INBOX
from server.storage.units import NewUnit
from server.web.views.letters import letter_of
from tests.cast import BEGAN, LIN, NAMES, QIAN, WU, ZHAO, ZHENG, ZHOU, Town, unit_of
from tests.web.browser import Page
from tests.web.conftest import SignIn

PARTY, GOVERNMENT, COPY = "report-higher_party", "report-higher_government", "copy-higher_oversight"
DOWNLOADS = (
    *("notice.docx", "list.docx", "list.xlsx", "bulletin.docx"),
    *("sent.docx", "sent.xlsx", "published.docx", "published.xlsx"),
)


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


def board(town: Town, sign_in: SignIn, query: str = "", who: str = ZHENG) -> Page:
    return sign_in(who).get(f"/units/{town.county}/board?year=2026{query}")


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


def _signed(town: Town) -> None:
    """All sections done, and signed."""
    with town.database.write() as connection:
        for each in reports.sections(connection, town.report):
            reports.set_done(connection, each.id, town.ids[ZHAO], clock.now())
        reports.recount(connection, town.report, clock.now())
        reports.set_state(connection, town.report, State.filling, State.signed, clock.now())


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
    page = board(season, sign_in)
    assert page.says("未开始填报")
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
    _signed(season)
    main = board(season, sign_in, f"&show={show}").main
    rows = main.split("对勾选的单位", maxsplit=1)[0].split("不作排名", maxsplit=1)[-1]
    assert all(name in rows for name in seen.split())
    assert not any(name in rows for name in hidden.split())


def test_one_unit_alone_can_be_written_to(season: Town, sign_in: SignIn) -> None:
    page = board(season, sign_in).follow("只催白石镇")
    words = "".join(page.by_id("words").itertext())
    assert words.lstrip().startswith("白石镇的同事：")
    assert "清溪镇" not in words


def test_units_picked_by_hand_are_kept_and_none_says_what_to_do(season: Town, sign_in: SignIn) -> None:
    page = board(season, sign_in, f"&picked=1&unit.{season.other}=yes")
    ticked = {each.get("name") for each in page.root.iter("input") if each.get("checked") is not None}
    assert ticked == {f"unit.{season.other}"}
    assert board(season, sign_in, "&picked=1").says("还没有勾选单位")


@pytest.mark.parametrize("file", DOWNLOADS)
def test_a_download_is_a_file_and_stands_in_the_history(file: str, season: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHENG)
    browser.get(f"/units/{season.county}/board?year=2026")
    assert record(season) == []
    answer = browser.fetch(f"/units/{season.county}/board/files/{file}?year=2026&show=unsent")
    assert answer.status_code == 200
    assert zipfile.is_zipfile(BytesIO(answer.content))
    assert record(season) == [(f"unit:{season.county}", season.ids[ZHENG])]


def test_the_papers_name_the_units_and_no_content(season: Town, sign_in: SignIn) -> None:
    browser, query = sign_in(ZHENG), f"?year=2026&show=unsent&picked=1&unit.{season.other}=yes"
    notice = Document(BytesIO(browser.fetch(f"/units/{season.county}/board/files/notice.docx{query}").content))
    assert [cell.text for cell in notice.tables[0].rows[1].cells][:2] == [
        "白石镇",
        "报送中共云澜县委、云澜县人民政府，抄送中共云澜县委全面依法治县委员会办公室",
    ]
    book = load_workbook(BytesIO(browser.fetch(f"/units/{season.county}/board/files/list.xlsx{query}").content))
    lines = [row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == 1]
    assert [line[1:4] for line in lines] == [("白石镇", "尚未建立报告", "报送、抄送")]


@pytest.mark.parametrize("who", [LIN, ZHAO, WU])
def test_who_does_not_watch_over_others_may_not(who: str, season: Town, sign_in: SignIn) -> None:
    browser = sign_in(who)
    assert browser.get(f"/units/{season.unit}/board").status == 403
    assert browser.get(f"/units/{season.county}/board").status == 404
    assert "报送台账" not in browser.get("/").main


@pytest.mark.parametrize("who", [ZHOU, QIAN])
def test_another_unit_is_not_there(who: str, season: Town, sign_in: SignIn) -> None:
    for path in ("", *(f"/files/{file}" for file in DOWNLOADS)):
        assert sign_in(who).get(f"/units/{season.county}/board{path}").status == 404


@pytest.mark.parametrize("query", ["year=1", "year=x", "year=3000", "show=rank", "picked=1&unit.x=yes", "year=" + "9" * 30])
def test_an_address_nobody_offers_is_not_found(query: str, season: Town, sign_in: SignIn) -> None:
    assert sign_in(ZHENG).get(f"/units/{season.county}/board?{query}").status == 404


def test_home_leads_to_the_board_and_an_administrator_has_no_part_in_it(season: Town, sign_in: SignIn) -> None:
    assert sign_in(ZHENG).get("/").follow("下级单位报送台账").heading.endswith("年度报告报送台账")
    with season.database.write() as connection:
        people.grant(connection, season.ids[QIAN], season.county, (Role.admin,), BEGAN)
    assert sign_in(QIAN).get(f"/units/{season.county}/board").status == 403
    assert "报送台账" not in sign_in(QIAN).get(f"/units/{season.county}").main


def test_the_board_counts_by_the_definitions(season: Town, sign_in: SignIn) -> None:
    _closed(season)
    told = "".join(board(season, sign_in).main.split())
    assert "应报送2" in told
    assert "已报送00%" in told
    assert "已报送，没有登记签发" in told
    _signed(season)
    told = "".join(board(season, sign_in).main.split())
    assert "已报送150%按期报送150%已公开150%" in told


def test_the_board_says_since_when_and_whom_to_call(season: Town, sign_in: SignIn) -> None:
    with season.database.write() as connection:
        connection.execute(update(tables.person).where(tables.person.c.login == ZHAO).values(phone="0791-555"))
        connection.execute(update(tables.unit).where(tables.unit.c.id == season.other).values(contact="司法所", contact_phone="0791-666"))
        reporting.move(connection, actor(season), season.report, Move.submit, "")
    page = board(season, sign_in)
    assert page.says("等待审定")
    assert page.says("1月12日（周二）起")
    assert page.says("0791-555")
    assert page.says("0791-666")


@pytest.mark.parametrize("path", ["", "/notice.docx", "/list.xlsx"])
def test_the_old_addresses_lead_to_the_new(path: str, season: Town, sign_in: SignIn) -> None:
    answer = sign_in(ZHENG).fetch(f"/units/{season.county}/chasing{path}?year=2026&show=late")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/units/{season.county}/board{path and '/files' + path}?year=2026&show=late"


def extend(town: Town, sign_in: SignIn, unit: int, day: str = "2027年2月10日", reason: str = "雪灾", who: str = ZHENG) -> Page:
    page = sign_in(who).get(f"/units/{town.county}/board/{unit}?year=2026")
    return page.press("登记延期", {"until": day, "reason": reason})


def test_more_time_is_seen_by_the_town_with_who_and_why(season: Town, sign_in: SignIn) -> None:
    assert extend(season, sign_in, season.unit).heading == "云澜县下级单位2026年度报告报送台账"
    told = strip(sign_in(LIN).get(season.path()))
    assert told.startswith(
        "还有29天（19个工作日）：2月10日（周三）前报送中共云澜县委等4项，已延期（中共云澜县委全面依法治县委员会办公室同意）"
    )
    page = sign_in(LIN).get(f"{season.path()}/checklist")
    assert page.says("雪灾")
    assert page.says("已延期")


def test_a_unit_without_a_report_is_given_more_time_too(season: Town, sign_in: SignIn) -> None:
    assert extend(season, sign_in, season.other).says("已延到2月10日")
    assert board(season, sign_in).says("2月10日（周三）报送、抄送")


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        ("昨天", "雪灾", "until"),
        ("", "雪灾", "until"),
        ("2027年1月20日", "雪灾", "until"),
        ("2028年1月1日", "雪", "until"),
        ("2月10日", "", "reason"),
    ],
)
def test_more_time_needs_a_later_day_and_a_reason(day: str, reason: str, field: str, season: Town, sign_in: SignIn) -> None:
    page = extend(season, sign_in, season.other, day, reason)
    assert page.status == 422
    assert page.by_id(f"{field}-error") is not None
    assert page.by_id("reason").get("value") == reason
    with season.database.read() as connection:
        assert graces.graces(connection, [(season.other, 2026)]) == {}


def test_more_time_given_twice_at_once_says_so_and_can_be_taken_back(season: Town, sign_in: SignIn) -> None:
    stale = sign_in(ZHENG).get(f"/units/{season.county}/board/{season.unit}?year=2026")
    extend(season, sign_in, season.unit)
    assert stale.press("登记延期", {"until": "2月12日", "reason": "雪灾"}).status == 409
    page = sign_in(ZHENG).get(f"/units/{season.county}/board/{season.unit}?year=2026")
    assert page.press("取消延期").status == 200
    assert strip(sign_in(LIN).get(season.path())).startswith("还有17天")


@pytest.mark.parametrize(("who", "status"), [(ZHAO, 404), (LIN, 404), (ZHOU, 404), (QIAN, 404)])
def test_nobody_else_gives_time_or_nudges(who: str, status: int, season: Town, sign_in: SignIn) -> None:
    browser = sign_in(who)
    for path in (f"board/{season.unit}", "board", "overview"):
        assert browser.get(f"/units/{season.county}/{path}").status == status
    token = dict(browser.get("/").form("退出").pairs())["csrf"]
    common = [("csrf", token), ("year", "2026"), ("picked", "1"), (f"unit.{season.unit}", "yes")]
    for path, typed in ((f"board/{season.unit}", ("do", "clear")), ("board", ("do", "nudge:digest"))):
        assert browser.post(f"/units/{season.county}/{path}", [typed, *common]).status == status


def test_a_unit_that_is_not_below_is_not_there(season: Town, sign_in: SignIn) -> None:
    for unit in (season.county, 99_999):
        assert sign_in(ZHENG).get(f"/units/{season.county}/board/{unit}").status == 404


def test_a_digest_reaches_the_inbox_at_once_and_only_once_a_day(season: Town, sign_in: SignIn) -> None:
    page = board(season, sign_in).press("发系统提醒")
    assert page.says("已在系统内提醒2人")
    assert page.says("1个单位尚未建立报告")
    with season.database.read() as connection:
        letter, other = sorted(letters.of_report(connection, season.report, way=INBOX), key=lambda each: each.name, reverse=True)
    assert (letter.name, other.name) == ("赵敏", "林晓")
    assert {item.key for item in letter.items} >= {PARTY, GOVERNMENT, COPY}
    assert "publish-public" not in {item.key for item in letter.items}
    assert board(season, sign_in).says("1月12日（周二）")
    assert board(season, sign_in).press("发系统提醒").says("对方今天已经收到过")


def test_on_a_day_off_the_digest_waits_for_the_next_working_day(season: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    _turn_to(monkeypatch, date(2027, 1, 16))
    assert board(season, sign_in).press("发系统提醒").says("下一个工作日提醒")
    _turn_to(monkeypatch, date(2027, 1, 18))
    office = Office(season.database, season.library, {}, lambda each: letter_of(season.library, "", each), clock.now, "one")
    assert reminding.keep(office, date(2027, 1, 18)) > 0
    with season.database.read() as connection:
        told = letters.of_report(connection, season.report, date(2027, 1, 18), INBOX)
    assert PARTY in {item.key for letter in told for item in letter.items}


@pytest.mark.parametrize("way", [Way.text, Way.notice, Way.phone])
def test_what_was_said_outside_is_written_down_as_the_last_reminder(way: Way, season: Town, sign_in: SignIn) -> None:
    page = board(season, sign_in, f"&picked=1&unit.{season.other}=yes").press("登记催办", {"way": way.value})
    assert page.says("已登记催办1个单位")
    with season.database.read() as connection:
        found = graces.nudged(connection, [(season.unit, 2026), (season.other, 2026)])
    assert found == {(season.other, 2026): clock.now()}


def test_nudging_nobody_says_what_to_do(season: Town, sign_in: SignIn) -> None:
    page = board(season, sign_in, "&picked=1").press("发系统提醒")
    assert page.status == 422
    assert page.says("请先勾选要催办的单位")


def test_papers_are_taken_about_those_ticked_now(season: Town, sign_in: SignIn) -> None:
    page = board(season, sign_in)
    page = page.form("按勾选的单位更新文字").tick(f"unit.{season.unit}").press("按勾选的单位更新文字")
    assert "".join(page.by_id("words").itertext()).lstrip().startswith("白石镇的同事：")


def test_the_tables_and_the_bulletin_say_what_the_board_says(season: Town, sign_in: SignIn) -> None:
    _closed(season)
    _signed(season)
    browser = sign_in(ZHENG)

    def file(name: str) -> bytes:
        return browser.fetch(f"/units/{season.county}/board/files/{name}?year=2026").content

    rows = [row for row in load_workbook(BytesIO(file("sent.xlsx"))).worksheets[0].iter_rows(values_only=True) if row[0] in (1, 2)]
    assert rows == [
        (1, "清溪镇", "是", "已签发", "2027-01-31", "2027-01-12", "是", "系统内", None),
        (2, "白石镇", "是", "未开始", "2027-01-31", "—", "—", "—", "未开始填报"),
    ]
    rows = [row for row in load_workbook(BytesIO(file("published.xlsx"))).worksheets[0].iter_rows(values_only=True) if row[0] in (1, 2)]
    assert rows == [(1, "清溪镇", "2027-03-31", "2027-01-12", "已公开"), (2, "白石镇", "2027-03-31", "—", "未公开")]
    text = "\n".join(each.text for each in Document(BytesIO(file("bulletin.docx"))).paragraphs)
    assert "应报送2个，已开始1个（50%），已报送1个（报送率50%），按期报送1个（按期报送率50%）。" in text
    assert "尚未报送的单位（按机构顺序）：白石镇。" in text
    assert "领导要求" in text


def test_a_report_that_came_on_paper_counts_and_is_not_chased(season: Town, sign_in: SignIn) -> None:
    with season.database.write() as connection:
        came = offline.Offline(season.other, 2026, "paper", date(2027, 1, 11), saved_at=clock.now())
        offline.put(connection, came, season.ids[ZHENG])
    page = board(season, sign_in, "&show=unsent")
    assert "白石镇" not in "".join(page.by_id("words").itertext())
    assert board(season, sign_in, "&show=offline").says("线下报送，1月11日（周一）收到")


def test_the_overview_says_what_each_board_says(season: Town, sign_in: SignIn) -> None:
    _closed(season)
    _signed(season)
    with season.database.write() as connection:
        city = units.add_unit(connection, unit_of(season.library, "江州市", "city", "江东省"), None)
        connection.execute(update(tables.unit).where(tables.unit.c.id == season.county).values(parent_id=city))
        path = f"/{city}/" + func.substr(tables.unit.c.path, 2)
        connection.execute(update(tables.unit).where(tables.unit.c.id != city).values(path=path))
        people.grant(connection, season.ids[QIAN], city, (Role.overseer,), BEGAN)
        whose = [(each, 2026) for each in (season.county, season.unit, season.other)]
        counting.refresh(connection, season.library, whose, clock.now())
    page = sign_in(QIAN).get(f"/units/{city}/overview?year=2026")
    cells = ["".join("".join(cell.itertext()).split()) for cell in page.root.iter("td")]
    assert cells[:6] == ["2", "150%", "150%", "150%", "150%", "未开始"]
    assert cells[6:11] == ["3", "133.3%", "133.3%", "133.3%", "133.3%"]
    assert page.follow("云澜县").says("清溪镇")


def test_what_is_counted_follows_every_change(season: Town) -> None:
    def row() -> tuple[object, ...]:
        with season.database.read() as connection:
            s = shared_tables.standing
            return tuple(
                connection.execute(
                    select(s.c.started, s.c.due, s.c.submitted_on, s.c.stale).where(s.c.unit_id == season.unit, s.c.year == 2026)
                ).one()
            )

    counting.daily(season.database, season.library, clock.now())
    assert row() == (True, date(2027, 1, 31), None, False)
    _closed(season)
    _signed(season)
    counting.refresh_report(season.database, season.library, season.report, clock.now())
    assert row() == (True, date(2027, 1, 31), date(2027, 1, 12), False)
    with season.database.write() as connection:
        connection.execute(shared_tables.standing.update().values(reckoned_at=BEGAN))
    counting.refresh_report(season.database, season.library, season.report, clock.now())
    assert row() == (True, date(2027, 1, 31), date(2027, 1, 12), False)
    with season.database.read() as connection:
        assert set(connection.execute(select(shared_tables.standing.c.reckoned_at)).scalars()) == {BEGAN}
    with season.database.write() as connection:
        standings.expire(connection, season.county)
    assert row()[3] is True
    assert counting.catch_up(season.database, season.library, clock.now()) is False
    assert row()[3] is False
    assert counting.daily(season.database, season.library, clock.now()) == 0


def test_where_a_board_would_be_too_long_the_overview_comes_first(season: Town, sign_in: SignIn) -> None:
    with season.database.write() as connection:
        more = [NewUnit(unit_of(season.library, f"第{number}镇"), season.county) for number in range(299)]
        units.add_units(connection, more)
    assert sign_in(ZHENG).get(f"/units/{season.county}/board?year=2026").heading.endswith("报送汇总")
    assert sign_in(ZHENG).fetch(f"/units/{season.county}/board/files/sent.xlsx?year=2026").status_code == 404
