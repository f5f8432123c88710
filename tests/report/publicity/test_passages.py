"""What a public version would print, and where it prints figures that are kept inside."""

from decimal import Decimal
from pathlib import Path

import pytest

from server.library import Library
from server.report.publicity.passages import Hidden, hidden_of, passages
from server.report.snapshot import EntryRecord, Front, SectionRecord, Snapshot, load

SAMPLE = load((Path(__file__).parents[3] / "data" / "samples" / "township.json").read_bytes())
SECTIONS = (
    SectionRecord(key="a", level=1, heading="第一", text="综治中心共受理矛盾纠纷412件。发放资料36份。"),
    SectionRecord(key="b", level=1, heading="第二", text="不印。", shown=False),
    SectionRecord(key="c", level=1, heading="第三"),
)
FRONT = Front(title="报告", opening="导语。", closing="特此报告。", note="联系人：林晓")


@pytest.fixture
def report() -> Snapshot:
    return SAMPLE.model_copy(update={"sections": SECTIONS})


def test_front_headings_and_shown_sections_are_read_in_order(report: Snapshot, library: Library) -> None:
    found = [(each.target, each.text[:3]) for each in passages(report, FRONT, library.recognition)]
    assert found == [
        ("title", "报告"),
        ("opening", "导语。"),
        ("heading:a", "第一"),
        ("a", "综治中"),
        ("heading:c", "第三"),
        ("closing", "特此报"),
    ]


@pytest.mark.parametrize(
    ("indicator", "raw", "printing"),
    [
        ("dis.center_received", "9", [(11, "dis.center_received")]),
        ("pub.materials", "36", [(20, "pub.materials")]),
        ("dis.found", "7", []),
        ("dis.found", "", []),
    ],
)
def test_a_figure_is_known_by_its_words_or_by_its_value(
    report: Snapshot, library: Library, indicator: str, raw: str, printing: list[tuple[int, str]]
) -> None:
    hidden = hidden_of([EntryRecord(indicator=indicator, raw=raw), EntryRecord(indicator="unknown")], library.indicators, 2025)
    (section,) = (each for each in passages(report, FRONT, library.recognition, hidden) if each.target == "a")
    assert list(section.printing) == printing


def test_both_years_of_a_figure_are_hidden(library: Library) -> None:
    record = EntryRecord(indicator="dis.found", raw="36", last="3万")
    assert hidden_of([record], library.indicators, 2025) == (
        Hidden(library.indicators["dis.found"], frozenset({Decimal(36), Decimal(30_000)})),
    )
