"""kill -9 after “已保存”: nothing of what was said to be saved is lost."""

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.town import Place
from tests.e2e.watching import Watched

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("rounds", [2, pytest.param(20, marks=pytest.mark.long)])
def test_what_was_said_to_be_saved_is_there_after_kill_9(rounds: int, own: Place, desk: Desk) -> None:
    desk.forgive("net::ERR", "htmx:sendError", "htmx:afterRequest")
    person = desk.person(own.server.address, own.token())
    address = own.section(own.report(), "disputes")
    own.town.database.engine.dispose()  # so that only the server holds the store
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
