"""Who writes a text, of which year and for whom: what checks of years, bodies and names are judged by. Everything may be unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from server.report.units import Body, Officer

_PREFECTURES = frozenset({"city", "prefecture", "league", "region_office"})


class Level(StrEnum):
    """How high the writer stands. A department stands beside a government; `unknown` judges nothing by level."""

    township = "township"
    subdistrict = "subdistrict"
    county = "county"
    city = "city"
    province = "province"
    department = "department"
    unknown = ""


@dataclass(frozen=True)
class Profile:
    """The writer and the paper. `kind` is a key of data/kinds.toml (town, subdistrict, city_district …).

    `name` full (云岭县清溪镇人民政府), `short_name` 清溪镇, `address` 我镇, `parent_name` 云岭县; `bodies` as in `units.Unit`.
    `year`: the year reported on, None when no year can be told; `annual`: it is a yearly report on law-based government;
    `written`: the 成文日期, or the day it is looked at.
    """

    level: Level = Level.unknown
    kind: str = ""
    name: str = ""
    short_name: str = ""
    address: str = ""
    parent_name: str = ""
    region: str = ""
    joint: bool = False
    bodies: Mapping[Body, str] = field(default_factory=dict)
    officers: tuple[Officer, ...] = ()
    year: int | None = None
    annual: bool = False
    written: date | None = None


def level_of_kind(kind: str, tier: str) -> Level:
    """How high a kind of unit stands; a city with districts and its like stand above a county, though they report in the same way."""
    return Level.city if kind in _PREFECTURES else Level(tier)
