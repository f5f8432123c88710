"""What people say to findings, who may, what it settles, and what holds 送审 back."""

from dataclasses import replace

import pytest

from server.actions import checking, reporting, settling
from server.report.checks.answering import Said
from server.report.findings import Class, Finding
from server.report.problems import Locked, NotAllowed, NotFound, Refused
from server.report.workflow import Move, State
from server.storage import findings, reports
from tests.actions.typist import typed
from tests.cast import LIN, WU, ZHAO, ZHENG, ZHOU, Town

SUM = "综治中心受理案件14件，其中民事9件、行政2件、刑事8件。"
REASON = "按县里的口径统计"


def _found(town: Town, *weights: Class) -> list[Finding]:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        return [each for each in checking.examined(connection, town.library, report).findings if each.weight in weights]


def _settle(town: Town, login: str, finding: Finding, said: Said, words: str = REASON) -> int:
    with town.database.write() as connection:
        return settling.settle(connection, town.actor(login), town.report, finding, said, words)


def _holding(town: Town) -> list[str]:
    with town.database.read() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        return [each.mark for each in settling.holding(connection, town.library, report)]


def _submit(town: Town, login: str = ZHAO) -> tuple[Finding, ...]:
    with town.database.write() as connection:
        return settling.move(connection, town.library, town.actor(login), town.report, Move.submit, "")


@pytest.fixture
def wrong(town: Town) -> Finding:
    """A finding that must be put right."""
    typed(town, "disputes", SUM)
    return next(each for each in _found(town, Class.must) if each.rule == "N01")


def test_a_must_holds_until_the_editor_overrides_it_and_again_when_he_takes_it_back(town: Town, wrong: Finding) -> None:
    assert wrong.mark in _holding(town)
    said = _settle(town, ZHAO, wrong, Said.overridden)
    assert wrong.mark not in _holding(town)
    with town.database.write() as connection:
        settling.undo(connection, town.actor(ZHAO), town.report, said)
        settling.undo(connection, town.actor(ZHAO), town.report, said)
    assert wrong.mark in _holding(town)


def test_the_report_is_held_back_and_goes_when_every_must_is_overridden(town: Town, wrong: Finding) -> None:
    held = _submit(town)
    assert wrong.mark in {each.mark for each in held}
    with town.database.read() as connection:
        assert town.standing(connection).report.state is State.filling
    for each in held:
        _settle(town, ZHAO, each, Said.overridden)
    assert _submit(town) == ()
    with town.database.read() as connection:
        assert town.standing(connection).report.state is State.submitted


def test_whoever_may_not_submit_is_not_told_what_holds(town: Town, wrong: Finding) -> None:
    assert wrong
    for login in (LIN, WU, ZHENG):
        with pytest.raises(NotAllowed):
            _submit(town, login)
    with pytest.raises(NotFound):
        _submit(town, ZHOU)


def test_other_moves_are_never_held(town: Town, wrong: Finding) -> None:
    assert wrong
    with town.database.write() as connection:
        assert settling.move(connection, town.library, town.actor(ZHAO), town.report, Move.ask_county, "") == ()


@pytest.mark.parametrize("words", ["", "不用改", "不 用 改 了"])
def test_a_reason_of_less_than_six_characters_does_not_do(town: Town, wrong: Finding, words: str) -> None:
    with pytest.raises(Refused, match="至少6个字"):
        _settle(town, ZHAO, wrong, Said.overridden, words)


def test_only_the_editor_overrides_and_who_fills_may_explain_and_put_aside(town: Town, wrong: Finding) -> None:
    explain = replace(wrong, weight=Class.explain)
    with pytest.raises(NotAllowed):
        _settle(town, LIN, wrong, Said.overridden)
    for login in (WU, ZHENG):
        with pytest.raises(NotAllowed):
            _settle(town, login, explain, Said.explained)
    with pytest.raises(NotFound):
        _settle(town, ZHOU, explain, Said.explained)
    assert _settle(town, LIN, explain, Said.explained)
    assert _settle(town, LIN, replace(wrong, weight=Class.hint), Said.dismissed, "")


def test_who_may_not_override_may_not_take_an_override_back(town: Town, wrong: Finding) -> None:
    said = _settle(town, ZHAO, wrong, Said.overridden)
    with town.database.write() as connection, pytest.raises(NotAllowed):
        settling.undo(connection, town.actor(LIN), town.report, said)
    with town.database.write() as connection, pytest.raises(NotFound):
        settling.undo(connection, town.actor(LIN), town.report, said + 1)


@pytest.mark.parametrize(
    ("weight", "said"),
    [(Class.must, Said.dismissed), (Class.must, Said.explained), (Class.explain, Said.dismissed), (Class.hint, Said.overridden)],
)
def test_each_class_is_settled_in_its_own_way_alone(town: Town, wrong: Finding, weight: Class, said: Said) -> None:
    with pytest.raises(NotFound):
        _settle(town, ZHAO, replace(wrong, weight=weight), said)


def test_what_is_submitted_is_settled_no_more(town: Town, wrong: Finding) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    with pytest.raises(Locked):
        _settle(town, ZHAO, wrong, Said.overridden)


def test_a_changed_figure_opens_the_finding_again_and_tells_what_was_said_before(town: Town, wrong: Finding) -> None:
    _settle(town, ZHAO, wrong, Said.overridden)
    typed(town, "disputes", SUM.replace("刑事8件", "刑事7件"))
    with town.database.read() as connection:
        found = settling.judged(connection, town.report, _found(town, Class.must))
    (again,) = (each for each in found if each.finding.rule == "N01")
    assert again.settled is None
    assert again.holds
    assert again.earlier is not None
    assert again.earlier.words == REASON


def test_everything_said_is_in_the_history(town: Town, wrong: Finding) -> None:
    said = _settle(town, ZHAO, wrong, Said.overridden, f" {REASON}\n")
    with town.database.write() as connection:
        settling.undo(connection, town.actor(ZHAO), town.report, said)
        rows = connection.exec_driver_sql(f"SELECT action FROM history WHERE target = 'finding:{said}' ORDER BY id").scalars().all()
        kept = findings.settlements(connection, town.report)
    assert rows == ["overridden", "undo"]
    assert [each.words for each in kept] == [REASON]
