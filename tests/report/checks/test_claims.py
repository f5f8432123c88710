"""Absolute claims against the entries."""

import pytest

from server.report.checks.claims import CHECKS
from tests.report.checks.prose import Answers, told

ANSWERS: Answers = {"dis.petition_received": "513", "dis.petition_done": "473", "rec.corrected": "2", "lit.lose": "0"}


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("信访件全部办结。", "92.2%<100%"),
        ("信访事项均已按期办结。", "92.2%<100%"),
        ("全年未发生信访事项。", "513≠0"),
    ],
)
def test_a_claim_that_an_entry_denies_is_to_be_explained(text: str, working: str) -> None:
    assert told(CHECKS, text, ANSWERS, "disputes") == [("V02", "需说明", working)]


def test_a_claim_without_an_entry_is_only_a_hint() -> None:
    assert told(CHECKS, "全年未发生信访事项。", {"lit.lose": "0"}, "disputes") == [("V02", "提示", "")]


@pytest.mark.parametrize("text", ["确保信访件全部办结。", "行政诉讼没有败诉案件。", "全年未发生安全生产事故。", "其余信访件全部办结。"])
def test_aims_and_claims_that_hold_are_left_alone(text: str) -> None:
    assert told(CHECKS, text, ANSWERS, "disputes") == []


def test_without_entries_nothing_is_said() -> None:
    assert told(CHECKS, "信访件全部办结。") == []
