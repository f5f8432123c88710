"""Numbers with two classifiers, and exact numbers that are called rough."""

import time

import pytest

from server.report.checks.rough import CHECKS
from tests.report.checks.prose import hits, offered, subject, told


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("配备4门名工作人员。", ("4门名", "4名")),
        ("配备四个名专职调解员。", ("四个名", "四名")),
        ("聘请3名个律师。", ("3名个", "3名")),
        ("走访12家个企业。", ("12家个", "12家")),
        ("发放300份件材料。", ("300份件", "300件")),
        ("制定5条项措施。", ("5条项", "5项")),
    ],
)
def test_of_two_classifiers_one_is_left(text: str, pair: tuple[str, str]) -> None:
    assert offered(CHECKS, text) == [pair]
    assert told(CHECKS, text)[0][:2] == ("N10", "必改")


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("发放资料388余份。", "请核实"),
        ("开展宣讲26多场。", "请核实"),
        ("走访三百八十八余户。", "请核实"),
        ("接待近388人次。", "提示"),
    ],
)
def test_a_number_exact_to_its_last_digit_is_not_rough(text: str, weight: str) -> None:
    assert told(CHECKS, text) == [("N11", weight, "")]


@pytest.mark.parametrize(
    "text",
    [
        "配备4个名额，评出3个名次，涉及2个项目、3个条线、5个部门、4名个体户、12件个案。",
        "开展5场次宣传，出动35人次，检查12家次，办理4件次，制定5项条例，3家个人独资企业，2名位居前列，3个家庭。",
        "十余次、百余人、三十多件、1200余份、近百人、380余户、近400件。",
        "投入35余万元，修路15余公里，惠及3.6万余人，新增绿地12多亩。",
        "近3年开展宣讲，近5次会议。",
    ],
)
def test_words_and_round_or_measured_numbers_are_left_alone(text: str) -> None:
    assert told(CHECKS, text) == []


@pytest.mark.long
def test_a_long_text_takes_no_time() -> None:
    seen = subject("三个名" * 30_000)
    assert seen.figures is not None
    began = time.perf_counter()
    assert hits(CHECKS, seen) == []
    assert time.perf_counter() - began < 1
