"""Suggestions are put into a text all at once, where the quoted words stand, and nowhere else."""

from hypothesis import given
from hypothesis import strategies as st

from server.report.checks.applying import repaired
from server.report.findings import Class, Finding, Strength


def _finding(start: int, quote: str, suggestion: str) -> Finding:
    return Finding(
        "P03", "", Strength.practice, Class.must, "全角", quote=quote, start=start, end=start + len(quote), suggestion=suggestion
    )


def test_every_suggestion_takes_its_place() -> None:
    text = "𠮷一,二;三"
    found = (_finding(4, ";", "；"), _finding(2, ",", "，"))
    assert repaired(text, found) == "𠮷一，二；三"


def test_words_that_do_not_stand_there_are_left() -> None:
    assert repaired("一，二", (_finding(1, ",", "，"), _finding(9, ",", "，"))) == "一，二"


def test_of_overlapping_suggestions_the_first_is_followed() -> None:
    assert repaired("2026-2027年", (_finding(0, "2026-2027", "2026—2027"), _finding(4, "-", "－"))) == "2026—2027年"


@given(st.text(max_size=40), st.lists(st.integers(0, 40), max_size=6))
def test_mending_a_second_time_changes_nothing(text: str, places: list[int]) -> None:
    found = [_finding(at, text[at], "，") for at in places if at < len(text) and text[at] != "，"]
    once = repaired(text, found)
    assert repaired(once, found) == once
    assert len(once) == len(text)
