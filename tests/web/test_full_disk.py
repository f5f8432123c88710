"""A full disk: reading goes on, a save says what happened and keeps what was typed, and works again when there is room."""

from tests.cast import LIN, ZHAO, Town
from tests.storage.test_engine import full
from tests.web.browser import Browser, Form
from tests.web.conftest import SignIn

LONG = "".join(chr(0x4E00 + at % 20_000) for at in range(60_000))


def _typed(town: Town, browser: Browser) -> Form:
    return browser.get(town.path("problems")).form("保存").type({f"text.{town.section('problems').id}.body": LONG})


def test_a_save_on_a_full_disk_is_answered_with_a_sentence_and_the_text(town: Town, sign_in: SignIn) -> None:
    form = _typed(town, sign_in(LIN))
    with full(town.database):
        page = form.press("保存")
        assert page.status == 503
        assert page.says("服务器磁盘已满或数据库暂时不能写入，现在只能查看")
        assert page.holds(LONG)
        assert town.text("problems") == ""
        again = page.press("再次提交")
        assert (again.status, again.holds(LONG)) == (503, True)
    assert again.press("再次提交").status == 200
    assert town.text("problems") == LONG


def test_an_autosave_on_a_full_disk_says_so_and_the_next_one_works(town: Town, sign_in: SignIn) -> None:
    form = _typed(town, sign_in(LIN))
    with full(town.database):
        answer = form.autosave()
        assert answer.status_code == 503
        assert "磁盘已满" in answer.json()["message"]
        assert form.autosave().status_code == 503
    assert form.autosave().json()["status"] == "saved"
    assert town.text("problems") == LONG


def test_reading_goes_on(town: Town, sign_in: SignIn) -> None:
    form = _typed(town, sign_in(LIN))
    with full(town.database):
        assert form.press("保存").status == 503
        for path in ("", "/front", "/outline", "/export", "/checklist", f"/sections/{town.section('problems').id}"):
            assert form.page.browser.get(town.path() + path).status == 200
        assert form.page.browser.fetch("/healthz").status_code == 200


def test_other_forms_say_so_as_well(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    outline = browser.get(f"{town.path()}/outline").form("增加").type({"new_heading": LONG})
    with full(town.database):
        page = outline.press("增加")
        assert page.status == 503
        assert page.holds(LONG)
    assert outline.press("增加").status == 200


def test_the_report_can_still_be_taken_home(town: Town, sign_in: SignIn) -> None:
    form = _typed(town, sign_in(LIN))
    with full(town.database):
        assert form.press("保存").status == 503
        for name in ("report.docx", "report.json", "checklist.docx"):
            assert form.page.browser.fetch(f"{town.path()}/{name}").status_code == 200
