"""What stands twice where once is meant is found; words that meet and words said twice are not."""

from time import process_time

import pytest

from server.report.checks import repeating
from tests.report.checks.worded import found


@pytest.mark.parametrize(
    ("words", "rule", "quote", "suggestion"),
    [
        ("严格执执法程序。", "D01", "执执", "执"),
        ("打造为为民服务的窗口。", "D01", "为为", "为"),
        ("掌握群众情况和和需求。", "D01", "和和", "和"),
        ("坚守在在一线岗位。", "D01", "在在", "在"),
        ("依法对对违建进行处置。", "D01", "对对", "对"),
        ("推进行政执执法监督工作。", "D01", "行政执执法监督", "行政执法监督"),
        ("平台共有粉丝共有4699个。", "D03", "共有粉丝共有", "粉丝共有"),
        ("累计共12件。", "D03", "累计共", "共"),
        ("加强队伍建设队伍建设。", "D02", "队伍建设队伍建设", "队伍建设"),
    ],
)
def test_what_stands_twice_is_found(words: str, rule: str, quote: str, suggestion: str) -> None:
    assert (rule, quote) in [each[:2] for each in found(repeating.CHECKS, words)]
    assert suggestion in [each[2] for each in found(repeating.CHECKS, words)] or rule == "D03"


@pytest.mark.parametrize(
    "words",
    [
        "强化化解机制，完善考评评分项，主任任副主任，每年年终评查。",
        "作为为民服务的窗口，以违法行为为由，是是非非，目的的实现，完成了了解工作，参与与会讨论。",
        "各项目目录清单，县县级公路，常务会议议题，执行执法人员持证上岗，食品药品安全全链条。",
        "人人参与，层层落实，件件有着落，常常走访，搞团团伙伙的问题不存在。",
        "新兴产业创业创新，工会委员会委员，一个一个解决，逐项逐项核对。",
        "全镇共有12个村，其中贫困村3个。",
    ],
)
def test_words_that_meet_are_left_alone(words: str) -> None:
    assert found(repeating.CHECKS, words) == []


@pytest.mark.long
def test_a_long_text_takes_time_in_proportion() -> None:
    words = "执" * 30_000 + "执法" * 15_000 + "一二三四五六七八九十甲乙" * 3_000
    began = process_time()
    found(repeating.CHECKS, words)
    assert process_time() - began < 3
