"""信函格式 (GB/T 9704-2012 10.1)."""

from collections.abc import Iterator

from server.report.findings import Class, Strength
from server.report.inspection import geometry
from server.report.inspection.geometry import TWIPS_PER_MILLIMETRE as MM
from server.report.inspection.layout import Block, PageNumbers
from server.report.inspection.lines import RedLine, lines_of
from server.report.inspection.paper import LETTERS, Paper, millimetres
from server.report.inspection.ruling import Fault, Rule
from server.report.reading.parts import Part

_TOP_MM, _RULE_MM, _BOTTOM_MM, _LENGTH_MM = 30.0, 4.0, 20.0, 170.0
_SURE_MM, _RULE_SLACK_MM, _LENGTH_SLACK_MM = 2.0, 1.2, 1.0
_UPWARD = ("报告", "请示")


def _first(paper: Paper, margins: tuple[PageNumbers, ...]) -> PageNumbers | None:
    """What the first page shows."""
    wanted = "first" if paper.layout.sections[0].title_page else "default"
    return next((each for each in margins if each.kind == wanted), None)


def _upper(paper: Paper) -> tuple[RedLine, ...]:
    header = _first(paper, paper.layout.sections[0].headers)
    above = () if header is None else lines_of(header.blocks, header.frames, paper.text_width)
    return tuple(line for line in (*above, *paper.head_lines) if line.red)[:2]


def _lower(paper: Paper) -> tuple[RedLine, ...]:
    footer = _first(paper, paper.layout.sections[0].footers)
    return () if footer is None else tuple(line for line in lines_of(footer.blocks, footer.frames, paper.text_width) if line.red)


def _is_double(lines: tuple[RedLine, ...]) -> bool:
    return len(lines) > 1 or any(line.double for line in lines)


def _upper_missing(paper: Paper) -> Iterator[Fault]:
    if not _is_double(_upper(paper)):
        yield Fault(f"{len(_upper(paper))}条线")


def _lower_missing(paper: Paper) -> Iterator[Fault]:
    if not _is_double(_lower(paper)):
        yield Fault(f"{len(_lower(paper))}条线")


def _length(paper: Paper) -> Iterator[Fault]:
    for line in (*_upper(paper), *_lower(paper)):
        if abs(line.width_twips / MM - _LENGTH_MM) > _LENGTH_SLACK_MM:
            yield Fault(millimetres(line.width_twips), line.block)


def _upper_order(paper: Paper) -> Iterator[Fault]:
    thick = [line.eighths for line in _upper(paper)]
    if len(thick) > 1 and thick[0] <= thick[1]:
        yield Fault("上线不比下线粗", _upper(paper)[0].block)


def _lower_order(paper: Paper) -> Iterator[Fault]:
    thick = [line.eighths for line in _lower(paper)]
    if len(thick) > 1 and thick[0] >= thick[1]:
        yield Fault("下线不比上线粗", _lower(paper)[0].block)


def _mark(paper: Paper) -> Iterator[tuple[PageNumbers, int, Block]]:
    header = _first(paper, paper.layout.sections[0].headers)
    marks = set(map(id, paper.banner))
    found = [(at, block) for at, block in enumerate(header.blocks) if id(block) in marks] if header else []
    yield from ((header, at, block) for at, block in found if header)


def _mark_top(paper: Paper) -> Iterator[Fault]:
    for header, at, block in list(_mark(paper))[:1]:
        above = sum(geometry.height(each, paper.text_width(each)) for each in header.blocks[:at])
        stands = (paper.page.header_twips + above + block.before_twips + geometry.ink_top(block)) / MM
        if block.line_rule == "exact" and abs(stands - _TOP_MM) > _SURE_MM:
            yield Fault(f"{stands:.1f}毫米（按行距推算）", block)


def _rule_distance(paper: Paper) -> Iterator[Fault]:
    marked, lines = list(_mark(paper)), _upper(paper)
    if not marked or not lines or lines[0].block is None:
        return
    header, at, block = marked[-1]
    rule = next((place for place, each in enumerate(header.blocks) if each is lines[0].block), None)
    if rule is None or block.line_rule != "exact":
        return
    between = sum(geometry.height(each, paper.text_width(each)) for each in header.blocks[at + 1 : rule])
    found = (geometry.ink_bottom(block) + block.after_twips + between + lines[0].block.before_twips) / MM
    if abs(found - _RULE_MM) > _RULE_SLACK_MM:
        yield Fault(f"{found:.1f}毫米（按行距推算）", block)


