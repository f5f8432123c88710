"""The inspector: our own papers are right, one spoilt place is found and nothing else, and only 应当 must be put right."""

from collections import Counter
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.report.findings import Class, Finding, Strength
from server.report.inspection.judging import RULES, Inspection, judge, textual
from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Block,
    Imprint,
    Letterhead,
    Manuscript,
    Masthead,
    Occasion,
    Paragraph,
    Properties,
    Recipients,
    SignOff,
    Title,
)
from server.report.words import title_lines
from server.word.inspecting.layouts import layout_of
from server.word.writer import write
from tests.word import shapes
from tests.word.edits import mutated
from tests.word.mutations import MUTATIONS, Mutation
from tests.word.right import DAY, FONTS, IMPRINT, NAME, OPENNESS, PARTY, REMARK, TEXT, Which, measures, right, template

STANDARD = "GB/T 9704-2012 "


def inspected(docx: bytes) -> Inspection:
    return judge(layout_of(docx), FONTS)


@pytest.mark.parametrize("profile", ["a", "b"])
@pytest.mark.parametrize("which", get_args(Which))
def test_nothing_must_be_put_right_in_what_we_write(which: Which, profile: str) -> None:
    found = inspected(right(which, profile))
    waiting = {"blank": ["number.blank", "signatory.blank", "date.blank"], "bare": ["folio.bare"]}
    assert [finding.rule for finding in found.findings] == waiting.get(which, [])
    assert not found.failed
    assert found.profile == profile.upper()


@pytest.mark.parametrize(
    ("which", "kind"),
    [
        *(("report", "redhead"), ("joint", "redhead"), ("blank", "redhead"), ("unsealed", "plain"), ("plain", "plain")),
        *(("letter", "letter"), ("bare", "bare")),
    ],
)
def test_the_kind_of_a_paper_is_seen(which: Which, kind: str) -> None:
    assert inspected(right(which)).kind == kind


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.name)
def test_a_single_fault_is_found_and_nothing_else(mutation: Mutation) -> None:
    found = inspected(mutated(right(mutation.paper), mutation.edit)).findings
    assert [(finding.rule, finding.clause.removeprefix(STANDARD)) for finding in found] == [(mutation.rule, mutation.clause)]
    assert found[0].weight is not Class.must or found[0].strength is Strength.shall


def test_every_rule_has_a_mutation() -> None:
    assert {rule.id for rule in RULES} == {mutation.rule for mutation in MUTATIONS}


def test_every_rule_has_a_name_of_its_own_and_a_clause() -> None:
    assert [name for name, count in Counter(rule.id for rule in RULES).items() if count > 1] == []
    assert all(rule.place and rule.message and rule.strength in Strength for rule in RULES)
    assert not [rule.id for rule in RULES if rule.usual_weight is Class.must and rule.strength is not Strength.shall]


def test_a_finding_about_words_is_told_from_one_about_layout() -> None:
    year, size = (each for each in MUTATIONS if each.name in {"year of two digits", "title of 18 points"})
    assert textual(inspected(mutated(right(), year.edit)).findings[0])
    assert not textual(inspected(mutated(right(), size.edit)).findings[0])


def test_the_same_fault_in_many_places_is_one_finding() -> None:
    (spoilt,) = (each for each in MUTATIONS if each.name == "lines of 30 points")
    (finding,) = inspected(mutated(right(), spoilt.edit)).findings
    assert finding.found == "固定值30磅"
    assert finding.where == "第5段“现将我镇2025年度法治…”、第7段“（一）加强组织领导。镇党…”、第8段“1.压实责任。制定责任清…”等8处"


NAMES = (
    "清溪乡政府",
    "清溪镇人民政府",
    "云岭县清溪街道办事处",
    "青州市云岭自治县清溪土家族苗族乡人民政府",
    "青州市云岭土家族苗族自治县清溪土家族苗族侗族乡人民政府",
)
ISSUERS = ((NAME,), (PARTY, NAME), (PARTY, NAME, "云岭县清溪镇人民代表大会主席团"))
SIGNERS = (
    *(("张三",), ("欧阳三丰",), ("李四四", "张三"), ("张三", "欧阳四四")),
    *(
        ("张三丰", "李四四", "王五"),
        ("张三", "李四", "欧阳五五"),
        ("张三", "李四", "王五", "赵六"),
        ("欧阳三丰", "李四四", "王五五", "赵六"),
    ),
)


def of_ours(profile: str, *blocks: Block) -> tuple[Finding, ...]:
    """What is found in a paper that we wrote."""
    paper = Manuscript(Properties("报告", NAME, "2026-01-15"), blocks)
    return inspected(write(paper, measures(profile), template(profile))).findings


def must(profile: str, *blocks: Block) -> list[str]:
    """The rules of which something must be put right."""
    return [finding.rule for finding in of_ours(profile, *blocks) if finding.weight is Class.must]


