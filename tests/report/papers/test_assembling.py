"""The forms of one report: what each contains, in which order, and what it leaves out."""

from dataclasses import replace

import pytest

from server.library import Library
from server.report.findings import Class, Finding, Strength
from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Heading,
    Imprint,
    Letterhead,
    Masthead,
    Note,
    Occasion,
    Paragraph,
    Recipients,
    SignOff,
    Table,
    Title,
    Tracked,
)
from server.report.papers.assembling import Assembled, assemble
from server.report.papers.cutting import Cut
from server.report.papers.kinds import Form
from server.report.papers.opinions import Answered
from server.report.problems import Refused
from server.report.snapshot import Front, Registration, SectionRecord
from server.report.units import Body
from tests.report.papers.township import FRONT, REGISTERED, SECTIONS, TOWN, material, report

FULL_FRONT = FRONT.model_copy(
    update={
        "urgency": "加急",
        "attachments": "附件：指标表\n附件：法律顾问名录\n序号\t姓名\n1\t岑知远",
        "note": "联系人：林小满，电话：5550101",
        "disclosure": "主动公开",
        "occasion": "2027年1月20日在清溪镇人民代表大会上",
    }
)
TEXT = (
    Paragraph("现将有关情况报告如下："),
    Heading(1, "一、", "主要举措和成效"),
    Heading(2, "（一）", "化解矛盾纠纷"),
    Paragraph("全年排查矛盾纠纷513件，化解473件。镇长岑知远接待来访群众12人次。"),
    Heading(3, "1.", "健全网络。", "设立调解室16个。"),
    Heading(1, "二、", "下一步安排"),
    Paragraph("继续排查。"),
    Paragraph("特此报告。"),
)
TITLE = "清溪镇人民政府关于2026年度法治政府建设情况的报告"


def _made(form: Form, front: Front = FRONT) -> Assembled:
    return assemble(form, material(report(front=front)))


def _kinds(paper: Assembled) -> list[str]:
    names = [type(block).__name__ for block in paper.manuscript.blocks]
    return [name for name, before in zip(names, ["", *names], strict=False) if name != before or name not in ("Paragraph", "Heading")]


def _letter(recipients: str, front: Front = FRONT) -> Front:
    return front.model_copy(update={"kind": "letter", "recipients": recipients})


def test_the_full_paper_has_everything_in_order() -> None:
    paper = _made(Form.full, FULL_FRONT)
    blocks = paper.manuscript.blocks
    assert blocks[0] == Masthead(("云岭县清溪镇人民政府",), "清政〔2027〕3号", ("季明溪",), "加急")
    assert isinstance(blocks[1], Title)
    assert "".join(blocks[1].lines) == TITLE
    assert blocks[2:11] == (Recipients("云岭县人民政府："), *TEXT)
    assert blocks[11:15] == (
        AttachmentNote(("指标表", "法律顾问名录")),
        SignOff(("云岭县清溪镇人民政府",), "2027年1月15日"),
        Note("（联系人：林小满，电话：5550101）"),
        Note("公开方式：主动公开"),
    )
    assert blocks[15] == Attachment("附件1", ("指标表",))
    assert blocks[-3:] == (
        Attachment("附件2", ("法律顾问名录",)),
        Table((("序号", "姓名"), ("1", "岑知远"))),
        Imprint("中共云岭县委全面依法治县委员会办公室", "云岭县清溪镇人民政府", "2027年1月16日"),
    )
    assert paper.left_out == ("接受监督",)
    assert paper.omitted == ()
    assert paper.manuscript.numbered
    assert (paper.manuscript.properties.title, paper.manuscript.properties.date) == (FRONT.title, "2027年1月15日")


def test_registration_fills_its_places_and_changes_nothing_else() -> None:
    before = assemble(Form.full, material(report(registration=Registration(), document_date=""))).manuscript.blocks
    after = _made(Form.full).manuscript.blocks
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        (
            Masthead(("云岭县清溪镇人民政府",), "清政〔2027〕\u3000号"),
            Masthead(("云岭县清溪镇人民政府",), "清政〔2027〕3号", ("季明溪",)),
        ),
        (SignOff(("云岭县清溪镇人民政府",), ""), SignOff(("云岭县清溪镇人民政府",), "2027年1月15日")),
        (
            Imprint("中共云岭县委全面依法治县委员会办公室", "云岭县清溪镇人民政府"),
            Imprint("中共云岭县委全面依法治县委员会办公室", "云岭县清溪镇人民政府", "2027年1月16日"),
        ),
    ]


def test_a_text_that_may_not_bear_the_number_leaves_its_place() -> None:
    head = assemble(Form.full, replace(material(), numbered=False)).manuscript.blocks[0]
    assert head == Masthead(("云岭县清溪镇人民政府",), "清政〔2027〕\u3000号", ("季明溪",))


