"""Zip packages whose bytes depend on their parts alone: fixed order, fixed dates, no trace of the machine."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

_LEVEL = 6
_EPOCH = (1980, 1, 1, 0, 0, 0)


def stored(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An uncompressed package: the same bytes whatever zlib the machine has."""
    return _zipped(parts, zipfile.ZIP_STORED)


def deflated(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A compressed package."""
    return _zipped(parts, zipfile.ZIP_DEFLATED)


def exchanged(package: bytes, changed: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The parts of a package in its own order, those named in `changed` replaced."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        for name in archive.namelist():
            yield name, changed[name] if name in changed else archive.read(name)


def _zipped(parts: Iterable[tuple[str, bytes]], method: int) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=_LEVEL) as archive:
        for name, content in parts:
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = 0
            archive.writestr(member, content, method, _LEVEL)
    return buffer.getvalue()
