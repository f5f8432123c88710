"""All that a paragraph's own properties say, resolved once for every paragraph with the same ones."""

from dataclasses import dataclass

from lxml import etree

from server.report.inspection.layout import Face
from server.report.reading.source import Look
from server.word.elements import Element, W, child, switch
from server.word.inspecting.cascade import Cascade
from server.word.inspecting.properties import Said
from server.word.looks import Styles
from server.word.numbering import Place

_KEPT = 4096


@dataclass(frozen=True)
class Form:
    """A paragraph without its characters: effective properties, style, place in a list, what it does to the flow.

    `mark` are the properties of its end; `runs_on`: that end is deleted or hidden; `hung` where a frame of its own stands.
    """

    said: Said
    style: str
    stands: Place | None
    named: Look
    mark: Element | None
    begins_page: bool
    of_contents: bool
    runs_on: bool
    ends_section: bool
    hung: str

    def look(self, face: Face) -> Look:
        """What a line of it looks like whose first characters are set like this."""
        return Look(self.named.style, self.named.outline, face.east_asian, face.half_points, face.bold, str(self.said.get("jc", "")))


class Forms:
    """The forms of a document's paragraphs."""

    def __init__(self, styles: Styles, cascade: Cascade) -> None:
        self._styles, self._cascade = styles, cascade
        self._known: dict[tuple[bytes, str], Form] = {}

    def of(self, properties: Element | None, table: str) -> Form:
        """The form of a paragraph with this pPr in a table of some style ("" for none)."""
        key = (b"" if properties is None else etree.tostring(properties, with_tail=False), table)
        if len(self._known) > _KEPT:
            self._known.clear()
        if key not in self._known:
            self._known[key] = self._form(properties, table)
        return self._known[key]

    def _form(self, properties: Element | None, table: str) -> Form:
        style, stands = self._cascade.style(properties), self._styles.place(properties)
        frame, mark = child(properties, W + "framePr"), child(properties, W + "rPr")
        return Form(
            said=self._cascade.paragraph(properties, style, table, stands),
            style=style,
            stands=stands,
            named=self._styles.look(properties, None),
            mark=mark,
            begins_page=self._styles.begins_page(properties),
            of_contents=self._styles.of_contents(properties),
            runs_on=_runs_on(mark),
            ends_section=child(properties, W + "sectPr") is not None,
            hung="" if frame is None else frame.get(W + "xAlign", "left"),
        )


def _runs_on(mark: Element | None) -> bool:
    gone = mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))
    return gone or any(switch(mark, W + name) for name in ("vanish", "specVanish"))
