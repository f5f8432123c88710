"""What the board shows: which units, which of them are chosen, what is to be said to them; and one unit's extension."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from server.actions.overseeing import sender
from server.report.deadlines import Extension
from server.report.overseeing import board_problems as say
from server.report.overseeing.board import Line, Sort, chosen, counted, counts
from server.report.overseeing.standing import Totals
from server.report.overseeing.tables import Board, blocked
from server.report.rules import SENT
from server.report.season.chasing import Chased, Choice, Labels, left, text, what
from server.report.season.chasing_papers import Chase
from server.report.season.countdown import Outlook
from server.report.season.filling import EXTENSION, grant
from server.report.season.ledger import Row
from server.storage.units import UnitPlace
from server.web.forms import Form
from server.web.render import day_full
from server.web.unit_form import Wrong

PICK = "unit."
_NUMBERS, _DIGITS = ("units", "people", "without", "resting", "told"), re.compile("[0-9]{1,6}")


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: a year, a choice, an order, and the units picked by hand; None is every one with something open."""

    year: int
    choice: Choice = Choice.all
    sort: Sort = Sort.order
    picked: frozenset[int] | None = None

    def at(self, **other: object) -> str:
        """The address again, behind its question mark, with something else in it."""
        said = {"year": self.year, "show": self.choice.value, "sort": self.sort.value} | other
        picked = {f"{PICK}{each}": "yes" for each in sorted(self.picked)} | {"picked": "1"} if self.picked is not None else {}
        return urlencode(said | picked)

    @property
    def query(self) -> str:
        """The address again, behind its question mark."""
        return self.at()


@dataclass(frozen=True)
class Shown:
    """One unit of the table with its next day. `blocked`: what blocks it, in words; `alone`: the address at which it alone is chosen."""

    line: Line
    chased: Chased
    what: str
    left: str
    blocked: str
    picked: bool
    alone: str


@dataclass(frozen=True)
class BoardPage:
    """The page: what is chased, every line of the choice, how many units each choice has, the text ("" when no unit is chosen)."""

    place: UnitPlace
    wanted: Wanted
    chase: Chase
    board: Board
    lines: tuple[Shown, ...]
    counts: Mapping[Choice, int]
    totals: Totals
    text: str

    @property
    def without(self) -> int:
        """How many of the units in sight have no report here and did not hand in on paper."""
        return sum(not shown.line.standing.started for shown in self.lines)

    @property
    def deep(self) -> bool:
        """Whether units stand below units of the board, so that there is an overview of those right below."""
        return any(each.line.parent_id != self.place.id for each in self.lines)

    @property
    def picked(self) -> tuple[int, ...]:
        """The units chosen, by id."""
        return tuple(each.watched.unit_id for each in self.chase.units)


def board_page(place: UnitPlace, found: tuple[Line, ...], wanted: Wanted, today: date, labels: Labels) -> BoardPage:
    """The page of a unit for what is wanted of the units below it."""
    seen = chosen(found, wanted.choice, today, wanted.sort)
    picked = tuple(each for _, each in seen if _chosen(each, wanted))
    office = sender(place, (line.watched for line in found))
    chase = Chase(picked, place.unit.short_name, office, wanted.year, wanted.choice, today)
    return BoardPage(
        place=place,
        wanted=wanted,
        chase=chase,
        board=Board(found, place.unit.short_name, office, wanted.year, today),
        lines=tuple(_lines(seen, wanted, labels)),
        counts=counts(found, today),
        totals=counted(found),
        text=text(picked, wanted.year, office, today, labels) if picked or not seen else "",
    )


def extension_of(typed: Mapping[str, str], outlook: Outlook, year: int, labels: Labels) -> tuple[Extension | None, list[Wrong]]:
    """The time a unit is given as typed, with what is wrong with it."""
    row = next_sent(outlook)
    if row is None:
        return None, [Wrong("until", say.grace_undated())]
    granted = grant(row, typed, year, labels["delivery_fields"])
    mistakes = dict(granted.mistakes)
    if granted.extension and granted.extension.until > outlook.last:
        mistakes["until"] = say.grace_day_late(day_full(outlook.last))
    return granted.extension, [Wrong(key, mistakes[key]) for key in EXTENSION if key in mistakes]


def next_sent(outlook: Outlook) -> Row | None:
    """The row of handing in that is due first; None where nothing is due."""
    rows = [row for row in outlook.first if row.delivery.nature in SENT and row.due]
    return min(rows, key=lambda row: row.due or date.max, default=None)


def typed_extension(form: Form, kept: Extension | None, office: str) -> dict[str, str]:
    """What stands in the form of an extension: what was typed, else what is kept, else the office that grants it."""
    known = {"until": day_full(kept.until), "granted_by": kept.granted_by, "reason": kept.reason} if kept else {"granted_by": office}
    return {key: form.line(key) if form.has(key) else known.get(key, "") for key in EXTENSION}


def told(query: Mapping[str, str]) -> str:
    """What came of the nudge before this page, by the numbers in its address; "" where there was none."""
    numbers = {key: int(query[key]) for key in _NUMBERS if _DIGITS.fullmatch(query.get(key, ""))}
    if "units" not in numbers:
        return ""
    if not numbers.get("told"):
        return say.nudge_noted(numbers["units"])
    return say.nudge_told(numbers["units"], numbers.get("people", 0), numbers.get("without", 0), resting=bool(numbers.get("resting")))


def _chosen(each: Chased, wanted: Wanted) -> bool:
    return bool(each.dues) if wanted.picked is None else each.watched.unit_id in wanted.picked


def _lines(seen: Iterable[tuple[Line, Chased]], wanted: Wanted, labels: Labels) -> Iterable[Shown]:
    for line, each in seen:
        alone = Wanted(wanted.year, wanted.choice, wanted.sort, frozenset({each.watched.unit_id})).query
        told = (what(each.due, labels), left(each.due, labels)) if each.due else ("", "")
        yield Shown(line, each, *told, blocked(line, labels), picked=_chosen(each, wanted), alone=alone)
