"""Decisions: what waits, what a decision holds for, when it is asked again, and what the public version is told."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.report.publicity.deciding import Cause, Cut, Decided, Decision, Weighed, bare, cuts, key_of, pending, weigh, weigh_entries
from server.report.publicity.hits import Hit
from server.report.publicity.passages import Passage
from tests.report.publicity.searching import shipped

FINDER = shipped()
THEN = datetime(2026, 1, 9, 2, 0, tzinfo=UTC)
CLEAN, NAMED, STEADY = "全年受理矛盾纠纷36件。", "书记陈泽民接访。", "落实稳控措施。"


def said(sentence: str, decision: Decision, replacement: str = "", target: str = "disputes", at: datetime = THEN) -> Decided:
    return Decided(target, sentence, decision, replacement, 1, at, "赵敏")


def weighed(text: str, *decided: Decided, printing: tuple[tuple[int, str], ...] = ()) -> tuple[Weighed, ...]:
    return weigh([Passage("disputes", text, printing)], {each.key: each for each in decided}, FINDER.find)


def decisions(text: str, *decided: Decided) -> list[str]:
    return [each.decision for each in weighed(text, *decided)]


def test_a_sentence_with_a_hit_waits_and_a_clean_one_is_open() -> None:
    first, second = weighed(f"（一）{CLEAN}{NAMED}")
    assert (first.sentence, first.decision, first.noted) == (f"（一）{CLEAN}", "open", False)
    assert (second.decision, second.causes) == ("pending", (Cause.found,))
    assert [(hit.start, hit.end, hit.text) for hit in second.hits] == [(2, 5, "陈泽民")]


def test_a_decision_holds_wherever_the_sentence_stands_unchanged() -> None:
    for text in (NAMED, f"先写一句。\n2.{NAMED}", f"书记 陈泽民\u3000接访。{CLEAN}"):
        assert "pending" not in decisions(text, said(NAMED, "open"))


def test_a_changed_sentence_with_a_hit_waits_again() -> None:
    assert decisions("书记陈泽民下访。", said(NAMED, "open")) == ["pending"]


def test_a_sentence_like_an_internal_one_that_is_gone_waits_even_without_a_hit() -> None:
    (changed,) = weighed("全年受理矛盾纠纷37件。", said(CLEAN, "internal"))
    assert (changed.decision, changed.causes) == ("pending", (Cause.changed,))
    assert decisions("全年受理矛盾纠纷37件。", said(CLEAN, "open")) == ["open"]
    assert decisions("按期公开政务信息。", said(CLEAN, "internal")) == ["open"]


def test_nobody_is_asked_twice_about_what_became_of_a_sentence() -> None:
    text = "全年受理矛盾纠纷37件。共排查各类矛盾纠纷。"
    assert decisions(text, said(CLEAN, "internal"), said("全年受理矛盾纠纷37件。", "open")) == ["open", "open"]


def test_what_somebody_doubted_waits_even_without_a_hit() -> None:
    (doubted,) = weighed(CLEAN, said(CLEAN, "pending"))
    assert (doubted.decision, doubted.causes) == ("pending", (Cause.doubted,))


def test_a_sentence_that_prints_an_internal_figure_waits_until_decided_after_it() -> None:
    entry = said("", "internal", target="entry:dis.found", at=THEN)
    printing = ((8, "dis.found"),)
    (each,) = weighed(CLEAN, entry, printing=printing)
    assert (each.decision, each.causes) == ("pending", (Cause.figure,))
    (before,) = weighed(CLEAN, entry, said(CLEAN, "open", at=THEN - timedelta(minutes=1)), printing=printing)
    (after,) = weighed(CLEAN, entry, said(CLEAN, "open", at=THEN + timedelta(minutes=1)), printing=printing)
    assert (before.decision, after.decision) == ("pending", "open")


def test_a_row_of_a_table_is_one_and_the_same_words_count_once() -> None:
    rows = weighed("姓名\t电话\n书记陈泽民\t13812345678\n")
    assert [(each.sentence, len(each.hits)) for each in rows] == [("姓名\t电话", 0), ("书记陈泽民\t13812345678", 2)]
    assert len(weighed(NAMED * 3)) == 1


def test_an_entry_is_open_until_somebody_says_otherwise_or_something_is_found_in_it() -> None:
    named = [("dis.found", "矛盾纠纷：36"), ("dis.x", "稳控：3")]
    internal = said("", "internal", target="entry:dis.found")
    first, second = weigh_entries(named, {internal.key: internal}, FINDER.find)
    assert (first.decision, first.label, second.decision) == ("internal", "矛盾纠纷：36", "pending")


def test_the_public_version_is_told_what_waits_and_what_was_decided() -> None:
    every = weighed(CLEAN + NAMED + STEADY, said(NAMED, "internal", "负责人接访。"))
    assert cuts(every) == (Cut("disputes", NAMED, "internal", "负责人接访。"), Cut("disputes", STEADY, "pending"))
    assert pending(every) == 1


def test_a_heading_waits_under_the_key_of_its_section_and_an_open_one_is_no_cut() -> None:
    heading = Passage("heading:disputes", "书记陈泽民包案")
    (waiting,) = weigh([heading], {}, FINDER.find)
    assert (waiting.fixed, cuts([waiting])) == (True, (Cut("disputes", "书记陈泽民包案", "pending"),))
    decided = said("书记陈泽民包案", "open", target="heading:disputes")
    assert cuts(weigh([heading], {decided.key: decided}, FINDER.find)) == ()
    assert key_of("heading:disputes", CLEAN) != key_of("disputes", CLEAN)


@given(st.text(alphabet="书记陈泽民接访。！\n\t一、（）1. 稳控件36", max_size=60))
def test_every_hit_stands_in_its_sentence_and_no_word_is_lost(text: str) -> None:
    every = weighed(text)
    assert all(each.sentence[hit.start : hit.end] for each in every for hit in each.hits)
    assert {bare(line) for line in text.split("\n") if "\t" in line and bare(line)} <= {bare(each.sentence) for each in every}


def test_a_hit_across_two_sentences_is_held_against_both() -> None:
    hit = next(iter(FINDER.find("维稳")))
    both = weigh([Passage("disputes", "甲乙。丙丁。")], {}, lambda _: (Hit(hit.kind, 1, 4, "乙。丙", hit.reason),))
    assert [[(one.start, one.end) for one in each.hits] for each in both] == [[(1, 3)], [(0, 1)]]
