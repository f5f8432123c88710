"""Blocks whose words changed, as Word's tracked changes; who changed them is the unit, when is the day of the document."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import count, groupby

from lxml import etree

from server.report.manuscript import AttachmentNote, Block, Change, Heading, Tracked
from server.word import ooxml
from server.word.elements import PARAGRAPH, ROW, Element, W

_TAGS: dict[Change, str] = {"inserted": W + "ins", "deleted": W + "del"}
_RUN, _TEXT, _DELETED_TEXT, _PROPERTIES = W + "r", W + "t", W + "delText", W + "rPr"
_SIGNS = {W + "br": "\n", W + "tab": "\t"}
_SIGN_TAGS = {sign: tag for tag, sign in _SIGNS.items()}
_PARTS = re.compile("([\n\t])")
_SPACES = {"w": W[1:-1]}
_START, _END = "<w:body>", "</w:body>"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Printed characters that are no words of a block: （ of a 附注, 附件： and its number.
_FURNITURE = 8


def apart(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with a changed 附件说明 as the whole old one and the whole new one: with the names their numbers change."""
    return tuple(each for block in blocks for each in _apart(block))


def _apart(block: Block) -> Iterator[Block]:
    if not isinstance(block, Tracked) or not isinstance(block.like, AttachmentNote) or not any(piece.change for piece in block.pieces):
        yield block
        return
    halves: tuple[tuple[Change, Change], ...] = (("deleted", "inserted"), ("inserted", "deleted"))
    for mark, other in halves:
        words = "".join(piece.text for piece in block.pieces if piece.change != other)
        names = tuple(name for name in words.split("\n") if name)
        yield from [Tracked(AttachmentNote(names), mark=mark)] if names else []


@dataclass(frozen=True)
class _Place:
    """A printed character: its paragraph and the properties of its run."""

    paragraph: int
    look: Element | None = None
    sign: str = ""


@dataclass(frozen=True)
class _Mark:
    """A character that was kept, inserted or deleted, set as one at its place is; "" is the end of the paragraph."""

    place: _Place
    sign: str
    change: Change


class Tracker:
    """Marks the changes of one document; no two of them have one id."""

    def __init__(self, author: str, day: date) -> None:
        self._said = {W + "author": ooxml.plain(author).replace("\n", ""), W + "date": f"{day.isoformat()}T00:00:00Z"}
        self._ids = count(1)

    def tracked(self, block: Tracked, xml: str) -> str:
        """The XML of `block.like` with the changes of its words. A block without pieces changed as a whole, or not at all.

        A printed character that is no word of the pieces (the parentheses of a 附注) changes with the whole.
        """
        if not xml or not (block.mark or any(piece.change for piece in block.pieces)):
            return xml
        root = etree.fromstring(ooxml.document(xml).encode())
        paragraphs = list(root.iter(PARAGRAPH))
        marks: dict[int, list[_Mark]] = {}
        for mark in _Words(block, [place for number, paragraph in enumerate(paragraphs) for place in _places(number, paragraph)]).marks():
            marks.setdefault(mark.place.paragraph, []).append(mark)
        for number, paragraph in enumerate(paragraphs):
            self._set(paragraph, marks.get(number, []), block.mark)
        for row in root.iter(ROW) if block.mark else ():
            _found_or_new(row, W + "trPr").append(self._change(block.mark))
        text = etree.tostring(root, encoding="unicode")
        return text[text.index(_START) + len(_START) : text.rindex(_END)]

    def _set(self, paragraph: Element, marks: list[_Mark], whole: Change) -> None:
        for each in paragraph.findall(_RUN):
            paragraph.remove(each)
        for (change, _), group in groupby((mark for mark in marks if mark.sign), lambda mark: (mark.change, id(mark.place.look))):
            signs = list(group)
            run = _run("".join(mark.sign for mark in signs), signs[0].place.look, _DELETED_TEXT if change == "deleted" else _TEXT)
            paragraph.append(self._around(run, change) if change else run)
        if end := whole or next((mark.change for mark in marks if not mark.sign), ""):
            _found_or_new(_found_or_new(paragraph, W + "pPr"), _PROPERTIES).insert(0, self._change(end))

    def _around(self, run: Element, change: Change) -> Element:
        element = self._change(change)
        element.append(run)
        return element

    def _change(self, change: Change) -> Element:
        return etree.Element(_TAGS[change], {W + "id": str(next(self._ids)), **self._said}, nsmap=_SPACES)


class _Words:
    """Lays the words of a block over the characters it prints, in order; deleted words stand where they would have been printed."""

    def __init__(self, block: Tracked, places: list[_Place]) -> None:
        self._pieces, self._whole, self._places = block.pieces, block.mark, places
        self._at, self._place = 0, places[0] if places else _Place(0)
        # The first line of a heading ends with its 。: what was deleted behind that stood in the next paragraph.
        self._runs_on = isinstance(block.like, Heading)

    def marks(self) -> Iterator[_Mark]:
        """Every printed and every deleted character."""
        for piece in self._pieces:
            for sign in ooxml.plain(piece.text):
                yield from self._marks(sign, piece.change or self._whole)
        yield from self._printed(len(self._places))

    def _marks(self, sign: str, change: Change) -> Iterator[_Mark]:
        if change == "deleted" != self._whole:
            yield _Mark(self._places[self._at] if self._runs_on and self._at_end() else self._place, sign, change)
        elif sign == "\n" and self._at_end():
            yield from self._next_paragraph(change)
        else:
            yield from self._printed(self._find(sign))
            self._place = next(iter(self._places[self._at : self._at + 1]), self._place)
            self._at += self._place.sign == sign
            yield _Mark(self._place, sign, change)

    def _at_end(self) -> bool:
        return self._at < len(self._places) and self._places[self._at].paragraph > self._place.paragraph

    def _next_paragraph(self, change: Change) -> Iterator[_Mark]:
        ended, self._place = self._place, self._places[self._at]
        yield from (_Mark(_Place(number), "", change) for number in range(ended.paragraph, self._place.paragraph))

    def _find(self, sign: str) -> int:
        """Where the character is printed; here, if not near."""
        near = range(self._at, min(self._at + _FURNITURE, len(self._places)))
        return next((at for at in near if self._places[at].sign == sign), self._at)

    def _printed(self, end: int) -> Iterator[_Mark]:
        """What is printed up to there and is no word."""
        start, self._at = self._at, end
        yield from (_Mark(place, place.sign, self._whole) for place in self._places[start:end])


def _places(number: int, paragraph: Element) -> Iterator[_Place]:
    for run in paragraph.iter(_RUN):
        text = "".join((each.text or "") if each.tag == _TEXT else _SIGNS.get(str(each.tag), "") for each in run)
        look = run.find(_PROPERTIES)
        yield from (_Place(number, look, sign) for sign in text)


def _run(text: str, look: Element | None, tag: str) -> Element:
    run = etree.Element(_RUN, nsmap=_SPACES)
    run.extend([] if look is None else [deepcopy(look)])
    for part in filter(None, _PARTS.split(text)):
        element = etree.SubElement(run, _SIGN_TAGS.get(part, tag))
        if part not in _SIGN_TAGS:
            element.text = part
            element.set(_SPACE, "preserve")
    return run


def _found_or_new(element: Element, tag: str) -> Element:
    found = element.find(tag)
    return etree.SubElement(element, tag) if found is None else found
