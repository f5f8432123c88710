"""A .docx → its effective layout: the parts of the package read, the story walked, every paragraph known for what it is."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from server import archives
from server.report import paper_problems
from server.report.inspection.layout import Block, Frame, Layout, TableLayout
from server.report.inspection.seeing import readable
from server.report.problems import Refused
from server.report.reading.anatomy import understand
from server.report.reading.parts import IMPRINT, Part
from server.report.reading.source import Line, Source
from server.word.elements import PARAGRAPH, Element, W, switch
from server.word.inline import Inline
from server.word.inspecting.cascade import Cascade
from server.word.inspecting.forming import Forms
from server.word.inspecting.sections import Margins, begins_page, grid_of, sections_in
from server.word.inspecting.themes import Themes
from server.word.inspecting.walking import Home, Reading, Sources, Walk
from server.word.looks import Styles
from server.word.numbering import Lists
from server.word.parts import Parts
from server.word.tally import Tally

_MAIN = Home()
_LAST = 3
_MOST_PARAGRAPHS = 100_000
_LARGEST_IMPRINT = 8
_HIDDEN = {Part.imprint, Part.attachment, Part.sign_off, Part.remark, Part.table}
_LARGE = 36
_FOOT_TWIPS = 14_600


def layout_of(content: bytes) -> Layout:
    """The effective layout of a .docx. Refused for what `archives.opened` refuses and for a broken file. Time and memory are linear."""
    parts = Parts(archives.opened(content, "docx"))
    if next(islice(parts.document.iter(PARAGRAPH), _MOST_PARAGRAPHS, None), None) is not None:
        raise Refused(paper_problems.too_many_paragraphs(_MOST_PARAGRAPHS))
    sections = sections_in(parts.document)
    sources = _sources(parts, sections)
    walk = Walk(sources)
    readings = [reading for body in parts.document.iterchildren(W + "body") for reading in walk.read(body)]
    held = _held(walk, _understood(walk, readings))
    tables = _tables(walk, held)
    settings = parts.beside("settings")
    even = bool(switch(settings, W + "evenAndOddHeaders"))
    return Layout(
        sections=Margins(parts, sources).layouts(sections, even=even),
        blocks=held.get(_MAIN, ()),
        tables=tables.get(0, ()),
        frames=tuple(
            replace(frame, blocks=held.get(Home(frame=key), ()), tables=tables.get(key, ())) for key, frame in enumerate(walk.frames, 1)
        ),
        even_and_odd=even,
        mirrored=bool(switch(settings, W + "mirrorMargins")),
        notes=sources.tally.notes(),
    )


def _sources(parts: Parts, sections: list[Element]) -> Sources:
    numbering, styles, tally = parts.beside("numbering"), parts.beside("styles"), Tally()
    lists = Lists(numbering)
    looks = Styles(styles, parts.beside("theme"), lists)
    cascade = Cascade(styles, numbering, Themes(parts.beside("theme"), parts.beside("settings")).font)
    grids, breaks = tuple(map(grid_of, sections)), tuple(map(begins_page, sections))
    return Sources(Inline(parts, looks, tally), lists, cascade, Forms(looks, cascade), tally, grids, breaks)


def _understood(walk: Walk, readings: list[Reading]) -> list[Block]:
    """Every paragraph with what it is in the paper; one that several lines were read from is what its first line is."""
    lines = (_seen(reading, walk.blocks) for reading in readings)
    paragraphs = understand(Source(tuple(lines))).paragraphs
    blocks = list(walk.blocks)
    for reading, paragraph in zip(readings, paragraphs, strict=True):
        heading = paragraph.mark + paragraph.heading if paragraph.level else ""
        for at in reading.blocks:
            if paragraph.part is not Part.text:
                blocks[at] = replace(blocks[at], part=paragraph.part, level=paragraph.level, heading=heading)
    for at in _imprinted(walk, blocks):
        blocks[at] = replace(blocks[at], part=Part.imprint, level=0, heading="")
    return blocks


def _imprinted(walk: Walk, blocks: list[Block]) -> Iterator[int]:
    """Paragraphs of 版记 that a day still to be filled in hides: all in a box or table with such a line, and the last of the paper."""
    filled = [at for at, block in enumerate(blocks) if block.text.strip()]
    lines = {at for at in filled if IMPRINT.fullmatch(blocks[at].text.strip()) and blocks[at].part in _HIDDEN}
    sizes = Counter(walk.homes[at] for at in filled)
    homes = {home for at in lines if (home := walk.homes[at]) != _MAIN and sizes[home] <= _LARGEST_IMPRINT}
    feet = {at for at, frame in enumerate(walk.frames, 1) if frame.from_vertical == "page" and _bottom(frame) >= _FOOT_TWIPS}
    yield from (at for at in filled if walk.homes[at] in homes or walk.homes[at].frame in feet)
    main = [at for at in filled if walk.homes[at] == _MAIN]
    first = next((place for place, at in enumerate(main) if at in lines and place >= len(main) - _LAST), len(main))
    yield from main[first:]


def _bottom(frame: Frame) -> int:
    return frame.top_twips + frame.height_twips


def _seen(reading: Reading, blocks: list[Block]) -> Line:
    """A line as it is to be understood."""
    block = blocks[reading.blocks[0]] if reading.blocks else None
    large = block is not None and block.alignment == "center" and block.face.half_points >= _LARGE
    text = readable(reading.line.text, large=large)
    return reading.line if text == reading.line.text else replace(reading.line, text=text)


def _held(walk: Walk, blocks: list[Block]) -> Mapping[Home, tuple[Block, ...]]:
    """The paragraphs of the main story, of each table and of each frame."""
    held: dict[Home, list[Block]] = defaultdict(list)
    for block, home in zip(blocks, walk.homes, strict=True):
        held[home].append(block)
    return {home: tuple(own) for home, own in held.items()}


def _tables(walk: Walk, held: Mapping[Home, tuple[Block, ...]]) -> Mapping[int, tuple[TableLayout, ...]]:
    """The tables of the main story (0) and of each frame, with their paragraphs."""
    found: dict[int, list[TableLayout]] = defaultdict(list)
    for key, (table, home) in enumerate(walk.tables, 1):
        found[home.frame].append(replace(table, blocks=held.get(Home(key, home.frame), ())))
    return {frame: tuple(tables) for frame, tables in found.items()}
