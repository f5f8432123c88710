"""Where boxes, lines and pictures stand, from DrawingML anchors and from the style strings of VML; reads no text."""

import re
from collections.abc import Iterator

from server.report.inspection.layout import Frame
from server.word.content import chosen
from server.word.elements import MC, WP, A, Element, W, child, number

_VML = "{urn:schemas-microsoft-com:vml}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_EMU_PER_TWIP = 635
_EMU_PER_EIGHTH = 1588
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 566.929, "mm": 56.6929, "pc": 240.0, "px": 15.0, "": 20.0}
_LENGTH = re.compile(r"\s*(-?\d{1,7}(?:\.\d{1,6})?)\s*(pt|in|cm|mm|pc|px|)\s*")
_LINES = {"line", "straightConnector1"}
_DRAWINGS = (WP + "anchor", WP + "inline", _VML + "line", _VML + "shape", _VML + "rect")
_NAMED = {"red": "FF0000", "black": "000000", "blue": "0000FF", "#f00": "FF0000"}
_LONGEST_STYLE = 2000


def frame_around(box: Element) -> Frame:
    """The frame of the text box whose txbxContent this is; in the flow of the text when nothing says where it stands."""
    for each in box.iterancestors():
        if each.tag in {WP + "anchor", WP + "inline"}:
            return _drawn(each)
        if each.tag in {_VML + "shape", _VML + "rect"}:
            return _vml(each)
        if each.tag == W + "p":
            break
    return Frame("", 0, 0, 0)


def lines_in(paragraph: Element) -> Iterator[Frame]:
    """The straight lines and empty shapes drawn in a paragraph, each of one rendering only."""
    for each in _drawings(paragraph):
        if next(each.iter(W + "txbxContent"), None) is None:
            yield _vml(each) if each.tag.startswith(_VML) else _drawn(each)


def _drawings(element: Element) -> Iterator[Element]:
    for each in element:
        if each.tag in _DRAWINGS:
            yield each
        elif each.tag == MC + "AlternateContent":
            yield from _drawings(next(iter(each.iterfind(MC + "Choice")), chosen(each)))
        elif each.tag in {W + "r", W + "drawing", W + "pict", W + "ins", W + "sdt", W + "sdtContent", W + "hyperlink", MC + "Choice"}:
            yield from _drawings(each)


def _drawn(anchor: Element) -> Frame:
    extent, line = anchor.find(WP + "extent"), next(anchor.iter(A + "ln"), None)
    vertical, horizontal = anchor.find(WP + "positionV"), anchor.find(WP + "positionH")
    geometry = next(anchor.iter(A + "prstGeom"), None)
    straight = geometry is not None and geometry.get("prst") in _LINES
    colour = None if line is None else next(line.iter(A + "srgbClr"), None)
    return Frame(
        from_vertical="" if vertical is None else vertical.get("relativeFrom", ""),
        top_twips=_offset(vertical),
        width_twips=0 if extent is None else number(extent.get("cx")) // _EMU_PER_TWIP,
        height_twips=0 if extent is None else number(extent.get("cy")) // _EMU_PER_TWIP,
        kind="line" if straight else "box" if geometry is not None and next(anchor.iter(_WPS + "wsp"), None) is not None else "picture",
        from_horizontal="" if horizontal is None else horizontal.get("relativeFrom", ""),
        left_twips=_offset(horizontal),
        align="" if horizontal is None else horizontal.findtext(WP + "align") or "",
        colour="" if colour is None else colour.get("val", "").upper(),
        eighths=0 if line is None else round(number(line.get("w")) / _EMU_PER_EIGHTH),
        compound="" if line is None else line.get("cmpd", ""),
    )


def _offset(position: Element | None) -> int:
    return 0 if position is None else round(number(position.findtext(WP + "posOffset")) / _EMU_PER_TWIP)


def _vml(shape: Element) -> Frame:
    style = dict(_styled(shape.get("style", "")))
    left, top, width, height = (_twips(style.get(name, "")) for name in ("margin-left", "margin-top", "width", "height"))
    straight = shape.tag == _VML + "line"
    if straight:
        (x1, y1), (x2, y2) = _point(shape.get("from", "")), _point(shape.get("to", ""))
        left, top, width, height = left + min(x1, x2), top + min(y1, y2), abs(x2 - x1), abs(y2 - y1)
    stroke = child(shape, _VML + "stroke")
    colour = shape.get("strokecolor", "black").split()[:1]
    return Frame(
        from_vertical=style.get("mso-position-vertical-relative", "paragraph"),
        top_twips=top,
        width_twips=width,
        height_twips=height,
        kind="line" if straight else "picture" if next(shape.iter(_VML + "imagedata"), None) is not None else "box",
        from_horizontal=style.get("mso-position-horizontal-relative", "column"),
        left_twips=left,
        align=style.get("mso-position-horizontal", "").replace("absolute", ""),
        colour=_NAMED.get("".join(colour).lower(), "".join(colour).lstrip("#").upper()),
        eighths=round(_twips(shape.get("strokeweight", "0.75pt")) * 8 / 20),
        compound="" if stroke is None else stroke.get("linestyle", ""),
    )


def _styled(style: str) -> Iterator[tuple[str, str]]:
    for each in style[:_LONGEST_STYLE].split(";"):
        name, _, said = each.partition(":")
        yield name.strip().lower(), said.strip().lower()


def _point(text: str) -> tuple[int, int]:
    first, _, second = text.partition(",")
    return _twips(first), _twips(second)


def _twips(length: str) -> int:
    found = _LENGTH.fullmatch(length)
    return round(float(found[1]) * _TWIPS[found[2]]) if found else 0
