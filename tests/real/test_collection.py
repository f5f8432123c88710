"""A whole collection: twelve offices fill their 填报表 as people do; every right value comes in, every doubtful one is asked about."""

import os
import subprocess
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from server.library import Library
from server.report.forms.collecting import AskedText, CollectionForm, code_of
from server.report.forms.outcomes import Kind, Returned
from server.report.forms.returns import read
from server.sheets.form_writer import written
from server.sheets.grids import read_xlsx
from server.word import form_writer
from server.word.grids import read_docx_grids
from tests.real.layout import missing
from tests.sheets.forms import CALLED, KNOWN, WORDING, form

REQUIRED = os.environ.get("CHENGBAO_REQUIRE_REAL") == "1"
pytestmark = pytest.mark.real

NOW, LAST = 6, 10
TEXTS = (AskedText("disputes", "化解矛盾"),)
LASTS = {"dis.received": "498", "dis.done": "460"}
FIGURES: dict[str, str | int | float] = {
    "dis.received": 513,
    "dis.done": 473,
    "dis.meetings": "约50",
    "dis.pleased": 92.2,
    "enf.fines": "2.2万元",
    "pub.villages": "无",
}
TAKEN = [
    ("new", "dis.received", "513", ""),
    ("new", "dis.done", "473", ""),
    ("new", "dis.meetings", "约50", ""),
    ("new", "dis.pleased", "92.2", ""),
    ("new", "enf.fines", "2.2万元", ""),
]
ASKED = [("unclear", "pub.villages", "无", "0")]
WORDS = [("words", "disputes", "全年开展大排查。", "")]
PLAIN = TAKEN + ASKED + WORDS
Fill = Callable[[Worksheet], None]
Outcomes = list[tuple[str, str, str, str]]


@dataclass(frozen=True)
class Office:
    """An office, what it does to its form, how the file is saved on the way, and what must come of it."""

    way: str
    fill: Fill
    expected: Outcomes
    saved: tuple[str, ...] = ()
    name: str = "填报表.xlsx"
    notes: int = 0


def _form(number: int) -> CollectionForm:
    return form(code_of(1_000_003 * (number + 1)), lasts=LASTS, texts=TEXTS)


def _row(sheet: Worksheet, text: str) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == text and cell.row is not None)


def _set(sheet: Worksheet, key: str, value: str | float | date, column: int = NOW) -> None:
    sheet.cell(_row(sheet, key), column).value = value


def _filled(**changes: str | float) -> Fill:
    def fill(sheet: Worksheet) -> None:
        for key, value in (FIGURES | {key.replace("_", "."): value for key, value in changes.items()}).items():
            _set(sheet, key, value)
        sheet.cell(_row(sheet, "text:disputes"), 3).value = "全年开展大排查。"
        sheet.cell(_row(sheet, "填报人"), 3).value = "张三"

    return fill


def _noted(sheet: Worksheet) -> None:
    """Remarks in every corner."""
    _filled()(sheet)
    _set(sheet, "dis.received", "其中网上信访120件", 9)
    _set(sheet, "dis.received", "信访系统", 8)
    _set(sheet, "dis.received", "11月底", 7)
    _set(sheet, "dis.done", "另有3件待核", 12)
    _set(sheet, "dis.done", date(2025, 12, 25), 7)
    _set(sheet, "dis.done", 461, 5)
    sheet.cell(1, 13).value = "王主任已阅"
    sheet.cell(sheet.max_row + 2, 2).value = "注：以上为全年数。"
    sheet.cell(_row(sheet, "dis.meetings"), NOW).comment = Comment("没有台账，按每周一次估的", "张三")


def _moved(sheet: Worksheet) -> None:
    """本年数 to the front, a column of their own between."""
    _filled()(sheet)
    start, end = _row(sheet, "序号"), _row(sheet, "pub.villages")
    for row in range(start, end + 1):
        values = [sheet.cell(row, column).value for column in range(1, LAST + 1)]
        extra = "经办人" if row == start else "李四" if values[9] == "dis.done" else None
        order = [values[5], values[1], extra, values[9], values[2], values[4], values[3], values[7], values[6], values[8], values[0]]
        for column, value in enumerate(order, 1):
            sheet.cell(row, column).value = value


