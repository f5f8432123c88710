"""Files at the border: what is taken, what is refused in one sentence, what it costs, and that no trace of it stays."""

import tracemalloc
import zipfile
from collections.abc import Awaitable, Callable, Iterable
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI
from sqlalchemy import text
from starlette.requests import Request

from server.report.problems import Refused
from server.web.forms import MOST_FIELDS, MOST_FILES, Form, Upload, read_upload
from tests.cast import LIN, ZHAO, Town
from tests.test_archives import compound, encrypted_entries, workbook
from tests.web.browser import BOUNDARY, MULTIPART, Browser, Page, multipart
from tests.web.conftest import SignIn
from tests.web.last_year import REPORT, docx
from tests.word.shapes import made

MEGABYTE = 1024 * 1024
KIND = f"{MULTIPART}; boundary={BOUNDARY}"


def received(chunks: Iterable[bytes], kind: str = KIND, method: str = "POST") -> Form:
    """The form that comes of a body."""
    waiting = iter(chunks)

    async def receive() -> dict[str, object]:
        piece = next(waiting, None)
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    return _read(receive, kind, method)


def broken_off(chunks: list[bytes]) -> Form:
    """The form that comes of a body whose sender goes away."""
    waiting = iter(chunks)

    async def receive() -> dict[str, object]:
        piece = next(waiting, None)
        return {"type": "http.disconnect"} if piece is None else {"type": "http.request", "body": piece, "more_body": True}

    return _read(receive, KIND, "POST")


def _read(receive: Callable[[], Awaitable[dict[str, object]]], kind: str, method: str) -> Form:
    scope = {"type": "http", "method": method, "path": "/", "query_string": b"", "headers": [(b"content-type", kind.encode())]}

    async def whole() -> Form:
        return await read_upload(Request(scope, receive))

    with start_blocking_portal() as portal:
        return portal.call(whole)


def head(name: str = "大.docx") -> bytes:
    """The beginning of a body with one file."""
    return multipart([("csrf", "x")], [("file", name, b"")]).partition(b"\r\n\r\n\r\n--")[0] + b"\r\n\r\n"


def test_a_form_with_files_is_read_and_cleaned_once() -> None:
    body = multipart(
        [("text", "一\r\n二\x00"), ("名", "值𠮷")],
        [("file", r"C:\公文\甲“2024”.docx", b"\x00\xff\r\n--"), ("file", "../乙.txt", b""), ("x", "", b"")],
    )
    form = received([body])
    assert form.pairs == (("text", "一\n二"), ("名", "值𠮷"))
    assert form.changed == 1
    assert form.files == (Upload("甲“2024”.docx", b"\x00\xff\r\n--"), Upload("乙.txt", b""))
    assert received([bytes([each]) for each in body]) == form


