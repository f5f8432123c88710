"""Brings the rows that overviews count up to date from the ledger: after a change of a report, of rules, and of everything once a day."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection

from server.actions.outlooks import outlook_from
from server.actions.seasons import seasons_of
from server.clock import BEIJING
from server.library import Library
from server.report.overseeing.blocking import Case
from server.report.overseeing.standing import Offline, Progress, Standing, standing
from server.report.season.countdown import Outlook
from server.report.season.reminding import over
from server.report.workflow import State
from server.storage import offline, reports, standings
from server.storage.engine import Database
from server.storage.reports import Report
from server.storage.standings import Whose

MOST = 200


def case_of(outlook: Outlook, report: Report | None, came: offline.Offline | None, *, expected: bool = True) -> Case:
    """A unit's report with what it comes to. `report` None: there is none in the program; `came`: what was registered as 线下."""
    progress = Progress(report.state, report.sections_shown, report.sections_done) if report else None
    paper = Offline(came.way, came.received_on, came.published_on) if came else None
    return Case(expected, outlook, standing(outlook, progress, paper), progress, paper)


def no_report(unit_id: int, year: int, at: datetime) -> Report:
    """A report that is not there, for the dates that hold for it all the same."""
    return Report(0, unit_id, year, "", 0, "", State.filling, 0, 0, 0, at)


def refresh(connection: Connection, library: Library, whose: Iterable[Whose], at: datetime) -> None:
    """Reckon the rows of units and years anew; the same however often it is done."""
    standings.keep(connection, _reckoned(connection, library, whose, at), at)


def refresh_report(database: Database, library: Library, report_id: int, at: datetime) -> None:
    """The row of the unit and year of a report, written only where it changes: most saves change nothing that is counted."""
    with database.read() as connection:
        report = reports.report(connection, report_id)
        if report is None:
            return
        whose = (report.unit_id, report.year)
        changed = _reckoned(connection, library, [whose], at)[whose] != standings.kept(connection, whose)
    if changed:
        _refresh(database, library, (whose,), at)


def catch_up(database: Database, library: Library, at: datetime) -> bool:
    """Reckon rows that something was changed for, at most MOST; whether there may be more."""
    with database.read() as connection:
        found = standings.stale(connection, MOST)
    _refresh(database, library, found, at)
    return len(found) == MOST


def daily(database: Database, library: Library, at: datetime) -> int:
    """Reckon every row that was not reckoned today, and those not there yet; how many. However often it is asked for, once a day."""
    local = at.astimezone(BEIJING)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    count = 0
    while found := _behind(database, midnight):
        _refresh(database, library, found, at)
        count += len(found)
    return count


def _reckoned(connection: Connection, library: Library, whose: Iterable[Whose], at: datetime) -> dict[Whose, Standing]:
    found: dict[Whose, Standing] = {}
    wanted = sorted(set(whose), key=lambda each: each[::-1])
    for year, group in groupby(wanted, key=lambda each: each[1]):
        unit_ids = tuple(unit for unit, _ in group)
        written = {each.unit_id: each for each in reports.of_units(connection, unit_ids, year)}
        came = offline.offline_of(connection, unit_ids, year)
        seasons = seasons_of(connection, library, [written.get(each) or no_report(each, year, at) for each in unit_ids])
        known = {each.place.id: outlook_from(each) for each in seasons}
        found |= {(unit, year): case_of(outlook, written.get(unit), came.get(unit)).standing for unit, outlook in known.items()}
    return found


def _behind(database: Database, midnight: datetime) -> tuple[Whose, ...]:
    """Units to be looked at today: for the years that are spoken of; of other years with reports those never reckoned."""
    today = midnight.date()
    spoken = [year for year in (today.year - 1, today.year) if today <= over(year)]
    with database.read() as connection:
        found = standings.behind(connection, spoken, midnight, MOST)
        past = [year for year in standings.years(connection) if year not in spoken] if not found else []
        return found or standings.behind(connection, past, midnight - timedelta(days=36500), MOST)


def _refresh(database: Database, library: Library, found: tuple[Whose, ...], at: datetime) -> None:
    if found:
        with database.write() as connection:
            refresh(connection, library, found, at)
