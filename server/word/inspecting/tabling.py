"""The measures of a table: widths as the grid and tblW say, a head that repeats, its rules; reads no cells."""

from collections.abc import Sequence

from server.report.inspection.layout import Border, TableLayout
from server.word.elements import Element, W, child, number, switch
from server.word.inspecting.properties import border_of

_BORDERS = W + "tcBorders"
_MOST_COLUMNS = 63
_NO_BORDER = {"none", "nil"}


def table_of(table: Element, rows: Sequence[Element]) -> TableLayout:
    """A table without its paragraphs. `rules` are the upper and lower borders of its cells, row by row, or else those of the whole."""
    grid = child(table, W + "tblGrid")
    columns = () if grid is None else tuple(number(each.get(W + "w")) for each in grid.findall(W + "gridCol")[:_MOST_COLUMNS])
    width = child(table, W + "tblPr", W + "tblW")
    said = number(width.get(W + "w")) if width is not None and width.get(W + "type", "dxa") == "dxa" else 0
    repeats = bool(rows) and bool(switch(rows[0], W + "trPr", W + "tblHeader"))
    return TableLayout(said or sum(columns), columns, repeats, (), rules=_rules(table, rows), rows=len(rows))


def _rules(table: Element, rows: Sequence[Element]) -> tuple[Border, ...]:
    holders = [each for row in rows for each in row.iterfind(f"{W}tc/{W}tcPr/{_BORDERS}")]
    if not holders and (whole := child(table, W + "tblPr", W + "tblBorders")) is not None:
        holders = [whole]
    edges = (edge for each in holders for name in ("top", "bottom", "insideH") if (edge := each.find(W + name)) is not None)
    return tuple(border for edge in edges if (border := border_of(edge)).kind not in _NO_BORDER)
