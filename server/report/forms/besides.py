"""What else was written in a table: remarks, changed print, comments, the name at the foot. Nothing of it is dropped."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from server.report.entries import read_number
from server.report.forms import doubts
from server.report.forms.answers import Row, Sheet, strange_day
from server.report.forms.collecting import TEXT_ID, chapters, filled
from server.report.forms.naming import plain_heading, plain_text
from server.report.forms.outcomes import Kind, Outcome

MOST_REMARKS = 300
_COUNTED = re.compile(r"[0-9.、()]*|[一二三四五六七八九十]+")
_LABEL = re.compile(r"([^:]{2,10}):(.*)", re.DOTALL)
_NEAR, _LONGEST = 4, 60
Place = tuple[int, int]


def besides(row: Row) -> Iterator[Outcome]:
    """What stands in a row besides its figure."""
    for column in range(row.block.left, row.block.right):
        text = row.cell(column).text.strip()
        if text and column not in row.values:
            yield from _cell(row, column, text)


def _cell(row: Row, column: int, text: str) -> Iterator[Outcome]:
    key = row.block.key_of(column)
    message = _said(row, column, key, text)
    if not message:
        return
    field = key if key in ("last", "as_of", "system", "note") else ""
    kind = Kind.unclear if key == "as_of" and row.values else Kind.remark
    yield replace(row.outcome(kind, column), field=field, message=message)


def _said(row: Row, column: int, key: str, text: str) -> str:
    """What is to be said of a cell; "" for a cell as it was printed, and for what goes along with the figure."""
    own_id = text.lower() in row.sheet.known.indicators or text == f"{TEXT_ID}{row.section}"
    if _is_number(key, text) or own_id or (key == "system" and row.values):
        return ""
    if key == "as_of" and row.values:
        return strange_day(row)
    printed = _printed(row, key)
    if row.conflict and _somewhere(row, key, text):
        return ""
    if printed is None:
        return doubts.written_besides(row.block.strangers.get(column, "") or row.sheet.known.wording.heading(key))
    if key == "last":
        return _last(row, printed, text)
    return "" if _as_printed(row, key, printed, text) else doubts.printed_over(printed, text)


def _is_number(key: str, text: str) -> bool:
    return key == "number" and bool(_COUNTED.fullmatch(plain_text(text)))


def _printed(row: Row, key: str) -> str | None:
    """What the form prints in a column of the row; None where it prints nothing or where the row is not of the form."""
    if key == "name" and not row.indicator:
        return row.label
    asked = row.sheet.asked.get(row.indicator)
    shown = asked or row.known
    if shown is None or key not in ("name", "unit", "definition", "last"):
        return None
    return {"name": shown.name, "unit": shown.unit, "definition": shown.definition, "last": asked.last if asked else ""}[key]


def _somewhere(row: Row, key: str, text: str) -> bool:
    """Whether the form prints a text in that column of any row."""
    rows = row.sheet.asked.values()
    printed = {"unit": [each.unit for each in rows], "definition": [each.definition for each in rows], "last": [each.last for each in rows]}
    return plain_text(text) in map(plain_text, printed.get(key, []))


def _as_printed(row: Row, key: str, printed: str, text: str) -> bool:
    found = row.sheet.names.find(text) if key == "name" and row.indicator else ""
    return plain_text(printed) == plain_text(text) or (bool(found) and found == row.indicator)


def _last(row: Row, printed: str, text: str) -> str:
    if row.known and read_number(printed, row.known)[0] == read_number(text, row.known)[0] and printed:
        return ""
    return doubts.printed_over(printed, text) if printed else doubts.last_given(text)


@dataclass(frozen=True)
class Foot:
    """Who filled the table in, when, and under which phone, with the cells that say so."""

    giver: str = ""
    phone: str = ""
    day: str = ""
    cells: frozenset[Place] = frozenset()


def foot_of(sheet: Sheet, named: Collection[int]) -> Foot:
    """The foot of a table, wherever it stands; rows in `named` are headings or speak of figures and are left alone."""
    wording = sheet.known.wording
    labels = {plain_heading(each): "giver" for each in (wording.giver, *wording.giver_also)}
    labels |= {plain_heading(each): "phone" for each in (wording.phone, *wording.phone_also)}
    labels |= {plain_heading(each): "day" for each in (wording.day, *wording.day_also)}
    found: dict[str, str] = {}
    cells: set[Place] = set()
    for row, column, cell in sheet.grid.filled():
        label, value = _parted(cell.text) if len(cell.text) <= _LONGEST and row not in named else ("", "")
        kind = labels.get(label)
        if kind is None or kind in found:
            continue
        beside = None if value else _beside(sheet, row, column, {*labels, *map(plain_heading, wording.foot_also)})
        if said := value or (sheet.grid.cell(*beside).text.strip() if beside else ""):
            found[kind] = said
            cells |= {(row, column), *([beside] if beside else [])}
    return Foot(**found, cells=frozenset(cells))


def _parted(text: str) -> tuple[str, str]:
    """填报人：张三 → its label and what follows."""
    found = _LABEL.fullmatch(text.replace("：", ":").strip())
    return (plain_heading(found[1]), found[2].strip()) if found else (plain_heading(text), "")


def _beside(sheet: Sheet, row: int, column: int, labels: Collection[str]) -> Place | None:
    """The next cell that holds something, unless it is a label of its own."""
    for other in range(column + 1, column + 1 + _NEAR):
        if text := sheet.grid.cell(row, other).text.strip():
            return None if _parted(text)[0] in labels else (row, other)
    return None


@dataclass(frozen=True)
class Print:
    """What the form prints outside its rows."""

    sheet: Sheet

    def has(self, text: str) -> bool:
        """Whether a text is the form's own."""
        plain = plain_text(text)
        return not plain or plain in self._texts

    @cached_property
    def _texts(self) -> frozenset[str]:
        wording, form = self.sheet.known.wording, self.sheet.form
        headings = (column.heading for column in (*wording.column, wording.words_column))
        own = [*headings, wording.chapter_heading, wording.giver, wording.phone, wording.day]
        if form is None:
            return frozenset(map(plain_text, own))
        facts = (wording.title, wording.head, wording.code, *wording.rules, wording.shared_rule)
        sections = (line for line, _ in chapters(form, wording))
        filled_in = (filled(each, form) for each in facts)
        return frozenset(map(plain_text, (*own, *filled_in, form.code, *sections, *(each.name for each in form.texts))))


