"""The parts above the text and below it as blocks: 红头, title, sign-off, 附件说明, 版记; words that no block prints exactly stay lines."""

import re
from collections.abc import Sequence

from server.report.manuscript import (
    AttachmentNote,
    Block,
    Imprint,
    Letterhead,
    Masthead,
    Note,
    Occasion,
    Paragraph,
    Recipients,
    SignOff,
    Table,
    Title,
)
from server.report.reading.parts import DATE, Part
from server.report.relaying.rows import Row, squeezed
from server.report.words import title_lines

_LABEL = re.compile("签 *发 *人? *[:：]")
_UPWARD = re.compile("(?:报告|请示)(?:[（(][^（()）]*[)）])?$")
_SPACED = re.compile(r"\S(?:\s+\S)+")
_APART = re.compile(r"\t| {2,}|\u3000+")
_OWN_LINE = ("（", "(", "—", "－", "-")
_ENCLOSED = "附件："
_COPIES, _STOP, _PRINTED = "抄送：", "。", "印发"
_LONGEST_DAY, _LONGEST_HEAD = 24, 400
_DAY = re.compile(rf"({DATE.pattern}){_PRINTED}$")
_SUFFIX = "文件"
_BLANK = "\u3000"


def headed(rows: Sequence[Row], title: str, *, letter: bool) -> tuple[Block, ...]:
    """The 红头 as a masthead, or as the head of a 信函 where that is asked for and only one body issues it; else lines as they are.

    A paper goes up when somebody signed for its issue, or when its `title` names a 报告 or 请示.
    """
    texts = {part: [row.words for row in rows if row.part is part] for part in (Part.banner, Part.urgency)}
    numbered = " ".join(row.words for row in rows if row.part in {Part.number, Part.signatory})
    number, label, signed = _parted(numbered)
    plain = not texts[Part.banner] or len(texts[Part.urgency]) > 1 or label not in {"", "签发人："}
    if plain or len(numbered) > _LONGEST_HEAD:
        return as_lines(rows)
    urgency, (issuers, suffix) = "".join(texts[Part.urgency]), _issuers(texts[Part.banner])
    if letter and len(issuers) == 1 and not label:
        return (Letterhead(issuers[0] + suffix, number, urgency),)
    upward = bool(label) or _UPWARD.search(squeezed(title)) is not None
    return (Masthead(issuers, number, _names(signed), urgency, suffix, upward=upward, signed=bool(label)),)


def titled(rows: Sequence[Row]) -> tuple[Block, ...]:
    """The title, broken anew at words; a line in brackets or behind a dash stays one of its own (7.3.1)."""
    lines: list[str] = []
    for row in rows:
        words = row.words.replace("\t", " ")
        lines[len(lines) :] = [words] if not lines or words.startswith(_OWN_LINE) else [lines.pop() + words]
    return (Title(tuple(part for line in lines for part in title_lines(line))),)


def signed(rows: Sequence[Row], *, above: bool) -> tuple[Block, ...]:
    """Names and date at the right, with room for the seal (7.3.5.1). `above`: over the text, where a date is a line of its own."""
    if above:
        return tuple(Occasion(row.words) for row in rows)
    names, dates = _names_and_dates(rows)
    if [squeezed(each) for each in (*names, *dates)] != _in_order(rows):
        return as_lines(rows)
    first, *others = dates or [_BLANK]
    return (SignOff(tuple(names), first), *(SignOff((), each) for each in others))


def enclosed(rows: Sequence[Row]) -> tuple[Block, ...]:
    """附件说明 where it is written as 7.3.4 asks; else its lines below an empty one."""
    texts = [row.words for row in rows]
    for names in ([texts[0].removeprefix(_ENCLOSED)], [_unnumbered(text, at) for at, text in enumerate(texts, 1)]):
        if texts == list(enclosed_words(tuple(names))):
            return (AttachmentNote(tuple(names)),)
    return (Paragraph(""), *(Paragraph(text) for text in texts))


