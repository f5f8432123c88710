"""Papers as other programs make them: python-docx with nothing set, WPS with drawn rules and boxed page numbers, old Word with VML."""

from io import BytesIO

from docx import Document

from tests.word.shapes import docx, paragraph

PLAIN = (
    "清溪镇人民政府关于2025年度法治政府建设情况的报告",
    "县人民政府：",
    "现将有关情况报告如下：",
    "一、主要做法",
    "（一）加强领导。镇党委把法治建设列入年度要点，全年召开专题会议4次，研究重大事项12件，推动各项任务落到实处。",
    "二、存在问题",
    "执法力量仍显不足，基层法律服务供给有待加强，需要进一步加大培训力度。",
    "清溪镇人民政府",
    "2026年1月15日",
)
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" '
    'w:footer="{footer}" w:gutter="0"/>{numbers}<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>'
)
_SMALL = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:hint="eastAsia"/><w:sz w:val="28"/>'
_FIELD = (
    f'<w:r><w:rPr>{_SMALL}</w:rPr><w:t xml:space="preserve">{{before}}</w:t></w:r><w:r><w:rPr>{_SMALL}</w:rPr>'
    f'<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE  \\* MERGEFORMAT </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr>{_SMALL}</w:rPr><w:t>1</w:t></w:r>'
    f'<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr>{_SMALL}</w:rPr><w:t xml:space="preserve">{{after}}</w:t></w:r>'
)
_LINES = '<w:spacing w:line="579" w:lineRule="exact"/>'
_BODY = f'<w:widowControl w:val="0"/>{_LINES}<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'


def bare_python_docx() -> bytes:
    """What python-docx makes of headings, paragraphs and a table when nobody sets anything."""
    document = Document()
    document.add_heading(PLAIN[0], 0)
    for text in PLAIN[1:3]:
        document.add_paragraph(text)
    document.add_heading(PLAIN[3], 1)
    document.add_paragraph(PLAIN[6])
    table = document.add_table(rows=3, cols=3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "数值"
    for text in PLAIN[7:]:
        document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def from_wps() -> bytes:
    """A paper with 红头 from WPS: numbers for style ids, its red rule a drawn line, page numbers in a box that stands outside."""
    head = (
        *("<w:p/>" * 2, paragraph("清溪镇人民政府文件", '<w:jc w:val="center"/>', _red(88)), "<w:p/>" * 2),
        paragraph("清府〔2026〕5号", f'{_LINES}<w:jc w:val="center"/>', _font("仿宋_GB2312")),
        _drawn_line(),
    )
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:positionH relativeFrom="margin">'
        '<wp:align>outside</wp:align></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1828800" cy="1828800"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="rect"/></wps:spPr><wps:txbx>'
        f"<w:txbxContent><w:p>{_FIELD.format(before='— ', after=' —')}</w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
    section = _section("1417", "", even=False)
    return docx("".join(head) + _text() + section, {"footer1": f"<w:ftr>{box}</w:ftr>", "styles": _styles()})


def from_old_word() -> bytes:
    """A paper of Word 2003, saved as .docx: its red rule is VML, its page numbers stand in dashes that the format makes."""
    line = (
        '<w:p><w:r><w:pict><v:line style="position:absolute;z-index:1" from="0,12pt" to="442pt,12pt" strokecolor="red" '
        'strokeweight="2.25pt"/></w:pict></w:r></w:p>'
    )
    head = paragraph("清溪镇人民政府文件", '<w:jc w:val="center"/>', _red(88)) + paragraph(
        "清府[2026]05号　　　　　　签发人：张三", "", _font("仿宋_GB2312")
    )
    footer = f'<w:ftr><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{_FIELD.format(before="", after="")}</w:p></w:ftr>'
    section = _section("1417", '<w:pgNumType w:fmt="numberInDash"/>', even=False)
    return docx(head + line + _text() + section, {"footer1": footer, "styles": _styles()})


def from_web_editor() -> bytes:
    """Text out of a web editor: every paragraph grey, apart from its neighbours, its first line indented by spaces."""
    body = "".join(
        paragraph(f"　　{text}", '<w:spacing w:before="100" w:after="100"/>', f'{_font("微软雅黑", 24)}<w:color w:val="333333"/>')
        for text in PLAIN[2:7]
    )
    title = paragraph(PLAIN[0], '<w:jc w:val="center"/>', f"{_font('微软雅黑', 36)}<w:b/>")
    return docx(
        title
        + paragraph(PLAIN[1], "", _font("微软雅黑", 24))
        + body
        + "".join(paragraph(text, '<w:jc w:val="right"/>', _font("微软雅黑", 24)) for text in PLAIN[7:])
    )


def _text() -> str:
    fonts = {3: "黑体", 5: "黑体"}
    title = paragraph(PLAIN[0][:10], '<w:jc w:val="center"/>', _font("方正小标宋_GBK", 44)) + paragraph(
        PLAIN[0][10:], '<w:jc w:val="center"/>', _font("方正小标宋_GBK", 44)
    )
    to = paragraph(PLAIN[1], _LINES, _font("仿宋_GB2312"))
    body = "".join(paragraph(PLAIN[at], _BODY, _font(fonts.get(at, "仿宋_GB2312"))) for at in (2, 3, 5, 6))
    name = paragraph(PLAIN[7], f'{_LINES}<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>', _font("仿宋_GB2312"))
    day = paragraph(PLAIN[8], f'{_LINES}<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>', _font("仿宋_GB2312"))
    return f"{title}<w:p/>{to}{body}<w:p/>{name}{day}"


def _font(name: str, half_points: int = 32) -> str:
    return f'<w:rFonts w:hint="eastAsia" w:eastAsia="{name}"/><w:sz w:val="{half_points}"/>'


def _red(half_points: int) -> str:
    return f'<w:rFonts w:eastAsia="方正小标宋_GBK" w:hint="eastAsia"/><w:color w:val="FF0000"/><w:sz w:val="{half_points}"/>'


def _drawn_line() -> str:
    shape = (
        '<wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>100000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="5616000" cy="0"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>'
        '<a:prstGeom prst="line"/><a:ln w="19050"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor>"
    )
    vml = '<w:pict><v:line from="0,8pt" to="442pt,8pt" strokecolor="red"/></w:pict>'
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice><mc:Fallback>{vml}'
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _section(footer: str, numbers: str, *, even: bool) -> str:
    references = "".join(f'<w:footerReference w:type="{kind}" r:id="footer1"/>' for kind in (("default", "even") if even else ("default",)))
    return f"<w:sectPr>{references}{_PAGE.format(footer=footer, numbers=numbers)}</w:sectPr>"


def _styles() -> str:
    return (
        '<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
        "</w:styles>"
    )
