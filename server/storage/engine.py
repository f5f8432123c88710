"""Connections and transactions. SQLite: WAL, synchronous FULL, one writer at a time; PostgreSQL: its own way."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection as Raw

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from server.report.problems import ReadOnly, Refused, unknown_store
from server.storage.sharing import Turns

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-4000",
    "PRAGMA wal_autocheckpoint=300",  # more often and shorter: whoever saves just then waits for it
)
_NO_ROOM = ("disk is full", "readonly database", "disk i/o error", "no space left", "attempt to write")


@dataclass(frozen=True)
class Database:
    """One store. Reads go straight; writes of SQLite queue at one lock inside this process."""

    engine: Engine
    _writing: threading.Lock = field(default_factory=threading.Lock)
    _turns: Turns = field(default_factory=Turns)

    @property
    def sqlite_file(self) -> Path | None:
        """The file behind it, None for PostgreSQL."""
        return Path(self.engine.url.database or "") if self.engine.dialect.name == "sqlite" else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view; nothing written in it is kept."""
        with self.engine.connect() as connection:
            self._begin(connection, "BEGIN")
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all or nothing. Raises ReadOnly when the store has no room."""
        if self.engine.dialect.name != "sqlite":
            with self.engine.begin() as connection:
                yield connection
            return
        with self._writing, _told(), self.engine.connect() as connection, connection.begin():
            self._begin(connection, "BEGIN IMMEDIATE")
            yield connection

    def _begin(self, connection: Connection, how: str) -> None:
        """SQLite is told itself. A listener to “begin” would do it too, and make every statement look for listeners."""
        if self.engine.dialect.name == "sqlite":
            connection.exec_driver_sql(how)

    @contextmanager
    def save(self) -> Iterator[Connection]:
        """A short write that may share its transaction, and so the wait for the disk, with others that come at the same time.

        All or nothing for itself: one that fails takes no other along. Left only after the commit that holds it. Raises as `write`.
        """
        if self.engine.dialect.name != "sqlite":
            with self.write() as connection:
                yield connection
            return
        with _told(), self._turns.turn(self.write) as connection:
            yield connection


def open_database(url: str) -> Database:
    """The store at a SQLAlchemy address; the folder of a SQLite file is made. Raises Refused for a store of another kind."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
        return Database(create_engine(address, pool_size=5, max_overflow=5, pool_pre_ping=True))
    if address.get_backend_name() != "sqlite":
        raise Refused(unknown_store(address.get_backend_name()))
    Path(address.database or "").parent.mkdir(parents=True, exist_ok=True)
    # The connection used last knows the pages it wrote; another would have to read them again.
    engine = create_engine(address, pool_size=6, max_overflow=4, pool_use_lifo=True, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    return Database(engine)


def _prepare(raw: Raw, _record: ConnectionPoolEntry) -> None:
    raw.isolation_level = None
    for pragma in PRAGMAS:
        raw.execute(pragma)


@contextmanager
def _told() -> Iterator[None]:
    """A full or read-only disk as the Problem it is for the reader."""
    try:
        yield
    except OperationalError as wrong:
        if any(sign in str(wrong.orig).lower() for sign in _NO_ROOM):
            raise ReadOnly from wrong
        raise
