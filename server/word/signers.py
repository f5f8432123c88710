"""Where 发文字号 and 签发人 stand on their lines, in twips from the left edge of the text (GB/T 9704-2012 7.2.5, 7.2.6); no XML."""

from dataclasses import dataclass
from itertools import zip_longest

from server.report.formats import Format
from server.report.manuscript import Masthead


@dataclass(frozen=True)
class Row:
    """One line: the number at its left or "", the label of the first line or "", names; where label and names begin."""

    number: str
    label: str
    names: tuple[str, ...]
    stops_twips: tuple[int, ...]


def rows(block: Masthead, measures: Format) -> tuple[Row, ...]:
    """Two signers a line, one character apart, below each other, the number on the last line; one a line beside a long number.

    Without signers their label stands there with room for a name.
    """
    head, style = measures.masthead, measures.styles.number
    left = style.left_twips + style.width_twips(block.number) + style.character_twips
    widest = max(map(style.width_twips, block.signers), default=0)
    two = _aligned(block, head.signers_in_row, measures)
    wide = two[0].stops_twips[0] < left and widest
    return _aligned(block, 1, measures) if wide else two


def _aligned(block: Masthead, length: int, measures: Format) -> tuple[Row, ...]:
    head, style = measures.masthead, measures.styles.number
    signers = block.signers or ("\u3000" * head.blank_characters,)
    lines = [signers[start : start + length] for start in range(0, len(signers), length)]
    widths = [max(map(style.width_twips, column)) for column in zip_longest(*lines, fillvalue="")]
    right = measures.page.text_width_twips - head.signers_right_characters * style.character_twips
    columns = [right - sum(widths[at:]) - style.character_twips * (len(widths) - at - 1) for at in range(len(widths))]
    label = columns[0] - style.width_twips(head.signers_label)
    last = len(lines) - 1
    return tuple(
        Row(
            block.number if index == last else "",
            head.signers_label if index == 0 else "",
            names,
            (label, *columns[1:]) if index == 0 else tuple(columns),
        )
        for index, names in enumerate(lines)
    )
