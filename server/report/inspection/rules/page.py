"""Paper, margins, grid and colour (GB/T 9704-2012 5, 6, 8)."""

from collections.abc import Iterator

from server.report.findings import Class, Strength
from server.report.inspection.geometry import TWIPS_PER_MILLIMETRE
from server.report.inspection.layout import SectionLayout
from server.report.inspection.paper import WITHOUT_LETTERS, Paper, millimetres
from server.report.inspection.ruling import Fault, Rule
from server.report.reading.parts import Part

_WIDTH, _HEIGHT, _SIZE_SLACK = 11906, 16838, 10
_TOP_A, _TOP_B, _BOTTOM_A, _BOTTOM_B, _LEFT, _RIGHT = 2098, 1960, 1984, 1847, 1587, 1474
_SLACK, _NARROW = 57, 20
_LINES = 22
_BODY_A, _BODY_B = 12756, 13031
_SPACINGS = range(-8, -4)
_DARK = 0x20
_SINGLE, _BODY_SIZE = 240, 32


def _upright(paper: Paper) -> Iterator[tuple[int, SectionLayout]]:
    sections = paper.layout.sections
    return ((at, each) for at, each in enumerate(sections, 1) if each.width_twips <= each.height_twips)


def _of_section(paper: Paper, at: int) -> str:
    return f"第{at}节" if len(paper.layout.sections) > 1 else "页面设置"


def _size(paper: Paper) -> Iterator[Fault]:
    for at, each in enumerate(paper.layout.sections, 1):
        short, long = sorted((each.width_twips, each.height_twips))
        if abs(short - _WIDTH) > _SIZE_SLACK or abs(long - _HEIGHT) > _SIZE_SLACK:
            found = f"{each.width_twips / TWIPS_PER_MILLIMETRE:.0f}×{each.height_twips / TWIPS_PER_MILLIMETRE:.0f}毫米"
            yield Fault(found, where=_of_section(paper, at))


def _top(paper: Paper) -> Iterator[Fault]:
    for at, each in _upright(paper):
        if abs(each.top_twips - _TOP_A) > _SLACK and abs(each.top_twips - _TOP_B) > _NARROW:
            yield Fault(millimetres(each.top_twips), where=_of_section(paper, at))


def _left(paper: Paper) -> Iterator[Fault]:
    for at, each in _upright(paper):
        if abs(each.left_twips + each.gutter_twips - _LEFT) > _SLACK:
            yield Fault(millimetres(each.left_twips + each.gutter_twips), where=_of_section(paper, at))


def _right(paper: Paper) -> Iterator[Fault]:
    for at, each in _upright(paper):
        if abs(each.right_twips - _RIGHT) > _SLACK:
            yield Fault(millimetres(each.right_twips), where=_of_section(paper, at))


def _bottom(paper: Paper) -> Iterator[Fault]:
    for at, each in _upright(paper):
        a, b = abs(each.top_twips - _TOP_A) <= _SLACK, abs(each.top_twips - _TOP_B) <= _NARROW
        fits = (abs(each.bottom_twips - _BOTTOM_A) <= _SLACK and not b) or (abs(each.bottom_twips - _BOTTOM_B) <= _NARROW and not a)
        if not fits:
            yield Fault(
                millimetres(each.bottom_twips),
                where=_of_section(paper, at),
                expected="32.58毫米" if b else "35毫米" if a else "35毫米或32.58毫米",
            )


def _lines(paper: Paper) -> Iterator[Fault]:
    body = _BODY_B if paper.profile == "B" else _BODY_A
    for block in paper.prose:
        if block.part is Part.heading and not _runs_on(block.text, block.heading):
            continue
        exact = block.line_rule == "exact" or (
            block.line_rule == "auto" and _gridded(paper) and block.snap_to_grid and block.line == _SINGLE
        )
        pitch = block.line if block.line_rule == "exact" else paper.page.grid[1]
        if not exact or not _LINES * pitch <= body < (_LINES + 1) * pitch:
            yield Fault(_said(block.line, block.line_rule), block)


