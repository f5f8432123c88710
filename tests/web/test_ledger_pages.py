"""The pages of record lists: rows typed and pasted become figures, two people see both, and nothing of a person is kept unasked."""

import zlib

import pytest

from server.actions import reporting
from server.report.workflow import Move
from server.storage import intake_tables as t
from server.storage import ledgers
from tests.cast import LIN, WU, ZHAO, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn

ID_NUMBER = "11010519491231002X"
PHONE = "13800138000"
BLOCK = (
    "清溪镇2025年会议学法台账\t\t\t\t\t\t\t\n"
    "序号\t学习时间\t会议名称\t形式\t学习内容\t参加人数（人）\t主讲人\t身份证号\n"
    f"1\t2025.3.5\t镇党委会议\t会前学法\t行政处罚法，联系{PHONE}\t12人\t王小明\t{ID_NUMBER}\n"
    f"2\t4月9日\t镇长办公会议\t会前学\t王小明讲民法典\t约20\t王小明\t{ID_NUMBER}\n"
    "3\t三月底四月初\t干部职工大会\t集中学\t保密法\t86\t李四海\t\n"
    "4\t6.12\t综合执法队培训\t培训\t行政强制法\t24\t孙八方\t\n"
    "5\t6.12\t综合执法队培训\t培训\t行政强制法\t24\t孙八方\t\n"
    "\t\t合计\t\t\t166\t\t\n"
)
OTHER_ORDER = "形式\t会议名称\t学习时间\n会前学法\t镇党委会议\t9月3日\n"
STRANGE = "何时开\t哪个会\t怎么学\n2025-03-05\t镇党委会议\t会前学法\n2025-04-09\t镇长办公会议\t会前学法\n2025-05-06\t镇党委会议\t会前学法\n"
MEETING = {"date": "2025-03-05", "meeting": "镇党委会议", "kind": "会前学法"}
PATHS = ("", "/study", "/study/paste")


def path(town: Town, rest: str = "/study") -> str:
    return f"{town.path()}/ledgers{rest}"


def rows(town: Town, key: str = "study") -> list[dict[str, str]]:
    with town.database.read() as connection:
        return [each.content for each in ledgers.records(connection, town.report, key)]


def ids(town: Town) -> list[int]:
    with town.database.read() as connection:
        return [each.id for each in ledgers.records(connection, town.report, "study")]


def started(town: Town, browser: Browser, *contents_of: dict[str, str]) -> Page:
    """The page of a list to which rows with these cells have been typed."""
    page = browser.get(path(town))
    for content in contents_of:
        page = page.press("加一行")
        newest = max(ids(town))
        page = page.press("保存", {f"row.{newest}.{key}": text for key, text in content.items()})
    return page


def looked(town: Town, browser: Browser, block: str = BLOCK) -> Page:
    return browser.get(path(town, "/study/paste")).press("下一步", {"text": block})


def everything_kept(town: Town) -> str:
    """Every value of every table, what is packed unpacked."""
    with town.database.read() as connection:
        cells = [cell for table in t.METADATA.sorted_tables for row in connection.execute(table.select()) for cell in row]
    packed = [zlib.decompress(cell).decode() for cell in cells if isinstance(cell, bytes) and cell[:1] == b"x"]
    return "\n".join([*map(str, cells), *packed])


@pytest.mark.parametrize("rest", PATHS)
def test_the_pages_open_for_the_team_and_for_nobody_else(town: Town, sign_in: SignIn, stranger: Browser, rest: str) -> None:
    assert sign_in(LIN).get(path(town, rest)).status == 200
    assert sign_in(WU).get(path(town, rest)).status == 200
    assert sign_in(ZHOU).get(path(town, rest)).status == 404
    assert stranger.get(path(town, rest)).heading == "登录"


@pytest.mark.parametrize("rest", ["/nothing", "/nothing/paste"])
def test_what_is_not_there_is_not_found(town: Town, sign_in: SignIn, rest: str) -> None:
    assert sign_in(LIN).get(path(town, rest)).status == 404


