"""The guard before every .docx and .xlsx: bytes in, parts out, or one sentence why not; bounded in time and memory, writes nothing.

Everything is measured while it is unpacked: what the headers of a package claim is not believed. Refused are passwords, macros,
entities of its own, and links to content in other files; links to pictures and to templates are left alone and never followed.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from types import MappingProxyType
from typing import Literal
from xml.parsers import expat

from server import compounds
from server.report import file_problems
from server.report.problems import Refused

LARGEST_MEGABYTES = 20
_MEGABYTE = 1 << 20
_MOST_PARTS = 3000
_LARGEST_UNPACKED, _LARGEST_XML = 150 * _MEGABYTE, 40 * _MEGABYTE
# A white picture shrinks a thousandfold and is no bomb; XML that does is one.
_RATIO, _XML_RATIO_FROM, _OTHER_RATIO_FROM = 200, _MEGABYTE, 16 * _MEGABYTE
_PIECE = 256 * 1024
_CENTRAL = b"PK\x01\x02"
_TYPES = "[Content_Types].xml"
_XML, _PICTURE = (".xml", ".rels", ".vml"), ".svg"
_OPENINGS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\0", b"\xfe\xff\0<", b"\0<")
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
_SIGNS = ("<!DOCTYPE", "<!ENTITY")
_DEFINITIONS = tuple(sign.encode(encoding) for sign in _SIGNS for encoding in ("ascii", "utf-16-le", "utf-16-be"))
# In these a byte of "<" is always "<": no definition can hide from the search for it.
_ENCODINGS = re.compile(r"utf-?8|utf-?16(le|be)?|us-ascii|ascii|gb2312|gbk|gb18030|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_DECLARED = re.compile(rb"^[^>]{0,200}?encoding\s*=\s*[\"']([^\"']*)")
# Relationships whose target would be shown as part of the content (ECMA-376 part 1, 11.3 and 12.3).
_CONTENT = {"aFChunk", "subDocument", "frame", "oleObject", "package", "externalLink", "externalLinkPath"}
_MAIN = {"docx": "wordprocessingml", "xlsx": "spreadsheetml"}


class Kind(StrEnum):
    """What a file is by its bytes, whatever it is called."""

    docx = "docx"
    xlsx = "xlsx"
    doc = "doc"
    xls = "xls"
    odt = "odt"
    ods = "ods"
    rtf = "rtf"
    locked = "locked"
    other = "other"


@dataclass(frozen=True)
class Archive:
    """A package that may be read: its XML parts unpacked, the names of all, and the targets of pictures that stand elsewhere."""

    parts: Mapping[str, bytes]
    names: frozenset[str]
    linked_pictures: tuple[str, ...] = ()


def kind_of(content: bytes) -> Kind:
    """What the bytes look like, in constant time for what is too large; nothing is promised of what is inside."""
    if compounds.is_compound(content):
        return Kind(compounds.what(content[: LARGEST_MEGABYTES * _MEGABYTE]))
    if content[:64].lstrip().startswith(rb"{\rtf"):
        return Kind.rtf
    if not content.startswith(b"PK") or len(content) > LARGEST_MEGABYTES * _MEGABYTE:
        return Kind.other
    return _packed_kind(content)


def opened(content: bytes, kind: Literal["docx", "xlsx"]) -> Archive:
    """The package, every part of it measured. Refused says in one sentence what is wrong with it and what to do."""
    if len(content) > LARGEST_MEGABYTES * _MEGABYTE:
        raise Refused(file_problems.file_too_large(LARGEST_MEGABYTES))
    if compounds.is_compound(content):
        locked = compounds.what(content) is compounds.Compound.locked
        raise Refused(file_problems.file_locked() if locked else file_problems.old_format(kind))
    if not content.startswith(b"PK"):
        raise Refused(file_problems.not_a_document(kind))
    if content.count(_CENTRAL) > _MOST_PARTS:
        raise Refused(file_problems.file_bursting())
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return _checked(package, kind)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, expat.ExpatError) as broken:
        raise Refused(file_problems.file_damaged()) from broken


def _packed_kind(content: bytes) -> Kind:
    head = content[:200]
    for kind, name in ((Kind.odt, b"opendocument.text"), (Kind.ods, b"opendocument.spreadsheet")):
        if name in head:
            return kind
    if content.count(_CENTRAL) > _MOST_PARTS:
        return Kind.other
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        return Kind.docx if b"word/" in content else Kind.xlsx if b"xl/" in content else Kind.other
    return Kind.docx if any(name.startswith("word") for name in names) else Kind.xlsx if _TYPES in names else Kind.other


def _checked(package: zipfile.ZipFile, kind: Literal["docx", "xlsx"]) -> Archive:
    members = [member for member in package.infolist() if not member.is_dir()]
    names = frozenset(_name(member) for member in members)
    _refuse_members(members, names, kind)
    parts = dict(_unpacked(package, members))
    _refuse_types(parts[_TYPES], kind)
    links = [link for name, part in parts.items() if name.endswith(".rels") for link in _links(part)]
    _refuse_links(links)
    pictures = tuple(target for what, target, outside in links if outside and what == "image")
    return Archive(MappingProxyType(parts), names, pictures)


def _name(member: zipfile.ZipInfo) -> str:
    """Some programs write the separators of Windows."""
    return member.filename.replace("\\", "/")


def _refuse_members(members: list[zipfile.ZipInfo], names: frozenset[str], kind: str) -> None:
    if _TYPES not in names:
        raise Refused(file_problems.not_a_document(kind))
    if any(_OUTSIDE.search(name) for name in names):
        raise Refused(file_problems.file_damaged())
    if any(member.flag_bits & 1 for member in members):
        raise Refused(file_problems.file_locked())
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise Refused(file_problems.file_damaged())
    if any(name.rpartition("/")[2].lower().startswith("vbaproject") for name in names):
        raise Refused(file_problems.file_with_macros())


def _unpacked(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """The XML parts; all others are only measured."""
    total = 0
    for member in members:
        with package.open(member) as stream:
            name, size, pieces = _name(member), 0, [stream.read(_PIECE)]
            xml = _is_xml(name, pieces[0])
            while pieces[-1]:
                size += len(pieces[-1])
                _refuse_size(size, total + size, member.compress_size, xml=xml)
                pieces = [*(pieces if xml else ()), stream.read(_PIECE)]
        total += size
        if xml:
            yield name, _plain(b"".join(pieces))


def _is_xml(name: str, start: bytes) -> bool:
    """By name or by looks: what the reader of a workbook may take for XML is checked as XML."""
    looks = start.lstrip().startswith(_OPENINGS) and not name.lower().endswith(_PICTURE)
    return name.lower().endswith(_XML) or looks


def _refuse_size(size: int, total: int, packed: int, *, xml: bool) -> None:
    swollen = size > (_XML_RATIO_FROM if xml else _OTHER_RATIO_FROM) and size > _RATIO * packed
    if swollen or total > _LARGEST_UNPACKED or (xml and size > _LARGEST_XML):
        raise Refused(file_problems.file_bursting())


def _plain(part: bytes) -> bytes:
    """XML without a document type; in an encoding in which one cannot hide."""
    start = part.lstrip()[:256]
    declared = _DECLARED.search(start.replace(b"\0", b""))
    strange = b"\0\0" in start[:6] or (declared and not _ENCODINGS.fullmatch(declared[1].decode("latin-1")))
    if start and (strange or not start.startswith(_OPENINGS) or any(sign in part for sign in _DEFINITIONS)):
        raise Refused(file_problems.file_with_definitions())
    return part


def _refuse_types(part: bytes, kind: Literal["docx", "xlsx"]) -> None:
    types = [attributes.get("ContentType", "") for attributes in _elements(part, ("Override", "Default"))]
    main = [each for each in types if each.endswith(".main+xml")]
    if any("macroenabled" in each.lower() for each in types):
        raise Refused(file_problems.file_with_macros())
    if any(_MAIN[kind] in each for each in main):
        return
    if any(other in each for each in main for other in _MAIN.values()):
        raise Refused(file_problems.other_kind(kind))
    raise Refused(file_problems.not_a_document(kind))


def _links(part: bytes) -> Iterator[tuple[str, str, bool]]:
    """What each relationship is, where it leads, and whether that is outside the package."""
    for attributes in _elements(part, ("Relationship",)):
        what = attributes.get("Type", "").rpartition("/")[2]
        yield what, attributes.get("Target", ""), attributes.get("TargetMode", "").lower() == "external"


def _refuse_links(links: list[tuple[str, str, bool]]) -> None:
    outside = [(what, target) for what, target, external in links if external]
    for what, target in outside:
        if what in _CONTENT:
            raise Refused(file_problems.file_linked(what.removesuffix("Path"), target))


def _elements(part: bytes, names: tuple[str, ...]) -> list[dict[str, str]]:
    """The attributes of all elements of these local names; ExpatError for what is no XML."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda tag, attributes: found.append(attributes) if tag.rpartition(" ")[2] in names else None
    parser.ParseFile(BytesIO(part))
    return found
