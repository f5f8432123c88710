"""Fonts, sizes and weights of any element, as finders that rules are made of; which element, the rule says."""

import re
from collections.abc import Callable, Iterable, Iterator

from server.report.inspection.layout import Block, Span
from server.report.inspection.paper import Paper
from server.report.inspection.ruling import Fault

_HAN = re.compile("[\u4e00-\u9fff]")
_SIZES = {
    84: "初号",
    72: "小初",
    52: "一号",
    48: "小一",
    44: "二号",
    36: "小二",
    32: "三号",
    30: "小三",
    28: "四号",
    24: "小四",
    21: "五号",
    18: "小五",
}
Select = Callable[[Paper], Iterable[Block]]
Cut = Callable[[Block], Iterable[Span]]
Find = Callable[[Paper], Iterator[Fault]]


def whole(block: Block) -> Iterable[Span]:
    """All of a paragraph."""
    return block.spans


def heading(block: Block) -> Iterator[Span]:
    """The characters of a paragraph that are its heading, spaces aside."""
    left = len("".join(block.heading.split())) - len("".join(block.number.split()))
    for span in block.spans:
        taken = 0
        for character in span.text:
            if not left:
                break
            left -= not character.isspace()
            taken += 1
        yield Span(span.text[:taken], span.face)


def font(select: Select, *families: str, cut: Cut = whole) -> Find:
    """Chinese characters whose font is of none of these classes."""

    def find(paper: Paper) -> Iterator[Fault]:
        for block in select(paper):
            spans = (span for span in cut(block) if _HAN.search(span.text))
            strange = (span.face.east_asian for span in spans if paper.fonts.of(span.face.east_asian) not in families)
            for name in dict.fromkeys(strange):
                yield Fault(name or "没有指定中文字体", block)

    return find


def size(select: Select, half_points: int, cut: Cut = whole) -> Find:
    """Characters of another size."""

    def find(paper: Paper) -> Iterator[Fault]:
        for block in select(paper):
            sizes = (span.face.half_points for span in cut(block) if span.text.strip())
            yield from (Fault(sized(each), block) for each in dict.fromkeys(sizes) if each != half_points)

    return find


def bold(select: Select, cut: Cut = whole) -> Find:
    """Characters that are bold."""

    def find(paper: Paper) -> Iterator[Fault]:
        for block in select(paper):
            if any(span.face.bold and span.text.strip() for span in cut(block)):
                yield Fault("加粗", block)

    return find


def sized(half_points: int) -> str:
    """三号（16磅）."""
    points = f"{half_points / 2:g}磅"
    return f"{_SIZES[half_points]}（{points}）" if half_points in _SIZES else points
