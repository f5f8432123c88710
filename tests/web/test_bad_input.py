"""Whatever is typed into whatever field: never a breakdown, nothing lost, cleaning is said, the .docx still opens."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import pytest
from docx import Document
from fastapi import FastAPI

from server import clock
from server.actions import entering, reporting
from server.actions.allowing import Actor
from server.library import Library
from server.report.snapshot import Item
from server.report.who import Role
from server.report.words import clean
from server.settings import Settings
from server.storage.engine import Database
from server.web.site import Site
from tests.cast import LIN, QIAN, ZHAO, Town, settle
from tests.web.browser import Browser, Form, Page
from tests.web.conftest import serving, session

VALUES = {
    "nonsense": r"胡说八道 ??? %s ..\..\ /etc/passwd 0x1F 1e999 NaN -0",
    "control characters": "甲\x01\x0b\x1b[31m\x7f乙",
    "lone surrogates": "甲\ud800乙\udc00",
    "nul": "甲\x00乙",
    "emoji": "😀👨‍👩‍👧🏽镇",
    "beyond the bmp": "𠮷𪚥𬭊村",
    "full-width forms": "ＡＢＣ１２３％（）．～",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'></textarea></form><!--]]>",
    "braces": "{{ 7*7 }}{% for x in y %}{0}{name}{dis.found}[{unit}]%(x)s${x}#{x}",
    "lines": "\n\n第一\r第二\u2028第三\t四\n",
    "right to left": "\u202e镇\u200b\u200d\ufeff村\u0301\ufffe",
    "digits of all peoples": "٣٤٥①²½〇",
}
EVERYTHING = "".join(VALUES.values())
LONG = "长" * 100_000
DIGITS = "9" * 100_000
WORDS = "".join(chr(0x4E00 + (at * 7919) % 20_000) for at in range(100_000))


@dataclass(frozen=True)
class Place:
    """A form: who fills it in, where it stands, what sends it, and what must be right for it to get that far."""

    who: str
    page: str
    button: str
    right: tuple[tuple[str, str], ...] = ()
    secret: tuple[str, ...] = ()


PLACES = {
    "section": Place(LIN, "/reports/{report}/sections/{thought}", "保存"),
    "items": Place(LIN, "/reports/{report}/sections/{problems}", "保存"),
    "front": Place(LIN, "/reports/{report}/front", "保存"),
    "outline": Place(ZHAO, "/reports/{report}/outline", "增加"),
    "move": Place(ZHAO, "/reports/{report}", "撤回修改"),
    "checklist": Place(ZHAO, "/reports/{report}/checklist", "do=tick:report-higher_party"),
    "open": Place(ZHAO, "/", ""),
    "unit": Place(QIAN, "/units/{unit}", "保存", (("kind", "town"),)),
    "new unit": Place(QIAN, "/units/{unit}/new", "添加", (("kind", "department"),)),
    "people": Place(QIAN, "/units/{unit}/people", "生成邀请链接"),
    "invitation": Place("", "{invitation}", "加入", (), ("password", "again")),
    "sign in": Place("", "/sign-in", "登录", (), ("password",)),
}
WHERE_IT_IS_SEEN_AGAIN = {"checklist": "/reports/{report}/checklist", "people": "", "new unit": "/units/{unit}"}


@dataclass(frozen=True)
class Desk:
    """The program with its cast, and every form of it ready to be filled in."""

    town: Town
    app: FastAPI
    invitation: str

    def path(self, pattern: str) -> str:
        """An address with the numbers of the town in it."""
        sections = {key: section.id for key, section in self.town.sections().items() if "." not in key}
        return pattern.format_map({"report": self.town.report, "unit": self.town.unit, "invitation": self.invitation} | sections)

    def browser(self, who: str) -> Browser:
        """A browser of one of the cast, or of nobody."""
        return Browser(self.app, session(self.town, who) if who else "")

    def form(self, name: str) -> Form:
        """A form of the program, freshly read."""
        place = PLACES[name]
        if name == "move":
            with self.town.database.write() as connection:
                connection.exec_driver_sql("UPDATE report SET state = 'submitted'")
        page = self.browser(place.who).get(self.path(place.page))
        main = {"open": f"/units/{self.town.unit}/reports"}
        form = page.form(place.button, main.get(name, ""))
        return form.type(dict(place.right))

    def documents_open(self) -> str:
        """The words of the report's .docx; both documents must open."""
        browser = self.browser(ZHAO)
        for name in ("checklist", "report"):
            answer = browser.fetch(f"{self.town.path()}/{name}.docx")
            assert answer.status_code == 200
            words = "\n".join(paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs)
        return words


