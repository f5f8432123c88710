"""The history of a report as pages: who changed what, versions and their differences, the way back, the report as it stood."""

import io
import json
import re
from urllib.parse import urlencode

import pytest
from docx import Document

from server.actions import reporting
from server.actions.saving import Field, save_fields
from server.report.snapshot import Item
from server.report.workflow import Move
from server.storage import chronicles, contents, history
from server.storage.history import Event
from tests.cast import LIN, NOW, QIAN, WU, YEAR, ZHAO, ZHENG, ZHOU, Town, unit_of
from tests.web.browser import Page
from tests.web.conftest import SignIn

FIRST, SECOND, THIRD = "执法力量不足。经费也紧。", "执法力量很不足。经费也紧。", "执法力量很不足。"


def _typed(town: Town, login: str, key: str, body: str) -> None:
    section = town.section(key).id
    with town.database.write() as connection:
        base = contents.bodies(connection, [section]).get(section, ("", 0))[1]
        field = Field("text", str(section), {"body": body}, base)
        save_fields(connection, town.library, town.actor(login), town.standing(connection, login), [field])


def _figure(town: Town, login: str, raw: str, base: int, **more: str) -> None:
    with town.database.write() as connection:
        field = Field("entry", "dis.found", {"raw": raw} | more, base)
        save_fields(connection, town.library, town.actor(login), town.standing(connection, login), [field])


@pytest.fixture
def written(town: Town) -> Town:
    """Three versions of a text by two people, a figure changed once, an item removed."""
    _typed(town, LIN, "problems", FIRST)
    _typed(town, ZHAO, "problems", SECOND)
    _typed(town, LIN, "problems", THIRD)
    _figure(town, LIN, "12", 0)
    _figure(town, ZHAO, "13", 1, office="综治中心")
    section = town.section("problems").id
    with town.database.write() as connection:
        item = reporting.add_item(connection, town.actor(LIN), town.report, section, Item(title="编制少", body="只有三人"))
        reporting.remove_item(connection, town.actor(ZHAO), town.report, section, item)
    return town


def _history(town: Town, sign_in: SignIn, query: str = "", login: str = LIN) -> Page:
    return sign_in(login).get(f"{town.path()}/history{query}")


def _versions(town: Town, sign_in: SignIn, query: str = "", key: str = "problems", login: str = LIN) -> Page:
    return sign_in(login).get(f"{town.path(key)}/history{query}")


def test_the_page_tells_who_changed_what_newest_first(written: Town, sign_in: SignIn) -> None:
    page = _history(written, sign_in)
    assert page.heading == "修改记录"
    words = page.main
    assert words.index("删除事项") < words.index("添加事项") < words.index("修改正文")
    assert "建立报告" in words
    assert page.says("提供单位：增加：综治中心")
    assert page.says("今年：")
    assert "{" not in words


def test_it_is_filtered_by_section_person_and_kind(written: Town, sign_in: SignIn) -> None:
    section = written.section("problems").id
    assert "填写" not in _history(written, sign_in, f"?section={section}").main.split("内容", 1)[1].split("某一时刻")[0]
    assert "林晓" not in _rows(_history(written, sign_in, f"?person={written.ids[ZHAO]}"))
    figures = _rows(_history(written, sign_in, "?kind=figures"))
    assert "填写" in figures
    assert "修改正文" not in figures
    assert "建立报告" in _rows(_history(written, sign_in, "?kind=state"))
    assert "没有符合条件的记录" in _history(written, sign_in, "?kind=delivery").main
    assert _history(written, sign_in, "?kind=nonsense&person=x&section=99999999999999&before=-1").status == 200


def _rows(page: Page) -> str:
    return " ".join("".join(each.itertext()) for each in page.root.iter("tbody"))


def test_a_move_is_told_with_its_reason(written: Town, sign_in: SignIn) -> None:
    with written.database.write() as connection:
        reporting.move(connection, written.actor(ZHAO), written.report, Move.submit, "")
        reporting.move(connection, written.actor(WU), written.report, Move.send_back, "第三节缺数据")
    assert "退回修改：第三节缺数据" in _history(written, sign_in, "?kind=state").main


def test_what_one_person_types_in_a_row_is_one_line(town: Town, sign_in: SignIn) -> None:
    for at in range(5):
        _typed(town, LIN, "problems", f"第{at}稿。")
    rows = _rows(_history(town, sign_in, "?kind=text"))
    assert rows.count("修改正文") == rows.count("共 5 次") + 4  # the four texts around the chapters that a report is opened with
    assert rows.count("共 5 次") == 1


def test_older_ones_are_on_further_pages(town: Town, sign_in: SignIn) -> None:
    for at in range(205):
        _figure(town, (LIN, ZHAO)[at % 2], str(at), at)
    first = _history(town, sign_in, "?kind=figures")
    second = first.follow("更早的记录")
    assert len(list(first.root.iter("tr"))) == 201
    assert len(list(second.root.iter("tr"))) == 6
    assert "kind=figures" in second.url


def test_the_versions_of_a_text_are_compared(written: Town, sign_in: SignIn) -> None:
    page = _versions(written, sign_in)
    assert page.says("第 3 版（现在）")
    assert page.says("第 2 版到第 3 版：增加 0 个字符，删去 5 个字符")
    assert ["".join(each.itertext()) for each in page.root.iter("del")] == ["删去：经费也紧。；"]
    other = _versions(written, sign_in, "?a=2&b=1")
    assert other.says("第 1 版到第 2 版：增加 1 个字符，删去 0 个字符")
    assert ["".join(each.itertext()) for each in other.root.iter("ins")][:1] == ["增加：很；"]
    assert _versions(written, sign_in, "?a=0&b=1").says("空白到第 1 版")
    assert _versions(written, sign_in, "?a=1&b=9").status == 404