def leftovers(sheet: Sheet, used: Collection[Place]) -> tuple[list[Outcome], tuple[str, ...]]:
    """Everything outside the rows of the form that is not its own print, one remark a row; too much of it is counted in a note."""
    printed = Print(sheet)
    left: dict[int, list[Place]] = {}
    for row, column, cell in sheet.grid.filled():
        if (row, column) not in used and not printed.has(cell.text):
            left.setdefault(row, []).append((row, column))
    shown = [_remark(sheet, places) for places in list(left.values())[:MOST_REMARKS]]
    more = len(left) - MOST_REMARKS
    return shown, (doubts.remarks_cut(sheet.grid.sheet, more),) if more > 0 else ()


def comments(sheet: Sheet) -> Iterator[Outcome]:
    """Comments pinned to cells."""
    for row, cells in enumerate(sheet.grid.rows):
        for column, cell in enumerate(cells):
            if cell.comment.strip():
                yield replace(sheet.outcome(Kind.remark, row, column), raw=cell.comment.strip(), message=doubts.pinned())


def _remark(sheet: Sheet, places: list[Place]) -> Outcome:
    words = "　".join(sheet.grid.cell(*place).text.strip() for place in places)
    return replace(sheet.outcome(Kind.remark, *places[0]), raw=words, message=doubts.written_besides(""))