def _sorted(sheet: Worksheet) -> None:
    """All rows by name, the last first."""
    _filled()(sheet)
    start, end = _row(sheet, "dis.received"), _row(sheet, "pub.villages")
    rows = [[sheet.cell(row, column).value for column in range(1, LAST + 1)] for row in range(start, end + 1)]
    for at, values in enumerate(reversed(rows), start):
        for column, value in enumerate(values, 1):
            sheet.cell(at, column).value = value


def _half_sorted(sheet: Worksheet) -> None:
    """Names sorted without their numbers: two of them now stand in each other's row."""
    _filled()(sheet)
    first, second = _row(sheet, "dis.received"), _row(sheet, "dis.done")
    sheet.cell(first, 2).value, sheet.cell(second, 2).value = "信访办结", "信访受理"


def _renamed(sheet: Worksheet) -> None:
    """Headings of their own, names rewritten, the code gone from the sheet."""
    _filled()(sheet)
    head = _row(sheet, "序号")
    for column, text in {2: "统计指标", 5: "2024年", 6: "2025年（全年）", 9: "情况说明", 10: "x"}.items():
        sheet.cell(head, column).value = text
    for row in range(head + 1, _row(sheet, "pub.villages") + 1):
        sheet.cell(row, 10).value = None
    sheet.cell(2, 10).value = None
    for number, name in enumerate(("信访受理", "信访办结"), 1):
        sheet.cell(_row(sheet, name), 2).value = f"{number}．{name}（件）"


def _formulas(sheet: Worksheet) -> None:
    _filled()(sheet)
    row = _row(sheet, "dis.received")
    _set(sheet, "dis.received", "=500+13")
    _set(sheet, "dis.done", f"=F{row}-40")
    _set(sheet, "dis.pleased", f"=F{row + 1}/F{row}")
    sheet.cell(_row(sheet, "dis.pleased"), NOW).number_format = "0.0%"
    _set(sheet, "pub.villages", "=1/0")


def _into_another(sheet: Worksheet) -> None:
    """Copied by hand into a book of their own, where it is the second sheet."""
    _filled()(sheet)
    book = sheet.parent
    assert book is not None
    other = book.create_sheet("通讯录", 0)
    other.append(["姓名", "电话"])
    other.append(["赵六", "0000-222"])
    sheet.title = "Sheet2 (2)"
    hidden = book.create_sheet("去年")
    hidden.append(["指标", "2024年"])
    hidden.append(["信访受理", 498])
    hidden.sheet_state = "hidden"


def _repeated(sheet: Worksheet) -> None:
    """A row typed again below with another value, an unknown one, and a known one that was not asked for."""
    _filled()(sheet)
    row = _row(sheet, "pub.villages") + 1
    sheet.insert_rows(row, 3)
    for merged in sheet.merged_cells.ranges:
        merged.shift(row_shift=3)
    for at, (name, value) in enumerate((("信访办结", 470), ("合计", 986), ("学法考试（人）", 44))):
        sheet.cell(row + at, 2).value, sheet.cell(row + at, NOW).value = name, value


