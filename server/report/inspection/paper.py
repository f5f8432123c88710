"""A layout as an examiner looks at it: what kind of paper it is, which profile it follows, where its elements stand."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal

from server.report.inspection.enclosures import Enclosure, enclosures_in
from server.report.inspection.fonts import Fonts
from server.report.inspection.layout import Block, Frame, Layout, PageNumbers, SectionLayout, TableLayout
from server.report.inspection.lines import RedLine, is_red, lines_of
from server.report.reading.parts import Part

_PROSE = (Part.opening, Part.text, Part.heading, Part.closing)
_NUMBER = re.compile(
    r"[\s\u3000]*[\u4e00-\u9fff×xX]{2,14}[\s\u3000]*[〔\[［（(【﹝][\s\u3000]*(?:\d{0,4}|[一二〇○零]{0,4})[\s\u3000]*[〕\]］）)】﹞][\s\u3000]*第?[\s\u3000\d_＿×xX]{0,6}号"
)
_SIGNATORY = re.compile(r"签[\s\u3000]*发[\s\u3000]*人[\s\u3000]*[:：]")
_SALUTATION = re.compile(r"(?!.*(?:如下|汇报|情况))(?:[各尊同]|.*(?:代表|委员|同志|领导|主任|先生|女士|朋友))[^。；]{0,40}[：:]")
_LARGE = 44
_HIGHEST_TITLE = 40
_MILLIMETRE = 56.6929
_PROFILE_A, _PROFILE_B = (2098, 1984), (1960, 1847)
_NEAR = 57
_LINE = 579
_UPWARD = re.compile(r"(?:报告|请示)(?:[（(].{0,20}[)）])?$")


class Kind(StrEnum):
    """What kind of paper it is: with 红头, a 信函, without either, or nothing but title and text for a template of an OA."""

    redhead = "redhead"
    letter = "letter"
    plain = "plain"
    bare = "bare"


ALL = frozenset(Kind)
HEADED = frozenset({Kind.redhead})
LETTERS = frozenset({Kind.letter})
WITHOUT_LETTERS = ALL - LETTERS
NUMBERED = ALL - {Kind.bare}


@dataclass(frozen=True)
class Paper:
    """A layout and the classes of fonts; everything else is seen from them."""

    layout: Layout
    fonts: Fonts

    @cached_property
    def everything(self) -> tuple[Block, ...]:
        """Every paragraph but those of headers and footers."""
        return tuple(self.layout.everything())

    @cached_property
    def page(self) -> SectionLayout:
        """The first upright section, else the first."""
        upright = (section for section in self.layout.sections if section.width_twips <= section.height_twips)
        return next(upright, self.layout.sections[0])

    @cached_property
    def profile(self) -> Literal["A", "B"] | None:
        """Which of the two readings of 版心 the margins follow."""
        found = (self.page.top_twips, self.page.bottom_twips)
        if all(abs(each - wanted) <= _NEAR for each, wanted in zip(found, _PROFILE_A, strict=True)):
            return "A"
        return "B" if all(abs(each - wanted) <= _NEAR // 2 for each, wanted in zip(found, _PROFILE_B, strict=True)) else None

    def text_width(self, block: Block) -> int:
        """The width of the text area where a paragraph stands."""
        section = self.layout.sections[min(block.section, len(self.layout.sections) - 1)]
        return section.width_twips - section.left_twips - section.right_twips - section.gutter_twips

    @cached_property
    def kind(self) -> Kind:
        """By its red rules, 红头 and page numbers."""
        if self.margin_lines or any(line.double for line in self.head_lines):
            return Kind.letter
        if self.number or self.banner or any(line.red for line in self.head_lines):
            return Kind.redhead
        return Kind.plain if self.imprint or self.footed else Kind.bare

    @cached_property
    def footed(self) -> bool:
        """Whether any page has a footer with something in it."""
        return any(block.text.strip() for each in self.margins for block in each.blocks if block.place == "footer")

    @cached_property
    def margins(self) -> tuple[PageNumbers, ...]:
        """Every header and footer once, however many sections show it."""
        shown = (each for section in self.layout.sections for each in (*section.headers, *section.footers))
        return tuple({id(each): each for each in shown}.values())

    @cached_property
    def upward(self) -> bool:
        """Whether it goes to a superior: a 报告 or 请示, or somebody signed for its issue."""
        return bool(self.signatory) or bool(_UPWARD.search("".join("".join(block.text.split()) for block in self.title)))

    @cached_property
    def title_at(self) -> int:
        """How many paragraphs of the main story stand before the title, or before whatever begins the paper without one."""
        marks = (Part.title, Part.recipients, *_PROSE)
        return next((at for part in marks for at, block in enumerate(self.layout.blocks) if block.part is part), 0)

    @cached_property
    def head(self) -> tuple[Block, ...]:
        """Everything above the title: the main story, tables and boxes that stand there."""
        tables = (block for table in self.head_tables for block in table.blocks)
        boxes = (
            block for frame in self.head_frames for block in (*frame.blocks, *(each for table in frame.tables for each in table.blocks))
        )
        return (*self.layout.blocks[: min(self.title_at, _HIGHEST_TITLE)], *tables, *boxes)

    @cached_property
    def head_tables(self) -> tuple[TableLayout, ...]:
        """Tables above the title."""
        return tuple(table for table in self.layout.tables if table.at <= self.title_at)

    @cached_property
    def head_frames(self) -> tuple[Frame, ...]:
        """Boxes and lines drawn above the title, or hung on it."""
        return tuple(frame for frame in self.layout.frames if frame.at <= self.title_at + 1)

    @cached_property
    def head_lines(self) -> tuple[RedLine, ...]:
        """Long straight lines above the title, from whatever they are made."""
        body = self.layout.blocks[: min(self.title_at, _HIGHEST_TITLE) + 1]
        return lines_of(body, self.head_frames, self.text_width)

    @cached_property
    def margin_lines(self) -> tuple[RedLine, ...]:
        """Red lines in headers and footers: those of a 信函."""
        return tuple(line for each in self.margins for line in lines_of(each.blocks, each.frames, self.text_width) if line.red)

    @cached_property
    def banner(self) -> tuple[Block, ...]:
        """发文机关标志: large red lines above the title; in a 信函 in the header of its first page."""
        headers = (block for section in self.layout.sections[:1] for each in section.headers for block in each.blocks)
        marks = [block for block in (*self.head, *headers) if block.text.strip() and is_red(block.face.colour)]
        large = tuple(block for block in marks if block.face.half_points >= _LARGE)
        return large or tuple(block for block in self.head if block.part is Part.banner and block.text.strip())

    @cached_property
    def number(self) -> tuple[Block, ...]:
        """The line of 发文字号, also one not yet filled in."""
        return tuple(block for block in self.head if any(map(_NUMBER.match, block.text.split("\t"))))[:1]

    @cached_property
    def signatory(self) -> tuple[Block, ...]:
        """The lines with 签发人."""
        return tuple(block for block in self.head if _SIGNATORY.search(block.text))

    @cached_property
    def title(self) -> tuple[Block, ...]:
        """The paragraphs of the title."""
        return self.of(Part.title)

    @cached_property
    def recipients(self) -> tuple[Block, ...]:
        """主送机关, or the words that address a meeting."""
        return self.of(Part.recipients) or self.of(*_PROSE)[: self._salutes]

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        """The paragraphs of the text itself, headings among them, also where a table or box frames them."""
        return self.of(*_PROSE)[self._salutes :]

    @cached_property
    def _salutes(self) -> int:
        """1 when the text begins with a line like 各位代表： that is flush left, else 0."""
        first = next(iter(self.of(*_PROSE)), None)
        flush = first is not None and not first.left_twips + first.first_line_twips and first.alignment in {"left", "both"}
        words = first.text.strip() if first and flush else ""
        return int(bool(_SALUTATION.fullmatch(words)) and not self.of(Part.recipients))

    @cached_property
    def imprint(self) -> tuple[Block, ...]:
        """版记."""
        return self.of(Part.imprint)

    @cached_property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """The attachments."""
        return enclosures_in(self.layout.blocks)

    @cached_property
    def line(self) -> int:
        """One line of this paper: what most of its text has as exact line, else that of profile A."""
        exact = Counter(block.line for block in self.prose if block.line_rule == "exact")
        return exact.most_common(1)[0][0] if exact else _LINE

    def at(self, block: Block) -> int | None:
        """Where in the main story a paragraph stands; of one in a table of it, where the table does."""
        return self._places.get(id(block), self._rows.get(id(block)))

    def in_main(self, block: Block) -> bool:
        """Whether a paragraph is of the main story itself."""
        return id(block) in self._places

    def above(self, block: Block) -> Block | None:
        """The nearest paragraph with text above one of the main story."""
        found = reversed(self.layout.blocks[: self._places.get(id(block), 0)])
        return next((each for each in found if each.text.strip()), None)

    def between(self, above: Block, below: Block) -> tuple[Block, ...] | None:
        """The paragraphs between two of the main story, or behind a table and before one of it. None when that cannot be told."""
        start, end = self.at(above), self._places.get(id(below))
        if start is None or end is None:
            return None
        start += self.in_main(above)
        return None if end < start else self.layout.blocks[start:end]

    @cached_property
    def text_ends(self) -> int:
        """Where the last paragraph of the text stands in the main story."""
        return max((self._places[id(block)] for block in self.prose if self.in_main(block)), default=0)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(block): at for at, block in enumerate(self.layout.blocks)}

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {id(block): table.at for table in self.layout.tables for block in table.blocks}

    def of(self, *parts: Part) -> tuple[Block, ...]:
        """All paragraphs with text that are one of these parts."""
        return tuple(block for block in self.everything if block.part in parts and block.text.strip())


def millimetres(twips: float) -> str:
    """A length for a person: 37.0毫米."""
    return f"{twips / _MILLIMETRE:.1f}毫米"
