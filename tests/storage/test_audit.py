"""The rows of the security log in both databases: counted, read, and removed by age alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from server.library import Library
from server.report.security.traces import Trace
from server.storage import accounts, audit, people, units
from server.storage.audit import Entry, Wanted
from server.storage.engine import Database
from tests.cast import unit_of

NOW = datetime(2026, 1, 9, 2, 32, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FAILED = Entry(NOW, Trace.sign_in_failed, target="login:a", address="10.0.0.1")


@pytest.fixture
def person(database: Database) -> int:
    with database.write() as connection:
        return people.add_person(connection, "lin", "林晓", "hash", NOW - DAY)


def test_failures_are_counted_since_a_moment_and_since_the_last_that_clears(database: Database) -> None:
    with database.write() as connection:
        for minute in (20, 3, 2):
            audit.add(connection, replace(FAILED, at=NOW - minute * MINUTE))
        audit.add(connection, replace(FAILED, target="login:b"))
        audit.add(connection, replace(FAILED, act=Trace.must_wait))
        assert audit.failures(connection, "login:a", NOW - 15 * MINUTE) == 2
        assert audit.failures_from(connection, "10.0.0.1", NOW - 15 * MINUTE) == 3
        audit.add(connection, replace(FAILED, act=Trace.code_made))
        assert audit.failures(connection, "login:a", NOW - 15 * MINUTE) == 0
        audit.add(connection, replace(FAILED, act=Trace.code_failed))
        assert audit.failures(connection, "login:a", NOW - 15 * MINUTE) == 1


def test_who_came_from_an_address_is_known(database: Database, person: int) -> None:
    with database.write() as connection:
        audit.add(connection, Entry(NOW, Trace.sign_in, person, address="10.0.0.1"))
        assert audit.came_from(connection, person, "10.0.0.1", NOW - DAY)
        assert not audit.came_from(connection, person, "10.0.0.2", NOW - DAY)
        assert not audit.came_from(connection, person, "10.0.0.1", NOW)


def test_a_line_comes_back_as_it_was_written(database: Database, library: Library, person: int) -> None:
    with database.write() as connection:
        unit = units.add_unit(connection, unit_of(library, "清溪镇"), None)
        detail = {"name": "孙可", "reason": "换届𠮷"}
        audit.add(connection, Entry(NOW, Trace.invited, person, unit, "lin", "unit:1", "10.0.0.1", "Firefox" * 90, detail))
        [line] = audit.lines(connection, Wanted(unit, NOW, NOW + MINUTE), 10)
        assert (line.at, line.act, line.person, line.login, line.unit) == (NOW, Trace.invited, "林晓", "lin", "清溪镇")
        assert (line.target, line.address, line.agent, line.detail) == ("unit:1", "10.0.0.1", ("Firefox" * 90)[:200], detail)
        assert audit.lines(connection, Wanted(unit, NOW + MINUTE, NOW + DAY), 10) == ()
        assert audit.count(connection, Wanted(unit, NOW, NOW + DAY, who="林"), 10) == 1
        assert audit.count(connection, Wanted(unit, NOW, NOW + DAY, who="%"), 10) == 0


def test_lines_come_page_by_page_and_all_at_once_oldest_first(database: Database, library: Library) -> None:
    with database.write() as connection:
        unit = units.add_unit(connection, unit_of(library, "清溪镇"), None)
        for number in range(25):
            audit.add(connection, Entry(NOW, Trace.unit_changed, None, unit, target=str(number)))
        wanted = Wanted(unit, NOW, NOW + DAY)
        first = audit.lines(connection, wanted, 10)
        second = audit.lines(connection, wanted, 10, first[-1].id)
        assert [int(each.target) for each in (*first, *second)] == list(range(24, 4, -1))
        assert [int(each.target) for each in audit.every_line(connection, wanted, 100)] == list(range(25))
        assert audit.count(connection, wanted, 7) == 7


def test_only_what_is_older_is_removed(database: Database) -> None:
    with database.write() as connection:
        for day in (0, 1, 2, 3):
            audit.add(connection, replace(FAILED, at=NOW - day * DAY))
        assert audit.remove_before(connection, NOW - 2 * DAY) == 1
        assert audit.failures_from(connection, "10.0.0.1", NOW - 9 * DAY) == 3


def test_one_code_at_a_time_is_open_and_it_is_used_once(database: Database, person: int) -> None:
    with database.write() as connection:
        accounts.add_code(connection, person, "old", person, NOW, NOW + DAY)
        assert accounts.end_codes(connection, person, NOW) == 1
        accounts.add_code(connection, person, "new", person, NOW, NOW + DAY)
        found = accounts.open_code(connection, person, NOW, 5)
        assert found is not None
        assert (found.hash, found.expires_at) == ("new", NOW + DAY)
        assert accounts.open_code(connection, person, NOW + DAY, 5) is None
        for _ in range(5):
            accounts.tried(connection, found.id)
        assert accounts.open_code(connection, person, NOW, 5) is None
        assert accounts.use_code(connection, found.id, NOW)
        assert not accounts.use_code(connection, found.id, NOW)
