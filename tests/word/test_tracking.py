"""Changes as Word tracks them: accepted they are the new text, rejected the old one, paragraph by paragraph."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Block,
    Heading,
    Manuscript,
    Note,
    Paragraph,
    Piece,
    Properties,
    Recipients,
    SignOff,
    Table,
    Title,
    Tracked,
)
from server.report.papers.changes import changes
from server.word import package
from server.word.reader import read_docx
from tests.word.papers import CHANGED, UNIT, lines, parts, typed, written, xml
from tests.word.schema import faults

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = "2027年1月15日"
TABLE = Table((("事项", "件数"), ("行政许可", "1286")))


def _texts(docx: bytes) -> list[str]:
    """What is read with every change accepted."""
    return [line.text for line in read_docx(docx).lines]


def _rejected(docx: bytes) -> bytes:
    """The document as Word leaves it when every change is rejected."""
    found = parts(docx)
    root = etree.fromstring(found["word/document.xml"].encode())
    _remove_all(each for each in root.iter(W + "tr") if each.find(f"{W}trPr/{W}ins") is not None)
    _remove_all(each for each in root.iter(W + "tbl") if each.find(W + "tr") is None)
    _remove_all(each for each in root.iter(W + "ins") if each.find(W + "r") is not None)
    for gone in [each for each in root.iter(W + "p") if each.find(f"{W}pPr/{W}rPr/{W}ins") is not None]:
        _join(gone)
    for deleted in list(root.iter(W + "del")):
        _unwrap(deleted)
    for text in root.iter(W + "delText"):
        text.tag = W + "t"
    main = etree.tostring(root)
    return package.stored((name, main if name == "word/document.xml" else text.encode()) for name, text in found.items())


def _remove_all(elements: Iterable[etree._Element]) -> None:
    for each in list(elements):
        _remove(each)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)


def _join(paragraph: etree._Element) -> None:
    """A paragraph whose end goes runs on into the next one."""
    following = paragraph.getnext()
    if following is not None and following.tag == W + "p":
        properties = following.find(W + "pPr")
        assert properties is not None
        for run in reversed([each for each in paragraph if each.tag != W + "pPr"]):
            properties.addnext(run)
        _remove(paragraph)


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        piece
        for kind, a, b, c, d in steps
        for piece in ([Piece(old[a:b])] if kind == "equal" else [Piece(old[a:b], "deleted"), Piece(new[c:d], "inserted")])
        if piece.text
    )


def test_changed_words_are_marked_with_the_unit_and_the_day_of_the_document() -> None:
    said = xml(Tracked(Paragraph("制定方案3个。"), (Piece("制定方案"), Piece("2", "deleted"), Piece("3", "inserted"), Piece("个。"))))
    runs = re.findall(r"<w:(ins|del) w:id=\"(\d+)\" w:author=\"(\w+)\" w:date=\"([^\"]+)\"><w:r>.*?<w:(t|delText) [^>]*>([^<]*)<", said)
    assert runs == [("del", "1", UNIT, "2027-01-15T00:00:00Z", "delText", "2"), ("ins", "2", UNIT, "2027-01-15T00:00:00Z", "t", "3")]


def test_without_a_day_a_change_is_of_1980() -> None:
    docx = typed(Manuscript(Properties("报告", UNIT), (Tracked(Paragraph("甲"), mark="inserted"),)))
    assert set(re.findall(r'w:date="([^"]+)"', parts(docx)["word/document.xml"])) == {"1980-01-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Paragraph("全年办结行政许可1100件。"), Paragraph("全年办结行政许可1286件，办结率99%。")),
        (Paragraph("甲。"), Paragraph("乙。")),
        (Recipients("县政府："), Recipients("县委、县政府：")),
        (Heading(1, "一、", "主要举措"), Heading(1, "二、", "主要举措和成效")),
        (Heading(1, "一、", "主要举措。", "旧的正文。"), Heading(1, "一、", "举措。", "新的正文。")),
        (Heading(2, "（一）", "领导。", "制定方案2个。"), Heading(2, "（二）", "加强领导。", "制定方案3个。")),
        (Title(("清溪镇人民政府关于", "2025年度的报告")), Title(("清溪镇人民政府", "关于2026年度的报告"))),
        (Note("联系人：林禾"), Note("联系人：陆青")),
        (Attachment("附件", ("指标表",)), Attachment("附件2", ("主要指标表", "（续）"))),
        (AttachmentNote(("指标表",)), AttachmentNote(("主要指标表", "决策目录"))),
        (AttachmentNote(("指标表", "决策目录")), AttachmentNote(("决策目录",))),
    ],
)
def test_accepted_it_is_the_new_text_and_rejected_the_old_one(old: Block, new: Block) -> None:
    changed = Tracked(_like(new), _pieces(_words(old), _words(new)))
    around = (Paragraph("前一段。"), Paragraph("后一段。"))
    docx = written(around[0], changed, around[1])
    assert _texts(docx) == _texts(written(around[0], new, around[1]))
    assert _texts(_rejected(docx)) == _texts(written(around[0], old, around[1]))
    assert faults(docx) == []


def _like(block: Block) -> Title | Recipients | Paragraph | Heading | AttachmentNote | Note | Attachment:
    assert isinstance(block, Title | Recipients | Paragraph | Heading | AttachmentNote | Note | Attachment)
    return block


def _words(block: Block) -> str:
    match block:
        case Title(said) | AttachmentNote(said):
            return "\n".join(said)
        case Heading():
            return block.number + block.heading + block.text
        case Attachment(label, title):
            return "\n".join((label, *title))
        case Recipients(text) | Paragraph(text) | Note(text):
            return text
        case _:
            return ""


@pytest.mark.parametrize(
    "like",
    [
        Paragraph("一段。"),
        Heading(1, "一、", "主要举措。", "今年以来。"),
        Title(("甲", "乙")),
        Note("联系人：陆青"),
        AttachmentNote(("甲", "乙")),
        Attachment("附件1", ("甲",)),
        TABLE,
    ],
)
def test_a_whole_block_comes_and_goes(like: Paragraph | Heading | Title | Note | AttachmentNote | Attachment | Table) -> None:
    around = (Paragraph("前一段。"), Paragraph("后一段。"))
    without = _texts(written(*around))
    inserted, deleted = (
        written(around[0], Tracked(like, mark="inserted"), around[1]),
        written(around[0], Tracked(like, mark="deleted"), around[1]),
    )
    assert _texts(inserted) == _texts(_rejected(deleted)) == _texts(written(around[0], like, around[1]))
    assert _texts(deleted) == _texts(_rejected(inserted)) == without
    assert faults(inserted) == faults(deleted) == []


OLD: tuple[Block, ...] = (
    Title(("清溪镇人民政府关于2025年度", "法治政府建设情况的报告")),
    Recipients("县政府："),
    Paragraph("现将情况报告如下："),
    Heading(1, "一、", "主要举措", ""),
    Heading(2, "（一）", "加强领导。", "制定方案2个，召开会议5次。"),
    Paragraph("这一段今年不再写。"),
    TABLE,
    Paragraph("特此报告。"),
    AttachmentNote(("指标表",)),
    SignOff((UNIT,), DAY),
    Note("联系人：林禾"),
    Attachment("附件", ("指标表",)),
    Paragraph("略。"),
)
NEW: tuple[Block, ...] = (
    Title(("清溪镇人民政府关于", "2026年度法治政府建设情况的报告")),
    Recipients("县委、县政府："),
    Paragraph("现将有关情况报告如下："),
    Heading(1, "一、", "主要举措和成效", ""),
    Heading(2, "（一）", "加强组织领导。", "制定方案3个，召开会议5次。"),
    Table((("事项", "件数"), ("行政许可", "1300"))),
    Heading(2, "（二）", "", "新的一段。"),
    Paragraph("特此报告。"),
    AttachmentNote(("指标表", "决策目录")),
    SignOff((UNIT,), DAY),
    Note("联系人：陆青"),
    Attachment("附件1", ("主要", "指标表")),
    Paragraph("略。"),
    Attachment("附件2", ("决策目录",)),
    Paragraph("修订村庄规划。"),
)


@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (NEW, OLD), (OLD, OLD), (OLD, ()), ((), NEW)])
def test_the_changes_between_two_documents_lead_to_either(old: tuple[Block, ...], new: tuple[Block, ...]) -> None:
    before, after = (Manuscript(Properties("报告", UNIT, DAY), blocks) for blocks in (old, new))
    docx = typed(changes(before, after))
    assert _unsigned(docx) == _unsigned(typed(after))
    assert _unsigned(_rejected(docx)) == _unsigned(typed(before))
    assert faults(docx) == []


def _unsigned(docx: bytes) -> list[str]:
    """What is read, without line ends in a title and without the sign-off, which is always the new one."""
    return [line.text.replace("\n", "") for line in read_docx(docx).lines if line.text not in (UNIT, DAY)]


def test_a_table_comes_and_goes_by_its_rows() -> None:
    said = xml(Tracked(TABLE, mark="deleted"), Tracked(TABLE, mark="inserted"))
    rows = re.findall(r"<w:trPr>.*?</w:trPr>", said)
    assert [re.findall(r"<w:(ins|del) ", row) for row in rows] == [["del"], ["del"], ["ins"], ["ins"]]


def test_a_changed_block_keeps_the_styles_of_its_kind() -> None:
    said = xml(
        Tracked(
            Heading(2, "（一）", "加强领导。", "制定方案。"), (Piece("（一）加强"), Piece("组织", "deleted"), Piece("领导。制定方案。"))
        )
    )
    runs = re.findall(r'<w:r><w:rPr>(?:<w:rStyle w:val="(\w+)"/>)?.*?</w:rPr><w:(?:t|delText) [^>]*>([^<]*)<', said)
    assert runs == [("HeadingRun2", "（一）加强"), ("HeadingRun2", "组织"), ("HeadingRun2", "领导。"), ("", "制定方案。")]


def test_a_block_that_did_not_change_is_set_as_ever() -> None:
    assert lines(Tracked(Paragraph("一段。"), (Piece("一段。"),))) == lines(Paragraph("一段。"))
    assert "w:ins" not in xml(Tracked(TABLE))


def test_a_changed_paragraph_still_keeps_to_the_sign_off() -> None:
    said = xml(Tracked(Paragraph("特此报告。"), (Piece("特此"), Piece("报告。", "inserted"))), SignOff((UNIT,), DAY))
    assert '<w:pStyle w:val="BodyText"/><w:keepNext/>' in said


def test_no_two_changes_of_a_document_have_one_id() -> None:
    said = parts(written(*CHANGED))["word/document.xml"]
    ids = [int(each) for each in re.findall(r'<w:(?:ins|del) w:id="(\d+)"', said)]
    assert len(ids) > 40
    assert sorted(ids) == list(range(1, len(ids) + 1))


_WORDS = st.text(st.sampled_from("甲乙丙丁。，1 \n\t<&𠮷"), max_size=20)


@settings(max_examples=50)
@given(st.lists(st.tuples(_WORDS, _WORDS), min_size=1, max_size=4))
def test_accepting_and_rejecting_gives_the_new_and_the_old_words(pairs: list[tuple[str, str]]) -> None:
    blocks = [Tracked(Paragraph(new), _pieces(old, new)) for old, new in pairs]
    docx = written(*blocks)
    assert _runs(docx) == "".join(new for _, new in pairs)
    assert _runs(_rejected(docx)) == "".join(old for old, _ in pairs)
    assert faults(docx) == []


def _runs(docx: bytes) -> str:
    root = etree.fromstring(parts(docx)["word/document.xml"].encode())
    signs = {W + "br": "\n", W + "tab": "\t"}
    kept = (each for each in root.iter(W + "t", *signs) if not any(above.tag == W + "del" for above in each.iterancestors()))
    return "".join(signs.get(str(each.tag), each.text or "") for each in kept if each.getparent() is not None)


def test_kept_words_beside_each_other_are_one_run() -> None:
    said = xml(Tracked(Paragraph("甲乙丙"), (Piece("甲"), Piece("乙"), Piece("丙"), Piece("丁", "deleted"))))
    texts = [text for text, _ in groupby(re.findall(r"<w:t [^>]*>([^<]*)<", said))]
    assert texts == ["甲乙丙"]
