"""What a figure of another paper speaks of: its year, an aim, another unit; only what is of one kind with the report is compared."""

from dataclasses import replace
from time import perf_counter

import pytest

from server.report.checks.comparing import Compared, compared
from server.report.checks.guessing import profile_of
from server.report.checks.profile import Level, Profile
from server.report.checks.proofs import text_of
from server.report.checks.scoping import frame_of
from server.report.checks.text import plain_text
from server.report.reading.anatomy import understand
from server.report.reading.gathering import gathered
from tests.report.checks.proofing import kinds
from tests.report.checks.prose import KNOWN, Answers, entered, subject
from tests.report.shipped import INDICATORS

ANSWERS: Answers = {"dis.petition_received": ("513", "500"), "dis.petition_done": ("473", "460")}
OWN = Profile(level=Level.township, kind="town", short_name="清溪镇", address="我镇", parent_name="云岭县", year=2025)
COUNTY = Profile(level=Level.county, kind="county", short_name="云岭县", address="我县", parent_name="江州市", year=2025)
SPEECH = "政府工作报告\n——2026年1月8日在清溪镇第十八届人民代表大会第六次会议上\n"


def held(words: str, own: Profile = OWN, *, year: int | None = None, mine: bool | None = None) -> Compared:
    """A paper beside the report of 2025."""
    text = text_of(understand(gathered(words)))
    frame = frame_of(text, profile_of(text, kinds()), own, year=year, mine=mine)
    return compared(text, entered(ANSWERS), KNOWN, INDICATORS, replace(subject("", {}), profile=own), frame)


def said(found: Compared) -> tuple[list[str], list[str], list[str]]:
    """Figures that differ, that agree, and why others are not compared."""
    return [each.said for each in found.clashes], [each.said for each in found.agreed], [each.why.value for each in found.aside if each.why]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("全年受理信访531件，办结473件。", (["531件"], ["473件"], [])),
        ("2024年，全镇受理信访500件，办结461件。", (["461件"], ["500件"], [])),
        ("2024年，全镇受理信访500件。办结信访460件。2025年，受理信访513件。", ([], ["500件", "460件", "513件"], [])),
        ("2023年，全镇受理信访480件。办结450件。", ([], [], ["year", "year"])),
        ("五年来，全镇受理信访2400件，办结2300件。", ([], [], ["years", "years"])),
        ("2021—2025年，受理信访2400件。", ([], [], ["years"])),
        ("自2021年以来，受理信访2400件。", ([], [], ["years"])),
        ("2024年、2025年分别受理信访500件、513件。", ([], [], ["years"])),
        ("全年受理信访513件，比2024年的500件增加13件，办结473件。", ([], ["513件", "473件"], [])),
        ("全年受理信访513件，上年为480件。", (["480件"], ["513件"], [])),
        ("2026年工作安排\n受理信访控制在400件左右，办结信访390件。", ([], [], ["plan", "plan"])),
        ("下一步，力争全年受理信访300件以下。", ([], [], [])),
    ],
)
def test_only_figures_of_the_year_and_the_year_before_are_compared(words: str, expected: tuple[list[str], list[str], list[str]]) -> None:
    assert said(held(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2025年，全县受理信访8000件，我镇受理信访531件。", (["531件"], [], ["unit"])),
        ("在全县率先推行网格化，全年受理信访531件。", (["531件"], [], [])),
        ("其中，石桥村受理信访12件。", ([], [], ["unit"])),
        ("各行政村受理信访531件。", (["531件"], [], [])),
        ("送法下乡，受理信访531件。", (["531件"], [], [])),
        ("清溪镇受理信访513件，白石镇受理信访300件。", ([], ["513件"], ["unit"])),
        (
            "云岭县人民政府关于信访工作情况的通报\n2025年，受理信访8000件。清溪镇：受理信访531件。办结473件。",
            (["531件"], ["473件"], ["unit"]),
        ),
    ],
)
def test_only_the_units_own_figures_are_compared(words: str, expected: tuple[list[str], list[str], list[str]]) -> None:
    assert said(held(words)) == expected


def test_a_county_compares_what_is_of_the_whole_county() -> None:
    found = held("2025年，全县受理信访531件。清溪镇受理信访32件。全市受理信访90000件。", COUNTY)
    assert said(found) == (["531件"], [], ["unit", "unit"])


def test_a_speech_of_january_looks_back_on_the_year_before() -> None:
    found = held(f"{SPEECH}去年，全镇受理信访531件，办结473件。比上年增加。\n今年受理信访20件。")
    assert said(found) == (["531件"], ["473件"], ["year"])


def test_under_its_heading_a_speech_calls_the_year_looked_back_on_last_year() -> None:
    words = "一、2025年工作回顾\n去年，全镇受理信访531件。\n二、2026年工作安排\n受理信访400件。今年受理信访20件。"
    assert said(held(SPEECH + words)) == (["531件"], [], ["plan", "year"])


def test_a_summary_calls_the_year_it_sums_up_this_year() -> None:
    words = "清溪镇工作总结\n一、2025年工作情况\n今年以来，全镇受理信访531件，去年为500件。\n二、2026年工作打算\n受理信访400件。"
    assert said(held(words)) == (["531件"], ["500件"], ["plan"])


def test_last_years_report_is_held_against_last_years_answers() -> None:
    (clash,) = held("清溪镇2024年度工作总结\n全年受理信访501件，办结460件。").clashes
    assert (clash.said, clash.entered, clash.last, clash.stale) == ("501件", "500件", True, False)


def test_last_years_figure_left_in_this_years_sentence_is_told() -> None:
    (clash,) = held("2025年，全镇受理信访500件。").clashes
    assert (clash.entered, clash.last, clash.stale) == ("513件", False, True)


def test_what_somebody_says_of_a_paper_goes_first() -> None:
    assert said(held("受理信访531件。", year=2022)) == ([], [], ["year"])
    assert said(held("受理信访531件。", mine=False)) == ([], [], ["unit"])
    assert said(held("云岭县人民政府通报\n受理信访531件。", mine=True)) == (["531件"], [], [])


LINES = ("2024年，", "受理信访531件，", "全县受理信访8件；白石镇", "（" * 3, "。 ", "受理信访531件。\n", "清溪")


@pytest.mark.long
@pytest.mark.parametrize(
    ("line", "length"), [*((each, 20_000) for each in LINES), *(pytest.param(each, 100_000, marks=pytest.mark.long) for each in LINES)]
)
def test_it_takes_no_longer_than_the_text_is_long(line: str, length: int) -> None:
    text = plain_text((line * (length // len(line) + 1))[:length])
    frame = frame_of(text, Profile(), OWN)
    began = perf_counter()
    compared(text, entered(ANSWERS), KNOWN, INDICATORS, replace(subject("", {}), profile=OWN), frame)
    assert perf_counter() - began < length / 5_000
