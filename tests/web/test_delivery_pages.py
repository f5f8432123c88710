"""The ledger as pages: rows marked in the table and in full, conflicts, evidence, extensions, corrections, stages, and the papers."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from server.actions import delivering, exporting, registering, ticking
from server.actions.exporting import Left
from server.report.season.ledger import Evidence, Record
from server.storage import deliveries, reports, signing, units
from tests.cast import LIN, NOW, QIAN, WU, ZHAO, ZHENG, Town, unit_of
from tests.storage.test_signing_rows import meeting
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn

PARTY = "report-higher_party"
SENT = (PARTY, "report-higher_government", "copy-higher_oversight")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ADDRESS = "http://www.qingxi.example/art/1.html"


def _list(town: Town, browser: Browser) -> Page:
    return browser.get(f"{town.path()}/checklist")


def _row(town: Town, browser: Browser, key: str = PARTY, number: int = 0) -> Page:
    return browser.get(f"{town.path()}/checklist/{number}/{key}")


def _record(town: Town, key: str = PARTY, number: int = 0) -> Record:
    with town.database.read() as connection:
        return deliveries.ledger(connection, town.report)[number, key]


def _close(town: Town, *keys: str) -> None:
    with town.database.write() as connection:
        for key in keys:
            proof = Evidence(address=ADDRESS) if key.startswith("publish") else Evidence("回执")
            record = Record(0, key, done_on=town.actor(ZHAO).at.date(), evidence=proof)
            delivering.keep_row(connection, town.library, town.actor(ZHAO), town.report, record)


def _words(page: Page, name: str) -> str:
    return " ".join("".join(page.by_id(name).itertext()).split())


def test_a_row_is_marked_in_the_table_with_its_day_and_its_receipt(town: Town, sign_in: SignIn) -> None:
    page = _list(town, sign_in(ZHAO))
    done = page.press(f"do=tick:{PARTY}", {f"note.{PARTY}": "县委办收文3号", f"day.{PARTY}": "2026年1月8日"})
    assert done.trail
    assert "2026年1月8日完成（赵敏），县委办收文3号" in _words(done, f"row-{PARTY}")
    back = done.press(f"do=clear:{PARTY}")
    assert "完成（赵敏）" not in _words(back, f"row-{PARTY}")
    assert back.by_id(f"note-{PARTY}").get("value") == "县委办收文3号"


def test_a_row_marked_without_a_receipt_says_what_it_lacks(town: Town, sign_in: SignIn) -> None:
    page = _list(town, sign_in(ZHAO)).press(f"do=tick:{PARTY}", {f"day.{PARTY}": "2026年1月8日"})
    assert "缺回执" in _words(page, f"row-{PARTY}")
    assert page.says("有 1 项已完成但缺凭据")


@pytest.mark.parametrize(
    ("key", "typed", "field", "words"),
    [
        (PARTY, {"day": "2099年1月1日"}, "day", "完成日期还没有到"),
        (PARTY, {"day": "上周"}, "day", "没有看懂"),
        (PARTY, {"note": "长" * 501}, "note", "凭据最多500个字"),
        ("publish-public", {"note": " "}, "note", "公开要写明网址"),
        ("archive", {"note": "长" * 501}, "note", "备注最多500个字"),
    ],
)
def test_a_mark_that_cannot_be_kept_comes_back_with_everything_typed(
    town: Town, sign_in: SignIn, key: str, typed: dict[str, str], field: str, words: str
) -> None:
    page = _list(town, sign_in(ZHAO))
    other = {"note.notice": "收到通知", "note.copy-higher_oversight": "李明签收"}
    refused = page.press(f"do=tick:{key}", {f"{name}.{key}": text for name, text in typed.items()} | other)
    assert refused.status == 422
    assert refused.title.startswith("错误：")
    assert words in refused.alerts
    links = [each.get("href") for each in refused.root.iter("a")]
    assert f"#{field}-{key}" in links
    assert all(refused.holds(text) for text in [*typed.values(), *other.values()] if text.strip())


def test_of_two_who_mark_a_row_the_second_is_told_and_may_still_have_the_last_word(town: Town, sign_in: SignIn) -> None:
    first, second = _list(town, sign_in(ZHAO)), _list(town, sign_in(QIAN))
    typed = {f"day.{PARTY}": "2026年1月8日"}
    first.press(f"do=tick:{PARTY}", typed | {f"note.{PARTY}": "县委办收文3号"})
    told = second.press(f"do=tick:{PARTY}", typed | {f"note.{PARTY}": "县委办收文4号", "note.notice": "收到通知"})
    assert told.status == 409
    assert "县委办收文3号" in _words(told, f"row-{PARTY}")
    assert told.by_id(f"note-{PARTY}").get("value") == "县委办收文4号"
    assert told.by_id("note-notice").get("value") == "收到通知"
    assert _record(town).evidence.text == "县委办收文3号"
    last = told.press(f"do=tick:{PARTY}")
    assert (last.status, _record(town).evidence.text, _record(town).by) == (200, "县委办收文4号", "钱立")


def test_a_row_is_kept_in_full_with_form_copies_paper_and_scan(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    browser.fetch(f"{town.path()}/report.docx")
    form = _row(town, browser).form("保存").tick("form", "paper").upload("file", [("回执.pdf", PDF)])
    typed = {"done_on": "1月8日", "copies": "共3份", "evidence": "县委办收文3号", "evidence_day": "2026-1-9", "note": "机要交换"}
    page = form.type(typed).press("保存")
    assert page.says("这一行的登记已经保存")
    kept = _record(town)
    assert (kept.form, kept.copies, kept.evidence.text, kept.evidence.file_name, kept.note) == (
        "paper",
        3,
        "县委办收文3号",
        "回执.pdf",
        "机要交换",
    )
    assert kept.document_id is not None
    assert page.says("清单")
    assert browser.fetch(f"{town.path()}/files/{kept.evidence.file}").content == PDF
    dropped = page.form("保存").tick("drop", "yes").press("保存")
    assert not dropped.says("回执.pdf")
    assert _record(town).evidence.file is None


def test_a_file_that_cannot_be_kept_keeps_the_rest_on_the_page(town: Town, sign_in: SignIn) -> None:
    form = _row(town, sign_in(ZHAO)).form("保存").type({"evidence": "县委办收文3号"})
    page = form.upload("file", [("回执.exe", b"MZ\x90\x00")]).press("保存")
    assert page.status == 422
    assert "没有保存" in page.alerts
    assert page.holds("县委办收文3号")


def test_a_file_beside_a_wrong_day_must_be_chosen_again_and_the_page_says_so(town: Town, sign_in: SignIn) -> None:
    form = _row(town, sign_in(ZHAO)).form("保存").type({"done_on": "上周"})
    page = form.upload("file", [("回执.pdf", PDF)]).press("保存")
    assert page.status == 422
    assert "再重新选择文件" in page.alerts


def test_a_row_filled_over_an_older_one_is_a_conflict_with_everything_kept(town: Town, sign_in: SignIn) -> None:
    first, second = _row(town, sign_in(ZHAO)), _row(town, sign_in(QIAN))
    first.press("保存", {"note": "周一送"})
    page = second.press("保存", {"note": "周二送", "evidence": "收文3号"})
    assert page.status == 409
    assert page.holds("周二送")
    assert page.holds("收文3号")
    assert page.press("保存").status == 200
    assert _record(town).note == "周二送"


def test_the_page_of_a_row_asks_for_what_fits_its_nature(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    common = ("done_on", "form", "copies", "document", "evidence", "note", "file")
    for key, more in ((PARTY, ("evidence_day",)), ("publish-public", ("address",)), ("deliberate-own_party", ())):
        assert set(_row(town, browser, key).form("保存").names) == {*common, *more}


@pytest.mark.parametrize("place", ["0/report-own_congress", "1/report-higher_party", "0/x", "0/%E4%B8%80"])
def test_a_row_the_report_does_not_have_is_not_there(town: Town, sign_in: SignIn, place: str) -> None:
    assert sign_in(ZHAO).get(f"{town.path()}/checklist/{place}").status == 404


def test_the_overseer_extends_a_row_and_everybody_reads_by_whom_and_why(town: Town, sign_in: SignIn) -> None:
    typed = {"until": "2026年2月6日", "granted_by": "县委依法治县办", "reason": "换届"}
    page = _row(town, sign_in(ZHENG)).press("登记延期", typed)
    assert page.says("经县委依法治县办同意延到2026年2月6日（周五），理由：换届。")
    listed = _list(town, sign_in(LIN))
    assert "2026年2月6日" in _words(listed, f"row-{PARTY}")
    assert "已延期" in _words(listed, f"row-{PARTY}")
    assert not _row(town, sign_in(ZHAO)).press("取消延期").says("换届。")


def test_an_extension_without_a_reason_is_asked_for_one(town: Town, sign_in: SignIn) -> None:
    page = _row(town, sign_in(ZHAO)).press("登记延期", {"until": "2026年2月6日", "granted_by": "县委依法治县办"})
    assert page.status == 422
    assert "延期要写明理由，以备查考。" in page.alerts
    assert page.holds("县委依法治县办")


def test_who_only_reads_is_offered_nothing_to_fill(town: Town, sign_in: SignIn) -> None:
    for login in (LIN, WU):
        page = _row(town, sign_in(login))
        assert page.says("未完成")
        assert not [each for each in page.root.iter("form") if "/checklist" in each.get("action", "")]


def test_a_correction_has_its_own_rows_and_the_old_ones_can_still_be_read(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    assert browser.get(f"{town.path()}/corrections").says("还没有登记送出或公开过的")
    _close(town, PARTY, "publish-public")
    refused = _list(town, browser).follow("登记更正或重报").press("登记", {"reason": " "})
    assert (refused.status, "请写明更正或者重报的理由" in refused.alerts) == (422, True)
    page = refused.press("登记", {"kind": "resend", "reason": "县里退回重报"})
    assert page.says("第1次重报")
    assert page.says("县里退回重报")
    assert page.says("更正未送完")
    typed = {f"note.r1-{PARTY}": "重报回执", f"day.r1-{PARTY}": "2026年1月12日"}
    page = page.press(f"do=tick:r1-{PARTY}", typed)
    assert "重报回执" in _words(page, f"row-r1-{PARTY}")
    assert "回执" in _words(page, f"row-{PARTY}")
    assert _row(town, browser, number=1).says("第1次更正或重报")
    assert "撤销这一次" not in browser.get(f"{town.path()}/corrections").main


def test_a_correction_registered_by_mistake_is_taken_back(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _close(town, PARTY)
    browser.get(f"{town.path()}/corrections").press("登记", {"reason": "数字有误"})
    page = browser.get(f"{town.path()}/corrections").press("撤销这一次")
    assert "第1次" not in page.main


def test_where_a_report_stands_is_said_on_every_page_that_lists_it(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    pages = ("/", town.path(), f"{town.path()}/checklist")
    assert not any(browser.get(path).says("已报送") for path in pages)
    _close(town, *SENT, "publish-public", "deliberate-own_party")
    with town.database.write() as connection:
        ticking.set_tick(connection, town.library, town.actor(ZHAO), town.report, "archive", "")
    for path in pages:
        assert all(browser.get(path).says(words) for words in ("已报送", "已公开", "已归档"))


def test_steps_known_from_elsewhere_are_not_ticked_twice(town: Town, sign_in: SignIn) -> None:
    _close(town, *SENT)
    page = _list(town, sign_in(ZHAO))
    assert "已登记完成，共3项，2026年1月9日" in _words(page, "row-delivery")
    assert "3项都有凭据" in _words(page, "row-receipt")
    assert "标记完成" not in _words(page, "row-delivery")


def test_a_county_reads_when_what_must_reach_its_congress(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        place = units.unit(connection, town.unit, town.library.kinds)
        assert place
        county = unit_of(town.library, "云澜县", "county", "江州市")
        units.change_unit(connection, town.unit, county, place.version)
    browser = sign_in(ZHAO)
    page = _row(town, browser, "report-own_congress")
    assert "meeting_on" in page.form("保存").names
    shown = page.press("保存", {"meeting_on": "2026年3月25日"})
    # 2026-03-05 is a Thursday, 2026-03-15 a Sunday: the Friday before it.
    assert shown.says("2026年3月5日前")
    assert shown.says("2026年3月13日前")


def test_the_number_of_the_minutes_is_filled_in_where_the_meeting_is_recorded(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        signing.add_meeting(connection, town.report, meeting(), town.ids[ZHAO], NOW)
    browser, key = sign_in(ZHAO), "deliberate-own_party"
    assert _list(town, browser).by_id(f"note-{key}").get("value") == "〔2026〕1号"
    assert _row(town, browser, key).by_id("evidence").get("value") == "〔2026〕1号"
    done = _list(town, browser).press(f"do=tick:{key}", {f"day.{key}": "2026年1月8日"})
    assert "2026年1月8日完成（赵敏），〔2026〕1号" in _words(done, f"row-{key}")
    assert "缺" not in _words(done, f"row-{key}")


def test_a_cancelled_paper_is_offered_as_such(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _export(town)
    assert _row(town, browser).says("默认：最近一份合适的文稿")
    with town.database.write() as connection:
        registering.cancel(connection, town.actor(ZHAO), town.report, 1)
    page = _row(town, browser)
    assert page.says("还没有导出过合适的文稿")
    assert page.says("（已作废）")
    told = page.press("保存", {"document": "1", "done_on": "2026年1月8日", "evidence": "收文3号"})
    assert told.says("所选的文稿已经作废，请换一份。")


def _export(town: Town) -> None:
    with town.database.write() as connection:
        report = reports.report(connection, town.report)
        assert report
        left = Left("full", "报告.docx", b"x")
        exporting.record_export(
            connection, town.actor(ZHAO), report, exporting.snapshot_of(connection, town.library, report), left, "sha256"
        )


def test_a_paper_that_is_not_of_the_present_number_is_said_beside_its_row(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _export(town)
    _close(town, PARTY)
    number = f"text.{town.section('number').id}.body"
    browser.get(f"{town.path()}/registration").press("保存", {number: "清政〔2026〕3号"})
    words = "所选的文稿上没有文号，签发登记的是清政〔2026〕3号。"
    assert words in _words(_list(town, browser), f"row-{PARTY}")
    assert _row(town, browser).says(words)


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("situation", "报送情况表"),
        ("slips", "送达单"),
        ("review", "公开审查表"),
        ("archive", "归档目录"),
        ("evidence", "佐证材料目录"),
    ],
)
def test_every_paper_opens_both_ways_and_the_history_knows_who_took_it(town: Town, sign_in: SignIn, key: str, title: str) -> None:
    browser = sign_in(LIN)
    _close(town, PARTY)
    paper = Document(BytesIO(browser.fetch(f"{town.path()}/ledger/{key}.docx").content))
    assert title in "".join(each.text for each in paper.paragraphs).replace("\n", "")
    assert paper.tables
    book = load_workbook(BytesIO(browser.fetch(f"{town.path()}/ledger/{key}.xlsx").content))
    assert title in str(book.worksheets[0]["A1"].value)
    with town.database.read() as connection:
        taken = connection.exec_driver_sql("SELECT count(*) FROM history WHERE action = 'print' AND person_id = 1").scalar_one()
    assert taken == 2


@pytest.mark.parametrize(("key", "wider"), [("situation", True), ("archive", False)])
def test_a_table_of_many_columns_lies_on_its_side(town: Town, sign_in: SignIn, key: str, wider: bool) -> None:
    page = Document(BytesIO(sign_in(LIN).fetch(f"{town.path()}/ledger/{key}.docx").content)).sections[0]
    assert ((page.page_width or 0) > (page.page_height or 0)) is wider


def test_a_paper_nobody_knows_is_not_found(town: Town, sign_in: SignIn) -> None:
    for name in ("nothing.docx", "situation.pdf", "situation", ".xlsx"):
        assert sign_in(LIN).fetch(f"{town.path()}/ledger/{name}").status_code == 404


def test_what_was_typed_is_never_a_formula_in_a_spreadsheet(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _list(town, browser).press(f"do=tick:{PARTY}", {f"note.{PARTY}": "=HYPERLINK(1)", f"day.{PARTY}": "2026年1月8日"})
    sheet = load_workbook(BytesIO(browser.fetch(f"{town.path()}/ledger/situation.xlsx").content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [("=HYPERLINK(1)", "s", True)]
