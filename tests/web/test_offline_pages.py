"""A county registers what came on paper: the form, the 指标表 with its dry run, the table of figures, two at once, and who may not."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from server import clock
from server.actions import proposing
from server.actions.offline_sheets import asked_of
from server.actions.proposing import From, Gift
from server.report.forms.collecting import Asked, CollectionForm
from server.sheets import form_writer
from server.storage import offline, tables
from server.word import form_writer as word_forms
from tests.cast import LIN, NOW, QIAN, WU, YEAR, ZHAO, ZHENG, ZHOU, Town, unit_of
from tests.web.browser import Page
from tests.web.conftest import SignIn

TYPED = {"way": "paper", "received_on": "1月8日", "copies": "2", "note": "送到窗口"}
ROWS: tuple[list[object], ...] = (
    ["指标", "本年数", "上年数", "统计截止日"],
    ["排查发现矛盾纠纷", 12, 9, "11月底"],
    ["矛盾纠纷排查次数", "无", None, None],
)


@pytest.fixture(autouse=True)
def january(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Friday, 9 January 2026, in Beijing."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 1, 9, 2, 32, tzinfo=UTC))


def address(town: Town, unit: int = 0, more: str = "") -> str:
    return f"/units/{town.county}/offline" + (f"/{unit}" if unit else "") + f"?year={YEAR}{more}"


def word(text: str = "白石镇2025年法治政府建设年度报告") -> bytes:
    paper, content = Document(), BytesIO()
    paper.add_paragraph(text)
    paper.save(content)
    return content.getvalue()


def sheet(*rows: list[object]) -> bytes:
    book, content = Workbook(), BytesIO()
    for row in rows or ROWS:
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


def register(town: Town, sign_in: SignIn, typed: dict[str, str] | None = None, file: bytes = b"") -> Page:
    form = sign_in(ZHENG).get(address(town)).form("登记").type({"unit": str(town.other), **TYPED, **(typed or {})})
    return (form.upload("file", [("白石镇报告.docx", file)]) if file else form).press("登记")


def handed_in(town: Town, sign_in: SignIn, content: bytes, name: str = "指标表.xlsx") -> Page:
    register(town, sign_in)
    return sign_in(ZHENG).get(address(town, town.other)).form("读表").upload("file", [(name, content)]).press("读表")


def figures(town: Town) -> dict[str, tuple[str, str, str]]:
    with town.database.read() as connection:
        found = offline.figures_of(connection, (town.other,), YEAR).get(town.other, {})
    return {key: (each.raw, each.last, each.as_of) for key, each in found.items()}


def printed(town: Town) -> CollectionForm:
    """A 填报表 as the program prints it, of some other town's own installation."""
    asked = asked_of(town.library, unit_of(town.library, "白石镇"))[:30]
    rows = tuple(Asked(each.id, each.name, each.unit, each.definition, "", "", each.decimals) for each in asked)
    return CollectionForm("CB-2222-259H", "白石镇", YEAR, "司法所", "", "", rows)


def test_a_report_on_paper_is_registered_with_its_file(town: Town, sign_in: SignIn) -> None:
    page = register(town, sign_in, file=word())
    assert page.says("白石镇算作已报送（线下）")
    assert page.says("纸质，2026年1月8日收到，2份")
    answer = page.browser.fetch(f"/units/{town.county}/offline/{town.other}/file?year={YEAR}")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert "attachment" in answer.headers["content-disposition"]
    assert sign_in(ZHENG).get(address(town)).says("2 个单位中登记了 1 个")


def test_what_is_wrong_is_said_and_what_was_typed_stays(town: Town, sign_in: SignIn) -> None:
    page = register(town, sign_in, {"received_on": "1月20日", "address": "网站"})
    assert page.status == 422
    assert "还没有到" in page.alerts
    assert "http://" in page.alerts
    for text in ("1月20日", "网站", "送到窗口"):
        assert page.holds(text)
    nobody = sign_in(ZHENG).get(address(town)).press("登记", TYPED)
    assert (nobody.status, nobody.holds("送到窗口")) == (422, True)


