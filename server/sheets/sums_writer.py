"""Sums over units as .xlsx: totals are formulas over the sheet of cells, which holds numbers as numbers and states as text; and notes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from server.report.entries import SCALE
from server.report.forms.grids import letters
from server.report.summing.cells import AFTER, Cell, Kept, Member
from server.report.summing.lines import Line
from server.report.summing.telling import lacks, notes_of
from server.report.summing.words import Labels
from server.sheets.packing import packed
from server.sheets.table_writer import FONT, HEADING_FONT, put

FIRST = 3  # the row of the first figure, on the sheet of totals and on that of cells
_LEAD = 3
_SIDE = Side(style="thin", color="808080")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_BAND, _GAP = PatternFill("solid", fgColor="E7E6E6"), PatternFill("solid", fgColor="FDE9D9")
_TOTAL_WIDTHS, _CELL_WIDTHS, _NOTE_WIDTHS = (22, 26, 9, 12, 12, 10, 9, 9, 46), (22, 26, 9), (26, 16, 90)
_FIGURES = {"D": 4, "E": 5, "F": 6, "G": 7, "H": 8}

Result = str | int | float


@dataclass(frozen=True)
class Book:
    """What goes into a workbook: the figures of a year over the units below one, and under which headings; `headings` by section key."""

    unit: str
    year: int
    members: tuple[Member, ...]
    lines: tuple[Line, ...]
    headings: Mapping[str, str]
    labels: Labels

    @property
    def title(self) -> str:
        """What it is called."""
        return self.labels["sums"]["book"].format(unit=self.unit, year=self.year)

    @cached_property
    def ordered(self) -> tuple[Line, ...]:
        """The figures in the order of the outline."""
        places = list(self.headings)
        return tuple(sorted(self.lines, key=lambda line: places.index(line.indicator.section)))

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each figure, the same on both sheets."""
        return {line.indicator.id: at for at, line in enumerate(self.ordered, FIRST)}

    def now(self, indicator: str) -> str:
        """Where this year's cells of a figure stand."""
        return self._cells(indicator, _LEAD)

    def last(self, indicator: str) -> str:
        """Where last year's cells of a figure stand."""
        return self._cells(indicator, _LEAD + len(self.members))

    def _cells(self, indicator: str, before: int) -> str:
        row, first, final = self.rows[indicator], letters(before), letters(before + max(len(self.members), 1) - 1)
        return f"'{self.labels['sums']['cells_sheet']}'!${first}${row}:${final}${row}"


def written(book: Book) -> bytes:
    """The workbook. What a formula comes to stands beside it for viewers that do not compute; Excel and WPS compute it anew."""
    made, words = Workbook(), book.labels["sums"]
    totals = made.worksheets[0]
    totals.title = words["totals_sheet"]
    results = dict(_totals(totals, book))
    _cells(made.create_sheet(words["cells_sheet"]), book)
    _notes(made.create_sheet(words["notes_sheet"]), book)
    put(totals.cell(1, 1), book.title)
    totals.cell(1, 1).font = Font(name=HEADING_FONT, size=16)
    made.properties.title, made.properties.creator = book.title, book.unit
    made.calculation.fullCalcOnLoad = True
    return packed(made, {totals.title: results})


def _totals(sheet: Worksheet, book: Book) -> Iterator[tuple[str, Result]]:
    """Write the sheet of totals; what its formulas come to, by cell."""
    _head(sheet, 2, book.labels["sums"]["totals_heads"].split("|"), _TOTAL_WIDTHS)
    for line in book.ordered:
        row = book.rows[line.indicator.id]
        _lead(sheet, row, line, book)
        formulas, results = _formulas(line, book), _results(line)
        for column, formula in formulas.items():
            slot = sheet[f"{column}{row}"]
            slot.value = formula
            slot.alignment = Alignment(horizontal="right", vertical="center")
            yield f"{column}{row}", results[column]
        for column in _FIGURES:
            sheet[f"{column}{row}"].border = _BORDER
        _text(sheet, row, len(_TOTAL_WIDTHS), _situation(line, book.labels))
        if line.lacking:
            sheet[f"D{row}"].fill = _GAP
    sheet.freeze_panes = f"D{FIRST}"
    _print(sheet, "1:2")


def _formulas(line: Line, book: Book) -> dict[str, str]:
    """The formulas of a line by column: sum, last year's, growth, how many are in it, how many are missing."""
    if line.rated:
        part, whole = book.now(line.rated.part.id), book.now(line.rated.whole.id)
        both = f"ISNUMBER({part})*ISNUMBER({whole})"
        ratio = f"SUMPRODUCT({both},{part})/SUMPRODUCT({both},{whole})*100"
        return {
            "D": f'=IF(SUMPRODUCT({both},{whole})>0,ROUND({ratio},{line.indicator.decimals or 1}),"")',
            "G": f"=SUMPRODUCT({both})",
        }
    if line.apart:
        return {}
    now, last = book.now(line.indicator.id), book.last(line.indicator.id)
    both = f"ISNUMBER({now})*ISNUMBER({last})"
    base = f"SUMPRODUCT({both},{last})"
    return {
        "D": f'=IF(COUNT({now})=0,"",{_sum(now, line)})',
        "E": f'=IF(COUNT({last})=0,"",{_sum(last, line)})',
        "F": f'=IF({base}>0,ROUND((SUMPRODUCT({both},{now})-{base})/{base}*100,1),"")',
        "G": f"=COUNT({now})",
        "H": f'=COUNTA({now})-COUNT({now})-COUNTIF({now},"{book.labels["sum_kept"][Kept.not_applicable]}")',
    }


