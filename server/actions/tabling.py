"""A table that somebody hands in by itself (指标表, a system's export): guarded, converted when it is old, read; nothing is kept here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from threading import Lock

from server.actions import opening
from server.actions.evidence import LONGEST_NAME, Checked
from server.archives import Kind, kind_of
from server.report.forms.collecting import Wording
from server.report.forms.grids import Grid, pasted_grid
from server.report.problems import Refused
from server.report.proposing import sentences as say
from server.report.relaying import saying
from server.report.secrecy import secret_in_bytes, secret_mark
from server.word.conversion import as_docx, as_xlsx
from server.word.sources import MEDIA_TYPES, refuse_secret

_TURN = Lock()
_PATIENCE_SECONDS = 20
_OLD = {Kind.xls: ".xlsx", Kind.ods: ".xlsx", Kind.doc: ".docx", Kind.odt: ".docx", Kind.rtf: ".docx"}
_KNOWN = (Kind.xlsx, Kind.docx)


@dataclass(frozen=True)
class Table:
    """A file with its tables. `file` is what can be kept: an old one has become .xlsx or .docx."""

    file: Checked
    grids: tuple[Grid, ...]


def opened(name: str, content: bytes, wording: Wording, folder: Path) -> Table:
    """The tables of a .xlsx or .docx, or of what LibreOffice makes of .xls, .et, .ods, .doc or .wps.

    Raises Refused for another kind of file, one that is broken, locked or bursting, or one that bears a mark of secrecy.
    """
    refuse_secret(name, secret_in_bytes(content))
    kind = kind_of(content)
    ending = _OLD.get(kind, f".{kind.value}")
    if kind in _OLD:
        with _work(folder) as work:
            content = (as_xlsx if ending == ".xlsx" else as_docx)(content, work, lambda: False)
    elif kind not in _KNOWN:
        raise Refused(say.old_sheet())
    grids = opening.tables_of(f"a{ending}", content, wording, folder, lambda: False)
    refuse_secret(name, opening.mark_of(name, content, grids))
    plain = " ".join(PurePath(name).stem.split())[:LONGEST_NAME]
    return Table(Checked(plain + ending, MEDIA_TYPES[ending], content), grids)


def again(file: Checked, wording: Wording) -> tuple[Grid, ...]:
    """The tables of a file that `opened` gave to keep."""
    return opening.tables_of(file.name, file.content, wording, Path(), lambda: False)


def pasted(text: str, wording: Wording) -> tuple[Grid, ...]:
    """The table of a block that was pasted. Raises Refused for a mark of secrecy."""
    refuse_secret("", secret_mark(text))
    return (pasted_grid(text, wording.pasted_sheet),)


def as_text(grid: Grid) -> str:
    """A table as a block that `pasted` reads alike, merged headings written over all they cover."""
    return "\n".join("\t".join(_field(grid, row, column) for column in range(len(cells))) for row, cells in enumerate(grid.rows))


def _field(grid: Grid, row: int, column: int) -> str:
    text = grid.cell(row, column).text.strip()
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '\n\t"') else text


@contextmanager
def _work(folder: Path) -> Iterator[Path]:
    """A folder of one's own while LibreOffice works, one at a time."""
    if not _TURN.acquire(timeout=_PATIENCE_SECONDS):
        raise Refused(saying.converting_others())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as work:
            yield Path(work)
    finally:
        _TURN.release()