@pytest.mark.parametrize("content", [word("秘密★1年"), b"MZ not a paper"])
def test_a_file_that_must_not_be_kept_is_not_kept(content: bytes, town: Town, sign_in: SignIn) -> None:
    page = register(town, sign_in, file=content)
    assert page.status == 422
    with town.database.read() as connection:
        assert connection.execute(tables.file.select()).all() == []
        assert offline.offline(connection, town.other, YEAR) is None


def test_a_sheet_filled_by_hand_is_a_dry_run_until_it_is_accepted(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in, sheet())
    assert page.says("读懂 1 项还没有采用，有疑问 1 项，上年数 1 个")
    assert figures(town) == {}
    page = page.press("采用读懂的数和填好的疑问")
    assert page.says("改动了 1 项指标")
    assert figures(town) == {"dis.found": ("12", "9", "11月底")}
    box = next(name for name in page.form("采用读懂的数和填好的疑问").names if name.startswith("value."))
    wrong = page.press("采用读懂的数和填好的疑问", {box: "十来次"})
    assert (wrong.status, wrong.by_id(box).get("value")) == (422, "十来次")
    wrong.press("采用读懂的数和填好的疑问", {box: "0"})
    assert figures(town)["dis.screenings"] == ("0", "", "")


def test_accepting_the_same_sheet_twice_changes_nothing(town: Town, sign_in: SignIn) -> None:
    before = handed_in(town, sign_in, sheet(*ROWS[:2]))
    before.press("采用读懂的数和填好的疑问")
    with town.database.read() as connection:
        version = offline.offline(connection, town.other, YEAR)
    page = sign_in(ZHENG).get(address(town, town.other))
    assert page.says("表里读懂的数都已经采用（1 项）")
    assert before.press("采用读懂的数和填好的疑问").status == 409
    with town.database.read() as connection:
        assert offline.offline(connection, town.other, YEAR) == version


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_the_form_our_own_program_prints_is_read(ending: str, town: Town, sign_in: SignIn) -> None:
    form, wording = printed(town), town.library.form_words
    content = (
        form_writer.written(form, wording) if ending == "xlsx" else word_forms.written(form, wording, town.library.formats["gb9704_a"])
    )
    if ending == "xlsx":
        book = load_workbook(BytesIO(content))
        table = book.worksheets[0]
        place = next(cell for row in table.iter_rows() for cell in row if cell.value == "本年数")
        row = next(cell.row for line in table.iter_rows() for cell in line if cell.value == form.rows[0].name)
        table.cell(row, place.column).value = 7
        filled = BytesIO()
        book.save(filled)
    else:
        paper = Document(BytesIO(content))
        line = next(row for table in paper.tables for row in table.rows if any(cell.text == form.rows[0].name for cell in row.cells))
        head = next(row for table in paper.tables for row in table.rows if any(cell.text == "本年数" for cell in row.cells))
        line.cells[[cell.text for cell in head.cells].index("本年数")].text = "7"
        filled = BytesIO()
        paper.save(filled)
    page = handed_in(town, sign_in, filled.getvalue(), f"填报表.{ending}").press("采用读懂的数和填好的疑问")
    assert {key: raw for key, (raw, _, _) in figures(town).items()} == {form.rows[0].indicator: "7"}
    assert not page.says("不是本报告发出的填报表")


def test_a_picture_is_no_sheet(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in, b"\x89PNG\r\n\x1a\n", "表.png")
    assert page.status == 422
    assert "图片里的数字读不出来" in page.alerts


def test_figures_are_typed_in_the_table_and_wrong_ones_stay(town: Town, sign_in: SignIn) -> None:
    register(town, sign_in)
    page = sign_in(ZHENG).get(address(town, town.other))
    wrong = page.press("保存指标", {"raw.dis.found": "十来件", "last.dis.found": "9", "raw.dis.screenings": "4"})
    assert (wrong.status, wrong.by_id("raw.dis.found").get("value"), wrong.by_id("raw.dis.screenings").get("value")) == (422, "十来件", "4")
    wrong.press("保存指标", {"raw.dis.found": "12"})
    assert figures(town) == {"dis.found": ("12", "9", ""), "dis.screenings": ("4", "", "")}