def test_who_may_only_look_sees_no_button_and_cannot_write(town: Town, sign_in: SignIn) -> None:
    page = started(town, sign_in(LIN), MEETING)
    seen = sign_in(WU).get(path(town))
    assert seen.says("只能查看")
    assert seen.says("镇党委会议")
    assert not [each for each in seen.root.iter("button") if each.get("name") == "do" and each.get("value") != "save"]
    assert page.form("保存").names
    assert not seen.form("保存").names


@pytest.mark.parametrize(("rest", "button"), [("/study", "加一行"), ("/study/paste", "下一步")])
def test_a_locked_report_answers_409_and_keeps_what_was_typed(town: Town, sign_in: SignIn, rest: str, button: str) -> None:
    page = sign_in(LIN).get(path(town, rest))
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    answer = page.press(button, {"text": BLOCK} if rest.endswith("paste") else {})
    assert answer.status == 409
    assert answer.holds("镇党委会议") or rest == "/study"
    assert rows(town) == []


@pytest.mark.parametrize(("rest", "button"), [("/study", "加一行"), ("/study/paste", "下一步")])
def test_a_form_of_another_unit_or_of_nobody_is_not_taken(town: Town, sign_in: SignIn, stranger: Browser, rest: str, button: str) -> None:
    pairs = sign_in(LIN).get(path(town, rest)).form(button).pairs(button)
    for browser, status in ((sign_in(ZHOU), 404), (sign_in(WU), 403), (stranger, 401)):
        token = next(value for name, value in browser.get("/sign-in").form("").pairs() if name == "csrf")
        own = [(name, token if name == "csrf" else value) for name, value in pairs]
        assert browser.post(path(town, rest), own).status == status
    assert rows(town) == []


