"""How long a report is: what is printed of its text, marks counted and spaces not, against the cap of the notice."""

from pathlib import Path

from server.report.findings import Class
from server.report.season.length import Length, findings, length_of
from server.report.season.notice import Terms
from server.report.snapshot import Front, SectionRecord, Snapshot, load

SAMPLE = load((Path(__file__).resolve().parents[3] / "data" / "samples" / "township.json").read_bytes())
TERMS = Terms("年度报告通知", "云法治办〔2025〕21号", length_cap=3000)


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


def test_only_what_is_over_the_cap_is_found() -> None:
    assert findings(TERMS, Length(3000, 3000), (), "") == ()
    assert findings(TERMS, None, (), "") == ()
    found = findings(TERMS, Length(3120, 3000), ("政务公开",), "五部分")
    assert [(each.rule, each.weight, each.where) for each in found] == [
        ("notice.length", Class.explain, ""),
        ("notice.outline", Class.verify, "政务公开"),
    ]
    source = "《年度报告通知》（云法治办〔2025〕21号）"
    assert found[0].message == f"正文3120字，超过{source}规定的3000字，多出120字。请压缩，或者写明经同意不压缩的理由。"
    assert found[0].clause == source
    assert found[1].message == "通知要求的提纲（五部分）有“政务公开”，报告里没有打开这一节。请在“章节”页打开或增加。"


def test_the_sample_report_has_a_length() -> None:
    assert 2000 < length_of(SAMPLE, None) < 12_000
