"""What a .docx holds besides words that a copy set anew cannot carry, counted; pages' margins are not looked at."""

from collections import Counter
from collections.abc import Iterator

from server import archives
from server.word.content import chosen
from server.word.elements import CELL, MC, ROW, TABLE, VAL, Element, W, child, number, value
from server.word.parts import Parts

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_CHARTS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
)
_KINDS = {
    **dict.fromkeys((_PICTURE, _IMAGE), "picture"),
    **dict.fromkeys(_CHARTS, "chart"),
    W + "object": "object",
    _MATH: "equation",
    W + "hyperlink": "link",
}
# What stands inside these belongs to them: the picture of an embedded object is no picture of the paper.
_WHOLE = {W + "object", _MATH}
_BOX = W + "txbxContent"  # a table in a box is no table of figures but 版记
_GONE = {W + "del", W + "moveFrom"}
_RAISED = {"superscript", "subscript"}


def lost(content: bytes) -> Counter[str]:
    """How many of each kind stand in the body: the kinds are those of `saying.left_out`. Refused for what `archives.opened` refuses."""
    document = Parts(archives.opened(content, "docx")).document
    found = Counter(kind for element in _all(document) if (kind := _kind(element)))
    return found + Counter({"empty_rows": sum(_is_empty(row) for row in document.iter(ROW))})


def _kind(element: Element) -> str:
    if element.tag == W + "r":
        return "raised" if value(element, W + "rPr", W + "vertAlign") in _RAISED and _says(element) else ""
    if element.tag == CELL:
        return "merged" if _merged(element) and next(element.iterancestors(_BOX), None) is None else ""
    if element.tag == TABLE:
        return "inner" if next(element.iterancestors(CELL), None) is not None else ""
    return _KINDS.get(element.tag, "")


def _merged(cell: Element) -> bool:
    """Whether a cell covers others: a row further right, or its column further down."""
    properties = cell.find(W + "tcPr")
    down = child(properties, W + "vMerge")
    return number(value(properties, W + "gridSpan"), 1) > 1 or (down is not None and down.get(VAL) == "restart")


def _is_empty(row: Element) -> bool:
    return not any(_says(cell) or next(cell.iter(*_KINDS), None) is not None for cell in row.iter(CELL))


def _says(element: Element) -> bool:
    return any((text.text or "").strip() for text in element.iter(W + "t"))


def _all(element: Element) -> Iterator[Element]:
    """Every element that is shown: of alternatives one, nothing that was deleted, nothing inside of what is a whole."""
    for each in element:
        if each.tag in _GONE:
            continue
        yield each
        if each.tag not in _WHOLE:
            yield from _all(chosen(each) if each.tag == MC + "AlternateContent" else each)
