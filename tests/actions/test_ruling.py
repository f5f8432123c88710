"""Rules and the calendar as administrators set them: who may, what dates move, and what the history keeps of it."""

import json
from datetime import date

import pytest

from server.actions import ruling
from server.actions.ruling import Shift
from server.actions.seasons import season_of
from server.report.deadlines import Extension
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.rules import Due, Nature, Rule
from server.report.season.ledger import FIRST, Record
from server.report.who import Role
from server.report.workdays import Arrangement
from server.storage import deliveries, history, people, reports, rules
from server.storage.rules import LocalRule
from tests.cast import BEGAN, LIN, NOW, QIAN, ZHAO, ZHENG, ZHOU, Town

# 31 January 2026 is a Saturday.
SATURDAY = Arrangement(year=2026, source="改过的通知", off=(date(2026, 2, 20),), work=(date(2026, 1, 31),))
FRIDAY, LIMIT = date(2026, 1, 30), date(2026, 2, 28)


def _admin_above(town: Town) -> None:
    with town.database.write() as connection:
        people.grant(connection, town.ids[QIAN], town.county, (Role.admin,), BEGAN)


def _rule(town: Town, key: str) -> Rule:
    return next(rule for rule in town.library.rules if rule.id == key)


def _decide(town: Town, rule: Rule | None, key: str = "", *, unit: int = 0, login: str = QIAN) -> tuple[Shift, ...]:
    decided = LocalRule(unit or town.unit, key or (rule.id if rule else ""), rule, "县里另有规定", 0, NOW, "")
    with town.database.write() as connection:
        return ruling.decide(connection, town.library, town.actor(login), decided)


def _due(town: Town, key: str = "report-higher_party") -> date | None:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        return next((row.due for row in season_of(connection, town.library, report).rows if row.key == key), None)


def _earlier(town: Town, day: int = 20) -> Rule:
    due = Due(month=1, day=day, inclusive=True, phrase=f"1月{day}日前")
    return _rule(town, "customer.township.report").model_copy(update={"due": due})


def test_a_rule_in_the_place_of_a_shipped_one_moves_the_dates_of_the_report(town: Town) -> None:
    assert _due(town) == FRIDAY
    shifts = _decide(town, _earlier(town))
    assert [(each.report, each.unit, each.year) for each in shifts] == [(town.report, "清溪镇", 2025)]
    assert [(row.key, row.before, row.after) for row in shifts[0].rows] == [
        ("report-higher_party", FRIDAY, date(2026, 1, 20)),
        ("report-higher_government", FRIDAY, date(2026, 1, 20)),
    ]
    assert _due(town) == date(2026, 1, 20)


def test_what_moved_is_kept_with_the_rule_and_with_the_report(town: Town) -> None:
    _decide(town, _earlier(town))
    with town.database.read() as connection:
        found = ruling.last_change(connection, f"rule:{town.unit}:customer.township.report")
        rows = connection.exec_driver_sql("SELECT action FROM history WHERE report_id IS NOT NULL ORDER BY id DESC").scalars().all()
    assert found is not None
    past, moved = found
    assert (past.person, past.at, past.value["reason"]) == ("钱立", NOW, "县里另有规定")
    assert moved[0] == {
        "unit": "清溪镇",
        "year": "2025",
        "report": str(town.report),
        "key": "report-higher_party",
        "name": "中共云澜县委",
        "nature": "report",
        "how": "moved",
        "before": "2026-01-30",
        "after": "2026-01-20",
    }
    assert rows[0] == "dates_moved"


def test_a_rule_switched_off_above_binds_below_until_it_is_taken_back(town: Town) -> None:
    _admin_above(town)
    _decide(town, None, "customer.township.report", unit=town.county)
    assert _due(town) == LIMIT
    with town.database.write() as connection:
        shifts = ruling.restore(connection, town.library, town.actor(QIAN), town.county, "customer.township.report", 1)
    assert [(row.before, row.after) for row in shifts[0].rows] == [(LIMIT, FRIDAY)] * 2
    assert _due(town) == FRIDAY


def test_the_nearest_unit_decides(town: Town) -> None:
    _admin_above(town)
    _decide(town, _earlier(town, 9), unit=town.county)
    _decide(town, _earlier(town, 20))
    assert _due(town) == date(2026, 1, 20)
    with town.database.read() as connection:
        found = {each.rule.id: each for each in ruling.rulings(connection, town.library, town.unit)}
        beside = {each.rule.id: each for each in ruling.rulings(connection, town.library, town.other)}
    mine, theirs = found["customer.township.report"], beside["customer.township.report"]
    assert (mine.own, mine.off, mine.shipped is not None) == (True, False, True)
    assert (theirs.own, theirs.rule.due) == (False, Due(month=1, day=9, inclusive=True, phrase="1月9日前"))
    assert found["national.publish"].local is None


