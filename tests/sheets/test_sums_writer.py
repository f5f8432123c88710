"""The workbook of sums: formulas over cells, numbers as numbers, states and names as text, notes that say the rest."""

from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from server.report.summing.cells import Kept
from server.sheets.sums_writer import written
from tests.sheets.summed import SMALL, book, cell


def opened(*, results: bool) -> Workbook:
    return load_workbook(BytesIO(written(book(SMALL, 5))), data_only=results)


def test_totals_are_formulas_over_the_sheet_of_cells() -> None:
    totals = opened(results=False)["合计"]
    assert [cell.value for cell in totals[2]] == [
        *("章节", "指标", "计量单位", "合计", "上年合计", "比上年（%）", "计入单位数", "缺报单位数", "情况"),
    ]
    assert [totals.cell(row, 2).value for row in range(3, 8)] == ["罚没金额", "化解矛盾纠纷", "受理矛盾纠纷", "化解率", "联合化解"]
    assert totals["D3"].value == "=IF(COUNT('各单位'!$D$3:$H$3)=0,\"\",ROUND(SUM('各单位'!$D$3:$H$3),4))"
    assert totals["D4"].value == "=IF(COUNT('各单位'!$D$4:$H$4)=0,\"\",SUM('各单位'!$D$4:$H$4))"
    assert totals["E4"].value == "=IF(COUNT('各单位'!$I$4:$M$4)=0,\"\",SUM('各单位'!$I$4:$M$4))"
    assert [totals[f"{column}7"].value for column in "DEFGH"] == [None] * 5


def test_beside_each_formula_stands_what_it_comes_to() -> None:
    totals = opened(results=True)["合计"]
    assert [totals[f"{column}4"].value for column in "DEFGH"] == [415, 400, 3, 2, 2]
    assert [totals[f"{column}3"].value for column in "DGH"] == [0.3, 3, 2]
    assert totals["D6"].value == 82.2
    assert totals["I4"].value == "合计不完整，缺第5镇、=1+1镇；含约数"
    assert totals["I6"].value == "比率未含=1+1镇、第5镇"
    assert totals["I7"].value == "同一件事上级或其他部门也统计，相加会重复，不计合计。"


def test_cells_are_numbers_or_words_and_never_formulas() -> None:
    cells = opened(results=False)["各单位"]
    assert [each.value for each in cells[2]][3:8] == ["第1镇", "第2镇", "=1+1镇", "第4镇", "第5镇"]
    assert [each.value for each in cells[4]][3:9] == [412, 3, "=SUM(1)", "不适用", "未填", 400]
    assert [cells.cell(4, at).data_type for at in (4, 5, 6)] == ["n", "n", "s"]
    assert cells["F2"].data_type == "s"
    assert (cells["F4"].quotePrefix, cells["F2"].quotePrefix) == (True, True)
    assert cells["E4"].number_format == '"近"General'
    assert (cells["D1"].value, cells["I1"].value) == ("2025年度", "上年（2024年度）")


def test_the_notes_name_what_the_totals_cannot() -> None:
    notes = opened(results=False)["说明"]
    told = [tuple(each.value for each in row) for row in notes.iter_rows(min_row=6)]
    assert ("化解矛盾纠纷", "未填", "第5镇") in told
    assert ("化解矛盾纠纷", "看不懂，未计入", "=1+1镇“=SUM(1)”") in told
    assert ("化解矛盾纠纷", "含约数", "第2镇（近）") in told
    assert ("化解矛盾纠纷", "比上年只按部分单位计算，未含", "第2镇") in told


def test_the_same_sums_give_the_same_bytes_and_none_give_a_book_too() -> None:
    assert written(book(SMALL, 5)) == written(book(SMALL, 5))
    empty = load_workbook(BytesIO(written(book({}, 0))))
    assert empty.sheetnames == ["合计", "各单位", "说明"]


def test_a_qualifier_behind_its_number_stands_behind_it() -> None:
    given = {"dis.done": {1: cell(1, 30_000_000, None, "余"), 2: cell(2, 25_000, kept=Kept.number)}}
    cells = load_workbook(BytesIO(written(book(given, 2))))["各单位"]
    assert [(each.value, each.number_format) for each in cells[4]][3:5] == [(3000, 'General"余"'), (2.5, "General")]
