"""The shipped calendar: statutory days from the library `holidays`, the yearly notices from data/calendar/."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from server.report.workdays import Arrangement, Calendar

YEARS = range(2014, 2051)
# What the library knows of moved rest days is left to the notices.
_MOVED = ("休息日", "补假")


class Statutory(Mapping[date, str]):
    """The days off by law of `YEARS`, by day; computed when one is first asked for, as the library behind them starts slowly."""

    def __getitem__(self, day: date) -> str:
        """The name of the day."""
        return self._days[day]

    def __iter__(self) -> Iterator[date]:
        """Day by day."""
        return iter(self._days)

    def __len__(self) -> int:
        """How many days."""
        return len(self._days)

    def __contains__(self, day: object) -> bool:
        """Whether the law gives the day off."""
        return day in self._days

    @cached_property
    def _days(self) -> dict[date, str]:
        from holidays import country_holidays  # noqa: PLC0415 - half a second, and most commands ask for no day

        days = country_holidays("CN", years=YEARS, language="zh_CN", observed=False).items()
        return {day: name for day, name in sorted(days) if not any(word in name for word in _MOVED)}


def calendar_of(arrangements: Iterable[Arrangement]) -> Calendar:
    """The calendar of all years the program can be asked for: days off by law are computed, moved rest days are read."""
    return Calendar(Statutory(), {each.year: each for each in arrangements}, YEARS)
