"""Lines → the parts of a report: title, 红头, recipients, headings with their levels, text, sign-off; every line gets one part."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from server.report import grammar
from server.report.grammar import HEADING_LIMIT
from server.report.reading import parts
from server.report.reading.framing import OUTER, framed, seen, tabled
from server.report.reading.levels import Head, ranked
from server.report.reading.margins import furniture, page_mark
from server.report.reading.parts import Part
from server.report.reading.source import Line, Place, Source

__all__ = ["Anatomy", "Paragraph", "Part", "understand", "written"]

_LONGEST_TITLE = 60
_LONGEST_ALONE = 100
_DEEPEST_LONG = 3
_MOST_COMMAS = 2
_TELLS = re.compile(
    r"[；;！？：]|应当|必须|不得|已经|目前|今年|我[镇乡街县区市局]|全[镇乡街县区市]|\d{4}年"
    r"|\d(?:\.\d+)?[余多万亿]*(?:个|件|宗|起|人|户|次|场|份|名|条|项|期|家|元|%|％)"
)
_PLACES = {Place.table: Part.table, Place.note: Part.note, Place.margin: Part.margin}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the document, complete: `mark` + `heading` + `text` are all its characters but outer spaces.

    `level` 1–5 for Part.heading, 1 the chapters whatever mark they carry, else 0. A run-in heading keeps its closing 。 and
    has `text` behind it; a number before a long sentence has heading "". `table` is the number of its table, 0 for other parts.
    `doubt` is a sentence when the signs of its level contradict one another: a person must say where it belongs.
    """

    part: Part
    mark: str = ""
    level: int = 0
    heading: str = ""
    text: str = ""
    doubt: str = ""
    table: int = 0

    @property
    def whole(self) -> str:
        """The paragraph as it stood in the document."""
        return self.mark + self.heading + self.text


@dataclass(frozen=True)
class Anatomy:
    """A document understood: its paragraphs in reading order and what reading it had to settle."""

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[str, ...] = ()

    def words(self, part: Part) -> str:
        """The text of all paragraphs that are this part, one a line."""
        return "\n".join(paragraph.whole for paragraph in self.paragraphs if paragraph.part is part)

    @property
    def document_number(self) -> str:
        """发文字号, without a 签发人 that may stand on its line; "" without one."""
        return parts.document_number(self.words(Part.number).partition("\n")[0])

    @property
    def signatory(self) -> str:
        """Who signed: the names behind 签发人, on a line of their own or beside the number; "" without any."""
        return parts.signatory(f"{self.words(Part.signatory)}\n{self.words(Part.number)}")


def understand(source: Source) -> Anatomy:
    """What every line is: one paragraph for each line, in order."""
    lines = source.lines
    known = _known(lines)
    body = [at for at, part in enumerate(known) if part is None]
    for at, part in zip(body, framed([seen(lines[at]) for at in body]), strict=True):
        known[at] = part
    heads = ranked({at: lines[at] for at in body if known[at] is None})
    opened = _body_begins(lines, known, heads)
    enclosed = next((at for at, part in enumerate(known) if part is Part.attachment), len(lines))
    paragraphs = [
        _paragraph(line, _part(known[at], late=at >= opened, enclosed=at > enclosed), heads.get(at)) for at, line in enumerate(lines)
    ]
    return Anatomy(tuple(paragraphs), source.notes)


def written(paragraphs: Iterable[Paragraph], below: int) -> str:
    """Paragraphs as the text of a section whose own heading has level `below`: `grammar.read` finds the same tree in it.

    Headings are numbered afresh in their order. One longer than the grammar allows comes back as text of its number.
    """
    kept = [paragraph for paragraph in paragraphs if paragraph.whole.strip(OUTER)]
    levels = sorted({paragraph.level for paragraph in kept if paragraph.level})
    ranks = {level: rank for rank, level in enumerate(levels, 1)}
    own = max(min(below, grammar.DEEPEST - len(ranks)), 0)
    return grammar.write(tuple(_blocks(kept, ranks)), own)


