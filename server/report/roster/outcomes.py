"""What would come of each row of a roster: new, the same, changed and what, or wrong and why."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from server.report.roster.parents import Place
from server.report.units import Liaison, Unit
from server.report.who import Role


class Fate(StrEnum):
    """What comes of a row."""

    new = "new"
    changed = "changed"
    same = "same"
    wrong = "wrong"


class Way(StrEnum):
    """How a person comes to the roles: by a link, with the account there is, or by an invitation that is open already."""

    link = "link"
    account = "account"
    invited = "invited"


@dataclass(frozen=True)
class Change:
    """A setting by its key, what it was and what it becomes."""

    key: str
    old: str
    new: str


@dataclass(frozen=True)
class UnitStep:
    """A row of the units. `id` and `version` of one that is there; `line` the names down to it; `unit` is None for a wrong row."""

    row: int
    fate: Fate
    line: tuple[str, ...]
    parent: Place
    depth: int = 0
    id: int = 0
    version: int = 0
    unit: Unit | None = None
    liaison: Liaison = field(default_factory=Liaison)
    changes: tuple[Change, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonStep:
    """A row of the people. `id` of the person or invitation that is there; `roles` are those that come to it.

    `lead`: the row of the same person whose link is for this unit, too; `lead_id` the open invitation that is.
    """

    row: int
    fate: Fate
    name: str
    place: Place
    unit: str
    roles: tuple[Role, ...]
    phone: str = ""
    way: Way = Way.link
    id: int = 0
    held: tuple[Role, ...] = ()
    lead: int = 0
    lead_id: int = 0
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """All that would come of a roster, in the order of its rows."""

    units: tuple[UnitStep, ...]
    people: tuple[PersonStep, ...]
    notes: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[UnitStep | PersonStep, ...]:
        """Every row."""
        return (*self.units, *self.people)

    @property
    def wrong(self) -> int:
        """How many rows are wrong; while there is one, nothing is taken in."""
        return sum(each.fate is Fate.wrong for each in self.steps)

    @property
    def moving(self) -> int:
        """How many rows change something."""
        return sum(each.fate in (Fate.new, Fate.changed) for each in self.steps)

    def count(self, fate: str) -> int:
        """How many rows have this fate."""
        return sum(each.fate == fate for each in self.steps)

    @property
    def stamp(self) -> str:
        """The plan in a word that a page can carry: another plan has another one."""
        return hashlib.sha256(repr((self.units, self.people)).encode()).hexdigest()[:16]
