"""The end of a season: notice, task sheet, signing, registration, deliveries, extension, archive, and the log that proves a reminder."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from server import clock
from server.actions import importing
from server.actions.allowing import Actor
from server.report.snapshot import load as load_snapshot
from tests.cast import LIN, NAMES, WU, ZHAO
from tests.e2e.desk import Desk
from tests.e2e.town import SAMPLE, Place

pytestmark = pytest.mark.browser


@dataclass
class Season:
    """A report whose days lie ahead, whatever the day is on which this is run."""

    page: Page
    report: str
    year: int

    def open(self, path: str) -> Page:
        """One of its pages."""
        self.page.goto(f"{self.report}{path}")
        return self.page


@pytest.fixture
def season(desk: Desk, own: Place) -> Season:
    year = clock.today().year
    editor = Actor(own.town.ids[LIN], NAMES[LIN], clock.now())
    snapshot = load_snapshot(SAMPLE.read_bytes()).model_copy(update={"year": year})
    with own.town.database.write() as connection:
        number = importing.import_report(connection, own.town.library, editor, own.town.unit, snapshot)
    return Season(desk.window(own.server.address, own.token(ZHAO)), f"{own.server.address}/reports/{number}", year)


def test_from_the_notice_to_the_archive_and_the_proof_of_a_reminder(desk: Desk, own: Place, season: Season) -> None:
    noticed(season)
    shared_out(season)
    moved(season, "送审")
    approver = Season(desk.window(own.server.address, own.token(WU)), season.report, season.year)
    approver.open("/read").get_by_role("button", name="审定", exact=True).click()
    signed(season, clock.today())
    registered(season, clock.today())
    handed_in(season, clock.today())
    extended(season)
    reminded(own, season)
    put_away(season)


def noticed(season: Season) -> None:
    """The notice binds: its day comes before the local practice of the end of January, and what moved is told."""
    page = season.open("/notice")
    page.get_by_label("通知标题").fill("关于做好年度报告工作的通知")
    page.get_by_label("文号（选填）").fill(f"云法办〔{season.year}〕18号")
    page.get_by_label("初稿报送日期").fill("12月25日")
    page.get_by_label("正式稿报送日期").fill("1月12日")
    page.get_by_label("字数上限").fill("9000")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".govuk-notification-banner--success")).to_contain_text("1月12日")


def shared_out(season: Season) -> None:
    """The task sheet names the notice and every section."""
    page = season.open("/notice")
    with page.expect_download() as download:
        page.get_by_role("link", name="任务分解表").first.click()
    paper = Document(str(download.value.path()))
    said = "\n".join(
        [*(each.text for each in paper.paragraphs), *(cell.text for table in paper.tables for row in table.rows for cell in row.cells)]
    )
    assert f"云法办〔{season.year}〕18号" in said
    assert "严格规范公正文明执法" in said


def moved(season: Season, move: str) -> None:
    """One move of the report, from its own page."""
    page = season.open("")
    page.get_by_role("button", name=move, exact=True).click()
    expect(page.get_by_role("button", name=move, exact=True)).to_have_count(0)


def signed(season: Season, today: date) -> None:
    """What was decided and signed on paper is recorded; then the report is signed."""
    page, day = season.open("/signing"), f"{today.year}年{today.month}月{today.day}日"
    page.get_by_text("登记一次会议").click()
    page.locator("#meeting-kind").select_option("党政联席会议")
    page.locator("#meeting-day").fill(day)
    page.locator("#meeting-minutes").fill("〔2〕号纪要")
    page.get_by_role("button", name="登记会议").click()
    expect(page.locator(".govuk-notification-banner--success")).to_contain_text("已保存")
    for post, name in (("党委书记", "吴江"), ("镇长", "何川")):
        if not page.locator("#standing").get_by_text("还没有齐").count():
            break
        page.get_by_text("登记一个签字").click()
        page.locator("#signature-part").select_option("signed")
        page.locator("#signature-name").fill(name)
        page.locator("#signature-post").fill(post)
        page.locator("#signature-day").fill(day)
        page.locator("#signature-note").fill("按分工签发")
        issuers = page.locator("#signature-issuer")
        if issuers.count():
            issuers.select_option(index=1 if post == "党委书记" else 2)
        page.get_by_role("button", name="登记签字").click()
    expect(page.locator("#standing")).to_contain_text("已经齐了")
    page.get_by_role("button", name="登记签发").click()


def registered(season: Season, today: date) -> None:
    """Number and date come after signing; the paper that left is kept."""
    page = season.open("/registration")
    expect(page.get_by_label("签发人")).to_have_value("吴江、何川")
    page.get_by_label("发文字号").fill(f"清政〔{today.year}〕18号")
    page.get_by_label("成文日期").fill(f"{today.year}年{today.month}月{today.day}日")
    page.get_by_role("button", name="保存并去下载").click()
    with page.expect_download():
        page.locator("#paper-full button").click()


def handed_in(season: Season, today: date) -> None:
    """Each recipient's row is closed with its evidence; steps whose fact is known are done by it."""
    page = season.open("/checklist")
    for row in ("report-higher_party", "copy-higher_oversight"):
        ticked(page, row, "OA〔7〕号")
        expect(page.locator(f"#row-{row}")).to_contain_text(f"清政〔{today.year}〕18号")


