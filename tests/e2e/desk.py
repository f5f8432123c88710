"""A desk with browser windows on it: every window's console is read, and what a browser complains of fails the test."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

ELSEWHERE = "chengbao.test"
CHROMIUM_ARGUMENTS = [f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1"]
DESKTOP = (1366, 768)
ZOOMED = (683, 384)
PATIENCE = 15_000


@dataclass
class Desk:
    """Opens windows and remembers complaints; `forgive` names answers a test asks for on purpose: 409, 422, ERR_FAILED …"""

    browser: Browser

    def __post_init__(self) -> None:
        self.contexts: list[BrowserContext] = []
        self.complaints: list[tuple[str, str]] = []
        self.forgiven: tuple[str, ...] = ()

    def person(self, address: str = "", token: str = "", size: tuple[int, int] = DESKTOP, *, javascript: bool = True) -> BrowserContext:
        """A browser of one person, signed in when there is a token."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=javascript, accept_downloads=True, locale="zh-CN"
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        context.on("console", self._heard)
        context.on("weberror", lambda wrong: self.complaints.append((str(wrong.error), "")))
        if token:
            context.add_cookies([{"name": "chengbao", "value": token, "url": address}])
        return context

    def window(self, address: str = "", token: str = "", size: tuple[int, int] = DESKTOP, *, javascript: bool = True) -> Page:
        """A window of a new person."""
        return self.person(address, token, size, javascript=javascript).new_page()

    def forgive(self, *answers: str) -> None:
        """These answers are part of the test."""
        self.forgiven += answers

    def clear(self) -> list[str]:
        """Close every window; the complaints that are not forgiven."""
        for context in self.contexts:
            context.close()
        return [f"{text} ({url})" for text, url in self.complaints if not any(answer in text for answer in self.forgiven)]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append((message.text, str(message.location.get("url", ""))))
