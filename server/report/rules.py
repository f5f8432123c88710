"""Who reports to whom, by when, on what basis: rules as data, applied to one unit and one year."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, Self

from pydantic import model_validator

from server.report.units import Body, Tier, Unit
from server.report.values import Frozen

COMMON_YEAR = 2001
Certainty = Literal["verbatim", "restated", "unconfirmed", "practice"]


class Nature(StrEnum):
    """What is done towards a body."""

    report = "report"
    copy = "copy"
    deliberate = "deliberate"
    hear = "hear"
    notify = "notify"
    publish = "publish"


class Due(Frozen):
    """A day in the year after the report year, with the rule's own words. `inclusive`: the day itself still counts."""

    month: int
    day: int
    inclusive: bool
    phrase: str

    @model_validator(mode="after")
    def _a_day_of_the_year(self) -> Self:
        date(COMMON_YEAR, self.month, self.day)
        return self


class Rule(Frozen):
    """One duty with its source. `region` is a prefix of the unit's region code; empty binds everywhere."""

    id: str
    source: str
    article: str = ""
    quoted: str = ""
    certainty: Certainty
    region: str = ""
    tiers: tuple[Tier, ...]
    nature: Nature
    recipients: tuple[Body, ...]
    due: Due | None = None
    required: bool = True
    note: str = ""
    valid_from: int = 0
    valid_to: int = 9999


class Step(Frozen):
    """One step of getting a report out, with its planned day (month-day, relative to the January it is due in)."""

    key: str
    name: str
    who: str
    month: int
    day: int
    tiers: tuple[Tier, ...]
    required: bool = True
    source: str
    note: str = ""

    @model_validator(mode="after")
    def _a_day_of_the_year(self) -> Self:
        date(COMMON_YEAR, self.month, self.day)
        return self


@dataclass(frozen=True)
class Delivery:
    """One row of the checklist: a body, what is done towards it, and every rule that says so, earliest first."""

    body: Body
    name: str
    nature: Nature
    required: bool
    rules: tuple[Rule, ...]

    @property
    def key(self) -> str:
        """Stable within a report."""
        return f"{self.nature}-{self.body}"


def binding(rules: tuple[Rule, ...], unit: Unit, year: int) -> tuple[Rule, ...]:
    """The rules that speak of this unit's tier and region in the report year."""
    return tuple(
        rule
        for rule in rules
        if unit.tier in rule.tiers and unit.region.startswith(rule.region) and rule.valid_from <= year <= rule.valid_to
    )


def deliveries(rules: tuple[Rule, ...], unit: Unit, year: int) -> tuple[Delivery, ...]:
    """The checklist rows of a unit: one per body and nature, in the order the rules name them."""
    bound = binding(rules, unit, year)
    places = dict.fromkeys((body, rule.nature) for rule in bound for body in rule.recipients if body in unit.bodies)
    return tuple(_delivery(body, nature, bound, unit, year) for body, nature in places)


def due_date(due: Due, year: int) -> date:
    """The rule's day in the January–April after the report year."""
    return date(year + 1, due.month, due.day)


def _delivery(body: Body, nature: Nature, bound: tuple[Rule, ...], unit: Unit, year: int) -> Delivery:
    mine = [rule for rule in bound if rule.nature is nature and body in rule.recipients]
    mine.sort(key=lambda rule: due_date(rule.due, year) if rule.due else date.max)
    return Delivery(body, unit.bodies[body], nature, any(rule.required for rule in mine), tuple(mine))
