"""Plans and problems of last year as lists, however their writer listed them, and the sections that answer them."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.past.reckoning import Pledge, Trouble, beside, pledges, troubles
from server.report.past.wordings import Wordings

WORDINGS = Wordings.model_validate(tomllib.loads((Path(__file__).parents[3] / "data/placing.toml").read_text("utf-8"))).wording


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "2026年，我镇将做好以下工作：\n（一）强化学习。组织轮训。\n1.办班\n按季办班。\n（二）规范执法。开展评查。",
            (Pledge("强化学习", "组织轮训。\n1.办班\n按季办班。"), Pledge("规范执法", "开展评查。")),
        ),
        (
            "下一步重点抓好几个方面：一是强化学习，组织轮训；二是规范执法。定期评查。三是化解纠纷。",
            (Pledge("强化学习，组织轮训"), Pledge("规范执法", "定期评查"), Pledge("化解纠纷")),
        ),
        ("一是要强化学习。\n二是要规范执法。", (Pledge("强化学习"), Pledge("规范执法"))),
        ("第一，强化学习。第二，规范执法。", (Pledge("强化学习"), Pledge("规范执法"))),
        ("强化学习。规范执法，提升能力。", (Pledge("强化学习"), Pledge("规范执法，提升能力"))),
        ("1.强化学习\n2.规范执法", (Pledge("强化学习"), Pledge("规范执法"))),
        ("统筹推进法治建设。\n1.强化学习", (Pledge("统筹推进法治建设"), Pledge("强化学习"))),
        ("加强以下工作：", (Pledge("加强以下工作"),)),
        ("", ()),
    ],
)
def test_plans_become_a_list(text: str, wanted: tuple[Pledge, ...]) -> None:
    assert pledges(text) == wanted


def test_a_long_point_without_heading_is_named_by_its_first_clause() -> None:
    (one,) = pledges("1.把法治学习作为全镇干部的必修课，纳入年度培训计划和考核内容，做到人人参与、人人过关，不留空白和死角")
    assert one == Pledge("把法治学习作为全镇干部的必修课", "纳入年度培训计划和考核内容，做到人人参与、人人过关，不留空白和死角")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "我镇工作还存在一些短板：一是意识不强，主要原因是培训偏少；二是人手不足。",
            (Trouble("意识不强", "培训偏少"), Trouble("人手不足")),
        ),
        ("（一）意识不强。有的干部不学法，究其原因是考核偏软。", (Trouble("意识不强。有的干部不学法", "考核偏软"),)),
        ("普法形式单一，主要是由于经费有限。", (Trouble("普法形式单一", "由于经费有限"),)),
        (
            "存在以下问题：一是意识不强；二是人手不足。主要原因：一是培训偏少；二是编制偏紧。",
            (Trouble("意识不强", "培训偏少"), Trouble("人手不足", "编制偏紧")),
        ),
        (
            "（一）存在的问题\n1.意识不强。\n2.人手不足。\n（二）原因分析\n1.培训偏少。\n2.编制偏紧。",
            (Trouble("意识不强", "培训偏少"), Trouble("人手不足", "编制偏紧")),
        ),
        (
            "1.意识不强。\n2.人手不足。\n3.原因分析。培训偏少。",
            (Trouble("意识不强", "培训偏少"), Trouble("人手不足", "培训偏少")),
        ),
        ("意识不强。人手不足。", (Trouble("意识不强"), Trouble("人手不足"))),
    ],
)
def test_problems_become_a_list_with_their_causes(text: str, wanted: tuple[Trouble, ...]) -> None:
    assert troubles(text) == wanted


@pytest.mark.parametrize(
    ("pledge", "first"),
    [
        (Pledge("规范行政执法行为", "开展案卷评查。"), "enforcement"),
        (Pledge("深化普法宣传", "开展法律进乡村活动。"), "publicity"),
        (Pledge("健全矛盾纠纷化解机制", "发挥人民调解作用。"), "disputes"),
        (Pledge("严格重大行政决策程序"), "decisions"),
        (Pledge("推进政务公开"), "openness"),
    ],
)
def test_a_plan_is_laid_beside_the_section_it_speaks_of(pledge: Pledge, first: str) -> None:
    assert beside(pledge, WORDINGS)[0] == first


def test_a_problem_is_laid_beside_a_section_too() -> None:
    assert beside(Trouble("执法力量薄弱，执法程序不够规范", "培训偏少"), WORDINGS)[0] == "enforcement"


def test_a_plan_that_speaks_of_nothing_known_has_no_section() -> None:
    assert beside(Pledge("再接再厉"), WORDINGS) == ()


@given(st.text("健全机制一二是，。；：原因问题1.（）\n", max_size=80))
def test_any_text_gives_lists_whose_points_say_something(text: str) -> None:
    assert all(each.problem for each in troubles(text) if each.cause)
    assert len("".join(each.title + each.body for each in pledges(text))) <= 2 * len(text) + 10
