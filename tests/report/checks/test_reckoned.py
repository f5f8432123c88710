"""One finding for one calculation."""

import pytest

from server.report.checks.judging import judge_text
from tests.report.checks.prose import subject


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("受理信访50件，其中办结40件，正在办理28件。", ["N01"]),
        ("发现问题20个，其中整改22个，整改率110%。", ["N01"]),
        ("参加考试58人，通过60人，通过率103.4%。", ["N09"]),
        ("受理案件20件，办结18件，已全部办结，办结率100%。", ["N02"]),
        ("办理工单318件，比上年的265件增加63件，同比增长25%。", ["N03"]),
        ("共办件20件，其中处罚12件（简易10件、普通3件）、许可9件。", ["N01", "N01"]),
    ],
)
def test_a_calculation_is_objected_to_once(text: str, rules: list[str]) -> None:
    assert [each.rule for each in judge_text(subject(text)) if each.rule.startswith("N")] == rules