def _desk(town: Town, program: FastAPI) -> Desk:
    with town.database.write() as connection:
        reporting.add_item(connection, town.actor(LIN), town.report, town.section("problems").id, Item(title="问题"))
        invited = entering.invite(connection, Actor(town.ids[QIAN], "钱立", clock.now()), town.unit, "孙可", (Role.contributor,))
    return Desk(town, serving(program, Site(Settings(), town.database, town.library)), f"/invitations/{invited}")


@pytest.fixture
def desk(town: Town, program: FastAPI) -> Desk:
    """The program on SQLite."""
    return _desk(town, program)


def _boxes(form: Form) -> list[str]:
    """The fields that take any text."""
    inputs = [each for each in form.element.iter("input") if each.get("type", "text") in ("text", "password")]
    boxes = {each.get("name", "") for each in (*inputs, *form.element.iter("textarea"))}
    return [name for name in form.names if name in boxes]


def _at(*places: int) -> Callable[[list[str]], list[str]]:
    """Picks the boxes at these places of a form, those that are there."""
    return lambda every: list({every[place] for place in places if place < len(every)})


def _bordered(text: str) -> str:
    """A text as the border leaves it; the three bytes of a lone surrogate are three wrong characters to it."""
    return clean(text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")).text


def _squeezed(text: str) -> str:
    """A text as the border leaves it, white space aside."""
    return "".join(_bordered(text).split())


def _seen(page: Page) -> str:
    """Everything on a page, typed or read, white space aside."""
    fields = [each.get("value", "") for each in page.root.iter("input")]
    return "".join("\n".join([*fields, "".join(page.root.itertext())]).split())


def _kept(desk: Desk, name: str, page: Page, typed: dict[str, str]) -> None:
    """What was typed is on the page that answered, or on the page where it is seen again."""
    seen = _seen(page)
    if name in ("section", "items", "front", "checklist") and page.status == 200:
        seen += _seen(desk.browser(ZHAO).get(desk.path(PLACES[name].page)))
    lost = [box for box, value in typed.items() if box not in PLACES[name].secret and _squeezed(value) not in seen]
    assert not lost, f"{name} lost {lost} ({page.status}, {page.url})"


def _tried(desk: Desk, name: str, value: str, boxes: Callable[[list[str]], list[str]] = list) -> Page:
    form = desk.form(name)
    wanted = boxes(_boxes(form))
    typed = dict.fromkeys(wanted, value) if name != "checklist" else {"note.report-higher_party": value}
    page = form.type(typed).press(PLACES[name].button)
    assert page.status < 500, f"{name}: {page.main}"
    _kept(desk, name, page, typed if name != "move" or page.status != 200 else {})
    return page


@pytest.mark.parametrize(
    "value", [EVERYTHING, *(pytest.param(value, marks=pytest.mark.long) for value in VALUES.values())], ids=["everything", *VALUES]
)
@pytest.mark.parametrize("name", PLACES)
def test_strange_text_in_every_field_of_a_form_is_kept_and_breaks_nothing(desk: Desk, name: str, value: str) -> None:
    page = _tried(desk, name, value)
    if clean(value).changed:
        assert page.says("无法保存的字符（控制符或残缺字符）已去掉或换成")
    if PLACES[name].who:
        desk.documents_open()


@pytest.mark.parametrize("value", VALUES.values(), ids=list(VALUES))
def test_strange_text_is_printed_as_text(desk: Desk, value: str) -> None:
    name = f"text.{desk.town.section('problems').id}.body"
    title = f"text.{desk.town.section('title').id}.body"
    desk.form("items").type({name: value}).press("保存")
    desk.form("front").type({title: value}).press("保存")
    assert desk.town.text("problems") == _bordered(value)
    printed = "".join(desk.documents_open().split())
    line = max(_squeezed(value.replace("\u2028", "\n")).split(), key=len)
    assert line in printed


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.long] * (name == "front")) for name in PLACES if name not in ("section", "outline")],
)
@pytest.mark.long
def test_a_hundred_thousand_characters_in_any_field_are_kept_or_refused_with_a_word(desk: Desk, name: str) -> None:
    for at, _ in enumerate(_boxes(desk.form(name)) if name not in ("checklist", "move") else ["first"]):
        _tried(desk, name, WORDS, _at(at))
    if PLACES[name].who:
        desk.documents_open()


