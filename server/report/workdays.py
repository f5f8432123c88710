"""Working days of China: weekends, statutory days off and the yearly notice that moves rest days (调休)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Self, TypeVar

from pydantic import Field, model_validator

from server.report.values import Frozen

K = TypeVar("K")
V = TypeVar("V")
ONE, MOST_KEPT = timedelta(days=1), 20_000
SATURDAY = 5
ALL_YEARS = range(MINYEAR, MAXYEAR + 1)
# From this day on, the notice of the next year speaks: that of 2019 moved 29 and 31 December 2018.
NEW_YEAR = (12, 28)


class Why(StrEnum):
    """Why a day is worked or not."""

    ordinary = "ordinary"
    weekend = "weekend"
    statutory = "statutory"
    arranged_off = "arranged_off"
    arranged_work = "arranged_work"


class Arrangement(Frozen):
    """The State Council's notice for one year: rest days beyond weekends and statutory days, and weekend days that are worked.

    A notice may reach into the last month of the year before.
    """

    year: int = Field(ge=MINYEAR + 1, le=MAXYEAR)
    source: str = Field(min_length=1)
    off: tuple[date, ...] = ()
    work: tuple[date, ...] = ()

    @property
    def key(self) -> str:
        """The year, as files are told apart."""
        return str(self.year)

    @model_validator(mode="after")
    def _days_of_the_year(self) -> Self:
        if twice := set(self.off) & set(self.work):
            raise ValueError(f"{min(twice)} is in off and in work")
        if strange := [day for day in (*self.off, *self.work) if not date(self.year - 1, 12, 1) <= day <= date(self.year, 12, 31)]:
            raise ValueError(f"{strange[0]} is not of {self.year}")
        if ordinary := [day for day in self.work if day.weekday() < SATURDAY]:
            raise ValueError(f"{ordinary[0]} is no weekend day, it is worked anyway")
        return self


class _Kept(dict[K, V]):
    """What was reckoned before, begun anew when it is too much."""

    def __setitem__(self, key: K, value: V) -> None:
        if len(self) >= MOST_KEPT:
            self.clear()
        super().__setitem__(key, value)


@dataclass(frozen=True)
class Day:
    """Whether a day is worked, and why; `name` is that of the statutory day, or of the notice that moved the day."""

    day: date
    working: bool
    why: Why
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """Every day there is. `statutory`: day → name, known by law years ahead for the `years`; `arrangements` by year.

    In years beyond `years` only weekends and arrangements are known.
    """

    statutory: Mapping[date, str]
    arrangements: Mapping[int, Arrangement]
    years: range = ALL_YEARS

    def day(self, day: date) -> Day:
        """What the calendar says of a day. The notice outranks the law's bare days, the law outranks the weekend."""
        why, source = self._arranged.get(day, (Why.ordinary, ""))
        if why is Why.arranged_work:
            return Day(day, working=True, why=why, name=source)
        if name := self.statutory.get(day):
            return Day(day, working=False, why=Why.statutory, name=name)
        if why is Why.arranged_off:
            return Day(day, working=False, why=why, name=source)
        weekend = day.weekday() >= SATURDAY
        return Day(day, working=not weekend, why=Why.weekend if weekend else Why.ordinary)

    def working(self, day: date) -> bool:
        """Whether offices work on the day, as far as is known."""
        if found := self._arranged.get(day):
            return found[0] is Why.arranged_work
        return day.weekday() < SATURDAY and day not in self.statutory

    def open_years(self, start: date, end: date) -> tuple[int, ...]:
        """The years whose notice on rest days is not known and could still move a day from `start` to `end`.

        The last days of a year belong to the notice of the next.
        """
        last = end.year + (end >= date(end.year, *NEW_YEAR))
        return tuple(year for year in range(start.year, last + 1) if year not in self.arrangements)

    def settled(self, day: date) -> bool:
        """Whether no notice can move the day any more; before, rest days may still be moved."""
        return not self.open_years(day, day)

    def last_working(self, day: date) -> date:
        """The day itself when it is worked, else the last working day before it."""
        while not self.working(day):
            day -= ONE
        return day

    def shifted(self, day: date, workdays: int) -> date:
        """The working day so many working days after the last working day not after `day`; negative counts back."""
        known = self._shifted.get((day, workdays))
        if known is None:
            known = self._shifted[day, workdays] = self._shift(day, workdays)
        return known

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not after `start`."""
        known = self._between.get((start, end))
        if known is None:
            known = sum(self.working(start + far * ONE) for far in range(1, (end - start).days + 1))
            self._between[start, end] = known
        return known

    def with_arrangements(self, others: Iterable[Arrangement]) -> Self:
        """The same calendar where these notices stand in place of those of their years."""
        placed = {each.year: each for each in others}
        return replace(self, arrangements={**self.arrangements, **placed}) if placed else self

    def _shift(self, day: date, workdays: int) -> date:
        at, step, left = self.last_working(day), ONE if workdays > 0 else -ONE, abs(workdays)
        while left:
            at += step
            left -= self.working(at)
        return at

    # Every report of a season asks for the same few hundred days.
    @cached_property
    def _shifted(self) -> "_Kept[tuple[date, int], date]":
        return _Kept()

    @cached_property
    def _between(self) -> "_Kept[tuple[date, date], int]":
        return _Kept()

    @cached_property
    def _arranged(self) -> dict[date, tuple[Why, str]]:
        off = {day: (Why.arranged_off, each.source) for each in self.arrangements.values() for day in each.off}
        return off | {day: (Why.arranged_work, each.source) for each in self.arrangements.values() for day in each.work}
