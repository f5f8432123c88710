"""The migrations make exactly the tables that the program speaks of, and take them away again."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from server.storage import migrating
from server.storage.engine import Database, open_database
from server.storage.tables import METADATA


def _differences(store: Database) -> list[object]:
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, METADATA))


def _tables(store: Database) -> set[str]:
    return set(inspect(store.engine).get_table_names())


def test_a_migrated_store_has_the_tables_of_the_program_and_no_other(database: Database) -> None:
    assert _differences(database) == []
    assert _tables(database) == {*METADATA.tables, "alembic_version"}


def test_migrations_go_down_to_nothing_and_up_again(database: Database) -> None:
    with database.write() as connection:
        migrating.rebuild(connection, migrating.revisions()[-1])
    assert _differences(database) == []


def test_the_revision_is_the_newest_one_known(database: Database) -> None:
    assert migrating.revision(database) == migrating.revisions()[-1]


def test_an_empty_file_has_no_revision_and_is_migrated_without_a_copy(tmp_path: Path) -> None:
    store = open_database(f"sqlite:///{(tmp_path / 'new.db').as_posix()}")
    assert migrating.revision(store) == ""
    assert migrating.migrate(store) is None
    assert migrating.revision(store) == migrating.revisions()[-1]
    store.engine.dispose()


def test_a_store_at_the_newest_revision_is_left_alone(database: Database) -> None:
    assert migrating.migrate(database) is None


def test_an_older_file_is_copied_aside_before_it_is_changed(sqlite: Database) -> None:
    file = sqlite.sqlite_file
    assert file is not None
    with sqlite.write() as connection:
        connection.exec_driver_sql("INSERT INTO person (login, name, password, created_at) VALUES ('lin', '林晓', 'x', '2024-01-01')")
    copy = migrating._copy_aside(sqlite, "0001")
    assert copy == file.with_name("chengbao.db.before-0001")
    with sqlite3.connect(copy) as opened:
        assert opened.execute("SELECT name FROM person").fetchall() == [("林晓",)]
    opened.close()


@pytest.mark.postgres
def test_postgresql_is_not_copied_aside(postgres: Database) -> None:
    assert migrating._copy_aside(postgres, "0001") is None
