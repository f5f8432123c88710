"""What is said of a figure over units: its sum or rate as text, who is missing, and what else a reader must know of it."""

from collections.abc import Iterator

from server.report.summing.cells import Kept, plain
from server.report.summing.lines import Line
from server.report.summing.totals import ROUGHLY, Cutoff, Total, names
from server.report.summing.words import Labels, some


def value(line: Line) -> str:
    """The sum or the rate as text; not_applicable where every unit said so, "" where there is none."""
    if line.rated:
        return "" if line.rated.percent is None else f"{ROUGHLY if line.rated.rough else ''}{line.rated.percent:f}"
    if line.apart:
        return ""
    if line.total.none:
        return Kept.not_applicable.value
    return "" if line.total.value is None else plain(line.total.value)


def percent(line: Line) -> str:
    """Growth against last year as text, "" where there is none; 约 where a number is only roughly known."""
    found = line.total.growth
    if line.apart or found is None or found.percent is None:
        return ""
    return f"{ROUGHLY if found.rough else ''}{found.percent:+f}%" if found.percent else "0%"


def lacks(line: Line, labels: Labels) -> str:
    """Who is missing in a sum, the first by name; "" where nobody is, or nothing is summed."""
    named = line.rated.left_out if line.rated else names(line.total.missing + line.total.unreadable)
    return some(named, labels["sums"]) if line.lacking else ""


def notes_of(line: Line, year: int, labels: Labels) -> tuple[tuple[str, str], ...]:
    """What is to be known of a figure besides its sum, as (key of its label under sum_notes, words)."""
    if line.rated:
        left = "、".join(line.rated.left_out)
        return (("left_out", left),) if left else ()
    found = tuple((key, words) for key, words in _told(line.total, year, labels) if words)
    return (("apart", labels["sum_apart"][line.apart]), *found) if line.apart else found


def _told(total: Total, year: int, labels: Labels) -> Iterator[tuple[str, str]]:
    """Every unit is named here: whoever reads this asked for it."""
    yield from ((kept.value, "、".join(names(total.by_kept[kept]))) for kept in (Kept.unreported, Kept.blank))
    yield "unreadable", "、".join(f"{cell.name}“{cell.raw}”" for cell in total.unreadable)
    yield Kept.not_applicable.value, "、".join(names(total.by_kept[Kept.not_applicable]))
    yield "rough", "、".join(f"{cell.name}（{cell.qualifier}）" for cell in total.rough)
    yield "cutoffs", "；".join(f"{_day(each, labels)}：{some(each.names, labels['sums'])}" for each in total.cutoffs(year))
    yield "growth", "、".join(_not_compared(total))
    yield "open", "、".join(names(total.open_ones))


def _not_compared(total: Total) -> tuple[str, ...]:
    """Units with a number of one of the years only, while others have both."""
    if total.growth is None:
        return ()
    known = {cell.unit for cell in total.growth.cells}
    return tuple(cell.name for cell in total.cells if cell.unit not in known and (cell.value is not None or cell.last is not None))


def _day(cutoff: Cutoff, labels: Labels) -> str:
    return f"{cutoff.day.month}月{cutoff.day.day}日" if cutoff.day else cutoff.words or labels["sum_notes"]["unsaid"]
