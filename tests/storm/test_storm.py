"""Thirty people in one report while servers are killed: nothing acknowledged is lost, nothing is overwritten unseen."""

import sys
from pathlib import Path

import pytest

from server.library import Library
from server.storage.engine import Database, open_database
from server.storage.migrating import migrate
from tests.cast import settle
from tests.e2e.serving import Serving
from tests.storm.storming import Told, Weather, judge, storm

SMALL = Weather(clients=8, seconds=8, kills=(2.5, 5), least=60, seed=20251122)
WHOLE = Weather(clients=30, seconds=300, kills=(10, 35), least=1000, seed=20251122)


def _on_sqlite(tmp_path: Path, library: Library, weather: Weather) -> Told:
    """One process on SQLite."""
    var, file = tmp_path / "var", tmp_path / "acknowledged.jsonl"
    database = open_database(f"sqlite:///{(var / 'chengbao.db').as_posix()}")
    migrate(database)
    town = settle(database, library)
    server = Serving(var)
    try:
        told = storm(town, [server], weather, file)
    finally:
        server.stop()
    judge(town, told, file)
    database.engine.dispose()
    return told


def _on_postgres(tmp_path: Path, database: Database, library: Library, weather: Weather) -> Told:
    """Two processes on PostgreSQL."""
    file = tmp_path / "acknowledged.jsonl"
    town = settle(database, library)
    url = database.engine.url.render_as_string(hide_password=False)
    servers = [Serving(tmp_path / f"var{at}", database=url) for at in range(2)]
    try:
        told = storm(town, servers, weather, file)
    finally:
        for each in servers:
            each.stop()
    judge(town, told, file)
    return told


def test_a_small_storm_on_sqlite_loses_nothing(tmp_path: Path, library: Library) -> None:
    told = _on_sqlite(tmp_path, library, SMALL)
    assert told.kills
    assert len(told.acknowledged) >= SMALL.least


@pytest.mark.postgres
@pytest.mark.long
def test_a_small_storm_on_postgres_with_two_processes_loses_nothing(tmp_path: Path, postgres: Database, library: Library) -> None:
    told = _on_postgres(tmp_path, postgres, library, SMALL)
    assert told.kills
    assert len(told.acknowledged) >= SMALL.least


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_the_whole_storm_on_sqlite_loses_nothing(tmp_path: Path, library: Library) -> None:
    told = _on_sqlite(tmp_path, library, WHOLE)
    sys.stdout.write(f"\nSQLite, one process: {told}\n")
    assert told.tally["conflicts"]


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.postgres
def test_the_whole_storm_on_postgres_with_two_processes_loses_nothing(tmp_path: Path, postgres: Database, library: Library) -> None:
    told = _on_postgres(tmp_path, postgres, library, WHOLE)
    sys.stdout.write(f"\nPostgreSQL, two processes: {told}\n")
    assert told.tally["conflicts"]
