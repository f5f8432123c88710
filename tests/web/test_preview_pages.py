"""The preview: the near likeness at once, printed pages and PDF where LibreOffice is there, and what is still missing."""

import pytest

from server.actions.previewing import digest_of
from server.actions.saving import Field, save_fields
from server.storage.contents import texts
from tests.cast import LIN, ZHAO, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn


def written(town: Town, key: str, body: str) -> None:
    """Somebody writes a text of the report."""
    with town.database.write() as connection:
        standing, section = town.standing(connection, ZHAO), town.section(key)
        now = texts(connection, [section.id]).get(section.id)
        field = Field("text", str(section.id), {"body": body}, now.version if now else 0)
        save_fields(connection, town.library, town.actor(ZHAO), standing, [field])


def selected(page: Page, name: str) -> list[str | None]:
    """What is chosen of many."""
    return [each.get("value") for each in page.by_id(name).iter("option") if each.get("selected") is not None]


def test_the_near_likeness_is_there_at_once_with_what_is_missing(town: Town, sign_in: SignIn) -> None:
    page = sign_in(ZHAO).get(f"{town.path()}/preview")
    assert page.url == f"{town.path()}/preview/full"
    assert page.says("每页22行、每行28字")
    assert page.says("草稿")
    assert page.says("发文字号还没有登记")
    assert page.says("成文日期还没有登记")


@pytest.mark.parametrize("form", ["full", "oa", "review", "deliberation", "congress", "figures", "findings"])
def test_every_form_can_be_looked_at(form: str, town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(f"{town.path()}/preview/{form}")
    assert page.status == 200
    assert len(page.main) > 200


def test_a_form_that_bears_no_date_does_not_ask_for_one(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(f"{town.path()}/preview/review")
    assert page.says("草稿")
    assert not page.says("还没有登记")


def test_changes_are_looked_at_against_the_text_that_was_chosen(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    for body in ("执法力量不足。", "执法力量很不足。", "执法力量仍然不足。"):
        written(town, "problems", body)
        browser.fetch(f"{town.path()}/papers/{'deliberation' if '很' in body else 'review'}")
    page = browser.get(f"{town.path()}/preview/changes")
    newest, oldest = (str(option.get("value")) for option in page.by_id("base").iter("option"))
    assert selected(page, "base") == [newest]
    assert page.says("的审议稿）")
    assert page.form("按所选的看").names == ("base", "layout")
    chosen = browser.get(f"{town.path()}/preview/changes?base={oldest}&layout=gb9704_a")
    assert selected(chosen, "base") == [oldest]
    assert chosen.says("的送审稿）")
    assert browser.get(f"{town.path()}/preview/changes?base=999").status == 404


def test_pages_are_looked_at_in_the_layout_that_was_chosen(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    page = browser.get(f"{town.path()}/preview/full?layout=gb9704_b")
    assert selected(page, "layout") == ["gb9704_b"]
    assert f"{town.path()}/preview/oa?layout=gb9704_b" in page.html
    assert browser.get(f"{town.path()}/preview/full?layout=none").status == 404


def test_a_form_that_cannot_be_made_says_why(town: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(f"{town.path()}/preview/changes")
    assert page.status == 200
    assert page.says("现在还不能生成")


@pytest.mark.parametrize("path", ["web", "none", "full/abc/1.png", "full/../report.pdf", "full/a/b.pdf"])
def test_what_is_not_there_is_not_found(path: str, town: Town, sign_in: SignIn) -> None:
    assert sign_in(ZHAO).get(f"{town.path()}/preview/{path}").status == 404


def test_the_preview_is_nobody_elses(town: Town, sign_in: SignIn, stranger: Browser) -> None:
    path = f"{town.path()}/preview/full"
    assert sign_in(ZHOU).get(path).status == 404
    assert stranger.get(path).url.startswith("/sign-in")


@pytest.mark.real
def test_pages_are_printed_in_the_background_and_the_pdf_is_recorded(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    page = browser.get(f"{town.path()}/preview/full").press("按打印样子排版")
    assert page.says("由本机的LibreOffice排版")
    pictures = [str(each.get("src")) for each in page.root.iter("img")]
    assert page.says("版记就到下一页的底部") is bool(len(pictures) % 2)
    picture = browser.fetch(pictures[0])
    assert (picture.status_code, picture.headers["content-type"], picture.content[:4]) == (200, "image/png", b"\x89PNG")
    pdf = browser.fetch(pictures[0].rpartition("/")[0] + "/report.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf.headers["content-disposition"]
    assert browser.fetch(pictures[0].rpartition("/")[0] + "/9999.png").status_code == 404
    assert sign_in(ZHOU).fetch(pictures[0]).status_code == 404
    assert browser.get(f"{town.path()}/export").says("正式文稿")


def test_a_document_is_named_by_its_bytes() -> None:
    assert digest_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
