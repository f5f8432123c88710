"""A 填报表 as .xlsx: one sheet for A4, everything locked but the cells to fill, its code in sight and out of sight."""

import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from server.report.forms.collecting import TEXT_ID, Asked, CollectionForm, Wording, chapters, filled
from server.report.forms.grids import letters
from server.sheets.guarding import guard
from server.sheets.measuring import height
from server.sheets.packing import packed

NAME = "CB_FORM"
FILLED_KEYS = ("now", "as_of", "system", "note")
_SIDE = Side(style="thin", color="808080")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_OPEN = PatternFill("solid", fgColor="FFF8DC")
_BAND = PatternFill("solid", fgColor="E7E6E6")
_GREY = "808080"
_TEXT_HEIGHT, _LEAST_HEIGHT, _FOOT_HEIGHT = 60.0, 24.0, 26.0
_CENTRED_KEYS = frozenset({"number", "unit", "last", "now", "as_of"})


def written(form: CollectionForm, wording: Wording) -> bytes:
    """The form as .xlsx. Same form, same bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = wording.sheet
    _Paper(sheet, form, wording).fill()
    book.properties.keywords = form.code
    book.defined_names[NAME] = DefinedName(NAME, attr_text=f'"{form.code}"', hidden=True)
    book.properties.title, book.properties.creator = filled(wording.title, form), form.unit
    return packed(book)


class _Paper:
    """The sheet, filled from above; `row` is the last row that has something."""

    def __init__(self, sheet: Worksheet, form: CollectionForm, wording: Wording) -> None:
        self.sheet, self.form, self.wording = sheet, form, wording
        self.last = len(wording.column)
        self.row = 0
        self.asked: dict[int, Asked] = {}

    def fill(self) -> None:
        """Everything on the sheet, in reading order."""
        self._top()
        head = self._header(tuple(column.heading for column in self.wording.column))
        self._figures()
        if self.form.texts:
            self._texts()
        self._foot()
        for at, column in enumerate(self.wording.column):
            self.sheet.column_dimensions[letters(at)].width = column.width
        if self.asked:
            guard(self.sheet, self.form, self.wording, self.asked)
        self._page(head)

    def _column(self, key: str) -> int:
        return next(at for at, column in enumerate(self.wording.column, 1) if column.key == key)

    def _font(self, size: float, *, heading: bool = False, grey: bool = False) -> Font:
        return Font(name=self.wording.heading_font if heading else self.wording.font, size=size, color=_GREY if grey else "000000")

    def _put(self, column: int, text: str | float, font: Font, alignment: Alignment) -> None:
        cell = self.sheet.cell(self.row, column)
        cell.value, cell.font, cell.alignment = None if text == "" else text, font, alignment

    def _line(self, text: str, height_points: float) -> None:
        """A line over the whole width; it runs over the empty cells beside it."""
        self.row += 1
        self._put(1, text, self._font(10.5), Alignment(vertical="center"))
        self.sheet.row_dimensions[self.row].height = height_points

    def _top(self) -> None:
        self.row = 1
        middle = Alignment(horizontal="centerContinuous", vertical="center")
        for column in range(1, self.last + 1):
            self.sheet.cell(1, column).alignment = middle
        self._put(1, filled(self.wording.title, self.form), self._font(18, heading=True), middle)
        self.sheet.row_dimensions[1].height = 32
        self._line(filled(self.wording.head, self.form), 20)
        code = Alignment(horizontal="right", vertical="center")
        self._put(self.last, filled(self.wording.code, self.form), self._font(10.5, heading=True), code)
        for rule in (*self.wording.rules, *((self.wording.shared_rule,) if self.form.share else ())):
            self._line(filled(rule, self.form), 17)

    def _header(self, headings: tuple[str, ...]) -> int:
        self.row += 1
        for at, heading in enumerate(headings, 1):
            self._put(at, heading, self._font(10.5, heading=True), Alignment(horizontal="center", vertical="center", wrap_text=True))
        self._frame(_BAND)
        self.sheet.row_dimensions[self.row].height = 26
        return self.row

    def _frame(self, fill: PatternFill | None = None) -> None:
        for column in range(1, self.last + 1):
            self.sheet.cell(self.row, column).border = _BORDER
            if fill:
                self.sheet.cell(self.row, column).fill = fill

    def _open(self, column: int) -> None:
        """A cell to fill."""
        cell = self.sheet.cell(self.row, column)
        cell.fill, cell.protection, cell.font = _OPEN, Protection(locked=False), self._font(10.5)

    def _figures(self) -> None:
        for line, rows in chapters(self.form, self.wording):
            if line:
                self._band(line)
            for asked in rows:
                self._figure(asked, len(self.asked) + 1)

    def _band(self, text: str) -> None:
        self.row += 1
        for column in range(1, self.last + 1):
            cell = self.sheet.cell(self.row, column)
            cell.fill = _BAND
            cell.border = Border(top=_SIDE, bottom=_SIDE, left=_SIDE if column == 1 else None, right=_SIDE if column == self.last else None)
        self._put(1, text, self._font(10.5, heading=True), Alignment(vertical="center"))
        self.sheet.row_dimensions[self.row].height = 20

    def _figure(self, asked: Asked, number: int) -> None:
        self.row += 1
        self.asked[self.row] = asked
        self._frame()
        texts: dict[str, str | float] = {
            "number": number,
            "name": asked.name,
            "unit": asked.unit,
            "definition": asked.definition,
            "last": _as_number(asked.last),
            "id": asked.indicator,
        }
        for at, column in enumerate(self.wording.column, 1):
            centred = "center" if column.key in _CENTRED_KEYS else "left"
            text = texts.get(column.key, "")
            size = {"definition": 9.0, "id": 6.0}.get(column.key, 10.5)
            alignment = Alignment(horizontal=centred, vertical="center", wrap_text=column.key != "id", shrink_to_fit=column.key == "id")
            self._put(at, text, self._font(size, grey=column.key == "id"), alignment)
            if column.key in FILLED_KEYS:
                self._open(at)
        self.sheet.cell(self.row, self._column("as_of")).number_format = "yyyy\\-mm\\-dd"
        widths = {column.key: column.width for column in self.wording.column}
        needed = max(height(asked.definition, widths["definition"], 9.0), height(asked.name, widths["name"], 10.5))
        self.sheet.row_dimensions[self.row].height = max(needed, _LEAST_HEIGHT)

    def _texts(self) -> None:
        start, end = self._column("unit"), self._column("note")
        wanted = {1: self.wording.heading("number"), 2: self.wording.chapter_heading, start: self.wording.words_column.heading}
        wanted[self.last] = self.wording.heading("id")
        self._header(tuple(wanted.get(at, "") for at in range(1, self.last + 1)))
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=start, end_column=end)
        for at, asked in enumerate(self.form.texts, 1):
            self.row += 1
            self._frame()
            self._put(1, at, self._font(10.5), Alignment(horizontal="center", vertical="center"))
            self._put(2, asked.name, self._font(10.5), Alignment(vertical="center", wrap_text=True))
            self._put(self.last, TEXT_ID + asked.section, self._font(6, grey=True), Alignment(vertical="center", shrink_to_fit=True))
            self._merged(start, end)
            self.sheet.cell(self.row, start).alignment = Alignment(vertical="top", wrap_text=True)
            self.sheet.row_dimensions[self.row].height = _TEXT_HEIGHT

    def _merged(self, start: int, end: int) -> None:
        """Cells to fill, as one."""
        for column in range(start, end + 1):
            self._open(column)
            self.sheet.cell(self.row, column).border = _BORDER
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=start, end_column=end)

    def _foot(self) -> None:
        """Who fills it in: three labels, each with its cell."""
        self.row += 1
        self._frame()
        columns = [self._column(key) for key in ("unit", "last", "as_of", "note")]
        spans = ((2, columns[0], columns[1] - 1), (columns[1], columns[1] + 1, columns[2]), (columns[2] + 1, columns[3], self.last))
        for label, (at, start, end) in zip((self.wording.giver, self.wording.phone, self.wording.day), spans, strict=True):
            self._put(at, label, self._font(10.5), Alignment(horizontal="right", vertical="center"))
            self._merged(start, end)
        self.sheet.row_dimensions[self.row].height = _FOOT_HEIGHT

    def _page(self, head: int) -> None:
        sheet = self.sheet
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins.left = sheet.page_margins.right = 0.45
        sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
        sheet.page_margins.header = sheet.page_margins.footer = 0.3
        sheet.print_options.horizontalCentered = True
        sheet.print_title_rows = f"{head}:{head}"
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=_HeaderFooterPart(self.form.code), right=_HeaderFooterPart("&P/&N"))
        sheet.freeze_panes = f"C{head + 1}"


def _as_number(text: str) -> str | int | float:
    """A figure as a number, so that a column of them can be added; everything else as it is."""
    if re.fullmatch(r"[0-9]{1,15}", text):
        return int(text)
    return float(text) if re.fullmatch(r"[0-9]{1,12}\.[0-9]{1,2}", text) else text
