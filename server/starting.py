"""Puts one running program together: settings, store, library; and holds the lock that allows one server per SQLite file."""

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.library import load
from server.report.problems import Refused, already_serving
from server.settings import Settings
from server.storage import people
from server.storage.engine import Database, open_database
from server.web.depends import Site


def make_site(settings: Settings) -> Site:
    """The site of these settings. Raises BrokenData when a data file has a mistake."""
    return Site(settings, open_database(settings.database_url), load(settings.data), settings.gate)


def gate_for(settings: Settings, database: Database) -> str:
    """A fresh one-time code when others could reach the first-run page, else ""."""
    with database.read() as connection:
        return "" if settings.loopback or people.any_person(connection) else f"{secrets.randbelow(10**8):08d}"


@contextmanager
def only_server(database: Database) -> Iterator[None]:
    """Hold the lock file beside a SQLite store. Raises Refused when another server has it."""
    path = database.sqlite_file
    if path is None:
        yield
        return
    with Path(f"{path}.lock").open("a+b") as lock:
        _take(lock.fileno())
        yield


def _take(number: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        raise Refused(already_serving()) from taken
