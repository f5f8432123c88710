"""Saves that share a transaction: each is kept or not for itself, and none is told so before the disk has it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, event

from server.report.problems import ReadOnly
from server.storage import people
from server.storage.engine import Database
from server.storage.sharing import MOST, Turns
from tests.cast import BEGAN
from tests.storage.test_engine import full

WRITERS = 3 * MOST


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """Threads that save."""
    with ThreadPoolExecutor(WRITERS) as made:
        yield made


def _add(connection: Connection, login: str, name: str = "某") -> None:
    people.add_person(connection, login, name, "x", BEGAN)


def _there(database: Database) -> list[str]:
    with database.read() as connection:
        return [row.login for row in connection.exec_driver_sql("SELECT login FROM person ORDER BY login")]


def _save(turns: Turns, database: Database, login: str, name: str = "某") -> None:
    with turns.turn(database.write) as connection:
        _add(connection, login, name)


def _stumble(turns: Turns, database: Database, login: str) -> None:
    with turns.turn(database.write) as connection:
        _add(connection, login)
        raise ZeroDivisionError


def _while_writing(turns: Turns, database: Database, *behind: Callable[[], Future[None]]) -> list[Future[None]]:
    """林 saves; the others come while she writes, and stand behind her when she is done."""
    with turns.turn(database.write) as connection:
        _add(connection, "lin")
        started = []
        for at, start in enumerate(behind, 1):
            started.append(start())
            while turns.behind < at:
                threading.Event().wait(0)
    return started


def test_a_save_is_there_for_the_next_reader(database: Database) -> None:
    with database.save() as connection:
        _add(connection, "lin")
    assert _there(database) == ["lin"]


def test_a_save_that_fails_leaves_nothing_and_the_next_one_goes_on(database: Database) -> None:
    def stumble() -> None:
        with database.save() as connection:
            _add(connection, "lin")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert _there(database) == []
    with database.save() as connection:
        _add(connection, "zhao")
    assert _there(database) == ["zhao"]


def test_those_who_come_while_somebody_writes_share_one_commit(sqlite: Database, pool: ThreadPoolExecutor) -> None:
    turns, commits = Turns(), list[Connection]()
    event.listen(sqlite.engine, "commit", commits.append)
    others = [lambda login=login: pool.submit(_save, turns, sqlite, login) for login in ("wu", "zhao")]
    for each in _while_writing(turns, sqlite, *others):
        each.result()
    assert len(commits) == 1
    assert _there(sqlite) == ["lin", "wu", "zhao"]


def test_nobody_is_through_before_the_commit_that_holds_what_was_written(sqlite: Database, pool: ThreadPoolExecutor) -> None:
    turns, written, go_on, through = Turns(), threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        with turns.turn(sqlite.write) as connection:
            _add(connection, "zhao")
            written.set()
            assert go_on.wait(20)

    def first() -> None:
        (behind,) = _while_writing(turns, sqlite, lambda: pool.submit(slow))
        through.set()
        behind.result()

    done = pool.submit(first)
    assert written.wait(20)
    assert _there(sqlite) == []
    assert not through.is_set()
    go_on.set()
    done.result()
    assert _there(sqlite) == ["lin", "zhao"]


def test_one_that_fails_takes_no_other_along(sqlite: Database, pool: ThreadPoolExecutor) -> None:
    turns = Turns()
    first, failing, last = _while_writing(
        turns,
        sqlite,
        lambda: pool.submit(_save, turns, sqlite, "wu"),
        lambda: pool.submit(_stumble, turns, sqlite, "zhou"),
        lambda: pool.submit(_save, turns, sqlite, "zhao"),
    )
    first.result()
    last.result()
    with pytest.raises(ZeroDivisionError):
        failing.result()
    assert _there(sqlite) == ["lin", "wu", "zhao"]


def test_the_last_one_commits_for_the_others_even_when_it_fails_itself(sqlite: Database, pool: ThreadPoolExecutor) -> None:
    turns = Turns()
    (failing,) = _while_writing(turns, sqlite, lambda: pool.submit(_stumble, turns, sqlite, "zhou"))
    with pytest.raises(ZeroDivisionError):
        failing.result()
    assert _there(sqlite) == ["lin"]


def test_a_transaction_that_the_store_gave_up_is_told_to_everybody_who_wrote_in_it(sqlite: Database, pool: ThreadPoolExecutor) -> None:
    turns = Turns()

    def lose() -> None:
        with turns.turn(sqlite.write) as connection:
            connection.exec_driver_sql("ROLLBACK")  # as SQLite does by itself when there is no room
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _while_writing(turns, sqlite, lambda: pool.submit(lose))
    assert _there(sqlite) == []
    _save(turns, sqlite, "wu")
    assert _there(sqlite) == ["wu"]


def test_a_full_disk_is_a_problem_with_a_sentence_for_a_save_too(sqlite: Database) -> None:
    with full(sqlite), pytest.raises(ReadOnly, match="磁盘已满"), sqlite.save() as connection:
        _add(connection, "lin", "林" * 100_000)
    assert _there(sqlite) == []


def test_a_transaction_that_cannot_be_opened_fails_one_and_leaves_the_way_free(sqlite: Database) -> None:
    turns = Turns()

    def shut() -> Database:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), turns.turn(lambda: shut().write()):
        raise AssertionError
    _save(turns, sqlite, "lin")
    assert _there(sqlite) == ["lin"]


def test_many_saves_and_plain_writes_at_once_are_all_kept(sqlite: Database, pool: ThreadPoolExecutor) -> None:
    def write(first: int) -> None:
        for number in range(first, first + 10):
            with (sqlite.write if number % 5 == 0 else sqlite.save)() as connection:
                _add(connection, f"{number:03}")

    for each in [pool.submit(write, start) for start in range(0, 10 * WRITERS, 10)]:
        each.result()
    assert _there(sqlite) == [f"{number:03}" for number in range(10 * WRITERS)]
