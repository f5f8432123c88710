"""Rules and calendars as they are kept: in versions, one of each, read back as they were, the nearest decision in force."""

from datetime import date

from server.report.rules import Due, Nature, Rule
from server.report.units import Body
from server.report.workdays import Arrangement
from server.storage import rules
from server.storage.rules import LocalRule, in_force
from tests.cast import NOW, QIAN, Town

RULE = Rule(
    id="local.1.1",
    source="《通知》",
    certainty="verbatim",
    tiers=("township",),
    nature=Nature.report,
    recipients=(Body.higher_party,),
    due=Due(month=1, day=20, inclusive=True, phrase="1月20日前"),
    content=("举措",),
)
NOTICE = Arrangement(year=2027, source="通知", off=(date(2027, 2, 9),), work=(date(2027, 1, 31),))


def _keep(town: Town, decided: LocalRule) -> bool:
    with town.database.write() as connection:
        return rules.keep_rule(connection, decided, town.ids[QIAN])


def _decided(town: Town, version: int = 0, rule: Rule | None = RULE, unit: int = 0) -> LocalRule:
    return LocalRule(unit or town.unit, "local.1.1", rule, "试行", version, NOW, "")


def _known(town: Town, *units: int) -> tuple[LocalRule, ...]:
    with town.database.read() as connection:
        return rules.local_rules(connection, units or (town.unit,))


def test_a_rule_is_read_back_as_it_was_kept_with_who_and_why(town: Town) -> None:
    assert _keep(town, _decided(town))
    (found,) = _known(town)
    assert (found.rule, found.reason, found.version, found.at, found.person) == (RULE, "试行", 1, NOW, "钱立")


def test_only_one_of_two_who_decide_at_once_is_kept(town: Town) -> None:
    assert _keep(town, _decided(town))
    assert not _keep(town, _decided(town))
    assert _keep(town, _decided(town, 1, None))
    assert not _keep(town, _decided(town, 1))
    assert [(each.rule, each.version) for each in _known(town)] == [(None, 2)]


def test_a_refused_second_rule_leaves_the_transaction_whole(town: Town) -> None:
    with town.database.write() as connection:
        assert rules.keep_rule(connection, _decided(town), town.ids[QIAN])
        assert not rules.keep_rule(connection, _decided(town), town.ids[QIAN])
        assert rules.keep_arrangement(connection, NOTICE, 0, town.ids[QIAN], NOW)
    assert len(_known(town)) == 1


def test_a_decision_is_taken_back_in_its_version_only(town: Town) -> None:
    _keep(town, _decided(town))
    with town.database.write() as connection:
        assert not rules.drop_rule(connection, town.unit, "local.1.1", 2)
        assert not rules.drop_rule(connection, town.other, "local.1.1", 1)
        assert rules.drop_rule(connection, town.unit, "local.1.1", 1)
    assert _known(town) == ()


def test_the_nearest_decision_is_in_force_and_one_switched_off_binds_no_more(town: Town) -> None:
    _keep(town, _decided(town, unit=town.county))
    _keep(town, _decided(town, rule=None))
    shipped = (RULE.model_copy(update={"id": "shipped"}),)
    assert [rule.id for rule in in_force(shipped, _known(town, town.unit, town.county))] == ["shipped"]
    assert [rule.id for rule in in_force(shipped, _known(town, town.other, town.county))] == ["shipped", "local.1.1"]


def test_a_notice_is_kept_in_versions_and_taken_away(town: Town) -> None:
    changed = NOTICE.model_copy(update={"off": ()})
    with town.database.write() as connection:
        assert rules.keep_arrangement(connection, NOTICE, 0, town.ids[QIAN], NOW)
        assert not rules.keep_arrangement(connection, changed, 0, town.ids[QIAN], NOW)
        assert rules.keep_arrangement(connection, changed, 1, town.ids[QIAN], NOW)
        assert rules.arrangements(connection) == (changed,)
        assert [(each.version, each.at, each.person) for each in rules.entered(connection)] == [(2, NOW, "钱立")]
        assert not rules.drop_arrangement(connection, 2027, 1)
        assert rules.drop_arrangement(connection, 2027, 2)
        assert rules.arrangements(connection) == ()


def test_the_reports_of_some_years_are_found_whoever_made_them(town: Town) -> None:
    with town.database.read() as connection:
        assert rules.reports_of_years(connection, (2024, 2025)) == (town.report,)
        assert rules.reports_of_years(connection, (2026,)) == ()
