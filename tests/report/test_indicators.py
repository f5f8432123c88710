"""Rates, growth, rounding, and the relations that figures must keep."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from server.library import Library
from server.report.indicators import Broken, Indicator, Relation, broken, growth, rate, rounded

DONE = Relation(id="done", left=("done",), sign="<=", right=("received",), says="办结不能多于受理")
BALANCE = Relation(id="balance", left=("new", "old"), sign="=", right=("closed", "open"), says="新收与结转之和应等于审结与未结之和")


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "percent"),
    [
        ("473", "513", 1, "92.2"),
        ("473", "513", 2, "92.2"),
        ("2206", "2209", 2, "99.86"),
        ("1", "8", 0, "13"),
        ("1", "8", 1, "12.5"),
        ("1", "16", 1, "6.3"),
        ("1", "3", 1, "33.3"),
        ("2", "3", 1, "66.7"),
        ("0", "5", 1, "0"),
        ("5", "5", 1, "100"),
        ("46", "50", 1, "92"),
        ("9995", "10000", 1, "100"),
    ],
)
def test_a_rate_is_the_quotient_rounded_half_up(part: str, whole: str, decimals: int, percent: str) -> None:
    found = rate(Decimal(part), Decimal(whole), decimals)
    assert str(found) == percent


def test_there_is_no_rate_of_nothing() -> None:
    assert rate(Decimal(0), Decimal(0)) is None
    assert rate(Decimal(3), Decimal(0)) is None


@pytest.mark.parametrize(
    ("now", "last", "percent"),
    [("113", "100", "13"), ("87", "100", "-13"), ("100", "100", "0"), ("513", "456", "12.5"), ("0", "4", "-100"), ("1125", "1000", "12.5")],
)
def test_growth_is_measured_against_last_year(now: str, last: str, percent: str) -> None:
    assert str(growth(Decimal(now), Decimal(last))) == percent


@pytest.mark.parametrize("last", ["0", "-1"])
def test_there_is_no_growth_without_a_positive_base(last: str) -> None:
    assert growth(Decimal(5), Decimal(last)) is None


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("92.05", 1, "92.1"),
        ("92.04", 1, "92"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-0.25", 1, "-0.3"),
        ("1200", 1, "1200"),
        ("0.00", 1, "0"),
    ],
)
def test_rounding_is_half_up_and_leaves_no_trailing_zeros(value: str, decimals: int, shown: str) -> None:
    assert str(rounded(Decimal(value), decimals)) == shown


@given(st.integers(0, 10**13), st.integers(1, 10**13))
def test_a_printed_rate_is_within_half_a_step_of_the_quotient(part: int, whole: int) -> None:
    found = rate(Decimal(part), Decimal(whole))
    assert found is not None
    assert abs(found * whole - Decimal(part) * 100) <= Decimal("0.05") * whole


@pytest.mark.parametrize(
    ("figures", "wrong"),
    [
        ({"done": 473, "received": 513}, ()),
        ({"done": 513, "received": 513}, ()),
        ({"done": 514, "received": 513}, (Broken(DONE, Decimal(514), Decimal(513)),)),
        ({"done": 514}, ()),
        ({"new": 6, "old": 2, "closed": 5, "open": 3}, ()),
        ({"new": 6, "old": 2, "closed": 5, "open": 2}, (Broken(BALANCE, Decimal(8), Decimal(7)),)),
        ({"new": 6, "closed": 5, "open": 2}, ()),
        ({}, ()),
    ],
)
def test_a_relation_speaks_up_only_when_all_its_figures_are_known(figures: dict[str, int], wrong: tuple[Broken, ...]) -> None:
    assert broken((DONE, BALANCE), {key: Decimal(value) for key, value in figures.items()}) == wrong


def test_a_relation_ties_both_sides_together() -> None:
    assert BALANCE.members == ("new", "old", "closed", "open")


@pytest.mark.parametrize("name", ["", "Dis.found", "dis-found", "dis found", "{dis}", "信访", "9.a"])
def test_an_indicator_has_an_id_that_a_phrase_can_name(name: str) -> None:
    with pytest.raises(ValidationError):
        Indicator(id=name, name="信访", unit="件", section="disputes", definition="口径")


def test_every_shipped_rate_is_in_percent_and_never_summed(library: Library) -> None:
    rates = [each for each in library.indicators.values() if each.rate]
    assert rates
    assert all(each.unit == "%" and not each.sums and not each.given for each in rates)
