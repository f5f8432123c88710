"""Proof that a copy says what its original says: paragraph by paragraph, where the parts around the text keep words and order."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.report.reading.anatomy import Anatomy
from server.report.reading.source import Source
from server.report.relaying.rows import LOOSE, Group, Kind, grouped, rows_of, squeezed, words


@dataclass(frozen=True)
class Difference:
    """The first place where the two differ: the number of the paragraph in the original, from 1, and both sides of it."""

    number: int
    expected: str
    found: str


def difference(source: Source, anatomy: Anatomy, copy: Source) -> Difference | None:
    """The first difference between an original and what was read back from its copy; None when there is none.

    Paragraphs and rows of tables are the same one by one, to the last character. In the title, the sign-off and the 版记 only
    white space and the ends of lines may differ, in the 红头 also the order (7.2.5 puts 签发人 behind the number).
    """
    there = [words(line) for line in copy.lines if words(line)]  # the mark of a 信函 stands in its header
    at = number = 0
    for group in grouped(rows_of(source, anatomy)):
        for wanted in _units(group):
            taken = _taken(there, at, wanted) if group.kind in LOOSE else 1
            found = "".join(there[at : at + taken])
            if not _same(wanted, found, group.kind):
                return Difference(number + 1, wanted, found)
            at += taken
            number += len(group.rows) if group.kind in LOOSE else 1
    return Difference(number + 1, "", there[at]) if at < len(there) else None


def _units(group: Group) -> Iterator[str]:
    """What is compared as one: each row, or a loose group as a whole."""
    if group.kind in LOOSE:
        yield group.words
    else:
        yield from (row.words for row in group.rows)


def _taken(lines: list[str], at: int, wanted: str) -> int:
    """How many lines of the copy, from a place on, the words of a loose group need."""
    length, last = 0, at
    while last < len(lines) and length < len(wanted):
        length += len(squeezed(lines[last]))
        last += 1
    return last - at


def _same(wanted: str, found: str, kind: Kind) -> bool:
    if kind is Kind.head:
        return sorted(wanted) == sorted(squeezed(found))
    return wanted == squeezed(found) if kind in LOOSE else wanted.strip() == found.strip()
