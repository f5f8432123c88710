"""The public version: what falls away, what is replaced, and when there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.papers.cutting import Cut, Decision, Public, public
from server.report.problems import Refused
from server.report.snapshot import SectionRecord
from server.report.words import sentences
from tests.report.papers.township import FRONT, report


def _public(text: str, *cuts: Cut) -> Public:
    return public(report(sections=(SectionRecord(key="disputes", level=1, heading="化解矛盾。", text=text),)), FRONT, cuts)


def _cut(sentence: str, replacement: str = "", decision: Decision = "internal") -> Cut:
    return Cut("disputes", sentence, decision, replacement)


def _text(text: str, *cuts: Cut) -> str:
    return _public(text, *cuts).snapshot.sections[0].text


@pytest.mark.parametrize(
    ("text", "cut", "left"),
    [
        ("甲。乙。丙。", _cut("乙。"), "甲。丙。"),
        ("甲。乙。丙。", _cut("乙。", "丁。"), "甲。丁。丙。"),
        ("甲。\n乙。\n丙。", _cut("乙。"), "甲。\n丙。"),
        ("甲。\n\n乙。", _cut("乙。"), "甲。\n"),
        ("1.甲。乙。\n2.丙。", _cut("1.甲。"), "1.乙。\n2.丙。"),
        ("1.甲。乙。\n2.丙。", _cut("甲。"), "1.乙。\n2.丙。"),
        ("1.甲。乙。\n2.丙。", _cut("甲。", "丁。"), "1.丁。乙。\n2.丙。"),
        ("1.甲。乙。", _cut("1.甲。", "1.丁。"), "1.丁。乙。"),
        ("1.甲。\n2.丙。", _cut("甲。"), "2.丙。"),
        ("姓名\t电话\n岑知远\t5550101\n林小满\t5550102", _cut("岑知远\t5550101"), "姓名\t电话\n林小满\t5550102"),
        ("“甲！”乙。", _cut("“甲！”"), "乙。"),
        ("甲 乙。丙。", _cut("甲乙。"), "丙。"),
        ("甲。乙。甲。", _cut("甲。"), "乙。"),
        ("甲。乙", _cut("乙"), "甲。"),
        ("甲。乙。", _cut("", "全文内部。"), "全文内部。"),
        ("甲。乙。", _cut(""), ""),
        ("甲。乙。", _cut("甲。", decision="open"), "甲。乙。"),
    ],
)
def test_an_internal_sentence_falls_away_or_is_replaced(text: str, cut: Cut, left: str) -> None:
    assert _text(text, cut) == left


def test_the_front_is_cut_too() -> None:
    cut = public(report(), FRONT, (Cut("closing", "特此报告。", "internal", "以上。"),))
    assert cut.front.closing == "以上。"
    assert cut.front.title == FRONT.title
    assert cut.count == 1


def test_a_figure_falls_away_or_is_replaced() -> None:
    cut = public(report(), FRONT, (Cut("entry:dis.found", "", "internal"), Cut("entry:dis.resolved", "", "internal", "近500")))
    assert cut.hidden == {"dis.found"}
    assert {each.indicator: each.raw for each in cut.snapshot.entries}["dis.resolved"] == "近500"


def test_nothing_is_public_while_somebody_has_to_decide() -> None:
    with pytest.raises(Refused) as refused:
        _public("甲。乙。", _cut("甲。", decision="pending"), Cut("closing", "特此报告。", "pending"))
    assert "还有2处" in refused.value.message
    assert "化解矛盾“甲。”" in refused.value.message


def test_a_sentence_rewritten_after_it_was_called_internal_stops_the_public_version() -> None:
    with pytest.raises(Refused, match="重新核对"):
        _public("甲已经改写。", _cut("甲。"))
    with pytest.raises(Refused, match="重新核对"):
        _public("甲。", Cut("unknown", "甲。", "internal"))


def test_an_open_sentence_that_was_rewritten_does_no_harm() -> None:
    assert _text("甲已经改写。", _cut("甲。", decision="open")) == "甲已经改写。"


@given(st.text("甲乙丙。！1.\n\t一、", max_size=60), st.data())
def test_no_internal_sentence_is_left_and_all_others_are(text: str, data: st.DataObject) -> None:
    told = sentences(text)
    chosen = data.draw(st.sampled_from(told)) if told else ""
    if not chosen.strip():
        return
    left = _text(text, _cut(chosen))
    bare = "".join(chosen.split())
    assert all("".join(each.split()) != bare for each in sentences(left))
    assert len(left) <= len(text)
