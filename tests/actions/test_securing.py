"""What the security log keeps and for how long, and that guessing is counted whatever process or moment it comes from."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from server.actions import entering, guarding, resetting, securing
from server.actions.allowing import Actor, Visitor
from server.actions.guarding import Outcome
from server.library import Library
from server.report.problems import NotAllowed, Refused
from server.report.security.traces import Trace
from server.report.who import may_enter_for
from server.storage import audit, people
from server.storage.audit import Wanted
from server.storage.engine import Database, open_database
from server.storage.people import Person
from tests.cast import BEGAN, LIN, NOW, PASSWORD, QIAN, ZHAO, Town, settle

DAY = timedelta(days=1)
TODAY = date(2026, 1, 9)


@pytest.fixture
def both(database: Database, library: Library) -> Town:
    """The cast in a store of each kind."""
    return settle(database, library)


def _acts(town: Town, until: datetime = NOW + DAY) -> list[audit.Line]:
    with town.database.read() as connection:
        return list(audit.lines(connection, Wanted(town.county, BEGAN - 400 * DAY, until), 1000))


def test_a_note_tells_who_did_what_from_where(both: Town) -> None:
    actor = Actor(both.ids[LIN], "林晓", NOW, "10.1.2.3", "Firefox")
    with both.database.write() as connection:
        securing.note(connection, actor, Trace.invited, unit_id=both.unit, target="unit:2", detail={"name": "孙可"})
        securing.note(connection, Visitor(NOW, "10.1.2.4"), Trace.backup_made)
    first, second = reversed(_acts(both)[:2])
    assert (first.person, first.unit, first.address, first.agent, first.detail) == (
        "林晓",
        "清溪镇",
        "10.1.2.3",
        "Firefox",
        {"name": "孙可"},
    )
    assert (second.person, second.address) == ("", "10.1.2.4")


def test_a_note_goes_with_what_it_tells_of(town: Town) -> None:
    def half(connection: Connection) -> None:
        securing.note(connection, town.actor(LIN), Trace.invited)
        raise NotAllowed

    with pytest.raises(NotAllowed), town.database.write() as connection:
        half(connection)
    assert [each for each in _acts(town) if each.act is Trace.invited] == []


@pytest.mark.parametrize(("days", "left"), [(365, 366), (180, 181), (1, 181), (-5, 181)])
def test_lines_are_kept_for_as_long_as_is_set_and_never_less_than_180_days(town: Town, days: int, left: int) -> None:
    with town.database.write() as connection:
        audit.remove_before(connection, NOW + DAY)
        for far in range(400):
            securing.note(connection, Visitor(NOW - far * DAY), Trace.backup_made)
    assert securing.keep(town.database, TODAY, NOW, days) == 400 - left
    kept = _acts(town)
    assert sum(each.act is Trace.backup_made for each in kept) == left
    assert kept[0].act is Trace.old_removed
    assert kept[0].detail["rows"] == str(400 - left)
    assert securing.keep(town.database, TODAY, NOW, days) == 0


def test_nothing_is_removed_before_the_day_in_beijing_is_over(town: Town) -> None:
    edge = datetime(2025, 7, 12, 16, 0, tzinfo=UTC)  # midnight of 13 July in Beijing, 180 days before
    with town.database.write() as connection:
        audit.remove_before(connection, NOW + DAY)
        for moment in (edge, edge - timedelta(seconds=1)):
            securing.note(connection, Visitor(moment), Trace.backup_made)
    assert securing.keep(town.database, TODAY, NOW, 180) == 1


def test_of_many_guesses_at_once_only_five_are_judged(both: Town) -> None:
    known, visitor = Person(both.ids[LIN], LIN, "林晓"), Visitor(NOW, "10.0.0.9")

    def guess(number: int) -> Outcome:
        with both.database.write() as connection:
            return guarding.judge(connection, visitor, LIN, known, Trace.sign_in_failed if number else None)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(guess, range(1, 25)))
    assert outcomes.count(Outcome.wrong) == 5
    assert outcomes.count(Outcome.wait) == 19
    assert guess(0) is Outcome.wait


def test_failures_are_counted_by_another_process_and_after_a_restart(town: Town) -> None:
    for _ in range(5):
        with pytest.raises(Refused, match="登录名或密码不对"):
            entering.sign_in(town.database, LIN, "falsch", NOW)
    other = open_database(town.database.engine.url.render_as_string(hide_password=False))
    with pytest.raises(Refused, match="请15分钟后再试"):
        entering.sign_in(other, LIN, PASSWORD, NOW)
    other.engine.dispose()


def test_a_door_that_shuts_is_written_down_once(town: Town) -> None:
    for _ in range(8):
        with pytest.raises(Refused):
            entering.sign_in(town.database, LIN, "falsch", NOW, "10.0.0.1", "Firefox")
    acts = [each.act for each in _acts(town) if each.act in (Trace.sign_in_failed, Trace.must_wait)]
    assert acts == [Trace.must_wait, *[Trace.sign_in_failed] * 5]


def test_names_are_counted_apart_and_only_as_digests() -> None:
    keys = {guarding.name_key(name) for name in (LIN, ZHAO, "lin ", "LIN", "\ud800", "")}
    assert len(keys) == 6
    assert not any(LIN in key.removeprefix("login:") for key in keys)


def test_a_code_is_kept_only_as_a_slow_hash_and_gone_after_a_day(town: Town) -> None:
    code, kept = resetting.drawn()
    assert kept.startswith("$argon2id$")
    with town.database.write() as connection:
        assert resetting.give(connection, town.actor(QIAN), town.unit, town.ids[LIN], kept) == NOW + DAY
    with pytest.raises(Refused, match="登录名或口令不对"):
        resetting.reset(town.database, Visitor(NOW + DAY), LIN, code, "清溪河水清又清清")
    resetting.reset(town.database, Visitor(NOW + DAY - timedelta(seconds=1)), LIN, code, "清溪河水清又清清")
    assert entering.sign_in(town.database, LIN, "清溪河水清又清清", NOW + DAY).login == LIN


@pytest.mark.parametrize(
    ("administered", "lines", "allowed"),
    [
        ((5,), [(5, 2, 1)], True),
        ((2,), [(5, 2, 1)], True),
        ((5,), [(5, 2, 1), (6, 2, 1)], False),
        ((2,), [(5, 2, 1), (6, 2, 1)], True),
        ((5,), [(5, 2, 1), (2, 1)], False),
        ((5, 2), [(5, 2, 1), (2, 1)], True),
        ((), [(5, 2, 1)], False),
        ((5,), [], False),
    ],
    ids=["same", "above", "beside", "above both", "also above", "both", "nobody", "nowhere"],
)
def test_nobody_gets_at_more_than_they_administer(administered: tuple[int, ...], lines: list[tuple[int, ...]], allowed: bool) -> None:
    assert may_enter_for(administered, lines) == allowed


def test_who_was_invited_and_came_is_written_down(town: Town) -> None:
    with town.database.write() as connection:
        token = entering.invite(connection, town.actor(QIAN), town.unit, "孙可", ())
        person = entering.accept(connection, token, entering.NewPerson("sun", "孙可", "hash"), NOW, "10.0.0.1", "Firefox")
        assert people.by_login(connection, "sun") is not None
    joined, invited = _acts(town)[:2]
    assert (invited.act, invited.person, invited.detail["name"]) == (Trace.invited, "钱立", "孙可")
    assert (joined.act, joined.person, joined.address) == (Trace.joined, "孙可", "10.0.0.1")
    assert person
