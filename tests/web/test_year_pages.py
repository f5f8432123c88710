"""A year from the first page to the changes that clerks read, without JavaScript: made, edited, uploaded, checked, opened, closed."""

import re

import pytest
from sqlalchemy import update

from server.storage import editions as rows
from server.storage.shared_tables import edition as table
from server.web.views.years import NEW_FOR, fresh_in
from tests import year
from tests.cast import LIN, NOW, QIAN, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn

DISPUTES = "indicators/disputes.toml"
OUTLINE = "outlines/standard.toml"
GETS = (
    "",
    "/upload",
    "/outline/standard",
    "/phrases",
    "/phrases/openness.items",
    "/terms",
    f"/file?path={OUTLINE}",
    "/check",
    "/sample.docx",
)
POSTS = ("", "/upload", "/outline/standard", "/phrases/openness.items", "/terms", "/file", "/check", "/open", "/close")


@pytest.fixture
def admin(town: Town, sign_in: SignIn) -> Browser:
    """钱 administers the county, too: the top of the tree."""
    with town.database.write() as connection:
        year.administrator(connection, town)
    return sign_in(QIAN)


def begun(town: Town) -> str:
    """The address of a fresh draft of 2026."""
    with town.database.write() as connection:
        return f"/editions/{year.drafted(connection, town, 2026, like=True)}"


def edited(browser: Browser, where: str, old: str, new: str) -> Page:
    """A file with some words changed."""
    form = browser.get(where).form("保存")
    text = next(value for name, value in form.pairs() if name == "text")
    assert old in text
    return form.type({"text": text.replace(old, new, 1)}).press("保存")


def token(browser: Browser) -> tuple[str, str]:
    """What every form carries."""
    return next(pair for pair in browser.get("/years").form("退出").pairs() if pair[0] == "csrf")


def state(town: Town, here: str) -> str:
    with town.database.read() as connection:
        found = rows.head(connection, int(here.rpartition("/")[2]))
    return found.state.value if found else ""


@pytest.mark.long
def test_from_a_fresh_year_to_what_clerks_read(town: Town, admin: Browser, sign_in: SignIn) -> None:
    page = admin.get("/").follow("年度方案").press("开始拟定", {"year": "2026"})
    assert page.heading == "2026年度"
    assert page.says("云澜县，2026年，拟定中。")
    here = page.url
    done = edited(admin, f"{here}/file?path={DISPUTES}", "[[indicator]]", f"{year.PETTY}\n[[indicator]]")
    assert done.says("已保存")
    outline = admin.get(here).follow("提纲：各节的标题和默认开关")
    outline = outline.press("保存", {"heading.thought": "学习宣传习近平法治思想", "shown.digital": "all"})
    assert outline.holds("学习宣传习近平法治思想")
    assert admin.get(here).says("indicators/disputes.toml")
    checked = admin.get(here).follow("检查")
    assert checked.says("新增指标“小额纠纷”")
    assert admin.fetch(f"{here}/sample.docx").content[:2] == b"PK"
    page = admin.get(here).press("保存", {"changes": "今年起单列小额纠纷。"})
    assert page.says("现在的内容还没有检查通过")
    admin.get(here).follow("检查").press("看过了，可以启用")
    page = admin.get(here).press("启用")
    assert "已启用" in page.alerts
    clerk = sign_in(LIN).get("/").follow("2026年的变化")
    assert clerk.heading == "2026年的变化"
    for words in (
        "今年起单列小额纠纷。",
        "“深入学习贯彻习近平法治思想”改为“学习宣传习近平法治思想”。",
        "“推进数字法治政府建设”改为默认打开。",
        "新增指标“小额纠纷”（化解矛盾），口径：（件）本年度登记的小额纠纷件数。",
    ):
        assert clerk.says(words), words
    form = sign_in(ZHAO).get("/").form(action=f"/units/{town.unit}/reports").type({"year": "2026"})
    page = form.page.browser.post(form.action, form.pairs())
    assert page.says("学习宣传习近平法治思想")
    assert page.follow("2026年的变化").heading == "2026年的变化"


