"""A town's figure beside its county's: same or not, by how much, and what else is to be said; 0, 不适用, 未填 and 未报 are four things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from server.report.entries import Answer, Reading, read_date, read_number
from server.report.indicators import Indicator
from server.report.workflow import State

LEAST_REASON = 6
FINAL = frozenset({State.approved, State.signed})


class Source(StrEnum):
    """Where a unit's figure stands: in its own report, in one that came 线下, or nowhere because none came (未报)."""

    own = "own"
    offline = "offline"
    none = "none"


class Verdict(StrEnum):
    """How two figures stand to one another. `roughly`: equal but for 约、余; `another_day`: equal, of another cut-off date.

    `unfilled`: the town has not filled it in; `unreported`: it has no report; `unreadable`: what it typed is no number.
    """

    same = "same"
    roughly = "roughly"
    another_day = "another_day"
    differs = "differs"
    unfilled = "unfilled"
    unreported = "unreported"
    unreadable = "unreadable"


AGREEING = frozenset({Verdict.same})
UNEQUAL = frozenset({Verdict.differs})


@dataclass(frozen=True)
class Said:
    """A figure as one side has it. `as_of` is its cut-off date as typed."""

    raw: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Pair:
    """A figure of one unit on both sides. `less`: the unit's minus the county's, None where there is no such number.

    `rough`: one side is 约 or 余; `days`: both say of which day, and not the same.
    """

    unit: int
    indicator: str
    county: Said
    town: Said
    source: Source
    verdict: Verdict
    less: Decimal | None = None
    rough: bool = False
    days: bool = False


def counting(state: State | None, *, offline: bool) -> Source:
    """Which report of a unit counts: its own once it is approved, the one that came 线下 before that, else its own as far as it is."""
    if offline and state not in FINAL:
        return Source.offline
    return Source.none if state is None else Source.own


def pair(unit: int, indicator: Indicator, county: Said, town: Said, source: Source, year: int) -> Pair:
    """What is true of a figure the county gave and the unit's own, in a report of a year."""
    theirs, ours = read_number(county.raw, indicator)[0], read_number(town.raw, indicator)[0]
    days = _other_days(county.as_of, town.as_of, year)
    rough = ours.answer is theirs.answer is Answer.number and not (ours.exact and theirs.exact)
    verdict = _unanswered(ours, source) or _verdict(theirs, ours, days=days)
    less = ours.value - theirs.value if ours.value is not None and theirs.value is not None else None
    return Pair(unit, indicator.id, county, town, source, verdict, less, rough, days)


def pairs(
    given: Mapping[int, Mapping[str, Said]],
    own: Mapping[int, Mapping[str, Said]],
    sources: Mapping[int, Source],
    indicators: Mapping[str, Indicator],
    year: int,
) -> tuple[Pair, ...]:
    """Every figure the county gave, beside what the unit has: indicators in the order of the catalogue, units in that of `sources`."""
    return tuple(
        pair(unit, indicator, given[unit][key], own.get(unit, {}).get(key, Said()), source, year)
        for key, indicator in indicators.items()
        for unit, source in sources.items()
        if key in given.get(unit, {})
    )


def counted(found: Iterable[Pair]) -> dict[Verdict, int]:
    """How many pairs there are of each verdict, none left out."""
    verdicts = [each.verdict for each in found]
    return {verdict: verdicts.count(verdict) for verdict in Verdict}


def alike(one: str, other: str, indicator: Indicator) -> bool:
    """Whether two raw answers give the very same figure: 12件 and 12 do, 约12 and 12 do not, 0 and 不适用 never."""
    return _key(read_number(one, indicator)[0]) == _key(read_number(other, indicator)[0])


def _unanswered(ours: Reading, source: Source) -> Verdict | None:
    if source is Source.none:
        return Verdict.unreported
    return {Answer.blank: Verdict.unfilled, Answer.unreadable: Verdict.unreadable}.get(ours.answer)


def _verdict(theirs: Reading, ours: Reading, *, days: bool) -> Verdict:
    if (theirs.answer, theirs.value) != (ours.answer, ours.value):
        return Verdict.differs
    if _key(theirs) != _key(ours):
        return Verdict.roughly
    return Verdict.another_day if days else Verdict.same


def _key(reading: Reading) -> tuple[Answer, Decimal | None, str, str]:
    return reading.answer, reading.value, reading.before, reading.after


def _other_days(one: str, other: str, year: int) -> bool:
    """Whether both say of which day they are, and differ: a figure without a day is of the whole year."""
    days = [read_date(raw, year)[0] for raw in (one, other)]
    return None not in days and days[0] != days[1]
