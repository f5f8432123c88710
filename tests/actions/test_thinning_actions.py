"""The history grows thin with age: old typing keeps its first and last of an hour, and whatever something refers to."""

from datetime import datetime, timedelta

import pytest

from server.actions import exporting, leading, replaying, reporting, thinning
from server.actions.saving import Field, save_fields
from server.library import Library
from server.report.workflow import Move
from server.storage import chronicles, contents, followed, reports
from server.storage.engine import Database
from tests.cast import LIN, NOW, ZHAO, Town, settle

MUCH_LATER = NOW + timedelta(days=120)


@pytest.fixture
def both(database: Database, library: Library) -> Town:
    """The cast on each kind of store."""
    return settle(database, library)


def _typed(town: Town, body: str, at: datetime, login: str = LIN) -> None:
    section = town.section("problems").id
    with town.database.write() as connection:
        base = contents.bodies(connection, [section]).get(section, ("", 0))[1]
        field = Field("text", str(section), {"body": body}, base)
        save_fields(connection, town.library, town.actor(login, at), town.standing(connection, login), [field])


def _left(town: Town) -> list[str]:
    with town.database.read() as connection:
        found = chronicles.versions(connection, [f"text:{town.section('problems').id}"])
    return [each.value["body"] for each in reversed(found)]


def test_old_typing_keeps_its_first_and_last_and_todays_text_stays(both: Town) -> None:
    begin = NOW.replace(minute=0)
    for minute in range(10):
        _typed(both, f"第{minute}稿", begin + timedelta(minutes=minute))
    _typed(both, "赵改", begin + timedelta(minutes=20), ZHAO)
    for minute in range(21, 30):
        _typed(both, f"第{minute}稿", begin + timedelta(minutes=minute))
    assert thinning.thin(both.database, NOW + timedelta(days=80)) == 0
    assert thinning.thin(both.database, MUCH_LATER) == 14
    assert _left(both) == ["第0稿", "第9稿", "赵改", "第21稿", "第28稿", "第29稿"]
    assert both.text("problems") == "第29稿"
    assert thinning.thin(both.database, MUCH_LATER) == 0
    with both.database.read() as connection:
        report = reports.report(connection, both.report)
        assert report
        last = max(each.id for each in chronicles.versions(connection, [f"text:{both.section('problems').id}"]))
        again = replaying.replayed(connection, both.library, report, last).snapshot
        assert again == exporting.written_of(connection, both.library, report)


def test_what_somebody_handed_in_or_read_stays(both: Town) -> None:
    begin = NOW.replace(minute=0)
    for minute in range(12):
        at = begin + timedelta(minutes=minute)
        _typed(both, f"第{minute}稿", at)
        if minute == 3:
            with both.database.write() as connection:
                leading.read_over(connection, both.actor(ZHAO, at), both.report, followed.newest(connection, both.report))
        if minute == 6:
            with both.database.write() as connection:
                reporting.move(connection, both.actor(ZHAO, at), both.report, Move.ask_county, "")
    thinning.thin(both.database, MUCH_LATER)
    assert _left(both) == ["第0稿", "第3稿", "第6稿", "第10稿", "第11稿"]
