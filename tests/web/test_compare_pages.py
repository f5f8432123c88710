"""对数: another paper against the figures of a report, what differs, on paper, kept on request, and that nothing else of it stays."""

from io import BytesIO
from urllib.parse import quote

import httpx2
import pytest
from docx import Document
from sqlalchemy import text

from server.actions import reporting
from server.actions.saving import Field, save_fields
from server.report.workflow import Move
from server.storage import others
from tests.cast import LIN, WU, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import BOUNDARY, MULTIPART, Browser, Page, multipart
from tests.web.conftest import SignIn

PAPER = """清溪镇人民政府述职报告

2025年，全镇受理信访531件，办结473件。2024年受理信访500件。
五年来，受理信访2400件。全县受理信访8000件。
清溪镇人民政府
2025年12月31日
"""
BUTTON = "对数"


@pytest.fixture
def town(town: Town) -> Town:
    """The town with two figures and the sentence that prints them."""
    entries = {"dis.petition_received": ("513", "500"), "dis.petition_done": ("473", "460")}
    fields = [Field("entry", key, {"raw": now, "last": last}, 0) for key, (now, last) in entries.items()]
    fields.append(Field("text", str(town.section("disputes").id), {"body": "全年共受理信访513件，办结473件。"}, 0))
    with town.database.write() as connection:
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), fields)
    return town


def page_of(town: Town) -> str:
    return f"{town.path()}/compare"


def pasted(town: Town, browser: Browser, words: str = PAPER, **typed: str) -> Page:
    return browser.get(page_of(town)).form(BUTTON, page_of(town)).type({"text": words, **typed}).press(BUTTON)


def sent(page: Page, path: str) -> httpx2.Response:
    """The bare answer to another button of the result."""
    kind = {"Content-Type": f"{MULTIPART}; boundary={BOUNDARY}"}
    return page.browser.client.post(path, content=multipart(page.form(BUTTON).pairs(), []), headers=kind)


def kept(town: Town) -> list[tuple[str, list[str]]]:
    with town.database.read() as connection:
        return [(each.name, [clash.said for clash in each.clashes]) for each in others.others(connection, town.report)]


def events(town: Town) -> list[str]:
    with town.database.read() as connection:
        rows = connection.execute(text("select action from history where target like 'comparison:%' order by id"))
        return [str(each) for each in rows.scalars()]


