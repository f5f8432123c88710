"""Reminding: planned once, claimed before it goes out, looked at again, recorded; what is closed, quiet or missed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from server.actions import daily, reminding, reporting
from server.actions.calling import Office
from server.library import Library
from server.notify.letters import Failed, Letter, Outcome, Sent, Unclear
from server.report.deadlines import Extension
from server.report.problems import NotAllowed, NotFound, Stale
from server.report.season.ledger import Evidence, Record
from server.report.season.reminding import Habits
from server.report.who import Role
from server.report.workflow import State
from server.storage import deliveries, habits, history, letters, mailboxes, papers, people, reports, tables
from server.storage.engine import Database
from server.storage.letters import LetterState, Reminder
from server.storage.mailboxes import Mailbox
from server.web.views.letters import letter_of
from tests.cast import LIN, QIAN, WU, ZHAO, ZHENG, ZHOU, Town, settle, unit_of

DAY = date(2026, 1, 12)  # 14 working days before the rows are due; the step of the notice is late
ROWS = ("report-higher_party", "report-higher_government", "copy-higher_oversight", "deliberate-own_party")


class Post:
    """The clock, and a mail server that answers as it is told and keeps what it took."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.now = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
        self.answer: Callable[[Letter], Outcome] = lambda _: Sent()
        self.taken: list[Letter] = []

    def mail(self, letter: Letter) -> Outcome:
        """The way out."""
        answer = self.answer(letter)
        if isinstance(answer, Sent):
            self.taken.append(letter)
        return answer

    def office(self, name: str = "one", **ways: Callable[[Letter], Outcome]) -> Office:
        """Who reminds."""
        library = self.town.library
        return Office(
            self.town.database, library, {"mail": self.mail, **ways}, lambda each: letter_of(library, "", each), lambda: self.now, name
        )

    def at(self, day: date, hour: int = 9, minute: int = 0) -> date:
        """Set the clock to a time of a day in Beijing."""
        self.now = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 8, minutes=minute)
        return day

    def remind(self, day: date, hour: int = 9, minute: int = 0) -> list[tuple[str, LetterState]]:
        """One round at a time of a day: who was written to, and what came of it."""
        _, tried = daily.remind(self.office(), self.at(day, hour, minute))
        return [(each.reminder.name, each.outcome.state) for each in tried]

    def log(self, way: str = "") -> tuple[Reminder, ...]:
        """The log of the report, newest first."""
        with self.town.database.read() as connection:
            return letters.of_report(connection, self.town.report, way=way)


@pytest.fixture
def post(database: Database, library: Library) -> Post:
    """The town on either store; 林, 赵 and 吴 want mail."""
    town = settle(database, library)
    with town.database.write() as connection:
        for who in (LIN, ZHAO, WU):
            mailboxes.keep(connection, town.ids[who], Mailbox(f"{who}@qingxi.example", wanted=True))
    return Post(town)


def tick(post: Post, *keys: str) -> None:
    """Tick steps."""
    with post.town.database.write() as connection:
        for key in keys:
            papers.set_tick(connection, post.town.report, key, "", post.town.ids[ZHAO], post.now)


def record(post: Post, key: str, **values: object) -> None:
    """Keep something of a row."""
    with post.town.database.write() as connection:
        kept = deliveries.ledger(connection, post.town.report).get((0, key), Record(0, key))
        assert deliveries.keep(connection, post.town.report, replace(kept, **values), post.town.ids[ZHAO], post.now)  # type: ignore[arg-type]


def deliver(post: Post) -> None:
    """Close every row before publication, and the steps on the way."""
    tick(post, "sealing", "notice")
    for key in ROWS:
        record(post, key, done_on=DAY, evidence=Evidence("回执"))


def test_whoever_the_next_step_and_the_rows_wait_for_hears_once_in_the_inbox_and_by_mail(post: Post) -> None:
    assert sorted(post.remind(DAY)) == [("林晓", LetterState.sent), ("赵敏", LetterState.sent)]
    assert post.remind(DAY, 10) == []
    assert sorted((each.way, each.name, each.state) for each in post.log()) == [
        ("inbox", "林晓", "sent"),
        ("inbox", "赵敏", "sent"),
        ("mail", "林晓", "sent"),
        ("mail", "赵敏", "sent"),
    ]
    letter = next(each for each in post.taken if each.receiver == "赵敏")
    assert letter.address == "zhao@qingxi.example"
    assert "收到通知" in letter.text
    assert "报送中共云澜县委" in letter.text


