"""版记 as XML: its rows, rules, indents and its place on the paper, with literals from GB/T 9704-2012 7.4."""

import re

import pytest

from server.report.manuscript import Imprint, Letterhead, Paragraph
from tests.word.papers import KEYS, TEMPLATES, UNIT, lines, parts, written, xml
from tests.word.schema import faults

EMU_PER_MM = 36_000
FULL = Imprint("县委依法治县办，县司法局。", "清溪镇党政办公室", "2027年1月20日")


def _rules(said: str) -> list[int]:
    """Thickness of the rules from above, in eighths of a point."""
    cells = [re.findall(r'<w:(top|bottom) w:val="single" w:sz="(\d+)"', row) for row in re.findall(r"<w:tr>.*?</w:tr>", said)]
    tops, last = [int(dict(row)["top"]) for row in cells if row], cells[-1]
    return [*tops, *([int(dict(last)["bottom"])] if last else [])]


def _texts(said: str) -> list[str]:
    return re.findall(r"<w:t [^>]*>([^<]*)<", said)


def test_copies_end_with_a_full_stop_and_the_day_with_its_word() -> None:
    assert [pair for pair in lines(FULL) if pair[1]] == [
        ("ImprintCopies", "抄送：县委依法治县办，县司法局。"),
        ("ImprintPrinter", "清溪镇党政办公室"),
        ("ImprintDay", "2027年1月20日印发"),
    ]


@pytest.mark.parametrize("copies", ["县司法局", "县司法局。", "抄送：县司法局；", " 县司法局， "])
def test_copies_are_said_once_and_closed_once(copies: str) -> None:
    assert _texts(xml(Imprint(copies))) == ["抄送：县司法局。"]


def test_a_day_that_says_it_is_printed_says_it_once() -> None:
    assert _texts(xml(Imprint("", "党政办", "2027年1月20日印发"))) == ["党政办", "2027年1月20日印发"]


@pytest.mark.parametrize(
    ("imprint", "texts", "rules"),
    [
        (FULL, 3, [8, 6, 8]),  # 1 pt is 0.353 mm, 0.75 pt 0.265 mm
        (Imprint(copies_to="县司法局"), 1, [8, 8]),
        (Imprint(printer="党政办", day="2027年1月20日"), 2, [8, 8]),
        (Imprint(printer="党政办"), 1, [8, 8]),
        (Imprint(day="2027年1月20日"), 1, [8, 8]),
    ],
)
def test_the_first_and_last_rule_are_thick_and_the_one_between_is_thin(imprint: Imprint, texts: int, rules: list[int]) -> None:
    said = xml(imprint)
    assert len(_texts(said)) == texts
    assert _rules(said) == rules


@pytest.mark.parametrize("imprint", [Imprint(), Imprint(" ", " ", ""), Imprint("。")])
def test_an_imprint_without_parts_is_not_there(imprint: Imprint) -> None:
    assert lines(Paragraph("正文。"), imprint) == [("BodyText", "正文。")]


@pytest.mark.parametrize("key", KEYS)
def test_its_box_ends_262_mm_below_the_top_of_the_paper(key: str) -> None:
    said = xml(FULL, key=key)
    top = re.search(r'relativeFrom="page"><wp:posOffset>(\d+)<', said)
    size = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"/>', said)
    assert top
    assert size
    assert abs((int(top[1]) + int(size[2])) / EMU_PER_MM - 262) < 0.5
    assert abs(int(size[1]) / EMU_PER_MM - 156) < 0.1


@pytest.mark.parametrize(("key", "below"), [("gb9704_a", 0), ("gb9704_b", 137)])
def test_the_paragraph_it_hangs_on_keeps_its_room_free(key: str, below: int) -> None:
    said = xml(FULL, key=key)
    line = re.search(r'<w:pStyle w:val="Imprint"/><w:spacing w:before="0" w:line="(\d+)" w:lineRule="exact"/>', said)
    height = re.search(r'<wp:extent cx="\d+" cy="(\d+)"/>', said)
    assert line
    assert height
    assert int(line[1]) == int(height[1]) // 635 + below


def test_text_stands_one_character_of_14_pt_in_and_copies_hang_by_three() -> None:
    styles = parts(TEMPLATES["gb9704_a"])["word/styles.xml"]
    copies, printer, day = (
        re.search(rf'w:styleId="{each}">.*?</w:style>', styles) for each in ("ImprintCopies", "ImprintPrinter", "ImprintDay")
    )
    assert copies
    assert printer
    assert day
    assert 'w:leftChars="400" w:left="1120" w:rightChars="100" w:right="280" w:hangingChars="300" w:hanging="840"' in copies[0]
    assert 'w:leftChars="100" w:left="280"' in printer[0]
    assert 'w:rightChars="100" w:right="280"' in day[0]
    assert all('w:eastAsia="仿宋_GB2312"' in each[0] and '<w:sz w:val="28"/>' in each[0] for each in (copies, printer, day))


@pytest.mark.parametrize(
    ("printer", "width"),
    [
        ("清溪镇党政办公室", 3500),  # 7 figures and 5 characters, one at each end and two to spare, 14 pt each
        ("清" * 20, 2965),  # what a name of 20 characters and the one before it leave
        ("清" * 30, 2940),  # the name turns, the day has what it needs
    ],
)
def test_the_column_of_the_day_has_room_for_wide_figures_where_the_name_leaves_it(printer: str, width: int) -> None:
    assert int(re.findall(r'<w:gridCol w:w="(\d+)"', xml(Imprint("", printer, "2027年1月20日")))[-1]) == width


def test_more_copies_make_it_higher() -> None:
    heights = [int(re.findall(r'cy="(\d+)"', xml(Imprint("县直有关单位，" * times)))[0]) for times in (1, 8, 40)]
    assert heights == sorted(set(heights))


def test_an_imprint_higher_than_a_page_is_cut_to_it() -> None:
    line = re.search(r'<w:pStyle w:val="Imprint"/><w:spacing w:before="0" w:line="(\d+)"', xml(Imprint("县直有关单位，" * 400)))
    assert line
    assert int(line[1]) == 12756


def test_in_a_letter_it_has_neither_rules_nor_printer() -> None:
    said = xml(Letterhead(UNIT, "清政函〔2027〕1号"), FULL)
    assert _texts(said)[-1] == "抄送：县委依法治县办，县司法局。"
    assert "tcBorders" not in said
    assert faults(written(Letterhead(UNIT), FULL)) == []


def test_it_is_one_drawing_behind_nothing_and_in_front_of_nothing() -> None:
    said = xml(FULL)
    assert said.count("<wp:docPr ") == 1
    assert "<wp:wrapNone/>" in said
    assert 'anchor="b"' in said
