"""The public version as a tree of values from which a page without styles is made, to be pasted into a government website."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Block,
    Heading,
    Manuscript,
    Note,
    Occasion,
    Paragraph,
    Recipients,
    SignOff,
    Table,
    Title,
    Tracked,
)
from server.report.papers.changes import accepted

FIRST, LAST = 2, 5  # h1 is the title of the page itself


@dataclass(frozen=True)
class Head:
    """A heading, `level` 2–5 for h2–h5."""

    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Grid:
    """A table: rows of th, then rows of td."""

    head: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]


Node = Head | Text | Grid


@dataclass(frozen=True)
class Publication:
    """What the website adds when it publishes, as typed: 索引号 and 发布日期, "" while unknown."""

    index_number: str = ""
    published: str = ""


@dataclass(frozen=True)
class WebPage:
    """A page: its title in one line, what the site's own fields ask for, and its content in reading order."""

    title: str
    issuers: tuple[str, ...]
    document_date: str
    publication: Publication
    nodes: tuple[Node, ...]


def web_page(manuscript: Manuscript, publication: Publication = Publication()) -> WebPage:
    """The page of a manuscript made in the form `web`. The title stands in `title` only."""
    titles = [block for block in manuscript.blocks if isinstance(block, Title)]
    signed = [block for block in manuscript.blocks if isinstance(block, SignOff)]
    title = "".join(line for block in titles for line in block.lines) or manuscript.properties.title
    issuers = tuple(name for block in signed for name in block.names) or (manuscript.properties.unit,)
    return WebPage(title, issuers, manuscript.properties.date, publication, nodes_of(manuscript.blocks))


def nodes_of(blocks: Iterable[Block]) -> tuple[Node, ...]:
    """Blocks as headings, paragraphs and tables of a page."""
    return tuple(node for block in blocks for node in _nodes(block))


def _nodes(block: Block) -> Iterator[Node]:
    match block:
        case Heading():
            yield from _heading(block)
        case Table(rows, header_rows):
            yield Grid(rows[:header_rows], rows[header_rows:])
        case Attachment(label, title):
            yield Head(FIRST, f"{label} {''.join(title)}")
        case SignOff(names, date):
            yield from (Text(line) for line in (*names, date) if line)
        case _:
            yield from (Text(line) for line in _lines(block))


def _lines(block: Block) -> tuple[str, ...]:
    """Blocks of plain lines. A head and an imprint are not of the page; a title is its h1."""
    match block:
        case Recipients(text) | Paragraph(text) | Occasion(text) | Note(text):
            return (text,)
        case AttachmentNote(names):
            return tuple(names)
        case Tracked():
            return (accepted(block),)
        case _:
            return ()


def _heading(block: Heading) -> Iterator[Node]:
    """A heading, its text as a paragraph below it; a numbered paragraph without heading, or one too deep, is a paragraph."""
    level = FIRST + block.level - 1
    if not block.heading or level > LAST:
        yield Text(block.number + block.heading + block.text)
        return
    yield Head(level, (block.number + block.heading).rstrip("。") if block.text else block.number + block.heading)
    if block.text:
        yield Text(block.text)
