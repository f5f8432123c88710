"""Until when the figures count: those that stop before the end of the year are listed once, to be renewed when it is over."""

from collections.abc import Iterable, Iterator
from datetime import date

from server.report.checks.records import Records
from server.report.checks.ruling import Check, Hit
from server.report.entries import read_date
from server.report.findings import Class

_LAST = (12, 31)
_NAMED = 6


def _before_the_end(records: Records) -> Iterator[Hit]:
    """Cut-off dates before 31 December (indicators.md 13); until the year is over nothing can be done about them."""
    days, end = _days(records), date(records.snapshot.year, *_LAST)
    old = {key: day for key, day in days.items() if day < end}
    if not old:
        return
    listed = "；".join(f"截至{day.month}月{day.day}日：{_names(records, keys)}" for day, keys in _by_day(old))
    over = records.today is None or records.today > end
    todo = "请补到12月31日，正文里“截至11月底”一类的话一并更新" if over else "年底后请补到12月31日"
    message = f"有{len(old)}个指标的数字没有统计到年底，{todo}。{listed}。"
    yield Hit(message=message, weight=None if over else Class.hint, indicators=tuple(old))


def _after_the_end(records: Records) -> Iterator[Hit]:
    """A cut-off in the next year: figures of two years mixed, or a slip in the year."""
    end = date(records.snapshot.year, *_LAST)
    for key, day in _days(records).items():
        if day > end:
            name = records.indicators[key].name
            message = f"“{name}”的统计截止日是{_said(day)}，晚于报告年度的最后一天。请核对日期，或减去次年的数。"
            yield Hit(message=message, section=records.place(key), indicators=(key,))


def _mixed(records: Records) -> Iterator[Hit]:
    """Figures that are reckoned with each other but counted until different days."""
    days = _days(records)
    rates = ((each.rate.part, each.rate.whole) for each in records.indicators.values() if each.rate)
    seen: set[frozenset[str]] = set()
    for members in (*(each.members for each in records.relations if each.sign != "with"), *rates):
        known = [key for key in members if key in days]
        if len({days[key] for key in known}) > 1 and frozenset(known) not in seen:
            seen.add(frozenset(known))
            told = "、".join(f"“{records.indicators[key].name}”截至{_said(days[key])}" for key in known)
            message = f"相互核算的数字统计截止日不同：{told}。请统一到同一天。"
            yield Hit(message=message, section=records.place(known[0]), indicators=tuple(known))


def _days(records: Records) -> dict[str, date]:
    """The cut-off of every answered figure that has one; `entries` tells of those that cannot be read."""
    dated = (each for each in records.answered() if each.record.as_of)
    read = ((each.indicator.id, read_date(each.record.as_of, records.snapshot.year)[0]) for each in dated)
    return {key: day for key, day in read if day}


def _by_day(days: dict[str, date]) -> Iterator[tuple[date, list[str]]]:
    return ((day, [key for key, each in days.items() if each == day]) for day in sorted(set(days.values())))


def _names(records: Records, keys: Iterable[str]) -> str:
    names = [records.indicators[key].name for key in keys]
    return "、".join(names[:_NAMED]) + (f"等{len(names)}个" if len(names) > _NAMED else "")


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


CHECKS = (
    Check("J01", "没有统计到年底", Class.verify, _before_the_end, basis="统计截止日"),
    Check("J02", "统计截止日晚于报告年度", Class.verify, _after_the_end, basis="统计截止日"),
    Check("J03", "统计截止日不一致", Class.verify, _mixed, basis="统计截止日"),
)