UNITS = {"dis_received": "513件", "dis_done": "473 件", "dis_meetings": "约50次", "dis_pleased": "92.2%", "enf_fines": "22000元"}
VAGUE = {"dis_received": "500余", "dis_done": "近480", "dis_meetings": "50多次", "dis_pleased": "92左右", "enf_fines": "2万余"}
AS_TEXT = {"dis_received": "５１３", "dis_done": "473", "dis_pleased": "92.20", "pub_villages": "三"}
FOREIGN = [
    ("remark", "", "姓名　电话", ""),
    ("remark", "", "赵六　0000-222", ""),
    ("remark", "", "2024年", ""),
    ("remark", "dis.received", "498", ""),
]
OFFICES = (
    Office("filled in as it is", _filled(), PLAIN),
    Office("saved again by LibreOffice", _filled(), PLAIN, ("xlsx",)),
    Office("saved as .xls and back", _filled(), PLAIN, ("xls", "xlsx")),
    Office("saved as .ods and back", _filled(), PLAIN, ("ods", "xlsx")),
    Office("columns moved, one inserted", _moved, [*TAKEN[:2], ("remark", "dis.done", "李四", ""), *TAKEN[2:], *PLAIN[5:]], ("xlsx",)),
    Office("rows sorted", _sorted, [*ASKED, *TAKEN[::-1], *WORDS], ("xlsx",)),
    Office(
        "units typed",
        _filled(**UNITS, pub_villages="3件"),
        [("new", key.replace("_", "."), value, "") for key, value in UNITS.items()] + [("new", "pub.villages", "3件", ""), *WORDS],
        ("xlsx",),
    ),
    Office(
        "roughly known",
        _filled(**VAGUE, pub_villages="若干"),
        [
            ("new", "dis.received", "500余", ""),
            ("new", "dis.done", "近480", ""),
            ("new", "dis.meetings", "50多次", ""),
            ("unclear", "dis.pleased", "92左右", "约92"),
            ("new", "enf.fines", "2万余", ""),
            ("unclear", "pub.villages", "若干", ""),
            *WORDS,
        ],
    ),
    Office(
        "notes everywhere",
        _noted,
        [
            TAKEN[0],
            ("remark", "dis.received", "其中网上信访120件", ""),
            TAKEN[1],
            ("remark", "dis.done", "461", ""),
            ("remark", "dis.done", "另有3件待核", ""),
            *PLAIN[2:],
            ("remark", "", "王主任已阅", ""),
            ("remark", "", "注：以上为全年数。", ""),
            ("remark", "", "没有台账，按每周一次估的", ""),
        ],
        ("xlsx",),
    ),
    Office(
        "numbers as text",
        _filled(**AS_TEXT),
        [
            ("new", "dis.received", "５１３", ""),
            *TAKEN[1:3],
            ("new", "dis.pleased", "92.20", ""),
            TAKEN[4],
            ("new", "pub.villages", "三", ""),
            *WORDS,
        ],
        ("xls", "xlsx"),
    ),
    Office("in a book of their own", _into_another, [*PLAIN, *FOREIGN], notes=2),
    Office("headings renamed", _renamed, [*PLAIN, ("remark", "", "x", "")], ("xlsx",), name="{code} 报送(1).xlsx"),
    Office(
        "formulas",
        _formulas,
        [*TAKEN[:3], ("new", "dis.pleased", "92.2%", ""), TAKEN[4], ("unclear", "pub.villages", "#DIV/0!", ""), *WORDS],
        ("xlsx",),
    ),
    Office(
        "formulas never computed",
        _formulas,
        [
            ("unclear", "dis.received", "=500+13", ""),
            ("unclear", "dis.done", "=F7-40", ""),
            TAKEN[2],
            ("unclear", "dis.pleased", "=F8/F7", ""),
            TAKEN[4],
            ("unclear", "pub.villages", "=1/0", ""),
            *WORDS,
        ],
    ),
    Office(
        "names sorted without the numbers",
        _half_sorted,
        [("unclear", "信访办结", "513", ""), ("unclear", "信访受理", "473", ""), *PLAIN[2:]],
        ("xlsx",),
    ),
    Office(
        "rows added",
        _repeated,
        [
            TAKEN[0],
            ("unclear", "dis.done", "473", ""),
            *PLAIN[2:6],
            ("unclear", "dis.done", "470", ""),
            ("unknown", "合计", "986", ""),
            ("extra", "learn.exams", "44", ""),
            *WORDS,
        ],
    ),
)


