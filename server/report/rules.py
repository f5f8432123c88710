"""Who reports to whom, by when, on what basis: rules as data, chosen for one unit and one year."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from server.report.units import Body, Tier, Unit
from server.report.values import Frozen

LEAP_YEAR = 2000
SECOND_HALF = 7
NOTICE = "notice"
Certainty = Literal["verbatim", "restated", "unconfirmed", "practice"]
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
Anchor = Literal["delivery", "publication"]


class Nature(StrEnum):
    """What is done towards a body."""

    report = "report"
    copy = "copy"
    deliberate = "deliberate"
    hear = "hear"
    notify = "notify"
    publish = "publish"


SENT = (Nature.report, Nature.copy)
# Whom the one who sends the year's notice speaks for: those above. When a county tells its own bodies is not theirs to say.
ABOVE = (Body.higher_party, Body.higher_government, Body.higher_oversight)


class Due(Frozen):
    """A day of the season, with the rule's own words. `inclusive`: the day itself still counts. 29 February is its last day."""

    month: int
    day: int
    inclusive: bool
    phrase: str = Field(min_length=1)

    @model_validator(mode="after")
    def _a_day_of_the_year(self) -> Self:
        date(LEAP_YEAR, self.month, self.day)
        return self

    def on(self, year: int) -> date:
        """The day for a report year: months 7 to 12 lie in it, the others in the year after."""
        there = year if self.month >= SECOND_HALF else year + 1
        return date(there, self.month, min(self.day, monthrange(there, self.month)[1]))


class Lead(Frozen):
    """What must reach a body so many days before it meets."""

    days: int = Field(gt=0)
    what: str


class Rule(Frozen):
    """One duty with its source. `region` is a prefix of the unit's region code; empty binds everywhere.

    `kinds`: keys of the kinds of unit it is meant for, where not all of its tiers. `content`: what the report must contain by it.
    `lead`: what goes before a meeting. `supersedes`: ids of rules that do not bind where this one does.
    """

    id: str
    source: str = Field(min_length=1)
    article: str = ""
    quoted: str = ""
    certainty: Certainty
    region: str = ""
    tiers: tuple[Tier, ...] = Field(min_length=1)
    kinds: tuple[str, ...] = ()
    nature: Nature
    recipients: tuple[Body, ...] = Field(min_length=1)
    due: Due | None = None
    required: bool = True
    content: tuple[str, ...] = ()
    lead: tuple[Lead, ...] = ()
    note: str = ""
    valid_from: int = 0
    valid_to: int = 9999
    supersedes: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """The source with its article."""
        return self.source + self.article

    @model_validator(mode="after")
    def _a_span_of_years(self) -> Self:
        if self.valid_from > self.valid_to:
            raise ValueError("valid_from is after valid_to")
        return self

    def means(self, unit: Unit, year: int) -> bool:
        """Whether it speaks of this unit's tier, kind and region in the report year."""
        of_its_kind = unit.tier in self.tiers and (not self.kinds or unit.kind in self.kinds)
        return of_its_kind and unit.region.startswith(self.region) and self.valid_from <= year <= self.valid_to


class Step(Frozen):
    """One step of getting a report out. Its planned day is so many working days from the day its anchor is due; negative is before.

    `first`: the notice's date for the first draft, where there is one, outranks that.
    """

    key: str
    name: str
    who: str
    anchor: Anchor = "delivery"
    workdays: int = Field(ge=-120, le=250)
    tiers: tuple[Tier, ...]
    required: bool = True
    first: bool = False
    source: str
    note: str = ""


def binding(rules: Iterable[Rule], unit: Unit, year: int) -> tuple[Rule, ...]:
    """The rules that speak of this unit in the report year, without those another of them supersedes."""
    bound = [rule for rule in rules if rule.means(unit, year)]
    superseded = {each for rule in bound for each in rule.supersedes if each != rule.id}
    return tuple(rule for rule in bound if rule.id not in superseded)


def surest(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules by how certain they are, the surest first; else in their order."""
    return tuple(sorted(rules, key=lambda rule: CERTAINTIES.index(rule.certainty)))


def of_notice(source: str, due: date, unit: Unit, year: int, rules: Iterable[Rule], phrase: str) -> tuple[Rule, ...]:
    """The year's notice as rules: what must go up by the rules that bind is due by the notice's day; local practice gives way to it."""
    bound = [rule for rule in binding(rules, unit, year) if rule.nature in SENT and rule.required and set(rule.recipients) & set(ABOVE)]
    practice = tuple(rule.id for rule in bound if rule.certainty == "practice" and set(rule.recipients) <= set(ABOVE))
    day = Due(month=due.month, day=due.day, inclusive=True, phrase=phrase)
    return tuple(
        Rule(
            id=f"{NOTICE}.{nature}",
            source=source,
            certainty="verbatim",
            tiers=(unit.tier,),
            nature=nature,
            recipients=bodies,
            due=day,
            supersedes=practice,
        )
        for nature in SENT
        if (bodies := _going_up(rule for rule in bound if rule.nature is nature))
    )


def _going_up(rules: Iterable[Rule]) -> tuple[Body, ...]:
    return tuple(dict.fromkeys(body for rule in rules for body in rule.recipients if body in ABOVE))
