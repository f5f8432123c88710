"""One thing written in two ways in one paper is a hint at the rarer way."""

import pytest

from server.report.checks.consistency import CHECKS
from tests.report.checks.papers import found


def _told(words: str) -> list[tuple[str, str, str]]:
    return [(each.rule, each.quote, each.suggestion) for each in found(f"清溪镇工作情况\n{words}", CHECKS)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("受理行政复议案件9宗，办理行政诉讼案件3宗，新收行政案件2件。", ("C02", "件", "宗")),
        ("占总分的20%，另有百分之十用于奖励。", ("C03", "百分之十", "10%")),
        ("配备执法人员9名、调解员五名。", ("C03", "五名", "")),
        ("制定方案9个，制定细则3个，制订要点1个。", ("C06", "制订", "制定")),
        ("开展督察9次，开展督察检查3次，接受督查1次。", ("C06", "督查", "")),
        ("做到“三个到位”，抓好“三到位”，落实“三个到位”。", ("C05", "三到位", "三个到位")),
    ],
)
def test_the_rarer_form_is_told(words: str, told: tuple[str, str, str]) -> None:
    assert _told(words) == [told]


@pytest.mark.parametrize(
    "words",
    [
        "受理案件9宗，排查隐患3起，化解矛盾纠纷2件。",
        "完成率百分之百，占比20%。",
        "配备执法人员9名，做到一案一卷、三个到位。",
        "落实“谁执法谁普法”责任制，学习《制订办法》，制定方案。",
        "推行“一窗受理”“最多跑一次”，推行“一窗受理”改革。",
    ],
)
def test_different_things_may_differ(words: str) -> None:
    assert _told(words) == []
