"""Registration and what leaves: every form as a file, one number for one text, manifests, the website's page, a county's bundle."""

import json
import zipfile
from io import BytesIO

import pytest
from docx import Document

from server.actions.saving import Field, save_fields
from tests.cast import LIN, YEAR, ZHAO, ZHENG, ZHOU, Town
from tests.web.browser import Browser, Page
from tests.web.conftest import SignIn

NUMBER = "清政〔2027〕3号"
TEXT = "全镇调解矛盾纠纷286件。"


@pytest.fixture
def written(town: Town) -> Town:
    """A report with a text in one section."""
    _write(town, TEXT)
    return town


def _write(town: Town, text: str) -> None:
    with town.database.write() as connection:
        section = str(town.section("disputes").id)
        version = 0 if text == TEXT else 1
        save_fields(
            connection, town.library, town.actor(ZHAO), town.standing(connection, ZHAO), [Field("text", section, {"body": text}, version)]
        )


def _register(browser: Browser, town: Town, **typed: str) -> Page:
    page = browser.get(f"{town.path()}/registration")
    named = {each.get("id", "").removesuffix("-hint"): name for each, name in zip(_hints(page), _inputs(page), strict=True)}
    return page.press("保存", {named[key]: value for key, value in typed.items()})


def _hints(page: Page) -> list[dict[str, str]]:
    return [dict(each.attrib) for each in page.root.iter("div") if each.get("class") == "govuk-hint"]


def _inputs(page: Page) -> list[str]:
    return [str(each.get("name")) for each in page.root.iter("input") if str(each.get("name")).endswith(".body")]


