"""A sheet as a paper, and a paper as sheets."""

from server.report.manuscript import Attachment, Manuscript, Paragraph, Properties, Table, Title
from server.report.season.sheets import Sheet, paper, said, sheets

SHEET = Sheet("情况", "清溪镇报送情况表", ("截至1月。",), ("序号", "对象"), ((1, "县委"),), (1, 4), ("审核人：",))


def test_a_sheet_is_a_title_notes_a_table_and_what_stands_below() -> None:
    made = paper("清溪镇报送情况表", "清溪镇人民政府", [SHEET])
    assert made.properties == Properties("清溪镇报送情况表", "清溪镇人民政府")
    table = Table((("序号", "对象"), ("1", "县委")), widths=(1, 4))
    assert made.blocks == (Title(("清溪镇报送情况表",)), Paragraph("截至1月。"), table, Paragraph("审核人："))


def test_a_sheet_with_a_label_begins_a_page_of_its_own() -> None:
    labelled = Sheet("县委", "送达单", (), ("项目", "内容"), (("份数", "3"),), (1, 3), label="第1张", heights_mm=(0, 14))
    head, table = paper("送达单", "清溪镇人民政府", [labelled]).blocks
    assert head == Attachment("第1张", ("送达单",))
    assert isinstance(table, Table)
    assert table.heights_mm == (0, 14)


def test_the_tables_of_a_paper_become_sheets_with_the_words_around_them() -> None:
    blocks = (Title(("表",)), Table((("单位", "镇"), ("年度", "2026"))), Paragraph("说明。"), Table((("一",),)), Paragraph("签名："))
    first, second = sheets(Manuscript(Properties("公开审查表", "镇"), blocks), "审查")
    assert (first.name, first.title, first.notes, first.header, first.rows) == (
        "审查",
        "公开审查表",
        (),
        ("单位", "镇"),
        (("年度", "2026"),),
    )
    assert (second.name, second.notes, second.header, second.rows, second.foot) == ("审查2", ("说明。",), ("一",), (), ("签名：",))


def test_a_paper_without_tables_has_no_sheets() -> None:
    assert sheets(Manuscript(Properties("", ""), (Paragraph("说明。"),)), "审查") == ()


def test_a_wording_is_filled_by_name_once() -> None:
    assert said("{a}和{b}，{c}", {"a": "{b}", "b": 2}) == "{b}和2，{c}"
