"""Red heads as offices make them, with marks for our places: typed in Word, in tables and text boxes, cut into runs."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from server.report.manuscript import (
    Attachment,
    Block,
    Heading,
    Imprint,
    Manuscript,
    Masthead,
    Note,
    Paragraph,
    Properties,
    Recipients,
    SignOff,
    Table,
    Title,
)
from tests.word import shapes

UNIT = "云岭县清溪镇人民政府"


def run(text: str, looks: str = "") -> str:
    """A run of one text."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*texts: str) -> str:
    """A paragraph of runs."""
    return f"<w:p>{''.join(map(run, texts))}</w:p>"


def _cell(text: str, width: int, columns: int = 1) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else "")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    """A table of two columns."""
    grid = '<w:tblGrid><w:gridCol w:w="6000"/><w:gridCol w:w="2845"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="8845" w:type="dxa"/></w:tblPr>{grid}{"".join(f"<w:tr>{row}</w:tr>" for row in rows)}</w:tbl>'


def _sign(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


A4 = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1449" w:gutter="0"/>'
)
_CODE = "<w:r><w:instrText> PA</w:instrText></w:r><w:r><w:instrText>GE </w:instrText></w:r>"
FOOTER = f"<w:ftr><w:p>{_sign('begin')}{_CODE}{_sign('separate')}{run('1')}{_sign('end')}</w:p></w:ftr>"
BODY_MARK = paragraph("【正文】")
_RED = '<w:color w:val="FF0000"/>'
HEAD = (
    f"<w:p>{run('清溪镇人民政府文件', _RED)}</w:p>"
    f"<w:p>{run('【发')}{run('文字', '<w:b/>')}{run('号】  签发人：')}{run('【签发人】', '<w:i/>')}</w:p>"
)
COPIES = _cell("抄送：【抄送】", 8845, 2)
FOOT = table(COPIES, _cell("【印发机关】", 6000) + _cell("【印发日期】", 2845))
BLOCKS: tuple[Block, ...] = (
    Masthead((UNIT,), "清政〔2027〕3号", ("陆青",), "特急"),
    Title(("云岭县清溪镇人民政府关于", "2026年度法治政府建设情况的报告")),
    Recipients("县委、县政府："),
    Heading(1, "一、", "主要举措"),
    Heading(2, "（一）", "加强领导。", "制定方案3个。"),
    Table((("事项", "件数"), ("行政许可", "1286"))),
    SignOff((UNIT,), "2027年1月15日"),
    Note("此件公开发布"),
    Attachment("附件", ("指标表",)),
    Paragraph("附件的话。"),
    Imprint("县司法局，县委依法治县办", "清溪镇党政办公室", "2027年1月20日"),
)
MANUSCRIPT = Manuscript(Properties("关于2026年度法治政府建设情况的报告", UNIT, "2027年1月15日"), BLOCKS)


def red_head(body: str = BODY_MARK, head: str = HEAD, foot: str = FOOT, section: str = A4, parts: Mapping[str, str] | None = None) -> bytes:
    """A template with a head, a place for the text, a foot and page numbers; `parts` are further parts of word/ or others than these."""
    margins = {"footer1": FOOTER} | dict(parts or {})
    shown = [name for name in margins if name.startswith(("footer", "header"))]
    links = "".join(f'<w:{name[:-1]}Reference w:type="default" r:id="{name}"/>' for name in shown)
    return shapes.docx(f"{head}{body}{foot}<w:p/><w:sectPr>{links}{section}</w:sectPr>", margins)


def box(text: str) -> str:
    """A paragraph's run with a text box in both renderings, as Word writes it."""
    inner = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    drawing = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset>'
        '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="3600000" cy="360000"/><wp:wrapNone/><wp:docPr id="7" name="box"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="360000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    shape = f'<w:pict><v:shape id="s1" style="width:200pt;height:20pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{shape}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
