"""The catalogue of figures and the relations between them; how a rate and a growth are computed."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from pydantic import Field

from server.report.units import Tier
from server.report.values import Frozen


class Rate(Frozen):
    """A percentage that is never typed: part ÷ whole × 100."""

    part: str
    whole: str


class Indicator(Frozen):
    """One figure: what is counted (口径), in which unit, and in which section it is asked for.

    `core`: most units are asked for it; the others are offered behind a fold and never count as missing.
    `sums`: adding it over units means something. `counted_elsewhere`: another body counts the same cases.
    `given`: a percentage that arrives without its base and is typed with its source.
    `stock`: a state at a day (人员、村数), which may well be last year's; the others are counted anew each year.
    `carries`: the figure of last year's end that this one must repeat.
    `sentence`, `zero`: wordings for figures that no phrase speaks of; `{}` is the figure itself.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_.]*$")
    name: str
    unit: str
    section: str
    definition: str
    core: bool = False
    decimals: int = 0
    sums: bool = True
    counted_elsewhere: bool = False
    given: bool = False
    stock: bool = False
    carries: str = ""
    tiers: tuple[Tier, ...] = ("township", "subdistrict")
    rate: Rate | None = None
    sentence: tuple[str, ...] = ()
    zero: tuple[str, ...] = ()

    def concerns(self, tier: str, entered: Container[str]) -> bool:
        """Whether a unit of a tier is asked for it, or has it all the same: among the figures `entered`, a rate by its parts."""
        parts = (self.rate.part, self.rate.whole) if self.rate else (self.id,)
        return tier in self.tiers or all(each in entered for each in parts)


class Relation(Frozen):
    """Σ left (= or <=) Σ right, for figures of one year; `with`: Σ left may be above 0 only when Σ right is.

    `says` is the sentence for whoever breaks it.
    """

    id: str
    left: tuple[str, ...]
    sign: Literal["=", "<=", "with"]
    right: tuple[str, ...]
    says: str

    @property
    def members(self) -> tuple[str, ...]:
        """Every indicator the relation ties together."""
        return self.left + self.right


@dataclass(frozen=True)
class Broken:
    """A relation that does not hold, with both sums."""

    relation: Relation
    left: Decimal
    right: Decimal


def rate(part: Decimal, whole: Decimal, decimals: int = 1) -> Decimal | None:
    """`part` ÷ `whole` in percent, rounded half up (GB/T 8170 用法从俗); None when the whole is 0."""
    return None if whole == 0 else rounded(part / whole * 100, decimals)


def growth(now: Decimal, last: Decimal, decimals: int = 1) -> Decimal | None:
    """(now − last) ÷ last in percent; None without a positive base."""
    return None if last <= 0 else rounded((now - last) / last * 100, decimals)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, and without trailing zeros (92.0 → 92)."""
    plain = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP).normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def broken(relations: tuple[Relation, ...], exact: Mapping[str, Decimal]) -> tuple[Broken, ...]:
    """Relations that the exactly known figures break; one with an unknown member says nothing."""
    known = (relation for relation in relations if all(member in exact for member in relation.members))
    sums = ((relation, _total(relation.left, exact), _total(relation.right, exact)) for relation in known)
    return tuple(Broken(relation, left, right) for relation, left, right in sums if not _holds(relation, left, right))


def _total(ids: tuple[str, ...], exact: Mapping[str, Decimal]) -> Decimal:
    return sum((exact[each] for each in ids), Decimal(0))


def _holds(relation: Relation, left: Decimal, right: Decimal) -> bool:
    match relation.sign:
        case "=":
            return left == right
        case "<=":
            return left <= right
        case "with":
            return left == 0 or right > 0
