"""Title and 主送机关 (GB/T 9704-2012 7.3.1, 7.3.2)."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from server.report.findings import Class, Strength
from server.report.inspection import geometry
from server.report.inspection.gaps import lines_between
from server.report.inspection.layout import Block, Span
from server.report.inspection.paper import HEADED, Paper, millimetres
from server.report.inspection.rules import faces
from server.report.inspection.ruling import Fault, Rule
from server.report.words import width

_SIZE = 44
_SLACK = 0.4
_SHAPED = 2
_ALIKE = 1.0
_END = re.compile(r"[。，、；：！？,.;:!?]$")
_BROKEN = re.compile(r"^[的地得和与及之、，。）》”]")
_MOST_RECIPIENTS = 2
_TWO_LINES, _ONE_LINE = 2, 1


def _title(paper: Paper) -> Iterable[Block]:
    return paper.title


def _recipients(paper: Paper) -> Iterable[Block]:
    return paper.recipients


def _missing(paper: Paper) -> Iterator[Fault]:
    if not paper.title:
        yield Fault("没有认出标题")


def _centre(paper: Paper) -> Iterator[Fault]:
    for block in paper.title:
        off = geometry.off_centre(block, paper.text_width(block))
        if off > geometry.character_twips(block.face) / 2 or (block.alignment != "center" and "\n" in block.text):
            yield Fault(f"偏{millimetres(off)}" if block.alignment == "center" else "没有居中", block)


def lines(blocks: Iterable[Block]) -> list[str]:
    """The lines of a title as they are broken by hand."""
    return [line.strip() for block in blocks for line in block.text.split("\n") if line.strip()]


def _shape(paper: Paper) -> Iterator[Fault]:
    widths = [width(line) for line in lines(paper.title)]
    if len(widths) < _SHAPED:
        return
    steps = [after - before for before, after in pairwise(widths)]
    falls = [at for at, step in enumerate(steps) if step < 0]
    rises = [at for at, step in enumerate(steps) if step > 0]
    if max(widths) - min(widths) < _ALIKE:
        yield Fault("各行一样长", paper.title[0])
    elif falls and rises and min(falls) < max(rises):
        yield Fault("中间的行比上下的短", paper.title[0])


def _long(paper: Paper) -> Iterator[Fault]:
    for block in paper.title:
        room = paper.text_width(block) - block.left_twips - block.right_twips
        for line in block.text.split("\n"):
            if geometry.width_of((Span(line.strip(), block.face),)) > room:
                yield Fault(f"“{line.strip()[:10]}…”共{width(line.strip()):g}字", block)


def _broken(paper: Paper) -> Iterator[Fault]:
    for line in lines(paper.title)[1:]:
        if _BROKEN.search(line):
            yield Fault(f"“{line[:6]}…”在行首", paper.title[0])


def _punctuated(paper: Paper) -> Iterator[Fault]:
    for block in paper.title[-1:]:
        if found := _END.search(block.text.strip()):
            yield Fault(f"末尾有“{found[0]}”", block)


def _gap(paper: Paper) -> Iterator[Fault]:
    rule = next((line.block for line in reversed(paper.head_lines) if line.block), None)
    if rule is None or not paper.title:
        return
    found = lines_between(paper, rule, paper.title[0])
    if found is not None and abs(found - _TWO_LINES) > _SLACK:
        yield Fault(f"空{found:.1f}行".replace(".0", ""), paper.title[0])


def _unsent(paper: Paper) -> Iterator[Fault]:
    if paper.upward and not paper.recipients:
        yield Fault("没有认出主送机关")


def _flush(paper: Paper) -> Iterator[Fault]:
    for block in paper.recipients:
        half = geometry.character_twips(block.face) / 2
        found = geometry.extents(block, paper.text_width(block))
        if found and (abs(found[0].left) > half or abs(block.left_twips) > half):
            yield Fault(f"距左边{millimetres(found[0].left)}", block)


def _colon(paper: Paper) -> Iterator[Fault]:
    for block in paper.recipients[-1:]:
        if not block.text.rstrip().endswith("："):
            yield Fault(f"末尾是“{block.text.rstrip()[-1:]}”", block)


def _below_title(paper: Paper) -> Iterator[Fault]:
    for block in paper.recipients[:1]:
        before = paper.above(block)
        found = None if before is None or before in paper.number else lines_between(paper, before, block)
        if found is not None and paper.title and abs(found - _ONE_LINE) > _SLACK:
            yield Fault(f"空{found:.1f}行".replace(".0", ""), block)


def _many(paper: Paper) -> Iterator[Fault]:
    for block in paper.recipients[:1]:
        count = len(re.split("[、，]", block.text))
        if paper.upward and count > _MOST_RECIPIENTS:
            yield Fault(f"{count}个", block)


RULES = (
    Rule("title.missing", "7.3.1", Strength.shall, "公文应当有标题", _missing, "发文机关、事由、文种", textual=True, weight=Class.verify),
    Rule("title.font", "7.3.1", Strength.usual, "标题一般用小标宋体", faces.font(_title, "xiao_biao_song"), "小标宋"),
    Rule("title.size", "7.3.1", Strength.usual, "标题一般用二号字", faces.size(_title, _SIZE), "二号（22磅）"),
    Rule("title.bold", "7.3.1", Strength.usual, "标题用小标宋体，不再加粗", faces.bold(_title), "不加粗"),
    Rule("title.centre", "7.3.1", Strength.shall, "标题应当居中排布", _centre, "居中"),
    Rule("title.gap", "7.3.1", Strength.shall, "标题应当编排于红色分隔线下空二行的位置", _gap, "空2行", HEADED),
    Rule("title.shape", "7.3.1", Strength.shall, "标题回行应当排成梯形或菱形", _shape, "梯形或菱形", weight=Class.hint),
    Rule("title.words", "7.3.1", Strength.shall, "标题回行要词意完整", _broken, "在词与词之间回行", weight=Class.hint),
    Rule("title.long", "7.3.1", Strength.practice, "标题的一行超出版心，会在字中间自动折断，请用手动换行", _long, "每行不超过20字"),
    Rule("title.punctuation", "7.3.1", Strength.usual, "标题末尾一般不用标点", _punctuated, "没有标点", textual=True),
    Rule(
        "recipients.missing",
        "7.3.2",
        Strength.shall,
        "上行文应当有主送机关",
        _unsent,
        "主送机关：",
        HEADED,
        textual=True,
        weight=Class.verify,
    ),
    Rule("recipients.place", "7.3.2", Strength.shall, "主送机关应当居左顶格，回行仍顶格", _flush, "顶格"),
    Rule("recipients.colon", "7.3.2", Strength.shall, "主送机关名称后应当标全角冒号", _colon, "：", textual=True),
    Rule("recipients.gap", "7.3.2", Strength.shall, "主送机关应当编排于标题下空一行的位置", _below_title, "空1行"),
    Rule(
        "recipients.many",
        "第十五条（一）",
        Strength.shall,
        "上行文原则上主送一个上级机关，同时报送党委、政府的除外",
        _many,
        "1个（党委、政府2个）",
        textual=True,
        weight=Class.verify,
        standard="《党政机关公文处理工作条例》",
    ),
    Rule("recipients.font", "5.2.2", Strength.usual, "主送机关一般用仿宋", faces.font(_recipients, "fang_song"), "仿宋"),
    Rule("recipients.size", "5.2.2", Strength.usual, "主送机关一般用三号字", faces.size(_recipients, 32), "三号（16磅）"),
)
