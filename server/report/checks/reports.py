"""A report as a text to be checked: its front, headings and section texts in reading order, each paragraph with where it was typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from server.report.checks.profile import Profile, level_of_kind
from server.report.checks.text import Passage, Text
from server.report.composing import front_of, visible
from server.report.grammar import level_of
from server.report.outline import Outline
from server.report.reading.parts import Part
from server.report.snapshot import SectionRecord, Snapshot

_LINE = re.compile(r"^[^\n]*\S[^\n]*", re.MULTILINE)


@dataclass(frozen=True)
class _Line:
    """A paragraph before it has its place."""

    words: str
    part: Part
    section: str = ""
    level: int = 0
    typed: int = -1

    def at(self, start: int) -> Passage:
        """The paragraph with its words beginning at a place."""
        return Passage(start, start + len(self.words), self.part, self.section, self.level, typed=self.typed)


def text_of(snapshot: Snapshot, outline: Outline | None) -> Text:
    """Title, recipients, 导语, the visible sections with their headings, 结尾, sign-off and date, one paragraph a line."""
    front = front_of(snapshot, outline)
    lines = (
        *_around(front.title, Part.title),
        *_around(front.recipients, Part.recipients),
        *_around(front.opening, Part.opening),
        *(line for section in visible(snapshot.sections) for line in _section(section)),
        *_around(front.closing, Part.closing),
        *(line for name in snapshot.unit.issuers for line in _around(name, Part.sign_off)),
        *_around(snapshot.document_date, Part.date),
    )
    return _joined(lines)


def section_text(section: SectionRecord) -> Text:
    """One section of a report alone, with its heading."""
    return _joined(tuple(_section(section)))


def profile_of(snapshot: Snapshot) -> Profile:
    """The writer of a report as its unit says."""
    unit = snapshot.unit
    return Profile(
        level=level_of_kind(unit.kind, unit.tier),
        kind=unit.kind,
        name=unit.name,
        short_name=unit.short_name,
        address=unit.address,
        parent_name=unit.parent_name,
        region=unit.region,
        joint=unit.joint,
        bodies=unit.bodies,
        officers=unit.officers,
        year=snapshot.year,
        annual=True,
    )


def _joined(lines: tuple[_Line, ...]) -> Text:
    starts = accumulate((len(line.words) + 1 for line in lines), initial=0)
    passages = tuple(line.at(start) for line, start in zip(lines, starts, strict=False))
    return Text("\n".join(line.words for line in lines), passages, renumbered=True)


def _around(words: str | None, part: Part) -> Iterator[_Line]:
    return (_Line(found[0].strip(), part) for found in _LINE.finditer(words or ""))


def _section(section: SectionRecord) -> Iterator[_Line]:
    """The heading of a section and the lines of its text; rows of tables are their own part."""
    heading = section.heading.strip()
    if heading:
        yield _Line(heading, Part.heading, section.key, section.level)
    for found in _LINE.finditer(section.text):
        part = Part.table if "\t" in found[0].strip() else Part.text
        yield _Line(found[0], part, section.key, level_of(found[0].strip()), found.start())
