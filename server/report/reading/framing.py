"""What stands around the body: 红头, title and recipients above it, 结尾, sign-off, date, attachments and 版记 below."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.report.reading import parts
from server.report.reading.marks import listed_mark, read_mark
from server.report.reading.parts import Part
from server.report.reading.source import Line, Look

OUTER = " \u3000\xa0\t\r\n"
_HIGHEST_HEAD = 30
_LONGEST_TITLE_LINE = 60
_TITLE_LINES = 3
_SUBJECT = 4
_TITLE_SIZE = 36
_TITLE_STYLES = {"title", "标题", "文件标题", "公文标题"}
_CHAPTERS = 2
_NOTES = 10
_SHORT = 45
_FRONT = (
    (parts.URGENCY, Part.urgency),
    (parts.NUMBER, Part.number),
    (parts.SIGNATORY, Part.signatory),
    (parts.BANNER, Part.banner),
    (parts.DATE, Part.date),
    (parts.REMARK, Part.remark),
)
_BELOW = (
    (parts.DATE, Part.date),
    (parts.SIGNED, Part.sign_off),
    (parts.IMPRINT, Part.imprint),
    (parts.REMARK, Part.remark),
)
_TABLED = (
    (parts.NUMBER, Part.number),
    (parts.SIGNATORY, Part.signatory),
    (parts.BANNER, Part.banner),
    (parts.IMPRINT, Part.imprint),
)


@dataclass(frozen=True)
class Seen:
    """A line of the body as framing looks at it: its words without outer spaces, and whether a number stands before them."""

    line: Line
    words: str
    marked: bool


def seen(line: Line) -> Seen:
    """A line made ready."""
    words = line.whole.strip(OUTER)
    return Seen(line, words, bool(read_mark(words) or listed_mark(line.mark)))


def tabled(words: str) -> Part | None:
    """What a row of a table is that holds no figures but the head or foot of a paper: 红头, 发文字号, 版记."""
    return next((part for pattern, part in _TABLED if pattern.fullmatch(words)), None)


def framed(lines: Sequence[Seen], *, sent_with: bool = False) -> list[Part | None]:
    """The part of every line that belongs to head or tail; None for the body between them.

    A paper sent with another one (关于印发…的通知) is read twice: what follows the first date has a head of its own,
    unless chapters stood before it, or it was `sent_with` another itself; then it is an attachment.
    """
    head = _head(lines)
    signed = _signed_at(lines, len(head))
    if signed is None:
        return head + _tail(lines[len(head) :])
    above, below = lines[len(head) : signed + 1], lines[signed + 1 :]
    paper = _chapters(below) >= _CHAPTERS > _chapters(above) and not parts.ATTACHMENT.fullmatch(below[0].words)
    return head + _tail(above) + (framed(below, sent_with=True) if paper and not sent_with else _after(below))


def _signed_at(lines: Sequence[Seen], start: int) -> int | None:
    """Where the paper is dated: at the first date with a name above it, else at one that no chapters follow."""
    dated = [at for at in range(start, len(lines)) if parts.DATE.fullmatch(lines[at].words) or parts.SIGNED.fullmatch(lines[at].words)]
    sure = [at for at in dated if at > start and (_signs(lines[at - 1]) or parts.SIGNED.fullmatch(lines[at].words))]
    chaptered = max((at for at, line in enumerate(lines) if line.marked), default=-1)
    late = [at for at in dated if at >= chaptered or parts.ATTACHMENT.fullmatch(lines[at + 1].words)]
    return next(iter(sure or late), None)


def _chapters(lines: Sequence[Seen]) -> int:
    return sum(line.marked for line in lines)


def _head(lines: Sequence[Seen]) -> list[Part | None]:
    """The parts above the body, as far down as they go."""
    until = next((at for at, line in enumerate(lines[:_HIGHEST_HEAD]) if _opens_body(line)), min(len(lines), _HIGHEST_HEAD))
    known = [_front_part(line.words) for line in lines[:until]]
    numbered = max((at for at, part in enumerate(known) if part in {Part.number, Part.signatory}), default=-1)
    titles = _titles(lines[:until], known, numbered)
    said = {lines[at].words for at in titles}
    head = [Part.title if at in titles else part or _leftover(lines[at].words, at, titles, said, numbered) for at, part in enumerate(known)]
    return head[: max((at for at, part in enumerate(head) if part), default=-1) + 1]


def _opens_body(line: Seen) -> bool:
    """Whether a line cannot stand above the body any more: it is numbered, or prose."""
    if line.marked or _front_part(line.words):
        return line.marked
    prose = "。" in line.words or line.words.endswith(("：", ":", "，", "；"))
    return prose or (len(line.words) > _LONGEST_TITLE_LINE and not parts.TITLE.fullmatch(line.words))


def _front_part(words: str) -> Part | None:
    known = next((part for pattern, part in _FRONT if pattern.fullmatch(words)), None)
    return known or (Part.recipients if parts.recipients(words) else None)


def _titles(lines: Sequence[Seen], known: Sequence[Part | None], numbered: int) -> range:
    """Which lines of the head are the title: around the first that names a report, else the large ones."""
    free = [at for at, part in enumerate(known) if part is None and not parts.CHAPTER.fullmatch(lines[at].words)]
    named = [at for at in free if parts.TITLE.fullmatch(lines[at].words)]
    large = [at for at in free if at > numbered and _is_set_as_title(lines[at].line.look)]
    lawful = [at for at, part in enumerate(known) if part is None and parts.LAW.search(lines[at].words)]
    start = next(iter([at for at in named if at in lawful] or named or large or lawful), None)
    if start is None:
        return range(0)
    first = last = start
    while first - 1 in free and last - first < _TITLE_LINES and _begins(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 in free and last - first < _TITLE_LINES and _goes_on(lines[last], lines[last + 1]):
        last += 1
    return range(first, last + 1)


def _is_set_as_title(look: Look) -> bool:
    return look.size >= _TITLE_SIZE or look.style.strip().lower() in _TITLE_STYLES


def _begins(above: Seen, below: Seen) -> bool:
    """Whether a line is the beginning of the title below it."""
    law = parts.LAW.search(below.words)
    whole = law and law.start() >= _SUBJECT and not below.words.startswith("关于") and not above.words.endswith("关于")
    fits = parts.BODY.fullmatch(above.words) if whole else not parts.TITLE.fullmatch(above.words)
    return bool(fits) and len(above.words) <= _SHORT and _alike(above, below)


def _goes_on(above: Seen, below: Seen) -> bool:
    """Whether a line is the end of the title above it."""
    return (
        not parts.GENRE.search(above.words)
        and len(below.words) <= _SHORT
        and _alike(above, below)
        and not parts.BODY.fullmatch(below.words)
    )


def _alike(above: Seen, below: Seen) -> bool:
    sizes = {line.line.look.size for line in (above, below)} - {0}
    return len(sizes) <= 1


def _leftover(words: str, at: int, titles: range, said: set[str], numbered: int) -> Part | None:
    """A line of the head that says nothing by itself: 红头 above the number, a signature below the title, else what a page put there."""
    above = not titles or at < titles[0]
    if above:
        return Part.banner if at < numbered else Part.margin if titles else None
    if words in said:
        return Part.margin
    return Part.sign_off if parts.BODY.fullmatch(words) else None


def _tail(lines: Sequence[Seen]) -> list[Part | None]:
    """The parts below the body, found from the end upwards until body text is met."""
    enclosed = next((at for at, line in enumerate(lines) if _encloses(line)), len(lines))
    found: list[Part | None] = [*(None for _ in lines[:enclosed]), *_after(lines[enclosed:])]
    at = enclosed - 1
    while at >= 0 and (part := _tail_part(lines, at, _at(found, at + 1))):
        found[at] = part
        at -= 1
    return found


def _encloses(line: Seen) -> bool:
    """Whether an attachment begins here although no date stands above it."""
    bare = parts.ATTACHMENT.fullmatch(line.words) and not line.words.endswith(("：", ":"))
    return bool(bare) and (line.line.page_break or len(line.words) <= len("附件10"))


def _tail_part(lines: Sequence[Seen], at: int, below: Part | None) -> Part | None:
    """What a line is when `below` stands under it; None for body text."""
    words = lines[at].words
    if parts.ATTACHMENT_NOTE.fullmatch(words) or (len(words) <= _SHORT and lines[at].marked and _under_note(lines, at)):
        return Part.attachment_note
    if lines[at].marked:
        return None
    if parts.CLOSING.fullmatch(words) and below is not Part.closing:
        return Part.closing
    return _below_part(lines, at, below)


def _below_part(lines: Sequence[Seen], at: int, below: Part | None) -> Part | None:
    known = next((part for pattern, part in _BELOW if pattern.fullmatch(lines[at].words)), None)
    if known or not _signs(lines[at]):
        return known
    return Part.imprint if below is Part.imprint else Part.sign_off


def _signs(line: Seen) -> bool:
    """Whether a line can be the name of a body that signs."""
    return not line.marked and parts.BODY.fullmatch(line.words) is not None


def _under_note(lines: Sequence[Seen], at: int) -> bool:
    """Whether a numbered line goes on with what “附件：1.” began."""
    above = lines[max(at - _NOTES, 0) : at]
    first = next((place for place in range(len(above) - 1, -1, -1) if parts.ATTACHMENT_NOTE.fullmatch(above[place].words)), None)
    return first is not None and all(len(line.words) <= _SHORT and "。" not in line.words for line in above[first:])


def _after(lines: Sequence[Seen]) -> list[Part | None]:
    """What follows the date: remarks and 版记 at both ends, attachments between them."""
    found: list[Part | None] = [None] * len(lines)
    first, last = 0, len(lines) - 1
    while first <= last and (part := _below_part(lines, first, None)):
        found[first] = part
        first += 1
    while last >= first and (part := _below_part(lines, last, _at(found, last + 1))) in {Part.imprint, Part.remark}:
        found[last] = part
        last -= 1
    return [Part.attachment if first <= at <= last else part for at, part in enumerate(found)]


def _at(found: Sequence[Part | None], at: int) -> Part | None:
    return found[at] if at < len(found) else None
