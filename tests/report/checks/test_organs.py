"""Bodies by a wrong name are found by the list, each by the name of its time."""

import pytest

from server.report.checks import terms
from server.report.checks.judging import judge_text
from server.report.checks.listed import Organ
from server.report.checks.proving import unproved
from server.report.checks.wording import Wording
from tests.report.checks.worded import found, lists, subject, weights


def _organs(words: str, year: int | None) -> list[tuple[str, str]]:
    return [(quote, said) for rule, quote, said in found(terms.CHECKS, words, year) if rule == "O06"]


def test_the_list_is_long() -> None:
    assert len(lists().organs) >= 80


@pytest.mark.parametrize(
    ("words", "year", "right"),
    [
        ("县农村农业局到镇指导。", 2025, "农业农村局"),
        ("国家发展与改革委员会印发通知。", 2025, "国家发展和改革委员会"),
        ("邀请环保部华南科学研究所授课。", 2017, "环境保护部华南环境科学研究所"),
        ("邀请环保部华南科学研究所授课。", 2021, "生态环境部华南环境科学研究所"),
        ("邀请环保部华南科学研究所授课。", None, "生态环境部华南环境科学研究所"),
        ("中央依法治国委员会召开会议。", 2021, "中央全面依法治国委员会"),
        ("县纪律监察委员会通报。", 2021, "纪律检查委员会"),
    ],
)
def test_a_wrong_name_is_told_with_the_right_one(words: str, year: int | None, right: str) -> None:
    assert [said for _, said in _organs(words, year)] == [right]


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("县市场监管局、县退役军人事务局、县卫健局、县医疗保障局、县应急管理局到镇检查。", 2025),
        ("国家发展改革委、人力资源社会保障部印发通知。", 2025),
        ("学习《农村农业局工作规则》。", 2025),
        ("国务院应急管理部门、爱国卫生运动委员会部署。", 2025),
        ("中央依法治国委员会", 2015),
    ],
)
def test_right_and_short_names_are_left_alone(words: str, year: int) -> None:
    assert _organs(words, year) == []


def test_a_short_name_that_is_only_unusual_is_a_hint() -> None:
    assert weights(terms.CHECKS, "县退役军人局到镇。", 2025) == ["提示"]


def test_a_body_named_wrongly_is_told_once() -> None:
    assert [each.rule for each in judge_text(subject("县农村农业局到镇指导。"))] == ["O06"]


def test_a_wrong_name_within_a_right_one_is_told_at_the_start() -> None:
    wrong = Wording(organs=(Organ(name="县司法局", wrong=("司法局",), source="规范名称"),))
    assert ["就在正确的名称里" in each for each in unproved(wrong)] == [True]
