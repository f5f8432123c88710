"""From rules and calendar to due dates that show their working, and back from them to the planned day of every step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from server.report.phrases import fill
from server.report.rules import Anchor, Due, Lead, Nature, Rule, Step, binding, surest
from server.report.units import Body, Unit
from server.report.workdays import Calendar, Day


class Turn(StrEnum):
    """One step of the working, in the order they may come."""

    phrase = "phrase"
    inclusive = "inclusive"
    exclusive = "exclusive"
    working = "working"
    rest = "rest"
    moved = "moved"
    unsettled = "unsettled"
    beyond = "beyond"
    extended = "extended"


@dataclass(frozen=True)
class Line:
    """One step of the working with what fills its sentence: `phrase`, `day`, `why`, `name`, `year`, `by`, `reason`; days are ISO."""

    turn: Turn
    values: Mapping[str, str]


@dataclass(frozen=True)
class Extension:
    """A later day for one row, with who granted it and why."""

    until: date
    granted_by: str
    reason: str


@dataclass(frozen=True)
class Deadline:
    """When a duty is due under one rule.

    `nominal`: the last day that counts by the rule's words. `effective`: the last working day not after it — our caution,
    no rule says so. `settled`: the notice on rest days of that year is known.
    """

    rule: Rule
    nominal: date
    effective: date
    working: tuple[Line, ...]
    settled: bool


@dataclass(frozen=True)
class Delivery:
    """One row: a body, what is done towards it, and every rule that says so.

    `deadlines`: those with a day, earliest first, of one day the surest first. `kept`: the last working day of the extension,
    which `extended` works out.
    """

    body: Body
    name: str
    nature: Nature
    required: bool
    rules: tuple[Rule, ...]
    deadlines: tuple[Deadline, ...]
    extension: Extension | None = None
    kept: date | None = None
    extended: tuple[Line, ...] = ()

    @property
    def key(self) -> str:
        """Stable within a report."""
        return f"{self.nature}-{self.body}"

    @property
    def binds(self) -> Deadline | None:
        """The earliest, which binds."""
        return self.deadlines[0] if self.deadlines else None

    @cached_property
    def due(self) -> date | None:
        """The day to keep: the extension where one was granted, else the binding rule's effective day; None is undated."""
        if self.extension:
            return self.kept or self.extension.until
        return self.binds.effective if self.binds else None

    @property
    def lead(self) -> tuple[Lead, ...]:
        """What must reach the body before it meets, the earliest first."""
        return tuple(sorted({each for rule in self.rules for each in rule.lead}, key=lambda each: -each.days))


@dataclass(frozen=True)
class Planned:
    """A step with its planned day; None where nothing it is planned from has a day."""

    step: Step
    day: date | None


def reckon(rule: Rule, due: Due, year: int, calendar: Calendar) -> Deadline:
    """A rule's due day in a report year, with its working."""
    said = due.on(year)
    nominal = said if due.inclusive else said - timedelta(days=1)
    effective = calendar.last_working(nominal)
    counts = Turn.inclusive if due.inclusive else Turn.exclusive
    lines = (
        Line(Turn.phrase, {"phrase": due.phrase, "day": said.isoformat()}),
        Line(counts, {"day": nominal.isoformat()}),
        *_moved(nominal, effective, calendar),
    )
    return Deadline(rule, nominal, effective, lines, not calendar.open_years(effective, nominal))


def deliveries(
    rules: Iterable[Rule], unit: Unit, year: int, calendar: Calendar, extensions: Mapping[str, Extension] | None = None
) -> tuple[Delivery, ...]:
    """The rows of a unit: one per body and nature, in the order the rules name them. `extensions` by row key."""
    bound = binding(rules, unit, year)
    places = dict.fromkeys((body, rule.nature) for rule in bound for body in rule.recipients if body in unit.bodies)
    granted = extensions or {}
    return tuple(_delivery(body, nature, bound, unit, year, calendar, granted.get(f"{nature}-{body}")) for body, nature in places)


def granted(rows: Iterable[Delivery], extension: Extension, natures: Iterable[Nature], calendar: Calendar) -> tuple[Delivery, ...]:
    """The rows with those of these natures put off to a later day; one that is due no earlier than that stays as it is."""
    wanted, until = frozenset(natures), calendar.last_working(extension.until)
    return tuple(
        _extended(replace(row, extension=extension), extension, calendar) if row.nature in wanted and row.due and row.due < until else row
        for row in rows
    )


def plan(
    steps: Iterable[Step], unit: Unit, rows: tuple[Delivery, ...], calendar: Calendar, first: date | None = None
) -> tuple[Planned, ...]:
    """The steps of a unit in order of their planned days, none before one that comes before it in `steps`.

    `first` is the day the notice wants the first draft: what leads to it keeps its distance from it, and what lies between it and
    the delivery is spread over the working days that are left.
    """
    mine = tuple(step for step in steps if unit.tier in step.tiers)
    anchors: dict[Anchor, date | None] = {
        "delivery": _earliest(rows, Nature.report, Nature.copy),
        "publication": _earliest(rows, Nature.publish),
    }
    pace = _pace(mine, anchors["delivery"], calendar, first)
    return _in_order([Planned(step, _planned(step, anchors[step.anchor], calendar, pace)) for step in mine])


