"""What others wrote becomes blocks with the same words: parts of the paper where they print exactly, lines where they would not."""

import pytest

from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Block,
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
)
from server.report.reading.anatomy import Paragraph as Read
from server.report.reading.anatomy import understand
from server.report.reading.parts import Part
from server.report.reading.source import Line, Place, Source
from server.report.relaying.blocks import Manner, Relaid, relay
from server.report.relaying.heads import titled
from server.report.relaying.rows import Row

TITLE = "清溪镇人民政府关于2025年度法治政府建设情况的报告"
BODY = ("云岭县人民政府：", "2025年，清溪镇坚持依法行政。现将有关情况报告如下：", "一、主要举措", "全年检查42次。", "特此报告。")
SIGNED = ("清溪镇人民政府", "2026年1月5日")


def relaid(*lines: str | Line, manner: Manner | None = None) -> Relaid:
    source = Source(tuple(line if isinstance(line, Line) else Line(line) for line in lines))
    return relay(source, understand(source), manner or Manner())


def blocks(*lines: str | Line, manner: Manner | None = None) -> tuple[Block, ...]:
    return relaid(*lines, manner=manner).manuscript.blocks


def test_a_plain_report_is_set_part_by_part() -> None:
    assert blocks(TITLE, *BODY, *SIGNED) == (
        Title(("清溪镇人民政府关于2025年度", "法治政府建设情况的报告")),
        Recipients("云岭县人民政府："),
        Paragraph("2025年，清溪镇坚持依法行政。现将有关情况报告如下："),
        Heading(1, "一、", "主要举措"),
        Paragraph("全年检查42次。"),
        Paragraph("特此报告。"),
        SignOff(("清溪镇人民政府",), "2026年1月5日"),
    )


def test_the_paper_says_its_title_unit_and_date() -> None:
    said = relaid(TITLE, *BODY, *SIGNED).manuscript.properties
    assert (said.title, said.unit, said.date) == (TITLE, "清溪镇人民政府", "2026年1月5日")


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        (
            ("清溪镇人民政府文件", "清政〔2026〕3号　　签发人：赵刚"),
            Masthead(("清溪镇人民政府文件",), "清政〔2026〕3号", ("赵刚",), "", ""),
        ),
        (
            ("特急", "清 溪 镇 人 民 政 府 文 件", "清政〔2026〕3号", "签发人：赵 刚"),
            Masthead(("清溪镇人民政府文件",), "清政〔2026〕3号", ("赵　刚",), "特急", ""),
        ),
        (("清溪镇人民政府文件", "清政〔2026〕3号"), Masthead(("清溪镇人民政府文件",), "清政〔2026〕3号", (), "", "", signed=False)),
    ],
)
def test_a_red_head_is_a_masthead(lines: tuple[str, ...], head: Masthead) -> None:
    assert blocks(*lines, TITLE, *BODY, *SIGNED)[0] == head


def test_the_number_of_a_paper_that_does_not_go_up_stands_in_the_middle() -> None:
    made = blocks(
        "清溪镇人民政府文件", "清政〔2026〕3号", "清溪镇人民政府关于做好防汛工作的通知", "各村：", "一、总体要求", "做好防汛。", *SIGNED
    )
    assert made[0] == Masthead(("清溪镇人民政府文件",), "清政〔2026〕3号", (), "", "", upward=False, signed=False)


def test_joint_issuers_keep_their_order() -> None:
    lines = (Line("中共清溪镇委员会\t文件", Place.table, table=1), Line("清溪镇人民政府", Place.table, table=1), "清委〔2026〕3号")
    made = blocks(*lines, TITLE, *BODY, *SIGNED)
    assert [block for block in made if isinstance(block, Masthead | Table)]


@pytest.mark.parametrize("signatory", ["签发人:赵刚", "签发：赵刚"])
def test_a_label_that_the_masthead_would_write_otherwise_stays_as_it_is(signatory: str) -> None:
    made = blocks("清溪镇人民政府文件", "清政〔2026〕3号", signatory, TITLE, *BODY, *SIGNED)
    assert made[:3] == (Recipients("清溪镇人民政府文件"), Recipients("清政〔2026〕3号"), Recipients(signatory))


def test_a_letter_is_made_where_it_is_asked_for_and_one_body_issues_it() -> None:
    head = ("清溪镇人民政府文件", "清政函〔2026〕3号")
    letter = Manner(letter=True)
    assert blocks(*head, TITLE, *BODY, *SIGNED, manner=letter)[0] == Letterhead("清溪镇人民政府文件", "清政函〔2026〕3号")
    assert relaid(TITLE, *BODY, manner=letter).moved == ("没有认出一个发文机关的红头，没有排成信函格式。",)


def test_a_line_behind_a_dash_stays_one_of_the_title() -> None:
    rows = [Row(Line(text), Read(Part.title, text=text)) for text in ("清溪镇法治政府", "建设工作情况", "——2025年度")]
    assert titled(rows) == (Title(("清溪镇法治政府建设工作情况", "——2025年度")),)


def test_a_remark_over_the_text_is_a_line_below_the_title() -> None:
    assert Occasion("（送审稿）") in blocks(TITLE, "（送审稿）", *BODY, *SIGNED)