def test_two_at_once_are_told_and_what_was_typed_stays(town: Town, sign_in: SignIn) -> None:
    register(town, sign_in)
    one, other = (sign_in(ZHENG).get(address(town, town.other)) for _ in range(2))
    one.press("保存登记", {"note": "第一个"})
    page = other.press("保存登记", {"note": "第二个"})
    assert (page.status, page.holds("第二个")) == (409, True)
    assert page.press("保存登记").says("已保存")
    with town.database.read() as connection:
        found = offline.offline(connection, town.other, YEAR)
    assert found is not None
    assert (found.note, found.version) == ("第二个", 3)


def test_a_unit_registered_by_somebody_else_meanwhile_is_said(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHENG).get(address(town))
    register(town, sign_in)
    again = page.press("登记", {"unit": str(town.other), **TYPED})
    assert (again.status, again.holds("送到窗口")) == (409, True)
    assert "已经登记过" in again.alerts


def test_a_registration_is_withdrawn_with_a_reason_that_stays(town: Town, sign_in: SignIn) -> None:
    register(town, sign_in)
    page = sign_in(ZHENG).get(address(town, town.other))
    assert page.press("撤回登记").status == 422
    assert page.press("撤回登记", {"reason": "登错单位"}).says("已撤回登记")
    page = sign_in(ZHENG).get(address(town, town.other))
    assert page.says("还没有登记")
    assert page.says("撤回登记：登错单位")


def test_a_unit_that_opens_its_own_report_has_both_and_it_is_said_which_counts(town: Town, sign_in: SignIn) -> None:
    form = sign_in(ZHENG).get(address(town)).form("登记").type({"unit": str(town.unit), **TYPED})
    page = form.press("登记")
    assert page.says("它自己的报告审定之前，以线下登记的为准")
    assert sign_in(ZHENG).get(address(town)).says("系统里也有报告（填报中），审定前以线下的为准")
    with town.database.write() as connection:
        connection.execute(tables.report.update().values(state="signed"))
    assert sign_in(ZHENG).get(address(town, town.unit)).says("它自己的报告已经审定，以它自己的为准")


def test_the_countys_figures_stand_beside_those_that_came_on_paper(town: Town, sign_in: SignIn) -> None:
    register(town, sign_in)
    sign_in(ZHENG).get(address(town, town.other)).press("保存指标", {"raw.dis.found": "15"})
    with town.database.write() as connection:
        gift = Gift(town.other, "dis.found", "12")
        proposing.give(connection, town.library, town.actor(ZHENG, NOW), town.county, YEAR, From("县司法局"), [gift])
    assert sign_in(ZHENG).get(address(town, town.other)).says("12不一致，差 +3")
    table = sign_in(ZHENG).get(f"/units/{town.county}/differences?year={YEAR}")
    assert table.says("白石镇 12 县司法局 15（线下） +3 不一致 线下报送，由县里核对")


@pytest.mark.parametrize("who", [LIN, ZHAO, WU, ZHOU, QIAN])
def test_others_find_nothing(who: str, town: Town, sign_in: SignIn) -> None:
    register(town, sign_in, file=word())
    browser = sign_in(who)
    for path in (address(town), address(town, town.other), f"/units/{town.county}/offline/{town.other}/file?year={YEAR}"):
        assert browser.get(path).status == 404
    csrf = dict(browser.get("/").form("退出").pairs())["csrf"]
    assert browser.upload(address(town), (("csrf", csrf), ("unit", str(town.other)), *TYPED.items()), ()).status == 404


@pytest.mark.parametrize("path", ["offline/{unit}/x", "offline/999", "offline/{county}", "offline/{unit}/file"])
def test_what_is_not_there_is_not_found(path: str, town: Town, sign_in: SignIn) -> None:
    where = path.format(unit=town.other, county=town.county)
    assert sign_in(ZHENG).get(f"/units/{town.county}/{where}?year={YEAR}").status == 404


def test_somebody_signed_out_is_asked_to_sign_in_and_goes_on(town: Town, sign_in: SignIn) -> None:
    form = sign_in(ZHENG).get(address(town)).form("登记").type({"unit": str(town.other), **TYPED})
    with town.database.write() as connection:
        connection.execute(tables.sign_in.delete())
    page = form.press("登记")
    assert page.status == 401
    assert "送到窗口" in page.html
