"""Year words of last year's text: which move on with the report, which are asked about, which stay."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from server.report.past.years import Advance, YearRule, advanced, advances

TABLES = tomllib.loads((Path(__file__).parents[3] / "data/carrying.toml").read_text("utf-8"))
RULES = tuple(YearRule.model_validate(table) for table in TABLES["year"])


def _after(text: str, key: str = "leadership", *, unsure: bool = False) -> str:
    """The text of the report of 2025 with its sure (and unsure) advances to 2026 applied."""
    return advanced(text, tuple(each for each in advances(text, 2025, 2026, RULES, key) if each.sure or unsure))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("清溪镇2025年度法治政府建设情况报告", "清溪镇2026年度法治政府建设情况报告"),
        ("清溪镇2025年法治政府建设年度报告", "清溪镇2026年法治政府建设年度报告"),
        ("清溪镇 2025 年度法治政府建设情况报告", "清溪镇 2026 年度法治政府建设情况报告"),
        ("清溪镇２０２５年度法治政府建设情况报告", "清溪镇2026年度法治政府建设情况报告"),
        ("清溪镇二〇二五年度法治政府建设情况报告", "清溪镇二〇二六年度法治政府建设情况报告"),
        ("2025年，我镇坚持依法行政。", "2026年，我镇坚持依法行政。"),
        ("机制不断健全。2025年，我镇坚持依法行政。", "机制不断健全。2026年，我镇坚持依法行政。"),
        ("（一）2025年主要工作", "（一）2026年主要工作"),
        ("一、2025年度推进法治政府建设的主要举措和成效", "一、2026年度推进法治政府建设的主要举措和成效"),
        ("一是2025年全镇统一部署。", "一是2026年全镇统一部署。"),
        ("现将2025年度工作情况报告如下：", "现将2026年度工作情况报告如下："),
        ("现将我镇2025年法治政府建设情况报告如下：", "现将我镇2026年法治政府建设情况报告如下："),
        ("二、2026年工作安排", "二、2027年工作安排"),
        ("三、2026年度法治政府建设重点任务", "三、2027年度法治政府建设重点任务"),
        ("2026年，我镇将继续健全机制。", "2027年，我镇将继续健全机制。"),
    ],
)
def test_words_for_the_years_of_the_report_move_on(text: str, wanted: str) -> None:
    assert _after(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "截至2025年11月底，共受理信访事项。",
        "截至2025年，全镇建成公园。",
        "2025年3月28日，举办专题宣讲。",
        "2025年11月，组织培训。",
        "2025年初，我镇印发方案。",
        "2025年上半年，完成评查。",
        "2025年第三季度，开展检查。",
        "2025年1—11月，办理事项若干。",
        "2025年截止到11月，出具法律意见。",
        "今年以来，我镇坚持依法行政。",
        "本年度的重点是规范执法。",
        "去年以来，队伍不断壮大。",
        "落实《云岭县法治政府建设实施方案（2021—2025年）》。",
        "印发《清溪镇2025年普法工作要点》。",
        "按照（2021—2025年）的规划推进。",
        "按照2021-2025年规划推进。",
        "2025—2027年行动方案稳步实施。",
        "清政发〔2025〕12号要求各村落实。",
        "2021年以来，我镇连续开展评查。",
        "贯彻党的二十大精神，衔接“十四五”规划。",
        "落实《行政处罚法》（2025年修订）的要求。",
        "获评“2025年平安乡镇”。",
        "自2025年起实行轮训。",
        "2025年至今，全镇保持平稳。",
        "公园建于2025年。",
        "连续25年保持平安。",
        "25年来，调解员扎根基层。",
        "2019年，我镇成立工作专班。",
        "共办理12025年历史档案。",
    ],
)
def test_other_year_words_stay(text: str) -> None:
    assert advances(text, 2025, 2026, RULES) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025年以来，我镇坚持依法行政。", "2026年以来，我镇坚持依法行政。"),
        ("2025年来，我镇坚持依法行政。", "2026年来，我镇坚持依法行政。"),
        ("受理量比2024年增长。", "受理量比2025年增长。"),
        ("2024年度依法行政考评结果已经公布。", "2025年度依法行政考评结果已经公布。"),
        ("在2025年度考核中表现较好。", "在2026年度考核中表现较好。"),
        ("召开2025年度法治政府建设推进会。", "召开2026年度法治政府建设推进会。"),
        ("印发清溪镇2025年普法工作要点。", "印发清溪镇2026年普法工作要点。"),
        ("25年，我镇坚持依法行政。", "26年，我镇坚持依法行政。"),
        ("力争2026年全部达标。", "力争2027年全部达标。"),
        ("群众普遍反映2025年变化较大。", "群众普遍反映2026年变化较大。"),
    ],
)
def test_doubtful_words_are_listed_but_not_applied(text: str, wanted: str) -> None:
    assert _after(text) == text
    assert _after(text, unsure=True) == wanted


def test_next_year_at_the_start_of_a_sentence_is_sure_only_among_plans() -> None:
    assert _after("2026年全面落实。", "plans") == "2027年全面落实。"
    assert _after("2026年全面落实。", "plans.a") == "2027年全面落实。"
    assert _after("2026年全面落实。", "enforcement") == "2026年全面落实。"


def test_an_advance_says_where_it_stands_and_why() -> None:
    (found,) = advances("特此说明。2025年度的工作如下。", 2025, 2026, RULES)
    assert found == Advance(5, 11, "2025年度", "2026年度", "是报告年度。", sure=True)


def test_a_report_that_skips_a_year_moves_all_years_alike() -> None:
    found = advances("2023年，我镇坚持依法行政。\n2024年工作安排", 2023, 2026, RULES)
    assert [each.after for each in found] == ["2026年", "2027年"]


def test_an_advance_whose_word_moved_is_left_out() -> None:
    text = "2025年，我镇坚持依法行政。"
    assert advanced("改：" + text, advances(text, 2025, 2026, RULES)) == "改：2025年，我镇坚持依法行政。"


@pytest.mark.parametrize("wrong", [{"before": "("}, {"after": "["}, {"inside": "《"}, {"outcome": "maybe"}])
def test_a_rule_that_cannot_be_used_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        YearRule.model_validate({"id": "a", "outcome": "stay", "why": "b"} | wrong)


@given(st.text("2025年度六，。《》（）—\n我镇全法治二〇月日", max_size=60))
def test_every_advance_stands_where_it_says_and_changes_only_its_word(text: str) -> None:
    found = advances(text, 2025, 2026, RULES)
    assert all(text[each.start : each.end] == each.before for each in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    done = advanced(text, found)
    assert len(done) == len(text)
    assert sum(old != new for old, new in zip(text, done, strict=True)) <= 4 * len(found)
