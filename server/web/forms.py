"""What a browser sent: one form, read once, cleaned once at the border, and never empty-handed on an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

from server.actions.saving import ATTRIBUTES, Field
from server.report.problems import Refused, too_large, wrong_form
from server.report.words import clean

MOST_BYTES = 8 * 1024 * 1024
MOST_FIELDS = 4000
MOST_DIGITS = 9
_RUN = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")
_SECRET = ("csrf", "password", "again", "do")


@dataclass(frozen=True)
class Form:
    """Names and values in order. `changed` counts characters that no store or file could have held."""

    pairs: tuple[tuple[str, str], ...] = ()
    changed: int = 0

    def get(self, name: str, default: str = "") -> str:
        """The last value of a name."""
        return next((value for key, value in reversed(self.pairs) if key == name), default)

    def line(self, name: str) -> str:
        """A value as one trimmed line."""
        return " ".join(self.get(name).split())

    def has(self, name: str) -> bool:
        """Whether the name was sent at all."""
        return any(key == name for key, _ in self.pairs)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        return tuple(value for key, value in self.pairs if key == name)

    def kept(self) -> tuple[tuple[str, str], ...]:
        """What must survive an error page: everything but tokens, passwords and buttons."""
        return tuple((name, value) for name, value in self.pairs if name not in _SECRET)

    def fields(self) -> tuple[Field, ...]:
        """The report fields in the form: `text.12.body` with `text.12.v`, `entry.dis.x.raw`, `item.5.title` …"""
        values: dict[tuple[str, str], dict[str, str]] = {}
        bases: dict[tuple[str, str], int] = {}
        for (kind, key, attribute), value in self._parts():
            if attribute == "v":
                bases[kind, key] = int(value) if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS else 0
            elif attribute in ATTRIBUTES[kind]:
                values.setdefault((kind, key), {})[attribute] = value
        return tuple(Field(kind, key, value, bases.get((kind, key), 0)) for (kind, key), value in values.items())

    def _parts(self) -> Iterator[tuple[tuple[str, str, str], str]]:
        for name, value in self.pairs:
            kind, _, rest = name.partition(".")
            key, _, attribute = rest.rpartition(".")
            if kind in ATTRIBUTES and key:
                yield (kind, key, attribute), value


async def read_form(request: Request) -> Form:
    """The urlencoded body of a request. Raises Refused when it is too large or of another kind."""
    if request.method != "POST":
        return Form()
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind not in ("", "application/x-www-form-urlencoded"):
        raise Refused(wrong_form())
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Refused(too_large(MOST_BYTES // 1024 // 1024))
    return parsed(bytes(body))


def parsed(body: bytes) -> Form:
    """A urlencoded body as a clean form."""
    parts = body.split(b"&") if body else []
    if len(parts) > MOST_FIELDS:
        raise Refused(wrong_form())
    pairs = [part.partition(b"=") for part in parts]
    cleaned = [(clean(_decoded(name)).text, clean(_decoded(value))) for name, _, value in pairs]
    return Form(tuple((name, value.text) for name, value in cleaned), sum(value.changed for _, value in cleaned))


def _decoded(text: bytes) -> str:
    """Percent-decoded UTF-8, whole runs at once (Chinese is nothing else); what is not UTF-8 becomes lone surrogates."""
    plain = _RUN.sub(lambda run: bytes.fromhex(run[0].replace(b"%", b"").decode()), text.replace(b"+", b" "))
    return plain.decode("utf-8", "surrogateescape")
