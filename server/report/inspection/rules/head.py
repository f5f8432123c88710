"""份号, 紧急程度, 发文机关标志 and the red rule (GB/T 9704-2012 7.2.1–7.2.4, 7.2.7)."""

import re
from collections.abc import Iterable, Iterator

from server.report.findings import Class, Strength
from server.report.inspection import geometry
from server.report.inspection.geometry import TWIPS_PER_MILLIMETRE as MM
from server.report.inspection.layout import Block
from server.report.inspection.lines import RedLine, is_red
from server.report.inspection.paper import HEADED, Paper, millimetres
from server.report.inspection.rules import faces
from server.report.inspection.ruling import Fault, Rule
from server.report.reading.parts import Part

# 35 mm below the edge of the text area, which profile B has 2.42 mm below its margin.
_MARK_FROM_MM, _MARK_FROM_B_MM, _RULE_MM = 35.0, 37.42, 4.0
_SURE_MM, _ROUGH_MM, _RULE_SLACK_MM = 2.0, 6.0, 1.2
_WIDTH_SLACK = 60
_CLIPPED = 1.1
_URGENT = re.compile("特急|加急")
_NOT_URGENT = re.compile("急件|平急|紧急|特提")
_COPY = re.compile(r"(?:份号[:：])?[0-9０-９]{3,8}")


def _urgencies(paper: Paper) -> Iterable[Block]:
    return [block for block in paper.head if block.part is Part.urgency and block.text.strip()]


def _urgent(paper: Paper) -> Iterable[Block]:
    return [block for block in _urgencies(paper) if not _COPY.fullmatch(_plain(block))]


def _copies(paper: Paper) -> Iterator[Fault]:
    found = [block for block in paper.head if _COPY.fullmatch(_plain(block))]
    yield from (Fault(_plain(block), block) for block in found if not re.fullmatch("[0-9]{6}", _plain(block)))


def _urgency_words(paper: Paper) -> Iterator[Fault]:
    yield from (Fault(_plain(block), block) for block in _urgencies(paper) if _NOT_URGENT.search(_plain(block)))


def _urgency_place(paper: Paper) -> Iterator[Fault]:
    for block in _urgencies(paper):
        half = geometry.character_twips(block.face) / 2
        found = geometry.extents(block, paper.text_width(block))
        if found and abs(found[0].left) > half:
            yield Fault(f"距左边{millimetres(found[0].left)}", block)


def _mark_missing(paper: Paper) -> Iterator[Fault]:
    if not paper.banner and not paper.head_frames:
        yield Fault("没有找到")


def _mark_colour(paper: Paper) -> Iterator[Fault]:
    yield from (Fault(_named(block.face.colour), block) for block in paper.banner if not is_red(block.face.colour))


def _mark_centre(paper: Paper) -> Iterator[Fault]:
    for block in (block for block in paper.banner if block.place == "body" and not block.hung):
        width = paper.text_width(block)
        off = geometry.off_centre(block, width)
        if block.alignment != "distribute" and off > geometry.character_twips(block.face) / 2:
            yield Fault(f"偏{millimetres(off)}", block)


def _mark_top(paper: Paper) -> Iterator[Fault]:
    for block in paper.banner[:1]:
        top, sure = _ink_top(paper, block)
        if top is None:
            continue
        off = top / MM - (_MARK_FROM_B_MM if paper.profile == "B" else _MARK_FROM_MM)
        if abs(off) > (_SURE_MM if sure else _ROUGH_MM):
            yield Fault(f"{_MARK_FROM_MM + off:.1f}毫米（按行距推算）", block, weight=None if sure else Class.verify)


def _ink_top(paper: Paper, block: Block) -> tuple[float | None, bool]:
    """Where the ink of the mark begins below the upper margin, None when that cannot be told; whether all lines are exact."""
    for frame in paper.head_frames:
        if any(each is block for each in frame.blocks):
            origin = {"page": -paper.page.top_twips, "margin": 0, "topMargin": -paper.page.top_twips}.get(frame.from_vertical)
            above = frame.blocks[: frame.blocks.index(block)]
            inside = sum(geometry.height(each, frame.width_twips) for each in above) + block.before_twips + geometry.ink_top(block)
            return (None if origin is None else origin + frame.top_twips + inside), False
    at = paper.at(block)
    if at is None or any(table.at < at or (table.at == at and table.blocks[:1] != (block,)) for table in paper.head_tables if table.blocks):
        return None, False
    before = paper.layout.blocks[:at]
    above_twips = sum(geometry.height(each, paper.text_width(each)) for each in before)
    sure = all(each.line_rule == "exact" for each in (*before, block))
    return above_twips + block.before_twips + geometry.ink_top(block), sure


def _mark_clipped(paper: Paper) -> Iterator[Fault]:
    for block in paper.banner:
        if block.line_rule == "exact" and block.line < _CLIPPED * block.face.half_points * 10:
            yield Fault(f"行距{block.line / 20:g}磅，字号{block.face.half_points / 2:g}磅", block)


