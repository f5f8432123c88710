"""Decisions on what may be published, as they are kept: whole, by key, for whoever saw the last one; and kept by a backup."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from server.report.publicity.deciding import Decided
from server.storage import keeping, publicity
from tests.cast import NOW, ZHAO, Town

SAID = Decided("disputes", "书记陈泽民接访𠮷。", "internal", "负责人接访。", 1, NOW, "赵敏")
LONG = replace(SAID, sentence="长" * 20_000)


def test_a_decision_comes_back_as_it_was_made(town: Town) -> None:
    with town.database.write() as connection:
        assert publicity.decide(connection, town.report, SAID, town.ids[ZHAO])
        assert publicity.decide(connection, town.report, LONG, town.ids[ZHAO])
        assert publicity.decided(connection, town.report) == {SAID.key: SAID, LONG.key: LONG}
        assert publicity.decided(connection, town.report + 1) == {}


def test_the_next_decision_is_for_whoever_saw_the_last_one(town: Town) -> None:
    later = replace(SAID, decision="open", replacement="", version=2, at=NOW + timedelta(minutes=1))
    with town.database.write() as connection:
        assert publicity.decide(connection, town.report, SAID, town.ids[ZHAO])
        assert not publicity.decide(connection, town.report, SAID, town.ids[ZHAO])
        assert publicity.decide(connection, town.report, later, town.ids[ZHAO])
        assert not publicity.decide(connection, town.report, later, town.ids[ZHAO])
        assert publicity.decided(connection, town.report) == {SAID.key: later}


def test_a_backup_carries_decisions(town: Town, tmp_path: Path) -> None:
    with town.database.write() as connection:
        publicity.decide(connection, town.report, SAID, town.ids[ZHAO])
    assert keeping.backup(town.database, tmp_path / "a.zip")["clearance"] == 1
    with town.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM clearance")
    keeping.restore(town.database, tmp_path / "a.zip")
    with town.database.write() as connection:
        assert publicity.decided(connection, town.report) == {SAID.key: SAID}
        assert publicity.decide(connection, town.report, LONG, town.ids[ZHAO])
