"""Effective formatting as Word resolves it: defaults, styles, lists, toggles, themes, characters over twips, sections that inherit."""

import zipfile
from io import BytesIO

import pytest

from server.report.inspection.judging import judge
from server.report.inspection.layout import Block, Layout
from server.report.problems import Refused
from server.word import package
from server.word.inspecting.digests import digests_of
from server.word.inspecting.layouts import layout_of
from tests.word.right import FONTS
from tests.word.shapes import docx, paragraph

THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme><a:majorFont>'
    '<a:latin typeface="Cambria"/><a:ea typeface=""/><a:font script="Hans" typeface="黑体"/><a:font script="Jpan" typeface="MS Gothic"/>'
    '</a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="宋体"/>'
    '<a:font script="Jpan" typeface="MS Mincho"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
)


def styles(*inner: str, defaults: str = '<w:sz w:val="21"/>', paragraphs: str = "") -> dict[str, str]:
    said = f"<w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{paragraphs}</w:pPr></w:pPrDefault>"
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    return {"styles": f"<w:styles><w:docDefaults>{said}</w:docDefaults>{normal}{''.join(inner)}</w:styles>"}


def style(key: str, run: str = "", pars: str = "", based: str = "N", kind: str = "paragraph") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{key}"/><w:basedOn w:val="{based}"/><w:pPr>{pars}</w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def laid(body: str, parts: dict[str, str] | None = None) -> Layout:
    return layout_of(docx(body, {**styles(), **(parts or {})}))


def first(body: str, parts: dict[str, str] | None = None) -> Block:
    return laid(body, parts).blocks[0]


def test_what_nobody_says_is_what_word_takes() -> None:
    block = first(paragraph("文字"), {"styles": "<w:styles></w:styles>"})
    assert (block.face.half_points, block.face.latin, block.alignment, block.line, block.line_rule) == (
        20,
        "Times New Roman",
        "left",
        240,
        "auto",
    )
    assert block.widow_control
    assert block.snap_to_grid


def test_a_style_goes_over_the_defaults_and_a_run_over_both() -> None:
    parts = styles(style("B", '<w:sz w:val="32"/><w:color w:val="ff0000"/>'), style("D", '<w:sz w:val="36"/>', based="B"))
    block = first(paragraph("文字", '<w:pStyle w:val="D"/>', '<w:color w:val="auto"/>'), parts)
    assert (block.face.half_points, block.face.colour) == (36, "")


@pytest.mark.parametrize(
    ("of_paragraph", "of_character", "own", "bold"),
    [
        ("", "", "", False),
        ("<w:b/>", "", "", True),
        ("<w:b/>", "<w:b/>", "", False),
        ("<w:b/>", "<w:b/>", "<w:b/>", True),
        ("<w:b/>", "", '<w:b w:val="0"/>', False),
    ],
)
def test_of_two_styles_that_say_bold_neither_is(of_paragraph: str, of_character: str, own: str, bold: bool) -> None:
    parts = styles(style("B", of_paragraph), style("C", of_character, based="", kind="character"))
    block = first(paragraph("文字", '<w:pStyle w:val="B"/>', f'<w:rStyle w:val="C"/>{own}'), parts)
    assert block.face.bold is bold


def test_bold_in_the_defaults_stays_bold() -> None:
    parts = styles(style("B", "<w:b/>"), defaults="<w:b/>")
    assert first(paragraph("文字", '<w:pStyle w:val="B"/>'), parts).face.bold


def test_characters_go_before_twips_also_where_a_nearer_level_says_twips() -> None:
    parts = styles(style("B", '<w:sz w:val="32"/>', '<w:ind w:firstLineChars="200" w:firstLine="420"/>'))
    assert first(paragraph("文字", '<w:pStyle w:val="B"/>'), parts).first_line_twips == 640
    assert first(paragraph("文字", '<w:pStyle w:val="B"/><w:ind w:firstLine="0"/>'), parts).first_line_twips == 640
    assert first(paragraph("文字", '<w:pStyle w:val="B"/><w:ind w:firstLineChars="0" w:firstLine="300"/>'), parts).first_line_twips == 300


