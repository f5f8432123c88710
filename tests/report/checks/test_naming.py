"""Names of laws and papers that nearly are known ones are asked about; known and unknown ones are not."""

from time import process_time

import pytest

from server.report.checks import naming
from tests.report.checks.worded import found


@pytest.mark.parametrize(
    ("quoted", "right"),
    [
        ("《中华人民共和国行政处法法》", "《行政处罚法》"),
        ("《重大行政决策程序暂条例》", "《重大行政决策程序暂行条例》"),
        ("《法治政府建实施纲要（2021-2025年）》", "《法治政府建设实施纲要（2021—2025年）》"),
        ("《党政主要负责人履行法治建设第一责任人职责规定》", "《党政主要负责人履行推进法治建设第一责任人职责规定》"),
        ("《党政主要负责人履行推进法治政府建设第一责任人职责规定》", "《党政主要负责人履行推进法治建设第一责任人职责规定》"),
        ("《信访工作条列》", "《信访工作条例》"),
        ("《法治政府建设实施纲要（2022—2025年）》", "《法治政府建设实施纲要（2021—2025年）》"),
        ("《法治政府建设实施纲要（2016—2020）》", "《法治政府建设实施纲要（2015—2020年）》"),
        ("《法治中国建设规划（2021-2025年）》", "《法治中国建设规划（2020—2025年）》"),
        ("《清溪镇普法规划（2016－2020）》", "《清溪镇普法规划（2016—2020年）》"),
    ],
)
def test_a_title_near_a_known_one_is_asked_about(quoted: str, right: str) -> None:
    assert ("T04", quoted, right) in found(naming.CHECKS, f"学习{quoted}。")


@pytest.mark.parametrize(
    "quoted",
    [
        "《行政处罚法》",
        "《中华人民共和国行政复议法》",
        "《法治政府建设实施纲要（2021-2025年）》",
        "《法治江苏建设规划（2020—2025年）》",
        "《法治政府建设实施纲要（2026—2030年）》",
        "《清溪镇普法规划（2016—2020年）》",
        "《云岭县行政执法监督办法》",
        "《清溪镇2025年普法工作要点》",
        "《民法典》",
    ],
)
def test_known_and_other_titles_are_left_alone(quoted: str) -> None:
    assert found(naming.CHECKS, f"学习{quoted}。") == []


def test_a_title_without_a_needed_word_is_asked_about() -> None:
    assert [each[0] for each in found(naming.CHECKS, "转发《关于〈清溪镇普法实施方案〉的通知》。")] == ["T07"]
    assert [each[0] for each in found(naming.CHECKS, "转发《关于做好年度普法工作通知》。")] == ["T07"]
    assert found(naming.CHECKS, "转发《关于印发〈清溪镇普法实施方案〉的通知》。") == []


@pytest.mark.long
def test_a_long_text_takes_time_in_proportion() -> None:
    words = "《行政处罚法法》《关于甲〈乙〉的通知》《" * 5_000
    began = process_time()
    found(naming.CHECKS, words)
    assert process_time() - began < 4
