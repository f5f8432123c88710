"""The deadlines of a kind of unit: how each body is called, whose congress is told of, and what is said of a year nobody knows."""

from datetime import date

import pytest

from server.library import Library
from server.report.problems import Refused
from server.report.season.foretelling import Foretold, as_json, foretell, in_words

CONGRESS = {
    "town": "乡镇人大主席团",
    "rural_township": "乡镇人大主席团",
    "ethnic_township": "乡镇人大主席团",
    "sumu": "乡镇人大主席团",
    "subdistrict": "人大街道工委",
    "county_district": "",
    "development_zone": "",
    "county": "同级人大常委会",
    "autonomous_county": "同级人大常委会",
    "county_city": "同级人大常委会",
    "district": "同级人大常委会",
    "banner": "同级人大常委会",
    "city": "同级人大常委会",
    "prefecture": "同级人大常委会",
    "league": "",
    "region_office": "",
    "province": "同级人大常委会",
    "autonomous_region": "同级人大常委会",
    "municipality": "同级人大常委会",
    "department": "",
}


def _told(library: Library, kind: str, region: str = "", year: str = "2026", day: str = "2027-01-04") -> Foretold:
    return foretell(library, kind, region, year, day)


def test_the_table_speaks_of_every_kind(library: Library) -> None:
    assert CONGRESS.keys() == library.kinds.keys()


@pytest.mark.parametrize("kind", CONGRESS)
def test_each_kind_has_the_congress_it_has_and_a_town_no_standing_committee(library: Library, kind: str) -> None:
    found = _told(library, kind)
    assert [row.name for row in found.rows if row.key.endswith("-own_congress")] == ([CONGRESS[kind]] if CONGRESS[kind] else [])
    assert ("人大常委会" in "".join(row.name for row in found.rows)) == (CONGRESS[kind] == "同级人大常委会")
    assert in_words(found).count("\n") > 30
    assert "{" not in in_words(found)


@pytest.mark.parametrize(
    ("asked", "kind"), [("town", "town"), ("镇", "town"), ("township", "town"), ("县级市", "county_city"), ("部门", "department")]
)
def test_a_kind_is_asked_for_by_key_name_or_tier(library: Library, asked: str, kind: str) -> None:
    assert _told(library, asked).kind.key == kind


@pytest.mark.parametrize("asked", ["", "村", "TOWN", "town "])
def test_an_unknown_kind_is_refused(library: Library, asked: str) -> None:
    with pytest.raises(Refused, match="没有计算"):
        _told(library, asked)


@pytest.mark.parametrize("year", ["", "26", "二〇二六", "1999", "3000", "-2026"])
def test_a_year_that_is_none_is_refused(library: Library, year: str) -> None:
    with pytest.raises(Refused, match="四位数字"):
        _told(library, "town", year=year)


def test_a_county_of_jiangmen_is_told_its_city_rule_without_a_note_about_the_region(library: Library) -> None:
    found = _told(library, "county_city", "440783")
    assert found.notes == ("2027年的放假调休通知还没有录入，先按法定节假日和周末计算，录入后自动重算。",)
    assert "依据：江门市《关于加强依法行政工作的若干意见》（江府办〔2018〕7号）（四十四）（有原文）" in in_words(found)
    assert "列入会议议题的，会前20日：专项工作报告送有关专门委员会或者工作机构征求意见。" in in_words(found)


def test_a_town_of_jiangmen_is_told_that_no_rule_of_the_region_speaks_of_it(library: Library) -> None:
    found = _told(library, "town", "440783105")
    assert found.notes[0].startswith("没有收录地区440783105对这类单位、这一年度的专门规则")
    assert "江门" not in in_words(found)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2027-01-29", "最迟2027年1月29日（周五），就是今天。"),
        ("2027-01-28", "最迟2027年1月29日（周五），还有1天（1个工作日）。"),
        ("2027-02-01", "最迟2027年1月29日（周五），已过3天（1个工作日）。"),
    ],
)
def test_the_days_that_are_left_are_counted_from_the_day_asked(library: Library, day: str, said: str) -> None:
    assert said in in_words(_told(library, "town", day=day))


def test_json_holds_every_rule_of_a_row_and_what_has_no_day(library: Library) -> None:
    rows = as_json(_told(library, "county"))["deliveries"]
    assert isinstance(rows, list)
    congress = next(row for row in rows if row["key"] == "report-own_congress")
    assert [(each["rule"], each["effective"]) for each in congress["others"]] == [
        ("national.county.report", "2027-02-26"),
        ("national.congress.meeting", None),
    ]
    assert congress["lead"][1] == {"days": 10, "what": "修改后的专项工作报告送常委会"}
    assert (congress["days_left"], congress["workdays_left"], congress["settled"]) == (25, 19, False)


def test_a_year_before_any_rule_has_rows_without_days(library: Library) -> None:
    found = _told(library, "department", year="2010", day="2011-01-04")
    assert {row.key: row.due for row in found.rows} == {
        "report-higher_party": date(2011, 1, 31),
        "report-higher_government": date(2011, 1, 31),
        "copy-higher_oversight": date(2011, 1, 31),
    }
    assert found.notes == ("2011年的法定节假日不在本程序的日历里，只按周末计算，请自行核对节假日。",)
    assert "日期未定  公开：信息公开员" not in in_words(found)


def test_a_row_nobody_dated_says_so(library: Library) -> None:
    found = _told(library, "county", year="2018", day="2019-01-04")
    assert "公开：社会公众（必办）\n   没有规定日期。" in in_words(found)
    assert "日期未定  归档：档案员" in in_words(found)
    publish = [row for row in as_json(found)["deliveries"] if row["nature"] == "公开"]  # type: ignore[attr-defined]
    assert (publish[0]["effective"], publish[0]["rule"], publish[0]["days_left"]) == (None, "national.outline2015.publish", None)
