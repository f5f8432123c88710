"""Pages of a manuscript without a typesetter: 22 lines of 28 characters (GB/T 9704-2012 5.2.3), near enough to read by, never a proof."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, assert_never

from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Block,
    Heading,
    Imprint,
    Letterhead,
    Manuscript,
    Masthead,
    Note,
    Occasion,
    Paragraph,
    Recipients,
    SignOff,
    Table,
    Title,
    Tracked,
)

LINES, CHARACTERS = 22, 28
_TITLE_CHARACTERS = 20
_NO_START = "，。、；：？！）》〉】〕」』”’…—％%"
_NO_END = "（《〈【〔「『“‘"
_INDENT = "　　"
_MASTHEAD_LINES, _AFTER_RULE = 7, 2

Look = Literal[
    "mark", "urgent", "register", "rule", "title", "occasion", "level1", "level2", "body", "table", "right", "label", "small", "blank"
]


@dataclass(frozen=True)
class Row:
    """One line: its words, how they look, and the cells where it is a row of a table. `whole` says that it is stretched to the margin."""

    text: str
    look: Look = "body"
    cells: tuple[str, ...] = ()
    whole: bool = False
    height: int = 1
    new_page: bool = False


_BLANK = Row("", "blank")


def pages_of(manuscript: Manuscript) -> tuple[tuple[Row, ...], ...]:
    """The rows of every page. Pages break after 22 lines, before an attachment, never between a heading and its text."""
    rows = [row for block in manuscript.blocks for row in _rows(block)]
    return tuple(_broken(rows))


def lines_of(text: str, characters: int = CHARACTERS) -> tuple[str, ...]:
    """A paragraph in lines of so many full-width characters; no line begins or ends with a mark that may not."""
    lines = []
    while text:
        end = _fitting(text, characters)
        lines.append(text[:end])
        text = text[end:]
    return tuple(lines) or ("",)


def _fitting(text: str, characters: int) -> int:
    """How many characters of a text the next line takes, at least one."""
    widths = accumulate(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text[: 2 * characters + 1])
    end = sum(width <= 2 * characters for width in widths)
    kept = end
    while end < len(text) and kept > 1 and (text[kept] in _NO_START or text[kept - 1] in _NO_END):
        kept -= 1
    return max(kept if kept > 1 else end, 1)


def _broken(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    page: list[Row] = []
    for row in rows:
        if page and (row.new_page or sum(each.height for each in page) + row.height > LINES):
            kept = _kept_with_next(page) if not row.new_page else 0
            yield tuple(page[: len(page) - kept])
            page = page[len(page) - kept :]
        page.append(row)
    yield tuple(page)


def _kept_with_next(page: list[Row]) -> int:
    """How many rows at the end of a page are a heading that must go over with its text."""
    heads = 0
    while heads < len(page) - 1 and page[-1 - heads].look in ("level1", "level2"):
        heads += 1
    return heads


def _rows(block: Block) -> Iterator[Row]:
    match block:
        case Masthead() | Letterhead():
            return _head(block)
        case Title() | Occasion() | Recipients() | Paragraph() | Heading():
            return _words(block)
        case Table():
            return (Row("", "table", row, height=max(1, *(len(cell) // 8 + 1 for cell in row))) for row in block.rows)
        case AttachmentNote() | SignOff() | Note() | Attachment() | Imprint():
            return _tail(block)
        case Tracked():
            return _rows(block.like)
        case _:
            assert_never(block)


def _head(block: Masthead | Letterhead) -> Iterator[Row]:
    issuers = block.issuers if isinstance(block, Masthead) else (block.issuer,)
    suffix = block.suffix if isinstance(block, Masthead) else ""
    yield Row(block.urgency, "urgent")
    yield from (Row(name + (suffix if at == len(issuers) - 1 else ""), "mark", height=2) for at, name in enumerate(issuers))
    yield from [_BLANK] * 2
    signed = isinstance(block, Masthead) and block.upward
    signers = "　".join(block.signers) if isinstance(block, Masthead) else ""
    yield Row(block.number, "register", (block.number, f"签发人：{signers}") if signed else ())
    yield Row("", "rule")
    yield from [_BLANK] * _AFTER_RULE


def _words(block: Title | Occasion | Recipients | Paragraph | Heading) -> Iterator[Row]:
    match block:
        case Title(lines):
            yield from (Row(part, "title") for line in lines for part in lines_of(line, _TITLE_CHARACTERS))
            yield _BLANK
        case Occasion(text):
            yield from (Row(line, "occasion") for line in lines_of(text))
            yield _BLANK
        case Recipients(text):
            yield from _set(text, "body")
        case Paragraph(text):
            yield from _set(_INDENT + text, "body")
        case Heading(level, number, heading, text):
            look: Look = "body" if text or level > 2 else "level1" if level == 1 else "level2"  # noqa: PLR2004
            yield from _set(_INDENT + number + heading + text, look)


def _tail(block: AttachmentNote | SignOff | Note | Attachment | Imprint) -> Iterator[Row]:
    match block:
        case AttachmentNote(names):
            yield _BLANK
            numbered = names if len(names) < 2 else tuple(f"{at}.{name}" for at, name in enumerate(names, 1))  # noqa: PLR2004
            yield from (
                row for at, name in enumerate(numbered) for row in _set(f"{_INDENT}{'附件：' if not at else '　　　'}{name}", "body")
            )
        case SignOff(names, date):
            yield from (_BLANK, _BLANK, *(Row(name, "right") for name in names), Row(date, "right"))
        case Note(text):
            yield from _set(_INDENT + text, "body")
        case Attachment(label, title):
            yield Row(label, "label", new_page=True)
            yield from (_BLANK, *(Row(line, "title") for line in title), _BLANK)
        case Imprint(copies_to, printer, day):
            yield from (row for row in (Row(f"抄送：{copies_to}", "small"),) if copies_to)
            yield from (row for row in (Row("", "small", (printer, f"{day}印发" if day else "")),) if printer or day)


def _set(text: str, look: Look) -> Iterator[Row]:
    lines = lines_of(text)
    return (Row(line, look, whole=at < len(lines) - 1) for at, line in enumerate(lines))
