"""What a browser sent: one form, read once, cleaned once at the border, and never empty-handed on an error."""

import json
import re
from collections.abc import AsyncGenerator, Iterator
from contextlib import suppress
from dataclasses import dataclass

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from server.actions.saving import ATTRIBUTES, Field
from server.report.file_problems import upload_broken, upload_too_large
from server.report.problems import Refused, too_large, wrong_form
from server.report.words import clean

MEGABYTE = 1024 * 1024
MOST_BYTES = 8 * MEGABYTE
MOST_UPLOADED = 64 * MEGABYTE
MOST_DRAINED = 1024 * MEGABYTE
MOST_FILES = 100
MOST_FIELDS = 4000
MOST_DIGITS = 9
_RUN = re.compile(rb"(?:%[0-9A-Fa-f][0-9A-Fa-f])+")  # a counted {2} would take twice the time
_TAIL, _TOO_MANY = 512, "Too many files"
_SECRET = ("csrf", "password", "again", "old", "code", "bound", "do")


@dataclass(frozen=True)
class Upload:
    """A file as a browser sent it; `name` is the last part of what it called it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Form:
    """Names and values in order. `changed` counts characters that no store or file could have held."""

    pairs: tuple[tuple[str, str], ...] = ()
    changed: int = 0
    files: tuple[Upload, ...] = ()

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
            raise Refused(too_large(MOST_BYTES // MEGABYTE))
    return parsed(bytes(body))


async def read_upload(request: Request) -> Form:
    """The form of a page that also takes files. Raises Refused when it is too large or broken off; nothing is kept then."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if request.method != "POST" or kind != b"multipart/form-data":
        return await read_form(request)
    body = _Body(request.stream())
    sent = await _parts(request, body)
    try:
        boundary = options.get(b"boundary", b"")
        if not boundary or b"--%s--" % boundary not in body.tail:
            raise Refused(upload_broken())
        return await _form(sent)
    finally:
        await sent.close()


class _Body:
    """The body of an upload on its way in: how long it was so far, and how it ended."""

    def __init__(self, stream: AsyncGenerator[bytes, None]) -> None:
        self.seen, self.tail = 0, b""
        self._stream = stream

    async def bounded(self) -> AsyncGenerator[bytes, None]:
        """The body up to its bound; MultiPartException beyond, at which the parser closes its files."""
        async for chunk in self._stream:
            self.seen += len(chunk)
            self.tail = (self.tail + chunk)[-_TAIL:]
            if self.seen > MOST_UPLOADED:
                raise MultiPartException(_TOO_MANY)
            yield chunk

    async def drain(self) -> None:
        """Read away what is left, so that the browser hears why instead of a broken line; but not without end."""
        async for chunk in self._stream:
            self.seen += len(chunk)
            if self.seen > MOST_DRAINED:
                return


async def _parts(request: Request, body: _Body) -> FormData:
    """The parts of a form, its files on disk when they are large."""
    parser = MultiPartParser(request.headers, body.bounded(), max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES)
    try:
        return await parser.parse()
    except MultiPartException as wrong:
        with suppress(ClientDisconnect):
            await body.drain()
        large = wrong.message.startswith(_TOO_MANY)
        raise Refused(upload_too_large(MOST_UPLOADED // MEGABYTE, MOST_FILES) if large else upload_broken()) from wrong
    except ClientDisconnect as gone:
        raise Refused(upload_broken()) from gone


async def _form(sent: FormData) -> Form:
    items = sent.multi_items()
    cleaned = [(clean(name).text, clean(value)) for name, value in items if isinstance(value, str)]
    files = [Upload(_plain_name(value.filename or ""), await value.read()) for _, value in items if isinstance(value, UploadFile)]
    return Form(
        tuple((name, value.text) for name, value in cleaned),
        sum(value.changed for _, value in cleaned),
        tuple(file for file in files if file.name or file.content),
    )


def kept_json(form: Form) -> str:
    """A form as one hidden value that survives a sign-in."""
    return json.dumps(form.kept(), ensure_ascii=False)


def kept_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """The pairs behind `kept_json`; nothing when they are not such."""
    try:
        pairs = json.loads(text or "[]")
        return tuple((clean(str(name)).text, clean(str(value)).text) for name, value in pairs)
    except (ValueError, TypeError, RecursionError):
        return ()


def local(path: str) -> str:
    """A path of this site to go on to, "/" for anything else."""
    stays = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if stays else "/"


def _plain_name(name: str) -> str:
    """The last part of a file name, as browsers of old sent whole paths."""
    return clean(re.split(r"[/\\]", name)[-1]).text.strip()


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
