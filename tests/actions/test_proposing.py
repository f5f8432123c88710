"""Figures a county gives: who may, that the same twice changes nothing, that no entry changes without a click, and what a town answers."""

from dataclasses import replace

import pytest

from server.actions import proposing
from server.actions.proposing import Came, From, Gift, Shown
from server.actions.saving import Field, save_fields
from server.report.problems import Locked, NotAllowed, NotFound, Refused, Stale
from server.report.workflow import State
from server.storage import contents, proposals, tables
from server.storage.proposals import Proposal
from tests.cast import LIN, QIAN, WU, YEAR, ZHAO, ZHENG, ZHOU, Town

BUREAU = From("县司法局", "人民调解系统", "12月31日")
FOUND, HELD = "dis.found", "dis.screenings"


def give(town: Town, *gifts: Gift, source: From = BUREAU, login: str = ZHENG) -> Came:
    with town.database.write() as connection:
        return proposing.give(connection, town.library, town.actor(login), town.county, YEAR, source, gifts)


def proposal(town: Town, indicator: str = FOUND, unit: int = 0) -> Proposal:
    with town.database.read() as connection:
        return proposals.proposals_of(connection, (unit or town.unit,), YEAR)[unit or town.unit][indicator]


def fill(town: Town, raw: str, indicator: str = FOUND) -> None:
    with town.database.write() as connection:
        version = contents.entries(connection, town.report, [indicator])
        field = Field("entry", indicator, {"raw": raw}, version[indicator].version if indicator in version else 0)
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [field])


def entries(town: Town) -> dict[str, tuple[str, int]]:
    with town.database.read() as connection:
        return {key: (each.record.raw, each.version) for key, each in contents.entries(connection, town.report).items()}


def shown(town: Town, indicator: str = FOUND) -> Shown:
    """What a page of this moment shows of a figure."""
    now = proposal(town, indicator)
    return Shown(now.version, now.raw, entries(town).get(indicator, ("", 0))[1])


def take(town: Town, indicator: str = FOUND, login: str = LIN, seen: Shown | None = None) -> None:
    with town.database.write() as connection:
        proposing.take(connection, town.library, town.actor(login), town.report, indicator, seen or shown(town, indicator))


def dispute(town: Town, reason: str, indicator: str = FOUND) -> None:
    with town.database.write() as connection:
        proposing.dispute(connection, town.library, town.actor(LIN), town.report, indicator, shown(town, indicator), reason)


def confirm(town: Town, seen: dict[str, Shown]) -> int:
    with town.database.write() as connection:
        return proposing.confirm_same(connection, town.library, town.actor(LIN), town.report, seen)


def events(town: Town) -> list[str]:
    h = tables.history.c
    with town.database.read() as connection:
        found = connection.execute(tables.history.select().where(h.target.like("proposal:%")).order_by(h.id))
        return [row.action for row in found]


def test_a_figure_waits_and_no_entry_changes(town: Town) -> None:
    fill(town, "7")
    before = entries(town)
    assert give(town, Gift(town.unit, FOUND, "12件"), Gift(town.other, FOUND, "0")) == Came(new=2)
    assert entries(town) == before
    assert (proposal(town).raw, proposal(town).answer, proposal(town).office) == ("12件", "open", "县司法局")


def test_the_same_twice_changes_nothing(town: Town) -> None:
    gifts = (Gift(town.unit, FOUND, "12"), Gift(town.unit, HELD, "不适用"))
    give(town, *gifts)
    told, before = events(town), proposal(town)
    assert give(town, *gifts) == Came(same=2)
    assert (events(town), proposal(town)) == (told, before)


def test_a_newer_figure_takes_the_place_of_the_older_and_is_open_again(town: Town) -> None:
    give(town, Gift(town.unit, FOUND, "12"))
    dispute(town, "司法所台账为10件")
    assert give(town, Gift(town.unit, FOUND, "11")) == Came(replaced=1)
    assert (proposal(town).raw, proposal(town).answer, proposal(town).note, proposal(town).version) == ("11", "open", "", 3)
    assert events(town) == ["give_figure", "dispute_given", "give_figure"]


def test_a_figure_that_only_says_anew_where_it_is_from_keeps_its_answer(town: Town) -> None:
    give(town, Gift(town.unit, FOUND, "12"))
    take(town)
    give(town, Gift(town.unit, FOUND, "12"), source=replace(BUREAU, system="法治云平台"))
    assert (proposal(town).answer, proposal(town).system, proposal(town).answered_by) == ("taken", "法治云平台", "林晓")


def test_taking_a_figure_writes_it_with_where_it_is_from(town: Town) -> None:
    give(town, Gift(town.unit, FOUND, "12"))
    take(town)
    with town.database.read() as connection:
        record = contents.entries(connection, town.report, [FOUND])[FOUND].record
    assert (record.raw, record.as_of, record.origin.office, record.origin.system) == ("12", "12月31日", "县司法局", "人民调解系统")
    assert proposal(town).answer == "taken"