def test_a_year_opened_is_told_to_everybody_of_the_tree_and_to_nobody_else(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        year.administrator(connection, town)
        year.opened(connection, town, 2026)
    for login in (LIN, ZHOU, ZHENG):
        page = sign_in(login).get("/years/2026")
        assert page.status == 200
        assert page.says("不再填报“")
        assert not sign_in(login).get("/years").says("开始拟定")
    assert sign_in(LIN).get("/years/2025").status == 404
    with town.database.read() as connection:
        assert fresh_in(connection, (town.unit, town.other), NOW) == {town.unit: 2026, town.other: 2026}
        assert fresh_in(connection, (town.unit,), NOW + NEW_FOR) == {}


def test_what_changed_is_said_in_plain_words(town: Town, admin: Browser) -> None:
    with town.database.write() as connection:
        year.opened(connection, town, 2026)
    page = admin.get("/years/2026")
    for words in (
        f"“{year.HEADING}”改为“{year.RENAMED}”。",
        "新增指标“小额纠纷”（化解矛盾），口径：（件）本年度登记的小额纠纷件数。",
        "“化解矛盾”的套话有修改，如：",
    ):
        assert page.says(words), words
    assert "{" not in page.main


@pytest.mark.parametrize("path", GETS)
@pytest.mark.parametrize("login", [LIN, ZHENG, ZHOU])
def test_nobody_but_the_administrator_sees_a_draft(town: Town, admin: Browser, sign_in: SignIn, login: str, path: str) -> None:
    del admin
    assert sign_in(login).fetch(begun(town) + path).status_code == 404


@pytest.mark.parametrize("path", POSTS)
def test_nobody_but_the_administrator_changes_one(town: Town, admin: Browser, sign_in: SignIn, path: str) -> None:
    del admin
    here = begun(town)
    for login in (ZHAO, ZHOU):
        browser = sign_in(login)
        assert browser.send(here + path, [token(browser)]).status_code == 404
    assert state(town, here) == "draft"


def test_who_is_signed_out_is_asked_to_sign_in(town: Town, admin: Browser, stranger: Browser) -> None:
    del admin
    for path in ("/years", "/years/2026", begun(town)):
        assert stranger.get(path).heading == "登录"


def test_an_administrator_below_the_top_makes_no_year(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(QIAN)
    assert not browser.get("/years").says("开始拟定")
    answer = browser.post("/years", [token(browser), ("unit", str(town.unit)), ("year", "2026")])
    assert answer.status == 422
    assert answer.says("最上级单位的管理员")
    assert browser.send("/years", [token(browser), ("unit", str(town.county)), ("year", "2026")]).status_code == 404


@pytest.mark.parametrize("typed", ["明年", "1999", "", "2026.5"])
def test_a_year_that_is_none_is_refused_and_kept(town: Town, admin: Browser, typed: str) -> None:
    page = admin.get("/years").press("开始拟定", {"year": typed, "name": "试拟"})
    assert page.status == 422
    assert page.holds("试拟")
    assert town.county


def test_a_file_with_a_slip_is_refused_with_its_line_and_what_was_typed(town: Town, admin: Browser) -> None:
    page = edited(admin, f"{begun(town)}/file?path={OUTLINE}", 'key = "standard"', 'key = "standard')
    assert page.status == 422
    assert page.says("outlines/standard.toml：语法：")
    assert page.says("line 3")
    assert page.holds('key = "standard\nversion')


def test_two_who_edit_one_file_both_keep_their_words(town: Town, admin: Browser) -> None:
    where = f"{begun(town)}/file?path={OUTLINE}"
    mine, theirs = admin.get(where).form("保存"), admin.get(where).form("保存")
    assert theirs.type({"text": "# 乙\n"}).press("保存").status == 200
    page = mine.type({"text": "# 甲\n"}).press("保存")
    assert page.status == 409
    assert page.holds("# 甲")
    assert page.says("# 乙")
    assert page.press("保存").says("已保存")


def test_a_file_is_downloaded_put_back_and_a_new_one_made(town: Town, admin: Browser) -> None:
    here = begun(town)
    where = f"{here}/file?path={OUTLINE}"
    before = admin.fetch(f"{where}&raw=1").text
    edited(admin, where, "# 默认提纲", "# 提纲")
    assert admin.get(where).press("还原成程序自带的").says("已还原")
    assert admin.fetch(f"{where}&raw=1").text == before
    page = admin.get(f"{here}/file?path=rules/new.toml").press("保存", {"text": "# 新\n"})
    assert page.says("新增")
    assert page.press("去掉这个文件").says("已还原")
    assert admin.get(f"{here}/file?path=labels.toml").status == 404
    assert admin.get(f"{here}/file?path=../../x").status == 404


def test_files_are_uploaded_or_refused_with_a_sentence(town: Town, admin: Browser) -> None:
    here = begun(town)
    form = admin.get(here).follow("上传文件").form("上传")
    assert form.upload("file", [("x.py", b"import os")]).press("上传").says("不是能放进方案的文件")
    assert admin.get(f"{here}/upload").form("上传").press("上传").status == 422
    page = admin.get(f"{here}/upload").form("上传").upload("file", [("standard.toml", b"# x\n")]).press("上传")
    assert page.says("已上传")
    checked = admin.get(f"{here}/check")
    assert checked.says("outlines/standard.toml: 提纲 key: ")
    assert checked.says("outlines/standard.toml: 提纲 sections: ")
    assert admin.send(f"{here}/check", [token(admin)]).status_code == 422


def test_headings_wordings_and_terms_have_forms_of_their_own(town: Town, admin: Browser) -> None:
    here = begun(town)
    assert admin.get(f"{here}/outline/standard").press("保存", {"heading.thought": " "}).says("请填写标题。")
    page = admin.get(f"{here}/outline/standard").press("保存", {"heading.thought": "学懂弄通", "shown.thought": "none"})
    assert page.says("已保存")
    assert admin.get(f"{here}/outline/nowhere").status == 404
    phrase = admin.get(here).follow("套话：每条的几种说法").follow("本年度没有新增主动公开的政府信息。")
    assert phrase.press("保存", {"zero": "只有一种。"}).says("每种情况至少写两种说法")
    assert phrase.press("保存", {"zero": "甲{open.items。\n乙。"}).says("没有写完整")
    assert phrase.press("保存", {"zero": "没有新增。\n未有新增。"}).holds("没有新增。\n未有新增。")
    term = admin.get(here).follow("提法：启用和停用的说法")
    typed = {"kind": "tifa", "wrong": "老提法", "right": "新提法", "source": "云政〔2026〕1号", "since": "2026年3月1日"}
    assert term.press("添加", typed | {"source": ""}).status == 422
    page = term.press("添加", typed)
    assert page.says("老提法 新提法 2026-03-01 起 云政〔2026〕1号")
    raw = admin.fetch(f"{here}/file?path=wording/own.toml&raw=1").text
    assert raw == '[[tifa]]\nsource = "云政〔2026〕1号"\nsince = 2026-03-01\nright = "新提法"\nwrong = ["老提法"]\n'


def test_a_year_is_named_and_two_tabs_of_it_do_not_overwrite_each_other(town: Town, admin: Browser) -> None:
    here = begun(town)
    one, other = admin.get(here), admin.get(here)
    assert one.press("保存", {"name": " ", "changes": "说明"}).holds("说明")
    assert one.press("保存", {"name": "甲"}).heading == "甲"
    page = other.press("保存", {"name": "乙"})
    assert page.status == 409
    assert page.holds("乙")


def test_a_year_is_not_opened_before_its_check_and_may_be_given_up(town: Town, admin: Browser) -> None:
    here = begun(town)
    page = admin.get(here).press("启用")
    assert page.status == 422
    assert page.says("方案还没有检查通过")
    assert admin.get(here).press("作废这份草稿").says("已停用")
    assert state(town, here) == "closed"
    assert admin.send(f"{here}/file", [token(admin), ("path", OUTLINE), ("text", "# x"), ("seen", "")]).status_code == 409


def test_an_open_year_is_read_but_not_changed(town: Town, admin: Browser) -> None:
    with town.database.write() as connection:
        here = f"/editions/{year.opened(connection, town, 2026, like=True)}"
    for path in ("", f"/file?path={OUTLINE}", "/outline/standard", "/phrases/openness.items", "/terms"):
        page = admin.get(here + path)
        assert page.status == 200
        assert not [each for each in page.root.iter("button") if "".join(each.itertext()).strip() in ("保存", "添加", "启用")]
    assert admin.get(here).press("停用").says("已停用")


def shown(browser: Browser, path: str) -> str:
    """A page as it is read, without what is another at every request."""
    html = browser.get(path).html
    moving = r'name="csrf" value="[^"]*"|data-(?:server-now|session-expires)="[0-9]+"|<time data-clock.*?</time>'
    return re.sub(moving, "", html)


def test_pages_of_an_old_report_are_the_same_after_a_new_year(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    paths = [
        town.path(),
        town.path("disputes"),
        town.path("emergency"),
        *(f"{town.path()}/{each}" for each in ("checklist", "export", "check")),
    ]
    before = [shown(browser, each) for each in paths]
    with town.database.write() as connection:
        year.administrator(connection, town)
        year.opened(connection, town, 2026)
    assert [shown(browser, each) for each in paths] == before


def test_pages_of_a_new_report_follow_its_edition(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        year.administrator(connection, town)
        year.opened(connection, town, 2025, also=True)
    browser = sign_in(ZHAO)
    page = browser.get(town.path("disputes"))
    assert page.says("小额纠纷")
    page = page.press("保存", {"entry.dis.petty.raw": "12"})
    assert page.holds("12")
    assert town.raw("dis.petty") == "12"
    assert page.press("起草").holds("小额纠纷12件")


@pytest.mark.parametrize("path", ["", "/checklist", "/export", "/check", "/front"])
def test_a_report_whose_edition_is_broken_opens_with_a_sentence(town: Town, sign_in: SignIn, path: str) -> None:
    with town.database.write() as connection:
        year.administrator(connection, town)
        made = year.opened(connection, town, 2025, also=True)
        connection.execute(update(table).where(table.c.id == made).values(files="{broken", version=99))
    page = sign_in(ZHAO).get(town.path() + path)
    assert page.status == 200
    assert page.says("这份报告所用的年度方案读不出来")
    section = sign_in(ZHAO).get(town.path("disputes"))
    typed = {f"text.{town.section('disputes').id}.body": "已排查。"}
    assert section.press("保存", typed).holds("已排查。")
