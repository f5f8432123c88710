"""The workbook of sums, opened and computed anew by LibreOffice: it comes to what we say, also after somebody changed a cell."""

from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from server.report.summing.cells import Cell, Kept
from server.sheets.sums_writer import written
from server.word.office import OFFICE, Run, convert
from tests.sheets.summed import DONE, FINES, TAKEN, TWICE, Given, book, cell, name

pytestmark = pytest.mark.real
FORMULAS = [f"{column}{row}" for row in range(3, 8) for column in "DEFGH"]
SEED = 20261122


def recomputed(content: bytes, work: Path, change: tuple[str, int | str] | None = None) -> Worksheet:
    """The sheet of totals after LibreOffice computed it; what we wrote beside the formulas is thrown away first."""
    made = load_workbook(BytesIO(content))
    if change:
        made["各单位"][change[0]].value = change[1]
    work.mkdir(exist_ok=True)
    source = work / "sums.xlsx"
    made.save(source)
    assert [load_workbook(source, data_only=True)["合计"][place].value for place in FORMULAS] == [None] * len(FORMULAS)
    return load_workbook(convert(source, "xlsx", work, Run(OFFICE, lambda: False)), data_only=True)["合计"]


def values(sheet: Worksheet) -> dict[str, object]:
    return {place: sheet[place].value if sheet[place].value != "" else None for place in FORMULAS}


def drawn(random: Random, count: int) -> Given:
    """Random cells of every state, with rough numbers, halves of a per cent and money."""
    return {each.id: {at: _cell(random, at, each is FINES) for at in range(1, count + 1)} for each in (DONE, TAKEN, TWICE, FINES)}


def _cell(random: Random, unit: int, money: bool) -> Cell:
    kept = random.choice([Kept.number] * 4 + [each for each in Kept if each is not Kept.number])
    last = random.choice([None, random.randint(0, 4000) * 10_000])
    if kept is not Kept.number:
        return cell(unit, None, last, kept=kept, raw="十来件" if kept is Kept.unreadable else "")
    value = random.randint(0, 99_999) * 100 if money else random.randint(0, 4000) * 10_000
    return cell(unit, value, last, random.choice(["", "", "", "约", "余"]))


@pytest.mark.parametrize("count", [1, 7, 40])
def test_libreoffice_comes_to_the_same_totals(count: int, tmp_path: Path) -> None:
    content = written(book(drawn(Random(SEED + count), count), count))
    ours = values(load_workbook(BytesIO(content), data_only=True)["合计"])
    assert values(recomputed(content, tmp_path)) == pytest.approx(ours, abs=1e-9)


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("D4", 101, {"D4": 115, "F4": 2200, "G4": 5, "H4": 0, "D6": 230}),
        ("H4", "未填", {"D4": 10, "F4": 150, "G4": 4, "H4": 1, "D6": 25}),
    ],
    ids=["more", "gone"],
)
def test_a_change_of_a_cell_changes_the_total(place: str, value: int | str, expected: dict[str, int], tmp_path: Path) -> None:
    given = {
        "dis.done": {at: cell(at, at * 10_000, 10_000) for at in range(1, 6)},
        "dis.received": {at: cell(at, 100_000) for at in range(1, 6)},
    }
    content = written(book(given, 5))
    assert values(load_workbook(BytesIO(content), data_only=True)["合计"])["D4"] == 15
    found = values(recomputed(content, tmp_path, (place, value)))
    assert {each: found[each] for each in expected} == expected


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path: Path) -> None:
    content = written(book({"dis.done": {3: cell(3, kept=Kept.unreadable, raw="=1+1")}}, 3))
    source = tmp_path / "sums.xlsx"
    source.write_bytes(content)
    cells = load_workbook(convert(source, "xlsx", tmp_path, Run(OFFICE, lambda: False)), data_only=True)["各单位"]
    assert cells["F2"].value == name(3) == "=1+1镇"
    assert cells["F4"].value == "=1+1"
