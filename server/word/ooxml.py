"""The WordprocessingML the writer and the templates are made of, as strings; knows elements, not documents."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
EMPTY_SECTION = f"<w:sectPr {NAMESPACES}/>"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_WHOLE = 100

KEEP_NEXT = "<w:keepNext/>"

_EAST_ASIAN = '<w:rFonts w:hint="eastAsia"/>'
_CORE = (
    XML + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
_UNSAFE = re.compile("[&<>\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def plain(text: str) -> str:
    """Text as XML can hold it: every kind of line break is a newline, what XML cannot hold is gone or U+FFFD."""
    if not _UNSAFE.search(text):
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ILLEGAL.sub("", _BREAK.sub("\n", text))


def escaped(text: str) -> str:
    """Text as XML character data, as `plain` leaves it."""
    if not _UNSAFE.search(text):
        return text
    return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def run(text: str, character_style: str = "", looks: str = "") -> str:
    """A run, or nothing for no text. The hint keeps “”—… in the Chinese font (a known flaw of python-docx output).

    `looks` are properties computed from content, in the schema's order.
    """
    if not text:
        return ""
    style = f'<w:rStyle w:val="{character_style}"/>' if character_style else ""
    content = escaped(text)
    if "\n" in content or "\t" in content:
        content = content.replace("\n", _between("<w:br/>")).replace("\t", _between("<w:tab/>"))
    return f'<w:r><w:rPr>{style}{_EAST_ASIAN}{looks}</w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of runs; `properties` are its own children of pPr, in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def indented_right(twips: int, characters: int = 0) -> str:
    """A right indent, also in characters where it is a whole number of them (LibreOffice knows only twips)."""
    hundredths = f'w:rightChars="{characters * 100}" ' if characters else ""
    return f'<w:ind {hundredths}w:right="{twips}"/>'


def hanging(left_twips: int, back_twips: int) -> str:
    """A left indent with the first line that far back from it, in place of one that a style gives in characters."""
    return f'<w:ind w:leftChars="0" w:left="{left_twips}" w:hangingChars="0" w:hanging="{back_twips}"/>'


def centred_at(positions: Iterable[int]) -> str:
    """Centring tab stops at distances from the left edge of the text, in twips; tabs go by them only when set left."""
    return f'{tabbed(("center", position) for position in positions)}<w:jc w:val="left"/>'


def tabbed(stops: Iterable[tuple[str, int]]) -> str:
    """Tab stops (left, center or right) at distances from the left edge of the text, in twips."""
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{position}"/>' for kind, position in stops)
    return f"<w:tabs>{tabs}</w:tabs>"


def space_after(twips: int) -> str:
    """Room below a paragraph."""
    return f'<w:spacing w:after="{twips}"/>'


def space_before(twips: int) -> str:
    """Room above a paragraph."""
    return f'<w:spacing w:before="{twips}"/>'


def line(twips: int, before_twips: int = 0) -> str:
    """A line of exactly this height, and the room above it."""
    return f'<w:spacing w:before="{before_twips}" w:line="{twips}" w:lineRule="exact"/>'


def sized(half_points: int, percent: int = 100) -> str:
    """Characters of this size, narrowed to a share of their width."""
    narrowed = f'<w:w w:val="{percent}"/>' if percent < _WHOLE else ""
    return f'{narrowed}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def table(style: str, widths: Iterable[int], rows: str) -> str:
    """A table of fixed columns, in twips. WPS goes by tblGrid alone, Word by tblW."""
    columns = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    properties = f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def row(cells: str, height_twips: int, *, header: bool) -> str:
    """A table row of at least this height that never breaks over a page; a header row comes again on each."""
    repeated = "<w:tblHeader/>" if header else ""
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height_twips}"/>{repeated}</w:trPr>{cells}</w:tr>'


def cell(width_twips: int, content: str, columns: int = 1) -> str:
    """A table cell around its paragraphs, over one or more columns of the grid."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width_twips}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def bare_table(widths: Iterable[int], rows: str) -> str:
    """A centred table that only places its cells: no borders, no margins in its cells."""
    columns = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    place = f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{place}<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def exact_row(cells: str, height_twips: int) -> str:
    """A table row of exactly this height."""
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height_twips}" w:hRule="exact"/></w:trPr>{cells}</w:tr>'


def bare_cell(width_twips: int, content: str, merged: Literal["", "restart", "continue"] = "") -> str:
    """A cell of a table that only places; `merged` with those above or below it."""
    below = f'<w:vMerge w:val="{merged}"/>' if merged else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width_twips}" w:type="dxa"/>{below}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def document(content: str) -> str:
    """The main part around the blocks and the section of its body."""
    return f"{XML}<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>"


def page_number(style: str, before: str, after: str) -> str:
    """A paragraph with the number of its page, a field that counts itself, between what stands before and after it."""
    field = "".join(
        f"<w:r><w:rPr>{_EAST_ASIAN}</w:rPr>{inner}</w:r>"
        for inner in (
            f'<w:t xml:space="preserve">{escaped(before)}</w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            f'<w:t xml:space="preserve">{escaped(after)}</w:t>',
        )
    )
    return paragraph(style, field)


def core_properties(title: str, author: str, day: date) -> bytes:
    """docProps/core.xml: what the file says of itself, without naming any software."""
    names = {"title": escaped(title).replace("\n", ""), "author": escaped(author).replace("\n", "")}
    return _CORE.format(**names, day=day.isoformat()).encode()


def _between(element: str) -> str:
    return f'</w:t>{element}<w:t xml:space="preserve">'
