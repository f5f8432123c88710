"""核校单: every finding on the gravest first, with its calculation, and beside it what was said to it."""

from dataclasses import replace

from server.report.findings import Class, Finding, Strength
from server.report.manuscript import Table
from server.report.papers.opinions import Answered, paper
from tests.report.papers.township import LABELS

WORDS = LABELS["papers"]
HINT = Finding("E07", "提纲", Strength.practice, Class.hint, "这一节没有正文。", where="接受监督")
WRONG = Finding(
    "N01", "", Strength.practice, Class.must, "分项之和不等于总数。", where="化解矛盾“19件”", quote="19件", working="9+2+8=19≠14"
)


def _rows(*findings: Finding, answers: tuple[Answered, ...] = ()) -> list[tuple[str, ...]]:
    table = paper("报告", findings, answers, WORDS)[2]
    assert isinstance(table, Table)
    return list(table.rows[1:])


def test_a_report_without_findings_says_so() -> None:
    assert str(paper("报告", (), (), WORDS)[1]) == "Paragraph(text='没有问题。')"


def test_the_gravest_stands_first_with_its_calculation() -> None:
    rows = _rows(HINT, WRONG)
    assert [row[:3] for row in rows] == [("1", "必改", "化解矛盾“19件”"), ("2", "提示", "接受监督")]
    assert rows[0][3] == "分项之和不等于总数。（9+2+8=19≠14）"
    assert [row[5] for row in rows] == ["", ""]


def test_what_was_said_stands_beside_what_was_found() -> None:
    said = Answered(WRONG.mark, "口径不同，以县里的数为准。", "赵敏", "2026年1月9日", override=True)
    assert _rows(WRONG, answers=(said,))[0][5] == "仍按原稿：口径不同，以县里的数为准。（赵敏，2026年1月9日）"
    assert _rows(HINT, answers=(Answered(HINT.mark, "今年没有。"),))[0][5] == "说明：今年没有。"
    assert _rows(HINT, answers=(Answered(HINT.mark, "", "赵敏", "2026年1月9日"),))[0][5] == "已看过，不改（赵敏，2026年1月9日）"


def test_what_was_said_of_other_figures_is_not_said_of_these() -> None:
    before = Answered(WRONG.mark, "口径不同，以县里的数为准。")
    assert _rows(replace(WRONG, working="9+2+7=18≠14"), answers=(before,))[0][5] == ""
