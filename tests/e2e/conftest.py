"""What tests in a browser share: one Chromium, one running town, and a desk that is found clean after every test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from server.library import Library
from server.storage.engine import open_database
from tests.cast import settle
from tests.conftest import BROWSERS
from tests.e2e.desk import CHROMIUM_ARGUMENTS, Desk
from tests.e2e.serving import serving
from tests.e2e.town import Place

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Desk]:
    """Windows for one test; what their consoles complained of fails it."""
    desk = Desk(chromium)
    yield desk
    complaints = desk.clear()
    assert not complaints


@pytest.fixture(scope="session")
def place(sqlite_template: Path, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The town that most tests share; each takes a report of its own."""
    with _town(sqlite_template, library, tmp_path_factory.mktemp("town")) as place:
        yield place


@pytest.fixture
def own(sqlite_template: Path, library: Library, tmp_path: Path) -> Iterator[Place]:
    """A town of one's own, whose server may be killed."""
    with _town(sqlite_template, library, tmp_path) as place:
        yield place


@contextmanager
def _town(template: Path, library: Library, var: Path) -> Iterator[Place]:
    path = shutil.copyfile(template, var / "chengbao.db")
    database = open_database(f"sqlite:///{path.as_posix()}")
    town = settle(database, library)
    with serving(var) as server:
        yield Place(server, town)
    database.engine.dispose()
