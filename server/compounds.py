"""What an OLE compound file holds (.doc, .xls, .wps, .et, or a package under a password); reads its directory, never its text.

MS-CFB 2.2 and 2.6; MS-DOC 2.5.2 (fEncrypted); MS-XLS 2.4.117 (FilePass).
"""

import re
from enum import StrEnum

_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_ENTRY, _STREAM = 128, 2
_DOCUMENT, _BOOKS = "WordDocument", ("Workbook", "Book")
_LOCKED = ("EncryptedPackage", "EncryptionInfo", "DataSpaces")
_WORD_LOCK, _BOOK_LOCK = 0x0100, 0x002F


class Compound(StrEnum):
    """What the file is, whatever it is called."""

    document = "doc"
    workbook = "xls"
    locked = "locked"
    other = "other"


def is_compound(content: bytes) -> bool:
    """Whether the bytes open as an OLE compound file does."""
    return content.startswith(_MAGIC)


def what(content: bytes) -> Compound:
    """What a compound file holds; `locked` when it cannot be read without its password."""
    if any(_entry(content, name) >= 0 for name in _LOCKED):
        return Compound.locked
    document = _entry(content, _DOCUMENT)
    books = [at for at in (_entry(content, name) for name in _BOOKS) if at >= 0]
    if document >= 0 and document < min(books, default=len(content)):
        return Compound.locked if _document_locked(_stream(content, document)) else Compound.document
    if books:
        return Compound.locked if _book_locked(_stream(content, min(books))) else Compound.workbook
    return Compound.other


def _entry(content: bytes, name: str) -> int:
    """Where the directory entry of this name begins, -1 for none. The main stream comes before those of what is embedded."""
    wanted = (name + "\0").encode("utf-16-le")
    start = (_number(content, 48, 4) + 1) * _sector(content)
    places = (match.start() for match in re.finditer(re.escape(wanted), content[start:]))
    return next((start + at for at in places if at % _ENTRY == 0 and _number(content, start + at + 64, 2) == len(wanted)), -1)


def _stream(content: bytes, entry: int) -> bytes:
    """The first bytes of a stream that stands in sectors of its own, as the main stream of every real file does."""
    if content[entry + 66 : entry + 67] != bytes([_STREAM]):
        return b""
    start = (_number(content, entry + 116, 4) + 1) * _sector(content)
    return content[start : start + _sector(content)]


def _document_locked(stream: bytes) -> bool:
    return stream[:2] in (b"\xec\xa5", b"\xdc\xa5") and bool(_number(stream, 10, 2) & _WORD_LOCK)


def _book_locked(stream: bytes) -> bool:
    return _number(stream, 4 + _number(stream, 2, 2), 2) == _BOOK_LOCK


def _sector(content: bytes) -> int:
    """512 bytes in version 3, 4096 in version 4; bounded, whatever the header says."""
    return 1 << min(max(_number(content, 30, 2), 9), 12)


def _number(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "little")
