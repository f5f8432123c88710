"""What every test may use: the shipped library, a fresh store of each kind, and who is skipped where something is not installed."""

import gc
import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from server.library import Library
from server.loading import load
from server.storage.engine import Database, open_database
from server.storage.migrating import migrate
from tests.cast import Town, settle
from tests.real import layout

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("CHENGBAO_TEST_POSTGRES", "")
REQUIRED = os.environ.get("CHENGBAO_REQUIRE_REAL") == "1"
# How long one example takes says more about the machine than about the code; a test as a whole has its time limit.
hypothesis.settings.register_profile("chengbao", deadline=None)
hypothesis.settings.load_profile("chengbao")
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")


def lacking_browser() -> str:
    """What is missing for tests in a browser, "" when nothing is."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright"
    return "" if any(shutil.which(name) for name in BROWSERS) else "chromium"


def lacking_postgres() -> str:
    """What is missing for tests on PostgreSQL, "" when nothing is."""
    return "" if POSTGRES else "CHENGBAO_TEST_POSTGRES"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip, with the reason, what this machine cannot run; nothing is skipped where everything is required."""
    reasons = {} if REQUIRED else {"real": layout.missing(), "browser": lacking_browser(), "postgres": lacking_postgres()}
    marks = {name: pytest.mark.skip(reason=f"缺少 {reason}") for name, reason in reasons.items() if reason}
    if "long" not in config.option.markexpr:
        marks["long"] = pytest.mark.skip(reason="需要几分钟，用 make long 运行")
    for item in items:
        for name in marks.keys() & set(item.keywords):
            item.add_marker(marks[name])


@pytest.fixture(scope="session")
def library() -> Library:
    """What is shipped in data/; as in the server, the collector need not look at it again and again."""
    made = load(ROOT / "data")
    gc.collect()
    gc.freeze()
    return made


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    made = open_database(f"sqlite:///{path.as_posix()}")
    migrate(made)
    made.engine.dispose()
    return path


@pytest.fixture(scope="session")
def settled(sqlite_template: Path, library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Town]:
    """A SQLite file with the cast in it to copy, and the cast."""
    path = shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("settled") / "settled.db")
    made = open_database(f"sqlite:///{path.as_posix()}")
    town = settle(made, library)
    made.engine.dispose()
    return path, town


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Engine]:
    """The server that the environment names, outside any transaction."""
    if not POSTGRES:
        pytest.fail("CHENGBAO_TEST_POSTGRES is not set")
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    yield server
    server.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Engine) -> Iterator[str]:
    """An empty migrated PostgreSQL database to copy."""
    with postgres_database(postgres_server, "template0") as name:
        made = open_database(_postgres_url(name))
        migrate(made)
        made.engine.dispose()
        yield name


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty store on SQLite."""
    path = shutil.copyfile(sqlite_template, tmp_path / "chengbao.db")
    yield from _opened(f"sqlite:///{path.as_posix()}")


@pytest.fixture
def town(sqlite: Database, settled: tuple[Path, Town], tmp_path: Path) -> Town:
    """The cast and their report, in that store."""
    path, made = settled
    shutil.copyfile(path, tmp_path / "chengbao.db")
    return replace(made, database=sqlite)


@pytest.fixture
def postgres(postgres_server: Engine, postgres_template: str) -> Iterator[Database]:
    """An empty store on PostgreSQL; a test that asks for it needs the mark `postgres`."""
    with postgres_database(postgres_server, postgres_template) as name:
        yield from _opened(_postgres_url(name))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty store of each kind, one after the other."""
    store: Database = request.getfixturevalue(request.param)
    return store


@contextmanager
def postgres_database(server: Engine, template: str) -> Iterator[str]:
    """A database of its own for the length of a block, by its name."""
    name = f"chengbao_{uuid4().hex[:12]}"
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
        yield name
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


def _opened(url: str) -> Iterator[Database]:
    store = open_database(url)
    yield store
    store.engine.dispose()


def _postgres_url(name: str) -> str:
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
