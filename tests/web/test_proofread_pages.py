"""校对一份公文: what is found in a file or a pasted text, what is put right on request, and that nothing of it stays."""

from urllib.parse import quote

import httpx2
import pytest
from sqlalchemy import text

from server.report.reading.source import Place
from server.word.reader import read_docx
from tests.cast import LIN, Town
from tests.web.browser import BOUNDARY, MULTIPART, Browser, Page, multipart
from tests.web.conftest import SignIn

NAME = "年度报告.txt"
PAPER = """清溪镇2026年法治政府建设情况报告

县委、县政府：
2026年，我镇在县委县政府的领导下推进法治政府建设。现将情况报告如下：
一、主要做法
全年由县政法委牵头开展培训两次，镇党组专题研究三次。
二、存在问题
执法力量不足。恳请县政府给予经费支持。
清溪镇人民政府
2027年1月8日
"""


def handed(browser: Browser, content: bytes, name: str = NAME, **typed: str) -> Page:
    return browser.get("/proofread").form("校对").type(typed).upload("file", [(name, content)]).press("校对")


def pasted(browser: Browser, words: str, **typed: str) -> Page:
    return browser.get("/proofread").form("校对").type({"text": words, **typed}).press("校对")


def sent(page: Page, path: str, *, leave: str = "") -> httpx2.Response:
    """The bare answer to the form of a result, without the choice `leave`."""
    pairs = [(name, value) for name, value in page.form("校对").pairs() if not leave or value != leave]
    kind = {"Content-Type": f"{MULTIPART}; boundary={BOUNDARY}"}
    return page.browser.client.post(path, content=multipart(pairs, []), headers=kind)


def chosen(page: Page) -> list[str]:
    return [value for name, value in page.form("校对").pairs() if name == "take"]


def test_the_first_page_leads_there(sign_in: SignIn) -> None:
    page = sign_in(LIN).get("/").follow("校对一份公文")
    assert (page.status, page.heading) == (200, "校对一份公文")
    assert page.says("什么都不保存")


@pytest.mark.parametrize("path", ["/proofread", "/proofread/text", "/proofread/sheet"])
def test_who_is_signed_out_signs_in_first(stranger: Browser, path: str) -> None:
    assert stranger.get("/proofread").heading == "登录"
    token = dict(stranger.get("/sign-in").form("登录").pairs())["csrf"]
    answer = stranger.upload(path, [("csrf", token), ("text", PAPER)], [])
    assert (answer.status, answer.heading) == (401, "登录")


def test_a_file_is_read_and_judged(sign_in: SignIn) -> None:
    page = handed(sign_in(LIN), PAPER.encode("gb18030"))
    assert page.status == 200
    assert page.says("应写“县委政法委”")
    assert page.says("报告不得夹带请示事项")
    assert page.says("年度报告")


def test_how_it_was_understood_stands_in_the_form(sign_in: SignIn) -> None:
    form = dict(pasted(sign_in(LIN), PAPER).form("校对").pairs())
    assert (form["year"], form["unit_kind"]) == ("2026", "town")
    assert form["text"].replace("\r\n", "\n").splitlines()[0] == "清溪镇2026年法治政府建设情况报告"


def test_another_kind_of_unit_is_judged_by_its_own_rules(sign_in: SignIn) -> None:
    page = pasted(sign_in(LIN), PAPER, unit_kind="county")
    assert not page.says("乡镇、街道不设党组")


def test_what_is_certain_is_put_right_and_can_be_taken_away(sign_in: SignIn) -> None:
    answer = sent(pasted(sign_in(LIN), PAPER), "/proofread/text")
    words = answer.content.decode("utf-8-sig")
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('公文（已改）.txt', safe='')}"
    assert "由县委政法委牵头" in words
    assert "镇党委专题研究" in words
    assert "县委、县政府的领导" in words


def test_only_what_is_chosen_is_put_right(sign_in: SignIn) -> None:
    page = pasted(sign_in(LIN), PAPER)
    (party,) = [key for key in chosen(page) if key.startswith("O01.")]
    words = sent(page, "/proofread/text", leave=party).content.decode("utf-8-sig")
    assert "由县政法委牵头" in words
    assert "镇党委专题研究" in words


def test_the_sheet_lists_the_findings_and_marks_the_changes(sign_in: SignIn) -> None:
    answer = sent(handed(sign_in(LIN), PAPER.encode()), "/proofread/sheet")
    lines = read_docx(answer.content).lines
    assert lines[0].text == "校对单"
    assert any(line.place is Place.table and "县政法委\t" in line.text for line in lines)
    assert answer.headers["content-disposition"].endswith(quote("年度报告（校对单）.docx", safe=""))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "请先选择要校对的文件"),
        ({"text": PAPER, "year": "去年"}, "不是年份"),
        ({"text": "密级：机密\n" + PAPER}, "密级"),
        ({"text": "长" * 300_001}, "30万字"),
    ],
    ids=["nothing", "no year", "secret", "too long"],
)
def test_what_cannot_be_read_is_said_and_the_form_kept(sign_in: SignIn, typed: dict[str, str], said: str) -> None:
    page = sign_in(LIN).get("/proofread").form("校对").type({**typed, "unit_kind": "town"}).press("校对")
    assert (page.status, page.heading) == (422, "校对一份公文")
    assert said in page.alerts
    assert dict(page.form("校对").pairs())["unit_kind"] == "town"


def test_a_broken_file_is_refused(sign_in: SignIn) -> None:
    page = handed(sign_in(LIN), b"PK\x03\x04 broken", "坏.docx")
    assert page.status == 422


def test_nothing_is_kept(sign_in: SignIn, town: Town) -> None:
    browser = sign_in(LIN)

    def rows() -> int:
        with town.database.read() as connection:
            return int(connection.execute(text("select count(*) from history")).scalar_one())

    before = rows()
    handed(browser, PAPER.encode())
    assert rows() == before


@pytest.mark.parametrize("lines", [500, pytest.param(5000, marks=pytest.mark.long)])
def test_a_long_text_is_fine(sign_in: SignIn, lines: int) -> None:
    page = pasted(sign_in(LIN), PAPER + "全镇干部学习法律知识，群众办事更加方便。\n" * lines)
    assert page.status == 200