@pytest.mark.parametrize(
    ("part", "value"),
    [(part, value) for part in ("raw", "last", "as_of", "body") for value in (LONG, DIGITS, WORDS)]
    + [(part, WORDS) for part in ("office", "person", "date", "system", "last_origin")],
)
def test_a_hundred_thousand_characters_in_a_figure_or_text_are_kept(desk: Desk, part: str, value: str) -> None:
    _tried(desk, "section", value, lambda every: [next(box for box in every if box.endswith(f".{part}"))])
    desk.documents_open()


@pytest.mark.parametrize("at", [0, 1, -1])
@pytest.mark.long
def test_a_hundred_thousand_characters_in_a_heading_are_kept(desk: Desk, at: int) -> None:
    _tried(desk, "outline", WORDS, _at(at, -1))
    _tried(desk, "outline", LONG, _at(at))
    desk.documents_open()


@pytest.mark.parametrize("name", PLACES)
def test_strange_values_of_hidden_fields_boxes_and_buttons_break_nothing(desk: Desk, name: str) -> None:
    form = desk.form(name)
    pairs = form.pairs(PLACES[name].button)
    for value in (*VALUES.values(), "", "-1", "0", "9" * 30, "9" * 5000, "١", "a:b@c", "mine:x@y", "tick:", "up:", "remove-item:1"):
        changed = [(key, value if key != "csrf" and key not in _boxes(form) else old) for key, old in pairs]
        assert form.page.browser.send(form.action, changed).status_code < 500
    assert form.page.browser.send(form.action, [pair for pair in pairs if pair[0] == "csrf"]).status_code < 500
    assert form.page.browser.send(form.action, pairs * 3).status_code < 500
    if PLACES[name].who:
        desk.documents_open()


@pytest.mark.parametrize("query", ["cleaned", "merged", "saved", "drafted", "waiting", "next"])
def test_strange_addresses_break_nothing(desk: Desk, query: str) -> None:
    browser = desk.browser(ZHAO)
    for value in ("", "x", "-1", "9" * 5000, "%00", "%ED%A0%80", "text.1,entry.dis.found,item.1", "<b>", "1&1"):
        for path in ("", "/sections/{problems}", "/front", "/outline", "/sections/{problems}/draft"):
            assert browser.fetch(f"{desk.town.path()}{desk.path(path)}?{query}={value}").status_code < 500
        assert browser.get(f"/sign-in?{query}={value}").status < 500


def test_a_first_run_with_strange_names_still_ends_in_a_document(fresh: FastAPI) -> None:
    value = VALUES["markup"] + VALUES["beyond the bmp"]
    browser = Browser(fresh)
    form = browser.get("/").form("建立并进入")
    typed = dict.fromkeys(_boxes(form), value) | {"region": "", "kind": "town"} | {f"officer.{name}": "" for name in ("since", "until")}
    home = form.type(typed).press("建立并进入")
    assert home.status == 200
    report = home.press("开始填报")
    for name in ("report", "checklist"):
        assert Document(BytesIO(browser.fetch(f"{report.url}/{name}.docx").content)).paragraphs


@pytest.mark.postgres
@pytest.mark.parametrize("name", PLACES)
def test_postgresql_takes_it_all_as_well(postgres: Database, library: Library, program: FastAPI, name: str) -> None:
    desk = _desk(settle(postgres, library), program)
    page = _tried(desk, name, EVERYTHING)
    assert page.says("无法保存的字符")
    if name != "checklist":
        _tried(desk, name, WORDS[:20_000], _at(0, 1))
    if PLACES[name].who:
        desk.documents_open()
