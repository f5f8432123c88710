"""The shipped calendar against the notices of the State Council: how many days each year was worked, and what the law gives off."""

from datetime import date, timedelta

import pytest

from server.calendars import YEARS, Statutory, calendar_of
from server.library import Library

SPRING = {
    2019: date(2019, 2, 5),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 28),
    2026: date(2026, 2, 16),
    2027: date(2027, 2, 5),
    2035: date(2035, 2, 7),
}


def test_the_days_off_of_2027_are_known_years_ahead() -> None:
    days = {day.isoformat()[5:]: name for day, name in Statutory().items() if day.year == 2027}
    assert days == {
        "01-01": "元旦",
        "02-05": "农历除夕",
        "02-06": "春节",
        "02-07": "春节",
        "02-08": "春节",
        "04-05": "清明节",
        "05-01": "劳动节",
        "05-02": "劳动节",
        "06-09": "端午节",
        "09-15": "中秋节",
        "10-01": "国庆节",
        "10-02": "国庆节",
        "10-03": "国庆节",
    }


@pytest.mark.parametrize("year", SPRING)
def test_spring_festival_begins_on_the_eve_since_2025(year: int) -> None:
    assert min(day for day, name in Statutory().items() if day.year == year and "元旦" not in name) == SPRING[year]


def test_what_the_library_knows_of_moved_days_is_left_to_the_notices() -> None:
    days = Statutory()
    assert date(2026, 2, 20) not in days
    assert days.get(date(2026, 2, 20)) is None
    assert len(days) == len(list(days)) == len(set(days))


# Weekdays less the days off by law (11, since 2025 13); 2015 and 2020 had days more by notices of their own.
@pytest.mark.parametrize(
    ("year", "worked"),
    [
        (2015, 249),
        (2016, 250),
        (2017, 249),
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ],
)
def test_each_year_with_a_notice_has_its_working_days(library: Library, year: int, worked: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=far) for far in range(366))
    assert sum(library.calendar.working(day) for day in days if day.year == year) == worked


def test_a_notice_takes_no_day_off_twice_and_lets_no_day_off_by_law_be_worked(library: Library) -> None:
    for notice in library.calendar.arrangements.values():
        assert not [day for day in (*notice.off, *notice.work) if day in library.calendar.statutory]
        assert not [day for day in notice.off if day.weekday() >= 5]


def test_the_years_without_a_notice_or_without_the_law_are_told_apart(library: Library) -> None:
    calendar = calendar_of(())
    assert (2026 in library.calendar.arrangements, 2027 in library.calendar.arrangements) == (True, False)
    assert (YEARS[0], YEARS[-1]) == (2014, 2050)
    assert calendar.working(date(2061, 1, 31))
    assert not calendar.settled(date(2061, 1, 31))
