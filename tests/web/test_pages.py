"""Every page and every form answers the same questions: works, wrong, not yours, not signed in, locked, not there."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from server import clock
from server.actions import drafting, entering, reporting
from server.actions.allowing import Actor
from server.actions.saving import Field, save_fields
from server.report.snapshot import Item
from server.report.who import Role
from server.report.workflow import Move
from server.storage import chronicles, jobs, others, pasts, people
from server.storage.engine import open_database
from tests.cast import LIN, NOW, PASSWORD, QIAN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn
from tests.web.last_year import REPORT, take_in

PAGES = {
    "/": LIN,
    "/inbox": LIN,
    "/me": LIN,
    "/me/reminders": ZHAO,
    "/years": LIN,
    "/reports/{report}": LIN,
    "/reports/{report}/sections/{section}": LIN,
    "/reports/{report}/sections/{section}/draft": LIN,
    "/reports/{report}/sections/{section}/phrases": LIN,
    "/reports/{report}/assign": ZHAO,
    "/reports/{report}/read": LIN,
    "/reports/{report}/sign": WU,
    "/reports/{report}/check": LIN,
    "/reports/{report}/compare": LIN,
    "/reports/{report}/front": LIN,
    "/reports/{report}/outline": ZHAO,
    "/reports/{report}/registration": ZHAO,
    "/reports/{report}/notice": ZHAO,
    "/reports/{report}/reminders": LIN,
    "/reports/{report}/history": LIN,
    "/reports/{report}/sections/{section}/history": LIN,
    "/reports/{report}/history/at/{event}": LIN,
    "/units/{unit}/reminders": QIAN,
    "/reports/{report}/signing": LIN,
    "/reports/{report}/leader": ZHAO,
    "/reports/{report}/export": LIN,
    "/reports/{report}/web": LIN,
    "/reports/{report}/checklist": ZHAO,
    "/reports/{report}/checklist/0/report-higher_party": ZHAO,
    "/reports/{report}/corrections": ZHAO,
    "/reports/{report}/past": ZHAO,
    "/reports/{report}/past/{past}": LIN,
    "/reports/{report}/reckoning": LIN,
    "/reports/{report}/jobs/{job}": ZHAO,
    "/units/{unit}": QIAN,
    "/units/{unit}/new": QIAN,
    "/units/{unit}/people": QIAN,
    "/units/{unit}/tree": QIAN,
    "/units/{unit}/move": QIAN,
    "/units/{unit}/import": QIAN,
    "/units/{unit}/papers": ZHENG,
    "/units/{unit}/words": QIAN,
    "/units/{unit}/rules": QIAN,
    "/units/{unit}/rules/new": QIAN,
    "/units/{unit}/rules/customer.township.report": QIAN,
    "/units/{unit}/calendar": QIAN,
}
PAGES |= {"/units/{county}/sums": ZHENG}
PAGES |= {"/reports/{report}/proposals": LIN} | {f"/units/{{county}}/{page}": ZHENG for page in ("offline", "proposals", "differences")}
PAGES |= {"/units/{county}/offline/{unit}": ZHENG}
PAGES |= {f"/units/{{county}}/{page}": ZHENG for page in ("board", "board/{unit}", "overview")}
FILES = {
    "/reports/{report}/report.docx": LIN,
    "/reports/{report}/report.json": LIN,
    "/reports/{report}/papers/oa": LIN,
    "/reports/{report}/papers.zip": LIN,
    "/reports/{report}/checklist.docx": LIN,
    "/reports/{report}/ledger/situation.docx": LIN,
    "/reports/{report}/ledger/slips.xlsx": LIN,
    "/units/{county}/board/files/notice.docx": ZHENG,
    "/units/{county}/board/files/list.docx": ZHENG,
    "/units/{county}/board/files/sent.xlsx": ZHENG,
    "/units/{county}/board/files/bulletin.docx": ZHENG,
    "/reports/{report}/signing/draft_sheet.docx": LIN,
    "/reports/{report}/signing/opinions.docx": LIN,
    "/reports/{report}/tasks.docx": LIN,
    "/reports/{report}/leader.docx": ZHAO,
    "/reports/{report}/history/at/{event}/report.docx": LIN,
    "/reports/{report}/history/at/{event}/report.json": LIN,
    "/units/{county}/sums.xlsx": ZHENG,
    "/units/{unit}/import/template.xlsx": QIAN,
    "/units/{county}/proposals/template.xlsx": ZHENG,
    "/units/{county}/differences.xlsx": ZHENG,
    "/units/{county}/differences.docx": ZHENG,
}
THEIRS = [path for path in {**PAGES, **FILES} if "{" in path]
NOWHERE = (99_999, 0, 10**9, 2**31, 2**63, 10**30, -1)


@dataclass(frozen=True)
class Post:
    """A form: who sends it, with what typed and which button; what is wrong with it, if it can be; whether a state locks it."""

    page: str
    to: str
    who: str
    button: str
    typed: tuple[tuple[str, str], ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    locks: bool = False


SECTION = Post(
    "/reports/{report}/sections/{section}",
    "/reports/{report}/sections/{section}",
    LIN,
    "保存",
    (("text.{section}.body", "排查矛盾𠮷。"),),
    locks=True,
)
POSTS = {
    "section": SECTION,
    "front": Post(
        "/reports/{report}/front", "/reports/{report}/front", LIN, "保存", (("text.{title}.body", "关于法治政府建设的报告"),), locks=True
    ),
    "registration": Post(
        "/reports/{report}/registration",
        "/reports/{report}/registration",
        ZHAO,
        "保存",
        (("text.{number}.body", "清政〔2026〕3号"),),
        (("text.{number}.body", "长" * 201),),
    ),
    "notice": Post(
        "/reports/{report}/notice",
        "/reports/{report}/notice",
        ZHAO,
        "保存",
        (("title", "年度报告通知𠮷"), ("final_day", "1月20日")),
        (("title", "年度报告通知"), ("final_day", "昨天")),
    ),
    "opinions": Post(
        "/reports/{report}/signing",
        "/reports/{report}/signing/opinions",
        ZHAO,
        "保存意见",
        (("opinion.n1.who", "司法所"), ("opinion.n1.opinion", "无意见")),
        (("opinion.n1.who", " "),),
    ),
    "meeting": Post(
        "/reports/{report}/signing",
        "/reports/{report}/signing/meetings",
        ZHAO,
        "登记会议",
        (("meeting.kind", "党政联席会议"), ("meeting.day", "2026年1月8日")),
        (("meeting.day", "年初"),),
    ),
    "signature": Post(
        "/reports/{report}/signing",
        "/reports/{report}/signing/signatures",
        ZHAO,
        "登记签字",
        (("signature.part", "reviewed"), ("signature.name", "高远"), ("signature.day", "1月8日")),
        (("signature.name", " "),),
    ),
    "leader": Post(
        "/reports/{report}/leader",
        "/reports/{report}/leader",
        ZHAO,
        "已阅",
    ),
    "assign": Post(
        "/reports/{report}/assign",
        "/reports/{report}/assign",
        ZHAO,
        "保存分工",
        (("due.{section}", "2026年1月14日"),),
        (("due.{section}", "昨天"),),
        locks=True,
    ),
    "comment": Post(
        "/reports/{report}/sections/{section}",
        "/reports/{report}/sections/{section}/remarks",
        LIN,
        "添加批注",
        (("body", "再核一遍𠮷。"),),
        (("body", "长" * 4001),),
    ),
    "grace": Post(
        "/units/{county}/board/{unit}?year=2025",
        "/units/{county}/board/{unit}",
        ZHENG,
        "登记延期",
        (("until", "2026年3月10日"), ("reason", "雪灾𠮷")),
        (("until", "昨天"), ("reason", "雪灾")),
    ),
    "county remark": Post(
        "/reports/{report}/read",
        "/reports/{report}/read",
        ZHENG,
        "保存意见",
        (("words.{section}", "请补数字𠮷。"),),
        (("words.0", "长" * 4001),),
    ),
    "put away": Post("/reports/{report}/compare", "/reports/{report}/compare/remove", LIN, "移除", locks=True),
    "outline": Post(
        "/reports/{report}/outline",
        "/reports/{report}/outline",
        ZHAO,
        "增加",
        (("new_heading", "数字法治"),),
        (("new_heading", " "),),
        locks=True,
    ),
    "draft": Post(
        "/reports/{report}/sections/{section}/draft", "/reports/{report}/sections/{section}/draft", LIN, "按所选说法重新起草", locks=True
    ),
    "merge": Post("/reports/{report}/sections/{section}/draft", "/reports/{report}/sections/{section}/draft", LIN, "采用", locks=True),
    "phrase": Post(
        "/reports/{report}/sections/{section}/phrases",
        "/reports/{report}/sections/{section}/phrases",
        LIN,
        "存为本单位常用语",
        (("words", "全年排查矛盾纠纷513件𠮷。"),),
        (("words", " "),),
        locks=True,
    ),
    "draft all": Post("/reports/{report}", "/reports/{report}/draft", LIN, "起草全部章节", locks=True),
    "move": Post("/reports/{report}", "/reports/{report}/moves", ZHAO, "送县级预审", locks=True),
    "explain": Post(
        "/reports/{report}/check",
        "/reports/{report}/check",
        LIN,
        "保存说明",
        (("words", "今年没有这项工作𠮷"),),
        (("words", "没有"),),
        locks=True,
    ),
    "override": Post(
        "/reports/{report}/check",
        "/reports/{report}/check",
        ZHAO,
        "放行",
        (("words", "县里同意明年再写"),),
        (("words", "不写"),),
        locks=True,
    ),
    "words": Post(
        "/units/{unit}/words",
        "/units/{unit}/words",
        QIAN,
        "添加",
        (("kind", "confusable"), ("wrong", "台帐𠮷"), ("right", "台账"), ("source", "县府办")),
        (("source", " "),),
    ),
    "tick": Post(
        "/reports/{report}/checklist",
        "/reports/{report}/checklist",
        ZHAO,
        "do=tick:report-higher_party",
        (("note.report-higher_party", "回执"),),
        (("day.report-higher_party", "上周"),),
    ),
    "deliver": Post(
        "/reports/{report}/checklist/0/report-higher_party",
        "/reports/{report}/checklist/0/report-higher_party",
        ZHAO,
        "保存",
        (("done_on", "1月8日"), ("evidence", "县委办收文3号𠮷"), ("copies", "3"), ("note", "送了两次")),
        (("done_on", "上周"),),
    ),
    "extend": Post(
        "/reports/{report}/checklist/0/report-higher_party",
        "/reports/{report}/checklist/0/report-higher_party/extension",
        ZHAO,
        "登记延期",
        (("until", "2026年2月6日"), ("granted_by", "县委依法治县办"), ("reason", "换届")),
        (("granted_by", " "),),
    ),
    "past": Post(
        "/reports/{report}/past",
        "/reports/{report}/past",
        ZHAO,
        "开始读取",
        (("text", "政务公开。公开148条。"),),
        (("text", " "),),
        locks=True,
    ),
    "placed": Post(
        "/reports/{report}/past/{past}",
        "/reports/{report}/past/{past}",
        ZHAO,
        "带入本年报告",
        (("to.{part}", "publicity"),),
        (("to.{part}", "?"),),
        locks=True,
    ),
    "reckoning": Post(
        "/reports/{report}/reckoning",
        "/reports/{report}/reckoning",
        LIN,
        "保存",
        (("note.{pledge}", "轮训了两批"),),
        (("note.{pledge}", "长" * 501),),
        locks=True,
    ),
    "cancel": Post("/reports/{report}/jobs/{job}", "/reports/{report}/jobs/{job}", ZHAO, "取消读取", locks=True),
    "open": Post("/", "/units/{unit}/reports", ZHAO, "", (("year", "２０２３年"),), (("year", "去年"),)),
    "unit": Post("/units/{unit}", "/units/{unit}", QIAN, "保存", (("address", "本镇"),), (("region", "清溪"),)),
    "new unit": Post(
        "/units/{unit}/new", "/units/{unit}/new", QIAN, "添加", (("kind", "department"), ("short_name", "司法所")), (("short_name", ""),)
    ),
    "reminders": Post(
        "/units/{unit}/reminders",
        "/units/{unit}/reminders",
        QIAN,
        "保存",
        (("ahead", "１０、5"), ("quiet", "2月5日")),
        (("ahead", "十天"),),
    ),
    "rule": Post(
        "/units/{unit}/rules/customer.township.report",
        "/units/{unit}/rules/customer.township.report",
        QIAN,
        "保存规则",
        (("reason", "县里另有规定"),),
        (("reason", " "),),
    ),
    "new rule": Post(
        "/units/{unit}/rules/new",
        "/units/{unit}/rules/new",
        QIAN,
        "保存规则",
        (("source", "本地做法"), ("nature", "publish"), ("reason", "试行")),
        (("source", " "),),
    ),
    "invitation": Post("/units/{unit}/people", "/units/{unit}/people", QIAN, "生成邀请链接", (("name", "孙可"),), (("name", " "),)),
}
LOCKED = [name for name, post in POSTS.items() if post.locks]
REFUSED = [name for name, post in POSTS.items() if post.wrong]


def filled(town: Town, pattern: str, **other: int) -> str:
    """An address with the numbers of the town in it."""
    if "{" not in pattern:
        return pattern
    sections = town.sections()
    numbers = {"report": town.report, "unit": town.unit, "county": town.county, "section": sections["problems"].id}
    numbers |= {name: sections[name].id for name in ("title", "number")}
    return pattern.format_map(numbers | _taken_in(town, sections["title"].id) | other)


def typed(town: Town, pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """What is typed, by the names the fields have in this town."""
    return {filled(town, name): value for name, value in pairs}


def sent(town: Town, browser: Browser, post: Post, pairs: tuple[tuple[str, str], ...]) -> Page:
    """Fill the form in and press its button."""
    form = browser.get(filled(town, post.page)).form(post.button, filled(town, post.to)).type(typed(town, pairs))
    if post.page.endswith("people"):
        form.tick("role", "contributor")
    return form.press(post.button)


@pytest.fixture(scope="module")
def settled(settled: tuple[Path, Town], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Town]:
    """The town with a draft waiting beside a text in the section on problems."""
    path, made = settled
    path = shutil.copyfile(path, tmp_path_factory.mktemp("pages") / "settled.db")
    town = replace(made, database=open_database(f"sqlite:///{path.as_posix()}"))
    section = town.section("problems").id
    with town.database.write() as connection:
        reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title="执法力量不足", body="编制少。"))
        fields = [Field("text", str(section), {"body": "自己写的。"}, 0)]
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), fields)
        drafting.draft_section(connection, town.library, town.actor(LIN), town.report, section, {})
        take_in(connection, town, REPORT)
        pasts.add_pledges(connection, town.report, "plans", [("加强执法队伍建设", "组织全员轮训。", "enforcement")])
        jobs.add(connection, town.report, town.ids[ZHAO], "past", {}, clock.now())
        others.keep(connection, town.report, "述职报告", "{}", town.ids[ZHAO], NOW)
    town.database.engine.dispose()
    return path, made


def _taken_in(town: Town, title: int) -> dict[str, int]:
    """The numbers of last year's report, of one part of it, of a plan in it, and of work on it."""
    with town.database.read() as connection:
        past = pasts.newest(connection, town.report)
        pledged = pasts.pledges(connection, town.report)
        job = next((each.id for each in jobs.unfinished(connection, clock.now())), 1)
        events = chronicles.versions(connection, [f"text:{title}"])
    part = next((span.first for span in past.spans if span.key == "openness"), 0) if past else 0
    numbers = {"past": past.id if past else 1, "part": part, "pledge": pledged[0].id if pledged else 1, "job": job}
    return numbers | {"event": events[-1].id}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_works(town: Town, sign_in: SignIn, path: str) -> None:
    page = sign_in(PAGES[path]).get(filled(town, path))
    assert page.status == 200
    assert page.title.endswith(" - 呈报")
    assert page.heading
    assert page.says("北京时间") == path.startswith("/reports/{report}")


