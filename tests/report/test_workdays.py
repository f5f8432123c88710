"""Working days: weekends, days off by law, and the notice that moves rest days; literals from the notices of the State Council."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from server.library import Library
from server.report.workdays import Arrangement, Calendar, Why

NEW_YEAR_2019 = Arrangement(
    year=2019, source="2019年的通知", off=(date(2018, 12, 31), date(2019, 2, 4)), work=(date(2018, 12, 29), date(2019, 2, 2))
)
PLAIN = Calendar({date(2027, 2, 6): "春节"}, {})
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        (date(2027, 1, 28), True, Why.ordinary),
        (date(2027, 1, 31), False, Why.weekend),
        (date(2027, 2, 5), False, Why.statutory),
        (date(2027, 2, 6), False, Why.statutory),
        (date(2026, 2, 14), True, Why.arranged_work),
        (date(2026, 2, 20), False, Why.arranged_off),
        (date(2026, 2, 16), False, Why.statutory),
        (date(2024, 2, 9), True, Why.ordinary),
        (date(2020, 1, 31), False, Why.statutory),
        (date(2020, 2, 1), False, Why.statutory),
        (date(2018, 12, 29), True, Why.arranged_work),
        (date(2018, 12, 31), False, Why.arranged_off),
    ],
)
def test_a_day_is_worked_or_not_for_a_reason(library: Library, day: date, working: bool, why: Why) -> None:
    found = library.calendar.day(day)
    assert (found.working, found.why) == (working, why)


def test_a_day_off_has_a_name_and_a_moved_day_names_its_notice(library: Library) -> None:
    assert library.calendar.day(date(2027, 2, 5)).name == "农历除夕"
    assert library.calendar.day(date(2026, 2, 14)).name == "《国务院办公厅关于2026年部分节假日安排的通知》"


@given(DAYS)
def test_whether_a_day_is_worked_is_said_the_same_way_twice(library: Library, day: date) -> None:
    assert library.calendar.working(day) == library.calendar.day(day).working


@given(DAYS)
def test_the_last_working_day_is_worked_not_later_and_nothing_between_is_worked(library: Library, day: date) -> None:
    found = library.calendar.last_working(day)
    assert found <= day
    assert library.calendar.working(found)
    assert not any(library.calendar.working(found + timedelta(days=far)) for far in range(1, (day - found).days + 1))


@given(DAYS, st.integers(-120, 250))
def test_so_many_working_days_on_there_are_so_many_between(library: Library, day: date, workdays: int) -> None:
    calendar = library.calendar
    start, at = calendar.last_working(day), calendar.shifted(day, workdays)
    assert calendar.working(at)
    assert (calendar.between(start, at) if workdays >= 0 else -calendar.between(at, start)) == workdays


def test_nothing_lies_between_a_day_and_one_before_it() -> None:
    assert PLAIN.between(date(2027, 1, 8), date(2027, 1, 4)) == 0
    assert PLAIN.between(date(2027, 1, 4), date(2027, 1, 4)) == 0
    assert PLAIN.between(date(2027, 1, 1), date(2027, 1, 4)) == 1


def test_a_year_is_settled_once_its_notice_is_known_and_its_last_days_by_that_of_the_next() -> None:
    known = PLAIN.with_arrangements([NEW_YEAR_2019])
    assert known.settled(date(2019, 1, 31))
    assert not known.settled(date(2020, 1, 31))
    assert known.open_years(date(2018, 12, 28), date(2019, 1, 4)) == (2018,)
    assert known.open_years(date(2019, 12, 27), date(2019, 12, 27)) == ()
    assert known.open_years(date(2019, 12, 28), date(2019, 12, 28)) == (2020,)


def test_a_notice_of_the_same_year_takes_the_place_of_the_one_known() -> None:
    one = PLAIN.with_arrangements([NEW_YEAR_2019])
    two = one.with_arrangements([NEW_YEAR_2019.model_copy(update={"off": ()})])
    assert not one.working(date(2019, 2, 4))
    assert two.working(date(2019, 2, 4))
    assert one.with_arrangements([]) is one


def test_work_outranks_rest_and_the_law_outranks_a_notice_that_rests() -> None:
    notice = Arrangement(year=2027, source="通知", off=(date(2027, 2, 6), date(2027, 2, 8)), work=(date(2027, 1, 31),))
    calendar = replace(PLAIN, arrangements={2027: notice})
    assert [calendar.day(date(2027, 2, 6)).why, calendar.day(date(2027, 2, 8)).why, calendar.day(date(2027, 1, 31)).why] == [
        Why.statutory,
        Why.arranged_off,
        Why.arranged_work,
    ]


@pytest.mark.parametrize(
    ("off", "work"),
    [
        ([date(2027, 1, 31)], [date(2027, 1, 31)]),
        ([date(2026, 11, 30)], []),
        ([date(2028, 1, 1)], []),
        ([], [date(2027, 2, 1)]),
    ],
)
def test_a_notice_that_cannot_be_is_refused(off: list[date], work: list[date]) -> None:
    with pytest.raises(ValidationError):
        Arrangement(year=2027, source="通知", off=tuple(off), work=tuple(work))


def test_a_notice_says_where_it_comes_from() -> None:
    with pytest.raises(ValidationError):
        Arrangement(year=2027, source="")
