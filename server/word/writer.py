"""Writes a manuscript as .docx in the styles of its template: says which style a text has, never how that looks."""

import re
from collections.abc import Iterator
from datetime import date
from typing import assert_never

from lxml import etree

from server.report.formats import Format, Styles
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
    Properties,
    Recipients,
    SignOff,
    Table,
    Title,
    Tracked,
)
from server.word import closing, imprint, letterhead, margins, masthead, ooxml, signing, tables, titles, tracking, watermark
from server.word.elements import Element, W, child, parsed
from server.word.package import Package
from server.word.tracking import Tracker

_EPOCH = date(1980, 1, 1)


def write(manuscript: Manuscript, measures: Format, template: bytes) -> bytes:
    """The manuscript as a .docx on a template with the styles of `measures`. Same input, same bytes."""
    paper, said = Package(template), manuscript.properties
    section = _section(paper)
    _set_margins(manuscript, measures, paper, section)
    words = text(manuscript.blocks, measures, tracker_of(said))
    paper.parts[paper.main] = ooxml.document(words + etree.tostring(section, encoding="unicode", with_tail=False)).encode()
    paper.describe(description(said))
    return paper.written()


def text(blocks: tuple[Block, ...], measures: Format, tracker: Tracker) -> str:
    """The blocks one after the other as XML, what changed marked by the tracker of their document."""
    return "".join(_pieces(imprint.of_letters(tracking.apart(blocks)), measures, tracker))


def tracker_of(said: Properties) -> Tracker:
    """Who marks the changes of a document: its unit, on its day."""
    return Tracker(said.unit, _day(said.date))


def description(said: Properties) -> bytes:
    """What the file says of itself."""
    return ooxml.core_properties(said.title, said.unit, _day(said.date))


def _section(paper: Package) -> Element:
    """The page of the template: what its last section says."""
    body = child(parsed(paper.parts[paper.main]), W + "body")
    found = child(body, W + "sectPr")
    return etree.fromstring(ooxml.EMPTY_SECTION) if found is None else found


def _set_margins(manuscript: Manuscript, measures: Format, paper: Package, section: Element) -> None:
    if not manuscript.numbered:
        margins.take_away(paper, section, "footer")
    for block in manuscript.blocks:
        if isinstance(block, Letterhead):
            letterhead.lay(block, measures, paper, section)
    if manuscript.properties.watermark:
        watermark.lay(manuscript.properties.watermark, measures, paper, section)


def _pieces(blocks: tuple[Block, ...], measures: Format, tracker: Tracker) -> Iterator[str]:
    for block, following in zip(blocks, (*blocks, None)[1:], strict=True):
        xml = _block(block, measures, _tie(_seen(block), _seen(following), measures))
        yield tracker.tracked(block, xml) if isinstance(block, Tracked) else xml
        yield _between(_seen(block), _seen(following), measures.styles)


def _between(block: Block | None, following: Block | None, styles: Styles) -> str:
    """The empty line after a block: a title ends with one, a table ends no document and touches no other."""
    match block, following:
        case Title(), Occasion():
            return ""
        case ((Title() | Occasion()), _):
            return ooxml.paragraph(styles.blank.id, "")
        case Table(), (None | Table()):
            return ooxml.paragraph(styles.normal.id, "")
        case _:
            return ""


def _seen(block: Block | None) -> Block | None:
    """The block as it is set, changes aside."""
    return block.like if isinstance(block, Tracked) else block


def _tie(block: Block | None, following: Block | None, measures: Format) -> str:
    """How a block is tied to the next one: a sign-off never stands on a page alone (7.3.5.5), a table keeps its distance."""
    match block, following:
        case _, (SignOff() | AttachmentNote()):
            return ooxml.KEEP_NEXT
        case ((Paragraph() | Heading() | Recipients()), Table()):
            return ooxml.space_after(measures.table.above_twips)
        case _:
            return ""


def _block(block: Block, measures: Format, tie: str) -> str:
    match block:
        case Masthead() | Letterhead():
            return _head(block, measures)
        case Table():
            return tables.table(block, measures, tie)
        case SignOff():
            return "".join(_signed(line, measures) for line in signing.lines_of(block, measures))
        case AttachmentNote() | Note() | Attachment() | Imprint():
            return closing.closing(block, measures, tie)
        case Tracked(like):
            return _block(like, measures, tie)
        case _:
            return _text(block, measures, tie)


def _head(block: Masthead | Letterhead, measures: Format) -> str:
    return masthead.masthead(block, measures) if isinstance(block, Masthead) else letterhead.letterhead(block, measures)


def _text(block: Title | Occasion | Recipients | Paragraph | Heading, measures: Format, tie: str) -> str:
    styles = measures.styles
    match block:
        case Title(lines):
            return ooxml.paragraph(styles.title.id, ooxml.run("\n".join(lines)))
        case Occasion(text):
            return ooxml.paragraph(styles.occasion.id, ooxml.run(titles.occasion(text, measures)), tie)
        case Recipients(text):
            return ooxml.paragraph(styles.recipients.id, ooxml.run(text), tie)
        case Paragraph(text):
            return ooxml.paragraph(styles.body.id, ooxml.run(text), tie)
        case Heading():
            return _heading(block, measures, tie)
        case _:
            assert_never(block)


def _heading(heading: Heading, measures: Format, tie: str) -> str:
    """A heading alone in its style; with text running on, a body paragraph. Level 1 never runs on (7.3.3)."""
    style, body = measures.styles.headings[heading.level - 1], measures.styles.body.id
    words = heading.number + heading.heading
    if not heading.text:
        return ooxml.paragraph(style.id, ooxml.run(words), tie)
    if heading.level == 1 and heading.heading:
        return ooxml.paragraph(style.id, ooxml.run(words)) + ooxml.paragraph(body, ooxml.run(heading.text), tie)
    return ooxml.paragraph(body, ooxml.run(words, style.character_id) + ooxml.run(heading.text), tie)


def _signed(line: signing.Line, measures: Format) -> str:
    styles = measures.styles
    match line:
        case signing.Space(lines):
            return ooxml.paragraph(styles.blank.id, "") * lines
        case signing.Names((name,), right, ()):
            return ooxml.paragraph(styles.sign_name.id, ooxml.run(name), ooxml.indented_right(right))
        case signing.Names(names, _, centres):
            return ooxml.paragraph(styles.sign_name.id, ooxml.run("".join(f"\t{name}" for name in names)), ooxml.centred_at(centres))
        case signing.Day(text, right, characters):
            return ooxml.paragraph(styles.sign_date.id, ooxml.run(text), ooxml.indented_right(right, characters))
        case _:
            assert_never(line)


def _day(text: str) -> date:
    """The day in 2026-01-15 or 2026年1月15日; 1980-01-01 when there is none."""
    try:
        year, month, day = map(int, re.findall(r"\d+", text, re.ASCII))
        return date(year, month, day)
    except ValueError:
        return _EPOCH