def enclosed_words(names: tuple[str, ...]) -> tuple[str, ...]:
    """What 附件说明 prints, a paragraph each."""
    if len(names) == 1:
        return (_ENCLOSED + names[0],)
    return tuple(f"{_ENCLOSED if at == 1 else ''}{at}.{name}" for at, name in enumerate(names, 1))


def imprinted(rows: Sequence[Row], *, letter: bool) -> tuple[Block, ...]:
    """版记 where its lines are those of 7.4; else lines as they are, also those that the 版记 of a 信函 does not have (10.1)."""
    text = squeezed("".join(row.words for row in rows))
    copies, rest = "", text
    if text.startswith(_COPIES):
        copies, stop, rest = text.removeprefix(_COPIES).partition(_STOP)
        if not stop:
            return as_lines(rows)
    found = _DAY.search(rest, max(0, len(rest) - _LONGEST_DAY))
    printer, day = (rest[: found.start()], found[1]) if found else ("", "")
    plain = rest == printer + day + (_PRINTED if day else "")
    return (Imprint(copies, printer, day),) if plain and text and not (letter and rest) else as_lines(rows)


def as_lines(rows: Sequence[Row]) -> tuple[Block, ...]:
    """Lines as they are, from the left edge; a row with empty cells, which a line cannot show, as a table."""
    return tuple(Table((row.cells,), header_rows=0) if "" in row.cells else Recipients(row.words) for row in rows)


def remarked(row: Row, *, above: bool) -> Block:
    """附注 in its parentheses, or 公开方式; other remarks are text, those `above` it a line below the title （送审稿）."""
    if above:
        return Occasion(row.words)
    enclosed = row.words.startswith("（") and row.words.endswith("）") and row.words.count("（") == 1
    return Note(row.words) if enclosed or row.words.startswith("公开方式：") else Paragraph(row.words)


def _parted(text: str) -> tuple[str, str, str]:
    """Number, label and names of the line below the mark."""
    found = _LABEL.search(text)
    return (text[: found.start()].strip(), found[0], text[found.end() :].strip()) if found else (text.strip(), "", "")


def _issuers(banners: list[str]) -> tuple[tuple[str, ...], str]:
    """The bodies of the mark and a 文件 that stands beside them; letters spaced out to be wide are put together."""
    cells = [cell.strip() for banner in banners for cell in banner.split("\t") if cell.strip()]
    names = tuple(squeezed(cell) if _SPACED.fullmatch(cell) and len(cell) > len(_SUFFIX) + 1 else cell for cell in cells if cell != _SUFFIX)
    return (names, _SUFFIX) if _SUFFIX in cells else (names, "")


def _names(text: str) -> tuple[str, ...]:
    """Names parted by spaces; single characters are those of one name spaced out (赵　刚)."""
    pieces = text.split()
    if pieces and len(pieces) % 2 == 0 and all(len(piece) == 1 for piece in pieces):
        return tuple(first + _BLANK + last for first, last in zip(pieces[::2], pieces[1::2], strict=True))
    return tuple(pieces)


def _names_and_dates(rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """The names of a sign-off and its dates, also where both stand on one line."""
    names: list[str] = []
    dates: list[str] = []
    for row in rows:
        at = row.words.rfind(found) if (found := _last_day(row.words)) else len(row.words)
        names += [each.strip() for each in _APART.split(row.words[:at]) if each.strip()]
        dates += [row.words[at:]] if row.words[at:] else []
    return names, dates


def _last_day(words: str) -> str:
    found = next((match for at in range(len(words)) if (match := DATE.fullmatch(words, at))), None)
    return found[0] if found else ""


def _in_order(rows: Sequence[Row]) -> list[str]:
    """What stands in a sign-off, piece by piece, when the names come first."""
    pieces = [_names_and_dates([row]) for row in rows]
    return [squeezed(each) for names, dates in pieces for each in (*names, *dates)]


def _unnumbered(text: str, at: int) -> str:
    return text.removeprefix(_ENCLOSED if at == 1 else "").removeprefix(f"{at}.")
