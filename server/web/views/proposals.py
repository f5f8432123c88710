"""What a county gives its units: the template, a table as understood cell by cell, and what was given so far."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions.proposing import Gift
from server.library import Library
from server.report.entries import Answer, read_number
from server.report.forms.grids import Grid
from server.report.forms.naming import Names
from server.report.indicators import Indicator
from server.report.proposing import sentences as say
from server.report.proposing import sheets
from server.report.proposing.columns import AS_OF, UNUSED, Column, Desk, Kind
from server.report.proposing.sheets import Given, Read
from server.report.proposing.towns import Town, Towns
from server.storage import proposals
from server.storage.proposals import Proposal
from server.storage.units import UnitPlace
from server.web.forms import Form
from server.web.unit_form import Wrong

COLUMN, VALUE = "col.", "value."
FIELDS = ("office", "system", "as_of", "text")


@dataclass(frozen=True)
class Cell:
    """One cell of the dry run: what was typed, `standing`: new, same, replaces, asked or blank, and what was given before."""

    standing: str = "blank"
    typed: str = ""
    before: str = ""


@dataclass(frozen=True)
class Doubt:
    """A cell that a person must settle, with the name of its box and what stands in it."""

    given: Given
    unit: str
    indicator: Indicator
    box: str
    value: str


@dataclass(frozen=True)
class Choice:
    """A column with the name of its box and what stands in it: the name of an indicator, of the column of days, or nothing."""

    column: Column
    box: str
    value: str


@dataclass(frozen=True)
class DryRun:
    """A table as it would be given. `rows`: short name of a unit with its cells under `indicators`."""

    read: Read
    indicators: tuple[Indicator, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    doubts: tuple[Doubt, ...]
    choices: tuple[Choice, ...]
    counts: Counter[str]

    @property
    def giving(self) -> int:
        """How many cells would be given without being looked at."""
        return self.counts["new"] + self.counts["replaces"] + self.counts["same"]


@dataclass(frozen=True)
class SoFar:
    """An indicator that was given: to how many units, what they answered, where the newest figure is from."""

    indicator: Indicator
    count: int
    answers: Counter[str]
    newest: Proposal


def towns_of(places: Iterable[UnitPlace], county: UnitPlace) -> Towns:
    """The units below as rows can name them."""
    return Towns(tuple(Town(each.id, each.unit.name, each.unit.short_name, each.unit.region, county.unit.short_name) for each in places))


def columns_in(form: Form, library: Library) -> tuple[dict[int, str], list[Wrong]]:
    """What a person said of the columns, by number; and boxes whose words name no figure."""
    names, day = Names(library.indicators), library.form_words.heading(AS_OF)
    said = {name: form.line(name) for name, _ in form.pairs if name.startswith(COLUMN) and name.removeprefix(COLUMN).isdecimal()}
    meant = {name: AS_OF if text == day else names.find(text) if text else UNUSED for name, text in said.items()}
    wrong = [Wrong(name, say.unknown_figure(said[name])) for name, key in meant.items() if not key]
    return {int(name.removeprefix(COLUMN)): key for name, key in meant.items() if key and len(name) < len(COLUMN) + 4}, wrong


def desk_of(library: Library, towns: Towns, year: int, chosen: Mapping[int, str]) -> Desk:
    """What a table is read against."""
    return Desk(towns, library.indicators, library.form_words, year, chosen)


def dry_run(connection: Connection, desk: Desk, grids: tuple[Grid, ...], form: Form) -> DryRun:
    """A table as it would be given, beside what was given before."""
    read = sheets.read(grids, desk)
    there = proposals.proposals_of(connection, read.units, desk.year)
    figures = tuple(desk.indicators[each.indicator] for each in read.columns if each.kind is Kind.figure)
    names = {each.id: each.short_name for each in desk.towns.towns}
    cells = {(each.unit, each.indicator): _cell(each, there.get(each.unit, {}).get(each.indicator)) for each in read.cells}
    rows = tuple((names[unit], tuple(cells.get((unit, each.id), Cell()) for each in figures)) for unit in read.units)
    doubts = tuple(_doubt(each, names[each.unit], desk, form) for each in read.doubtful)
    choices = tuple(_choice(each, desk, form) for each in read.columns)
    return DryRun(read, figures, rows, doubts, choices, Counter(cell.standing for _, found in rows for cell in found))


def gifts_of(shown: DryRun) -> tuple[tuple[Gift, ...], list[Wrong]]:
    """What is given: every sure cell, and doubtful ones whose box holds a figure; with boxes that cannot be read."""
    filled = [each for each in shown.doubts if each.value]
    unread = [each for each in filled if not _reads(each.value, each.indicator)]
    wrong = [Wrong(each.box, say.given_unreadable(each.unit, each.indicator.name, each.value, each.indicator.unit)) for each in unread]
    settled = [replace(each.given, raw=each.value) for each in filled if each not in unread]
    return tuple(Gift(each.unit, each.indicator, each.raw, each.as_of) for each in (*shown.read.sure, *settled)), wrong


def so_far(connection: Connection, library: Library, places: Iterable[UnitPlace], year: int) -> tuple[SoFar, ...]:
    """What was given for units of a year, by indicator."""
    found = proposals.proposals_of(connection, [each.id for each in places], year)
    by_key: dict[str, list[Proposal]] = {}
    for each in (each for given in found.values() for each in given.values()):
        by_key.setdefault(each.indicator, []).append(each)
    return tuple(_so_far(each, by_key[each.id]) for each in library.indicators.values() if each.id in by_key)


def sections_of(library: Library, tiers: frozenset[str]) -> tuple[tuple[str, tuple[Indicator, ...]], ...]:
    """The figures a template can ask for, by the name of their section."""
    asked = [each for each in library.indicators.values() if not each.rate and tiers & set(each.tiers)]
    keys = dict.fromkeys(each.section for each in asked)
    return tuple((library.sections[key].name, tuple(each for each in asked if each.section == key)) for key in keys)


def _cell(given: Given, before: Proposal | None) -> Cell:
    if not given.raw:
        return Cell("asked", given.typed)
    if before is None:
        return Cell("new", given.raw)
    return Cell("same" if before.raw == given.raw else "replaces", given.raw, before.raw)


def _doubt(given: Given, unit: str, desk: Desk, form: Form) -> Doubt:
    box = f"{VALUE}{given.unit}.{given.indicator}"
    return Doubt(given, unit, desk.indicators[given.indicator], box, form.line(box) if form.has(box) else "")


def _choice(column: Column, desk: Desk, form: Form) -> Choice:
    box, day = f"{COLUMN}{column.at}", desk.wording.heading(AS_OF)
    known = desk.indicators[column.indicator].name if column.indicator else day if column.kind is Kind.as_of else ""
    return Choice(column, box, form.line(box) if form.has(box) else known)


def _so_far(indicator: Indicator, given: list[Proposal]) -> SoFar:
    newest = max(given, key=lambda each: each.given_at.timestamp() if each.given_at else 0.0)
    return SoFar(indicator, len(given), Counter(each.answer for each in given), newest)


def _reads(raw: str, indicator: Indicator) -> bool:
    return read_number(raw, indicator)[0].answer in (Answer.number, Answer.not_applicable)
