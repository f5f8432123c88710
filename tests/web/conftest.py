"""The program as a browser meets it: a site with the cast in it, and a browser for each of them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI

from server import clock
from server.actions import entering
from server.library import Library
from server.settings import Settings
from server.storage.engine import Database, open_database
from server.web.app import make_app
from server.web.site import Site
from tests.cast import Town
from tests.web.browser import Browser

SignIn = Callable[[str], Browser]


@pytest.fixture(scope="session")
def program(library: Library, sqlite_template: Path) -> FastAPI:
    """The one application of all tests: building its routes at the first request takes longer than most of them. Each sets its site."""
    return make_app(Site(Settings(), open_database(f"sqlite:///{sqlite_template.as_posix()}"), library))


@pytest.fixture
def app(program: FastAPI, town: Town, tmp_path: Path) -> FastAPI:
    """The program with the cast in it."""
    return serving(program, Site(Settings(var=tmp_path), town.database, town.library, patience=60))


@pytest.fixture
def fresh(program: FastAPI, sqlite: Database, library: Library) -> FastAPI:
    """The program before its first run."""
    return serving(program, Site(Settings(), sqlite, library))


@pytest.fixture
def sign_in(app: FastAPI, town: Town) -> SignIn:
    """A browser in which one of the cast is signed in."""
    return lambda login: Browser(app, session(town, login))


@pytest.fixture
def stranger(app: FastAPI) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app)


def serving(program: FastAPI, site: Site) -> FastAPI:
    """The application, serving this site from now on."""
    program.state.site = site
    return program


def session(town: Town, login: str) -> str:
    """The token of a fresh sign-in."""
    with town.database.write() as connection:
        return entering.start_session(connection, town.ids[login], clock.now(), timedelta(hours=12), "test")
