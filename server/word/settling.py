"""The raw characters of a paragraph → its lines: what a manual break, a page break, a tab and a space in them mean; knows no XML.

Clerks end paragraphs with a manual line break as often as with a paragraph mark. A break begins a new line where a number, an indent
of spaces or a date alone follows, or where every line before one ends a sentence; else it only folds the line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from server.word.signs import A_DATE, ENDS, NEW_LINE, ONLY_MARK

FOLD, PAGE, TAB = "\v", "\f", "\t"
_LONGEST_CELL = 40
_SENTENCE_END = "。！？；"
_SPACES = " \t\u3000\xa0"
_NO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\xad]")
_RARE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\xad\xa0\t\v\f]|^[\\s]|[\\s]$")
_TABS = re.compile(r"[ \u3000]*\t[ \u3000\t]*")


@dataclass(frozen=True)
class Settled:
    """A line without outer spaces, and whether a page break stands before it."""

    text: str
    page_break: bool = False


def settled(raw: str) -> tuple[tuple[Settled, ...], bool]:
    """The lines that are not empty, and whether a page break stands behind the last of them."""
    if not _RARE.search(raw):
        return ((Settled(raw),) if raw else ()), False
    lines, broken = [], False
    for nth, page in enumerate(_NO_WIDTH.sub("", raw).replace("\u2028", FOLD).replace("\u2029", FOLD).split(PAGE)):
        broken = broken or nth > 0
        for text in _unfolded(page):
            lines.append(Settled(text, broken))
            broken = False
    return tuple(lines), broken


def _unfolded(page: str) -> Iterator[str]:
    pieces = [piece for piece in page.split(FOLD) if piece.strip()]
    apart = all(ENDS.search(piece) for piece in pieces[:-1])
    group: list[str] = []
    for piece in pieces:
        if group and (apart or NEW_LINE.match(piece) or A_DATE.match(piece)):
            yield _clean("".join(group))
            group = []
        group.append(_joined(group[-1] if group else "", piece))
    yield from [_clean("".join(group))] if group else []


def _joined(before: str, piece: str) -> str:
    """What is put behind a folded line: words of Latin letters keep a space between them."""
    text = piece.strip(_SPACES) if before else piece.rstrip(_SPACES)
    return f" {text}" if before and _latin(before[-1]) and _latin(text[0]) else text


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _clean(line: str) -> str:
    """Outer spaces off; a tab parts the cells of a row, follows a number, or is a space."""
    text = line.replace("\xa0", " ").strip()
    if TAB not in text:
        return text
    first, *others = _TABS.split(text)
    cells = [first + others[0], *others[1:]] if ONLY_MARK.match(first) else [first, *others]
    row = text[-1] not in _SENTENCE_END and all(len(cell) <= _LONGEST_CELL for cell in cells)
    return (TAB if row else " ").join(cells)