@pytest.mark.parametrize("path", FILES)
def test_a_file_works(town: Town, sign_in: SignIn, path: str) -> None:
    answer = sign_in(FILES[path]).fetch(filled(town, path))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) > 1000


@pytest.mark.parametrize("path", THEIRS)
def test_a_page_of_another_unit_is_not_there(town: Town, sign_in: SignIn, path: str) -> None:
    page = sign_in(ZHOU).get(filled(town, path))
    assert page.status == 404
    assert page.says("找不到您要的内容")
    assert "清溪" not in page.main


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_a_page_asks_who_is_not_signed_in_to_sign_in_and_goes_on_there(town: Town, stranger: Browser, path: str) -> None:
    where = filled(town, path)
    answer = stranger.fetch(where)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={where}")
    page = (
        stranger.get(f"/sign-in?next={where}").press("登录", {"login": {**PAGES, **FILES}[path], "password": PASSWORD})
        if path in PAGES
        else None
    )
    assert page is None or (page.status, page.trail[0]) == (200, where)


@pytest.mark.parametrize("path", THEIRS)
def test_a_page_that_is_not_there_is_not_found(town: Town, sign_in: SignIn, path: str) -> None:
    browser = sign_in({**PAGES, **FILES}[path])
    for number in NOWHERE:
        assert browser.get(filled(town, path, report=number, unit=number, county=number)).status == 404
        for name in ("section", "past", "job"):
            assert f"{{{name}}}" not in path or browser.get(filled(town, path, **{name: number})).status == 404


