"""Numbers before lines and inside text: that they count on, in one form, with the right sign behind them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.checks.judging import finding
from server.report.checks.numbering import CHECKS
from server.report.checks.sequences import breaks
from tests.report.checks.papers import found, subject

_LINE = "落实主体责任，完善工作机制，推动任务落地见效。"


def _lines(*marks: str) -> str:
    return "清溪镇工作情况\n" + "\n".join(mark + _LINE for mark in marks)


def _told(text: str, *, hints: bool = False) -> list[tuple[str, str, str]]:
    return [(each.rule, each.quote, each.suggestion) for each in found(text, CHECKS, hints=hints)]


@pytest.mark.parametrize(
    ("marks", "quote", "suggestion"),
    [
        (("一、", "二、", "四、", "五、"), "四、", ""),
        (("一、", "二、", "五、", "四、"), "五、", "三、"),
        (("（一）", "（二）", "（二）", "（四）"), "（二）", "（三）"),
        (("（一）", "（一）", "（三）"), "（一）", "（二）"),
        (("1.", "2.", "4.", "5."), "4.", ""),
        (("（1）", "（2）", "（4）"), "（4）", ""),
        (("①", "②", "④"), "④", ""),
        (("⑴", "⑵", "⑶", "⑷", "⑸", "⑹", "⑻"), "⑻", ""),
        (("一、", "（一）", "（二）", "二、", "（二）", "（三）", "三、"), "（二）", ""),
    ],
)
def test_a_gap_or_a_repeat_is_found_where_it_stands(marks: tuple[str, ...], quote: str, suggestion: str) -> None:
    assert _told(_lines(*marks)) == [("S03", quote, suggestion)]


@pytest.mark.parametrize(
    "marks",
    [
        ("一、", "（一）", "（二）", "二、", "（一）", "（二）", "（三）"),
        ("一、", "（一）", "（二）", "二、", "（三）", "（四）", "三、", "（五）"),
        ("一、", "（一）", "1.", "2.", "（二）", "1.", "2.", "二、", "1.", "2."),
        ("一、", "（一）", "（二）", "（三）", "", "（一）", "（二）"),
        ("一、", "二、", "", "一、", "二、", "三、", "", "三、"),
    ],
)
def test_counts_that_begin_again_or_go_on_are_not(marks: tuple[str, ...]) -> None:
    assert _told(_lines(*marks)) == []


def test_a_number_swallowed_by_the_line_above_is_no_gap() -> None:
    text = _lines("一、", "二、").rstrip() + "三、" + _LINE + "\n四、" + _LINE
    assert _told(text) == []


def test_numbers_that_are_put_right_on_output_are_not_judged_but_points_are() -> None:
    seen = subject(_lines("一、", "(三)", "四、") + "\n主要做法有，一是完善制度；二是规范执法；四是加强普法。")
    fresh = replace(seen, text=replace(seen.text, renumbered=True))
    assert [finding(check, hit, fresh).quote for check in CHECKS for hit in check.find(fresh)] == ["四是"]


@pytest.mark.parametrize(
    ("words", "quote", "suggestion"),
    [
        ("一是完善制度；二是规范执法；四是加强普法。", "四是", ""),
        ("一是完善制度；三是规范执法；三是加强普法。", "三是", "二是"),
        ("一是完善制度；一是规范执法；三是加强普法。", "一是", "二是"),
        ("一是完善制度；二是规范执法；二是加强普法；四是加强监督。", "二是", "三是"),
        ("一要完善制度；二要规范执法；四要加强普法。", "四要", ""),
        ("其一，完善制度；其二，规范执法；其四，加强普法。", "其四，", ""),
        ("第一，完善制度。第二，规范执法。第四，加强普法。", "第四，", ""),
        ("主要有：（1）完善制度；（2）规范执法；（4）加强普法。", "（4）", ""),
        ("主要有：①完善制度；②规范执法；④加强普法。", "④", ""),
        ("完善制度。二是规范执法；三是加强普法。", "二是", ""),
    ],
)
def test_points_inside_text_count_on(words: str, quote: str, suggestion: str) -> None:
    told = _told(f"清溪镇工作情况\n{_LINE}{words}{_LINE}")
    assert told == [("S03", quote, suggestion)]


def test_points_count_on_over_paragraphs() -> None:
    text = f"清溪镇工作情况\n一是完善制度。{_LINE}\n二是规范执法。{_LINE}\n四是加强普法。{_LINE}"
    assert _told(text) == [("S03", "四是", "")]


@pytest.mark.parametrize(
    "words",
    [
        "一是完善制度；二是规范执法。一是加强普法；二是加强监督。",
        "一是完善制度，一是明确流程，二是明确时限；二是规范执法；三是加强普法。",
        "主要做法一是完善制度；二是规范执法；三是加强普法。",
        "首先完善制度；二是规范执法；三是加强普法。",
        "一是完善制度；二是规范执法，三则加强普法；四是加强监督。",
        "按照第三条第（三）项、第（五）项规定办理。",
        "一、二季度平稳，三、四季度增长。",
        "第一、第二、第四产业园区建成。",
        "收支相抵，三是实数。",
        "一要务，二是非，三要素都要讲清。",
    ],
)
def test_nested_shared_and_spoken_numbers_are_left_alone(words: str) -> None:
    assert _told(f"清溪镇工作情况\n{_LINE}{words}") == []


def test_half_width_brackets_are_one_finding_a_run_and_hints_for_the_rest() -> None:
    told = found(_lines("（一）", "(二)", "(三)", "（四）", "(五）"), CHECKS)
    said = [(each.quote, each.suggestion, each.weight) for each in told if each.rule == "S02"]
    assert said == [("(二)", "（二）", "必改"), ("(三)", "（三）", "提示"), ("(五）", "（五）", "必改")]


def test_a_bracket_that_is_missing_before_a_number_is_put_there() -> None:
    assert _told(_lines("（一）", "二）", "（三）")) == [("S02", "二）", "（二）")]


@pytest.mark.parametrize(
    ("mark", "plain", "weight"),
    [("（一）、", "（一）", "必改"), ("一.", "一、", "请核实"), ("1、", "1.", "提示"), ("第一、", "第一，", "提示")],
)
def test_the_sign_behind_a_number(mark: str, plain: str, weight: str) -> None:
    told = [(each.quote, each.suggestion, each.weight) for each in found(_lines(mark), CHECKS) if each.rule == "S05"]
    assert told == [(mark, plain, weight)]


def test_two_levels_with_the_same_number_are_asked_about() -> None:
    assert _told("清溪镇工作情况\n一、主要措施\n一、强化领导\n" + _LINE + "\n二、规范执法\n" + _LINE) == [("S03", "一、", "")]


def test_a_level_left_out_and_a_number_inside_a_paragraph_are_hints() -> None:
    text = _lines("一、", "（一）", "二、", "1.") + "2.加强普法。"
    assert [(each.rule, each.quote) for each in found(text, CHECKS) if each.weight == "提示"] == [("S06", "1."), ("S04", "2.")]


@given(st.integers(1, 30))
def test_a_run_without_a_break_has_none(length: int) -> None:
    assert breaks(range(1, length + 1)) == ()


@given(st.integers(2, 20), st.data())
def test_one_wrong_number_is_one_break_at_or_beside_it(length: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, length - 1))
    wrong = data.draw(st.integers(1, 30).filter(lambda number: number != at + 1))
    numbers = [number if place != at else wrong for place, number in enumerate(range(1, length + 1))]
    told = breaks(numbers)
    assert told
    assert {each.at for each in told} <= {at, at + 1}
