"""Due dates with their working: who gets what by when for every kind of unit, and that no date moves without a stated reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.library import Library
from server.report.deadlines import Delivery, Extension, Planned, Turn, deliveries, plan, reckon, told
from server.report.rules import Due, Nature, Rule, of_notice
from server.report.units import Body, Unit
from server.report.workdays import Arrangement, Calendar
from tests.report.seasons import WORKED_SUNDAY, unit_of

FRIDAY, SUNDAY, LATE_FEBRUARY, LAST_OF_FEBRUARY, MARCH = (
    date(2027, 1, 29),
    date(2027, 1, 31),
    date(2027, 2, 26),
    date(2027, 2, 28),
    date(2027, 3, 31),
)
PRACTICE, RESTATED, VERBATIM = "practice", "restated", "verbatim"
# (body, nature): required, the rule that binds, how certain it is, due before and after WORKED_SUNDAY is known.
What = tuple[bool, str, str, date, date]
TOWN: dict[tuple[str, str], What] = {
    ("own_party", "deliberate"): (True, "customer.township.deliberate", PRACTICE, FRIDAY, SUNDAY),
    ("higher_party", "report"): (True, "customer.township.report", PRACTICE, FRIDAY, SUNDAY),
    ("higher_government", "report"): (True, "customer.township.report", PRACTICE, FRIDAY, SUNDAY),
    ("higher_oversight", "copy"): (True, "customer.township.copy", PRACTICE, FRIDAY, SUNDAY),
    ("own_congress", "hear"): (False, "customer.township.hear", PRACTICE, FRIDAY, SUNDAY),
    ("public", "publish"): (True, "national.publish", VERBATIM, MARCH, MARCH),
}
ZONE: dict[tuple[str, str], What] = {
    ("own_party", "deliberate"): (True, "customer.subdistrict.deliberate", PRACTICE, FRIDAY, SUNDAY),
    ("higher_party", "report"): (True, "customer.subdistrict.report", PRACTICE, FRIDAY, SUNDAY),
    ("higher_government", "report"): (True, "customer.subdistrict.report", PRACTICE, FRIDAY, SUNDAY),
    ("higher_oversight", "copy"): (True, "customer.subdistrict.copy", PRACTICE, FRIDAY, SUNDAY),
    ("public", "publish"): (True, "national.publish.subdistrict", PRACTICE, MARCH, MARCH),
}
STREET = ZONE | {("own_congress", "notify"): (False, "customer.subdistrict.notify", PRACTICE, FRIDAY, SUNDAY)}
COUNTY: dict[tuple[str, str], What] = {
    ("own_party", "report"): (True, "customer.county.own", PRACTICE, FRIDAY, SUNDAY),
    ("own_congress", "report"): (True, "customer.county.own", PRACTICE, FRIDAY, SUNDAY),
    ("higher_party", "report"): (True, "customer.county.report", PRACTICE, FRIDAY, SUNDAY),
    ("higher_government", "report"): (True, "customer.county.report", PRACTICE, FRIDAY, SUNDAY),
    ("higher_oversight", "copy"): (True, "customer.county.copy", PRACTICE, FRIDAY, SUNDAY),
    ("public", "publish"): (True, "national.publish", VERBATIM, MARCH, MARCH),
}
DEPARTMENT: dict[tuple[str, str], What] = {
    ("higher_party", "report"): (True, "customer.department.report", PRACTICE, FRIDAY, SUNDAY),
    ("higher_government", "report"): (True, "customer.department.report", PRACTICE, FRIDAY, SUNDAY),
    ("higher_department", "report"): (True, "national.department.report", RESTATED, LATE_FEBRUARY, LAST_OF_FEBRUARY),
    ("higher_oversight", "copy"): (True, "customer.department.copy", PRACTICE, FRIDAY, SUNDAY),
    ("public", "publish"): (True, "national.publish", VERBATIM, MARCH, MARCH),
}
PREFECTURE = {place: what for place, what in COUNTY.items() if place != ("own_congress", "report")}
PROVINCE: dict[tuple[str, str], What] = {
    ("higher_party", "report"): (True, "national.province.report", RESTATED, MARCH, MARCH),
    ("higher_government", "report"): (True, "national.province.report", RESTATED, MARCH, MARCH),
    ("higher_oversight", "copy"): (True, "national.province.copy", RESTATED, MARCH, MARCH),
    ("own_party", "report"): (True, "national.province.own", RESTATED, LATE_FEBRUARY, LAST_OF_FEBRUARY),
    ("own_congress", "report"): (True, "national.province.own", RESTATED, LATE_FEBRUARY, LAST_OF_FEBRUARY),
    ("public", "publish"): (True, "national.publish", VERBATIM, MARCH, MARCH),
}
# What the city rule of Jiangmen changes for those it speaks of: the basis, not the day.
CITY_RULE = {"own_party", "own_congress", "higher_government"}
KINDS = {
    **dict.fromkeys(("town", "rural_township", "ethnic_township", "sumu"), TOWN),
    "subdistrict": STREET,
    **dict.fromkeys(("county_district", "development_zone"), ZONE),
    **dict.fromkeys(("county", "autonomous_county", "county_city", "district", "banner", "city", "prefecture"), COUNTY),
    **dict.fromkeys(("league", "region_office"), PREFECTURE),
    **dict.fromkeys(("province", "autonomous_region", "municipality"), PROVINCE),
    "department": DEPARTMENT,
}
ANY_RULE = st.builds(
    lambda month, day, inclusive: Due(month=month, day=day, inclusive=inclusive, phrase="某日前"),
    st.integers(1, 12),
    st.integers(1, 28),
    st.booleans(),
)
PRACTICAL = Rule(id="r", source="某文件", certainty="practice", tiers=("township",), nature=Nature.report, recipients=(Body.higher_party,))


def _rows(library: Library, unit: Unit, year: int = 2026, calendar: Calendar | None = None) -> dict[str, Delivery]:
    return {row.key: row for row in deliveries(library.rules, unit, year, calendar or library.calendar)}


def _after(library: Library) -> Calendar:
    return library.calendar.with_arrangements([WORKED_SUNDAY])


def _said(rows: dict[str, Delivery]) -> dict[tuple[str, str], tuple[bool, str, str, date | None]]:
    return {
        (row.body.value, row.nature.value): (row.required, row.binds.rule.id, row.binds.rule.certainty, row.due)
        for row in rows.values()
        if row.binds
    }


def test_the_table_speaks_of_every_kind(library: Library) -> None:
    assert KINDS.keys() == library.kinds.keys()


@pytest.mark.parametrize("region", ["440823", "", "99", "不是代码"])
@pytest.mark.parametrize("key", KINDS)
def test_each_kind_of_unit_reports_by_these_days_on_this_basis(library: Library, key: str, region: str) -> None:
    before, after = _rows(library, unit_of(library, key, region)), _rows(library, unit_of(library, key, region), calendar=_after(library))
    assert _said(before) == {place: (need, rule, sure, due) for place, (need, rule, sure, due, _) in KINDS[key].items()}
    assert _said(after) == {place: (need, rule, sure, due) for place, (need, rule, sure, _, due) in KINDS[key].items()}
    assert all(not each.settled for row in before.values() for each in row.deadlines)
    assert all(each.settled for row in after.values() for each in row.deadlines)


@pytest.mark.parametrize("key", ["county", "autonomous_county", "county_city", "district", "banner"])
def test_a_county_of_jiangmen_stands_on_the_city_rule(library: Library, key: str) -> None:
    rows = _said(_rows(library, unit_of(library, key, "440783")))
    assert {
        body for (body, _), (_, rule, sure, due) in rows.items() if (rule, sure, due) == ("jiangmen.county.report", VERBATIM, FRIDAY)
    } == (CITY_RULE)
    assert rows["higher_party", "report"] == (True, "customer.county.report", PRACTICE, FRIDAY)


def test_an_organ_of_jiangmen_stands_on_the_city_rule_and_a_town_or_the_city_itself_never(library: Library) -> None:
    organ = _said(_rows(library, unit_of(library, "department", "440783")))
    assert organ["higher_government", "report"] == (True, "jiangmen.department.report", VERBATIM, FRIDAY)
    assert organ["higher_party", "report"] == (True, "customer.department.report", PRACTICE, FRIDAY)
    for key in ("town", "subdistrict", "city"):
        rows = _rows(library, unit_of(library, key, "440700"))
        assert not [rule.id for row in rows.values() for rule in row.rules if "jiangmen" in rule.id and rule.nature is not Nature.publish]


@pytest.mark.parametrize("region", ["440823", "440783", ""])
@pytest.mark.parametrize("key", ["town", "rural_township", "ethnic_township", "sumu"])
def test_a_town_is_heard_by_its_presidium_and_never_by_a_standing_committee(library: Library, key: str, region: str) -> None:
    rows = _rows(library, unit_of(library, key, region)).values()
    assert [row.name for row in rows if row.nature is Nature.hear] == ["某人民代表大会主席团"]
    assert not [row.name for row in rows if "常务委员会" in row.name or "人大常委会" in row.name]


def test_a_street_only_notifies_the_working_body_of_the_congress(library: Library) -> None:
    row = _rows(library, unit_of(library, "subdistrict"))["notify-own_congress"]
    assert (row.name, row.required) == ("云和县人大常委会某工作委员会", False)


def test_a_unit_with_nobody_above_it_gets_no_rows_upwards_and_only_the_steps_to_publication_have_days(library: Library) -> None:
    unit = unit_of(library, "town", parent="")
    rows = _rows(library, unit)
    assert set(rows) == {"deliberate-own_party", "hear-own_congress", "publish-public"}
    steps = plan(library.steps, unit, tuple(rows.values()), library.calendar)
    assert [each.step.key for each in steps if each.day] == ["archive", "follow_up"]


def test_rows_stand_in_the_order_the_rules_name_them_and_carry_every_rule(library: Library) -> None:
    rows = _rows(library, unit_of(library, "town"), 2025)
    assert list(rows) == [
        "deliberate-own_party",
        "report-higher_party",
        "report-higher_government",
        "copy-higher_oversight",
        "hear-own_congress",
        "publish-public",
    ]
    assert [each.rule.id for each in rows["report-higher_party"].deadlines] == ["customer.township.report", "national.joint.report"]
    assert [rule.id for rule in rows["hear-own_congress"].rules] == ["customer.township.hear", "national.township_congress.hear"]
    assert [rule.id for rule in rows["publish-public"].rules] == ["national.outline2021.publish", "national.publish"]


def test_of_several_rules_for_one_body_the_earliest_binds_and_of_one_day_the_surest() -> None:
    due = Due(month=1, day=31, inclusive=True, phrase="1月底前")
    late = PRACTICAL.model_copy(update={"id": "late", "due": due.model_copy(update={"month": 3, "day": 1}), "certainty": "verbatim"})
    guess = PRACTICAL.model_copy(update={"id": "guess", "due": due})
    sure = PRACTICAL.model_copy(update={"id": "sure", "due": due.model_copy(update={"day": 30}), "certainty": "restated"})
    undated = PRACTICAL.model_copy(update={"id": "undated", "required": False})
    unit = Unit(name="某", short_name="某", kind="town", tier="township", address="我镇", bodies={Body.higher_party: "县委"})
    (row,) = deliveries((late, undated, guess, sure), unit, 2026, Calendar({}, {}))
    assert [each.rule.id for each in row.deadlines] == ["sure", "guess", "late"]
    assert [each.nominal for each in row.deadlines] == [date(2027, 1, 30), date(2027, 1, 31), date(2027, 3, 1)]
    assert (row.required, row.due, len(row.rules)) == (True, FRIDAY, 4)
    (optional,) = deliveries((undated,), unit, 2026, Calendar({}, {}))
    assert (optional.required, optional.due, optional.binds) == (False, None, None)


def test_the_working_names_every_rest_day_and_what_is_not_known_yet(library: Library) -> None:
    binds = _rows(library, unit_of(library, "town"))["report-higher_party"].binds
    assert binds is not None
    assert told(binds.working, library.labels["working"], library.labels["day_kinds"]) == (
        "写的是“1月底前”，字面上是2027年1月31日（周日）。",
        "“前”“底前”按惯例包括当天，最迟2027年1月31日（周日）。",
        "2027年1月31日（周日）是周末。",
        "2027年1月30日（周六）是周末。",
        "提前到休息日以前的最后一个工作日2027年1月29日（周五）。这是稳妥的做法，不是规则的要求。",
        "2027年的放假调休通知还没有录入，先按法定节假日和周末计算，录入后自动重算。",
    )


def test_the_working_says_that_the_sunday_is_worked_and_by_which_notice(library: Library) -> None:
    binds = _rows(library, unit_of(library, "town"), calendar=_after(library))["report-higher_party"].binds
    assert binds is not None
    assert told(binds.working, library.labels["working"], library.labels["day_kinds"])[2:] == (
        "2027年1月31日（周日）按某年的放假通知调休上班，不用提前。",
    )


def test_before_a_day_leaves_the_day_out(library: Library) -> None:
    binds = _rows(library, unit_of(library, "town"))["publish-public"].binds
    assert binds is not None
    assert told(binds.working, library.labels["working"], library.labels["day_kinds"])[:3] == (
        "写的是“每年4月1日之前”，字面上是2027年4月1日（周四）。",
        "“之前”不包括当天，最迟2027年3月31日（周三）。",
        "2027年3月31日（周三）是工作日，不用提前。",
    )


@pytest.mark.parametrize(
    ("year", "day"),
    [
        # 31 January: 2015 a Saturday, 2016 a Sunday, 2020 the feast made longer, 2022 the eve moved by notice, 2025 the third feast day.
        (2014, date(2015, 1, 30)),
        (2015, date(2016, 1, 29)),
        (2019, date(2020, 1, 23)),
        (2021, date(2022, 1, 30)),
        (2022, date(2023, 1, 31)),
        (2024, date(2025, 1, 27)),
        (2025, date(2026, 1, 30)),
        (2029, date(2030, 1, 31)),
    ],
)
def test_the_end_of_january_in_years_gone_and_to_come(library: Library, year: int, day: date) -> None:
    assert _rows(library, unit_of(library, "town"), year)["report-higher_party"].due == day


def test_the_feast_is_named_where_it_moves_a_date(library: Library) -> None:
    binds = _rows(library, unit_of(library, "town"), 2024)["report-higher_party"].binds
    assert binds is not None
    said = told(binds.working, library.labels["working"], library.labels["day_kinds"])
    assert said[2:6] == (
        "2025年1月31日（周五）是春节，法定节假日。",
        "2025年1月30日（周四）是春节，法定节假日。",
        "2025年1月29日（周三）是春节，法定节假日。",
        "2025年1月28日（周二）是农历除夕，法定节假日。",
    )
    assert said[6] == "提前到休息日以前的最后一个工作日2025年1月27日（周一）。这是稳妥的做法，不是规则的要求。"


def test_a_year_beyond_the_calendar_is_said_and_only_weekends_count(library: Library) -> None:
    row = _rows(library, unit_of(library, "town"), 2060)["report-higher_party"]
    assert row.binds is not None
    assert row.due == date(2061, 1, 31)
    assert told(row.binds.working, library.labels["working"], library.labels["day_kinds"])[-1] == (
        "2061年的法定节假日不在本程序的日历里，只按周末计算，请自行核对节假日。"
    )


@given(ANY_RULE, st.integers(2014, 2035), st.booleans())
def test_an_effective_day_is_worked_not_later_and_moved_only_for_stated_reasons(
    library: Library, due: Due, year: int, noticed: bool
) -> None:
    calendar = _after(library) if noticed else library.calendar
    found = reckon(PRACTICAL, due, year, calendar)
    assert calendar.working(found.effective)
    assert found.effective <= found.nominal == due.on(year) - timedelta(days=0 if due.inclusive else 1)
    rests = [line.values["day"] for line in found.working if line.turn is Turn.rest]
    gap = (found.nominal - found.effective).days
    assert rests == [(found.nominal - timedelta(days=back)).isoformat() for back in range(gap)]
    assert all(line.values["why"] in ("weekend", "statutory", "arranged_off") for line in found.working if line.turn is Turn.rest)
    moved = [line.values["day"] for line in found.working if line.turn is Turn.moved]
    assert moved == ([found.effective.isoformat()] if gap else [])
    unknown = [line.values["year"] for line in found.working if line.turn in (Turn.unsettled, Turn.beyond)]
    assert (not unknown) == found.settled
    assert all(told(found.working, library.labels["working"], library.labels["day_kinds"]))


@given(st.sampled_from(sorted(KINDS)), st.integers(2014, 2034))
def test_a_year_without_its_notice_is_never_settled_and_one_with_it_always_is(library: Library, key: str, year: int) -> None:
    for row in _rows(library, unit_of(library, key), year).values():
        for each in row.deadlines:
            assert each.settled == (each.nominal.year <= 2026)


def test_an_extension_sets_the_day_moved_to_a_working_day_and_says_who_granted_it(library: Library) -> None:
    granted = {"report-higher_party": Extension(date(2027, 2, 7), "县委依法治县办", "换届")}
    rows = {row.key: row for row in deliveries(library.rules, unit_of(library, "town"), 2026, library.calendar, granted)}
    row = rows["report-higher_party"]
    assert (row.due, rows["report-higher_government"].due) == (date(2027, 2, 4), FRIDAY)
    assert told(row.extended, library.labels["working"], library.labels["day_kinds"])[:4] == (
        "经县委依法治县办同意延到2027年2月7日（周日），理由：换届。",
        "2027年2月7日（周日）是春节，法定节假日。",
        "2027年2月6日（周六）是春节，法定节假日。",
        "2027年2月5日（周五）是农历除夕，法定节假日。",
    )
    assert row.binds is not None
    assert row.binds.effective == FRIDAY


def test_a_notice_binds_by_its_day_even_a_later_one_and_the_outer_limit_stays(library: Library) -> None:
    unit = unit_of(library, "county")
    rules = (*library.rules, *of_notice("《通知》（某号）", date(2027, 2, 10), unit, 2026, library.rules, "2月10日前"))
    rows = {row.key: row for row in deliveries(rules, unit, 2026, library.calendar)}
    assert [each.rule.id for each in rows["report-higher_party"].deadlines] == ["notice.report", "national.joint.report"]
    assert rows["report-higher_party"].due == date(2027, 2, 10)
    assert rows["report-own_congress"].due == FRIDAY


def test_a_congress_row_knows_what_goes_before_its_meeting(library: Library) -> None:
    rows = _rows(library, unit_of(library, "county"))
    assert [each.days for each in rows["report-own_congress"].lead] == [20, 10]
    assert not [row.key for row in rows.values() if row.lead and row.key != "report-own_congress"]


def _planned(library: Library, key: str, first: date | None = None, year: int = 2026) -> tuple[Planned, ...]:
    unit = unit_of(library, key)
    return plan(library.steps, unit, tuple(_rows(library, unit, year).values()), library.calendar, first)


def test_the_steps_of_a_town_lead_back_from_the_delivery_to_the_notice(library: Library) -> None:
    assert [(each.step.key, each.day.isoformat()) for each in _planned(library, "town") if each.day] == [
        ("notice", "2026-11-30"),
        ("figures", "2026-12-18"),
        ("draft", "2026-12-25"),
        ("cross_check", "2026-12-30"),
        ("county_review", "2027-01-04"),
        ("consultation", "2027-01-05"),
        ("legality", "2027-01-05"),
        ("decision", "2027-01-07"),
        ("signature", "2027-01-08"),
        ("numbering", "2027-01-11"),
        ("sealing", "2027-01-12"),
        ("delivery", "2027-01-14"),
        ("receipt", "2027-01-14"),
        ("secrecy_review", "2027-01-19"),
        ("publication", "2027-01-22"),
        ("archive", "2027-04-12"),
        ("follow_up", "2027-06-28"),
    ]


def test_the_first_draft_of_the_notice_draws_what_leads_to_it_and_spreads_what_follows(library: Library) -> None:
    days = {each.step.key: each.day for each in _planned(library, "town", date(2027, 1, 20))}
    assert days["draft"] == date(2027, 1, 13)
    assert days["county_review"] == date(2027, 1, 20)
    assert days["consultation"] == date(2027, 1, 20)
    assert days["signature"] == date(2027, 1, 21)
    assert days["delivery"] == date(2027, 1, 22)
    assert days["archive"] == date(2027, 4, 12)


def test_a_first_draft_wanted_after_the_delivery_changes_nothing(library: Library) -> None:
    assert _planned(library, "town", date(2027, 2, 25)) == _planned(library, "town")


@given(
    st.sampled_from(sorted(key for key, rows in KINDS.items() if rows is not PROVINCE)),  # how a province goes about it is not known
    st.integers(2019, 2034),
    st.none() | st.integers(-60, 60),
    st.none() | st.integers(0, 120),
)
def test_no_step_is_planned_before_one_that_leads_to_it_or_on_a_day_of_rest(
    library: Library, key: str, year: int, first: int | None, later: int | None
) -> None:
    unit = unit_of(library, key)
    until = Extension(date(year + 1, 1, 31) + timedelta(days=later), "县", "因故") if later is not None else None
    rows = deliveries(library.rules, unit, year, library.calendar, {"report-higher_party": until} if until else None)
    drafted = date(year, 12, 31) + timedelta(days=first) if first is not None else None
    planned = plan(library.steps, unit, rows, library.calendar, drafted)
    order = [step.key for step in library.steps if unit.tier in step.tiers]
    assert [each.step.key for each in planned] == order
    days = [each.day for each in planned if each.day]
    assert len(days) == len(order)
    assert days == sorted(days)
    assert all(library.calendar.working(day) for day in days)
    sent = min(row.due for row in rows if row.due and row.required and row.nature in (Nature.report, Nature.copy))
    assert next(each.day for each in planned if each.day and each.step.key == "delivery") <= sent


def test_a_worked_sunday_is_found_in_the_plan(library: Library) -> None:
    calendar = replace(library.calendar, arrangements={2027: Arrangement(year=2027, source="通知", work=(SUNDAY,))})
    assert calendar.between(FRIDAY, SUNDAY) == 1
