"""The sum of one figure over units, with every cell it is made of: what is missing is named and never counts as 0."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache

from server.report.entries import read_date, read_number
from server.report.indicators import Indicator, growth, rate
from server.report.summing.cells import MISSING, Cell, Kept, plain

ROUGHLY = "约"


class Apart(StrEnum):
    """Why a figure is not summed. `given`: a percentage without its base; `elsewhere`: another body counts the same cases, too."""

    rate = "rate"
    given = "given"
    elsewhere = "elsewhere"
    no_sum = "no_sum"


@dataclass(frozen=True)
class Growth:
    """The sum of this year against last year's, over the units that have both; values × 10 000, `percent` None without a positive base.

    `rough`: one of the numbers is only roughly known.
    """

    cells: tuple[Cell, ...]
    now: int
    last: int
    percent: Decimal | None
    rough: bool = False


@dataclass(frozen=True)
class Cutoff:
    """The day up to which some units counted: the date, or what was typed where that is none, "" for units that do not say."""

    day: date | None
    words: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Total:
    """One figure over units; `cells` are those of every unit that is asked for it, in the order of the units."""

    indicator: Indicator
    cells: tuple[Cell, ...]

    @cached_property
    def by_kept(self) -> dict[Kept, tuple[Cell, ...]]:
        """The cells by what there is of them."""
        found: dict[Kept, list[Cell]] = {kept: [] for kept in Kept}
        for cell in self.cells:
            found[cell.kept].append(cell)
        return {kept: tuple(cells) for kept, cells in found.items()}

    @property
    def numbers(self) -> tuple[Cell, ...]:
        """The cells that are in the sum."""
        return self.by_kept[Kept.number]

    @cached_property
    def value(self) -> int | None:
        """The exact sum of the numbers there are, × 10 000; None where there is none."""
        return sum(cell.value or 0 for cell in self.numbers) if self.numbers else None

    @cached_property
    def last(self) -> int | None:
        """The sum of last year's numbers, × 10 000; None where there is none."""
        known = [cell.last for cell in self.cells if cell.last is not None]
        return sum(known) if known else None

    @property
    def without_last(self) -> tuple[Cell, ...]:
        """Units that are in this year's sum and not in last year's."""
        return tuple(cell for cell in self.numbers if cell.last is None)

    @cached_property
    def missing(self) -> tuple[Cell, ...]:
        """Units whose figure is not there: 未报 or 未填."""
        return tuple(cell for cell in self.cells if cell.kept in MISSING) if len(self.numbers) < len(self.cells) else ()

    @property
    def unreadable(self) -> tuple[Cell, ...]:
        """Units whose figure cannot be read and is not in the sum."""
        return self.by_kept[Kept.unreadable]

    @property
    def complete(self) -> bool:
        """Whether every unit gave a number or said 不适用."""
        return not self.missing and not self.unreadable

    @property
    def none(self) -> bool:
        """Whether every unit said 不适用."""
        return bool(self.cells) and len(self.by_kept[Kept.not_applicable]) == len(self.cells)

    @property
    def answered(self) -> bool:
        """Whether any unit gave anything at all."""
        return len(self.missing) < len(self.cells)

    @cached_property
    def rough(self) -> tuple[Cell, ...]:
        """The numbers in the sum that are only roughly known."""
        return tuple(cell for cell in self.numbers if cell.qualifier)

    @property
    def open_ones(self) -> tuple[Cell, ...]:
        """The numbers in the sum that may still change: their reports are not approved."""
        return tuple(cell for cell in self.numbers if not cell.final)

    @cached_property
    def growth(self) -> Growth | None:
        """Against last year, over the units that have both numbers; None where no unit has."""
        both = tuple(cell for cell in self.cells if cell.both)
        if not both:
            return None
        now, last = sum(cell.value or 0 for cell in both), sum(cell.last or 0 for cell in both)
        rough = any(cell.qualifier or _roughly(cell.last_raw, self.indicator) for cell in both)
        return Growth(both, now, last, growth(Decimal(now), Decimal(last)), rough)

    def cutoffs(self, year: int) -> tuple[Cutoff, ...]:
        """The days up to which the numbers were counted, earliest first; () where they are all of one day, or none is said."""
        if len({cell.as_of for cell in self.numbers}) < 2:  # noqa: PLR2004
            return ()
        found: dict[tuple[date | None, str], list[str]] = {}
        for cell in self.numbers:
            found.setdefault(_day(cell.as_of, year), []).append(cell.name)
        if len(found) < 2:  # noqa: PLR2004
            return ()
        ordered = sorted(found.items(), key=lambda pair: (pair[0][0] or date.max, pair[0][1] == "", pair[0][1]))
        return tuple(Cutoff(day, words, tuple(names)) for (day, words), names in ordered)


