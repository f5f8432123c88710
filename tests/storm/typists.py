"""A client in the storm: opens sections at random, types, adds and removes, restores, settles conflicts in each of the three ways."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random
from urllib.parse import urlencode

import httpx2

from tests.storm.acknowledged import Acknowledged, Oracle, Value

AUTOSAVE = {"X-Autosave": "1", "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
POST = {"Content-Type": "application/x-www-form-urlencoded"}
SENTENCES = 6
WAYS = ("theirs", "mine", "both")
_OVER = re.compile(r'value="((?:mine|both):([^@"]+)@([0-9]+):[^"]*)"')
_NAME = re.compile(r"(text|entry|item)\.(.+)\.(v|[a-z_]+)")


class _Fields(HTMLParser):
    """The fields of a page by name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("name"):
            self.found[given["name"]] = given.get("value", "")
        if tag == "textarea":
            self._open = given.get("name", "")
            self.found[self._open] = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[self._open] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.found[self._open] = self.found[self._open].removeprefix("\n")
            self._open = ""


@dataclass
class Open:
    """A section that is open in a window: what its fields hold and which version of each the window has."""

    path: str
    csrf: str
    values: dict[str, Value]
    versions: dict[str, int]
    clashing: dict[str, str] = field(default_factory=dict)


class Gone(Exception):
    """The server does not answer, or answers as one that is just starting."""