def test_an_earlier_version_is_restored_as_a_new_one(written: Town, sign_in: SignIn) -> None:
    page = _versions(written, sign_in, "?a=1&b=3").press("恢复成第 1 版")
    assert page.says("已恢复")
    assert written.text("problems") == FIRST
    assert page.says("第 4 版（现在）")
    assert page.says("恢复以前的正文")


def test_what_was_not_seen_is_never_overwritten(written: Town, sign_in: SignIn) -> None:
    form = _versions(written, sign_in, "?a=1&b=3").form("恢复成第 1 版")
    _typed(written, ZHAO, "problems", "赵又改了。")
    page = form.press("恢复成第 1 版")
    assert page.status == 409
    assert page.says("第 4 版（现在）")
    assert written.text("problems") == "赵又改了。"


def test_a_figure_goes_back_with_all_its_parts(written: Town, sign_in: SignIn) -> None:
    page = _versions(written, sign_in, key="disputes").press("恢复成这一次")
    assert page.says("恢复以前填的数")
    assert written.raw("dis.found") == "12"
    with written.database.read() as connection:
        assert contents.entries(connection, written.report)["dis.found"].record.origin.office == ""


def test_a_removed_item_comes_back_once(written: Town, sign_in: SignIn) -> None:
    form = _versions(written, sign_in).form("恢复这一条")
    assert form.press("恢复这一条").says("已恢复")
    section = written.section("problems").id
    with written.database.read() as connection:
        assert [each.item for each in contents.items(connection, [section])] == [Item(title="编制少", body="只有三人")]
    assert form.press("恢复这一条").status == 404


def test_who_may_not_fill_sees_versions_without_a_way_back(written: Town, sign_in: SignIn) -> None:
    page = _versions(written, sign_in, "?a=1&b=3", login=WU)
    assert not page.says("恢复成第 1 版")
    form = _versions(written, sign_in, "?a=1&b=3").form("恢复成第 1 版")
    form.page.browser = sign_in(WU)
    assert form.press("恢复成第 1 版").status == 403
    assert written.text("problems") == THIRD


@pytest.mark.parametrize("login", [ZHENG, QIAN])
def test_those_who_only_look_at_the_report_do_not_see_how_it_came_about(written: Town, sign_in: SignIn, login: str) -> None:
    for path in ("/history", "/history/at/1", "/history/at/1/report.json", "/history/at/1/report.docx", "/history/at?moment=2026-01-09"):
        assert sign_in(login).fetch(written.path() + path).status_code == 403
    assert _versions(written, sign_in, login=login).status == 403


def test_another_unit_sees_nothing(written: Town, sign_in: SignIn) -> None:
    for path in (f"{written.path()}/history", f"{written.path('problems')}/history", f"{written.path()}/history/at/1"):
        assert sign_in(ZHOU).get(path).status == 404


def test_the_report_as_it_stood_is_shown_and_taken_away(written: Town, sign_in: SignIn) -> None:
    section = written.section("problems").id
    with written.database.read() as connection:
        first = min(each.id for each in chronicles.versions(connection, [f"text:{section}"]))
    page = sign_in(LIN).get(f"{written.path()}/history/at/{first}")
    assert page.says(FIRST)
    assert not page.says(SECOND)
    assert not page.says("有一部分是现在的样子")
    browser = sign_in(LIN)
    told = json.loads(browser.fetch(f"{written.path()}/history/at/{first}/report.json").content)
    assert next(each["text"] for each in told["sections"] if each["key"] == "problems") == FIRST
    assert told["entries"] == []
    document = Document(io.BytesIO(browser.fetch(f"{written.path()}/history/at/{first}/report.docx").content))
    assert any("执法力量不足" in each.text for each in document.paragraphs)


def test_every_line_since_the_opening_leads_to_the_report_of_then(town: Town, sign_in: SignIn) -> None:
    rule = Event(NOW, town.ids[ZHOU], f"unit:{town.other}", "rule_changed", town.other, None, 0, {})
    with town.database.write() as connection:
        history.add(connection, rule)
        place = unit_of(town.library, "白石镇")
        report = reporting.open_report(
            connection, town.library, town.actor(ZHOU), town.other, place, YEAR, town.library.outlines["standard"]
        )
        history.add(connection, rule)
    page = sign_in(ZHOU).get(f"/reports/{report}/history")
    rows = [each for each in page.root.iter("tr") if each.get("id", "").startswith("event-")]
    linked = [[address for link in row.iter("a") if "/at/" in (address := link.get("href", ""))] for row in rows]
    assert len(linked) > 2
    assert not linked[-1]
    for (address,) in linked[:-1]:
        assert sign_in(ZHOU).get(address).status == 200


def test_a_moment_is_asked_for_as_people_write_it(written: Town, sign_in: SignIn) -> None:
    page = _at(written, sign_in, "２０２６年1月9日 10:32")
    assert re.search("2026年1月9日 10:32的报告", page.heading)
    wrong = _at(written, sign_in, "昨天")
    assert wrong.status == 422
    assert wrong.says("没有看懂“昨天”")
    assert wrong.holds("昨天")
    assert _at(written, sign_in, "").status == 422
    assert _at(written, sign_in, "2020-01-01").status == 404
    assert sign_in(LIN).get(f"{written.path()}/history/at/999999").status == 404


def _at(town: Town, sign_in: SignIn, moment: str) -> Page:
    form = _history(town, sign_in).form("查看当时的报告")
    assert "moment" in form.names
    return sign_in(LIN).get(f"{form.action}?{urlencode({'moment': moment})}")
