"""核校单: what the program finds in a report by itself, gravest first, with what was said to it."""

from server.library import Library
from server.report.findings import Class
from server.report.papers.agreeing import unlike
from server.report.papers.opinions import Answered, Standing, found, paper
from server.report.snapshot import EntryRecord, SectionRecord
from tests.report.papers.township import INDICATORS, LABELS, RELATIONS, SECTIONS, entry, report


def _found(*entries: EntryRecord, standing: tuple[Standing, ...] = ()) -> list[tuple[str, Class, str]]:
    found_ = found(report(entries=entries), None, INDICATORS, RELATIONS, standing)
    return [(each.rule, each.weight, each.where) for each in found_]


FINE = (entry("dis.found", "513"), entry("dis.resolved", "473"), entry("ovs.proposals", "0"))


def test_an_empty_section_is_only_a_hint() -> None:
    assert _found(*FINE) == [("report.empty", Class.hint, "接受监督")]


def test_an_unreadable_figure_must_be_put_right() -> None:
    assert _found(entry("dis.found", "十来件"), *FINE[1:])[0] == ("figure.read", Class.must, "排查纠纷")


def test_a_day_that_cannot_be_read_is_to_be_checked() -> None:
    assert ("figure.read", Class.verify, "排查纠纷") in _found(entry("dis.found", "513", as_of="年底前后"), *FINE[1:])


def test_a_broken_relation_asks_for_an_explanation() -> None:
    assert _found(entry("dis.found", "400"), *FINE[1:])[0] == ("relation.dis.most", Class.explain, "化解纠纷、排查纠纷")


def test_a_core_figure_nobody_answered_is_missing_and_not_applicable_is_an_answer() -> None:
    assert ("figure.missing", Class.explain, "化解矛盾纠纷") in _found(entry("dis.found", ""), *FINE[1:])
    assert ("figure.missing", Class.explain, "化解矛盾纠纷") in _found(*FINE[1:])
    assert _found(entry("dis.found", "不适用"), *FINE[1:]) == [("report.empty", Class.hint, "接受监督")]


def test_a_sentence_of_last_year_is_named_where_it_stands() -> None:
    standing = (Standing("plans", "继续排查。", ("写的是上年",)), Standing("gone", "不见了。"))
    assert _found(*FINE, standing=standing)[0] == ("text.last_year", Class.verify, "下一步安排“继续排查。”")


def test_a_figure_the_text_says_otherwise_is_asked_about(library: Library) -> None:
    said = SectionRecord(key="disputes", level=1, heading="化解矛盾", text="全年排查发现矛盾纠纷531件，上年500件。")
    snapshot = report(sections=(said,), entries=(entry("dis.found", "513", "500"),))
    (different,) = unlike(snapshot, library.indicators, library.recognition)
    assert (different.section, different.indicator.id, different.said, different.entered) == ("disputes", "dis.found", "531件", "513件")
    rules = [each.rule for each in found(snapshot, None, library.indicators, (), (), library.recognition)]
    assert rules.count("figure.text") == 1


def test_rough_figures_and_right_ones_are_not_asked_about(library: Library) -> None:
    texts = ("全年排查发现矛盾纠纷513件。", "全年排查发现矛盾纠纷500余件。", "全年发放资料9份。")
    for text in texts:
        said = SectionRecord(key="disputes", level=1, heading="化解矛盾", text=text)
        assert unlike(report(sections=(said,), entries=(entry("dis.found", "513", "500"),)), library.indicators, library.recognition) == ()
    rough = SectionRecord(key="disputes", level=1, heading="化解矛盾", text="全年排查发现矛盾纠纷531件。")
    assert unlike(report(sections=(rough,), entries=(entry("dis.found", "近500"),)), library.indicators, library.recognition) == ()


def test_a_rate_of_the_text_is_compared_with_the_computed_one(library: Library) -> None:
    said = SectionRecord(key="disputes", level=1, heading="化解矛盾", text="综治中心受理矛盾纠纷200件，化解190件，化解率96%。")
    entries = (entry("dis.center_received", "200"), entry("dis.center_resolved", "190"))
    different = unlike(report(sections=(said,), entries=entries), library.indicators, library.recognition)
    assert [(each.indicator.id, each.said, each.entered) for each in different] == [("dis.center_rate", "96%", "95%")]


def test_a_report_without_findings_says_so() -> None:
    assert str(paper("报告", (), (), LABELS["papers"])[1]) == "Paragraph(text='没有问题。')"


def test_what_was_said_stands_beside_what_was_found() -> None:
    findings = found(report(entries=FINE), None, INDICATORS, RELATIONS)
    (_, _, table) = paper("报告", findings, (Answered("report.empty", "接受监督", "今年没有。"),), LABELS["papers"])
    assert "说明：今年没有。" in str(table)
    assert SECTIONS[2].heading in str(table)
