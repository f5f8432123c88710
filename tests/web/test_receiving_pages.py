"""The inbox, the page on reminders and the private calendars, as those they belong to meet them and as nobody else does."""

import re
from datetime import date

import pytest
import vobject
from fastapi import FastAPI
from starlette.testclient import TestClient

from server.actions import receiving
from server.report.deadlines import Extension
from server.report.season.ledger import Record
from server.settings import Settings
from server.storage import deliveries, mailboxes
from server.storage.letters import LetterState
from server.web.app import make_app
from server.web.site import Site
from tests.cast import LIN, NOW, ZHAO, ZHENG, ZHOU, Town
from tests.reminders import letter
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn, session

EVIL = "<b>县委&办</b>"


def made(page: Page) -> str:
    """The calendar address a page shows once, as a path."""
    (address,) = re.findall(r'value="http://[^/"]+(/feeds/[\w-]{43}\.ics)"', page.html)
    return str(address)


@pytest.fixture
def zhao(sign_in: SignIn) -> Browser:
    """赵敏 at work."""
    return sign_in(ZHAO)


@pytest.mark.parametrize("path", ["/inbox", "/me/reminders"])
def test_a_stranger_is_asked_to_sign_in(stranger: Browser, path: str) -> None:
    assert stranger.fetch(path).headers["location"] == f"/sign-in?next={path}"


def test_an_empty_inbox_says_so(zhao: Browser) -> None:
    page = zhao.get("/inbox")
    assert page.heading == "收件箱"
    assert page.says("还没有提醒")
    assert "收件箱（" not in page.html


def test_every_page_counts_what_was_not_read(town: Town, zhao: Browser) -> None:
    letter(town, ZHAO)
    letter(town, ZHAO, 1)
    letter(town, LIN)
    for path in ("/", "/inbox", town.path(), "/reports/999"):
        assert zhao.get(path).says("收件箱（2封未读）")


def test_a_letter_shows_what_is_due_and_whose(town: Town, zhao: Browser) -> None:
    letter(town, ZHAO, name=EVIL)
    page = zhao.get("/inbox")
    assert page.says("清溪镇2025年度法治政府建设年度报告")
    assert page.says(f"报送{EVIL}，最迟")
    assert page.says("还有3天（2个工作日）。")
    assert EVIL not in page.html


def test_reading_one_letter_leaves_the_others(town: Town, zhao: Browser) -> None:
    letter(town, ZHAO, 1)
    newest = letter(town, ZHAO)
    page = zhao.get("/inbox").press(f"do=see:{newest}")
    assert page.trail == ("/inbox",)
    assert page.says("有1封未读，排在前面。")
    assert page.html.count("读过</p>") == 1


def test_all_are_read_at_once(town: Town, zhao: Browser) -> None:
    for days in range(3):
        letter(town, ZHAO, days)
    page = zhao.get("/inbox").press("全部标为已读")
    assert page.says("都已读过。")
    assert "封未读" not in page.html


def test_opening_the_report_of_a_letter_marks_it_as_read(town: Town, zhao: Browser) -> None:
    letter(town, ZHAO)
    page = zhao.get("/inbox").press("打开这份报告")
    assert page.trail == (town.path(),)
    assert zhao.get("/inbox").says("都已读过。")


def test_nobody_reads_the_letters_of_another(town: Town, zhao: Browser, sign_in: SignIn) -> None:
    theirs = letter(town, LIN)
    letter(town, ZHAO)
    pairs = [pair for pair in zhao.get("/inbox").form("标为已读").pairs() if pair[0] == "csrf"]
    assert zhao.post("/inbox", [*pairs, ("do", f"see:{theirs}")]).status == 200
    assert sign_in(LIN).get("/inbox").says("有1封未读")


@pytest.mark.parametrize("do", ["see:", "see:x", "see:-1", "see:1e3", "open:1", "open:1:x", "open::", f"see:{10**30}"])
def test_a_letter_that_cannot_be_is_not_found(zhao: Browser, town: Town, do: str) -> None:
    letter(town, ZHAO)
    pairs = [pair for pair in zhao.get("/inbox").form("标为已读").pairs() if pair[0] == "csrf"]
    assert zhao.post("/inbox", [*pairs, ("do", do)]).status == 404


