"""The text: font, size, indents, the first page (GB/T 9704-2012 7.3.3, 5.2.2)."""

import re
from collections.abc import Iterable, Iterator

from server.report.findings import Strength
from server.report.inspection import geometry
from server.report.inspection.layout import Block, Span
from server.report.inspection.paper import Paper
from server.report.inspection.rules import faces
from server.report.inspection.ruling import Fault, Rule
from server.report.reading.parts import Part

_SLACK = 0.6
_INDENT = 2
_LONG = 26
_SPACES = re.compile(r"[ \t\u3000\xa0]{2,}|\u3000")


def _text(paper: Paper) -> Iterable[Block]:
    return paper.prose


def _rest(block: Block) -> Iterator[Span]:
    """What follows a heading in its paragraph; all of a paragraph without one."""
    heads = list(faces.heading(block)) if block.heading else [Span("", span.face) for span in block.spans]
    heads += [Span("", span.face) for span in block.spans[len(heads) :]]
    return (Span(span.text[len(head.text) :], span.face) for span, head in zip(block.spans, heads, strict=True))


def _indent(paper: Paper) -> Iterator[Fault]:
    for block in paper.prose:
        character = geometry.character_twips(block.face) or 1
        left = geometry.left_edge(block, paper.text_width(block)) / character
        if block.alignment == "center":
            yield Fault("居中", block)
        elif abs(left - _INDENT) > _SLACK:
            yield Fault(f"左空{left:.1f}字".replace(".0", ""), block)


def _hanging(paper: Paper) -> Iterator[Fault]:
    for block in paper.prose:
        character = geometry.character_twips(block.face)
        if block.alignment != "center" and len(block.text) > _LONG and character and abs(block.left_twips / character) > _SLACK:
            yield Fault(f"回行左空{block.left_twips / character:.1f}字".replace(".0", ""), block)


def _right(paper: Paper) -> Iterator[Fault]:
    for block in paper.prose:
        character = geometry.character_twips(block.face)
        if len(block.text) > _LONG and character and abs(block.right_twips / character) > _SLACK:
            yield Fault(f"右缩进{block.right_twips / character:.1f}字".replace(".0", ""), block)


def _spaced(paper: Paper) -> Iterator[Fault]:
    for block in paper.prose:
        if _SPACES.match("".join(span.text for span in block.spans)):
            yield Fault("段首用空格", block)


def _apart(paper: Paper) -> Iterator[Fault]:
    before_tables = {table.at - 1 for table in paper.layout.tables}
    for block in paper.prose:
        if (block.before_twips or block.after_twips) and paper.at(block) not in before_tables:
            yield Fault(f"段前{block.before_twips / 20:g}磅、段后{block.after_twips / 20:g}磅", block)


def _widows(paper: Paper) -> Iterator[Fault]:
    for block in paper.prose:
        if block.widow_control and block.part is not Part.heading:
            yield Fault("孤行控制", block)


def _ragged(paper: Paper) -> Iterator[Fault]:
    for block in paper.prose:
        if block.alignment == "left" and len(block.text) > _LONG:
            yield Fault("左对齐", block)


def _first_page(paper: Paper) -> Iterator[Fault]:
    opens = next((at for block in paper.prose[:1] if paper.in_main(block) and (at := paper.at(block)) is not None), 0)
    above = paper.layout.blocks[paper.title_at : opens + 1]
    yield from (Fault("正文之前换了页", block) for block in above[1:] if block.page_break_before)


def _framed(paper: Paper) -> Iterator[Fault]:
    for block in paper.prose:
        if block.place != "body":
            yield Fault("表格" if block.place == "table" else "文本框", block)


RULES = (
    Rule("body.font", "5.2.2", Strength.usual, "正文一般用仿宋", faces.font(_text, "fang_song", cut=_rest), "仿宋"),
    Rule("body.size", "5.2.2", Strength.usual, "正文一般用三号字", faces.size(_text, 32, cut=_rest), "三号（16磅）"),
    Rule("body.bold", "7.3.3", Strength.usual, "正文一般不加粗", faces.bold(_text, cut=_rest), "不加粗"),
    Rule("body.indent", "7.3.3", Strength.shall, "每个自然段应当左空二字", _indent, "左空2字"),
    Rule("body.turn", "7.3.3", Strength.shall, "正文回行应当顶格", _hanging, "顶格"),
    Rule("body.right", "5.2.1", Strength.shall, "正文应当排满版心", _right, "右缩进0"),
    Rule("body.first_page", "7.3.3", Strength.shall, "公文首页必须显示正文", _first_page, "标题和正文在同一面"),
    Rule("body.framed", "7.3.3", Strength.practice, "正文放在表格或文本框里，行数、字数和换页都对不准", _framed, "直接写在页面上"),
    Rule("body.spaces", "7.3.3", Strength.practice, "段首用空格代替缩进，改字号后会错位，请用首行缩进2字符", _spaced, "首行缩进2字符"),
    Rule("body.apart", "5.2.3", Strength.practice, "段前、段后有间距，每面排不满22行", _apart, "0磅"),
    Rule("body.widows", "5.2.3", Strength.practice, "开着孤行控制，有的面只排21行", _widows, "关闭孤行控制"),
    Rule("body.ragged", "5.2.3", Strength.practice, "正文没有两端对齐，行尾不齐", _ragged, "两端对齐"),
)
