"""One figure of one unit as sums see it: a number, 不适用, 未填, what cannot be read and 未报 are five things, and none of them is 0."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from server.report.entries import SCALE, Answer, Reading
from server.report.units import Tier


class Kept(StrEnum):
    """What there is of a figure. `unreported`: the unit has no report of the year at all; `blank`: it has one, without this figure."""

    number = "number"
    not_applicable = "not_applicable"
    blank = "blank"
    unreadable = "unreadable"
    unreported = "unreported"


class Source(StrEnum):
    """Whence a unit's figures come: its own report here, one that came 线下, or nowhere."""

    own = "own"
    offline = "offline"
    none = "none"


GIVEN = frozenset({Kept.number, Kept.not_applicable})
MISSING = frozenset({Kept.blank, Kept.unreported})
AFTER = ("余", "多")  # qualifiers that stand behind their number; the others stand before it
_KEPT = {each: Kept(each.value) for each in Answer}


@dataclass(frozen=True)
class Member:
    """A unit whose figures are summed. `final`: its report is approved or signed, or came 线下; others may still change."""

    id: int
    name: str
    tier: Tier
    source: Source = Source.none
    final: bool = False
    report_id: int | None = None


class Cell(NamedTuple):
    """One figure of one unit. Values are × 10 000, None where there is no number; `raw` and `last_raw` are what was typed."""

    unit: int
    name: str
    kept: Kept
    value: int | None = None
    qualifier: str = ""
    raw: str = ""
    as_of: str = ""
    last: int | None = None
    last_raw: str = ""
    final: bool = True
    report_id: int | None = None

    @property
    def both(self) -> bool:
        """Whether this year's number can be held against last year's."""
        return self.value is not None and self.last is not None


def cell_of(unit: int, name: str, reading: Reading, raw: str) -> Cell:
    """A figure that was just read, without last year's."""
    return Cell(unit, name, _KEPT[reading.answer], reading.scaled, reading.before or reading.after, raw)


def plain(scaled: int) -> str:
    """A value × 10 000 as people write it: 412, 3.5."""
    whole, rest = divmod(scaled, SCALE)
    return str(whole) if not rest else f"{(Decimal(scaled) / SCALE).normalize():f}"