def test_an_address_is_kept_and_shown_to_be_checked(town: Town, zhao: Browser) -> None:
    form = zhao.get("/me/reminders").form("do=mailbox").type({"address": "ｚｈａｏ@qingxi.example.cn"})
    page = form.tick("wanted", "yes").press("do=mailbox")
    assert page.trail == ("/me/reminders?saved=1",)
    assert page.says("以后的提醒会发到 zhao@qingxi.example.cn，请核对有没有写错。")
    with town.database.read() as connection:
        assert mailboxes.addresses(connection, [town.ids[ZHAO]]) == {town.ids[ZHAO]: "zhao@qingxi.example.cn"}


def test_an_address_that_is_none_comes_back_with_what_to_do(zhao: Browser) -> None:
    page = zhao.get("/me/reminders").form("do=mailbox").type({"address": "zhao@qq.con"}).tick("wanted", "yes").press("do=mailbox")
    assert page.status == 422
    assert page.title.startswith("错误：")
    assert "像是 .com 打错了" in page.alerts
    assert page.holds("zhao@qq.con")
    assert "checked" in page.html


def test_mail_is_off_until_it_is_wanted(zhao: Browser) -> None:
    page = zhao.get("/me/reminders").press("do=mailbox", {"address": "zhao@qingxi.example.cn"})
    assert page.says("以后不发邮件，只在收件箱里提醒。")
    assert page.holds("zhao@qingxi.example.cn")


def test_the_page_says_when_no_mail_server_is_set(town: Town, zhao: Browser) -> None:
    assert zhao.get("/me/reminders").says("还没有设置邮件服务器")
    with_mail = make_app(Site(Settings(smtp_host="mail.example.cn"), town.database, town.library))
    assert not Browser(with_mail, session(town, ZHAO)).get("/me/reminders").says("还没有设置邮件服务器")


def test_what_was_sent_of_late_is_listed_with_what_came_of_it(town: Town, zhao: Browser) -> None:
    letter(town, ZHAO)
    letter(town, ZHAO, 1, "mail", LetterState.failed)
    letter(town, ZHAO, 200)
    letter(town, LIN, 2)
    page = zhao.get("/me/reminders")
    assert page.html.count("年度报告提醒：清溪镇有1项要办") == 2
    assert page.says("邮件（zhao@qingxi.example.cn）")
    assert page.says("没有发出，会再试")


def test_a_calendar_address_is_shown_once(zhao: Browser) -> None:
    page = zhao.get("/me/reminders").press("do=feed")
    assert page.status == 200
    path = made(page)
    again = zhao.get("/me/reminders")
    assert path not in again.html
    assert again.says("我的全部单位")


def test_a_calendar_is_read_without_a_session_and_kept_by_no_cache(app: FastAPI, zhao: Browser, town: Town) -> None:
    path = made(zhao.get("/me/reminders").press("do=feed"))
    with TestClient(app) as outside:
        answer = outside.get(path)
        assert outside.head(path).status_code == 200
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    found = vobject.readOne(answer.content.decode())
    found.validate(raiseException=True)
    event = next(each for each in found.vevent_list if each.uid.value.endswith("-report-higher_party@chengbao"))
    assert event.dtstart.value == date(2026, 1, 30)
    assert event.summary.value == "清溪镇2025年度报告：最迟报送中共云澜县委"
    assert found.x_wr_calname.value == "赵敏的年度报告日程"
    assert town.text("problems") not in answer.text or not town.text("problems")


def test_a_changed_date_keeps_its_uid_and_raises_its_sequence(app: FastAPI, zhao: Browser, town: Town) -> None:
    path = made(zhao.get("/me/reminders").press("do=feed"))
    before = _event(app, path)
    assert _event(app, path) == before
    granted = Record(0, "report-higher_party", extension=Extension(date(2026, 2, 6), "县司法局", "换届"))
    with town.database.write() as connection:
        deliveries.keep(connection, town.report, granted, town.ids[ZHAO], NOW)
    after = _event(app, path)
    assert (before[0], before[1], before[2]) == (after[0], "0", date(2026, 1, 30))
    assert (after[1], after[2]) == ("1", date(2026, 2, 6))
    assert _event(app, path) == after


