"""Reminders as rows: one a day for each receiver and way, claimed once, and known to be lost when nothing comes of a claim."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest

from server.report.season.reminding import Habits, Item
from server.storage import habits, letters
from server.storage.letters import MAIL, Draft, LetterState, Outcome, Reminder
from tests.cast import NOW, QIAN, ZHAO, ZHENG, ZHOU, Town

DAY = date(2026, 1, 9)


def item(town: Town, key: str = "signature") -> Item:
    """One line about the town's report."""
    return Item(town.report, "清溪镇", 2025, "step", key, "签发", date(2026, 1, 12), 1, late=False)


def draft(town: Town, who: str = ZHAO, day: date = DAY) -> Draft:
    """A letter for one of the cast."""
    number = town.ids[who]
    return Draft(MAIL, str(number), number, None, day, (item(town),), f"{who}@qingxi.example", f"{who}.{day}@chengbao.local")


def keep(town: Town, *drafts: Draft, at: datetime = NOW) -> list[int | None]:
    """Keep letters as planned."""
    with town.database.write() as connection:
        return [letters.add(connection, each, LetterState.planned, at, at) for each in drafts]


def claim(town: Town, by: str = "one", at: datetime = NOW, most: int = 9, day: date = DAY) -> tuple[Reminder, ...]:
    """Take what is to go out."""
    with town.database.write() as connection:
        return letters.claim(connection, MAIL, day, at, by, most)


def settle(town: Town, reminder: Reminder, state: LetterState, at: datetime = NOW) -> bool:
    """Record what came of it, to be looked at again in five minutes."""
    with town.database.write() as connection:
        return letters.settle(connection, reminder, Outcome(state, "原因", at + timedelta(minutes=5)), at)


def log(town: Town) -> tuple[Reminder, ...]:
    """The log of the report."""
    with town.database.read() as connection:
        return letters.of_report(connection, town.report)


def test_a_receiver_gets_one_letter_a_day_by_each_way(town: Town) -> None:
    first, second, third = keep(town, draft(town), draft(town), draft(town, day=date(2026, 1, 12)))
    assert first is not None
    assert second is None
    assert third is not None
    assert [each.day for each in log(town)] == [date(2026, 1, 12), DAY]


def test_what_is_kept_comes_back_as_it_was(town: Town) -> None:
    keep(town, draft(town))
    found = log(town)[0]
    assert (found.name, found.address, found.items, found.state) == ("赵敏", "zhao@qingxi.example", (item(town),), LetterState.planned)
    assert (found.planned_at, found.sent_at, found.tries, found.unclear) == (NOW, None, 0, 0)


def test_a_letter_is_claimed_once(town: Town) -> None:
    keep(town, draft(town), draft(town, ZHOU))
    assert [(each.name, each.claimed_by, each.tries) for each in claim(town)] == [("赵敏", "one", 1), ("周远", "one", 1)]
    assert claim(town, "two") == ()


def test_only_so_many_are_claimed_the_longest_waiting_first(town: Town) -> None:
    keep(town, draft(town, ZHOU), at=NOW - timedelta(minutes=1))
    keep(town, draft(town))
    assert [each.name for each in claim(town, most=1)] == ["周远"]
    assert [each.name for each in claim(town, most=1)] == ["赵敏"]


def test_two_processes_at_the_same_moment_never_claim_the_same(town: Town) -> None:
    keep(town, *(draft(town, who) for who in town.ids))
    start, taken = Barrier(2), {"one": [0], "two": [0]}

    def take(by: str) -> None:
        start.wait()
        while found := claim(town, by, most=1):
            taken[by].append(found[0].id)

    threads = [Thread(target=take, args=(by,)) for by in taken]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    both = [number for each in taken.values() for number in each if number]
    assert len(both) == len(set(both)) == len(town.ids)


def test_a_letter_of_another_day_waits_for_its_own(town: Town) -> None:
    keep(town, draft(town, day=date(2026, 1, 8)))
    assert claim(town) == ()


def test_a_failed_letter_is_claimed_again_when_its_time_has_come(town: Town) -> None:
    keep(town, draft(town))
    assert settle(town, claim(town)[0], LetterState.failed)
    assert claim(town, at=NOW + timedelta(minutes=4)) == ()
    assert claim(town, at=NOW + timedelta(minutes=5))[0].tries == 2


