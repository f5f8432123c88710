"""Two ways to use a page: with a mouse, and with the keyboard alone, where every stop must be seen."""

import re
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page

MOST_STOPS = 400
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"

# What shows focus on an element, on its label or before and after either: outlines and shadows.
CALM = r"""(selector) => {
  const looks = (each, part) => {
    const style = getComputedStyle(each, part);
    const drawn = style.outlineStyle !== "none" && !/, 0\)$/.test(style.outlineColor);
    return [drawn ? `${style.outlineWidth} ${style.outlineColor}` : "", style.boxShadow].join();
  };
  const parts = ["", "::before", "::after"];
  window.looksOf = (each) => [each, ...(each.labels || [])].map((one) => parts.map((part) => looks(one, part)).join()).join();
  window.calm = window.calm || new WeakMap();
  document.querySelectorAll(selector).forEach((each) => {
    if (each !== document.activeElement && !window.calm.has(each)) window.calm.set(each, window.looksOf(each));
  });
}"""
STAND = """(target) => {
  const here = document.activeElement;
  const box = here.getBoundingClientRect();
  const label = here.labels && here.labels[0];
  const seen = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return Boolean(top) && (here.contains(top) || Boolean(label && label.contains(top)));
  };
  const shares = [0.05, 0.3, 0.5, 0.7, 0.95];
  const line = here.getClientRects()[0] || box;
  const order = target.compareDocumentPosition(here);
  return {
    there: here === target,
    back: Boolean(order & Node.DOCUMENT_POSITION_FOLLOWING),
    stop: here !== document.body,
    changed: !window.calm.has(here) || window.calm.get(here) !== window.looksOf(here),
    visible: shares.some((share) => shares.some((other) => seen(line.left + line.width * share, line.top + line.height * other))),
    name: here.outerHTML.slice(0, 160),
  };
}"""


class Hand(Protocol):
    """Does on a page what a person does. `press` leads to another page, `open` and `write` do not."""

    page: Page

    def press(self, target: Locator) -> None: ...
    def open(self, target: Locator) -> None: ...
    def write(self, target: Locator, text: str) -> None: ...
    def choose(self, target: Locator, value: str) -> None: ...
    def tick(self, target: Locator) -> None: ...
    def fetch(self, target: Locator) -> bytes: ...


class Mouse:
    """Clicks and types."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        with self.page.expect_event("load"):
            target.click()

    def open(self, target: Locator) -> None:
        target.click()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def choose(self, target: Locator, value: str) -> None:
        target.select_option(value)

    def tick(self, target: Locator) -> None:
        target.click()

    def fetch(self, target: Locator) -> bytes:
        with self.page.expect_download() as download:
            target.click()
        return Path(download.value.path()).read_bytes()


class Keyboard:
    """Tab, Enter, Space, arrows and letters; never a click."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops = 0

    def press(self, target: Locator) -> None:
        self.reach(target)
        with self.page.expect_event("load"):
            self.page.keyboard.press("Enter")

    def open(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+A")
        if re.fullmatch(r"[ -~]+", text):
            self.page.keyboard.type(text)
        else:
            self.page.keyboard.insert_text(text)

    def choose(self, target: Locator, value: str) -> None:
        self.reach(target)
        for _ in range(target.locator("option").count()):
            if target.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert target.input_value() == value

    def tick(self, target: Locator) -> None:
        if target.get_attribute("type") == "checkbox":
            self.reach(target)
            self.page.keyboard.press("Space")
            return
        name = target.get_attribute("name")
        self.reach(self.page.locator(f"input[name='{name}']:checked"))
        for _ in range(self.page.locator(f"input[name='{name}']").count()):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert target.is_checked()

    def fetch(self, target: Locator) -> bytes:
        self.reach(target)
        with self.page.expect_download() as download:
            self.page.keyboard.press("Enter")
        return Path(download.value.path()).read_bytes()

    def reach(self, target: Locator) -> None:
        """Tab, or Shift+Tab, until the target has the focus."""
        self.page.evaluate(CALM, FOCUSABLE)
        stand = target.evaluate(STAND)
        for _ in range(MOST_STOPS):
            if stand["there"]:
                return
            self.page.keyboard.press("Shift+Tab" if stand["back"] else "Tab")
            stand = target.evaluate(STAND)
            self.stops += 1
            assert not stand["stop"] or stand["changed"], f"焦点看不出来：{stand['name']}"
            assert not stand["stop"] or stand["visible"], f"焦点被遮住或在页面外：{stand['name']}"
        raise AssertionError(f"用 Tab 键到不了 {target}")
