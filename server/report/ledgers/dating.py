"""Days as people type them in tables: 2026.3.5, 3月5日, 20260305, Excel's 46086, 3月上旬; never reads more than is there."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from server.report.words import half_width, read_chinese_number

_CENTURY = 2000
_NEAR_YEARS = 1
_EXCEL_ORIGIN = date(1899, 12, 30)
_EXCEL_DAYS = range(36_526, 73_051)  # 2000 … 2099
_WORDS = "〇零一二三四五六七八九"
_THIS_YEAR = re.compile(r"^(?:今年|本年度?|当年)")
_WEEKDAY = re.compile(r"\(?(?:星期|礼拜|周)[一二三四五六日天]\)?")
_CLOCK = r"[0-9]{1,2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?|[时点](?:[0-9]{1,2}分?|半|整)?)"
_TIME = re.compile(
    rf"(?:(?<=[日号0-9])T|[ ]*(?:凌晨|早上|上午|中午|下午|晚上|晚|全天)[ ]*|[ ]+|(?<=[日号])){_CLOCK}(?:[ ]*[-~至][ ]*{_CLOCK})?$"
)
_HALF_DAY = re.compile(r"[ ]*(?:凌晨|早上|上午|中午|下午|晚上|晚|全天)$")
_YEAR_WORDS = re.compile(rf"([{_WORDS}]{{4}})(?=年)")
_NUMBER_WORDS = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日号])")
_DAY = re.compile(r"(?:(?P<y>[0-9]{4}|[0-9]{2})(?:年|[-./]))?(?P<m>[0-9]{1,2})(?:月|[-./])(?P<d>[0-9]{1,2})[日号]?\.?")
_COMPACT = re.compile(r"(?P<y>20[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_MONTH = re.compile(r"(?:(?P<y>[0-9]{4}|[0-9]{2})年)?(?P<m>[0-9]{1,2})月(?:份|间)?(?P<part>上旬|中旬|下旬|初|中|底|末)?")
_YEAR_MONTH = re.compile(r"(?P<y>20[0-9]{2})[-./](?P<m>[0-9]{1,2})(?P<part>)")
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_UNTIL = re.compile(r"[至到~—–-]+")
_LATER_DAY = re.compile(r"([0-9]{1,2})[日号]?")
_PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}


@dataclass(frozen=True)
class Days:
    """The days a cell can mean, `first` to `last`. `exact`: a day, or a range with both its ends; else a month or a part of one.

    `text` says the same with its year, so that reading it in another year finds the same days.
    """

    first: date
    last: date
    exact: bool
    text: str


def read_days(raw: str, year: int) -> Days | None:
    """The days of a cell; without a year they are in `year`. None when it is no day, several days, or could be two different ones."""
    day = _tidy(raw)
    try:
        return next((found for read in _READERS if (found := read(day, year))), None)
    except ValueError:
        return None


def _tidy(raw: str) -> str:
    """Digits for numerals; without 今年, weekday, time of day and spaces."""
    spaced = _WEEKDAY.sub("", " ".join(half_width(raw).replace("○", "〇").split()))
    plain = _HALF_DAY.sub("", _TIME.sub("", spaced.strip())).replace(" ", "").replace("()", "")
    digits = _YEAR_WORDS.sub(lambda found: "".join(str(max(0, _WORDS.index(each) - 1)) for each in found[1]), plain)
    return _THIS_YEAR.sub("", _NUMBER_WORDS.sub(lambda found: str(read_chinese_number(found[0]) or found[0]), digits))


def _one(text: str, year: int) -> Days | None:
    day = _read_day(text, year)
    return Days(day, day, exact=True, text=day.isoformat()) if day else None


def _read_day(text: str, year: int) -> date | None:
    found = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    written = _year(found["y"], year) if found else None
    return date(written, int(found["m"]), int(found["d"])) if found and written else None


def _serial(text: str, year: int) -> Days | None:
    found = _SERIAL.fullmatch(text)
    if not found or int(found[1]) not in _EXCEL_DAYS:
        return None
    return _one((_EXCEL_ORIGIN + timedelta(days=int(found[1]))).isoformat(), year)


def _rough(text: str, year: int) -> Days | None:
    found = _MONTH.fullmatch(text) or _YEAR_MONTH.fullmatch(text)
    written = _year(found["y"], year) if found else None
    if not found or not written:
        return None
    month, part = int(found["m"]), found["part"] or ""
    longest = monthrange(written, month)[1]
    first, last = _PARTS.get(part, (1, longest))
    return Days(date(written, month, first), date(written, month, min(last, longest)), exact=False, text=f"{written}年{month}月{part}")


def _several(text: str, year: int) -> Days | None:
    """3月5日至7日, 2026.3.5-3.7: the first sign between two days that makes sense of both sides."""
    cuts = ((text[: sign.start()], text[sign.end() :]) for sign in _UNTIL.finditer(text))
    return next((found for before, after in cuts if (found := _range(before, after, year))), None)


def _range(before: str, after: str, year: int) -> Days | None:
    try:
        first = _read_day(before, year)
        last = _end(after, first) if first else None
    except ValueError:
        return None
    return Days(first, last, exact=True, text=f"{first}至{last}") if first and last and first <= last else None


def _end(text: str, first: date) -> date | None:
    """The last day of a range: a day of the same month, or a day of its own, perhaps after new year."""
    found = _LATER_DAY.fullmatch(text)
    if found:
        return first.replace(day=int(found[1]))
    last = _read_day(text, first.year)
    whole = _DAY.fullmatch(text)
    return last.replace(year=last.year + 1) if last and last < first and whole and not whole["y"] else last


def _year(written: str | None, year: int) -> int | None:
    """The year that is written; of two digits only one that lies beside the year expected."""
    if not written or len(written) > len("26"):
        return int(written or year)
    full = _CENTURY + int(written)
    return full if abs(full - year) <= _NEAR_YEARS else None


_READERS: tuple[Callable[[str, int], Days | None], ...] = (_one, _serial, _rough, _several)