def test_taking_a_figure_that_is_there_already_leaves_the_entry_alone(town: Town) -> None:
    fill(town, "12件")
    give(town, Gift(town.unit, FOUND, "12"))
    before = entries(town)
    take(town)
    assert (entries(town), proposal(town).answer) == (before, "taken")


def test_what_changed_since_it_was_shown_is_not_overwritten(town: Town) -> None:
    give(town, Gift(town.unit, FOUND, "12"))
    seen = shown(town)
    fill(town, "9")
    with pytest.raises(Stale, match="改成了“9”"):
        take(town, seen=seen)
    seen = shown(town)
    give(town, Gift(town.unit, FOUND, "13"))
    with pytest.raises(Stale):
        take(town, seen=seen)
    assert entries(town)[FOUND] == ("9", 1)


def test_a_dispute_needs_a_reason_and_changes_no_entry(town: Town) -> None:
    give(town, Gift(town.unit, FOUND, "12"))
    with pytest.raises(Refused, match="至少6个字"):
        dispute(town, "不 对 的 数")
    dispute(town, "司法所台账为10件")
    assert (proposal(town).answer, proposal(town).note, entries(town)) == ("disputed", "司法所台账为10件", {})


def test_only_equal_figures_are_confirmed_together(town: Town) -> None:
    fill(town, "12件")
    fill(town, "约3", HELD)
    give(town, Gift(town.unit, FOUND, "12"), Gift(town.unit, HELD, "3"))
    seen = {key: shown(town, key) for key in (FOUND, HELD)}
    assert confirm(town, seen) == 1
    assert (proposal(town).answer, proposal(town, HELD).answer) == ("taken", "open")
    assert confirm(town, seen) == 0


def test_a_confirmation_of_what_was_replaced_meanwhile_confirms_nothing(town: Town) -> None:
    fill(town, "12")
    give(town, Gift(town.unit, FOUND, "11"))
    seen = {FOUND: shown(town)}
    give(town, Gift(town.unit, FOUND, "12"))
    assert confirm(town, seen) == 0


def test_a_figure_can_be_taken_back_and_the_entry_stays(town: Town) -> None:
    give(town, Gift(town.unit, FOUND, "12"), Gift(town.other, FOUND, "3"), Gift(town.unit, HELD, "1"))
    take(town)
    with town.database.write() as connection:
        assert proposing.take_back(connection, town.actor(ZHENG), town.county, YEAR, FOUND) == 2
    with town.database.read() as connection:
        assert list(proposals.proposals_of(connection, (town.unit, town.other), YEAR)) == [town.unit]
    assert entries(town)[FOUND][0] == "12"


@pytest.mark.parametrize(
    ("gift", "source", "refusal"),
    [
        (Gift(1, FOUND, "十来件"), BUREAU, "没有看懂"),
        (Gift(1, FOUND, ""), BUREAU, "没有看懂"),
        (Gift(1, FOUND, "12"), From(""), "提供单位"),
        (Gift(1, FOUND, "12"), From("县司法局", "", "年底前"), "不像日期"),
    ],
)
def test_nothing_is_kept_when_one_figure_cannot_be(town: Town, gift: Gift, source: From, refusal: str) -> None:
    with pytest.raises(Refused, match=refusal):
        give(town, Gift(town.other, HELD, "1"), replace(gift, unit=town.unit), source=source)
    with town.database.read() as connection:
        assert proposals.proposals_of(connection, (town.unit, town.other), YEAR) == {}


def test_a_unit_elsewhere_and_a_computed_rate_are_not_found(town: Town) -> None:
    for gift in (Gift(town.county, FOUND, "1"), Gift(town.unit, "dis.center_rate", "1"), Gift(town.unit, "x", "1"), Gift(999, FOUND, "1")):
        with pytest.raises(NotFound):
            give(town, gift)


@pytest.mark.parametrize(("login", "error"), [(LIN, NotFound), (ZHAO, NotFound), (QIAN, NotFound), (ZHOU, NotFound)])
def test_nobody_but_the_overseer_gives(town: Town, login: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        give(town, Gift(town.unit, FOUND, "12"), login=login)


def test_the_overseer_and_reviewers_do_not_answer_for_the_town_and_a_report_that_moved_on_is_locked(town: Town) -> None:
    give(town, Gift(town.unit, FOUND, "12"))
    for login, error in ((ZHENG, NotAllowed), (WU, NotAllowed), (ZHOU, NotFound)):
        with pytest.raises(error):
            take(town, login=login)
    with town.database.write() as connection:
        connection.execute(tables.report.update().where(tables.report.c.id == town.report).values(state=State.submitted.value))
    with pytest.raises(Locked):
        take(town)
