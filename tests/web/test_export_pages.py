"""成文下载: the list of papers, the files, the zip, the number, what has left; the page for a website; the papers of a county."""

import json
import zipfile
from io import BytesIO

import pytest
from docx import Document

from server.actions import clearing, importing
from server.actions.exporting import Left, record_export
from server.actions.saving import Field, save_fields
from server.report.papers.kinds import Form
from server.report.snapshot import Registration, load
from server.settings import ROOT
from server.storage import reports
from tests.cast import LIN, QIAN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn

SAMPLE = ROOT / "data" / "samples" / "township.json"
NUMBER = "清政〔2026〕3号"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MADE = [form.value for form in Form if form is not Form.changes]


def _export(town: Town, browser: Browser, query: str = "") -> Page:
    return browser.get(f"{town.path()}/export{query}")


def _written(town: Town, key: str, body: str) -> None:
    """Somebody writes a text of the report."""
    with town.database.write() as connection:
        standing = town.standing(connection, ZHAO)
        base = 1 if town.text(key) else 0
        save_fields(connection, town.library, town.actor(ZHAO), standing, [Field("text", str(town.section(key).id), {"body": body}, base)])


def _sample(town: Town) -> str:
    """The address of the sample, as the report of the other town."""
    with town.database.write() as connection:
        sample = load(SAMPLE.read_bytes())
        return f"/reports/{importing.import_report(connection, town.library, town.actor(ZHOU), town.other, sample)}"


def _lines(content: bytes) -> str:
    return "\n".join(each.text for each in Document(BytesIO(content)).paragraphs)


def _row(page: Page, form: str) -> str:
    return " ".join("".join(page.by_id(f"paper-{form}").itertext()).split())


def test_every_form_is_listed_with_what_it_is_for(town: Town, sign_in: SignIn) -> None:
    page = _export(town, sign_in(LIN))
    rows = {form.value: _row(page, form.value) for form in Form}
    assert rows["oa"].startswith("OA正文版 只有标题和正文，没有红头、版记和页码，导入OA套用OA自己的模板")
    assert "还没有导出过文稿" in rows["changes"]
    assert all("下载" in row or "打开" in row for row in rows.values())


