"""A reminder in words: what a person is written, what a group is told, and that it arrives so."""

from dataclasses import replace
from datetime import date

import pytest

from server.library import Library
from server.notify.letters import Letter, Sent
from server.notify.mail import MailServer, mail_way
from server.report.season.reminding import Item
from server.storage.letters import LetterState, Reminder
from server.web.views.letters import letter_of, parts, sentence, subject
from tests.cast import NOW
from tests.notify.post_office import HERE, Taken, post_office
from tests.notify.test_mail import part

DAY = date(2027, 1, 11)
PARTY = Item(7, "清溪镇", 2026, "report", "report-higher_party", "中共云澜县委", date(2027, 1, 29), 14, late=False)
DRAFT = Item(9, "白石镇", 2026, "step", "draft", "形成初稿", date(2027, 1, 8), -1, late=True)
ADDRESS = "http://10.1.2.3:8000"
EVIL = "<script>alert('县委&办')</script>"


def reminder(*items: Item, way: str = "mail", name: str = "赵敏") -> Reminder:
    """A reminder about to go out."""
    return Reminder(
        *(1, way, "2", 2, None, name, DAY, LetterState.claimed, items, "zhao@qingxi.example.cn", "a1@chengbao.local"),
        *(1, 0, "", NOW, NOW, "x", NOW, None, None),
    )


def letter(library: Library, *items: Item, address: str = ADDRESS, way: str = "mail", name: str = "赵敏") -> Letter:
    """The letter of a reminder."""
    return letter_of(library, address, reminder(*items, way=way, name=name))


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (PARTY, "报送中共云澜县委，最迟1月29日（周五），还有18天（14个工作日）"),
        (DRAFT, "下一步是形成初稿，计划1月8日（周五），已过3天（1个工作日）"),
        (replace(DRAFT, due=DAY, left=0, late=False), "下一步是形成初稿，计划1月11日（周一），就是今天"),
        (replace(PARTY, kind="publish", name="社会公众"), "向社会公开，最迟1月29日（周五），还有18天（14个工作日）"),
        (
            replace(PARTY, granted_by="云澜县司法局"),
            "报送中共云澜县委，最迟1月29日（周五），还有18天（14个工作日）。由云澜县司法局同意延到这一天",
        ),
    ],
)
def test_a_line_says_what_by_when_and_how_far_that_is(library: Library, item: Item, says: str) -> None:
    assert sentence(library, item, DAY) == says


def test_the_subject_names_the_units_the_number_and_the_first_day(library: Library) -> None:
    assert subject(library, [PARTY]) == "年度报告提醒：清溪镇有1项要办，最早1月29日（周五）"
    assert subject(library, [PARTY, DRAFT]) == "年度报告提醒：清溪镇等2个单位有2项要办，最早1月8日（周五）"


def test_lines_of_one_report_stand_together_in_the_order_they_come(library: Library) -> None:
    found = parts(library, [PARTY, DRAFT, replace(PARTY, key="x", name="云澜县人民政府")], DAY)
    assert [(each.report_id, each.unit, len(each.lines)) for each in found] == [(7, "清溪镇", 2), (9, "白石镇", 1)]
    assert "云澜县人民政府" in found[0].lines[1]


def test_both_forms_of_a_letter_say_the_same_with_links_and_the_fixed_line(library: Library) -> None:
    made = letter(library, PARTY, DRAFT)
    for form in (made.text, made.html):
        assert "赵敏，您好：" in form
        assert "清溪镇2026年度法治政府建设年度报告" in form
        assert "报送中共云澜县委，最迟1月29日（周五），还有18天（14个工作日）。" in form
        assert "http://10.1.2.3:8000/reports/7" in form
        assert "http://10.1.2.3:8000/me/reminders" in form
        assert "非涉密系统，严禁处理、存储、传输国家秘密和工作秘密" in form
    assert made.text.startswith("赵敏，您好：\n")
    assert (made.receiver, made.address, made.message_id) == ("赵敏", "zhao@qingxi.example.cn", "a1@chengbao.local")


def test_a_site_without_an_address_writes_letters_without_links(library: Library) -> None:
    made = letter(library, PARTY, address="")
    assert "http" not in made.text + made.html
    assert "登录系统" in made.text


def test_the_page_of_a_letter_loads_nothing_and_escapes_everything(library: Library) -> None:
    made = letter(library, replace(PARTY, name=EVIL, unit=EVIL, granted_by=EVIL), name=EVIL)
    assert "<script" not in made.html
    assert "&lt;script&gt;" in made.html
    assert EVIL in made.text
    assert "&amp;" not in made.text
    assert not [word for word in ("src=", "url(", "@import", "<link") if word in made.html]


def test_a_letter_blames_nobody(library: Library) -> None:
    made = letter(library, DRAFT, PARTY)
    assert not [word for word in ("逾期", "严重", "警告", "通报", "落后", "排名", "催", "!", "！") if word in made.text]


@pytest.mark.parametrize("way", ["wecom", "dingtalk", "feishu"])
def test_a_group_is_told_the_day_and_nothing_else(library: Library, way: str) -> None:
    made = letter(library, PARTY, DRAFT, way=way, name="清溪镇")
    assert made.text == "1月11日（周一）：有报告事项将到期，请登录系统查看。"
    assert made.html == ""
    assert not [word for word in ("清溪", "白石", "县委", "2026", "http", "29") if word in made.text + made.subject]


def test_the_letter_arrives_as_it_was_written(library: Library) -> None:
    made, taken = letter(library, PARTY, DRAFT), Taken()
    with post_office(taken) as port:
        assert mail_way(MailServer(HERE, port, "呈报 <chengbao@example.cn>", security="none"))(made) == Sent()
    ((_, message),) = taken.letters
    assert part(message, "plain") == made.text
    assert part(message, "html").rstrip() == made.html.rstrip()
    assert str(message["Subject"]) == "年度报告提醒：清溪镇等2个单位有2项要办，最早1月8日（周五）"
