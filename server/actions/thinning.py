"""Thins the oldest of the history once a day: of an hour's typing of one person in one field the first and the last save are enough."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from server.report.chronicle.thinning import idle
from server.storage import history, thinned
from server.storage.engine import Database
from server.storage.history import Event

KEPT_WHOLE = timedelta(days=90)
STEP = timedelta(days=7)
MOST_STEPS = 20


def thin(database: Database, at: datetime) -> int:
    """Thin what has become older than 90 days since the last time, some weeks in a round; how many saves went.

    No value that was the last for a moment worth naming goes: before a state, an export, an approval, a draft or a 已阅, nor the
    newest and the one before it.
    """
    gone = 0
    for _ in range(MOST_STEPS):
        with database.write() as connection:
            begun, until = _stretch(connection, at)
            if begun is None or until <= begun:
                return gone
            gone += _thin(connection, begun, until, at)
    return gone


def _stretch(connection: Connection, at: datetime) -> tuple[datetime | None, datetime]:
    """From where to where: whole hours, so that none is seen by halves."""
    oldest = thinned.upto(connection) or thinned.oldest(connection)
    last = _hour(at - KEPT_WHOLE).replace(hour=0)  # once a day
    return (_hour(oldest), min(_hour(oldest) + STEP, last)) if oldest else (None, last)


def _thin(connection: Connection, begun: datetime, until: datetime, at: datetime) -> int:
    saved = thinned.saved(connection, begun, until)
    gone = idle(saved, until, thinned.kept(connection, {each.target for each in saved}))
    thinned.remove(connection, gone)
    value = {"upto": until.isoformat(), "count": str(len(gone))}
    history.add(connection, Event(at, None, thinned.TARGET, "thin", value=value))
    return len(gone)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
