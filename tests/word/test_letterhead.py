"""信函 (GB/T 9704-2012 10.1): headers and footers of its first page, its number, and what stays as in every paper."""

import re
from io import BytesIO

from docx import Document

from server.report.manuscript import Letterhead, Paragraph
from tests.word.heads import TOWN, footers, headers, part, written

LETTER = (Letterhead(TOWN, "清政函〔2027〕3号", "加急"), Paragraph("正文。"))


def test_the_first_page_has_the_name_over_a_thick_and_a_thin_rule_and_a_thin_over_a_thick_one_below() -> None:
    section = Document(BytesIO(written(*LETTER))).sections[0]
    assert section.different_first_page_header_footer
    above, below = section.first_page_header.paragraphs, section.first_page_footer.paragraphs
    assert [(each.style.style_id, each.text) for each in above if each.style] == [
        ("IssuerMark", TOWN),
        ("LetterRuleThick", ""),
        ("LetterRuleThin", ""),
    ]
    assert [each.style.style_id for each in below if each.style] == ["LetterRuleThin", "LetterRuleThick"]


def test_the_rules_are_170_mm_wide_centred_and_red() -> None:
    styles = part(written(*LETTER), "word/styles.xml")
    for name, eighths in (("LetterRuleThick", "18"), ("LetterRuleThin", "6")):
        found = re.search(rf'w:styleId="{name}">.*?</w:style>', styles)
        assert found
        assert f'<w:top w:val="single" w:sz="{eighths}" w:space="0" w:color="FF0000"/>' in found[0]
        assert 'w:left="-397"' in found[0]  # 7 mm beyond the text on both sides
        assert 'w:right="-397"' in found[0]


def test_number_and_urgency_stand_at_both_edges_below_the_rules_and_two_lines_above_the_title() -> None:
    document = Document(BytesIO(written(*LETTER)))
    assert [(each.style.style_id, each.text) for each in document.paragraphs[:4] if each.style] == [
        ("HeadLine", "加急\t清政函〔2027〕3号"),
        ("BlankLine", ""),
        ("BlankLine", ""),
        ("BodyText", "正文。"),
    ]
    assert '<w:tab w:val="right" w:pos="8845"/>' in part(written(*LETTER))


def test_a_letter_bears_no_suffix_and_no_number_on_its_first_page() -> None:
    docx = written(*LETTER)
    assert not [header for header in headers(docx) if "文件" in header]
    assert sorted("PAGE" in footer for footer in footers(docx)) == [False, True, True]


def test_page_numbers_are_lifted_by_what_the_footer_stands_lower() -> None:
    docx = written(*LETTER)
    assert 'w:footer="1116"' in part(docx)
    assert sum('w:line="333" w:lineRule="exact"' in footer for footer in footers(docx)) == 2  # 1116 + 333 = 1449


def test_the_lines_of_a_letter_need_no_grid() -> None:
    assert '<w:docGrid w:type="default"' in part(written(*LETTER))


def test_a_paper_without_letterhead_keeps_its_first_page() -> None:
    docx = written(Paragraph("正文。"))
    assert "titlePg" not in part(docx)
    assert headers(docx) == []


def test_a_watermark_leaves_the_letterhead_where_it_is() -> None:
    first = Document(BytesIO(written(*LETTER, watermark="草稿"))).sections[0].first_page_header
    assert [each.style.style_id for each in first.paragraphs if each.style] == ["IssuerMark", "LetterRuleThick", "LetterRuleThin"]


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert written(*LETTER) == written(*LETTER)


def test_a_name_too_long_for_one_line_stands_in_two() -> None:
    long = "中共云岭县清溪镇委员会全面依法治镇委员会办公室秘书科"
    above = Document(BytesIO(written(Letterhead(long)))).sections[0].first_page_header.paragraphs
    assert [each.text for each in above] == ["中共云岭县清溪镇委员会", "全面依法治镇委员会办公室秘书科", "", ""]
