"""A file of any kind in which a 填报表 comes back → its tables, and whether anything in it bears the mark of a secret."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path

from server.archives import Kind, kind_of
from server.report.forms.collecting import Wording
from server.report.forms.grids import Grid, pasted_grid
from server.report.intake_problems import form_too_large, nothing_pasted
from server.report.problems import Refused
from server.report.reading.gathering import decoded
from server.report.secrecy import secret_in_bytes, secret_mark
from server.sheets.grids import read_xlsx
from server.word.conversion import as_docx, as_xlsx
from server.word.grids import Called, read_docx_grids

MOST_CELLS = 30_000
_DOCUMENTS = (Kind.docx, Kind.doc, Kind.odt, Kind.rtf)
_DOCUMENT_NAMES = (".docx", ".doc", ".wps", ".rtf", ".odt")
_TEXT_NAMES = (".txt", ".csv")


def tables_of(name: str, content: bytes, wording: Wording, folder: Path, stop: Callable[[], bool]) -> tuple[Grid, ...]:
    """The tables of a workbook, a document, an older file that LibreOffice converts, or a block of text; the bytes decide, not the name.

    `folder` and `stop` as in `conversion.as_xlsx`. Refused for what cannot be read, and for what is no form by its size.
    """
    grids = _pasted(content, wording) if _is_text(name, content) else _opened(name, content, wording, folder, stop)
    cells = sum(1 for grid in grids for _ in grid.filled())
    if cells > MOST_CELLS:
        raise Refused(form_too_large(cells))
    return grids


def mark_of(name: str, content: bytes, grids: tuple[Grid, ...] = ()) -> str | None:
    """The mark of a secret in the bytes, the name, or anywhere in the tables, out of sight too; None when there is none."""
    return secret_in_bytes(content) or secret_mark(name) or secret_mark(words_of(grids))


def words_of(grids: tuple[Grid, ...]) -> str:
    """All that the tables say, in sight and out of sight, a line for each cell."""
    cells = (text for grid in grids for row in grid.rows for cell in row for text in (cell.text, cell.comment) if text)
    return "\n".join(chain(cells, (mark for grid in grids for mark in grid.marks), (grid.sheet for grid in grids)))


def _is_text(name: str, content: bytes) -> bool:
    return Path(name).suffix.lower() in _TEXT_NAMES and kind_of(content) is Kind.other


def _pasted(content: bytes, wording: Wording) -> tuple[Grid, ...]:
    grid = pasted_grid(decoded(content), wording.pasted_sheet)
    if not any(grid.filled()):
        raise Refused(nothing_pasted())
    return (grid,)


def _opened(name: str, content: bytes, wording: Wording, folder: Path, stop: Callable[[], bool]) -> tuple[Grid, ...]:
    kind = kind_of(content)
    unknown = kind in (Kind.other, Kind.locked)
    if kind in _DOCUMENTS or (unknown and Path(name).suffix.lower() in _DOCUMENT_NAMES):
        called = Called(wording.document_sheet, wording.document_table, wording.margin_sheet)
        return read_docx_grids(_packed(content) or as_docx(content, folder, stop), called)
    return read_xlsx(_packed(content) or as_xlsx(content, folder, stop), wording.box_sheet)


def _packed(content: bytes) -> bytes:
    """A package as it is, however broken: its own reader says best what is wrong with it."""
    return content if content.startswith(b"PK") and kind_of(content) not in (Kind.odt, Kind.ods) else b""
