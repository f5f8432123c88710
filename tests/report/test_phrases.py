"""Wordings: what fills, what falls away, and that only our own words are ever read as a template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.library import Library
from server.report.phrases import Case, Phrase, figures_in, fill, keys_in, slips_in, without_idle

FULL = Phrase(id="p", section="disputes", about="dis.found", zero=("无。",), some=("有{dis.found}。",), grew=("增{dis.found:growth}。",))


@pytest.mark.parametrize(
    ("case", "wordings"),
    [
        ("zero", ("无。",)),
        ("some", ("有{dis.found}。",)),
        ("grew", ("增{dis.found:growth}。",)),
        ("fell", ("有{dis.found}。",)),
        ("always", ()),
    ],
)
def test_a_case_without_wordings_of_its_own_falls_back_on_some(case: Case, wordings: tuple[str, ...]) -> None:
    assert FULL.wordings(case) == wordings


def test_a_phrase_knows_its_wordings_and_the_figures_in_them() -> None:
    assert FULL.all_wordings() == ("无。", "有{dis.found}。", "增{dis.found:growth}。")
    assert FULL.spoken_of() == ("dis.found",)


def test_words_are_no_figures() -> None:
    wording = "{year}年，{unit}受理{dis.found}[，比上年{dis.found:growth}][，办结{dis.done}]。{title}{body}"
    assert figures_in(wording) == ("dis.found", "dis.done")
    assert keys_in(wording) == ("year", "unit", "dis.found", "dis.found:growth", "dis.done", "title", "body")


@pytest.mark.parametrize(
    ("values", "zero", "filled"),
    [
        ({"a": "513件", "b": "473件", "b:growth": "增长5%"}, (), "受理513件，办结473件，增长5%。"),
        ({"a": "513件", "b": "473件"}, (), "受理513件，办结473件。"),
        ({"a": "513件", "b:growth": "增长5%"}, (), "受理513件，增长5%。"),
        ({"a": "513件"}, (), "受理513件。"),
        ({"a": "513件", "b": "0件"}, ("b",), "受理513件。"),
        ({"a": "0件"}, ("a",), "受理0件。"),
        ({"b": "473件"}, (), None),
        ({}, (), None),
    ],
)
def test_optional_parts_fall_away_when_unknown_or_zero(values: dict[str, str], zero: tuple[str, ...], filled: str | None) -> None:
    assert fill("受理{a}[，办结{b}][，{b:growth}]。", values, zero) == filled


def test_a_part_with_two_figures_needs_both() -> None:
    assert fill("甲[，由{a:last}增至{a}]。", {"a": "5件"}) == "甲。"
    assert fill("甲[，由{a:last}增至{a}]。", {"a": "5件", "a:last": "3件"}) == "甲，由3件增至5件。"


def test_a_part_without_figures_stays() -> None:
    assert without_idle("甲[，乙]。", {}) == "甲，乙。"


@given(st.text() | st.sampled_from(["{unit}", "{{7*7}}", "{% x %}", "[{a}]", "{a:last}", "\\1", "\\g<0>"]))
def test_a_value_is_never_read_as_a_template(typed: str) -> None:
    assert fill("前{a}[中{a}]后", {"a": typed, "unit": "我镇", "a:last": "3件"}) == f"前{typed}中{typed}后"


@pytest.mark.parametrize(
    ("wording", "slips"),
    [
        ("{unit}受理{a}[，比上年{a:growth}，上年{a:last}]。", ()),
        ("受理{a:grwoth}。", ("{a:grwoth}",)),
        ("受理{a}[，办结{b}。", ("[",)),
        ("受理{a}，办结{b}]。", ("]",)),
        ("受理{a。", ("{",)),
        ("受理{A}。", ("{", "}")),
        ("受理[，[{a}]]。", ("[", "]")),
    ],
)
def test_what_can_never_be_filled_is_found(wording: str, slips: tuple[str, ...]) -> None:
    assert slips_in(wording) == slips


def test_every_shipped_wording_fills_when_all_is_known(library: Library) -> None:
    words = {"unit": "我镇", "name": "遂河镇人民政府", "year": "2025", "next_year": "2026", "last_year": "2024"}
    figures = {f"{key}{suffix}": "某数" for key in library.indicators for suffix in ("", ":last", ":growth")}
    texts = {(phrase.id, wording): fill(wording, words | figures) for phrase in library.phrases for wording in phrase.all_wordings()}
    assert texts
    assert not [place for place, text in texts.items() if not text or set("{}[]") & set(text)]


def test_every_shipped_wording_fills_in_its_own_case(library: Library) -> None:
    words = {"unit": "我镇", "name": "遂河镇人民政府", "year": "2025", "next_year": "2026", "last_year": "2024"}
    for phrase in library.phrases:
        only = {phrase.about: "某数"}
        both = only | {f"{phrase.about}:last": "某数", f"{phrase.about}:growth": "某数"}
        known: dict[Case, dict[str, str]] = {"always": {}, "zero": only, "some": only, "grew": both, "fell": both}
        for case, values in known.items():
            assert all(fill(wording, words | values) for wording in phrase.wordings(case)), (phrase.id, case)


def test_every_shipped_wording_is_a_whole_sentence(library: Library) -> None:
    ends = {wording[-1] for phrase in library.phrases for wording in phrase.all_wordings()}
    assert ends == {"。", "："}
