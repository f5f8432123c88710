"""The county's 通知 (call for reports): what it says as typed → as it binds, with one sentence for each mistake; written again as typed."""

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date

from server.report import season_problems as say
from server.report.ledgers.dating import read_days
from server.report.problems import need, too_long
from server.report.rules import SECOND_HALF
from server.report.words import half_width

FIELDS = (
    *("title", "number", "received", "first_day", "final_day", "outline_key", "outline"),
    *("length_cap", "delivery_form", "contact", "note"),
)
DAYS = ("received", "first_day", "final_day")
LONG = ("outline", "note")
LONGEST_LINE, LONGEST_TEXT = 200, 2000
CAPS = range(100, 100_001)
# “底” of a month is read as its last third; what is meant is its last day.
_LAST_THIRD = 21
_NUMBERS = re.compile(r"[0-9][0-9,]*")
_YEAR_BRACKETS = re.compile(r"[\[(【（［〖]\s*([0-9]{4})\s*[\])】）］〗]")


@dataclass(frozen=True)
class Terms:
    """What a notice says; "" and None are what it does not say.

    `outline_key`: the outline of this program that it asks for, `outline` its own words on it; `final_day` still counts.
    """

    title: str
    number: str = ""
    received: date | None = None
    first_day: date | None = None
    final_day: date | None = None
    outline_key: str = ""
    outline: str = ""
    length_cap: int | None = None
    delivery_form: str = ""
    contact: str = ""
    note: str = ""

    @property
    def source(self) -> str:
        """As a basis is named: 《title》（number）."""
        return f"《{self.title.strip('《》')}》" + (f"（{self.number}）" if self.number else "")


@dataclass(frozen=True)
class Read:
    """A notice as read; `mistakes` by field, each in one sentence. What could not be read is "" or None in `terms`."""

    terms: Terms
    mistakes: Mapping[str, str] = field(default_factory=dict)


def read(typed: Mapping[str, str], year: int, outlines: Container[str], labels: Mapping[str, str]) -> Read:
    """A notice as typed, for the report of a year; fields as in FIELDS, `labels` names them."""
    words = {key: _tidy(typed.get(key, ""), key in LONG) for key in FIELDS}
    mistakes = {key: wrong for key, text in words.items() if (wrong := _too_long(key, text, labels[key]))}
    days: dict[str, date | None] = dict.fromkeys(DAYS)
    for key in DAYS:
        days[key] = read_day(words[key], year)
        mistakes |= _wrong_day(key, words[key], days[key], year, labels)
    cap = read_cap(words["length_cap"])
    mistakes |= {"title": need(labels["title"])} if not words["title"] else {}
    mistakes |= {"length_cap": say.cap_unclear(words["length_cap"], CAPS[0], CAPS[-1])} if words["length_cap"] and cap is None else {}
    mistakes |= {"final_day": say.first_after_final()} if _backwards(days["first_day"], days["final_day"]) else {}
    known = words["outline_key"] if words["outline_key"] in outlines else ""
    return Read(_terms(words, days, known, cap), mistakes)


def written(terms: Terms) -> dict[str, str]:
    """A notice as a form has it and the history keeps it: `read` of it gives the same again."""
    return {key: _WRITE.get(key, str)(getattr(terms, key)) if getattr(terms, key) else "" for key in FIELDS}


def read_day(raw: str, year: int) -> date | None:
    """A day of the season of a report year. Without a year of its own it is the one in the season: July of that year to June of the next.

    The end of a month is its last day, a word behind the day (1月20日前) is let be; None when it is no single day.
    """
    plain = raw.strip()
    meant = next((days for text in (plain, plain[:-1]) if (days := [day for each in (year, year + 1) if (day := _day(text, each))])), [])
    return next((day for day in meant if _in_season(day, year)), meant[0] if meant else None)


def read_cap(raw: str) -> int | None:
    """The most characters a report may have: 3000, ３０００字以内, 3000—5000字 (the larger); None when that is not to be made out."""
    found = [int(each.replace(",", "")) for each in _NUMBERS.findall(half_width(raw).replace(" ", "")) if len(each) < len("1,000,000")]
    return max(found) if found and all(each in CAPS for each in found) else None


def _terms(words: Mapping[str, str], days: Mapping[str, date | None], outline_key: str, cap: int | None) -> Terms:
    return Terms(
        title=words["title"],
        number=_bracketed(words["number"]),
        received=days["received"],
        first_day=days["first_day"],
        final_day=days["final_day"],
        outline_key=outline_key,
        outline=words["outline"],
        length_cap=cap,
        delivery_form=words["delivery_form"],
        contact=words["contact"],
        note=words["note"],
    )


def _tidy(text: str, long: bool) -> str:  # noqa: FBT001 — of the two kinds of field
    return text.strip() if long else " ".join(text.split())


def _too_long(key: str, text: str, label: str) -> str:
    most = LONGEST_TEXT if key in LONG else LONGEST_LINE
    return too_long(label, most) if len(text) > most else ""


def _wrong_day(key: str, raw: str, day: date | None, year: int, labels: Mapping[str, str]) -> dict[str, str]:
    if raw and day is None:
        return {key: say.day_unclear(labels[key], raw, year + 1)}
    return {key: say.outside_season(labels[key], year)} if day and not _in_season(day, year) else {}


def _backwards(first: date | None, final: date | None) -> bool:
    return first is not None and final is not None and first > final


def _day(text: str, year: int) -> date | None:
    days = read_days(text, year)
    if days is None or (days.first != days.last and (days.exact or days.first.day != _LAST_THIRD)):
        return None
    return days.last


def _in_season(day: date, year: int) -> bool:
    return date(year, SECOND_HALF, 1) <= day < date(year + 1, SECOND_HALF, 1)


def _bracketed(number: str) -> str:
    """The year of a 文号 in the brackets it is printed with (GB/T 9704-2012 7.2.5); everything else is the county's own."""
    return _YEAR_BRACKETS.sub(r"〔\1〕", number)


_WRITE: Mapping[str, Callable[[date], str]] = dict.fromkeys(DAYS, date.isoformat)
