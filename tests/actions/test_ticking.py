"""Ticking the checklist: who did what when, and taking it back."""

import pytest

from server.actions import ticking
from server.report.problems import NotAllowed, NotFound
from server.report.rules import deliveries
from server.storage import history, papers
from tests.cast import LIN, NOW, QIAN, WU, YEAR, ZHAO, ZHENG, ZHOU, Town, unit_of


def _tick(town: Town, key: str, note: str = "", login: str = ZHAO) -> None:
    with town.database.write() as connection:
        ticking.set_tick(connection, town.library, town.actor(login), town.report, key, note)


def _ticks(town: Town) -> dict[str, papers.Tick]:
    with town.database.read() as connection:
        return papers.ticks(connection, town.report)


def test_every_row_and_step_of_the_unit_can_be_ticked_with_a_note(town: Town) -> None:
    rows = [row.key for row in deliveries(town.library.rules, unit_of(town.library, "清溪镇"), YEAR)]
    steps = [step.key for step in town.library.steps if "township" in step.tiers]
    for key in (*rows, *steps):
        _tick(town, key, f"凭据{key}")
    assert {key: tick.note for key, tick in _ticks(town).items()} == {key: f"凭据{key}" for key in (*rows, *steps)}


def test_a_tick_says_who_and_when(town: Town) -> None:
    _tick(town, "report-higher_party", "收文回执", QIAN)
    assert _ticks(town) == {"report-higher_party": papers.Tick("report-higher_party", "收文回执", NOW, "钱立")}


def test_a_tick_is_taken_back_and_the_history_remembers(town: Town) -> None:
    _tick(town, "report-higher_party", "收文回执")
    with town.database.write() as connection:
        ticking.clear_tick(connection, town.actor(ZHAO), town.report, "report-higher_party")
    assert _ticks(town) == {}
    with town.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT action, value FROM history WHERE action IN ('tick', 'untick') ORDER BY id").all()
    assert [row.action for row in rows] == ["tick", "untick"]
    assert history._unpacked(rows[0].value) == {"key": "report-higher_party", "note": "收文回执"}


@pytest.mark.parametrize("key", ["", "no-such", "report-own_congress", "x" * 100_000])
def test_a_row_the_unit_does_not_have_is_not_found(town: Town, key: str) -> None:
    with pytest.raises(NotFound):
        _tick(town, key)


@pytest.mark.parametrize(("login", "problem"), [(LIN, NotAllowed), (WU, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_only_editor_and_administrator_tick(town: Town, login: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        _tick(town, "report-higher_party", login=login)
    with pytest.raises(problem), town.database.write() as connection:
        ticking.clear_tick(connection, town.actor(login), town.report, "report-higher_party")
