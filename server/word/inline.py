"""What stands in one paragraph: its characters as the reader of the paper sees them, and the boxes and notes that hang on it.

Insertions are accepted, deletions are gone, of a field its result is read, of two renderings of a shape one, of ruby the base text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from server.word.content import Box, Content, chosen, stacked
from server.word.elements import DGM, ID, MC, WP, A, Element, R, W, child, number
from server.word.fields import Fields
from server.word.looks import Styles
from server.word.parts import Parts
from server.word.settling import FOLD, PAGE, TAB
from server.word.signs import UNKNOWN_SYMBOL, symbol
from server.word.tally import Tally

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML = "{urn:schemas-microsoft-com:vml}"
_CHARTS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
)
_CODE = re.compile("[0-9A-Fa-f]{2,4}")


@dataclass
class _Flow:
    """One paragraph while it is read."""

    story: "Inline"
    properties: Element | None
    pieces: list[tuple[str, Element | None]] = field(default_factory=list)
    first: Element | None = None
    spoken: bool = False
    before: list[Box] = field(default_factory=list)
    after: list[Box] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    run: Element | None = None
    hidden: bool = False
    height: tuple[str, int] | None = None

    def add(self, text: str) -> None:
        """Characters at this place, if they are for the reader."""
        if self.hidden:
            self.story.tally.hidden += bool(text.strip())
        elif not self.story.fields.silent():
            self.pieces.append((text, self.run))
            if not self.spoken and text.strip():
                self.spoken, self.first = True, self.run

    def hang(self, element: Element | None, *words: str) -> None:
        """A box at this place."""
        (self.after if self.spoken else self.before).append(Box(element, words, self.height))


class Inline:
    """Reads the paragraphs of one story after the other; fields may run from one into the next."""

    def __init__(self, parts: Parts, styles: Styles, tally: Tally) -> None:
        self.parts, self.styles, self.tally = parts, styles, tally
        self.part, self.fields = parts.main, Fields()
        self.diagrams: set[str] = set()

    def enter_margin(self, part: str) -> None:
        """From here on paragraphs stand in this header or footer; page numbers are not read."""
        self.part, self.fields = part, Fields(margin=True)

    def read(self, paragraph: Element) -> Content:
        """Everything in a paragraph."""
        flow = _Flow(self, paragraph.find(W + "pPr"))
        _descend(flow, paragraph)
        self.fields.end_paragraph()
        text = "".join(piece for piece, _ in flow.pieces)
        return Content(text, flow.first, stacked(flow.before), stacked(flow.after), tuple(flow.notes), tuple(flow.pieces))


def _descend(flow: _Flow, element: Element) -> None:
    for each in element:
        _READERS.get(each.tag, _descend)(flow, each)


def _run(flow: _Flow, run: Element) -> None:
    outer = flow.run, flow.hidden
    flow.run = run.find(W + "rPr")
    flow.hidden = flow.story.styles.hidden(flow.properties, flow.run)
    _descend(flow, run)
    flow.run, flow.hidden = outer


def _text(flow: _Flow, element: Element) -> None:
    text = element.text or ""
    flow.add(" ".join(text.split()) if "\n" in text or "\r" in text else text)


def _tab(flow: _Flow, _: Element) -> None:
    flow.add(TAB)


def _break(flow: _Flow, element: Element) -> None:
    flow.add(PAGE if element.get(W + "type") == "page" else FOLD)


def _hyphen(flow: _Flow, _: Element) -> None:
    flow.add("-")


def _symbol(flow: _Flow, element: Element) -> None:
    code = element.get(W + "char", "")
    shown = symbol(int(code, 16)) if _CODE.fullmatch(code) else UNKNOWN_SYMBOL
    if shown == UNKNOWN_SYMBOL:
        flow.story.tally.met("symbol")
    flow.add(shown)


def _field_sign(flow: _Flow, element: Element) -> None:
    flow.story.fields.sign(element.get(W + "fldCharType"))


def _code(flow: _Flow, element: Element) -> None:
    flow.story.fields.instruct(element.text or "")


def _simple_field(flow: _Flow, element: Element) -> None:
    if not flow.story.fields.drops(element.get(W + "instr", "")):
        _descend(flow, element)


def _inserted(flow: _Flow, element: Element) -> None:
    _deleted(flow, element)
    _descend(flow, element)


def _deleted(flow: _Flow, element: Element) -> None:
    """Word cuts one revision into a piece for each run; neighbours of one kind are one."""
    before = element.getprevious()
    flow.story.tally.revisions += before is None or before.tag != element.tag


def _control(flow: _Flow, element: Element) -> None:
    """A content control, unless it only shows its prompt."""
    if child(element, W + "sdtPr", W + "showingPlcHdr") is None:
        _descend(flow, element)


def _alternatives(flow: _Flow, element: Element) -> None:
    _descend(flow, chosen(element))


def _anchor(flow: _Flow, element: Element) -> None:
    position, outer = element.find(WP + "positionV"), flow.height
    offset = None if position is None else position.findtext(WP + "posOffset")
    flow.height = None if position is None or offset is None else (position.get("relativeFrom", ""), number(offset))
    _descend(flow, element)
    flow.height = outer


def _box(flow: _Flow, element: Element) -> None:
    flow.hang(element)


def _word_art(flow: _Flow, element: Element) -> None:
    flow.hang(None, element.get("string", ""))


def _diagram(flow: _Flow, element: Element) -> None:
    """The words of a diagram, which stand in a part of their own; each part is read once."""
    parts, name = flow.story.parts, flow.story.parts.target(flow.story.part, element.get(R + "dm", ""))
    root = None if name in flow.story.diagrams else parts.root(name)
    flow.story.diagrams.add(name)
    points = () if root is None else root.iter(DGM + "pt")
    flow.story.tally.met("diagram")
    flow.hang(None, *("".join(each.text or "" for each in point.iter(A + "t")) for point in points))


def _drawn(flow: _Flow, element: Element) -> None:
    found = next(element.iter(A + "blip"), element)
    key = found.get(R + "embed") or found.get(R + "id") or ""
    elsewhere = not flow.story.parts.target(flow.story.part, key) and (key or found.get(R + "link") or found.get(R + "href"))
    flow.story.tally.met("link" if elsewhere else "picture")


def _chart(flow: _Flow, _: Element) -> None:
    flow.story.tally.met("chart")


def _object(flow: _Flow, _: Element) -> None:
    flow.story.tally.met("object")


def _equation(flow: _Flow, element: Element) -> None:
    flow.story.tally.met("equation")
    _descend(flow, element)


def _note(flow: _Flow, element: Element) -> None:
    flow.notes.append(("footnotes" if element.tag == W + "footnoteReference" else "endnotes", element.get(ID, "")))


def _comment(flow: _Flow, _: Element) -> None:
    flow.story.tally.comments += 1


def _skip(_: _Flow, __: Element) -> None:
    """Not text."""


_READERS: dict[str, Callable[[_Flow, Element], None]] = {
    W + "r": _run,
    **dict.fromkeys((W + "t", _MATH + "t"), _text),
    **dict.fromkeys((W + "tab", W + "ptab"), _tab),
    **dict.fromkeys((W + "br", W + "cr"), _break),
    W + "noBreakHyphen": _hyphen,
    W + "sym": _symbol,
    W + "fldChar": _field_sign,
    W + "instrText": _code,
    W + "fldSimple": _simple_field,
    **dict.fromkeys((W + "ins", W + "moveTo"), _inserted),
    **dict.fromkeys((W + "del", W + "moveFrom"), _deleted),
    W + "sdt": _control,
    MC + "AlternateContent": _alternatives,
    WP + "anchor": _anchor,
    W + "txbxContent": _box,
    _VML + "textpath": _word_art,
    DGM + "relIds": _diagram,
    **dict.fromkeys((_PICTURE, _VML + "imagedata"), _drawn),
    **dict.fromkeys(_CHARTS, _chart),
    W + "object": _object,
    _MATH + "oMath": _equation,
    **dict.fromkeys((W + "footnoteReference", W + "endnoteReference"), _note),
    W + "commentReference": _comment,
    **dict.fromkeys((W + "pPr", W + "rPr", W + "rt", W + "sdtPr", W + "delText", W + "pgNum"), _skip),
}
