"""How long a report is against what its notice allows."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.report.checks.records import Records
from server.report.checks.ruling import Check, Hit
from server.report.composing import front_of, text_of
from server.report.findings import Class
from server.report.manuscript import Block, Heading, Paragraph, Table
from server.report.outline import Outline
from server.report.season_problems import longer_than_cap
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


def _too_long(records: Records) -> Iterator[Hit]:
    """More characters than the notice allows."""
    if not (records.call and records.call.most):
        return
    length = Length(length_of(records.snapshot, records.outline), records.call.most)
    if length.over:
        message = longer_than_cap(length.used, length.cap, records.call.source)
        yield Hit(message=message, working=f"{length.used}>{length.cap}", basis=records.call.source)


def _characters(block: Block) -> int:
    match block:
        case Heading(_, number, heading, text):
            return count(number + heading + text)
        case Table(rows):
            return sum(count(cell) for row in rows for cell in row)
        case _:
            return count(block.text) if isinstance(block, Paragraph) else 0


CHECKS = (Check("Q01", "超过通知规定的字数", Class.explain, _too_long, basis="通知"),)
