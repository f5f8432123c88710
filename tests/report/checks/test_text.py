"""Looking where something can stand finds what looking everywhere finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from server.report.checks.text import plain_text

_TEXTS = st.text(alphabet="等三个件待核对数据，。；\n0123.镇《》", max_size=120)
_OF_A_SENTENCE = re.compile(r"(?<!镇)[^，。；\n]{0,4}待核对?(?=[。\n，]|$)|\d{1,3}个?等", re.MULTILINE)
_NUMBER = re.compile(r"(?<![\d.])(\d{1,6}(?:\.\d{1,3})?)([个件]?)(?!镇)")


@given(_TEXTS)
def test_sentences_with_a_word_hold_every_match_of_a_pattern_that_needs_it(words: str) -> None:
    text = plain_text(words)
    for seen in (text.text, text.untitled):
        found = [match.span() for match in text.among(_OF_A_SENTENCE, seen, "待核", "等")]
        assert found == [match.span() for match in _OF_A_SENTENCE.finditer(seen)]


@given(_TEXTS)
def test_numbers_hold_every_match_of_a_pattern_that_begins_with_one(words: str) -> None:
    text = plain_text(words)
    for seen in (text.text, text.untitled):
        assert [match.span() for match in text.numbered(_NUMBER, seen)] == [match.span() for match in _NUMBER.finditer(seen)]


def test_a_sentence_with_two_of_the_words_is_looked_at_once() -> None:
    assert [match[0] for match in plain_text("等等待核对。等").among(re.compile("等+|待核对"), "等等待核对。等", "等", "待核")] == [
        "等等",
        "待核对",
        "等",
    ]
