"""公文格式检查: what is found in a file, what its copy says, what must be confirmed first, and that nothing of the file stays."""

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from docx import Document
from sqlalchemy import text

from server.word.reader import read_docx
from tests.cast import LIN, ZHAO, Town
from tests.web.browser import BOUNDARY, MULTIPART, Browser, Page, multipart
from tests.web.conftest import SignIn
from tests.word.shapes import made
from tests.word.test_relaying import PAPER

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea735814c0000000049454e44ae426082"
)
NAME = "检查通知.docx"


def plain() -> bytes:
    """What python-docx makes of a few lines: Letter paper, its own styles."""
    document = Document()
    for line in PAPER[2:]:
        document.add_paragraph(line)
    return saved(document)


def pictured() -> bytes:
    """The same with a picture."""
    document = Document(BytesIO(plain()))
    document.add_picture(BytesIO(PICTURE))
    return saved(document)


def saved(document: object) -> bytes:
    written = BytesIO()
    getattr(document, "save")(written)  # noqa: B009
    return written.getvalue()


def handed(browser: Browser, content: bytes, name: str = NAME, **typed: str) -> Page:
    return browser.get("/inspect").form("检查格式").type(typed).upload("file", [(name, content)]).press("检查格式")


def send(browser: Browser, path: str, pairs: list[tuple[str, str]], content: bytes, *, swap: bool = False) -> httpx2.Response:
    """The bare answer to a file."""
    kind = {"Content-Type": f"{MULTIPART}; boundary={BOUNDARY}"} | ({"HX-Request": "true"} if swap else {})
    token = dict(browser.get("/inspect").form("检查格式").pairs())["csrf"]
    return browser.client.post(path, content=multipart([("csrf", token), *pairs], [("file", NAME, content)]), headers=kind)


def test_the_first_page_leads_to_the_check(sign_in: SignIn) -> None:
    page = sign_in(LIN).get("/").follow("检查一份 Word 或 WPS 文件")
    assert (page.status, page.heading) == (200, "公文格式检查")
    assert page.says("文件不保存")


@pytest.mark.parametrize("path", ["/inspect", "/inspect/copy"])
def test_who_is_signed_out_signs_in_first(stranger: Browser, path: str) -> None:
    assert stranger.get("/inspect").heading == "登录"
    page = stranger.get("/sign-in")
    token = dict(page.form("登录").pairs())["csrf"]
    answer = stranger.upload(path, [("csrf", token)], [("file", NAME, plain())])
    assert (answer.status, answer.heading) == (401, "登录")


def test_a_page_of_another_makers_file_is_found_wanting(sign_in: SignIn) -> None:
    page = handed(sign_in(LIN), plain())
    assert page.status == 200
    assert page.says("必改")
    assert page.says("5.1")
    assert page.says("没有在 LibreOffice、Word 或 WPS 里排成页面测量")
    assert page.says("页边距不合标准的任何一档")


def test_the_copy_says_the_same_and_is_told_what_changed(sign_in: SignIn) -> None:
    page = handed(sign_in(LIN), plain())
    assert page.says("Letter（216×279毫米）")
    assert page.says("A4（210×297毫米）")
    form = page.form("下载排好的副本")
    answer = send(page.browser, "/inspect/copy", list(form.pairs())[1:], plain())
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('检查通知（排版）.docx', safe='')}"
    lines = [line.whole for line in read_docx(answer.content).lines]
    assert lines[:3] == [PAPER[2], PAPER[3], PAPER[4]]


def test_the_file_is_chosen_once_more_where_no_script_runs(sign_in: SignIn) -> None:
    page = handed(sign_in(LIN), plain())
    assert page.says("请再选一次同一个文件")
    again = page.form("下载排好的副本").press("下载排好的副本")
    assert (again.status, again.heading) == (422, "公文格式检查")
    assert "请先选择要检查的文件" in again.alerts


def test_with_a_script_only_the_result_comes_back(sign_in: SignIn) -> None:
    answer = send(sign_in(LIN), "/inspect", [("profile", "b")], plain(), swap=True)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="inspection"')
    assert 'form="examine"' in answer.text
    assert "请再选一次" not in answer.text


def test_an_error_met_by_a_script_takes_the_place_of_the_page(sign_in: SignIn) -> None:
    answer = send(sign_in(LIN), "/inspect", [], b"no document", swap=True)
    assert (answer.status_code, answer.headers["hx-retarget"]) == (422, "#main")


def test_a_picture_is_told_and_must_be_confirmed_for_this_very_file(sign_in: SignIn) -> None:
    browser, content = sign_in(LIN), pictured()
    page = handed(browser, content)
    assert page.says("1张图片没有带入副本")
    refused = send(browser, "/inspect/copy", [], content)
    assert refused.status_code == 422
    assert "勾选“我知道了”" in refused.text
    (digest,) = re.findall(r'name="accept"[^>]*value="([0-9a-f]{64})"', refused.text)
    assert send(browser, "/inspect/copy", [("accept", "0" * 64)], content).status_code == 422
    taken = send(browser, "/inspect/copy", [("accept", digest)], content)
    assert taken.status_code == 200
    assert taken.content.startswith(b"PK")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("", b"", "请先选择要检查的文件"),
        ("台账.xlsx", b"PK\x03\x04", "文件不完整或已损坏"),
        ("通知.txt", "通知".encode(), "这不是Word文件"),
        ("秘密★1年.docx", made(PAPER, "typed"), "标有密级"),
        ("通知.docx", made(("机密★三年", *PAPER), "typed"), "标有密级"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_the_field(sign_in: SignIn, name: str, content: bytes, words: str) -> None:
    page = handed(sign_in(LIN), content, name)
    assert page.status == 422
    assert words in "".join(page.by_id("file-error").itertext())


def test_nothing_of_the_file_is_kept_but_digest_and_size(sign_in: SignIn, town: Town, tmp_path: Path) -> None:
    content = plain()
    with town.database.read() as connection:
        before = {table: _count(connection, table) for table in ("file", "job", "history")}
    handed(sign_in(ZHAO), content)
    with town.database.read() as connection:
        after = {table: _count(connection, table) for table in ("file", "job", "history")}
        row = connection.execute(text("SELECT target, action, report_id FROM history ORDER BY id DESC LIMIT 1")).one()
    assert after == {**before, "history": before["history"] + 1}
    assert re.fullmatch(r"inspection:[0-9a-f]{16}", row.target)
    assert (row.action, row.report_id) == ("inspect", None)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith("chengbao.db")] == []


def test_the_profile_and_the_form_of_the_copy_are_chosen(sign_in: SignIn) -> None:
    page = handed(sign_in(LIN), plain(), profile="b", kind="letter")
    assert page.says("上34.6、下32.6")
    assert page.says("没有认出一个发文机关的红头")
    pairs = dict(page.form("下载排好的副本").pairs())
    assert (pairs["profile"], pairs["kind"]) == ("b", "letter")


def test_unknown_choices_fall_back_to_the_first(sign_in: SignIn) -> None:
    answer = send(sign_in(LIN), "/inspect", [("profile", "z"), ("kind", "z")], plain())
    assert answer.status_code == 200
    assert "上37、下35" in answer.text


def _count(connection: object, table: str) -> int:
    rows = getattr(connection, "execute")(text(f"SELECT count(*) FROM {table}"))  # noqa: B009
    found: int = rows.scalar_one()
    return found