def test_the_inbox_has_it_after_midnight_and_mail_goes_out_from_half_past_eight(post: Post) -> None:
    assert post.remind(DAY, 0, 5) == []
    assert {each.state for each in post.log("inbox")} == {LetterState.sent}
    assert {each.state for each in post.log("mail")} == {LetterState.planned}
    assert post.remind(DAY, 8, 29) == []
    assert len(post.remind(DAY, 8, 30)) == 2


def test_nothing_goes_out_on_a_day_off(post: Post) -> None:
    assert post.remind(date(2026, 1, 10)) == []
    assert post.log() == ()


def test_a_quiet_day_moves_the_reminder_and_does_not_lose_it(post: Post) -> None:
    deliver(post)
    tick(post, "secrecy_review")
    with post.town.database.write() as connection:
        reminding.set_habits(connection, post.town.actor(QIAN), post.town.unit, Habits((1,), frozenset({date(2026, 3, 30)})), 0)
    for day in (date(2026, 3, 27), date(2026, 3, 30)):
        post.remind(day)
    assert not [each for each in post.log("mail") if any(item.key == "publish-public" for item in each.items)]
    post.remind(date(2026, 3, 31))
    assert [item.key for item in post.log("mail")[0].items if item.kind == "publish"] == ["publish-public"]


def test_days_missed_are_caught_up_by_one_letter(post: Post) -> None:
    post.remind(DAY)
    post.taken.clear()
    post.remind(date(2026, 1, 22))
    assert sorted(each.receiver for each in post.taken) == ["林晓", "赵敏"]
    assert all("报送中共云澜县委" in each.text for each in post.taken if each.receiver == "赵敏")


def test_what_did_not_go_out_on_its_day_is_part_of_the_next_letter(post: Post) -> None:
    post.answer = lambda _: Failed("连不上邮件服务器", again=True)
    assert set(post.remind(DAY)) == {("林晓", LetterState.failed), ("赵敏", LetterState.failed)}
    tick(post, "notice", "figures", "draft")
    post.remind(date(2026, 1, 13))
    post.answer = lambda _: Sent()
    assert ("赵敏", LetterState.sent) in post.remind(date(2026, 1, 13), 12)
    old = [each for each in post.log("mail") if each.day == DAY]
    assert {each.state for each in old} == {LetterState.dropped}
    assert {each.said for each in old} == {"当天没有发出去，内容并入1月13日的提醒。", "当天没有发出去，到1月13日已不用再提醒。"}
    assert "报送中共云澜县委" in next(each for each in post.taken if each.receiver == "赵敏").text


def test_a_letter_that_failed_is_tried_again_later_and_later(post: Post) -> None:
    post.answer = lambda _: Failed("连不上邮件服务器", again=True)
    post.remind(DAY)
    first = post.log("mail")[0]
    assert (first.state, first.said, first.next_at - post.now) == (LetterState.failed, "连不上邮件服务器", timedelta(minutes=5))
    assert post.remind(DAY, 9, 4) == []
    assert len(post.remind(DAY, 9, 6)) == 2
    assert post.log("mail")[0].next_at - post.now == timedelta(minutes=15)


def test_a_letter_that_is_refused_is_not_tried_again(post: Post) -> None:
    post.answer = lambda _: Failed("没有这个邮箱", again=False)
    post.remind(DAY)
    assert {each.state for each in post.log("mail")} == {LetterState.refused}
    assert post.remind(DAY, 15) == []


def test_a_way_that_fails_three_times_in_a_row_is_left_alone_for_this_round(post: Post) -> None:
    tick(post, "notice")
    with post.town.database.write() as connection:
        mailboxes.keep(connection, post.town.ids[QIAN], Mailbox("qian@qingxi.example", wanted=True))
        for who in (WU, QIAN):
            people.grant(connection, post.town.ids[who], post.town.unit, (Role.contributor,), post.now)
    post.answer = lambda _: Failed("连不上邮件服务器", again=True)
    assert len(post.remind(DAY)) == 3
    assert sorted(each.state for each in post.log("mail")) == ["failed", "failed", "failed", "planned"]