def test_a_rule_that_is_added_brings_rows_and_takes_them_away_again(town: Town) -> None:
    rule = _rule(town, "customer.township.hear").model_copy(update={"id": "local.1.1", "nature": Nature.notify})
    (shift,) = _decide(town, rule)
    assert [(row.key, row.new, row.after) for row in shift.rows] == [("notify-own_congress", True, FRIDAY)]
    with town.database.write() as connection:
        (shift,) = ruling.restore(connection, town.library, town.actor(QIAN), town.unit, "local.1.1", 1)
    assert [(row.key, row.gone, row.before) for row in shift.rows] == [("notify-own_congress", True, FRIDAY)]


def test_rules_need_a_reason_an_administrator_and_the_newest_version(town: Town) -> None:
    with pytest.raises(Refused, match="理由"), town.database.write() as connection:
        ruling.decide(connection, town.library, town.actor(QIAN), LocalRule(town.unit, "x", None, " ", 0, NOW, ""))
    for login, problem in ((LIN, NotAllowed), (ZHAO, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)):
        with pytest.raises(problem):
            _decide(town, _earlier(town), login=login)
    _decide(town, _earlier(town))
    with pytest.raises(Stale):
        _decide(town, _earlier(town, 10))
    with pytest.raises(Stale), town.database.write() as connection:
        ruling.restore(connection, town.library, town.actor(QIAN), town.unit, "customer.township.report", 7)
    assert _due(town) == date(2026, 1, 20)


def test_a_notice_entered_at_the_top_moves_the_dates_of_every_report(town: Town) -> None:
    _admin_above(town)
    with town.database.write() as connection:
        (shift,) = ruling.set_calendar(connection, town.library, town.actor(QIAN), town.county, SATURDAY, 0)
    assert {row.key for row in shift.rows} == {
        "deliberate-own_party",
        "report-higher_party",
        "report-higher_government",
        "copy-higher_oversight",
        "hear-own_congress",
    }
    assert {(row.before, row.after) for row in shift.rows} == {(FRIDAY, date(2026, 1, 31))}
    assert _due(town) == date(2026, 1, 31)
    with town.database.read() as connection:
        found = history.latest(connection, "calendar:2026")
    assert found is not None
    assert json.loads(found.value["notice"])["source"] == "改过的通知"
    with town.database.write() as connection:
        (back,) = ruling.drop_calendar(connection, town.library, town.actor(QIAN), town.county, 2026, 1)
    assert {(row.before, row.after) for row in back.rows} == {(date(2026, 1, 31), FRIDAY)}


def test_a_notice_of_a_year_no_report_is_due_in_moves_nothing(town: Town) -> None:
    _admin_above(town)
    later = Arrangement(year=2030, source="通知")
    with town.database.write() as connection:
        assert ruling.set_calendar(connection, town.library, town.actor(QIAN), town.county, later, 0) == ()


def test_the_calendar_is_kept_at_the_top_only(town: Town) -> None:
    with pytest.raises(NotAllowed, match="由云澜县的管理员维护"), town.database.write() as connection:
        ruling.set_calendar(connection, town.library, town.actor(QIAN), town.unit, SATURDAY, 0)
    with pytest.raises(NotFound), town.database.write() as connection:
        ruling.set_calendar(connection, town.library, town.actor(LIN), town.county, SATURDAY, 0)
    _admin_above(town)
    with town.database.write() as connection:
        ruling.set_calendar(connection, town.library, town.actor(QIAN), town.county, SATURDAY, 0)
    with pytest.raises(Stale), town.database.write() as connection:
        ruling.set_calendar(connection, town.library, town.actor(QIAN), town.county, SATURDAY, 0)
    with pytest.raises(Stale), town.database.write() as connection:
        ruling.drop_calendar(connection, town.library, town.actor(QIAN), town.county, 2026, 5)
    with town.database.read() as connection:
        assert len(rules.arrangements(connection)) == 1


def test_the_keeper_of_a_unit_that_is_gone_is_not_there(town: Town) -> None:
    with town.database.read() as connection, pytest.raises(NotFound):
        ruling.keeper(connection, town.library, 99_999)


def test_a_row_that_was_extended_keeps_its_day_whatever_the_calendar_says(town: Town) -> None:
    _admin_above(town)
    record = Record(FIRST, "report-higher_party", extension=Extension(date(2026, 1, 28), "县委依法治县办", "换届"))
    with town.database.write() as connection:
        deliveries.keep(connection, town.report, record, town.ids[ZHAO], NOW)
        (shift,) = ruling.set_calendar(connection, town.library, town.actor(QIAN), town.county, SATURDAY, 0)
    assert "report-higher_party" not in {row.key for row in shift.rows}
    assert "report-higher_government" in {row.key for row in shift.rows}


def test_a_row_that_is_done_waits_for_no_day(town: Town) -> None:
    record = Record(FIRST, "report-higher_party", done_on=date(2026, 1, 8))
    with town.database.write() as connection:
        deliveries.keep(connection, town.report, record, town.ids[ZHAO], NOW)
    (shift,) = _decide(town, _earlier(town))
    assert [row.key for row in shift.rows] == ["report-higher_government"]
