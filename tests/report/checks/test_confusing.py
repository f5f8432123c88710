"""Words taken for others are found by the lists and by their nearness to fixed words; right prose is left alone."""

from time import process_time

import pytest

from server.report.checks import confusing
from server.report.checks.listed import Plain
from server.report.checks.wording import Wording
from tests.report.checks.worded import found, lists, weights


@pytest.mark.parametrize(
    ("words", "wrong", "right"),
    [
        ("截止11月底，共受理信访件12件。", "截止", "截至"),
        ("建立工作台帐并及时更新。", "台帐", "台账"),
        ("对下半年工作作了布署。", "布署", "部署"),
        ("及时解决群众反应的问题。", "反应", "反映"),
        ("人民调节员上门化解纠纷。", "调节员", "调解员"),
        ("自己的任务末落实到位。", "末落实", "未落实"),
        ("依法保障公民权力。", "权力", "权利"),
        ("规范行政权利运行。", "权利", "权力"),
        ("法治建设成效显着。", "显着", "显著"),
        ("群众法治意识显着增强。", "显着", "显著"),
        ("解决群众反应的热点问题。", "反应", "反映"),
        ("有利维护了群众权益。", "有利", "有力"),
        ("行使法律付予的职权。", "付予", "赋予"),
    ],
)
def test_a_wrong_word_is_replaced_by_the_right_one(words: str, wrong: str, right: str) -> None:
    assert ("W01", wrong, right) in found(confusing.CHECKS, words)


@pytest.mark.parametrize(
    ("words", "wrong", "right", "weight"),
    [
        ("坚持人民当家做主。", "当家做主", "当家作主", "请核实"),
        ("各各部门抓好落实。", "各各", "各个", "请核实"),
        ("着力曾强法治意识。", "曾强", "增强", "请核实"),
        ("做到公开公正、智慧高效、廉洁诚信。", "智慧高效", "智能高效", "请核实"),
        ("县四大家领导参加会议。", "四大家领导", "四套班子领导", "提示"),
        ("高质量的推动法治建设。", "高质量的", "高质量地", "提示"),
        ("县委中心组学习3次。", "委中心组学习", "委理论学习中心组学习", "提示"),
    ],
)
def test_a_doubtful_word_is_asked_about(words: str, wrong: str, right: str, weight: str) -> None:
    assert found(confusing.CHECKS, words) == [("W02", wrong, right)]
    assert weights(confusing.CHECKS, words) == [weight]


@pytest.mark.parametrize(
    ("words", "wrong", "right"),
    [
        ("规范行政执发行为。", "行政执发行为", "行政执法行为"),
        ("化解矛盾纠份8件。", "矛盾纠份", "矛盾纠纷"),
        ("完善重大行政决侧程序。", "重大行政决侧程序", "重大行政决策程序"),
        ("推行双随即一公开监管。", "双随即一公开", "双随机一公开"),
        ("负责人出厅应诉率提高。", "负责人出厅应诉率", "负责人出庭应诉率"),
        ("开展行政复仪案件评查。", "行政复仪案件", "行政复议案件"),
        ("学习习近平法冶思想。", "习近平法冶思想", "习近平法治思想"),
        ("完善行政裁量全基准。", "行政裁量全基准", "行政裁量权基准"),
        ("健全公平竟争审查制度。", "公平竟争审查制度", "公平竞争审查制度"),
        ("推进法治府政建设。", "法治府政建设", "法治政府建设"),
    ],
)
def test_a_fixed_word_with_one_slip_is_recognised(words: str, wrong: str, right: str) -> None:
    assert ("W03", wrong, right) in [each for each in found(confusing.CHECKS, words) if each[0] == "W03"]


@pytest.mark.parametrize(
    "words",
    [
        "报名截止时间为11月底，到期截止。",
        "强化化解机制，完善考评评分项，主任任副主任，每年年终评查。",
        "检察机关发来检察建议，行政检察监督不断加强。",
        "镇、乡人民政府和县人民政府共同受理。",
        "全镇法制审核人员3名，经法制审核后作出处罚决定。",
        "群众反应热烈，权力清单和权利义务一并公开。",
        "贯彻落实《关于农村法制宣传的意见》。",
        "经常委会议研究，有序展开工作，残疾人自理能力提高。",
        "这一切是大家努力的结果，确实把工作做实了。",
        "按照依法治理要求，行政执法与行政许可相互衔接。",
    ],
)
def test_right_words_are_left_alone(words: str) -> None:
    assert [each for each in found(confusing.CHECKS, words) if each[0] != "W02"] == []


def test_names_of_papers_are_not_judged() -> None:
    assert found(confusing.CHECKS, "印发《关于台帐管理的行政执发通知》。") == []


def test_a_word_on_the_whitelist_is_spared() -> None:
    allowing = lists().joined(Wording(plain=(Plain(word="台帐局", source="街名"),)))
    assert found(confusing.CHECKS, "台帐局巷已改造。", by=allowing) == []
    assert found(confusing.CHECKS, "台帐已建立。", by=allowing) == [("W01", "台帐", "台账")]


def test_a_slip_at_the_end_of_a_short_fixed_word_is_only_asked_about() -> None:
    assert weights(confusing.CHECKS, "办理行政确任。") == ["请核实"]
    assert weights(confusing.CHECKS, "开展行政复仪案件评查。")[-1] == "必改"


@pytest.mark.long
def test_a_long_text_takes_time_in_proportion() -> None:
    words = "行政行政执执法法" * 7_000
    began = process_time()
    found(confusing.CHECKS, words)
    assert process_time() - began < 3
