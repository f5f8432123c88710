"""Figures beside last year's: leaps by factor and unit, what is missing, what was not touched."""

from dataclasses import replace
from decimal import Decimal

import pytest

from server.report.checks.against_last_year import CHECKS
from server.report.findings import Class
from tests.report.checks.ledger import ids, records, told, typed


@pytest.mark.parametrize(
    ("key", "now", "last", "found"),
    [
        ("come", "40", "13", ["B01"]),
        ("come", "39", "14", []),
        ("come", "9", "3", []),
        ("come", "3", "40", ["B01"]),
        ("come", "0", "40", ["B01"]),
        ("come", "近400", "13", []),
        ("fines", "9000", "900", []),
        ("fines", "90000", "900", ["B01"]),
        ("audience", "150", "60", []),
        ("content_rate", "70", "95", ["B01"]),
        ("content_rate", "90", "95", []),
        ("come", "12", "0", ["B02"]),
        ("come", "3", "0", []),
    ],
)
def test_a_leap_is_a_factor_of_three_and_more_than_small_numbers_do(key: str, now: str, last: str, found: list[str]) -> None:
    assert ids(CHECKS, records({key: typed(now, last)})) == found


def test_a_leap_shows_its_calculation_and_guesses_at_a_slip_of_the_unit() -> None:
    made = records({"fines": typed("136161", "13.6")})
    assert told(CHECKS, made) == [("B01", Class.verify, "enforcement", "13.6→136161（10011.8倍）")]
    (hit,) = [hit for check in CHECKS for hit in check.find(made)]
    assert "像是单位或位数写错了" in hit.message


def test_figures_without_last_years_are_one_hint() -> None:
    made = records({"come": "10", "done": "9", "cases": typed("3", "4")})
    assert [each[:2] for each in told(CHECKS, made)] == [("B03", Class.hint)]


def test_counts_that_are_all_last_years_are_asked_about_but_states_are_not() -> None:
    same = {key: typed("46", "46") for key in ("come", "cases", "studies")}
    assert told(CHECKS, records(same)) == [("B04", Class.verify, "", "")]
    assert ids(CHECKS, records({key: typed("46", "46") for key in ("come", "cases", "staff")})) == []
    assert ids(CHECKS, records({key: typed("2", "2") for key in ("come", "cases", "studies")})) == []


def test_last_years_figure_is_held_against_last_years_report() -> None:
    made = replace(records({"come": typed("10", "12")}), before={"come": Decimal(13)})
    assert told(CHECKS, made) == [("B05", Class.explain, "disputes", "12≠13")]
    assert ids(CHECKS, replace(made, before={"come": Decimal(12)})) == []