def test_the_page_of_all_lists_says_what_they_give_and_what_differs(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    started(town, browser, MEETING)
    page = browser.get(path(town, ""))
    for name in ("会议学法台账", "活动台账", "案件台账", "矛盾纠纷排查调解台账"):
        assert page.says(name)
    assert page.says("已作为填报值")
    assert page.says("还没有数")
    assert page.follow("会议学法台账").heading == "会议学法台账"


def test_rows_typed_in_become_the_figures_of_the_section(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    page = started(
        town,
        browser,
        {"date": "3月5日", "meeting": "镇党委会议", "kind": "会前学法"},
        {"date": "2025.4.9", "meeting": "镇长办公会议", "kind": "会前学法"},
    )
    assert page.by_id("tally-learn-pre_meeting").text == "2"
    assert (town.raw("learn.pre_meeting"), rows(town)[0]["date"]) == ("2", "3月5日")
    assert page.trail[-1].endswith("?saved=1")


def test_what_a_cell_lacks_is_said_below_its_row_and_the_row_is_kept(town: Town, sign_in: SignIn) -> None:
    page = started(town, sign_in(LIN), {"date": "某天", "meeting": "镇党委会议", "kind": "会前学法"})
    [row] = ids(town)
    assert "没有看懂是哪一天" in "".join(page.by_id(f"row.{row}.date-message").itertext())
    assert page.says("1 行没有计入")
    assert (rows(town)[0]["date"], town.raw("learn.pre_meeting")) == ("某天", "")
    assert page.follow("只看要补的 1 行").holds("某天")


def test_a_row_that_a_figure_cannot_count_says_which_and_why(town: Town, sign_in: SignIn) -> None:
    lecture, browser = {"date": "2025-06-12", "meeting": "执法培训", "kind": "法治讲座、培训"}, sign_in(LIN)
    assert started(town, browser, lecture).says("台账没有填“参加人数”，算不出这个数。")
    page = started(town, browser, lecture | {"date": "2025-07-08", "people": "24"})
    assert page.says("没有计入法治培训人次：“参加人数”没有填。")
    assert page.says("1 行没有计入：第1行。")
    assert (town.raw("learn.lectures"), town.raw("learn.trainees")) == ("2", "24")


def test_a_row_is_removed_and_brought_back(town: Town, sign_in: SignIn) -> None:
    page = started(town, sign_in(LIN), MEETING)
    gone = page.press("删除")
    assert (rows(town), town.raw("learn.pre_meeting")) == ([], "")
    back = gone.press("恢复这一行")
    assert (len(rows(town)), town.raw("learn.pre_meeting"), back.status) == (1, "1", 200)


def test_five_rows_at_once_and_two_of_them_filled(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(path(town)).press("加五行")
    first, second, *_ = ids(town)
    page.press("保存", {f"row.{first}.meeting": "镇党委会议", f"row.{second}.meeting": "镇长办公会议"})
    assert [bool(each) for each in rows(town)] == [True, True, False, False, False]
    assert sign_in(LIN).get(path(town)).says("记录 2 行")


def test_none_this_year_is_confirmed_taken_back_and_refused_without_losing_what_was_typed(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(path(town)).press("do=none:learn.pre_meeting")
    assert town.raw("learn.pre_meeting") == "0"
    assert page.says("已确认本年没有")
    page = page.press("do=not-none:learn.pre_meeting")
    assert town.raw("learn.pre_meeting") == ""
    old = page.press("加一行")
    [row] = ids(town)
    refused = old.press("do=none:learn.pre_meeting", {f"row.{row}.{key}": text for key, text in MEETING.items()})
    assert (refused.status, rows(town)) == (422, [MEETING])
    assert "不能记为本年没有" in refused.alerts
    assert town.raw("learn.pre_meeting") == "1"


def test_an_entry_typed_elsewhere_stays_until_the_lists_number_is_taken(town: Town, sign_in: SignIn) -> None:
    browser, section = sign_in(LIN), town.path("capacity")
    browser.get(section).press("保存", {"entry.learn.pre_meeting.raw": "15", "entry.learn.pre_meeting.office": "组织办"})
    page = started(town, browser, MEETING)
    assert town.raw("learn.pre_meeting") == "15"
    assert page.says("与填报值不同：15（组织办）")
    after = page.press("do=use:learn.pre_meeting")
    assert town.raw("learn.pre_meeting") == "1"
    assert after.says("已作为填报值")


def test_all_numbers_are_taken_at_once_but_not_over_what_a_colleague_has_just_typed(town: Town, sign_in: SignIn) -> None:
    browser, section = sign_in(LIN), town.path("capacity")
    browser.get(section).press("保存", {"entry.learn.pre_meeting.raw": "15", "entry.learn.lectures.raw": "9"})
    page = started(
        town,
        browser,
        MEETING,
        {"date": "2025-06-12", "meeting": "执法培训", "kind": "法治讲座、培训"},
    )
    sign_in(ZHAO).get(section).press("保存", {"entry.learn.lectures.raw": "8"})
    clash = page.press("都用台账的数")
    assert (clash.status, town.raw("learn.pre_meeting"), town.raw("learn.lectures")) == (409, "1", "8")
    assert "刚被赵敏改为“8”" in clash.alerts
    assert clash.press("都用台账的数").status == 200
    assert town.raw("learn.lectures") == "1"


def test_a_row_that_two_people_changed_shows_both_and_keeps_mine(town: Town, sign_in: SignIn) -> None:
    page = started(town, sign_in(LIN), {"date": "2025-03-05", "meeting": "镇党委会议"})
    [row] = ids(town)
    theirs = sign_in(ZHAO).get(path(town))
    theirs.press("保存", {f"row.{row}.topic": "民法典"})
    clash = page.press("保存", {f"row.{row}.topic": "宪法"})
    assert (clash.status, rows(town)[0]["topic"]) == (409, "民法典")
    assert clash.holds("宪法")
    assert clash.says("学习内容：民法典")
    assert clash.says("赵敏")
    again = clash.press("保存")
    assert (again.status, rows(town)[0]["topic"]) == (409, "民法典")
    assert again.press("用我的").status == 200
    assert rows(town)[0]["topic"] == "宪法"


def test_the_others_row_is_taken_on_demand(town: Town, sign_in: SignIn) -> None:
    page = started(town, sign_in(LIN), {"date": "2025-03-05", "meeting": "镇党委会议"})
    [row] = ids(town)
    sign_in(ZHAO).get(path(town)).press("保存", {f"row.{row}.topic": "民法典"})
    clash = page.press("保存", {f"row.{row}.topic": "宪法"})
    assert clash.press("用对方的").status == 200
    assert rows(town)[0]["topic"] == "民法典"


def test_rows_of_two_people_merge_and_it_is_said(town: Town, sign_in: SignIn) -> None:
    page = started(town, sign_in(LIN), {"meeting": "镇党委会议"}, {"meeting": "镇长办公会议"})
    one, two = ids(town)
    sign_in(ZHAO).get(path(town)).press("保存", {f"row.{one}.topic": "民法典"})
    saved = page.press("保存", {f"row.{two}.topic": "宪法"})
    assert saved.says("有 1 行同事刚改过")
    assert [each.get("topic") for each in rows(town)] == ["民法典", "宪法"]


def test_what_was_typed_into_a_removed_row_is_kept_as_a_new_one(town: Town, sign_in: SignIn) -> None:
    page = started(town, sign_in(LIN), {"meeting": "镇党委会议"})
    [row] = ids(town)
    sign_in(ZHAO).get(path(town)).press("删除")
    refused = page.form("保存").type({f"row.{row}.topic": "宪法"}).autosave()
    assert refused.status_code == 422
    saved = page.press("保存", {f"row.{row}.topic": "宪法"})
    assert saved.says("已作为新的一行")
    assert [each["topic"] for each in rows(town)] == ["宪法"]


def test_an_autosave_answers_with_versions_messages_and_figures(town: Town, sign_in: SignIn) -> None:
    page = started(town, sign_in(LIN), {"meeting": "镇党委会议", "kind": "会前学法"})
    [row] = ids(town)
    answer = page.form("保存").type({f"row.{row}.date": "3月"}).autosave().json()
    assert (answer["status"], answer["fields"][f"row.{row}.v"]) == ("saved", "3")
    assert [each["text"] for each in answer["messages"] if each["field"] == f"row.{row}.date"] == [
        "“日期”填的是“3月”，只知道大概时间。请补上具体日期；不补的，按这个月份计入。"
    ]
    assert (answer["outputs"]["tally-learn-pre_meeting"], answer["outputs"]["said-learn-pre_meeting"]) == ("1", "已作为填报值")
    assert answer["fields"]["figure.learn.pre_meeting.v"] == "1"


def test_an_autosave_of_a_row_somebody_changed_answers_with_both(town: Town, sign_in: SignIn) -> None:
    page = started(town, sign_in(LIN), {"meeting": "镇党委会议"})
    [row] = ids(town)
    sign_in(ZHAO).get(path(town)).press("保存", {f"row.{row}.topic": "民法典"})
    answer = page.form("保存").type({f"row.{row}.topic": "宪法"}).autosave()
    told = answer.json()
    assert (answer.status_code, told["status"]) == (409, "conflict")
    assert f"row.{row}.v" not in told["fields"]
    assert "民法典" in told["html"]


def test_a_long_list_is_paged_and_counted_exactly(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    block = "日期\t会议名称\t形式\n" + "".join(f"2025-{at % 12 + 1:02d}-{at % 28 + 1:02d}\t第{at}次会议\t会前学法\n" for at in range(230))
    looked(town, browser, block).press("加入台账（230 行）")
    assert town.raw("learn.pre_meeting") == "230"
    page = browser.get(path(town))
    assert page.says("第 1 / 5 页")
    assert page.holds("第229次会议")
    assert not page.holds("第100次会议")
    last = browser.get(path(town) + "?page=99")
    assert last.holds("第0次会议")
    assert last.follow("较新的行").says("第 4 / 5 页")
    assert browser.get(path(town) + "?page=x&show=open").says("没有要补的行了")


def test_a_pasted_block_is_only_looked_at_until_the_last_button(town: Town, sign_in: SignIn) -> None:
    page = looked(town, sign_in(LIN))
    assert page.status == 200
    assert page.says("可以加入 4 行，其中 1 行有没看懂或要核对的地方；1 行和已有的相同")
    assert page.says("身份证号 2 个，默认不保存")
    assert page.says("合计")
    assert page.holds("三月底四月初")
    assert rows(town) == []
    assert ID_NUMBER not in everything_kept(town)


def test_pasted_rows_become_figures_and_the_draft_speaks_of_them(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    added = looked(town, browser).press("加入台账")
    assert added.says("加入了 4 行；1 行和已有的相同，没有加")
    assert (town.raw("learn.pre_meeting"), town.raw("learn.lectures"), town.raw("learn.trainees")) == ("2", "1", "24")
    section = browser.get(town.path("capacity"))
    assert section.by_id("entry.learn.pre_meeting.raw").get("value") == "2"
    section.press("起草本节")
    assert "2次" in town.text("capacity")


def test_nothing_of_a_person_is_kept_unless_it_was_asked_for(town: Town, sign_in: SignIn) -> None:
    looked(town, sign_in(LIN)).press("加入台账")
    kept = everything_kept(town)
    assert "行政处罚法，联系〔电话略〕" in kept
    assert "〔姓名略〕讲民法典" in kept
    assert not [each for each in (ID_NUMBER, PHONE, "王小明", "李四海") if each in kept]
    assert all("lecturer" not in row for row in rows(town))


def test_names_are_kept_when_their_box_is_ticked_and_only_those(town: Town, sign_in: SignIn) -> None:
    page = looked(town, sign_in(LIN))
    page.form("加入台账").tick("keep", "6").press("加入台账")
    assert [row.get("lecturer", "") for row in rows(town)] == ["王小明", "王小明", "李四海", "孙八方"]
    assert ID_NUMBER not in everything_kept(town)


def test_an_unclear_cell_is_put_right_in_place_or_added_as_typed(town: Town, sign_in: SignIn) -> None:
    page = looked(town, sign_in(LIN))
    page = page.press("按上面的选择重新看一遍", {"fix.5.date": "2025-03-31", "fix.5.kind": "干部职工集中学法"})
    assert page.holds("2025-03-31")
    page.press("加入台账")
    assert (rows(town)[2]["date"], town.raw("learn.staff_sessions")) == ("2025-03-31", "1")


def test_what_is_not_put_right_is_added_as_it_was_typed(town: Town, sign_in: SignIn) -> None:
    added = looked(town, sign_in(LIN)).press("加入台账")
    assert rows(town)[2]["date"] == "三月底四月初"
    assert added.says("没有看懂是哪一天")


def test_a_row_that_is_there_already_is_added_only_when_ticked(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    looked(town, browser).press("加入台账")
    again = looked(town, browser)
    assert again.says("可以加入 0 行")
    empty = again.press("加入台账")
    assert (empty.status, len(rows(town))) == (422, 4)
    again.form("加入台账").tick("wanted", "6").press("加入台账")
    assert len(rows(town)) == 5


def test_columns_that_are_not_recognised_are_asked_about(town: Town, sign_in: SignIn) -> None:
    page = looked(town, sign_in(LIN), STRANGE)
    assert page.says("没有认出表头")
    page = page.press("按上面的选择重新看一遍", {"header": "0"})
    refused = page.press("加入台账")
    assert refused.status == 422
    assert rows(town) == []
    chosen = {"to.0": "date", "to.1": "meeting", "to.2": "kind"}
    look = refused.press("加入台账", chosen)
    assert (look.status, rows(town)) == (422, [])
    assert "请看过再点一次" in look.alerts
    look.press("加入台账")
    assert (len(rows(town)), town.raw("learn.pre_meeting")) == (3, "3")


def test_two_columns_for_one_place_are_refused_by_name(town: Town, sign_in: SignIn) -> None:
    page = looked(town, sign_in(LIN))
    refused = page.press("按上面的选择重新看一遍", {"to.4": "meeting"})
    assert refused.status == 422
    assert "选给了第3、5列" in refused.alerts


def test_a_mapping_is_remembered_and_applies_to_the_same_headers_in_another_order(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    page = looked(town, browser, STRANGE).press("按上面的选择重新看一遍", {"header": "0"})
    page = page.press("按上面的选择重新看一遍", {"to.0": "date", "to.1": "meeting", "to.2": "kind"})
    named = page.form("加入台账").tick("remember", "yes").type({"keep_name": ""}).press("加入台账")
    assert (named.status, rows(town)) == (422, [])
    done = named.form("加入台账").tick("remember", "yes").type({"keep_name": "村里的表"}).press("加入台账")
    assert done.says("已记住")
    other = looked(town, browser, "怎么学\t何时开\t哪个会\n会前学法\t2025-09-03\t镇党委会议\n")
    assert other.says("已按记住的“村里的表”对好")
    other.press("加入台账")
    assert (rows(town)[-1]["date"], town.raw("learn.pre_meeting")) == ("2025-09-03", "4")


def test_a_remembered_mapping_can_be_passed_over_and_forgotten(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    page = looked(town, browser, OTHER_ORDER)
    page.form("加入台账").tick("remember", "yes").type({"keep_name": "党政办"}).press("加入台账")
    known = looked(town, browser, OTHER_ORDER.replace("9月3日", "9月4日"))
    assert known.says("已按记住的“党政办”对好")
    without = known.press("这次不用它")
    assert not without.says("已按记住的")
    assert not without.press("按上面的选择重新看一遍").says("已按记住的")
    assert not known.press("忘掉它").says("已按记住的")
    assert not looked(town, browser, OTHER_ORDER).says("已按记住的")
    assert known.press("忘掉它").status == 404


def test_the_header_is_where_a_person_says_it_is(town: Town, sign_in: SignIn) -> None:
    page = looked(town, sign_in(LIN))
    without = page.press("按上面的选择重新看一遍", {"header": "-1"})
    assert without.status in (200, 422)
    assert without.holds("没有表头")
    back = without.press("按上面的选择重新看一遍", {"header": "1"})
    assert back.says("可以加入 4 行")


def test_text_changed_on_the_second_page_is_read_anew(town: Town, sign_in: SignIn) -> None:
    page = looked(town, sign_in(LIN))
    asked = page.press("加入台账", {"text": OTHER_ORDER})
    assert (asked.status, rows(town)) == (422, [])
    asked.press("加入台账")
    assert rows(town) == [{"date": "2025-09-03", "meeting": "镇党委会议", "kind": "会前学法"}]


@pytest.mark.parametrize("block", ["", " \n\t\n", "a\n" * 5001])
def test_a_block_with_nothing_in_it_or_too_much_is_refused_and_kept(town: Town, sign_in: SignIn, block: str) -> None:
    page = looked(town, sign_in(LIN), block)
    assert page.status == 422
    assert page.alerts
    assert page.holds(block)


def test_a_form_that_no_page_of_ours_sends_breaks_nothing(town: Town, sign_in: SignIn) -> None:
    page = looked(town, sign_in(LIN))
    pairs = [(name, "nothing" if name.startswith("to.") else value) for name, value in page.form("加入台账").pairs("加入台账")]
    assert page.browser.post(path(town, "/study/paste"), pairs).status == 404
    row = started(town, sign_in(LIN), {"meeting": "镇党委会议"})
    strange = [*row.form("保存").pairs(), ("row.x.date", "1"), ("row.999.date", "1"), ("row.1.unknown", "1"), ("do", "save")]
    assert row.browser.post(path(town), strange).status == 404
    assert row.browser.post(path(town), [*row.form("保存").pairs(), ("do", "remove:x")]).status == 404
    assert row.browser.post(path(town), [*row.form("保存").pairs(), ("do", "none:x")]).status == 404
    assert row.browser.post(path(town), [*row.form("保存").pairs(), ("do", "not-none:x")]).status == 404
    assert row.browser.post(path(town), [*row.form("保存").pairs(), ("do", "use:x")]).status == 404
