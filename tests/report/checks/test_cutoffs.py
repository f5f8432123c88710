"""Cut-off dates: one list to renew, a slip of the year, figures counted until different days."""

from dataclasses import replace
from datetime import date

from server.report.checks.cutoffs import CHECKS
from server.report.findings import Class
from tests.report.checks.ledger import records, told, typed

NOVEMBER = {"come": typed("10", as_of="11月底"), "done": typed("9", as_of="2025-11-30")}


def test_after_the_end_of_the_year_older_figures_are_one_list() -> None:
    made = replace(records({**NOVEMBER, "cases": typed("3", as_of="2025-10-31")}), today=date(2026, 1, 3))
    assert told(CHECKS, made) == [("J01", Class.verify, "", "")]
    (hit,) = CHECKS[0].find(made)
    assert "截至10月31日：处罚案件；截至11月30日：信访受理、信访办结。" in hit.message


def test_before_the_end_of_the_year_it_is_only_a_hint() -> None:
    assert told(CHECKS, replace(records(NOVEMBER), today=date(2025, 12, 20)))[0][:2] == ("J01", Class.hint)


def test_figures_to_the_end_of_the_year_and_without_a_day_are_fine() -> None:
    assert told(CHECKS, records({"come": typed("10", as_of="12月31日"), "done": "9"})) == []


def test_a_day_in_the_next_year_is_asked_about() -> None:
    made = records({"come": typed("10", as_of="2026-01-05")})
    assert told(CHECKS, made) == [("J02", Class.verify, "disputes", "")]


def test_figures_reckoned_together_must_be_counted_until_the_same_day() -> None:
    made = records({"come": typed("10", as_of="12月31日"), "done": typed("9", as_of="11月30日")})
    found = [each[:3] for each in told(CHECKS, made)]
    assert found == [("J01", Class.verify, ""), ("J03", Class.verify, "disputes")]
