"""附件说明, 附注 and attachments as XML: texts, styles and indents as GB/T 9704-2012 7.3.4, 7.3.6 and 7.3.7 ask for them."""

import re

import pytest

from server.report.manuscript import Attachment, AttachmentNote, Note, Paragraph, SignOff
from tests.word.papers import TEMPLATES, UNIT, lines, parts, xml

DAY = "2027年1月15日"


def _indents(said: str, style: str) -> list[tuple[int, int]]:
    """Left and hanging indent of the paragraphs of a style, in twips, as they say it themselves."""
    found = re.findall(
        rf'<w:pStyle w:val="{style}"/>(?:<w:keepNext/>)?<w:ind w:leftChars="0" w:left="(\d+)" w:hangingChars="0" w:hanging="(\d+)"/>', said
    )
    return [(int(left), int(back)) for left, back in found]


def test_one_attachment_has_no_number_and_stands_a_blank_line_below_the_text() -> None:
    assert lines(Paragraph("特此报告。"), AttachmentNote(("主要指标表",))) == [
        ("BodyText", "特此报告。"),
        ("BlankLine", ""),
        ("AttachmentNote", "附件：主要指标表"),
    ]
    assert 'w:leftChars="500" w:left="1575" ' in _style("AttachmentNote")
    assert 'w:hangingChars="300" w:hanging="945"' in _style("AttachmentNote")


def test_several_attachments_are_numbered_below_each_other() -> None:
    names = tuple(f"附表{letter}" for letter in "甲乙丙丁戊己庚辛壬")
    said = [text for style, text in lines(AttachmentNote(names)) if style == "AttachmentNote"]
    assert said[:2] == ["附件：1.附表甲", "2.附表乙"]
    assert said[8] == "9.附表壬"


def test_a_broken_name_goes_on_below_its_first_character() -> None:
    # Two characters and 附件： are 630 + 945; 1. is a half and a quarter em of 16 pt, each 0.25 pt closer: 155 + 75.
    assert _indents(xml(AttachmentNote(("甲", "乙"))), "AttachmentNote") == [(1805, 1175), (1805, 230)]
    tenth = _indents(xml(AttachmentNote(("甲",) * 10)), "AttachmentNote")[9]
    assert tenth == (1575 + 155 + 155 + 75, 155 + 155 + 75)


def test_without_attachments_there_is_no_line_of_them() -> None:
    assert lines(Paragraph("正文。"), AttachmentNote(())) == [("BodyText", "正文。")]


@pytest.mark.parametrize("names", [1, 3, 9])
def test_text_attachments_and_sign_off_stay_together(names: int) -> None:
    said = xml(Paragraph("特此报告。"), AttachmentNote(("甲",) * names), SignOff((UNIT,), DAY))
    kept = re.findall(r'<w:pStyle w:val="(BodyText|AttachmentNote)"/><w:keepNext/>', said)
    assert kept == ["BodyText"] + ["AttachmentNote"] * names


def test_of_many_attachments_the_last_stays_with_the_sign_off() -> None:
    said = xml(Paragraph("特此报告。"), AttachmentNote(("甲",) * 12), SignOff((UNIT,), DAY))
    assert re.findall(r'<w:pStyle w:val="(BodyText|AttachmentNote)"/><w:keepNext/>', said) == ["BodyText", "AttachmentNote"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("联系人：陆青", "（联系人：陆青）"),
        ("（联系人：陆青）", "（联系人：陆青）"),
        ("(联系人：陆青)", "（联系人：陆青）"),
        (" （此件公开发布） ", "（此件公开发布）"),
        ("（一）此件公开（二）联系人：陆青（兼）", "（（一）此件公开（二）联系人：陆青（兼））"),
        ("联系人：陆青（兼）", "（联系人：陆青（兼））"),
    ],
)
def test_a_note_stands_in_one_pair_of_full_width_parentheses(text: str, printed: str) -> None:
    assert lines(Note(text)) == [("DocumentNote", printed)]


def test_the_way_of_publishing_is_a_flush_line_of_its_own() -> None:
    assert lines(Note("公开方式：主动公开")) == [("Openness", "公开方式：主动公开")]
    assert 'w:firstLineChars="0" w:firstLine="0"' in _style("Openness")
    assert 'w:firstLineChars="200" w:firstLine="630"' in _style("DocumentNote")


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_a_note_without_text_is_not_there(text: str) -> None:
    assert lines(Note(text)) == []


def test_an_attachment_begins_a_page_with_its_label_and_has_its_title_on_the_third_line() -> None:
    assert lines(Attachment("附件1", ("主要指标表", "（2026年）")), Paragraph("正文。")) == [
        ("AttachmentLabel", "附件1"),
        ("BlankLine", ""),
        ("Title", "主要指标表（2026年）"),
        ("BlankLine", ""),
        ("BodyText", "正文。"),
    ]
    assert "<w:br/>" in xml(Attachment("附件1", ("主要指标表", "（2026年）")))
    assert "<w:pageBreakBefore/>" in _style("AttachmentLabel")
    assert 'w:eastAsia="黑体"' in _style("AttachmentLabel")
    assert '<w:sz w:val="32"/>' in _style("AttachmentLabel")


def test_an_attachment_without_a_title_has_its_label_and_a_blank_line() -> None:
    assert lines(Attachment("附件", ())) == [("AttachmentLabel", "附件"), ("BlankLine", "")]


def _style(identity: str) -> str:
    found = re.search(rf'<w:style [^>]*w:styleId="{identity}">.*?</w:style>', parts(TEMPLATES["gb9704_a"])["word/styles.xml"])
    assert found
    return found[0]
