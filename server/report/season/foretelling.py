"""The deadlines of a kind of unit before there is a unit: who, by when and why, as JSON and in words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from server.report.deadlines import Deadline, Delivery, Planned, Turn, day_said, deliveries, plan, told
from server.report.phrases import fill
from server.report.problems import Refused
from server.report.rules import Rule, Step, surest
from server.report.season.ruling_problems import day_wrong, kind_unknown, region_unknown, region_without_rule, year_wrong
from server.report.units import Body, Kind, Unit
from server.report.workdays import Calendar

Labels = Mapping[str, Mapping[str, str]]
Json = dict[str, object]
YEARS = range(2000, 3000)
_REGION = re.compile(r"[1-9][0-9]{1,11}")


class Known(Protocol):
    """What the deadlines come from: the shipped library is it."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step."""

    @property
    def calendar(self) -> Calendar:
        """Working days."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """Kinds of unit by key."""

    @property
    def labels(self) -> Labels:
        """The words of the answer."""


@dataclass(frozen=True)
class Foretold:
    """The rows and steps of a kind of unit for a report year, looked at on a day; `notes` say what was done instead of what was asked."""

    known: Known
    kind: Kind
    region: str
    year: int
    today: date
    rows: tuple[Delivery, ...]
    steps: tuple[Planned, ...]
    notes: tuple[str, ...]


def foretell(known: Known, asked_kind: str, asked_region: str, asked_year: str, asked_day: str) -> Foretold:
    """The deadlines of a kind, asked for by key, name or tier, looked at on an ISO day.

    Raises Refused for a kind, year or day that is none; an unknown region is noted.
    """
    kind, year, today = _kind(known.kinds, asked_kind), _year(asked_year), _day(asked_day)
    region = asked_region if _REGION.fullmatch(asked_region) else ""
    unit = _unit(kind, region, known.labels)
    rows = deliveries(known.rules, unit, year, known.calendar)
    steps = plan(known.steps, unit, rows, known.calendar)
    return Foretold(known, kind, region, year, today, rows, steps, tuple(_notes(known, unit, asked_region, year, rows)))


def as_json(found: Foretold) -> Json:
    """One JSON value; days are ISO, `nature` and `certainty` as people say them."""
    return {
        "unit_kind": found.kind.key,
        "unit_kind_name": found.kind.name,
        "region": found.region,
        "year": found.year,
        "today": found.today.isoformat(),
        "notes": list(found.notes),
        "deliveries": [_row_json(found, row) for row in found.rows],
        "steps": [_step_json(found, planned) for planned in found.steps],
    }


def in_words(found: Foretold) -> str:
    """The same to be read."""
    say = _Saying(found)
    head = say("title", kind=found.kind.name, year=str(found.year), today=say.day(found.today))
    notes = [say("note", note=each) for each in found.notes]
    rows = [line for number, row in enumerate(found.rows, 1) for line in _row_said(say, number, row)]
    steps = [_step_said(say, planned) for planned in found.steps]
    return "\n".join([head, *notes, "", say("rows"), *rows, "", say("steps"), *steps])


@dataclass(frozen=True)
class _Saying:
    """The sentences of the command."""

    found: Foretold

    @property
    def labels(self) -> Labels:
        return self.found.known.labels

    def __call__(self, key: str, **values: str) -> str:
        return fill(self.labels["deadlines"][key], values) or ""

    def day(self, day: date) -> str:
        return day_said(day, self.labels["working"])

    def left(self, day: date) -> str:
        days, workdays = _left(self.found, day)
        key = "left" if days > 0 else "over" if days < 0 else "today"
        return self(key, days=str(abs(days)), workdays=str(abs(workdays)))

    def working(self, deadline: Deadline) -> tuple[str, ...]:
        return told(deadline.working, self.labels["working"], self.labels["day_kinds"])

    def certainty(self, rule: Rule) -> str:
        return self.labels["certainty"][rule.certainty]


def _kind(kinds: Mapping[str, Kind], asked: str) -> Kind:
    found = kinds.get(asked) or next((each for each in kinds.values() if asked in (each.name, each.tier)), None)
    if found is None:
        raise Refused(kind_unknown(asked, [f"{each.key}（{each.name}）" for each in kinds.values()]))
    return found


def _year(raw: str) -> int:
    year = int(raw) if raw.isdecimal() and len(raw) == len("2026") else 0
    if year not in YEARS:
        raise Refused(year_wrong(YEARS[0], YEARS[-1]))
    return year


def _day(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError as wrong:
        raise Refused(day_wrong(raw)) from wrong


def _unit(kind: Kind, region: str, labels: Labels) -> Unit:
    """A unit of the kind with every body it can have, by the names these bodies have for its tier."""
    lacking = {Body.own_party: kind.party, Body.own_government: kind.government, Body.own_congress: kind.congress}
    named = {body: labels["bodies"].get(body, kind.government) for body in Body} | {Body.public: labels["generic_bodies"]["public"]}
    own = {body: labels["generic_bodies"].get(f"{kind.tier}.{body}", name) for body, name in named.items() if lacking.get(body, name)}
    return Unit(name=kind.name, short_name=kind.name, kind=kind.key, tier=kind.tier, region=region, address=kind.address, bodies=own)


def _notes(known: Known, unit: Unit, asked_region: str, year: int, rows: tuple[Delivery, ...]) -> Iterator[str]:
    regions = sorted({rule.region for rule in known.rules if rule.region})
    if asked_region and not unit.region:
        yield region_unknown(asked_region)
    elif asked_region and not any(rule.region and rule.means(unit, year) for rule in known.rules):
        yield region_without_rule(asked_region, regions)
    unknown = [line for row in rows for each in row.deadlines for line in each.working if line.turn in (Turn.unsettled, Turn.beyond)]
    yield from dict.fromkeys(told(unknown, known.labels["working"], known.labels["day_kinds"]))


def _left(found: Foretold, day: date) -> tuple[int, int]:
    """Days and working days from the day it is looked at; below 0 when it is over."""
    today, calendar = found.today, found.known.calendar
    return (day - today).days, calendar.between(today, day) if day >= today else -calendar.between(day, today)


def _others(row: Delivery) -> tuple[Rule, ...]:
    """The rules that do not bind: those with a later day by day, then those without any."""
    return (
        *(each.rule for each in row.deadlines[1:]),
        *(rule for rule in surest(row.rules) if rule.due is None and rule is not _basis(row)),
    )


def _basis(row: Delivery) -> Rule:
    return row.binds.rule if row.binds else surest(row.rules)[0]


def _row_json(found: Foretold, row: Delivery) -> Json:
    basis, due = _basis(row), row.due
    days, workdays = _left(found, due) if due else (None, None)
    return {
        "key": row.key,
        "recipient": row.name,
        "nature": found.known.labels["natures"][row.nature],
        **_rule_json(found, basis, row.binds),
        "required": row.required,
        "days_left": days,
        "workdays_left": workdays,
        "others": [_rule_json(found, each, _deadline(row, each)) for each in _others(row)],
        "lead": [{"days": each.days, "what": each.what} for each in row.lead],
    }


def _deadline(row: Delivery, rule: Rule) -> Deadline | None:
    return next((each for each in row.deadlines if each.rule is rule), None)


def _rule_json(found: Foretold, rule: Rule, deadline: Deadline | None) -> Json:
    return {
        "rule": rule.id,
        "source": rule.basis,
        "certainty": _Saying(found).certainty(rule),
        "nominal": deadline.nominal.isoformat() if deadline else None,
        "effective": deadline.effective.isoformat() if deadline else None,
        "settled": deadline.settled if deadline else None,
        "working": list(_Saying(found).working(deadline)) if deadline else [],
    }


def _step_json(found: Foretold, planned: Planned) -> Json:
    step, day = planned.step, planned.day
    who = fill(step.who, _leaders(found.kind)) or step.who
    return {"key": step.key, "name": step.name, "who": who, "day": day.isoformat() if day else None, "required": step.required}


def _row_said(say: _Saying, number: int, row: Delivery) -> Iterable[str]:
    nature, basis = say.labels["natures"][row.nature], _basis(row)
    yield say("row", number=str(number), nature=nature, name=row.name, need=say("required" if row.required else "optional"))
    yield say("due", day=say.day(row.due), left=say.left(row.due)) if row.due else say("undated")
    yield say("basis", source=basis.basis, certainty=say.certainty(basis))
    yield from (say("working", line=line) for line in (say.working(row.binds) if row.binds else ()))
    for rule in _others(row):
        other = _deadline(row, rule)
        day = say("other_day", day=say.day(other.effective)) if other else say("other_undated")
        yield say("other", source=rule.basis, certainty=say.certainty(rule), day=day)
    yield from (say("lead", days=str(each.days), what=each.what) for each in row.lead)


def _step_said(say: _Saying, planned: Planned) -> str:
    who = fill(planned.step.who, _leaders(say.found.kind)) or planned.step.who
    need = "" if planned.step.required else say("optional_step")
    return say("step", day=say.day(planned.day) if planned.day else say("no_day"), name=planned.step.name, need=need, who=who)


def _leaders(kind: Kind) -> dict[str, str]:
    return {"meeting": kind.meeting, "head": kind.head, "party_head": kind.party_head}
