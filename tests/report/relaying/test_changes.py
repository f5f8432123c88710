"""Every kind of difference in a layout is said in words, and nothing that stayed."""

from dataclasses import replace

import pytest

from server.report.inspection.layout import Block, Face, Frame, Layout, PageNumbers, SectionLayout, Span, TableLayout
from server.report.reading.parts import Part
from server.report.relaying.changes import Change, changes

SECTION = SectionLayout(11906, 16838, 2098, 1474, 1984, 1587, 851, 1449, grid=("lines", 579, 0))
FACE = Face("仿宋_GB2312", "Times New Roman", 32)
TEXT = Block(Part.text, (Span("全年检查42次。", FACE),), alignment="both", first_line_twips=640, line=579, line_rule="exact")
LAYOUT = Layout((SECTION,), (TEXT,))


def text(**said: object) -> Layout:
    return replace(LAYOUT, blocks=(replace(TEXT, **said),))  # type: ignore[arg-type]


def face(**said: object) -> Layout:
    return text(spans=(Span("全年检查42次。", replace(FACE, **said)),))  # type: ignore[arg-type]


def page(**said: object) -> Layout:
    return replace(LAYOUT, sections=(replace(SECTION, **said),))  # type: ignore[arg-type]


def footer(alignment: str, kind: str = "default") -> PageNumbers:
    block = Block(Part.margin, (Span("— 7 —", FACE),), alignment=alignment)  # type: ignore[arg-type]
    return PageNumbers(kind, (block,), field=True)


def test_what_is_the_same_is_not_mentioned() -> None:
    assert changes(LAYOUT, LAYOUT) == ()


@pytest.mark.parametrize(
    ("before", "change"),
    [
        (page(width_twips=12240, height_twips=15840), Change("纸张", "Letter（216×279毫米）", "A4（210×297毫米）")),
        (page(width_twips=16838, height_twips=11906), Change("纸张", "A4（297×210毫米），横向", "A4（210×297毫米）")),
        (page(width_twips=5000, height_twips=8000), Change("纸张", "88×141毫米", "A4（210×297毫米）")),
        (page(top_twips=1440, gutter_twips=100), Change("页边距", "上25.4、下35、左29.8、右26毫米", "上37、下35、左28、右26毫米")),
        (page(columns=2), Change("分栏", "2栏", "通栏")),
        (page(grid=("", 0, 0)), Change("文档网格", "无", "只指定行网格，行跨度28.95磅")),
        (page(footers=(footer("center"),)), Change("页码", "居中“— 1 —”", "无")),
        (page(footers=(footer("right"), footer("left", "even"))), Change("页码", "单页居右“— 1 —”，双页居左“— 1 —”", "无")),
        (page(footers=(replace(footer("left"), blocks=()),)), Change("页码", "有页码", "无")),
        (page(headers=(replace(footer("left"), field=False),)), Change("页眉", "有文字", "无")),
        (replace(LAYOUT, blocks=(TEXT, Block(Part.margin, (Span("", FACE),)))), Change("空行", "1个", "0个")),
        (replace(LAYOUT, frames=(Frame("page", 0, 1, 1, (replace(TEXT, place="box"),)),)), Change("文本框", "1个", "0个")),
        (replace(LAYOUT, tables=(TableLayout(8845, (8845,), repeats_head=False, blocks=()),)), Change("表格", "1个，宽156毫米", "无")),
        (replace(LAYOUT, tables=(TableLayout(0, (), repeats_head=False, blocks=()),)), Change("表格", "1个，宽未写", "无")),
        (face(east_asian="宋体"), Change("正文", "宋体", "仿宋_GB2312")),
        (face(half_points=25), Change("正文", "12.5磅，首行缩进2.56字", "三号，首行缩进2字")),
        (face(east_asian=""), Change("正文", "没有指定", "仿宋_GB2312")),
        (face(bold=True, italic=True, underlined=True), Change("正文", "加粗、倾斜、下划线", "不加粗")),
        (face(colour="FF0000"), Change("正文", "红色", "黑色")),
        (face(colour="123456"), Change("正文", "#123456", "黑色")),
        (face(scale_percent=80), Change("正文", "标准字距，缩放80%", "标准字距")),
        (text(alignment="left"), Change("正文", "左对齐", "两端对齐")),
        (text(first_line_twips=0), Change("正文", "无缩进", "首行缩进2字")),
        (text(first_line_twips=-320, left_twips=640), Change("正文", "悬挂缩进1字、左缩进2字", "首行缩进2字")),
        (text(line=360, line_rule="auto"), Change("正文", "1.5倍行距", "行距固定值28.95磅")),
        (text(line=240, line_rule="auto"), Change("正文", "单倍行距", "行距固定值28.95磅")),
        (text(line=500, line_rule="atLeast"), Change("正文", "行距最小值25磅", "行距固定值28.95磅")),
        (text(before_twips=200, after_twips=100), Change("正文", "段前10磅、段后5磅", "段前段后为0")),
    ],
)
def test_one_difference_is_one_row(before: Layout, change: Change) -> None:
    assert changes(before, LAYOUT) == (change,)


def test_character_spacing_is_said_with_its_direction() -> None:
    assert "字距紧缩0.25磅" in changes(face(spacing_twips=-5), LAYOUT)[0].before
    assert "字距加宽1磅" in changes(face(spacing_twips=20), LAYOUT)[0].before


def test_several_looks_of_one_part_are_said_by_the_commonest() -> None:
    short = replace(TEXT, spans=(Span("短。", replace(FACE, east_asian="宋体")),))
    assert changes(replace(LAYOUT, blocks=(TEXT, short)), LAYOUT) == (Change("正文", "仿宋_GB2312等", "仿宋_GB2312"),)


def test_of_a_heading_only_its_own_words_count() -> None:
    spans = (Span("（一）概况。", replace(FACE, east_asian="楷体_GB2312")), Span("后面接着很长很长的正文文字。", FACE))
    heading = replace(TEXT, part=Part.heading, spans=spans, level=2, heading="（一）概况。")
    plain = replace(heading, spans=(Span("（一）概况。后面接着很长很长的正文文字。", FACE),))
    assert changes(replace(LAYOUT, blocks=(plain,)), replace(LAYOUT, blocks=(heading,))) == (
        Change("二级标题", "仿宋_GB2312", "楷体_GB2312"),
    )


def test_a_part_that_only_one_has_is_not_compared() -> None:
    assert changes(LAYOUT, replace(LAYOUT, blocks=(replace(TEXT, part=Part.title),))) == ()
