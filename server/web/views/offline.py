"""Reports that came 线下, as the county's pages show them: the list, and one with its sheet, its figures and what was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions import offline_sheets
from server.actions.allowing import Actor
from server.actions.beside import lines_of
from server.actions.evidence import Checked
from server.actions.offline import SHEET, Typed, Where, entry_of, figures, place_below, taken
from server.actions.offline_sheets import Sheet, asked_of, understood
from server.library import Library
from server.report.indicators import Indicator
from server.report.problems import Refused
from server.report.proposing.differing import FINAL, Source
from server.report.proposing.registering import FIELDS
from server.storage import files, offline, reports
from server.storage.offline import Offline, OfflineFigure, Told
from server.storage.reports import Report
from server.storage.units import UnitPlace
from server.web.forms import Form
from server.web.render import day_full
from server.web.unit_form import Wrong
from server.web.views.differences import Row, row_of

Figures = Mapping[str, Typed]
_BOXES = ("raw", "last", "day")


class Mistyped(Exception):
    """What was typed cannot be taken; a sentence beside each field."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__(len(wrong))
        self.wrong = wrong


@dataclass(frozen=True)
class Unit:
    """A unit in the list, with what is registered of it and its own report. `own_counts`: the own report is approved."""

    place: UnitPlace
    kept: Offline | None
    own: Report | None

    @property
    def own_counts(self) -> bool:
        """Whether the unit's own report counts over what came 线下."""
        return self.own is not None and self.own.state in FINAL


@dataclass(frozen=True)
class Figure:
    """A row of the table of figures; `beside` is the county's figure for the same, when it gave one."""

    indicator: Indicator
    kept: OfflineFigure | None
    beside: Row | None

    @property
    def shown(self) -> bool:
        """Whether it stands in the table itself, not behind the fold."""
        return self.indicator.core or self.kept is not None or self.beside is not None


@dataclass(frozen=True)
class OfflinePage:
    """All that is shown of one unit. `problem` says why its sheet cannot be read."""

    unit: Unit
    figures: tuple[Figure, ...]
    sheet: Sheet | None
    problem: str
    events: tuple[Told, ...]

    @property
    def kept(self) -> Offline | None:
        """What is registered."""
        return self.unit.kept

    @property
    def version(self) -> int:
        """What its forms carry; 0 for nothing registered."""
        return self.kept.version if self.kept else 0

    @property
    def filled(self) -> int:
        """How many figures were accepted."""
        return sum(each.kept is not None for each in self.figures)


def rows_of(connection: Connection, places: Iterable[UnitPlace], year: int) -> tuple[Unit, ...]:
    """Every unit below, with what is registered of it."""
    known = {each.id: each for each in places}
    kept = offline.offline_of(connection, known, year)
    own = {each.unit_id: each for each in reports.reports_of(connection, known) if each.year == year}
    return tuple(Unit(place, kept.get(unit), own.get(unit)) for unit, place in known.items())


def offline_page(connection: Connection, library: Library, where: Where, place: UnitPlace) -> OfflinePage:
    """One unit's registration with its sheet read again."""
    unit = Unit(place, offline.offline(connection, where.unit, where.year), reports.of_year(connection, where.unit, where.year))
    kept = figures(connection, where)
    lines = lines_of(connection, library, (place,), where.year, own=Source.offline)
    beside = {each.indicator.id: row_of(each, library) for each in lines}
    rows = tuple(Figure(each, kept.get(each.id), beside.get(each.id)) for each in asked_of(library, place.unit))
    sheet, problem = _sheet(connection, library, unit, kept)
    return OfflinePage(unit, rows, sheet, problem, offline.events(connection, where.unit, where.year))


def accepted_in(connection: Connection, library: Library, actor: Actor, where: Where, form: Form) -> Figures:
    """What of the sheet is to be kept. Raises NotFound without a sheet, Mistyped for boxes that cannot be read."""
    file = taken(connection, library, actor, where, SHEET)
    place, kept = place_below(connection, library, actor, where), figures(connection, where)
    sheet = understood(library, place.unit, where.year, file, kept)
    found = offline_sheets.decided(library, sheet, kept, dict(form.pairs))
    if found.wrong:
        raise Mistyped([Wrong(f"value.{key}", text) for key, text in found.wrong.items()])
    return found.typed


def figures_in(form: Form, library: Library, year: int) -> Figures:
    """Figures typed in the table. Raises Mistyped for those that cannot be read, NotFound for figures that are none."""
    keys = dict.fromkeys(name.partition(".")[2] for name, _ in form.pairs if name.partition(".")[0] in _BOXES and "." in name)
    typed = {key: Typed(*(form.line(f"{box}.{key}") for box in _BOXES)) for key in keys}
    wrong = [Wrong(f"raw.{key}", text) for key, each in typed.items() if (text := _wrong(library, year, key, each))]
    if wrong:
        raise Mistyped(wrong)
    return typed


def typed_in(form: Form) -> dict[str, str]:
    """The fields of a registration in a form."""
    return {key: form.get(key) for key in ("unit", *FIELDS)}


def fields_of(kept: Offline | None) -> dict[str, str]:
    """The fields of a registration as a form has them."""
    if kept is None:
        return dict.fromkeys(("unit", *FIELDS), "")
    days = {key: day_full(day) if (day := getattr(kept, key)) else "" for key in ("received_on", "published_on")}
    words = {"way": kept.way, "copies": str(kept.copies or ""), "address": kept.address, "note": kept.note}
    return {"unit": str(kept.unit_id)} | words | days


def _sheet(connection: Connection, library: Library, unit: Unit, kept: Mapping[str, OfflineFigure]) -> tuple[Sheet | None, str]:
    """The sheet as understood, and why it is not when it cannot be."""
    there = unit.kept
    found = files.kept(connection, there.sheet) if there and there.sheet else None
    if there is None or found is None:
        return None, ""
    try:
        file = Checked(there.sheet_name, found.media_type, found.content)
        return understood(library, unit.place.unit, there.year, file, kept), ""
    except Refused as refused:
        return None, refused.message


def _wrong(library: Library, year: int, key: str, typed: Typed) -> str:
    try:
        entry_of(library, year, key, typed)
    except Refused as refused:
        return refused.message
    return ""
