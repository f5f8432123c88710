"""The cast on each kind of store."""

import pytest

from server.library import Library
from server.storage.engine import Database
from tests.cast import Town, settle


@pytest.fixture
def town(database: Database, library: Library) -> Town:
    """The cast and their report, on SQLite and on PostgreSQL."""
    return settle(database, library)