def _lower_place(paper: Paper) -> Iterator[Fault]:
    footer = _first(paper, paper.layout.sections[0].footers)
    for line in _lower(paper)[-1:]:
        if footer is None or line.block is None:
            continue
        below = footer.blocks[[each is line.block for each in footer.blocks].index(True) + 1 :]
        stands = (
            paper.page.footer_twips + line.block.after_twips + sum(geometry.height(each, paper.text_width(each)) for each in below)
        ) / MM
        if abs(stands - _BOTTOM_MM) > _SURE_MM:
            yield Fault(f"{stands:.1f}毫米", line.block)


def _suffixed(paper: Paper) -> Iterator[Fault]:
    for block in paper.banner:
        if "".join(block.text.split()).endswith("文件"):
            yield Fault("加了“文件”", block)


def _number_place(paper: Paper) -> Iterator[Fault]:
    for block in paper.number:
        width, character = paper.text_width(block), geometry.character_twips(block.face)
        found = geometry.extents(block, width)
        if found and abs(width - found[-1].right) > character / 2:
            yield Fault(f"右空{(width - found[-1].right) / character:.1f}字".replace(".0", ""), block)


def _first_folio(paper: Paper) -> Iterator[Fault]:
    footer = _first(paper, paper.layout.sections[0].footers)
    if footer and footer.field:
        yield Fault("首页有页码")


def _printed(paper: Paper) -> Iterator[Fault]:
    for block in paper.imprint:
        if "".join(block.text.split()).rstrip("。").endswith("印发"):
            yield Fault("有印发机关或印发日期", block)


def _ruled(paper: Paper) -> Iterator[Fault]:
    tables = [*paper.layout.tables, *(table for frame in paper.layout.frames for table in frame.tables)]
    for table in tables:
        if table.rules and any(block.part is Part.imprint for block in table.blocks):
            yield Fault("有分隔线", table.blocks[0])


def _upward(paper: Paper) -> Iterator[Fault]:
    for block in paper.title[-1:]:
        if "".join(block.text.split()).endswith(_UPWARD):
            yield Fault("信函格式", block)


RULES = (
    Rule("letter.mark_top", "10.1", Strength.shall, "信函的发文机关标志上边缘至上页边应当是30毫米", _mark_top, "30毫米", LETTERS),
    Rule("letter.suffix", "10.1", Strength.shall, "信函的发文机关标志不加“文件”二字", _suffixed, "机关名称", LETTERS, textual=True),
    Rule("letter.upper", "10.1", Strength.shall, "标志之下应当印红色双线", _upper_missing, "上粗下细的双线", LETTERS),
    Rule("letter.lower", "10.1", Strength.shall, "首页下边应当印红色双线", _lower_missing, "上细下粗的双线", LETTERS),
    Rule("letter.length", "10.1", Strength.shall, "红色双线应当长170毫米", _length, "170毫米", LETTERS),
    Rule("letter.upper_order", "10.1", Strength.shall, "标志之下的双线应当上粗下细", _upper_order, "上粗下细", LETTERS),
    Rule("letter.lower_order", "10.1", Strength.shall, "页下边的双线应当上细下粗", _lower_order, "上细下粗", LETTERS),
    Rule("letter.rule_distance", "10.1", Strength.shall, "红色双线应当印在标志之下4毫米处", _rule_distance, "4毫米", LETTERS),
    Rule("letter.lower_place", "10.1", Strength.shall, "页下边的双线应当距下页边20毫米", _lower_place, "20毫米", LETTERS),
    Rule("letter.number_place", "10.1", Strength.shall, "信函的发文字号应当顶格居版心右边缘", _number_place, "右空0字", LETTERS),
    Rule("letter.first_folio", "10.1", Strength.shall, "信函首页不显示页码", _first_folio, "首页无页码", LETTERS),
    Rule("letter.printed", "10.1", Strength.shall, "信函的版记不加印发机关和印发日期", _printed, "只有抄送机关", LETTERS, textual=True),
    Rule("letter.ruled", "10.1", Strength.shall, "信函的版记不加分隔线", _ruled, "没有分隔线", LETTERS),
    Rule(
        "letter.upward",
        "10.1",
        Strength.shall,
        "报告、请示是上行文，不用信函格式",
        _upward,
        "带签发人的版头",
        LETTERS,
        textual=True,
        weight=Class.verify,
    ),
)
