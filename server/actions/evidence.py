"""Files that prove what was done (通知、纪要、签字、回执): what they are by their bytes, kept once, given out as attachments only.

Marks of secrecy are looked for wherever text can be read without another program; in a PDF or a picture nobody can.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from io import BytesIO
from pathlib import Path

from sqlalchemy import Connection

from server.actions.allowing import Actor
from server.actions.opening import words_of
from server.archives import Kind, kind_of
from server.report import file_problems
from server.report.problems import NotFound, Refused
from server.report.season_problems import evidence_empty, evidence_too_large, evidence_unknown
from server.report.secrecy import secret_in_bytes, secret_mark
from server.sheets.grids import read_xlsx
from server.storage import evidence, files, history
from server.storage.history import Event
from server.storage.reports import Report
from server.word.reader import read_docx
from server.word.sources import MEDIA_TYPES, refuse_secret

ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.doc,.wps,.ofd,.xlsx"
LARGEST_MEGABYTES = 10
LONGEST_NAME = 100
_MEGABYTE = 1 << 20
_MOST_PARTS, _LARGEST_UNPACKED, _LARGEST_PART = 3000, 150 * _MEGABYTE, 20 * _MEGABYTE
_PIECE = 256 * 1024
_CENTRAL, _ROOT = b"PK\x01\x02", "OFD.xml"
_WRITTEN = re.compile(r"<(?:\w+:)?TextCode\b[^>]*>([^<]*)<")
_OPENINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_UNKNOWN = "application/octet-stream"
# What each kind is sent as, and the endings under which it may be known.
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "pdf": ("application/pdf", (".pdf",)),
    "jpg": ("image/jpeg", (".jpg", ".jpeg")),
    "png": ("image/png", (".png",)),
    "ofd": ("application/ofd", (".ofd",)),
    "docx": (MEDIA_TYPES[".docx"], (".docx",)),
    "xlsx": (MEDIA_TYPES[".xlsx"], (".xlsx",)),
    "doc": (MEDIA_TYPES[".doc"], (".doc", ".wps")),
}


@dataclass(frozen=True)
class Checked:
    """A file that may be kept or given out: its name has an ending that fits its bytes."""

    name: str
    media_type: str
    content: bytes


def keep(connection: Connection, name: str, content: bytes, at: datetime) -> str:
    """The digest under which a file is kept. Raises Refused as `checked` does; nothing is stored then."""
    return put(connection, checked(name, content), at)


def checked(name: str, content: bytes) -> Checked:
    """A file judged by its bytes, to be called before a transaction is opened: reading a large one takes a second.

    Raises Refused for one that is empty, over 10 MB, of another type, broken, bursting, locked, or bears a mark of secrecy.
    """
    if not content:
        raise Refused(evidence_empty())
    if len(content) > LARGEST_MEGABYTES * _MEGABYTE:
        raise Refused(evidence_too_large(LARGEST_MEGABYTES))
    refuse_secret(name, secret_in_bytes(content))
    kind = _kind(content)
    refuse_secret(name, secret_mark(_READ[kind](content)) if kind in _READ else None)
    return Checked(_fitting(name, _KINDS[kind][1]), _KINDS[kind][0], content)


def put(connection: Connection, file: Checked, at: datetime) -> str:
    """The digest under which a checked file is kept."""
    return files.keep(connection, file.name, file.media_type, file.content, at)


def taken(connection: Connection, report_id: int, digest: str) -> Checked:
    """A file that the records of a report refer to, under the name it has there. Raises NotFound for any other."""
    name = evidence.name_of(connection, report_id, digest)
    found = files.kept(connection, digest) if name is not None else None
    if found is None:
        raise NotFound
    endings = next((endings for media, endings in _KINDS.values() if media == found.media_type), ())
    return Checked(_fitting(name or found.name, endings), found.media_type if endings else _UNKNOWN, found.content)


def record_download(connection: Connection, actor: Actor, report: Report, digest: str, name: str) -> None:
    """Keep who took a file away, and when."""
    history.add(connection, Event(actor.at, actor.id, f"file:{digest}", "download", report.unit_id, report.id, 0, {"name": name}))


def _kind(content: bytes) -> str:
    """What may be kept, by its first bytes or by what its package holds. Raises Refused for anything else."""
    start = content[:16].lstrip(b"\xef\xbb\xbf \t\r\n")
    opening = next((kind for sign, kind in _OPENINGS.items() if start.startswith(sign)), "")
    if opening:
        return opening
    found = kind_of(content)
    if found is Kind.locked:
        raise Refused(file_problems.file_locked())
    if found in (Kind.docx, Kind.xlsx, Kind.doc):
        return found.value if found is Kind.doc or not _is_ofd(content) else "ofd"
    if _is_ofd(content):
        return "ofd"
    raise Refused(evidence_unknown())


def _is_ofd(content: bytes) -> bool:
    """Whether the directory of a package names the root of a 版式文件 (GB/T 33190-2016, 5)."""
    if not content.startswith(b"PK") or content.count(_CENTRAL) > _MOST_PARTS:
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return _ROOT in package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        return False


def _docx_text(content: bytes) -> str:
    return "\n".join(line.whole for line in read_docx(content).lines)


def _xlsx_text(content: bytes) -> str:
    return words_of(read_xlsx(content, ""))


def _ofd_text(content: bytes) -> str:
    """All that is written on the pages, each piece on a line of its own, then all of it in one."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            pieces = [unescape(piece) for part in _unpacked(package) for piece in _WRITTEN.findall(part.decode("utf-8", "replace"))]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as broken:
        raise Refused(file_problems.file_damaged()) from broken
    return "\n".join((*pieces, "".join(pieces)))


def _unpacked(package: zipfile.ZipFile) -> Iterator[bytes]:
    """The XML parts. Everything is measured while it is unpacked, whatever the headers claim."""
    total = 0
    for member in package.infolist():
        if member.flag_bits & 1:
            raise Refused(file_problems.file_locked())
        part, size = _measured(package, member, _LARGEST_UNPACKED - total)
        total += size
        if part:
            yield part


def _measured(package: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> tuple[bytes, int]:
    """One part and its size; the bytes of what is no XML are let go while they are counted."""
    xml, part, size = member.filename.lower().endswith(".xml"), bytearray(), 0
    with package.open(member) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            part += piece if xml else b""
            if size > (min(most, _LARGEST_PART) if xml else most):
                raise Refused(file_problems.file_bursting())
    return bytes(part), size


def _fitting(name: str, endings: tuple[str, ...]) -> str:
    """A name that is not too long and ends as its bytes ask."""
    plain = " ".join(name.split())
    ending = Path(plain).suffix
    if not endings or ending.lower() in endings:
        return plain.removesuffix(ending)[:LONGEST_NAME] + ending[:LONGEST_NAME]
    return plain[:LONGEST_NAME] + endings[0]


_READ: dict[str, Callable[[bytes], str]] = {"docx": _docx_text, "xlsx": _xlsx_text, "ofd": _ofd_text}