def told(lines: Iterable[Line], words: Mapping[str, str], kinds: Mapping[str, str]) -> tuple[str, ...]:
    """The working as sentences; `words` by turn, with how a `date` is written and the `weekdays`; `kinds` by why a day is worked or not."""
    return tuple(fill(words[line.turn], _said(line.values, words, kinds)) or "" for line in lines)


def day_said(day: date, words: Mapping[str, str]) -> str:
    """A day with its weekday, as the working says it."""
    parts = {"year": str(day.year), "month": str(day.month), "day": str(day.day), "weekday": words["weekdays"][day.weekday()]}
    return fill(words["date"], parts) or ""


def _said(values: Mapping[str, str], words: Mapping[str, str], kinds: Mapping[str, str]) -> dict[str, str]:
    days = {"day": day_said(date.fromisoformat(values["day"]), words)} if "day" in values else {}
    why = {"why": fill(kinds[values["why"]], values) or ""} if "why" in values else {}
    return {**values, **days, **why}


def _delivery(
    body: Body, nature: Nature, bound: tuple[Rule, ...], unit: Unit, year: int, calendar: Calendar, extension: Extension | None
) -> Delivery:
    mine = tuple(rule for rule in bound if rule.nature is nature and body in rule.recipients)
    dated = sorted((reckon(rule, rule.due, year, calendar) for rule in surest(mine) if rule.due), key=lambda each: each.effective)
    row = Delivery(body, unit.bodies[body], nature, any(rule.required for rule in mine), mine, tuple(dated), extension)
    return _extended(row, extension, calendar) if extension else row


def _extended(row: Delivery, extension: Extension, calendar: Calendar) -> Delivery:
    kept = calendar.last_working(extension.until)
    granted = Line(Turn.extended, {"by": extension.granted_by, "day": extension.until.isoformat(), "reason": extension.reason})
    return replace(row, kept=kept, extended=(granted, *_moved(extension.until, kept, calendar)))


def _moved(nominal: date, effective: date, calendar: Calendar) -> tuple[Line, ...]:
    """Why the day stays or moves: every rest day by name, and what is not known yet."""
    days = [calendar.day(nominal - timedelta(days=back)) for back in range((nominal - effective).days)] or [calendar.day(nominal)]
    rests = tuple(_line(Turn.working if each.working else Turn.rest, each) for each in days)
    moved = (Line(Turn.moved, {"day": effective.isoformat()}),) if effective < nominal else ()
    return (*rests, *moved, *_unknown(effective, nominal, calendar))


def _line(turn: Turn, day: Day) -> Line:
    return Line(turn, {"day": day.day.isoformat(), "why": day.why, "name": day.name})


def _unknown(start: date, end: date, calendar: Calendar) -> Iterable[Line]:
    """The years of which something is not known: the notice on rest days, or even the days off by law."""
    turns = {year: Turn.unsettled if year in calendar.years else Turn.beyond for year in calendar.open_years(start, end)}
    return (Line(turn, {"year": str(year)}) for year, turn in turns.items())


def _earliest(rows: tuple[Delivery, ...], *natures: Nature) -> date | None:
    days = [row.due for row in rows if row.nature in natures and row.due and row.required]
    return min(days, default=None)


@dataclass(frozen=True)
class _Pace:
    """The day of the first draft, its step's distance from the delivery, and the working days there are between the two."""

    first: date
    distance: int
    room: int


def _pace(steps: tuple[Step, ...], delivery: date | None, calendar: Calendar, first: date | None) -> _Pace | None:
    distance = next((step.workdays for step in steps if step.first and step.anchor == "delivery" and step.workdays < 0), None)
    if first is None or distance is None or (delivery and first >= delivery):
        return None
    return _Pace(calendar.last_working(first), distance, calendar.between(first, delivery) if delivery else -distance)


def _planned(step: Step, anchor: date | None, calendar: Calendar, pace: _Pace | None) -> date | None:
    if pace is None or step.anchor != "delivery" or step.workdays > 0:
        return calendar.shifted(anchor, step.workdays) if anchor else None
    after = step.workdays - pace.distance
    return calendar.shifted(pace.first, after if after < 0 else after * pace.room // -pace.distance)


def _in_order(planned: list[Planned]) -> tuple[Planned, ...]:
    """No step later than one after it that has a day; those without a day come last."""
    placed: list[Planned] = []
    latest = date.max
    for each in reversed(planned):
        placed.append(replace(each, day=min(each.day, latest)) if each.day else each)
        latest = placed[-1].day or latest
    placed.reverse()
    return tuple(sorted(placed, key=lambda each: each.day or date.max))
