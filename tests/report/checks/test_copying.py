"""Sentences that stand word for word in last year's report or in another unit's, without what everybody writes."""

from dataclasses import replace
from itertools import pairwise

import pytest

from server.library import Library
from server.report.checks.copying import CHECKS, common, digest, digests_of, formulas_of, shipped
from server.report.checks.records import Standing
from server.report.findings import Class
from tests.report.checks.ledger import TEXTS, ids, records, told

OWN = "在东河集市设立流动调解点，逢集由司法所和村调解员轮流坐班接待来访群众。"
SECOND = "把上坪村的山林纠纷列为重点，由分管副镇长牵头会同林业站三次上山踏勘。"
THIRD = "修订综合行政执法队的案件审核流程，普通程序案件一律先送法律顾问看过再议。"


def _digests(*texts: str) -> frozenset[int]:
    return frozenset(key for text in texts for key in digests_of(text))


def test_marks_numbers_before_lines_and_spaces_make_no_other_sentence() -> None:
    assert _digests(OWN) == _digests("1." + OWN.replace("，", ", ")) == _digests("（一）" + OWN)
    assert _digests(OWN) != _digests(OWN.replace("东河", "西河"))


def test_other_figures_make_another_sentence_and_short_ones_are_not_compared() -> None:
    one, other = "全年排查发现矛盾纠纷{}件，由村调解委员会和司法所分别登记建档办理。".format, ("12", "13")
    assert _digests(one(other[0])) != _digests(one(other[1]))
    assert digests_of("开展宣传活动12345场，发放资料6789份。") == {}


def test_a_digest_fits_a_signed_column_of_64_bits() -> None:
    assert all(-(2**63) <= digest(str(at)) < 2**63 for at in range(1000))


def test_a_sentence_of_last_year_that_waits_is_asked_about_where_it_stands() -> None:
    made = replace(records(texts={**TEXTS, "disputes": OWN}), standing=(Standing("disputes", OWN), Standing("gone", OWN)))
    (hit,) = [hit for check in CHECKS for hit in check.find(made)]
    assert made.text.text[hit.start : hit.end] == OWN
    assert told(CHECKS, made) == [("X01", Class.verify, "disputes", "")]


def test_a_section_that_is_half_last_years_is_one_finding() -> None:
    text = OWN + SECOND + THIRD
    made = replace(records(texts={**TEXTS, "disputes": text}), last_year=_digests(text))
    assert told(CHECKS, made) == [("X02", Class.verify, "disputes", "")]
    assert ids(CHECKS, replace(made, last_year=_digests(OWN, SECOND))) == []
    assert ids(CHECKS, replace(made, shared=_digests(OWN))) == []


def test_a_sentence_of_another_unit_is_told_without_the_unit() -> None:
    made = replace(records(texts={**TEXTS, "disputes": TEXTS["disputes"] + OWN}), elsewhere=_digests(OWN))
    (hit,) = [hit for check in CHECKS for hit in check.find(made)]
    assert (made.text.text[hit.start : hit.end], hit.section) == (OWN, "disputes")
    assert "本县其他单位" in hit.message
    assert hit.weight is Class.hint
    assert ids(CHECKS, replace(made, shared=_digests(OWN))) == []


def test_three_sentences_of_another_unit_are_no_chance() -> None:
    text = OWN + SECOND + THIRD
    made = replace(records(texts={**TEXTS, "disputes": text}), elsewhere=_digests(text))
    assert told(CHECKS, made) == [("X03", Class.verify, "disputes", "")] * 3


@pytest.mark.parametrize(
    "text",
    [
        "全年共排查发现矛盾纠纷513件，成功化解473件，较好维护了辖区的社会稳定。",
        "全年共排查发现矛盾纠纷近80件，成功化解79件，较好维护了辖区的社会稳定。",
        "全年共排查发现矛盾纠纷1,024件，成功化解999件，化解率97.6%，较好维护了辖区的社会稳定。",
    ],
)
def test_sentences_the_program_offers_are_nobodys(text: str) -> None:
    offered = shipped(("全年共排查发现矛盾纠纷{a.b}，成功化解{a.c}[，化解率{a.d}]，较好维护了辖区的社会稳定。",))
    assert common(text, offered, ())
    assert not common(OWN, offered, ())


def test_formulas_and_titles_alone_are_no_copy() -> None:
    text = "深入学习贯彻《中共中央关于进一步全面深化改革的决定》，坚持以习近平新时代中国特色社会主义思想为指导。"
    assert common(text, frozenset(), ("坚持以习近平新时代中国特色社会主义思想为指导",))


def test_the_shipped_lists_make_formulas_and_offers(library: Library) -> None:
    assert len(library.offered) > 300
    formulas = formulas_of(library.wording)
    assert all(len(one) >= len(other) for one, other in pairwise(formulas))


def test_a_hundred_thousand_characters_are_digested_quickly() -> None:
    assert len(digests_of((OWN + "\n") * 3000)) == 1
    assert len(digests_of("1" * 100_000)) == 0
    assert len(digests_of("约" * 100_000)) == 1