@pytest.mark.parametrize("profile", ["a", "b"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_must_be_put_right_whatever_the_office_is_called(name: str, profile: str) -> None:
    title = Title(title_lines(f"{name}关于2025年度法治政府建设情况的报告"))
    head = Masthead((name,), "清府〔2026〕123号", ("张三",), urgency="加急")
    assert must(profile, head, title, *TEXT[1:], SignOff((name,), DAY), IMPRINT) == []
    assert must(profile, title, *TEXT[1:], SignOff((name,), "2026年12月25日", sealed=False)) == []
    letter = (Letterhead(name, "清府函〔2026〕1号", urgency="特急"), Title(title_lines(f"{name}关于商请派员授课的函")))
    assert must(profile, *letter, Recipients("县司法局："), TEXT[2], SignOff((name,), DAY), Imprint("县委政法委")) == []


@pytest.mark.parametrize("profile", ["a", "b"])
@pytest.mark.parametrize("signers", SIGNERS)
@pytest.mark.parametrize("issuers", ISSUERS)
def test_no_demand_is_broken_by_several_signers(issuers: tuple[str, ...], signers: tuple[str, ...], profile: str) -> None:
    head = Masthead(issuers, "清委〔2026〕12号", signers, urgency="特急")
    found = of_ours(profile, head, *TEXT, SignOff(issuers, DAY), REMARK, OPENNESS, IMPRINT)
    assert [finding.rule for finding in found if finding.strength is Strength.shall] == []


@pytest.mark.parametrize("profile", ["a", "b"])
@pytest.mark.parametrize("issuers", ISSUERS)
def test_no_demand_is_broken_by_several_names_without_seals(issuers: tuple[str, ...], profile: str) -> None:
    found = of_ours(profile, Masthead(issuers, "清委〔2026〕12号", ("张三",)), *TEXT, SignOff(issuers, DAY, sealed=False), IMPRINT)
    assert [finding.rule for finding in found if finding.strength is Strength.shall] == []


@pytest.mark.parametrize("count", range(10))
def test_nothing_must_be_put_right_with_any_number_of_attachments(count: int) -> None:
    names = [f"{each}类事项情况说明及对照表" * (1 + at % 3) for at, each in enumerate("甲乙丙丁戊己庚辛壬"[:count])]
    labels = [f"附件{at}" if count > 1 else "附件" for at in range(1, count + 1)]
    enclosed = [
        block
        for label, name in zip(labels, names, strict=True)
        for block in (Attachment(label, title_lines(name)), Paragraph("按期完成。"))
    ]
    note = [AttachmentNote(tuple(names))] if names else []
    assert must("a", Masthead((NAME,), "清府〔2026〕1号", ("张三",)), *TEXT, *note, SignOff((NAME,), DAY), *enclosed, IMPRINT) == []


@pytest.mark.parametrize("copies", ["", "县司法局，县人大常委会办公室，县政协办公室，县纪委监委，县委政法委，县法院，县检察院，县公安局"])
@pytest.mark.parametrize("printer", ["", "清溪镇党政办公室"])
@pytest.mark.parametrize("day", ["", "2026年1月16日"])
def test_nothing_must_be_put_right_with_any_part_of_the_imprint(copies: str, printer: str, day: str) -> None:
    head = Masthead((NAME,), "清府〔2026〕1号", ("张三",))
    assert must("a", head, *TEXT, SignOff((NAME,), DAY), Imprint(copies, printer, day)) == []


def test_a_number_still_to_be_filled_in_hides_nothing() -> None:
    head = Masthead((NAME,), "清府〔2026〕　号")
    paper = Manuscript(Properties("报告", NAME), (head, *TEXT, SignOff((NAME,), ""), IMPRINT))
    found = inspected(write(paper, measures("a"), template("a")))
    assert [finding.rule for finding in found.findings] == ["number.blank", "signatory.blank", "date.blank"]


def test_the_words_that_address_a_meeting_are_no_text() -> None:
    title = Title(("清溪镇人民政府关于", "2025年度法治政府建设情况的报告"))
    occasion = Occasion("（2026年1月20日在清溪镇第五届人民代表大会第六次会议上）")
    assert must("a", title, occasion, Recipients("各位代表："), *TEXT[2:]) == []


@given(
    st.lists(
        st.text(alphabet="一二、（）1.附件：报告签发人〔2026〕号年月日镇政府\n\t \u3000“”《》。，", min_size=1, max_size=30),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(shapes.SHAPES),
)
@settings(max_examples=120, deadline=None)
def test_no_text_is_too_strange_to_be_examined(lines: list[str], shape: shapes.Shape) -> None:
    found = inspected(shapes.made(lines, shape))
    assert found.rules_checked > 100
    assert all(finding.message and finding.clause for finding in found.findings)
