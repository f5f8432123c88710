"""花脸稿: taking all changes over gives the new text, undoing them the old one, and figures are never cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Block,
    Heading,
    Imprint,
    Letterhead,
    Manuscript,
    Masthead,
    Note,
    Occasion,
    Paragraph,
    Piece,
    Properties,
    Recipients,
    SignOff,
    Table,
    Title,
    Tracked,
)
from server.report.papers.changes import accepted, changes, pieces, rejected, words_of

TEXTS = st.text("甲乙丙丁排查件0123456789，。；一二三%ab ", max_size=40)
LEVELS = st.integers(1, 5)
BLOCKS = st.one_of(
    st.builds(Paragraph, TEXTS),
    st.builds(Heading, LEVELS, st.sampled_from(["一、", "（一）", "1."]), TEXTS, TEXTS),
    st.builds(Table, st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3).map(tuple)),
    st.builds(Title, st.lists(TEXTS, min_size=1, max_size=2).map(tuple)),
    st.builds(Recipients, TEXTS),
    st.builds(Occasion, TEXTS),
    st.builds(Note, TEXTS),
    st.builds(AttachmentNote, st.lists(TEXTS, max_size=2).map(tuple)),
    st.builds(Attachment, st.just("附件"), st.lists(TEXTS, max_size=2).map(tuple)),
)


def _paper(*blocks: Block) -> Manuscript:
    return Manuscript(Properties("报告", "清溪镇"), blocks)


def _changed(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.change, piece.text) for piece in pieces(old, new)]


@given(TEXTS, TEXTS)
def test_pieces_are_the_new_text_without_what_was_deleted_and_the_old_one_without_what_was_inserted(old: str, new: str) -> None:
    made = pieces(old, new)
    assert "".join(piece.text for piece in made if piece.change != "deleted") == new
    assert "".join(piece.text for piece in made if piece.change != "inserted") == old
    assert all(piece.text for piece in made)
    assert all(one.change != other.change for one, other in pairwise(made))


@given(st.lists(BLOCKS, max_size=6), st.lists(BLOCKS, max_size=6))
def test_a_paper_of_changes_holds_both_texts(old: list[Block], new: list[Block]) -> None:
    tracked = changes(_paper(*old), _paper(*new)).blocks
    assert [words for block in tracked if (words := accepted(block))] == [words for block in new if (words := words_of(block))]
    assert [words for block in tracked if (words := rejected(block))] == [words for block in old if (words := words_of(block))]


@given(st.lists(BLOCKS, max_size=6))
def test_the_same_text_has_no_changes(blocks: list[Block]) -> None:
    assert changes(_paper(*blocks), _paper(*blocks)).blocks == tuple(blocks)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "全年排查矛盾纠纷513件，化解473件。",
            "全年排查矛盾纠纷523件，化解473件。",
            [("", "全年排查矛盾纠纷"), ("deleted", "513件"), ("inserted", "523件"), ("", "，化解473件。")],
        ),
        (
            "参加人员近500人次，满意率98.5%。",
            "参加人员近600人次，满意率98.6%。",
            [
                ("", "参加人员"),
                ("deleted", "近500人次"),
                ("inserted", "近600人次"),
                ("", "，满意率"),
                ("deleted", "98.5%"),
                ("inserted", "98.6%"),
                ("", "。"),
            ],
        ),
        ("召开会议。继续排查。", "召开会议。", [("", "召开会议。"), ("deleted", "继续排查。")]),
        ("召开会议。", "召开会议。继续排查。", [("", "召开会议。"), ("inserted", "继续排查。")]),
        ("甲乙丙丁。", "戊己庚辛。", [("deleted", "甲乙丙丁。"), ("inserted", "戊己庚辛。")]),
        (
            "推动各村全面使用WPS2019办公。",
            "推动各村全面使用WPS2023办公。",
            [("", "推动各村全面使用WPS"), ("deleted", "2019"), ("inserted", "2023"), ("", "办公。")],
        ),
        (
            "我们坚持统筹推进依法治镇工作。",
            "我们坚持协调推动依法治镇工作。",
            [("", "我们坚持"), ("deleted", "统筹推进"), ("inserted", "协调推动"), ("", "依法治镇工作。")],
        ),
        ("", "新写。", [("inserted", "新写。")]),
        ("", "", []),
    ],
)
def test_a_change_reads_as_a_person_would_mark_it(old: str, new: str, shown: list[tuple[str, str]]) -> None:
    assert _changed(old, new) == shown


def test_paragraphs_alike_are_rewritten_and_others_are_inserted_or_deleted() -> None:
    old = _paper(Paragraph("第一段讲组织领导和责任。"), Paragraph("这一段要删去，不再使用。"), Paragraph("最后一段。"))
    new = _paper(Paragraph("第一段讲组织领导与责任。"), Paragraph("最后一段。"), Paragraph("增写的内容在此处。"))
    assert changes(old, new).blocks == (
        Tracked(
            Paragraph("第一段讲组织领导与责任。"),
            (Piece("第一段讲组织领导"), Piece("和", "deleted"), Piece("与", "inserted"), Piece("责任。")),
        ),
        Tracked(Paragraph("这一段要删去，不再使用。"), (Piece("这一段要删去，不再使用。", "deleted"),), "deleted"),
        Paragraph("最后一段。"),
        Tracked(Paragraph("增写的内容在此处。"), (Piece("增写的内容在此处。", "inserted"),), "inserted"),
    )


def test_a_number_that_moved_on_is_a_change_of_its_heading() -> None:
    (tracked,) = changes(_paper(Heading(2, "（二）", "完善制度")), _paper(Heading(2, "（三）", "完善制度"))).blocks
    assert isinstance(tracked, Tracked)
    assert (accepted(tracked), rejected(tracked)) == ("（三）完善制度", "（二）完善制度")


def test_a_heading_is_never_rewritten_into_a_paragraph() -> None:
    made = changes(_paper(Heading(2, "（二）", "完善制度机制")), _paper(Paragraph("（二）完善制度机制"))).blocks
    assert [block.mark for block in made if isinstance(block, Tracked)] == ["deleted", "inserted"]


def test_a_table_is_exchanged_as_a_whole() -> None:
    old, new = Table((("甲", "1"),)), Table((("甲", "2"),))
    assert changes(_paper(old), _paper(new)).blocks == (Tracked(old, (), "deleted"), Tracked(new, (), "inserted"))


def test_head_sign_off_and_imprint_are_the_new_ones() -> None:
    around = (Masthead(("甲",), "清政〔2027〕3号"), SignOff(("甲",), "2027年1月15日"), Imprint("乙"), Letterhead("甲"))
    assert changes(_paper(Masthead(("旧",)), SignOff(("旧",), ""), Imprint("旧")), _paper(*around)).blocks == around


def test_a_long_rewritten_paragraph_is_exchanged_as_a_whole() -> None:
    old, new = "甲乙" * 2500, "甲丙" * 2500
    assert _changed(old, new) == [("deleted", old), ("inserted", new)]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("often", [1, 1000])
def test_what_stands_a_thousand_times_is_compared_as_well(often: int) -> None:
    lines, (old, new) = ("无。",) * often, ("全年办理案件3件。", "全年办理案件4件。")
    apart = changes(_paper(*map(Paragraph, (*lines, old))), _paper(*map(Paragraph, (*lines, new))))
    pieces_of = (Piece("全年办理案件"), Piece("3件", "deleted"), Piece("4件", "inserted"), Piece("。"))
    assert [block for block in apart.blocks if isinstance(block, Tracked)] == [Tracked(Paragraph(new), pieces_of)]
    inside = _changed("".join(lines) + old, "".join(lines) + new)
    assert inside == [("", "".join(lines) + "全年办理案件"), ("deleted", "3件"), ("inserted", "4件"), ("", "。")]


@pytest.mark.timeout(20)
def test_a_thousand_like_lines_that_changed_here_and_there_cost_no_minutes() -> None:
    new = _paper(*(Paragraph("无。" if at % 3 else f"有{at}件。") for at in range(1000)))
    made = changes(_paper(*[Paragraph("无。")] * 1000), new)
    assert [accepted(block) for block in made.blocks if accepted(block)] == [words_of(block) for block in new.blocks]
    assert [rejected(block) for block in made.blocks if rejected(block)] == ["无。"] * 1000
