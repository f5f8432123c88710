"""The years of a yearly report: which year title, opening, chapters and plans must name, and which other years may stand in it."""

import pytest

from server.report.checks.years import CHECKS
from tests.report.checks.papers import found, subject

_FRAME = """清溪镇2025年法治政府建设情况报告
现将我镇2025年度法治政府建设情况报告如下：
一、2025年法治政府建设主要举措和成效
（一）规范行政决策。{done}
二、存在的问题
执法力量还比较薄弱。
三、2026年工作打算
{plan}
云岭县清溪镇人民政府
2026年1月12日"""
_PLAN = "2026年，我镇将继续加强执法队伍建设。"


def _paper(done: str = "全年召开会议4次。", plan: str = _PLAN) -> str:
    return _FRAME.format(done=done, plan=plan)


def _told(text: str, *, hints: bool = False) -> list[tuple[str, str, str]]:
    return [(each.rule, each.quote, each.suggestion) for each in found(text, CHECKS, hints=hints)]


def test_a_plan_for_the_year_that_is_over_is_found() -> None:
    text = _paper().replace("三、2026年", "三、2025年")
    assert _told(text) == [("Y01", "2025年", "2026年")]


@pytest.mark.parametrize(
    "heading",
    ["三、2025年法治政府建设主要任务", "三、2025年工作计划", "三、存在的不足及2025年工作打算", "三、2025年推进法治政府建设的工作安排"],
)
def test_every_wording_of_a_plan_chapter_is_known(heading: str) -> None:
    assert _told(_paper().replace("三、2026年工作打算", heading)) == [("Y01", "2025年", "2026年")]


@pytest.mark.parametrize(
    "heading",
    [
        "三、下一步工作打算",
        "三、2025年工作任务完成情况",
        "三、落实《2025年工作要点》情况",
        "三、“十五五”时期工作思路",
        "三、2026年工作重点和保障",
    ],
)
def test_other_chapters_may_name_the_year_or_none(heading: str) -> None:
    assert _told(_paper().replace("三、2026年工作打算", heading)) == []


def test_a_chapter_of_achievements_names_the_year_reported_on() -> None:
    assert _told(_paper().replace("一、2025年", "一、2024年")) == [("Y01", "2024年", "2025年")]


def test_the_opening_names_the_year_of_the_title() -> None:
    assert _told(_paper().replace("我镇2025年度", "我镇2024年度")) == [("Y01", "2024年", "2025年")]


def test_an_opening_may_announce_the_plans_or_look_back_over_years() -> None:
    opening = "现将我镇2025年度法治政府建设情况报告如下"
    assert _told(_paper().replace(opening, "现将我镇2025年度法治政府建设工作及2026年工作计划报告如下")) == []
    assert _told(_paper().replace(opening, "现将2021年以来的有关情况报告如下")) == []
    assert _told(_paper().replace(opening, "现将我镇2025年法治政府建设工作及2025年工作计划报告如下")) == [("Y01", "2025年", "2026年")]


def test_a_title_that_everything_else_contradicts_is_the_one_that_is_wrong() -> None:
    assert _told(_paper().replace("清溪镇2025年", "清溪镇2023年")) == [("Y01", "2023年", "2025年")]


def test_a_title_may_announce_the_plan_of_the_next_year_only() -> None:
    both = "清溪镇2025年法治政府建设工作总结及2026年工作计划"
    assert _told(_paper().replace("清溪镇2025年法治政府建设情况报告", both)) == []
    wrong = both.replace("2026", "2025")
    assert _told(_paper().replace("清溪镇2025年法治政府建设情况报告", wrong)) == [("Y01", "2025年", "2026年")]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年，我镇调解矛盾纠纷89件。",
        "2024年以来，我镇召开党委会议6次。",
        "2024年3月5日，我镇举办讲座2期。",
        "2024年共开展普法活动31场，比上年有所减少。",
        "2024年我镇办理信访31件，同比下降12.5%。",
        "2026年，我镇开展培训5次。",
    ],
)
def test_a_sentence_of_another_year_among_the_achievements_is_asked_about(sentence: str) -> None:
    assert _told(_paper(sentence)) == [("Y07", f"{sentence[:4]}年", "2025年")]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年底，全镇聘请法律顾问9名。",
        "与2024年相比，信访量下降12%。",
        "2024年，我镇调解纠纷100件，2025年调解80件。",
        "2024年，我镇被列为试点单位，配备执法人员9名。",
        "根据2023年印发的工作方案，开展检查9次。",
        "落实《法治政府建设实施纲要（2021—2025年）》，召开会议9次。",
        "自2021年起，我镇连续五年召开专题会议9次。",
        "2021年以来，我镇连续五年举办培训，共9期。",
        "按照县委2024年度考评意见，完成整改9项。",
        "历年积案9件全部办结。",
    ],
)
def test_years_with_a_reason_are_not(sentence: str) -> None:
    assert _told(_paper(sentence)) == []


