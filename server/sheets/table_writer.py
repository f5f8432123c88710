"""Tables as .xlsx for A4: title, notes, header, rows, foot. What people typed stays text, whatever it begins with."""

import re
from collections.abc import Iterable
from itertools import count

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Slot
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from server.report.forms.grids import letters
from server.report.season.sheets import Cell, Sheet
from server.sheets.measuring import height
from server.sheets.packing import packed

PORTRAIT, LANDSCAPE = 90, 135
FONT, HEADING_FONT = "SimSun", "SimHei"
_MOST_CHARACTERS, _LONGEST_NAME = 32_767, 31
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f\ud800-\udfff]")
_WIDE = 6
_SIDE = Side(style="thin", color="808080")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_BAND = PatternFill("solid", fgColor="E7E6E6")
_POINTS_PER_MM = 72 / 25.4
_LEAST, _SIZE, _TITLE_SIZE = 22.0, 10.5, 18.0


def written(title: str, unit: str, sheets: Iterable[Sheet]) -> bytes:
    """The sheets as one workbook, its tabs in their order; without a sheet there is an empty one. Same sheets, same bytes."""
    book = Workbook()
    taken: set[str] = set()
    for at, sheet in enumerate(sheets):
        page = book.create_sheet() if at else book.worksheets[0]
        page.title = _free_name(sheet.name, taken)
        taken.add(page.title.lower())
        _lay(page, sheet)
    book.properties.title, book.properties.creator = _writable(title), _writable(unit)
    return packed(book)


def put(slot: Slot | MergedCell, content: Cell) -> None:
    """A number as a number; a text as a text that no spreadsheet takes for a formula, not even when its cell is edited."""
    if isinstance(slot, MergedCell):
        return
    if isinstance(content, int):
        slot.value = content
        return
    slot.value = _writable(content)[:_MOST_CHARACTERS] or None
    if slot.value is not None:
        slot.data_type = "s"
        slot.number_format = "@"
        slot.quotePrefix = content[:1] in "=+-@'"


def _lay(page: Worksheet, sheet: Sheet) -> None:
    columns = _widths(sheet)
    whole = sum(columns)
    row = _across(page, 1, sheet, sheet.title, Font(name=HEADING_FONT, size=_TITLE_SIZE), whole)
    for note in sheet.notes:
        row = _across(page, row, sheet, note, Font(name=FONT, size=_SIZE), whole)
    head = row
    _line(page, head, sheet.header, columns, Font(name=HEADING_FONT, size=_SIZE), _BAND)
    for at, cells in enumerate(sheet.rows, head + 1):
        _line(page, at, cells, columns, Font(name=FONT, size=_SIZE), None)
    for at, high in enumerate(sheet.heights_mm, head):
        page.row_dimensions[at].height = max(page.row_dimensions[at].height or _LEAST, high * _POINTS_PER_MM)
    row = head + len(sheet.rows) + 1
    for line in sheet.foot:
        row = _across(page, row, sheet, line, Font(name=FONT, size=_SIZE), whole)
    for at, width in enumerate(columns):
        page.column_dimensions[letters(at)].width = width
    page.freeze_panes = f"A{head + 1}"
    page.print_title_rows = f"{head}:{head}"
    _print(page, wide=len(columns) >= _WIDE)


def _widths(sheet: Sheet) -> list[int]:
    """Widths in half-width characters that fill the page, as the shares say."""
    room = LANDSCAPE if len(sheet.header) >= _WIDE else PORTRAIT
    shares = sheet.widths or (1,) * len(sheet.header)
    return [max(4, round(room * share / sum(shares))) for share in shares]


def _across(page: Worksheet, row: int, sheet: Sheet, text: str, font: Font, width: int) -> int:
    """A line over the whole width; the row after it."""
    slot = page.cell(row, 1)
    put(slot, text)
    first = row == 1
    slot.font, slot.alignment = font, Alignment(horizontal="center" if first else "left", vertical="center", wrap_text=True)
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(sheet.header))
    page.row_dimensions[row].height = max(height(text, width, font.size or _SIZE), _LEAST)
    return row + 1


def _line(page: Worksheet, row: int, cells: Iterable[Cell], columns: list[int], font: Font, fill: PatternFill | None) -> None:
    for at, (content, width) in enumerate(zip(cells, columns, strict=True), 1):
        slot = page.cell(row, at)
        put(slot, content)
        numeric = isinstance(content, int) or fill is not None
        slot.font, slot.border = font, _BORDER
        slot.alignment = Alignment(horizontal="center" if numeric else "left", vertical="center", wrap_text=True)
        if fill:
            slot.fill = fill
        known = page.row_dimensions[row].height or _LEAST
        page.row_dimensions[row].height = max(known, height(str(content), width, _SIZE))


def _writable(text: str) -> str:
    """The text without the characters no .xlsx can hold."""
    return _UNWRITABLE.sub("", text)


def _free_name(name: str, taken: set[str]) -> str:
    """A name that a tab may have and none has yet."""
    plain = " ".join(_NO_NAME.sub(" ", name).split()) or "1"
    names = (plain[:_LONGEST_NAME] if not at else f"{plain[: _LONGEST_NAME - 4]}({at + 1})" for at in count())
    return next(each for each in names if each.lower() not in taken)


def _print(page: Worksheet, *, wide: bool) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape" if wide else "portrait", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top, page.page_margins.bottom = 0.6, 0.6
    page.print_options.horizontalCentered = True
    page.HeaderFooter.oddFooter = HeaderFooterItem(right=_HeaderFooterPart("&P/&N"))
