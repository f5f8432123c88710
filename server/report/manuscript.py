"""The finished document as blocks: what is printed, in order, before any font or page is thought of."""

from dataclasses import dataclass
from typing import Literal


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
    """Rows of cells, all of one length; the first `header_rows` repeat on every page.

    For forms to write on by hand: `heights_mm` are the least heights of the rows (0 as usual), and where `spans` says how many columns of
    `widths` each cell of each row takes, rows may differ in length. A row of cells with spans has its labels at the odd places.
    """

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 1
    widths: tuple[int, ...] = ()
    heights_mm: tuple[int, ...] = ()
    spans: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class SignOff:
    """发文机关署名 and 成文日期; `sealed` leaves the place of a seal (7.3.5.1), else 7.3.5.2. "" is a date not yet known."""

    names: tuple[str, ...]
    date: str
    sealed: bool = True


@dataclass(frozen=True)
class Masthead:
    """版头: 发文机关标志, 发文字号, 签发人, the red rule (7.2.3–7.2.7).

    `issuers` has the 主办机关 first; `suffix` is “文件” or "". An empty number or no signers leave their place to be filled in by hand.
    `upward` False: a paper that does not go up has its number in the middle and no 签发人 (7.2.5). `signed` False: there is no place
    for 签发人 either in one that does go up, because others wrote it without.
    """

    issuers: tuple[str, ...]
    number: str = ""
    signers: tuple[str, ...] = ()
    urgency: str = ""
    suffix: str = "文件"
    upward: bool = True
    signed: bool = True


@dataclass(frozen=True)
class Letterhead:
    """The head of a 信函 (10.1): the issuer 30 mm from the top, double red rules on the first page, the number at the right."""

    issuer: str
    number: str = ""
    urgency: str = ""


@dataclass(frozen=True)
class Occasion:
    """A line below the title that says when and where it is read: （2027年1月20日在……会议上）; centred, 楷体."""

    text: str


@dataclass(frozen=True)
class AttachmentNote:
    """附件说明, a blank line below the text (7.3.4); names without closing marks, numbered when there are several."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """附注 in full-width parentheses below the date (7.3.6), or the line “公开方式：…” that offices print there."""

    text: str


@dataclass(frozen=True)
class Attachment:
    """Where an attachment begins, on a page of its own: “附件1” and its title, broken into lines (7.3.7). Its blocks follow."""

    label: str
    title: tuple[str, ...]


@dataclass(frozen=True)
class Imprint:
    """版记 at the foot of the last page: 抄送, 印发机关, 印发日期 (7.4). Empty parts are left out; without any there is none.

    A 信函 has it without rules (10.1); the writer sees to that.
    """

    copies_to: str = ""
    printer: str = ""
    day: str = ""
    ruled: bool = True


Change = Literal["", "inserted", "deleted"]


@dataclass(frozen=True)
class Piece:
    """Part of a paragraph that was left, inserted or deleted."""

    text: str
    change: Change = ""


@dataclass(frozen=True)
class Tracked:
    """A block whose words changed, for a 花脸稿: set like `like`, its words in pieces. `mark` is the change of the paragraph as a whole.

    The pieces not deleted are the new words, those not inserted the old ones. A table is `like` with `mark` and no pieces.
    """

    like: "Title | Recipients | Paragraph | Heading | Table | Occasion | AttachmentNote | Note | Attachment"
    pieces: tuple[Piece, ...] = ()
    mark: Change = ""


Block = (
    Masthead
    | Letterhead
    | Title
    | Occasion
    | Recipients
    | Paragraph
    | Heading
    | Table
    | AttachmentNote
    | SignOff
    | Note
    | Attachment
    | Imprint
    | Tracked
)


@dataclass(frozen=True)
class Properties:
    """What the file says of itself; the date is the document's, never the clock's.

    `watermark` stands grey behind every page ("" for none): 草稿 on what is not yet signed.
    """

    title: str
    unit: str
    date: str = ""
    watermark: str = ""


@dataclass(frozen=True)
class Manuscript:
    """A document: its blocks in reading order and its properties. `numbered`: whether its pages bear numbers (OA正文版: no)."""

    properties: Properties
    blocks: tuple[Block, ...]
    numbered: bool = True
