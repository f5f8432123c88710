"""指标表: zero, 不适用 and 未填 stay apart, changes are those of exact figures, every figure stands once under its section."""

from collections.abc import Iterator

import pytest

from server.report.manuscript import Block, Heading, Paragraph, Table
from server.report.papers.figures import tables
from server.report.snapshot import EntryRecord, SectionRecord
from tests.report.papers.township import INDICATORS, LABELS, SECTIONS, entry, indicator, report

WORDS = LABELS["papers"]


def _tables(
    *entries: EntryRecord, sections: tuple[SectionRecord, ...] = SECTIONS, hidden: frozenset[str] = frozenset()
) -> tuple[Block, ...]:
    return tables(report(entries=entries, sections=sections), INDICATORS, WORDS, hidden)


def _rows(blocks: tuple[Block, ...]) -> Iterator[tuple[str, ...]]:
    return (row for block in blocks if isinstance(block, Table) for row in block.rows[1:])


def _row(record: EntryRecord) -> tuple[str, ...]:
    return next(row for row in _rows(_tables(record)) if row[0] == INDICATORS[record.indicator].name)


@pytest.mark.parametrize(
    ("raw", "last", "cells"),
    [
        ("513", "500", ("513", "500", "+13（+2.6%）")),
        ("473", "500", ("473", "500", "-27（-5.4%）")),
        ("500", "500", ("500", "500", "0")),
        ("0", "12", ("0", "12", "-12（-100%）")),
        ("12", "0", ("12", "0", "+12")),
        ("3", "2", ("3", "2", "+1")),
        ("近8万", "7万", ("近8万", "7万", "—")),
        ("300余", "", ("300余", "未填", "—")),
        ("", "", ("未填", "未填", "—")),
        ("不适用", "3", ("不适用", "3", "—")),
        ("十来件", "3", ("十来件", "3", "—")),
        ("8万", "7万", ("8万", "7万", "+10000（+14.3%）")),
    ],
)
def test_a_figure_is_shown_as_answered_with_its_change(raw: str, last: str, cells: tuple[str, ...]) -> None:
    assert _row(entry("dis.found", raw, last))[2:5] == cells


def test_a_row_names_its_unit_and_source() -> None:
    assert _row(entry("dis.found", "513"))[:2] == ("排查纠纷", "件")
    assert _row(entry("dis.found", "513"))[5] == "司法所（台账）"
    assert _row(entry("dis.found", "513", system=""))[5] == "司法所"
    assert _row(entry("dis.found", "513", office=""))[5] == "台账"
    assert _row(entry("dis.found", "513", office="", system=""))[5] == ""


def test_a_rate_is_computed_and_never_more_than_the_whole() -> None:
    both = _tables(entry("dis.found", "513", "500"), entry("dis.resolved", "473", "451"))
    assert ("化解率", "%", "92.2", "90.2", "+2个百分点", "计算") in _rows(both)
    more = _tables(entry("dis.found", "500", "500"), entry("dis.resolved", "513", "451"))
    assert ("化解率", "%", "—", "90.2", "—", "计算") in _rows(more)
    rough = _tables(entry("dis.found", "近500"), entry("dis.resolved", "473"))
    assert ("化解率", "%", "—", "—", "—", "计算") in _rows(rough)


def test_core_figures_are_always_there_and_others_when_answered() -> None:
    assert [row[0] for row in _rows(_tables())] == ["排查纠纷", "化解纠纷", "化解率", "代表建议"]
    assert "信访" in [row[0] for row in _rows(_tables(entry("dis.petitions", "0")))]
    assert "信访" in [row[0] for row in _rows(_tables(entry("dis.petitions", "", "4")))]


def test_figures_stand_under_the_sections_that_ask_for_them() -> None:
    blocks = _tables(entry("dis.found", "513"))
    assert blocks[0] == Paragraph("截至2026年12月31日。")
    assert [(block.number, block.heading) for block in blocks if isinstance(block, Heading)] == [
        ("一、", "化解矛盾纠纷"),
        ("二、", "接受监督"),
    ]
    table = blocks[2]
    assert isinstance(table, Table)
    assert table.rows[0] == ("指标", "单位", "2026年", "2025年", "增减", "来源")


def test_a_hidden_section_asks_for_nothing() -> None:
    hidden = tuple(each.model_copy(update={"shown": each.key != "disputes"}) for each in SECTIONS)
    assert [row[0] for row in _rows(_tables(entry("dis.found", "513"), sections=hidden))] == ["代表建议"]


def test_a_figure_taken_by_two_sections_is_shown_once() -> None:
    taking = (SECTIONS[0], SECTIONS[1], SectionRecord(key="plans", level=1, heading="安排", takes=("oversight",)), SECTIONS[2])
    names = [row[0] for row in _rows(_tables(sections=taking))]
    assert names.count("代表建议") == 1
    assert names.count("排查纠纷") == 1


def test_a_figure_kept_back_takes_its_rates_with_it() -> None:
    left = _rows(_tables(entry("dis.found", "513"), entry("dis.resolved", "473"), hidden=frozenset({"dis.resolved"})))
    assert [row[0] for row in left] == ["排查纠纷", "代表建议"]


def test_days_that_differ_are_named() -> None:
    blocks = _tables(entry("dis.found", "513"), entry("dis.resolved", "473"), entry("ovs.proposals", "3", as_of="11月底"))
    assert blocks[:2] == (Paragraph("截至2026年12月31日。"), Paragraph("代表建议截至2026年11月30日。"))
    unread = _tables(entry("dis.found", "513", as_of="年底前后"))
    assert unread[0] == Paragraph("截至年底前后。")
    assert isinstance(_tables(entry("dis.found", "513", as_of=""))[0], Heading)


def test_an_indicator_of_another_tier_is_not_asked() -> None:
    county = {"dis.found": indicator("dis.found", "排查纠纷").model_copy(update={"tiers": ("county",)})}
    assert tables(report(), county, WORDS) == ()
    assert tables(report(), {}, WORDS) == ()


def test_a_percentage_that_is_typed_changes_by_points() -> None:
    given = {"dis.given": indicator("dis.given", "满意率", unit="%").model_copy(update={"given": True, "decimals": 1})}
    blocks = tables(report(entries=(entry("dis.given", "98.5", "97"),)), given, WORDS)
    assert ("满意率", "%", "98.5", "97", "+1.5个百分点", "司法所（台账）") in _rows(blocks)
