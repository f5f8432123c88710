"""Leaders named in a text are held against the officers of the unit and their terms."""

from dataclasses import replace
from datetime import date

import pytest

from server.report.checks import names
from server.report.units import Officer
from tests.report.checks.proofing import TOWN, subject

OFFICERS = (
    Officer(post="镇党委书记", name="林一鸣", since=date(2024, 3, 1)),
    Officer(post="镇长", name="周海川", since=date(2021, 9, 1), until=date(2026, 6, 30)),
    Officer(post="镇长", name="吴晓月", since=date(2026, 7, 1)),
    Officer(post="副镇长", name="郑大江", since=date(2023, 1, 1)),
    Officer(post="镇长", name="钱满仓", since=date(2016, 9, 1), until=date(2021, 8, 31)),
)


def found(said: str) -> list[tuple[str, str]]:
    paper = subject(TOWN.replace("执法人员的业务能力还要提高。", said))
    paper = replace(paper, profile=replace(paper.profile, officers=OFFICERS))
    return [(check.id, paper.text.text[hit.start : hit.end]) for check in names.CHECKS for hit in check.find(paper)]


@pytest.mark.parametrize(
    ("said", "rule", "quote"),
    [
        ("镇长钱满仓主持会议。", "O11", "镇长钱满仓"),
        ("镇长林一鸣带头学法。", "O11a", "镇长林一鸣"),
        ("镇长郑大江带队检查。", "O11a", "镇长郑大江"),
        ("镇党委书记林一鸣、镇长王建国主持会议。", "O11b", "镇长王建国"),
    ],
)
def test_a_wrong_leader_is_found(said: str, rule: str, quote: str) -> None:
    assert (rule, quote) in found(said)


@pytest.mark.parametrize(
    "said",
    [
        "镇党委书记林一鸣主持会议，镇长周海川、吴晓月先后部署。",
        "党委书记林一鸣带头述法。",
        "时任镇长钱满仓主持会议。",
        "原镇长钱满仓签订的合同已经履行。",
        "副镇长郑大江带队检查。",
        "县司法局局长王建国到镇调研。",
        "石塘村党支部书记王建国出席。",
        "镇长主持会议，书记作出部署。",
    ],
)
def test_the_right_ones_stay(said: str) -> None:
    assert found(said) == []