def _known(lines: tuple[Line, ...]) -> list[Part | None]:
    """The part of every line whose place in the file tells it, and of what belongs to a page and not to the paper."""
    known = [_PLACES.get(line.place) for line in lines]
    prose = [at for at, line in enumerate(lines) if line.place in {Place.body, Place.box} and "。" in line.text]
    edges = [at for at, part in enumerate(known) if part is Part.table and prose and not prose[0] < at < prose[-1]]
    for at in edges:
        known[at] = tabled(" ".join(lines[at].text.split())) or Part.table
    body = [at for at, part in enumerate(known) if part is None]
    texts = [lines[at].whole.strip(OUTER) for at in body]
    aside = furniture(texts) | {number for number, text in enumerate(texts) if not text or page_mark(text)}
    for number in aside:
        known[body[number]] = Part.margin
    return known


def _body_begins(lines: tuple[Line, ...], known: list[Part | None], heads: Mapping[int, Head]) -> int:
    """Where the 导语 ends: at the first heading; in a paper without any, behind its first paragraph or “报告如下：”."""
    if heads:
        return min(heads)
    free = [at for at, part in enumerate(known) if part is None]
    said = (at for at in free if lines[at].text.strip(OUTER).endswith(("如下：", "如下:", "如下。")))
    return next(said, free[0] if free else 0) + 1


def _part(known: Part | None, *, late: bool, enclosed: bool) -> Part:
    if known is Part.table and enclosed:
        return Part.attachment
    return known or (Part.text if late else Part.opening)


def _paragraph(line: Line, part: Part, head: Head | None) -> Paragraph:
    if line.place is Place.table:
        return Paragraph(part, text=line.whole.strip(" \u3000\xa0\r\n"), table=line.table)
    whole = line.whole.strip(OUTER)
    if head is None or part not in {Part.text, Part.opening}:
        return Paragraph(part, text=whole)
    mark = head.mark.lstrip(OUTER)
    heading, text = _split(whole[len(mark) :], head.level)
    return Paragraph(Part.heading, mark, head.level, heading, text, head.doubt)


def _split(rest: str, level: int) -> tuple[str, str]:
    """Heading and text behind a mark: as in grammar up to its limit; beyond it where the words are clearly a title."""
    stop = rest.find("。")
    head, text = (rest[: stop + 1], rest[stop + 1 :]) if stop >= 0 else (rest, "")
    short = len(head.rstrip("。")) <= HEADING_LIMIT
    longest = _LONGEST_ALONE if stop < 0 else _LONGEST_TITLE if text.strip(OUTER) else HEADING_LIMIT
    return (head, text) if short or (level <= _DEEPEST_LONG and _is_title(head, longest)) else ("", rest)


def _is_title(words: str, longest: int) -> bool:
    """Whether long words are a title: few commas, no list, no figures, nothing that tells what was or must be done."""
    commas = sum(character in "，," for character in words)
    return len(words.rstrip("。")) <= longest and commas <= _MOST_COMMAS and not _TELLS.search(words)


def _blocks(paragraphs: list[Paragraph], ranks: Mapping[int, int]) -> Iterable[grammar.Block]:
    """Paragraphs as blocks; rows of one table come together."""
    for table, group in groupby(paragraphs, key=lambda paragraph: paragraph.table if paragraph.part is Part.table else -1):
        rows = list(group)
        yield from [_grid(rows)] if table >= 0 else [_block(paragraph, ranks) for paragraph in rows]


def _grid(rows: Iterable[Paragraph]) -> grammar.Grid:
    cells = [tuple(cell.strip() for cell in row.text.split("\t")) for row in rows]
    longest = max(map(len, cells))
    return grammar.Grid(tuple(row + ("",) * (longest - len(row)) for row in cells))


def _block(paragraph: Paragraph, ranks: Mapping[int, int]) -> grammar.Block:
    if paragraph.level:
        return grammar.Numbered(ranks[paragraph.level], paragraph.heading.strip(OUTER), paragraph.text.strip(OUTER))
    return grammar.Plain(paragraph.whole.strip(OUTER).replace("\t", " "))
