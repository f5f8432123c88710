"""The daily work of a running program: one thread that reminds, clears the old log and counts, beside others that do the same."""

import logging
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from server.actions import reminding, securing, sending, standings, thinning
from server.actions.calling import Office, calendar_of
from server.actions.sending import Tried
from server.clock import BEIJING
from server.report.phrases import fill
from server.storage import letters
from server.storage.letters import MAIL, LetterState, Reminder

PAUSE = timedelta(minutes=5)
MARKS = (time(0, 1), time(8, 30))
LOST = (LetterState.failed, LetterState.refused, LetterState.unclear)
log = logging.getLogger("chengbao")


@dataclass(frozen=True)
class Told:
    """What a command says, and whether something could not be sent."""

    lines: tuple[str, ...]
    failed: bool


def remind(office: Office, day: date) -> tuple[int, tuple[Tried, ...]]:
    """Plan a day and send what is to be sent by now: how many digests are new, and what came of those that were tried."""
    return reminding.keep(office, day), sending.send(office, day)


def by_hand(office: Office, day: date) -> Told:
    """The same for whoever runs the command, in words: what was done, what failed and why, and what was done instead."""
    new, tried = remind(office, day)
    lost = [each for each in tried if each.outcome.state in LOST]
    with office.database.read() as connection:
        left = letters.waiting(connection, day)
    said = _words(
        office, "told", day=day.isoformat(), new=str(new), sent=str(sum(each.outcome.state is LetterState.sent for each in tried))
    )
    lines = [*_head(office, day), said, *(_line(office, each.reminder, each.outcome.said) for each in lost)]
    lines += [_words(office, "instead")] if any(each.reminder.way == MAIL for each in lost) else []
    return Told((*lines, *([_words(office, "left", count=str(left))] if left else [])), bool(lost))


def rehearse(office: Office, day: date) -> Told:
    """What would be planned and sent on a day; nothing is written and nothing goes out."""
    with office.database.read() as connection:
        drafts = reminding.planned(connection, office, day).drafts
        shown = [letters.as_if(connection, draft, office.now()) for draft in drafts]
    head = _words(office, "dry", day=day.isoformat(), count=str(len(shown))) if shown else _words(office, "nothing", day=day.isoformat())
    return Told((*_head(office, day), head, *(_line(office, each, _summary(office, each)) for each in shown)), failed=False)


class Daily:
    """Wakes every few minutes, soon after midnight and when the sending begins. Nothing it meets ends it but `close`."""

    def __init__(self, office: Office, log_days: int = securing.LEAST_DAYS) -> None:
        self._office, self._log_days = office, log_days
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reminding", daemon=True)

    def start(self) -> None:
        """Begin; the first round is at once, so that a day missed while the program was off is caught up."""
        self._thread.start()

    def close(self, patience: float = 30.0) -> None:
        """End after the letter that is on its way; whatever is left is done after the next start, or by another process."""
        self._ends.set()
        with suppress(RuntimeError):  # it was never started
            self._thread.join(patience)

    def _run(self) -> None:
        self._round()
        while not self._ends.wait(pause(self._office.now()).total_seconds()):
            self._round()

    def _round(self) -> None:
        now = self._office.now()
        today = now.astimezone(BEIJING).date()
        try:
            remind(self._office, today)
        except Exception:
            log.exception("reminding was put off")
        try:
            securing.keep(self._office.database, today, now, self._log_days)
        except Exception:
            log.exception("clearing the security log was put off")
        try:
            standings.daily(self._office.database, self._office.library, now)
        except Exception:
            log.exception("counting for overviews was put off")
        try:
            thinning.thin(self._office.database, now)
        except Exception:
            log.exception("thinning the history was put off")


def pause(at: datetime) -> timedelta:
    """How long to wait from a moment: a few minutes, less when a mark of the day comes first."""
    local = at.astimezone(BEIJING)
    marks = (datetime.combine(local.date() + timedelta(days=far), mark, BEIJING) for far in (0, 1) for mark in MARKS)
    return min(PAUSE, *(mark - local for mark in marks if mark > local))


def _head(office: Office, day: date) -> list[str]:
    """What is to be known before the rest: another day than today, a day off, no mail server."""
    today = office.now().astimezone(BEIJING).date()
    with office.database.read() as connection:
        off = not calendar_of(connection, office.library).working(day)
    said = {"day": day.isoformat(), "today": today.isoformat()}
    there = {"other_day": day != today, "day_off": off, "no_mail": MAIL not in office.ways}
    return [_words(office, key, **said) for key, holds in there.items() if holds]


def _line(office: Office, reminder: Reminder, said: str) -> str:
    return _words(office, "line", name=reminder.name, way=office.library.labels["letter_ways"][reminder.way], said=said)


def _summary(office: Office, reminder: Reminder) -> str:
    """The subject of a digest and the names of what it speaks of."""
    return " ".join((office.write(reminder).subject, *dict.fromkeys(item.name for item in reminder.items)))


def _words(office: Office, key: str, **values: str) -> str:
    return fill(office.library.labels["remind"][key], values) or ""
