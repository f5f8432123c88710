"""Figures never differ between forms: omissions are listed, anything else is a failure."""

from dataclasses import replace

import pytest

from server.report.manuscript import Attachment, Block, Heading, Manuscript, Paragraph, Piece, Properties, Table, Tracked
from server.report.papers.assembling import assemble
from server.report.papers.comparing import Difference, Stated, compare, stated
from server.report.papers.cutting import Cut
from server.report.papers.kinds import Form
from tests.report.papers.township import FRONT, SECTIONS, material, report

CHAPTER = Heading(1, "一、", "主要举措")
HEAD = ("指标", "单位", "2026年")


def _paper(*blocks: Block) -> Manuscript:
    return Manuscript(Properties("报告", "清溪镇"), blocks)


def _found(other: Manuscript, *full: Block, form: Form = Form.oa) -> tuple[list[str], list[tuple[str, str]]]:
    compared = compare({Form.full: _paper(*full), form: other})
    different = [(each.stated.said, each.instead.said if each.instead else "") for each in compared.different]
    return [each.said for each in compared.omitted[form]], different


def test_all_forms_of_a_report_agree() -> None:
    earlier = tuple(each.model_copy(update={"text": each.text.replace("513", "512")}) for each in SECTIONS)
    front = FRONT.model_copy(update={"attachments": "附件：指标表", "occasion": "2027年1月20日"})
    given = replace(material(report(front=front)), base=report(front=front, sections=earlier))
    papers = {form: assemble(form, given).manuscript for form in Form}
    compared = compare(papers)
    assert compared.different == ()
    assert {form for form, left in compared.omitted.items() if left} == {Form.congress}
    assert {each.said for each in compared.omitted[Form.congress]} >= {"513", "473", "92.2"}
    assert Form.findings not in compared.omitted


def test_what_the_public_version_leaves_out_is_listed() -> None:
    given = replace(material(), cuts=(Cut("disputes", "镇长岑知远接待来访群众12人次。", "internal"),))
    compared = compare({form: assemble(form, given).manuscript for form in (Form.full, Form.public)})
    assert compared.different == ()
    assert [each.said for each in compared.omitted[Form.public]] == ["12人次"]


def test_a_replacement_with_another_figure_is_a_failure() -> None:
    given = replace(material(), cuts=(Cut("disputes", "镇长岑知远接待来访群众12人次。", "internal", "镇领导接待来访群众13人次。"),))
    compared = compare({form: assemble(form, given).manuscript for form in (Form.full, Form.public)})
    assert compared.different == (
        Difference(
            Form.public,
            Stated("主要举措和成效", "", "13人次", "镇领导接待来访群众13人次。"),
            Stated("主要举措和成效", "", "12人次", "镇长岑知远接待来访群众12人次。"),
        ),
    )


@pytest.mark.parametrize(
    ("full", "other", "omitted", "different"),
    [
        ("排查513件。", "排查513件。", [], []),
        ("排查513件。", "一年来，排查513件！", [], []),
        ("排查513件，化解473件。", "排查513件。", ["473件"], []),
        ("排查513件。", "排查531件。", ["513件"], [("531件", "513件")]),
        ("排查513件。", "排查513起。", ["513件"], [("513起", "513件")]),
        ("排查近500件。", "排查500件。", ["近500件"], [("500件", "近500件")]),
        ("排查5件。排查5件。", "排查5件。", ["5件"], []),
        ("排查5件。", "排查5件。排查5件。", [], [("5件", "")]),
        ("排查５１３件。", "排查513件。", [], []),
    ],
)
def test_figures_of_prose_are_compared(full: str, other: str, omitted: list[str], different: list[tuple[str, str]]) -> None:
    assert _found(_paper(CHAPTER, Paragraph(other)), CHAPTER, Paragraph(full)) == (omitted, different)


def test_a_figure_in_another_chapter_is_another_figure() -> None:
    second = Heading(1, "二、", "下一步安排")
    full = (CHAPTER, Paragraph("排查5件。"), second, Paragraph("继续。"))
    assert _found(_paper(CHAPTER, Paragraph("继续。"), second, Paragraph("排查5件。")), *full) == (["5件"], [("5件", "")])


def test_cells_of_tables_are_compared_by_row_and_column() -> None:
    full = (Paragraph("排查513件。"), Attachment("附件", ("指标表",)), Table((HEAD, ("排查", "件", "513"), ("化解", "件", "473"))))
    assert _found(_paper(CHAPTER, Table((HEAD, ("排查", "件", "513")))), *full, form=Form.figures) == (["473"], [])
    assert _found(_paper(CHAPTER, Table((HEAD, ("排查", "件", "531")))), *full, form=Form.figures) == (["513", "473"], [("531", "513")])


def test_a_table_of_figures_may_say_more_than_the_text() -> None:
    assert _found(_paper(Table((HEAD, ("排查", "件", "513")))), Paragraph("排查513件。"), form=Form.figures) == ([], [])


def test_of_tracked_changes_the_new_figures_count() -> None:
    tracked = Tracked(Paragraph("排查513件。"), (Piece("排查"), Piece("512件", "deleted"), Piece("513件", "inserted"), Piece("。")))
    gone = Tracked(Heading(1, "一、", "删去的一章"), (Piece("一、删去的一章", "deleted"),), "deleted")
    tables = (Tracked(Table((HEAD, ("排查", "件", "9"))), (), "deleted"), Tracked(Table((HEAD, ("排查", "件", "8"))), (), "inserted"))
    found = stated(_paper(CHAPTER, gone, tracked, *tables))
    assert [(each.chapter, each.place, each.said) for each in found] == [
        ("主要举措", "", "513件"),
        ("主要举措", "排查\t2026年", "8"),
    ]


def test_one_form_alone_agrees_with_itself() -> None:
    compared = compare({Form.public: _paper(Paragraph("排查513件。"))})
    assert (compared.omitted, compared.different) == ({}, ())
    assert compare({}).different == ()


def test_headings_and_notes_of_the_table_of_figures_are_its_own() -> None:
    own = _paper(Paragraph("本表数据截至第3次会议，共120件。"), CHAPTER, Table((HEAD, ("受理", "件", "120"))))
    sections = _paper(Heading(1, "一、", "化解纠纷120件"), own.blocks[2])
    full = (CHAPTER, Heading(2, "（一）", "化解纠纷120件"), Paragraph("受理纠纷510件。"))
    assert _found(own, *full, form=Form.figures)[1] == []
    assert _found(sections, *full, form=Form.figures)[1] == []
    assert _found(own, *full, form=Form.oa)[1] != []