def _sum(cells: str, line: Line) -> str:
    """A sum; of figures with decimals without the dust that binary fractions leave."""
    return f"ROUND(SUM({cells}),4)" if line.indicator.decimals else f"SUM({cells})"


def _results(line: Line) -> dict[str, Result]:
    """What we say the formulas of a line come to."""
    total, growth = line.total, line.total.growth
    if line.rated:
        return {"D": "" if line.rated.percent is None else float(line.rated.percent), "G": len(line.rated.cells) // 2}
    return {
        "D": _number(total.value),
        "E": _number(total.last),
        "F": "" if growth is None or growth.percent is None else float(growth.percent),
        "G": len(total.numbers),
        "H": len(total.missing) + len(total.unreadable),
    }


def _situation(line: Line, labels: Labels) -> str:
    """Who is missing, or why there is no sum; the notes say the rest."""
    reason = labels["sum_apart"][line.apart] if line.apart and not line.rated else ""
    lacking = labels["sum_notes"]["left_out" if line.rated else "missing"] + lacks(line, labels) if line.lacking else ""
    rough = labels["sum_notes"]["rough"] if line.summed and line.total.rough else ""
    return "；".join(part for part in (reason, lacking, rough) if part)


def _cells(sheet: Worksheet, book: Book) -> None:
    words, every = book.labels["sums"], len(book.members)
    widths = (*_CELL_WIDTHS, *(10 for _ in range(2 * every)))
    names = [member.name for member in book.members]
    _head(sheet, 2, [*words["cells_heads"].split("|"), *names, *names], widths)
    for column, said in ((_LEAD + 1, words["this_year"]), (_LEAD + 1 + every, words["last_year"])):
        put(sheet.cell(1, column), said.format(year=book.year if column == _LEAD + 1 else book.year - 1))
        sheet.cell(1, column).font = Font(name=HEADING_FONT, size=12)
    for line in book.ordered:
        row = book.rows[line.indicator.id]
        _lead(sheet, row, line, book)
        by_unit = {cell.unit: cell for cell in line.total.cells}
        for at, member in enumerate(book.members, _LEAD + 1):
            _cell(sheet, row, at, by_unit.get(member.id), book.labels)
            _number_cell(sheet, row, at + every, by_unit[member.id].last if member.id in by_unit else None)
    sheet.freeze_panes = f"D{FIRST}"
    _print(sheet, "1:2")


def _cell(sheet: Worksheet, row: int, column: int, cell: Cell | None, labels: Labels) -> None:
    """A number as a number, with its qualifier shown beside it; anything else as text. A unit that is not asked has an empty cell."""
    if cell is None or cell.value is not None:
        _number_cell(sheet, row, column, cell.value if cell else None, cell.qualifier if cell else "")
        return
    _text(sheet, row, column, cell.raw if cell.kept is Kept.unreadable else labels["sum_kept"][cell.kept], "center")
    if cell.kept is not Kept.not_applicable:
        sheet.cell(row, column).fill = _GAP


def _number_cell(sheet: Worksheet, row: int, column: int, scaled: int | None, qualifier: str = "") -> None:
    slot = sheet.cell(row, column)
    slot.border, slot.font = _BORDER, Font(name=FONT, size=10.5)
    if scaled is None:
        return
    slot.value = _number(scaled)
    slot.alignment = Alignment(horizontal="right", vertical="center")
    if qualifier:
        slot.number_format = f'General"{qualifier}"' if qualifier in AFTER else f'"{qualifier}"General'


def _notes(sheet: Worksheet, book: Book) -> None:
    words = book.labels["sums"]
    general = (words[key] for key in ("note_totals", "note_growth", "note_cells", "note_level"))
    row = 1
    for row, said in enumerate(general, 1):
        put(sheet.cell(row, 1), said)
        sheet.cell(row, 1).font = Font(name=FONT, size=10.5)
    _head(sheet, row + 1, words["notes_heads"].split("|"), _NOTE_WIDTHS)
    told = ((line, key, said) for line in book.ordered for key, said in notes_of(line, book.year, book.labels))
    for at, (line, key, said) in enumerate(told, row + 2):
        for column, text in enumerate((line.indicator.name, book.labels["sum_notes"][key], said), 1):
            _text(sheet, at, column, text)
    sheet.freeze_panes = f"A{row + 2}"
    _print(sheet, f"{row + 1}:{row + 1}")


def _head(sheet: Worksheet, row: int, heads: Iterable[str], widths: tuple[int, ...]) -> None:
    for at, (said, width) in enumerate(zip(heads, widths, strict=True), 1):
        _text(sheet, row, at, said, "center")
        sheet.cell(row, at).font, sheet.cell(row, at).fill = Font(name=HEADING_FONT, size=10.5), _BAND
        sheet.column_dimensions[letters(at - 1)].width = width


def _lead(sheet: Worksheet, row: int, line: Line, book: Book) -> None:
    for at, said in enumerate((book.headings[line.indicator.section], line.indicator.name, line.indicator.unit), 1):
        _text(sheet, row, at, said)


def _text(sheet: Worksheet, row: int, column: int, said: str, side: str = "left") -> None:
    slot = sheet.cell(row, column)
    put(slot, said)
    slot.font, slot.border = Font(name=FONT, size=10.5), _BORDER
    slot.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)


def _number(scaled: int | None) -> Result:
    """A value × 10 000 as a spreadsheet has it; "" for none."""
    if scaled is None:
        return ""
    return scaled / SCALE if scaled % SCALE else scaled // SCALE


def _print(sheet: Worksheet, titles: str) -> None:
    sheet.print_title_rows = titles
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
