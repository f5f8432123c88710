"""A workbook as bytes that do not tell when it was made."""

import re
import zipfile
from io import BytesIO

from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DAY = b"1980-01-01T00:00:00Z"
_MOMENT = re.compile(rb"(?<=W3CDTF\">)[^<]+")


def packed(book: Workbook) -> bytes:
    """The workbook as .xlsx. Same workbook, same bytes."""
    saved, buffer = BytesIO(), BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            content = made.read(name)
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = 0
            kept.writestr(member, _MOMENT.sub(_DAY, content) if name == "docProps/core.xml" else content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
