"""Taking 填报表 back without a script: many files at once, the dry run, taking and leaving, shares, conflicts, pasted blocks."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from server.actions import reporting
from server.actions.forms import Wanted
from server.actions.saving import Field, save_fields
from server.report.workflow import Move
from server.storage import contents, forms, ledgers, tables
from tests.cast import LIN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn
from tests.web.returned import DONE, FOUND, RECEIVED, downloaded, filled, give, given, handed_in

SCREENINGS = "dis.screenings"
PETITIONS = Wanted("信访办", "赵敏", "12月20日", (RECEIVED, DONE, SCREENINGS), ("disputes",))
VILLAGES = tuple(Wanted(name, "赵敏", "12月20日", (FOUND,), (), share=True) for name in ("东村", "西村", "南社区"))


def _type(town: Town, login: str = LIN, **raws: str) -> None:
    """Somebody types figures into the report."""
    with town.database.write() as connection:
        stored = contents.entries(connection, town.report)
        fields = [
            Field("entry", key, {"raw": raw}, stored[key].version if key in stored else 0)
            for key, raw in ((name.replace("__", "."), raw) for name, raw in raws.items())
        ]
        save_fields(connection, town.library, town.actor(login), town.standing(connection, login), fields)


def _returns(town: Town) -> tuple[forms.Returned, ...]:
    with town.database.read() as connection:
        return forms.returns(connection, town.report)


def _decided(town: Town) -> list[tuple[str, str, bool]]:
    with town.database.read() as connection:
        return [(each.indicator, each.raw, each.taken) for each in forms.given(connection, town.report)]


def _actions(town: Town) -> list[str]:
    with town.database.read() as connection:
        return [row.action for row in connection.execute(tables.history.select().order_by(tables.history.c.id))]


def _petitions(town: Town, browser: Browser, answers: dict[str, object], **more: object) -> Page:
    """The page of a form of 信访办 that came back so filled in."""
    (form_id,) = give(town, PETITIONS)
    content = downloaded(town, browser, form_id)
    words = {"disputes": str(more["words"])} if "words" in more else None
    return handed_in(town, browser, ("信访办.xlsx", filled(content, answers, "张三", words)))


def _row(page: Page, words: str) -> str:
    """The id of the first cell whose line says these words."""
    rows = (each for each in page.root.iter("div") if (each.get("id") or "").startswith("row-"))
    return next((each.get("id") or "").removeprefix("row-") for each in rows if words in "".join(each.itertext()))


def test_three_files_at_once_one_of_them_hostile_and_the_good_ones_come_in(town: Town, sign_in: SignIn) -> None:
    first, second = give(town, PETITIONS, Wanted("司法所", "", "", ("pub.events",), ("publicity",)))
    browser = sign_in(ZHAO)
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>" + " " * 60_000_000)
    good = filled(downloaded(town, browser, first), {RECEIVED: 513, DONE: "约470", SCREENINGS: "无"}, "张三")
    also = filled(
        downloaded(town, browser, second),
        {"pub.events": "12场"},
        "李四",
        {"publicity": "1．开展“法律进乡村”，受众5000人次。\n建成法治公园。"},
    )
    page = handed_in(town, browser, ("信访.xlsx", good), ("坏.xlsx", bomb.getvalue()), ("司法所.xlsx", also))
    assert page.url == f"{town.path()}/returns"
    assert page.says("文件解压后大得不正常")
    assert page.says("没有收下")
    assert [(each.name, each.office, each.giver) for each in reversed(_returns(town))] == [
        ("信访.xlsx", "信访办", "张三"),
        ("坏.xlsx", "", ""),
        ("司法所.xlsx", "司法所", "李四"),
    ]
    page = page.follow("信访.xlsx")
    assert page.says("没有看懂")
    taken = page.press("全部采用没有疑问的")
    assert taken.says("采用 2 项")
    assert (town.raw(RECEIVED), town.raw(DONE), town.raw(SCREENINGS)) == ("513", "约470", "")
    row = _row(taken, "矛盾纠纷排查次数")
    assert taken.press(f"do=take:{row}", {f"value.{row}": "0"}).status == 200
    assert town.raw(SCREENINGS) == "0"
    with town.database.read() as connection:
        origin = contents.entries(connection, town.report, [RECEIVED])[RECEIVED].record.origin
    assert (origin.office, origin.person) == ("信访办", "张三")
    section = browser.get(town.path("disputes"))
    assert section.holds("信访办")
    page = browser.get(f"{town.path()}/returns").follow("司法所.xlsx")
    page.press("全部采用没有疑问的")
    page = browser.get(page.url)
    page.press(f"do=take:{_row(page, '法律进乡村')}")
    with town.database.read() as connection:
        items = contents.items(connection, [town.section("publicity").id])
    assert [(each.item.title, each.item.body) for each in items] == [("开展“法律进乡村”，受众5000人次", ""), ("建成法治公园", "")]
    listed = browser.get(f"{town.path()}/forms")
    assert listed.says("已采用 3/3")
    assert listed.says("已采用 1/1")
    assert _actions(town)[-9:].count("receive") == 0
    assert {"receive", "take", "save", "add"} <= set(_actions(town))


def test_a_figure_that_differs_is_shown_from_both_sides_and_taken_or_left(town: Town, sign_in: SignIn) -> None:
    _type(town, dis__petition_received="500", dis__petition_done="470")
    page = _petitions(town, sign_in(ZHAO), {RECEIVED: 513, DONE: 470, SCREENINGS: 24})
    assert page.says("与报告里的不同")
    assert page.says("表里 513件 报告里 500")
    assert page.says("与报告一致（1）")
    left = page.press(f"do=leave:{_row(page, '信访受理')}")
    assert left.says("不采用 1 项")
    assert town.raw(RECEIVED) == "500"
    taken = left.press(f"do=take:{_row(left, '信访受理')}")
    assert taken.status == 200
    assert town.raw(RECEIVED) == "513"
    assert _decided(town) == [(RECEIVED, "513", True)]


def test_a_figure_changed_meanwhile_is_not_overwritten_and_asked_about_again(town: Town, sign_in: SignIn) -> None:
    _type(town, dis__petition_received="500")
    page = _petitions(town, sign_in(ZHAO), {RECEIVED: 513, DONE: 470})
    _type(town, dis__petition_received="505")
    clash = page.press(f"do=take:{_row(page, '信访受理')}")
    assert clash.status == 409
    assert clash.says("刚被林晓改为“505”，没有覆盖")
    assert town.raw(RECEIVED) == "505"
    assert _decided(town) == []
    assert clash.press(f"do=take:{_row(clash, '信访受理')}").status == 200
    assert town.raw(RECEIVED) == "513"


def test_what_a_page_calls_new_is_looked_at_again_once_somebody_filled_it_in(town: Town, sign_in: SignIn) -> None:
    page = _petitions(town, sign_in(ZHAO), {RECEIVED: 513, DONE: 470})
    _type(town, dis__petition_received="600")
    after = page.press("全部采用没有疑问的")
    assert (town.raw(RECEIVED), town.raw(DONE)) == ("600", "470")
    assert after.says("与报告里的不同 1 项")


def test_a_doubtful_figure_needs_a_value_that_can_be_read(town: Town, sign_in: SignIn) -> None:
    page = _petitions(town, sign_in(ZHAO), {RECEIVED: "一大堆", DONE: "480左右", SCREENINGS: 3})
    row, other = _row(page, "信访受理"), _row(page, "信访办结")
    empty = page.press(f"do=take:{row}", {f"value.{other}": "460"})
    assert (empty.status, empty.says("请先把“信访受理”的数填在框里")) == (422, True)
    assert empty.holds("460")
    wrong = empty.press(f"do=take:{row}", {f"value.{row}": "很多"})
    assert (wrong.status, wrong.says("没有看懂")) == (422, True)
    assert wrong.holds("很多")
    assert town.raw(RECEIVED) == ""
    right = wrong.press(f"do=take:{row}", {f"value.{row}": "500余"})
    assert right.status == 200
    assert right.holds("460")
    assert town.raw(RECEIVED) == "500余"


def test_the_rest_is_left_and_can_be_taken_after_all(town: Town, sign_in: SignIn) -> None:
    page = _petitions(town, sign_in(ZHAO), {RECEIVED: 513, DONE: "无"}, words="开展大排查。")
    left = page.press("其余都不采用")
    assert left.says("不采用 3 项")
    assert [each.settled_at is not None for each in _returns(town)] == [True]
    assert town.raw(RECEIVED) == ""
    left.press(f"do=take:{_row(left, '信访受理')}")
    assert town.raw(RECEIVED) == "513"


def test_the_same_file_is_recognised(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    (form_id,) = give(town, PETITIONS)
    content = filled(downloaded(town, browser, form_id), {RECEIVED: 513})
    first = handed_in(town, browser, ("a.xlsx", content))
    again = handed_in(town, browser, ("b.xlsx", content))
    assert again.url == first.url
    assert browser.get(f"{town.path()}/returns").says("完全相同")
    assert len(_returns(town)) == 2
    third = handed_in(town, browser, ("c.xlsx", content), ("d.xlsx", content))
    assert third.url == f"{town.path()}/returns"
    assert [each.file for each in _returns(town)][:4] == [None, None, None, _returns(town)[-1].file]


def test_a_secret_file_is_refused_and_leaves_no_trace_but_the_sentence(town: Town, sign_in: SignIn) -> None:
    book = Workbook()
    book.worksheets[0].append(["机密★3年"])
    book.worksheets[0].append(["指标", "本年数"])
    buffer = BytesIO()
    book.save(buffer)
    browser = sign_in(ZHAO)
    (form_id,) = give(town, PETITIONS)
    good = filled(downloaded(town, browser, form_id), {RECEIVED: 513})
    page = handed_in(town, browser, ("某某案件名单.xlsx", buffer.getvalue()), ("a.xlsx", good))
    assert page.says("第1个文件（标有密级，名称也没有保存）")
    assert page.says("文件标有密级（机密★）")
    assert not page.holds("某某案件名单")
    with town.database.read() as connection:
        assert [row.name for row in connection.execute(tables.file.select())] == ["a.xlsx"]
    assert town.raw(RECEIVED) == ""


def test_a_file_that_openly_bears_a_mark_is_not_even_put_down(town: Town, sign_in: SignIn) -> None:
    page = handed_in(town, sign_in(ZHAO), ("秘密★1年 名单.xlsx", b"PK"))
    assert (page.status, page.says("已拒收、没有保存")) == (422, True)
    assert _returns(town) == ()


def test_nothing_chosen_is_said(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/returns").press("读取，先看结果")
    assert (page.status, page.says("还没有选择文件")) == (422, True)


def test_shares_are_added_and_a_village_that_gave_nothing_is_never_a_zero(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    east, west, south = give(town, *VILLAGES)
    for form_id, value in ((east, 30), (west, "约12")):
        page = handed_in(town, browser, (f"{form_id}.xlsx", filled(downloaded(town, browser, form_id), {FOUND: value})))
        page.press("全部采用没有疑问的")
    assert town.raw(FOUND) == ""
    page = browser.get(f"{town.path()}/returns")
    assert page.says("已交 2/3")
    assert page.says("没有交：南社区")
    assert page.says("西村“约12”")
    page.press("先用现有的合计")
    assert town.raw(FOUND) == "30"
    with town.database.read() as connection:
        origin = contents.entries(connection, town.report, [FOUND])[FOUND].record.origin
    assert (origin.office, origin.system) == ("", "村（社区）填报表合计（已交1/3）")
    for form_id, value in ((west, 12), (south, 5)):
        page = handed_in(town, browser, (f"再{form_id}.xlsx", filled(downloaded(town, browser, form_id), {FOUND: value})))
        page.press(f"do=take:{_row(page, '排查发现矛盾纠纷')}")
    page = browser.get(f"{town.path()}/returns")
    assert page.says("已交 3/3")
    assert page.says("齐了")
    assert page.press("用合计作为填报值").says("合计已作为填报值填入")
    assert town.raw(FOUND) == "47"
    assert "use_total" in _actions(town)


def test_a_sum_does_not_overwrite_what_somebody_typed_meanwhile(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    form_id = give(town, *VILLAGES[:1])[0]
    handed_in(town, browser, ("a.xlsx", filled(downloaded(town, browser, form_id), {FOUND: 30}))).press("全部采用没有疑问的")
    page = browser.get(f"{town.path()}/returns")
    _type(town, dis__found="33")
    clash = page.press("用合计作为填报值")
    assert (clash.status, clash.says("刚被林晓改为“33”")) == (409, True)
    assert town.raw(FOUND) == "33"
    assert clash.press("用合计作为填报值").status == 200
    assert town.raw(FOUND) == "30"


def test_villages_without_this_work_make_it_not_applicable(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    form_id = give(town, *VILLAGES[:1])[0]
    handed_in(town, browser, ("a.xlsx", filled(downloaded(town, browser, form_id), {FOUND: "不适用"}))).press("全部采用没有疑问的")
    browser.get(f"{town.path()}/returns").press("用合计作为填报值")
    assert town.raw(FOUND) == "不适用"


def test_a_sum_nobody_gave_is_refused(town: Town, sign_in: SignIn) -> None:
    give(town, *VILLAGES)
    page = sign_in(ZHAO).get(f"{town.path()}/returns")
    pairs = [*page.form("", f"{town.path()}/returns").pairs(), ("do", f"use:{FOUND}")]
    refused = page.browser.post(f"{town.path()}/returns/totals", pairs)
    assert (refused.status, refused.says("还没有交这一项的数")) == (422, True)
    assert page.browser.post(f"{town.path()}/returns/totals", [*pairs[:-1], ("do", "use:x")]).status == 404


def test_a_pasted_block_is_read_like_a_form(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/returns")
    page = page.press("读取，先看结果", {"text": "指标\t2025年\n信访受理\t513\n信访办结件数\t470件\n神秘指标\t5\n"})
    assert page.url.startswith(f"{town.path()}/returns/")
    said = page.press("do=describe", {"office": "信访办", "giver": "张三", "given_on": "12月20日"})
    assert said.holds("信访办")
    taken = said.press("全部采用没有疑问的")
    assert (town.raw(RECEIVED), town.raw(DONE)) == ("513", "470件")
    row = _row(taken, "神秘指标")
    nameless = taken.press(f"do=take:{row}")
    assert (nameless.status, nameless.says("请先选定这个数是哪一项指标")) == (422, True)
    assert nameless.press(f"do=take:{row}", {f"about.{row}": "法治宣传活动"}).status == 200
    assert town.raw("pub.events") == "5"
    with town.database.read() as connection:
        origin = contents.entries(connection, town.report, [RECEIVED])[RECEIVED].record.origin
    assert (origin.office, origin.person, origin.date) == ("信访办", "张三", "12月20日")


BLOCK = "考核事项\t完成\t部门\n信访受理\t{}\t信访办\n信访办结\t{}\t信访办\n"


def test_columns_nobody_knows_are_said_once_and_remembered_by_name(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    page = browser.get(f"{town.path()}/returns").press("读取，先看结果", {"text": BLOCK.format(513, 470)})
    assert page.says("没有认出表头")
    assert page.says("待核") or page.says("还有 2 项")
    wrong = page.press("按这样读取", {"column.0": "", "column.1": "now"})
    assert (wrong.status, wrong.says("请选出哪一列是指标名称")) == (422, True)
    said = wrong.press("按这样读取", {"column.0": "name", "column.1": "now", "keep_name": "综治月报"})
    assert said.says("列的对应记住了")
    said.press("全部采用没有疑问的")
    assert (town.raw(RECEIVED), town.raw(DONE)) == ("513", "470")
    with town.database.read() as connection:
        kept = ledgers.mappings(connection, town.unit, "figures")
    assert [(each.name, each.columns) for each in kept] == [("综治月报", {"考核事项": "name", "完成": "now"})]
    again = browser.get(f"{town.path()}/returns").press("读取，先看结果", {"text": BLOCK.format(520, 471)})
    assert not again.says("没有认出表头")
    assert again.says("与报告里的不同 2 项")
    fixed = again.browser.get(page.url).press("按这样读取")
    assert (fixed.status, fixed.says("已经有采用的数")) == (422, True)


def test_a_block_without_any_heading_is_read_as_its_person_says(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/returns").press("读取，先看结果", {"text": "信访受理\t513\n信访办结\t470\n"})
    said = page.press("按这样读取", {"head": "-1", "column.0": "name", "column.1": "now"})
    said.press("全部采用没有疑问的")
    assert (town.raw(RECEIVED), town.raw(DONE)) == ("513", "470")


@pytest.mark.parametrize("pair", [("head", "x"), ("head", "5000"), ("column.100", "now"), ("column.0", "nothing"), ("column.x", "now")])
def test_columns_that_are_none_are_not_found(town: Town, sign_in: SignIn, pair: tuple[str, str]) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/returns").press("读取，先看结果", {"text": BLOCK.format(1, 2)})
    form = page.form("按这样读取")
    assert page.browser.post(form.action, [*form.pairs("按这样读取"), pair]).status == 404
    assert page.browser.post(form.action, [("csrf", dict(form.pairs())["csrf"]), ("do", "columns")]).status == 404


def test_a_return_without_code_is_given_to_a_form_by_hand(town: Town, sign_in: SignIn) -> None:
    give(town, *VILLAGES)
    east = given(town)[0]
    browser = sign_in(ZHAO)
    page = browser.get(f"{town.path()}/returns").press("读取，先看结果", {"text": "指标\t本年数\n排查发现矛盾纠纷\t30\n"})
    assert page.says("没有找到表格编码")
    chosen = page.press("do=describe", {"form": str(east.id)})
    assert chosen.heading == "东村交的表"
    chosen.press("全部采用没有疑问的")
    assert town.raw(FOUND) == ""
    assert browser.get(f"{town.path()}/returns").says("已交 1/3")
    moved = browser.get(page.url).press("do=describe", {"form": ""})
    assert (moved.status, moved.says("不能再改成别的单位交的")) == (422, True)
    strange = browser.get(page.url).form("do=describe")
    pairs = [(name, "99999" if name == "form" else value) for name, value in strange.pairs("do=describe")]
    assert browser.post(strange.action, pairs).status == 404


def test_the_file_is_there_to_be_opened_again(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    page = _petitions(town, browser, {RECEIVED: 5})
    answer = browser.fetch(f"{page.url}/file")
    assert answer.content.startswith(b"PK")
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


def test_pages_of_what_came_back_are_nobody_elses(town: Town, sign_in: SignIn, stranger: Browser) -> None:
    page = _petitions(town, sign_in(ZHAO), {RECEIVED: 5})
    for path in (f"{town.path()}/returns", page.url, f"{page.url}/file"):
        assert sign_in(ZHOU).get(path).status == 404
        answer = stranger.fetch(path)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={path}")
        for number in (99_999, 0, 10**9, -1):
            assert sign_in(ZHAO).get(path.replace(town.path(), f"/reports/{number}")).status == 404
    for name in ("99999", "0", "1000000000", "-1", "x"):
        assert sign_in(ZHAO).get(f"{town.path()}/returns/{name}").status == 404


def test_who_only_reads_sees_what_came_back_and_takes_nothing(town: Town, sign_in: SignIn) -> None:
    page = _petitions(town, sign_in(ZHAO), {RECEIVED: 5})
    for login in (LIN, WU, ZHENG):
        browser = sign_in(login)
        assert browser.get(f"{town.path()}/returns").says("只能查看")
        seen = browser.get(page.url)
        assert seen.says("只能查看")
        csrf = next(each.get("value", "") for each in seen.root.iter("input") if each.get("name") == "csrf")
        for path in (page.url, f"{town.path()}/returns/totals", f"{town.path()}/returns"):
            assert browser.post(path, [("csrf", csrf), ("do", "plain"), ("text", "指标\t本年数")]).status == 403
    assert town.raw(RECEIVED) == ""


def test_a_report_on_its_way_takes_nothing_in(town: Town, sign_in: SignIn) -> None:
    page = _petitions(town, sign_in(ZHAO), {RECEIVED: 5})
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    assert page.press("全部采用没有疑问的").status == 409
    assert town.raw(RECEIVED) == ""


def test_a_stranger_cell_is_nothing(town: Town, sign_in: SignIn) -> None:
    page = _petitions(town, sign_in(ZHAO), {RECEIVED: 5})
    pairs = [(name, value) for name, value in page.form("全部采用没有疑问的").pairs() if name != "do"]
    for do in ("take:x", "leave:", "take", "stay", ""):
        assert page.browser.post(page.url, [*pairs, ("do", do)]).status == 200
    assert _decided(town) == []
