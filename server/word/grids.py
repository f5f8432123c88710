"""The tables of a .docx as grids of text, and what stands around them; reads the file's own XML, knows nothing of its meaning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.oxml.parser import parse_xml
from lxml import etree

from server.archives import opened
from server.report.file_problems import file_damaged
from server.report.forms.doubts import pictures, table_cut, tables_cut
from server.report.forms.grids import MOST_COLUMNS, MOST_GRIDS, MOST_ROWS, Cell, Grid, Look
from server.report.problems import Refused

_UNSEEN = frozenset({"del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MARGINS = ("word/comments.xml", "word/footnotes.xml", "word/endnotes.xml")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Called:
    """What the grids of a document are called: its text, its tables (`{number}`), its comments and notes."""

    text: str
    table: str
    margin: str


def read_docx_grids(content: bytes, called: Called) -> tuple[Grid, ...]:
    """Every table of a document in reading order, nested ones and those in text boxes too; then its paragraphs, then its notes.

    Insertions count, deletions do not. Raises Refused for what must not be opened, and for what is broken.
    """
    parts = opened(content, "docx").parts
    try:
        body = parse_xml(parts.get("word/document.xml", b""))
        margins = tuple(parse_xml(parts[name]) for name in _MARGINS if name in parts)
        marks = tuple(_marks(parts))
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise Refused(file_damaged()) from broken
    tables = [each for each in _seen(body) if _name(each) == "tbl"]
    notes = (tables_cut(MOST_GRIDS),) if len(tables) > MOST_GRIDS else ()
    images = sum(1 for each in _seen(body) if _name(each) in ("blip", "imagedata"))
    text = Grid(
        called.text, _lines(body), lettered=False, marks=marks, notes=(*notes, *((pictures(called.text, images),) if images else ()))
    )
    aside = Grid(called.margin, tuple(line for each in margins for line in _lines(each)), lettered=False)
    return (*(_grid(table, called.table.replace("{number}", str(at))) for at, table in enumerate(tables[:MOST_GRIDS], 1)), text, aside)


def _grid(table: etree._Element, name: str) -> Grid:
    rows = [each for each in _own(table) if _name(each) == "tr"]
    laid = _spanned([dict(_laid(row)) for row in rows[:MOST_ROWS]])
    cut = len(rows) > MOST_ROWS or any(column >= MOST_COLUMNS for row in laid for column in row)
    kept = tuple(tuple(row.get(column, Cell()) for column in range(min(max(row, default=-1) + 1, MOST_COLUMNS))) for row in laid)
    return Grid(name, kept, lettered=False, notes=(table_cut(name, MOST_ROWS, MOST_COLUMNS),) if cut else ())


def _laid(row: etree._Element) -> Iterator[tuple[int, Cell]]:
    """The cells of a row at their columns; those under a cell merged from above are covered."""
    column = _figure(row, "trPr/gridBefore")
    for element in (each for each in _own(row) if _name(each) == "tc"):
        wide = min(max(_figure(element, "tcPr/gridSpan"), 1), MOST_COLUMNS)
        under = _below(element)
        yield column, Cell(look=Look.covered) if under else Cell(_text(element), columns=wide)
        yield from ((column + more, Cell(look=Look.covered)) for more in range(1, wide))
        column += wide


def _spanned(rows: list[dict[int, Cell]]) -> list[dict[int, Cell]]:
    """Cells merged downwards with the number of rows they cover."""
    depth: dict[int, int] = {}
    for row in reversed(rows):
        for column, cell in row.items():
            covered = cell.look is Look.covered
            if not covered:
                row[column] = Cell(cell.text, rows=depth.get(column, 0) + 1, columns=cell.columns)
            depth[column] = depth.get(column, 0) + 1 if covered else 0
    return rows


def _below(cell: etree._Element) -> bool:
    """Whether a cell continues the one above (vMerge without restart)."""
    merged = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
    return merged is not None and merged.get(f"{_WORD}val", "continue") != "restart"


def _figure(element: etree._Element, path: str) -> int:
    found = element.find("/".join(_WORD + step for step in path.split("/")))
    text = "" if found is None else found.get(f"{_WORD}val", "")
    return int(text) if text.isdecimal() and len(text) <= len(str(MOST_COLUMNS)) else 0


def _own(element: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also inside content controls and insertions."""
    for child in element:
        if _name(child) in ("tr", "tc"):
            yield child
        elif _name(child) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _own(child)


def _seen(element: etree._Element) -> Iterator[etree._Element]:
    """Every element below that a reader sees, in order."""
    for child in element:
        if _name(child) not in _UNSEEN:
            yield child
            yield from _seen(child)


def _text(cell: etree._Element) -> str:
    """The paragraphs of a cell, one a line; tables inside it are grids of their own."""
    return "\n".join(line for each in _paragraphs(cell) if (line := _line(each)).strip())


def _lines(element: etree._Element) -> tuple[tuple[Cell, ...], ...]:
    """The paragraphs outside tables, one a row."""
    return tuple((Cell(line),) for each in _paragraphs(element) if (line := _line(each)).strip())


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if _name(child) == "p":
            yield child
        if _name(child) not in _UNSEEN | {"tbl"}:
            yield from _paragraphs(child)


def _line(paragraph: etree._Element) -> str:
    """The text of one paragraph, without that of text boxes in it, which are paragraphs of their own."""
    said = ""
    for child in paragraph:
        name = _name(child)
        if name == "t":
            said += child.text or ""
        elif name not in _UNSEEN | {"p", "txbxContent", "tbl"}:
            said += _BREAKS.get(name) or _line(child)
    return said


def _marks(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Words out of sight: page headers, footers and properties."""
    for name, part in parts.items():
        if name.startswith(("word/header", "word/footer", "docProps/")):
            yield " ".join(text for each in parse_xml(part).iter() if isinstance(text := each.text, str) and text.strip())


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
