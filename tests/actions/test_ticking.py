"""Ticking the steps on the way: who did what when, and taking it back. Rows of the ledger are not ticked."""

import pytest

from server.actions import ticking
from server.report.problems import NotAllowed, NotFound
from server.storage import history, papers
from tests.cast import LIN, NOW, QIAN, WU, ZHAO, ZHENG, ZHOU, Town


def _tick(town: Town, key: str, note: str = "", login: str = ZHAO) -> None:
    with town.database.write() as connection:
        ticking.set_tick(connection, town.library, town.actor(login), town.report, key, note)


def _ticks(town: Town) -> dict[str, papers.Tick]:
    with town.database.read() as connection:
        return papers.ticks(connection, town.report)


def test_every_step_of_the_unit_can_be_ticked_with_a_note(town: Town) -> None:
    steps = [step.key for step in town.library.steps if "township" in step.tiers]
    for key in steps:
        _tick(town, key, f"凭据{key}")
    assert {key: tick.note for key, tick in _ticks(town).items()} == {key: f"凭据{key}" for key in steps}


def test_a_tick_says_who_and_when(town: Town) -> None:
    _tick(town, "sealing", "印了30份", QIAN)
    assert _ticks(town) == {"sealing": papers.Tick("sealing", "印了30份", NOW, "钱立")}


def test_a_tick_is_taken_back_and_the_history_remembers(town: Town) -> None:
    _tick(town, "sealing", "印了30份")
    with town.database.write() as connection:
        ticking.clear_tick(connection, town.actor(ZHAO), town.report, "sealing")
    assert _ticks(town) == {}
    with town.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT action, value FROM history WHERE action IN ('tick', 'untick') ORDER BY id").all()
    assert [row.action for row in rows] == ["tick", "untick"]
    assert history.unpacked(rows[0].value) == {"key": "sealing", "note": "印了30份"}


@pytest.mark.parametrize("key", ["", "no-such", "report-higher_party", "interpretation", "x" * 100_000])
def test_a_step_the_unit_does_not_have_is_not_found(town: Town, key: str) -> None:
    with pytest.raises(NotFound):
        _tick(town, key)


@pytest.mark.parametrize(("login", "problem"), [(LIN, NotAllowed), (WU, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_only_editor_and_administrator_tick(town: Town, login: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        _tick(town, "sealing", login=login)
    with pytest.raises(problem), town.database.write() as connection:
        ticking.clear_tick(connection, town.actor(login), town.report, "sealing")
