"""The roster of units and people as .xlsx: two sheets to fill with lists to choose from, and one that explains them."""

from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from server.report.forms.grids import MOST_ROWS, letters
from server.report.roster.columns import COLUMNS, Column, Sort
from server.report.roster.words import GUIDE
from server.sheets.packing import packed
from server.sheets.table_writer import put

FONT, HEADING_FONT, SIZE = "SimSun", "SimHei", 10.5
_SIDE = Side(style="thin", color="808080")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_BAND, _NEEDED = PatternFill("solid", fgColor="E7E6E6"), PatternFill("solid", fgColor="FFF2CC")
_TEXT = "@"
_LONGEST_LIST, _LONGEST_PROMPT = 255, 250
_GUIDE_WIDTHS = (18, 90)
Rows = Iterable[Mapping[str, str]]
Labels = Mapping[str, Mapping[str, str]]


def written(labels: Labels, choices: Mapping[str, Sequence[str]], filled: Mapping[Sort, Rows]) -> bytes:
    """The workbook; `choices` by key of the column, `filled` what stands in the sheets already. Same values, same bytes."""
    book = Workbook()
    words = labels["roster"]
    for at, sort in enumerate(Sort):
        sheet = book.create_sheet() if at else book.worksheets[0]
        sheet.title = words[sort]
        _sheet(sheet, COLUMNS[sort], labels, choices, filled.get(sort, ()))
    _guide(book.create_sheet(words["guide"]), labels)
    book.properties.title = words["title"]
    return packed(book)


def _sheet(sheet: Worksheet, columns: Sequence[Column], labels: Labels, choices: Mapping[str, Sequence[str]], rows: Rows) -> None:
    for at, column in enumerate(columns):
        head = sheet.cell(1, at + 1, labels["roster"][column.key])
        head.font, head.border, head.fill = Font(name=HEADING_FONT, size=SIZE), _BORDER, _NEEDED if column.needed else _BAND
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[letters(at)].width = column.width
        sheet.column_dimensions[letters(at)].number_format = _TEXT
        sheet.add_data_validation(
            _prompt(letters(at), labels["roster"][column.key], labels["roster_hints"][column.key], choices.get(column.key, ()))
        )
    for number, row in enumerate(rows, 2):
        for at, column in enumerate(columns, 1):
            cell = sheet.cell(number, at)
            put(cell, row.get(column.key, ""))
            cell.number_format, cell.border, cell.font = _TEXT, _BORDER, Font(name=FONT, size=SIZE)
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.print_title_rows = "1:1"


def _prompt(column: str, title: str, hint: str, choices: Sequence[str]) -> DataValidation:
    """What is said when a cell is chosen, with a list where there is one; what else is typed is judged when the file comes back."""
    listed = f'"{",".join(choices)}"'
    check = DataValidation(type="list", formula1=listed) if choices and len(listed) <= _LONGEST_LIST else DataValidation()
    check.allow_blank, check.showErrorMessage, check.showInputMessage = True, False, True
    check.promptTitle, check.prompt = title, hint[:_LONGEST_PROMPT]
    check.add(f"{column}2:{column}{MOST_ROWS}")
    return check


def _guide(sheet: Worksheet, labels: Labels) -> None:
    words, hints, guide = labels["roster"], labels["roster_hints"], labels["roster_guide"]
    lines = [("", guide[key]) for key in GUIDE]
    for sort in Sort:
        lines += [("", ""), (words[sort], ""), *((words[column.key], hints[column.key]) for column in COLUMNS[sort])]
    for number, (left, right) in enumerate(lines, 1):
        for at, text in enumerate((left, right), 1):
            cell = sheet.cell(number, at)
            put(cell, text)
            cell.font = Font(name=HEADING_FONT if at == 1 else FONT, size=SIZE)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    for at, width in enumerate(_GUIDE_WIDTHS):
        sheet.column_dimensions[letters(at)].width = width
