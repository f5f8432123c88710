"""Records as figures: what counts, what is asked about, what is 0 and what is not filled in; and the shipped lists."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.entries import read_number
from server.report.ledgers.lists import RecordList, slips
from server.report.ledgers.records import Difference, Tally, Uncounted, difference, tallied
from tests.report.shipped import CASES, DISPUTES, EVENTS, INDICATORS, LISTS, STUDY

YEAR = 2026
AUDIENCE = INDICATORS["pub.audience"]


def _event(day: str, name: str = "民法典宣讲", **values: str) -> dict[str, str]:
    return {"date": day, "name": name, "kind": "法治宣传", **values}


def _case(day: str, **values: str) -> dict[str, str]:
    return {"decided": day, "procedure": "简易", "fine": "200", **values}


@pytest.mark.parametrize("shipped", LISTS.values(), ids=LISTS)
def test_the_shipped_lists_fit_the_indicators(shipped: RecordList) -> None:
    assert slips(shipped, INDICATORS) == ()


def test_the_four_lists_are_shipped_under_their_file_names() -> None:
    assert {key: each.name for key, each in LISTS.items()} == {
        "cases": "案件台账",
        "disputes": "矛盾纠纷排查调解台账",
        "events": "活动台账",
        "study": "会议学法台账",
    }
    assert all(key == each.key for key, each in LISTS.items())


def test_every_mistake_of_a_list_is_named() -> None:
    columns = [
        {"key": "day", "name": "日期", "aliases": ["时间"]},
        {"key": "day", "name": "时间", "type": "number", "read_from": ["nowhere"]},
        {"key": "kind", "name": "类别", "type": "choice", "choices": [{"key": "a", "name": "甲", "words": ["乙"], "over": ["z"]}] * 2},
        {"key": "people", "name": "人数", "type": "number", "unit": "人", "decimals": 1},
    ]
    tallies = [
        {"indicator": "pub.audience", "how": "sum", "columns": ["people", "none"]},
        {"indicator": "pub.audience", "columns": ["people"], "where": [{"column": "kind", "among": ["b"], "besides": ["a"]}]},
        {"indicator": "no.such"},
        {"indicator": "dis.center_rate", "dated": "kind"},
    ]
    texts = {"key": "bad", "name": "坏", "description": "坏的", "sections": ["capacity"], "dated": "day", "same": ["lost"]}
    assert slips(RecordList.model_validate({**texts, "columns": columns, "tallies": tallies}), INDICATORS) == (
        "bad: 列 day: 重复",
        "bad: 指标 pub.audience: 重复",
        "bad: 表头 时间: 两列都写了",
        "bad: 列 kind: 选项 a 重复",
        "bad: 列 kind: “乙”属于两个选项",
        "bad: 列 kind: “甲”属于两个选项",
        "bad: dated: day 不是日期列",
        "bad: dated: kind 不是日期列",
        "bad: same: 没有列 lost",
        "bad: 列 day read_from: nowhere 不是文字列",
        "bad: 列 day: 数字列要有 unit，别的列不能有",
        "bad: 列 kind: 没有选项 z",
        "bad: 列 kind: 没有选项 z",
        "bad: 列 day: read_from 只用于选择列",
        "bad: 指标 pub.audience: 属于 publicity 一节，sections 里没有",
        "bad: 指标 pub.audience: 没有列 none",
        "bad: 指标 pub.audience: 列 people 不是以人次为单位的数字列",
        "bad: 指标 pub.audience: 列 people 的小数位数多于指标",
        "bad: 指标 pub.audience: 属于 publicity 一节，sections 里没有",
        "bad: 指标 pub.audience: rows 与 columns 不相配",
        "bad: 指标 pub.audience: kind: among 和 besides 应当恰有一个",
        "bad: 指标 pub.audience: kind: 没有选项 b",
        "bad: 指标 no.such: 没有这个指标",
        "bad: 指标 dis.center_rate: 是百分比，不能由台账计数",
    )


def test_rows_are_counted_and_numbers_summed() -> None:
    found = tallied(EVENTS, [_event("3月8日", audience="1,200", materials="500份"), _event("2026-05-20", audience="300人")], YEAR)
    assert (found["pub.events"].raw, found["pub.audience"].raw, found["pub.materials"].raw) == ("2", "1500", "500")
    assert found["pub.audience"].rows == (0, 1)


@pytest.mark.parametrize(
    ("numbers", "raw"), [(["约50", "20"], "约70"), (["200余", "100"], "约300"), (["近8万", "0"], "约80000"), (["50"], "50")]
)
def test_a_sum_with_a_rough_number_is_rough(numbers: list[str], raw: str) -> None:
    records = [_event(f"3月{at}日", audience=number) for at, number in enumerate(numbers, 1)]
    assert tallied(EVENTS, records, YEAR)["pub.audience"].raw == raw


def test_a_row_with_an_unclear_cell_is_told_and_never_counted_as_nothing() -> None:
    found = tallied(EVENTS, [_event("3月8日", audience="50"), _event("3月9日", audience="很多"), _event("3月10日")], YEAR)["pub.audience"]
    assert (found.raw, found.rows) == ("50", (0,))
    assert found.uncounted == (
        Uncounted(1, "“受众人数”填的是“很多”，没有看懂。请填以“人次”为单位的一个数，如 50、约50；没有的填0。"),
        Uncounted(2, "“受众人数”没有填。"),
    )


def test_an_event_without_banners_has_none() -> None:
    found = tallied(EVENTS, [_event("3月8日", banners="2"), _event("3月9日"), _event("3月10日", banners="无")], YEAR)["pub.banners"]
    assert (found.raw, found.uncounted) == ("2", ())


def test_a_row_whose_kind_is_unknown_is_told_for_every_figure_it_may_belong_to() -> None:
    found = tallied(EVENTS, [_event("3月8日"), {"date": "3月9日", "name": "走访"}], YEAR)
    assert found["pub.events"].raw == "1"
    assert found["pub.events"].uncounted == found["emg.drills"].uncounted == (Uncounted(1, "“活动类别”没有填。"),)


def test_a_day_of_another_year_does_not_count_and_one_without_a_day_is_asked_about() -> None:
    found = tallied(EVENTS, [_event("2025-12-31"), _event("2026-01-01"), _event("某天"), _event("3月上旬")], YEAR)["pub.events"]
    assert (found.raw, found.outside, [each.at for each in found.uncounted]) == ("2", (0,), [2])


def test_no_rows_are_no_figure_until_somebody_says_there_was_none() -> None:
    assert tallied(EVENTS, [], YEAR)["pub.events"].raw == ""
    assert tallied(EVENTS, [_event("3月8日")], YEAR)["emg.drills"].raw == ""
    confirmed = tallied(EVENTS, [_event("3月8日")], YEAR, none={"emg.drills", "pub.events"})
    assert (confirmed["emg.drills"].raw, confirmed["pub.events"].raw) == ("0", "1")
    doubtful = tallied(EVENTS, [{"date": "3月9日", "name": "走访", "kind": "不知道"}], YEAR, none={"emg.drills"})
    assert doubtful["emg.drills"].raw == ""


def test_a_column_nobody_filled_gives_no_figure_and_is_named() -> None:
    found = tallied(CASES, [_case("5月6日")], YEAR)
    assert (found["enf.cases_delegated"].raw, found["enf.cases_delegated"].missing) == ("", ("authority",))
    assert found["enf.cases_filed"].missing == ("filed",)


def test_one_meeting_with_two_topics_counts_once() -> None:
    meeting = {"date": "2026-03-05", "meeting": "镇党委会议", "kind": "会前学法"}
    records = [{**meeting, "topic": "宪法"}, {**meeting, "topic": "民法典"}, {**meeting, "date": "2026-04-05"}]
    assert tallied(STUDY, records, YEAR)["learn.pre_meeting"].raw == "2"


def test_a_meeting_without_its_name_is_asked_about() -> None:
    records = [{"date": "2026-03-05", "meeting": "镇党委会议", "kind": "会前学法"}, {"date": "2026-04-05", "kind": "会前学法"}]
    found = tallied(STUDY, records, YEAR)["learn.pre_meeting"]
    assert (found.raw, found.uncounted) == ("1", (Uncounted(1, "“会议（活动）名称”没有填。"),))


def test_only_lectures_give_trainees() -> None:
    records = [
        {"date": "3月5日", "meeting": "党委会", "kind": "会前学法", "people": "12"},
        {"date": "3月6日", "meeting": "执法培训", "kind": "培训", "people": "40"},
    ]
    assert tallied(STUDY, records, YEAR)["learn.trainees"].raw == "40"


def test_cases_are_those_decided_in_the_towns_own_name() -> None:
    records = [
        _case("5月6日", fine="50.5"),
        _case("5月7日", procedure="普通程序", fine="0.2万元", confiscated="1000"),
        _case("5月8日", authority="委托执法", fine="900"),
        _case("5月9日", outcome="不予处罚", fine="/"),
        _case("5月10日", outcome="警告", fine="无"),
        {"filed": "2026-12-20", "procedure": "普通", "outcome": "在办"},
    ]
    raws = {key: tally.raw for key, tally in tallied(CASES, records, YEAR).items()}
    assert raws == {
        "enf.cases": "3",
        "enf.cases_simple": "2",
        "enf.cases_normal": "1",
        "enf.cases_filed": "1",
        "enf.cases_delegated": "1",
        "enf.fine_amount": "3050.5",
        "enf.legal_audit_due": "",
        "enf.legal_audit": "",
    }


def test_disputes_are_counted_by_source_and_result() -> None:
    records = [
        {"date": "1月3日", "source": "网格排查", "result": "已化解"},
        {"date": "1月4日", "source": "当事人申请", "result": "未达成协议"},
        {"date": "1月5日", "source": "综治中心", "result": "达成协议"},
        {"date": "1月6日", "source": "走访发现", "result": "移交派出所"},
    ]
    raws = {key: tally.raw for key, tally in tallied(DISPUTES, records, YEAR).items()}
    assert raws == {
        "dis.found": "2",
        "dis.mediation_received": "3",
        "dis.mediation_success": "2",
        "dis.center_received": "1",
        "dis.center_resolved": "1",
    }


@pytest.mark.parametrize(
    ("raw", "present", "outcome"),
    [
        ("", "12", Difference.nothing),
        ("1200", "", Difference.fill),
        ("1200", "1,200人次", Difference.same),
        ("约350", "约350", Difference.same),
        ("约350", "350", Difference.differs),
        ("12", "13", Difference.differs),
        ("12", "不适用", Difference.differs),
        ("0", "不适用", Difference.differs),
        ("12", "十来场", Difference.differs),
    ],
)
def test_a_tally_is_compared_with_what_stands_in_the_report(raw: str, present: str, outcome: Difference) -> None:
    assert difference(Tally("pub.audience", raw), present, AUDIENCE) is outcome


@given(st.lists(st.tuples(st.integers(0, 10**7), st.booleans()), min_size=1, max_size=20))
def test_a_sum_is_the_sum_and_can_be_entered(numbers: list[tuple[int, bool]]) -> None:
    records = [_event("3月8日", audience=f"{'约' if rough else ''}{number}") for number, rough in numbers]
    found = tallied(EVENTS, records, YEAR)["pub.audience"]
    reading, message = read_number(found.raw, AUDIENCE)
    assert message == ""
    assert reading.value == Decimal(sum(number for number, _ in numbers))
    assert reading.exact is not any(rough for _, rough in numbers)


RECORDS = st.lists(
    st.dictionaries(st.sampled_from([*EVENTS.by_key, "strange"]), st.text(max_size=8) | st.sampled_from(["3月8日", "普法", "5"]))
)


@given(RECORDS)
def test_no_record_makes_tallying_fail_or_counts_twice(records: list[dict[str, str]]) -> None:
    for tally in tallied(EVENTS, records, YEAR).values():
        told = [*tally.rows, *tally.outside, *(each.at for each in tally.uncounted)]
        assert len(told) == len(set(told))
