"""What the page of chasing shows: which units, which of them are chosen, and what is to be said to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from server.actions.chasing import sender
from server.report.season.chasing import Chased, Choice, Labels, Watched, chased, left, text, what
from server.report.season.chasing_papers import Chase
from server.storage.units import UnitPlace

PICK = "unit."


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: a year, a choice, and the units picked by hand; None is every one of the choice with something open."""

    year: int
    choice: Choice
    picked: frozenset[int] | None = None

    @property
    def query(self) -> str:
        """The address again, behind its question mark."""
        picked = {f"{PICK}{each}": "yes" for each in sorted(self.picked)} | {"picked": "1"} if self.picked is not None else {}
        return urlencode({"year": self.year, "show": self.choice.value} | picked)


@dataclass(frozen=True)
class Line:
    """One unit of the table with its next day. `alone`: the address at which it alone is chosen."""

    chased: Chased
    what: str
    left: str
    picked: bool
    alone: str


@dataclass(frozen=True)
class Chasing:
    """The page: what is chased, every line of the choice, how many units each choice has, the text ("" when no unit is chosen)."""

    place: UnitPlace
    chase: Chase
    lines: tuple[Line, ...]
    counts: dict[Choice, int]
    text: str
    query: str

    @property
    def without(self) -> int:
        """How many of the units in sight have no report."""
        return sum(line.chased.watched.report_id is None for line in self.lines)


def chasing_page(place: UnitPlace, found: tuple[Watched, ...], wanted: Wanted, today: date, labels: Labels) -> Chasing:
    """The page of a unit for what is wanted of the units below it."""
    views = {choice: chased(found, choice, today) for choice in Choice}
    seen = views[wanted.choice]
    chosen = tuple(each for each in seen if _chosen(each, wanted))
    chase = Chase(chosen, place.unit.short_name, sender(place, found), wanted.year, wanted.choice, today)
    return Chasing(
        place=place,
        chase=chase,
        lines=tuple(_lines(seen, wanted, labels)),
        counts={choice: len(units) for choice, units in views.items()},
        text=text(chosen, wanted.year, chase.sender, today, labels) if chosen or not seen else "",
        query=wanted.query,
    )


def _chosen(each: Chased, wanted: Wanted) -> bool:
    return bool(each.dues) if wanted.picked is None else each.watched.unit_id in wanted.picked


def _lines(seen: Iterable[Chased], wanted: Wanted, labels: Labels) -> Iterable[Line]:
    for each in seen:
        alone = Wanted(wanted.year, wanted.choice, frozenset({each.watched.unit_id})).query
        told = (what(each.due, labels), left(each.due, labels)) if each.due else ("", "")
        yield Line(each, *told, picked=_chosen(each, wanted), alone=alone)