def test_a_form_without_files_may_come_as_any_other_form() -> None:
    assert received([b"text=%E4%B8%80&csrf=x"], "application/x-www-form-urlencoded").pairs == (("text", "一"), ("csrf", "x"))
    assert received([b""], method="GET") == Form()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("text/plain", b"x"),
        (MULTIPART, multipart([("a", "b")], [])),
        (f"{MULTIPART}; boundary=", multipart([("a", "b")], [])),
        (f"{MULTIPART}; boundary=other", multipart([("a", "b")], [])),
        (KIND, b"not a form at all"),
        (KIND, b"--" + BOUNDARY.encode() + b"\r\nno header\r\n\r\nx\r\n--" + BOUNDARY.encode() + b"--\r\n"),
        (KIND, multipart([("a", "b")], [("file", "x.docx", b"half of a fi")])[:-60]),
        (KIND, multipart([(f"n{at}", "") for at in range(MOST_FIELDS + 1)], [])),
    ],
)
def test_what_no_page_sends_is_refused_with_a_sentence(kind: str, body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        received([body], kind)
    assert refused.value.message.startswith(("文件没有传完整，没有保存。", "没有看懂浏览器发来的内容。"))


def test_more_files_than_are_taken_at_once_are_counted() -> None:
    files = [("file", f"{at}.txt", b"x") for at in range(MOST_FILES + 1)]
    assert len(received([multipart([], files[:-1])]).files) == 100
    with pytest.raises(Refused, match="一次最多上传100个文件"):
        received([multipart([], files)])


@pytest.mark.parametrize("chunks", [[], [head()], [head(), b"x" * MEGABYTE * 2]])
def test_an_upload_that_breaks_off_is_refused_and_leaves_nothing_open(chunks: list[bytes]) -> None:
    with pytest.raises(Refused, match="文件没有传完整"):
        broken_off(chunks)


def test_two_hundred_megabytes_are_read_away_in_bounded_memory_and_refused() -> None:
    piece = b"x" * (MEGABYTE // 4)
    received([head(), b"\r\n--", BOUNDARY.encode(), b"--\r\n"])
    tracemalloc.start()
    with pytest.raises(Refused) as refused:
        received(chain([head()], repeat(piece, 800)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.message.startswith("一次最多上传100个文件、共64MB，这次超过了，没有保存任何文件。")
    assert peak < 8 * MEGABYTE


def test_an_upload_without_end_is_cut_off() -> None:
    with pytest.raises(Refused, match="共64MB"):
        received(chain([head()], repeat(b"x" * 16 * MEGABYTE)))


def uploaded(browser: Browser, town: Town, name: str, content: bytes) -> Page:
    """What comes of handing a file in."""
    return browser.get(f"{town.path()}/past").form("开始读取").upload("file", [(name, content)]).press("开始读取")


def traces(town: Town, app: FastAPI) -> tuple[int, int, list[Path]]:
    """Files and past reports in the store, and what waits in the folder."""
    folder: Path = app.state.site.worker.shop.folder
    with town.database.read() as connection:
        counts = [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in ("file", "past")]
    return counts[0], counts[1], list(folder.iterdir()) if folder.exists() else []


def bomb() -> bytes:
    """A .docx whose text grows a thousandfold."""
    packed = BytesIO(docx())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/header9.xml", b"<x>" + b" " * (60 * MEGABYTE) + b"</x>")
    return packed.getvalue()


HOSTILE = {
    "bomb": ("2024.docx", bomb, "文件解压后大得不正常"),
    "truncated": ("2024.docx", lambda: docx()[:-200], "文件不完整或已损坏"),
    "encrypted entries": ("2024.docx", encrypted_entries, "文件设了打开密码"),
    "encrypted": ("2024.docx", lambda: compound(("EncryptedPackage", b"x" * 600)), "文件设了打开密码"),
    "a workbook": ("2024.docx", workbook, "这里要传的是Word文件，收到的是表格文件"),
    "no text": ("2024.docx", lambda: b"\x00\x01\x02" * 900, "这个文件不是文字文件"),
    "a picture": ("2024.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "这个文件不是文字文件"),
    "too large": ("2024.docx", lambda: b"PK" + b"x" * (21 * MEGABYTE), "文件超过20MB"),
    "secret in the text": (
        "2024.docx",
        lambda: made(["秘密★1年", "关于清溪镇2024年法治政府建设情况的报告"], "boxes"),
        "文件标有密级（秘密★",
    ),
    "secret in the name": ("2024（机密★）.docx", docx, "文件标有密级（机密★"),
    "secret in plain text": ("2024.txt", lambda: f"绝密★\n{REPORT}".encode("gb18030"), "文件标有密级（绝密"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_taken_comes_back_as_one_sentence_without_a_trace(
    town: Town, app: FastAPI, sign_in: SignIn, name: str
) -> None:
    called, make, sentence = HOSTILE[name]
    page = uploaded(sign_in(ZHAO), town, called, make())
    assert page.status in (200, 422)
    assert sentence in page.alerts
    assert traces(town, app) == (0, 0, [])
    assert b"\xe2\x98\x85" not in b"".join(path.read_bytes() for path in app.state.site.settings.var.rglob("*") if path.suffix == ".bytes")


def test_pasted_text_with_a_mark_of_secrecy_is_refused_before_it_is_written(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    form = sign_in(ZHAO).get(f"{town.path()}/past").form("开始读取")
    page = form.type({"text": f"机密★2年\n{REPORT}"}).press("开始读取")
    assert page.status == 422
    assert "文件标有密级（机密" in page.alerts
    assert traces(town, app) == (0, 0, [])


def test_a_good_file_is_kept_once_and_its_copy_in_the_folder_is_gone(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    for name in ("一.docx", "二.docx"):
        assert uploaded(sign_in(ZHAO), town, name, docx()).heading == "上年内容放到哪里"
    assert traces(town, app) == (1, 2, [])


def test_more_than_sixty_four_megabytes_are_answered_with_the_page_of_a_sentence(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    page = uploaded(sign_in(ZHAO), town, "大.docx", b"x" * (65 * MEGABYTE))
    assert page.status == 422
    assert page.says("一次最多上传100个文件、共64MB，这次超过了，没有保存任何文件。")
    assert traces(town, app) == (0, 0, [])


def test_a_form_with_files_without_our_token_is_refused_and_leaves_nothing(town: Town, app: FastAPI, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    for wrong in ([], [("csrf", "x")], [("csrf", "")]):
        page = browser.upload(f"{town.path()}/past", [*wrong, ("text", "手打的一段。")], [("file", "2024.docx", docx())])
        assert page.status == 403
        assert page.says("这个页面已经过期")
        assert page.holds("手打的一段。")
    assert traces(town, app) == (0, 0, [])


def test_a_stranger_is_asked_to_sign_in_and_leaves_nothing(town: Town, app: FastAPI, stranger: Browser) -> None:
    token = dict(stranger.get("/sign-in").form("登录").pairs())["csrf"]
    page = stranger.upload(f"{town.path()}/past", [("csrf", token), ("text", "手打的一段。")], [("file", "2024.docx", docx())])
    assert page.status == 401
    assert page.holds("手打的一段。")
    assert traces(town, app) == (0, 0, [])


def test_other_pages_take_no_files(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    token = dict(browser.get(town.path("problems")).form("保存").pairs())["csrf"]
    page = browser.upload(town.path("problems"), [("csrf", token)], [("file", "2024.docx", docx())])
    assert page.status == 422
    assert page.says("没有看懂浏览器发来的内容")
