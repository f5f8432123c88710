"""The tables of a Word file as grids: merged cells, tracked changes, nested tables, text boxes, notes; broken files are refused."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Opened
from hypothesis import given, settings
from hypothesis import strategies as st

from server.library import Library
from server.report.forms.collecting import AskedText
from server.report.forms.grids import Cell, Grid, Look
from server.report.problems import Refused
from server.word import form_writer
from server.word.grids import read_docx_grids
from tests.sheets.forms import CALLED, CODE, WORDING, answered, form

COVERED = Cell(look=Look.covered)
TEXTS = (AskedText("disputes", "化解矛盾"),)


def _saved(document: Opened) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _with(content: bytes, old: str, new: str, name: str = "word/document.xml") -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(buffer, "w") as made:
        for each in package.namelist():
            part = package.read(each)
            made.writestr(each, part.replace(old.encode(), new.encode()) if each == name else part)
    return buffer.getvalue()


def _table(document: Opened) -> tuple[tuple[Cell, ...], ...]:
    return read_docx_grids(_saved(document), CALLED)[0].rows


def test_cells_merged_across_and_down() -> None:
    document = Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "横"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "竖"
    table.cell(2, 0).text = "角"
    assert _table(document) == (
        (Cell("横", columns=2), COVERED, Cell()),
        (Cell(), Cell(), Cell("竖", rows=2)),
        (Cell("角"), Cell(), COVERED),
    )


def test_paragraphs_of_a_cell_are_lines_and_a_table_inside_is_one_of_its_own() -> None:
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "一\n二"
    cell.add_paragraph("三")
    cell.add_table(1, 1).cell(0, 0).text = "里面"
    grids = read_docx_grids(_saved(document), CALLED)
    assert [(grid.sheet, grid.rows) for grid in grids[:2]] == [("表格1", ((Cell("一\n二\n三"),),)), ("表格2", ((Cell("里面"),),))]
    assert grids[1].place(0, 0) == "表格2 第1行第1列"


def test_insertions_count_and_deletions_do_not() -> None:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "甲乙"
    changed = "<w:r><w:t>513</w:t></w:r>"
    both = f'<w:del w:id="1" w:author="x"><w:r><w:delText>480</w:delText></w:r></w:del><w:ins w:id="2" w:author="x">{changed}</w:ins>'
    content = _with(_saved(document), "<w:r><w:t>甲乙</w:t></w:r>", both)
    assert read_docx_grids(content, CALLED)[0].rows == ((Cell("513"),),)


def test_what_stands_around_the_tables_is_there_too() -> None:
    document = Document()
    document.add_paragraph("表格编码：" + CODE)
    document.add_table(1, 1).cell(0, 0).text = "1"
    document.sections[0].header.paragraphs[0].text = "CB-2222-44JZ"
    paragraph = document.add_paragraph("审核：")
    document.add_comment(paragraph.runs, "请再核一遍", "张三", "张")
    table, text, aside = read_docx_grids(_saved(document), CALLED)
    assert (table.sheet, text.sheet, aside.sheet) == ("表格1", "正文", "批注和脚注")
    assert text.rows == ((Cell(f"表格编码：{CODE}"),), (Cell("审核："),))
    assert aside.rows == ((Cell("请再核一遍"),),)
    assert "CB-2222-44JZ" in "".join(text.marks)


def test_rows_in_content_controls_count() -> None:
    document = Document()
    document.add_table(2, 1).cell(1, 0).text = "控件"
    content = _saved(document)
    with zipfile.ZipFile(BytesIO(content)) as package:
        xml = package.read("word/document.xml").decode()
    start = xml.rindex("<w:tr>")
    end = xml.rindex("</w:tr>") + len("</w:tr>")
    wrapped = f"<w:sdt><w:sdtContent>{xml[start:end]}</w:sdtContent></w:sdt>"
    assert read_docx_grids(_with(content, xml[start:end], wrapped), CALLED)[0].rows[-1] == (Cell("控件"),)


def test_bounds_are_kept_and_said() -> None:
    document = Document()
    for _ in range(22):
        document.add_table(1, 1)
    *tables, text, _aside = read_docx_grids(_saved(document), CALLED)
    assert (len(tables), text.notes) == (20, ("这个文件的工作表超过20张，后面的没有读。请把填报表单独存成一个文件。",))
    content = _with(_saved(document), "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="99999999"/>')
    assert read_docx_grids(content, CALLED)[0].rows == ((Cell(),),)


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read_docx_grids(content, CALLED)


def test_broken_xml_is_refused() -> None:
    document = Document()
    with pytest.raises(Refused):
        read_docx_grids(_with(_saved(document), "</w:body>", "</w:bod>"), CALLED)


def _form(library: Library) -> bytes:
    return form_writer.written(form(lasts={"dis.received": "498"}, texts=TEXTS), WORDING, library.formats["gb9704_a"])


def test_the_form_has_the_columns_of_the_spreadsheet_on_a4_across(library: Library) -> None:
    document = Document(BytesIO(_form(library)))
    figures, words, foot = document.tables
    head = ["序号", "指标", "单位", "口径", "上年数", "本年数", "统计截止日", "数据来源", "备注", "编号"]
    first = ["1", "信访受理", "件", "信访受理的口径。", "498", "", "", "", "", "dis.received"]
    assert [[cell.text for cell in row.cells] for row in figures.rows[:2]] == [head, first]
    assert [cell.text.strip() for cell in words.rows[1].cells] == ["1", "化解矛盾", "", "text:disputes"]
    assert [cell.text for cell in foot.rows[0].cells] == ["填报人", "", "联系电话", "", "填报日期", ""]
    page = document.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    assert [paragraph.text for paragraph in document.paragraphs if CODE in paragraph.text] == [f"表格编码：{CODE}"]
    assert "w:tblHeader" in figures.rows[0]._tr.xml
    assert _form(library) == _form(library)


def test_an_empty_form_has_nothing_to_say_but_what_is_missing(library: Library) -> None:
    found = answered(*read_docx_grids(_form(library), CALLED), forms=(form(lasts={"dis.received": "498"}, texts=TEXTS),))
    assert {each.kind.value for each in found.outcomes} == {"blank"}
    assert (len(found.outcomes), found.notes, found.forms) == (6, (), (CODE,))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), st.integers(0, 255))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(place: int, byte: int) -> None:
    document = Document()
    document.add_table(2, 2)
    content = bytearray(_saved(document))
    content[place % len(content)] = byte
    with suppress(Refused):
        grids: tuple[Grid, ...] = read_docx_grids(bytes(content), CALLED)
        assert len(grids) >= 2
