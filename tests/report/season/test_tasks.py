"""任务分解表: a row for every section and office, villages asked for the same together, what nobody was asked for, the inner day."""

from datetime import date

import pytest

from server.library import Library
from server.report.deadlines import Planned
from server.report.manuscript import Paragraph, Table, Title
from server.report.rules import Step
from server.report.season.notice import Terms
from server.report.season.tasks import WORDS, Office, Part, Sheet, inner_day, task_sheet, tasks
from server.report.workdays import Calendar

PLAIN = Calendar({}, {})
FIGURES = Step(key="figures", name="收集数据", who="", workdays=-29, tiers=("township",), source="")
REVIEW = FIGURES.model_copy(update={"key": "county_review", "workdays": -19, "first": True})
DISPUTES = Part("disputes", "化解矛盾", {"found": "排查", "done": "化解", "more": "回访"}, ("found", "done"), "工作措施")
PLANS = Part("plans", "下一年安排", {}, (), "下一年安排")
JUSTICE = Office("司法所", "何静 6120002", "12月10日", code="CB-7K3M-9Q2X", figures=frozenset({"found"}), parts=frozenset({"disputes"}))
VILLAGES = tuple(Office(name, share=True, code=f"CB-{name}", figures=frozenset({"done"})) for name in ("东河村", "南坡村"))


def _shown(*parts: Part, offices: tuple[Office, ...] = ()) -> list[tuple[str, tuple[str, ...], bool, tuple[str, ...]]]:
    return [(each.part.key, each.figures, each.text, tuple(office.name for office in each.offices)) for each in tasks(parts, offices)]


def _sheet(library: Library, terms: Terms | None = None, offices: tuple[Office, ...] = (), day: date | None = date(2025, 12, 11)) -> Sheet:
    words = library.labels["task_sheet"]
    schedule = (("收集数据", date(2025, 12, 11)), ("报送和抄送", date(2026, 1, 6)))
    return Sheet("清溪镇", "清溪镇人民政府", 2025, (DISPUTES, PLANS), offices, day, words, terms, "通用提纲", schedule)


def _tables(sheet: Sheet) -> list[Table]:
    return [block for block in task_sheet(sheet).blocks if isinstance(block, Table)]


def test_without_forms_every_section_has_one_row_with_what_every_unit_is_asked_for() -> None:
    assert _shown(DISPUTES, PLANS) == [("disputes", ("found", "done"), True, ()), ("plans", (), True, ())]


def test_offices_have_a_row_each_and_villages_asked_for_the_same_one_together() -> None:
    assert _shown(DISPUTES, offices=(VILLAGES[0], JUSTICE, VILLAGES[1])) == [
        ("disputes", ("done",), False, ("东河村", "南坡村")),
        ("disputes", ("found",), True, ("司法所",)),
    ]


def test_villages_with_another_day_stand_apart() -> None:
    late = Office("西岭村", due="12月20日", share=True, figures=frozenset({"done"}))
    assert [each[3] for each in _shown(DISPUTES, offices=(*VILLAGES, late))][:2] == [("东河村", "南坡村"), ("西岭村",)]


def test_what_nobody_was_asked_for_keeps_a_row_of_its_own() -> None:
    assert _shown(DISPUTES, PLANS, offices=VILLAGES)[1:] == [("disputes", ("found",), True, ()), ("plans", (), True, ())]


def test_a_section_without_figures_and_text_has_no_row() -> None:
    assert _shown(Part("achievements", "举措和成效", {}, ())) == []


def test_a_row_says_what_who_and_by_when(library: Library) -> None:
    rows = _tables(_sheet(library, offices=(JUSTICE, *VILLAGES)))[1].rows
    assert rows == (
        ("章节", "需提供的内容", "责任单位和联系人", "内部期限", "备注"),
        ("化解矛盾", "数据：排查\n文字：工作措施", "司法所\n何静 6120002", "12月10日", "填报表CB-7K3M-9Q2X"),
        ("化解矛盾", "数据：化解", "东河村、南坡村（共2家）", "12月11日", "各填本村（社区）的数，统一汇总\n每家一份填报表"),
        ("下一年安排", "文字：下一年安排", "", "12月11日", "还没有分给单位"),
    )


def test_the_head_says_what_the_notice_says_and_leaves_out_what_it_does_not(library: Library) -> None:
    terms = Terms("年度报告通知", "云法治办〔2025〕21号", first_day=date(2025, 12, 25), final_day=date(2026, 1, 20), length_cap=3000)
    made = task_sheet(_sheet(library, terms))
    assert made.properties.title == "清溪镇2025年法治政府建设年度报告任务分解表"
    assert isinstance(made.blocks[0], Title)
    assert made.blocks[1] == Paragraph("根据《年度报告通知》（云法治办〔2025〕21号），我单位年度报告的任务分解如下。")
    assert _tables(_sheet(library, terms))[0].rows == (
        ("初稿报送", "2025年12月25日", "正式稿报送", "2026年1月20日"),
        ("字数上限", "3000字以内", "提纲", "通用提纲"),
        ("统稿人", "", "联系电话", ""),
    )
    asking = [block.text for block in made.blocks if isinstance(block, Paragraph)][1]
    assert asking.endswith("工作安排：12月11日收集数据，1月6日报送和抄送。")


def test_without_a_notice_it_says_so_and_without_a_day_that_it_is_open(library: Library) -> None:
    made = task_sheet(_sheet(library, day=None))
    assert made.blocks[1] == Paragraph("上级的年度报告通知还没有登记，下面的期限按报送规则倒排；通知到了以后登记，再重印一份。")
    assert {row[3] for row in _tables(_sheet(library, day=None))[1].rows[1:]} == {"未定"}


@pytest.mark.parametrize(
    ("terms", "day"),
    [
        (None, date(2025, 12, 8)),
        (Terms("通知"), date(2025, 12, 8)),
        (Terms("通知", first_day=date(2025, 12, 15)), date(2025, 12, 1)),
        (Terms("通知", first_day=date(2026, 1, 16)), date(2025, 12, 8)),
        (Terms("通知", received=date(2025, 12, 1), first_day=date(2025, 12, 11)), date(2025, 12, 5)),
        (Terms("通知", received=date(2025, 12, 10), first_day=date(2025, 12, 11)), date(2025, 12, 11)),
        (Terms("通知", received=date(2025, 12, 12), first_day=date(2025, 12, 11)), date(2025, 12, 11)),
    ],
)
def test_the_inner_day_is_worked_back_from_the_first_draft_and_never_lies_before_the_notice(terms: Terms | None, day: date) -> None:
    steps = (Planned(FIGURES, date(2025, 12, 8)), Planned(REVIEW, date(2025, 12, 22)))
    assert inner_day(steps, terms, PLAIN) == day


def test_without_steps_ten_working_days_before_the_first_draft_are_taken_and_nothing_without_either() -> None:
    assert inner_day((), Terms("通知", first_day=date(2025, 12, 15)), PLAIN) == date(2025, 12, 1)
    assert inner_day((), None, PLAIN) is None
    assert inner_day((Planned(FIGURES, None),), Terms("通知"), PLAIN) is None


def test_every_wording_of_the_sheet_and_of_the_page_is_shipped(library: Library) -> None:
    assert set(WORDS) == set(library.labels["task_sheet"])
