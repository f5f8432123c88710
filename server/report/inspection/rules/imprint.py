"""版记: its rules, 抄送, 印发机关 and 印发日期 (GB/T 9704-2012 7.4)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from server.report.findings import Class, Strength
from server.report.inspection import geometry
from server.report.inspection.geometry import TWIPS_PER_MILLIMETRE as MM
from server.report.inspection.layout import Block, Frame, TableLayout
from server.report.inspection.lines import lines_of
from server.report.inspection.paper import HEADED, WITHOUT_LETTERS, Paper, millimetres
from server.report.inspection.rules import faces
from server.report.inspection.ruling import Fault, Rule
from server.report.reading.parts import Part

_COPIES = re.compile(r"抄[\s\u3000]*(?:送|报)[\s\u3000]*([:：])")
_PRINTED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日印发")
_PRINTS = re.compile(r"印[\s\u3000]*发[\s\u3000。]*$")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_WIDTH, _BOTTOM, _SLACK, _WIDTH_SLACK, _INDENT_SLACK = 8845, 14854, 70, 60, 0.6
_OUTER, _INNER = range(7, 10), range(5, 8)


def _imprint(paper: Paper) -> Iterable[Block]:
    return paper.imprint


def _copied(paper: Paper) -> Iterator[Block]:
    return (block for block in paper.imprint if _COPIES.match(block.text.strip()))


def _printed(paper: Paper) -> Iterator[Block]:
    return (block for block in paper.imprint if _PRINTS.search(block.text))


def _frames(paper: Paper) -> list[Frame]:
    """The boxes that hold 版记."""
    return [frame for frame in paper.layout.frames if _holds(frame.blocks) or any(_holds(table.blocks) for table in frame.tables)]


def _tables(paper: Paper) -> list[TableLayout]:
    boxed = (table for frame in paper.layout.frames for table in frame.tables)
    return [table for table in (*paper.layout.tables, *boxed) if _holds(table.blocks)]


def _holds(blocks: Iterable[Block]) -> bool:
    return any(block.part is Part.imprint for block in blocks)


def _missing(paper: Paper) -> Iterator[Fault]:
    if not paper.imprint:
        yield Fault("没有版记")


def _unruled(paper: Paper) -> Iterator[Fault]:
    if not paper.imprint:
        return
    drawn = lines_of(paper.layout.blocks[paper.text_ends :], paper.layout.frames, paper.text_width)
    if not drawn and not any(table.rules for table in _tables(paper)):
        yield Fault("没有分隔线", paper.imprint[0])


def _narrow(paper: Paper) -> Iterator[Fault]:
    for table in _tables(paper):
        if table.rules and abs(table.width_twips - _WIDTH) > _WIDTH_SLACK:
            yield Fault(millimetres(table.width_twips), table.blocks[0])


def _thickness(paper: Paper) -> Iterator[Fault]:
    for table in _tables(paper):
        outer = [rule.eighths for rule in (*table.rules[:1], *table.rules[-1:])]
        inner = [rule.eighths for rule in table.rules[1:2]] if table.rows > 1 else []
        wrong = [each for each in outer if each not in _OUTER] or [each for each in inner if each not in _INNER]
        if wrong:
            yield Fault(f"{wrong[0] / 8:g}磅", table.blocks[0])


def _bottom(paper: Paper) -> Iterator[Fault]:
    for frame in _frames(paper):
        bottom = frame.top_twips + frame.height_twips
        if frame.from_vertical == "page" and abs(bottom - _BOTTOM) > _SLACK:
            yield Fault(f"距纸上边{bottom / MM:.1f}毫米", paper.imprint[0])


def _flowing(paper: Paper) -> Iterator[Fault]:
    if paper.imprint and not _frames(paper):
        yield Fault("版记跟着正文排", paper.imprint[0])


def _not_last(paper: Paper) -> Iterator[Fault]:
    placed = [*(paper.at(block) for block in paper.imprint), *(frame.at for frame in _frames(paper))]
    last = max((at for at in placed if at is not None), default=None)
    if last is None:
        return
    for block in paper.layout.blocks[last + 1 :]:
        if block.text.strip() and block.part is not Part.imprint:
            yield Fault("版记之后还有内容", block)
            return


def _colon(paper: Paper) -> Iterator[Fault]:
    for block in _copied(paper):
        found = _COPIES.match(block.text.strip())
        if found and found[1] == ":":
            yield Fault("半角冒号", block)


def _stop(paper: Paper) -> Iterator[Fault]:
    for block in _copied(paper):
        if not block.text.rstrip().endswith("。"):
            yield Fault(f"末尾是“{block.text.rstrip()[-1:]}”", block)


def _day(paper: Paper) -> Iterator[Fault]:
    for block in _printed(paper):
        text = "".join(block.text.split())
        found = _PRINTED.search(text)
        blank = not re.search(r"\d", text) or re.search("月[_＿]*日印发", text)
        if not blank and (found is None or found[2].startswith("0") or found[3].startswith("0")):
            yield Fault(text[-14:], block)


def _early(paper: Paper) -> Iterator[Fault]:
    signed = [found for block in paper.layout.blocks[paper.text_ends :] if (found := _dated(block))]
    for block in _printed(paper):
        printed = _dated(block)
        if printed and signed and printed < signed[0]:
            yield Fault("早于成文日期", block)


def _dated(block: Block) -> date | None:
    found = _DAY.search("".join(block.text.split())) if block.part in {Part.date, Part.imprint} else None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _left(paper: Paper) -> Iterator[Fault]:
    for block in paper.imprint:
        character = geometry.character_twips(block.face)
        found = geometry.extents(block, paper.text_width(block))
        right = block.alignment in {"right", "center"} or not character or not found
        if not right and abs(found[0].left / character - 1) > _INDENT_SLACK:
            yield Fault(f"左空{found[0].left / character:.1f}字".replace(".0", ""), block)


def _right(paper: Paper) -> Iterator[Fault]:
    for block in _printed(paper):
        character = geometry.character_twips(block.face)
        tail = len(block.text) - len(block.text.rstrip())
        if block.alignment == "right" and abs(block.right_twips / character + tail - 1) > _INDENT_SLACK:
            yield Fault(f"右空{block.right_twips / character + tail:.1f}字".replace(".0", ""), block)


RULES = (
    Rule(
        "imprint.missing",
        "7.4",
        Strength.usual,
        "没有版记；要印发的，末面应有抄送机关、印发机关和印发日期",
        _missing,
        "版记",
        HEADED,
        textual=True,
    ),
    Rule("imprint.rules", "7.4.1", Strength.shall, "版记应当有分隔线", _unruled, "首条、末条分隔线", WITHOUT_LETTERS),
    Rule("imprint.width", "7.4.1", Strength.shall, "版记的分隔线应当与版心等宽", _narrow, "156毫米", WITHOUT_LETTERS),
    Rule(
        "imprint.thickness",
        "7.4.1",
        Strength.advised,
        "首条、末条分隔线推荐粗0.35毫米，中间的0.25毫米",
        _thickness,
        "1磅、0.75磅",
        WITHOUT_LETTERS,
    ),
    Rule(
        "imprint.bottom",
        "7.4.1",
        Strength.shall,
        "版记末条分隔线应当与最后一面的版心下边缘重合",
        _bottom,
        "距纸上边262毫米",
        WITHOUT_LETTERS,
    ),
    Rule(
        "imprint.flowing",
        "7.4.1",
        Strength.shall,
        "版记应当在最后一面的底部，请核对末条分隔线是否落在版心下边缘",
        _flowing,
        "版心下边缘",
        weight=Class.verify,
    ),
    Rule("imprint.last", "7.4", Strength.shall, "版记应当是公文的最后一个要素", _not_last, "版记之后没有内容"),
    Rule("imprint.font", "7.4.2", Strength.usual, "版记一般用仿宋", faces.font(_imprint, "fang_song"), "仿宋"),
    Rule("imprint.size", "7.4.2", Strength.usual, "版记一般用四号字", faces.size(_imprint, 28), "四号（14磅）"),
    Rule("imprint.colon", "7.4.2", Strength.usual, "“抄送”后用全角冒号", _colon, "抄送：", textual=True),
    Rule("imprint.stop", "7.4.2", Strength.usual, "最后一个抄送机关后标句号", _stop, "。", textual=True),
    Rule("imprint.left", "7.4.2", Strength.usual, "抄送机关、印发机关左空一字", _left, "左空1字"),
    Rule("imprint.right", "7.4.3", Strength.usual, "印发日期右空一字", _right, "右空1字"),
    Rule(
        "imprint.day",
        "7.4.3",
        Strength.usual,
        "印发日期用阿拉伯数字标全年、月、日，不编虚位，后加“印发”",
        _day,
        "2026年1月16日印发",
        textual=True,
    ),
    Rule("imprint.early", "7.4.3", Strength.usual, "印发日期早于成文日期", _early, "不早于成文日期", textual=True, weight=Class.verify),
)
