"""Putting suggestions into a text: never twice, never over one another, and places behind them are known."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from server.report.checks.applying import chosen, moved, repaired
from server.report.findings import Class, Finding, Strength


def _finding(text: str, start: int, end: int, suggestion: str) -> Finding:
    place = {"quote": text[start:end], "start": start, "end": end, "suggestion": suggestion}
    return Finding("P03", "", Strength.practice, Class.must, "", **place)  # type: ignore[arg-type]  # four fields of two types


@st.composite
def _cases(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    text = draw(st.text("一二三,;，；(（。", min_size=1, max_size=40))
    spans = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6), st.text("甲乙，。", max_size=4)), max_size=8))
    found = [_finding(text, start, min(start + length, len(text)), words) for start, length, words in spans if start < len(text)]
    return text, found


@given(_cases())
def test_it_is_the_same_as_putting_them_in_one_by_one_from_behind(case: tuple[str, list[Finding]]) -> None:
    text, found = case
    plain = text
    for each in reversed(chosen(text, found)):
        plain = plain[: each.start] + each.suggestion + plain[each.end :]
    assert repaired(text, found) == plain


@given(_cases())
def test_what_is_put_in_does_not_overlap_and_the_order_given_does_not_matter(case: tuple[str, list[Finding]]) -> None:
    text, found = case
    kept = chosen(text, found)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    assert all(each.suggestion for each in kept)


@given(_cases(), st.integers(0, 40))
def test_a_place_outside_of_changes_keeps_its_character(case: tuple[str, list[Finding]], place: int) -> None:
    text, found = case
    kept = chosen(text, found)
    if place < len(text) and not any(each.start <= place < each.end for each in kept):
        assert repaired(text, found)[moved(place, kept)] == text[place]


def test_putting_in_a_second_time_changes_nothing_as_the_words_no_longer_stand_there() -> None:
    text = "召开会议,研究部署,推进落实。"
    found = [_finding(text, 4, 5, "，"), _finding(text, 9, 10, "，")]
    once = repaired(text, found)
    assert once == "召开会议，研究部署，推进落实。"
    assert repaired(once, found) == once


def test_a_place_inside_of_a_change_comes_to_stand_behind_it() -> None:
    text = "压缩5-10%左右"
    found = (_finding(text, 2, 7, "5%—10%"),)
    assert moved(4, found) == 8
    assert moved(7, found) == 8
    assert moved(1, found) == 1
