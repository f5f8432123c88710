"""kill -9 at any moment: what was answered “saved” is there after the next start."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx2
import pytest

from server.library import Library
from server.storage.engine import open_database
from server.storage.migrating import migrate
from tests.cast import LIN, Town, settle
from tests.e2e.serving import Serving
from tests.web.browser import Browser, Form
from tests.web.conftest import session


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """Where the server keeps its store."""
    return tmp_path / "var"


@pytest.fixture
def town(var: Path, library: Library) -> Town:
    """The cast in the store of the server, whose file nobody else holds open."""
    database = open_database(f"sqlite:///{(var / 'chengbao.db').as_posix()}")
    migrate(database)
    made = settle(database, library)
    database.engine.dispose()
    return made


@dataclass(frozen=True)
class Desk:
    """One section of a report, open in a browser."""

    browser: Browser
    path: str
    name: str

    def form(self) -> Form:
        """The section as the server has it now."""
        return self.browser.get(self.path).form("保存")


def _killed_after(desks: list[Desk], server: Serving, seconds: float) -> list[tuple[str, str]]:
    """Everybody saves again and again until the server is killed, so many seconds after each was answered once.

    Of each the text last answered “saved”, and the one on its way.
    """
    forms, begun = [desk.form() for desk in desks], threading.Semaphore(0)
    with ThreadPoolExecutor(len(desks)) as pool:
        going = [pool.submit(_saved_until_gone, desk, form, f"{seconds}秒", begun) for desk, form in zip(desks, forms, strict=True)]
        assert all(begun.acquire(timeout=60) for _ in desks)
        killer = threading.Timer(seconds, server.kill)
        killer.start()
        killer.join()
        return [each.result() for each in going]


def _saved_until_gone(desk: Desk, form: Form, mark: str, begun: threading.Semaphore) -> tuple[str, str]:
    """The text last answered “saved”, and the one on its way, when the server no longer answers."""
    name, pairs, acknowledged = desk.name, dict(form.pairs()), ""
    for number in count():
        typed = f"第{number}稿，{mark}。" + "林" * 2000
        try:
            told = form.page.browser.send(form.action, [*(pairs | {f"{name}.body": typed}).items()], {"X-Autosave": "1"})
        except httpx2.TransportError:
            return acknowledged, typed
        assert told.json()["status"] == "saved"
        if not acknowledged:
            begun.release()
        acknowledged, pairs[f"{name}.v"] = typed, told.json()["fields"][f"{name}.v"]
    raise AssertionError


def _stays(town: Town, var: Path, rounds: int) -> None:
    path, name = town.path("problems"), f"text.{town.section('problems').id}"
    token = session(town, LIN)
    town.database.engine.dispose()
    server = Serving(var)
    desk = Desk(Browser(None, token, server.address), path, name)
    try:
        for at in range(rounds):
            ((acknowledged, sent),) = _killed_after([desk], server, 0.037 * at)
            with closing(sqlite3.connect(var / "chengbao.db")) as opened:
                assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            server.start()
            assert acknowledged
            assert dict(desk.form().pairs())[f"{name}.body"] in (acknowledged, sent)
    finally:
        desk.browser.client.close()
        server.stop()


def _stays_for_all(town: Town, var: Path, keys: tuple[str, ...], rounds: int) -> None:
    """As `_stays`, for several who save at once, each a section of their own: their saves share transactions."""
    places = [(town.path(key), f"text.{town.section(key).id}") for key in keys]
    token = session(town, LIN)
    town.database.engine.dispose()
    server = Serving(var)
    desks = [Desk(Browser(None, token, server.address), path, name) for path, name in places]
    try:
        for at in range(rounds):
            told = _killed_after(desks, server, 0.037 * at)
            server.start()
            for desk, (acknowledged, sent) in zip(desks, told, strict=True):
                assert acknowledged
                assert dict(desk.form().pairs())[f"{desk.name}.body"] in (acknowledged, sent)
    finally:
        for desk in desks:
            desk.browser.client.close()
        server.stop()


@pytest.mark.long
def test_what_was_answered_saved_survives_three_kills(town: Town, var: Path) -> None:
    _stays(town, var, 3)


@pytest.mark.long
def test_what_was_answered_saved_to_several_at_once_survives_two_kills(town: Town, var: Path) -> None:
    _stays_for_all(town, var, ("problems", "plans", "disputes", "capacity"), 2)


@pytest.mark.long
def test_what_was_answered_saved_to_several_at_once_survives_ten_kills(town: Town, var: Path) -> None:
    _stays_for_all(town, var, ("problems", "plans", "disputes", "capacity"), 10)


@pytest.mark.long
def test_what_was_answered_saved_survives_twenty_kills(town: Town, var: Path) -> None:
    _stays(town, var, 20)
