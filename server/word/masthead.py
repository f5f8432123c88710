"""The head of a paper that goes up, as XML: 紧急程度, 发文机关标志, 发文字号 with 签发人, the red rule (GB/T 9704-2012 7.2)."""

from server.report.formats import Format
from server.report.manuscript import Masthead
from server.report.words import width
from server.word import marks, ooxml, signers
from server.word.marks import Mark

_TO_THE_EDGES = '<w:jc w:val="distribute"/>'
_TO_THE_RIGHT = '<w:jc w:val="right"/>'
_CENTRED = '<w:ind w:leftChars="0" w:left="0" w:rightChars="0" w:right="0"/><w:jc w:val="center"/>'
# Room in the column of the names beyond the widest: a name that just fits would break where a renderer rounds up.
_SLACK_CHARACTERS = 0.1


def masthead(block: Masthead, measures: Format) -> str:
    """From the first line of the page to the blank lines below the red rule, which keep the title at its distance."""
    styles, head = measures.styles, measures.masthead
    mark = _mark(block, measures)
    blank = ooxml.paragraph(styles.blank.id, "") * head.blank_lines
    names = _beside(mark, block.suffix, measures) if len(block.issuers) > 1 else "".join(_line(text, mark, measures) for text in mark.lines)
    rows = signers.rows(block, measures) if block.upward and block.signed else ()
    numbers = "".join(_number(row, measures) for row in rows) or _alone(block, measures)
    return _slots(block.urgency, mark, measures) + names + blank + numbers + ooxml.paragraph(styles.red_rule.id, "") + blank


def _mark(block: Masthead, measures: Format) -> Mark:
    room, limits = measures.page.text_width_twips, measures.masthead.mark
    match block.issuers:
        case () | (_,):
            return marks.single("".join(block.issuers) + block.suffix, room, limits)
        case _:
            widest = max(map(width, block.issuers)) + _SLACK_CHARACTERS + _suffix_characters(block.suffix, measures)
            return marks.fitted(block.issuers, widest, room, limits)


def _suffix_characters(suffix: str, measures: Format) -> float:
    """The column of the suffix with the gap before it, in full-width characters."""
    return width(suffix) + measures.masthead.suffix_gap_hundredths / 100 if suffix else 0


def _slots(urgency: str, mark: Mark, measures: Format) -> str:
    """The places of 份号, 密级 and 紧急程度 (7.2.1–7.2.3); what is there begins at the top. The mark's ink begins a set way below."""
    style, head = measures.styles.head_line, measures.masthead
    gap = max(0, head.mark_top_twips - head.slots * style.line_twips - mark.ink_top_twips)
    top = ooxml.paragraph(style.id, ooxml.run(urgency, measures.styles.urgency.id))
    return top + ooxml.paragraph(style.id, "") * (head.slots - 2) + ooxml.paragraph(style.id, "", ooxml.space_after(gap))


def _line(text: str, mark: Mark, measures: Format, alignment: str = "") -> str:
    run = ooxml.run(text, looks=ooxml.sized(mark.half_points, mark.percent))
    return ooxml.paragraph(measures.styles.issuer.id, run, ooxml.line(mark.line_twips) + alignment)


def _beside(mark: Mark, suffix: str, measures: Format) -> str:
    """Names spread to one width, the suffix at their right in the middle of their height (7.2.4): a table without borders."""
    names_twips = mark.width_twips(max(map(width, mark.lines)) + _SLACK_CHARACTERS)
    suffix_twips = mark.width_twips(_suffix_characters(suffix, measures))
    rows = ""
    for index, name in enumerate(mark.lines):
        cells = ooxml.bare_cell(names_twips, _line(name, mark, measures, _TO_THE_EDGES))
        if suffix:
            words = _line("" if index else suffix, mark, measures, _TO_THE_RIGHT)
            cells += ooxml.bare_cell(suffix_twips, words, "continue" if index else "restart")
        rows += ooxml.exact_row(cells, mark.line_twips)
    return ooxml.bare_table((names_twips, suffix_twips) if suffix else (names_twips,), rows)


def _alone(block: Masthead, measures: Format) -> str:
    """The number where nobody's name stands beside it: at the left in a paper that goes up, else in the middle (7.2.5)."""
    return ooxml.paragraph(measures.styles.number.id, ooxml.run(block.number), "" if block.upward else _CENTRED)


def _number(row: signers.Row, measures: Format) -> str:
    """A line with a tab before the label or the first name, and one before each further name."""
    first, *others = (ooxml.run(name, measures.styles.signer.id) for name in row.names)
    gap = ooxml.run("\t")
    words = ooxml.run(row.number) + gap + ooxml.run(row.label) + first + "".join(gap + other for other in others)
    return ooxml.paragraph(measures.styles.number.id, words, ooxml.tabbed(("left", stop) for stop in row.stops_twips))
