"""The reader: what stands in a .docx comes out in order, once, with its look; what is left unread is said."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.problems import Refused
from server.report.reading.source import Line, Look, Place
from server.word import package
from server.word.reader import read_docx
from tests.word.shapes import DELETED, SHAPES, Shape, docx, made, paragraph

REPORT = (
    "清溪镇2025年度法治政府建设情况的报告",
    "云岭县人民政府：",
    "2025年，清溪镇围绕中心工作推进依法行政。现将有关情况报告如下：",
    "一、主要举措",
    "（一）加强组织领导。镇党委会议专题研究3次。一是压实责任；二是配强力量。",
    "（二）规范行政执法",
    "1.健全机制。制定制度2项。",
    "2.开展培训。举办培训班4期，参训156人次。",
    "(三)化解矛盾纠纷。调解纠纷89件，成功率98.5%。",
    "二、存在问题",
    "（一）执法力量不足。在编人员只有5名。",
    "1.结构不合理。",
    "三、下一步打算",
    "清溪镇人民政府",
    "2026年1月5日",
)
W_T = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
TEXT = (
    st.text(st.sampled_from("清溪镇依法行政，。：“”《》0123456789%.abc （）、一二①&<>"), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool)
)


def t(text: str) -> str:
    return W_T.format(text)


def p(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs) or '<w:p/>'}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    inner = "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{inner}</w:tbl>"


def lines(body: str, **parts: str) -> tuple[Line, ...]:
    return read_docx(docx(body, parts)).lines


def texts(body: str, **parts: str) -> list[str]:
    return [line.whole for line in lines(body, **parts)]


def notes(body: str, **parts: str) -> tuple[str, ...]:
    return read_docx(docx(body, parts)).notes


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:numbering><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}</w:numbering>'


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def item(text: str, at: int = 0, num: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>')


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_paragraphs(shape: Shape) -> None:
    assert [line.whole for line in read_docx(made(REPORT, shape)).lines] == list(REPORT)


@given(st.lists(TEXT, min_size=1, max_size=12), st.sampled_from(SHAPES))
def test_nothing_is_lost_or_doubled_whatever_the_paragraphs_say(paragraphs: list[str], shape: Shape) -> None:
    assert [line.whole for line in read_docx(made(paragraphs, shape)).lines] == paragraphs


def test_numbers_kept_by_lists_stand_apart_from_the_text() -> None:
    found = [(line.mark, line.text) for line in read_docx(made(REPORT, "styles_lists")).lines if line.mark]
    assert found == [
        ("一、", "主要举措"),
        ("（一）", "加强组织领导。镇党委会议专题研究3次。一是压实责任；二是配强力量。"),
        ("（二）", "规范行政执法"),
        ("1.", "健全机制。制定制度2项。"),
        ("2.", "开展培训。举办培训班4期，参训156人次。"),
        ("二、", "存在问题"),
        ("（一）", "执法力量不足。在编人员只有5名。"),
        ("1.", "结构不合理。"),
        ("三、", "下一步打算"),
    ]


def test_places_of_shapes() -> None:
    assert {line.place for line in read_docx(made(REPORT, "boxes")).lines} == {Place.box}
    assert {(line.place, line.table) for line in read_docx(made(REPORT, "tables")).lines} == {(Place.body, 0)}


def test_looks_come_from_runs_styles_and_defaults() -> None:
    typed = read_docx(made(REPORT, "typed")).lines
    assert typed[0].look == Look("Normal", 0, "方正小标宋简体", 44, align="center")
    assert [line.look.font for line in typed[3:6]] == ["黑体", "楷体_GB2312", "楷体_GB2312"]
    styled = read_docx(made(REPORT, "styles")).lines
    assert styled[0].look == Look("Title", 0, "方正小标宋简体", 44, align="center")
    assert styled[3].look == Look("heading 1", 1, "黑体", 32)
    assert styled[6].look == Look("heading 3", 3, "仿宋_GB2312", 32)


def test_a_style_based_on_a_heading_is_that_heading_unless_its_level_is_taken_away() -> None:
    styles = (
        '<w:styles><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        '<w:rPr><w:b/><w:rFonts w:eastAsia="楷体"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="镇二级"/><w:basedOn w:val="2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="flat"><w:name w:val="平"/><w:basedOn w:val="2"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="环"/><w:basedOn w:val="y"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="圈"/><w:basedOn w:val="x"/></w:style></w:styles>'
    )
    body = "".join(paragraph(style, f'<w:pStyle w:val="{style}"/>') for style in ("own", "flat", "x", "none"))
    assert [line.look for line in lines(body, styles=styles)] == [
        Look("heading 2", 2, "楷体", bold=True),
        Look("heading 2", 0, "楷体", bold=False),
        Look("环"),
        Look(),
    ]


def test_an_outline_level_and_a_theme_font_of_the_paragraph_itself() -> None:
    theme = (
        '<a:theme><a:themeElements><a:fontScheme><a:minorFont><a:ea typeface=""/><a:font script="Jpan" typeface="游明朝"/>'
        '<a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    body = paragraph("一", '<w:jc w:val="end"/><w:outlineLvl w:val="0"/>', '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>')
    assert [line.look for line in lines(body, theme1=theme)] == [Look("Normal", 1, "等线", 32, align="right")]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("chineseCounting", ["九", "十", "十一", "十二"]),
        ("chineseCountingThousand", ["九", "十", "十一", "十二"]),
        ("japaneseCounting", ["九", "十", "十一", "十二"]),
        ("ideographDigital", ["九", "一〇", "一一", "一二"]),
        ("chineseLegalSimplified", ["玖", "壹拾", "壹拾壹", "壹拾贰"]),
        ("decimal", ["9", "10", "11", "12"]),
        ("decimalZero", ["09", "10", "11", "12"]),
        ("decimalFullWidth", ["９", "１０", "１１", "１２"]),
        ("decimalEnclosedCircle", ["⑨", "⑩", "⑪", "⑫"]),
        ("decimalEnclosedCircleChinese", ["⑨", "⑩", "⑪", "⑫"]),
        ("decimalEnclosedParen", ["⑼", "⑽", "⑾", "⑿"]),
        ("decimalEnclosedFullstop", ["⒐", "⒑", "⒒", "⒓"]),
        ("ideographTraditional", ["壬", "癸", "11", "12"]),
        ("ideographZodiac", ["申", "酉", "戌", "亥"]),
        ("upperRoman", ["IX", "X", "XI", "XII"]),
        ("lowerLetter", ["i", "j", "k", "l"]),
        ("somethingNew", ["9", "10", "11", "12"]),
    ],
)
def test_numbers_are_written_as_their_list_says(form: str, shown: list[str]) -> None:
    body = "".join(item("甲") for _ in shown)
    found = lines(body, numbering=numbering(level(0, form, "%1", start=9)))
    assert [line.mark for line in found] == shown


def test_deeper_levels_begin_again_and_may_show_higher_ones() -> None:
    levels = (
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "（%3）", '<w:lvlRestart w:val="0"/>'),
    )
    body = item("") + item("a") + item("b", 1) + item("c", 2) + item("d") + item("e", 1) + item("f", 2) + item("g", 2)
    assert texts(body, numbering=numbering(*levels)) == ["二、a", "2.1b", "（1）c", "三、d", "3.1e", "（2）f", "（3）g"]


def test_lists_of_one_definition_count_on_unless_one_says_where_it_starts() -> None:
    nums = "".join(
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for num, more in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "第%1项 ", start=7)}<w:startOverride w:val="7"/></w:lvlOverride>'),
        )
    )
    body = item("a") + item("b", num=2) + item("c", num=3) + item("d", num=3) + item("e", num=4) + item("f", num=9) + item("g", num=0)
    shown = ["1.a", "2.b", "1.c", "2.d", "第7项e", "f", "g"]
    assert texts(body, numbering=numbering(level(0, "decimal", "%1."), nums=nums)) == shown


def test_a_list_may_be_defined_by_its_style() -> None:
    root = (
        '<w:numbering><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="公文"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="公文"/>{level(0, "chineseCounting", "%1、")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    assert texts(item("a") + item("b"), numbering=root) == ["一、a", "二、b"]


def test_a_bullet_is_a_mark_too() -> None:
    symbols = level(0, "bullet", "\uf0d8"), level(1, "bullet", "●"), level(2, "bullet", "\uf001"), level(3, "none", "")
    assert texts("".join(item("a", at) for at in range(4)), numbering=numbering(*symbols)) == ["➢a", "●a", "•a", "a"]


def test_a_number_switched_off_is_not_shown() -> None:
    off = '<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = paragraph("甲", '<w:pStyle w:val="1"/>') + paragraph("乙", off) + paragraph("丙", '<w:pStyle w:val="1"/>')
    found = read_docx(docx(body, numbered_styles=True)).lines
    assert [line.whole for line in found] == ["一、甲", "乙", "二、丙"]


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def simple_field(code: str, result: str) -> str:
    return f'<w:fldSimple w:instr="{code}">{t(result)}</w:fldSimple>'


def test_text_is_found_inside_whatever_wraps_it() -> None:
    body = (
        sdt(p(t("甲"), sdt(t("乙"))))
        + p(f"<w:smartTag>{t('丙')}</w:smartTag><w:hyperlink>{t('丁')}</w:hyperlink>")
        + f"<w:customXml>{p(simple_field('DATE', '2026年'), '<w:dir>', t('末'), '</w:dir>')}</w:customXml>"
        + p(sdt(t("单击此处输入文字"), "<w:showingPlcHdr/>"), t("戊"))
        + p("<w:ruby><w:rt>", t("qīng"), "</w:rt><w:rubyBase>", t("清"), "</w:rubyBase></w:ruby>")
    )
    assert texts(body) == ["甲乙", "丙丁", "2026年末", "戊", "清"]


def test_of_a_field_the_result_is_read() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText>REF a \\h</w:instrText></w:r>" + t("9")
    assert texts(p(t("见第"), begin, code, separate, t("三"), end, t("条"))) == ["见第三条"]
    assert texts(p(begin, code) + p(t("照旧"))) == ["照旧"]
    assert texts(p(begin, code, separate, t("甲")) + p(t("乙"), end)) == ["甲", "乙"]
    assert texts(p(end, separate, t("丙"))) == ["丙"]


def test_revisions_are_accepted_and_said() -> None:
    body = (
        p(t("甲"), f"<w:ins>{t('乙')}</w:ins>", f"<w:del><w:r><w:delText>{DELETED}</w:delText></w:r></w:del>")
        + p(f"<w:moveFrom>{t('移走')}</w:moveFrom><w:moveTo>{t('移来')}</w:moveTo>")
        + p(t("前半"), properties="<w:rPr><w:del/></w:rPr>")
        + p(t("后半"))
        + p("<w:del><w:r><w:delText>整段删去</w:delText></w:r></w:del>", properties="<w:rPr><w:del/></w:rPr>")
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>"
        + cell(p(t("删去的行")))
        + "</w:tr><w:tr>"
        + cell(p(t("a")))
        + cell(p(t("b")))
        + "</w:tr></w:tbl>"
    )
    assert texts(body) == ["甲乙", "移来", "前半后半", "a\tb"]
    assert notes(body) == ("有8处修订，已按接受修订读取。",)


def test_comments_and_hidden_text_are_left_out_and_said() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
    body = p(t("甲"), '<w:commentRangeStart w:id="0"/>', t("乙"), '<w:r><w:commentReference w:id="0"/></w:r>', hidden)
    assert texts(body) == ["甲乙"]
    assert notes(body) == ("有1条批注，没有读入。", "有1处隐藏文字，没有读入。")


def test_a_hidden_paragraph_end_runs_on_as_word_shows_it() -> None:
    body = paragraph("（一）加强领导。", '<w:pStyle w:val="2"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>') + p(t("研究3次。"))
    assert texts(body) == ["（一）加强领导。研究3次。"]


def test_text_boxes_stand_where_they_hang_and_are_read_once() -> None:
    boxes = read_docx(made(("甲", "乙", "丙", "丁", "戊"), "boxes")).lines
    assert [line.text for line in boxes] == ["甲", "乙", "丙", "丁", "戊"]
    box = f"<w:r><w:pict><w:txbxContent>{p(t('框'))}</w:txbxContent></w:pict></w:r>"
    assert texts(p(box, t("文"))) == ["框", "文"]
    assert texts(p(t("文"), box)) == ["文", "框"]


def test_boxes_of_one_paragraph_are_read_from_the_top_down() -> None:
    def box(text: str, down: int) -> str:
        position = f'<wp:positionV relativeFrom="page"><wp:posOffset>{down}</wp:posOffset></wp:positionV>'
        return f"<w:r><w:drawing><wp:anchor>{position}<w:txbxContent>{p(t(text))}</w:txbxContent></wp:anchor></w:drawing></w:r>"

    assert texts(p(box("下", 9000), box("上", 100), box("中", 4000))) == ["上", "中", "下"]


def test_of_two_renderings_one_is_read_and_an_empty_one_gives_way() -> None:
    both = "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>"
    inner = f"<w:pict><w:txbxContent>{p(t('框'))}</w:txbxContent></w:pict>"
    assert texts(p(both.format(inner, inner))) == ["框"]
    assert texts(p(both.format("<w:drawing/>", inner))) == ["框"]


def test_word_art_and_diagrams_are_words_too() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="清溪镇人民政府文件"/></v:shape></w:pict></w:r>'
    assert [(line.text, line.place) for line in lines(p(art))] == [("清溪镇人民政府文件", Place.box)]


def test_rows_of_a_table_are_lines_with_tabs() -> None:
    body = (
        p(t("附表"))
        + table((cell(p(t("事项"))), cell(p(t("数量")), p(t("（件）")))), (cell(p(t("调解"))), cell(p(t("89")))))
        + table((cell(p(t("a"))), cell(p(t("b")))), (cell(), cell()))
    )
    assert [(line.text, line.place, line.table) for line in lines(body)] == [
        ("附表", Place.body, 0),
        ("事项\t数量 （件）", Place.table, 1),
        ("调解\t89", Place.table, 1),
        ("a\tb", Place.table, 2),
    ]


def test_merged_cells_keep_the_columns_in_place() -> None:
    wide, first, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        (cell(p(t("合计")), properties=wide), cell(p(t("9")))),
        (cell(p(t("执法")), properties=first), cell(p(t("检查"))), cell(p(t("5")))),
        (cell(p(t("执法")), properties=more), cell(p(t("处罚"))), cell(p(t("4")))),
    )
    assert texts(body) == ["合计\t\t9", "执法\t检查\t5", "\t处罚\t4"]


def test_an_inner_table_follows_its_row() -> None:
    inner = table((cell(p(t("里1"))), cell(p(t("里2")))))
    found = lines(table((cell(p(t("外1")), inner), cell(p(t("外2"))))))
    assert [line.text for line in found] == ["外1\t外2", "里1\t里2"]
    assert len({line.table for line in found}) == 2


def test_a_table_that_only_frames_text_is_text() -> None:
    prose = [p(t(f"（{nth}）" + "深入推进依法行政各项工作。" * 8)) for nth in "一二三"]
    framed = table((cell(p(t("题目")), *prose),))
    beside = table((cell(p(t("主要举措"))), cell(*prose)), (cell(p(t("检查"))), cell(p(t("5次")))))
    assert [(line.text[:3], line.place) for line in lines(framed)] == [
        ("题目", Place.body),
        ("（一）", Place.body),
        ("（二）", Place.body),
        ("（三）", Place.body),
    ]
    assert [line.place for line in lines(beside)] == [Place.body] * 4 + [Place.table]


def test_notes_stand_behind_the_paragraph_that_refers_to_them() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    stories = "".join(f'<w:footnote w:id="{key}">{p(t(text))}</w:footnote>' for key, text in ((0, "分隔"), (2, "数据来自司法所。")))
    footnotes = f"<w:footnotes>{stories}</w:footnotes>"
    found = lines(p(t("89件"), note, t("。")) + p(t("后文"), note), footnotes=footnotes)
    assert [(line.text, line.place) for line in found] == [("89件。", Place.body), ("数据来自司法所。", Place.note), ("后文", Place.body)]


def test_margins_are_read_once_and_without_page_numbers() -> None:
    references = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>{}</w:sectPr>'
    )
    first = '<w:headerReference w:type="first" r:id="header2"/>'
    body = p(t("正文"), properties=references.format("")) + references.format(first)
    parts = {
        "header1": f"<w:hdr>{p(t('清溪镇人民政府'))}{p(t('清溪镇人民政府'))}</w:hdr>",
        "header2": f"<w:hdr>{p(t('从不显示'))}</w:hdr>",
        "footer1": f"<w:ftr>{p(t('— '), PAGE_FIELD, t(' —'))}{p(simple_field(' NUMPAGES ', '12'))}{p(t('第 3 页'))}</w:ftr>",
    }
    assert [(line.text, line.place) for line in lines(body, **parts)] == [("清溪镇人民政府", Place.margin), ("正文", Place.body)]


def test_page_breaks_are_kept_for_the_next_line() -> None:
    brk = '<w:r><w:br w:type="page"/></w:r>'
    section = '<w:sectPr><w:type w:val="{}"/></w:sectPr>'
    body = (
        p(t("甲"), brk)
        + p()
        + p(t("乙"))
        + p(t("丙"), brk, t("丁"))
        + p(t("戊"), properties="<w:pageBreakBefore/>")
        + p(t("己"), properties=section.format("nextPage"))
        + p(t("庚"), properties=section.format("continuous"))
        + p(t("辛"))
        + section.format("nextPage")
    )
    assert [(line.text, line.page_break) for line in lines(body)] == [
        ("甲", False),
        ("乙", True),
        ("丙", False),
        ("丁", True),
        ("戊", True),
        ("己", False),
        ("庚", False),
        ("辛", True),
    ]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("清溪镇人民政府", "关于2025年度工作的报告"), ["清溪镇人民政府关于2025年度工作的报告"]),
        (("现将情况报告如下：", "一、主要举措", "（一）加强领导"), ["现将情况报告如下：", "一、主要举措", "（一）加强领导"]),
        (("一是压实责任", "　　二是配强力量"), ["一是压实责任", "二是配强力量"]),
        (("办结12件，", "  调解5件"), ["办结12件，", "调解5件"]),
        (("清溪镇人民政府", "2026年1月5日"), ["清溪镇人民政府", "2026年1月5日"]),
        (("开展培训4期。", "参训156人次。"), ["开展培训4期。", "参训156人次。"]),
        (("全镇依法行政水平提高。全年共", "受理信访件，办结率", "98%。"), ["全镇依法行政水平提高。全年共受理信访件，办结率98%。"]),
        (("全年占比为", "3.5%"), ["全年占比为3.5%"]),
        (("Windows", "Office"), ["Windows Office"]),
        (("", "甲", ""), ["甲"]),
    ],
)
def test_a_manual_break_begins_a_line_only_where_it_looks_like_one(pieces: tuple[str, ...], expected: list[str]) -> None:
    assert texts(p("<w:r><w:br/></w:r>".join(map(t, pieces)))) == expected


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("清府〔2026〕1号", "签发人：林清"), "清府〔2026〕1号\t签发人：林清"),
        (("事项", "", "数量"), "事项\t数量"),
        (("一、", "主要举措"), "一、主要举措"),
        (("（一）", "加强领导。"), "（一）加强领导。"),
        (("", "首行缩进的一段话。"), "首行缩进的一段话。"),
        (("末尾有制表符", ""), "末尾有制表符"),
        (("依法行政工作", "有序推进。"), "依法行政工作 有序推进。"),
    ],
)
def test_a_tab_is_kept_only_between_the_words_of_a_row(pieces: tuple[str, ...], expected: str) -> None:
    assert texts(p("<w:r><w:tab/></w:r>".join(map(t, pieces)))) == [expected]


def test_signs_that_word_keeps_apart() -> None:
    body = p(t("A"), "<w:r><w:noBreakHyphen/></w:r>", t("B"), "<w:r><w:softHyphen/></w:r>", t("C\u200b\ufeff\xa0D"))
    assert texts(body) == ["A-BC D"]
    body = p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', t("已办"), '<w:r><w:sym w:font="Symbol" w:char="F0ZZ"/></w:r>')
    assert texts(body) == ["✓已办□"]
    assert notes(body) == ("第1段附近有1个特殊符号，没有认出，已用□代替。",)


def test_what_cannot_be_read_is_named_with_its_place() -> None:
    picture = '<w:r><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing></w:r>'
    chart = '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
    away = '<w:r><w:pict><v:imagedata r:id="none"/></w:pict></w:r>'
    body = p(t("甲")) + p(picture) + p(t("乙"), picture) + p(chart) + p("<w:r><w:object><v:shape/></w:object></w:r>") + p(away)
    math = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x=1</m:t></m:r></m:oMath>'
    assert notes(body + p(math)) == (
        "第2段附近有2张图片，图片里的文字没有读入。",
        "第3段附近有1个图表，图表里的数字没有读入。",
        "第3段附近有1个嵌入的对象，里面的内容没有读入。",
        "第3段附近有1张链接到别处的图片，没有读入。",
        "第3段附近有1个公式，只读入了其中的文字，请核对。",
    )
    assert texts(body + p(math)) == ["甲", "乙", "x=1"]


def test_a_table_of_contents_is_left_out_and_said() -> None:
    styles = '<w:styles><w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style></w:styles>'
    body = paragraph("一、主要举措\t1", '<w:pStyle w:val="t1"/>') + paragraph("一、主要举措")
    assert texts(body, styles=styles) == ["一、主要举措"]
    assert notes(body, styles=styles) == ("目录共1行，没有读入。",)


def test_a_document_embedded_whole_is_refused_and_named() -> None:
    with pytest.raises(Refused, match="第2段附近嵌入了另一份文档"):
        lines(p(t("甲")) + '<w:altChunk r:id="x"/>')


def test_strict_files_are_read_as_any_other() -> None:
    content = docx(paragraph("清溪镇", '<w:pStyle w:val="1"/>'))
    strict = _exchanged(
        content,
        lambda xml: xml.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    assert [(line.text, line.look.style) for line in read_docx(strict).lines] == [("清溪镇", "heading 1")]


@pytest.mark.parametrize("spoil", [lambda xml: xml[:-20], lambda _: b"", lambda _: b"<a", lambda xml: xml.replace(b"</w:p>", b"</w:q>")])
def test_broken_xml_is_refused_in_a_sentence(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Refused, match="文件不完整或已损坏"):
        read_docx(_exchanged(docx(p(t("甲"))), spoil, only="word/document.xml"))


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"),
    ],
)
def test_nesting_is_read_as_deep_as_the_parser_goes_and_refused_beyond(opening: str, closing: str) -> None:
    deep = 248 // opening.count("<")
    assert texts(opening * deep + p(t("底")) + closing * deep) == ["底"]
    with pytest.raises(Refused, match="层层嵌套"):
        lines(opening * 2000 + p(t("底")) + closing * 2000)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("body", "read"),
    [
        (p(*['<w:r><w:fldChar w:fldCharType="begin"/></w:r>', t("甲")] * 40_000), []),
        (
            p('<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>', t("甲")) * 20_000,
            ["甲"] * 20_000,
        ),
        (
            table(*[(cell(p(t("1")), properties='<w:gridSpan w:val="999999999"/>'),) * 2] * 5_000),
            ["1" + "\t" * 63 + "1" + "\t" * 62] * 5_000,
        ),
        (paragraph("甲", "<w:rPr><w:del/></w:rPr>") * 20_000, ["甲" * 20_000]),
        (p(t("甲\u3000" * 1_500_000)), [("甲\u3000" * 1_500_000).strip()]),
        (p(*["<w:r><w:tab/><w:br/></w:r>"] * 50_000), []),
        (p(*[t("一、"), "<w:r><w:br/></w:r>"] * 50_000), ["一、"] * 50_000),
    ],
    ids=["codes", "results", "spans", "joined", "spaces", "breaks", "lines"],
)
def test_a_document_made_to_be_slow_is_read_to_the_end(body: str, read: list[str]) -> None:
    assert [line.whole for line in read_docx(_unpacked(docx(body))).lines] == read


def test_long_marks_and_great_numbers_do_not_grow_the_text() -> None:
    long = numbering(level(0, "upperRoman", "%1" + "长" * 5000, start=999_999_999))
    assert all(len(line.mark) <= 32 for line in lines(item("甲") * 50, numbering=long))


@pytest.mark.timeout(60)
def test_ten_thousand_paragraphs_are_read_to_the_end() -> None:
    section = [f"（{nth}）" + "深入推进依法行政，全年办结行政许可1286件。" * 9 for nth in range(100)]
    assert [line.whole for line in read_docx(made(section * 100, "typed")).lines] == section * 100


def _exchanged(content: bytes, change: Callable[[bytes], bytes], only: str = "") -> bytes:
    return package.deflated((name, change(part) if only in ("", name) else part) for name, part in package.exchanged(content, {}))


def _unpacked(content: bytes) -> bytes:
    """Stored, so that what repeats itself is not taken for a bomb."""
    return package.stored(package.exchanged(content, {}))
