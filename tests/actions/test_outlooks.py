"""Outlooks: kept as long as nothing they rest on changes, reckoned anew as soon as anything does."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Connection, event

from server.actions import delivering, saving, ticking
from server.actions.outlooks import Outlooks
from server.report.deadlines import Extension
from server.report.season.countdown import Outlook
from server.report.season.ledger import Record
from server.report.workdays import Arrangement
from server.storage import reports, rules, units
from server.storage.engine import Database
from server.storage.rules import LocalRule
from tests.cast import NOW, QIAN, ZHAO, Town

PARTY = "report-higher_party"
NOTICE = Arrangement(year=2026, source="某年的放假通知", work=(date(2026, 1, 31),))


@pytest.fixture
def outlooks(town: Town) -> Outlooks:
    return Outlooks(town.library)


def seen(town: Town, outlooks: Outlooks) -> Outlook:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report
        return outlooks.of(connection, report)


def done(connection: Connection, town: Town) -> None:
    delivering.keep_row(connection, town.library, town.actor(ZHAO), town.report, Record(0, PARTY, done_on=date(2026, 1, 20)))


def extended(connection: Connection, town: Town) -> None:
    granted = Extension(date(2026, 2, 10), "县委依法治县办", "雪灾")
    delivering.extend(connection, town.library, town.actor(ZHAO), town.report, (0, PARTY), granted, 0)


def ticked(connection: Connection, town: Town) -> None:
    ticking.set_tick(connection, town.library, town.actor(ZHAO), town.report, "figures", "收齐")


def written(connection: Connection, town: Town) -> None:
    field = saving.Field("text", str(town.section("problems").id), {"body": "执法力量不足。"}, 0)
    saving.save_fields(connection, town.library, town.actor(ZHAO), town.standing(connection, ZHAO), [field])


def ruled(connection: Connection, town: Town) -> None:
    off = LocalRule(town.county, "customer.township.report", None, "以县里通知为准", 0, NOW, "钱立")
    assert rules.keep_rule(connection, off, town.ids[QIAN])


def worked(connection: Connection, town: Town) -> None:
    assert rules.keep_arrangement(connection, NOTICE, 0, town.ids[QIAN], NOW)


def renamed(connection: Connection, town: Town) -> None:
    place = units.unit(connection, town.unit, town.library.kinds)
    assert place
    assert units.change_unit(connection, town.unit, place.unit.model_copy(update={"region": "440700"}), place.version)


def test_while_nothing_changes_it_is_reckoned_once_and_asked_for_with_one_query(town: Town, outlooks: Outlooks) -> None:
    first = seen(town, outlooks)
    asked = queries(town.database, lambda: seen(town, outlooks))
    assert asked == 2  # the report itself, and the stamp
    assert seen(town, outlooks) is first


@pytest.mark.parametrize("change", [done, extended, ticked, written, ruled, worked, renamed])
def test_whatever_it_rests_on_it_is_reckoned_anew(change: Callable[[Connection, Town], None], town: Town, outlooks: Outlooks) -> None:
    first = seen(town, outlooks)
    with town.database.write() as connection:
        change(connection, town)
    assert seen(town, outlooks) is not first
    assert seen(town, outlooks) == seen(town, Outlooks(town.library))


def test_what_changed_shows(town: Town, outlooks: Outlooks) -> None:
    before = {row.place: row.due for row in seen(town, outlooks).rows}
    with town.database.write() as connection:
        done(connection, town)
        worked(connection, town)
    after = {row.place: row.due for row in seen(town, outlooks).rows}
    assert before.keys() - after.keys() == {(0, PARTY)}
    assert before[(0, "report-higher_government")] == date(2026, 1, 30)
    assert after[(0, "report-higher_government")] == date(2026, 1, 31)


def queries(database: Database, work: Callable[[], object]) -> int:
    """How many statements some work sends."""
    sent: list[str] = []
    listen = ("before_cursor_execute", lambda *each: sent.append(str(each[2])))
    event.listen(database.engine, *listen)
    work()
    event.remove(database.engine, *listen)
    return sum(each.lstrip().upper().startswith("SELECT") for each in sent)
