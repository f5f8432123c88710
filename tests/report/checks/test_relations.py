"""Relations between figures: what is broken is said with its calculation, what is rough or unknown is not reckoned."""

from dataclasses import replace

import pytest

from server.library import Library
from server.report.checks.relations import CHECKS
from server.report.findings import Class
from tests.report.checks.ledger import ids, records, told, typed


def test_a_balance_that_does_not_hold_must_be_put_right() -> None:
    made = records({"come": "513", "done": "473", "open": "39"})
    assert told(CHECKS, made) == [("R01", Class.must, "disputes", "513≠473+39=512")]


def test_a_balance_that_holds_is_silent() -> None:
    assert ids(CHECKS, records({"come": "513", "done": "473", "open": "40", "simple": "110", "normal": "280", "cases": "390"})) == []


def test_more_done_than_came_in_must_be_put_right() -> None:
    assert told(CHECKS, records({"come": "39", "done": "40"}))[0] == ("R02", Class.must, "disputes", "40>39")


def test_a_relation_with_a_rough_or_unknown_member_says_nothing() -> None:
    assert ids(CHECKS, records({"come": "近500", "done": "513"})) == []
    assert ids(CHECKS, records({"come": "500"})) == []
    assert ids(CHECKS, records({"come": "不适用", "done": "3"})) == []


def test_parts_that_exceed_the_whole_already_are_told_before_all_of_them_are_known() -> None:
    assert told(CHECKS, records({"cases": "10", "simple": "12"})) == [("R04", Class.must, "enforcement", "12>10（还有没填的）")]
    assert ids(CHECKS, records({"cases": "10", "simple": "9"})) == []


def test_fines_without_a_case_want_a_word() -> None:
    assert told(CHECKS, records({"fines": "7610", "cases": "0"})) == [("R03", Class.explain, "enforcement", "7610，而0")]
    assert ids(CHECKS, records({"fines": "0", "cases": "3"})) == []


@pytest.mark.parametrize(
    ("typed_rate", "found"),
    [("92.2", []), ("92.20", []), ("92", []), ("92.3", [("R05", Class.must)]), ("99.86", [("R05", Class.must)])],
)
def test_a_typed_rate_is_the_quotient_rounded_half_up_at_its_own_places(typed_rate: str, found: list[tuple[str, Class]]) -> None:
    made = records({"come": "513", "done": "473", "done_rate": typed_rate})
    assert [each[:2] for each in told(CHECKS, made)] == found


def test_a_rate_that_was_cut_off_is_only_asked_about() -> None:
    made = records({"come": "2209", "done": "2206", "done_rate": "99.86"})
    assert ids(CHECKS, made) == []
    cut = records({"come": "2209", "done": "2206", "done_rate": "99.8"})
    assert told(CHECKS, cut) == [("R05", Class.verify, "disputes", "2206÷2209=99.9%≠99.8%")]


def test_all_of_it_means_that_nothing_is_left() -> None:
    made = records({"come": "10000", "done": "9998"})
    assert told(CHECKS, made) == [("R08", Class.verify, "disputes", "9998÷10000=99.98%…")]
    assert ids(CHECKS, records({"come": "10000", "done": "9998", "done_rate": "100"})) == ["R08"]
    assert ids(CHECKS, records({"come": "10000", "done": "10000"})) == []


def test_there_is_no_rate_of_nothing() -> None:
    assert told(CHECKS, records({"come": "0", "done": "0", "done_rate": "100"}))[0][:2] == ("R06", Class.explain)


def test_a_part_above_its_whole_is_told_where_no_relation_does() -> None:
    made = replace(records({"come": "10", "done": "12"}), relations=())
    assert told(CHECKS, made) == [("R07", Class.must, "disputes", "12>10")]


def test_what_last_year_left_over_is_what_this_year_takes_up() -> None:
    made = records({"carried": "3", "pending": typed("1", "2")})
    assert told(CHECKS, made) == [("R09", Class.explain, "disputes", "3≠2")]
    assert ids(CHECKS, records({"carried": "2", "pending": typed("1", "2")})) == []


def test_figures_of_last_year_that_do_not_fit_together_are_asked_about() -> None:
    made = records({"come": typed("10", "5"), "done": typed("10", "6")})
    assert told(CHECKS, made) == [("R10", Class.verify, "disputes", "6>5")]


def test_the_figure_of_a_published_report_that_states_fourteen_for_nineteen() -> None:
    assert told(CHECKS, records({"simple": "9", "normal": "10", "cases": "14"})) == [("R01", Class.must, "enforcement", "9+10=19≠14")]


def test_every_shipped_relation_is_found_broken_and_not_when_it_holds(library: Library) -> None:
    for relation in library.relations:
        left, right = ({"=": ("5", "2"), "<=": ("5", "2"), "with": ("5", "0")})[relation.sign]
        broken = {**dict.fromkeys(relation.left, left), **dict.fromkeys(relation.right, right)}
        fine = dict.fromkeys(relation.members, "0")
        made = replace(records(broken), indicators=library.indicators, relations=(relation,))
        assert ids(CHECKS[:3], made) == [{"=": "R01", "<=": "R02", "with": "R03"}[relation.sign]], relation.id
        assert ids(CHECKS[:3], replace(records(fine), indicators=library.indicators, relations=(relation,))) == [], relation.id