def test_an_address_that_is_no_number_is_not_found(sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    for path in ("/reports/x", "/reports/1x/front", "/units/一", "/reports/1/sections/%00", "/reports/ /outline"):
        assert browser.get(path).status == 404


def test_an_address_nobody_knows_is_not_found(sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    for path in ("/nothing", "/reports", "/static/none.css", "/static/../app.py", "/static/", "/invitations/guess", "/.git/config"):
        answer = browser.fetch(path)
        assert answer.status_code == 404
        assert "找不到您要的内容" in answer.text


def test_an_address_that_only_takes_forms_says_so(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    for path in ("/reports/{report}/draft", "/reports/{report}/moves", "/units/{unit}/reports", "/sign-out"):
        assert browser.fetch(filled(town, path)).status_code == 405


@pytest.mark.parametrize("name", POSTS)
def test_a_form_works(town: Town, sign_in: SignIn, name: str) -> None:
    post = POSTS[name]
    page = sent(town, sign_in(post.who), post, post.typed)
    assert page.status == 200, page.main
    assert bool(page.trail) or name == "invitation"


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_form_comes_back_with_what_was_typed_and_what_to_do(town: Town, sign_in: SignIn, name: str) -> None:
    post = POSTS[name]
    page = sent(town, sign_in(post.who), post, post.typed + post.wrong)
    assert page.status == 422
    assert page.title.startswith("错误：")
    assert page.alerts
    for key, value in {**dict(post.typed), **dict(post.wrong)}.items():
        assert page.holds(value) or not value.strip(), key


@pytest.mark.parametrize("name", POSTS)
def test_a_form_of_another_unit_is_not_there_and_changes_nothing(town: Town, sign_in: SignIn, name: str) -> None:
    post = POSTS[name]
    browser = sign_in(ZHOU)
    token = dict(browser.get("/").form("退出").pairs())["csrf"]
    pairs = [
        (key, value)
        for key, value in sign_in(post.who).get(filled(town, post.page)).form(post.button, filled(town, post.to)).pairs(post.button)
    ]
    page = browser.post(filled(town, post.to), [*((key, value) for key, value in pairs if key != "csrf"), ("csrf", token)])
    assert page.status in (404, 422)
    assert page.status == 404 or name in REFUSED
    assert "清溪镇2025" not in page.main
    assert town.text("problems") == "自己写的。"


@pytest.mark.parametrize("name", POSTS)
def test_a_form_for_nothing_is_not_found(town: Town, sign_in: SignIn, name: str) -> None:
    post = POSTS[name]
    form = sign_in(post.who).get(filled(town, post.page)).form(post.button, filled(town, post.to)).type(typed(town, post.typed))
    if name == "invitation":
        form.tick("role", "editor")
    for number in NOWHERE:
        assert form.page.browser.post(filled(town, post.to, report=number, unit=number), form.pairs(post.button)).status == 404


@pytest.mark.parametrize("name", POSTS)
def test_a_form_sent_after_the_session_ran_out_is_kept_and_can_be_saved_after_signing_in(town: Town, sign_in: SignIn, name: str) -> None:
    post = POSTS[name]
    form = sign_in(post.who).get(filled(town, post.page)).form(post.button, filled(town, post.to)).type(typed(town, post.typed))
    with town.database.write() as connection:
        people.end_sessions(connection, town.ids[post.who], NOW)
    page = form.press(post.button)
    assert page.status == 401
    assert page.says("请重新登录")
    assert all(page.holds(value) for _, value in post.typed)
    page = page.press("登录", {"login": post.who, "password": PASSWORD})
    assert page.status == 200
    if post.typed:
        assert page.says("刚才的内容还在")
        assert all(page.holds(value) for _, value in post.typed)
        again = page.form("继续保存").press("继续保存")
        assert again.status == 200 or name in ("outline", "tick", "invitation", "draft"), again.main


def test_the_text_of_a_section_is_in_the_store_after_signing_in_again(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(town.path("problems"))
    name = f"text.{town.section('problems').id}.body"
    with town.database.write() as connection:
        people.end_sessions(connection, town.ids[LIN], NOW)
    page = page.press("保存", {name: "执法力量不足，\n编制少。"}).press("登录", {"login": LIN, "password": PASSWORD})
    assert page.press("继续保存").status == 200
    assert town.text("problems") == "执法力量不足，\n编制少。"


@pytest.mark.parametrize("name", POSTS)
def test_a_form_without_our_token_is_refused_and_keeps_what_was_typed(town: Town, sign_in: SignIn, name: str) -> None:
    post = POSTS[name]
    browser = sign_in(post.who)
    pairs = browser.get(filled(town, post.page)).form(post.button, filled(town, post.to)).type(typed(town, post.typed)).pairs(post.button)
    for wrong in ([], [("csrf", "x")], [("csrf", "")], [("csrf", "x"), ("csrf", "林")]):
        page = browser.post(filled(town, post.to), [*(pair for pair in pairs if pair[0] != "csrf"), *wrong])
        assert page.status == 403
        assert page.says("这个页面已经过期")
        assert all(page.holds(value) for _, value in post.typed)
    assert town.text("problems") == "自己写的。"


def test_what_was_kept_without_our_token_can_be_sent_again(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    name = f"text.{town.section('problems').id}"
    page = browser.post(town.path("problems"), [(f"{name}.v", "1"), (f"{name}.body", "从别处贴来的。\n第二段。")])
    assert page.press("再次提交").status == 200
    assert town.text("problems") == "从别处贴来的。\n第二段。"


@pytest.mark.parametrize("name", LOCKED)
def test_a_form_of_a_report_that_moved_on_is_locked_and_keeps_what_was_typed(town: Town, sign_in: SignIn, name: str) -> None:
    post = POSTS[name]
    form = sign_in(post.who).get(filled(town, post.page)).form(post.button, filled(town, post.to)).type(typed(town, post.typed))
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    page = form.press(post.button)
    assert page.status == 409
    assert page.says("报告现在的状态不能做这一步")
    assert all(page.holds(value) for _, value in post.typed)


@pytest.mark.parametrize("path", ["/reports/{report}/sections/{section}", "/reports/{report}/front", "/reports/{report}/outline"])
def test_a_locked_page_can_be_read_and_offers_nothing_to_save(town: Town, sign_in: SignIn, path: str) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    page = sign_in(ZHAO).get(filled(town, path))
    assert page.status == 200
    buttons = [" ".join("".join(each.itertext()).split()) for each in page.root.iter("button") if each.get("class") != "cb-default-submit"]
    assert not [words for words in buttons if "保存" in words or "加一条" in words or "起草" in words]


@pytest.mark.parametrize(("path", "who"), [("/units/{unit}", LIN), ("/units/{unit}/new", ZHAO), ("/units/{unit}/people", ZHENG)])
def test_a_page_for_administrators_is_refused_to_others_of_the_unit(town: Town, sign_in: SignIn, path: str, who: str) -> None:
    page = sign_in(who).get(filled(town, path))
    assert page.status == 403
    assert page.says("您的角色不能做这一步")


def test_who_oversees_the_county_reads_a_report_but_does_not_write(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHENG)
    for path in ("", "/front", "/outline", "/export", "/checklist"):
        page = browser.get(town.path() + path)
        assert page.status == 200
        assert not [
            each for each in page.root.iter("button") if "保存" in "".join(each.itertext()) and each.get("class") != "cb-default-submit"
        ]
    assert browser.get(town.path("disputes")).says("只能查看")
    assert browser.fetch(town.path() + "/report.docx").status_code == 200


def test_somebody_without_a_unit_is_told_what_to_do(town: Town, sign_in: SignIn) -> None:
    with town.database.write() as connection:
        connection.exec_driver_sql(f"UPDATE membership SET until = '2024-06-01' WHERE person_id = {town.ids[LIN]}")
    assert sign_in(LIN).get("/").says("您还没有加入单位")


def test_an_invitation_page_works_until_it_is_used(town: Town, stranger: Browser) -> None:
    with town.database.write() as connection:
        token = entering.invite(connection, Actor(town.ids[QIAN], "钱立", clock.now()), town.unit, "孙可", (Role.contributor,))
    path = f"/invitations/{token}"
    page = stranger.get(path)
    assert (page.status, page.heading) == (200, "加入云澜县清溪镇人民政府")
    wrong = page.press("加入", {"name": "孙可", "login": "sun", "password": "清溪河水清清", "again": "清溪河水清"})
    assert (wrong.status, wrong.title.startswith("错误：")) == (422, True)
    assert wrong.holds("sun")
    assert not wrong.holds("清溪河水清清")
    taken = wrong.press("加入", {"login": LIN, "password": "清溪河水清清的呀", "again": "清溪河水清清的呀", "name": "孙可"})
    assert taken.status == 422
    assert taken.says("登录名“lin”已有人使用")
    done = taken.press("加入", {"login": "sun", "password": "清溪河水清清又清清", "again": "清溪河水清清又清清", "name": "孙可"})
    assert (done.status, done.trail) == (200, ("/",))
    assert done.says("孙可")
    assert stranger.get(path).status == 404


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"officer.until": "以后"}, "officer-0-until", "任期“以后”没有看懂"),
        ({"officer.since": "2025年13月"}, "officer-0-since", "任期“2025年13月”没有看懂"),
        ({"officer.name": ""}, "officer-0-name", "请填写领导的职务和姓名"),
        ({"unit_name": "长" * 201}, "unit_name", "行政机关全称最多200个字"),
        ({"body.own_party": "长" * 201}, "body-own_party", "最多200个字"),
        ({"region": "四四〇"}, "region", "行政区划代码应当全是数字"),
    ],
)
def test_a_mistake_in_the_settings_of_a_unit_is_said_beside_its_field(
    town: Town, sign_in: SignIn, typed: dict[str, str], field: str, words: str
) -> None:
    page = sign_in(QIAN).get(f"/units/{town.unit}").press("保存", typed)
    assert page.status == 422
    assert page.by_id(f"{field}-error") is not None
    assert words in "".join(page.by_id(f"{field}-error").itertext())
    assert page.holds(next(iter(typed.values())))


def test_full_width_digits_of_a_region_are_understood(town: Town, sign_in: SignIn) -> None:
    page = sign_in(QIAN).get(f"/units/{town.unit}").press("保存", {"region": "４４０８２３"})
    assert page.says("单位设置已保存")
    assert page.holds("440823")
