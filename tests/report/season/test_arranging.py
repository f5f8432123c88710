"""A notice on rest days as people type it: ranges, lists, whole sentences of the notice, and what cannot be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.library import Library
from server.report.season.arranging import Slip, Typed, in_words, month_and_day, read, read_file
from server.report.workdays import Arrangement

SOURCE = "《关于2027年部分节假日安排的通知》"


def _read(library: Library, off: str, work: str = "", year: str = "2027") -> Arrangement | tuple[Slip, ...]:
    return read(Typed(year, SOURCE, off, work), library.calendar)


@pytest.mark.parametrize(
    ("off", "work"),
    [
        ("2月5日至2月11日", "1月31日、2月20日"),
        ("2月5日至11日", "1月31日（周日）、2月20日（周六）上班"),
        ("2月5日-11日", "1.31，2.20"),
        ("２月５日～２月１１日放假调休，共7天", "1月31日　2月20日"),
        ("2027-02-05至2027-02-11", "2027-01-31\n2027-02-20"),
        ("2/5—2/11", "2027年1月31日和2月20日"),
        ("春节：2月5日（农历除夕、周五）至2月11日（农历正月初六、周四）放假调休，共7天。", "1月31日（周日）、2月20日（周六）上班。"),
        ("2月9日、10日、11日", "1月31日、2月 20 号"),
    ],
)
def test_days_are_read_as_people_write_them(library: Library, off: str, work: str) -> None:
    found = _read(library, off, work)
    assert found == Arrangement(
        year=2027,
        source=SOURCE,
        off=(date(2027, 2, 9), date(2027, 2, 10), date(2027, 2, 11)),
        work=(date(2027, 1, 31), date(2027, 2, 20)),
    )


def test_the_days_around_new_year_belong_to_the_notice_of_the_next(library: Library) -> None:
    found = _read(library, "2026年12月30日至2027年1月3日、12月31日至1月1日", "2026年12月27日")
    assert isinstance(found, Arrangement)
    assert found.off == (date(2026, 12, 30), date(2026, 12, 31))
    assert found.work == (date(2026, 12, 27),)


@pytest.mark.parametrize(
    ("off", "work", "field", "said"),
    [
        ("", "", "off", "请至少填写放假或上班的日期，如“2月5日至2月11日”。"),
        ("春节七天乐", "", "off", "请至少填写放假或上班的日期，如“2月5日至2月11日”。"),
        ("2月30日", "", "off", "没有看懂“2月30日”。日期写成“2月5日至2月11日”或“2月15日”，几段之间用顿号隔开。"),
        ("2月11日至2月5日", "", "off", "没有看懂“2月11日至2月5日”。日期写成“2月5日至2月11日”或“2月15日”，几段之间用顿号隔开。"),
        ("5日、6日", "", "off", "没有看懂“5日、6日”。日期写成“2月5日至2月11日”或“2月15日”，几段之间用顿号隔开。"),
        ("2月5日、11", "", "off", "没有看懂“、11”。日期写成“2月5日至2月11日”或“2月15日”，几段之间用顿号隔开。"),
        ("1月1日至12月31日", "", "off", "没有看懂“1月1日至12月31日”。日期写成“2月5日至2月11日”或“2月15日”，几段之间用顿号隔开。"),
        ("2028年1月2日", "", "off", "2028年1月2日不归2027年的通知管。请填2027年的日期，或上一年12月的日期（写上年份）。"),
        ("2月5日", "2月5日", "work", "2月5日既写在放假里又写在上班里，请删去一处。"),
        ("2月9日", "2月7日", "work", "2月7日是春节，是法定节假日，不会调成上班，请核对。"),
        ("2月9日", "2月22日", "work", "2月22日不是周末，本来就上班，不用写。请核对日期。"),
        ("1月1日至1月31日、3月1日至3月31日", "", "off", "放假的日期一共有62天，比任何一年都多，请核对起止日期。"),
    ],
)
def test_days_that_cannot_be_are_said(library: Library, off: str, work: str, field: str, said: str) -> None:
    found = _read(library, off, work)
    assert isinstance(found, tuple)
    assert Slip(field, said) in found


@pytest.mark.parametrize("year", ["", "27", "二〇二七", "2013", "2100"])
def test_a_year_that_is_none_is_said(library: Library, year: str) -> None:
    assert _read(library, "2月5日", year=year) == (Slip("year", "年份请填2014到2099之间的四位数字，如2027。"),)


def test_a_notice_needs_its_name(library: Library) -> None:
    found = read(Typed("2027", " ", "2月9日", ""), library.calendar)
    assert found == (Slip("source", "请填写依据，如“《国务院办公厅关于2027年部分节假日安排的通知》”。"),)


def test_a_file_of_the_data_folder_is_read(library: Library) -> None:
    content = f'﻿year = 2027\nsource = "{SOURCE}"\noff = [2027-02-09]\nwork = [2027-01-31]\n'.encode()
    assert read_file(content, library.calendar) == Arrangement(year=2027, source=SOURCE, off=(date(2027, 2, 9),), work=(date(2027, 1, 31),))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "这个文件不是.toml日历文件"),
        (b"year = ", "这个文件不是.toml日历文件"),
        (b"[[rule]]\nid = 'x'\n", "这个文件里应当只有 year"),
        (b"year = true\nsource = 'x'\noff = []\n", "这个文件里应当只有 year"),
        (b"year = 2027\nsource = 'x'\noff = ['2027-02-09']\n", "这个文件里应当只有 year"),
        (b"year = 2027\nsource = 'x'\noff = [2027-02-09T01:00:00]\n", "这个文件里应当只有 year"),
        (b"year = 2027\nsource = 'x'\noff = [2027-02-09]\nrest = [2027-02-09]\n", "这个文件里应当只有 year"),
        (b"year = 2027\nsource = 'x'\nwork = [2027-02-09]\n", "2月9日不是周末"),
        (b"year = 2027\nsource = 'x'\n", "请至少填写放假或上班的日期"),
    ],
)
def test_a_file_that_is_none_is_said(library: Library, content: bytes, said: str) -> None:
    found = read_file(content, library.calendar)
    assert isinstance(found, tuple)
    assert {slip.field for slip in found} == {"file"}
    assert said in found[0].text


def test_days_are_shown_as_they_are_typed() -> None:
    days = (date(2026, 12, 31), date(2027, 2, 9), date(2027, 2, 10), date(2027, 2, 12))
    assert in_words(days, 2027) == "2026年12月31日、2月9日至2月10日、2月12日"
    assert in_words((), 2027) == ""


@given(st.sets(st.integers(0, 364), min_size=1, max_size=30))
def test_what_is_shown_is_read_back(library: Library, far: set[int]) -> None:
    days = [date(2027, 1, 1) + timedelta(days=each) for each in far]
    wanted = sorted(day for day in days if day.weekday() < 5 and day not in library.calendar.statutory)
    found = _read(library, in_words(days, 2027))
    assert found == Arrangement(year=2027, source=SOURCE, off=tuple(wanted))


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_typed_breaks_it(library: Library, off: str, work: str) -> None:
    assert isinstance(_read(library, off, work), Arrangement | tuple)


@given(st.binary(max_size=80))
def test_no_file_breaks_it(library: Library, content: bytes) -> None:
    assert isinstance(read_file(content, library.calendar), Arrangement | tuple)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1月31日", (1, 31)),
        ("１-31", (1, 31)),
        ("2.29", (2, 29)),
        ("3 月 1 号", (3, 1)),
        ("2月30日", None),
        ("13月1日", None),
        ("月底", None),
        ("", None),
    ],
)
def test_a_day_of_any_year_is_read(text: str, day: tuple[int, int] | None) -> None:
    assert month_and_day(text) == day