@pytest.mark.parametrize(("layout", "forms"), [("gb9704_a", MADE), ("gb9704_b", ["full", "figures", "web"])])
def test_every_form_can_be_downloaded_in_both_layouts(town: Town, sign_in: SignIn, layout: str, forms: list[str]) -> None:
    report, browser = _sample(town), sign_in(ZHOU)
    for form in forms:
        answer = browser.fetch(f"{report}/papers/{form}?layout={layout}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
        assert answer.headers["content-type"] == ("text/html; charset=utf-8" if form == "web" else DOCX)
        assert form == "web" or _lines(answer.content)


@pytest.mark.parametrize("path", ["papers/nothing", "papers/json", "papers/full?layout=mine", "papers/full?base=7", "papers.zip?layout=x"])
def test_a_form_layout_or_text_that_is_none_is_not_found(town: Town, sign_in: SignIn, path: str) -> None:
    assert sign_in(LIN).get(f"{town.path()}/{path}").status == 404


@pytest.mark.parametrize("path", ["papers/full", "papers.zip", "web", "documents/1/manifest.json", "export"])
def test_papers_of_another_unit_are_not_there_and_who_is_not_signed_in_is_asked_to(
    town: Town, sign_in: SignIn, stranger: Browser, path: str
) -> None:
    _written(town, "problems", "执法力量不足。")
    assert sign_in(LIN).fetch(f"{town.path()}/papers/full").status_code == 200
    assert sign_in(LIN).fetch(f"{town.path()}/{path}").status_code == 200
    assert sign_in(ZHOU).get(f"{town.path()}/{path}").status == 404
    assert stranger.fetch(f"{town.path()}/{path}").status_code == 303


def test_what_left_is_listed_with_its_manifest(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    content = browser.fetch(f"{town.path()}/papers/review").content
    page = _export(town, browser)
    assert page.says("送审稿")
    assert page.says("林晓")
    assert page.says("还没有导出过") is False
    manifest = browser.fetch(f"{town.path()}/documents/1/manifest.json")
    told = json.loads(manifest.content)
    assert (told["form"], told["bytes"], told["algorithm"]) == ("review", len(content), "sha256")
    assert page.says(told["file"][:12])
    assert browser.get(f"{town.path()}/documents/2/manifest.json").status == 404


def test_changes_are_shown_against_a_text_that_left_before(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    _written(town, "problems", "执法力量不足。")
    browser.fetch(f"{town.path()}/papers/review")
    assert "导出过的文稿和现在的内容一样" in _row(_export(town, browser), "changes")
    assert browser.fetch(f"{town.path()}/papers/changes").status_code == 422
    _written(town, "problems", "执法力量仍然不足。")
    page = _export(town, browser)
    (base,) = page.by_id("base").iter("option")
    assert "送审稿 林晓" in (base.text or "")
    answer = browser.fetch(f"{town.path()}/papers/changes?base={base.get('value')}")
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert "w:ins " in archive.read("word/document.xml").decode()


def test_all_papers_come_in_one_file_with_a_list_the_same_each_time(town: Town, sign_in: SignIn) -> None:
    report, browser = _sample(town), sign_in(ZHOU)
    answer = browser.fetch(f"{report}/papers.zip")
    assert browser.fetch(f"{report}/papers.zip").content == answer.content
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        names = archive.namelist()
        told = archive.read("说明.txt").decode("utf-8-sig")
        manifests = json.loads(archive.read("manifest.json"))["files"]
    assert len(names) == len(set(names)) == 11
    assert names[-2:] == ["说明.txt", "manifest.json"]
    assert {each["name"] for each in manifests} == set(names[:-2])
    assert "花脸稿：请先选定" in told
    assert all(name in told for name in names[:-2])


def test_a_zip_is_recorded_paper_by_paper(town: Town, sign_in: SignIn) -> None:
    report, browser = _sample(town), sign_in(ZHOU)
    browser.fetch(f"{report}/papers.zip")
    with town.database.write() as connection:
        stored = reports.report(connection, int(report.rpartition("/")[2]))
        assert stored
        for at in range(18):
            left = Left("json", f"{at}.json", b"{}")
            record_export(connection, town.actor(ZHOU), stored, load(SAMPLE.read_bytes()), left, "sha256")
    page = browser.get(f"{report}/export")
    assert len(list(page.by_id("exported").iter("tr"))) == 21
    assert len(list(page.follow("列出全部 27 份").by_id("exported").iter("tr"))) == 28


def _registered(town: Town, browser: Browser, number: str = NUMBER) -> None:
    typed = {f"text.{town.section(key).id}.body": text for key, text in {"number": number, "signers": "何川、林晓"}.items()}
    browser.get(f"{town.path()}/registration").press("保存", typed)


def test_one_number_stands_on_one_text(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _registered(town, browser)
    assert NUMBER in "".join(_lines(browser.fetch(f"{town.path()}/papers/full").content).split())
    _written(town, "problems", "执法力量不足。")
    page = _export(town, browser)
    assert page.says("文号不会印在文稿上")
    assert page.says("已用在")
    assert browser.get(f"{town.path()}/registration").says("一个文号只对应一个文本")
    assert NUMBER not in "".join(_lines(browser.fetch(f"{town.path()}/papers/full").content).split())


def test_a_file_that_never_went_out_gives_its_number_back(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _registered(town, browser)
    browser.fetch(f"{town.path()}/papers/full")
    _written(town, "problems", "执法力量不足。")
    page = _export(town, browser).press("没有发出，作废")
    assert page.says("那一份不再占用文号")
    assert page.says("已作废")
    assert NUMBER in "".join(_lines(browser.fetch(f"{town.path()}/papers/full").content).split())


def test_only_who_registers_is_offered_to_cancel_and_may(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _registered(town, browser)
    browser.fetch(f"{town.path()}/papers/full")
    assert _export(town, sign_in(WU)).form("没有发出，作废")
    page = _export(town, sign_in(LIN))
    assert not page.says("没有发出，作废")
    token = dict(page.form("退出").pairs())["csrf"]
    assert page.browser.post(f"{town.path()}/documents/1", [("csrf", token)]).status == 403
    assert sign_in(LIN).post(f"{town.path()}/documents/1", [("csrf", "x")]).status == 403


def test_registration_that_cannot_be_printed_is_said_before_the_download(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _registered(town, browser, "清政3号")
    page = _export(town, browser)
    assert page.says("签发登记要改")
    assert page.follow("去签发登记").heading == "签发登记"


def test_a_letter_to_a_superior_cannot_be_downloaded_and_says_why(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    _written(town, "kind", "letter")
    assert "现在不能生成：函不能用于上行" in _row(_export(town, browser), "full")
    answer = browser.get(f"{town.path()}/papers/full")
    assert answer.status == 422
    assert answer.says("函不能用于上行")
    assert browser.fetch(f"{town.path()}/papers/oa").status_code == 200


def test_figures_that_differ_let_nothing_leave_and_are_named_on_the_page(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _written(town, "disputes", "镇长何川接待来访群众12人次。")
    with town.database.write() as connection:
        report = reports.report(connection, town.report)
        assert report is not None
        (place,) = [each for each in clearing.cleared(connection, town.library, report).sentences if "何川" in each.sentence]
        choice = clearing.Choice(place.key, "internal", "镇领导接待来访群众13人次。")
        clearing.decide(connection, town.library, town.actor(ZHAO), town.report, [choice])
    page = _export(town, browser)
    assert page.says("几种文稿里的数字不一致，现在不能导出")
    assert page.says("13人次")
    for path in ("papers/full", "papers.zip"):
        assert browser.get(f"{town.path()}/{path}").status == 422


def test_nothing_for_the_public_while_a_place_waits(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    _written(town, "disputes", "镇长何川接待来访群众12人次。")
    page = _export(town, browser)
    assert "还有 1 处待定" in _row(page, "public")
    assert "不能下载" in _row(page, "web")
    web = browser.get(f"{town.path()}/web")
    assert (web.status, web.heading) == (200, "网站版")
    assert web.says("现在不能生成网站版")
    assert web.follow("去公开审查").status == 200


def test_the_page_for_a_website_has_what_was_typed_and_no_styles(town: Town, sign_in: SignIn) -> None:
    report, browser = _sample(town), sign_in(ZHOU)
    page = browser.get(f"{report}/web?index_number=0123%2F2027-001&published=2027%E5%B9%B43%E6%9C%8820%E6%97%A5")
    assert page.says("0123/2027-001")
    assert page.holds("<h2>一、主要举措和成效</h2>")
    html = browser.fetch(f"{report}/papers/web?index_number=%3Cb%3E0123&published=2027%E5%B9%B43%E6%9C%8820%E6%97%A5").content.decode()
    assert "<dt>索引号</dt><dd>&lt;b&gt;0123</dd>" in html
    assert "<dt>发布日期</dt><dd>2027年3月20日</dd>" in html
    assert html.count("<h1>") == 1
    assert "style" not in html
    assert "class=" not in html


def test_who_oversees_the_county_takes_all_reports_of_a_year(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHENG)
    page = browser.get("/").follow("下级单位的成文")
    page = browser.get(f"{page.url}?year=2025")
    assert page.heading == "云澜县下级单位2025年度成文"
    assert page.says("2 个单位中 1 个有 2025 年度报告")
    assert page.says("白石镇 还没有报告")
    answer = browser.fetch(f"/units/{town.county}/papers.zip?year=2025&form=oa&layout=gb9704_b")
    assert answer.headers["content-type"] == "application/zip"
    assert int(answer.headers["content-length"]) == len(answer.content)
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        names, told = archive.namelist(), archive.read("说明.txt").decode("utf-8-sig")
    assert (len(names), names[0][:5]) == (2, "01清溪镇")
    assert "共 2 个单位，本包里有 1 个。" in told
    assert "二、还没有报告的\n1.白石镇" in told


@pytest.mark.parametrize("query", ["form=changes", "form=x", "layout=x", "year=x", "year=99999999999"])
def test_a_form_layout_or_year_that_is_none_is_not_found_for_a_county(town: Town, sign_in: SignIn, query: str) -> None:
    assert sign_in(ZHENG).get(f"/units/{town.county}/papers.zip?{query}").status == 404


@pytest.mark.parametrize("path", ["papers", "papers.zip"])
def test_nobody_else_sees_the_papers_below(town: Town, sign_in: SignIn, stranger: Browser, path: str) -> None:
    assert sign_in(LIN).get(f"/units/{town.county}/{path}").status == 404
    assert sign_in(LIN).get(f"/units/{town.unit}/{path}").status == 403
    assert sign_in(QIAN).get(f"/units/{town.unit}/{path}").status == 403
    assert sign_in(ZHENG).get(f"/units/999/{path}").status == 404
    assert stranger.fetch(f"/units/{town.county}/{path}").status_code == 303
    assert not sign_in(LIN).get("/").says("下级单位的成文")


def test_what_was_registered_when_it_left_stays_in_its_snapshot(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _registered(town, browser)
    browser.fetch(f"{town.path()}/papers/full")
    with town.database.read() as connection:
        content = connection.exec_driver_sql("SELECT content FROM snapshot").scalar_one()
    assert load(content).registration == Registration(number=NUMBER, signers="何川、林晓")
