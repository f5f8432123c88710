"""The WordprocessingML the writer and the templates are made of, as strings; knows elements, not documents."""

import re
from collections.abc import Iterable
from datetime import date

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

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


def escaped(text: str) -> str:
    """Text as XML character data: every kind of line break is a newline, what XML cannot hold is gone or U+FFFD."""
    if not _UNSAFE.search(text):
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _ILLEGAL.sub("", _BREAK.sub("\n", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def run(text: str, character_style: str = "") -> str:
    """A run, or nothing for no text. The hint keeps “”—… in the Chinese font (a known flaw of python-docx output)."""
    if not text:
        return ""
    style = f'<w:rStyle w:val="{character_style}"/>' if character_style else ""
    content = escaped(text)
    if "\n" in content or "\t" in content:
        content = content.replace("\n", _between("<w:br/>")).replace("\t", _between("<w:tab/>"))
    return f'<w:r><w:rPr>{style}{_EAST_ASIAN}</w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of runs; `properties` are its own children of pPr, in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def indented_right(twips: int, characters: int = 0) -> str:
    """A right indent, also in characters where it is a whole number of them (LibreOffice knows only twips)."""
    hundredths = f'w:rightChars="{characters * 100}" ' if characters else ""
    return f'<w:ind {hundredths}w:right="{twips}"/>'


def centred_at(positions: Iterable[int]) -> str:
    """Centring tab stops at distances from the left edge of the text, in twips; tabs go by them only when set left."""
    tabs = "".join(f'<w:tab w:val="center" w:pos="{position}"/>' for position in positions)
    return f'<w:tabs>{tabs}</w:tabs><w:jc w:val="left"/>'


def space_after(twips: int) -> str:
    """Room below a paragraph."""
    return f'<w:spacing w:after="{twips}"/>'


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


def cell(width_twips: int, content: str) -> str:
    """A table cell around its paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width_twips}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def body(content: str) -> str:
    """The body element around its blocks."""
    return f"<w:body {W}>{content}</w:body>"


def core_properties(title: str, author: str, day: date) -> bytes:
    """docProps/core.xml: what the file says of itself, without naming any software."""
    names = {"title": escaped(title).replace("\n", ""), "author": escaped(author).replace("\n", "")}
    return _CORE.format(**names, day=day.isoformat()).encode()


def _between(element: str) -> str:
    return f'</w:t>{element}<w:t xml:space="preserve">'
