"""Figures of the two published reports beside the checkout: nearly all are found, and what is recognised is right."""

import json
import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from server.report.indicators import Indicator
from server.report.prose.figures import Figure, figures_in
from server.report.prose.recognising import Recogniser, recognition
from server.settings import ROOT

REPORTS = ROOT.parent / "shared/reports"
NAMES = {"S1": "S1-suicheng-township-2020.txt", "S4": "S4-qingcheng-district-2017.txt"}
STATED = re.compile(r"([0-9]+(?:\.[0-9]+)?)(%|件|宗|份|个(?!百分点)|项|人次|人(?!大)|名|期|天|条|次)")
FOUND, PRECISION, RECALL = 0.95, 0.95, 0.85

# By hand: value, unit and indicator of every figure that the catalogue knows; all others are none.
MEANT = {
    "S1": {
        ("100", "台次", "pub.vehicles"),
        ("3000", "张", "pub.boards"),
        ("80000", "份", "pub.materials"),
        ("513", "宗", "dis.petition_received"),
        ("473", "宗", "dis.petition_done"),
        ("92.2", "%", "dis.petition_rate"),
        ("46", "个", "dec.village_advisers"),
    },
    "S4": {
        ("345", "份", "dec.opinions"),
        ("8", "名", "dec.advisers"),
        ("84", "宗", "dec.adviser_matters"),
        ("2", "次", "enf.file_reviews"),
        ("23", "件", "lit.new"),
        ("8", "件", "lit.concluded"),
        ("5", "件", "lit.win"),
        ("1", "件", "lit.lose"),
        ("2", "件", "lit.withdrawn"),
        ("9", "件", "lit.carried_in"),
        ("25", "件", "lit.pending"),
        ("2", "次", "lit.head_appeared"),
        ("24", "件", "sup.npc_suggestions"),
        ("100", "%", "sup.npc_rate"),
        ("1", "份", "sup.judicial_advice"),
        ("1800", "人次", "learn.trainees"),
        ("8", "期", "learn.lectures"),
        ("58", "人", "enf.cert_exam_taken"),
    },
}

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the published reports are not beside this checkout")


@cache
def figures_of(name: str) -> tuple[str, tuple[Figure, ...]]:
    """A report with its hard line breaks joined, and its figures."""
    recognisers = [Recogniser.model_validate(row) for row in _rows("recognising", "recognise")]
    indicators = [Indicator.model_validate(row) for row in _rows("indicators", "indicator")]
    known = recognition(recognisers, {each.id: (each.unit, each.section) for each in indicators})
    text = re.sub(r"(?<![。：:\n])\n+(?![一二三四五六七八九十]+、|[（(][一二三四五六七八九十]|[0-9]+\.)", "", _text(name))
    return text, figures_in(text, known)


def test_the_figures_of_the_known_relations_are_found_with_value_and_unit() -> None:
    relations = json.loads((REPORTS / "known-relations.json").read_text("utf-8"))
    wanted = [(each["report"], each["quote"], stated) for each in relations if each["report"] in NAMES for stated in _stated(each["quote"])]
    missing = [(report, quote, stated) for report, quote, stated in wanted if not _found(report, quote, stated)]
    assert len(wanted) >= 35
    assert len(missing) <= (1 - FOUND) * len(wanted), missing


@pytest.mark.parametrize("name", NAMES)
def test_what_is_recognised_is_right_and_most_is_recognised(name: str) -> None:
    said = [(str(each.value), each.unit, each.indicator) for each in figures_of(name)[1] if each.indicator]
    right = [each for each in said if each in MEANT[name]]
    assert len(right) >= PRECISION * len(said), [each for each in said if each not in MEANT[name]]
    assert len(right) >= RECALL * len(MEANT[name]), MEANT[name] - set(right)


def _found(report: str, quote: str, stated: tuple[Decimal, str]) -> bool:
    """Whether a figure of this value and unit stands in the place that the quote comes from."""
    text, figures = figures_of(report)
    bare = _bare(text)
    at = bare.find(_bare(quote))
    spans = [(len(_bare(text[: each.start])), each) for each in figures if (each.value, each.unit) == stated]
    return at >= 0 and any(at <= start < at + len(_bare(quote)) for start, _ in spans)


def _stated(quote: str) -> list[tuple[Decimal, str]]:
    return [(Decimal(number), unit) for number, unit in STATED.findall(_bare(quote))]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text).replace("(", "（").replace(")", "）")


def _rows(folder: str, table: str) -> list[dict[str, object]]:
    files: list[Path] = sorted((ROOT / "data" / folder).glob("*.toml"))
    return [row for path in files for row in tomllib.loads(path.read_text("utf-8")).get(table, [])]


def _text(name: str) -> str:
    return (REPORTS / NAMES[name]).read_text("utf-8")
