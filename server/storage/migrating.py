"""Brings a database to the newest schema with Alembic; a SQLite file is copied aside first."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from server.storage.engine import Database

FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> Path | None:
    """Upgrade to head. Returns the copy made before, when there was anything to copy and something to change."""
    config = _config()
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == ScriptDirectory.from_config(config).get_current_head():
        return None
    copy = _copy_aside(database, current) if current else None
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return copy


def revision(database: Database) -> str:
    """The schema revision the database is at, "" before the first migration."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def revisions() -> tuple[str, ...]:
    """Every revision this program knows, oldest first."""
    known = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(each.revision for each in known)[::-1]


def rebuild(connection: Connection, to: str) -> None:
    """Drop everything and make the schema as it was at a revision, inside the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    if MigrationContext.configure(connection).get_current_revision():
        command.downgrade(config, "base")
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", FOLDER.as_posix())
    return config


def _copy_aside(database: Database, current: str) -> Path | None:
    path = database.sqlite_file
    if path is None:
        return None
    copy = path.with_name(f"{path.name}.before-{current}")
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy
