"""Thresholds that rules set for a figure: how many at least, whom they bind, and how sure that is."""

from typing import Self

from pydantic import Field, model_validator

from server.report.findings import Class
from server.report.rules import Certainty
from server.report.units import Tier, Unit
from server.report.values import Frozen


class Threshold(Frozen):
    """The sum of these figures in a year is to be `least` or more; with `of`, so many percent of that figure.

    `given`: it is asked only where one of these figures is above 0 (案卷评查 where there were cases).
    `region` is a prefix of the unit's region code, as in `rules.Rule`: elsewhere, and for tiers in `reference`, it is only a hint.
    `weight` is what a breach weighs where it binds.
    """

    id: str
    name: str
    indicators: tuple[str, ...] = Field(min_length=1)
    least: int = Field(gt=0)
    of: str = ""
    given: tuple[str, ...] = ()
    unit: str
    source: str = Field(min_length=1)
    article: str = ""
    quoted: str = ""
    certainty: Certainty
    region: str = ""
    tiers: tuple[Tier, ...] = Field(min_length=1)
    reference: tuple[Tier, ...] = ()
    weight: Class = Class.explain
    note: str = ""
    valid_from: int = 0
    valid_to: int = 9999

    @model_validator(mode="after")
    def _a_span_of_years(self) -> Self:
        if self.valid_from > self.valid_to:
            raise ValueError("valid_from is after valid_to")
        return self

    @property
    def members(self) -> tuple[str, ...]:
        """Every indicator it looks at."""
        return (*self.indicators, *self.given, *([self.of] if self.of else []))

    @property
    def basis(self) -> str:
        """The source with its article."""
        return self.source + self.article

    def speaks_to(self, unit: Unit, year: int) -> bool:
        """Whether it is worth telling this unit of, in the report year."""
        return unit.tier in (*self.tiers, *self.reference) and self.valid_from <= year <= self.valid_to

    def binds(self, unit: Unit) -> bool:
        """Whether it holds the unit to account: its tier, in its region, on words that were seen."""
        return unit.tier in self.tiers and unit.region.startswith(self.region) and self.certainty in ("verbatim", "restated")
