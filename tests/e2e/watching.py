"""A section's page whose saves are watched and whose clock the test turns: no test waits for a timer."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl

from playwright.sync_api import BrowserContext, Locator, Request, Route, expect

AFTER_TYPING = 1300
SAVED = re.compile(r"^已保存 \d\d:\d\d")


class Watched:
    """A window on one section, with the bodies of its saves in order."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page = context.new_page()
        self.page.clock.install()
        self.page.on("request", self._seen)
        self.saves: list[dict[str, str]] = []
        self.submits: list[str] = []
        self.page.goto(address)

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-save-status]")

    @property
    def alert(self) -> Locator:
        return self.page.locator("[data-save-alert]")

    def field(self, label: str = "正文内容") -> Locator:
        return self.page.get_by_label(label, exact=True)

    def type(self, text: str, label: str = "正文内容") -> None:
        """Behind what is there, key by key where there are keys."""
        self.field(label).press("Control+End")
        self.page.keyboard.insert_text(text)

    def turn(self, milliseconds: int = AFTER_TYPING) -> None:
        """Let this much time pass for the page's timers."""
        self.page.clock.fast_forward(milliseconds)

    def settle(self) -> None:
        """After a rest the server has acknowledged everything."""
        self.turn()
        expect(self.status).to_have_text(SAVED)

    def text_saved(self) -> str:
        """The section text as the last save carried it."""
        return next(value for name, value in self.saves[-1].items() if name.startswith("text.") and name.endswith(".body"))

    def hold_saves(self) -> list[Route]:
        """From now on saves wait in this list until they are let go."""
        held: list[Route] = []
        self._on_saves(held.append)
        return held

    def _on_saves(self, act: Callable[[Route], None]) -> None:
        def decide(route: Route) -> None:
            if route.request.headers.get("x-autosave"):
                act(route)
            else:
                route.fallback()

        self.page.route("**/*", decide)

    def _seen(self, request: Request) -> None:
        if request.method != "POST":
            return
        if request.headers.get("x-autosave"):
            self.saves.append(dict(parse_qsl(request.post_data or "", keep_blank_values=True)))
        else:
            self.submits.append(request.url)
