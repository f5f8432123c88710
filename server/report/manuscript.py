"""The finished document as blocks: what is printed, in order, before any font or page is thought of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Title:
    """The title, already broken into lines at words (GB/T 9704-2012 7.3.1)."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Recipients:
    """主送机关, with its closing full-width colon (7.3.2)."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Body text, first line indented two characters (7.3.3)."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A numbered line, level 1–5 for 一、（一）1.（1）①. `heading` is set in the level's font, `text` runs on in body font.

    Either may be empty: a heading alone, or a numbered paragraph without one.
    """

    level: int
    number: str
    heading: str
    text: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of cells, all of one length; the first `header_rows` repeat on every page."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 1
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class SignOff:
    """发文机关署名 and 成文日期; `sealed` leaves the place of a seal (7.3.5.1), else 7.3.5.2. "" is a date not yet known."""

    names: tuple[str, ...]
    date: str
    sealed: bool = True


Block = Title | Recipients | Paragraph | Heading | Table | SignOff


@dataclass(frozen=True)
class Properties:
    """What the file says of itself; the date is the document's, never the clock's."""

    title: str
    unit: str
    date: str = ""


@dataclass(frozen=True)
class Manuscript:
    """A document: its blocks in reading order and its properties."""

    properties: Properties
    blocks: tuple[Block, ...]
