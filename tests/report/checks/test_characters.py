"""Characters left out, characters outside the table and Latin words between 汉字 are found."""

from time import process_time

import pytest

from server.report.checks import characters
from tests.report.checks.worded import found, weights


@pytest.mark.parametrize(
    ("words", "rule", "quote", "suggestion"),
    [
        ("推进法治政建设。", "L01", "法治政建设", "法治政府建设"),
        ("推进行政复议体改革。", "L01", "行政复议体改革", "行政复议体制改革"),
        ("深入地了解 and 掌握情况。", "L05", " and ", "和"),
        ("随着改革開放的深入。", "L02", "開", ""),
        ("依⼈民意愿办事。", "L02", "⼈", "人"),
        ("乱码\ue001出现。", "L02", "\ue001", ""),
    ],
)
def test_a_wrong_character_is_found(words: str, rule: str, quote: str, suggestion: str) -> None:
    assert (rule, quote, suggestion) in found(characters.CHECKS, words)


def test_a_rare_character_in_the_name_of_a_place_is_only_pointed_at() -> None:
    assert weights(characters.CHECKS, "经过龍镇。") == ["提示"]


def test_usual_prose_is_left_alone() -> None:
    assert found(characters.CHECKS, "推进法治政府建设，用好App和12345热线，梳理VR普法资料，市政执法监督有序。") == []


@pytest.mark.long
def test_a_long_text_takes_time_in_proportion() -> None:
    words = "開" * 20_000 + "法治政建设" * 3_000 + "的and" * 6_000
    began = process_time()
    found(characters.CHECKS, words)
    assert process_time() - began < 3
