"""The public version for a website: headings, paragraphs, tables and the fields the site asks for."""

from dataclasses import replace

from server.report.manuscript import Attachment, Heading, Manuscript, Note, Paragraph, Piece, Properties, SignOff, Table, Title, Tracked
from server.report.papers.assembling import assemble
from server.report.papers.kinds import Form
from server.report.papers.webpage import Grid, Head, Publication, Text, web_page
from tests.report.papers.township import FRONT, material, report


def test_a_report_becomes_headings_and_paragraphs() -> None:
    front = FRONT.model_copy(update={"attachments": "附件：名录\n序号\t姓名\n1\t林小满"})
    given = replace(material(report(front=front)))
    page = web_page(assemble(Form.web, given).manuscript, Publication("000-2027-001", "2027年4月1日"))
    assert page.title == "清溪镇人民政府关于2026年度法治政府建设情况的报告"
    assert (page.issuers, page.document_date) == (("云岭县清溪镇人民政府",), "2027年1月15日")
    assert page.publication == Publication("000-2027-001", "2027年4月1日")
    assert page.nodes == (
        Text("云岭县人民政府："),
        Text("现将有关情况报告如下："),
        Head(2, "一、主要举措和成效"),
        Head(3, "（一）化解矛盾纠纷"),
        Text("全年排查矛盾纠纷513件，化解473件。镇长岑知远接待来访群众12人次。"),
        Head(4, "1.健全网络"),
        Text("设立调解室16个。"),
        Head(2, "二、下一步安排"),
        Text("继续排查。"),
        Text("特此报告。"),
        Text("名录"),
        Text("云岭县清溪镇人民政府"),
        Text("2027年1月15日"),
        Head(2, "附件 名录"),
        Grid((("序号", "姓名"),), (("1", "林小满"),)),
    )


def test_what_is_too_deep_or_has_no_heading_is_a_paragraph() -> None:
    blocks = (Heading(5, "①", "甲。", "乙。"), Heading(3, "1.", "", "很长的一段。"), Heading(4, "（1）", "丙"), Note("（附注）"))
    page = web_page(Manuscript(Properties("报告", "清溪镇"), blocks))
    assert page.nodes == (Text("①甲。乙。"), Text("1.很长的一段。"), Head(5, "（1）丙"), Text("（附注）"))
    assert (page.title, page.issuers) == ("报告", ("清溪镇",))


def test_titles_of_several_lines_are_one_and_joint_issuers_stay_two() -> None:
    blocks = (Title(("甲乙", "丙丁")), SignOff(("甲", "乙"), ""), Attachment("附件1", ("名", "录")), Table((("甲",),)))
    page = web_page(Manuscript(Properties("报告", "清溪镇"), blocks))
    assert (page.title, page.issuers) == ("甲乙丙丁", ("甲", "乙"))
    assert page.nodes == (Text("甲"), Text("乙"), Head(2, "附件1 名录"), Grid((("甲",),), ()))


def test_of_tracked_changes_the_new_words_are_shown() -> None:
    tracked = Tracked(Paragraph("新"), (Piece("旧", "deleted"), Piece("新", "inserted")))
    assert web_page(Manuscript(Properties("报告", "清溪镇"), (tracked,))).nodes == (Text("新"),)
