"""The leader's page as a paper: only what is there, changes as changes, long stretches cut to their ends."""

from server.library import Library
from server.report.manuscript import Heading, Paragraph, Piece, Table, Tracked
from server.report.papers.changes import words_of
from server.report.papers.figures import Group, Row
from server.report.papers.leading import Account, Answer, Changed, Clash, Copy, FigureChange, Overview, TextChange, leader_paper, shown
from server.report.past.reckoning import Pledge

LONG = "在东河集市设立流动调解点，逢集由司法所和村调解员轮流坐班。" * 4


def test_what_stayed_is_cut_to_its_ends_and_what_changed_is_whole() -> None:
    pieces = shown(f"{LONG}化解12件。", f"{LONG}化解13件。")
    assert [(each.change, each.text) for each in pieces] == [
        ("", f"{LONG[:24]}……{(LONG + '化解')[-24:]}"),
        ("deleted", "12件"),
        ("inserted", "13件"),
        ("", "。"),
    ]
    assert shown("", LONG) == (Piece(LONG, "inserted"),)


def test_a_first_reading_has_no_changes_and_says_so(library: Library) -> None:
    words = library.labels["leader"]
    blocks = leader_paper(Overview("清溪镇", 2025, ""), words).blocks
    assert [each.heading for each in blocks if isinstance(each, Heading)] == [
        "阅后改动",
        "报告里的承诺",
        "上年承诺和问题的落实",
        "说明和放行",
    ]
    assert Paragraph("您还没有点过“已阅”。点过以后，这里只列出之后的改动。") in blocks


def test_everything_there_is_stands_in_its_order(library: Library) -> None:
    row = Row("dis.found", ("排查", "件", "13", "12", "+1", "司法所"), answered=True)
    text = TextChange((Piece("化解"), Piece("12件", "deleted"), Piece("13件", "inserted"), Piece("。\n继续。")), "林晓")
    overview = Overview(
        unit="清溪镇",
        year=2025,
        since="2026年1月9日",
        changes=(Changed("化解矛盾", (FigureChange("排查", "12件", "", "林晓"),), (text,)),),
        promises=(Pledge("每月学法", "由司法所组织"),),
        accounts=(Account("plans", "建调解室", "partly", "差一个村"), Account("problems", "普法单一", "", "")),
        answers=(Answer("必改", "放行理由", "受理不等于办结与在办之和。", "平台口径不同。", "赵敏 2026年1月8日"),),
        clashes=(Clash("述职.docx", "排查", "15件", "13件", "排查15件。"),),
        groups=(Group("化解矛盾", (row,)),),
        blank=2,
        copies=(Copy("化解矛盾", "逢集坐班。", ("白石镇", "青石镇")),),
    )
    blocks = leader_paper(overview, library.labels["leader"]).blocks
    said = [words_of(each) for each in blocks if isinstance(each, Paragraph)]
    assert said == [
        "您2026年1月9日阅后，下列内容有改动。",
        "排查：12件→未填（林晓）",
        "1. 每月学法。由司法所组织",
        "上年计划：建调解室——部分落实（差一个村）",
        "上年问题：普法单一——还没说明",
        "【必改】受理不等于办结与在办之和。放行理由：平台口径不同。（赵敏 2026年1月8日）",
        "排查：报告是13件，述职.docx是15件（“排查15件。”）",
        "化解矛盾：“逢集坐班。”——白石镇、青石镇也有这一句",
        "还有2个指标没有填，今年和上年的数都没有。",
    ]
    assert [words_of(each) for each in blocks if isinstance(each, Tracked)] == ["化解13件。　继续。"]
    (table,) = [each for each in blocks if isinstance(each, Table)]
    assert table.rows == (("指标", "单位", "2025年", "2024年", "增减", "来源"), row.cells)
