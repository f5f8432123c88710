"""A paper in a written form that stays the same as long as its words, its registration or its looks do; hashes nothing."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from server.report.inspection.layout import Block, Frame, Layout, PageNumbers, SectionLayout, TableLayout
from server.report.inspection.seeing import readable
from server.report.reading.anatomy import understand
from server.report.reading.parts import Part
from server.report.reading.source import Line, Place, Source

# Manifests are kept for years: another way of writing a layout down gets another name.
_WAY = "layout-1"
# Of lines without spaces.
_NUMBER = re.compile(r"[^\t〔\[［（(【﹝]{2,16}[〔\[［（(【﹝]\d{0,4}[〕\]］）)】﹞]第?[\d×xX_＿]{0,8}号")
_SIGNATORY = re.compile(r"签发人[:：]")
_DATE = re.compile(r"(?:(?:19|20)\d\d|_{0,8})年(?:\d{1,2}|_{0,8})月(?:\d{1,2}|_{0,8})日(?:印发)?")
_COPIES = re.compile(r"[（(]?共印\d{0,6}份[)）]?")
_BLANKS = re.compile(r"[ \u3000\xa0\r\n\v]+")
_LARGE = 36
_DATED = {Part.date, Part.sign_off, Part.imprint}
_REGISTERED = {Part.number, Part.signatory, Part.date, Part.sign_off, Part.imprint}
_TEXT = {Part.opening, Part.text, Part.heading, Part.closing, Part.recipients}


@dataclass(frozen=True)
class Written:
    """The words of a paper, one paragraph a line, without the places that registration fills; and what stands in those places."""

    text: str
    registration: str


def written(source: Source) -> Written:
    """A paper's words and registration, headers and footers aside.

    Spaces and the breaks inside a paragraph do not count, tabs between cells do.
    """
    parts = (paragraph.part for paragraph in understand(Source(tuple(map(_seen, source.lines)))).paragraphs)
    known = [(_plain(line.whole), part) for line, part in zip(source.lines, parts, strict=True) if line.place is not Place.margin]
    zone = _zone(known)
    lines: list[str] = []
    facts: list[str] = []
    for at, (words, part) in enumerate(known):
        kept, filled = _numbered(words) if at in zone else _dated(part, words)
        lines.append(kept.strip("\t"))
        facts += filled
    return Written("\n".join(line for line in lines if line), json.dumps([fact for fact in facts if _says(fact)], ensure_ascii=False))


def written_layout(layout: Layout) -> str:
    """The looks of a paper but for the places that registration fills, and for a watermark."""
    foot = {frame.at for frame in layout.frames if _holds_imprint(frame)}
    said = (
        _WAY,
        *_sections(layout.sections),
        [_block(block) for at, block in enumerate(layout.blocks) if _lasting(block) and at not in foot],
        [_table(table) for table in layout.tables if not any(block.part in _REGISTERED for block in table.blocks)],
        [_frame(frame) for frame in layout.frames if not _holds_imprint(frame)],
        layout.even_and_odd,
        layout.mirrored,
    )
    return json.dumps(said, ensure_ascii=False)


def _seen(line: Line) -> Line:
    return replace(line, text=readable(line.text, large=line.look.align == "center" and line.look.size >= _LARGE))


def _zone(known: list[tuple[str, Part]]) -> range:
    """The lines of the head with 发文字号 and 签发人, and what stands between them."""
    above = next((at for at, (_, part) in enumerate(known) if part in _TEXT or part is Part.title), len(known))
    found = [at for at, (words, _) in enumerate(known[:above]) if _registers(words)]
    return range(found[0], found[-1] + 1) if found else range(0)


def _numbered(words: str) -> tuple[str, list[str]]:
    """What stands before number and signers on their line, and those."""
    starts = [found.start() for found in (_NUMBER.search(words), _SIGNATORY.search(words)) if found]
    at = min(starts, default=0)
    return words[:at], words[at:].split("\t")


def _registers(words: str) -> bool:
    """Whether 发文字号 or 签发人 stand on a line."""
    plain = _plain(words)
    return bool(_NUMBER.search(plain) or _SIGNATORY.search(plain))


def _dated(part: Part, words: str) -> tuple[str, list[str]]:
    """The words without the day of signing or printing and the number of copies, and those."""
    if part not in _DATED:
        return words, []
    if part is Part.date:
        return "", [words]
    filled = [found[0] for pattern in (_DATE, _COPIES) for found in pattern.finditer(words)]
    return _COPIES.sub("", _DATE.sub("", words)), filled


def _plain(text: str) -> str:
    return _BLANKS.sub("", text).strip("\t")


def _says(fact: str) -> bool:
    """Whether a place is filled in."""
    return bool(re.search(r"[\d\u4e00-\u9fff]", _SIGNATORY.sub("", fact))) and fact not in {"年月日", "年月日印发"}


def _lasting(block: Block) -> bool:
    """Whether the looks of a paragraph do not depend on what registration fills in."""
    return block.part not in _REGISTERED and (block.part in _TEXT or not _registers(block.text))


def _holds_imprint(frame: Frame) -> bool:
    blocks = (*frame.blocks, *(block for table in frame.tables for block in table.blocks))
    return any(block.part is Part.imprint for block in blocks)


def _block(block: Block) -> tuple[object, ...]:
    faces = [
        (
            *(span.face.east_asian, span.face.latin, span.face.half_points, span.face.bold, span.face.italic, span.face.underlined),
            *(span.face.colour, span.face.spacing_twips, span.face.scale_percent, span.face.hinted),
            len(_plain(span.text)),
        )
        for span in block.spans
    ]
    borders = [(border.edge, border.kind, border.eighths, border.colour, border.space_points) for border in block.borders]
    return (
        *(block.alignment, block.left_twips, block.right_twips, block.first_line_twips, block.before_twips, block.after_twips),
        *(block.line, block.line_rule, block.snap_to_grid, block.widow_control, block.page_break_before, block.keep_next),
        *(borders, [list(tab) for tab in block.tabs], block.section, block.hung, faces),
    )


def _sections(sections: Iterable[SectionLayout]) -> tuple[object, object]:
    """Headers and footers, each once; and the sections, with the places of those that they show."""
    shown = {id(each): each for section in sections for each in (*section.footers, *section.headers)}
    looks = {key: look for key, each in shown.items() if (look := _margin(each))}
    places = {key: at for at, key in enumerate(looks)}
    return list(looks.values()), [(*_page(section), _shown(section, places)) for section in sections]


def _shown(section: SectionLayout, places: Mapping[int, int]) -> list[int]:
    return [places[id(each)] for each in (*section.footers, *section.headers) if id(each) in places]


def _page(section: SectionLayout) -> tuple[object, ...]:
    return (
        *(section.width_twips, section.height_twips, section.top_twips, section.right_twips, section.bottom_twips, section.left_twips),
        *(section.header_twips, section.footer_twips, section.gutter_twips, list(section.grid), section.title_page),
        *(section.first_number, section.number_form, section.columns),
    )


def _margin(margin: PageNumbers) -> tuple[object, ...]:
    """A header or footer with something in it; one that only carries a watermark has nothing."""
    shown = [_block(block) for block in margin.blocks if block.text.strip() or block.borders]
    words = [re.sub(r"\d+", "1", block.text) for block in margin.blocks if block.text.strip()]
    return (margin.kind, margin.field, words, shown) if shown else ()


def _table(table: TableLayout) -> tuple[object, ...]:
    return (table.width_twips, list(table.columns), table.repeats_head, table.rows, [_block(block) for block in table.blocks])


def _frame(frame: Frame) -> tuple[object, ...]:
    return (
        *(frame.from_vertical, frame.top_twips, frame.width_twips, frame.height_twips, frame.kind, frame.from_horizontal),
        *(frame.left_twips, frame.align, frame.colour, frame.eighths),
        *([_block(block) for block in frame.blocks], [_table(table) for table in frame.tables]),
    )
