"""Placed paragraphs of last year's report → the text of each section in the section grammar, nothing lost; its heading apart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from server.report.grammar import DEEPEST, Block, Numbered, level_of, read, write
from server.report.past.placing import Span
from server.report.reading.anatomy import Anatomy, Paragraph, Part

_ANY_MARK = "①"
_SPACES = str.maketrans("\t\n", "  ")


@dataclass(frozen=True)
class Filed:
    """Last year's text of one section key. `headings` stand no longer in it and are offered as this year's; others are lines of `text`."""

    key: str
    headings: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class _Deep:
    """A block with its depth below the heading of its span; one without a number has none."""

    block: Block
    depth: int = 0


def filed(anatomy: Anatomy, spans: tuple[Span, ...], levels: Mapping[str, int] | None = None) -> tuple[Filed, ...]:
    """The text of every key that spans go to, in the reading order of their first spans. `levels`: section key → its own level, else 1.

    The heading of the only span with one, or of the first when all others are deeper, is offered; several headings of one key
    stay numbered lines. Printed characters of texts and headings are those of the placed paragraphs, but for numbers, which are put right.
    """
    keys = dict.fromkeys(span.key for span in spans if span.key)
    return tuple(_filed(anatomy.paragraphs, key, [span for span in spans if span.key == key], (levels or {}).get(key, 1)) for key in keys)


def _filed(paragraphs: tuple[Paragraph, ...], key: str, spans: list[Span], own_level: int) -> Filed:
    groups = [paragraphs[span.first : span.last + 1] for span in spans]
    heads = [group[0] for group in groups if _headed(group[0])]
    offered = heads[0] if heads and all(each.level > heads[0].level for each in heads[1:]) else None
    deep = [each for group in groups for each in _deep(group, offered, heads)]
    depths = sorted({each.depth for each in deep if each.depth})
    blocks = tuple(_ranked(each, depths) for each in deep)
    level = max(0, min(own_level, DEEPEST - len(depths)))
    return Filed(key, (offered.heading.strip(),) if offered else (), write(blocks, level))


def _headed(paragraph: Paragraph) -> bool:
    return paragraph.part is Part.heading and bool(paragraph.heading.strip())


def _deep(group: tuple[Paragraph, ...], offered: Paragraph | None, heads: list[Paragraph]) -> list[_Deep]:
    """The blocks of one span. Depth 1 is a kept heading of a span, or what stands below the offered one."""
    base = offered.level if offered else group[0].level - 1 if _headed(group[0]) else min((each.level for each in heads), default=1) - 1
    rest = [replace(group[0], part=Part.text, mark="", heading=""), *group[1:]] if group[0] is offered else list(group)
    runs = [list(run) for _, run in groupby(rest, key=lambda each: each.part is Part.table)]
    return [each for run in runs for each in (_rows(run) if run[0].part is Part.table else _lines(run, base))]


def _rows(run: list[Paragraph]) -> list[_Deep]:
    """The tables of neighbouring rows; a row of one cell stays in its table."""
    rows = [row if "\t" in row else f"{row}\t" for each in run for row in each.whole.split("\n")]
    return [_Deep(block) for block in read("\n".join(rows))]


def _lines(run: list[Paragraph], base: int) -> list[_Deep]:
    return [each for paragraph in run if paragraph.whole.strip() for each in _line(paragraph, base)]


def _line(paragraph: Paragraph, base: int) -> list[_Deep]:
    """A paragraph as a block: numbered when it is a heading or begins with a number of its own."""
    words = paragraph.whole.translate(_SPACES).strip()
    headed = (paragraph.heading + paragraph.text).translate(_SPACES).strip()
    if paragraph.part is Part.heading and headed:
        return [_Deep(block, max(1, paragraph.level - base)) for block in read(f"{_ANY_MARK}{headed}")]
    return [_Deep(block, max(1, level_of(words) - base) if isinstance(block, Numbered) else 0) for block in read(words)]


def _ranked(deep: _Deep, depths: list[int]) -> Block:
    return replace(deep.block, level=depths.index(deep.depth) + 1) if isinstance(deep.block, Numbered) else deep.block
