"""A notice on rest days as people type it: “2月5日至11日、2月15日” becomes days, and what cannot be is said."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from server.report.rules import LEAP_YEAR
from server.report.season import ruling_problems as say
from server.report.words import half_width
from server.report.workdays import SATURDAY, Arrangement, Calendar

YEARS = range(2014, 2100)
MOST_DAYS = 45
MOST_BYTES = 100_000
_ASIDE = re.compile(r"[(（][^()（）]*[)）]|共\d+天|共计\d+天")
_PARTED = r"(?:(?P<{0}y>\d{{4}})\s*[年./-]\s*)?(?:(?P<{0}m>\d{{1,2}})\s*[月./-]\s*){1}(?P<{0}d>\d{{1,2}})\s*[日号]?"
_SPAN = re.compile(_PARTED.format("a", "") + r"(?:\s*(?:至|到|—+|–|~|-)\s*" + _PARTED.format("b", "?") + ")?")
_DAY = re.compile(r"(?<![\d./-])(?:(\d{1,2})\s*月\s*)?(?<![\d./-])(\d{1,2})\s*[日号]")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")
DECEMBER = 12


@dataclass(frozen=True)
class Typed:
    """A notice as typed."""

    year: str = ""
    source: str = ""
    off: str = ""
    work: str = ""


@dataclass(frozen=True)
class Slip:
    """What is wrong, by the field it is in."""

    field: str
    text: str


def read(typed: Typed, calendar: Calendar) -> Arrangement | tuple[Slip, ...]:
    """The notice, or everything that is wrong with it. Weekends and days off by law among the rest days are left out: they rest anyway."""
    year = int(half_width(typed.year)) if half_width(typed.year).isdecimal() and len(typed.year) == len("2027") else 0
    if year not in YEARS:
        return (Slip("year", say.calendar_year_wrong(YEARS[0], YEARS[-1])),)
    off, work = _days(typed.off, year), _days(typed.work, year)
    slips = tuple(_slips(typed, year, off, work, calendar))
    return slips or _arrangement(year, typed.source, off, work, calendar)


def read_file(content: bytes, calendar: Calendar) -> Arrangement | tuple[Slip, ...]:
    """The notice in a .toml as data/calendar/ has them, or what is wrong with it."""
    try:
        table = tomllib.loads(content[:MOST_BYTES].decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        return (Slip("file", say.calendar_file_broken(str(wrong))),)
    year, source = table.get("year"), table.get("source")
    days = [table.get(name, []) for name in ("off", "work")]
    lists = [each for each in days if isinstance(each, list) and all(type(day) is date for day in each)]
    if len(lists) < len(days) or type(year) is not int or not isinstance(source, str) or table.keys() - {"year", "source", "off", "work"}:
        return (Slip("file", say.calendar_file_strange()),)
    found = read(Typed(str(year), source, *(" ".join(day.isoformat() for day in each) for each in lists)), calendar)
    return found if isinstance(found, Arrangement) else tuple(Slip("file", slip.text) for slip in found)


def month_and_day(text: str) -> tuple[int, int] | None:
    """A day of any year as typed (1月31日, 1-31), None for what is no day of a leap year."""
    found = _MONTH_DAY.fullmatch(half_width(text).strip())
    try:
        return (int(found[1]), date(LEAP_YEAR, int(found[1]), int(found[2])).day) if found else None
    except ValueError:
        return None


def in_words(days: Iterable[date], year: int) -> str:
    """Days as they are typed, runs as ranges: 2月9日至2月11日、2月13日."""
    return "、".join(_run_said(run, year) for run in _runs(sorted(days)))


@dataclass(frozen=True)
class _Found:
    """Days found in a text, and the rest of it that has digits and makes no sense."""

    days: tuple[date, ...]
    unclear: str


def _days(text: str, year: int) -> _Found:
    plain = _with_months(_ASIDE.sub(" ", half_width(text)))
    spans = [_span(found, year) for found in _SPAN.finditer(plain)]
    bad = [found[0].strip() for found, days in zip(_SPAN.finditer(plain), spans, strict=True) if not days]
    rest = [part for part in re.split(r"\s+", _SPAN.sub(" ", plain)) if re.search(r"\d", part)]
    return _Found(tuple(dict.fromkeys(day for days in spans for day in days)), next(iter([*bad, *rest]), ""))


def _with_months(text: str) -> str:
    """In “2月20日、21日” the second day is of the month of the first."""
    month = ""

    def whole(found: re.Match[str]) -> str:
        nonlocal month
        month = found[1] or month
        return f"{month}月{found[2]}日" if month else found[0]

    return _DAY.sub(whole, text)


def _span(found: re.Match[str], year: int) -> tuple[date, ...]:
    """The days of a range, () for one that is none: a day no month has, an end before its beginning, half a year and more."""
    part = found.groupdict()
    try:
        start = date(int(part["ay"] or year), int(part["am"]), int(part["ad"]))
        if part["bd"] is None:
            return (start,)
        end = date(int(part["by"] or part["ay"] or year), int(part["bm"] or part["am"]), int(part["bd"]))
    except ValueError:
        return ()
    if end < start and start.month == DECEMBER and not part["ay"]:
        start = start.replace(year=start.year - 1)
    length = (end - start).days + 1
    return tuple(start + timedelta(days=far) for far in range(length)) if length <= MOST_DAYS else ()


def _slips(typed: Typed, year: int, off: _Found, work: _Found, calendar: Calendar) -> Iterator[Slip]:
    if not typed.source.strip():
        yield Slip("source", say.calendar_source_needed())
    for name, found in (("off", off), ("work", work)):
        outside = [day for day in found.days if not date(year - 1, DECEMBER, 1) <= day <= date(year, DECEMBER, 31)]
        if found.unclear:
            yield Slip(name, say.calendar_days_unclear(found.unclear))
        elif outside:
            yield Slip(name, say.calendar_day_outside(_said(outside[0], year), year))
    if not (off.days or work.days or off.unclear or work.unclear):
        yield Slip("off", say.calendar_empty())
    yield from _clashes(year, off, work, calendar)


def _clashes(year: int, off: _Found, work: _Found, calendar: Calendar) -> Iterator[Slip]:
    for day in work.days:
        if day in off.days:
            yield Slip("work", say.calendar_day_twice(_said(day, year)))
        elif name := calendar.statutory.get(day):
            yield Slip("work", say.calendar_law(_said(day, year), name))
        elif day.weekday() < SATURDAY:
            yield Slip("work", say.calendar_no_weekend(_said(day, year)))
    if len(off.days) > MOST_DAYS:
        yield Slip("off", say.calendar_too_many(len(off.days)))


def _arrangement(year: int, source: str, off: _Found, work: _Found, calendar: Calendar) -> Arrangement:
    rests = tuple(day for day in sorted(off.days) if day.weekday() < SATURDAY and day not in calendar.statutory)
    return Arrangement(year=year, source=" ".join(source.split()), off=rests, work=tuple(sorted(work.days)))


def _runs(days: list[date]) -> Iterator[list[date]]:
    run: list[date] = []
    for day in days:
        if run and (day - run[-1]).days > 1:
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _run_said(run: list[date], year: int) -> str:
    return _said(run[0], year) if len(run) == 1 else f"{_said(run[0], year)}至{_said(run[-1], year)}"


def _said(day: date, year: int) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day.year != year else f"{day.month}月{day.day}日"
