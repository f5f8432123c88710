"""What the program takes and gives at its border: size and kind of a body, headers, static files, its own mistakes."""

import re

import pytest
from fastapi import FastAPI

from server.report.problems import Refused
from server.web.forms import MOST_FIELDS, parsed
from server.web.render import STATIC, asset
from tests.cast import LIN, Town
from tests.web.browser import HEADERS, Browser
from tests.web.conftest import SignIn

FORM = {"content-type": "application/x-www-form-urlencoded"}
MEGABYTE = 1024 * 1024


def test_a_form_of_eight_megabytes_is_taken_and_a_larger_one_refused(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(town.path("problems"))
    name = f"text.{town.section('problems').id}.body"
    frame = len(b"&".join(f"{key}={value}".encode() for key, value in page.form("保存").pairs())) + 200
    assert page.press("保存", {name: "x" * (8 * MEGABYTE - frame)}).status == 200
    page = page.browser.get(town.path("problems"))
    refused = page.press("保存", {name: "y" * (8 * MEGABYTE)})
    assert refused.status == 422
    assert refused.says("超过了8MB")
    assert town.text("problems").startswith("xxx")


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", "application/octet-stream"])
def test_a_body_of_another_kind_is_refused(town: Town, sign_in: SignIn, kind: str) -> None:
    answer = sign_in(LIN).client.post(
        town.path("problems"),
        content=b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nx\r\n--x--',
        headers={"content-type": kind},
    )
    assert answer.status_code == 422
    assert "没有看懂浏览器发来的内容" in answer.text


def test_more_fields_than_any_page_has_are_refused() -> None:
    with pytest.raises(Refused):
        parsed(b"a=1&" * MOST_FIELDS + b"b=2")
    assert parsed(b"&".join([b"a=1"] * MOST_FIELDS)).get("a") == "1"


@pytest.mark.parametrize(
    ("body", "pairs", "changed"),
    [
        (b"", (), 0),
        (b"a=1&b=", (("a", "1"), ("b", "")), 0),
        (b"a", (("a", ""),), 0),
        (b"a=1%2B1+1%3D%E4%B8%89&=x", (("a", "1+1 1=三"), ("", "x")), 0),
        (b"a=%F0%A0%AE%B7%F0%9F%98%80", (("a", "𠮷😀"),), 0),
        (b"a=x%0D%0Ay%0Dz%09", (("a", "x\ny\nz\t"),), 0),
        (b"a=x%00%01%1F%7Fy", (("a", "xy"),), 4),
        (b"a=%ED%A0%80x", (("a", "\ufffd\ufffd\ufffdx"),), 3),
        (b"a=%FF%FE", (("a", "\ufffd\ufffd"),), 2),
        (b"a=%zz%4", (("a", "%zz%4"),), 0),
        ("a=三".encode(), (("a", "三"),), 0),
        ("a=三".encode("gbk"), (("a", "\ufffd\ufffd"),), 2),
        (b"a=1;b=2", (("a", "1;b=2"),), 0),
        (b"a%00b=1", (("ab", "1"),), 0),
    ],
)
def test_a_body_is_read_once_and_cleaned_once(body: bytes, pairs: tuple[tuple[str, str], ...], changed: int) -> None:
    form = parsed(body)
    assert (form.pairs, form.changed) == (pairs, changed)


@pytest.mark.parametrize(
    "path",
    ["/", "/sign-in", "/nothing", "/healthz", "/static/chengbao.css", "/static/none", "/sign-out", "/reports/1", "/reports/1/report.json"],
)
def test_every_answer_carries_the_strict_headers_and_is_not_kept(town: Town, stranger: Browser, sign_in: SignIn, path: str) -> None:
    for browser in (stranger, sign_in(LIN)):
        answer = browser.client.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["cache-control"] == "no-store"
    assert town.report == 1


def test_the_policy_lets_nothing_in_that_is_not_ours() -> None:
    policy = HEADERS["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_every_file_a_page_names_is_there_and_may_be_kept_for_ever(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(LIN)
    page = browser.get(town.path("problems"))
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.html)
    assert len(names) >= 6
    for name in names:
        answer = browser.fetch(name)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.content == (STATIC / name.removeprefix("/static/").partition("?")[0]).read_bytes()


def test_the_address_of_a_file_changes_with_its_bytes() -> None:
    assert re.fullmatch(r"/static/chengbao\.css\?v=[0-9a-f]{12}", asset("chengbao.css"))


def test_healthz_says_that_the_store_answers(stranger: Browser) -> None:
    answer = stranger.fetch("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_page_is_not_shown_to_other_methods(town: Town, app: FastAPI) -> None:
    client = Browser(app).client
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, town.path("problems")).status_code == 405
    assert client.post("/", content=b"", headers=FORM).status_code == 405


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_the_program_does_not_describe_itself_to_strangers(stranger: Browser, path: str) -> None:
    assert stranger.fetch(path).status_code == 404


def test_a_mistake_of_the_program_is_a_page_that_keeps_what_was_typed(
    town: Town, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    form = sign_in(LIN).get(town.path("problems")).form("保存").type({f"text.{town.section('problems').id}.body": "执法力量不足。"})
    with town.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE section_text RENAME TO lost")
    page = form.press("保存")
    assert page.status == 500
    assert page.says("程序出错了")
    assert page.holds("执法力量不足。")
    told = form.autosave()
    assert (told.status_code, told.json()["status"]) == (500, "refused")
    assert "section_text" in caplog.text
    with town.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE lost RENAME TO section_text")
    assert page.press("再次提交").status == 200
    assert town.text("problems") == "执法力量不足。"


def test_pages_name_the_language_and_the_engine_for_old_chromium(stranger: Browser) -> None:
    html = stranger.get("/sign-in").html
    assert '<html lang="zh-CN"' in html
    assert '<meta name="renderer" content="webkit">' in html
