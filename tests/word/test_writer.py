"""The writer: every kind of block, every kind of character, the same bytes each time."""

import re
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from server.report.formats import Format
from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Properties, Recipients, SignOff, Table, Title
from server.word.template import build
from server.word.writer import write

ROOT = Path(__file__).parents[2]
FORMAT = Format.model_validate(tomllib.loads((ROOT / "data/formats/gb9704_a.toml").read_text("utf-8")))
TEMPLATE = build(FORMAT)
NAME = "青河县云溪镇人民政府"
DATE = "2026年1月15日"
EVERY_KIND: tuple[Block, ...] = (
    Title(("青河县云溪镇人民政府关于", "2025年度法治政府建设情况的报告")),
    Recipients("县委、县政府："),
    Paragraph("现将有关情况报告如下："),
    Heading(1, "一、", "主要举措"),
    Heading(2, "（一）", "加强领导。", "制定方案3个。"),
    Table((("序号", "事项"), ("1", "行政许可"))),
    Paragraph("特此报告。"),
    SignOff((NAME,), DATE),
)


def _written(*blocks: Block, properties: Properties | None = None) -> bytes:
    return write(Manuscript(properties or Properties("报告", NAME), blocks), FORMAT, TEMPLATE)


def _opened(*blocks: Block) -> WordDocument:
    return Document(BytesIO(_written(*blocks)))


def _xml(*blocks: Block) -> str:
    return _part(_written(*blocks), "word/document.xml")


