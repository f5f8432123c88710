"""What a copy cannot carry is counted once each, wherever it hangs."""

import pytest

from server.word.losses import lost
from tests.word.shapes import docx, paragraph

PIC = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
INLINE = f"<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic {PIC}/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
VML = '<w:pict><v:shape><v:imagedata r:id="x"/></v:shape></w:pict>'
CHART = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="x"/>'
MATH = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'
RAISED = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'


SPAN, DOWN, COVERED = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def paragraphs(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    inner = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl>{inner}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


CHOICES = f"<mc:Choice Requires='wps'>{INLINE}</mc:Choice><mc:Fallback>{VML}</mc:Fallback>"
INNER = f"<w:tc>{table((cell('甲'),))}<w:p/></w:tc>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (paragraph("全年检查42次。"), {}),
        (paragraphs(INLINE + INLINE), {"picture": 2}),
        (paragraphs(f"<w:r>{VML}</w:r>"), {"picture": 1}),
        (paragraphs(f"<w:r><mc:AlternateContent>{CHOICES}</mc:AlternateContent></w:r>"), {"picture": 1}),
        (paragraphs(f"<w:r><w:object>{VML}</w:object></w:r>"), {"object": 1}),
        (paragraphs(f"<w:r>{CHART}</w:r>{MATH}"), {"chart": 1, "equation": 1}),
        (paragraphs(f"<w:del>{RAISED}</w:del>{RAISED}<w:r><w:rPr><w:vertAlign w:val='subscript'/></w:rPr></w:r>"), {"raised": 1}),
        (paragraphs("<w:r><w:rPr><w:vertAlign w:val='baseline'/></w:rPr><w:t>2</w:t></w:r>"), {}),
        (paragraphs("<w:hyperlink><w:r><w:t>网址</w:t></w:r></w:hyperlink>"), {"link": 1}),
        (table((cell("合计", SPAN),), (cell("甲", DOWN), cell("乙")), (cell("", COVERED), cell("丙"))), {"merged": 2}),
        (paragraphs(f"<w:r><w:pict><v:shape><w:txbxContent>{table((cell('甲', SPAN),))}</w:txbxContent></v:shape></w:pict></w:r>"), {}),
        (table((cell("甲"), cell("乙")), (cell(""), cell(" "))), {"empty_rows": 1}),
        (table((INNER,)), {"inner": 1}),
    ],
)
def test_each_kind_is_counted(body: str, found: dict[str, int]) -> None:
    assert lost(docx(body + paragraph("完。"))) == found
