"""红头 of a paper that goes up: what stands where, as literals from GB/T 9704-2012 7.2."""

import re
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from server.report.manuscript import Masthead, Paragraph
from server.word.marks import single
from tests.word.heads import PARTY, TOWN, measures, part, written

BUREAUS = ("云岭县司法局", "云岭县财政局", "云岭县农业农村局")


def _xml(head: Masthead, key: str = "gb9704_a") -> str:
    return part(written(head, Paragraph("正文。"), key=key))


def _paragraphs(head: Masthead) -> list[tuple[str, str]]:
    document = Document(BytesIO(written(head, Paragraph("正文。"))))
    return [(paragraph.style.style_id, paragraph.text) for paragraph in document.paragraphs if paragraph.style]


def _mark(xml: str) -> list[tuple[str, str]]:
    """Size in half points and text of every line of the mark."""
    found = re.findall(r'<w:pStyle w:val="IssuerMark"/>.*?<w:sz w:val="(\d+)"/>.*?<w:t [^>]*>([^<]+)</w:t>', xml)
    return [(str(size), str(text)) for size, text in found]


def test_the_head_stands_in_the_order_of_the_standard_with_its_blank_lines() -> None:
    assert _paragraphs(Masthead((TOWN,), "清政发〔2027〕1号", ("林远山",), "特急")) == [
        ("HeadLine", "特急"),
        ("HeadLine", ""),
        ("HeadLine", ""),
        ("IssuerMark", "云岭县清溪镇人民政府文件"),
        ("BlankLine", ""),
        ("BlankLine", ""),
        ("DocumentNumber", "清政发〔2027〕1号\t签发人：林远山"),
        ("RedRule", ""),
        ("BlankLine", ""),
        ("BlankLine", ""),
        ("BodyText", "正文。"),
    ]


def test_number_and_signers_not_yet_known_leave_their_line() -> None:
    number = [text for style, text in _paragraphs(Masthead((TOWN,))) if style == "DocumentNumber"]
    assert number == ["\t签发人：\u3000\u3000\u3000"]


def test_a_head_without_an_issuer_keeps_its_places() -> None:
    assert [style for style, _ in _paragraphs(Masthead(()))][3] == "IssuerMark"


def test_urgency_is_set_in_black_and_the_names_of_signers_in_kai() -> None:
    xml = _xml(Masthead((TOWN,), "清政发〔2027〕1号", ("林远山",), "加急"))
    assert re.search(r'<w:rStyle w:val="Urgency"/>(?:(?!</w:r>).)*>加急<', xml)
    assert re.search(r'<w:rStyle w:val="SignerName"/>(?:(?!</w:r>).)*>林远山<', xml)
    styles = part(written(Paragraph("正文。")), "word/styles.xml")
    assert re.search(r'w:styleId="Urgency">.*?w:eastAsia="黑体".*?<w:sz w:val="32"/>', styles)
    assert re.search(r'w:styleId="SignerName">.*?w:eastAsia="楷体_GB2312".*?<w:sz w:val="32"/>', styles)


def test_mark_and_rule_are_red_and_the_rule_as_wide_as_the_text() -> None:
    styles = part(written(Paragraph("正文。")), "word/styles.xml")
    mark, rule = (re.search(rf'w:styleId="{name}">.*?</w:style>', styles) for name in ("IssuerMark", "RedRule"))
    assert mark
    assert rule
    assert 'w:eastAsia="方正小标宋简体"' in mark[0]
    assert '<w:color w:val="FF0000"/>' in mark[0]
    assert '<w:jc w:val="center"/>' in mark[0]
    assert '<w:top w:val="single" w:sz="12" w:space="0" w:color="FF0000"/>' in rule[0]
    assert 'w:left="0"' in rule[0]
    assert 'w:right="0"' in rule[0]


@pytest.mark.parametrize(
    ("name", "half_points", "lines"),
    [
        ("云岭县委", "124", 1),  # six characters could be 73 pt: 62 is the most
        (TOWN, "73", 1),  # twelve characters of 36.5 pt are 438 of 442 pt
        ("云岭县清溪镇人民政府办公室", "60", 1),  # fifteen of 30 pt would be 450 pt: narrowed
        ("云岭县清溪镇法治政府建设工作领导小组", "60", 1),  # twenty
        ("中共云岭县清溪镇委员会全面依法治镇委员会办公室秘书科", "60", 2),
    ],
)
def test_a_mark_is_as_large_as_fits_then_narrowed_then_in_two_lines(name: str, half_points: str, lines: int) -> None:
    found = _mark(_xml(Masthead((name,))))
    assert len(found) == lines
    assert {size for size, _ in found} == {half_points}
    assert "".join(text for _, text in found) == f"{name}文件"