def _part(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return archive.read(name).decode()


def _lines(*blocks: Block) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside tables."""
    return [(paragraph.style.style_id, paragraph.text) for paragraph in _opened(*blocks).paragraphs if paragraph.style]


def _runs(*blocks: Block) -> list[tuple[str, str]]:
    """Character style and text of every run."""
    found = re.findall(r'<w:r><w:rPr>(?:<w:rStyle w:val="(\w+)"/>)?<w:rFonts[^>]*/></w:rPr><w:t[^>]*>([^<]*)</w:t></w:r>', _xml(*blocks))
    return [(str(style), str(text)) for style, text in found]


def _right(xml: str, style: str) -> list[int]:
    return [int(right) for right in re.findall(rf'<w:pStyle w:val="{style}"/><w:ind (?:w:rightChars="\d+" )?w:right="(\d+)"', xml)]


def test_the_same_manuscript_gives_the_same_bytes() -> None:
    assert _written(*EVERY_KIND) == _written(*EVERY_KIND)


def test_a_document_opens_again_with_every_text_in_its_style_and_order() -> None:
    assert _lines(*EVERY_KIND) == [
        ("Title", "青河县云溪镇人民政府关于\n2025年度法治政府建设情况的报告"),
        ("BlankLine", ""),
        ("Recipients", "县委、县政府："),
        ("BodyText", "现将有关情况报告如下："),
        ("Heading1", "一、主要举措"),
        ("BodyText", "（一）加强领导。制定方案3个。"),
        ("BodyText", "特此报告。"),
        ("BlankLine", ""),
        ("BlankLine", ""),
        ("SignName", NAME),
        ("SignDate", DATE),
    ]


def test_page_and_footers_of_the_template_stay() -> None:
    section = _opened(*EVERY_KIND).sections[0]
    assert section.footer.paragraphs[0].text == "— 1 —"
    assert section.even_page_footer.paragraphs[0].text == "— 1 —"
    assert '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr></w:body>' in _xml(*EVERY_KIND)


def test_every_run_keeps_chinese_quotes_and_dashes_in_the_chinese_font() -> None:
    xml = _xml(Paragraph("“放管服”改革——见效……"))
    assert xml.count("<w:r>") == xml.count('w:hint="eastAsia"') == 1


@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_text_runs_on_after_a_heading_from_the_second_level_down(level: int) -> None:
    assert _lines(Heading(level, "（一）", "加强领导。", "制定方案。")) == [("BodyText", "（一）加强领导。制定方案。")]
    assert _runs(Heading(level, "（一）", "加强领导。", "制定方案。")) == [(f"HeadingRun{level}", "（一）加强领导。"), ("", "制定方案。")]


def test_a_first_level_heading_stands_alone_and_its_text_follows() -> None:
    assert _lines(Heading(1, "一、", "主要举措。", "今年以来。")) == [("Heading1", "一、主要举措。"), ("BodyText", "今年以来。")]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_a_numbered_paragraph_without_heading_has_only_its_number_in_the_font_of_the_level(level: int) -> None:
    assert _runs(Heading(level, "1.", "", "制定方案。")) == [(f"HeadingRun{level}", "1."), ("", "制定方案。")]
    assert _lines(Heading(level, "1.", "", "制定方案。")) == [("BodyText", "1.制定方案。")]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_a_heading_without_text_is_a_paragraph_of_its_level(level: int) -> None:
    assert _lines(Heading(level, "一、", "主要举措")) == [(f"Heading{level}", "一、主要举措")]


def test_a_table_fills_the_text_width_and_says_its_columns_twice() -> None:
    xml = _xml(Table((("序号", "事项"), ("1", "行政许可")), widths=(1, 3)))
    assert re.findall(r'<w:gridCol w:w="(\d+)"/>', xml) == ["2211", "6634"]
    assert '<w:tblW w:w="8845" w:type="dxa"/><w:tblLayout w:type="fixed"/>' in xml


def test_columns_without_given_widths_get_what_their_text_needs() -> None:
    xml = _xml(Table((("序号", "行政许可办结数", "说明"), ("1", "1286", "文" * 200))))
    narrow, middle, wide = (int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', xml))
    assert narrow >= 2 * 240
    assert middle >= 7 * 240
    assert wide > 4 * narrow
    assert narrow + middle + wide == 8845


def test_header_rows_come_again_on_every_page_and_no_row_breaks() -> None:
    xml = _xml(Table((("甲", "乙"), ("丙", "丁"), ("1", "2")), header_rows=2))
    assert re.findall(r"<w:trPr>.*?</w:trPr>", xml) == [
        '<w:trPr><w:cantSplit/><w:trHeight w:val="454"/><w:tblHeader/></w:trPr>',
        '<w:trPr><w:cantSplit/><w:trHeight w:val="454"/><w:tblHeader/></w:trPr>',
        '<w:trPr><w:cantSplit/><w:trHeight w:val="454"/></w:trPr>',
    ]


def test_figures_are_centred_and_sentences_are_not() -> None:
    table = _opened(Table((("件数", "说明"), ("1286", "主要由于下放镇街的许可事项增加。")))).tables[0]
    styles = [[cell.paragraphs[0].style.style_id for cell in row.cells if cell.paragraphs[0].style] for row in table.rows]
    assert styles == [["TableHead", "TableHead"], ["TableCentred", "TableText"]]


def test_a_long_figure_is_centred_like_the_short_ones() -> None:
    row = _opened(Table((("增减", "情况"), ("+1425（+15.2%）", "共1425件，比上年多15.2%")))).tables[0].rows[1]
    assert [cell.paragraphs[0].style.style_id for cell in row.cells if cell.paragraphs[0].style] == ["TableCentred", "TableText"]


def test_a_ragged_table_is_made_even() -> None:
    table = _opened(Table((("甲", "乙"), ("1",)))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["甲", "乙"], ["1", ""]]


@pytest.mark.parametrize("rows", [(), ((),)])
def test_a_table_without_cells_is_not_there(rows: tuple[tuple[str, ...], ...]) -> None:
    assert _opened(Table(rows), Paragraph("正文。")).tables == []


def test_two_tables_do_not_grow_together_and_none_ends_the_document() -> None:
    xml = _xml(Table((("甲",),)), Table((("乙",),)))
    assert len(re.findall(r"</w:tbl><w:p>", xml)) == 2


def test_a_sealed_date_stands_four_characters_in_and_the_name_is_centred_on_it() -> None:
    xml = _xml(SignOff((NAME,), DATE))
    assert '<w:ind w:rightChars="400" w:right="1260"/>' in xml
    # Ten characters of 315 twips, 3150, over 2030: seven digits of 155 and three characters of 315; 25 lean for LibreOffice.
    assert _right(xml, "SignName") == [1260 + 1015 - 1575 + 25]


def test_a_name_too_long_to_be_centred_ends_at_the_margin() -> None:
    assert _right(_xml(SignOff(("青河县云溪镇综合行政执法委员会办公室和法治建设领导小组",), DATE)), "SignName") == [0]


def test_without_a_seal_the_name_stands_two_characters_in_and_the_date_begins_two_after_it() -> None:
    xml = _xml(SignOff((NAME,), DATE, sealed=False))
    assert _right(xml, "SignName") == [630]
    # 8845 − 630 − 3150 is where the name begins; the date, 2030 wide, begins 630 later.
    assert _right(xml, "SignDate") == [8845 - (8845 - 630 - 3150 + 630) - 2030]


def test_a_date_longer_than_the_name_stands_two_characters_in_itself() -> None:
    xml = _xml(SignOff(("镇政府",), DATE, sealed=False))
    assert _right(xml, "SignDate") == [630]
    assert _right(xml, "SignName") == [630 + 2030 + 630 - 945]


def test_joint_names_without_seals_stand_below_each_other_and_begin_together() -> None:
    xml = _xml(SignOff(("县司法局", NAME), DATE, sealed=False))
    assert _right(xml, "SignName") == [630 + 3150 - 1260, 630]


def test_joint_sealed_names_stand_so_far_apart_that_seals_of_42_mm_do_not_touch() -> None:
    xml = _xml(SignOff(("县司法局", "县财政局"), DATE))
    left, right = (int(position) for position in re.findall(r'<w:tab w:val="center" w:pos="(\d+)"/>', xml))
    assert right == 8845 - 1260 - 1015 - 25
    assert right - left > 2381
    assert "<w:tab/>" in xml


def test_more_names_than_fit_take_another_row_a_seal_below() -> None:
    lines = _lines(SignOff(("县司法局", "县财政局", "县民政局", "县教育局"), DATE))
    assert [text for style, text in lines if style == "SignName"] == ["\t县司法局\t县财政局\t县民政局", "\t县教育局"]
    assert [style for style, _ in lines] == ["BlankLine"] * 2 + ["SignName"] + ["BlankLine"] * 4 + ["SignName", "SignDate"]


def test_names_too_wide_for_one_row_take_one_each() -> None:
    long = "青河县云溪镇综合行政执法委员会办公室"
    assert [text for style, text in _lines(SignOff((long, long), DATE)) if style == "SignName"] == [f"\t{long}", f"\t{long}"]


def test_a_date_not_yet_known_leaves_room_to_write_it() -> None:
    assert _lines(SignOff((NAME,), ""))[-1] == ("SignDate", "　　年　月　日")


@pytest.mark.parametrize("last", [Paragraph("特此报告。"), Heading(2, "（一）", "结语。", "特此报告。"), Table((("甲",), ("乙",)))])
def test_what_comes_before_a_sign_off_stays_with_it(last: Block) -> None:
    xml = _xml(Paragraph("正文。"), last, SignOff((NAME,), DATE))
    assert xml.count("<w:keepNext/>") == 1
    assert "<w:keepNext/>" in xml[: xml.index("BlankLine")].split("<w:p>")[-2]


def test_line_breaks_and_tabs_in_a_text_are_breaks_and_tabs() -> None:
    xml = _xml(Paragraph("甲\n乙\t丙\r\n丁\x0b戊\u2028己"))
    assert xml.count("<w:br/>") == 4
    assert xml.count("<w:tab/>") == 1
    assert "丁</w:t><w:br/>" in xml


def test_spaces_at_the_ends_survive() -> None:
    assert _lines(Paragraph("　 正 文 ")) == [("BodyText", "　 正 文 ")]
    assert _lines(Paragraph(" ")) == [("BodyText", " ")]


def test_markup_is_text() -> None:
    assert _lines(Paragraph("<w:p/> & ]]> {{ x }}")) == [("BodyText", "<w:p/> & ]]> {{ x }}")]


def test_what_xml_cannot_hold_is_dropped_and_a_lone_surrogate_is_marked() -> None:
    assert _lines(Paragraph("甲\x00\x01\x1f\x7f\ufffe\uffff乙")) == [("BodyText", "甲乙")]
    assert _lines(Paragraph("甲\ud83d乙\udc00")) == [("BodyText", "甲\ufffd乙\ufffd")]
    assert _lines(Paragraph("\ud842\udfb7")) == [("BodyText", "𠮷")]


def test_rare_characters_and_emoji_survive() -> None:
    assert _lines(Paragraph("𠮷𪚥镇😀👨‍👩‍👧𬭊")) == [("BodyText", "𠮷𪚥镇😀👨‍👩‍👧𬭊")]


@given(st.text(st.characters(codec=None), max_size=40))
def test_no_text_breaks_the_file(text: str) -> None:
    docx = _written(
        Title((text,)),
        Recipients(text),
        Heading(1, text, text, text),
        Table(((text,),)),
        SignOff((text, text), text),
        properties=Properties(text, text, text),
    )
    assert Document(BytesIO(docx)).paragraphs
    assert parse_xml(_part(docx, "docProps/core.xml").encode()) is not None


def test_the_file_says_title_and_unit_and_the_day_of_the_document() -> None:
    docx = _written(properties=Properties("关于 A&B 的报告", NAME, "2026-01-15"))
    said = Document(BytesIO(docx)).core_properties
    assert (said.title, said.author, said.last_modified_by) == ("关于 A&B 的报告", NAME, NAME)
    assert "2026-01-15T00:00:00Z" in _part(docx, "docProps/core.xml")
    assert "2026-01-15" in _part(_written(properties=Properties("报告", NAME, DATE)), "docProps/core.xml")


@pytest.mark.parametrize("day", ["", "未定", "2026年2月30日", "2026年"])
def test_without_a_day_the_file_says_1980(day: str) -> None:
    assert "1980-01-01T00:00:00Z" in _part(_written(properties=Properties("报告", NAME, day)), "docProps/core.xml")


def test_nothing_in_the_file_names_a_program_or_the_clock() -> None:
    docx = _written(*EVERY_KIND)
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/app.xml" not in archive.namelist()
    assert b"python" not in docx


def test_an_empty_manuscript_is_a_document() -> None:
    assert _opened().paragraphs == []
