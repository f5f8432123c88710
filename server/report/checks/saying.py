"""Figures with the words they count: what stands before and behind each, its brackets, its sentence; judges nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from server.report.checks.text import Span, Text
from server.report.prose.figures import Figure
from server.report.reading.parts import Part

_READ = (Part.opening, Part.heading, Part.text, Part.closing, Part.attachment)
_BREAKS = re.compile(r"[、，,；;：:。！？（()）\n]")
_SPACES = str.maketrans("", "", " \u3000\xa0\n\t")
_NEAR, _WIDE = 60, 200
_KINDS = ("件宗起例案单份个项条", "次场期回轮", "名人位", "户家")
_LONG_KINDS = {"场次": "次场期回轮", "批次": "次场期回轮", "万元": "元", "亿元": "元", "件次": "件次", "宗次": "件次"}
_KIND = {unit: kind for kind in _KINDS for unit in kind} | _LONG_KINDS
_CASES = frozenset("件宗起例案单")
_YEARS = re.compile(r"上年|去年|同期|往年|前年|上一年|今年|本年|(?:19|20)[0-9]{2}年?|环比|此前|以前")
_PAST = re.compile(r"上年|去年|同期|往年|前年|上一年|比(?!武|赛)|较|结转|此前|历年")
_MEASURED = frozenset(("元", "万元", "亿元", "亩", "公里", "千米", "平方米", "平方公里", "公顷", "吨", "立方米"))
_SPLIT = re.compile(r"[0-9][，, \u3000]$")
_SHARES = frozenset(("%", "‰", "个百分点", "倍", "分", "类", "种"))


@dataclass(frozen=True)
class Said:
    """A figure where it stands, white space left out of all words.

    `lead`: from the last mark or figure up to it; `tail`: behind it up to the next one; `gap`: all that stands between it and
    the figure before it in the sentence, or the beginning of the sentence; `clause`: what is before it since ，；：or a bracket, other
    figures of that clause among it. `depth` counts open brackets, `group` the semicolons and bracket pairs passed.
    """

    figure: Figure
    lead: str
    tail: str
    gap: str
    clause: str
    depth: int
    group: int

    @property
    def start(self) -> int:
        """Where the figure begins in the text."""
        return self.figure.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.figure.end

    @property
    def value(self) -> Decimal:
        """The amount: 4.5万元 → 45 000."""
        return self.figure.amount

    @property
    def kind(self) -> str:
        """The class of its unit: units of one class may be added."""
        return _KIND.get(self.figure.unit, self.figure.unit)

    @property
    def exact(self) -> bool:
        """Without a qualifier and not one end of a range."""
        return not (self.figure.before or self.figure.after or self.figure.joined)

    @property
    def counted(self) -> bool:
        """A number that arithmetic may use as it is printed: exact, and not rounded to 万 or 亿."""
        return self.exact and self.figure.numeral[-1:] not in ("万", "亿")

    @property
    def slack(self) -> Decimal:
        """How far the amount may be from what was rounded to it: half of the last printed place for money, lengths and areas, else 0."""
        if self.figure.unit not in _MEASURED or not self.figure.value:
            return Decimal(0)
        places = len(self.figure.numeral.partition(".")[2])
        return Decimal(1).scaleb(-places) / 2 * (self.value / self.figure.value)

    @property
    def about(self) -> str:
        """What it counts: the words before and behind it."""
        return f"{self.lead}\0{self.tail}"

    @property
    def dated(self) -> bool:
        """Whether its own words name a year or a time before: another year's figure."""
        return _YEARS.search(self.lead) is not None

    @property
    def past(self) -> bool:
        """Whether its own words set it against another year or carry it over."""
        return _PAST.search(self.lead) is not None

    @property
    def summed(self) -> bool:
        """Whether adding figures of its unit means something."""
        return self.figure.unit not in _SHARES

    def like(self, other: "Said") -> bool:
        """Whether both have units that people use for one another without a second thought."""
        mine, yours = self.figure.unit, other.figure.unit
        return mine == yours or (self.kind == other.kind and (self.kind[:1] != "件" or {mine, yours} <= _CASES))


@dataclass(frozen=True)
class Saying:
    """A sentence with figures: its span, its words as printed, its figures in order, its section, and where its paragraph begins."""

    span: Span
    words: str
    said: tuple[Said, ...]
    section: str
    paragraph: int


def sayings(text: Text, figures: Iterable[Figure]) -> tuple[Saying, ...]:
    """The sentences of a text that hold figures, in reading order. Tables, front and margins are left out."""
    placed = ((text.sentence(each.start), each) for each in figures)
    return tuple(saying for span, group in groupby(placed, key=lambda pair: pair[0]) for saying in _saying(text, span, group))


def words_of(text: str) -> str:
    """A text without white space."""
    return text.translate(_SPACES)


def shown(value: Decimal) -> str:
    """A number as working shows it: no exponent, no zeros behind the point."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _saying(text: Text, span: Span, group: Iterable[tuple[Span, Figure]]) -> Iterator[Saying]:
    passage = text.passage(span[0])
    if passage is None or passage.part not in _READ or span[0] == span[1]:
        return
    figures = [figure for _, figure in group]
    ends = [span[0], *(each.end for each in figures)]
    starts = [*(each.start for each in figures[1:]), span[1]]
    depth = groups = 0
    said = []
    for figure, last, following in zip(figures, ends, starts, strict=False):
        gap = text.text[last : figure.start]
        depth, groups = _passed(gap, depth, groups)
        said.append(_said(text.text, figure, (last, following), gap, (span[0], depth, groups)))
    yield Saying(span, text.text[span[0] : span[1]], tuple(said), passage.section, passage.start)


def _said(text: str, figure: Figure, beside: Span, gap: str, place: tuple[int, int, int]) -> Said:
    first, depth, groups = place
    near = gap[-_NEAR:]
    lead = near[max((found.end() for found in _BREAKS.finditer(near)), default=0) :]
    behind = text[figure.end : min(beside[1], figure.end + _NEAR)]
    stop = _BREAKS.search(behind)
    before = text[max(first, figure.start - _NEAR) : figure.start]
    cut = max(before.rfind(mark) for mark in "，,；;：:（(")
    tail = behind[: stop.start()] if stop else behind
    clause = before[cut + 1 :]
    if _SPLIT.search(gap):
        figure = replace(figure, joined=True)
    return Said(figure, words_of(lead), words_of(tail), words_of(gap[-_WIDE:]), words_of(clause), depth, groups)


def _passed(gap: str, depth: int, groups: int) -> tuple[int, int]:
    """Depth and group after the words between two figures."""
    for mark in gap:
        if mark in "（(":
            depth += 1
        elif mark in "）)":
            depth = max(0, depth - 1)
        elif mark in "；;":
            groups += 1
    return depth, groups
