"""The head of a 信函, as XML (GB/T 9704-2012 10.1): header and footer of its first page, the line of its number."""

from server.report.formats import Format
from server.report.manuscript import Letterhead
from server.word import margins, marks, ooxml
from server.word.elements import Element, W
from server.word.margins import Margin
from server.word.package import Package


def letterhead(block: Letterhead, measures: Format) -> str:
    """Urgency at the left and number at the right below the first double rule, then the blank lines above the title."""
    styles = measures.styles
    words = ooxml.run(block.urgency, styles.urgency.id) + ooxml.run("\t") + ooxml.run(block.number)
    line = ooxml.paragraph(styles.head_line.id, words, ooxml.tabbed((("right", measures.page.text_width_twips),)))
    return line + ooxml.paragraph(styles.blank.id, "") * measures.letterhead.blank_lines


def lay(block: Letterhead, measures: Format, package: Package, section: Element) -> None:
    """Gives the first page name and double rules and no number; the others keep theirs where it stands in every paper."""
    for margin in (_first_header(block, measures), _first_footer(measures), *_footers(measures)):
        margins.put(package, section, margin)
    for page in section.iter(f"{W}pgMar"):
        page.set(f"{W}footer", str(measures.letterhead.footer_twips))
    for grid in section.iter(f"{W}docGrid"):
        # LibreOffice centres the lines of a grid in what the header leaves of the page, and so moves the number off its rule.
        grid.set(f"{W}type", "default")


def _first_header(block: Letterhead, measures: Format) -> Margin:
    """The ink of the name begins 30 mm from the edge of the paper, the rules 4 mm below it."""
    styles, letter = measures.styles, measures.letterhead
    mark = marks.single(block.issuer, measures.page.text_width_twips, letter.mark)
    above = max(0, letter.mark_top_twips - measures.page.header_twips - mark.ink_top_twips)
    below = max(0, letter.rule_below_twips - mark.ink_bottom_twips)
    looks = ooxml.sized(mark.half_points, mark.percent)
    names = "".join(
        ooxml.paragraph(styles.issuer.id, ooxml.run(text, looks=looks), ooxml.line(mark.line_twips, 0 if index else above))
        for index, text in enumerate(mark.lines)
    )
    thick = ooxml.paragraph(styles.letter_thick.id, "", ooxml.space_before(below))
    thin = ooxml.paragraph(styles.letter_thin.id, "", ooxml.space_after(letter.number_below_twips))
    return Margin("header", "first", names + thick + thin)


def _first_footer(measures: Format) -> Margin:
    styles = measures.styles
    return Margin("footer", "first", ooxml.paragraph(styles.letter_thin.id, "") + ooxml.paragraph(styles.letter_thick.id, ""))


def _footers(measures: Format) -> tuple[Margin, ...]:
    """Page numbers, lifted by what the footer begins lower for the sake of the first page."""
    styles, number = measures.styles, measures.page_number
    lift = ooxml.paragraph(styles.head_line.id, "", ooxml.line(measures.letterhead.number_raise_twips))
    odd, even = (ooxml.page_number(style.id, number.before, number.after) for style in (styles.page_odd, styles.page_even))
    return Margin("footer", "default", odd + lift), Margin("footer", "even", even + lift)
