"""Files of older formats → .docx or .xlsx by LibreOffice: what it is asked to open is what the bytes are, not the name."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from server.archives import LARGEST_MEGABYTES, Kind, kind_of
from server.report import file_problems
from server.report.problems import Refused
from server.word.office import OFFICE, Office, Run, convert

_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_SOURCES = {"docx": {Kind.doc, Kind.rtf, Kind.odt}, "xlsx": {Kind.xls, Kind.ods}}


def as_docx(content: bytes, folder: Path, stop: Callable[[], bool], office: Office = OFFICE) -> bytes:
    """A .doc, .wps, .rtf or .odt as .docx; a .docx as it is. `folder` holds the work while it lasts, `stop` is asked ten times a second.

    Refused for a password, another kind of file, no LibreOffice, too much time, or when `stop` says so.
    """
    return _as("docx", content, folder, stop, office)


def as_xlsx(content: bytes, folder: Path, stop: Callable[[], bool], office: Office = OFFICE) -> bytes:
    """A .xls, .et or .ods as .xlsx, a .xlsx as it is; otherwise as `as_docx`."""
    return _as("xlsx", content, folder, stop, office)


def _as(wanted: Literal["docx", "xlsx"], content: bytes, folder: Path, stop: Callable[[], bool], office: Office) -> bytes:
    if len(content) > LARGEST_MEGABYTES << 20:
        raise Refused(file_problems.file_too_large(LARGEST_MEGABYTES))
    kind = kind_of(content)
    if kind == wanted:
        return content
    if kind not in _SOURCES[wanted]:
        raise Refused(_why_not(kind, wanted))
    if office.path is None:
        raise Refused(file_problems.old_format(wanted))
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as work:
        return _converted(content, kind, wanted, Path(work), Run(office, stop))


def _why_not(kind: Kind, wanted: str) -> str:
    if kind is Kind.locked:
        return file_problems.file_locked()
    return file_problems.not_a_document(wanted) if kind is Kind.other else file_problems.other_kind(wanted)


def _converted(content: bytes, kind: Kind, wanted: str, work: Path, run: Run) -> bytes:
    source = work / f"source.{kind}"
    source.write_bytes(content)
    made = convert(source, _FILTERS[wanted], work, run)
    if made.stat().st_size > LARGEST_MEGABYTES << 20:
        raise Refused(file_problems.file_too_large(LARGEST_MEGABYTES))
    return made.read_bytes()