def test_an_answer_that_never_came_is_unclear_and_goes_out_again_under_the_same_number(post: Post) -> None:
    post.answer = lambda _: Unclear("没有等到答复")
    post.remind(DAY)
    assert {(each.state, each.unclear) for each in post.log("mail")} == {(LetterState.unclear, 1)}
    numbers = {each.message_id for each in post.log("mail")}
    post.answer = lambda _: Sent()
    assert len(post.remind(DAY, 9, 6)) == 2
    assert {each.message_id for each in post.taken} == numbers


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("after", [False, True], ids=["before it was handed over", "after it was taken"])
def test_a_process_killed_while_it_sends_leaves_a_claim_that_another_takes_up_after_ten_minutes(post: Post, *, after: bool) -> None:
    def die(letter: Letter) -> Outcome:
        if after:
            post.taken.append(letter)
        raise Killed

    post.answer = die
    with pytest.raises(Killed):
        post.remind(DAY)
    post.answer = lambda _: Sent()
    assert len(post.remind(DAY, 9, 5)) == 1
    assert len(post.remind(DAY, 9, 11)) == 1
    unclear = next(each for each in post.log("mail") if each.unclear)
    assert (unclear.state, unclear.tries) == (LetterState.sent, 2)
    assert [each.message_id for each in post.taken].count(unclear.message_id) == 1 + after


def test_something_of_ours_that_breaks_is_left_and_taken_up_again(post: Post) -> None:
    def broken(_: Letter) -> Outcome:
        raise RuntimeError

    post.answer = broken
    assert post.remind(DAY) == []
    post.answer = lambda _: Sent()
    assert {state for _, state in post.remind(DAY, 9, 20)} == {LetterState.sent}


def test_what_was_closed_since_it_was_planned_is_left_out_and_a_letter_of_nothing_is_dropped_with_a_word(post: Post) -> None:
    post.remind(DAY, 0, 5)
    tick(post, "notice", "figures", "draft", "cross_check")
    assert sorted(post.remind(DAY, 8, 30)) == [("林晓", LetterState.dropped), ("赵敏", LetterState.sent)]
    assert "收到通知" not in post.taken[0].text
    dropped = next(each for each in post.log("mail") if each.name == "林晓")
    assert dropped.said.startswith("发送前再看时，事项已经办结、延期或不再由此人办理")


def test_a_row_that_was_put_off_is_not_said_on_its_old_day(post: Post) -> None:
    tick(post, "sealing")
    post.remind(DAY, 0, 5)
    for key in ROWS:
        record(post, key, extension=Extension(date(2026, 3, 13), "县委依法治县办", "雪灾"))
    post.remind(DAY)
    assert not [line for each in post.taken for line in each.text.splitlines() if "报送中共云澜县委" in line]
    for day in (date(2026, 1, 23), date(2026, 1, 26), date(2026, 1, 27)):
        post.remind(day)
    sent = [each for each in post.log("mail")[::-1] if each.state is LetterState.sent]
    assert [each.day for each in sent if any(item.key == ROWS[0] for item in each.items)] == [date(2026, 1, 26)]
    assert any("由县委依法治县办同意延到这一天" in each.text for each in post.taken)


def test_nothing_is_said_once_all_is_done(post: Post) -> None:
    deliver(post)
    tick(post, "secrecy_review", "archive")
    record(post, "publish-public", done_on=DAY, evidence=Evidence(address="http://qingxi.example/1"))
    for far in range(0, 91, 15):
        post.remind(DAY + timedelta(days=far))
    assert post.log() == ()


def test_somebody_who_left_hears_no_more_and_whoever_follows_does(post: Post) -> None:
    post.remind(DAY, 0, 5)
    m = tables.membership
    with post.town.database.write() as connection:
        connection.execute(update(m).where(m.c.person_id == post.town.ids[ZHAO]).values(until=post.now))
    sent = post.remind(DAY, 8, 30)
    assert ("赵敏", LetterState.dropped) in sent
    assert [each.name for each in post.log("inbox") if each.day == DAY and each.name == "钱立"] == ["钱立"]


def test_a_reviewer_hears_of_a_report_that_waits_for_review_and_an_overseer_only_in_the_inbox(post: Post) -> None:
    with post.town.database.write() as connection:
        mailboxes.keep(connection, post.town.ids[ZHENG], Mailbox("zheng@yunlan.example", wanted=True))
        tick_at = post.now
        papers.set_tick(connection, post.town.report, "notice", "", post.town.ids[ZHAO], tick_at)
        reports.set_state(connection, post.town.report, State.filling, State.county_review, post.now)
    post.remind(DAY)
    assert sorted((each.way, each.name) for each in post.log()) == [("inbox", "赵敏"), ("inbox", "郑平"), ("mail", "赵敏")]
    with post.town.database.write() as connection:
        reports.set_state(connection, post.town.report, State.county_review, State.submitted, post.now)
    post.remind(date(2026, 1, 13))
    assert [each.name for each in post.log("mail") if each.day == date(2026, 1, 13)] == ["吴江"]


