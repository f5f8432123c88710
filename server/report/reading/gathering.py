"""Plain or pasted text → Source: torn paragraphs made whole, page marks and web furniture set aside; only white space goes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from server.report import file_problems, problems
from server.report.problems import Refused
from server.report.reading import parts
from server.report.reading.joining import Row, Torn, joins, layout_of
from server.report.reading.margins import bare_page_mark, furniture, page_mark
from server.report.reading.marks import read_mark
from server.report.reading.source import Line, Place, Source
from server.report.words import clean

_OUTER = " \u3000\xa0\t"
_BREAKS = re.compile("[\x0b\x85\u2028\u2029]")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\xad]")
_HAN = "[\u4e00-\u9fff]"
_HAN_GAP = re.compile(f"(?<={_HAN})[ \xa0](?={_HAN})")
_DIGIT_GAP = re.compile(f"(?<={_HAN})[ \xa0]+(?=[0-9])|(?<=[0-9%％])[ \xa0]+(?={_HAN})")
_MOST_GAPS = 2
_COMMA = re.compile("[，。；]")
_COLUMNS = {"\u3000": 2, "\t": 4}
_CUT = 3
_BINARY = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else GB18030. Raises Refused for what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content.startswith(_BINARY) or b"\x00" in content:
        raise Refused(file_problems.not_text())
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        if 0 < wrong.start >= len(content) - _CUT:
            return content.decode("utf-8-sig", "replace")
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as wrong:
        raise Refused(file_problems.not_text()) from wrong


def gathered(text: str) -> Source:
    """The paragraphs of a text, with notes on what was joined or set aside.

    Single spaces between Chinese characters, or between them and figures, are taken out everywhere: official text has none, scans have.
    Other spaces stay. What is no body text is kept as a line of Place.margin behind the paragraph it interrupted.
    """
    pages = [clean(_UNSEEN.sub("", _BREAKS.sub("\n", page))) for page in text.split("\f")]
    rows = _placed([row for number, page in enumerate(pages) for row in _rows(page.text, new_page=number > 0)])
    lines, joints = _folded(rows)
    tidy = [line if line.place is not Place.body else replace(line, text=_tidy(line.text)) for line in lines]
    counts = (
        (file_problems.lines_joined, joints),
        (file_problems.page_marks_aside, sum(_numbers_page(row) for row in rows)),
        (file_problems.furniture_aside, sum(row.place is Place.margin and not _numbers_page(row) for row in rows)),
        (file_problems.spaces_removed, sum(len(old.text) - len(new.text) for old, new in zip(lines, tidy, strict=True))),
        (problems.characters_replaced, sum(page.changed for page in pages)),
    )
    return Source(tuple(tidy), tuple(sentence(count) for sentence, count in counts if count))


def _rows(page: str, *, new_page: bool) -> Iterator[Row]:
    gap = new_page
    for line in page.split("\n"):
        text = line.strip(_OUTER)
        if text:
            yield Row(text, _indent(line), gap, new_page, line.strip(_OUTER[:-1]) if "\t" in line.strip(_OUTER[:-1]) else "")
            new_page = False
        gap = not text


def _indent(line: str) -> int:
    """How far a line is moved in, in half-width columns."""
    return sum(_COLUMNS.get(character, 1) for character in line[: len(line) - len(line.lstrip(_OUTER))])


def _placed(rows: list[Row]) -> list[Row]:
    """Rows with what is table and what is margin told; behind a page mark the next row has a gap before it."""
    bare = [at for at, row in enumerate(rows) if row.gap and bare_page_mark(row.text) and (at + 1 == len(rows) or rows[at + 1].gap)]
    rising = all(int(rows[one].text) < int(rows[other].text) for one, other in pairwise(bare))
    marks = {at for at, row in enumerate(rows) if page_mark(row.text)} | set(bare if rising else ())
    others = [at for at in range(len(rows)) if at not in marks]
    aside = marks | {others[number] for number in furniture([rows[at].text for at in others])}
    placed: list[Row] = []
    for at, row in enumerate(rows):
        above = placed[-1].place if placed else None
        place = Place.margin if at in aside else Place.table if _tabular(row, above) else Place.body
        placed.append(replace(row, place=place, gap=row.gap or above is Place.margin))
    return placed


def _tabular(row: Row, above: Place | None) -> bool:
    """Whether a row belongs to a table: tabs part words in it, and not a number from a name."""
    mark = read_mark(row.text)
    inside = "\t" in row.text[len(mark.text) if mark else 0 :]
    framed = any(pattern.fullmatch(row.text) for pattern in (parts.NUMBER, parts.SIGNED, parts.BODY, parts.SIGNATORY))
    return (inside and not framed) or (bool(row.cells) and above is Place.table and not row.gap)


def _numbers_page(row: Row) -> bool:
    return row.place is Place.margin and (page_mark(row.text) or bare_page_mark(row.text))


def _folded(rows: list[Row]) -> tuple[list[Line], int]:
    """Rows as lines, each torn paragraph made whole, and how often two rows were joined."""
    layout = layout_of(rows)
    lines: list[Line] = []
    aside: list[Line] = []
    now: Torn | None = None
    joints = table = 0
    for row in rows:
        if row.place is Place.margin:
            aside.append(Line(row.text, Place.margin))
        elif now and row.place is Place.body and joins(now, row, layout):
            now.add(row)
            joints += 1
        else:
            lines += _closed(now) + aside
            aside = []
            table += row.place is Place.table and (row.gap or now is not None or not lines or lines[-1].place is not Place.table)
            now = _opened(row) if row.place is Place.body else None
            lines += [Line(row.cells, Place.table, table=table, page_break=row.page)] if row.place is Place.table else []
    return lines + _closed(now) + aside, joints


def _opened(row: Row) -> Torn:
    paragraph = Torn(row.page, [])
    paragraph.add(row)
    return paragraph


def _closed(paragraph: Torn | None) -> list[Line]:
    return [Line(paragraph.whole(), page_break=paragraph.page)] if paragraph else []


def _tidy(text: str) -> str:
    """A paragraph without stray spaces; the number before it, and names set apart in a line of their own, keep theirs."""
    mark = read_mark(text)
    head = mark.text if mark else ""
    rest = _DIGIT_GAP.sub("", text[len(head) :])
    names = len(_HAN_GAP.findall(rest)) > _MOST_GAPS and not _COMMA.search(rest)
    return head + (rest if names else _HAN_GAP.sub("", rest))
