"""对数: another paper against the entries of a report."""

from server.report.checks.comparing import clashes, compared, places_of
from server.report.checks.text import plain_text
from tests.report.checks.prose import KNOWN, Answers, entered, subject
from tests.report.shipped import INDICATORS

ANSWERS: Answers = {"dis.petition_received": ("513", "500"), "dis.petition_done": "473"}
OTHER = "一年来，全镇受理信访531件，办结473件。新修道路12公里。"


def test_what_differs_comes_with_both_sentences_and_the_rest_is_counted() -> None:
    own = subject("全年受理信访513件，办结473件。", ANSWERS, "disputes")
    found = compared(plain_text(OTHER), entered(ANSWERS), KNOWN, INDICATORS, own)
    assert (found.agreeing, found.unknown) == (1, 1)
    (clash,) = found.clashes
    assert (clash.indicator.id, clash.said, clash.entered, clash.sure) == ("dis.petition_received", "531件", "513件", True)
    assert clash.theirs == "一年来，全镇受理信访531件，办结473件。"
    assert clash.ours == "全年受理信访513件，办结473件。"
    assert OTHER[clash.start : clash.end] == "531件"


def test_without_a_text_of_its_own_the_report_has_no_sentence_to_show() -> None:
    (clash,) = clashes(plain_text(OTHER), entered(ANSWERS), KNOWN, INDICATORS)
    assert clash.ours == ""


def test_the_places_of_some_figures_are_found() -> None:
    own = subject("全年受理信访513件，办结473件。", ANSWERS, "disputes")
    assert [each.said.figure.printed for each in places_of(own, ["dis.petition_done"])] == ["473件"]


def test_the_reports_sentence_is_found_though_it_counts_only_part_of_the_year() -> None:
    own = subject("截至11月底，受理信访480件。", ANSWERS, "disputes")
    (clash,) = clashes(plain_text("全年受理信访531件。"), entered(ANSWERS), KNOWN, INDICATORS, own)
    assert clash.ours == "截至11月底，受理信访480件。"


def test_a_rough_answer_is_shown_as_it_reads() -> None:
    (clash,) = clashes(plain_text("全年受理信访531件。"), entered({"dis.petition_received": "近300"}), KNOWN, INDICATORS)
    assert (clash.entered, clash.sure) == ("近300件", False)
