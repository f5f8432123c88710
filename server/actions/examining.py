"""Examines whole reports behind the answers, and counts them anew: one thread, each report once it was quiet for a moment."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from server.actions import checking, standings
from server.library import Library
from server.storage import contents, findings, reports, sentences
from server.storage.engine import Database
from server.storage.findings import Examination

QUIET = 1.0
MOST_A_ROUND = 4
log = logging.getLogger("chengbao")


class Examiner:
    """Keeps examinations up to date for those who look next. It may be late or fail: whoever asks finds out for himself then.

    Rounds are `quiet` seconds apart; a report that was touched since the last one waits for the next, and so do those beyond
    MOST_A_ROUND, so that saving always has most of the machine. Several processes may examine the same report: the result is the same.
    """

    def __init__(self, database: Database, library: Library, now: Callable[[], datetime], quiet: float = QUIET) -> None:
        self._database, self._library, self._now, self._quiet = database, library, now, quiet
        self._lock = threading.Lock()
        self._touched: set[int] = set()
        self._waiting: dict[int, None] = {}
        self._wake, self._ends = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, also again after an end."""
        self._ends.clear()
        self._thread = threading.Thread(target=self._run, name="examining", daemon=True)
        self._thread.start()

    def soon(self, report_id: int | None) -> None:
        """Something in a report may have changed, or, with None, something many rest on, which overviews count. Returns at once."""
        with self._lock:
            self._touched |= set() if report_id is None else {report_id}
        self._wake.set()

    def close(self, patience: float = 30.0) -> None:
        """End after the report that is being examined; the others are examined when somebody asks."""
        self._ends.set()
        self._wake.set()
        if self._thread:
            self._thread.join(patience)

    def examine(self, report_id: int) -> None:
        """Examine one report now, unless what is kept of it still holds."""
        with self._database.read() as connection:
            report = reports.report(connection, report_id)
            if report is None or checking.fresh(connection, self._library, report):
                return
            keys = {each.id: each.key for each in reports.sections(connection, report_id) if each.level}
            texts = {keys[number]: body for number, (body, _) in contents.bodies(connection, keys).items()}
        with self._database.write() as connection:
            sentences.note_sentences(connection, report_id, texts)
        with self._database.read() as connection:
            stamp = checking.stamp_of(connection, self._library, report)
            found = Examination(stamp, checking.examine(connection, self._library, report))
        with self._database.write() as connection:
            findings.keep(connection, report_id, found, self._now())

    def _run(self) -> None:
        while not self._ends.is_set():
            self._wake.wait()
            self._ends.wait(self._quiet)
            for report_id in self._ripe():
                self._try(report_id)
            self._catch_up()

    def _ripe(self) -> list[int]:
        """The next reports that nobody touched since the last round."""
        with self._lock:
            quiet = [each for each in self._waiting if each not in self._touched][:MOST_A_ROUND]
            self._waiting = {each: None for each in (*self._waiting, *self._touched) if each not in quiet}
            self._touched.clear()
            if not self._waiting:
                self._wake.clear()
        return [] if self._ends.is_set() else quiet

    def _try(self, report_id: int) -> None:
        try:
            standings.refresh_report(self._database, self._library, report_id, self._now())
            self.examine(report_id)
        except Exception:
            log.exception("report %s was not examined", report_id)

    def _catch_up(self) -> None:
        """What overviews count of units whose rules or dates changed; the rest in the next round."""
        try:
            if not self._ends.is_set() and standings.catch_up(self._database, self._library, self._now()):
                self._wake.set()
        except Exception:
            log.exception("overviews were not brought up to date")
