"""Lines of a title (GB/T 9704-2012 7.3.1): whole words, a trapezoid or a diamond, at most 20 characters; the line below it."""

from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from server.report.manuscript import Occasion, Paragraph, Title
from server.report.words import title_lines, width
from tests.word.heads import written

WORDS = (
    *(
        "人民政府",
        "委员会",
        "办公室",
        "法治政府",
        "建设",
        "情况",
        "报告",
        "工作",
        "年度",
        "整改",
        "落实",
        "规范性文件",
        "行政执法",
        "监督",
        "依法行政",
    ),
    *("优化", "营商环境", "检查", "计划", "方案", "印发", "关于", "重点", "任务", "2026", "2027"),
)
TITLES = (
    "云岭县清溪镇人民政府关于2026年度法治政府建设情况的报告",
    "清溪镇人民政府2026年度推进依法行政工作落实情况的报告",
    "云岭县清溪镇人民政府关于2026年度法治政府建设工作情况暨2027年工作计划的报告",
    "中共云岭县清溪镇委员会、云岭县清溪镇人民政府关于党政主要负责人履行推进法治建设第一责任人职责情况的报告",
    "云岭县司法局　云岭县财政局　云岭县农业农村局关于2026年度行政执法监督工作情况的报告",
    "清溪镇全面依法治镇委员会办公室关于2026年度法治政府建设情况的报告",
    "云岭县综合行政执法局关于2026年度“放管服”改革和优化营商环境工作情况的报告",
    "云岭县清溪镇人民政府2026年法治政府建设年度报告",
    "云岭县清溪镇人民政府关于规范涉企行政检查优化营商环境专项行动开展情况的报告",
)
PHRASES = (
    "2026年度",
    "法治政府建设",
    "依法行政",
    "工作",
    "情况",
    "和",
    "整改落实",
    "2027年",
    "重点任务",
    "行政执法监督检查",
    "规范性文件",
    "的",
)


def _split(word: str, lines: tuple[str, ...]) -> bool:
    """Whether a line ends within a word."""
    joins = ((left[-len(word) + 1 :], right[: len(word) - 1]) for left, right in pairwise(lines))
    return any(left.endswith(word[:cut]) and right.startswith(word[cut:]) for left, right in joins for cut in range(1, len(word)))


def _hourglass(lines: tuple[str, ...]) -> bool:
    widths = [width(line) for line in lines]
    return any(left > middle + 0.5 and right > middle + 0.5 for left, middle, right in zip(widths, widths[1:], widths[2:], strict=False))


@pytest.mark.parametrize("title", TITLES)
def test_a_title_breaks_between_words_without_an_hourglass(title: str) -> None:
    lines = title_lines(title)
    assert 2 <= len(lines) <= 3
    assert not [word for word in WORDS if _split(word, lines)]
    assert not _hourglass(lines)
    assert all(4 <= width(line) <= 20 for line in lines)


@pytest.mark.parametrize("title", TITLES)
def test_no_line_begins_with_de_or_ends_with_guanyu(title: str) -> None:
    assert not [line for line in title_lines(title) if line.startswith("的") or line.endswith("关于")]


def test_a_title_of_up_to_20_characters_is_one_line() -> None:
    assert title_lines("清溪镇2026年法治政府建设年度报告") == ("清溪镇2026年法治政府建设年度报告",)


def test_the_name_of_a_document_stays_whole_where_it_can() -> None:
    title = "云岭县清溪镇人民政府办公室关于印发《清溪镇法治政府建设实施方案》的通知"
    assert title_lines(title) == ("云岭县清溪镇人民政府办公室关于印发", "《清溪镇法治政府建设实施方案》的通知")


def test_a_place_whose_name_is_not_known_is_not_torn_apart() -> None:
    assert title_lines("呼格吉勒图苏木人民政府关于2026年度法治政府建设情况的报告")[0].startswith("呼格吉勒图苏木人民政府")


@given(st.lists(st.sampled_from(PHRASES), min_size=2, max_size=9).map("".join))
def test_titles_of_12_to_60_characters_keep_words_whole(text: str) -> None:
    title = f"云岭县清溪镇人民政府关于{text}情况的报告"
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(width(line) <= 20 for line in lines)
    assert not [
        word for word in ("人民政府", "法治政府建设", "行政执法", "2026年度", "2027年", "规范性文件", "依法行政") if _split(word, lines)
    ]
    assert not [line for line in lines if line.startswith("的")]


def test_an_occasion_stands_right_below_the_title_before_the_blank_line() -> None:
    docx = written(Title(("政府工作报告",)), Occasion("（2027年1月20日在清溪镇人民代表大会上）"), Paragraph("各位代表："))
    found = [(each.style.style_id, each.text) for each in Document(BytesIO(docx)).paragraphs if each.style]
    assert found == [
        ("Title", "政府工作报告"),
        ("Occasion", "（2027年1月20日在清溪镇人民代表大会上）"),
        ("BlankLine", ""),
        ("BodyText", "各位代表："),
    ]


def test_a_long_occasion_is_broken_at_a_word() -> None:
    docx = written(Occasion("（2027年1月20日在云岭县清溪镇第十九届人民代表大会第二次会议上）"))
    text = Document(BytesIO(docx)).paragraphs[0].text
    assert text == "（2027年1月20日在云岭县清溪镇\n第十九届人民代表大会第二次会议上）"
