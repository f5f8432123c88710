"""What a newcomer does, from the first page to the papers in hand, whoever's hand it is and with or without JavaScript."""

import re
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from playwright.sync_api import Locator, Page, expect

from tests.e2e.hands import Hand

DISPUTES = "依法有效化解社会矛盾纠纷"
PUBLICITY = "深入开展法治宣传教育"
OPENNESS = "全面推进政务公开"
TABLE = "项目\t受理\t办结\n信访\t513\t473\n调解\t12\t12"


@dataclass(frozen=True)
class Papers:
    """What was downloaded: the text as OA takes it, the whole paper, the checklist, the data."""

    report: Docx
    report_bytes: bytes
    checklist: Docx
    snapshot: bytes


@dataclass
class Newcomer:
    """One person at one window. `live` says that JavaScript runs."""

    hand: Hand
    address: str
    live: bool

    @property
    def page(self) -> Page:
        return self.hand.page

    def whole_journey(self) -> Papers:
        """Every step in order."""
        self.first_run()
        self.open_report()
        self.disputes()
        self.publicity()
        self.problems()
        self.draft_all()
        self.arrange()
        self.front()
        papers = self.download()
        self.tick()
        return papers

    def first_run(self) -> None:
        self.page.goto(self.address)
        expect(self.page.get_by_role("heading", level=1)).to_have_text("开始使用呈报")
        for label, text in (("姓名", "林晓"), ("登录名", "lin"), ("密码", "qingxi-2026"), ("再输入一次密码", "qingxi-2026")):
            self.hand.write(self.field(label), text)
        self.hand.press(self.button("建立并进入"))
        expect(self.page).to_have_title("错误：开始使用 - 呈报")
        self.hand.write(self.field("密码"), "qingxi-2026")
        self.hand.write(self.field("再输入一次密码"), "qingxi-2026")
        self.hand.choose(self.page.get_by_label("单位类型"), "town")
        self.hand.write(self.field("单位简称"), "清溪镇")
        self.hand.write(self.field("上级地名"), "云澜县")
        self.hand.press(self.button("建立并进入"))
        expect(self.page.get_by_role("heading", level=2, name="云澜县清溪镇人民政府")).to_be_visible()

    def open_report(self) -> None:
        self.hand.press(self.page.get_by_role("button", name="开始填报"))
        expect(self.page.locator(".cb-task__link")).to_have_count(13)

    def disputes(self) -> None:
        """Figures as people type them, a measure, a draft, another wording, and a hand on the text."""
        self.go_to(DISPUTES)
        answers = {
            "信访受理": "５１３",
            "信访办结": "473 件",
            "排查发现矛盾纠纷": "1,200",
            "调解受理": "12 件",
            "调解成功": "十二",
            "综治中心受理": "二十来件",
            "作为被申请人的行政复议案件": "不适用",
            "行政诉讼新收": "0",
        }
        for label, typed in answers.items():
            self.hand.write(self.field(label), typed)
        self.hand.write(self.field("信访受理的上年数"), "480")
        self.source("信访受理", "11月底")
        self.save()
        expect(self.page.locator("#rate-dis-petition_rate")).to_have_text("92.2%")
        expect(self.page.locator("#growth-dis-petition_received")).to_have_text("+6.9%")
        expect(self.page.locator("#filled-count")).to_have_text("7/12")
        expect(self.page.locator("#dis-center_received-message")).to_contain_text("“综治中心受理”填的是“二十来件”，没有看懂，已原样保留")
        expect(self.field("综治中心受理")).to_have_value("二十来件")
        self.item(1, "加一条工作措施", "措施标题", "坚持源头化解", "具体做法和成效", "建立镇村两级台账，一般纠纷当月清零。")
        self.item(2, "加一条工作措施", "措施标题", "畅通调解渠道", "具体做法和成效", "每个村（社区）设调解室。")
        self.draft_section(DISPUTES)
        text = self.field("正文内容")
        expect(text).to_have_value(having("受理信访事项513件", "1.坚持源头化解。建立镇村两级台账"))
        self.reword()
        self.hand.write(text, f"{text.input_value()}\n各类事项办理情况如下：\n{TABLE}")
        self.save()

    def publicity(self) -> None:
        self.go_to(PUBLICITY)
        for label, typed in (("法治宣传活动", "３０场"), ("发放法治宣传资料", "近8万"), ("受教育群众", "3000余"), ("法律明白人", "86")):
            self.hand.write(self.field(label), typed)
        self.item(1, "加一条工作措施", "措施标题", "开展宪法宣传周", "具体做法和成效", "进机关、进校园、进村居。")
        self.draft_section(PUBLICITY)
        expect(self.field("正文内容")).to_have_value(having("近8万份"))

    def problems(self) -> None:
        self.go_to("存在的不足和原因")
        self.item(1, "加一条问题和原因", "问题", "执法力量不足", "原因", "编制少、任务重。")
        self.hand.press(self.button("本节已完成"))
        expect(self.page.get_by_role("heading", level=1)).to_have_text("党政主要负责人履行推进法治建设第一责任人职责情况")

    def draft_all(self) -> None:
        self.hand.press(self.page.get_by_role("link", name="返回填报清单"))
        self.hand.press(self.button("起草全部章节"))
        expect(self.page.locator(".govuk-notification-banner--success")).to_contain_text("节写好正文")
        expect(self.page.locator(".cb-task", has_text="存在的不足和原因")).to_contain_text("完成后又有修改")

    def arrange(self) -> None:
        """Off, renamed, added, moved; the new section is written."""
        self.hand.press(self.tab("章节"))
        self.hand.tick(self.page.get_by_label(f"启用{OPENNESS}"))
        heading = self.page.get_by_role("group", name=DISPUTES).get_by_label("标题")
        self.hand.write(heading, "依法化解矛盾纠纷")
        self.hand.press(self.button("保存安排"))
        expect(self.page.get_by_role("group", name="依法化解矛盾纠纷")).to_be_visible()
        self.hand.write(self.page.locator("#new_heading"), "建设平安清溪")
        self.hand.choose(self.page.get_by_label("位置"), "achievements")
        self.hand.press(self.page.get_by_role("button", name="增加", exact=True))
        for _ in range(3):
            self.hand.press(self.page.get_by_role("group", name="建设平安清溪").get_by_role("button", name="上移"))
        self.hand.press(self.tab("填报"))
        expect(self.page.get_by_role("link", name=OPENNESS)).to_have_count(0)
        self.go_to("建设平安清溪")
        self.hand.write(self.field("正文内容"), "全年未发生重大案（事）件。\n1.加强巡防。村村有巡防队。")
        self.save()

    def front(self) -> None:
        self.hand.press(self.tab("标题和版式"))
        expect(self.field("主送机关")).to_have_value("中共云澜县委、云澜县人民政府：")
        self.hand.write(self.field("结尾"), "特此报告，请审阅。")
        self.save()
        self.hand.press(self.button("保存并返回"))

    def download(self) -> Papers:
        self.hand.press(self.tab("成文下载"))
        text = self.hand.fetch(self.page.locator("#paper-oa button"))
        report = self.hand.fetch(self.page.locator("#paper-full button"))
        checklist = self.hand.fetch(self.page.get_by_role("button", name="报送清单"))
        snapshot = self.hand.fetch(self.page.get_by_role("button", name="导出数据（REPORT.json）"))
        return Papers(Document(BytesIO(text)), report, Document(BytesIO(checklist)), snapshot)

    def tick(self) -> None:
        self.hand.press(self.tab("报送清单"))
        row = self.page.get_by_role("row", name="云澜县人民政府 报送")
        self.hand.write(row.get_by_role("textbox").first, "机要件签收单")
        self.hand.open(row.get_by_role("button", name="标记完成"))
        expect(row).to_contain_text("机要件签收单")
        expect(row).to_contain_text("林晓")

    # ---- Parts of steps ----

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True).filter(visible=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def tab(self, name: str) -> Locator:
        return self.page.get_by_label("报告", exact=True).get_by_role("link", name=name, exact=True)

    def go_to(self, heading: str) -> None:
        """A section, from wherever in the report."""
        if not self.page.locator(".cb-task__link").count():
            self.hand.press(self.tab("填报"))
        self.hand.press(self.page.locator(".cb-task__link", has_text=heading))
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def source(self, figure: str, day: str) -> None:
        """Say up to when a figure counts."""
        row = self.page.locator(".cb-figure", has=self.field(figure))
        self.hand.open(row.locator("summary"))
        self.hand.write(row.get_by_label("统计截止日"), day)

    def item(self, at: int, button: str, label: str, title: str, other_label: str, body: str) -> None:
        """One item more, with its two parts."""
        self.hand.press(self.button(button))
        place = self.page.locator(".cb-item").nth(at - 1)
        self.hand.write(place.get_by_label(label, exact=True), title)
        self.hand.write(place.get_by_label(other_label, exact=True), body)

    def draft_section(self, heading: str) -> None:
        self.hand.press(self.button("起草本节"))
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(self.field("正文内容")).not_to_have_value("")

    def reword(self) -> None:
        """Choose another wording of a sentence; it takes the place of the first, which nobody has touched."""
        before = self.field("正文内容").input_value()
        self.hand.press(self.page.get_by_role("link", name="换一种说法"))
        other = self.page.locator(".cb-wordings").first.get_by_role("radio").nth(1)
        wording = other.locator("xpath=following-sibling::label").inner_text()
        self.hand.tick(other)
        self.hand.press(self.button("按所选说法重新起草"))
        if "/draft" in self.page.url:
            self.hand.press(self.button("用起草稿替换正文"))
        expect(self.field("正文内容")).to_have_value(having(wording.strip()[:12]))
        assert self.field("正文内容").input_value() != before

    def save(self) -> None:
        """With JavaScript it saves by itself; without, by the button."""
        if not self.live:
            self.hand.press(self.button("保存"))
        expect(self.page.locator("[data-save-status]")).to_contain_text("已保存")


def having(*parts: str) -> re.Pattern[str]:
    """A text with these parts in this order."""
    return re.compile(".*".join(map(re.escape, parts)), re.DOTALL)
