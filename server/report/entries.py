"""Raw answers → typed figures. What cannot be read is kept as typed and told in one sentence; “0”, “不适用” and “未填” differ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from server.report.indicators import Indicator, growth, rate
from server.report.problems import unreadable_date, unreadable_number
from server.report.snapshot import EntryRecord
from server.report.words import half_width, read_chinese_number

SCALE = 10_000
MOST = Decimal(10) ** 13
_NOT_APPLICABLE = {"不适用", "不涉及", "n/a", "na", "/", "-", "—", "——"}
_NUMBER = re.compile(
    r"^(?P<before>将近|接近|近|约|大约|超过|超)?(?P<minus>-)?(?P<digits>\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)(?P<wan>[万亿]?)(?P<after>余|多)?(?P<tail>.*)$"
)
_TENS = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_DATE = re.compile(r"^(?:(\d{4})[-年./])?(\d{1,2})[-月./](?:(\d{1,2})日?|底|末)?$")


class Answer(StrEnum):
    """What an answer is; stored beside its raw text so that overviews can count without reading it."""

    number = "number"
    not_applicable = "not_applicable"
    blank = "blank"
    unreadable = "unreadable"


@dataclass(frozen=True)
class Reading:
    """An answer as understood. `before` and `after` are the qualifier (近、约 / 余、多), `numeral` the number as to be printed."""

    answer: Answer
    value: Decimal | None = None
    numeral: str = ""
    before: str = ""
    after: str = ""

    @property
    def exact(self) -> bool:
        """A number without a qualifier: only such take part in arithmetic."""
        return self.value is not None and not (self.before or self.after)

    @property
    def scaled(self) -> int | None:
        """The value × 10 000, as stored."""
        return None if self.value is None else int(self.value * SCALE)

    def say(self, unit: str) -> str:
        """The figure as official prose prints it: 513件、近8万份、3000余张."""
        return f"{self.before}{self.numeral}{self.after}{unit}"


BLANK = Reading(Answer.blank)
UNREADABLE = Reading(Answer.unreadable)


@dataclass(frozen=True)
class Entry:
    """One figure of a report: this year's and last year's answer with what is wrong with them, if anything."""

    indicator: Indicator
    record: EntryRecord
    now: Reading = BLANK
    last: Reading = BLANK
    messages: tuple[str, ...] = ()

    @property
    def filled(self) -> bool:
        """Answered: a number or 不适用."""
        return self.now.answer in (Answer.number, Answer.not_applicable)


def read_number(raw: str, indicator: Indicator) -> tuple[Reading, str]:
    """What was typed for an indicator, and "" or the sentence that says what to do about it."""
    plain = half_width(raw).replace(" ", "").strip().lower()
    if not plain:
        return BLANK, ""
    if plain in _NOT_APPLICABLE:
        return Reading(Answer.not_applicable), ""
    found = _NUMBER.match(plain)
    value = _value(found) if found else None
    problem = (
        unreadable_number(indicator.name, raw, indicator.unit)
        if value is None or found is None
        else _objection(found, value, indicator, raw)
    )
    if found is None or value is None or problem:
        return UNREADABLE, problem
    return Reading(Answer.number, value, _numeral(found, value), found["before"] or "", found["after"] or ""), ""


def read_date(raw: str, year: int) -> tuple[date | None, str]:
    """A day typed as 2026-11-30, 2026年11月30日, 11月30日 or 11月底; without a year it is the report's."""
    plain = half_width(raw).replace(" ", "").strip()
    if not plain:
        return None, ""
    found = _DATE.match(plain)
    if not found:
        return None, unreadable_date(raw)
    try:
        return _day(int(found[1] or year), int(found[2]), found[3]), ""
    except ValueError:
        return None, unreadable_date(raw)


def read_entry(record: EntryRecord, indicator: Indicator, year: int) -> Entry:
    """A stored record as an entry."""
    now, wrong_now = read_number(record.raw, indicator)
    last, wrong_last = read_number(record.last, indicator)
    _, wrong_day = read_date(record.as_of, year)
    return Entry(indicator, record, now, last, tuple(message for message in (wrong_now, wrong_last, wrong_day) if message))


def exact_values(entries: Mapping[str, Entry]) -> dict[str, Decimal]:
    """The figures that arithmetic may use."""
    return {key: entry.now.value for key, entry in entries.items() if entry.now.exact and entry.now.value is not None}


def computed(indicator: Indicator, entries: Mapping[str, Entry]) -> tuple[Decimal | None, Decimal | None]:
    """A computed rate of this year and of last year, in percent; None where a part is missing or only roughly known."""
    if indicator.rate is None:
        return None, None
    parts = [entries.get(each) for each in (indicator.rate.part, indicator.rate.whole)]
    known = [entry for entry in parts if entry is not None]
    if len(known) < len(parts):
        return None, None
    decimals = indicator.decimals or 1
    return _rate([entry.now for entry in known], decimals), _rate([entry.last for entry in known], decimals)


def growth_of(entry: Entry) -> Decimal | None:
    """Growth against last year in percent, between exact figures only."""
    if not (entry.now.exact and entry.last.exact) or entry.now.value is None or entry.last.value is None:
        return None
    return growth(entry.now.value, entry.last.value)


def _rate(readings: list[Reading], decimals: int) -> Decimal | None:
    part, whole = readings
    if not (part.exact and whole.exact) or part.value is None or whole.value is None:
        return None
    return rate(part.value, whole.value, decimals)


def _value(found: re.Match[str]) -> Decimal | None:
    digits = found["digits"].replace(",", "")
    number = Decimal(digits) if digits[0].isascii() else read_chinese_number(digits)
    if number is None:
        return None
    value = Decimal(number) * _TENS[found["wan"]]
    return -value if found["minus"] else value


def _numeral(found: re.Match[str], value: Decimal) -> str:
    if found["wan"]:
        return f"{found['digits'].replace(',', '')}{found['wan']}"
    return format(value, "f")


def _objection(found: re.Match[str], value: Decimal, indicator: Indicator, raw: str) -> str:
    """Why a readable number still cannot stand: a foreign tail, a sign, too many places, out of all bounds."""
    tail = found["tail"]
    foreign = tail not in ("", indicator.unit.lower(), *_same_class(indicator.unit))
    places = -int(value.normalize().as_tuple().exponent)
    whole_wanted = indicator.decimals == 0 and places > 0
    if foreign or value < 0 or value >= MOST or whole_wanted or places > 4:
        return unreadable_number(indicator.name, raw, indicator.unit)
    if indicator.unit == "%" and value > 100:
        return unreadable_number(indicator.name, raw, indicator.unit)
    return ""


def _same_class(unit: str) -> tuple[str, ...]:
    """Unit words that people type for one another."""
    classes = (("件", "宗", "起", "份", "个", "项", "条"), ("次", "场", "期", "回"), ("名", "人", "位"), ("人次", "人", "名"), ("%", "%%"))
    return tuple(word for words in classes if unit in words for word in words)


def _day(year: int, month: int, day: str | None) -> date:
    if day:
        return date(year, month, int(day))
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