def test_the_check_page_leads_there(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(f"{town.path()}/check").follow("与其他材料对数")
    assert (page.status, page.heading) == (200, "对数")
    assert page.says("只比较同一口径")


def test_what_differs_stands_with_both_sentences_and_ways_to_text_and_field(town: Town, sign_in: SignIn) -> None:
    page = pasted(town, sign_in(LIN))
    assert page.status == 200
    assert page.says("1个数与填报不一致，2个一致，2个不是同一口径没有比")
    assert page.says("本年填报的是513件，这里是531件")
    assert page.says("全年共受理信访513件，办结473件。")
    links = [each.get("href") or "" for each in page.root.iter("a")]
    section = town.section("disputes").id
    assert f"{town.path()}/sections/{section}#figure-dis-petition_received" in links
    assert f"{town.path()}/sections/{section}?find=7-11#found" in links
    assert ["".join(each.itertext()) for each in page.root.iter("mark")][:2] == ["531件", "513件"]


def test_a_file_is_read(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(page_of(town)).form(BUTTON, page_of(town)).upload("file", [("述职.txt", PAPER.encode("gb18030"))]).press(BUTTON)
    assert page.says("述职")
    assert page.says("这里是531件")


def test_last_years_figure_left_standing_is_told(town: Town, sign_in: SignIn) -> None:
    assert pasted(town, sign_in(LIN), "2025年，全镇受理信访500件。").says("材料印的是上年的数")


def test_year_and_unit_can_be_said_and_stand_in_the_form(town: Town, sign_in: SignIn) -> None:
    page = pasted(town, sign_in(LIN), "受理信访531件。", year="2023年", whose="own")
    assert page.says("0个数与填报不一致")
    form = dict(page.form(BUTTON).pairs())
    assert (form["year"], form["whose"]) == ("2023", "own")
    assert pasted(town, sign_in(LIN), "受理信访531件。", whose="other").says("没有发现不一致的数")


@pytest.mark.parametrize("login", [ZHAO, WU, ZHENG])
def test_whoever_sees_the_report_may_compare(town: Town, sign_in: SignIn, login: str) -> None:
    assert pasted(town, sign_in(login)).says("这里是531件")


def test_nothing_is_kept_without_being_asked(town: Town, sign_in: SignIn) -> None:
    def rows() -> int:
        with town.database.read() as connection:
            return int(connection.execute(text("select count(*) from history")).scalar_one())

    before = rows()
    pasted(town, sign_in(LIN))
    assert (rows(), kept(town)) == (before, [])


def test_a_result_is_kept_shown_to_the_leader_and_removed(town: Town, sign_in: SignIn) -> None:
    answer = sent(pasted(town, sign_in(LIN), name="镇长述职报告"), f"{page_of(town)}/keep")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{page_of(town)}?done=kept#kept")
    assert kept(town) == [("镇长述职报告", ["531件"])]
    assert sign_in(WU).get(f"{town.path()}/leader").says("报告是513件，镇长述职报告是531件")
    page = sign_in(LIN).get(page_of(town)).form("移除").press("移除")
    assert page.says("已移除")
    assert (kept(town), events(town)) == ([], ["keep_comparison", "remove_comparison"])


def test_last_years_figure_is_kept_as_such_beside_no_sentence_of_this_year(town: Town, sign_in: SignIn) -> None:
    page = pasted(town, sign_in(LIN), "2024年，全镇受理信访501件。", name="总结", year="2025")
    assert page.says("上年填报的是500件，这里是501件")
    assert not page.says("全年共受理信访")
    sent(page, f"{page_of(town)}/keep")
    assert sign_in(LIN).get(page_of(town)).says("信访受理（上年）：报告填报500件，材料是501件")


def test_the_same_paper_kept_again_takes_the_place_of_the_first(town: Town, sign_in: SignIn) -> None:
    for words in (PAPER, PAPER.replace("531件", "532件")):
        sent(pasted(town, sign_in(LIN), words, name="述职报告"), f"{page_of(town)}/keep")
    assert kept(town) == [("述职报告", ["532件"])]
    assert events(town) == ["keep_comparison", "remove_comparison", "keep_comparison"]


def test_removing_twice_is_once_and_an_unknown_one_is_not_found(town: Town, sign_in: SignIn) -> None:
    sent(pasted(town, sign_in(LIN)), f"{page_of(town)}/keep")
    form = sign_in(LIN).get(page_of(town)).form("移除")
    assert form.press("移除").status == form.press("移除").status == 200
    assert len(events(town)) == 2
    browser = form.page.browser
    for number in ("99999", "x", "0"):
        pairs = [(name, number if name == "other" else value) for name, value in form.pairs("移除")]
        assert browser.post(f"{page_of(town)}/remove", pairs).status == 404


def test_whoever_may_not_fill_keeps_and_removes_nothing(town: Town, sign_in: SignIn) -> None:
    page = pasted(town, sign_in(WU))
    assert not page.says("留存这次对数结果")
    assert sent(page, f"{page_of(town)}/keep").status_code == 403
    assert kept(town) == []


def test_a_report_that_moved_on_keeps_nothing(town: Town, sign_in: SignIn) -> None:
    page = pasted(town, sign_in(LIN))
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    assert sent(page, f"{page_of(town)}/keep").status_code == 409
    assert pasted(town, sign_in(LIN)).says("这里是531件")


def test_the_sheet_lists_what_differs(town: Town, sign_in: SignIn) -> None:
    answer = sent(pasted(town, sign_in(LIN), name="述职报告"), f"{page_of(town)}/sheet")
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('对数单.docx', safe='')}"
    rows = [[cell.text for cell in row.cells] for row in Document(BytesIO(answer.content)).tables[0].rows]
    assert rows[0] == ["序号", "指标", "材料中的数", "报告填报的数", "材料原句", "报告原句"]
    assert rows[1][2:] == ["531件", "513件", "2025年，全镇受理信访531件，办结473件。", "全年共受理信访513件，办结473件。"]


@pytest.mark.parametrize("path", ["", "/sheet", "/keep"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "请先选择要对数的材料"),
        ({"text": PAPER, "year": "去年"}, "不是年份"),
        ({"text": "密级：机密\n" + PAPER}, "密级"),
        ({"text": "长" * 300_001}, "30万字"),
    ],
    ids=["nothing", "no year", "secret", "too long"],
)
def test_what_cannot_be_read_is_said_and_the_form_kept(town: Town, sign_in: SignIn, path: str, typed: dict[str, str], said: str) -> None:
    form = sign_in(LIN).get(page_of(town)).form(BUTTON, page_of(town)).type({**typed, "whose": "own", "name": "述职报告𠮷"})
    page = form.page.browser.upload(page_of(town) + path, form.pairs(BUTTON), [])
    assert (page.status, page.heading) == (422, "对数")
    assert said in page.alerts
    shown = dict(page.form(BUTTON).pairs())
    assert (shown["whose"], shown["name"]) == ("own", "述职报告𠮷")
    assert kept(town) == []


def test_a_broken_file_is_refused(town: Town, sign_in: SignIn) -> None:
    form = sign_in(LIN).get(page_of(town)).form(BUTTON, page_of(town)).upload("file", [("坏.docx", b"PK\x03\x04 broken")])
    assert form.press(BUTTON).status == 422


@pytest.mark.parametrize("path", ["", "/sheet", "/keep", "/remove"])
def test_another_unit_and_whoever_is_signed_out_learn_nothing(town: Town, sign_in: SignIn, stranger: Browser, path: str) -> None:
    for browser, expected in ((sign_in(ZHOU), 404), (stranger, 401)):
        page = browser.get("/") if expected == 404 else browser.get("/sign-in")
        token = dict(page.form("退出" if expected == 404 else "登录").pairs())["csrf"]
        pairs = [("csrf", token), ("text", PAPER), ("other", "1")]
        answer = browser.post(page_of(town) + path, pairs)
        assert answer.status == expected
        assert "513" not in answer.main


@pytest.mark.parametrize("lines", [300, pytest.param(5000, marks=pytest.mark.long)])
def test_a_long_paper_is_fine(town: Town, sign_in: SignIn, lines: int) -> None:
    assert pasted(town, sign_in(LIN), PAPER + "全镇开展普法宣传12场次，群众办事更加方便。\n" * lines).status == 200
