"""Lists that announce their length, and one figure with two values."""

import pytest

from server.report.checks.counting import CHECKS
from tests.report.checks.prose import told


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("市场监管所、派出所、自然资源所、司法所等3个部门参加。", "列举4≠3"),
        ("评定为优秀、良好、一般、较差三个等次。", "列举4≠3"),
        ("评定三个等次：优秀、良好、一般、较差。", "列举4≠3"),
        ("做到“五个落实”（即落实领导、落实机构、落实人员、落实经费）。", "列举4≠5"),
        ("建立四项制度：公示制度、记录制度、审核制度。", "列举3≠4"),
        ("从三个方面抓好落实：一是加强领导。二是强化宣传。", "列举2≠3"),
    ],
)
def test_a_list_of_another_length_than_announced_is_to_be_checked(text: str, working: str) -> None:
    assert told(CHECKS, text) == [("N05a" if "一是" in text else "N05", "请核实", working)]


def test_one_item_fewer_before_deng_is_only_a_hint() -> None:
    assert told(CHECKS, "甲局、乙局、丙局、丁局、戊局等6个部门参加。") == [("N05", "提示", "列举5≠6")]


@pytest.mark.parametrize(
    "text",
    [
        "市场监管所、派出所、司法所等12个部门参加。",
        "甲局、乙局、丙局等3个部门参加。",
        "评定为优秀、良好、一般三个等次。",
        "评定三个等次：优秀、良好和一般。",
        "做到“五个落实”（即落实领导、落实机构、落实人员、落实经费、落实措施和制度）。",
        "从三个方面抓好落实：一是加强领导。二是强化宣传。三是严格考核。",
        "《条例》《办法》、《规定》等3部法规。",
        "在县、镇、村三个层面落实。",
        "县、镇两个层面和部门、企业、学校三个层面。",
        "2147个县（市、区）开展试点。",
        "治理“三河三湖”（即甲河乙河丙河、丁湖戊湖己湖）。",
    ],
)
def test_lists_of_the_right_length_and_what_is_no_list_are_left_alone(text: str) -> None:
    assert told(CHECKS, text) == []


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("网上全流程办理率达75.9%。\n截至9月7日，网上全流程办理率73.55%。", "75.9%≠73.55%"),
        ("全年共开展法治宣传活动32场。\n今年以来累计开展法治宣传活动35场。", "32场≠35场"),
    ],
)
def test_one_figure_with_two_values_is_to_be_checked(text: str, working: str) -> None:
    assert told(CHECKS, text) == [("N04", "请核实", working)]


@pytest.mark.parametrize(
    "text",
    [
        "网上全流程办理率达75.9%。\n网上全流程办理率75.9%。",
        "截至6月，网上全流程办理率75.9%。\n截至9月，网上全流程办理率73.5%。",
        "信访办结率92%。\n工单办结率99%。",
        "全年共开展法治宣传活动32场。\n上半年共开展法治宣传活动15场。",
        "全区34个部门完成194项行政许可事项。\n进驻行政许可事项347项。",
        "压缩71%。\n压缩51%。",
    ],
)
def test_other_scopes_times_and_names_are_left_alone(text: str) -> None:
    assert told(CHECKS, text) == []