def test_a_hanging_indent_is_negative() -> None:
    block = first(paragraph("文字", '<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>', '<w:sz w:val="32"/>'))
    assert (block.left_twips, block.first_line_twips) == (1600, -960)


def test_lines_before_a_paragraph_are_those_of_the_grid() -> None:
    section = '<w:sectPr><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    block = first(paragraph("文字", '<w:spacing w:beforeLines="100" w:before="10"/>') + section)
    assert block.before_twips == 579


def test_line_and_its_rule_come_from_different_levels() -> None:
    parts = styles(style("B", pars='<w:spacing w:line="400" w:lineRule="exact"/>'))
    block = first(paragraph("文字", '<w:pStyle w:val="B"/><w:spacing w:line="560"/>'), parts)
    assert (block.line, block.line_rule) == (560, "exact")


@pytest.mark.parametrize(("language", "font"), [("zh-CN", "宋体"), ("ja-JP", "MS Mincho"), ("", "宋体")])
def test_a_theme_gives_the_font_of_the_settings_language(language: str, font: str) -> None:
    settings = (
        f'<w:settings><w:themeFontLang w:val="en-US" w:eastAsia="{language}"/></w:settings>' if language else "<w:settings></w:settings>"
    )
    run = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:eastAsia="楷体"/>'
    made = docx(paragraph("文字", run=run), {**styles(), "settings": settings, "theme": THEME})
    with zipfile.ZipFile(BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/theme.xml"] = f'<?xml version="1.0" encoding="UTF-8"?>{THEME}'.encode()
    face = layout_of(package.stored(parts.items())).blocks[0].face
    assert (face.east_asian, face.latin) == (font, "Calibri")


def test_a_hint_is_told() -> None:
    assert first(paragraph("“文字”", run='<w:rFonts w:hint="eastAsia"/>')).face.hinted
    assert not first(paragraph("“文字”")).face.hinted


def numbering(indent: str) -> dict[str, str]:
    level = f'<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/><w:pPr>{indent}</w:pPr>'
    abstract = f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
    return {"numbering": f'<w:numbering>{abstract}<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'}


IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'


def test_a_list_indents_over_the_style_when_the_paragraph_names_it() -> None:
    parts = {**styles(style("B", pars='<w:ind w:left="100"/>')), **numbering('<w:ind w:left="420"/>')}
    block = first(paragraph("标题", f'<w:pStyle w:val="B"/>{IN_LIST}'), parts)
    assert (block.number, block.left_twips, block.text) == ("一、", 420, "一、标题")
    assert first(paragraph("标题", f'<w:pStyle w:val="B"/>{IN_LIST}<w:ind w:left="60"/>'), parts).left_twips == 60


def test_a_style_that_names_a_list_indents_over_it() -> None:
    parts = {**styles(style("B", pars=f'{IN_LIST}<w:ind w:left="100"/>')), **numbering('<w:ind w:left="420"/>')}
    assert first(paragraph("标题", '<w:pStyle w:val="B"/>'), parts).left_twips == 100


def test_tab_stops_add_up_and_can_be_cleared() -> None:
    parts = styles(style("B", pars='<w:tabs><w:tab w:val="left" w:pos="400"/><w:tab w:val="right" w:pos="900"/></w:tabs>'))
    own = '<w:tabs><w:tab w:val="clear" w:pos="400"/><w:tab w:val="center" w:pos="600"/></w:tabs>'
    assert first(paragraph("文字", f'<w:pStyle w:val="B"/>{own}'), parts).tabs == (("center", 600), ("right", 900))


def test_a_table_style_lies_below_the_style_of_the_paragraph() -> None:
    table_style = (
        '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:rPr><w:i/><w:sz w:val="18"/></w:rPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    )
    inner = paragraph("一格", '<w:pStyle w:val="B"/>')
    cell = f"<w:tc>{inner}</w:tc>"
    body = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr>{cell}{cell}</w:tr><w:tr>{cell}{cell}</w:tr></w:tbl>{paragraph("后")}'
    (table,) = laid(body, styles(style("B", '<w:sz w:val="24"/>'), table_style)).tables
    above, below = table.blocks[0].face, table.blocks[2].face
    assert (above.half_points, above.italic, above.bold) == (24, True, True)
    assert (below.half_points, below.italic, below.bold) == (24, True, False)


def test_a_section_shows_the_footer_of_the_one_before_unless_it_has_its_own() -> None:
    page = '<w:pgSz w:w="11906" w:h="16838"/>'
    ended = f'<w:p><w:pPr><w:sectPr><w:footerReference w:type="default" r:id="footer1"/>{page}</w:sectPr></w:pPr></w:p>'
    body = f"{paragraph('一')}{ended}{paragraph('二')}<w:sectPr>{page}</w:sectPr>"
    layout = laid(body, {"footer1": f"<w:ftr>{paragraph('脚')}</w:ftr>"})
    assert [[footer.blocks[0].text for footer in section.footers] for section in layout.sections] == [["脚"], ["脚"]]
    assert [block.section for block in layout.blocks if block.text] == [0, 1]
    assert [block.page_break_before for block in layout.blocks if block.text] == [False, True]


def test_even_and_first_footers_count_only_where_the_file_says_so() -> None:
    kinds = "".join(f'<w:footerReference w:type="{kind}" r:id="footer1"/>' for kind in ("default", "even", "first"))
    footer = {"footer1": f"<w:ftr>{paragraph('脚')}</w:ftr>"}
    shown = [footer.kind for footer in laid(f"{paragraph('一')}<w:sectPr>{kinds}</w:sectPr>", footer).sections[0].footers]
    assert shown == ["default"]
    settings = {"settings": "<w:settings><w:evenAndOddHeaders/></w:settings>"}
    all_shown = laid(f"{paragraph('一')}<w:sectPr>{kinds}<w:titlePg/></w:sectPr>", {**footer, **settings}).sections[0].footers
    assert [each.kind for each in all_shown] == ["default", "even", "first"]


def test_a_paragraph_of_several_lines_is_as_many_blocks_with_their_own_faces() -> None:
    runs = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>一、标题</w:t></w:r><w:r><w:br/><w:t>（一）下一行。</w:t></w:r></w:p>"
    blocks = laid(runs).blocks
    assert [(block.text, block.face.bold) for block in blocks] == [("一、标题", True), ("（一）下一行。", False)]


def test_a_document_of_countless_paragraphs_is_refused() -> None:
    with pytest.raises(Refused, match="超过10万段"):
        layout_of(docx("<w:p/>" * 100_001))


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "body",
    [
        paragraph("\u3000" * 300_000 + "签发人"),
        "<w:p>" + "<w:r><w:tab/></w:r>" * 20_000 + "</w:p>",
        "<w:p>" + "<w:r><w:t>字</w:t></w:r><w:r><w:br/></w:r>" * 8_000 + "</w:p>",
        paragraph("抄送：" + " " * 300_000 + "年"),
        "".join(paragraph("签发人：张三", f'<w:ind w:left="{at}"/>') for at in range(2_000)),
        "".join(paragraph(f"附件{at % 10}") + paragraph("2026年1月15日") for at in range(1_600)),
        "".join(f"<w:tbl><w:tr><w:tc>{paragraph(f'抄送：{at}')}</w:tc></w:tr></w:tbl>" for at in range(2_000)),
    ],
    ids=["spaces", "tabs", "breaks", "imprint", "forms", "attachments", "tables"],
)
def test_strange_text_takes_no_longer_than_other_text(body: str) -> None:
    made = docx(body)
    assert judge(layout_of(made), FONTS).rules_checked
    assert digests_of(made).text
