"""Thresholds of rules: an explanation where they bind, a hint elsewhere, silence where nothing is exactly known."""

from dataclasses import replace

import pytest

from server.library import Library
from server.report.checks.records import Records
from server.report.checks.thresholds import CHECKS
from server.report.findings import Class
from server.report.units import Unit
from tests.report.checks.ledger import TEXTS, TOWN, ids, records, told

JIANGMEN = TOWN.model_copy(update={"region": "440705"})
STUDY, ONE = ("learn.lectures", "learn.staff_sessions"), {"learn.lectures": "1", "learn.staff_sessions": "0"}
KEYS = {"leadership": "leadership", "capacity": "capacity", "enforcement": "enforcement", "disputes": "disputes"}


def _made(library: Library, figures: dict[str, str], unit: Unit = TOWN) -> Records:
    shown = records(figures, unit=unit)
    sections = tuple(each.model_copy(update={"takes": ("leadership", "institutions")}) for each in shown.snapshot.sections)
    snapshot = shown.snapshot.model_copy(update={"sections": sections})
    return replace(shown, snapshot=snapshot, indicators=library.indicators, thresholds=library.thresholds)


def test_too_little_study_wants_a_word_in_its_region_and_is_a_hint_elsewhere(library: Library) -> None:
    there, here = _made(library, ONE, JIANGMEN), _made(library, ONE)
    assert ("H01", Class.explain, "capacity", "1<2") in told(CHECKS, there)
    assert {each[1] for each in told(CHECKS, here)} == {Class.hint}


def test_enough_study_is_silent_and_so_is_an_unknown_figure(library: Library) -> None:
    assert ids(CHECKS, _made(library, {"learn.lectures": "2", "learn.staff_sessions": "3"}, JIANGMEN)) == []
    assert ids(CHECKS, _made(library, {"learn.lectures": "近2", "learn.staff_sessions": "0"}, JIANGMEN)) == []
    assert ids(CHECKS, _made(library, {"learn.staff_sessions": "0"}, JIANGMEN)) == []


def test_what_a_rule_asks_of_counties_is_a_hint_for_a_town_even_there(library: Library) -> None:
    made = _made(library, {"lead.hear_reports": "0"}, JIANGMEN)
    assert [each[:2] for each in told(CHECKS, made)] == [("H01", Class.hint)]
    (hit,) = CHECKS[0].find(made)
    assert hit.basis == "江门市《关于加强依法行政工作的若干意见》（江府办〔2018〕7号）（五十四）"


@pytest.mark.parametrize(("cases", "found"), [("3", 1), ("0", 0)])
def test_case_files_are_to_be_reviewed_only_where_there_were_cases(library: Library, cases: str, found: int) -> None:
    figures = {"enf.cases": cases, "enf.file_reviews": "0"}
    assert [each[1] for each in told(CHECKS, _made(library, figures, JIANGMEN))] == [Class.explain] * found


def test_a_share_is_held_against_its_whole_and_says_that_it_was_not_confirmed(library: Library) -> None:
    made = _made(library, {"enf.trained_hours": "3", "enf.certified_staff": "4"})
    assert told(CHECKS, made) == [("H01", Class.hint, "enforcement", "75.0<100")]
    (hit,) = CHECKS[0].find(made)
    assert "未经核实" in hit.message
    assert ids(CHECKS, _made(library, {"enf.trained_hours": "0", "enf.certified_staff": "0"})) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("综合得分78.5分，被评为优秀等次。", ["78.5分/优秀"]),
        ("综合得分85.75分，被评为优秀等次。", []),
        ("综合得分85分，评定为一般等次。", ["85分/一般"]),
        ("综合得分78分。某村被评为优秀等次。", []),
        ("内部考核得分78分，优秀等次。", []),
    ],
)
def test_a_grade_goes_with_its_score(text: str, found: list[str]) -> None:
    made = records(texts={**TEXTS, "enforcement": text}, unit=JIANGMEN)
    assert [each[3] for each in told(CHECKS, made) if each[0] == "H02"] == found


def test_a_long_text_is_read_quickly() -> None:
    assert ids(CHECKS, records(texts={**TEXTS, "enforcement": "综合得分" * 25_000})) == []
    assert ids(CHECKS, records(texts={**TEXTS, "enforcement": "综合得分70分，" * 12_000})) == []
