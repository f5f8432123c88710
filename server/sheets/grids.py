"""The sheets of an .xlsx as grids of text: every cell as its reader sees it, hidden ones too, bounded in rows, columns and sheets."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import islice

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel
from openpyxl.xml.functions import Element

from server.archives import opened
from server.report.file_problems import file_damaged
from server.report.forms.doubts import pictures, table_cut, tables_cut
from server.report.forms.grids import EMPTY, MOST_COLUMNS, MOST_GRIDS, MOST_ROWS, Cell, Grid, Look
from server.report.problems import Refused
from server.sheets.workbook import Listed, NumberFormat, Workbook, elements, local, relations, text_of, workbook_in

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)\"")
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_EXACT_PLACES = 2
_DIGITS = 15
_LONGEST = 20
_MOST_MERGED = 2000
_PLAIN = NumberFormat()
_Table = dict[int, dict[int, Cell]]


def read_xlsx(content: bytes, box_sheet: str) -> tuple[Grid, ...]:
    """The sheets of a workbook, in order; text boxes make a grid of their own named `box_sheet`.

    Raises Refused for what must not be opened, and for what is broken.
    """
    parts = opened(content, "xlsx").parts
    try:
        return _grids(parts, workbook_in(parts), box_sheet)
    except (ValueError, SyntaxError) as broken:
        raise Refused(file_damaged()) from broken


def _grids(parts: Mapping[str, bytes], book: Workbook, box_sheet: str) -> tuple[Grid, ...]:
    grids = [_grid(sheet, parts, book) for sheet in book.sheets[:MOST_GRIDS]]
    boxes = tuple((Cell(text),) for sheet in book.sheets[:MOST_GRIDS] for text in _boxes(sheet, parts))
    more = (tables_cut(MOST_GRIDS),) if len(book.sheets) > MOST_GRIDS else ()
    if grids:
        grids[0] = replace(grids[0], notes=grids[0].notes + more)
    return (*grids, *((Grid(box_sheet, boxes, lettered=False),) if boxes else ()))


def _grid(sheet: Listed, parts: Mapping[str, bytes], book: Workbook) -> Grid:
    part = parts.get(sheet.part, b"")
    table, hidden, cut = _table(part, book)
    _merge(table, part)
    _pin(table, sheet, parts)
    notes = (*((table_cut(sheet.name, MOST_ROWS, MOST_COLUMNS),) if cut else ()), *_picture_notes(sheet, parts))
    rows = tuple(_row(table.get(row, {})) for row in range(max(table, default=-1) + 1))
    marks = (*book.marks, *(found.decode("utf-8", "replace") for found in _MARGIN.findall(part)))
    return Grid(sheet.name, rows, hidden=sheet.hidden, hidden_rows=frozenset(hidden), marks=marks, notes=notes)


def _row(cells: Mapping[int, Cell]) -> tuple[Cell, ...]:
    return tuple(cells.get(column, EMPTY) for column in range(max(cells, default=-1) + 1))


def _table(part: bytes, book: Workbook) -> tuple[_Table, set[int], bool]:
    """Cells by row and column, the hidden rows, and whether something lies beyond the bounds."""
    table: _Table = {}
    hidden: set[int] = set()
    cut, at = False, -1
    for count, row in enumerate(elements(part, "row")):
        at = max(int(row.get("r") or at + 2) - 1, 0)
        cells = dict(_cells(row, book))
        inside = {column: cell for column, cell in cells.items() if column < MOST_COLUMNS}
        beyond = at >= MOST_ROWS
        cut = cut or len(inside) < len(cells) or (beyond and bool(cells))
        if beyond and (cut or count > MOST_ROWS):
            break
        if inside and not beyond:
            table[at] = inside
            hidden |= {at} if row.get("hidden") in ("1", "true") else set()
    return table, hidden, cut


def _cells(row: Element, book: Workbook) -> Iterator[tuple[int, Cell]]:
    """Cells that hold something. One without a place stands behind the one before."""
    column = -1
    for each in row:
        place = _PLACE.match(each.get("r", ""))
        column = _number(place[1]) if place else column + 1
        cell = _cell(each, book)
        if cell != EMPTY:
            yield column, cell


def _cell(element: Element, book: Workbook) -> Cell:
    children = {local(child.tag): child for child in element}
    kind = element.get("t", "n")
    value = children["v"].text or "" if "v" in children else ""
    formula = f"={children['f'].text or ''}" if "f" in children else ""
    if kind == "e" or (formula and not value and kind != "str"):
        return Cell(value, Look.unread, formula=formula)
    match kind:
        case "s":
            cell = Cell(book.texts[int(value)] if value.isdecimal() and int(value) < len(book.texts) else "")
        case "inlineStr":
            cell = Cell(text_of(children["is"]) if "is" in children else "")
        case "n":
            cell = _figure(value, book.formats, element.get("s", "0"), since_1904=book.since_1904)
        case "d":
            cell = Cell(value.partition("T")[0], Look.day)
        case _:
            cell = Cell(value)
    return replace(cell, formula=formula) if formula else cell


def _figure(value: str, formats: tuple[NumberFormat, ...], style: str, *, since_1904: bool) -> Cell:
    """A number as it shows: a day, a percentage, else its digits without the noise of a binary fraction."""
    if not value.strip():
        return EMPTY
    shown = formats[int(style)] if style.isdecimal() and int(style) < len(formats) else _PLAIN
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Cell(value)
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return Cell(value)
    if shown.day:
        return Cell(_day(number, since_1904=since_1904), Look.day)
    exact = Decimal(f"{number:.{_DIGITS}g}")
    if shown.percent:
        return Cell(f"{_digits(_rounded(exact * 100, shown.places))}%", Look.percent)
    return Cell(_digits(exact), Look.number)


def _rounded(percent: Decimal, places: int) -> Decimal:
    """What was typed as a percentage stays exact; a quotient is rounded as it shows."""
    typed = percent == percent.quantize(Decimal(1).scaleb(-_EXACT_PLACES))
    return percent if typed else percent.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _digits(number: Decimal) -> str:
    plain = f"{number:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


def _day(number: Decimal, *, since_1904: bool) -> str:
    try:
        found = from_excel(float(number), MAC_EPOCH if since_1904 else WINDOWS_EPOCH)
    except (ValueError, OverflowError):
        return _digits(number)
    return found.date().isoformat() if isinstance(found, datetime) else str(found)


def _merge(table: _Table, part: bytes) -> None:
    """Merged cells: the first one spans, the others are covered."""
    last = max(table, default=-1) + 1
    for left, top, right, bottom in islice(_MERGED.findall(part), _MOST_MERGED):
        first, start = int(top) - 1, _number(left.decode())
        rows = range(first, min(int(bottom), last))
        columns = range(start, min(_number(right.decode()) + 1, MOST_COLUMNS))
        origin = table.get(first, {}).get(start, EMPTY)
        if not rows or not columns or len(rows) * len(columns) > MOST_ROWS:
            continue
        for row in rows:
            table.setdefault(row, {}).update(dict.fromkeys(columns, Cell(look=Look.covered)))
        table[first][start] = replace(origin, rows=len(rows), columns=len(columns))


def _pin(table: _Table, sheet: Listed, parts: Mapping[str, bytes]) -> None:
    """Comments go to their cells."""
    for kind, name in relations(parts, sheet.part).values():
        for each in elements(parts.get(name, b""), "comment") if kind == "comments" else ():
            place = _PLACE.fullmatch(each.get("ref", ""))
            if not place:
                continue
            row, column = int(place[2]) - 1, _number(place[1])
            if row < MOST_ROWS and column < MOST_COLUMNS:
                cells = table.setdefault(row, {})
                cells[column] = replace(cells.get(column, EMPTY), comment=text_of(each))


def _boxes(sheet: Listed, parts: Mapping[str, bytes]) -> Iterator[str]:
    """Text in text boxes and shapes."""
    for kind, name in relations(parts, sheet.part).values():
        if kind == "drawing":
            yield from (text for each in elements(parts.get(name, b""), "txBody") if (text := text_of(each).strip()))


def _picture_notes(sheet: Listed, parts: Mapping[str, bytes]) -> Iterator[str]:
    drawings = [name for kind, name in relations(parts, sheet.part).values() if kind == "drawing"]
    count = sum(1 for name in drawings for kind, _ in relations(parts, name).values() if kind == "image")
    if count:
        yield pictures(sheet.name, count)


def _number(name: str) -> int:
    """The number of a column from its letters; A is 0. Names beyond the last column a workbook can have are beyond all bounds."""
    number = 0
    for letter in name[:4]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
