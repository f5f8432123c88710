"""Giving 填报表 out without a script: one office, many villages, section by section; the list, the reminder, the files."""

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from server.actions import reporting
from server.actions.forms import Wanted
from server.actions.saving import Field, save_fields
from server.report.forms.collecting import sound
from server.report.workflow import Move
from server.storage import history, tables
from tests.cast import LIN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.storage.test_engine import full
from tests.web.browser import Browser
from tests.web.conftest import SignIn
from tests.web.returned import DONE, FOUND, RECEIVED, downloaded, filled, give, given, handed_in

PETITIONS = Wanted("信访办", "赵敏 8123456", "2025年12月20日", (RECEIVED, DONE), ("disputes",))


def _events(town: Town, action: str) -> list[str]:
    query = tables.history.select().where(tables.history.c.action == action).order_by(tables.history.c.id)
    with town.database.read() as connection:
        return [row.target for row in connection.execute(query)]


def test_a_form_for_one_office_is_put_together_listed_and_downloaded(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        fields = [Field("entry", RECEIVED, {"last": "498"}, 0)]
        save_fields(connection, town.library, town.actor(ZHAO), town.standing(connection, ZHAO), fields)
    browser = sign_in(ZHAO)
    page = browser.get(f"{town.path()}/forms").follow("发给一个单位")
    form = page.form("做好填报表").type({"office": " 综治 中心 ", "due": "12月20日", "contact": "赵敏 8123456"})
    made = form.tick("topic", "disputes").tick("words", "disputes").tick("figure", "pub.events").press("做好填报表")
    assert made.says("1 份填报表已列在下面")
    assert made.says("13 项指标，1 段文字")
    (kept,) = given(town)
    assert (kept.office, kept.contact, kept.due, kept.share, kept.sections) == (
        "综治 中心",
        "赵敏 8123456",
        "12月20日",
        False,
        ("disputes",),
    )
    assert sound(kept.code)
    sheet = load_workbook(BytesIO(downloaded(town, browser, kept.id))).worksheets[0]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"信访受理", "法治宣传活动", "498", "text:disputes"} <= texts
    assert f"表格编码：{kept.code}" in texts
    assert b"word/document.xml" in downloaded(town, browser, kept.id, "docx")
    assert _events(town, "give_form") == [f"form:{kept.id}"]
    assert len(_events(town, "download_forms")) == 2


