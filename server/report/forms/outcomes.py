"""What came of every cell of a table that came back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from server.report.forms.collecting import Asked, CollectionForm, Wording
from server.report.indicators import Indicator, Relation


class Kind(StrEnum):
    """What a cell is. `extra`: a known figure this form did not ask for; `unknown`: a value whose row names no figure.

    `words` are paragraphs for a section, `remark` is everything else that was written.
    """

    new = "new"
    same = "same"
    differs = "differs"
    unclear = "unclear"
    outside = "outside"
    extra = "extra"
    unknown = "unknown"
    blank = "blank"
    words = "words"
    remark = "remark"


VALUES = frozenset({Kind.new, Kind.same, Kind.differs, Kind.unclear, Kind.outside, Kind.extra})


@dataclass(frozen=True)
class Outcome:
    """One cell, or one row outside the form. `raw` is what was typed, unchanged; `suggestion` what was probably meant.

    `field` says which answer the cell gives: raw (this year's value), last, as_of, system, note, words or "" (none).
    `form` is the code of the form the cell belongs to, "" when that is not known; `near` the indicators that may be meant,
    separated by spaces, where the row does not settle it. `loose`: found in a table without headings.
    `as_of`, `system` and `note` stand in the row of the value and go along with it.
    """

    kind: Kind
    place: str
    raw: str = ""
    indicator: str = ""
    section: str = ""
    label: str = ""
    field: str = ""
    suggestion: str = ""
    present: str = ""
    message: str = ""
    form: str = ""
    as_of: str = ""
    system: str = ""
    note: str = ""
    near: str = ""
    loose: bool = False

    def saying(self, kind: Kind, message: str) -> "Outcome":
        """The outcome as another kind, with a further sentence."""
        return replace(self, kind=kind, message=self.message + message)


@dataclass(frozen=True)
class Returned:
    """A file that came back. `forms` are the codes of the forms it answers; giver, phone and day are as typed at its foot."""

    outcomes: tuple[Outcome, ...]
    forms: tuple[str, ...] = ()
    giver: str = ""
    phone: str = ""
    day: str = ""
    notes: tuple[str, ...] = ()

    def of(self, *kinds: Kind) -> tuple[Outcome, ...]:
        """The outcomes of some kinds, in their order."""
        return tuple(outcome for outcome in self.outcomes if outcome.kind in kinds)


@dataclass(frozen=True)
class Known:
    """What a table is read against: the catalogue, the words of the form, the year of the report."""

    indicators: Mapping[str, Indicator]
    relations: tuple[Relation, ...]
    wording: Wording
    year: int


# What stands in the report now (key "") and what each sharing office gave before (key: code of its form): indicator → raw.
Present = Mapping[str, Mapping[str, str]]


def asked_by(form: CollectionForm | None) -> dict[str, Asked]:
    """The rows of a form by indicator; none for no form."""
    return {asked.indicator: asked for asked in form.rows} if form else {}
