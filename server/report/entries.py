"""Raw answers → typed figures. What cannot be read is kept as typed and told in one sentence; “0”, “不适用” and “未填” differ."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from server.report.indicators import Indicator, growth, rate
from server.report.problems import source_needed, unreadable_date, unreadable_number
from server.report.snapshot import EntryRecord
from server.report.words import half_width, read_chinese_number

SCALE = 10_000
MOST = Decimal(10) ** 13
PLACES, _SHORT = 4, 12
WHOLE_PERCENT = Decimal(100)
_NOT_APPLICABLE = {"不适用", "不涉及", "n/a", "na", "/", "-", "—", "——"}
_NUMBER = re.compile(
    r"(?P<before>将近|接近|近|约|大约|超过|超)?"
    r"(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?:\.[0-9]{1,8})?|[零〇一二两三四五六七八九十百千]{1,7})"
    r"(?P<wan>[万亿]?)(?P<after>余|多)?(?P<tail>.*)",
    re.DOTALL,
)
_TENS = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_GAP = re.compile(r"(?<![0-9]) | (?![0-9])")
_DATE = re.compile(r"(?:([0-9]{4})[-年./])?([0-9]{1,2})[-月./](?:([0-9]{1,2})日?|底|末)?")


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
    if raw.isascii() and raw.isdigit() and len(raw) <= _SHORT and indicator.unit != "%":
        number = Decimal(raw)  # as nearly everything is typed; what follows would come to the same
        return Reading(Answer.number, number, f"{number:f}"), ""
    plain = _plain(raw).lower()
    if not plain:
        return BLANK, ""
    if plain in _NOT_APPLICABLE:
        return Reading(Answer.not_applicable), ""
    found = _NUMBER.fullmatch(plain)
    reading = _reading(found, indicator) if found else UNREADABLE
    return reading, "" if reading.answer is Answer.number else unreadable_number(indicator.name, raw, indicator.unit)


def read_date(raw: str, year: int) -> tuple[date | None, str]:
    """A day typed as 2026-11-30, 2026年11月30日, 11月30日 or 11月底; without a year it is the report's."""
    plain = _plain(raw) if raw else ""
    if not plain:
        return None, ""
    found = _DATE.fullmatch(plain)
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
    unsourced = indicator.given and now.answer is Answer.number and not (record.origin.office or record.origin.system)
    messages = (wrong_now, wrong_last, wrong_day, source_needed(indicator.name) if unsourced else "")
    return Entry(indicator, record, now, last, tuple(message for message in messages if message))


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


def _plain(raw: str) -> str:
    """Half-width and without spaces, except where a space parts two numbers."""
    return _GAP.sub("", " ".join(half_width(raw).split()))


def _reading(found: re.Match[str], indicator: Indicator) -> Reading:
    own_unit = found["wan"] + found["tail"] == indicator.unit  # 万元 counts in itself
    wan, tail = ("", "") if own_unit else (found["wan"], found["tail"])
    number = _typed(found["digits"])
    if number is None or tail not in ("", indicator.unit, *_same_class(indicator.unit)) or not _possible(number * _TENS[wan], indicator):
        return UNREADABLE
    return Reading(Answer.number, number * _TENS[wan], f"{number:f}{wan}", found["before"] or "", found["after"] or "")


def _typed(digits: str) -> Decimal | None:
    if digits[0].isascii():
        return Decimal(digits.replace(",", ""))
    number = read_chinese_number(digits)
    return None if number is None else Decimal(number)


def _possible(value: Decimal, indicator: Indicator) -> bool:
    """Whether a readable number can be this figure: within bounds, with no more places than it may have."""
    places = -int(value.normalize().as_tuple().exponent)
    most = PLACES if indicator.decimals else 0
    return value < MOST and places <= most and (indicator.unit != "%" or value <= WHOLE_PERCENT)


def _same_class(unit: str) -> tuple[str, ...]:
    """Unit words that people type for one another."""
    classes = (("件", "宗", "起", "份", "个", "项", "条"), ("次", "场", "期", "回"), ("名", "人", "位"), ("人次", "人", "名"), ("%", "%%"))
    return tuple(word for words in classes if unit in words for word in words)


def _day(year: int, month: int, day: str | None) -> date:
    return date(year, month, int(day) if day else monthrange(year, month)[1])
