"""Two changes of one text in one: all that either wrote is there, or it is said that it cannot be done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.merging.both import together
from server.report.merging.parts import joined, laid

BASE = "力量不足。经费也紧。设备老化。"
words = st.lists(st.sampled_from(["甲。", "乙。", "丙。", "丁。", "\n", "戊；"]), max_size=6).map("".join)


@pytest.mark.parametrize(
    ("one", "other", "made"),
    [
        (BASE, "力量很不足。经费也紧。设备老化。", "力量很不足。经费也紧。设备老化。"),
        ("力量很不足。经费也紧。设备老化。", "力量不足。经费也紧。设备都老化。", "力量很不足。经费也紧。设备都老化。"),
        ("力量很不足。经费也紧。设备老化。", "力量不足。经费更紧。设备老化。", "力量很不足。经费更紧。设备老化。"),
        ("力量不足。经费也紧。", "力量不足。经费也紧。设备老化。另有一事。", "力量不足。经费也紧。另有一事。"),
        ("力量很不足。经费也紧。设备老化。", "力量很不足。经费也紧。设备老化。", "力量很不足。经费也紧。设备老化。"),
        ("力量很不足。经费也紧。设备老化。", "力量太不足。经费也紧。设备老化。", None),
        (BASE + "甲事。", BASE + "乙事。", None),
        ("", "力量很不足。经费也紧。设备老化。", None),
        ("力量不足。经费也紧。设备陈", BASE + "乙事", None),
        ("力量不足。经费也紧。设备陈旧。", BASE + "乙事", "力量不足。经费也紧。设备陈旧。乙事"),
    ],
    ids=["only_other", "apart", "beside", "cut_and_add", "same", "one_sentence", "same_end", "all_gone", "run_together", "finished_first"],
)
def test_both_changes_are_kept_or_none_is(one: str, other: str, made: str | None) -> None:
    assert together(BASE, one, other) == made
    assert together(BASE, other, one) == made


@given(base=words, mine=words, theirs=words)
def test_what_either_wrote_anew_is_in_the_joined_text(base: str, mine: str, theirs: str) -> None:
    assert together(base, base, theirs) == theirs
    assert together(base, mine, base) == mine
    made = together(base, mine, theirs)
    new = {each for each in "甲乙丙丁戊" if (each in mine or each in theirs) and each not in base}
    assert made is None or all(each in made for each in new)


def test_what_was_left_alone_is_as_others_made_it() -> None:
    shown, there = {"raw": "1", "as_of": "a", "office": ""}, {"raw": "2", "as_of": "b", "office": ""}
    over = laid(shown, {"raw": "3", "as_of": "a", "office": "司法所"}, there)
    assert (over.value, over.differs, over.clashing) == ({"raw": "3", "as_of": "b", "office": "司法所"}, ("raw", "office"), ("raw",))
    assert laid(shown, {"raw": "1"}, there, firm=("raw",)).value["raw"] == "1"
    assert joined(shown, {"raw": "3"}, there) is None
    assert joined(shown, {"office": "司法所"}, there) == {"raw": "2", "as_of": "b", "office": "司法所"}
