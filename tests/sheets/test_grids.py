"""Sheets as grids: numbers, days and percentages as they are seen; merged, hidden and pinned things; bounds and hostile files."""

import zipfile
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from server.report.forms.grids import Cell, Grid, Look
from server.report.problems import Refused
from server.sheets.form_writer import written
from server.sheets.grids import read_xlsx
from tests.sheets.forms import WORDING, form


def _book() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    return book, book.worksheets[0]


def _saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _grids(book: Workbook) -> tuple[Grid, ...]:
    return read_xlsx(_saved(book), "文本框")


def _changed(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(buffer, "w") as made:
        for each in package.namelist():
            part = package.read(each)
            assert each != name or old in part
            made.writestr(each, part.replace(old, new) if each == name else part)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("value", "shape", "text", "look"),
    [
        (513, "General", "513", Look.number),
        (513.0, "0", "513", Look.number),
        (0.1 + 0.2, "General", "0.3", Look.number),
        (1e15, "General", "1000000000000000", Look.number),
        (-3, "General", "-3", Look.number),
        (12000, '0!.0,"万"', "12000", Look.number),
        (50, '0"件"', "50", Look.number),
        (0.922, "0.0%", "92.2%", Look.percent),
        (0.922, "0%", "92.2%", Look.percent),
        (473 / 513, "0.0%", "92.2%", Look.percent),
        (473 / 513, "0.00%", "92.2%", Look.percent),
        (474 / 513, "0.00%", "92.4%", Look.percent),
        (1, "0%", "100%", Look.percent),
        (date(2026, 11, 30), "yyyy-mm-dd", "2026-11-30", Look.day),
        (datetime(2025, 12, 10), 'm"月"d"日"', "2025-12-10", Look.day),  # noqa: DTZ001
        ("约50件", "General", "约50件", Look.text),
        (True, "General", "1", Look.text),
    ],
)
def test_a_cell_is_what_its_reader_sees(value: object, shape: str, text: str, look: Look) -> None:
    book, sheet = _book()
    sheet.append([value])
    sheet["A1"].number_format = shape
    assert _grids(book)[0].cell(0, 0) == Cell(text, look)


def test_the_chinese_days_among_the_built_in_formats() -> None:
    book, sheet = _book()
    sheet["A1"], sheet["A1"].number_format = 46006, "0.00"
    content = _changed(_saved(book), "xl/styles.xml", b'numFmtId="2"', b'numFmtId="31"')
    assert read_xlsx(content, "文本框")[0].cell(0, 0) == Cell("2025-12-15", Look.day)


def test_formulas_without_a_result_and_errors_are_unread() -> None:
    book, sheet = _book()
    sheet.append(["=SUM(B1:B2)", "#REF!"])
    sheet["B1"].data_type = "e"
    assert _grids(book)[0].rows == ((Cell("", Look.unread, formula="=SUM(B1:B2)"), Cell("#REF!", Look.unread)),)
    content = _changed(_saved(book), "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>513</v>")
    assert read_xlsx(content, "文本框")[0].cell(0, 0) == Cell("513", Look.number, formula="=SUM(B1:B2)")


def test_merged_hidden_and_pinned() -> None:
    book, sheet = _book()
    sheet["B2"] = "合并"
    sheet.merge_cells("B2:C3")
    sheet["A4"] = 1
    sheet.row_dimensions[4].hidden = True
    sheet["A4"].comment = Comment("估的", "张三")
    other = book.create_sheet("旧表")
    other.sheet_state = "veryHidden"
    first, second = _grids(book)
    covered = Cell(look=Look.covered)
    assert first.rows == (
        (),
        (Cell(), Cell("合并", rows=2, columns=2), covered),
        (Cell(), covered, covered),
        (Cell("1", Look.number, comment="估的"),),
    )
    assert (first.hidden, first.hidden_rows, second.hidden, second.sheet) == (False, frozenset({3}), True, "旧表")
    assert first.place(3, 0) == "Sheet A4"


def test_a_day_beyond_the_calendar_and_a_comment_without_a_place_do_no_harm() -> None:
    book, sheet = _book()
    sheet["A1"], sheet["A1"].number_format = 99999999999, "yyyy-mm-dd"
    sheet["B1"].comment = Comment("估的", "张三")
    content = _changed(_saved(book), "xl/comments/comment1.xml", b'ref="B1"', b'ref="?"')
    assert read_xlsx(content, "文本框")[0].rows == ((Cell("99999999999", Look.day),),)


