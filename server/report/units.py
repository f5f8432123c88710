"""Kinds of unit, the bodies around a unit, and what each is called."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from server.report.values import Frozen

_PUBLIC = "社会公众"
Tier = Literal["township", "subdistrict", "county", "province", "department"]


class Body(StrEnum):
    """A body that stands around a unit: where its papers go and who decides on them."""

    higher_party = "higher_party"
    higher_government = "higher_government"
    higher_oversight = "higher_oversight"
    higher_department = "higher_department"
    own_party = "own_party"
    own_government = "own_government"
    own_congress = "own_congress"
    public = "public"


class Kind(Frozen):
    """A kind of unit (镇、街道、县 …) with what follows from it. `{name}` in the patterns is the unit's short name.

    `higher`: the bodies above, where a kind has its own.
    """

    key: str
    name: str
    tier: Tier
    address: str
    head: str
    party_head: str
    party: str
    government: str
    congress: str
    meeting: str
    joint: bool
    higher: dict[Body, str] = Field(default_factory=dict)


class Liaison(Frozen):
    """What an overseer has to know of a unit, and no paper prints: whether it reports yearly, and whom to call."""

    expected: bool = True
    contact: str = ""
    phone: str = ""


class Officer(Frozen):
    """A leader in a post, for a term; `until` is None while in office."""

    post: str
    name: str
    since: date | None = None
    until: date | None = None


class Unit(Frozen):
    """One reporting unit as its papers name it. `bodies` holds the full name of each body that exists."""

    name: str
    short_name: str
    kind: str
    tier: Tier
    region: str = ""
    address: str
    body_code: str = ""
    joint: bool = False
    parent_name: str = ""
    bodies: dict[Body, str] = Field(default_factory=dict)
    officers: tuple[Officer, ...] = ()

    @property
    def issuers(self) -> tuple[str, ...]:
        """The names that sign: party committee first in a joint issue (《条例》实务), else the government alone."""
        own = self.bodies.get(Body.own_party, "")
        return (own, self.name) if self.joint and own else (self.name,)


def default_bodies(kind: Kind, short_name: str, parent: str, higher: Mapping[Body, str]) -> dict[Body, str]:
    """What the bodies around a unit are normally called. `higher` are the usual patterns of those above; empty ones do not exist."""
    own = {Body.own_party: kind.party, Body.own_government: kind.government, Body.own_congress: kind.congress}
    patterns = own | (kind.higher or (dict(higher) if parent else {}))
    named = {body: _named(pattern, short_name, parent) for body, pattern in patterns.items() if pattern}
    return named | {Body.public: _PUBLIC}


def _named(pattern: str, short_name: str, parent: str) -> str:
    words = {"{name}": short_name, "{parent}": parent, "{tail}": parent[-1:]}
    return re.sub(r"\{(?:name|parent|tail)\}", lambda found: words[found[0]], pattern)
