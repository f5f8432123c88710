"""The office's own template: its head and foot stay, facts fill the marks wherever they stand, the text comes where 【正文】 stood."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from server.report.manuscript import Block, Imprint, Manuscript, Masthead, Paragraph, Properties, SignOff
from server.report.problems import Refused
from server.word.own_template import fill
from server.word.package import deflated, exchanged
from tests.word.papers import EVERY_KIND, FORMATS, TEMPLATES, parts
from tests.word.red_heads import A4, BLOCKS, BODY_MARK, COPIES, FOOT, FOOTER, HEAD, MANUSCRIPT, UNIT, box, paragraph, red_head, table
from tests.word.schema import faults

MEASURES = FORMATS["gb9704_a"]
MAIN = "word/document.xml"


def filled(template: bytes | None = None, manuscript: Manuscript = MANUSCRIPT) -> bytes:
    """A manuscript on a template."""
    return fill(template or red_head(), manuscript, MEASURES)


def words(docx: bytes, part: str = MAIN) -> list[str]:
    """What every paragraph of a part says, those of tables and boxes in their place; empty ones left out."""
    text = parts(docx)[part]
    return [said for each in re.split("</w:p>", text) if (said := "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)<", each)))]


def without(*kinds: type[Block]) -> Manuscript:
    """The manuscript without blocks of these kinds."""
    return replace(MANUSCRIPT, blocks=tuple(block for block in BLOCKS if not isinstance(block, kinds)))


def test_the_text_stands_between_head_and_foot_and_every_fact_in_its_place() -> None:
    assert words(filled()) == [
        *("清溪镇人民政府文件", "清政〔2027〕3号  签发人：陆青"),
        *("云岭县清溪镇人民政府关于2026年度法治政府建设情况的报告", "县委、县政府：", "一、主要举措", "（一）加强领导。制定方案3个。"),
        *("事项", "件数", "行政许可", "1286", "云岭县清溪镇人民政府", "2027年1月15日", "（此件公开发布）", "附件", "指标表", "附件的话。"),
        *("抄送：县司法局，县委依法治县办。", "清溪镇党政办公室", "2027年1月20日印发"),
    ]


def test_a_mark_cut_into_runs_is_filled_with_the_looks_of_its_first_sign() -> None:
    text = parts(filled())[MAIN]
    assert re.search(r"<w:r><w:rPr/><w:t[^>]*>清政〔2027〕3号</w:t></w:r>", text)
    assert re.search(r"<w:r><w:rPr><w:i/></w:rPr><w:t[^>]*>陆青</w:t></w:r>", text)


def test_marks_in_boxes_headers_and_footers_are_filled_in_every_rendering() -> None:
    margins = {
        "header1": f"<w:hdr>{paragraph('【发文字号】')}</w:hdr>",
        "footer1": FOOTER.replace(">1<", ">【印发机关】<"),
    }
    made = filled(red_head(head=f"<w:p>{box('【 签发人 】【紧急程度】')}</w:p>", parts=margins))
    assert words(made)[:2] == ["陆青特急", "陆青特急"]
    assert words(made, "word/header1.xml") == ["清政〔2027〕3号"]
    assert words(made, "word/footer1.xml") == ["清溪镇党政办公室"]


def test_what_closes_a_fact_is_not_written_twice() -> None:
    foot = paragraph("抄送：【抄送】。") + paragraph("【印发日期】印发")
    assert words(filled(red_head(foot=foot)))[-2:] == ["抄送：县司法局，县委依法治县办。", "2027年1月20日印发"]


def test_where_nobody_gets_a_copy_the_line_for_it_is_gone() -> None:
    blocks = tuple(replace(block, copies_to="") if isinstance(block, Imprint) else block for block in BLOCKS)
    made = filled(manuscript=replace(MANUSCRIPT, blocks=blocks))
    assert words(made)[-2:] == ["清溪镇党政办公室", "2027年1月20日印发"]
    assert parts(made)[MAIN].count("<w:tr>") < parts(filled())[MAIN].count("<w:tr>")
    alone = red_head(foot=table(COPIES))
    assert faults(filled(alone, replace(MANUSCRIPT, blocks=blocks))) == faults(alone)


def test_facts_that_are_not_known_leave_room_and_no_mark() -> None:
    head = (Masthead((UNIT,), "清政〔2027〕\u3000号"), Paragraph("正文。"), SignOff((UNIT,), ""))
    said = words(filled(red_head(foot=paragraph("【成文日期】【抄送】")), replace(MANUSCRIPT, blocks=head)))
    assert said[1] == "清政〔2027〕\u3000号  签发人：\u3000\u3000\u3000"
    assert "正文。" in said
    assert not [each for each in said if "【" in each]


def test_a_paper_without_head_and_imprint_empties_their_marks() -> None:
    said = words(filled(manuscript=without(Masthead, Imprint)))
    assert said[:2] == ["清溪镇人民政府文件", "  签发人："]
    assert said[-1] == "附件的话。"


def test_a_template_with_a_sign_off_of_its_own_signs_once_and_attachments_stand_behind_it() -> None:
    own = paragraph("清溪镇人民政府") + paragraph("【成文日期】")
    said = words(filled(red_head(foot=own + FOOT)))
    assert said[said.index("1286") + 1 :] == [
        *("清溪镇人民政府", "2027年1月15日", "（此件公开发布）", "附件", "指标表", "附件的话。"),
        *("抄送：县司法局，县委依法治县办。", "清溪镇党政办公室", "2027年1月20日印发"),
    ]


def test_a_date_in_the_head_or_in_a_table_is_filled_and_the_text_signs_by_itself() -> None:
    said = words(filled(red_head(head=paragraph("【成文日期】"))))
    assert said.count("2027年1月15日") == 2
    assert "云岭县清溪镇人民政府" in said


def test_a_red_line_that_hangs_on_the_mark_stays() -> None:
    mark = BODY_MARK.replace("</w:p>", f"{box('线')}</w:p>")
    made = filled(red_head(body=mark))
    assert parts(made)[MAIN].count(">线<") == 2
    assert "【正文】" not in words(made)
    table_first = Manuscript(Properties("表", UNIT), (BLOCKS[5],))
    assert parts(filled(red_head(body=mark), table_first))[MAIN].count(">线<") == 2


def test_a_section_that_ends_with_the_mark_ends_with_the_text() -> None:
    section = f'<w:pPr><w:sectPr><w:footerReference w:type="default" r:id="footer1"/>{A4}</w:sectPr></w:pPr>'
    made = filled(red_head(body=BODY_MARK.replace("<w:p>", f"<w:p>{section}")))
    text = parts(made)[MAIN]
    assert text.count("<w:sectPr>") == 2
    assert text.index("附件的话。") - 400 < text.index("<w:sectPr>") < text.index("附件的话。") < text.index("抄送：")
    assert faults(made) == faults(red_head(body=BODY_MARK.replace("<w:p>", f"<w:p>{section}")))


def test_tables_and_sign_off_are_as_wide_as_the_page_of_the_template() -> None:
    narrow = A4.replace('w:right="1474"', 'w:right="2474"')
    assert '<w:tblW w:w="8845" w:type="dxa"/><w:tblLayout' in parts(filled())[MAIN]
    assert '<w:tblW w:w="7845" w:type="dxa"/><w:tblLayout' in parts(filled(red_head(section=narrow)))[MAIN]


def test_a_style_that_the_office_has_set_is_used_by_its_name_whatever_its_id() -> None:
    text = parts(filled())[MAIN]
    assert '<w:pStyle w:val="a5"/>' in text
    assert '<w:pStyle w:val="1"/>' in text
    assert '<w:pStyle w:val="BodyText"/>' in text
    styles = parts(filled())["word/styles.xml"]
    assert styles.count('<w:name w:val="heading 1"/>') == 1
    assert styles.count('<w:name w:val="Body Text"/>') == 1
    assert styles.count('<w:name w:val="heading 4"/>') == 1


def styled(*xml: str) -> dict[str, str]:
    """A styles part of these styles beside a default one."""
    usual = '<w:style w:type="paragraph" w:default="1" w:styleId="BodyText"><w:name w:val="Normal"/></w:style>'
    return {"styles": f"<w:styles>{usual}{''.join(xml)}</w:styles>"}


def test_headings_as_word_brings_them_are_put_aside_and_stay_as_they_are() -> None:
    word = (
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="BodyText"/><w:rPr>'
        '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia"/><w:color w:val="2F5496"/><w:sz w:val="32"/></w:rPr></w:style>'
    )
    made = parts(filled(red_head(parts=styled(word))))
    assert '<w:color w:val="2F5496"/>' in made["word/styles.xml"]
    assert (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Heading12"><w:name w:val="heading 1·GB/T 9704-2012"/>'
        in made["word/styles.xml"]
    )
    assert '<w:pStyle w:val="Heading12"/>' in made[MAIN]
    assert '<w:pStyle w:val="BodyText2"/>' not in made[MAIN].partition("附件的话")[0].rpartition("一、主要举措")[0]


def test_a_heading_that_numbers_by_itself_is_put_aside() -> None:
    numbered = (
        '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
    )
    assert '<w:pStyle w:val="h1"/>' not in parts(filled(red_head(parts=styled(numbered))))[MAIN]


def test_a_template_without_styles_gets_ours() -> None:
    bare = dict(exchanged(red_head(), {}))
    del bare["word/styles.xml"]
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        bare[name] = re.sub(rb'<(?:Override|Relationship) [^>]*"(?:/word/)?styles(?:\.xml)?"[^>]*/>', b"", bare[name])
    made = filled(deflated(bare.items()))
    assert '<w:name w:val="Body Text"/>' in parts(made)["word/styles1.xml"]
    assert "附件的话。" in words(made)


@pytest.mark.parametrize("kind", sorted(EVERY_KIND))
def test_every_kind_of_paper_keeps_the_rules_of_the_schema_and_opens(kind: str) -> None:
    template = red_head()
    made = filled(template, EVERY_KIND[kind])
    assert faults(made) == faults(template)
    assert Document(BytesIO(made)).core_properties.author == (EVERY_KIND[kind].properties.unit)
    assert filled(template, EVERY_KIND[kind]) == made


def test_our_own_template_with_a_mark_can_be_filled_too() -> None:
    text = parts(TEMPLATES["gb9704_a"])[MAIN]
    first = re.search(r"<w:p>.*?</w:p>", text)
    assert first
    marked = {MAIN: text.replace(first[0], BODY_MARK).encode()}
    made = fill(deflated(exchanged(TEMPLATES["gb9704_a"], marked)), MANUSCRIPT, MEASURES)
    assert faults(made) == []
    assert parts(made)["word/styles.xml"].count("<w:style ") == parts(TEMPLATES["gb9704_a"])["word/styles.xml"].count("<w:style ")


def test_a_draft_says_so_behind_every_page_and_the_headers_of_the_office_stay() -> None:
    header = {"header1": f"<w:hdr>{paragraph('清溪镇')}</w:hdr>"}
    made = parts(filled(red_head(parts=header), EVERY_KIND["draft"]))
    assert "清溪镇" in made["word/header1.xml"]
    assert 'string="草稿"' in made["word/header1.xml"]
    assert sum('string="草稿"' in text for text in made.values()) >= 2


def test_headers_of_later_sections_stay_and_bear_the_word_once() -> None:
    first = f'<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="header1"/>{A4}</w:sectPr></w:pPr></w:p>'
    header = {name: f"<w:hdr>{paragraph(name)}</w:hdr>" for name in ("header1", "header2")}
    template = red_head(head=HEAD + first, parts=header)
    before, _, after = parts(template)[MAIN].rpartition('<w:headerReference w:type="default" r:id="header1"/>')
    template = deflated(exchanged(template, {MAIN: (before + after).encode()}))
    made = parts(filled(template, EVERY_KIND["draft"]))
    assert [made[f"word/{name}.xml"].count('string="草稿"') for name in header] == [1, 1]


def test_values_that_xml_cannot_hold_and_rare_characters_do_no_harm() -> None:
    blocks = (Masthead((UNIT,), "清<政>&〔2027〕\x003号", ("𠮷田\n甲",)), Paragraph("𠮷。"))
    said = words(filled(manuscript=replace(MANUSCRIPT, blocks=blocks)))
    assert said[1] == "清&lt;政&gt;&amp;〔2027〕3号  签发人：𠮷田甲"


def test_a_template_of_word_becomes_a_document() -> None:
    types = parts(red_head())["[Content_Types].xml"].replace("document.main+xml", "template.main+xml").encode()
    made = filled(deflated(exchanged(red_head(), {"[Content_Types].xml": types})))
    assert "template.main+xml" not in parts(made)["[Content_Types].xml"]
    assert Document(BytesIO(made)).paragraphs


def test_names_with_the_separators_of_windows_are_read() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in exchanged(red_head(), {}):
            member = zipfile.ZipInfo(name)
            member.filename = name.replace("/", "\\")
            archive.writestr(member, content)
    assert "附件的话。" in words(filled(buffer.getvalue()))


def test_a_file_without_a_place_for_the_text_is_refused() -> None:
    with pytest.raises(Refused, match="没有找到【正文】"):
        filled(red_head(body=""))


def test_python_docx_and_its_default_styles_serve_as_a_template() -> None:
    document = Document()
    for text in ("清溪镇人民政府文件", "【发文字号】", "【正文】"):
        document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    made = filled(buffer.getvalue())
    texts: Sequence[str] = [each.text for each in Document(BytesIO(made)).paragraphs]
    assert texts[:2] == ["清溪镇人民政府文件", "清政〔2027〕3号"]
    styles = {each.text: each.style for each in Document(BytesIO(made)).paragraphs}
    heading = styles["一、主要举措"]
    assert heading is not None
    assert heading.name == "heading 1·GB/T 9704-2012"
