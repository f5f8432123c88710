"""Workbooks of sums for tests: invented units, figures of three kinds, cells of every state."""

import tomllib
from pathlib import Path

from server.report.indicators import Indicator, Rate
from server.report.summing.cells import Cell, Kept, Member, Source
from server.report.summing.lines import lines_of
from server.sheets.sums_writer import Book

LABELS = tomllib.loads((Path(__file__).resolve().parents[2] / "data/labels.toml").read_text("utf-8"))
DONE = Indicator(id="dis.done", name="化解矛盾纠纷", unit="件", section="disputes", definition="", core=True)
TAKEN = DONE.model_copy(update={"id": "dis.received", "name": "受理矛盾纠纷"})
FINES = DONE.model_copy(update={"id": "enf.fines", "name": "罚没金额", "unit": "万元", "section": "enforcement", "decimals": 2})
RATE = Indicator(
    id="dis.rate", name="化解率", unit="%", section="disputes", definition="", sums=False, rate=Rate(part="dis.done", whole="dis.received")
)
TWICE = DONE.model_copy(update={"id": "dis.joint", "name": "联合化解", "counted_elsewhere": True})
INDICATORS = (DONE, TAKEN, RATE, TWICE, FINES)
HEADINGS = {"enforcement": "执法", "disputes": "化解矛盾"}
Given = dict[str, dict[int, Cell]]


def cell(
    unit: int, value: int | None = None, last: int | None = None, qualifier: str = "", kept: Kept = Kept.number, raw: str = ""
) -> Cell:
    """A cell of a unit; values are × 10 000."""
    return Cell(
        unit, name(unit), kept, value, qualifier, raw or f"{qualifier}{value}", "", last, "" if last is None else str(last // 10_000)
    )


def name(unit: int) -> str:
    """The name of a unit; the third tries to be a formula."""
    return "=1+1镇" if unit == 3 else f"第{unit}镇"


def book(given: Given, count: int) -> Book:
    """A workbook over so many units."""
    members = tuple(Member(at, name(at), "township", Source.own, final=True, report_id=at) for at in range(1, count + 1))
    return Book("云澜县", 2025, members, lines_of(INDICATORS, members, given), HEADINGS, LABELS)


SMALL: Given = {
    "dis.done": {
        1: cell(1, 4_120_000, 4_000_000),
        2: cell(2, 30_000, None, "近"),
        3: cell(3, kept=Kept.unreadable, raw="=SUM(1)"),
        4: cell(4, kept=Kept.not_applicable, raw="不适用"),
    },
    "dis.received": {1: cell(1, 5_000_000), 2: cell(2, 50_000, None, "", Kept.number), 3: cell(3, 70_000)},
    "dis.joint": {1: cell(1, 10_000)},
    "enf.fines": {1: cell(1, 1_000), 2: cell(2, 2_000), 3: cell(3, 0)},
}