def extended(season: Season) -> None:
    """An extension moves what will be reminded of."""
    page = season.open("/reminders")
    before = page.get_by_role("row", name="人民政府").inner_text()
    page = season.open("/checklist/0/report-higher_government")
    page.get_by_label("延到哪一天").fill(f"{season.year + 1}年2月24日")
    page.get_by_label("同意延期的单位和人").fill("县司法局 钱")
    page.locator("form[action$=extension]").get_by_label("理由").fill("等县里会议")
    page.get_by_role("button", name="登记延期").click()
    page = season.open("/reminders")
    after = page.get_by_role("row", name="人民政府").inner_text()
    assert "2月24日" in after != before


def reminded(own: Place, season: Season) -> None:
    """The day's reminder goes out by the command, and the log of that day proves it."""
    page = season.open("/reminders")
    said = page.get_by_role("row", name="人民政府").inner_text()
    day = date(*map(int, re.findall(r"(\d+)年(\d+)月(\d+)日", said)[-1]))
    told = own.server.run("remind", "--today", day.isoformat())
    assert day.isoformat() in told or f"{day.month}月{day.day}日" in told
    page = season.open(f"/reminders?day={day.isoformat()}")
    row = page.locator("tr[id^=reminder-]")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(NAMES[ZHAO])
    expect(row).to_contain_text("2月24日")
    page.goto(f"{own.server.address}/inbox")
    expect(page.locator("main")).to_contain_text("清溪镇")


def put_away(season: Season) -> None:
    """Delivered, published, archived: the rows say so, and nothing is reminded of any more."""
    page = season.open("/checklist")
    for row in ("report-higher_government", "deliberate-own_party"):
        ticked(page, row, "〔2〕号")
    ticked(page, "publish-public", "https://www.example.gov.cn/report/1")
    expect(page.locator("main")).to_contain_text("已公开")
    ticked(page, "secrecy_review", "已审")
    ticked(page, "archive", "档案室")
    for stage in ("已报送", "已公开", "已归档"):
        expect(page.locator("#checklist .govuk-tag", has_text=stage)).to_be_visible()
    expect(season.open("/reminders").locator("main")).to_contain_text("没有要提醒的事项")


def ticked(page: Page, row: str, proof: str) -> None:
    """Mark a row as done with what proves it."""
    line = page.locator(f"#row-{row}")
    line.locator("input.govuk-input").first.fill(proof)
    line.get_by_role("button", name="标记完成").click()
    expect(line).to_contain_text(proof)
