"""Paper laid on its side: size and margins of the page turn, what stands on it is as wide as it, the rest of the template stays."""

import zipfile
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT

from server.library import Library
from server.report.manuscript import Manuscript, Properties, Table, Title
from server.word.turning import turned, turned_template
from server.word.writer import write

TEMPLATE = (Path(__file__).resolve().parents[2] / "docx_templates" / "gb9704_a.docx").read_bytes()
SHEET = Manuscript(
    Properties("任务分解表", "清溪镇人民政府"), (Title(("任务分解表",)), Table((("章节", "内容"), ("公开", "数据")), widths=(1, 3)))
)


def _made(library: Library) -> bytes:
    measures = turned(library.formats["gb9704_a"])
    return write(SHEET, measures, turned_template(TEMPLATE, measures))


def test_the_page_is_297_by_210_with_room_for_the_binding_at_its_top(library: Library) -> None:
    page = Document(BytesIO(_made(library))).sections[0]
    assert page.orientation == WD_ORIENT.LANDSCAPE
    sizes = (page.page_width, page.page_height, page.top_margin, page.left_margin, page.right_margin, page.bottom_margin)
    assert [round(size.mm) for size in sizes if size] == [297, 210, 28, 26, 26, 26]


def test_a_table_is_as_wide_as_the_text(library: Library) -> None:
    table = Document(BytesIO(_made(library))).tables[0]
    widths = [cell.width.mm for cell in table.rows[0].cells if cell.width]
    assert [round(width) for width in widths] == [61, 184]


def test_the_measures_turned_are_those_of_the_same_styles(library: Library) -> None:
    measures = library.formats["gb9704_a"]
    assert turned(measures).styles == measures.styles
    assert turned(measures).page.text_width_twips == 16838 - 2 * 1474


def test_nothing_but_the_page_of_the_template_changes(library: Library) -> None:
    changed = turned_template(TEMPLATE, turned(library.formats["gb9704_a"]))
    with zipfile.ZipFile(BytesIO(TEMPLATE)) as before, zipfile.ZipFile(BytesIO(changed)) as after:
        assert before.namelist() == after.namelist()
        differing = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert differing == ["word/document.xml"]


def test_the_same_sheet_gives_the_same_bytes(library: Library) -> None:
    assert _made(library) == _made(library)