@dataclass(frozen=True)
class Rated:
    """A rate over units, from the sums of both its parts over the units that have both; `percent` None where the whole is 0 or unknown."""

    indicator: Indicator
    part: Indicator
    whole: Indicator
    cells: tuple[Cell, ...]
    left_out: tuple[str, ...]
    percent: Decimal | None

    @property
    def rough(self) -> bool:
        """Whether a part of a unit is only roughly known."""
        return any(cell.qualifier for cell in self.cells)


def apart(indicator: Indicator) -> Apart | None:
    """Why the catalogue does not let a figure be summed; None when it does."""
    if indicator.rate:
        return Apart.rate
    if indicator.given or indicator.unit == "%":
        return Apart.given
    if indicator.counted_elsewhere:
        return Apart.elsewhere
    return None if indicator.sums else Apart.no_sum


def rated(indicator: Indicator, part: Total, whole: Total) -> Rated:
    """A rate recomputed over the units with both parts; units that lack one are named, those without this work (不适用) are not."""
    wholes = {cell.unit: cell for cell in whole.numbers}
    pairs = [(mine, wholes[mine.unit]) for mine in part.numbers if mine.unit in wholes]
    known = {mine.unit for mine, _ in pairs}
    of = sum(mine.value or 0 for mine, _ in pairs), sum(all_.value or 0 for _, all_ in pairs)
    percent = rate(Decimal(of[0]), Decimal(of[1]), indicator.decimals or 1) if pairs else None
    left_out = tuple(name for unit, name in _concerned(part, whole).items() if unit not in known)
    return Rated(indicator, part.indicator, whole.indicator, tuple(cell for pair in pairs for cell in pair), left_out, percent)


def raw_of(total: Total, not_applicable: str) -> str:
    """The sum as a value to fill in: 412; 约412 when one of its numbers is rough; 不适用 when every unit says so; "" for nothing."""
    if total.none:
        return not_applicable
    if total.value is None:
        return ""
    return f"{ROUGHLY if total.rough else ''}{plain(total.value)}"


def names(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Whose cells they are."""
    return tuple(cell.name for cell in cells)


def _concerned(part: Total, whole: Total) -> dict[int, str]:
    """The units that should have both parts of a rate: not those that say 不适用 to one and give no number for the other."""
    kept: dict[tuple[int, str], set[Kept]] = {}
    for cell in (*whole.cells, *part.cells):
        kept.setdefault((cell.unit, cell.name), set()).add(cell.kept)
    return {unit: name for (unit, name), found in kept.items() if Kept.number in found or Kept.not_applicable not in found}


@lru_cache(maxsize=1024)
def _day(raw: str, year: int) -> tuple[date | None, str]:
    """The day that was typed, without its year being said twice; what is none, as typed."""
    found, _ = read_date(raw, year)
    return (found, "") if found else (None, " ".join(raw.split()))


def _roughly(raw: str, indicator: Indicator) -> bool:
    """Whether what was typed for a number is about it (近8万、3000余)."""
    return not raw.isdecimal() and not read_number(raw, indicator)[0].exact
