"""Tables of a manuscript as XML: widths shared out among the columns, header rows that repeat, rows that never break."""

import re
from itertools import accumulate, pairwise

from server.report.formats import Format
from server.report.manuscript import Table
from server.word import ooxml

_TWIPS_PER_INCH, _MM_PER_INCH = 1440, 25.4
_FIGURE = re.compile("[-+−—0-9.,%（）()]{1,24}")


def table(block: Table, measures: Format, tie: str = "") -> str:
    """The table as wide as the text; `tie` are properties of its last row. Nothing for a table without cells."""
    if block.spans:
        return _sheet(block, measures, tie)
    columns = tuple(zip(*_even(block.rows), strict=True))
    if not columns:
        return ""
    widths = _widths(block, columns, measures)
    head = (measures.styles.table_head.id,) * len(columns)
    styles = tuple(_style(column[block.header_rows :], measures) for column in columns)
    rows = ""
    for index, row in enumerate(zip(*columns, strict=True)):
        header, last = index < block.header_rows, index == len(block.rows) - 1
        cells = _cells(tuple(zip(row, widths, head if header else styles, strict=True)), tie if last else "")
        rows += ooxml.row(cells, _height(block, index, measures), header=header)
    return ooxml.table(measures.table.style_id, widths, rows)


def _sheet(block: Table, measures: Format, tie: str) -> str:
    """A form: cells over several columns, a label and what belongs to it by turns. A row alone in its line is a text."""
    widths, styles, rows = _shared(block.widths, measures.page.text_width_twips), measures.styles, ""
    for index, (row, spans) in enumerate(zip(block.rows, block.spans, strict=True)):
        edges = list(accumulate(spans, initial=0))
        cells = ""
        for at, text in enumerate(row):
            style = styles.table_head if at % 2 == 0 and len(row) > 1 else styles.table_text
            content = ooxml.paragraph(style.id, ooxml.run(text), tie if index == len(block.rows) - 1 else "")
            cells += ooxml.cell(sum(widths[edges[at] : edges[at + 1]]), content, spans[at])
        rows += ooxml.row(cells, _height(block, index, measures), header=index < block.header_rows)
    return ooxml.table(measures.table.style_id, widths, rows)


def _height(block: Table, index: int, measures: Format) -> int:
    """The least height of a row, in twips."""
    given = block.heights_mm[index] if index < len(block.heights_mm) else 0
    return round(given * _TWIPS_PER_INCH / _MM_PER_INCH) or measures.table.row_height_twips


def _cells(cells: tuple[tuple[str, int, str], ...], tie: str) -> str:
    return "".join(ooxml.cell(width, ooxml.paragraph(style, ooxml.run(text), tie)) for text, width, style in cells)


def _even(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Rows of one length: Word calls a ragged table broken."""
    length = max(map(len, rows), default=0)
    return tuple(row + ("",) * (length - len(row)) for row in rows)


def _widths(block: Table, columns: tuple[tuple[str, ...], ...], measures: Format) -> tuple[int, ...]:
    """Column widths that fill the text width: as the block says, else each column what it needs or its fair share."""
    total_twips = measures.page.text_width_twips
    given = len(block.widths) == len(columns) and min(block.widths) > 0
    shares = block.widths if given else _fair([_needed(column, measures) for column in columns], total_twips)
    return _shared(shares, total_twips)


def _shared(shares: tuple[int, ...], total_twips: int) -> tuple[int, ...]:
    edges = [total_twips * share // sum(shares) for share in accumulate(shares, initial=0)]
    return tuple(right - left for left, right in pairwise(edges))


def _needed(column: tuple[str, ...], measures: Format) -> int:
    """What the longest line of a column takes with the margins of its cell and a half character to spare."""
    style, table = measures.styles.table_head, measures.table
    longest = max(style.width_twips(line) for text in column for line in (text or " ").splitlines())
    least = table.least_characters * style.character_twips
    return max(longest, least) + style.character_twips // 2 + 2 * table.cell_margin_twips


def _fair(needs: list[int], total_twips: int) -> tuple[int, ...]:
    """Narrow columns get what they need; the wide ones share what is left equally."""
    shares, left = [0] * len(needs), total_twips
    for rank, index in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        shares[index] = min(needs[index], left // (len(needs) - rank))
        left -= shares[index]
    return tuple(shares)


def _style(cells: tuple[str, ...], measures: Format) -> str:
    """Short texts and figures, however long (+425（+5.2%）), are centred, a column with sentences is not."""
    short = all(len(text) <= measures.table.centred_characters or _FIGURE.fullmatch(text) for text in cells)
    return measures.styles.table_centred.id if short else measures.styles.table_text.id
