"""Sums over units: what is there is added exactly, what is not is named, and nothing that is missing is ever a 0."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.indicators import Indicator, Rate
from server.report.summing.cells import Cell, Kept, Member, Source, plain
from server.report.summing.lines import lines_of
from server.report.summing.totals import Apart, Cutoff, Total, apart, names, rated, raw_of

CASES = Indicator(id="dis.done", name="化解矛盾纠纷", unit="件", section="disputes", definition="", core=True)
TAKEN = CASES.model_copy(update={"id": "dis.received", "name": "受理矛盾纠纷"})
RATE = Indicator(
    id="dis.rate", name="化解率", unit="%", section="disputes", definition="", sums=False, rate=Rate(part="dis.done", whole="dis.received")
)


def number(unit: int, value: int, qualifier: str = "", last: int | None = None, as_of: str = "", *, final: bool = True) -> Cell:
    """A cell with a whole number."""
    scaled, said = (None, "") if last is None else (last * 10_000, str(last))
    return Cell(unit, f"第{unit}镇", Kept.number, value * 10_000, qualifier, f"{qualifier}{value}", as_of, scaled, said, final)


def without(unit: int, kept: Kept, raw: str = "") -> Cell:
    return Cell(unit, f"第{unit}镇", kept, raw=raw)


cells = st.one_of(
    st.builds(number, st.just(0), st.integers(0, 10**9), st.sampled_from(["", "约", "余"]), st.none() | st.integers(0, 10**9)),
    st.builds(without, st.just(0), st.sampled_from([each for each in Kept if each is not Kept.number])),
)
sets = st.lists(cells, max_size=30).map(lambda found: tuple(each._replace(unit=at, name=f"第{at}镇") for at, each in enumerate(found, 1)))


def test_a_sum_keeps_apart_what_is_not_a_number() -> None:
    total = Total(
        CASES,
        (
            number(1, 412),
            number(2, 0),
            without(3, Kept.not_applicable),
            without(4, Kept.blank),
            without(5, Kept.unreadable, "十来件"),
            without(6, Kept.unreported),
            number(7, 3, "近"),
        ),
    )
    assert total.value == 4_150_000
    assert names(total.numbers) == ("第1镇", "第2镇", "第7镇")
    assert names(total.missing) == ("第4镇", "第6镇")
    assert [(cell.name, cell.raw) for cell in total.unreadable] == [("第5镇", "十来件")]
    assert [(cell.name, cell.qualifier) for cell in total.rough] == [("第7镇", "近")]
    assert not total.complete
    assert raw_of(total, "不适用") == "约415"


def test_without_a_number_there_is_no_sum_rather_than_nought() -> None:
    assert Total(CASES, ()).value is None
    assert Total(CASES, (without(1, Kept.blank), without(2, Kept.not_applicable))).value is None
    assert raw_of(Total(CASES, (without(1, Kept.blank),)), "不适用") == ""
    assert Total(CASES, (number(1, 0),)).value == 0


def test_where_the_work_is_nobodys_the_sum_says_so() -> None:
    total = Total(CASES, (without(1, Kept.not_applicable), without(2, Kept.not_applicable)))
    assert (total.complete, raw_of(total, "不适用")) == (True, "不适用")
    assert raw_of(Total(CASES, (without(1, Kept.not_applicable), without(2, Kept.blank))), "不适用") == ""


@given(sets)
def test_a_total_is_the_sum_of_the_numbers_there_are(found: tuple[Cell, ...]) -> None:
    total = Total(CASES, found)
    present = [cell.value for cell in found if cell.kept is Kept.number and cell.value is not None]
    assert total.value == (sum(present) if present else None)
    assert len(total.numbers) + len(total.missing) + len(total.unreadable) + len(total.by_kept[Kept.not_applicable]) == len(found)


@given(sets.filter(bool), st.data())
def test_taking_a_figure_away_changes_the_total_and_names_the_unit(found: tuple[Cell, ...], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(found) - 1))
    gone = found[at]
    left = tuple(without(cell.unit, Kept.blank) if cell is gone else cell for cell in found)
    before, after = Total(CASES, found), Total(CASES, left)
    assert gone.name in names(after.missing)
    assert not after.complete
    if gone.value is not None:
        rest = [cell.value for cell in left if cell.value is not None]
        assert after.value == (sum(rest) if rest else None)
        assert after.value != before.value or gone.value == 0
        assert len(after.numbers) == len(before.numbers) - 1


@given(sets, st.integers(100, 200))
def test_a_unit_without_this_work_changes_no_total(found: tuple[Cell, ...], unit: int) -> None:
    before, after = Total(CASES, found), Total(CASES, (*found, without(unit, Kept.not_applicable)))
    assert (after.value, after.last, after.missing, after.complete) == (before.value, before.last, before.missing, before.complete)
    assert (after.growth and after.growth.percent) == (before.growth and before.growth.percent)


@given(sets, st.randoms())
def test_the_order_of_the_units_is_of_no_matter(found: tuple[Cell, ...], random: st.DataObject) -> None:
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = Total(CASES, found), Total(CASES, tuple(mixed))
    assert (one.value, one.last, one.complete) == (other.value, other.last, other.complete)
    assert (one.growth and one.growth.percent) == (other.growth and other.growth.percent)
    assert set(names(one.missing)) == set(names(other.missing))
    assert {(each.day, frozenset(each.names)) for each in one.cutoffs(2025)} == {
        (each.day, frozenset(each.names)) for each in other.cutoffs(2025)
    }


def test_growth_is_over_the_units_that_have_both_years() -> None:
    total = Total(CASES, (number(1, 110, last=100), number(2, 500), without(3, Kept.blank)._replace(last=70_000, last_raw="7")))
    assert total.value == 6_100_000
    assert total.last == 1_070_000
    assert total.growth is not None
    assert (names(total.growth.cells), total.growth.now, total.growth.last) == (("第1镇",), 1_100_000, 1_000_000)
    assert total.growth.percent == Decimal(10)
    assert names(total.without_last) == ("第2镇",)


@pytest.mark.parametrize(
    ("found", "rough"),
    [
        ((number(1, 11, last=10),), False),
        ((number(1, 11, "约", last=10),), True),
        ((number(1, 11, last=10)._replace(last_raw="近10"),), True),
        ((number(1, 11, last=10)._replace(last_raw="10件"),), False),
    ],
)
def test_growth_between_rough_numbers_is_rough(found: tuple[Cell, ...], rough: bool) -> None:
    growth = Total(CASES, found).growth
    assert growth is not None
    assert growth.rough is rough


def test_without_both_years_or_a_base_there_is_no_growth() -> None:
    assert Total(CASES, (number(1, 5),)).growth is None
    growth = Total(CASES, (number(1, 5, last=0),)).growth
    assert growth is not None
    assert growth.percent is None


def test_different_days_are_told_with_their_units() -> None:
    found = (
        number(1, 5, as_of="2025-11-30"),
        number(2, 5, as_of="11月底"),
        number(3, 5, as_of="12月31日"),
        number(4, 5),
        number(5, 5, as_of="年底前后"),
    )
    assert Total(CASES, found).cutoffs(2025) == (
        Cutoff(date(2025, 11, 30), "", ("第1镇", "第2镇")),
        Cutoff(date(2025, 12, 31), "", ("第3镇",)),
        Cutoff(None, "年底前后", ("第5镇",)),
        Cutoff(None, "", ("第4镇",)),
    )
    assert Total(CASES, found[:2]).cutoffs(2025) == ()
    assert Total(CASES, found[3:4]).cutoffs(2025) == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"sums": False}, Apart.no_sum),
        ({"counted_elsewhere": True}, Apart.elsewhere),
        ({"given": True, "unit": "%"}, Apart.given),
        ({"rate": Rate(part="a", whole="b"), "sums": False, "unit": "%"}, Apart.rate),
    ],
)
def test_the_catalogue_says_what_is_not_summed(change: dict[str, object], why: Apart | None) -> None:
    assert apart(CASES.model_copy(update=change)) is why


def test_a_rate_is_computed_anew_over_the_units_with_both_parts() -> None:
    done = Total(CASES, (number(1, 9), number(2, 40), without(3, Kept.not_applicable), number(4, 5)))
    taken = Total(TAKEN, (number(1, 10), without(2, Kept.blank), without(3, Kept.not_applicable), number(4, 10)))
    found = rated(RATE, done, taken)
    assert found.percent == Decimal(70)
    assert found.left_out == ("第2镇",)
    assert rated(RATE, Total(CASES, ()), Total(TAKEN, ())).percent is None


def test_every_figure_has_a_line_when_it_is_asked_for_or_given() -> None:
    members = (
        Member(1, "甲镇", "township", Source.own, final=True, report_id=7),
        Member(2, "乙镇", "township"),
        Member(3, "某局", "department", Source.own, report_id=8),
    )
    extra = CASES.model_copy(update={"id": "dis.extra", "core": False})
    given_ = {"dis.done": {1: number(1, 9)}, "dis.received": {1: number(1, 10)}}
    lines = {line.indicator.id: line for line in lines_of([CASES, TAKEN, RATE, extra], members, given_)}
    assert set(lines) == {"dis.done", "dis.received", "dis.rate"}
    assert [(cell.unit, cell.kept) for cell in lines["dis.done"].total.cells] == [(1, Kept.number), (2, Kept.unreported)]
    assert lines["dis.done"].lacking
    assert (lines["dis.rate"].rated and lines["dis.rate"].rated.percent) == Decimal(90)
    local = lines_of([CASES], members, {"dis.done": {3: number(3, 4)}})[0]
    assert [(cell.unit, cell.kept) for cell in local.total.cells] == [(1, Kept.blank), (2, Kept.unreported), (3, Kept.number)]


def test_a_rate_of_parts_that_are_not_summed_has_none() -> None:
    members = (Member(1, "甲镇", "township", Source.own),)
    counted = TAKEN.model_copy(update={"counted_elsewhere": True})
    given_ = {"dis.done": {1: number(1, 9)}, "dis.received": {1: number(1, 10)}}
    line = lines_of([CASES, counted, RATE], members, given_)[2]
    assert (line.apart, line.rated, line.lacking) == (Apart.rate, None, False)


@pytest.mark.parametrize(("scaled", "said"), [(4_120_000, "412"), (35_000, "3.5"), (1, "0.0001"), (0, "0"), (10**17, "10000000000000")])
def test_a_value_is_written_as_people_do(scaled: int, said: str) -> None:
    assert plain(scaled) == said