@dataclass
class Typist:
    """One client; `addresses` are the servers, asked at random."""

    number: int
    token: str
    addresses: tuple[str, ...]
    paths: tuple[str, ...]
    oracle: Oracle
    dice: Random
    pause: tuple[float, float] = (0.02, 0.4)
    written: int = 0

    def __post_init__(self) -> None:
        self.client = httpx2.Client(timeout=30)
        self.client.headers["cookie"] = f"chengbao={self.token}"

    def work(self, until: Callable[[], bool]) -> None:
        """Go from section to section until the time is over."""
        while not until():
            try:
                page = self.opened(self.dice.choice(self.paths))
                for _ in range(self.dice.randint(2, 8)):
                    if until():
                        break
                    self.act(page)
                    time.sleep(self.dice.uniform(*self.pause))
            except Gone:
                self.oracle.count("unanswered")
                time.sleep(0.2)
        self.client.close()

    def act(self, page: Open) -> None:
        """One thing that a clerk does."""
        if page.clashing:
            self.settle(page)
            return
        deeds = (self.type_text, self.type_figure, self.type_item, self.press, self.restore)
        self.dice.choices(deeds, (50, 20, 10, 10, 10))[0](page)

    def opened(self, path: str) -> Open:
        """The page of a section as the server has it now."""
        parser = _Fields()
        parser.feed(self.ask("GET", path).text)
        values: dict[str, Value] = {}
        versions: dict[str, int] = {}
        for name, text in parser.found.items():
            found = _NAME.fullmatch(name)
            if found and found[3] == "v":
                versions[f"{found[1]}.{found[2]}"] = int(text)
            elif found:
                values.setdefault(f"{found[1]}.{found[2]}", {})[found[3]] = text
        return Open(path, parser.found["csrf"], values, versions)

    def type_text(self, page: Open) -> None:
        """Another sentence in the place of one of six."""
        name = next(each for each in page.versions if each.startswith("text."))
        parts = [each + "。" for each in page.values[name]["body"].split("。") if each]
        parts += [f"第{at}句尚空。" for at in range(len(parts), SENTENCES)]
        parts[self.dice.randrange(len(parts))] = f"{self.token_of()}写的一句。"
        self.save(page, name, {"body": "".join(parts)})

    def type_figure(self, page: Open) -> None:
        """A number, sometimes its source."""
        names = [each for each in page.versions if each.startswith("entry.")]
        if names:
            part = self.dice.choice(("raw", "raw", "office", "as_of"))
            text = str(self.dice.randrange(10**6)) if part == "raw" else self.token_of()
            self.save(page, self.dice.choice(names), {part: text})

    def type_item(self, page: Open) -> None:
        """A word in an item."""
        names = [each for each in page.versions if each.startswith("item.")]
        if names:
            self.save(page, self.dice.choice(names), {self.dice.choice(("title", "body")): self.token_of()})

    def press(self, page: Open) -> None:
        """A button: add or remove an item, mark the section done or not."""
        items = [each.partition(".")[2] for each in page.versions if each.startswith("item.")]
        wanted = self.dice.choice(("add-item", "done", "undone", *(f"remove-item:{each}" for each in items[:1])))
        answer = self.ask("POST", page.path, {"csrf": page.csrf, "do": wanted})
        self.oracle.count(f"{wanted.partition(':')[0]} {answer.status_code}")
        self.renew(page)

    def restore(self, page: Open) -> None:
        """The text of an earlier version, over the one the window has."""
        name = next(each for each in page.versions if each.startswith("text."))
        base = page.versions[name]
        if base < 2:
            return
        self.renew(page)
        base, wanted = page.versions[name], self.dice.randint(1, base - 1)
        began = time.monotonic()
        form = {"csrf": page.csrf, "do": f"restore:{name}@{wanted}:{base}"}
        answer = self.ask("POST", f"{page.path}/history", form)
        self.oracle.count(f"restore {answer.status_code}")
        if answer.status_code == httpx2.codes.SEE_OTHER:
            took = time.monotonic() - began
            self.oracle.saved(Acknowledged(self.number, name, base, base + 1, {"from": str(wanted)}, "restore", took))
        self.renew(page)

    def save(self, page: Open, name: str, typed: Value, do: str = "save") -> None:
        """Save one field as the script of the page does, with all its parts as they stand in the window."""
        page.values[name] = page.values[name] | typed
        value, base = page.values[name], page.versions[name]
        form = {"csrf": page.csrf, "do": do, f"{name}.v": str(base)} | {f"{name}.{part}": text for part, text in value.items()}
        self.oracle.sent(self.number, name, value)
        began = time.monotonic()
        answer = self.ask("POST", page.path, form, AUTOSAVE)
        took = time.monotonic() - began
        if answer.status_code in (httpx2.codes.OK, httpx2.codes.CONFLICT):
            self.take(page, name, answer.json(), do, took)
            return
        self.oracle.count(f"save {answer.status_code}")
        self.renew(page)

    def take(self, page: Open, name: str, told: dict[str, object], do: str, took: float) -> None:
        """What the answer says: saved as which version, or in conflict with what."""
        fields = told.get("fields")
        assert isinstance(fields, Mapping)
        if told["status"] == "conflict":
            self.oracle.count("conflicts")
            found = {which: button for button, which, _ in _OVER.findall(str(told["html"]))}
            page.clashing = {name: found[name]}
            return
        version, base = int(str(fields[f"{name}.v"])), page.versions[name]
        over = int(do.partition("@")[2].partition(":")[0]) if "@" in do else base
        how = {"mine": "over", "both": "merge"}.get(do.partition(":")[0], "save")
        if version == over + 1:
            self.oracle.saved(Acknowledged(self.number, name, over, version, dict(page.values[name]), how, took))
        if f"{name}.body" in fields or how == "merge" or version != over + 1:
            self.renew(page)
        page.versions[name] = version

    def settle(self, page: Open) -> None:
        """Answer a conflict: theirs, mine, or both in one."""
        name, button = next(iter(page.clashing.items()))
        page.clashing = {}
        way = self.dice.choice(WAYS)
        self.oracle.count(way)
        if way == "theirs":
            self.renew(page)
            return
        over = button.partition(":")[2]
        if way == "both" and not button.startswith("both:"):
            self.save(page, name, self.by_hand(page, name), f"mine:{over}")
            return
        self.save(page, name, {}, f"{way}:{over}")

    def by_hand(self, page: Open, name: str) -> Value:
        """Both made one in the box: a word more."""
        part = "body" if "body" in page.values[name] else "raw" if "raw" in page.values[name] else "title"
        return {part: f"{page.values[name][part]}{self.token_of()}" if part == "body" else str(self.dice.randrange(10**6))}

    def renew(self, page: Open) -> None:
        """The page again, as the server has it now."""
        fresh = self.opened(page.path)
        page.values, page.versions, page.csrf, page.clashing = fresh.values, fresh.versions, fresh.csrf, {}

    def token_of(self) -> str:
        """A word that nobody else writes."""
        self.written += 1
        return f"甲{self.number}乙{self.written}"

    def ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx2.Response:
        """The answer of a server. Raises Gone where there is none."""
        content = urlencode(dict(form)).encode() if form is not None else None
        try:
            answer = self.client.request(method, self.dice.choice(self.addresses) + path, content=content, headers=dict(headers or POST))
        except httpx2.TransportError as lost:
            raise Gone from lost
        if answer.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR or answer.status_code == httpx2.codes.UNAUTHORIZED:
            self.oracle.count(f"answered {answer.status_code}")
            raise Gone
        return answer