def _words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.mark.parametrize("form", ["full", "oa", "review", "deliberation", "congress", "figures", "findings", "public"])
def test_every_form_is_a_word_file(form: str, written: Town, sign_in: SignIn) -> None:
    answer = sign_in(ZHAO).fetch(f"{written.path()}/papers/{form}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert ("286件" in _words(answer.content)) is (form not in {"figures", "findings"})


def test_a_tracked_version_needs_an_earlier_one_and_shows_the_change(written: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    assert browser.fetch(f"{written.path()}/papers/changes").status_code == 422
    browser.fetch(f"{written.path()}/papers/review")
    _write(written, "全镇调解矛盾纠纷287件。")
    page = browser.get(f"{written.path()}/export")
    base = next(str(each.get("value")) for each in page.by_id("base").iter("option"))
    answer = browser.fetch(f"{written.path()}/papers/changes?base={base}")
    xml = zipfile.ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
    assert "<w:ins " in xml
    assert "<w:delText" in xml


def test_all_forms_come_in_one_file_with_a_list(written: Town, sign_in: SignIn) -> None:
    answer = sign_in(ZHAO).fetch(f"{written.path()}/papers.zip")
    names = zipfile.ZipFile(BytesIO(answer.content)).namelist()
    assert sum(name.endswith(".docx") for name in names) >= 7
    assert any(name.endswith(".json") for name in names)


def test_a_registered_number_stands_on_the_paper_and_changes_no_other_word(written: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    before = _words(browser.fetch(f"{written.path()}/papers/oa").content)
    page = _register(browser, written, number=NUMBER, date="2027年1月9日", signers="赵敏、钱立")
    assert page.status == 200
    full = _words(browser.fetch(f"{written.path()}/papers/full").content)
    assert NUMBER in full
    assert "2027年1月9日" in full
    after = _words(browser.fetch(f"{written.path()}/papers/oa").content)
    assert [line for line in after.splitlines() if line not in before.splitlines()] == ["2027年1月9日"]


@pytest.mark.parametrize(
    ("field", "typed"), [("number", "清政[2027]3号"), ("number", "清政〔27〕第03号"), ("date", "二〇二七年一月九日"), ("copies", "若干")]
)
def test_what_cannot_be_printed_so_is_kept_and_told(field: str, typed: str, written: Town, sign_in: SignIn) -> None:
    page = _register(sign_in(ZHAO), written, **{field: typed})
    assert page.holds(typed)
    assert "govuk-error-summary" in page.html


def test_one_number_stands_on_one_text_only_until_the_first_is_declared_void(written: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    _register(browser, written, number=NUMBER, date="2027年1月9日", signers="赵敏、钱立")
    assert NUMBER in _words(browser.fetch(f"{written.path()}/papers/full").content)
    _write(written, "全镇调解矛盾纠纷300件。")
    assert NUMBER not in _words(browser.fetch(f"{written.path()}/papers/full").content)
    assert browser.get(f"{written.path()}/registration").says("一个文号只能用于一份文字")
    page = browser.get(f"{written.path()}/export").press("没有发出，作废")
    assert page.says("已作废")
    assert NUMBER in _words(browser.fetch(f"{written.path()}/papers/full").content)


def test_every_export_keeps_a_manifest(written: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    browser.fetch(f"{written.path()}/papers/full")
    page = browser.get(f"{written.path()}/export")
    link = next(str(each.get("href")) for each in page.root.iter("a") if str(each.get("href")).endswith("manifest.json"))
    told = json.loads(browser.fetch(link).content)
    assert told["algorithm"] == "sha256"
    assert {"file", "text", "registration", "layout", "snapshot", "template", "form"} <= told.keys()


def test_the_page_for_a_website_carries_index_number_and_days(written: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    answer = browser.fetch(f"{written.path()}/papers/web?index_number=YL-2027-1&published=2027-03-20")
    assert "text/html" in answer.headers["content-type"]
    text = answer.content.decode()
    assert "YL-2027-1" in text
    assert "286件" in text
    assert "style=" not in text


def test_a_county_takes_the_papers_of_its_towns_in_one_file(written: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHENG)
    page = browser.get(f"/units/{written.county}/papers?year={YEAR}")
    assert page.says("清溪镇")
    answer = browser.fetch(f"/units/{written.county}/papers.zip?year={YEAR}&form=review")
    assert answer.status_code == 200
    assert any(name.endswith(".docx") for name in zipfile.ZipFile(BytesIO(answer.content)).namelist())


@pytest.mark.parametrize("path", ["export", "registration", "papers/full", "papers.zip", "papers/web", "report.json"])
def test_papers_are_nobody_elses(path: str, written: Town, sign_in: SignIn, stranger: Browser) -> None:
    assert sign_in(ZHOU).fetch(f"{written.path()}/{path}").status_code == 404
    assert stranger.get(f"{written.path()}/{path}").url.startswith("/sign-in")


@pytest.mark.parametrize("path", ["papers/none", "papers/full?layout=none", "papers/changes?base=999", "documents/999/manifest.json"])
def test_what_is_not_there_is_not_found(path: str, written: Town, sign_in: SignIn) -> None:
    assert sign_in(ZHAO).fetch(f"{written.path()}/{path}").status_code == 404


def test_who_fills_may_look_but_not_register(written: Town, sign_in: SignIn) -> None:
    page = sign_in(LIN).get(f"{written.path()}/registration")
    assert page.says("只能查看")
    pairs = [("csrf", next(str(each.get("value")) for each in page.root.iter("input") if each.get("name") == "csrf"))]
    pairs += [(name, NUMBER) for name in _inputs(page)[:1]] + [(name.replace(".body", ".v"), "0") for name in _inputs(page)[:1]]
    assert page.browser.post(f"{written.path()}/registration", pairs).status == 403


def test_two_who_register_at_once_both_see_it(written: Town, sign_in: SignIn) -> None:
    first, second = (sign_in(ZHAO).get(f"{written.path()}/registration") for _ in range(2))
    name = _inputs(first)[0]
    first.press("保存", {name: NUMBER})
    clash = second.press("保存", {name: "清政〔2027〕4号"})
    assert clash.status == 409
    assert clash.holds("清政〔2027〕4号")
    assert clash.holds(NUMBER)
