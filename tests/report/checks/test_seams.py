"""A slip in a fixed word is told from ordinary words that meet, and of findings on one slip one is left."""

import pytest

from server.report.checks import characters, confusing
from server.report.checks.judging import judge_text
from tests.report.checks.worded import found, subject


@pytest.mark.parametrize(
    "words",
    [
        "开展预防电信网络诈骗宣传。",
        "防范电信网络诈骗，严防电信网络诈骗，谨防电信网络诈骗。",
        "召开党组理论学习中心组学习会3次。",
        "支持法院严格规范公正文明司法。",
        "保障农民工资按时发放。",
    ],
)
def test_ordinary_words_beside_a_fixed_word_are_no_slip(words: str) -> None:
    assert found((*confusing.CHECKS, *characters.CHECKS), words) == []


@pytest.mark.parametrize(
    ("words", "quote", "suggestion"),
    [
        ("推动遵法学法守法用法。", "遵法学法守法用法", "尊法学法守法用法"),
        ("落实重大执法决定法治审核制度。", "重大执法决定法治审核", "重大执法决定法制审核"),
        ("坚持中国特社会主义道路。", "中国特社会主义", "中国特色社会主义"),
        ("建立整改台帐。", "台帐", "台账"),
        (
            "增强“四个自信”、坚定“四个意识”、做到“两个维护”。",
            "增强“四个自信”、坚定“四个意识”、做到“两个维护”",
            "增强“四个意识”、坚定“四个自信”、做到“两个维护”",
        ),
    ],
)
def test_one_mistake_has_one_finding(words: str, quote: str, suggestion: str) -> None:
    told = [each for each in judge_text(subject(words)) if each.rule[0] in "WTLDG"]
    assert [(each.quote, each.suggestion) for each in told] == [(quote, suggestion)]


def test_findings_of_other_families_on_the_same_words_stay() -> None:
    told = {each.rule[0] for each in judge_text(subject("截止2025年13月，建立工作台帐,并更新。"))}
    assert {"W", "P"} <= told


def test_two_mistakes_side_by_side_stay_two() -> None:
    told = [each.quote for each in judge_text(subject("坚持遇事找法、解决问题靠法、化解矛盾用法。"))]
    assert told == ["解决问题靠法", "化解矛盾用法"]
