"""Tables in the text and in attachments: practice, since the standard says nothing of upright ones."""

from collections.abc import Callable, Iterable, Iterator

from server.report.findings import Strength
from server.report.inspection.layout import Block, TableLayout
from server.report.inspection.paper import Paper, millimetres
from server.report.inspection.ruling import Fault, Rule
from server.report.reading.parts import Part

_WIDTH, _SLACK = 8845, 30
_GRID_SLACK = 60
_LONG = 10
_FIXED = 480
_LARGEST = 32
_PARTS = {Part.table, Part.attachment}


def _tables(paper: Paper) -> Iterable[TableLayout]:
    """Tables with figures or words; those that only hold parts of a head or 版记 in their places are none."""
    head = set(map(id, paper.head_tables)) if paper.title else set()
    return [table for table in paper.layout.tables if id(table) not in head and _real(table)]


def _real(table: TableLayout) -> bool:
    several = table.rows > 1 and len(table.columns) != 1
    return several and any(block.part in _PARTS for block in table.blocks)


def _wide(paper: Paper) -> Iterator[Fault]:
    for table in _tables(paper):
        if table.blocks and table.width_twips > max(paper.text_width(table.blocks[0]), _WIDTH) + _SLACK:
            yield Fault(millimetres(table.width_twips), table.blocks[0])


def _gridless(paper: Paper) -> Iterator[Fault]:
    for table in _tables(paper):
        if not table.columns or abs(sum(table.columns) - table.width_twips) > _GRID_SLACK:
            yield Fault("没有列宽" if not table.columns else f"各列合计{millimetres(sum(table.columns))}", table.blocks[0])


def _unrepeated(paper: Paper) -> Iterator[Fault]:
    for table in _tables(paper):
        if table.rows > _LONG and not table.repeats_head:
            yield Fault(f"{table.rows}行", table.blocks[0])


def _cells(broken: Callable[[Block], str]) -> Callable[[Paper], Iterator[Fault]]:
    def find(paper: Paper) -> Iterator[Fault]:
        for table in _tables(paper):
            found = [(said, block) for block in table.blocks if block.text.strip() and (said := broken(block))]
            yield from (Fault(said, block) for said, block in found[:1])

    return find


def _fixed(block: Block) -> str:
    return f"固定值{block.line / 20:g}磅" if block.line_rule == "exact" and block.line >= _FIXED else ""


def _large(block: Block) -> str:
    size = max(span.face.half_points for span in block.spans)
    return f"{size / 2:g}磅" if size > _LARGEST else ""


def _head_font(paper: Paper) -> Iterator[Fault]:
    for table in _tables(paper):
        for block in (block for block in table.blocks if block.ordinal == 1 and block.text.strip()):
            if table.repeats_head and paper.fonts.of(block.face.east_asian) != "hei":
                yield Fault(block.face.east_asian, block)
                break


RULES = (
    Rule("table.width", "", Strength.practice, "表格超出版心", _wide, "不宽于156毫米", standard="实务"),
    Rule("table.grid", "", Strength.practice, "表格没有写明列宽，WPS里可能变形", _gridless, "各列宽度之和等于表宽", standard="实务"),
    Rule("table.head", "", Strength.practice, "长表格没有设置标题行重复", _unrepeated, "每面重复表头", standard="实务"),
    Rule("table.head_font", "", Strength.practice, "表头一般用黑体", _head_font, "黑体", standard="实务"),
    Rule("table.lines", "", Strength.practice, "表格里用了正文的固定行距，行会撑得过高", _cells(_fixed), "单倍行距", standard="实务"),
    Rule("table.size", "", Strength.practice, "表格文字一般不大于三号", _cells(_large), "小四、四号", standard="实务"),
)
