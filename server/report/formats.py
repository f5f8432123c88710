"""The measures of a document as values read from data/formats/: page, styles, page number, table, sign-off; no XML."""

import unicodedata
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from server.report.values import Frozen

Alignment = Literal["left", "center", "right", "both"]
Twips = Annotated[int, Field(ge=0)]

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
    """A named paragraph style. `line_twips` 0 is single spacing, else exact; `_hundredths` are hundredths of a character."""

    id: str
    name: str
    east_asian_font: str
    ascii_font: str
    size_half_points: int = Field(gt=0)
    bold: bool = False
    character_spacing_twips: int = 0
    alignment: Alignment
    line_twips: Twips = 0
    before_twips: Twips = 0
    after_twips: Twips = 0
    first_line_hundredths: int = 0
    first_line_twips: Twips = 0
    left_hundredths: int = 0
    left_twips: Twips = 0
    right_hundredths: int = 0
    right_twips: Twips = 0
    keep_next: bool = False
    snap_to_grid: bool = True

    @property
    def character_twips(self) -> int:
        """How far one full-width character advances."""
        return self.size_half_points * _TWIPS_PER_HALF_POINT + self.character_spacing_twips

    def width_twips(self, text: str) -> int:
        """How wide a line of text is set; digits and Latin letters count as half an em."""
        halves = sum(1 + _full_width(character) for character in text)
        return halves * self.size_half_points * _TWIPS_PER_HALF_POINT // 2 + len(text) * self.character_spacing_twips


class HeadingStyle(Style):
    """A heading's paragraph style with the character style of a heading whose text runs on (7.3.3)."""

    character_id: str
    character_name: str


class Styles(Frozen):
    """The style of every part of a document; the five headings are 一、（一）1.（1）①."""

    normal: Style
    title: Style
    blank: Style
    recipients: Style
    body: Style
    headings: tuple[HeadingStyle, HeadingStyle, HeadingStyle, HeadingStyle, HeadingStyle]
    table_head: Style
    table_centred: Style
    table_text: Style
    sign_name: Style
    sign_date: Style
    page_odd: Style
    page_even: Style

    def paragraphs(self) -> tuple[Style, ...]:
        """Every style but the default one, in the order a style list shows them."""
        before = (self.title, self.blank, self.recipients, self.body, *self.headings)
        after = (self.table_head, self.table_centred, self.table_text, self.sign_name, self.sign_date)
        return (*before, *after, self.page_odd, self.page_even)


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


class SignOffMeasures(Frozen):
    """Where names, date and seals stand (7.3.5.1, 7.3.5.2); `blank_date` is printed while the date is not known."""

    sealed_date_right_characters: int
    sealed_lines_before: int
    sealed_row_lines: int
    seals_in_row: int = Field(ge=1)
    seal_twips: Twips
    seal_gap_twips: Twips
    unsealed_right_characters: int
    unsealed_shift_characters: int
    unsealed_lines_before: int
    blank_date: str


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

    @cached_property
    def sign_character_twips(self) -> int:
        """The width of 一字 in the sign-off."""
        return self.styles.sign_date.character_twips


def _full_width(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"
