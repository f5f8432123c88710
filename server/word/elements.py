"""Names of WordprocessingML elements and how to ask them for values; strict files (ISO 29500) are read as transitional ones."""

from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

from server.report import file_problems
from server.report.problems import Refused

Element: TypeAlias = _Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
PARAGRAPH, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
VAL, ID = W + "val", W + "id"

_OFF = {"0", "false", "off", "none"}
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = (
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


def parsed(content: bytes) -> Element:
    """The root of a part. Nothing is fetched, no entity unfolded, nothing nested deeper than 256 is taken."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(_transitional(content), parser)
    except etree.XMLSyntaxError as broken:
        deep = "depth" in str(broken)
        raise Refused(file_problems.too_deep() if deep else file_problems.file_damaged()) from broken
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(file_problems.file_with_definitions())
    return root


def child(element: Element | None, *path: str) -> Element | None:
    """The element at the end of a path of children, None when a step is missing."""
    for step in path:
        element = None if element is None else element.find(step)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The w:val at the end of a path of children."""
    found = child(element, *path)
    return None if found is None else found.get(VAL)


def switch(element: Element | None, *path: str) -> bool | None:
    """A property that is on or off; None when it is not said."""
    found = child(element, *path)
    return None if found is None else found.get(VAL, "1").lower() not in _OFF


def number(text: str | None, otherwise: int = 0) -> int:
    """A whole number as it stands in an attribute."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def _transitional(content: bytes) -> bytes:
    if _STRICT not in content:
        return content
    for strict, usual in _STRICT_NAMES:
        content = content.replace(strict, usual)
    return content
