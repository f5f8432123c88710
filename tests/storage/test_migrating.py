"""The migrations make exactly the tables that the program speaks of, and take them away again."""

from pathlib import Path

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


def test_an_empty_file_has_no_revision_and_nothing_to_keep(tmp_path: Path) -> None:
    store = open_database(f"sqlite:///{(tmp_path / 'new.db').as_posix()}")
    assert migrating.revision(store) == ""
    assert not migrating.behind(store)
    migrating.migrate(store)
    assert migrating.revision(store) == migrating.revisions()[-1]
    store.engine.dispose()


def test_a_store_at_the_newest_revision_is_not_behind(database: Database) -> None:
    assert not migrating.behind(database)


def test_a_store_at_a_revision_that_is_not_the_newest_is_behind(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    assert migrating.behind(database)