def test_a_joint_issue_has_both_issuers_and_both_places_to_sign() -> None:
    joint = TOWN.model_copy(update={"joint": True})
    both = ("中共云岭县清溪镇委员会", "云岭县清溪镇人民政府")
    signed = REGISTERED.model_copy(update={"signers": "岑知远、季明溪"})
    blank = assemble(Form.full, material(report(unit=joint, registration=Registration()))).manuscript.blocks
    full = assemble(Form.full, material(report(unit=joint, registration=signed))).manuscript.blocks
    assert blank[0] == Masthead(both, "清政〔2027〕\u3000号")
    assert full[0] == Masthead(both, "清政〔2027〕3号", ("岑知远", "季明溪"))
    assert SignOff(both, "2027年1月15日") in full


def test_without_a_code_of_the_body_the_number_is_left_open() -> None:
    unit = TOWN.model_copy(update={"body_code": ""})
    head = assemble(Form.full, material(report(unit=unit, registration=Registration()))).manuscript.blocks[0]
    assert head == Masthead(("云岭县清溪镇人民政府",))


def test_a_plain_paper_has_neither_head_nor_imprint_unless_somebody_wrote_one() -> None:
    plain = FRONT.model_copy(update={"kind": "plain"})
    assert _kinds(_made(Form.full, plain)) == [
        "Title",
        "Recipients",
        "Paragraph",
        "Heading",
        "Paragraph",
        "Heading",
        "Paragraph",
        "SignOff",
    ]
    copied = _made(Form.full, plain.model_copy(update={"copies_to": "云岭县司法局"}))
    assert copied.manuscript.blocks[-1] == Imprint("云岭县司法局")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("", Imprint("", "云岭县清溪镇人民政府", "2027年1月16日")),
        ("抄送：云岭县司法局。", Imprint("云岭县司法局", "云岭县清溪镇人民政府", "2027年1月16日")),
        ("云岭县司法局，\n云岭县信访局。", Imprint("云岭县司法局，云岭县信访局", "云岭县清溪镇人民政府", "2027年1月16日")),
    ],
)
def test_the_imprint_names_whom_somebody_wrote(typed: str, printed: Imprint) -> None:
    assert _made(Form.full, FRONT.model_copy(update={"copies_to": typed})).manuscript.blocks[-1] == printed


def test_an_imprint_without_parts_is_none() -> None:
    nobody = _made(Form.full, FRONT.model_copy(update={"copies_to": "", "printer": ""}))
    assert isinstance(nobody.manuscript.blocks[-1], SignOff)


def test_a_letter_has_its_own_head_and_only_copies_in_its_imprint() -> None:
    blocks = _made(Form.full, _letter("云岭县司法局：", FRONT.model_copy(update={"copies_to": "云岭县信访局"}))).manuscript.blocks
    assert blocks[0] == Letterhead("云岭县清溪镇人民政府", "清政〔2027〕3号")
    assert blocks[-1] == Imprint("云岭县信访局")
    assert isinstance(_made(Form.full, _letter("云岭县司法局：")).manuscript.blocks[-1], SignOff)


@pytest.mark.parametrize(
    "recipients",
    [
        "云岭县人民政府：",
        "中共云岭县委、云岭县人民政府：",
        "县委、县政府：",
        "县政府：",
        "县人民政府：",
        "中共云岭县委员会：",
        "云岭县司法局、县委：",
    ],
)
def test_a_letter_never_goes_up(recipients: str) -> None:
    with pytest.raises(Refused, match="函不能用于上行"):
        _made(Form.full, _letter(recipients))


@pytest.mark.parametrize("recipients", ["云岭县司法局：", "石桥镇人民政府：", "云岭县政府办公室：", "云岭县县委党校：", ""])
def test_a_letter_goes_to_those_beside(recipients: str) -> None:
    assert isinstance(_made(Form.full, _letter(recipients)).manuscript.blocks[0], Letterhead)


def test_a_department_sends_no_letter_to_the_department_above() -> None:
    unit = TOWN.model_copy(update={"tier": "department", "bodies": {Body.higher_department: "云州市司法局"}})
    with pytest.raises(Refused, match="云州市司法局"):
        assemble(Form.full, material(report(unit=unit, front=_letter("云州市司法局："))))


def test_the_oa_text_has_title_and_text_only_with_what_signs_it() -> None:
    paper = _made(Form.oa, FULL_FRONT)
    kinds = {type(block) for block in paper.manuscript.blocks}
    assert kinds == {Title, Recipients, Paragraph, Heading, AttachmentNote, SignOff, Attachment, Table}
    assert not paper.manuscript.numbered
    assert paper.omitted == ("（联系人：林小满，电话：5550101）", "公开方式：主动公开")


@pytest.mark.parametrize(("form", "line"), [(Form.review, "（送审稿）"), (Form.deliberation, "（审议稿）")])
def test_what_is_to_be_approved_says_so_and_bears_nothing_of_registration(form: Form, line: str) -> None:
    paper = _made(form, FULL_FRONT)
    assert paper.manuscript.blocks[1:3] == (Occasion(line), Recipients("云岭县人民政府："))
    assert SignOff(("云岭县清溪镇人民政府",), "") in paper.manuscript.blocks
    assert not any(isinstance(block, Masthead | Imprint) for block in paper.manuscript.blocks)
    assert paper.manuscript.properties.date == ""
    assert "2027年1月15日" not in str(paper.manuscript)


