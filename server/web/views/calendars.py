"""The page of the calendar: every known year's notice with its source, and one year's notice as its form has it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from server.actions.ruling import entered, keeper
from server.library import Library
from server.report.season.arranging import Slip, Typed, in_words, read, read_file
from server.report.season.ruling_problems import calendar_of_all
from server.report.workdays import Arrangement
from server.storage.rules import Entered
from server.storage.units import UnitPlace
from server.web.depends import LONGEST_ID
from server.web.forms import Form
from server.web.views.ruling import season_year

_VERSION = "version."


@dataclass(frozen=True)
class YearLine:
    """One year of the calendar. `own`: entered here; `shipped`: there is a file of it, too. Days as they are typed."""

    year: int
    source: str
    off: str
    work: str
    own: Entered | None
    shipped: bool


@dataclass(frozen=True)
class CalendarPage:
    """Every known year, newest first; `versions` of the years entered here; `refusal`: why this unit may not change it, "" if it may."""

    years: tuple[YearLine, ...]
    typed: Typed
    versions: dict[int, int]
    missing: int | None
    refusal: str


def page_of(connection: Connection, library: Library, place: UnitPlace, typed: Typed | None, today: date) -> CalendarPage:
    """The calendar as it stands. `typed` None: the form begins with the year that is missed next, or the one after the last."""
    own = entered(connection)
    every = library.calendar.with_arrangements(each.arrangement for each in own.values()).arrangements
    years = tuple(_line(every[year], own.get(year), shipped=year in library.calendar.arrangements) for year in sorted(every, reverse=True))
    top = keeper(connection, library, place.id)
    due = season_year(today) + 1
    return CalendarPage(
        years,
        typed or Typed(str(due if due not in every else max(every) + 1)),
        {year: each.version for year, each in own.items()},
        None if due in every else due,
        "" if top.id == place.id else calendar_of_all(top.unit.short_name),
    )


def typed_of(form: Form) -> Typed:
    """What the form holds, for showing it again."""
    return Typed(*(form.get(name).strip() for name in ("year", "source", "off", "work")))


def versions_of(form: Form) -> dict[int, int]:
    """The versions the page had when it was filled in; what is no number was never on it."""
    sent = {name.removeprefix(_VERSION): value for name, value in form.pairs if name.startswith(_VERSION)}
    return {int(year): int(value) for year, value in sent.items() if _plain(year) and _plain(value)}


def stored(page: CalendarPage, year: str) -> Typed | None:
    """A known year as the form has it; None for one that is not known."""
    return next((Typed(str(each.year), each.source, each.off, each.work) for each in page.years if str(each.year) == year), None)


def read_form(form: Form, library: Library) -> Arrangement | tuple[Slip, ...]:
    """The notice in the form: the uploaded file where there is one, else what was typed."""
    if form.files:
        return read_file(form.files[0].content, library.calendar)
    return read(typed_of(form), library.calendar)


def _plain(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_ID


def _line(each: Arrangement, own: Entered | None, *, shipped: bool) -> YearLine:
    return YearLine(each.year, each.source, in_words(each.off, each.year), in_words(each.work, each.year), own, shipped)
