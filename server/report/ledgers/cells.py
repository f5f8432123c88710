"""One cell of a record list → what it means; what cannot be read is kept as typed and told in one sentence."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from server.report.entries import Answer, Reading, read_number
from server.report.indicators import Indicator
from server.report.ledgers.asking import not_filled, outside_year, rough_day, unclear_choice, unclear_day, unclear_number
from server.report.ledgers.dating import Days, read_days
from server.report.ledgers.lists import Choice, Column, plain
from server.report.words import half_width

NONE = Reading(Answer.not_applicable)
_NOTHING = {"无", "没有", "未", "暂无", "零", "无罚款"}
_STROKES = {"/", "\\", "-", "—", "——", "--"}
_NOT = ("未", "不", "没", "无", "非", "没有", "未能", "未曾", "不能", "不愿", "不同意", "拒绝", "难以", "拟", "待", "将")
_MONEY = re.compile(r"^[¥$]|(?<=元)整$")
_MANY = "十百千万亿"
_BARE = re.compile(r".*[0-9余多]")
_LONG_WORD = 2


class Outcome(StrEnum):
    """What reading a cell came to. `inferred`: another cell or the table told it; `outside`: a day of another year."""

    fine = "fine"
    blank = "blank"
    unclear = "unclear"
    outside = "outside"
    inferred = "inferred"


@dataclass(frozen=True)
class Cell:
    """A cell as understood. `text` is what to keep: reading it again, in any year, means the same.

    A month without a day is `unclear` and has `days` all the same. `number` is not_applicable where somebody wrote 无 or a stroke.
    """

    raw: str
    text: str
    outcome: Outcome
    message: str = ""
    days: Days | None = None
    number: Reading | None = None
    choice: str = ""

    def taken(self, text: str, message: str) -> "Cell":
        """The same meaning, told by something else than the cell itself."""
        understood = self.outcome is Outcome.fine
        return replace(self, raw="", text=text, outcome=Outcome.inferred, message=message) if understood else self


def read_cell(raw: str, column: Column, year: int, *, written: int = 0, unit: str = "") -> Cell:
    """What a cell of a column means in the report of a year.

    `written`: the year that days without one are in, if another; `unit`: what the header says behind the column's name (万元).
    """
    typed = raw.strip()
    if not typed:
        return Cell(raw, "", Outcome.blank, not_filled(column.name) if column.required else "")
    match column.type:
        case "date":
            return _date_cell(typed, column, year, written or year)
        case "number":
            return _number_cell(typed, column, unit)
        case "choice":
            return _choice_cell(typed, column)
    return Cell(raw, typed, Outcome.fine)


def choose(text: str, column: Column) -> Choice | None:
    """The one choice that a text names, as a whole or by the longest words in it; None when it names none or several.

    A word after 未、不、拟、待 and the like is not meant, unless it is written so among the words of a choice.
    """
    sought = plain(text)
    whole = [choice for choice in column.choices if sought in choice.spellings | choice.alone]
    found = whole or _named_in(sought, column.choices)
    return found[0] if len(found) == 1 else None


def multiplied(unit: str, column: Column) -> bool:
    """Whether a unit in a header makes numbers count for more than in the column's own unit (万元 for 元)."""
    rest = unit[1:]
    return unit != column.unit and unit[:1] in tuple(_MANY) and (not rest or _read(f"1{rest}", column).answer is Answer.number)


def _date_cell(typed: str, column: Column, year: int, written: int) -> Cell:
    days = read_days(typed, written)
    if days is None:
        return Cell(typed, typed, Outcome.unclear, unclear_day(column.name, typed))
    if days.first.year != year:
        return Cell(typed, days.text, Outcome.outside, outside_year(column.name, typed, year), days)
    if not days.exact:
        return Cell(typed, days.text, Outcome.unclear, rough_day(column.name, typed), days)
    return Cell(typed, days.text, Outcome.fine, "", days)


def _number_cell(typed: str, column: Column, unit: str) -> Cell:
    if half_width(typed) in _NOTHING | _STROKES:
        return Cell(typed, typed, Outcome.fine, number=NONE)
    text = typed + unit if multiplied(unit, column) and _BARE.fullmatch(half_width(typed)) else typed
    number = _read(text, column)
    if number.answer is Answer.unreadable:
        return Cell(typed, text, Outcome.unclear, unclear_number(column.name, typed, column.unit))
    return Cell(typed, text, Outcome.fine, number=number)


def _choice_cell(typed: str, column: Column) -> Cell:
    choice = choose(typed, column)
    if choice:
        return Cell(typed, typed, Outcome.fine, choice=choice.key)
    if half_width(typed) in _NOTHING | _STROKES:
        return Cell(typed, typed, Outcome.blank)
    return Cell(typed, typed, Outcome.unclear, unclear_choice(column.name, typed, tuple(each.name for each in column.choices)))


def _read(text: str, column: Column) -> Reading:
    meant = Indicator(id="list.cell", name=column.name, unit=column.unit, section="", definition="", decimals=column.decimals)
    bare = _MONEY.sub("", half_width(text).replace("￥", "¥").strip())
    other = next((unit for unit in column.units if bare.endswith(unit)), "")
    return read_number(bare.removesuffix(other), meant)[0]


def _named_in(sought: str, choices: tuple[Choice, ...]) -> list[Choice]:
    found = [(span, choice) for choice in choices for word in choice.spellings for span in _spans(word, sought)]
    spans = [span for span, _ in found]
    widest = [(span, choice) for span, choice in found if not any(_covers(other, span) for other in spans)]
    named = {choice.key: choice for span, choice in widest if not sought[: span[0]].endswith(_NOT)}
    beaten = {key for choice in named.values() for key in choice.over}
    return [choice for key, choice in named.items() if key not in beaten]


def _spans(word: str, sought: str) -> list[tuple[int, int]]:
    inside = len(word) >= _LONG_WORD and word in sought
    return [found.span() for found in re.finditer(re.escape(word), sought)] if inside else []


def _covers(wider: tuple[int, int], span: tuple[int, int]) -> bool:
    return wider != span and wider[0] <= span[0] and span[1] <= wider[1]
