"""A workbook as bytes that do not tell when it was made."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from xml.sax.saxutils import escape

from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DAY = b"1980-01-01T00:00:00Z"
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f>(.*?)</f><v ?(?:/>|></v>)</c>')
_MOMENT = re.compile(rb"(?<=W3CDTF\">)[^<]+")
Shown = Mapping[str, Mapping[str, str | int | float]]


def packed(book: Workbook, shown: Shown = MappingProxyType({})) -> bytes:
    """The workbook as .xlsx. Same workbook, same bytes.

    `shown`: tab → cell → what its formula comes to, for whoever shows files without computing (the preview of a chat program).
    """
    saved, buffer = BytesIO(), BytesIO()
    results = {f"xl/worksheets/sheet{at}.xml": shown.get(sheet.title, {}) for at, sheet in enumerate(book.worksheets, 1)}
    book.save(saved)
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            content = _computed(made.read(name), results.get(name, {}))
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = 0
            kept.writestr(member, _MOMENT.sub(_DAY, content) if name == "docProps/core.xml" else content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _computed(content: bytes, results: Mapping[str, str | int | float]) -> bytes:
    """The XML of a sheet with the results of its formulas."""
    return _FORMULA.sub(lambda found: _with_result(found, results), content) if results else content


def _with_result(found: re.Match[bytes], results: Mapping[str, str | int | float]) -> bytes:
    result = results.get(found[1].decode())
    if result is None:
        return found[0]
    kind = b' t="str"' if isinstance(result, str) else b""
    plain = found[2].replace(b' t="str"', b"")
    said = escape(result) if isinstance(result, str) else repr(result)
    return b'<c r="%b"%b%b><f>%b</f><v>%b</v></c>' % (found[1], plain, kind, found[3], said.encode())