def test_a_narrowed_mark_says_how_far() -> None:
    xml = _xml(Masthead(("云岭县清溪镇法治政府建设工作领导小组",)))
    assert '<w:w w:val="73"/><w:sz w:val="60"/>' in xml  # 442.25 / (20 × 30)


@given(st.integers(1, 60))
def test_no_mark_is_wider_than_the_text_smaller_than_30_points_or_cut_by_its_line(length: int) -> None:
    mark = single("镇" * length, 8845, measures().masthead.mark)
    assert max(map(len, mark.lines)) * mark.half_points * 10 * mark.percent / 100 <= 8845
    assert mark.half_points >= 60
    assert mark.line_twips >= 1.1 * mark.half_points * 10


def test_the_gap_above_a_mark_is_what_brings_its_ink_to_72_mm() -> None:
    # 35 mm less three lines of 28.95 pt, less the 0.12 em between the top of a line of 1.2 em and its ink.
    assert '<w:pStyle w:val="HeadLine"/><w:spacing w:after="160"/>' in _xml(Masthead((TOWN,)))
    # 72 mm less a margin of 34.58 and three lines of 29.6 pt.
    assert '<w:pStyle w:val="HeadLine"/><w:spacing w:after="259"/>' in _xml(Masthead((TOWN,)), "gb9704_b")


def test_joint_names_are_rows_of_one_exact_height_spread_to_one_width_with_the_suffix_over_all_of_them() -> None:
    xml = _xml(Masthead(BUREAUS, "云司发〔2027〕2号", ("林远山",)))
    assert len(re.findall(r'<w:trHeight w:val="(\d+)" w:hRule="exact"/>', xml)) == 3
    assert xml.count('<w:jc w:val="distribute"/>') == 3
    assert re.findall(r'<w:vMerge w:val="(\w+)"/>', xml) == ["restart", "continue", "continue"]
    assert xml.count(">文件<") == 1
    assert "tblBorders" not in xml
    assert [text for _, text in _mark(xml)] == [BUREAUS[0], "文件", *BUREAUS[1:]]


def test_joint_names_without_a_suffix_are_one_column() -> None:
    xml = _xml(Masthead((PARTY, TOWN), suffix=""))
    assert len(re.findall("<w:gridCol ", xml)) == 1
    assert "文件" not in xml


@pytest.mark.parametrize("names", [(PARTY, TOWN), BUREAUS, ("云" * 24, "岭" * 20)])
def test_a_joint_mark_is_no_wider_than_the_text(names: tuple[str, ...]) -> None:
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', _xml(Masthead(names)))]
    assert sum(widths) <= 8845


def test_three_joint_names_are_smaller_than_two_of_the_same_length() -> None:
    two, three = (_mark(_xml(Masthead(("县司法局",) * count)))[0][0] for count in (2, 3))
    assert int(three) < int(two)


def _rows(*signers: str, number: str = "清委发〔2027〕12号") -> list[str]:
    return [text for style, text in _paragraphs(Masthead((TOWN,), number, signers)) if style == "DocumentNumber"]


def test_two_signers_share_a_line_and_the_number_stands_on_the_last_one() -> None:
    assert _rows("林远山", "赵明") == ["清委发〔2027〕12号\t签发人：林远山\t赵明"]
    assert _rows("林远山", "赵明", "周小川") == ["\t签发人：林远山\t赵明", "清委发〔2027〕12号\t周小川"]


def test_signers_end_one_character_from_the_right_and_stand_below_each_other() -> None:
    xml = _xml(Masthead((TOWN,), "清委发〔2027〕12号", ("林远山", "赵明", "周小川")))
    stops = [re.findall(r'w:pos="(\d+)"', tabs) for tabs in re.findall("<w:tabs>.*?</w:tabs>", xml)]
    # 8845 − 315 is the edge; 赵明 takes 630, 林远山 945, the gap 315, the label 1260.
    assert stops == [[str(8845 - 315 - 630 - 315 - 945 - 1260), "7900"], [str(8845 - 315 - 630 - 315 - 945), "7900"]]


def test_beside_a_long_number_signers_stand_one_a_line() -> None:
    number = "云清综执法办督发〔2027〕1286号"
    assert _rows("欧阳文山", "诸葛小明", number=number) == ["\t签发人：欧阳文山", f"{number}\t诸葛小明"]


@settings(max_examples=40)
@given(st.lists(st.text(max_size=30), max_size=4), st.text(max_size=30), st.lists(st.text(max_size=8), max_size=7), st.text(max_size=4))
def test_no_head_breaks_the_file(issuers: list[str], number: str, signers: list[str], urgency: str) -> None:
    docx = written(Masthead(tuple(issuers), number, tuple(signers), urgency))
    assert Document(BytesIO(docx)).paragraphs
