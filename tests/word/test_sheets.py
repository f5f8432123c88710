"""Tables as forms to write on: cells over several columns, rows of a height, labels and what belongs to them."""

import re
import zipfile
from io import BytesIO

from docx import Document

from server.report.manuscript import Block, Manuscript, Properties, Table, Title
from server.word.writer import write
from tests.word.papers import FORMATS, TEMPLATES, UNIT
from tests.word.schema import faults

SHEET = Table(
    (("签发", "", "会签", ""), ("标题", "关于法治政府建设情况的报告"), ("说明文字占一整行",)),
    header_rows=0,
    widths=(1, 1, 1, 1, 1, 1),
    heights_mm=(40, 0, 15),
    spans=((1, 2, 1, 2), (1, 5), (6,)),
)


def written(*blocks: Block) -> bytes:
    """A paper of these blocks."""
    return write(Manuscript(Properties("稿纸", UNIT), blocks), FORMATS["gb9704_a"], TEMPLATES["gb9704_a"])


def xml(*blocks: Block) -> str:
    """Its body."""
    with zipfile.ZipFile(BytesIO(written(*blocks))) as package:
        return package.read("word/document.xml").decode()


def test_a_form_is_sound_and_keeps_what_stands_in_its_cells() -> None:
    content = written(Title(("发文稿纸",)), SHEET)
    assert faults(content) == []
    rows = Document(BytesIO(content)).tables[0].rows
    assert [list(dict.fromkeys(cell.text for cell in row.cells)) for row in rows] == [
        ["签发", "", "会签"],
        ["标题", "关于法治政府建设情况的报告"],
        ["说明文字占一整行"],
    ]


def test_cells_go_over_the_columns_they_take_and_fill_the_width() -> None:
    found = xml(SHEET)
    assert re.findall(r'<w:gridSpan w:val="(\d)"/>', found) == ["2", "2", "5", "6"]
    grid = [int(each) for each in re.findall(r'<w:gridCol w:w="(\d+)"/>', found)]
    rows = [[int(each) for each in re.findall(r'<w:tcW w:w="(\d+)"', row)] for row in re.findall(r"<w:tr>.*?</w:tr>", found, re.DOTALL)]
    assert {sum(row) for row in rows} == {sum(grid)} == {8845}


def test_rows_have_the_height_they_are_given_or_the_usual_one() -> None:
    assert re.findall(r'<w:trHeight w:val="(\d+)"/>', xml(SHEET)) == ["2268", "454", "850"]
    plain = Table((("甲", "乙"), ("", "")), heights_mm=(0, 15))
    assert re.findall(r'<w:trHeight w:val="(\d+)"/>', xml(plain)) == ["454", "850"]


def test_labels_are_set_as_heads_and_answers_as_text() -> None:
    styles = re.findall(r'<w:tc>.*?<w:pStyle w:val="(\w+)"/>', xml(SHEET), re.DOTALL)
    assert styles == ["TableHead", "TableText", "TableHead", "TableText", "TableHead", "TableText", "TableText"]
