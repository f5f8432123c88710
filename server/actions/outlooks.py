"""What is still open of every report, reckoned once and kept until something it rests on changes; so that every page can tell."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from server.actions.seasons import Season, season_of, seasons_of
from server.library import Library
from server.report.problems import NotFound
from server.report.season.countdown import Countdown, Outlook, countdown
from server.report.season.ledger import FIRST, next_step, open_rows, rows_of, stages
from server.report.season.reminding import over, waits_for
from server.storage.reports import Report
from server.storage.stamps import Stamp, stamps

MOST = 2000
Key = tuple[int, int]


class Outlooks:
    """The outlooks of the reports of one site. Threads may share it: the worst that happens is that one is reckoned twice."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: dict[Key, tuple[Stamp, Outlook]] = {}

    def of(self, connection: Connection, report: Report) -> Outlook:
        """The outlook of a report as it stands now. Raises NotFound when its unit is gone."""
        found = self.of_all(connection, (report,))
        if report.unit_id not in found:
            raise NotFound
        return found[report.unit_id]

    def of_all(self, connection: Connection, reports: Iterable[Report]) -> dict[int, Outlook]:
        """The outlooks of reports of one year, by unit; those whose unit is gone are not in it. However many, a few queries."""
        asked = {each.unit_id: each for each in reports}
        years = {each.year for each in asked.values()}
        # The stamps are read first: what is written between them and the rest is looked at again the next time.
        now = {unit: (*known, *_counted(asked[unit])) for year in years for unit, known in stamps(connection, asked, year).items()}
        kept = {unit: self._kept.get((unit, asked[unit].year)) for unit in now}
        found = {unit: each[1] for unit, each in kept.items() if each and each[0] == now[unit]}
        missing = [asked[unit] for unit in now if unit not in found]
        fresh = seasons_of(connection, self._library, missing) if missing else ()
        return found | {season.place.id: self._keep(now[season.place.id], season) for season in fresh}

    def countdown(self, connection: Connection, report: Report, today: date) -> Countdown:
        """How far it is to the next day of a report."""
        return countdown(self.of(connection, report), today)

    def _keep(self, stamp: Stamp, season: Season) -> Outlook:
        outlook = outlook_from(season)
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[season.place.id, season.report.year] = (stamp, outlook)
        return outlook


def outlook_of(connection: Connection, library: Library, report: Report) -> Outlook:
    """What is open of a report, from the one place its dates come from."""
    return outlook_from(season_of(connection, library, report))


def outlook_from(season: Season) -> Outlook:
    """What is open of a season, and what of it had to be done at first."""
    report = season.report
    step = next_step(season.steps, season.done)
    unfilled = report.sections_done < report.sections_shown
    roles = waits_for(step.step.key, report.state, sections_open=unfilled) if step else ()
    waiting, reached = open_rows(season.rows, season.done), stages(season.rows, season.done)
    notice = (season.notice.number or season.notice.source) if season.notice else ""
    first = tuple(row for row in rows_of(season.rows, season.done) if row.round == FIRST and row.required)
    return Outlook(waiting, step, roles, season.calendar, over(report.year), reached, notice, first)


def _counted(report: Report) -> tuple[object, ...]:
    return (report.id, report.state, report.sections_shown, report.sections_done, report.edition_id)
