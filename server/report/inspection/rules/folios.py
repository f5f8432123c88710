"""Page numbers (GB/T 9704-2012 7.5)."""

import re
from collections.abc import Iterator
from itertools import islice

from server.report.findings import Class, Strength
from server.report.inspection import geometry
from server.report.inspection.geometry import TWIPS_PER_MILLIMETRE as MM
from server.report.inspection.layout import Block, PageNumbers, SectionLayout
from server.report.inspection.paper import NUMBERED, Kind, Paper
from server.report.inspection.rules import faces
from server.report.inspection.ruling import Fault, Rule

_NUMBER = re.compile(r"[^\d\u4e00-\u9fff]*\d{1,4}[^\d\u4e00-\u9fff]*|第?\d{1,4}页?(?:共\d{1,4}页)?")
_DASHED = re.compile(r"—\d{1,4}—")
_ROOM, _MOST = 0.5, 3
_HEIGHT, _SLACK = 16838, 10
_LINE_MM, _SURE_MM, _ROUGH_MM = 269.0, 1.5, 4.0
_BASELINE, _DASH = 0.2, 0.265
_ARABIC = {"", "decimal", "numberInDash"}
_KINDS = {"default": "单页", "even": "双页", "first": "首页"}
_HUNG = {"right": 1.0, "left": 0.0, "center": 0.5}


def _numbers(footer: PageNumbers) -> Iterator[Block]:
    """The lines with the number; a footer without a PAGE field has none."""
    return islice((block for block in footer.blocks if footer.field and _NUMBER.fullmatch("".join(block.text.split()))), _MOST)


def _all(paper: Paper) -> Iterator[tuple[SectionLayout, PageNumbers, Block]]:
    """Every line with a page number, each footer once."""
    seen: set[int] = set()
    for section in paper.layout.sections:
        for footer in section.footers:
            if id(footer) not in seen:
                seen.add(id(footer))
                yield from ((section, footer, block) for block in _numbers(footer))


def _blocks(paper: Paper) -> list[Block]:
    return [block for _, _, block in _all(paper)]


def _missing(paper: Paper) -> Iterator[Fault]:
    if not any(footer.field for section in paper.layout.sections for footer in (*section.footers, *section.headers)):
        yield Fault("没有页码")


def _above(paper: Paper) -> Iterator[Fault]:
    found = [header for section in paper.layout.sections for header in section.headers if header.field]
    if found and not _blocks(paper):
        yield Fault("页码在页眉里", found[0].blocks[0])


def _sides(paper: Paper) -> Iterator[Fault]:
    blocks = _blocks(paper)
    if blocks and not paper.layout.even_and_odd and blocks[0].hung not in {"outside", "inside"}:
        yield Fault("单双页的页码在同一侧", blocks[0])


def _odd(paper: Paper) -> Iterator[Fault]:
    for section, footer, block in _all(paper):
        if footer.kind == "default" and paper.layout.even_and_odd and (found := _misplaced(section, block, right=True)):
            yield Fault(found, block)


def _even(paper: Paper) -> Iterator[Fault]:
    for section, footer, block in _all(paper):
        if footer.kind == "even" and paper.layout.even_and_odd and (found := _misplaced(section, block, right=False)):
            yield Fault(found, block)


def _misplaced(section: SectionLayout, block: Block, *, right: bool) -> str:
    """How a number stands that should be one character from the edge, "" when it does."""
    if block.hung:
        side = _HUNG.get(block.hung)
        return "" if side is None or side == float(right) else {0.0: "在左侧", 0.5: "居中", 1.0: "在右侧"}[side]
    width = section.width_twips - section.left_twips - section.right_twips - section.gutter_twips
    found, character = geometry.extents(block, width), geometry.character_twips(block.face)
    if not found or not character:
        return ""
    room = (width - found[0].right if right else found[0].left) / character
    return "" if abs(room - 1) <= _ROOM else f"{'右' if right else '左'}空{room:.1f}字".replace(".0", "")


def _unnumbered(paper: Paper) -> Iterator[Fault]:
    """Pages of a kind without a number while others have one."""
    for section in paper.layout.sections[:1]:
        kinds = {footer.kind for footer in section.footers if footer.field}
        wanted = {"default", *(["even"] if paper.layout.even_and_odd else []), *(["first"] if section.title_page else [])}
        for kind in sorted(wanted - kinds) if kinds else ():
            if not (kind == "first" and paper.kind is Kind.letter):
                yield Fault(f"{_KINDS[kind]}没有页码")


