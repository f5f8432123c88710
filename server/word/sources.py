"""A file of any kind in which a report comes → its lines; what bears the mark of a secret is refused before anything is kept."""

from collections.abc import Callable
from pathlib import Path

from server.archives import Kind, kind_of
from server.report.file_problems import other_kind, secret_file
from server.report.problems import Refused
from server.report.reading.gathering import decoded, gathered
from server.report.reading.source import Source
from server.report.secrecy import secret_in_bytes, secret_mark
from server.word.conversion import as_docx
from server.word.reader import read_docx

MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".doc": "application/msword",
    ".txt": "text/plain; charset=utf-8",
}
_TABLES = (Kind.xlsx, Kind.xls, Kind.ods)
_OLD = (Kind.doc, Kind.rtf, Kind.odt, Kind.locked)


def source_of(name: str, content: bytes, folder: Path, stop: Callable[[], bool]) -> Source:
    """The lines of a .docx, of what LibreOffice makes of an older file, or of plain text; the bytes decide, not the name.

    `folder` and `stop` as in `conversion.as_docx`. Refused for what cannot be read and for a file that bears 秘密★ and the like.
    """
    refuse_secret(name, secret_in_bytes(content))
    source = _lines(content, folder, stop)
    refuse_secret(name, secret_mark("\n".join(line.whole for line in source.lines)))
    return source


def refuse_secret(name: str, mark: str | None) -> None:
    """Raise Refused for a mark found in a file, or one in its name."""
    found = mark or secret_mark(name)
    if found:
        raise Refused(secret_file(found))


def media_type_of(name: str) -> str:
    """What a file says it is, by its ending."""
    return MEDIA_TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def _lines(content: bytes, folder: Path, stop: Callable[[], bool]) -> Source:
    kind = kind_of(content)
    if kind in _TABLES:
        raise Refused(other_kind("docx"))
    if kind in _OLD:
        return read_docx(as_docx(content, folder, stop))
    if kind is Kind.docx or content.startswith(b"PK"):
        return read_docx(content)
    return gathered(decoded(content))
