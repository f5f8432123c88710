"""The measures of a document as values read from data/formats/: page, styles, page number, table, sign-off; no XML."""

import unicodedata
from functools import cached_property
from typing import Literal

from pydantic import Field

from server.report.measures import (
    AttachmentNoteMeasures,
    ImprintMeasures,
    LetterheadMeasures,
    MastheadMeasures,
    NoteMeasures,
    SignOffMeasures,
    Twips,
    WatermarkMeasures,
)
from server.report.values import Frozen

Alignment = Literal["left", "center", "right", "both"]

_TWIPS_PER_HALF_POINT = 10


class Font(Frozen):
    """A font the styles name, and the one to take where it is not installed."""

    name: str
    instead: str = ""
    charset: str
    family: str
    pitch: str


class Page(Frozen):
    """Paper, margins and the line grid, in twips (GB/T 9704-2012 5.1–5.2)."""

    width_twips: Twips
    height_twips: Twips
    top_twips: Twips
    right_twips: Twips
    bottom_twips: Twips
    left_twips: Twips
    header_twips: Twips
    footer_twips: Twips
    line_pitch_twips: Twips

    @property
    def text_width_twips(self) -> int:
        """The width of the text area (版心)."""
        return self.width_twips - self.left_twips - self.right_twips


class Style(Frozen):
    """A named paragraph style. `line_twips` 0 is single spacing, else exact; `_hundredths` are hundredths of a character.

    `color` is six hexadecimal digits, "" black; `rule_eighths` is a line above the paragraph, as wide as it, in its colour.
    """

    id: str
    name: str
    east_asian_font: str
    ascii_font: str
    size_half_points: int = Field(gt=0)
    bold: bool = False
    color: str = ""
    character_spacing_twips: int = 0
    alignment: Alignment
    line_twips: Twips = 0
    before_twips: Twips = 0
    after_twips: Twips = 0
    first_line_hundredths: int = 0
    first_line_twips: Twips = 0
    hanging_hundredths: int = 0
    hanging_twips: Twips = 0
    left_hundredths: int = 0
    left_twips: int = 0
    right_hundredths: int = 0
    right_twips: int = 0
    rule_eighths: int = 0
    keep_next: bool = False
    page_break_before: bool = False
    snap_to_grid: bool = True

    @property
    def character_twips(self) -> int:
        """How far one full-width character advances."""
        return self.size_half_points * _TWIPS_PER_HALF_POINT + self.character_spacing_twips

    def advance_twips(self, hundredths: int) -> int:
        """How far a character advances that is so many hundredths of an em wide."""
        return self.size_half_points * _TWIPS_PER_HALF_POINT * hundredths // 100 + self.character_spacing_twips

    def width_twips(self, text: str) -> int:
        """How wide a line of text is set; digits and Latin letters count as half an em."""
        halves = sum(1 + _full_width(character) for character in text)
        return halves * self.size_half_points * _TWIPS_PER_HALF_POINT // 2 + len(text) * self.character_spacing_twips


class HeadingStyle(Style):
    """A heading's paragraph style with the character style of a heading whose text runs on (7.3.3)."""

    character_id: str
    character_name: str


class Styles(Frozen):
    """The style of every part of a document; the five headings are 一、（一）1.（1）①. `urgency` and `signer` are of characters."""

    normal: Style
    head_line: Style
    urgency: Style
    issuer: Style
    number: Style
    signer: Style
    red_rule: Style
    letter_thick: Style
    letter_thin: Style
    title: Style
    occasion: Style
    blank: Style
    recipients: Style
    body: Style
    headings: tuple[HeadingStyle, HeadingStyle, HeadingStyle, HeadingStyle, HeadingStyle]
    table_head: Style
    table_centred: Style
    table_text: Style
    sign_name: Style
    sign_date: Style
    attachment_note: Style
    note: Style
    openness: Style
    attachment_label: Style
    imprint: Style
    imprint_copies: Style
    imprint_printer: Style
    imprint_day: Style
    hairline: Style
    page_odd: Style
    page_even: Style

    def paragraphs(self) -> tuple[Style, ...]:
        """Every style but the default one, in the order a style list shows them."""
        head = (self.head_line, self.issuer, self.number, self.red_rule, self.letter_thick, self.letter_thin)
        before = (self.title, self.occasion, self.blank, self.recipients, self.body, *self.headings)
        after = (self.table_head, self.table_centred, self.table_text, self.sign_name, self.sign_date)
        closing = (self.attachment_note, self.note, self.openness, self.attachment_label)
        imprint = (self.imprint, self.imprint_copies, self.imprint_printer, self.imprint_day, self.hairline)
        return (*head, *before, *after, *closing, *imprint, self.page_odd, self.page_even)

    def characters(self) -> tuple[Style, ...]:
        """The styles of characters that are not those of a heading."""
        return (self.urgency, self.signer)


class PageNumber(Frozen):
    """What stands on both sides of the page number (7.5)."""

    before: str
    after: str


class TableMeasures(Frozen):
    """How a table is drawn. A column whose cells are all at most `centred_characters` long is centred."""

    style_id: str
    style_name: str
    border_eighths: int
    cell_margin_twips: Twips
    row_height_twips: Twips
    above_twips: Twips
    centred_characters: int
    least_characters: int = Field(ge=1)


class Format(Frozen):
    """One family of documents: every number and name its template is built from and its writer and inspector read."""

    key: str
    name: str
    standard: str
    language: str
    page: Page
    fonts: tuple[Font, ...]
    styles: Styles
    page_number: PageNumber
    table: TableMeasures
    sign_off: SignOffMeasures
    attachment_note: AttachmentNoteMeasures
    note: NoteMeasures
    imprint: ImprintMeasures
    watermark: WatermarkMeasures
    masthead: MastheadMeasures
    letterhead: LetterheadMeasures

    @cached_property
    def sign_character_twips(self) -> int:
        """The width of 一字 in the sign-off."""
        return self.styles.sign_date.character_twips


def _full_width(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"
