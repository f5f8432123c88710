"""An office's own words: who adds them for whom, in versions, with a history."""

import pytest

from server.actions import wording
from server.report.checks.wording import Confusable, Plain
from server.report.findings import Class, Finding, Strength
from server.report.problems import NotAllowed, NotFound, Stale
from tests.cast import LIN, QIAN, WU, ZHAO, ZHENG, ZHOU, Town

ENTRY = Confusable(wrong="台帐", right="台账", source="县府办")


def _add(town: Town, login: str, unit: int) -> int:
    with town.database.write() as connection:
        return wording.add(connection, town.actor(login), unit, "confusable", ENTRY)


def test_editors_and_administrators_add_for_their_unit_and_the_overseer_for_the_county(town: Town) -> None:
    assert _add(town, ZHAO, town.unit)
    assert _add(town, QIAN, town.unit)
    assert _add(town, ZHENG, town.county)
    for login in (LIN, WU):
        with pytest.raises(NotAllowed):
            _add(town, login, town.unit)
    for login, unit in ((ZHOU, town.unit), (ZHAO, town.county), (ZHAO, 9999)):
        with pytest.raises(NotFound):
            _add(town, login, unit)


def test_those_above_are_seen_below_and_not_the_other_way(town: Town) -> None:
    _add(town, ZHENG, town.county)
    _add(town, ZHAO, town.unit)
    with town.database.read() as connection:
        assert [each.unit_id for each in wording.seen(connection, town.actor(LIN), town.unit)] == [town.unit, town.county]
        assert [each.unit_id for each in wording.seen(connection, town.actor(ZHENG), town.county)] == [town.county]
        with pytest.raises(NotFound):
            wording.seen(connection, town.actor(ZHOU), town.unit)


def test_a_stale_version_changes_and_removes_nothing(town: Town) -> None:
    added, better = _add(town, ZHAO, town.unit), ENTRY.model_copy(update={"source": "县委办"})
    with town.database.write() as connection:
        wording.change(connection, town.actor(ZHAO), town.unit, added, 1, better)
        with pytest.raises(Stale):
            wording.change(connection, town.actor(ZHAO), town.unit, added, 1, ENTRY)
        with pytest.raises(Stale):
            wording.remove(connection, town.actor(ZHAO), town.unit, added, 1)
        with pytest.raises(NotFound):
            wording.change(connection, town.actor(ZHAO), town.unit, added, 2, Plain(word="台帐", source="县委办"))
        wording.remove(connection, town.actor(ZHAO), town.unit, added, 2)
        with pytest.raises(NotFound):
            wording.remove(connection, town.actor(ZHAO), town.unit, added, 3)
        rows = connection.exec_driver_sql(f"SELECT action FROM history WHERE target = 'wording:{added}' ORDER BY id").scalars().all()
    assert rows == ["add", "save", "remove"]


def test_a_finding_without_words_cannot_be_left_alone(town: Town) -> None:
    found = Finding("E07", "", Strength.practice, Class.hint, "这一节没有正文。")
    with town.database.write() as connection, pytest.raises(NotFound):
        wording.leave_alone(connection, town.library, town.actor(ZHAO), town.unit, found)
