"""Sends what is planned: claimed first, looked at again, sent outside any transaction, and recorded whatever came of it."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from server.actions.calling import Office, calendar_of, voices_of
from server.actions.reminding import opening
from server.notify.letters import Failed, Sent, Unclear
from server.notify.letters import Outcome as Answer
from server.report import season_problems as say
from server.storage import letters, mailboxes
from server.storage.letters import MAIL, LetterState, Outcome, Reminder

LOST = timedelta(minutes=10)
LATER = tuple(timedelta(minutes=each) for each in (5, 15, 60, 180))
IN_A_ROW = 3
TROUBLED = (LetterState.failed, LetterState.unclear)
log = logging.getLogger("chengbao")


@dataclass(frozen=True)
class Tried:
    """A digest that was taken up, with what came of it."""

    reminder: Reminder
    outcome: Outcome


def send(office: Office, day: date) -> tuple[Tried, ...]:
    """Send what is planned for a day, and again what is unclear; nothing before half past eight, and nothing on a day off."""
    at = office.now()
    with office.database.read() as connection:
        off = not calendar_of(connection, office.library).working(day)
    if off or at < opening(day, at):
        return ()
    with office.database.write() as connection:
        letters.lose(connection, at - LOST, at, say.result_unknown())
    return tuple(tried for way in office.ways for tried in _by(office, way, day))


def _by(office: Office, way: str, day: date) -> Iterator[Tried]:
    """Everything due by one way, until nothing is left or the other side has failed several times in a row."""
    failed = 0
    while failed < IN_A_ROW and (reminder := _claimed(office, way, day)):
        tried = _tried(office, reminder, day)
        if tried is None:
            return
        failed = failed + 1 if tried.outcome.state in TROUBLED else 0
        yield tried


def _claimed(office: Office, way: str, day: date) -> Reminder | None:
    with office.database.write() as connection:
        taken = letters.claim(connection, way, day, office.now(), office.name, 1)
    return taken[0] if taken else None


def _tried(office: Office, reminder: Reminder, day: date) -> Tried | None:
    """A claimed digest on its way; None when something of ours broke: it stays claimed, and is unclear in ten minutes."""
    try:
        with office.database.read() as connection:
            ready = _looked_at(connection, office, reminder, day)
        tried = Tried(reminder, ready) if isinstance(ready, Outcome) else _sent(office, ready)
        with office.database.write() as connection:
            letters.settle(connection, tried.reminder, tried.outcome, office.now())
    except Exception:
        log.exception("reminder %s was left", reminder.id)
        return None
    return tried


def _looked_at(connection: Connection, office: Office, reminder: Reminder, day: date) -> Reminder | Outcome:
    """The digest with what is still open and waits for its receiver, at their present address; or why it does not go out."""
    at = office.now()
    reports = dict.fromkeys(item.report_id for item in reminder.items)
    found = [voice for each in reports for voice in voices_of(connection, office, each, day) if voice.whose == reminder.whose]
    current = {(*voice.item.place, voice.item.due): voice for voice in found}
    kept = [current[place] for item in reminder.items if (place := (*item.place, item.due)) in current]
    if not kept:
        return Outcome(LetterState.dropped, say.reminder_closed(), at)
    if spoken := [voice for voice in kept if voice.call]:
        return _addressed(connection, replace(reminder, day=day, items=tuple(voice.item for voice in spoken)))
    return Outcome(LetterState.unclear if reminder.unclear else LetterState.planned, say.reminder_quiet(), _tomorrow(day, at))


def _addressed(connection: Connection, reminder: Reminder) -> Reminder:
    if reminder.way != MAIL or reminder.person_id is None:
        return reminder
    return replace(reminder, address=mailboxes.addresses(connection, [reminder.person_id])[reminder.person_id])


def _sent(office: Office, reminder: Reminder) -> Tried:
    answer = office.ways[reminder.way](office.write(reminder))
    unclear = reminder.unclear + isinstance(answer, Unclear)
    return Tried(replace(reminder, unclear=unclear), _outcome(answer, reminder, office.now()))


def _outcome(answer: Answer, reminder: Reminder, at: datetime) -> Outcome:
    later = at + LATER[min(reminder.tries, len(LATER)) - 1]
    match answer:
        case Sent():
            return Outcome(LetterState.sent, "", at)
        case Failed(reason, again):
            return Outcome(LetterState.failed if again else LetterState.refused, reason, later)
        case Unclear(reason):
            return Outcome(LetterState.unclear, reason, later)


def _tomorrow(day: date, at: datetime) -> datetime:
    return max(at, opening(day, at)) + timedelta(days=1)
