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


@pytest.mark.long
def test_a_long_text_takes_time_in_proportion() -> None:
    words = "增强“四个意识”、坚定“四个自信”、" * 5_000
    began = process_time()
    found(formulas.CHECKS, words)
    assert process_time() - began < 3


@pytest.mark.parametrize(
    ("words", "rule", "wrong", "right"),
    [
        ("融入成渝双城经济圈建设。", "T02", "成渝双城经济圈", "成渝地区双城经济圈"),
        ("推进黄河流域生态保护高质量发展。", "T02", "黄河流域生态保护高质量发展", "黄河流域生态保护和高质量发展"),
        ("参与京津冀协调发展。", "T02", "京津冀协调发展", "京津冀协同发展"),
        ("对接粤港澳湾区企业。", "T02", "粤港澳湾区", "粤港澳大湾区"),
        ("开展全国安全教育日活动。", "T02", "全国安全教育日", "全民国家安全教育日"),
        ("学习党的十九届历届全会精神。", "T02", "届历届全会", "届历次全会"),
        ("学习习总书记讲话。", "T02", "习总书记", "习近平总书记"),
        ("推动尊法、守法、用法、学法。", "T02", "尊法、守法、用法、学法", "尊法、学法、守法、用法"),
        ("引导群众遇事用法、化解矛盾找法。", "T02", "遇事用法", "遇事找法"),
        ("做到一级抓一级、层层落实。", "T02", "一级抓一级、层层落实", "一级抓一级、层层抓落实"),
        ("办理12345政府服务热线工单。", "T02", "政府服务热线", "政务服务便民热线"),
        (
            "落实党政主要负责人履行推进法治政府建设第一责任人职责规定。",
            "T02",
            "党政主要负责人履行推进法治政府建设第一责任人职责",
            "党政主要负责人履行推进法治建设第一责任人职责",
        ),
    ],
)
def test_names_of_strategies_and_sayings_are_told_in_full(words: str, rule: str, wrong: str, right: str) -> None:
    assert (rule, wrong, right) in found(formulas.CHECKS, words)


@pytest.mark.parametrize(
    "words",
    [
        "学习总书记重要讲话，办理12345政务服务便民热线工单。",
        "遇事找法律顾问，解决问题靠法治，办事用法律思维。",
        "一级抓一级、层层抓落实，推进长三角一体化发展。",
    ],
)
def test_near_sayings_that_are_right_are_left_alone(words: str) -> None:
    assert found(formulas.CHECKS, words) == []