@pytest.mark.parametrize("state", [LetterState.sent, LetterState.refused, LetterState.dropped])
def test_a_letter_that_is_over_is_not_claimed_again(town: Town, state: LetterState) -> None:
    keep(town, draft(town))
    settle(town, claim(town)[0], state)
    assert claim(town, at=NOW + timedelta(days=1)) == ()
    assert (log(town)[0].sent_at == NOW) is (state is LetterState.sent)


def test_a_claim_without_a_result_is_unclear_and_goes_out_again_under_the_same_number(town: Town) -> None:
    keep(town, draft(town))
    lost = claim(town, "one")[0]
    later = NOW + timedelta(minutes=11)
    with town.database.write() as connection:
        assert letters.lose(connection, later - timedelta(minutes=10), later, "结果不明") == 1
        assert letters.waiting(connection, date(2026, 1, 12)) == 1
    again = claim(town, "two", later, day=date(2026, 1, 12))[0]
    assert (again.message_id, again.unclear, again.tries) == (lost.message_id, 1, 2)
    assert not settle(town, lost, LetterState.failed, later)
    assert settle(town, again, LetterState.sent, later)


def test_a_claim_of_nine_minutes_is_not_lost(town: Town) -> None:
    keep(town, draft(town))
    claim(town)
    with town.database.write() as connection:
        assert letters.lose(connection, NOW - timedelta(minutes=1), NOW + timedelta(minutes=9), "结果不明") == 0


def test_a_late_word_that_it_went_out_counts_while_nobody_else_has_it(town: Town) -> None:
    keep(town, draft(town))
    slow = claim(town)[0]
    with town.database.write() as connection:
        letters.lose(connection, NOW + timedelta(minutes=1), NOW, "结果不明")
    assert settle(town, slow, LetterState.sent)
    assert (log(town)[0].state, log(town)[0].unclear) == (LetterState.sent, 0)


def test_a_claimed_letter_is_not_dropped(town: Town) -> None:
    first, second = keep(town, draft(town), draft(town, ZHOU))
    claim(town, most=1)
    with town.database.write() as connection:
        assert not letters.drop(connection, first or 0, "不用了")
        assert letters.drop(connection, second or 0, "不用了")
        assert [each.name for each in letters.since(connection, DAY, date(2026, 1, 10))] == ["赵敏"]


def test_the_log_of_a_unit_holds_what_was_said_of_its_reports_and_by_its_robots(town: Town) -> None:
    robot = Draft("wecom", str(town.unit), None, town.unit, DAY, (item(town),), "", "x@chengbao.local")
    keep(town, draft(town), robot)
    with town.database.read() as connection:
        assert [each.name for each in letters.of_unit(connection, town.unit)] == ["清溪镇", "赵敏"]
        assert letters.of_unit(connection, town.other) == ()
        assert letters.as_if(connection, robot, NOW).name == "清溪镇"


def test_habits_are_those_of_the_nearest_unit_that_has_any(town: Town) -> None:
    county, own = Habits((20,), frozenset({date(2026, 2, 5)})), Habits((5, 1), robots=True)
    with town.database.write() as connection:
        assert habits.habits_of(connection, town.unit) == habits.Kept(None, Habits((30, 14, 7, 3, 1)), 0)
        assert habits.keep(connection, town.county, county, 0)
        assert habits.habits_of(connection, town.unit) == habits.Kept(town.county, county, 1)
        assert habits.keep(connection, town.unit, own, 0)
        assert habits.habits_of(connection, town.unit) == habits.Kept(town.unit, own, 1)
        assert not habits.keep(connection, town.unit, county, 0)
        assert not habits.keep(connection, town.unit, county, 7)


def test_overseers_above_are_members_and_those_who_left_are_not(town: Town) -> None:
    with town.database.read() as connection:
        found = habits.members(connection, town.unit, NOW)
    assert set(found) == {town.ids[who] for who in town.ids if who != ZHOU}
    assert [role.value for role in found[town.ids[ZHENG]]] == ["overseer"]
    assert [role.value for role in found[town.ids[QIAN]]] == ["admin"]
