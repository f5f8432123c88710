"""Section text and blocks: marks of five levels, headings that run in, tables, and that nothing is lost on the way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.grammar import Block, Grid, Numbered, Numbers, Plain, level_of, mark, marked, read, unmarked, write


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、加强领导", 1),
        ("十二、 加强领导", 1),
        ("二十一、加强领导", 1),
        ("（一）完善机制", 2),
        ("(一)完善机制", 2),
        ("（一)完善机制", 2),
        ("(一）完善机制", 2),
        ("（ 一 ）完善机制", 2),
        ("（十二）、完善机制", 2),
        ("1.制定方案", 3),
        ("1. 制定方案", 3),
        ("1、制定方案", 3),
        ("1．制定方案", 3),
        ("12.制定方案", 3),
        ("1. 2025年任务", 3),
        ("1、12345热线", 3),
        ("（1）开展培训", 4),
        ("(1)开展培训", 4),
        ("(12) 开展培训", 4),
        ("（1）.开展培训", 4),
        ("①组织学习", 5),
        ("⑳、组织学习", 5),
        ("1.5万元用于普法", 0),
        ("1.2025年任务", 0),
        ("2025年，我镇", 0),
        ("100.制定方案", 0),
        ("一是加强领导。二是完善机制。", 0),
        ("一 、加强领导", 0),
        ("第一，加强领导", 0),
        ("（略）", 0),
        ("㈠完善机制", 0),
        ("", 0),
    ],
)
def test_five_levels_of_marks_are_told_apart(line: str, level: int) -> None:
    assert level_of(line) == level


FORTY = "加强组织领导健全工作机制压实各方责任推动任务落实提升治理水平维护群众权益促进和谐"


def test_the_measure_of_forty_characters_is_right() -> None:
    assert len(FORTY) == 40


@pytest.mark.parametrize(
    ("line", "heading", "text"),
    [
        ("（一）完善机制", "完善机制", ""),
        ("（一）完善机制。", "完善机制。", ""),
        ("（一）完善机制。制定方案3个。印发2个。", "完善机制。", "制定方案3个。印发2个。"),
        ("（一）完善机制。 \u3000制定方案3个。", "完善机制。", "制定方案3个。"),
        (f"（一）{FORTY}。制定方案。", f"{FORTY}。", "制定方案。"),
        (f"（一）{FORTY}和。制定方案。", "", f"{FORTY}和。制定方案。"),
        (f"（一）{FORTY}", FORTY, ""),
        (f"（一）{FORTY}和", "", f"{FORTY}和"),
        (f"（一）{FORTY}和。", "", f"{FORTY}和。"),
    ],
)
def test_a_heading_ends_at_its_first_stop_within_forty_characters(line: str, heading: str, text: str) -> None:
    assert read(line) == (Numbered(1, heading, text),)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        ("\n \n\u3000\t\n", ()),
        ("全年受理信访513件。", (Plain("全年受理信访513件。"),)),
        ("\u3000\u3000全年受理信访513件。 ", (Plain("全年受理信访513件。"),)),
        ("第一段\r\n\r\n第二段\r\n", (Plain("第一段"), Plain("第二段"))),
        ("一是加强领导。二是完善机制。", (Plain("一是加强领导。二是完善机制。"),)),
        ("1.5万元用于普法。", (Plain("1.5万元用于普法。"),)),
        ("一、", (Plain("一、"),)),
        ("（一）\n1.制定方案", (Plain("（一）"), Numbered(1, "制定方案"))),
    ],
)
def test_a_line_without_a_mark_is_a_paragraph(text: str, blocks: tuple[Block, ...]) -> None:
    assert read(text) == blocks


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("一、甲\n（一）乙\n1.丙\n（1）丁\n①戊", [1, 2, 3, 4, 5]),
        ("1.甲\n（1）乙\n2.丙", [1, 2, 1]),
        ("（1）甲\n①乙", [1, 2]),
        ("一、甲\n1.乙", [1, 2]),
        ("（一）甲\n①乙\n（二）丙", [1, 2, 1]),
        ("①甲", [1]),
        ("1.甲\n一、乙", [2, 1]),
    ],
)
def test_marks_count_relative_to_the_shallowest_of_the_section(text: str, levels: list[int]) -> None:
    assert [block.level for block in read(text) if isinstance(block, Numbered)] == levels


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("序号\t事项\t件数\n1\t许可\t12", (Grid((("序号", "事项", "件数"), ("1", "许可", "12"))),)),
        ("甲\t乙\n丙\t", (Grid((("甲", "乙"), ("丙", ""))),)),
        ("甲\t乙\t丙\n丁\t戊", (Grid((("甲", "乙", "丙"), ("丁", "戊", ""))),)),
        ("\t件数\n许可\t12", (Grid((("", "件数"), ("许可", "12"))),)),
        ("甲\t乙\n\n丙\t丁", (Grid((("甲", "乙"),)), Grid((("丙", "丁"),)))),
        ("甲\t乙\n说明\n丙\t丁", (Grid((("甲", "乙"),)), Plain("说明"), Grid((("丙", "丁"),)))),
        ("一、甲\t乙\n1.丙", (Grid((("一、甲", "乙"),)), Numbered(1, "丙"))),
    ],
)
def test_lines_with_tabs_are_a_table(text: str, blocks: tuple[Block, ...]) -> None:
    assert read(text) == blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("\t缩进的一段", (Plain("缩进的一段"),)),
        ("\t（一）缩进的标题", (Numbered(1, "缩进的标题"),)),
        ("1.\t制定方案\n2.\t组织培训", (Numbered(1, "制定方案"), Numbered(1, "组织培训"))),
        ("①\t\t组织培训", (Numbered(1, "组织培训"),)),
        ("制定方案\t", (Plain("制定方案"),)),
    ],
)
def test_tabs_that_only_indent_or_follow_a_mark_make_no_table(text: str, blocks: tuple[Block, ...]) -> None:
    assert read(text) == blocks


@pytest.mark.parametrize(
    ("heading", "level", "left"),
    [
        ("（一）完善机制", 2, "完善机制"),
        ("一、主要举措", 1, "主要举措"),
        ("一、主要举措", 2, "一、主要举措"),
        ("完善机制", 2, "完善机制"),
        ("（一）", 2, "（一）"),
    ],
)
def test_a_typed_number_of_the_headings_own_level_is_taken_off(heading: str, level: int, left: str) -> None:
    assert unmarked(heading, level) == left


@pytest.mark.parametrize(
    ("level", "number", "expected"),
    [
        (1, 1, "一、"),
        (1, 21, "二十一、"),
        (1, 1000, "一千、"),
        (2, 10, "（十）"),
        (2, 12_345, "（12345）"),
        (3, 7, "7."),
        (4, 3, "（3）"),
        (5, 1, "①"),
        (5, 20, "⑳"),
        (5, 21, "（21）"),
    ],
)
def test_each_level_has_its_mark(level: int, number: int, expected: str) -> None:
    assert mark(level, number) == expected


def test_a_deeper_level_starts_again_under_a_new_heading() -> None:
    numbers = Numbers(1)
    assert [numbers.next(level) for level in (1, 2, 2, 1, 2, 3, 2, 4, 5)] == [
        (2, "（一）"),
        (3, "1."),
        (3, "2."),
        (2, "（二）"),
        (3, "1."),
        (4, "（1）"),
        (3, "2."),
        (5, "①"),
        (5, "②"),
    ]


@pytest.mark.parametrize(
    ("own_level", "written"),
    [
        (0, "一、甲。正文\n（一）乙\n1.丙\n二、丁"),
        (1, "（一）甲。正文\n1.乙\n（1）丙\n（二）丁"),
        (2, "1.甲。正文\n（1）乙\n①丙\n2.丁"),
        (4, "①甲。正文\n②乙\n③丙\n④丁"),
    ],
)
def test_blocks_are_numbered_afresh_below_their_section(own_level: int, written: str) -> None:
    blocks = (Numbered(1, "甲。", "正文"), Numbered(2, "乙"), Numbered(3, "丙"), Numbered(1, "丁"))
    assert write(blocks, own_level) == written


@pytest.mark.parametrize(
    ("typed", "own_level", "written"),
    [
        ("1、2025年任务。办结12件。", 2, "1. 2025年任务。办结12件。"),
        ("一、5万元用于普法", 2, "1. 5万元用于普法"),
        ("一、、顿号开头", 1, "（一） 、顿号开头"),
        ("（一）普法", 2, "1.普法"),
    ],
)
def test_a_mark_never_runs_into_the_heading_behind_it(typed: str, own_level: int, written: str) -> None:
    assert write(read(typed), own_level) == written
    assert read(written) == read(typed)


def test_a_mark_and_its_text_stand_together_where_they_can() -> None:
    assert (marked(3, "1.", "制定方案"), marked(3, "1.", "12345热线")) == ("1.制定方案", "1. 12345热线")


def test_a_paragraph_and_a_table_are_written_as_typed() -> None:
    text = "导语。\n甲\t乙\n丙\t"
    assert write(read(text)) == text


SIGNS = "法治政府。一二十、（）()1290.．①⑳万年是，“”"
LINES = st.text(f"{SIGNS}\t \u3000\u00a0\r", max_size=60)
TEXTS = st.lists(LINES | st.sampled_from(["一、", "（一）", "1.", "（1）", "①"]).flatmap(lambda head: LINES.map(head.__add__)), max_size=12)
MARK = re.compile(r"[一二三四五六七八九十百（）()、.．①-⑳\d\s]")


def _printed(block: Block) -> str:
    match block:
        case Plain(text):
            return text
        case Numbered(_, heading, text):
            return heading + text
        case Grid(rows):
            return "".join(cell for row in rows for cell in row)


def _follows(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)


@given(TEXTS, st.integers(0, 4))
def test_what_is_written_is_read_again_as_the_same_blocks(lines: list[str], own_level: int) -> None:
    blocks = read("\n".join(lines))
    deepest = max((block.level for block in blocks if isinstance(block, Numbered)), default=0)
    level = min(own_level, 5 - deepest)
    assert read(write(blocks, level)) == blocks


@given(TEXTS)
def test_reading_loses_nothing_but_marks_and_white_space(lines: list[str]) -> None:
    text = "\n".join(lines)
    printed = "".join(map(_printed, read(text)))
    assert _follows(printed, text)
    assert MARK.sub("", printed) == MARK.sub("", text)


@given(st.text())
def test_any_text_can_be_read_and_written(text: str) -> None:
    printed = "".join(map(_printed, read(text)))
    assert MARK.sub("", printed) == MARK.sub("", text)
    assert write(read(text)) is not None


@given(TEXTS)
def test_rows_of_a_table_are_of_one_length(lines: list[str]) -> None:
    grids = [block for block in read("\n".join(lines)) if isinstance(block, Grid)]
    assert all(len({len(row) for row in grid.rows}) == 1 for grid in grids)


def test_ten_thousand_items_are_numbered_without_fail() -> None:
    text = "\n".join("1.办理事项" for _ in range(10_500))
    assert write(read(text), 0).endswith("10500、 办理事项")
