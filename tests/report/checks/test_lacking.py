"""Sentences that lack a word are found by their form, sound ones that look alike are not."""

from time import process_time

import pytest

from server.report.checks import lacking
from server.report.findings import Class
from tests.report.checks.worded import found, hits


@pytest.mark.parametrize(
    ("words", "weight"),
    [
        ("年初，镇党委会议对全年普法工作部署。", Class.verify),
        ("成立普法工作小组，由镇长任组长、站所负责人为成员的工作领导小组，推进普法。", Class.verify),
        ("认真贯彻落实关于推进依法行政工作部署，强化责任。", Class.verify),
        ("2026年，清溪镇在县委的坚强领导下，清溪镇坚持依法行政。", Class.verify),
        ("2026年，我镇在上级指导和支持下，我镇坚持依法行政。", Class.verify),
        ("，提高办案质量上开展评查。", Class.verify),
        ("情节较重的，由镇纪委约谈、通报批评等处理。", Class.verify),
        ("，提高办案质量上下功夫。", Class.hint),
        ("，部门监管缺位、无人管理等现象。", Class.hint),
        ("，包括法律顾问作为村里的帮手。", Class.hint),
        ("提出“三早三快”，推动矛盾化解。", Class.hint),
        ("有力促进规范执法，法治环境。", Class.hint),
        ("，学习宪法及承担工作密切相关的法律。", Class.hint),
    ],
)
def test_a_sentence_that_lacks_a_word_is_found(words: str, weight: Class) -> None:
    assert [hit.weight for _, hit in hits(lacking.CHECKS, words)] == [weight]


@pytest.mark.parametrize(
    ("words", "suggestion"),
    [
        ("成立了镇长为组长、所长为副组长的普法小组。", "成立了以镇长为组长、所长为副组长的普法小组"),
        ("荣获全县普法先进单位。", "荣获全县普法先进单位称号"),
        ("按照年初制定普法工作计划，开展宣传。", "按照年初制定的普法工作计划"),
        ("全年，学法培训6次。", "开展学法培训6次"),
    ],
)
def test_the_lacking_word_is_offered(words: str, suggestion: str) -> None:
    assert [said for _, _, said in found(lacking.CHECKS, words)] == [suggestion]


@pytest.mark.parametrize(
    "words",
    [
        "年初，镇党委会议对全年普法工作作出部署。",
        "，按照县委对法治建设工作部署，细化任务。",
        "，认真落实县委对法治建设工作部署。",
        "成立了以镇长为组长的普法小组，成立由镇长任组长的专班。",
        "成立普法小组，由镇长任组长，站所负责人为成员。",
        "认真贯彻落实县委关于推进依法行政工作部署，落实《关于规范执法的意见》要求。",
        "2026年，清溪镇在县委的坚强领导下，坚持依法行政。",
        "荣获“普法先进单位”称号，被评为先进集体。",
        "提出“三早三快”工作法，推动矛盾化解。",
        "有力促进规范执法，优化法治环境。",
        "全年，镇党委组织学法培训6次，法治讲座3场。",
        "按照要求制定工作方案，推进落实。",
        "，在提高办案质量上下功夫。",
        "《关于成立镇长为组长的小组的通知》已印发。",
    ],
)
def test_a_sound_sentence_is_left_alone(words: str) -> None:
    assert found(lacking.CHECKS, words) == []


@pytest.mark.long
@pytest.mark.parametrize(
    "piece",
    [
        "，对工作部署。",
        "成立了",
        "成立小组，由",
        "，清溪镇在",
        "，镇下，",
        "提出“",
        "学法培训",
        "贯彻落实关于",
        "，提高上开展",
        "由约谈等处理",
        "密切相关",
    ],
)
def test_a_hundred_thousand_characters_of_anything_take_no_second(piece: str) -> None:
    words = piece * (100_000 // len(piece))
    began = process_time()
    found(lacking.CHECKS, words)
    assert process_time() - began < 3