def test_villages_get_one_form_each_without_last_year_and_without_rates(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/forms/new?way=villages")
    form = page.form("做好填报表").type({"villages": "东村\n\n西村\n 东村 \n南社区", "due": "12月15日"})
    made = form.tick("figure", FOUND, "dis.petition_satisfied_rate").press("做好填报表")
    assert made.says("3 份填报表")
    forms = given(town)
    assert [(each.office, each.share, each.indicators) for each in forms] == [
        ("东村", True, (FOUND,)),
        ("西村", True, (FOUND,)),
        ("南社区", True, (FOUND,)),
    ]
    assert len({each.code for each in forms}) == 3


def test_sections_given_to_one_office_come_together_in_one_form(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/forms/new?way=sections")
    offices = {"disputes": "司法所", "publicity": "司法所", "enforcement": "综合执法队"}
    form = page.form("做好填报表").type({f"office.{town.section(key).id}": office for key, office in offices.items()})
    form.tick("words", "publicity", "openness").press("做好填报表")
    forms = {each.office: each for each in given(town)}
    assert forms.keys() == {"司法所", "综合执法队"}
    assert forms["司法所"].sections == ("publicity",)
    assert {"dis.found", "pub.events"} <= set(forms["司法所"].indicators)
    assert forms["综合执法队"].sections == ()


@pytest.mark.parametrize(
    ("way", "typed", "ticked", "sentence"),
    [
        ("office", {"office": " "}, ("disputes",), "请填写交表单位"),
        ("office", {"office": "综治中心"}, (), "还没有选要填什么"),
        ("office", {"office": "综" * 61}, ("disputes",), "各不超过60个字"),
        ("villages", {"villages": "\n"}, ("disputes",), "请写村（社区）的名称"),
        ("sections", {}, (), "还没有选要填什么"),
    ],
)
def test_a_form_that_asks_nobody_or_for_nothing_is_refused_and_keeps_what_was_typed(
    town: Town, sign_in: SignIn, way: str, typed: dict[str, str], ticked: tuple[str, ...], sentence: str
) -> None:
    form = sign_in(ZHAO).get(f"{town.path()}/forms/new?way={way}").form("做好填报表").type({"contact": "赵敏", **typed})
    page = (form.tick("topic", *ticked) if way != "sections" else form).press("做好填报表")
    assert page.status == 422
    assert page.title.startswith("错误：")
    assert page.says(sentence)
    assert page.holds("赵敏")
    assert given(town) == ()


def test_shares_of_rates_alone_are_refused(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/forms/new?way=villages")
    pairs = [*page.form("做好填报表").type({"villages": "东村"}).pairs(), ("figure", "dis.petition_satisfied_rate")]
    assert page.browser.post(f"{town.path()}/forms", pairs).says("不能由各村分填")


def test_a_form_is_changed_and_keeps_its_code_until_something_comes_back(town: Town, sign_in: SignIn) -> None:
    (form_id,) = give(town, PETITIONS)
    (before,) = given(town)
    browser = sign_in(ZHAO)
    page = browser.get(f"{town.path()}/forms/{form_id}")
    changed = page.form("保存改动").type({"due": "12月25日"}).tick("figure", RECEIVED).press("保存改动")
    assert changed.says("改动已保存")
    (after,) = given(town)
    assert (after.code, after.due, after.indicators) == (before.code, "12月25日", (RECEIVED,))
    handed_in(town, browser, ("a.xlsx", filled(downloaded(town, browser, form_id), {RECEIVED: 5})))
    page = browser.get(f"{town.path()}/forms/{form_id}")
    assert "删除这份表" not in page.main
    assert page.form("保存改动").type({"contact": "林晓"}).press("保存改动").status == 200
    refused = browser.post(page.form("保存改动").action, [*page.form("保存改动").pairs(), ("figure", FOUND)])
    assert (refused.status, refused.says("已经有交回来的了")) == (422, True)
    removed = browser.post(page.form("保存改动").action, [*page.form("保存改动").pairs(), ("do", "remove")])
    assert removed.status == 422
    assert [each.contact for each in given(town)] == ["林晓"]


def test_a_form_nobody_answered_is_removed(town: Town, sign_in: SignIn) -> None:
    (form_id,) = give(town, PETITIONS)
    page = sign_in(ZHAO).get(f"{town.path()}/forms/{form_id}").press("删除这份表")
    assert page.says("这份填报表已删除")
    assert given(town) == ()
    assert _events(town, "remove_form") == [f"form:{form_id}"]


def test_the_reminder_names_those_who_gave_nothing_and_who_is_late(town: Town, sign_in: SignIn) -> None:
    give(town, PETITIONS, Wanted("司法所", "", "年底前", (FOUND,)), Wanted("统计站", "", "2099-01-01", (FOUND,)))
    first = given(town)[0]
    browser = sign_in(ZHAO)
    words = "".join(browser.get(f"{town.path()}/forms").by_id("reminder").itertext())
    assert "清溪镇2025年度" in words
    assert "信访办（期限2025年12月20日，已过）" in words
    assert "司法所（期限年底前）" in words
    assert "统计站（期限2099-01-01）" in words
    handed_in(town, browser, ("a.xlsx", filled(downloaded(town, browser, first.id), {RECEIVED: 5, DONE: 4})))
    page = browser.get(f"{town.path()}/forms")
    assert "信访办" not in "".join(page.by_id("reminder").itertext())
    assert page.says("已交待核")


def test_all_forms_come_in_one_file_named_by_office_and_code(town: Town, sign_in: SignIn) -> None:
    give(town, PETITIONS, Wanted("东/村", "", "", (FOUND,), (), share=True))
    codes = [each.code for each in given(town)]
    browser = sign_in(LIN)
    answer = browser.fetch(f"{town.path()}/forms.zip")
    with zipfile.ZipFile(BytesIO(answer.content)) as package:
        assert package.namelist() == [f"信访办-填报表-{codes[0]}.xlsx", f"东 村-填报表-{codes[1]}.xlsx"]
    with zipfile.ZipFile(BytesIO(browser.fetch(f"{town.path()}/forms.zip?kind=docx").content)) as package:
        assert package.namelist()[0] == f"信访办-填报表-{codes[0]}.docx"
    assert answer.content == browser.fetch(f"{town.path()}/forms.zip").content


def test_files_that_are_not_there_are_not_found(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    assert browser.get(f"{town.path()}/forms.zip").status == 404
    (form_id,) = give(town, PETITIONS)
    for path in (f"forms/{form_id}/form.pdf", f"forms/{form_id + 1}/form.xlsx", f"forms/{form_id + 1}", "forms/new?way=x", "forms/0"):
        assert browser.get(f"{town.path()}/{path}").status == 404
    assert browser.get(f"{town.path()}/forms.zip?kind=pdf").status == 404


def _pages(form_id: int) -> tuple[str, ...]:
    files = (f"/forms/{form_id}/form.xlsx", f"/forms/{form_id}/form.docx", "/forms.zip")
    return ("/forms", "/forms/new", f"/forms/{form_id}", *files)


def test_pages_and_files_are_nobody_elses(town: Town, sign_in: SignIn, stranger: Browser) -> None:
    (form_id,) = give(town, PETITIONS)
    for path in _pages(form_id):
        assert sign_in(ZHOU).get(town.path() + path).status == 404
        answer = stranger.fetch(town.path() + path)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={town.path()}{path}")
        for number in (99_999, 0, 10**9, -1):
            assert sign_in(ZHAO).get(f"/reports/{number}{path}").status == 404


def test_who_only_reads_sees_the_forms_and_changes_none(town: Town, sign_in: SignIn) -> None:
    (form_id,) = give(town, PETITIONS)
    editors = sign_in(ZHAO).get(f"{town.path()}/forms/{form_id}").form("保存改动")
    for login in (LIN, WU, ZHENG):
        browser = sign_in(login)
        assert browser.get(f"{town.path()}/forms").says("只能查看")
        page = browser.get(f"{town.path()}/forms/{form_id}")
        assert page.says("只能查看")
        csrf = next(each.get("value", "") for each in page.root.iter("input") if each.get("name") == "csrf")
        pairs = [(name, value) for name, value in editors.pairs() if name != "csrf"] + [("csrf", csrf)]
        assert browser.post(f"{town.path()}/forms", pairs).status == 403
        assert browser.post(f"{town.path()}/forms/{form_id}", pairs).status == 403


def test_a_report_on_its_way_gives_out_no_forms(town: Town, sign_in: SignIn) -> None:
    (form_id,) = give(town, PETITIONS)
    page = sign_in(ZHAO).get(f"{town.path()}/forms/{form_id}")
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    assert page.press("保存改动").status == 409
    assert sign_in(ZHAO).get(f"{town.path()}/forms").says("只能查看")
    assert sign_in(ZHAO).fetch(f"{town.path()}/forms.zip").status_code == 200


def test_a_download_on_a_full_disk_still_works(town: Town, sign_in: SignIn) -> None:
    (form_id,) = give(town, PETITIONS)
    browser = sign_in(ZHAO)
    with full(town.database):
        assert len(downloaded(town, browser, form_id)) > 1000
        assert browser.get(f"{town.path()}/forms").status == 200
        assert browser.get(f"{town.path()}/returns").status == 200


def test_history_says_when_a_form_was_made(town: Town) -> None:
    (form_id,) = give(town, PETITIONS)
    with town.database.read() as connection:
        row = connection.execute(tables.history.select().where(tables.history.c.target == f"form:{form_id}")).one()
    assert isinstance(row.at, datetime)
    assert history.unpacked(row.value)["office"] == "信访办"
