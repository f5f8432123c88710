"""Workbooks of units and people as offices make them."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

Table = Sequence[Sequence[object]]


def workbook(units: Table = (), people: Table = ()) -> bytes:
    """The two sheets with these rows, the headings first; a sheet without rows is not there."""
    book = Workbook()
    for name, rows in (("单位", units), ("人员", people)):
        if rows:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
    book.remove(book.worksheets[0])
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
