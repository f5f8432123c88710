"""How long a report is: what is printed of its text, marks counted and spaces not, against the cap of the notice."""

from dataclasses import replace
from pathlib import Path

from server.report.checks.capping import CHECKS, Length, length_of
from server.report.checks.records import Call
from server.report.findings import Class
from server.report.snapshot import Front, SectionRecord, Snapshot, load
from tests.report.checks.ledger import TEXTS, records, told

SAMPLE = load((Path(__file__).resolve().parents[3] / "data" / "samples" / "township.json").read_bytes())


def test_a_report_longer_than_the_notice_allows_wants_a_word() -> None:
    made = records(texts={**TEXTS, "capacity": "学" * 1000})
    assert told(CHECKS, made) == []
    assert told(CHECKS, replace(made, call=Call("《通知》", 5000))) == []
    (hit,) = CHECKS[0].find(replace(made, call=Call("《通知》", 1000)))
    assert hit.message.startswith("正文11")
    assert hit.basis == "《通知》"
    assert (Length(3120, 3000).over, Length(3000, 3000).over) == (120, 0)
    ((rule, weight, section, working),) = told(CHECKS, replace(made, call=Call("《通知》", 1000)))
    assert (rule, weight, section, working.endswith(">1000")) == ("Q01", Class.explain, "", True)


def _report(*sections: SectionRecord, **front: str) -> Snapshot:
    return SAMPLE.model_copy(update={"sections": sections, "front": Front(**front)})


def _section(key: str, heading: str, text: str = "", parent: str = "", *, level: int = 1, shown: bool = True) -> SectionRecord:
    return SectionRecord(key=key, parent=parent, level=level, heading=heading, text=text, shown=shown)


def test_headings_numbers_and_marks_count_and_spaces_do_not() -> None:
    report = _report(_section("a", "依法履职", "办结 12 件。"), opening="现将情况报告如下：", closing="特此报告。")
    assert length_of(report, None) == len("现将情况报告如下：一、依法履职办结12件。特此报告。")


def test_what_is_not_printed_does_not_count() -> None:
    shown = _section("a", "依法履职", "办结12件。")
    hidden = (_section("b", "问题", "力量不足。", shown=False), _section("c", "计划"))
    assert (
        length_of(_report(shown, *hidden, title="关于情况的报告"), None) == length_of(_report(shown), None) == len("一、依法履职办结12件。")
    )


def test_a_table_counts_by_its_cells() -> None:
    assert length_of(_report(_section("a", "数据", "项目\t件\n调解\t12")), None) == len("一、数据项目件调解12")


def test_the_sample_report_has_a_length() -> None:
    assert 2000 < length_of(SAMPLE, None) < 12_000