@pytest.mark.parametrize(
    "plan",
    [
        "2025年，我镇将继续规范执法。",
        "一是2025年，拟举办培训4期。",
        "在2024年，要进一步完善制度。",
        "2025年，围绕基层治理，一是完善机制；二是抓好培训。",
    ],
)
def test_a_plan_sentence_for_a_year_that_is_over_is_found(plan: str) -> None:
    assert [rule for rule, _, _ in _told(_paper(plan=plan))] == ["Y08"]


@pytest.mark.parametrize(
    "plan",
    [
        _PLAN,
        "2025年，我镇虽然取得一定成绩，但还有差距，将继续努力。",
        "2025年底前将完成整改。",
        "到2030年，将建成示范镇。",
        "2025年，围绕基层治理开展宣讲12场，成效较好。",
    ],
)
def test_plans_for_later_and_looks_back_are_not(plan: str) -> None:
    assert _told(_paper(plan=plan)) == []


def test_this_year_and_last_year_are_hints() -> None:
    hits = _told(_paper("今年召开会议4次，比去年多1次，学习“今年怎么干”专题。"), hints=True)
    assert hits == [("Y06", "今年", "2025年"), ("Y06", "去年", "")]


def test_a_paper_of_an_earlier_year_among_the_achievements_is_a_hint() -> None:
    hits = _told(_paper("印发《清溪镇执法规范》（清府〔2023〕4号），根据《云岭县方案》（云府发〔2023〕9号）办理。"), hints=True)
    assert hits == [("Y05", "2023", "")]


@pytest.mark.parametrize(
    "title",
    ["关于印发2025年工作要点的通知", "政府工作报告", "2025年政府工作报告", "清溪镇2025年上半年工作总结", "2021—2025年普法工作情况报告"],
)
def test_papers_that_are_no_yearly_report_are_left_alone(title: str) -> None:
    text = _paper().replace("清溪镇2025年法治政府建设情况报告", title).replace("三、2026年", "三、2025年")
    assert _told(text) == []


def test_a_year_that_is_known_goes_before_the_title() -> None:
    assert found(_paper(), CHECKS, year=2024)[0].quote == "2025年"
    assert subject(_paper(), 2024).profile.year == 2024


_OPENING = "现将我镇2025年度法治政府建设情况报告如下："


def _opened(words: str) -> list[tuple[str, str, str]]:
    return _told(_paper().replace(_OPENING, f"{words}现将有关情况报告如下："))


@pytest.mark.parametrize(
    "words",
    ["2024年，我镇推进依法治理。", "按照县委部署，2024年，清溪镇推进依法治理。", "2024年，在县委的领导下，各项工作有序推进。"],
)
def test_an_opening_that_begins_with_another_year_is_found(words: str) -> None:
    assert _opened(words) == [("Y01", "2024年", "2025年")]


@pytest.mark.parametrize(
    "words",
    [
        "2024年，我镇被列为试点，2025年是巩固提升之年。",
        "2024年，我镇打下基础。2025年，我镇再上台阶。",
        "2024年，县委印发实施方案，我镇对照落实。",
    ],
)
def test_an_opening_that_looks_back_on_its_way_is_not(words: str) -> None:
    assert _opened(words) == []


def test_a_title_tells_its_year_once() -> None:
    title = "清溪镇2025年法治政府建设情况报告"
    assert _told(_paper().replace(title, "清溪镇2025年度法治政府建设年度报告")) == [("D07", "2025年度", "2025年")]
    assert _told(_paper().replace(title, "清溪镇2025年法治政府建设年度报告")) == []
    assert _told(_paper().replace(title, "清溪镇2025年度法治政府建设情况报告")) == []


@pytest.mark.parametrize(
    "words", ["下一步，2025年我镇将继续加强队伍建设。", "接下来，2024年我镇将着力规范执法。", "今后，2025年拟新建调解室2个。"]
)
def test_a_year_behind_next_is_one_to_come(words: str) -> None:
    assert [(rule, said) for rule, _, said in _told(_paper(words))] == [("Y08", "2026年")]
    assert [(rule, said) for rule, _, said in _told(_paper(plan=words))] == [("Y08", "2026年")]


@pytest.mark.parametrize("words", ["下一步，2026年我镇将继续加强队伍建设。", "下一步，在2025年工作的基础上，我镇将继续加强队伍建设。"])
def test_a_year_behind_next_may_be_the_next_one(words: str) -> None:
    assert _told(_paper(plan=words)) == []
