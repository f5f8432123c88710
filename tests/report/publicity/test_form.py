"""公开审查表: where and why, what stands in its place, lines to sign; never the words in question."""

from dataclasses import replace
from datetime import UTC, datetime

from server.library import Library
from server.report.manuscript import Manuscript, Paragraph, Table, Title
from server.report.publicity.deciding import Decided, weigh, weigh_entries
from server.report.publicity.form import Reviewed, names_of, review_form
from server.report.publicity.passages import Passage

NAMED, STEADY = "书记陈泽民接访。", "落实稳控措施。"
SAID = Decided("disputes", NAMED, "internal", "负责人接访。", 1, datetime(2026, 1, 9, tzinfo=UTC), "赵敏")


def reviewed(library: Library, *texts: Passage) -> Reviewed:
    weighed = (*weigh(texts, {SAID.key: SAID}, library.finder.find), *weigh_entries([("dis.x", "稳控：3")], {}, library.finder.find))
    names = names_of([("disputes", "化解矛盾。")], {"closing": "结尾"}, [("dis.x", "稳控人数")])
    return Reviewed("云岭县清溪镇人民政府", "清溪镇", "关于2025年\n情况的报告", 2025, weighed, names, library.labels)


def tables(paper: Manuscript) -> list[Table]:
    return [each for each in paper.blocks if isinstance(each, Table)]


def words(paper: Manuscript) -> str:
    return "".join(each.text for each in paper.blocks if isinstance(each, Paragraph))


def test_the_list_names_place_reason_decision_and_what_the_public_reads(library: Library) -> None:
    texts = (Passage("heading:disputes", "稳控"), Passage("disputes", f"全年36件。{NAMED}"), Passage("closing", STEADY))
    facts, listed, signing = tables(review_form(reviewed(library, *texts)))
    assert facts.rows[:3] == (("拟公开单位", "云岭县清溪镇人民政府"), ("文件标题", "关于2025年情况的报告"), ("报告年度", "2025"))
    assert listed.rows == (
        ("序号", "位置", "原因", "处理", "公开版写法"),
        ("1", "化解矛盾（标题）", "维稳表述", "待定", "待定"),
        ("2", "化解矛盾第2句", "人名和职务、身份", "内部", "负责人接访。"),
        ("3", "结尾第1句", "维稳表述", "待定", "待定"),
        ("4", "指标：稳控人数", "维稳表述", "待定", "待定"),
    )
    assert [row[0] for row in signing.rows] == ["审查环节", "审查人", "保密审查", "分管领导", "主要负责人"]


def test_it_counts_and_says_what_is_unfinished_and_on_what_it_rests(library: Library) -> None:
    paper = review_form(reviewed(library, Passage("disputes", f"{NAMED}{STEADY}")))
    assert isinstance(paper.blocks[0], Title)
    assert "共3处：照原文公开0处，改写后公开1处，不公开0处，尚未审定2处。" in words(paper)
    assert "还有2处尚未审定" in words(paper)
    assert "《中华人民共和国政府信息公开条例》第十三条至第十七条、第二十条和《中华人民共和国保守国家秘密法》" in words(paper)


def test_the_words_in_question_are_not_copied(library: Library) -> None:
    paper = review_form(reviewed(library, Passage("disputes", f"{NAMED}{STEADY}")))
    assert "陈泽民" not in words(paper) + "".join(cell for table in tables(paper) for row in table.rows for cell in row)


def test_a_report_in_which_nothing_was_found_has_no_list(library: Library) -> None:
    plain = replace(reviewed(library), weighed=weigh([Passage("disputes", "全年36件。")], {}, library.finder.find))
    assert len(tables(review_form(plain))) == 2
    assert "没有提示需要审定的内容" in words(review_form(plain))
