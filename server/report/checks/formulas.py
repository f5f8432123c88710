"""Fixed wordings said in another way, with words left out or in another order: formulas (T02) and the 提法 that a county keeps (T06)."""

from collections.abc import Iterator

from server.report.checks.confusing import clear, pardons
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.wording import Formula, Tifa
from server.report.findings import Class


def _formulas(subject: Subject) -> Iterator[Hit]:
    seen, pardoned = subject.text.untitled, pardons(subject, "T02")
    for spot in subject.lists.misworded.within(subject.text, seen):
        entry = spot.entry
        wrong = _in_use(entry, subject) and clear(seen, spot.start, spot.end, entry) and not pardoned(spot.start, spot.end)
        if wrong and not _within_right(seen, entry.right, spot.start, spot.end):
            message = entry.says or f"规范表述是“{_bare(entry.right)}”。"
            yield Hit(spot.start, spot.end, message, entry.right, weight=entry.weight, basis=entry.source)


def _sayings(subject: Subject) -> Iterator[Hit]:
    seen, pardoned = subject.text.untitled, pardons(subject, "T06")
    for spot in subject.lists.disused.within(subject.text, seen):
        entry = spot.entry
        if _in_use(entry, subject) and not pardoned(spot.start, spot.end) and not _within_right(seen, entry.right, spot.start, spot.end):
            message = entry.says or f"现在的提法是“{_bare(entry.right)}”。"
            yield Hit(spot.start, spot.end, message, entry.right, weight=entry.weight, basis=entry.source)


def _in_use(entry: Formula | Tifa, subject: Subject) -> bool:
    """Whether a wording is in force for a text; of a text of unknown year, one that has not run out is."""
    return entry.holds(subject.day) if subject.day else entry.until is None


def _within_right(seen: str, right: str, start: int, end: int) -> bool:
    """Whether the place is only a part of the right wording."""
    first = seen.find(right, max(0, start - len(right) + 1), end + len(right) - 1)
    return first >= 0 and first <= start and end <= first + len(right)


def _bare(words: str) -> str:
    """Words to be set in quotation marks, their own marks made inner ones."""
    return words.replace("“", "‘").replace("”", "’")


CHECKS: tuple[Check[Subject], ...] = (
    Check("T02", "固定表述不规范", Class.must, _formulas, basis="中央文件的规范表述"),
    Check("T06", "提法过时", Class.explain, _sayings, basis="提法清单"),
)
