"""The header of a pasted block: where it is, what it says, and which columns of a list its labels name."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from server.report.ledgers.lists import Column, plain
from server.report.words import half_width

MOST_HEADERS = 15
HEADING_COLUMNS = 2
_SHORTEST_ALIAS, _LONGEST_LABEL = 2, 14
_FEW, _SOME = 2, 3
_NUMBERING = {"序号", "序", "编号", "号", "no", "项次", "行次", "顺序号"}
_TAIL = re.compile(r"\(([^()]*)\)[:*]*$")
_TITLE_YEAR = re.compile(r"(20[0-9]{2})(?=[年—~至-])")
_AN_UNIT = re.compile(r"(?:单位[:为]?)?([^\s()、，,]{1,3})")
_VALUE = re.compile(r"[0-9][0-9.,/年月日-]*")
_TOTAL = re.compile(
    r"(?:(?:本|全|上|下)?(?:[一二三四五六七八九十0-9]{0,3}(?:月份?|季度?|年度?)|半年|页|村|镇)|第[一二三四]季度)?"
    r"(?:合计|总计|小计|共计|累计|总数)(?:数|[:(].*|[0-9].*)?",
    re.DOTALL,
)
_TOTAL_CELLS = 3
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Head:
    """The header of a block: rows `first` to `last` (both −1 without one), one label a column, and the title above."""

    first: int
    last: int
    labels: tuple[str, ...]
    title: str = ""

    @property
    def year(self) -> int:
        """The year the title names, 0 when it names none or several."""
        years = {int(found) for found in _TITLE_YEAR.findall(half_width(self.title))}
        return years.pop() if len(years) == 1 else 0

    @property
    def known_as(self) -> tuple[str, ...]:
        """What a kept mapping knows the columns by: labels without spaces and signs, a repeated one with its number."""
        named = [plain(label) for label in self.labels]
        times = [named[:at].count(name) for at, name in enumerate(named)]
        return tuple(f"{name}#{time + 1}" if time and name else name for name, time in zip(named, times, strict=True))


def head_of(rows: Rows, columns: tuple[Column, ...], known: Collection[frozenset[str]] = (), at: int | None = None) -> Head:
    """The header among the first rows: the row with most cells that name a column; a second row below it may part its cells.

    `known`: sets of `Head.known_as` that are headers whatever they say; `at`: the row that a person says it is, −1 for none.
    """
    if at is not None:
        return _head_at(at, rows, columns)
    first = (_head_at(each, rows, columns) for each in range(min(len(rows), MOST_HEADERS)))
    kept = next((head for head in first if frozenset(head.known_as) - {""} in known), None) if known else None
    scores = [_score(row, columns) for row in rows[:MOST_HEADERS]]
    best = max(scores, default=0)
    return kept or _head_at(scores.index(best) if best else -1, rows, columns)


def is_total(row: tuple[str, ...]) -> bool:
    """Whether one of the first cells says 合计, 小计 or the like."""
    first = [cell for cell in row if cell][:_TOTAL_CELLS]
    return any(_TOTAL.fullmatch("".join(half_width(cell).split())) for cell in first)


def split_label(label: str) -> tuple[str, str]:
    """A header without what stands in brackets behind it, and that if it may be a unit: 罚款金额（万元） → 罚款金额, 万元."""
    text = half_width(label).strip()
    tail = _TAIL.search(text)
    if not tail or not tail.start():
        return text, ""
    unit = _AN_UNIT.fullmatch(tail[1].strip())
    return text[: tail.start()], unit[1] if unit else ""


def is_numbering(label: str) -> bool:
    """Whether a column only numbers the rows."""
    return plain(label) in _NUMBERING


def exactly(label: str, columns: Iterable[Column]) -> tuple[str, ...]:
    """The columns whose name or alias a label is."""
    whole = {plain(label), plain(split_label(label)[0])} - {""}
    return tuple(column.key for column in columns if whole & {plain(each) for each in (column.name, *column.aliases)})


def named_by(label: str, columns: Iterable[Column]) -> tuple[str, ...]:
    """The columns a label may name: by the whole label, else by the longest alias in it."""
    sought = plain(split_label(label)[0]) or plain(label)
    allowed = [column for column in columns if not any(word in sought for word in map(plain, column.not_words))]
    exact = exactly(label, allowed)
    if exact or len(sought) > _LONGEST_LABEL:
        return exact
    lengths = {column.key: max((len(each) for each in _aliases(column) if each in sought), default=0) for column in allowed}
    longest = max(lengths.values(), default=0)
    return tuple(key for key, length in lengths.items() if longest and length == longest)


def _head_at(at: int, rows: Rows, columns: tuple[Column, ...]) -> Head:
    if not 0 <= at < len(rows):
        return Head(-1, -1, ("",) * (len(rows[0]) if rows else 0))
    labels = tuple(" ".join(cell.split()) for cell in rows[at])
    title = " ".join(cell for row in rows[:at] for cell in row if cell)
    parted = _parted(labels, rows[at + 1], columns) if at + 1 < len(rows) else None
    return Head(at, at + 1, parted, title) if parted else Head(at, at, labels, title)


def _score(row: tuple[str, ...], columns: tuple[Column, ...]) -> int:
    """How many cells of a row name columns, whole names twice; 0 when that is no header: too few of them, a day, a number."""
    filled = [cell for cell in row if cell]
    named = sum(bool(named_by(cell, columns)) or is_numbering(cell) for cell in filled)
    exact = sum(bool(exactly(cell, columns)) for cell in filled)
    enough = (named >= _FEW and exact) or named >= _SOME or (exact and len(row) == 1)
    return named + exact if enough and not any(_is_value(cell) for cell in filled) else 0


def _parted(labels: tuple[str, ...], below: tuple[str, ...], columns: tuple[Column, ...]) -> tuple[str, ...] | None:
    """Labels of a header of two rows; None when the row below is none: it has values, or fills more than gaps and what is left of them."""
    gaps = {at for at, label in enumerate(labels) if not label and below[at]}
    beside = any(cell and labels[at] and at + 1 not in gaps for at, cell in enumerate(below))
    if not gaps or beside or any(_is_value(cell) for cell in below):
        return None
    spread = [next((each for each in reversed(labels[: at + 1]) if each), "") for at in range(len(labels))]
    joined = [cell if exactly(cell, columns) else f"{above} {cell}".strip() for above, cell in zip(spread, below, strict=True)]
    return tuple(both if cell else label for label, cell, both in zip(labels, below, joined, strict=True))


def _is_value(cell: str) -> bool:
    """A day or a number, which no header is."""
    text = half_width(cell).strip()
    return bool(_VALUE.fullmatch(text))


def _aliases(column: Column) -> tuple[str, ...]:
    return tuple(each for each in map(plain, (column.name, *column.aliases)) if len(each) >= _SHORTEST_ALIAS)
