"""版记 as XML (GB/T 9704-2012 7.4): a table in a box that hangs on the page, so that its last rule is the lower edge of the text area."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from server.report.formats import Format, Style
from server.report.manuscript import Block, Imprint, Letterhead
from server.word import ooxml

_EMU_PER_TWIP = 635
_MARKS = "。；;，,、. "
_BOX = (
    "<w:r><w:rPr><w:noProof/></w:rPr>"
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
    'relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" name="{name}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
    '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b" anchorCtr="0"><a:noAutofit/></wps:bodyPr>'
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)


@dataclass(frozen=True)
class _Cell:
    text: str
    style: Style
    width_twips: int
    columns: int = 1

    @property
    def lines(self) -> int:
        """How many lines the text takes; one character of each but the last may stay empty before a mark that starts no line."""
        style = self.style
        room = self.width_twips - style.left_twips - style.right_twips
        said = (style.width_twips(line) - style.hanging_twips for line in self.text.split("\n"))
        return sum(1 if width <= room else ceil(width / max(1, room - style.character_twips)) for width in said)


_Row = tuple[_Cell, ...]


def imprint(block: Imprint, measures: Format) -> str:
    """A paragraph as high as the box that hangs on it: where it finds no room on a page, both go to the next one.

    The box itself has its place from the top of the paper, whatever stands above it. Nothing for an imprint without parts.
    """
    rows = _rows(block, measures)
    if not rows:
        return ""
    foot, page = measures.imprint, measures.page
    heights = [_height(row) for row in rows]
    height = sum(heights) + foot.spare_twips + measures.styles.hairline.line_twips
    box = _BOX.format(
        top=(foot.bottom_twips + measures.styles.hairline.line_twips - height) * _EMU_PER_TWIP,
        width=page.text_width_twips * _EMU_PER_TWIP,
        height=height * _EMU_PER_TWIP,
        name=measures.styles.imprint.name,
        content=_table(rows, heights, measures, ruled=block.ruled) + ooxml.paragraph(measures.styles.hairline.id, ""),
    )
    below = max(0, page.height_twips - page.bottom_twips - foot.bottom_twips)
    taken = min(height + below, page.height_twips - page.top_twips - page.bottom_twips)
    return ooxml.paragraph(measures.styles.imprint.id, box, ooxml.line(taken))


def of_letters(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a document; in a 信函 its 版记 has neither rules nor 印发机关 and 印发日期 (10.1)."""
    if not any(isinstance(block, Letterhead) for block in blocks):
        return tuple(blocks)
    return tuple(replace(block, printer="", day="", ruled=False) if isinstance(block, Imprint) else block for block in blocks)


def _rows(block: Imprint, measures: Format) -> list[_Row]:
    """抄送 with its closing full stop; 印发机关 and 印发日期 in one row, the column of the day as wide as it needs.

    What 印发机关 leaves of two more characters is for programs that have wider figures than Times New Roman.
    """
    styles, foot, width = measures.styles, measures.imprint, measures.page.text_width_twips
    day = block.day.strip().removesuffix(foot.printed)
    said = f"{day}{foot.printed}" if day else ""
    needed = styles.imprint_day.width_twips(said) + 2 * styles.imprint_day.character_twips
    spare = width - needed - styles.imprint_printer.left_twips - styles.imprint_printer.width_twips(block.printer.strip())
    right = min(needed + max(0, min(2 * styles.imprint_day.character_twips, spare)), width // 2) if said else 0
    printer = [_Cell(block.printer.strip(), styles.imprint_printer, width - right)] if block.printer.strip() or said else []
    printed = (*printer, *([_Cell(said, styles.imprint_day, right)] if said else []))
    copies = block.copies_to.strip().removeprefix(foot.copies).strip(_MARKS)
    copied = (_Cell(f"{foot.copies}{copies}{foot.full_stop}", styles.imprint_copies, width, max(1, len(printed))),) if copies else ()
    return [row for row in (copied, printed) if row]


def _height(row: _Row) -> int:
    style = row[0].style
    return max(cell.lines for cell in row) * style.line_twips + style.before_twips + style.after_twips


def _table(rows: list[_Row], heights: list[int], measures: Format, *, ruled: bool) -> str:
    foot, inner = measures.imprint, len(rows) - 1
    thickness = (foot.outer_eighths, *[foot.inner_eighths] * inner, foot.outer_eighths) if ruled else (0,) * (inner + 2)
    lines = "".join(
        ooxml.row("".join(_cell(cell, thickness[at], thickness[at + 1]) for cell in row), height, header=False)
        for at, (row, height) in enumerate(zip(rows, heights, strict=True))
    )
    return ooxml.bare_table([cell.width_twips for cell in rows[-1]], lines)


def _cell(cell: _Cell, above_eighths: int, below_eighths: int) -> str:
    rules = ((side, size) for side, size in (("top", above_eighths), ("bottom", below_eighths)) if size)
    borders = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' for side, size in rules)
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    ruled = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    properties = f'<w:tcW w:w="{cell.width_twips}" w:type="dxa"/>{span}{ruled}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{ooxml.paragraph(cell.style.id, ooxml.run(cell.text))}</w:tc>"
