"""Connections and transactions as both stores must give them."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from server.report.problems import ReadOnly
from server.storage import people
from server.storage import tables as t
from server.storage.engine import Database, open_database
from tests.cast import BEGAN

EVERY_POOLED = 10


def _pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_every_pooled_connection_of_sqlite_is_durable_and_keeps_references(sqlite: Database) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(sqlite.read()) for _ in range(EVERY_POOLED)]
        for connection in connections:
            assert _pragma(connection, "journal_mode") == "wal"
            assert _pragma(connection, "synchronous") == 2
            assert _pragma(connection, "foreign_keys") == 1
            assert _pragma(connection, "busy_timeout") == 5000


def test_a_writing_connection_is_as_durable(sqlite: Database) -> None:
    with sqlite.write() as connection:
        assert _pragma(connection, "synchronous") == 2
        assert _pragma(connection, "journal_mode") == "wal"


def test_what_is_written_is_there_for_the_next_reader(database: Database) -> None:
    with database.write() as connection:
        people.add_person(connection, "lin", "林晓", "x", BEGAN)
    with database.read() as connection:
        assert people.any_person(connection)


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    def add_and_stumble(connection: Connection) -> None:
        people.add_person(connection, "lin", "林晓", "x", BEGAN)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), database.write() as connection:
        add_and_stumble(connection)
    with database.read() as connection:
        assert not people.any_person(connection)


def test_what_is_done_in_a_reading_view_is_not_kept(database: Database) -> None:
    with database.read() as connection:
        people.add_person(connection, "lin", "林晓", "x", BEGAN)
    with database.read() as connection:
        assert not people.any_person(connection)


def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(t.membership.insert().values(person_id=99, unit_id=99, role="editor", since=BEGAN))


def test_writers_of_sqlite_wait_for_each_other_and_none_is_lost(sqlite: Database) -> None:
    def add(first: int) -> None:
        for number in range(first, first + 20):
            with sqlite.write() as connection:
                people.add_person(connection, f"person{number}", "某", "x", BEGAN)

    threads = [threading.Thread(target=add, args=(start,)) for start in range(0, 160, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with sqlite.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 160


def test_readers_see_the_store_as_it_was_while_somebody_writes(sqlite: Database) -> None:
    with sqlite.write() as writing, sqlite.read() as reading:
        people.add_person(writing, "lin", "林晓", "x", BEGAN)
        assert not people.any_person(reading)


def test_the_folder_of_a_new_sqlite_file_is_made(tmp_path: Path) -> None:
    store = open_database(f"sqlite:///{(tmp_path / 'deep' / 'er' / 'a.db').as_posix()}")
    assert store.sqlite_file == tmp_path / "deep" / "er" / "a.db"
    with store.read() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    store.engine.dispose()


@pytest.mark.postgres
def test_postgresql_has_no_file(postgres: Database) -> None:
    assert postgres.sqlite_file is None


def test_a_full_disk_is_a_problem_with_a_sentence_and_passes(sqlite: Database) -> None:
    with full(sqlite):
        with pytest.raises(ReadOnly, match="磁盘已满"), sqlite.write() as connection:
            people.add_person(connection, "lin", "林" * 100_000, "x", BEGAN)
        with sqlite.read() as connection:
            assert not people.any_person(connection)
    with sqlite.write() as connection:
        people.add_person(connection, "lin", "林" * 100_000, "x", BEGAN)


def test_a_store_that_may_only_be_read_is_a_problem_too(sqlite: Database) -> None:
    with sqlite.read() as first:
        first.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(ReadOnly), sqlite.write() as connection:
        people.add_person(connection, "lin", "林晓", "x", BEGAN)


@contextmanager
def full(store: Database) -> Iterator[None]:
    """A store whose file cannot grow by a single page, on every connection, for the length of a block."""
    _bound(store, "(SELECT page_count FROM pragma_page_count)")
    yield
    _bound(store, "1073741823")


def _bound(store: Database, pages: str) -> None:
    with ExitStack() as stack:
        for connection in [stack.enter_context(store.read()) for _ in range(EVERY_POOLED)]:
            most = connection.exec_driver_sql(f"SELECT {pages}").scalar() if "SELECT" in pages else pages
            connection.exec_driver_sql(f"PRAGMA max_page_count={most}")
