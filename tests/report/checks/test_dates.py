"""Dates that exist, stand in order and fit the day a paper was written."""

import pytest

from server.report.checks.dates import CHECKS
from tests.report.checks.papers import found

_PAPER = """清溪镇2025年法治政府建设情况报告
现将我镇2025年度法治政府建设情况报告如下：
一、主要成效
（一）规范行政决策。{words}
云岭县清溪镇人民政府
{date}
抄送：云岭县司法局。
清溪镇党政综合办公室　{printed}印发"""


def _told(words: str, date: str = "2026年1月12日", printed: str = "2026年1月12日") -> list[tuple[str, str]]:
    text = _PAPER.format(words=words, date=date, printed=printed)
    return [(each.rule, each.quote) for each in found(text, CHECKS, hints=False)]


def test_a_paper_is_not_printed_before_it_is_written() -> None:
    assert _told("完成任务。", printed="2026年1月9日") == [("Y02", "2026年1月9日")]
    assert _told("完成任务。", printed="2026年1月13日") == []


@pytest.mark.parametrize("date", ["2025年2月30日", "2025年13月", "4月31日", "2025年6月31日", "2025年2月29日", "5月0日"])
def test_a_date_that_does_not_exist_is_found(date: str) -> None:
    assert _told(f"镇政府于{date}召开会议。") == [("Y04", date)]


@pytest.mark.parametrize("date", ["2024年2月29日", "2月29日", "12月31日", "历时13个月", "1—12月"])
def test_dates_that_exist_are_not(date: str) -> None:
    assert _told(f"镇政府于{date}召开会议。") == []


@pytest.mark.parametrize("year", ["20255年，", "202年度", "20225年3月"])
def test_a_year_with_too_many_or_too_few_digits_is_found(year: str) -> None:
    assert [rule for rule, _ in _told(f"镇政府在{year}召开会议。")] == ["Y04"]


def test_a_wrong_day_of_the_week_is_found() -> None:
    assert _told("2025年11月7日（星期四）召开会议。") == [("Y04", "2025年11月7日（星期四")]
    assert _told("2025年11月7日（星期五）召开会议。") == []


@pytest.mark.parametrize(
    "span",
    [
        "2025年12月至2025年3月",
        "2025年11月至3月",
        "2025—2021年",
        "2025年5月20日至15日",
        "2025年5月20日至5月2日",
        "2025年3月20日—2025年3月2日",
    ],
)
def test_a_span_that_runs_backwards_is_found(span: str) -> None:
    assert _told(f"整治行动从{span}进行。") == [("Y09", span)]


@pytest.mark.parametrize(
    "span", ["2024年12月至2025年3月", "10月至次年4月", "12月至3月", "2021—2025年", "5月20日至6月2日", "2025年5月20日至25日"]
)
def test_spans_that_run_forwards_or_into_the_next_year_are_not(span: str) -> None:
    assert _told(f"整治行动从{span}进行。") == []


def test_the_number_is_of_the_year_the_paper_is_written_in() -> None:
    text = "清溪镇人民政府文件\n清府〔2025〕3号\n" + _PAPER.format(words="完成任务。", date="2026年1月12日", printed="2026年1月12日")
    assert [(each.rule, each.quote) for each in found(text, CHECKS, hints=False)] == [("Y10", "〔2025〕")]
    assert not found(text.replace("〔2025〕", "〔2026〕"), CHECKS, hints=False)


@pytest.mark.parametrize(
    ("words", "rule"),
    [("截至2026年1月31日，办结9件。", "Y12"), ("截至2026年底，办结9件。", "Y12"), ("2026年3月5日，我镇召开会议。", "Y11")],
)
def test_what_had_not_come_when_the_paper_was_written_is_found(words: str, rule: str) -> None:
    assert [each for each, _ in _told(words)] == [rule]


@pytest.mark.parametrize(
    "words", ["截至2025年12月31日，办结9件。", "将于2026年3月5日召开会议。", "2026年3月5日前完成整改。", "截至2026年底，力争完成改造。"]
)
def test_what_is_planned_for_later_is_not(words: str) -> None:
    assert _told(words) == []


def test_figures_that_stop_before_the_end_of_the_year_are_a_hint() -> None:
    text = _PAPER.format(
        words="截至2025年11月底，办结9件；截至目前，无积案；截至2025年12月31日，办结10件。", date="2026年1月12日", printed=""
    )
    assert [(each.rule, each.quote) for each in found(text, CHECKS)] == [("Y03", "截至2025年11月底"), ("Y03", "截至目前")]


def test_figures_as_of_a_day_of_another_year_are_asked_about() -> None:
    assert _told("截至2024年11月底，办结9件。") == [("Y03", "截至2024年11月底")]
    assert _told("截至2024年底，全镇有律师9名。") == []


@pytest.mark.parametrize("words", ["2107年，我镇开展培训4次。", "自1205年起实行轮班。", "我镇在2052年开展了培训。"])
def test_a_year_that_nobody_can_mean_is_asked_about(words: str) -> None:
    assert [rule for rule, _ in _told(words)] == ["Y04"]


@pytest.mark.parametrize(
    "words",
    [
        "到2035年基本建成。",
        "古桥建于1205年，普法点设在桥头。",
        "古镇有1205年历史。",
        "宣传覆盖1500年轻人。",
        "学习《2107年的来信》。",
        "清府〔2107〕5号。",
        "承包期至2068年。",
    ],
)
def test_far_years_with_a_reason_are_not(words: str) -> None:
    assert _told(words) == []


def test_figures_as_of_the_end_of_a_year_after_the_one_reported_on_are_asked_about() -> None:
    text = _PAPER.format(words="截至2026年12月31日，办结9件。", date="", printed="")
    assert [(each.rule, each.quote) for each in found(text, CHECKS, hints=False)] == [("Y12", "截至2026年12月31日")]
    assert not found(text.replace("截至2026年12月", "截至2026年1月"), CHECKS, hints=False)
    assert not found(text.replace("截至2026年", "截至2025年"), CHECKS, hints=False)
    assert [each.rule for each in found(text.replace("2026年12月31日", "2028年3月5日"), CHECKS, hints=False)] == ["Y12"]
