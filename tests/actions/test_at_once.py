"""Two at the very same moment, on each kind of store: the second sees what the first did, and nothing is buried."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from server.actions import entering, reporting
from server.actions.allowing import allow
from server.actions.saving import Field, Saved, save_fields
from server.library import Library
from server.report.problems import Locked, NotFound, Problem, Refused
from server.report.who import Act, Role
from server.report.workflow import Move
from server.storage.engine import Database
from tests.cast import LIN, NOW, QIAN, WU, ZHAO, Town, settle, unit_of

BLOCKED = 0.3


@pytest.fixture
def town(database: Database, library: Library) -> Town:
    """The cast on each kind of store."""
    return settle(database, library)


def _at_once(town: Town, first: Callable[[Connection], object], second: Callable[[Connection], object]) -> object:
    """What the second comes to, when it starts after the first has acted and before it is over."""
    outcome: list[object] = []

    def follow() -> None:
        try:
            with town.database.write() as connection:
                outcome.append(second(connection))
        except Problem as problem:
            outcome.append(problem)

    follower = threading.Thread(target=follow)
    with town.database.write() as connection:
        first(connection)
        follower.start()
        follower.join(BLOCKED)
        assert follower.is_alive(), "the second did not wait for the first"
    follower.join(30)
    return outcome[0]


def _saving(town: Town, login: str, body: str, base: int) -> Callable[[Connection], Saved]:
    section = str(town.section("problems").id)

    def save(connection: Connection) -> Saved:
        standing = allow(connection, town.actor(login), Act.fill, town.report)
        return save_fields(connection, town.library, town.actor(login), standing, [Field("text", section, {"body": body}, base)])

    return save


@pytest.mark.parametrize("base", [0, 1])
def test_two_saves_of_one_field_at_once_are_a_conflict(town: Town, base: int) -> None:
    for version in range(base):
        with town.database.write() as connection:
            _saving(town, LIN, f"第{version}稿", version)(connection)
    saved = _at_once(town, _saving(town, LIN, "林的。", base), _saving(town, ZHAO, "赵的。", base))
    assert isinstance(saved, Saved)
    assert len(saved.conflicts) == 1
    assert town.text("problems") == "林的。"


def test_a_report_that_moves_while_somebody_saves_is_locked(town: Town) -> None:
    def submit(connection: Connection) -> None:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")

    assert isinstance(_at_once(town, submit, _saving(town, LIN, "太晚了。", 0)), Locked)


def test_two_moves_at_once_are_one_move(town: Town) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")

    def approve(connection: Connection) -> None:
        reporting.move(connection, town.actor(WU), town.report, Move.approve, "")

    assert isinstance(_at_once(town, approve, approve), Locked)


def test_two_who_open_the_report_of_a_year_at_once_open_one(town: Town) -> None:
    def open_report(connection: Connection) -> int:
        unit, outline = unit_of(town.library, "清溪镇"), town.library.outlines["standard"]
        return reporting.open_report(connection, town.library, town.actor(ZHAO), town.unit, unit, 2024, outline)

    outcome = _at_once(town, open_report, open_report)
    assert isinstance(outcome, Refused)
    assert "已有2024年度的报告" in outcome.message


def test_an_invitation_taken_up_twice_at_once_brings_one_in(town: Town) -> None:
    with town.database.write() as connection:
        token = entering.invite(connection, town.actor(QIAN), town.unit, "孙可", (Role.contributor,))

    def accept(login: str) -> Callable[[Connection], int]:
        return lambda connection: entering.accept(connection, token, entering.NewPerson(login, "孙可", "hash"), NOW)

    assert isinstance(_at_once(town, accept("sun"), accept("sun2")), NotFound)
