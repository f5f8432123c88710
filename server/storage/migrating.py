"""Brings a database to the newest schema with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from server.storage.engine import Database

FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Upgrade to the newest revision; who serves makes a backup first when the store is `behind`."""
    if revision(database) == revisions()[-1]:
        return
    config = _config()
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def behind(database: Database) -> bool:
    """Whether there is something to keep that an upgrade would change."""
    current = revision(database)
    return bool(current) and current != revisions()[-1]


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
    if MigrationContext.configure(connection).get_current_revision():
        move(connection, "base")
    move(connection, to)


def move(connection: Connection, to: str) -> None:
    """Bring the schema and what is in it forwards or backwards to a revision ("base" for none), inside the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    current = MigrationContext.configure(connection).get_current_revision()
    if to == "base" or (current and current > to):
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", FOLDER.as_posix())
    return config
