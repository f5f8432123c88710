"""The whole way without JavaScript: from an empty folder to the Word report and its checklist."""

from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as WordDocument
from fastapi import FastAPI

from server.report.snapshot import load
from tests.web.browser import Browser, Page

FIRST = {
    "name": "孙可",
    "login": "sun",
    "password": "清溪河水清又清清",
    "again": "清溪河水清又清清",
    "kind": "town",
    "short_name": "清溪镇",
    "parent_name": "云澜县",
}
FIGURES = {
    "entry.dis.center_received.raw": "513",
    "entry.dis.center_resolved.raw": "473",
    "entry.dis.found.raw": "0",
    "entry.dis.screenings.raw": "不适用",
}
PROBLEMS = [("执法力量不足", "编制少、任务重"), ("普法形式单一", "创新不够")]
OWN_TEXT = """强化组织领导。镇党委书记、镇长带头履职。
1.坚持集中学法。全年学法12次。
2.坚持依法决策。一是公开征求意见。二是合法性审查。
事项\t件数
审查\t12"""


@pytest.fixture
def home(fresh: FastAPI) -> Page:
    """The report page after the first run and the opening of a report."""
    start = Browser(fresh).get("/").press("建立并进入", FIRST)
    return start.form("开始填报").press("开始填报")


def _docx(browser: Browser, path: str) -> WordDocument:
    answer = browser.fetch(path)
    assert answer.status_code == 200
    return Document(BytesIO(answer.content))


def _lines(document: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]


def _filled(home: Page) -> Page:
    """The report page after everything was filled in, drafted and done, as a clerk would."""
    home.follow("依法有效化解社会矛盾纠纷").press("起草本节", FIGURES)
    problems = home.follow("存在的不足和原因")
    for title, cause in PROBLEMS:
        problems = problems.press("加一条问题和原因")
        item = max(int(name.split(".")[1]) for name in problems.form("保存").names if name.startswith("item."))
        problems = problems.press("保存", {f"item.{item}.title": title, f"item.{item}.body": cause})
    problems.press("起草本节")
    text = home.follow("加强法治政府建设组织领导")
    name = next(each for each in text.form("保存").names if each.startswith("text."))
    text.press("本节已完成", {name: OWN_TEXT})
    return home.browser.get(home.url).press("起草全部章节")


def test_a_newcomer_reaches_report_and_checklist(home: Page) -> None:
    done = _filled(home)
    assert done.says("起草完成")
    export = done.follow("成文下载")
    assert export.says("正式文稿")
    lines = _lines(_docx(home.browser, f"{home.url}/papers/oa"))
    assert lines[0].replace("\n", "").startswith("中共云澜县清溪镇委员会")
    assert "法治政府建设情况的报告" in lines[0].replace("\n", "")
    chapters = [line for line in lines if line[1:2] == "、" and line[0] in "一二三四五六七八九"]
    assert [line[0] for line in chapters] == list("一二三四五六七八九"[: len(chapters)])
    assert [chapters.index(line) for line in chapters if "主要举措和成效" in line or "存在的不足" in line] == [0, 1]
    whole = "\n".join(lines)
    places = [
        whole.index(words)
        for words in (
            "主要举措和成效",
            "组织领导",
            "坚持集中学法。",
            "坚持依法决策。",
            "513件",
            "92.2%",
            "执法力量不足",
            "普法形式单一",
            "特此报告。",
            "云澜县清溪镇人民政府",
            "年",
        )
    ]
    assert places[:-2] == sorted(places[:-2])
    assert "{" not in whole


def test_headings_are_numbered_in_order_and_run_into_their_text(home: Page) -> None:
    _filled(home)
    document = _docx(home.browser, f"{home.url}/papers/oa")
    lines = _lines(document)
    sections = [line for line in lines if line.startswith("（") and line[1] in "一二三四五六七八九"]
    assert sections
    assert next(line for line in lines if "坚持集中学法" in line).startswith("1.坚持集中学法。全年学法12次。")
    assert next(line for line in lines if "坚持依法决策" in line).startswith("2.坚持依法决策。一是公开征求意见。")
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["事项", "件数"], ["审查", "12"]]


def test_the_front_can_be_changed_and_is_printed_as_changed(home: Page) -> None:
    front = home.follow("标题和版式")
    names = [name for name in front.form("保存").names if name.startswith("text.")]
    title, recipients = names[:2]
    front.press("保存并返回", {title: "清溪镇2025年法治政府建设报告", recipients: "县委、县政府："})
    _filled(home)
    assert _lines(_docx(home.browser, f"{home.url}/papers/oa"))[:2] == ["清溪镇2025年法治政府建设报告", "县委、县政府："]


