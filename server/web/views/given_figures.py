"""What a county gave one unit, as its report shows it: beside each figure, and all of it in a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.beside import lines_of
from server.actions.proposing import Shown
from server.library import Library
from server.report.proposing.differing import Source, Verdict
from server.storage import contents, proposals
from server.storage.proposals import OPEN, Proposal
from server.storage.reports import Report, Section
from server.storage.units import UnitPlace
from server.web.depends import number
from server.web.forms import Form
from server.web.views.differences import Row, row_of
from server.web.views.section import asked_in


@dataclass(frozen=True)
class Given:
    """One figure with its row, and the version of the unit's own. `section`: the page that asks for it, 0 for none."""

    proposal: Proposal
    row: Row
    entry: int
    section: int

    @property
    def id(self) -> str:
        """The id its element has."""
        return self.proposal.indicator.replace(".", "-")

    @property
    def same(self) -> bool:
        """Whether the unit has the very same figure."""
        return self.row.line.pair.verdict in (Verdict.same, Verdict.another_day)

    @property
    def waiting(self) -> bool:
        """Whether the unit has not answered, or has another figure since."""
        return self.proposal.answer == OPEN or self.row.line.after


def given_figures(
    connection: Connection, library: Library, report: Report, place: UnitPlace, sections: tuple[Section, ...]
) -> tuple[Given, ...]:
    """Everything that was given for a report, in the order of the catalogue, beside what stands in it."""
    there = proposals.proposals_of(connection, (report.unit_id,), report.year).get(report.unit_id, {})
    entries = contents.entries(connection, report.id, list(there))
    pages = {each.id: section.id for section in sections if section.shown for each in asked_in(library, section, sections, place.unit.tier)}
    lines = lines_of(connection, library, (place,), report.year, own=Source.own)
    return tuple(
        Given(there[key], row_of(each, library), entries[key].version if key in entries else 0, pages.get(key, 0))
        for each in lines
        for key in [each.indicator.id]
    )


def given_beside(connection: Connection, library: Library, report: Report) -> Mapping[str, Proposal]:
    """The figures that wait for an answer, by indicator."""
    found = proposals.proposals_of(connection, (report.unit_id,), report.year).get(report.unit_id, {})
    return {key: each for key, each in found.items() if each.answer == OPEN and key in library.indicators}


def shown_in(form: Form, indicator: str) -> Shown:
    """A figure as the form was shown with it. Raises NotFound for numbers that are none."""
    version, entry = (number(form.get(f"{name}.{indicator}", "0") or "0") for name in ("v", "e"))
    return Shown(version, form.get(f"raw.{indicator}"), entry)


def all_shown(form: Form) -> dict[str, Shown]:
    """Every figure the form was shown with."""
    keys = [name.removeprefix("v.") for name, _ in form.pairs if name.startswith("v.")]
    return {key: shown_in(form, key) for key in keys}


def reasons_in(form: Form) -> dict[str, str]:
    """Reasons as typed, by indicator."""
    return {name.removeprefix("why."): value for name, value in form.pairs if name.startswith("why.") and value.strip()}