def test_a_date_over_the_text_is_a_line_below_the_title() -> None:
    assert Occasion("（2026年1月5日）") in blocks(TITLE, "（2026年1月5日）", *BODY)


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        (("清溪镇人民政府　　2026年1月5日",), (SignOff(("清溪镇人民政府",), "2026年1月5日"),)),
        (("中共清溪镇委员会", "清溪镇人民政府", "2026年1月5日"), (SignOff(("中共清溪镇委员会", "清溪镇人民政府"), "2026年1月5日"),)),
        (("2026年1月5日",), (SignOff((), "2026年1月5日"),)),
        (("清溪镇人民政府",), (SignOff(("清溪镇人民政府",), "　"),)),
    ],
)
def test_who_signed_and_when(lines: tuple[str, ...], made: tuple[Block, ...]) -> None:
    assert blocks(TITLE, *BODY, *lines)[-len(made) :] == made


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        (("附件：行政执法清单",), (AttachmentNote(("行政执法清单",)),)),
        (("附件：1.清单", "2.台账"), (AttachmentNote(("清单", "台账")),)),
        (("附件：1、清单",), (AttachmentNote(("1、清单",)),)),
        (("附件:清单",), (Paragraph(""), Paragraph("附件:清单"))),
    ],
)
def test_what_is_enclosed_is_told_as_it_was_written(lines: tuple[str, ...], made: tuple[Block, ...]) -> None:
    found = blocks(TITLE, *BODY, *lines, *SIGNED)
    assert found[-len(made) - 1 : -1] == made


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        (("抄送：县司法局。",), (Imprint("县司法局"),)),
        (("抄送：县司法局。", "清溪镇党政办公室　2026年1月6日印发"), (Imprint("县司法局", "清溪镇党政办公室", "2026年1月6日"),)),
        (("抄送：县司法局",), (Recipients("抄送：县司法局"),)),
        (("抄送:县司法局。",), (Recipients("抄送:县司法局。"),)),
    ],
)
def test_the_imprint_is_one_where_it_prints_the_same(lines: tuple[str, ...], made: tuple[Block, ...]) -> None:
    assert blocks(TITLE, *BODY, *SIGNED, *lines)[-len(made) :] == made


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("（联系人：钱进）", Note("（联系人：钱进）")),
        ("公开方式：主动公开", Note("公开方式：主动公开")),
        ("联系人：钱进", Paragraph("联系人：钱进")),
    ],
)
def test_a_remark_gets_no_brackets_it_did_not_have(line: str, made: Block) -> None:
    assert blocks(TITLE, *BODY, *SIGNED, line)[-1] == made


def test_attachments_begin_pages_and_their_headings_are_found() -> None:
    made = blocks(TITLE, *BODY, *SIGNED, "附件1", "行政执法清单", "一、检查", "全年检查42次。", "附件2：台账")
    assert made[-4:] == (
        Attachment("附件1", ("行政执法清单",)),
        Heading(1, "一、", "检查"),
        Paragraph("全年检查42次。"),
        Attachment("附件2：台账", ()),
    )


def test_a_first_heading_with_text_behind_it_stays_one_paragraph() -> None:
    made = blocks(TITLE, *BODY[:2], "一、存在问题。执法力量不足，普法形式单一。", "二、打算", "继续努力。", *SIGNED)
    assert Heading(1, "一、存在问题。", "", "执法力量不足，普法形式单一。") in made


def test_a_number_decides_how_a_heading_is_set_and_a_list_of_word_keeps_its_own() -> None:
    lines = [Line("健全机制", mark="1."), Line("机制健全，运转有序。"), Line("开展培训", mark="2."), Line("参训156人次。")]
    made = blocks(TITLE, *BODY[:2], *lines, *SIGNED)
    assert Heading(3, "1.", "健全机制") in made
    assert Heading(3, "2.", "开展培训") in made


def test_tables_keep_every_cell_and_neighbours_stay_apart() -> None:
    rows = [Line("\t合计\t", Place.table, table=1), Line("检查\t42\t次", Place.table, table=1), Line("培训\t3", Place.table, table=2)]
    made = blocks(TITLE, *BODY[:4], *rows, BODY[4], *SIGNED)
    assert [block for block in made if isinstance(block, Table)] == [
        Table((("", "合计"), ("检查", "42", "次")), 1),
        Table((("培训", "3"),), 0),
    ]


def test_what_cannot_be_carried_is_said() -> None:
    lines = (Line("内部资料", Place.margin), TITLE, *BODY, Line("注释一。", Place.note), Line("框里的话。", Place.box))
    source = Source(tuple(line if isinstance(line, Line) else Line(line) for line in lines), ("有2条批注，没有读入。",))
    found = relay(source, understand(source), Manner())
    assert found.lost == (
        "1条脚注或尾注改排在所注的段落后面，注码没有保留，请核对。",
        "页眉、页脚里的文字“内部资料”没有带入副本；公文不设页眉，页脚只有页码。",
        "有2条批注，没有读入。",
    )
    assert found.moved == ("文本框里的1段文字改排在正文里，先后次序不变。",)


def test_the_plain_way_makes_lines_of_all_that_is_around_the_text() -> None:
    lines = ("清溪镇人民政府文件", "清政〔2026〕3号", TITLE, *BODY, *SIGNED, "抄送：县司法局。")
    kinds = {type(block) for block in blocks(*lines, manner=Manner(plain=True))}
    assert kinds == {Title, Recipients, Paragraph, Heading}


def test_an_empty_document_has_no_blocks() -> None:
    assert blocks() == ()
