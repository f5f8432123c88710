"""Characters and words: what the border changes, numerals both ways, sentences, widths, where a title breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report import words


@pytest.mark.parametrize(
    ("typed", "kept", "changed"),
    [
        ("信访受理513件", "信访受理513件", 0),
        ("一行\r\n二行\r三行", "一行\n二行\n三行", 0),
        ("甲\t乙\n丙", "甲\t乙\n丙", 0),
        ("甲\x00乙\x0b丙\x1f丁\x7f", "甲乙丙丁", 4),
        ("甲\ufffe乙\uffff", "甲乙", 2),
        ("甲\ud800乙", "甲\ufffd乙", 1),
        ("𠮷田😀", "𠮷田😀", 0),
    ],
)
def test_cleaning_takes_out_what_no_file_can_hold_and_counts_it(typed: str, kept: str, changed: int) -> None:
    assert words.clean(typed) == words.Cleaned(kept, changed)


@given(st.text(st.characters(categories=["Cs", "Cc", "Lo", "Nd", "Zs"])))
def test_cleaned_text_can_be_stored_and_cleaning_again_changes_nothing(typed: str) -> None:
    cleaned = words.clean(typed)
    assert cleaned.text.encode().decode() == cleaned.text
    assert words.clean(cleaned.text) == words.Cleaned(cleaned.text, 0)


def test_full_width_letters_digits_and_signs_become_half_width() -> None:
    assert words.half_width("１２，３４５．６％（Ａ）\u3000件") == "12,345.6%(A) 件"


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        (0, "零"),
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (305, "三百零五"),
        (999, "九百九十九"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2050, "二千零五十"),
        (9999, "九千九百九十九"),
        (10_000, "10000"),
        (123_456, "123456"),
    ],
)
def test_numbers_are_spoken_as_in_chinese_numbering(number: int, spoken: str) -> None:
    assert words.chinese_number(number) == spoken


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("〇", 0),
        ("两", 2),
        ("十", 10),
        ("一十", 10),
        ("十二", 12),
        ("二十", 20),
        ("百", 100),
        ("千", 1000),
        ("一百", 100),
        ("一百二十", 120),
        ("三百零五", 305),
        ("三百〇五", 305),
        ("两千", 2000),
        ("两千零五十", 2050),
        ("一千零一十", 1010),
        ("九千九百九十九", 9999),
    ],
)
def test_well_formed_numerals_are_read(text: str, number: int) -> None:
    assert words.read_chinese_number(text) == number


@pytest.mark.parametrize("text", ["", "二三", "二三十", "一百二", "十十", "百千", "二〇二五", "一万", "12", "几十", "三 十", "零五"])
def test_what_is_no_numeral_is_not_guessed_at(text: str) -> None:
    assert words.read_chinese_number(text) is None


@given(st.integers(0, 9999))
def test_every_spoken_number_is_read_back(number: int) -> None:
    assert words.read_chinese_number(words.chinese_number(number)) == number


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("  \n ", ()),
        ("受理513件。办结473件。", ("受理513件。", "办结473件。")),
        ("没有句号", ("没有句号",)),
        ("第一行\n第二行。后半", ("第一行", "第二行。", "后半")),
        ("他说：“好。”然后离开。", ("他说：“好。”", "然后离开。")),
        ("真的吗？！是。", ("真的吗？！", "是。")),
        ("率为92.2%，比上年高。", ("率为92.2%，比上年高。",)),
    ],
)
def test_text_is_cut_into_sentences(text: str, parts: tuple[str, ...]) -> None:
    assert words.sentences(text) == parts


@given(st.text("甲乙。！？”）\n 1"))
def test_sentences_joined_are_the_text_but_for_white_space(text: str) -> None:
    assert "".join("".join(words.sentences(text)).split()) == "".join(text.split())


def test_only_printed_characters_are_counted() -> None:
    assert words.count("受理 513 件\u3000。\n\t") == 7


@pytest.mark.parametrize(("text", "wide"), [("", 0), ("法治", 2), ("2025", 2), ("第1条。", 3.5), ("（一）", 3), ("“好”", 3)])
def test_half_width_characters_count_half(text: str, wide: float) -> None:
    assert words.width(text) == wide


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("", ("",)),
        ("法治政府建设情况的报告", ("法治政府建设情况的报告",)),
        (
            "云和县遂河镇人民政府关于2025年度法治政府建设情况的报告",
            ("云和县遂河镇人民政府关于2025年度", "法治政府建设情况的报告"),
        ),
        (
            "中共云和县遂河镇委员会\u3000云和县遂河镇人民政府关于2025年度法治政府建设情况的报告",
            ("中共云和县遂河镇委员会", "云和县遂河镇人民政府关于2025年度", "法治政府建设情况的报告"),
        ),
        ("一二三四五六七八九十一二三四五六七八九十一二", ("一二三四五六七八九十一二三四五六七八九十", "一二")),
        ("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqr", ("abcdefghijklmnopqrstuvwxyzabcdefghijklmn", "opqr")),
    ],
)
def test_a_title_breaks_at_words_into_even_lines(title: str, lines: tuple[str, ...]) -> None:
    assert words.title_lines(title) == lines


@given(st.text("关于年度情况委员会人民政府的报告 \u3000２025a", max_size=200))
def test_no_line_of_a_title_is_too_long_and_no_character_is_lost(title: str) -> None:
    lines = words.title_lines(title)
    assert all(words.width(line) <= 20 for line in lines)
    assert "".join("".join(lines).split()) == "".join(title.split())


@pytest.mark.timeout(60)
def test_a_title_beyond_all_bounds_still_breaks() -> None:
    assert words.title_lines("某" * 100_000) == ("某" * 20,) * 5000
