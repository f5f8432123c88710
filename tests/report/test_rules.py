"""Rules: which rows of the checklist a unit of each kind gets, by when, and where a local rule ends."""

from datetime import date

import pytest

from server.library import Library
from server.report.rules import Delivery, Due, Nature, Rule, binding, deliveries, due_date
from server.report.units import Body, Unit, default_bodies

TOWN = {
    ("own_party", "deliberate", True),
    ("higher_party", "report", True),
    ("higher_government", "report", True),
    ("higher_oversight", "copy", True),
    ("own_congress", "hear", False),
    ("public", "publish", True),
}
STREET = (TOWN - {("own_congress", "hear", False)}) | {("own_congress", "notify", False)}
ZONE = STREET - {("own_congress", "notify", False)}
COUNTY = {
    ("own_party", "report", True),
    ("own_congress", "report", True),
    ("higher_party", "report", True),
    ("higher_government", "report", True),
    ("higher_oversight", "copy", True),
    ("public", "publish", True),
}
DEPARTMENT = {
    ("higher_party", "report", True),
    ("higher_government", "report", True),
    ("higher_department", "report", True),
    ("higher_oversight", "copy", True),
    ("public", "publish", True),
}
ROWS = {
    "town": TOWN,
    "rural_township": TOWN,
    "ethnic_township": TOWN,
    "sumu": TOWN,
    "subdistrict": STREET,
    "county_district": ZONE,
    "development_zone": ZONE,
    "county": COUNTY,
    "autonomous_county": COUNTY,
    "county_city": COUNTY,
    "district": COUNTY,
    "banner": COUNTY,
    "city": COUNTY,
    "department": DEPARTMENT,
}
JIANGMEN = {"jiangmen.county.report", "jiangmen.department.report", "jiangmen.publish"}


def _unit(library: Library, key: str, region: str = "440823", parent: str = "云和县") -> Unit:
    kind = library.kinds[key]
    higher = {Body(body): pattern for body, pattern in library.labels["higher"].items()}
    bodies = default_bodies(kind, "某", parent, higher)
    above = {Body.higher_department: "云州市司法局"} if key == "department" else {}
    return Unit(name="某", short_name="某", kind=key, tier=kind.tier, region=region, address=kind.address, bodies=bodies | above)


def _rows(library: Library, unit: Unit, year: int = 2025) -> dict[str, Delivery]:
    return {each.key: each for each in deliveries(library.rules, unit, year)}


def test_the_table_speaks_of_every_kind(library: Library) -> None:
    assert ROWS.keys() == library.kinds.keys()


@pytest.mark.parametrize("region", ["440823", "440783", ""])
@pytest.mark.parametrize("key", ROWS)
def test_each_kind_of_unit_gets_its_rows(library: Library, key: str, region: str) -> None:
    rows = deliveries(library.rules, _unit(library, key, region), 2025)
    assert {(row.body, row.nature, row.required) for row in rows} == ROWS[key]
    assert len({row.key for row in rows}) == len(rows)


@pytest.mark.parametrize("key", ["town", "rural_township", "ethnic_township", "sumu"])
def test_a_town_is_heard_by_its_presidium_and_never_by_a_standing_committee(library: Library, key: str) -> None:
    rows = deliveries(library.rules, _unit(library, key), 2025)
    assert [row.name for row in rows if row.nature is Nature.hear] == ["某人民代表大会主席团"]
    assert not [row.name for row in rows if "常务委员会" in row.name or "人大常委会" in row.name]


def test_a_street_only_notifies_the_working_body_of_the_congress(library: Library) -> None:
    row = _rows(library, _unit(library, "subdistrict"))["notify-own_congress"]
    assert (row.name, row.required) == ("云和县人大常委会某工作委员会", False)


def test_a_unit_with_nobody_above_it_gets_no_rows_upwards(library: Library) -> None:
    rows = deliveries(library.rules, _unit(library, "town", parent=""), 2025)
    assert {row.key for row in rows} == {"deliberate-own_party", "hear-own_congress", "publish-public"}


def test_rows_stand_in_the_order_the_rules_name_them_and_carry_every_rule_earliest_first(library: Library) -> None:
    rows = _rows(library, _unit(library, "town"))
    assert list(rows) == [
        "deliberate-own_party",
        "report-higher_party",
        "report-higher_government",
        "copy-higher_oversight",
        "hear-own_congress",
        "publish-public",
    ]
    assert [rule.id for rule in rows["report-higher_party"].rules] == ["customer.township.report", "national.joint.report"]
    assert [rule.id for rule in rows["hear-own_congress"].rules] == ["customer.township.hear", "national.township_congress.hear"]
    assert [rule.id for rule in rows["publish-public"].rules] == ["national.publish"]


