"""What a paper says of itself in its opening: whose it is, of which year, and whether it is a yearly report, with and without a title."""

from time import process_time

import pytest

from server.report.checks.guessing import profile_of
from server.report.checks.profile import Level, Profile
from server.report.checks.proofs import text_of
from server.report.checks.years import CHECKS
from server.report.reading.anatomy import understand
from server.report.reading.gathering import gathered
from tests.report.checks import papers
from tests.report.checks.proofing import kinds

_LAWFUL = "以习近平法治思想为指导，推进法治政府建设，依法行政水平不断提高。"
_CHAPTERS = "一、主要举措和成效\n（一）规范决策。全年召开会议4次，审查文件9件。\n二、存在的问题\n力量薄弱。\n三、下一步打算\n继续努力。"


def _profile(words: str, year: int | None = None, asked: tuple[Level, str] = (Level.unknown, "")) -> Profile:
    return profile_of(text_of(understand(gathered(words))), kinds(), year, asked)


def _said(words: str) -> tuple[str, str, str, int | None, bool]:
    found = _profile(words)
    return found.level.value, found.kind, found.short_name, found.year, found.annual


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (f"2025年，云溪镇坚持{_LAWFUL}现将有关情况报告如下：", ("township", "town", "云溪镇", 2025, True)),
        (f"2025年，石桥县坚持{_LAWFUL}现将2025年法治政府建设工作情况报告如下：", ("county", "county", "石桥县", 2025, True)),
        (f"一年来，松岭乡{_LAWFUL}现将松岭乡2024年法治政府建设工作报告如下：", ("township", "rural_township", "松岭乡", 2024, True)),
        (
            f"2023年，柳林街道深入推进改革，{_LAWFUL}现对2023年柳林街道所做工作总结如下：",
            ("subdistrict", "subdistrict", "柳林街道", 2023, True),
        ),
        (f"2025年，我局{_LAWFUL}现将我局2025年度法治政府建设情况报告如下：", ("department", "", "", 2025, True)),
        (f"2025年，在县委的领导下，云溪镇{_LAWFUL}云溪镇成效明显。", ("township", "town", "云溪镇", 2025, True)),
    ],
)
def test_an_opening_tells_what_a_missing_title_does_not(opening: str, said: tuple[str, str, str, int | None, bool]) -> None:
    assert _said(f"{opening}\n{_CHAPTERS}") == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("三溪镇2025年法治政府建设年度报告", ("township", "town", "三溪镇", 2025, True)),
        ("2024年石桥区法治政府建设情况报告", ("county", "district", "石桥区", 2024, True)),
        ("2024年松岭乡法治政府建设工作报告", ("township", "rural_township", "松岭乡", 2024, True)),
        ("石桥区人民政府柳林街道办事处关于2024年度法治政府建设情况的报告", ("subdistrict", "subdistrict", "柳林街道", 2024, True)),
    ],
)
def test_a_title_names_its_writer_before_or_behind_the_year(title: str, said: tuple[str, str, str, int | None, bool]) -> None:
    assert _said(f"{title}\n一年来，{_LAWFUL}\n{_CHAPTERS}") == said


def test_a_paper_speaks_of_its_writer_by_its_bodies() -> None:
    words = f"2025年，{_LAWFUL}现将有关情况报告如下：\n{_CHAPTERS}乡党委召开会议，乡政府抓落实，全乡干部参加。"
    assert _said(words)[:2] == ("township", "rural_township")


def test_the_year_that_most_of_the_opening_names_is_taken() -> None:
    words = f"2022年，柳林街道{_LAWFUL}现对2023年所做工作总结如下：\n{_CHAPTERS}柳林街道继续努力。"
    assert _said(words)[3] == 2023


@pytest.mark.parametrize(
    "words",
    [
        "2025年，我镇坚持安全发展。现将安全生产工作情况报告如下：\n一、主要做法\n推进依法行政。\n二、存在问题\n力量薄弱。",
        f"各位代表：\n2025年，我镇{_LAWFUL}现将工作情况报告如下：\n{_CHAPTERS}",
        f"关于做好普法工作的通知\n2025年，我镇{_LAWFUL}现将有关情况报告如下：\n{_CHAPTERS}",
        "为推进法治政府建设，制定本办法。\n一、总体要求\n依法行政。",
    ],
)
def test_other_papers_are_no_yearly_reports(words: str) -> None:
    assert not _profile(words).annual
    assert not _profile(words, 2025, (Level.township, "")).annual


def test_a_piece_without_an_opening_is_a_report_for_whoever_names_its_year() -> None:
    words = "一、工作开展情况\n（一）学深学透，推进法治政府建设\n乡党委学习6次，全乡干部参加，乡政府跟进。"
    assert not _profile(words).annual
    found = _profile(words, 2022, (Level.township, ""))
    assert (found.annual, found.year, found.kind) == (True, 2022, "rural_township")


def test_plans_for_the_year_that_is_over_are_found_without_a_title() -> None:
    done = f"2024年，云溪镇坚持{_LAWFUL}现将有关情况报告如下：\n一、2024年工作情况\n召开会议4次。"
    words = f"{done}\n二、2024年工作计划\n2024年，云溪镇将继续规范执法。"
    told = [(each.rule, each.quote, each.suggestion) for each in papers.found(words, CHECKS, hints=False)]
    assert told == [("Y01", "2024年", "2025年"), ("Y08", "2024年", "2025年")]


@pytest.mark.long
@pytest.mark.parametrize("words", ["2025年，云溪镇", "现将2025年法治政府建设", "现将云溪镇2025年坚持，", "全镇镇党委我局依法行政法治政府"])
def test_a_long_text_takes_time_in_proportion(words: str) -> None:
    began = process_time()
    _profile(words * (100_000 // len(words)))
    assert process_time() - began < 1


def test_a_county_speaks_as_one_where_nothing_lower_does() -> None:
    words = f"2025年，{_LAWFUL}现将县人民政府2025年法治政府建设情况报告如下：\n{_CHAPTERS}县政府召开会议。"
    assert _said(words)[:2] == ("county", "county")
    assert _said(f"{words}全镇响应。")[:2] == ("", "")


def test_a_title_without_its_kind_is_of_a_report_for_whoever_names_the_year() -> None:
    words = f"清溪镇法治政府建设\n2025年，我镇{_LAWFUL}\n{_CHAPTERS}"
    assert _profile(words, 2025).annual
    assert not _profile(words.replace("清溪镇法治政府建设", "清溪镇法治政府建设实施方案"), 2025).annual
