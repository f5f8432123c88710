"""Writes a manuscript as .docx in the styles of its template: says which style a text has, never how that looks."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import assert_never

from docx import Document
from docx.oxml.parser import parse_xml

from server.report.formats import Format, Styles
from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Recipients, SignOff, Table, Title
from server.word import ooxml, package, signing, tables

_EPOCH = date(1980, 1, 1)


def write(manuscript: Manuscript, measures: Format, template: bytes) -> bytes:
    """The manuscript as a .docx on a template with the styles of `measures`. Same input, same bytes."""
    document = Document(BytesIO(template))
    section = document.element.body.get_or_add_sectPr()
    body = parse_xml(ooxml.body("".join(_pieces(manuscript.blocks, measures))))
    body.append(section)
    document.element.replace(document.element.body, body)
    said = manuscript.properties
    parts = {
        "word/document.xml": document.part.blob,
        "docProps/core.xml": ooxml.core_properties(said.title, said.unit, _day(said.date)),
    }
    return package.deflated(package.exchanged(template, parts))


def _pieces(blocks: tuple[Block, ...], measures: Format) -> Iterator[str]:
    for block, following in zip(blocks, (*blocks, None)[1:], strict=True):
        yield _block(block, measures, _tie(block, following, measures))
        if isinstance(block, Table) and (following is None or isinstance(following, Table)):
            yield ooxml.paragraph(measures.styles.normal.id, "")  # a table ends no document and touches no other


def _tie(block: Block, following: Block | None, measures: Format) -> str:
    """How a block is tied to the next one: a sign-off never stands on a page alone (7.3.5.5), a table keeps its distance."""
    match block, following:
        case _, SignOff():
            return ooxml.KEEP_NEXT
        case ((Paragraph() | Heading() | Recipients()), Table()):
            return ooxml.space_after(measures.table.above_twips)
        case _:
            return ""


def _block(block: Block, measures: Format, tie: str) -> str:
    match block:
        case Title() | Recipients() | Paragraph():
            return _text(block, measures.styles, tie)
        case Heading():
            return _heading(block, measures, tie)
        case Table():
            return tables.table(block, measures, tie)
        case SignOff():
            return "".join(_signed(line, measures) for line in signing.lines_of(block, measures))
        case _:
            assert_never(block)


def _text(block: Title | Recipients | Paragraph, styles: Styles, tie: str) -> str:
    match block:
        case Title(lines):
            return ooxml.paragraph(styles.title.id, ooxml.run("\n".join(lines))) + ooxml.paragraph(styles.blank.id, "")
        case Recipients(text):
            return ooxml.paragraph(styles.recipients.id, ooxml.run(text), tie)
        case Paragraph(text):
            return ooxml.paragraph(styles.body.id, ooxml.run(text), tie)
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
