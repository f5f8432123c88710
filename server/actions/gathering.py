"""One form of the reports of all units below one, for the county: written one after the other into a file, never all in memory."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from sqlalchemy import Connection

from server.actions import exporting, printing
from server.actions.allowing import Actor, allow_below
from server.actions.knowledge import bound
from server.actions.printing import Paper, Press, Stock
from server.library import Library
from server.report.papers.kinds import Form
from server.report.problems import Refused
from server.report.who import Act
from server.storage import files, offline, reports, units
from server.storage.engine import Database
from server.storage.offline import Offline
from server.storage.reports import Report
from server.storage.units import UnitPlace

_FIXED = (1980, 1, 1, 0, 0, 0)
FORMS = tuple(form for form in Form if form is not Form.changes)
# Forms that need nothing but the report: a tracked one needs a text to compare with.


@dataclass(frozen=True)
class Below:
    """A unit below, with its report of a year if it has one, and what is registered of one that came 线下."""

    place: UnitPlace
    report: Report | None
    offline: Offline | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of a unit: the name of its file in the zip, or why there is none, "" for no report; `paper` is the file that came 线下."""

    below: Below
    name: str = ""
    why: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is asked for: the form of the reports of a year of the units below one, in a layout."""

    unit_id: int
    year: int
    form: Form
    layout: str


def below(connection: Connection, library: Library, actor: Actor, unit_id: int, year: int) -> tuple[Below, ...]:
    """Every unit below, in order, with its report. Raises NotFound or NotAllowed."""
    allow_below(connection, actor, Act.oversee, unit_id)
    places = units.units(connection, units.below(connection, unit_id), library.kinds)
    written = {each.unit_id: each for each in reports.reports_of(connection, [place.id for place in places]) if each.year == year}
    registered = offline.offline_of(connection, [place.id for place in places], year)
    return tuple(Below(place, written.get(place.id), registered.get(place.id)) for place in places)


def gather(database: Database, press: Press, actor: Actor, wanted: Wanted, into: IO[bytes]) -> tuple[Outcome, ...]:
    """Write the papers into a zip, which the caller closes with its list; what came of every unit. Every paper is recorded as an export."""
    with database.read() as connection:
        asked = below(connection, press.library, actor, wanted.unit_id, wanted.year)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        return tuple(_outcomes(database, press, actor, wanted, asked, archive))


def add_list(into: IO[bytes], name: str, text: str) -> None:
    """The list of what is in such a zip, as its last file."""
    with zipfile.ZipFile(into, "a", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, name, text.encode("utf-8-sig"))


def _outcomes(
    database: Database, press: Press, actor: Actor, wanted: Wanted, asked: tuple[Below, ...], archive: zipfile.ZipFile
) -> Iterator[Outcome]:
    for at, each in enumerate(asked, 1):
        came = _offline(database, at, each, archive)
        if each.report is None:
            yield Outcome(each, paper=came)
            continue
        try:
            stock, paper = _paper(database, press, each.report, wanted)
        except Refused as refused:
            yield Outcome(each, why=refused.message, paper=came)
            continue
        name = f"{at:02d}{each.place.unit.short_name}-{paper.name}"
        _put(archive, name, paper.content)
        with database.write() as connection:
            exporting.record_export(connection, actor, stock.report, stock.snapshot, paper.left, press.algorithm)
        yield Outcome(each, name, paper=came)


def _offline(database: Database, at: int, each: Below, archive: zipfile.ZipFile) -> str:
    """The name under which the file of a report that came 线下 went into the zip, "" for none."""
    if each.offline is None or each.offline.file is None:
        return ""
    with database.read() as connection:
        found = files.kept(connection, each.offline.file)
    if found is None:
        return ""
    name = f"{at:02d}{each.place.unit.short_name}-{each.offline.file_name}"
    _put(archive, name, found.content)
    return name


def _paper(database: Database, press: Press, report: Report, wanted: Wanted) -> tuple[Stock, Paper]:
    with database.read() as connection:
        press = replace(press, library=bound(connection, press.library, report))
        stock = printing.stock_of(connection, press.library, report)
    return stock, printing.printed(press, printing.edition_of(stock), wanted.form, wanted.layout)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _FIXED), content, zipfile.ZIP_DEFLATED)
