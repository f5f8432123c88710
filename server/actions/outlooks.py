"""What is still open of every report, reckoned once and kept until something it rests on changes; so that every page can tell."""

from datetime import date

from sqlalchemy import Connection

from server.actions.seasons import season_of
from server.library import Library
from server.report.season.countdown import Countdown, Outlook, countdown
from server.report.season.ledger import next_step, open_rows, stages
from server.report.season.reminding import over, waits_for
from server.storage.reports import Report
from server.storage.stamps import Stamp, stamp

MOST = 2000
Key = tuple[int, int]


class Outlooks:
    """The outlooks of the reports of one site. Threads may share it: the worst that happens is that one is reckoned twice."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: dict[Key, tuple[Stamp, Outlook]] = {}

    def of(self, connection: Connection, report: Report) -> Outlook:
        """The outlook of a report as it stands now. Raises NotFound when its unit is gone."""
        key = (report.unit_id, report.year)
        # The stamp is read first: what is written between it and the rest is looked at again the next time.
        now = (*stamp(connection, report.id, report.unit_id), report.state, report.sections_shown, report.sections_done)
        known = self._kept.get(key)
        if known and known[0] == now:
            return known[1]
        found = outlook_of(connection, self._library, report)
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = (now, found)
        return found

    def countdown(self, connection: Connection, report: Report, today: date) -> Countdown:
        """How far it is to the next day of a report."""
        return countdown(self.of(connection, report), today)


def outlook_of(connection: Connection, library: Library, report: Report) -> Outlook:
    """What is open of a report, from the one place its dates come from."""
    season = season_of(connection, library, report)
    step = next_step(season.steps, season.done)
    unfilled = report.sections_done < report.sections_shown
    roles = waits_for(step.step.key, report.state, sections_open=unfilled) if step else ()
    waiting, reached = open_rows(season.rows, season.done), stages(season.rows, season.done)
    notice = (season.notice.number or season.notice.source) if season.notice else ""
    return Outlook(waiting, step, roles, season.calendar, over(report.year), reached, notice)
