"""Signing on paper in the browser: the consultation written by two, meetings, who signs in whose place, scans, prints, registration."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from server.actions import reporting
from server.report.season.ledger import Correction
from server.report.units import Officer
from server.report.workflow import Move
from server.storage import deliveries, tables, units
from tests.cast import BEGAN, LIN, NOW, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn
from tests.word.shapes import made

PARTY, GOVERNMENT = "中共云澜县清溪镇委员会", "云澜县清溪镇人民政府"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
DAY = "2026年1月8日"


def at(browser: Browser, town: Town) -> Page:
    """The page."""
    return browser.get(f"{town.path()}/signing")


def head_of_party(town: Town, library_name: str = "陈书远") -> None:
    """The unit learns who its party secretary is, and one deputy."""
    with town.database.write() as connection:
        place = units.unit(connection, town.unit, town.library.kinds)
        assert place is not None
        officers = (
            *place.unit.officers,
            Officer(post="党委书记", name=library_name, since=BEGAN.date()),
            Officer(post="副镇长", name="高远", since=BEGAN.date()),
        )
        assert units.change_unit(connection, town.unit, place.unit.model_copy(update={"officers": officers}), place.version)


def written(page: Page, **typed: str) -> Page:
    """The first empty row of the consultation filled in and saved."""
    return page.press("保存意见", {f"opinion.n1.{column}": text for column, text in typed.items()})


def signed(page: Page, issuer: str, name: str, note: str = "", part: str = "signed") -> Page:
    """A signature recorded."""
    typed = {"signature.part": part, "signature.issuer": issuer, "signature.name": name, "signature.day": DAY, "signature.note": note}
    return page.press("登记签字", typed)


def uploaded(page: Page, name: str, content: bytes) -> Page:
    """A meeting with a scan."""
    form = page.form("登记会议").type({"meeting.kind": "党政联席会议", "meeting.day": DAY, "meeting.minutes": "〔2026〕1号"})
    return form.upload("file", [(name, content)]).press("登记会议")


def told(town: Town, action: str) -> list[str]:
    """The targets of what was done, in order."""
    h = tables.history.c
    with town.database.read() as connection:
        return list(connection.execute(select(h.target).where(h.action == action, h.report_id == town.report).order_by(h.id)).scalars())


def words(content: bytes) -> str:
    """All that a Word file says, cells that go over several columns once."""
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *dict.fromkeys(cells)])


def test_the_page_says_whose_signature_is_lacking(town: Town, sign_in: SignIn) -> None:
    head_of_party(town)
    page = at(sign_in(ZHAO), town)
    assert page.says("签发还没有齐")
    assert page.says(f"还缺：{PARTY}的签发，由党委书记（陈书远）签")
    assert page.says(f"还缺：{GOVERNMENT}的签发，由镇长（何川）签")
    assert page.says("还没有登记：拟稿、核稿、审核、会签。")


def test_opinions_are_written_in_rows_and_changed_where_they_stand(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    page = written(at(browser, town), who="司法所", day="1月5日", opinion="补充执法案件数。", adopted="yes")
    assert page.trail
    assert page.holds("2026年1月5日")
    key = next(name.split(".")[1] for name in page.form("保存意见").names if not name.startswith("opinion.n"))
    page = page.press("保存意见", {f"opinion.{key}.adopted": "no", f"opinion.{key}.reason": "案件数已在第四节。"})
    assert page.holds("案件数已在第四节。")
    assert told(town, "save")[-2:] == [f"opinion:{key}", f"opinion:{key}"]
    page = page.press(f"do=remove:{key}")
    assert not page.holds("补充执法案件数。")
    assert told(town, "remove") == [f"opinion:{key}"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"who": "司法所", "opinion": "删去第二段。", "adopted": "partly"}, "请写明理由"),
        ({"who": "司法所", "opinion": " "}, "没有意见的写“无意见”"),
        ({"opinion": "删去第二段。"}, "征求对象"),
        ({"who": "司法所", "opinion": "无意见", "day": "上周"}, "没有看懂"),
        ({"who": "司法所", "opinion": "无意见", "day": "2999-01-01"}, "还没有到"),
        ({"who": "司法所", "opinion": "无意见", "day": "2024-01-01"}, "2025年7月到2026年6月"),
    ],
)
def test_a_row_that_lacks_something_is_shown_again_and_not_kept(town: Town, sign_in: SignIn, typed: dict[str, str], said: str) -> None:
    page = written(at(sign_in(ZHAO), town), **typed)
    assert page.status == 422
    assert page.says(said)
    assert all(page.holds(text) for text in typed.values())
    assert not told(town, "save") or "opinion" not in told(town, "save")[-1]


def test_two_people_in_one_row_are_both_shown_and_the_second_decides(town: Town, sign_in: SignIn) -> None:
    first, second = sign_in(ZHAO), sign_in(WU)
    written(at(first, town), who="法律顾问", opinion="改写标题。")
    mine, theirs = at(first, town), at(second, town)
    key = next(name.split(".")[1] for name in mine.form("保存意见").names if not name.startswith("opinion.n"))
    theirs.press("保存意见", {f"opinion.{key}.opinion": "标题不必改。", "opinion.n1.who": "平安法治办", "opinion.n1.opinion": "无意见"})
    page = mine.press("保存意见", {f"opinion.{key}.opinion": "标题写全称。"})
    assert page.status == 409
    assert page.holds("标题写全称。")
    assert page.says("标题不必改。")
    assert page.holds("平安法治办")
    again = page.press("保存意见")
    assert again.status == 200
    assert again.holds("标题写全称。")
    assert not again.holds("标题不必改。")


def test_a_row_that_somebody_removed_comes_back_as_a_new_one_when_wanted(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    written(at(browser, town), who="法律顾问", opinion="改写标题。")
    mine = at(browser, town)
    key = next(name.split(".")[1] for name in mine.form("保存意见").names if not name.startswith("opinion.n"))
    at(browser, town).press(f"do=remove:{key}")
    page = mine.press("保存意见", {f"opinion.{key}.opinion": "标题写全称。"})
    assert page.status == 409
    assert page.says("已经被别人删除")
    assert page.press("保存意见").holds("标题写全称。")


def test_both_heads_sign_a_joint_paper_and_then_the_report_is_signed_and_registered(town: Town, sign_in: SignIn) -> None:
    head_of_party(town)
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
        reporting.move(connection, town.actor(WU), town.report, Move.approve, "")
    browser = sign_in(ZHAO)
    page = signed(at(browser, town), PARTY, "陈书远")
    assert page.status == 200
    assert page.says(f"还缺：{GOVERNMENT}的签发")
    page = signed(page, GOVERNMENT, "何 川")
    assert page.says("签发已经齐了")
    assert page.says("赵敏")
    page.press("move=sign")
    page = at(browser, town).follow("去登记文号")
    assert page.holds("陈书远、何川")
    assert page.holds("2026年1月8日")
    page = page.press("保存")
    assert not page.says("还没有保存")
    assert page.holds("陈书远、何川")


def test_a_registration_that_differs_from_the_signatures_is_remarked(town: Town, sign_in: SignIn) -> None:
    head_of_party(town)
    browser = sign_in(ZHAO)
    registration = browser.get(f"{town.path()}/registration")
    registration.press("保存", {f"text.{town.section('signers').id}.body": "陈书远、高远"})
    signed(signed(at(browser, town), PARTY, "陈书远"), GOVERNMENT, "何川")
    page = browser.get(f"{town.path()}/registration")
    assert page.says("发文审签里登记的是“陈书远、何川”，和这里不同，请核对。")
    assert page.holds("陈书远、高远")


def test_a_deputy_reviews_and_does_not_sign_unless_a_reason_is_kept(town: Town, sign_in: SignIn) -> None:
    head_of_party(town)
    browser = sign_in(ZHAO)
    page = signed(at(browser, town), GOVERNMENT, "高远")
    assert page.status == 422
    assert page.says("高远是副镇长")
    assert page.says("审核，不是签发")
    assert page.holds("高远")
    page = signed(page, GOVERNMENT, "高远", "县委文件明确其主持镇政府工作")
    assert page.status == 200
    assert page.says("县委文件明确其主持镇政府工作")
    assert page.says("高远是副镇长")
    assert signed(page, "", "高远", part="reviewed").status == 200


def test_a_signature_is_taken_back_and_stays_in_the_history(town: Town, sign_in: SignIn) -> None:
    head_of_party(town)
    browser = sign_in(ZHAO)
    page = signed(at(browser, town), PARTY, "陈书远").press("撤回")
    assert page.says("已撤回")
    assert page.says(f"还缺：{PARTY}")
    assert [each.split(":")[0] for each in told(town, "take_back")] == ["signature"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"signature.part": "", "signature.name": "何川", "signature.day": DAY}, "请选择签字的环节"),
        ({"signature.part": "signed", "signature.name": "何川", "signature.day": DAY}, "请选择代表哪个机关签发"),
        ({"signature.part": "drafted", "signature.name": " ", "signature.day": DAY}, "签字人的姓名"),
        ({"signature.part": "drafted", "signature.name": "林晓", "signature.day": ""}, "请填签字日期"),
        ({"signature.part": "drafted", "signature.name": "长" * 101, "signature.day": DAY}, "100"),
    ],
)
def test_a_signature_that_lacks_something_is_asked_again(town: Town, sign_in: SignIn, typed: dict[str, str], said: str) -> None:
    page = at(sign_in(ZHAO), town).press("登记签字", typed)
    assert page.status == 422
    assert page.says(said)


def test_a_meeting_is_recorded_with_its_scan_which_alone_is_given_out(town: Town, sign_in: SignIn, stranger: Browser) -> None:
    browser = sign_in(ZHAO)
    page = uploaded(at(browser, town), "会议纪要.pdf", PDF)
    assert page.says("党政联席会议")
    link = next(each.get("href", "") for each in page.root.iter("a") if "扫描件" in "".join(each.itertext()))
    answer = browser.fetch(link)
    assert answer.status_code == 200
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert told(town, "download") == [f"file:{link.rpartition('/')[2]}"]
    assert sign_in(ZHOU).get(link).status == 404
    assert stranger.get(link).url.startswith("/sign-in")
    at(browser, town).press("撤回")
    assert browser.get(link).status == 404


def test_a_file_of_another_report_is_not_given_out(town: Town, sign_in: SignIn) -> None:
    assert sign_in(ZHAO).get(f"{town.path()}/files/{'0' * 64}").status == 404
    assert sign_in(ZHAO).get(f"{town.path()}/files/../../etc").status == 404


def _bomb() -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(made(["正文。"], "typed"))) as source, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, source.read(name))
        package.writestr("word/media/large.xml", b"<a>" + b" " * (60 << 20) + b"</a>")
    return whole.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("纪要.pdf", b"MZ\x90\x00" + b"\0" * 200, "不是PDF、图片"),
        ("纪要.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * (11 << 20), "超过10MB"),
        ("纪要.txt", "秘密★1年\n会议纪要".encode(), "密级"),
        ("秘密★1年纪要.pdf", PDF, "密级"),
        ("纪要.html", b"<html><script>alert(1)</script></html>", "不是PDF、图片"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_with_a_sentence(town: Town, sign_in: SignIn, name: str, content: bytes, said: str) -> None:
    page = uploaded(at(sign_in(ZHAO), town), name, content)
    assert page.status == 422
    assert page.says(said)
    assert page.holds("〔2026〕1号")
    with town.database.read() as connection:
        assert connection.execute(select(tables.file.c.digest)).first() is None


def test_a_document_with_a_mark_and_one_that_bursts_are_refused(town: Town, sign_in: SignIn) -> None:
    page = uploaded(at(sign_in(ZHAO), town), "纪要.docx", made(["机密★3年", "会议纪要"], "typed"))
    assert page.status == 422
    assert page.says("密级（机密★）")
    page = uploaded(page, "纪要.docx", _bomb())
    assert page.status == 422
    assert page.says("大得不正常")


def test_the_sheet_to_sign_on_has_its_boxes_and_no_mark_of_secrecy(town: Town, sign_in: SignIn) -> None:
    head_of_party(town)
    browser = sign_in(ZHAO)
    signed(at(browser, town), PARTY, "陈书远")
    blank = words(browser.fetch(f"{town.path()}/signing/draft_sheet.docx").content)
    boxes = ("清溪镇发文稿纸", "签发\n党委书记", "签发\n镇长", "审核", "会签", "核稿", "拟稿")
    heads = (*boxes, "标题", "主送", "抄送", "附件", "公开属性", "印数", "发文字号")
    assert all(head in blank for head in heads)
    assert "密级" not in blank
    assert "陈书远" not in blank
    assert "中共云澜县委、云澜县人民政府" in blank
    assert "党委书记　陈书远\n2026年1月8日" in words(browser.fetch(f"{town.path()}/signing/draft_sheet.docx?filled=1").content)


def test_the_table_of_opinions_counts_and_lists_them(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    assert "由统稿人汇总填写" in words(browser.fetch(f"{town.path()}/signing/opinions.docx").content)
    written(at(browser, town), who="司法所", opinion="补充案件数。", adopted="no", reason="已在第四节写明。")
    printed = words(browser.fetch(f"{town.path()}/signing/opinions.docx").content)
    assert "意见1条：采纳0条，部分采纳0条，未采纳1条。" in printed
    assert "未采纳\n已在第四节写明。" in printed


def test_others_read_and_do_not_record(town: Town, sign_in: SignIn) -> None:
    written(at(sign_in(ZHAO), town), who="司法所", opinion="补充案件数。")
    for login in (LIN, ZHENG):
        page = at(sign_in(login), town)
        assert page.says("补充案件数。")
        assert not [each for each in page.root.iter("button") if "保存意见" in "".join(each.itertext())]
    csrf = next(str(each.get("value")) for each in at(sign_in(ZHAO), town).root.iter("input") if each.get("name") == "csrf")
    assert sign_in(LIN).post(f"{town.path()}/signing/opinions", [("csrf", csrf)]).status == 403
    assert at(sign_in(ZHOU), town).status == 404


def test_a_paper_that_does_not_go_up_needs_one_signature_of_anybody(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    kind = f"text.{town.section('kind').id}.body"
    browser.get(f"{town.path()}/front").press("保存", {kind: "plain"})
    page = signed(at(browser, town), GOVERNMENT, "高远")
    assert page.status == 200
    assert page.says("签发已经齐了")
    assert page.says(f"{PARTY}没有登记签发，本文不上行，不是必须")


def test_the_signatures_of_a_correction_stand_apart_from_those_before(town: Town, sign_in: SignIn) -> None:
    head_of_party(town)
    browser = sign_in(ZHAO)
    signed(at(browser, town), GOVERNMENT, "何川")
    with town.database.write() as connection:
        deliveries.open_round(connection, town.report, Correction.correct, "数字有误", (), town.ids[ZHAO], NOW)
    page = at(browser, town)
    assert page.says("第 1 次更正、重报的签发还没有齐")
    assert page.says("首次：签发 镇长 何川 2026年1月8日")