def test_what_has_no_text_is_said_before_the_download_and_left_out(home: Page) -> None:
    export = home.follow("成文下载")
    assert export.says("有章节没有正文，不会印出")
    lines = _lines(_docx(home.browser, f"{home.url}/papers/oa"))
    assert not [line for line in lines if "主要举措" in line]


def test_the_checklist_is_ticked_and_printed(home: Page) -> None:
    checklist = home.follow("报送清单")
    for words in ("中共云澜县委", "云澜县人民政府", "人民代表大会主席团", "社会公众", "1月31日"):
        assert checklist.says(words)
    page = checklist.press("do=tick:report-higher_party", {"note.report-higher_party": "县委办收文3号"})
    assert page.says("县委办收文3号")
    assert page.says("孙可")
    document = _docx(home.browser, f"{home.url}/checklist.docx")
    deliveries, steps = document.tables
    assert [cell.text for cell in deliveries.rows[0].cells][:3] == ["对象", "方式", "最迟日期"] or len(deliveries.rows) > 3
    cells = [cell.text for row in deliveries.rows for cell in row.cells]
    assert any("县委办收文3号" in cell and "孙可" in cell for cell in cells)
    assert any("年1月" in cell for cell in cells)
    assert len(steps.rows) > 5
    back = page.press("do=clear:report-higher_party")
    assert not back.says("县委办收文3号")


def test_the_outline_is_arranged_without_script(home: Page) -> None:
    page = home.follow("章节")
    form = page.form("保存安排")
    heading = next(name for name in form.names if name.startswith("heading."))
    page = form.type({heading: "主要做法"}).press("保存安排")
    assert page.says("章节安排已保存")
    assert page.holds("主要做法")
    page = page.press("增加", {"new_heading": "数字法治", "new_parent": "achievements"})
    assert page.holds("数字法治")
    first = page.form("保存安排").chosen
    shown = [pair[1] for pair in page.form("保存安排").pairs() if pair[0] == "shown"]
    off = page.form("保存安排").tick("shown", *shown[1:]).press("保存安排")
    assert [pair[1] for pair in off.form("保存安排").pairs() if pair[0] == "shown"] == shown[1:]
    assert first == {}
    sections = [value for name, value in off.form("保存安排").pairs() if name == "section"]
    moved = off.press(f"do=down:{sections[1]}")
    after = [value for name, value in moved.form("保存安排").pairs() if name == "section"]
    assert after.index(sections[1]) == 2
    assert sorted(after) == sorted(sections)


def test_what_is_exported_as_data_makes_the_same_document_again(home: Page) -> None:
    _filled(home)
    content = home.browser.fetch(f"{home.url}/report.json").content
    snapshot = load(content)
    assert [(each.indicator, each.raw) for each in snapshot.entries] == sorted(
        (name.removeprefix("entry.").removesuffix(".raw"), raw) for name, raw in FIGURES.items()
    )
    assert home.browser.fetch(f"{home.url}/report.json").content == content
    assert home.browser.fetch(f"{home.url}/papers/oa").content == home.browser.fetch(f"{home.url}/papers/oa").content


def test_a_colleague_is_invited_fills_in_and_the_report_goes_its_way(home: Page, fresh: FastAPI) -> None:
    people = home.browser.get("/").follow("人员和邀请")
    made = people.form("生成邀请链接").type({"name": "李可"}).tick("role", "contributor").press("生成邀请链接")
    assert made.says("邀请链接已生成")
    link = made.by_id("link").get("value", "")
    colleague = (
        Browser(fresh).get(link).press("加入", {"name": "李可", "login": "li", "password": "另一个密码呀呀呀", "again": "另一个密码呀呀呀"})
    )
    assert colleague.says("云澜县清溪镇人民政府")
    report = colleague.follow("年度法治政府建设年度报告")
    assert not report.says("报告状态")
    held = home.browser.get(home.url).press("送审").form("按上面的理由放行并送审")
    moved = held.type(dict.fromkeys(held.names, "今年先按这一稿送审")).press("按上面的理由放行并送审")
    assert moved.says("送审；")
    read = moved.follow("审阅：审定或退回")
    assert read.press("退回修改", {"words.0": " "}).status == 422
    assert read.press("退回修改", {"words.0": "再核数字"}).says("已退回")
    back = home.browser.get(home.url)
    assert back.says("退回；")
    assert back.says("再核数字")
    assert back.press("送审").follow("审阅：审定或退回").press("审定").says("已审定")
    assert home.browser.get(home.url).press("登记签发").says("已签发；")
