"""A watermark as XML: on every page, by the means of Word, beside whatever headers there are."""

import re

import pytest

from server.report.manuscript import Letterhead, Paragraph
from tests.word.papers import UNIT, parts, written
from tests.word.schema import faults


def _headers(docx: bytes) -> dict[str, str]:
    return {name: text for name, text in parts(docx).items() if "/header" in name}


def test_it_hangs_on_the_headers_of_odd_and_of_even_pages() -> None:
    docx = written(Paragraph("正文。"), watermark="草稿")
    assert [re.findall(r'string="(\w+)"', text) for text in _headers(docx).values()] == [["草稿"], ["草稿"]]
    assert sorted(re.findall(r'<w:headerReference w:type="(\w+)"', parts(docx)["word/document.xml"])) == ["default", "even"]


def test_in_a_letter_it_hangs_on_the_first_page_too() -> None:
    docx = written(Letterhead(UNIT, "清政函〔2027〕1号"), Paragraph("正文。"), watermark="草稿")
    headers = _headers(docx)
    assert [re.findall(r'string="(\w+)"', text) for text in headers.values()] == [["草稿"]] * 3
    assert sum(UNIT in text for text in headers.values()) == 1
    assert faults(docx) == []


def test_it_is_grey_turned_and_behind_the_text_and_word_finds_it_by_its_name() -> None:
    header = _headers(written(Paragraph("正文。"), watermark="草稿"))["word/header1.xml"]
    assert 'fillcolor="#C0C0C0"' in header
    assert "rotation:315" in header
    assert "z-index:-251658752" in header
    assert 'id="PowerPlusWaterMarkObject1"' in header


@pytest.mark.parametrize(("text", "width", "height"), [("草稿", 300, 150), ("送审稿", 450, 150), ("征求意见稿", 480, 96), ("密", 150, 150)])
def test_its_characters_are_as_large_as_the_page_allows(text: str, width: int, height: int) -> None:
    header = _headers(written(watermark=text))["word/header1.xml"]
    assert f"width:{width}pt;height:{height}pt" in header


def test_without_a_word_there_is_no_header() -> None:
    assert _headers(written(Paragraph("正文。"))) == {}


def test_its_word_is_text() -> None:
    docx = written(watermark='"><&\n')
    assert 'string="&quot;&gt;&lt;&amp;"' in _headers(docx)["word/header1.xml"]
    assert faults(docx) == []
