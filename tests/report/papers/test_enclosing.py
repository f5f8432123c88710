"""Attachments as typed: where each begins, what it is called, what stands below."""

import pytest

from server.report.manuscript import Attachment, Heading, Paragraph, Table
from server.report.papers.enclosing import Enclosed, blocks, enclosed


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ()),
        (None, ()),
        ("\n \n", ()),
        ("附件：指标表", (Enclosed("指标表"),)),
        ("附件:指标表。", (Enclosed("指标表"),)),
        ("附件：名录\n第一段。\n\n第二段。", (Enclosed("名录", "第一段。\n\n第二段。"),)),
        ("附件1：指标表\n附件2：名录\n甲", (Enclosed("指标表"), Enclosed("名录", "甲"))),
        ("附件1.指标表\n附件 2 名录", (Enclosed("指标表"), Enclosed("名录"))),
        ("附件一：指标表\n附件二：名录", (Enclosed("指标表"), Enclosed("名录"))),
        ("附件1\n指标表\n附件2\n名录\n甲", (Enclosed("指标表"), Enclosed("名录", "甲"))),
        ("附件：1.指标表\n　　　2.名录", (Enclosed("指标表"), Enclosed("名录"))),
        ("附件：1.名录\n说明。\n2.第二条", (Enclosed("名录", "说明。\n2.第二条"),)),
        ("附件：名录\n1.第一条\n2.第二条", (Enclosed("名录", "1.第一条\n2.第二条"),)),
        ("附件：2026年度名录", (Enclosed("2026年度名录"),)),
        ("附件：2.5万元以上项目", (Enclosed("2.5万元以上项目"),)),
        ("名录\n甲", (Enclosed("名录", "甲"),)),
        ("附件：名录\n附件材料另行装订。", (Enclosed("名录", "附件材料另行装订。"),)),
    ],
)
def test_attachments_are_read_as_people_write_them(typed: str | None, found: tuple[Enclosed, ...]) -> None:
    assert enclosed(typed) == found


def test_only_a_name_alone_stands_for_the_table_of_figures() -> None:
    assert Enclosed("指标表").of_figures
    assert Enclosed("2026年度法治政府建设指标表").of_figures
    assert not Enclosed("指标表", "甲\t乙").of_figures
    assert not Enclosed("名录").of_figures


def test_a_single_attachment_has_no_number_and_one_without_text_no_page() -> None:
    assert blocks(enclosed("附件：名录\n甲。"), "附件", ()) == (Attachment("附件", ("名录",)), Paragraph("甲。"))
    assert blocks(enclosed("附件：名录\n附件：决定\n（一）甲。"), "附件", ()) == (
        Attachment("附件2", ("决定",)),
        Heading(1, "一、", "甲。"),
    )


def test_the_table_of_figures_takes_its_place() -> None:
    table = Table((("指标",), ("甲",)))
    assert blocks(enclosed("附件：指标表"), "附件", (table,)) == (Attachment("附件", ("指标表",)), table)
    assert blocks(enclosed("附件：指标表"), "附件", ()) == ()
