"""How long a report is against what its notice allows, and what it has against it by its notice."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.report import season_problems as say
from server.report.composing import front_of, text_of
from server.report.findings import Class, Finding, Strength
from server.report.manuscript import Block, Heading, Paragraph, Table
from server.report.outline import Outline
from server.report.season.notice import Terms
from server.report.snapshot import Snapshot
from server.report.words import count


@dataclass(frozen=True)
class Length:
    """Characters of the text, marks among them and spaces not, against the most there may be."""

    used: int
    cap: int

    @property
    def over(self) -> int:
        """How many are too many."""
        return max(self.used - self.cap, 0)


def length_of(snapshot: Snapshot, outline: Outline | None) -> int:
    """How many characters the text has as it is printed: 导语, headings with their numbers, sections, 结尾; no title, no attachments."""
    blocks, _ = text_of(snapshot, front_of(snapshot, outline))
    return sum(_characters(block) for block in blocks)


def findings(terms: Terms, length: Length | None, missing: Iterable[str], outline_name: str) -> tuple[Finding, ...]:
    """What a report has against it by its notice. `missing`: headings of the outline that the notice asks for and the report lacks."""
    long = (say.longer_than_cap(length.used, length.cap, terms.source),) if length and length.over else ()
    return (
        *(_finding(terms, "notice.length", Class.explain, each) for each in long),
        *(_finding(terms, "notice.outline", Class.verify, say.heading_not_shown(each, outline_name), each) for each in missing),
    )


def _characters(block: Block) -> int:
    match block:
        case Heading(_, number, heading, text):
            return count(number + heading + text)
        case Table(rows):
            return sum(count(cell) for row in rows for cell in row)
        case _:
            return count(block.text) if isinstance(block, Paragraph) else 0


def _finding(terms: Terms, rule: str, weight: Class, message: str, where: str = "") -> Finding:
    return Finding(rule, terms.source, Strength.shall, weight, message, where=where)
