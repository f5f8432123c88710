"""The log of reminders that a clerk can show, and the settings of a unit."""

from datetime import UTC, date, datetime

import pytest

from server.actions import daily
from server.actions.calling import Office
from server.notify.letters import Failed, Letter, Sent
from server.storage import letters, mailboxes
from server.storage.mailboxes import Mailbox
from server.web.views.letters import letter_of
from tests.cast import LIN, QIAN, ZHAO, ZHENG, ZHOU, Town
from tests.web.conftest import SignIn

DAY = date(2026, 1, 12)
AT = datetime(2026, 1, 12, 1, 15, tzinfo=UTC)


def office(town: Town, at: datetime = AT, *, down: bool = False) -> Office:
    """Who reminds at a moment, with a mail server that works or does not."""

    def mail(_: Letter) -> Sent | Failed:
        return Failed("连不上邮件服务器", again=True) if down else Sent()

    return Office(town.database, town.library, {"mail": mail}, lambda each: letter_of(town.library, "", each), lambda: at, "test")


@pytest.fixture
def reminded(town: Town) -> Town:
    """The town after 赵 was reminded by mail and in the inbox on 12 January."""
    with town.database.write() as connection:
        mailboxes.keep(connection, town.ids[ZHAO], Mailbox("zhao@qingxi.example", wanted=True))
    daily.remind(office(town), DAY)
    return town


def test_a_clerk_proves_that_a_reminder_went_out_on_a_given_day(reminded: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(reminded.path() + "/reminders?day=2026年1月12日")
    with reminded.database.read() as connection:
        mail = letters.of_report(connection, reminded.report, DAY, "mail")[0]
    assert page.says("2026年1月12日的记录")
    assert page.says("赵敏")
    assert page.says("报送中共云澜县委，最迟1月30日（周五）")
    assert page.says("已发出2026年1月12日 09:15")
    assert page.says(f"Message-ID：{mail.message_id}")
    assert page.says("未读")


def test_a_day_without_reminders_says_so(reminded: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(reminded.path() + "/reminders?day=2026-1-13")
    assert page.says("这一天没有提醒")


def test_a_day_that_cannot_be_read_shows_everything_and_what_to_do(reminded: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(reminded.path() + "/reminders?day=去年冬天")
    assert page.status == 422
    assert page.says("没有看懂")
    assert page.says("赵敏")


def test_a_failure_stands_in_the_log_with_its_reason(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        mailboxes.keep(connection, town.ids[ZHAO], Mailbox("zhao@qingxi.example", wanted=True))
    daily.remind(office(town, down=True), DAY)
    page = sign_in(ZHAO).get(town.path() + "/reminders")
    assert page.says("没有发出，会再试")
    assert page.says("连不上邮件服务器")


def test_the_page_says_what_is_said_next_and_to_whom(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(town.path() + "/reminders")
    assert page.says("接下来的提醒")
    assert page.says("赵敏")
    assert page.says("还没有提醒过")


def test_an_overseer_of_the_county_sees_the_log_and_another_unit_does_not(reminded: Town, sign_in: SignIn) -> None:
    assert sign_in(ZHENG).get(f"/units/{reminded.unit}/reminders").says("赵敏")
    assert sign_in(ZHOU).get(f"/units/{reminded.unit}/reminders").status == 404


def test_the_settings_are_kept_and_shown_again(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    page = browser.get(f"/units/{town.unit}/reminders").press("保存", {"ahead": "１０，5 2", "quiet": "2026年2月5日至2月7日\n2026-3-2"})
    assert page.says("已保存")
    assert page.holds("10、5、2")
    assert page.holds("2026年2月5日至2026年2月7日\n2026年3月2日")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("ahead", "十天"),
        ("ahead", "0"),
        ("ahead", "61"),
        ("quiet", "正月初一"),
        ("quiet", "2026-1-1至2030-1-1"),
        ("quiet", "2026-1-5至2026-1-1"),
    ],
)
def test_settings_that_cannot_be_read_come_back_with_what_was_typed(town: Town, sign_in: SignIn, name: str, raw: str) -> None:
    page = sign_in(QIAN).get(f"/units/{town.unit}/reminders").press("保存", {name: raw})
    assert page.status == 422
    assert page.says("没有看懂")
    assert page.holds(raw)


def test_settings_changed_meanwhile_are_not_written_over(town: Town, sign_in: SignIn) -> None:
    form = sign_in(QIAN).get(f"/units/{town.unit}/reminders").form("保存").type({"ahead": "9"})
    sign_in(QIAN).get(f"/units/{town.unit}/reminders").press("保存", {"ahead": "8"})
    page = form.press("保存")
    assert page.status == 409
    assert page.holds("9")
    assert page.press("保存").says("已保存")


def test_only_an_administrator_may_change_the_settings(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(f"/units/{town.unit}/reminders")
    assert page.says("要改请找管理员")
    assert 'name="ahead"' not in page.html
