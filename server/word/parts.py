"""The parts of a .docx and how they lead to one another; knows no text."""

import posixpath
from collections.abc import Iterator

from server.archives import Archive
from server.report import file_problems
from server.report.problems import Refused
from server.word.elements import Element, parsed

_USUAL = "word/document.xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Parts:
    """The package of one document. Refused when it has no main part."""

    def __init__(self, archive: Archive) -> None:
        self._parts = {name.lower(): part for name, part in archive.parts.items()}
        self._links: dict[str, dict[str, tuple[str, str]]] = {}
        self._roots: dict[str, Element | None] = {}
        main = next((target for kind, target in self._of("").values() if kind == "officeDocument"), _USUAL)
        self.main = main if main.lower() in self._parts else _USUAL
        root = self.root(self.main)
        if root is None:
            raise Refused(file_problems.file_damaged())
        self.document = root

    def root(self, name: str) -> Element | None:
        """The root of a part, None when there is none of this name; parsed once."""
        if name not in self._roots:
            content = self._parts.get(name.lower())
            self._roots[name] = parsed(content) if content else None
        return self._roots[name]

    def beside(self, kind: str) -> Element | None:
        """The root of the part that the main part names as its styles, numbering, settings, …"""
        return next((self.root(target) for found, target in self._of(self.main).values() if found == kind), None)

    def target(self, part: str, key: str) -> str:
        """The name of the part that a relationship of another part leads to, "" for none."""
        return self._of(part).get(key, ("", ""))[1]

    def _of(self, part: str) -> dict[str, tuple[str, str]]:
        if part not in self._links:
            self._links[part] = {key: (kind, target) for key, kind, target in self._read(part)}
        return self._links[part]

    def _read(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Key, kind and target of every relationship of a part inside the package."""
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        for link in () if root is None else root.iter(_RELATIONSHIP):
            if link.get("TargetMode", "").lower() != "external":
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
                yield link.get("Id", ""), link.get("Type", "").rpartition("/")[2], target
