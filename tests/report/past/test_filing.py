"""Placed paragraphs become the text of sections: the heading apart, levels kept, tables whole, not a character lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.grammar import Grid, Numbered, Plain, mark, read
from server.report.past.filing import Filed, filed
from server.report.past.placing import Span
from server.report.reading.anatomy import Anatomy, Paragraph, Part
from server.report.words import count


def _heading(level: int, heading: str, text: str = "") -> Paragraph:
    return Paragraph(Part.heading, mark(level, 1), level, heading, text)


def _text(words: str) -> Paragraph:
    return Paragraph(Part.text, text=words)


def _row(words: str) -> Paragraph:
    return Paragraph(Part.table, text=words)


def test_the_heading_of_one_span_is_offered_and_what_is_below_it_keeps_its_levels() -> None:
    paragraphs = (
        _heading(2, "规范执法。", "全年平稳。"),
        _heading(3, "培训"),
        _text("每季培训。"),
        _heading(4, "考试。", "按期组织。"),
        _heading(3, "检查"),
    )
    (one,) = filed(Anatomy(paragraphs), (Span(0, 4, "enforcement", heading=0),))
    assert one == Filed("enforcement", ("规范执法。",), "全年平稳。\n（一）培训\n每季培训。\n1.考试。按期组织。\n（二）检查")
    assert filed(Anatomy(paragraphs), (Span(0, 4, "enforcement", heading=0),), {"enforcement": 2})[0].text.splitlines()[1:] == [
        "1.培训",
        "每季培训。",
        "（1）考试。按期组织。",
        "2.检查",
    ]


def test_the_headings_of_several_spans_stay_as_numbered_lines() -> None:
    paragraphs = (_heading(2, "普法"), _text("送法下乡。"), _heading(2, "培训"), _heading(1, "宣传"), _heading(2, "阵地", "建成。"))
    spans = (Span(0, 1, "publicity"), Span(2, 2, "capacity"), Span(3, 4, "publicity"))
    assert filed(Anatomy(paragraphs), spans) == (
        Filed("publicity", (), "（一）普法\n送法下乡。\n（二）宣传\n1.阵地建成。"),
        Filed("capacity", ("培训",), ""),
    )


def test_a_chapter_that_stands_in_several_spans_offers_its_own_heading() -> None:
    paragraphs = (_heading(1, "下一步安排"), _text("重点如下："), _heading(2, "抓学习。", "轮训。"), _heading(2, "抓执法。", "检查。"))
    spans = (Span(0, 1, "plans"), Span(2, 2, "plans"), Span(3, 3, "plans"))
    assert filed(Anatomy(paragraphs), spans) == (Filed("plans", ("下一步安排",), "重点如下：\n（一）抓学习。轮训。\n（二）抓执法。检查。"),)


def test_text_that_comes_without_heading_follows_below() -> None:
    paragraphs = (_heading(2, "公开"), _text("及时公开。"), _heading(2, "别的"), _heading(3, "平台"), _text("另设平台。"))
    spans = (Span(0, 1, "openness"), Span(2, 2), Span(3, 4, "openness"))
    (one,) = filed(Anatomy(paragraphs), (spans[0], spans[1], Span(4, 4, "openness")))
    assert one == Filed("openness", ("公开",), "及时公开。\n另设平台。")


def test_spans_set_aside_or_unplaced_are_no_sections_text() -> None:
    paragraphs = (_text("甲。"), _text("乙。"), _text("丙。"))
    assert filed(Anatomy(paragraphs), (Span(0, 0), Span(1, 1, "", "页码"), Span(2, 2, "opening"))) == (Filed("opening", (), "丙。"),)


def test_run_in_text_and_lists_within_a_line_stay_whole() -> None:
    paragraphs = (_heading(2, "部署"), _text("一是健全机制。二是压实责任。"), _text("1.召开会议。按月通报。"))
    (one,) = filed(Anatomy(paragraphs), (Span(0, 2, "leadership"),))
    assert read(one.text) == (Plain("一是健全机制。二是压实责任。"), Numbered(1, "召开会议。", "按月通报。"))


def test_tables_stay_tables() -> None:
    paragraphs = (_heading(2, "统计"), _row("事项\t件数"), _row("许可\t5"), _row("合计"), _text("说明。"), _row("甲\t乙\n丙\t丁"))
    (one,) = filed(Anatomy(paragraphs), (Span(0, 5, "functions"),))
    assert one.text == "事项\t件数\n许可\t5\n合计\t\n说明。\n甲\t乙\n丙\t丁"
    assert [type(block) for block in read(one.text)] == [Grid, Plain, Grid]


def test_tables_of_two_spans_are_parted_by_a_blank_line() -> None:
    paragraphs = (_row("甲\t乙"), _text("别处。"), _row("丙\t丁"))
    (one, _) = filed(Anatomy(paragraphs), (Span(0, 0, "functions"), Span(1, 1, "openness"), Span(2, 2, "functions")))
    assert one.text == "甲\t乙\n\n丙\t丁"


def test_a_tab_in_a_paragraph_makes_no_table() -> None:
    (one,) = filed(Anatomy((_text("联系\t人员到位。"),)), (Span(0, 0, "leadership"),))
    assert one.text == "联系 人员到位。"


def test_five_levels_fit_below_a_deep_section() -> None:
    paragraphs = tuple(_heading(level, f"标题{'深' * level}") for level in (1, 2, 3, 4, 5, 1))
    (one,) = filed(Anatomy(paragraphs), (Span(0, 4, "other"), Span(5, 5, "other")), {"other": 3})
    assert [block.level for block in read(one.text) if isinstance(block, Numbered)] == [1, 2, 3, 4, 5, 1]


WORDS = st.text("法治政府建设。，；：工作清溪", min_size=1, max_size=50)
PARAGRAPHS = st.one_of(
    st.builds(_text, WORDS),
    st.builds(_row, st.lists(WORDS, min_size=2, max_size=3).map("\t".join)),
    st.builds(_heading, st.integers(1, 5), WORDS, st.one_of(st.just(""), WORDS)),
)


@st.composite
def placed(draw: st.DrawFn) -> tuple[tuple[Paragraph, ...], tuple[Span, ...]]:
    """Paragraphs cut into spans that go to a few keys, or nowhere."""
    paragraphs = draw(st.lists(PARAGRAPHS, min_size=1, max_size=15))
    cuts = sorted({0, len(paragraphs), *draw(st.lists(st.integers(0, len(paragraphs)), max_size=5))})
    keys = st.sampled_from(["leadership", "plans", "opening", ""])
    return tuple(paragraphs), tuple(Span(first, end - 1, draw(keys)) for first, end in pairwise(cuts))


def _said(text: str) -> int:
    """Printed characters of a text without its numbers."""
    blocks = read(text)
    plain = sum(count(block.text) for block in blocks if not isinstance(block, Grid))
    headings = sum(count(block.heading) for block in blocks if isinstance(block, Numbered))
    return plain + headings + sum(count(cell) for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row)


@given(placed(), st.integers(0, 4))
def test_no_character_of_a_placed_paragraph_is_lost(paper: tuple[tuple[Paragraph, ...], tuple[Span, ...]], level: int) -> None:
    paragraphs, spans = paper
    done = filed(Anatomy(paragraphs), spans, {"leadership": level})
    placed_there = [each for span in spans if span.key for each in paragraphs[span.first : span.last + 1]]
    assert sum(_said(each.text) + count("".join(each.headings)) for each in done) == sum(
        count(each.heading + each.text) for each in placed_there
    )


@given(st.lists(PARAGRAPHS, min_size=1, max_size=15), st.integers(0, 4))
def test_numbers_of_one_span_have_the_depths_of_their_levels(below: list[Paragraph], own_level: int) -> None:
    paragraphs = (_heading(1, "章名"), *(each for each in below if each.level != 1))
    (one,) = filed(Anatomy(paragraphs), (Span(0, len(paragraphs) - 1, "plans"),), {"plans": own_level})
    levels = [each.level for each in paragraphs[1:] if each.level]
    found = [block.level for block in read(one.text) if isinstance(block, Numbered)]
    assert one.headings == ("章名",)
    assert found == [sorted(set(levels)).index(level) + 1 for level in levels]


@pytest.mark.parametrize("words", ["一、", "（一）"])
def test_a_number_alone_is_kept(words: str) -> None:
    (one,) = filed(Anatomy((Paragraph(Part.heading, words, 1),)), (Span(0, 0, "plans"),))
    assert one == Filed("plans", (), words)
