"""Fixed wordings in another order or with words left out are found, from the year they were put forward."""

from time import process_time

import pytest

from server.report.checks import formulas
from server.report.checks.listed import Tifa
from server.report.checks.wording import Wording
from tests.report.checks.worded import found, lists


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("遵法学法守法用法", "尊法学法守法用法"),
        ("统揽全局、协调各方", "总揽全局、协调各方"),
        ("科学立法、规范执法、公正司法、全民守法", "科学立法、严格执法、公正司法、全民守法"),
        ("严格公正规范文明执法", "严格规范公正文明执法"),
        ("习近平新时代特色社会主义思想", "习近平新时代中国特色社会主义思想"),
        ("理论中心组学习", "理论学习中心组"),
        ("党的二十大三中全会", "党的二十届三中全会"),
    ],
)
def test_a_formula_in_another_form_is_found(wrong: str, right: str) -> None:
    assert ("T02", wrong, right) in found(formulas.CHECKS, f"坚持{wrong}。")


def test_the_right_form_around_a_wrong_one_is_no_mistake() -> None:
    assert found(formulas.CHECKS, "推进总揽全局、协调各方的领导，尊法学法守法用法。") == []


def test_a_formula_is_not_asked_of_years_before_it() -> None:
    assert found(formulas.CHECKS, "依法执政、依法治国、依法行政共同推进。", 2010) == []
    assert found(formulas.CHECKS, "依法执政、依法治国、依法行政共同推进。", 2020) != []


def test_an_out_of_date_saying_is_found_as_the_county_keeps_it() -> None:
    kept = lists().joined(Wording(tifa=(Tifa(right="平安法治办", wrong=("综治信访办",), source="县委办通知"),)))
    assert found(formulas.CHECKS, "由综治信访办牵头。", by=kept) == [("T06", "综治信访办", "平安法治办")]


def test_a_long_text_takes_time_in_proportion() -> None:
    words = "增强“四个意识”、坚定“四个自信”、" * 5_000
    began = process_time()
    found(formulas.CHECKS, words)
    assert process_time() - began < 3
