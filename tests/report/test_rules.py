"""Rules: which rules bind a unit of each kind in each year, where a local one ends, and what a notice puts in their place."""

from datetime import date

import pytest
from pydantic import ValidationError

from server.library import Library
from server.report.rules import Due, Lead, Nature, Rule, binding, of_notice, surest
from server.report.units import Body, Unit
from tests.report.seasons import JIANGMEN, unit_of

PLAIN = Unit(name="某", short_name="某", kind="town", tier="township", address="我镇", bodies={Body.higher_party: "县委"})


def _rule(key: str = "r", /, **changed: object) -> Rule:
    plain = {
        "id": key,
        "source": "某文件",
        "certainty": "practice",
        "tiers": ["township"],
        "nature": "report",
        "recipients": ["higher_party"],
    }
    return Rule.model_validate(plain | changed)


@pytest.mark.parametrize(
    ("key", "region", "year", "bound"),
    [
        ("county_city", "440783", 2025, {"jiangmen.county.report", "jiangmen.publish"}),
        ("district", "440703", 2025, {"jiangmen.county.report", "jiangmen.publish"}),
        ("city", "440700", 2025, {"jiangmen.publish"}),
        ("department", "440783", 2025, {"jiangmen.department.report", "jiangmen.publish"}),
        ("department", "440783", 2018, {"jiangmen.department.report", "jiangmen.publish"}),
        ("department", "440783", 2017, set()),
        ("town", "440783105", 2025, set()),
        ("subdistrict", "440703001", 2025, set()),
        ("county", "440823", 2025, set()),
        ("department", "440823", 2025, set()),
        ("county", "", 2025, set()),
        ("county", "4", 2025, set()),
    ],
)
def test_the_rule_of_jiangmen_binds_only_its_counties_and_departments(
    library: Library, key: str, region: str, year: int, bound: set[str]
) -> None:
    assert {rule.id for rule in binding(library.rules, unit_of(library, key, region), year)} & JIANGMEN == bound


@pytest.mark.parametrize(
    ("key", "year", "bound"),
    [
        ("town", 2018, set()),
        ("town", 2019, {"national.joint.report"}),
        ("county", 2014, set()),
        ("county", 2015, {"national.outline2015.county.report"}),
        ("county", 2018, {"national.outline2015.county.report"}),
        ("county", 2019, {"national.county.report", "national.joint.report", "national.outline2015.county.report"}),
        ("county", 2021, {"national.county.report", "national.joint.report"}),
        ("county", 2024, {"national.county.report", "national.joint.report", "national.congress.meeting"}),
        ("department", 2018, {"national.outline2015.department.report"}),
        ("department", 2026, {"national.department.report"}),
    ],
)
def test_a_national_rule_binds_from_the_year_it_came_into_force_to_its_last(library: Library, key: str, year: int, bound: set[str]) -> None:
    rules = binding(library.rules, unit_of(library, key), year)
    assert {rule.id for rule in rules if rule.nature is Nature.report and rule.id.startswith("national.")} == bound


def test_a_rule_ends_with_its_last_year() -> None:
    rule = _rule(valid_from=2020, valid_to=2024)
    assert [year for year in range(2018, 2028) if binding((rule,), PLAIN, year)] == [2020, 2021, 2022, 2023, 2024]


def test_a_rule_may_be_meant_for_some_kinds_of_its_tier_only() -> None:
    assert not binding((_rule(kinds=["sumu"]),), PLAIN, 2026)
    assert binding((_rule(kinds=["sumu", "town"]),), PLAIN, 2026)


def test_what_a_binding_rule_supersedes_does_not_bind_and_what_does_not_bind_supersedes_nothing() -> None:
    old, new = _rule("old"), _rule("new", supersedes=["old", "new"], valid_from=2026)
    assert [rule.id for rule in binding((old, new), PLAIN, 2026)] == ["new"]
    assert [rule.id for rule in binding((old, new), PLAIN, 2025)] == ["old"]


def test_the_surest_rule_comes_first_and_equals_keep_their_order() -> None:
    rules = [
        _rule(key, certainty=how)
        for key, how in (("a", "practice"), ("b", "restated"), ("c", "verbatim"), ("d", "unconfirmed"), ("e", "restated"))
    ]
    assert [rule.id for rule in surest(rules)] == ["c", "b", "e", "d", "a"]


@pytest.mark.parametrize(
    ("month", "day", "year", "on"),
    [
        (1, 31, 2026, date(2027, 1, 31)),
        (6, 30, 2026, date(2027, 6, 30)),
        (7, 1, 2026, date(2026, 7, 1)),
        (12, 31, 2026, date(2026, 12, 31)),
        (2, 28, 2023, date(2024, 2, 28)),
        (2, 29, 2023, date(2024, 2, 29)),
        (2, 29, 2024, date(2025, 2, 28)),
    ],
)
def test_a_rule_falls_due_in_the_winter_of_its_report(month: int, day: int, year: int, on: date) -> None:
    assert Due(month=month, day=day, inclusive=True, phrase="某日前").on(year) == on


