"""Faulty turns of phrase are found with what is wrong with them, and sound ones are left alone."""

from time import process_time

import pytest

from server.report.checks import turning
from server.report.checks.proving import unproved
from tests.report.checks.worded import found, lists


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("结合禁毒、反诈等工作为抓手，推动落实。", "G01"),
        ("发挥了示范起到带头作用。", "G02"),
        ("超越职权的等情形。", "G03"),
        ("，将法律服务到村。", "G04"),
        ("加强执法监督力度。", "G05"),
        ("，镇实行一村一法律顾问。", "G06"),
        ("考核未达60分，责令整改。", "G07"),
        ("受教育群众超过5000人左右。", "G08"),
        ("办理人大代表提案3件。", "T03"),
        ("研究部署法治政府工作。", "L03"),
        ("在思想上行动上同党中央保持高度一致。", "L03"),
        ("现将有关情况的报告如下。", "G03"),
        ("主要内容。贯彻上级全会精神情况；", "G04"),
        ("抓好党员先锋模范作用。", "G02"),
        ("夯实干部理论武装。", "G02"),
    ],
)
def test_a_faulty_turn_is_found(words: str, rule: str) -> None:
    assert rule in [each[0] for each in found(turning.CHECKS, words)]


def test_a_turn_that_can_be_mended_is_offered_mended() -> None:
    assert found(turning.CHECKS, "加强执法监督力度。") == [("G05", "加强执法监督力度", "加大执法监督力度")]


def test_sound_turns_are_left_alone() -> None:
    words = "以禁毒工作为抓手，加大执法力度，加强执法监督，不以营利为目的的组织，办理政协提案2件，有待完善。法治政府建设工作有序推进。"
    assert found(turning.CHECKS, words) == []


@pytest.mark.long
def test_every_pattern_stays_linear() -> None:
    assert not list(unproved(lists()))
    for piece in ("结合甲，", "加强", "通过", "共收到", "正在", "保障", "共有", "《", "个别", "报告"):
        words = piece * (100_000 // len(piece))
        began = process_time()
        found(turning.CHECKS, words)
        assert process_time() - began < 3
