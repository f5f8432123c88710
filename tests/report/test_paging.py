"""Pages without a typesetter: 22 lines, 28 characters, marks that may not begin or end a line."""

from hypothesis import given
from hypothesis import strategies as st

from server.report.manuscript import (
    Attachment,
    AttachmentNote,
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
from server.report.paging import Row, lines_of, pages_of

BODY = "深入推进依法行政，全年办结行政许可1286件。"


def pages(*blocks: Block) -> tuple[tuple[Row, ...], ...]:
    return pages_of(Manuscript(Properties("报告", "云岭县清溪镇人民政府"), blocks))


def test_a_line_holds_28_characters_and_digits_are_half_as_wide() -> None:
    assert lines_of("某" * 30) == ("某" * 28, "某" * 2)
    assert lines_of("1" * 60) == ("1" * 56, "1" * 4)
    assert lines_of("") == ("",)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert lines_of("某" * 28 + "。甲") == ("某" * 27, "某。甲")
    assert lines_of("某" * 27 + "（甲）") == ("某" * 27, "（甲）")
    assert lines_of("。" * 30)[0] == "。" * 28


@given(st.text("甲乙1a，。（）“”《》", max_size=300))
def test_lines_hold_every_character_once_and_never_too_many(text: str) -> None:
    lines = lines_of(text)
    assert "".join(lines) == text
    assert all(sum(1 if each in "1a" else 2 for each in line.replace("“", "甲").replace("”", "甲")) <= 56 for line in lines)


def test_a_page_holds_22_lines() -> None:
    made = pages(*(Paragraph("某" * 26) for _ in range(50)))
    assert [len(page) for page in made] == [22, 22, 6]


def test_a_heading_goes_over_with_its_text() -> None:
    made = pages(*(Paragraph("某") for _ in range(20)), Heading(1, "一、", "措施"), Heading(2, "（一）", "领导"), Paragraph(BODY))
    assert [row.look for row in made[1]] == ["level1", "level2", "body"]
    assert len(made) == 2


def test_an_attachment_begins_on_a_page_of_its_own() -> None:
    table = Table((("事项", "件数"), ("许可", "12")))
    made = pages(Paragraph(BODY), AttachmentNote(("指标表", "名单")), Attachment("附件1", ("指标表",)), table)
    assert [row.text for row in made[0]][-2:] == ["　　附件：1.指标表", "　　　　　2.名单"]
    assert made[1][0].text == "附件1"
    assert made[1][-1].cells == ("许可", "12")


def test_the_head_shows_name_number_signer_and_rule() -> None:
    head = Masthead(("云岭县清溪镇人民政府",), "清政〔2027〕3号", ("赵敏",))
    (page,) = pages(head, Title(("关于……的报告",)), Recipients("县委、县政府："))
    looks = [row.look for row in page]
    assert [row.text for row in page if row.look == "mark"] == ["云岭县清溪镇人民政府文件"]
    assert [row.cells for row in page if row.look == "register"] == [("清政〔2027〕3号", "签发人：赵敏")]
    assert looks.index("rule") < looks.index("title") < len(looks) - 1


def test_the_foot_shows_names_date_note_and_imprint() -> None:
    sign = SignOff(("云岭县清溪镇人民政府",), "2027年1月15日")
    (page,) = pages(Paragraph(BODY), sign, Note("公开方式：主动公开"), Imprint("县司法局", "清溪镇党政办公室", "2027年1月16日"))
    assert [row.text for row in page if row.look == "right"] == ["云岭县清溪镇人民政府", "2027年1月15日"]
    assert [row.text for row in page if row.look == "small"] == ["抄送：县司法局", ""]
    assert page[-1].cells == ("清溪镇党政办公室", "2027年1月16日印发")
