"""The 填报表 as a spreadsheet: what may be filled, what is checked, what is printed, and that it is the same bytes each time."""

from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from server.report.forms.collecting import AskedText
from server.sheets.form_writer import written
from tests.sheets.forms import CODE, WORDING, form

TEXTS = (AskedText("disputes", "化解矛盾"),)
HEAD = ["序号", "指标", "单位", "口径", "上年数", "本年数", "统计截止日", "数据来源", "备注", "编号"]


def _sheet() -> Worksheet:
    return load_workbook(BytesIO(written(form(lasts={"dis.received": "498", "enf.fines": "1.5万"}, texts=TEXTS), WORDING))).worksheets[0]


def test_the_sheet_says_what_for_by_when_to_whom_and_under_which_code() -> None:
    sheet = _sheet()
    assert sheet.title == "填报表"
    assert sheet["A1"].value == "清溪镇2025年度法治政府建设情况填报表"
    assert sheet["A2"].value == "填报单位：信访办　　　　交表期限：2025年12月20日　　　　联系人：林晓 0000-8123456"
    assert sheet["J2"].value == f"表格编码：{CODE}"
    assert [cell.value for cell in sheet[5]] == HEAD
    assert sheet["A6"].value == "一、化解矛盾"
    assert [cell.value for cell in sheet[7]] == [1, "信访受理", "件", "信访受理的口径。", 498, None, None, None, None, "dis.received"]
    assert sheet["E11"].value == "1.5万"


def test_only_the_cells_to_fill_are_open_and_the_lock_has_no_password() -> None:
    sheet = _sheet()
    opened = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    figures = {f"{column}{row}" for column in "FGHI" for row in range(7, 13)}
    assert opened >= figures
    assert {each[0] for each in opened - figures} == set("CDEFGHIJ")
    assert {each[1:] for each in opened - figures} == {"14", "15"}
    assert sheet.protection.sheet
    assert not sheet.protection.password


def test_figures_are_checked_by_unit_with_a_warning_that_can_be_overridden() -> None:
    checks = {str(each.sqref): each for each in _sheet().data_validations.dataValidation}
    assert {cells: each.formula1 for cells, each in checks.items()} == {
        "F7:F8": "OR(ISTEXT(F7),AND(F7>=0,F7=INT(F7)))",
        "F9": "OR(ISTEXT(F9),AND(F9>=0,F9=INT(F9)))",
        "F10": "OR(ISTEXT(F10),AND(F10>=0,F10<=100))",
        "F11": "OR(ISTEXT(F11),F11>=0)",
        "F12": "OR(ISTEXT(F12),AND(F12>=0,F12=INT(F12)))",
        "G7:G12": "DATE(2025,1,1)",
    }
    assert {each.errorStyle for each in checks.values()} == {"warning"}
    assert checks["F9"].promptTitle == "单位：次"


def test_it_prints_on_a4_one_page_wide_with_its_heading_on_every_page() -> None:
    sheet = _sheet()
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$5:$5"


def test_rows_are_high_enough_for_their_text() -> None:
    long = form(texts=TEXTS)
    rows = (long.rows[0].__class__("a.b", "指标", "件", "口" * 96), *long.rows[1:])
    sheet = load_workbook(BytesIO(written(long.__class__(**{**long.__dict__, "rows": rows}), WORDING))).worksheets[0]
    assert sheet.row_dimensions[6].height == 53.52  # 96 characters of 9 points, 27 a line at most: four lines
    assert sheet.row_dimensions[7].height == 20  # the band above the next section


def test_the_code_is_kept_out_of_sight_too_and_the_bytes_are_always_the_same() -> None:
    content = written(form(), WORDING)
    assert content == written(form(), WORDING)
    with ZipFile(BytesIO(content)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert f"<cp:keywords>{CODE}</cp:keywords>".encode() in package.read("docProps/core.xml")
        assert b"1980-01-01T00:00:00Z" in package.read("docProps/core.xml")
        assert f'hidden="1">"{CODE}"'.encode() in package.read("xl/workbook.xml").replace(b"&quot;", b'"')


def test_a_village_is_told_to_give_its_own_share() -> None:
    book = load_workbook(BytesIO(written(form(share=True), WORDING)))
    assert book.worksheets[0]["A5"].value == "3．本表只填信访办自己的数，由清溪镇汇总相加，请不要填全清溪镇的数。"
