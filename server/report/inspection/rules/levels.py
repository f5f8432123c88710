"""层次: fonts of headings, forms and order of their numbers (GB/T 9704-2012 7.3.3)."""

from collections.abc import Callable, Iterable, Iterator

from server.report.findings import Strength
from server.report.grammar import mark
from server.report.inspection.layout import Block
from server.report.inspection.paper import Paper
from server.report.inspection.rules import faces
from server.report.inspection.ruling import Fault, Rule
from server.report.reading.marks import Kind, Mark, listed_mark, read_mark
from server.report.reading.parts import Part

_LEVELS = {Kind.han: 1, Kind.bracket: 2, Kind.arabic: 3, Kind.paren: 4, Kind.circled: 5}
_ENDS = "。，；、,;"
_HIGH = 2


def _of(*levels: int) -> Callable[[Paper], Iterable[Block]]:
    """Headings whose own number is of one of these levels; without a number, by their rank."""
    return lambda paper: [block for block in _headings(paper) if _level(block) in levels]


def _headings(paper: Paper) -> Iterable[Block]:
    return [block for block in paper.prose if block.part is Part.heading and block.heading]


def _marked(block: Block) -> Mark | None:
    return read_mark(block.heading) or listed_mark(block.number)


def _level(block: Block) -> int:
    found = _marked(block)
    return _LEVELS.get(found.kind, block.level) if found else block.level


def _form(paper: Paper) -> Iterator[Fault]:
    for block in _headings(paper):
        found = _marked(block)
        if found is None or found.kind not in _LEVELS:
            continue
        right, typed = mark(_LEVELS[found.kind], found.number), "".join(found.text.split())
        if typed != right:
            yield Fault(typed, block, expected=right)


def _order(paper: Paper) -> Iterator[Fault]:
    """What follows a wrong number is right when it goes on from that or from the right one."""
    counts: dict[Kind, tuple[int, int]] = {}
    for block in _headings(paper):
        found = _marked(block)
        if found is None or found.kind not in _LEVELS:
            continue
        due, typed = (number + 1 for number in counts.get(found.kind, (0, 0)))
        if found.number not in {due, typed}:
            yield Fault("".join(found.text.split()), block, expected=mark(_LEVELS[found.kind], due))
        right = found.number if found.number == typed else due
        counts = {kind: pair for kind, pair in counts.items() if kind < found.kind} | {found.kind: (right, found.number)}


def _skipped(paper: Paper) -> Iterator[Fault]:
    """A level left out that the paper has elsewhere; with two levels only, 1. may follow 一、."""
    used = {_level(block) for block in _headings(paper)}
    above = 0
    for block in _headings(paper):
        level = _level(block)
        if any(between in used for between in range(above + 1, level)):
            yield Fault(f"第{level}层直接接在第{above}层之后" if above else f"从第{level}层开始", block)
        above = level


def _ended(paper: Paper) -> Iterator[Fault]:
    for block in _headings(paper):
        alone = len("".join(block.text.split())) <= len("".join(block.heading.split()))
        if alone and _level(block) <= _HIGH and block.text.rstrip().endswith(tuple(_ENDS)):
            yield Fault(f"末尾有“{block.text.rstrip()[-1]}”", block)


RULES = (
    Rule("levels.first", "7.3.3", Strength.usual, "第一层标题一般用黑体", faces.font(_of(1), "hei", cut=faces.heading), "黑体"),
    Rule("levels.second", "7.3.3", Strength.usual, "第二层标题一般用楷体", faces.font(_of(2), "kai", cut=faces.heading), "楷体"),
    Rule("levels.third", "7.3.3", Strength.usual, "第三层以下一般用仿宋", faces.font(_of(3, 4, 5), "fang_song", cut=faces.heading), "仿宋"),
    Rule("levels.size", "5.2.2", Strength.usual, "层次标题一般用三号字", faces.size(_headings, 32, cut=faces.heading), "三号（16磅）"),
    Rule("levels.bold", "7.3.3", Strength.usual, "层次标题一般不加粗", faces.bold(_headings, cut=faces.heading), "不加粗"),
    Rule("levels.form", "7.3.3", Strength.usual, "层次序数的写法不对", _form, "一、（一）1.（1）", textual=True),
    Rule("levels.order", "7.3.3", Strength.usual, "层次序数不连续", _order, "依次编号", textual=True),
    Rule("levels.skipped", "7.3.3", Strength.usual, "层次有跳级", _skipped, "一、（一）1.（1）依次使用", textual=True),
    Rule("levels.ended", "7.3.3", Strength.practice, "单独成行的层次标题末尾不用标点", _ended, "没有标点", textual=True),
)
