"""Figures that can be read in two ways."""

from server.report.checks.ambiguous import CHECKS
from tests.report.checks.prose import told


def test_two_times_and_respectively_so_often_leave_the_count_open() -> None:
    assert told(CHECKS, "年初和年末，司法所分别开展了2次案卷评查。") == [("N08", "请核实", "")]
    assert told(CHECKS, "年初和年末，司法所各开展1次案卷评查。") == []
    assert told(CHECKS, "年初和年末分别开展案卷评查，全年共2次。") == []


def test_at_least_and_at_most_the_same_number_overlap() -> None:
    assert told(CHECKS, "80分以上的为优秀，80分以下的为合格。") == [("N07", "提示", "")]
    assert told(CHECKS, "80分以上的为优秀，不满80分的为合格，60分以下的为不合格。") == []