@pytest.mark.parametrize(
    "wrong",
    [
        {"due": {"month": 2, "day": 30, "inclusive": True, "phrase": "2月底"}},
        {"due": {"month": 13, "day": 1, "inclusive": True, "phrase": "13月"}},
        {"due": {"month": 1, "day": 1, "inclusive": True, "phrase": ""}},
        {"recipients": []},
        {"tiers": []},
        {"source": ""},
        {"valid_from": 2026, "valid_to": 2025},
        {"lead": [{"days": 0, "what": "送"}]},
        {"deadline": "1月底"},
    ],
)
def test_a_rule_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        _rule(**wrong)


def test_every_shipped_rule_has_a_day_in_every_year_and_says_how_certain_it_is(library: Library) -> None:
    dated = [rule.due for rule in library.rules if rule.due]
    assert {(due.on(year).month, due.phrase) for due in dated for year in range(2018, 2101)} == {
        (1, "1月底前"),
        (1, "每年1月底前"),
        (3, "每年3月1日之前"),
        (3, "每年第一季度"),
        (4, "每年4月1日之前"),
    }
    assert {rule.id for rule in library.rules if rule.certainty == "verbatim" and not rule.quoted} == set()


def test_before_the_day_leaves_it_out_and_until_the_end_of_a_month_takes_it_in(library: Library) -> None:
    assert {(rule.due.phrase, rule.due.inclusive) for rule in library.rules if rule.due} == {
        ("1月底前", True),
        ("每年1月底前", True),
        ("每年第一季度", True),
        ("每年3月1日之前", False),
        ("每年4月1日之前", False),
    }


def test_unconfirmed_article_numbers_are_never_cited(library: Library) -> None:
    cited = {rule.article for rule in library.rules if "厅字〔2019〕28号" in rule.source}
    assert cited == {"", "第二十四条"}


def test_the_national_rule_names_the_five_things_a_report_must_hold(library: Library) -> None:
    held = {rule.id: rule.content for rule in library.rules if rule.content}
    assert set(held) == {"national.department.report", "national.county.report", "national.joint.report", "national.province.report"}
    assert set(held.values()) == {
        (
            "上一年度推进法治政府建设的主要举措和成效",
            "上一年度推进法治政府建设存在的不足和原因",
            "上一年度党政主要负责人履行推进法治建设第一责任人职责，加强法治政府建设的有关情况",
            "下一年度推进法治政府建设的主要安排",
            "其他需要报告的情况",
        )
    }


def test_a_standing_committee_is_sent_the_report_twenty_and_ten_days_before_it_meets(library: Library) -> None:
    leads = {rule.id: [each.days for each in rule.lead] for rule in library.rules if rule.lead}
    assert leads == {"national.congress.meeting": [20, 10]}
    assert Lead(days=20, what="送").days == 20


def _noticed(library: Library, key: str, due: date = date(2027, 2, 10)) -> dict[str, Rule]:
    found = of_notice("《通知》", due, unit_of(library, key), 2026, library.rules, "2月10日前")
    return {rule.id: rule for rule in found}


@pytest.mark.parametrize(
    ("key", "given_way"),
    [
        ("town", {"customer.township.report", "customer.township.copy"}),
        ("subdistrict", {"customer.subdistrict.report", "customer.subdistrict.copy"}),
        ("county", {"customer.county.report", "customer.county.copy"}),
        ("department", {"customer.department.report", "customer.department.copy"}),
    ],
)
def test_a_notice_binds_what_goes_up_and_local_practice_gives_way(library: Library, key: str, given_way: set[str]) -> None:
    rules = _noticed(library, key)
    assert {each: rule.recipients for each, rule in rules.items()} == {
        "notice.report": ("higher_party", "higher_government"),
        "notice.copy": ("higher_oversight",),
    }
    assert {rule.certainty for rule in rules.values()} == {"verbatim"}
    bound = binding((*library.rules, *rules.values()), unit_of(library, key), 2026)
    practice = {rule.id for rule in library.rules if rule.id.startswith("customer.") and rule.means(unit_of(library, key), 2026)}
    assert practice - {rule.id for rule in bound} == given_way


def test_a_notice_asks_nobody_for_what_is_optional() -> None:
    rules = (_rule("must"), _rule("may", nature="copy", recipients=["higher_oversight"], required=False))
    assert [rule.id for rule in of_notice("《通知》", date(2027, 1, 20), PLAIN, 2026, rules, "1月20日前")] == ["notice.report"]
