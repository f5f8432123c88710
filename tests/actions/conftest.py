"""The cast on SQLite."""

import pytest

from server.library import Library
from server.storage.engine import Database
from tests.cast import Town, settle


@pytest.fixture
def town(sqlite: Database, library: Library) -> Town:
    """The cast and their report."""
    return settle(sqlite, library)
