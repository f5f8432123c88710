"""A browser without JavaScript that refuses pages with flaws: it reads forms out of pages and posts what a browser would."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Self
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import httpx2
from fastapi import FastAPI
from lxml import etree
from starlette.testclient import TestClient

HEADERS = {
    "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
}
CLASSIFICATION = "非涉密系统，严禁处理、存储、传输国家秘密和工作秘密"
REDIRECTS = 5
MULTIPART, BOUNDARY = "multipart/form-data", "----WebKitFormBoundaryQ3xZ7hZkMd0cVb2s"
_VALUE, _SAID, _AMPERSAND = re.compile(r'="[^"]*"'), re.compile(r">[^<]+<"), re.compile(r"&(?!amp;|lt;|gt;|quot;|nbsp;|#\d+;)")
_VALID: set[str] = set()  # the shapes of pages that were found to be valid HTML: their tags and the names of attributes
Pairs = tuple[tuple[str, str], ...]
Files = tuple[tuple[str, bytes], ...]


@dataclass
class Page:
    """An HTML answer that was found without flaws."""

    browser: "Browser"
    url: str
    status: int
    html: str
    root: Element
    trail: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return _text(_one(self.root, "title"))

    @property
    def heading(self) -> str:
        return _text(_one(self.root, "h1"))

    @property
    def main(self) -> str:
        """The words of the page, spaces made single."""
        return _text(next(each for each in self.root.iter("main")))

    @property
    def alerts(self) -> str:
        return " ".join(_text(each) for each in self.root.iter() if each.get("role") == "alert")

    def by_id(self, name: str) -> Element:
        """The one element of an id."""
        return next(each for each in self.root.iter() if each.get("id") == name)

    def says(self, words: str) -> bool:
        """Whether the words stand anywhere on the page, spaces aside."""
        return "".join(words.split()) in "".join(_text(self.root).split())

    def holds(self, text: str) -> bool:
        """Whether a text is on the page, in a box, unseen in a field, or to be read."""
        wanted = _lines(text)
        chosen = [each for each in self.root.iter("option") if each.get("selected") is not None]
        values = [each.get("value", "") for each in (*self.root.iter("input"), *chosen)] + [
            _whole(each) for each in self.root.iter("textarea")
        ]
        return any(wanted in _lines(value) for value in values) or wanted in _lines(_whole(self.root))

    def form(self, button: str = "", action: str = "") -> "Form":
        """The form that has this button, or goes to this address; the first of main otherwise."""
        for each in self.root.iter("form"):
            if (action or button) and action in ("", each.get("action")) and _buttons(each, button):
                return Form(self, each)
        if button or action:
            raise LookupError(f"no form with {button or action!r} on {self.url}: {[_text(each) for each in self.root.iter('button')]}")
        return Form(self, next(each for each in _one(self.root, "main").iter("form")))

    def press(self, button: str, typed: Mapping[str, str] | None = None) -> "Page":
        """Fill in the form of a button, then press it."""
        return self.form(button).type(typed or {}).press(button)

    def follow(self, words: str) -> "Page":
        """Go where the link with these words leads."""
        links = [each for each in self.root.iter("a") if words in _text(each)]
        return self.browser.get(urljoin(self.url, links[0].get("href", "")))


@dataclass
class Form:
    """A form as a browser sees it: what would be sent, in order."""

    page: Page
    element: Element
    typed: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    uploaded: dict[str, Files] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every field a person can type into or choose from."""
        return tuple(
            dict.fromkeys(each.get("name", "") for each in _controls(self.element) if each.get("type") != "hidden" and each.get("name"))
        )

    @property
    def action(self) -> str:
        return self.element.get("action") or self.page.url

    def type(self, typed: Mapping[str, str]) -> Self:
        """Put text into boxes, or choose a radio or an option by value; the field must be there."""
        missing = [name for name in typed if name not in self.names]
        if missing:
            raise LookupError(f"{missing} are not on {self.page.url}; there are {self.names}")
        self.typed |= typed
        return self

    def tick(self, name: str, *values: str) -> Self:
        """Tick just these boxes of a name."""
        self.chosen[name] = values
        return self

    def upload(self, name: str, files: Iterable[tuple[str, bytes]]) -> Self:
        """Choose files, each with its name, in a field for files."""
        fields = [each.get("name") for each in _controls(self.element) if each.get("type") == "file"]
        if name not in fields or self.element.get("enctype") != MULTIPART:
            raise LookupError(f"{name} takes no files on {self.page.url}; {fields} do")
        self.uploaded[name] = tuple(files)
        return self

    def pairs(self, button: str = "") -> Pairs:
        """What a browser would send when the button with these words is pressed."""
        found: list[tuple[str, str]] = []
        for each in _controls(self.element):
            found += self._sent(each)
        pressed = _buttons(self.element, button) if button else []
        found += [(pressed[0].get("name", ""), pressed[0].get("value", ""))] if pressed and pressed[0].get("name") else []
        return tuple(found)

    def press(self, button: str) -> Page:
        """Send it with one of its buttons."""
        if not _buttons(self.element, button):
            raise LookupError(f"no button {button!r} in the form on {self.page.url}")
        if self.element.get("enctype") == MULTIPART:
            return self.page.browser.upload(self.action, self.pairs(button), self._files())
        return self.page.browser.post(self.action, self.pairs(button))

    def autosave(self) -> httpx2.Response:
        """Send it as the script does while somebody types."""
        return self.page.browser.send(self.action, self.pairs(), {"X-Autosave": "1", "Accept": "application/json"})

    def _files(self) -> tuple[tuple[str, str, bytes], ...]:
        """The files of every field for them; one without a choice sends an empty file without a name."""
        fields = [each.get("name", "") for each in _controls(self.element) if each.get("type") == "file"]
        return tuple((name, *file) for name in fields for file in self.uploaded.get(name, (("", b""),)))

    def _sent(self, each: Element) -> list[tuple[str, str]]:
        name, kind = each.get("name", ""), each.get("type", "text")
        if not name or kind == "file" or (kind in ("checkbox", "radio") and not self._ticked(each)):
            return []
        return [(name, each.get("value", "on") if kind in ("checkbox", "radio") else self.typed.get(name, self._value(each)))]

    def _ticked(self, each: Element) -> bool:
        name, value = each.get("name", ""), each.get("value", "on")
        if name in self.chosen:
            return value in self.chosen[name]
        if each.get("type") == "radio" and name in self.typed:
            return value == self.typed[name]
        return each.get("checked") is not None

    @staticmethod
    def _value(each: Element) -> str:
        if each.tag == "textarea":
            return _whole(each)
        if each.tag != "select":
            return each.get("value", "")
        options = list(each.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return chosen[0].get("value", _text(chosen[0])) if chosen else ""


class Browser:
    """One window of one person, on a program in this process or on a server at an address."""

    def __init__(self, app: FastAPI | None, token: str = "", address: str = "http://testserver") -> None:
        self.client: httpx2.Client = (
            TestClient(app, base_url=address, follow_redirects=False, raise_server_exceptions=False)
            if app
            else httpx2.Client(base_url=address, timeout=60)
        )
        if token:
            self.client.cookies.set("chengbao", token, domain="testserver.local" if app else "", path="/")

    @cached_property
    def csrf(self) -> str:
        """The token that every form on the pages of this window carries."""
        found = re.search(r'name="csrf" value="(\w+)"', self.client.get("/me", follow_redirects=True).text)
        assert found
        return found[1]

    def get(self, path: str) -> Page:
        """A page, redirects followed."""
        return self._page(self.client.get(path))

    def post(self, path: str, pairs: Iterable[tuple[str, str]]) -> Page:
        """What comes of posting a form, redirects followed."""
        return self._page(self.send(path, pairs))

    def send(self, path: str, pairs: Iterable[tuple[str, str]], headers: Mapping[str, str] | None = None) -> httpx2.Response:
        """The bare answer to a form; boxes send CRLF and, for bytes that are no UTF-8, what was typed."""
        body = urlencode([(name, _crlf(value)) for name, value in pairs], errors="surrogatepass")
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return _sound(self.client.post(path, content=body.encode(), headers=kind | dict(headers or {})))

    def upload(self, path: str, pairs: Iterable[tuple[str, str]], files: Iterable[tuple[str, str, bytes]]) -> Page:
        """What comes of posting a form with files (field, name, bytes), redirects followed."""
        kind = {"Content-Type": f"{MULTIPART}; boundary={BOUNDARY}"}
        return self._page(_sound(self.client.post(path, content=multipart(pairs, files), headers=kind)))

    def fetch(self, path: str) -> httpx2.Response:
        """The bare answer to a GET: a file, a redirect."""
        return _sound(self.client.get(path))

    def _page(self, answer: httpx2.Response) -> Page:
        trail: list[str] = []
        while answer.status_code == httpx2.codes.SEE_OTHER and len(trail) < REDIRECTS:
            _sound(answer)
            trail.append(answer.headers["location"])
            answer = self.client.get(urljoin(str(answer.url), answer.headers["location"]))
        _sound(answer)
        assert answer.headers["content-type"] == "text/html; charset=utf-8", f"{answer.url}: {answer.status_code} {answer.text[:200]}"
        root = _parsed(answer)
        where = urlsplit(str(answer.url))
        path = where.path + (f"?{where.query}" if where.query else "")
        page = Page(self, path, answer.status_code, answer.text, root, tuple(trail))
        flaws = list(_flaws(page))
        assert not flaws, f"{path}: {flaws}"
        return page


def multipart(pairs: Iterable[tuple[str, str]], files: Iterable[tuple[str, str, bytes]]) -> bytes:
    """A form with files (field, name, bytes) as browsers write it: UTF-8, quotes in names as %22."""
    parts = [(_disposition(name), _crlf(value).encode()) for name, value in pairs]
    parts += [
        (f'{_disposition(field)}; filename="{_quoted(name)}"\r\nContent-Type: application/octet-stream', content)
        for field, name, content in files
    ]
    whole = b"".join(b"--%s\r\n%s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), head.encode(), body) for head, body in parts)
    return whole + b"--%s--\r\n" % BOUNDARY.encode()


def _disposition(name: str) -> str:
    return f'Content-Disposition: form-data; name="{_quoted(name)}"'


def _quoted(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _sound(answer: httpx2.Response) -> httpx2.Response:
    """Every answer has the strict headers."""
    lacking = {name: answer.headers.get(name) for name, value in HEADERS.items() if answer.headers.get(name) != value}
    assert not lacking, f"{answer.url} ({answer.status_code}) lacks {lacking}"
    return answer


def _parsed(answer: httpx2.Response) -> Element:
    """The page as a tree. Whether it is valid HTML is asked of a strict and slow parser, once of each shape that pages have."""
    html = answer.text
    shape = _SAID.sub("><", _VALUE.sub('=""', html))
    if shape not in _VALID or _AMPERSAND.search(html):
        _check_valid(str(answer.url), html)
        _VALID.add(shape)
    root: Element = etree.fromstring(html, etree.HTMLParser(remove_comments=True, huge_tree=True))  # type: ignore[assignment]  # as the library of Python has it
    for each in (*root.iter("textarea"), *root.iter("pre")):
        each.text = (each.text or "").removeprefix("\n")  # as HTML has it
    return root


def _check_valid(url: str, html: str) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(html)
    lines = html.splitlines()
    wrong = [f"{code} {values} in {lines[row - 1].strip()[:300]!r}" for (row, _), code, values in parser.errors]
    assert not wrong, f"{url} is no valid HTML: {wrong}"
    ends = _end_tags(html)
    assert not ends, f"{url}: tags left open or closed twice: {ends}"


def _flaws(page: Page) -> Iterator[str]:
    root = page.root
    every = list(root.iter())
    tags = [str(each.tag) for each in every]
    if root.get("lang") != "zh-CN":
        yield "html without lang"
    if tags.count("h1") != 1 or tags.count("main") != 1:
        yield f"{tags.count('h1')} h1, {tags.count('main')} main"
    if CLASSIFICATION not in _text(root):
        yield "no classification line"
    yield from _bad_ids(every)
    yield from _bad_code(every)
    yield from _bad_fields(root, every)


def _bad_ids(every: list[Element]) -> Iterator[str]:
    counts = Counter(each.get("id", "") for each in every if each.get("id") is not None)
    ids = counts.keys()
    yield from (f"id {name!r} comes twice" for name, count in sorted(counts.items()) if count > 1)
    yield from (f"bad id {name!r}" for name in ids if not name or re.search(r"\s", name))
    for each in every:
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            yield from (f"{attribute} leads to no {name!r}" for name in each.get(attribute, "").split() if name not in ids)
        target = each.get("href", "")
        if each.tag == "a" and target.startswith("#") and target[1:] not in ids:
            yield f"link to no {target}"


def _bad_code(every: list[Element]) -> Iterator[str]:
    for each in every:
        if (each.tag == "script" and not each.get("src")) or each.tag == "style":
            yield f"inline {each.tag}"
        yield from (f"{name} on {each.tag}" for name in each.attrib if name == "style" or name.startswith("on"))
        if each.get("href", "").strip().lower().startswith("javascript:"):
            yield "a script for a link"


def _bad_fields(root: Element, every: list[Element]) -> Iterator[str]:
    labels = {each.get("for"): _text(each) for each in root.iter("label")}
    for each in every:
        if (
            each.tag in ("input", "select", "textarea")
            and each.get("type") not in ("hidden", "submit", "button")
            and not (labels.get(each.get("id")) or each.get("aria-label"))
        ):
            yield f"{each.tag} {each.get('name')!r} without label"
        if each.tag == "button" and not _text(each):
            yield "button without words"
        if each.tag == "form" and each.get("method") == "post" and not any(field.get("name") == "csrf" for field in each.iter("input")):
            yield f"form to {each.get('action')} without token"


class _Ends(HTMLParser):
    """Tells tags that are not closed where they should be; html5lib forgives some at the end of their parent."""

    VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def _end_tags(html: str) -> list[str]:
    ends = _Ends()
    ends.feed(html)
    return ends.wrong + ends.open


def _controls(form: Element, *, off: bool = False) -> Iterator[Element]:
    """Inputs, selects and boxes that are sent, in order."""
    for each in form:
        disabled = off or each.get("disabled") is not None
        if each.tag in ("input", "select", "textarea"):
            if not disabled:
                yield each
        else:
            yield from _controls(each, off=disabled and each.tag == "fieldset")


def _buttons(form: Element, words: str) -> list[Element]:
    """Buttons by their words, or by `name=value`; all of them for none."""
    found = [each for each in form.iter("button") if each.get("disabled") is None and each.get("type", "submit") == "submit"]
    if not words:
        return found
    exact = [each for each in found if words in (_text(each), f"{each.get('name')}={each.get('value')}")]
    return exact or [each for each in found if _text(each).startswith(words)]


def _one(root: Element, tag: str) -> Element:
    return next(root.iter(tag))


def _whole(element: Element) -> str:
    return "".join(element.itertext())


def _text(element: Element) -> str:
    return " ".join(_whole(element).split())


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _crlf(text: str) -> str:
    return _lines(text).replace("\n", "\r\n")
