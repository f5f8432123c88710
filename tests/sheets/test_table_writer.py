"""A table as a spreadsheet: what stands where, what stays text, what a tab may be called, and the same bytes each time."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from server.report.season.sheets import Sheet
from server.sheets.table_writer import written

HEADER = ("序号", "对象", "凭据")


def _sheet(*rows: tuple[str | int, ...], name: str = "报送情况", foot: tuple[str, ...] = ()) -> Sheet:
    return Sheet(name, "清溪镇报送情况表", ("截至2027年1月20日。",), HEADER, rows, (1, 4, 3), foot)


def _read(*sheets: Sheet) -> list[Worksheet]:
    return list(load_workbook(BytesIO(written("清溪镇报送情况表", "清溪镇人民政府", sheets))))


def test_title_notes_header_rows_and_foot_stand_in_this_order() -> None:
    (page,) = _read(_sheet((1, "中共云岭县委", "收文3号"), (2, "云岭县人民政府", ""), foot=("审核人：",)))
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["清溪镇报送情况表", None, None],
        ["截至2027年1月20日。", None, None],
        ["序号", "对象", "凭据"],
        [1, "中共云岭县委", "收文3号"],
        [2, "云岭县人民政府", None],
        ["审核人：", None, None],
    ]
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "'quoted", '=HYPERLINK("http://x.example")', "=cmd|'/c calc'!A1"])
def test_what_looks_like_a_formula_stays_text_even_when_it_is_edited(text: str) -> None:
    (page,) = _read(_sheet((1, text, "")))
    cell = page["B4"]
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (text, "s", "@", True)


@pytest.mark.parametrize("place", ["title", "note", "header", "foot", "name"])
def test_no_other_place_takes_a_formula_either(place: str) -> None:
    evil = "=1+1"
    sheet = Sheet(
        evil if place == "name" else "表",
        evil if place == "title" else "题",
        (evil if place == "note" else "注",),
        (evil if place == "header" else "头",),
        (("行",),),
        (1,),
        (evil if place == "foot" else "尾",),
    )
    (page,) = _read(sheet)
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_a_number_is_a_number() -> None:
    (page,) = _read(_sheet((1, "x", "2")))
    assert (page["A4"].data_type, page["C4"].data_type) == ("n", "s")


def test_tabs_have_names_that_are_allowed_and_differ() -> None:
    names = [page.title for page in _read(*(_sheet(name=name) for name in ("县委[办]:/?*", "县委 办", "", "长" * 40, "长" * 40)))]
    assert names == ["县委 办", "县委 办(2)", "1", "长" * 31, "长" * 27 + "(2)"]


def test_without_a_sheet_there_is_an_empty_one() -> None:
    (page,) = _read()
    assert page.max_row == 1


def test_rows_to_write_in_are_as_high_as_asked() -> None:
    sheet = Sheet("单", "送达单", (), ("项目", "内容"), (("份数", "3"), ("签名", "")), (1, 3), heights_mm=(0, 0, 14))
    (page,) = _read(sheet)
    assert page.row_dimensions[4].height == pytest.approx(39.7, abs=0.1)
    assert page.row_dimensions[3].height == 22


def test_same_sheets_same_bytes() -> None:
    sheets = [_sheet((1, "县委", "收文3号"))]
    assert written("表", "镇", sheets) == written("表", "镇", sheets)


@settings(max_examples=15)
@given(st.lists(st.text(st.characters(codec=None), max_size=40), min_size=8, max_size=8))
def test_any_text_comes_back_without_what_no_spreadsheet_can_hold(texts: list[str]) -> None:
    (page,) = _read(_sheet(*((1, text, "") for text in texts)))
    cells = [page[f"B{row}"] for row in range(4, 12)]
    assert all(cell.value is None or (cell.data_type, type(cell.value)) == ("s", str) for cell in cells)