def _rules(paper: Paper) -> tuple[RedLine, ...]:
    red = tuple(line for line in paper.head_lines if line.red)
    return red or paper.head_lines


def _rule_missing(paper: Paper) -> Iterator[Fault]:
    if not _rules(paper):
        yield Fault("没有找到")


def _rule_colour(paper: Paper) -> Iterator[Fault]:
    for line in _rules(paper)[:1]:
        if not line.red:
            yield Fault(_named(line.colour), line.block)


def _rule_width(paper: Paper) -> Iterator[Fault]:
    for line in _rules(paper)[:1]:
        width = paper.text_width(line.block) if line.block else paper.text_width(paper.layout.blocks[0])
        if abs(line.width_twips - width) > _WIDTH_SLACK:
            yield Fault(millimetres(line.width_twips), line.block)


def _rule_distance(paper: Paper) -> Iterator[Fault]:
    number = paper.number or paper.signatory[-1:]
    for line, above in zip(_rules(paper)[:1], number[:1], strict=False):
        found, sure = _below(paper, above, line)
        if found is not None and abs(found / MM - _RULE_MM) > _RULE_SLACK_MM * (1 if sure else 2.5):
            yield Fault(f"{found / MM:.1f}毫米（按行距推算）", above, weight=None if sure else Class.verify)


def _below(paper: Paper, number: Block, line: RedLine) -> tuple[float | None, bool]:
    """How far below the ink of the number the rule is drawn; None when that cannot be told."""
    if line.block is None:
        return None, False
    ink, sure = geometry.ink_bottom(number), number.line_rule == "exact"
    if line.block is number:
        return (ink + line.space_points * 20 if line.edge == "bottom" else None), sure
    between = paper.between(number, line.block)
    if between is None:
        return None, False
    between_twips = sum(geometry.height(each, paper.text_width(each)) for each in between)
    own = line.block.before_twips if line.edge == "top" else line.block.before_twips + geometry.line_twips(line.block)
    sure = sure and all(each.line_rule == "exact" for each in (*between, line.block))
    return ink + number.after_twips + between_twips + own, sure


def _named(colour: str) -> str:
    return f"#{colour}" if colour else "黑色"


def _plain(block: Block) -> str:
    return "".join(block.text.split())


RULES = (
    Rule("head.copy_number", "7.2.1", Strength.usual, "份号一般用6位阿拉伯数字", _copies, "6位阿拉伯数字，如000001", HEADED, textual=True),
    Rule("head.urgency_words", "7.2.3", Strength.shall, "紧急程度应当标“特急”或“加急”", _urgency_words, "特急或加急", HEADED, textual=True),
    Rule("head.urgency_font", "7.2.3", Strength.usual, "紧急程度一般用黑体", faces.font(_urgent, "hei"), "黑体", HEADED),
    Rule("head.urgency_size", "7.2.3", Strength.usual, "紧急程度一般用三号字", faces.size(_urgencies, 32), "三号（16磅）", HEADED),
    Rule("head.urgency_place", "7.2.3", Strength.usual, "份号、密级、紧急程度顶格编排在版心左上角", _urgency_place, "顶格", HEADED),
    Rule(
        "head.mark_missing",
        "7.2.4",
        Strength.shall,
        "版头没有发文机关标志",
        _mark_missing,
        "发文机关全称或规范化简称",
        HEADED,
        weight=Class.verify,
    ),
    Rule("head.mark_colour", "7.2.4", Strength.advised, "发文机关标志推荐用红色", _mark_colour, "红色", HEADED),
    Rule(
        "head.mark_font",
        "7.2.4",
        Strength.advised,
        "发文机关标志推荐用小标宋体",
        faces.font(lambda paper: paper.banner, "xiao_biao_song"),
        "小标宋",
    ),
    Rule("head.mark_centre", "7.2.4", Strength.shall, "发文机关标志应当居中排布", _mark_centre, "居中", HEADED),
    Rule(
        "head.mark_top",
        "7.2.4",
        Strength.shall,
        "发文机关标志上边缘至版心上边缘应当是35毫米",
        _mark_top,
        "35毫米（距纸上边72毫米）",
        HEADED,
    ),
    Rule(
        "head.mark_clipped",
        "7.2.4",
        Strength.practice,
        "发文机关标志的固定行距小于字高，字会被削去一截",
        _mark_clipped,
        "行距不小于字号的1.1倍",
    ),
    Rule("head.rule_missing", "7.2.7", Strength.shall, "发文字号之下应当印一条红色分隔线", _rule_missing, "与版心等宽的红线", HEADED),
    Rule("head.rule_colour", "7.2.7", Strength.shall, "版头的分隔线应当是红色", _rule_colour, "红色", HEADED),
    Rule("head.rule_width", "7.2.7", Strength.shall, "红色分隔线应当与版心等宽", _rule_width, "156毫米", HEADED),
    Rule("head.rule_distance", "7.2.7", Strength.shall, "红色分隔线应当印在发文字号之下4毫米处", _rule_distance, "4毫米", HEADED),
)