@pytest.mark.parametrize(
    ("key", "row", "day", "inclusive"),
    [
        ("town", "report-higher_party", date(2026, 1, 31), True),
        ("town", "copy-higher_oversight", date(2026, 1, 31), True),
        ("town", "publish-public", date(2026, 4, 1), False),
        ("subdistrict", "publish-public", date(2026, 4, 1), False),
        ("county", "report-own_congress", date(2026, 1, 31), True),
        ("department", "report-higher_department", date(2026, 3, 1), False),
    ],
)
def test_the_first_rule_of_a_row_sets_its_day(library: Library, key: str, row: str, day: date, inclusive: bool) -> None:
    first = _rows(library, _unit(library, key))[row].rules[0]
    assert first.due is not None
    assert (due_date(first.due, 2025), first.due.inclusive) == (day, inclusive)


@pytest.mark.parametrize(
    ("key", "region", "year", "bound"),
    [
        ("county_city", "440783", 2025, {"jiangmen.county.report", "jiangmen.publish"}),
        ("district", "440703", 2025, {"jiangmen.county.report", "jiangmen.publish"}),
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
    assert {rule.id for rule in binding(library.rules, _unit(library, key, region), year)} & JIANGMEN == bound


@pytest.mark.parametrize(
    ("key", "year", "bound"), [("town", 2018, False), ("town", 2019, True), ("county", 2018, False), ("county", 2019, True)]
)
def test_the_national_rule_binds_from_the_year_it_came_into_force(library: Library, key: str, year: int, bound: bool) -> None:
    ids = {rule.id for rule in binding(library.rules, _unit(library, key), year)}
    assert ("national.joint.report" in ids) is bound


def test_a_rule_ends_with_its_last_year() -> None:
    rule = Rule(
        id="r",
        source="某文件",
        certainty="practice",
        tiers=("township",),
        nature=Nature.report,
        recipients=(Body.higher_party,),
        valid_from=2020,
        valid_to=2024,
    )
    unit = Unit(name="某", short_name="某", kind="town", tier="township", address="我镇", bodies={Body.higher_party: "县委"})
    assert [year for year in range(2018, 2028) if binding((rule,), unit, year)] == [2020, 2021, 2022, 2023, 2024]
    assert deliveries((rule,), unit, 2024) == (Delivery(Body.higher_party, "县委", Nature.report, True, (rule,)),)


def test_a_row_is_required_when_one_of_its_rules_says_so_and_undated_rules_come_last() -> None:
    asks = Rule(
        id="asks",
        source="做法",
        certainty="practice",
        tiers=("township",),
        nature=Nature.hear,
        recipients=(Body.own_congress,),
        required=False,
    )
    binds = asks.model_copy(update={"id": "binds", "required": True, "due": Due(month=3, day=1, inclusive=False, phrase="3月1日之前")})
    sooner = asks.model_copy(update={"id": "sooner", "due": Due(month=1, day=31, inclusive=True, phrase="1月底前")})
    unit = Unit(name="某", short_name="某", kind="town", tier="township", address="我镇", bodies={Body.own_congress: "主席团"})
    (row,) = deliveries((asks, binds, sooner), unit, 2025)
    assert (row.required, [rule.id for rule in row.rules]) == (True, ["sooner", "binds", "asks"])
    (optional,) = deliveries((asks, sooner), unit, 2025)
    assert not optional.required


@pytest.mark.parametrize(("year", "day"), [(2023, date(2024, 2, 28)), (2025, date(2026, 2, 28))])
def test_a_rule_falls_due_in_the_year_after_the_report(year: int, day: date) -> None:
    assert due_date(Due(month=2, day=28, inclusive=True, phrase="2月底前"), year) == day


def test_every_shipped_rule_has_a_day_in_every_year_and_says_how_certain_it_is(library: Library) -> None:
    dated = [rule.due for rule in library.rules if rule.due]
    assert {(due_date(due, year).month, due.phrase) for due in dated for year in range(2018, 2101)} == {
        (1, "1月底前"),
        (1, "每年1月底前"),
        (3, "每年3月1日之前"),
        (4, "每年4月1日之前"),
    }
    assert {rule.id for rule in library.rules if rule.certainty == "verbatim" and not rule.quoted} == set()


def test_unconfirmed_article_numbers_are_never_cited(library: Library) -> None:
    cited = {rule.article for rule in library.rules if "厅字〔2019〕28号" in rule.source}
    assert cited == {"", "第二十四条"}
