"""Zip packages whose bytes depend on their parts alone: fixed order, fixed dates, no trace of the machine."""

import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from lxml import etree

from server.word.elements import Element, parsed

_LEVEL = 6
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_MOST = 10_000
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f"{{{_PACKAGE}/relationships}}"
_CONTENT = f"{{{_PACKAGE}/content-types}}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"


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


class Package:
    """A .docx as parts in their order: parts can be replaced, attached to the main part or detached from it, and written again."""

    def __init__(self, content: bytes) -> None:
        self.parts = dict(exchanged(content, {}))
        links = dict(_links(self._root(_ROOT_RELATIONS)))
        self.main = links.get("officeDocument", "word/document.xml")
        self._core = links.get("core-properties", "")

    def target(self, key: str) -> str:
        """The name of the part that a relationship of the main part leads to, "" for none."""
        links = (link for link in self._root(_relations_of(self.main)) if link.get("Id") == key)
        return next((self._absolute(link.get("Target", "")) for link in links), "")

    def attach(self, kind: str, content: bytes) -> str:
        """Adds a part of a kind (header, footer) beside the main part; the key of the relationship that leads to it."""
        folder = posixpath.dirname(self.main)
        name = next(name for number in range(1, _MOST) if (name := f"{folder}/{kind}{number}.xml") not in self.parts)
        self._declare(name, _WORD_TYPE.format(kind=kind))
        self.parts[name] = content
        return self._lead(self.main, _OFFICE + kind, posixpath.basename(name))

    def detach(self, key: str) -> None:
        """Takes away a relationship of the main part and the part it leads to."""
        name = self.target(key)
        self._drop(_relations_of(self.main), "Id", key)
        self._drop(_TYPES, "PartName", f"/{name}")
        self.parts.pop(name, None)
        self.parts.pop(_relations_of(name), None)

    def describe(self, core_properties: bytes) -> None:
        """Exchanges what the file says of itself."""
        if not self._core:
            self._core = "docProps/core.xml"
            self._lead("", f"{_PACKAGE}/relationships/metadata/core-properties", self._core)
            self._declare(self._core, "application/vnd.openxmlformats-package.core-properties+xml")
        self.parts[self._core] = core_properties

    def written(self) -> bytes:
        """The package, compressed."""
        return deflated(self.parts.items())

    def _lead(self, source: str, kind: str, target: str) -> str:
        """A new relationship; its key."""
        relations = self._root(_relations_of(source))
        taken = {link.get("Id") for link in relations}
        key = next(key for number in range(1, _MOST) if (key := f"rId{number}") not in taken)
        etree.SubElement(relations, f"{_RELATIONS}Relationship", Id=key, Type=kind, Target=target)
        self._keep(_relations_of(source), relations)
        return key

    def _declare(self, name: str, content_type: str) -> None:
        types = self._root(_TYPES)
        etree.SubElement(types, f"{_CONTENT}Override", PartName=f"/{name}", ContentType=content_type)
        self._keep(_TYPES, types)

    def _drop(self, part: str, attribute: str, value: str) -> None:
        root = self._root(part)
        for each in [each for each in root if each.get(attribute) == value]:
            root.remove(each)
        self._keep(part, root)

    def _absolute(self, target: str) -> str:
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(self.main), target)).lstrip("/")

    def _root(self, name: str) -> Element:
        return parsed(self.parts[name])

    def _keep(self, name: str, root: Element) -> None:
        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations_of(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _links(relations: Element) -> Iterator[tuple[str, str]]:
    """Kind and target of each relationship."""
    return ((link.get("Type", "").rpartition("/")[2], link.get("Target", "").lstrip("/")) for link in relations)


def _zipped(parts: Iterable[tuple[str, bytes]], method: int) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=_LEVEL) as archive:
        for name, content in parts:
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = 0
            archive.writestr(member, content, method, _LEVEL)
    return buffer.getvalue()
