"""Section text ↔ blocks: the one grammar that editor, import, checks and Word share.

A line is one paragraph. A numbered line (一、（一）1.（1）①) is a heading up to its first 。 when that lies within 40 characters,
the rest of the line is its text; a short line without 。 is a heading alone. “一是…二是…” stays text. Lines with tabs are a table
up to a blank line, unless the tabs only indent or stand behind a mark, as in a list copied from Word.
Marks count relative to the section's own level; their numbers are put right on output.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from server.report.words import chinese_number

HEADING_LIMIT = 40
DEEPEST = 5
LAST_CIRCLED = 20
OUTER = " \u3000\xa0\r"
_MARKS = (
    re.compile(r"^[一二三四五六七八九十百]{1,4}、[ \u3000]*"),
    re.compile(r"^[（(][ ]?[一二三四五六七八九十百]{1,4}[ ]?[)）][、.．]?[ \u3000]*"),
    re.compile(r"^\d{1,2}(?:[、．][ \u3000]*|\.[ \u3000]*(?!\d))"),
    re.compile(r"^[（(][ ]?\d{1,2}[ ]?[)）][、.．]?[ \u3000]*"),
    re.compile(r"^[①-⑳][、.．]?[ \u3000]*"),
)


@dataclass(frozen=True)
class Plain:
    """A paragraph without a number."""

    text: str


@dataclass(frozen=True)
class Numbered:
    """A numbered line; `level` 1 is one below the section itself. `heading` keeps its closing 。 when text follows."""

    level: int
    heading: str
    text: str = ""


@dataclass(frozen=True)
class Grid:
    """A table, its cells in rows of equal length."""

    rows: tuple[tuple[str, ...], ...]


Block = Plain | Numbered | Grid


def read(text: str) -> tuple[Block, ...]:
    """The blocks of a section's text. Every character other than marks, blank lines and outer spaces is in one of them."""
    lines = (line.strip(OUTER) for line in text.split("\n"))
    groups = [list(group) for _, group in groupby(lines, key=lambda line: "\t" in line)]
    ranks = _ranks(line.strip() for group in groups if not _tabular(group) for line in group)
    return tuple(block for group in groups for block in _blocks(group, ranks))


def write(blocks: tuple[Block, ...], own_level: int = 1) -> str:
    """The text of blocks as an editor shows it, numbered afresh below a section of `own_level`."""
    numbers = Numbers(own_level)
    kinds = zip((None, *map(type, blocks)), map(type, blocks), strict=False)
    apart = ("\n" if before is kind is Grid else "" for before, kind in kinds)
    return "\n".join(blank + _written(block, numbers) for blank, block in zip(apart, blocks, strict=True))


class Numbers:
    """Hands out the number of each numbered line below a section: every deeper level starts again under a new heading."""

    def __init__(self, own_level: int) -> None:
        self.own_level = own_level
        self._counts: dict[int, int] = {}

    def next(self, relative_level: int) -> tuple[int, str]:
        """The absolute level (capped at 5) and the mark, e.g. (2, "（一）")."""
        level = min(self.own_level + relative_level, DEEPEST)
        self._counts = {key: value for key, value in self._counts.items() if key <= level}
        self._counts[level] = self._counts.get(level, 0) + 1
        return level, mark(level, self._counts[level])


def mark(level: int, number: int) -> str:
    """The numbering mark of a level: 一、（一）1.（1）① (GB/T 9704-2012 7.3.3; ① after GB/T 15834)."""
    marks = {1: f"{chinese_number(number)}、", 2: f"（{chinese_number(number)}）", 3: f"{number}.", 4: f"（{number}）"}
    return marks.get(level) or (chr(0x2460 + number - 1) if number <= LAST_CIRCLED else f"（{number}）")


def marked(level: int, number: str, rest: str) -> str:
    """A mark of a level and what it numbers, with a space where they would run together (1. 5万元)."""
    return f"{number}{rest}" if _parted(number + rest) == (level, rest) else f"{number} {rest}"


def level_of(line: str) -> int:
    """1–5 for a line that begins with a numbering mark, else 0."""
    return next((level for level, pattern in enumerate(_MARKS, 1) if pattern.match(line)), 0)


def unmarked(heading: str, level: int) -> str:
    """A heading without the number of its own level that somebody typed before it."""
    marked_as, rest = _parted(heading)
    return rest if marked_as == level and rest else heading


def _tabular(lines: list[str]) -> bool:
    """Whether lines are rows of a table: in one at least, a tab stands between words."""
    return any("\t" in _parted(line.strip())[1] for line in lines)


def _blocks(lines: list[str], ranks: dict[int, int]) -> list[Block]:
    """The blocks of lines that all have tabs, or all have none."""
    kept = [line for line in lines if line.strip()]
    return [_grid(kept)] if _tabular(kept) else [_line(line.strip(), ranks) for line in kept]


def _ranks(lines: Iterable[str]) -> dict[int, int]:
    """Each mark level that occurs → its depth below the section, 1 for the shallowest."""
    levels = sorted({level for level, rest in map(_parted, lines) if level and rest})
    return {level: rank for rank, level in enumerate(levels, 1)}


def _parted(line: str) -> tuple[int, str]:
    """The level of a line's mark and what stands behind it; (0, the line) without a mark."""
    level = level_of(line)
    return (level, _MARKS[level - 1].sub("", line, count=1).lstrip()) if level else (0, line)


def _line(line: str, ranks: dict[int, int]) -> Block:
    level, rest = _parted(line)
    return Numbered(ranks[level], *_split(rest)) if level and rest else Plain(line)


def _split(rest: str) -> tuple[str, str]:
    """Heading and text of a numbered line without its mark."""
    stop = rest.find("。", 0, HEADING_LIMIT + 1)
    if stop >= 0:
        after = rest[stop + 1 :].strip()
        return (rest[: stop + 1], after) if after else (rest, "")
    return (rest, "") if len(rest) <= HEADING_LIMIT else ("", rest)


def _grid(lines: list[str]) -> Grid:
    rows = [tuple(cell.strip() for cell in line.split("\t")) for line in lines]
    longest = max(len(row) for row in rows)
    return Grid(tuple(row + ("",) * (longest - len(row)) for row in rows))


def _written(block: Block, numbers: Numbers) -> str:
    match block:
        case Plain(text):
            return text
        case Numbered(level, heading, text):
            return marked(*numbers.next(level), heading + text)
        case Grid(rows):
            return "\n".join("\t".join(row) for row in rows)
