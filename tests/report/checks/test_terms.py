"""Terms, plans, laws and bodies out of use are found for the years in which they are, and not where earlier years are told of."""

from time import process_time

import pytest

from server.report.checks import terms
from server.report.checks.listed import Organ
from server.report.checks.wording import Wording
from tests.report.checks.worded import found, lists


@pytest.mark.parametrize(
    ("words", "year", "rule", "quote"),
    [
        ("审查具体行政行为的合法性。", 2020, "T01", "具体行政行为"),
        ("建设法制政府。", 2016, "T01", "法制政府"),
        ("营造法制氛围。", 2024, "T01", "法制氛围"),
        ("县工商局参加检查。", 2021, "O02", "工商局"),
        ("落实七五普法规划。", 2023, "T01", "七五普法"),
        ("深入贯彻《法治政府建设实施纲要（2015—2020年）》。", 2022, "T01", "法治政府建设实施纲要（2015—2020年）"),
    ],
)
def test_what_is_out_of_use_is_found(words: str, year: int, rule: str, quote: str) -> None:
    assert [(each[0], each[1]) for each in found(terms.CHECKS, words, year)] == [(rule, quote)]


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("审查具体行政行为的合法性。", 2013),
        ("县工商局参加检查。", 2017),
        ("2017年，县工商局移送案件3件。", 2021),
        ("原县工商局移交的档案已经整理。", 2021),
        ("学习《关于加强法制宣传教育的决议》。", 2024),
        ("组织农村法制宣传月活动。", 2024),
        ("“七五”普法通过验收。", 2021),
        ("落实七五普法规划。", 2019),
        ("执行《法治政府建设实施纲要（2021—2025年）》。", 2024),
        ("建设法制政府研究会。", None),
        ("宣传《劳动合同法》。", 2024),
    ],
)
def test_what_was_right_for_its_time_is_left_alone(words: str, year: int | None) -> None:
    assert [each for each in found(terms.CHECKS, words, year) if year is not None or each[1] != "法制政府"] == []


def test_a_term_that_comes_often_in_a_paragraph_is_told_once() -> None:
    assert len(found(terms.CHECKS, "开展法制讲座2期，法制讲座受到欢迎。\n再办法制讲座。", 2024)) == 2


def test_a_body_by_a_wrong_name_is_found() -> None:
    kept = lists().joined(Wording(organs=(Organ(name="清溪镇综合治理中心", wrong=("清溪综管中心",), source="三定方案"),)))
    assert found(terms.CHECKS, "清溪综管中心受理。", by=kept) == [("O06", "清溪综管中心", "清溪镇综合治理中心")]


@pytest.mark.long
def test_a_long_text_takes_time_in_proportion() -> None:
    words = "按照落实" * 5_000 + "《物权法》" * 8_000 + "原县工商局" * 8_000
    began = process_time()
    found(terms.CHECKS, words)
    assert process_time() - began < 4
