"""Which lines of a plain text are one paragraph: the width it was broken at, what ends a paragraph, what begins one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from server.report.reading import parts
from server.report.reading.marks import read_mark
from server.report.reading.source import Place
from server.report.words import width

_LATIN_JOINT = re.compile(r"(?:[A-Za-z][,;]?\n[A-Za-z0-9]|[0-9]\n[A-Za-z])")
_ITEM = re.compile("[一二三四五六七八九十]{1,2}(?:是|要)|[●•◆■▪★※]")
_SHUTS = "，。、；：？！）》”’】〕％,;:?!)%"
_GOES_ON = ("，", ",", "、", "（", "(", "《", "“")
_FINISHED = re.compile(r"[。！？!?…；;：:][”’）)》」]*$")
_STOP_INSIDE = re.compile("[。；！？;]")
_COMMA = re.compile("[，,、]")
_BEGINNINGS = (parts.NUMBER, parts.SIGNATORY, parts.SIGNED, parts.IMPRINT, parts.ATTACHMENT_NOTE)
_PERHAPS = (parts.DATE, parts.BODY, parts.CLOSING, parts.ATTACHMENT, parts.REMARK)
_ALONE = (parts.DATE, parts.SIGNED, parts.NUMBER, parts.SIGNATORY, parts.BANNER)
_STEP = 2
_FEW = 2
_MOST = 0.8
_LONG, _SENTENCE = 60, 30
_LONGEST_HEADING, _LONGEST_SURE, _LONGEST_TITLE = 45, 100, 60
_ENDS_HEADING = re.compile(
    "(?:情况|建设|工作|机制|体系|水平|能力|制度|职责|任务|责任|效能|成效|精神|作用|氛围|环境|基础|矛盾|纠纷|监督|执法|决策"
    "|管理|服务|治理|改革|落实|提升|推进|完善|发展|保障)[）)”]?$"
)
_NARROWEST, _SHARE = 14, 0.6
_NEAR, _RAGGED = 1.6, 2.5


@dataclass(frozen=True)
class Row:
    """One line of the text. `gap`: a blank line or the end of a page stands before it; `cells` keep the tabs of a table row."""

    text: str
    indent: int
    gap: bool
    page: bool
    cells: str = ""
    place: Place = Place.body

    @property
    def width(self) -> float:
        """How far it reaches from the left, in full-width characters."""
        return self.indent / 2 + width(self.text)


@dataclass(frozen=True)
class Layout:
    """How a text is set: the width at which sentences are broken (0: nowhere), its left edge, and what parts its paragraphs.

    `set_in`: numbered lines are indented, so that a number at the left edge is none where a sentence goes on.
    """

    width: float
    edge: int
    indents: bool
    gaps: bool
    set_in: bool


@dataclass
class Torn:
    """A paragraph that may go on with the next line."""

    page: bool
    pieces: list[Row]
    length: int = 0
    unclosed: int = 0
    sentences: bool = False
    commas: bool = False

    def add(self, row: Row) -> None:
        """Go on with a line; what joining asks for later is counted here, so that long paragraphs cost no more."""
        self.pieces.append(row)
        self.length += len(row.text)
        self.unclosed += sum(character in "《“" for character in row.text) - sum(character in "》”" for character in row.text)
        self.sentences = self.sentences or _STOP_INSIDE.search(row.text) is not None
        self.commas = self.commas or _COMMA.search(row.text) is not None

    @property
    def last(self) -> Row:
        """The line it ends with so far."""
        return self.pieces[-1]

    def whole(self) -> str:
        """The paragraph in one line: Latin words with a space between them, Chinese without."""
        texts = [piece.text for piece in self.pieces]
        spaced = (before + " " * bool(_LATIN_JOINT.search(f"{before[-2:]}\n{after[:1]}")) for before, after in pairwise(texts))
        return "".join((*spaced, texts[-1]))


def layout_of(rows: Sequence[Row]) -> Layout:
    """The width at which most broken lines end, where there is one, and how paragraphs are parted."""
    body = [row for row in rows if row.place is Place.body]
    edge = min((row.indent for row in body), default=0)
    inside = [row for row in body if row.indent < edge + _STEP]
    numbered = [row for row in body[1:] if read_mark(row.text)]
    gaps = sum(row.gap for row in numbered) >= len(numbered) * _MOST and any(row.gap for row in body[1:])
    set_in = sum(row.indent >= edge + _STEP for row in numbered) >= max(len(numbered) * _MOST, 1)
    pairs = [(one, other) for one, other in pairwise(rows) if not other.gap and {one.place, other.place} == {Place.body}]
    torn = [one for one, other in pairs if _is_torn(one, other, edge)]
    usual = median([row.width for row in torn]) if torn else 0.0
    near = [row for row in torn if abs(row.width - usual) <= _NEAR]
    written = [row for row in torn if _COMMA.search(row.text)]
    enough = len(torn) >= _FEW or len(body) <= _FEW + 1
    sure = enough and usual >= _NARROWEST and min(len(near), len(written)) >= len(torn) * _SHARE
    return Layout(usual if sure else 0.0, edge, len(inside) < len(body), gaps, set_in)


def joins(now: Torn, row: Row, layout: Layout) -> bool:
    """Whether a row goes on with the paragraph above it."""
    above = now.last.text
    if row.text[0] in _SHUTS:
        return True
    finished = _FINISHED.search(above) is not None
    broken = layout.set_in and not finished and row.indent < layout.edge + _STEP and _is_full(now, row, layout, _RAGGED)
    if (_starts(row, layout.edge) and not broken) or _is_any(_ALONE, above) or _may_start(row, finished=finished):
        return False
    if finished:
        return (layout.indents or layout.gaps or above.endswith(("；", ";"))) and _is_full(now, row, layout, _NEAR)
    return now.unclosed > 0 or above.endswith(_GOES_ON) or _goes_on(now, row, layout)


def _goes_on(now: Torn, row: Row, layout: Layout) -> bool:
    """Whether a row goes on with words that may be at their end, as a heading is, or broken off."""
    slack = _RAGGED + _STEP * (len(now.pieces) == 1 and not layout.indents)
    if _is_heading(now):
        return _is_full(now, row, layout, slack if layout.gaps else _NEAR)
    return _is_sentence(now) if row.gap else _is_full(now, row, layout, slack)


def _is_torn(row: Row, after: Row, edge: int) -> bool:
    """Whether a line must have been broken where the page was full: no heading, no end of a sentence, and nothing longer below."""
    if _FINISHED.search(row.text) or (read_mark(row.text) and not _STOP_INSIDE.search(row.text)):
        return False
    return after.width <= row.width + _FEW and not _starts(after, edge)


def _starts(row: Row, edge: int) -> bool:
    """Whether a row begins a paragraph whatever stands above it."""
    return row.indent >= edge + _STEP or read_mark(row.text) is not None or _is_any(_BEGINNINGS, row.text)


def _may_start(row: Row, *, finished: bool) -> bool:
    """Whether a row begins a paragraph where the one above it is at an end, or a gap lies between them."""
    if _ITEM.match(row.text):
        return row.gap
    return (row.gap or finished) and _is_any(_PERHAPS, row.text)


def _is_any(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in patterns)


def _is_full(now: Torn, row: Row, layout: Layout, slack: float) -> bool:
    """Whether the line above ends where lines are broken in this text, and nothing but the end of a page lies between it and the row."""
    follows = not row.gap or (layout.set_in and row.indent < layout.edge + _STEP)
    return follows and layout.width > 0 and now.last.width >= layout.width - slack


def _is_heading(now: Torn) -> bool:
    """Whether what is there so far can stand as a heading or title: few words, and no sentence."""
    if now.sentences:
        return False
    if read_mark(now.pieces[0].text):
        return now.length <= _LONGEST_HEADING or (now.length <= _LONGEST_SURE and _ENDS_HEADING.search(now.last.text) is not None)
    return now.length <= _SENTENCE or (now.length <= _LONGEST_TITLE and not now.commas)


def _is_sentence(now: Torn) -> bool:
    return now.sentences or now.commas or now.length > _LONG
