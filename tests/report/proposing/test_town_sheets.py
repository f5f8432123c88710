"""Tables with a row per town, as a county's systems export them: what is read, what is asked, what is said."""

import pytest

from server.report.forms.grids import Cell, Grid, Look
from server.report.proposing.columns import AS_OF, UNUSED, Desk, Kind
from server.report.proposing.sheets import Read, read
from server.report.proposing.towns import Town, Towns
from tests.sheets.forms import INDICATORS, WORDING, table

TOWNS = Towns(
    (
        Town(1, "云澜县清溪镇人民政府", "清溪镇", "", "云澜县"),
        Town(2, "云澜县白石镇人民政府", "白石镇", "", "云澜县"),
        Town(3, "云澜县云岭乡人民政府", "云岭乡", "", "云澜县"),
    )
)
PLAIN = """
单位|信访受理|信访办结
清溪镇|12|10
白石镇|0|不适用
"""


def understood(*grids: Grid, chosen: dict[int, str] | None = None) -> Read:
    return read(grids, Desk(TOWNS, INDICATORS, WORDING, 2025, chosen or {}))


def given(found: Read) -> dict[tuple[int, str], str]:
    """What is sure, by unit and indicator."""
    return {(each.unit, each.indicator): each.raw for each in found.sure}


def kinds(found: Read) -> dict[str, Kind]:
    return {each.heading: each.kind for each in found.columns}


def test_a_plain_table_is_read_cell_by_cell() -> None:
    found = understood(table(PLAIN))
    assert given(found) == {(1, "dis.received"): "12", (1, "dis.done"): "10", (2, "dis.received"): "0", (2, "dis.done"): "不适用"}
    assert (found.units, found.blank, found.doubtful, found.totals, found.strangers) == ((1, 2), 0, (), (), ())


def test_a_table_lying_on_its_side_is_read_too() -> None:
    found = understood(table("指标|清溪镇|白石镇|合计\n信访受理|12|0|12\n信访办结|10|不适用|10\n"))
    assert given(found) == given(understood(table(PLAIN)))
    assert len(found.totals) == 1


def test_title_numbers_totals_and_the_foot_are_no_towns_and_are_said() -> None:
    found = understood(
        table("2025年全县信访情况||\n序号|乡镇|信访受理\n1|清溪镇|12\n2|白石镇|3\n|云澜县本级|5\n合计||20\n填表人：王五||\n")
    )
    assert given(found) == {(1, "dis.received"): "12", (2, "dis.received"): "3"}
    assert len(found.totals) == 1
    assert "云澜县本级" in found.strangers


def test_columns_that_nobody_knows_are_listed_and_a_person_can_name_them() -> None:
    grid = table("单位|来信来访登记|信访办结\n清溪镇|12|10\n")
    assert kinds(understood(grid)) == {"来信来访登记": Kind.unknown, "信访办结": Kind.figure}
    assert given(understood(grid, chosen={1: "dis.received"})) == {(1, "dis.received"): "12", (1, "dis.done"): "10"}
    assert kinds(understood(grid, chosen={1: UNUSED}))["来信来访登记"] is Kind.aside


def test_codes_above_the_names_settle_which_figure_is_meant() -> None:
    found = understood(table("单位|甲|乙\n|dis.received|dis.done\n清溪镇|12|10\n"))
    assert given(found) == {(1, "dis.received"): "12", (1, "dis.done"): "10"}


def test_two_rows_of_headings_are_read_together() -> None:
    head = (Cell("单位", rows=2), Cell("信访", columns=2), Cell(look=Look.covered), Cell("学法考试（人）", rows=2))
    below = (Cell(look=Look.covered), Cell("受理"), Cell("办结"), Cell(look=Look.covered))
    rows = (head, below, tuple(map(Cell, ("清溪镇", "12", "10", "8"))), tuple(map(Cell, ("白石镇", "1", "2", "3"))))
    found = understood(Grid("表", rows))
    assert given(found)[1, "dis.received"] == "12"
    assert given(found)[1, "dis.done"] == "10"
    assert given(found)[2, "learn.exams"] == "3"


def test_last_year_and_computed_rates_are_left_out_and_said() -> None:
    found = understood(table("单位|信访受理||信访办结率\n|2024年|2025年|\n清溪镇|9|12|83.3%\n"))
    assert given(found) == {(1, "dis.received"): "12"}
    assert {each.kind for each in found.columns} == {Kind.last, Kind.figure, Kind.computed}
    assert found.notes == ("“信访受理 2024年”是上年的数，没有读。",)


def test_a_sheet_that_is_not_read_is_named() -> None:
    other = Grid("另一张", table("单位|学法考试\n清溪镇|3\n").rows)
    found = understood(table(PLAIN), other)
    assert len(found.sure) == 4
    assert "“另一张”" in found.notes[0]


def test_a_column_of_days_goes_along() -> None:
    found = understood(table("单位|信访受理|统计截止日\n清溪镇|12|11月底\n白石镇|3|年底前\n"))
    assert [(each.raw, each.as_of, bool(each.message)) for each in found.sure] == [("12", "11月底", False), ("3", "", True)]
    assert given(understood(table("单位|信访受理|到哪天\n清溪镇|12|11月底\n"), chosen={2: AS_OF}))


@pytest.mark.parametrize(
    ("typed", "suggestion"), [("无", "0"), ("/", "不适用"), ("大概50", "约50"), ("12+3", "15"), ("3人", ""), ("-5", "-5"), ("十来件", "")]
)
def test_a_doubtful_cell_is_asked_and_not_given(typed: str, suggestion: str) -> None:
    found = understood(table(f"单位|信访受理\n清溪镇|{typed}\n"))
    assert found.sure == ()
    assert [(each.typed, each.suggestion, bool(each.message)) for each in found.doubtful] == [(typed, suggestion, True)]


def test_an_indicator_with_two_columns_or_a_town_with_two_rows_gives_nothing() -> None:
    twice = understood(table("单位|信访受理|信访受理\n清溪镇|12|13\n"))
    assert (twice.sure, {each.kind for each in twice.columns}) == ((), {Kind.clash})
    again = understood(table("单位|信访受理\n清溪镇|12\n清溪|13\n白石镇|1\n"))
    assert given(again) == {(2, "dis.received"): "1"}
    assert "不止一次" in again.notes[0]


def test_empty_cells_give_nothing_and_are_counted() -> None:
    assert understood(table("单位|信访受理|信访办结\n清溪镇||10\n")).blank == 1


def test_a_table_without_towns_says_what_to_do() -> None:
    found = understood(table("指标|本年数\n信访受理|12\n"))
    assert (found.cells, found.columns) == ((), ())
    assert "没有找到下级单位的名称" in found.notes[0]
    assert understood().notes
