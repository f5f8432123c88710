"""A town's figure beside its county's: what is the same, what differs, and that no difference is ever left out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.entries import Answer, read_number
from server.report.proposing.differing import Pair, Said, Source, Verdict, alike, counted, counting, pair, pairs
from server.report.workflow import State
from tests.sheets.forms import INDICATORS

RECEIVED = INDICATORS["dis.received"]
RAWS = st.sampled_from(["", "0", "不适用", "12", "12件", "十二", "约12", "12余", "13", "/", "十来件", "1.2万"])


def beside(county: str, town: str, source: Source = Source.own, *, days: tuple[str, str] = ("", "")) -> Pair:
    return pair(1, RECEIVED, Said(county, days[0]), Said(town, days[1]), source, 2025)


@pytest.mark.parametrize(
    ("county", "town", "verdict", "less"),
    [
        ("12", "12", Verdict.same, 0),
        ("12", "12件", Verdict.same, 0),
        ("12", "15", Verdict.differs, 3),
        ("12", "0", Verdict.differs, -12),
        ("0", "0", Verdict.same, 0),
        ("0", "不适用", Verdict.differs, None),
        ("不适用", "不适用", Verdict.same, None),
        ("12", "", Verdict.unfilled, None),
        ("0", "", Verdict.unfilled, None),
        ("12", "十来件", Verdict.unreadable, None),
        ("12", "约12", Verdict.roughly, 0),
        ("12", "约13", Verdict.differs, 1),
    ],
)
def test_two_figures_stand_to_one_another_as_they_do(county: str, town: str, verdict: Verdict, less: int | None) -> None:
    found = beside(county, town)
    assert (found.verdict, found.less) == (verdict, None if less is None else Decimal(less))


def test_a_town_without_a_report_has_not_reported_and_is_no_zero() -> None:
    assert beside("0", "", Source.none).verdict is Verdict.unreported


def test_qualifiers_and_days_are_said() -> None:
    assert beside("12", "约13").rough
    found = beside("12", "12", days=("11月底", "12月31日"))
    assert (found.verdict, found.days) == (Verdict.another_day, True)
    assert beside("12", "13", days=("11月底", "12月31日")).days
    assert beside("12", "12", days=("11月底", "2025年11月30日")).verdict is Verdict.same
    assert beside("12", "12", days=("", "11月底")).verdict is Verdict.same


@pytest.mark.parametrize(
    ("state", "offline", "counts"),
    [
        (None, False, Source.none),
        (None, True, Source.offline),
        (State.filling, False, Source.own),
        (State.filling, True, Source.offline),
        (State.submitted, True, Source.offline),
        (State.approved, True, Source.own),
        (State.signed, True, Source.own),
        (State.signed, False, Source.own),
    ],
)
def test_a_units_own_report_counts_over_the_paper_one_once_it_is_approved(state: State | None, *, offline: bool, counts: Source) -> None:
    assert counting(state, offline=offline) is counts


@given(st.dictionaries(st.integers(1, 4), RAWS, min_size=1), st.dictionaries(st.integers(1, 4), RAWS))
def test_every_pair_of_unequal_values_is_in_the_table(county: dict[int, str], town: dict[int, str]) -> None:
    theirs = {unit: {"dis.received": Said(raw)} for unit, raw in county.items()}
    ours = {unit: {"dis.received": Said(raw)} for unit, raw in town.items()}
    found = pairs(theirs, ours, dict.fromkeys(range(1, 5), Source.own), INDICATORS, 2025)
    assert {each.unit for each in found} == set(county)
    assert sum(counted(found).values()) == len(county)
    for unit, raw in county.items():
        one, other = (read_number(each, RECEIVED)[0] for each in (raw, town.get(unit, "")))
        answered = {one.answer, other.answer} <= {Answer.number, Answer.not_applicable}
        verdict = next(each.verdict for each in found if each.unit == unit)
        if answered and (one.answer, one.value) != (other.answer, other.value):
            assert verdict is Verdict.differs
        if verdict is Verdict.same:
            assert alike(raw, town.get(unit, ""), RECEIVED)