def test_pictures_are_told_and_text_boxes_read() -> None:
    book, sheet = _book()
    sheet["A1"] = "表"
    buffer = BytesIO()
    Picture.new("RGB", (4, 4)).save(buffer, "PNG")
    sheet.add_image(Image(buffer), "B2")
    content = _saved(book)
    assert read_xlsx(content, "文本框")[0].notes == ("“Sheet”里有1张图片，图片里的文字和数字读不出来。请打开文件看一看。",)
    box = b"<xdr:txBody><a:p><a:r><a:t>\xe8\xaf\xb7\xe6\xa0\xb8</a:t></a:r></a:p></xdr:txBody>"
    spaces = b' xmlns:xdr="urn:x" xmlns:a="urn:a"'
    boxed = _changed(content, "xl/drawings/drawing1.xml", b"</wsDr>", b"<xdr:sp" + spaces + b">" + box + b"</xdr:sp></wsDr>")
    assert read_xlsx(boxed, "文本框")[1] == Grid("文本框", ((Cell("请核"),),), lettered=False)


def test_rich_text_counts_and_phonetic_hints_do_not() -> None:
    book, sheet = _book()
    sheet["A1"] = "x"
    rich = '<is><r><t>约</t></r><r><t>50</t></r><rPh sb="0" eb="1"><t>yue</t></rPh></is>'.encode()
    content = _changed(_saved(book), "xl/worksheets/sheet1.xml", b"<is><t>x</t></is>", rich)
    assert read_xlsx(content, "文本框")[0].cell(0, 0).text == "约50"


def test_bounds_are_kept_and_said() -> None:
    book, sheet = _book()
    sheet["A6000"], sheet["CZ1"], sheet["A1"] = 1, 2, 3
    for number in range(25):
        book.create_sheet(f"表{number}")
    grids = _grids(book)
    assert (len(grids), grids[0].rows) == (20, ((Cell("3", Look.number),),))
    assert grids[0].notes == (
        "“Sheet”超过5000行或100列，超出的部分没有读。请删去多余的行列后再交。",
        "这个文件的工作表超过20张，后面的没有读。请把填报表单独存成一个文件。",
    )


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        (b"<v>1</v>", b"<v>1e999999999</v>", ((Cell("1e999999999", Look.text),),)),
        (b"<v>1</v>", b"<v>NaN</v>", ((Cell("NaN", Look.text),),)),
        (b"<v>1</v>", b"<v>99999999999999999999999999999999</v>", ((Cell("99999999999999999999999999999999", Look.text),),)),
        (b"<v>1</v>", b"<v>x</v>", ((Cell("x", Look.text),),)),
        (b"<v>1</v>", b"<v></v>", ()),
        (b'r="A1"', b'r="ZZZZZZZZ1"', ()),
        (b'<row r="1"', b'<row r="-5"', ((Cell("1", Look.number),),)),
        (b'<row r="1"', b'<row r="99999999999"', ()),
        (
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            ((Cell("1", Look.number, columns=100), *(Cell(look=Look.covered),) * 99),),
        ),
    ],
)
def test_strange_cells_are_read_as_they_stand_or_left_out(old: bytes, new: bytes, rows: tuple[tuple[Cell, ...], ...]) -> None:
    book, sheet = _book()
    sheet["A1"] = 1
    (grid,) = read_xlsx(_changed(_saved(book), SHEET, old, new), "文本框")
    assert grid.rows == rows


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'<row r="1"', b'<row r="x"'), (b"</sheetData>", b"</sheetDat>"), (b'<row r="1"', b'<row r="' + b"1" * 5000 + b'"')],
)
def test_a_broken_sheet_is_refused_in_one_sentence(old: bytes, new: bytes) -> None:
    book, sheet = _book()
    sheet["A1"] = 1
    with pytest.raises(Refused):
        read_xlsx(_changed(_saved(book), SHEET, old, new), "文本框")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(place: int, byte: int) -> None:
    content = bytearray(written(form(), WORDING))
    content[place % len(content)] = byte
    with suppress(Refused):
        read_xlsx(bytes(content), "文本框")
