"""Paragraphs, tables and boxes one after the other → lines in reading order; one object reads one document from top to bottom."""

from collections.abc import Iterator

from server.report import file_problems
from server.report.problems import Refused
from server.report.reading.source import Line, Look, Place
from server.word import grid
from server.word.content import Box, Content, chosen
from server.word.elements import CELL, ID, MC, PARAGRAPH, ROW, TABLE, VAL, Element, W, child, number, switch, value
from server.word.inline import Inline
from server.word.looks import Styles
from server.word.numbering import Lists
from server.word.parts import Parts
from server.word.settling import settled
from server.word.tally import Tally

_NOTES = {"footnotes": W + "footnote", "endnotes": W + "endnote"}
_SECTION = W + "sectPr"
_EMBEDDED = W + "altChunk"
_SKIPPED = {_SECTION, W + "sdtPr", W + "pPr", W + "tblPr", W + "tblGrid", W + "trPr", W + "tcPr"}
_GONE = (W + "del", W + "moveFrom")
_HIDDEN = (W + "vanish", W + "specVanish")


class Blocks:
    """Reads the stories of a document: body, boxes, notes, margins. What it settles stands in `tally`."""

    def __init__(self, parts: Parts) -> None:
        self.tally = Tally()
        self._lists = Lists(parts.beside("numbering"))
        self._styles = Styles(parts.beside("styles"), parts.beside("theme"), self._lists)
        self._inline = Inline(parts, self._styles, self.tally)
        self._notes = {(kind, note.get(ID, "")): note for kind, tag in _NOTES.items() for note in _all(parts.beside(kind), tag)}
        sections = [each for each in parts.document.iter(_SECTION) if _parent(each) in (W + "pPr", W + "body")]
        self._breaks = iter([value(each, W + "type") != "continuous" for each in sections[1:]])
        self._page_break = False
        self._tables = 0

    def body(self, document: Element) -> list[Line]:
        """The lines of the main story."""
        return [line for body in document.iter(W + "body") for line in self._read(body, Place.body)]

    def margin(self, root: Element, part: str) -> list[Line]:
        """The lines of a header or footer without page numbers."""
        self._inline.enter_margin(part)
        self._page_break = False
        return self._read(root, Place.margin)

    def _read(self, container: Element, place: Place) -> list[Line]:
        lines: list[Line] = []
        waiting: Content | None = None
        for block in blocks_of(container, self.tally):
            if block.tag == TABLE:
                lines += self._table(block, place)
                continue
            content = self._inline.read(block) if waiting is None else waiting + self._inline.read(block)
            waiting = content if self._joins(block) else None
            lines += self._paragraph(block, content, place) if waiting is None else []
        return lines if waiting is None else lines + self._lines(waiting, "", None, place)

    def _joins(self, paragraph: Element) -> bool:
        """Whether the paragraph's end is deleted or hidden, so that the next one runs on from it."""
        mark = child(paragraph, W + "pPr", W + "rPr")
        if mark is None:
            return False
        gone = any(mark.find(each) is not None for each in _GONE)
        self.tally.revisions += gone
        return gone or any(switch(mark, each) for each in _HIDDEN)

    def _paragraph(self, paragraph: Element, content: Content, place: Place) -> list[Line]:
        properties = paragraph.find(W + "pPr")
        if self._styles.of_contents(properties):
            self.tally.contents += bool(content.text.strip())
            return []
        self._page_break = self._page_break or self._styles.begins_page(properties)
        stands = self._styles.place(properties)
        lines = self._lines(content, self._lists.mark(stands) if stands else "", properties, place)
        if child(properties, _SECTION) is not None:
            self._page_break = self._page_break or next(self._breaks, False)
        return lines

    def _lines(self, content: Content, mark: str, properties: Element | None, place: Place) -> list[Line]:
        lines = self._boxes(content.boxes_before, place)
        texts, broken = settled(content.text)
        look = self._styles.look(properties, content.run) if texts else Look()
        for nth, each in enumerate(texts):
            starts_page, self._page_break = each.page_break or self._page_break, False
            lines.append(Line(each.text, place, "" if nth else mark, look, page_break=starts_page))
        self.tally.paragraph += len(texts)
        self._page_break = self._page_break or broken
        return [*lines, *self._boxes(content.boxes_after, place), *self._noted(content)]

    def _boxes(self, boxes: tuple[Box, ...], place: Place) -> list[Line]:
        inside = Place.box if place is Place.body else place
        words = [[Line(text, inside) for each in box.words if (text := each.strip())] for box in boxes]
        read = [self._read(box.element, inside) if box.element is not None else said for box, said in zip(boxes, words, strict=True)]
        return [line for lines in read for line in lines]

    def _noted(self, content: Content) -> list[Line]:
        """Foot- and endnotes stand behind the paragraph that refers to them, each once."""
        notes = (self._notes.pop(key, None) for key in content.notes)
        return [line for note in notes if note is not None for line in self._read(note, Place.note)]

    def _table(self, table: Element, place: Place) -> list[Line]:
        rows = [tuple(self._cells(row, place)) for row in within(table, ROW) if not self._row_gone(row)]
        return list(grid.lines_of(rows, place, self._next_table))

    def _row_gone(self, row: Element) -> bool:
        gone = child(row, W + "trPr", W + "del") is not None
        self.tally.revisions += gone or child(row, W + "trPr", W + "ins") is not None
        return gone

    def _cells(self, row: Element, place: Place) -> Iterator[grid.Cell]:
        """What a cell above or to the left covers is empty, as the paper shows it."""
        yield from [grid.Cell(span=max(1, before))] if (before := number(value(row, W + "trPr", W + "gridBefore"))) else []
        for cell in within(row, CELL):
            properties = cell.find(W + "tcPr")
            merged = (child(properties, W + "vMerge"), child(properties, W + "hMerge"))
            covered = any(each is not None and each.get(VAL) != "restart" for each in merged)
            lines = () if covered else tuple(self._read(cell, place))
            yield grid.Cell(lines, max(1, number(value(properties, W + "gridSpan"), 1)))

    def _next_table(self) -> int:
        self._tables += 1
        return self._tables


def blocks_of(container: Element, tally: Tally) -> Iterator[Element]:
    """Paragraphs and tables in order, out of whatever wraps them."""
    for each in container:
        if each.tag in (PARAGRAPH, TABLE):
            yield each
        elif each.tag == _EMBEDDED:
            raise Refused(file_problems.part_embedded(tally.paragraph))
        elif each.tag == MC + "AlternateContent":
            yield from blocks_of(chosen(each), tally)
        elif each.tag not in _SKIPPED and child(each, W + "sdtPr", W + "showingPlcHdr") is None:
            yield from blocks_of(each, tally)


def within(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table, or cells of a row, out of whatever wraps them; not those of inner tables."""
    for each in element:
        if each.tag == tag:
            yield each
        elif each.tag not in _SKIPPED:
            yield from within(each, tag)


def _all(root: Element | None, tag: str) -> list[Element]:
    return [] if root is None else root.findall(tag)


def _parent(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else parent.tag