def test_a_person_with_two_reports_gets_one_digest(post: Post) -> None:
    town = post.town
    with town.database.write() as connection:
        people.grant(connection, town.ids[ZHAO], town.other, (Role.editor,), post.now)
        outline = town.library.outlines["standard"]
        reporting.open_report(
            connection, town.library, town.actor(ZHAO, post.now), town.other, unit_of(town.library, "白石镇"), 2025, outline
        )
    post.remind(DAY)
    mine = [each for each in post.taken if each.receiver == "赵敏"]
    assert len(mine) == 1
    assert "清溪镇2025年度" in mine[0].text
    assert "白石镇2025年度" in mine[0].text


def test_a_group_robot_speaks_once_a_day_where_the_unit_wants_it_and_names_nobody(post: Post) -> None:
    heard: list[Letter] = []

    def robot(letter: Letter) -> Outcome:
        heard.append(letter)
        return Sent()

    daily.remind(post.office(wecom=robot), post.at(DAY))
    assert heard == []
    with post.town.database.write() as connection:
        reminding.set_habits(connection, post.town.actor(QIAN), post.town.unit, Habits(robots=True), 0)
    daily.remind(post.office(wecom=robot), post.at(DAY, 10))
    daily.remind(post.office(wecom=robot), post.at(DAY, 11))
    assert len(heard) == 1
    assert not any(word in heard[0].text for word in ("清溪", "赵敏", "通知", "县委"))


def test_a_dry_run_says_what_would_go_to_whom_and_writes_nothing(post: Post) -> None:
    told = daily.rehearse(post.office(), post.at(DAY))
    assert not told.failed
    assert told.lines[0] == "2026-01-12要发的提醒有4份（只看，没有写入，也没有发送）："
    assert sum("赵敏（邮件）" in line for line in told.lines) == 1
    assert post.log() == ()
    assert post.taken == []


def test_by_hand_it_says_what_was_done_instead_when_the_mail_server_is_away(post: Post) -> None:
    post.answer = lambda _: Failed("连不上邮件服务器 127.0.0.1:25", again=True)
    told = daily.by_hand(post.office(), post.at(DAY))
    assert told.failed
    assert any("赵敏（邮件）：连不上邮件服务器 127.0.0.1:25" in line for line in told.lines)
    assert any("内容都在各人的收件箱里" in line for line in told.lines)
    assert any("还有2份等待发送" in line for line in told.lines)


def test_settings_are_kept_with_their_history_and_refused_to_others(post: Post) -> None:
    town, wanted = post.town, Habits((5, 2), frozenset({date(2026, 2, 5)}), robots=True)
    with town.database.write() as connection:
        reminding.set_habits(connection, town.actor(QIAN), town.unit, wanted, 0)
        assert habits.habits_of(connection, town.unit).habits == wanted
        kept = history.latest(connection, f"habits:{town.unit}")
        assert kept
        assert kept.value == {"ahead": "5 2", "quiet": "2026-02-05", "robots": "yes"}
        with pytest.raises(Stale):
            reminding.set_habits(connection, town.actor(QIAN), town.unit, wanted, 0)
        with pytest.raises(NotAllowed):
            reminding.set_habits(connection, town.actor(ZHAO), town.unit, wanted, 1)
        with pytest.raises(NotFound):
            reminding.set_habits(connection, town.actor(ZHOU), town.unit, wanted, 1)


@pytest.mark.parametrize(("hour", "minute", "seconds"), [(12, 0, 300), (8, 28, 120), (8, 30, 300), (23, 59, 120), (0, 0, 60)])
def test_the_thread_wakes_every_few_minutes_and_at_the_marks_of_the_day(post: Post, hour: int, minute: int, seconds: int) -> None:
    post.at(DAY, hour, minute)
    assert daily.pause(post.now).total_seconds() == seconds


def test_the_thread_reminds_at_once_and_ends_when_told(post: Post) -> None:
    post.at(DAY)
    thread = daily.Daily(post.office())
    thread.start()
    thread.close()
    assert len(post.taken) == 2


def test_a_thread_that_was_never_started_can_be_closed(post: Post) -> None:
    daily.Daily(post.office()).close()
    assert post.taken == []
