"""The measures of the parts of a paper as values: 版头, sign-off, 附件说明, 附注, 版记, watermark; what Format is made of."""

from typing import Annotated

from pydantic import Field

from server.report.values import Frozen

Twips = Annotated[int, Field(ge=0)]


class MarkMeasures(Frozen):
    """How large a 发文机关标志 is set: up to `most_half_points` for one, two, three lines, then narrowed, then in two lines.

    `_hundredths` are hundredths of the size: the line, and where ink begins below its top and ends above its bottom.
    """

    most_half_points: tuple[int, ...] = Field(min_length=1)
    least_half_points: int = Field(gt=0)
    narrowest_percent: int
    line_hundredths: int
    ink_top_hundredths: int
    ink_bottom_hundredths: int


class MastheadMeasures(Frozen):
    """版头 (7.2): lines above the mark, where its ink begins below the edge of the text area, what follows it."""

    mark: MarkMeasures
    slots: int = Field(ge=1)
    mark_top_twips: Twips
    suffix_gap_hundredths: int
    blank_lines: int
    signers_label: str
    signers_in_row: int = Field(ge=1)
    signers_right_characters: int
    blank_characters: int


class LetterheadMeasures(Frozen):
    """版头 of a 信函 (10.1): distances from the edges of the paper, in twips; `number_raise_twips` lifts the page number back."""

    mark: MarkMeasures
    mark_top_twips: Twips
    rule_below_twips: Twips
    number_below_twips: Twips
    footer_twips: Twips
    number_raise_twips: Twips
    blank_lines: int


class SignOffMeasures(Frozen):
    """Where names, date and seals stand (7.3.5.1, 7.3.5.2); `blank_date` is printed while the date is not known.

    `sealed_shift_characters`: how much further right a date may stand so that joint names fit side by side;
    `lean_twips`: how far a name leans left of the middle of its date for each place where figures and 汉字 meet.
    """

    sealed_date_right_characters: int
    sealed_shift_characters: int
    sealed_lines_before: int
    sealed_row_lines: int
    seals_in_row: int = Field(ge=1)
    seal_twips: Twips
    seal_gap_twips: Twips
    lean_twips: Twips
    unsealed_right_characters: int
    unsealed_shift_characters: int
    unsealed_lines_before: int
    blank_date: str


class AttachmentNoteMeasures(Frozen):
    """附件说明 (7.3.4): its label, where it begins, how wide the stop after a number is; up to `kept_together` names share a page."""

    label: str
    left_characters: int
    full_stop_hundredths: int
    kept_together: int


class NoteMeasures(Frozen):
    """How a text begins that is printed below the date without parentheses."""

    openness: str


class ImprintMeasures(Frozen):
    """版记 (7.4): where its last rule lies from the top of the paper, how thick its rules are, its fixed words.

    `spare_twips` is how much higher the box is than its rows, so that rules and rounding have room.
    """

    bottom_twips: Twips
    outer_eighths: int
    inner_eighths: int
    spare_twips: Twips
    copies: str
    printed: str
    full_stop: str


class WatermarkMeasures(Frozen):
    """A word behind the text of every page: as high as `height_points`, lower where it would be wider than `widest_points`."""

    font: str
    color: str
    opacity: str
    rotation_degrees: int
    height_points: int
    widest_points: int
