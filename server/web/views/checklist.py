"""The submission checklist: who gets the report how and by when, and the steps on the way there."""

from dataclasses import dataclass
from datetime import date

from server.library import Library
from server.report.phrases import fill
from server.report.rules import Delivery, Due, Rule, Step, deliveries, due_date
from server.report.units import Unit
from server.storage.papers import Tick

_SECOND_HALF = 7


@dataclass(frozen=True)
class Basis:
    """One rule behind a row, as shown: its day, its words, how certain it is."""

    rule: Rule
    day: date | None
    late: bool


@dataclass(frozen=True)
class Row:
    """One recipient and what is done towards it."""

    delivery: Delivery
    bases: tuple[Basis, ...]
    tick: Tick | None

    @property
    def due(self) -> Basis | None:
        """The earliest day among its rules."""
        return next((basis for basis in self.bases if basis.day), None)


@dataclass(frozen=True)
class StepRow:
    """One step with its planned day."""

    step: Step
    day: date
    tick: Tick | None


@dataclass(frozen=True)
class Checklist:
    """The whole checklist of one report."""

    rows: tuple[Row, ...]
    steps: tuple[StepRow, ...]


def checklist(library: Library, unit: Unit, year: int, ticks: dict[str, Tick], today: date) -> Checklist:
    """The rows and steps of a unit for a report year."""
    rows = tuple(
        Row(delivery, tuple(_basis(rule, year, today) for rule in delivery.rules), ticks.get(delivery.key))
        for delivery in deliveries(library.rules, unit, year)
    )
    kind = library.kinds[unit.kind]
    words = {"meeting": kind.meeting, "head": kind.head, "party_head": kind.party_head}
    steps = tuple(
        StepRow(_worded(step, words), _planned(step, year), ticks.get(step.key)) for step in library.steps if unit.tier in step.tiers
    )
    return Checklist(rows, tuple(sorted(steps, key=lambda row: row.day)))


def _worded(step: Step, words: dict[str, str]) -> Step:
    """The step with the unit's own meeting and leaders in it."""
    return step.model_copy(update={"who": fill(step.who, words) or step.who})


def _basis(rule: Rule, year: int, today: date) -> Basis:
    day = _last_day(rule.due, year) if rule.due else None
    return Basis(rule, day, day is not None and today > day)


def _last_day(due: Due, year: int) -> date:
    """The last day that still counts: “之前” excludes the day itself."""
    day = due_date(due, year)
    return day if due.inclusive else date.fromordinal(day.toordinal() - 1)


def _planned(step: Step, year: int) -> date:
    """Months 7–12 are in the report year, the others in the year after."""
    return date(year if step.month >= _SECOND_HALF else year + 1, step.month, step.day)