def _gridded(paper: Paper) -> bool:
    return bool(paper.page.grid[0]) and paper.page.grid[1] > 0


def _runs_on(text: str, heading: str) -> bool:
    return len(text) > len(heading)


def _said(line: int, rule: str) -> str:
    return f"{'固定值' if rule == 'exact' else '最小值'}{line / 20:g}磅" if rule != "auto" else f"{line / 240:g}倍行距"


def _characters(paper: Paper) -> Iterator[Fault]:
    if paper.page.grid[0] in {"linesAndChars", "snapToChars"}:
        return
    for block in paper.prose:
        spacings = {span.face.spacing_twips for span in block.spans if span.text.strip() and span.face.half_points == _BODY_SIZE}
        if strange := sorted(each for each in spacings if each not in _SPACINGS):
            yield Fault("字距没有调整" if strange == [0] else f"字距{strange[0] / 20:g}磅", block)


def _black(paper: Paper) -> Iterator[Fault]:
    marks = set(map(id, paper.banner))
    for block in paper.everything:
        colours = (span.face.colour for span in block.spans if span.text.strip() and not _is_black(span.face.colour))
        yield from (Fault(f"#{colour}", block) for colour in dict.fromkeys(colours) if id(block) not in marks)


def _is_black(colour: str) -> bool:
    try:
        return not colour or all(int(colour[at : at + 2], 16) <= _DARK for at in (0, 2, 4))
    except ValueError:
        return True


def _mirrored(paper: Paper) -> Iterator[Fault]:
    if paper.layout.mirrored:
        yield Fault("对称页边距", where="页面设置")


def _landscape(paper: Paper) -> Iterator[Fault]:
    for at, each in enumerate(paper.layout.sections, 1):
        if each.width_twips > each.height_twips:
            yield Fault("横排页", where=_of_section(paper, at))


def _columns(paper: Paper) -> Iterator[Fault]:
    for at, each in enumerate(paper.layout.sections, 1):
        if each.columns > 1:
            yield Fault(f"{each.columns}栏", where=_of_section(paper, at))


RULES = (
    Rule("page.size", "5.1", Strength.shall, "纸张应当是A4型", _size, "210×297毫米"),
    Rule("page.top", "5.2.1", Strength.shall, "上白边（天头）应当是37毫米", _top, "37±1毫米（撑满版心的一档是34.58毫米）"),
    Rule("page.left", "5.2.1", Strength.shall, "左白边（订口）应当是28毫米", _left, "28±1毫米"),
    Rule("page.width", "5.2.1", Strength.shall, "版心应当宽156毫米，右边距是26毫米", _right, "26毫米"),
    Rule("page.height", "5.2.1", Strength.shall, "版心应当高225毫米", _bottom, "35毫米（撑满版心的一档是32.58毫米）"),
    Rule("page.lines", "5.2.3", Strength.usual, "正文一般每面排22行", _lines, "固定值28.95磅（撑满版心的一档是29.6磅）"),
    Rule("page.characters", "5.2.3", Strength.usual, "正文一般每行排28字；三号字不缩字距，一行只排得下27字", _characters, "字距紧缩0.25磅"),
    Rule("page.colour", "5.2.4", Strength.shall, "文字颜色应当是黑色", _black, "黑色"),
    Rule("page.mirrored", "6", Strength.practice, "用了对称页边距，双页的订口会换到右边，请确认是否要这样装订", _mirrored),
    Rule("page.landscape", "8", Strength.shall, "横排表格的页码位置和表头朝向需要人工核对", _landscape, weight=Class.verify),
    Rule("page.columns", "5.2.3", Strength.practice, "公文正文不分栏", _columns, "不分栏", WITHOUT_LETTERS),
)
