"""Somebody forgets the password: a code by phone, a new password, the other devices signed out, and all of it in the log."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from server import clock
from server.report.who import Role
from server.storage import people
from tests.cast import BEGAN, LIN, QIAN, WU
from tests.e2e.desk import Desk
from tests.e2e.town import Place

pytestmark = pytest.mark.browser
NEW = "白鹭飞过禾汀去了"


def test_a_forgotten_password_is_set_anew_by_a_code_read_out_by_phone(own: Place, desk: Desk, tmp_path: Path) -> None:
    town, address = own.town, own.server.address
    with town.database.write() as connection:
        people.grant(connection, town.ids[WU], town.unit, (Role.auditor,), BEGAN)
    admin = desk.window(address, own.token(QIAN))
    admin.goto(f"{address}/units/{town.unit}/people")
    admin.get_by_role("row", name="林晓").get_by_role("link", name="忘记密码").click()
    admin.get_by_role("button", name="生成口令").click()
    code = admin.locator("#code").inner_text()
    old, page = desk.window(address, own.token(LIN)), desk.window(address)
    page.goto(f"{address}/sign-in")
    page.get_by_role("link", name="忘记密码").click()
    for label, text in (("登录名", LIN), ("口令", code), ("新密码", NEW), ("再输入一次新密码", NEW)):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="设定新密码").click()
    expect(page.locator("#notice-title")).to_have_text("密码已重设")
    page.get_by_label("登录名").fill(LIN)
    page.get_by_label("密码", exact=True).fill(NEW)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="林晓").click()
    expect(page.get_by_text("本次登录", exact=False).first).to_be_visible()
    page.screenshot(path=tmp_path / "me.png", full_page=True)
    old.goto(address)
    expect(old).to_have_title("登录 - 呈报")
    log = desk.window(address, own.token(WU))
    log.goto(f"{address}/units/{town.unit}/log?until={clock.today().isoformat()}")
    for words in ("生成重设口令", "重设密码"):
        expect(log.get_by_role("cell", name=words, exact=True).first).to_be_visible()
    log.screenshot(path=tmp_path / "log.png", full_page=True)
