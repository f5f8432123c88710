"""The marks 【…】 in the text of a template: where they stand, also when cut into several runs, and what is put in their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from server.report.own_template import CLOSING, OPENING
from server.word import ooxml
from server.word.elements import CELL, PARAGRAPH, ROW, Element, W

Where = Literal["body", "table", "box", "margin"]
TEXT = W + "t"
_BOX = W + "txbxContent"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARK = re.compile(f"{OPENING}([^{OPENING}{CLOSING}]{{1,16}}){CLOSING}")
_SEPARATE = (_BOX, W + "del", W + "moveFrom")
_DRAWN = (W + "drawing", W + "pict", "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent")


@dataclass(frozen=True)
class Mark:
    """A mark in the text of its paragraph: the words between the brackets, first and last place of the brackets, where that is."""

    words: str
    paragraph: Element
    start: int
    end: int
    where: Where

    @property
    def after(self) -> str:
        """What stands behind it in its paragraph."""
        return text_of(self.paragraph)[self.end :]


def marks_in(root: Element) -> tuple[Mark, ...]:
    """Every mark in a part in reading order, those in tables, text boxes and both renderings of a shape too."""
    margin = root.tag in (W + "hdr", W + "ftr")
    return tuple(mark for paragraph in root.iter(PARAGRAPH) for mark in _marks(paragraph, _where(paragraph, margin=margin)))


def text_of(paragraph: Element) -> str:
    """The characters of a paragraph, without those of the boxes that hang on it."""
    return "".join(each.text or "" for each in _texts(paragraph))


def put(mark: Mark, text: str) -> None:
    """The text in place of a mark, looking as the mark's first character does. Of several marks of a paragraph the last goes first."""
    left, at = ooxml.plain(text).replace("\n", ""), 0
    for each in _texts(mark.paragraph):
        said = each.text or ""
        start, end = max(0, mark.start - at), min(len(said), mark.end - at)
        at += len(said)
        if start < end:
            each.text = said[:start] + left + said[end:]
            each.set(_SPACE, "preserve")
            left = ""


def take_away(paragraph: Element) -> None:
    """A paragraph, or the table row that holds nothing else, out of the file; only emptied where one must stay."""
    row = next(paragraph.iterancestors(ROW), None)
    gone = paragraph if row is None else row
    parent = gone.getparent()
    rest = [each.tag for each in (() if parent is None else parent) if each is not gone and each.tag != W + "sectPr"]
    alone = row is None or "".join(each.text or "" for each in row.iter(TEXT)) == text_of(paragraph)
    held = paragraph.find(f"{W}pPr/{W}sectPr") is not None or drawings(paragraph)
    if parent is None or gone.tag not in rest[-1:] or not alone or held:
        empty(paragraph)
    else:
        parent.remove(gone)


def empty(paragraph: Element) -> None:
    """A paragraph without its words."""
    for each in _texts(paragraph):
        each.text = ""


def drawings(paragraph: Element) -> list[Element]:
    """The runs of a paragraph that hold shapes or pictures, as a red line that hangs on it."""
    return [run for run in paragraph.iter(W + "r") if any(each.tag in _DRAWN for each in run) and _owner(run) is paragraph]


def _marks(paragraph: Element, where: Where) -> Iterator[Mark]:
    for found in _MARK.finditer(text_of(paragraph)):
        yield Mark("".join(found[1].split()), paragraph, found.start(), found.end(), where)


def _where(paragraph: Element, *, margin: bool) -> Where:
    above = [each.tag for each in paragraph.iterancestors()]
    if _BOX in above:
        return "box"
    if CELL in above:
        return "table"
    if margin:
        return "margin"
    return "body" if above[:1] == [W + "body"] else "box"


def _texts(paragraph: Element) -> Iterator[Element]:
    for each in paragraph:
        if each.tag == TEXT:
            yield each
        elif each.tag not in _SEPARATE:
            yield from _texts(each)


def _owner(run: Element) -> Element | None:
    return next(run.iterancestors(PARAGRAPH), None)
