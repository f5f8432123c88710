"""Figures of the text against the entries they mean."""

import pytest

from server.report.checks.agreeing import CHECKS, about, meant_in
from tests.report.checks.prose import Answers, offered, subject, told

ANSWERS: Answers = {
    "dis.petition_received": ("513", "500"),
    "dis.petition_done": ("473", "450"),
    "pub.materials": "79600",
    "pub.events": "近40",
    "enf.fine_amount": "45000",
}


@pytest.mark.parametrize(
    ("text", "weight", "pair"),
    [
        ("全年受理信访531件。", "必改", ("531件", "513件")),
        ("全年受理信访 531 件。", "必改", ("531 件", "513 件")),
        ("全年受理信访531宗。", "必改", ("531宗", "513宗")),
        ("全年受理信访五百三十一件。", "必改", ("五百三十一件", "五百一十三件")),
        ("全年受理信访1,531件。", "必改", ("1,531件", "513件")),
        ("全年受理信访513件，上年为510件。", "需说明", ("510件", "500件")),
        ("全年受理信访513件，办结473件，信访办结率89.1%。", "必改", ("89.1%", "92.2%")),
        ("全年受理信访513件，办结473件，信访办结率89.13%。", "必改", ("89.13%", "92.2%")),
    ],
)
def test_a_figure_other_than_its_entry_is_found_and_the_right_one_offered_in_its_form(
    text: str, weight: str, pair: tuple[str, str]
) -> None:
    assert [each[:2] for each in told(CHECKS, text, ANSWERS, "disputes")] == [("V01", weight)]
    assert offered(CHECKS, text, ANSWERS, "disputes") == [pair]


@pytest.mark.parametrize(
    ("text", "weight"), [("发放宣传资料近7万份。", "请核实"), ("发放宣传资料9万份。", "必改"), ("发放宣传资料8万余份。", "请核实")]
)
def test_rough_figures_are_held_to_what_they_can_mean(text: str, weight: str) -> None:
    assert [each[:2] for each in told(CHECKS, text, ANSWERS, "publicity")] == [("V01", weight)]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("全年受理信访513件，上年为500件，办结473件，信访办结率92.2%。", "disputes"),
        ("全年受理信访513件，办结473件，信访办结率92%。", "disputes"),
        ("全年受理信访500余件。", "disputes"),
        ("截至11月底，受理信访480件。", "disputes"),
        ("发放宣传资料近8万份。", "publicity"),
        ("发放宣传资料8万份。", "publicity"),
        ("发放宣传资料79000余份。", "publicity"),
        ("开展法治宣传活动38场。", "publicity"),
        ("全年罚没金额4.5万元。", "enforcement"),
    ],
)
def test_what_agrees_and_what_is_of_another_time_is_left_alone(text: str, section: str) -> None:
    assert told(CHECKS, text, ANSWERS, section) == []


def test_elsewhere_than_its_section_the_recognition_is_less_sure() -> None:
    assert [each[:2] for each in told(CHECKS, "全年受理信访531件。", ANSWERS, "leadership")] == [("V01", "需说明")]


def test_without_entries_nothing_is_said() -> None:
    assert told(CHECKS, "全年受理信访531件。") == []


def test_a_figure_leads_to_its_places_and_a_sentence_to_its_figures() -> None:
    seen = subject("全年受理信访513件，办结473件。\n共受理信访531件。", ANSWERS, "disputes")
    places = about(seen)
    assert {key: [each.said.figure.printed for each in found] for key, found in places.items()} == {
        "dis.petition_received": ["513件", "531件"],
        "dis.petition_done": ["473件"],
    }
    first = seen.text.sentences[0]
    assert [each.indicator.id for each in meant_in(seen) if each.saying.span == first] == ["dis.petition_received", "dis.petition_done"]