def _converted(folder: Path, kind: str, files: list[Path]) -> list[Path]:
    """The files saved by LibreOffice as another kind."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = folder / f"{kind}-{len(list(folder.iterdir()))}"
    filters = {"xls": "xls:MS Excel 97", "xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8"}
    command = ("soffice", "--headless", profile, "--convert-to", filters.get(kind, kind), "--outdir", str(target), *map(str, files))
    subprocess.run(command, capture_output=True, timeout=300, check=True)
    made = [target / f"{file.stem}.{kind}" for file in files]
    if not all(file.exists() for file in made) and not REQUIRED:
        pytest.skip("缺少 libreoffice-calc-nogui")
    return made


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every office's file as it comes back. Files are converted together: LibreOffice is slow to start."""
    if missing() and not REQUIRED:
        pytest.skip(f"缺少 {missing()}")
    folder = tmp_path_factory.mktemp("collection")
    files: dict[str, Path] = {}
    for number, office in enumerate(OFFICES):
        book = load_workbook(BytesIO(written(_form(number), WORDING)))
        sheet = book.worksheets[0]
        office.fill(sheet)
        files[office.way] = folder / f"{number}.xlsx"
        book.save(files[office.way])
    for step in range(2):
        for kind in ("xls", "ods", "xlsx"):
            ways = [office.way for office in OFFICES if office.saved[step : step + 1] == (kind,)]
            if ways:
                files |= dict(zip(ways, _converted(folder, kind, [files[way] for way in ways]), strict=True))
    return {way: file.read_bytes() for way, file in files.items()}


def _told(found: Returned) -> Outcomes:
    return [
        (each.kind.value, each.indicator or each.section or each.label, each.raw, each.suggestion)
        for each in found.outcomes
        if each.kind is not Kind.blank
    ]


@pytest.mark.parametrize(("number", "office"), list(enumerate(OFFICES)), ids=[office.way for office in OFFICES])
def test_every_value_comes_in_or_is_asked_about(number: int, office: Office, collected: dict[str, bytes]) -> None:
    forms = tuple(map(_form, range(len(OFFICES))))
    own = forms[number]
    found = read(read_xlsx(collected[office.way], WORDING.box_sheet), forms, KNOWN, {}, office.name.replace("{code}", own.code))
    assert found.forms == (own.code,)
    assert sorted(_told(found)) == sorted(office.expected)
    assert found.giver == "张三"
    assert len(found.notes) == office.notes
    assert not found.of(Kind.blank)


def test_day_and_source_come_along(collected: dict[str, bytes]) -> None:
    number = next(at for at, office in enumerate(OFFICES) if office.way == "notes everywhere")
    found = read(read_xlsx(collected["notes everywhere"], WORDING.box_sheet), (_form(number),), KNOWN, {})
    first, second = (each for each in found.outcomes if each.indicator in ("dis.received", "dis.done") and each.field == "raw")
    assert second.as_of == "2025-12-25"
    assert (first.as_of, first.system, first.note) == ("11月底", "信访系统", "其中网上信访120件")


def _filled_docx(content: bytes) -> bytes:
    document = Document(BytesIO(content))
    figures, words, foot = document.tables
    for row in figures.rows[1:]:
        row.cells[5].text = str(FIGURES[row.cells[9].text])
    figures.rows[1].cells[8].text = "其中网上信访120件"
    figures._tbl.append(deepcopy(figures.rows[-1]._tr))
    for column, text in enumerate(("", "合计", "", "", "", "986", "", "", "", "")):
        figures.rows[-1].cells[column].text = text
    words.rows[1].cells[2].text = "全年开展大排查。"
    foot.rows[0].cells[1].text = "张三"
    document.add_paragraph("以上数据已经所长审核。")
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["", "docx", "doc"])
def test_a_word_form_comes_back(kind: str, library: Library, tmp_path: Path) -> None:
    if missing() and not REQUIRED:
        pytest.skip(f"缺少 {missing()}")
    own = _form(99)
    file = tmp_path / "表.docx"
    file.write_bytes(_filled_docx(form_writer.written(own, WORDING, library.formats["gb9704_a"])))
    if kind:
        (file,) = _converted(tmp_path, kind, [file])
    if kind == "doc":
        (file,) = _converted(tmp_path, "docx", [file])
    found = read(read_docx_grids(file.read_bytes(), CALLED), (own, _form(1)), KNOWN, {}, "表.docx")
    assert found.forms == (own.code,)
    assert sorted(_told(found)) == sorted(
        [
            *PLAIN,
            ("remark", "dis.received", "其中网上信访120件", ""),
            ("unknown", "合计", "986", ""),
            ("remark", "", "以上数据已经所长审核。", ""),
        ]
    )
    assert found.giver == "张三"
