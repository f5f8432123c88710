"""kill -9 after “已保存”: nothing of what was said to be saved is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from server.library import Library
from server.storage.engine import open_database
from tests.cast import settle
from tests.e2e.desk import Desk
from tests.e2e.serving import serving
from tests.e2e.town import Place
from tests.e2e.watching import Watched

pytestmark = pytest.mark.browser


@pytest.fixture
def own(sqlite_template: Path, library: Library, tmp_path: Path) -> Iterator[Place]:
    """A town of one's own, whose server may be killed."""
    path = shutil.copyfile(sqlite_template, tmp_path / "chengbao.db")
    database = open_database(f"sqlite:///{path.as_posix()}")
    town = settle(database, library)
    with serving(tmp_path) as server:
        yield Place(server, town)
    database.engine.dispose()


@pytest.mark.parametrize("rounds", [3, pytest.param(20, marks=pytest.mark.long)])
def test_what_was_said_to_be_saved_is_there_after_kill_9(rounds: int, own: Place, desk: Desk) -> None:
    desk.forgive("net::ERR")
    person = desk.person(own.server.address, own.token())
    address = own.section(own.report(), "disputes")
    told: list[str] = []
    for count in range(1, rounds + 1):
        watched = Watched(person, address)
        watched.type(f"第{count}次。")
        watched.type(str(count), "信访受理")
        watched.settle()
        own.server.kill()
        told.append(f"第{count}次。")
        own.server.start()
        watched.page.close()
        again = Watched(person, address)
        expect(again.field()).to_have_value("".join(told))
        expect(again.field("信访受理")).to_have_value("".join(str(each) for each in range(1, count + 1)))
        again.page.close()
