"""What comes in and what becomes of it, in prose."""

import pytest

from server.report.checks.flows import CHECKS
from tests.report.checks.prose import hits, subject, told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("受理信访513件，办结473件，未办结41件。", ("N01a", "必改", "473+41=514≠513")),
        ("受理信访513件，上年结转20件，办结500件，未结30件。", ("N01a", "需说明", "500+30=530≠513+20=533")),
        ("收到行政复议申请40件，受理38件，不予受理3件。", ("N01b", "必改", "38+3=41≠40")),
        ("受理复议案件十四件，办结九件，正在审理六件。", ("N01a", "必改", "9+6=15≠14")),
        (
            "新收行政案件23件，民事案件1件，总数24件。审结8件，其中胜诉5件，败诉1件，撤诉2件，加上2016年未审结9件，仍有26件在审理中。",
            ("N01a", "需说明", "8+26=34≠24+9=33"),
        ),
        ("受理信访513件，办结523件。", ("N09", "需说明", "523>513")),
        ("参加考试58人，通过60人。", ("N09", "必改", "60>58")),
        ("发现问题20个，整改22个。", ("N09", "必改", "22>20")),
        ("出具法律意见30份，采纳32份。", ("N09", "必改", "32>30")),
    ],
)
def test_what_does_not_balance_is_found(text: str, found: tuple[str, str, str]) -> None:
    assert told(CHECKS, text) == [found]


def test_an_accepted_total_that_holds_what_was_not_accepted_is_found_beside_its_wrong_sum() -> None:
    text = "本区共受理行政复议申请书14宗，办结9宗，不予受理2宗，正在审理8宗。"
    assert told(CHECKS, text) == [("N01a", "必改", "9+2+8=19≠14"), ("N06", "请核实", "受理14内含不予受理2")]
    places = [text[hit.start : hit.end] for _, hit in hits(CHECKS, subject(text))]
    assert places[1] == "受理行政复议申请书14宗"


@pytest.mark.parametrize(
    "text",
    [
        "收到行政复议申请40件，受理38件，不予受理2件。",
        "受理行政复议38件，办结30件，正在审理8件，另有不予受理2件。",
        "受理信访513件，办结473件，未办结40件。",
        "受理信访513件，上年结转20件，办结500件，未结33件。",
        "受理信访513件，办结523件（含上年结转10件）。",
        "新收行政案件23件，民事案件1件，总数24件。审结8件，其中胜诉5件，败诉1件，撤诉2件，加上2016年未审结9件，仍有25件在审理中。",
        "排查矛盾纠纷300件，受理信访20件，办结20件。",
        "受理案件20件，办结15件，移送3件，正在办理2件。",
        "59人报名，分4期参加网上考试，58人通过考试。",
        "受理矛盾纠纷33件，分流交办10件，化解33件。",
    ],
)
def test_what_balances_or_may_is_left_alone(text: str) -> None:
    assert told(CHECKS, text) == []
