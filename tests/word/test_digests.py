"""Digests of a paper: registration fills its places and changes nothing else; a word, a margin, a watermark are told apart."""

from dataclasses import replace

import pytest

from server.library import Library
from server.report.inspection.digests import Difference, difference
from server.report.manuscript import Block, Heading, Imprint, Manuscript, Masthead, Paragraph, Properties, SignOff
from server.report.papers.assembling import Material, assemble
from server.report.papers.kinds import Form
from server.report.snapshot import Registration, Snapshot, load
from server.word.inspecting.digests import digests_of
from server.word.template import build
from server.word.writer import write
from tests.word.edits import look, mutated, run
from tests.word.right import DATA, NAME, blocks, measures, right

SIGNED = (
    Masthead((NAME,), "清府〔2026〕12号", ("李四四", "王五", "赵六")),
    SignOff((NAME,), "2026年12月25日"),
    Imprint("县司法局，县人大常委会办公室", "清溪镇党政办公室", "2026年12月26日"),
)
BLANK = (Masthead((NAME,)), SignOff((NAME,), ""), Imprint("县司法局，县人大常委会办公室", "清溪镇党政办公室", ""))


def made(*instead: Block, watermark: str = "", profile: str = "a") -> bytes:
    """The right report with other blocks of the kinds of these."""
    kinds = {type(block): block for block in instead}
    paper = tuple(kinds.get(type(block), block) for block in blocks("report"))
    return write(Manuscript(Properties("报告", NAME, "2026-01-15", watermark), paper), measures(profile), build(measures(profile)))


def _with_five(block: Block) -> Block:
    return replace(block, text=block.text.replace("专题会议4次", "专题会议5次")) if isinstance(block, Heading) else block


def told(before: bytes, after: bytes) -> Difference:
    return difference(digests_of(before), digests_of(after))


def test_the_same_bytes_are_unchanged() -> None:
    assert told(right(), right()) is Difference.unchanged


@pytest.mark.parametrize("instead", [SIGNED, BLANK], ids=["signed by three", "not yet signed"])
def test_what_registration_fills_in_is_registration_only(instead: tuple[Block, ...]) -> None:
    assert told(right(), made(*instead)) is Difference.registration
    assert told(made(*instead), right()) is Difference.registration


def test_a_watermark_that_goes_with_the_signature_is_registration_only() -> None:
    assert told(made(*BLANK, watermark="草稿"), right()) is Difference.registration


def test_one_other_figure_is_other_text_whatever_else_is_filled_in() -> None:
    other = tuple(_with_five(block) for block in blocks("report"))
    paper = Manuscript(Properties("报告", NAME, "2026-01-15"), other)
    assert told(right(), write(paper, measures("a"), build(measures("a")))) is Difference.text
    assert told(right(), made(*SIGNED, Paragraph("另一段。"))) is Difference.text


def test_another_profile_is_layout_only() -> None:
    assert told(right(), made(profile="b")) is Difference.layout


@pytest.mark.parametrize(
    "edit", [look("执法力量", "ind", firstLineChars="0", firstLine="0"), run("执法力量", "b"), look("附件1", "pageBreakBefore", val="0")]
)
def test_one_paragraph_set_otherwise_is_layout_only(edit: object) -> None:
    assert callable(edit)
    assert told(right(), mutated(right(), edit)) is Difference.layout


def test_registration_and_layout_together_are_told_as_both() -> None:
    assert told(right(), made(*SIGNED, profile="b")) is Difference.both


def test_a_digest_is_that_of_the_algorithm_asked_for() -> None:
    chinese = digests_of(right(), "sm3")
    assert chinese.algorithm == "sm3"
    assert {len(each) for each in (chinese.file, chinese.text, chinese.registration, chinese.layout)} == {64}
    assert chinese.text != digests_of(right()).text


@pytest.mark.parametrize("signers", ["", "张三", "张三、李四", "张三丰、李四四、王五、赵六"])
def test_registering_the_sample_changes_registration_only(signers: str, library: Library) -> None:
    snapshot = load((DATA / "samples/township.json").read_bytes())
    filled = Registration(number="禾政〔2027〕3号", signers=signers, copies="20", print_date="2027年12月21日")
    signed = snapshot.model_copy(update={"document_date": "2027年12月20日", "registration": filled})
    assert told(_full(snapshot, library, "草稿"), _full(signed, library, "")) is Difference.registration


def _full(snapshot: Snapshot, library: Library, mark: str) -> bytes:
    outline, known = library.outlines.get(snapshot.outline.key), library.indicators
    material = Material(snapshot, outline, library.labels, known, watermark=mark)
    return write(assemble(Form.full, material).manuscript, measures("a"), build(measures("a")))