def test_a_congress_hears_the_report_on_its_day_and_is_addressed_itself() -> None:
    paper = _made(Form.congress, FULL_FRONT)
    assert paper.manuscript.blocks[1:] == (Occasion("（2027年1月20日在清溪镇人民代表大会上）"), Recipients("各位代表："), *TEXT)
    assert paper.omitted == ("指标表", "法律顾问名录", "（联系人：林小满，电话：5550101）", "公开方式：主动公开")
    named = _made(Form.congress, FRONT.model_copy(update={"address": "主席，各位代表："}))
    assert named.manuscript.blocks[1] == Recipients("主席，各位代表：")


def test_the_public_version_is_cut_and_bears_no_number() -> None:
    cut = Cut("disputes", "镇长岑知远接待来访群众12人次。", "internal", "镇主要负责人接待来访群众12人次。")
    paper = assemble(Form.public, replace(material(report(front=FULL_FRONT)), cuts=(cut,)))
    assert Paragraph("全年排查矛盾纠纷513件，化解473件。镇主要负责人接待来访群众12人次。") in paper.manuscript.blocks
    assert "清政" not in str(paper.manuscript.blocks)
    assert "5550101" not in str(paper.manuscript)
    assert paper.cut == 1


def test_a_figure_that_is_internal_is_not_in_the_public_table() -> None:
    cuts = (Cut("entry:dis.resolved", "", "internal"),)
    paper = assemble(Form.web, replace(material(report(front=FULL_FRONT)), cuts=cuts))
    tables = [block for block in paper.manuscript.blocks if isinstance(block, Table) and "指标" in block.rows[0]]
    assert [row[0] for table in tables for row in table.rows] == ["指标", "排查纠纷", "指标", "代表建议"]


def test_the_table_of_figures_stands_alone() -> None:
    blocks = _made(Form.figures).manuscript.blocks
    assert blocks[:3] == (Title(("清溪镇2026年指标表",)), Paragraph("截至2026年12月31日。"), Heading(1, "一、", "化解矛盾纠纷"))
    assert isinstance(blocks[3], Table)


def test_changes_are_shown_against_a_chosen_text() -> None:
    earlier = tuple(each.model_copy(update={"text": each.text.replace("513", "512")}) for each in SECTIONS)
    shown = replace(material(), base=report(sections=earlier), base_name="2027年1月5日的送审稿")
    blocks = assemble(Form.changes, shown).manuscript.blocks
    assert blocks[1] == Occasion("（花脸稿，对照2027年1月5日的送审稿）")
    (tracked,) = [block for block in blocks if isinstance(block, Tracked)]
    assert [(piece.text, piece.change) for piece in tracked.pieces if piece.change] == [("512件", "deleted"), ("513件", "inserted")]


def test_changes_need_a_text_to_compare_with() -> None:
    with pytest.raises(Refused, match="先选定"):
        assemble(Form.changes, material())


def test_findings_explanations_and_overrides_stand_on_a_paper_of_their_own() -> None:
    rule = Finding("layout.title", "GB/T 9704-2012 7.3.1", Strength.usual, Class.verify, "标题不是梯形。", "梯形", "沙漏", "标题")
    empty = Finding("E07", "提纲", Strength.practice, Class.hint, "这一节没有正文。", where="接受监督")
    said = Answered(rule.mark, "按领导意见。", "林小满", "2027年1月10日", override=True)
    given = replace(material(), findings=(empty, rule), answers=(said,))
    title, count, table = assemble(Form.findings, given).manuscript.blocks
    assert isinstance(title, Title)
    assert "".join(title.lines) == f"{TITLE}核校单"
    assert count == Paragraph("共2条：必改0、需说明0、请核实1、提示1。")
    assert isinstance(table, Table)
    assert [row[:3] for row in table.rows[1:]] == [("1", "请核实", "标题"), ("2", "提示", "接受监督")]
    assert table.rows[1][3:] == (
        "标题不是梯形。应为：梯形。现为：沙漏。",
        "GB/T 9704-2012 7.3.1（般）",
        "仍按原稿：按领导意见。（林小满，2027年1月10日）",
    )


def test_a_watermark_stands_behind_every_form() -> None:
    given = replace(material(), watermark="草稿", base=report())
    assert {assemble(form, given).manuscript.properties.watermark for form in Form} == {"草稿"}


def test_the_front_may_be_empty() -> None:
    empty = Front(title="", recipients="", opening="", closing="", copies_to="", printer="")
    sections = (SectionRecord(key="plans", level=1, heading="安排", text="继续。"),)
    for form in (Form.full, Form.oa, Form.public, Form.congress):
        blocks = assemble(form, material(report(front=empty, sections=sections))).manuscript.blocks
        assert Paragraph("继续。") in blocks


def test_every_wording_of_papers_is_shipped(library: Library) -> None:
    given = replace(material(), labels=library.labels, base=report())
    assert all(assemble(form, given).manuscript.blocks for form in Form)
    assert {form.value for form in Form} == library.labels["paper_form"].keys()