def test_an_alarm_is_for_those_who_ask_for_it(app: FastAPI, zhao: Browser) -> None:
    path = made(zhao.get("/me/reminders").press("do=feed"))
    with TestClient(app) as outside:
        assert "VALARM" not in outside.get(path).text
        assert "BEGIN:VALARM" in outside.get(f"{path}?alarm=1").text


def test_links_stand_in_a_calendar_where_the_address_of_the_site_is_known(town: Town, zhao: Browser) -> None:
    path = made(zhao.get("/me/reminders").press("do=feed"))
    known = make_app(Site(Settings(address="http://10.1.2.3:8000/"), town.database, town.library))
    with TestClient(known) as outside:
        assert f"URL:http://10.1.2.3:8000/reports/{town.report}\r\n" in outside.get(path).text
        shown = Browser(known, session(town, ZHAO)).get("/me/reminders").press("do=feed")
    assert "http://10.1.2.3:8000/feeds/" in shown.html


def test_a_revoked_address_is_no_more(app: FastAPI, zhao: Browser) -> None:
    page = zhao.get("/me/reminders").press("do=feed")
    path = made(page)
    after = page.press("作废第1个")
    assert after.says("这个日历地址已经作废")
    with TestClient(app) as outside:
        assert outside.get(path).status_code == 404


@pytest.mark.parametrize("token", ["guess", "x" * 43, "%00", "..", "a" * 5000])
def test_an_unknown_address_is_not_there_and_says_nothing(app: FastAPI, token: str) -> None:
    with TestClient(app) as outside:
        answer = outside.get(f"/feeds/{token}.ics")
    assert answer.status_code == 404
    assert "清溪" not in answer.text


def test_asking_without_end_is_slowed_down(app: FastAPI, town: Town) -> None:
    with town.database.write() as connection:
        token = receiving.make_feed(connection, town.actor(LIN), None)
    with TestClient(app) as outside:
        answers = [outside.get(f"/feeds/{token}.ics") for _ in range(31)]
    assert [each.status_code for each in answers] == [200] * 30 + [429]
    assert answers[30].headers["retry-after"] == "60"


def test_a_county_can_follow_one_of_its_towns(app: FastAPI, sign_in: SignIn, town: Town) -> None:
    page = sign_in(ZHENG).get("/me/reminders").press("do=feed", {"unit": str(town.unit)})
    with TestClient(app) as outside:
        answer = outside.get(made(page))
    assert "X-WR-CALNAME:清溪镇的年度报告日程" in answer.text


def test_a_neighbour_cannot(sign_in: SignIn, town: Town) -> None:
    browser = sign_in(ZHOU)
    page = browser.get("/me/reminders")
    assert "清溪镇" not in page.main
    pairs = [pair for pair in page.form("do=feed").pairs() if pair[0] == "csrf"]
    assert browser.post("/me/reminders", [*pairs, ("do", "feed"), ("unit", str(town.unit))]).status == 404
    assert browser.post("/me/reminders", [*pairs, ("do", "revoke:1")]).status == 404
    assert browser.post("/me/reminders", [*pairs, ("do", "else")]).status == 404


def test_too_many_addresses_are_refused_on_the_page(zhao: Browser, town: Town) -> None:
    with town.database.write() as connection:
        for _ in range(20):
            receiving.make_feed(connection, town.actor(ZHAO), None)
    page = zhao.get("/me/reminders").press("do=feed")
    assert page.status == 422
    assert "请先作废不用的" in page.alerts


def _event(app: FastAPI, path: str) -> tuple[str, str, date]:
    """UID, sequence and day of the report to the party committee."""
    with TestClient(app) as outside:
        found = vobject.readOne(outside.get(path).content.decode())
    event = next(each for each in found.vevent_list if each.uid.value.endswith("-report-higher_party@chengbao"))
    return event.uid.value, event.sequence.value, event.dtstart.value