def _dashes(paper: Paper) -> Iterator[Fault]:
    for section, _, block in _all(paper):
        text = "".join(block.text.split())
        bare = section.number_form == "numberInDash"
        if bare or not _DASHED.fullmatch(text):
            digits = re.sub(r"\d+", "1", text)
            yield Fault(f"- {digits.strip('-')} -" if bare else digits, block)


def _digits(paper: Paper) -> Iterator[Fault]:
    for at, section in enumerate(paper.layout.sections, 1):
        if section.number_form not in _ARABIC:
            yield Fault(section.number_form, where=f"第{at}节")


def _font(paper: Paper) -> Iterator[Fault]:
    for block in _blocks(paper):
        spans = [span for span in block.spans if re.search(r"\d", span.text)]
        fonts = [span.face.latin for span in spans if paper.fonts.of(span.face.latin) != "song"]
        yield from (Fault(font or "没有指定字体", block) for font in dict.fromkeys(fonts))


def _distance(paper: Paper) -> Iterator[Fault]:
    for section, footer, block in _all(paper):
        if footer.kind != "default" or block.hung or abs(section.height_twips - _HEIGHT) > _SLACK:
            continue
        below = footer.blocks[[each is block for each in footer.blocks].index(True) + 1 :]
        width = section.width_twips - section.left_twips - section.right_twips
        low = section.footer_twips + block.after_twips + sum(geometry.height(each, width) for each in below)
        line = _BASELINE * geometry.line_twips(block) + _DASH * block.face.half_points * 10
        stands = (section.height_twips - low - line) / MM
        sure = all(each.line_rule == "exact" for each in (block, *below))
        if abs(stands - _LINE_MM) > (_SURE_MM if sure else _ROUGH_MM):
            yield Fault(f"{stands - _LINE_MM + 7:.1f}毫米（按行距推算）", block, weight=None if sure else Class.verify)


def _continuous(paper: Paper) -> Iterator[Fault]:
    for at, section in enumerate(paper.layout.sections[1:], 2):
        if section.first_number is not None:
            yield Fault(f"从{section.first_number}重新编起", where=f"第{at}节")


RULES = (
    Rule("folio.missing", "7.5", Strength.shall, "公文应当有页码", _missing, "— 1 —", NUMBERED),
    Rule(
        "folio.bare",
        "7.5",
        Strength.shall,
        "没有页码；供OA套用的正文不需要，单独印发的要加",
        _missing,
        "— 1 —",
        frozenset({Kind.bare}),
        weight=Class.hint,
    ),
    Rule("folio.footer", "7.5", Strength.shall, "页码应当编排在版心下边缘之下", _above, "页脚"),
    Rule("folio.sides", "7.5", Strength.shall, "单页码居右、双页码居左，应当分开设置", _sides, "奇偶页不同"),
    Rule("folio.odd", "7.5", Strength.shall, "单页码应当居右空一字", _odd, "右空1字"),
    Rule("folio.even", "7.5", Strength.shall, "双页码应当居左空一字", _even, "左空1字"),
    Rule("folio.unnumbered", "7.5", Strength.shall, "有的页没有页码", _unnumbered, "每面都有页码"),
    Rule("folio.dashes", "7.5", Strength.shall, "页码数字左右应当各放一条一字线", _dashes, "— 1 —"),
    Rule("folio.digits", "7.5", Strength.usual, "页码一般用阿拉伯数字", _digits, "阿拉伯数字"),
    Rule("folio.font", "7.5", Strength.usual, "页码一般用半角宋体", _font, "宋体"),
    Rule("folio.size", "7.5", Strength.usual, "页码一般用四号字", faces.size(_blocks, 28), "四号（14磅）"),
    Rule("folio.distance", "7.5", Strength.shall, "页码的一字线上距版心下边缘应当是7毫米", _distance, "7毫米"),
    Rule("folio.continuous", "7.5", Strength.shall, "附件与正文一起装订的，页码应当连续编排", _continuous, "接着编", weight=Class.verify),
)
