"""A document as its file gives it: lines with the hints that tell a heading, before anything is understood."""

from dataclasses import dataclass, field
from enum import StrEnum


class Place(StrEnum):
    """Where in the file a line stands."""

    body = "body"
    box = "box"
    table = "table"
    note = "note"
    margin = "margin"


@dataclass(frozen=True)
class Look:
    """What a line looks like; everything may be unknown. `outline` 1–9 is a heading level of the file, 0 none.

    `font` is the East Asian font of its first words, `size` in half points, `align` as Word names it (center, right, …).
    """

    style: str = ""
    outline: int = 0
    font: str = ""
    size: int = 0
    bold: bool = False
    align: str = ""


PLAIN = Look()


@dataclass(frozen=True)
class Line:
    """One paragraph, or one row of a table with its cells parted by tabs.

    `mark` is the number that Word's own list prints before `text` and that stands nowhere in it (（一）、1.).
    `table` numbers the tables of a file from 1, so that rows of neighbours stay apart; `page_break` stands before the line.
    """

    text: str
    place: Place = Place.body
    mark: str = ""
    look: Look = PLAIN
    table: int = 0
    page_break: bool = False

    @property
    def whole(self) -> str:
        """What the reader of the file sees: mark and text."""
        return self.mark + self.text


@dataclass(frozen=True)
class Source:
    """All lines of a document in reading order. `notes` say in sentences what was settled or left unread on the way."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...] = field(default=())
