"""Reminders as they are kept: planned, claimed, sent or not, seen; who was told what, when, by which way. Rows never leave, values do."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from server.report.season.reminding import Item
from server.storage import season_tables as t
from server.storage import tables as base

INBOX, MAIL = "inbox", "mail"
PERSONAL = (INBOX, MAIL)
MOST = 200


class LetterState(StrEnum):
    """Where a reminder stands. Only `failed` and `unclear` are tried again; `dropped` was not needed any more."""

    planned = "planned"
    claimed = "claimed"
    unclear = "unclear"
    sent = "sent"
    failed = "failed"
    refused = "refused"
    dropped = "dropped"


UNSENT = (LetterState.planned, LetterState.failed)
OPEN = (*UNSENT, LetterState.unclear)


@dataclass(frozen=True)
class Draft:
    """A digest to be kept: by which way, to whom (the id of a person, or of the unit a robot speaks for), of which day."""

    way: str
    receiver: str
    person_id: int | None
    unit_id: int | None
    day: date
    items: tuple[Item, ...]
    address: str
    message_id: str

    @property
    def whose(self) -> tuple[str, str]:
        """Way and receiver, who get one digest a day."""
        return (self.way, self.receiver)


@dataclass(frozen=True)
class Reminder:
    """A kept digest. `name`: of person or unit; `unclear`: how often a claim brought no result; `said`: what came of it, in words."""

    id: int
    way: str
    receiver: str
    person_id: int | None
    unit_id: int | None
    name: str
    day: date
    state: LetterState
    items: tuple[Item, ...]
    address: str
    message_id: str
    tries: int
    unclear: int
    said: str
    planned_at: datetime
    claimed_at: datetime | None
    claimed_by: str
    next_at: datetime
    sent_at: datetime | None
    seen_at: datetime | None

    @property
    def whose(self) -> tuple[str, str]:
        """Way and receiver, who get one digest a day."""
        return (self.way, self.receiver)


@dataclass(frozen=True)
class Outcome:
    """What came of a claimed reminder: its new state, the words for the log, and when to look at it again."""

    state: LetterState
    said: str
    next_at: datetime


def add(connection: Connection, draft: Draft, state: LetterState, at: datetime, next_at: datetime) -> int | None:
    """Keep a digest; its id, or None when this receiver already has one of the day by this way."""
    values = {
        "way": draft.way,
        "receiver": draft.receiver,
        "person_id": draft.person_id,
        "unit_id": draft.unit_id,
        "day": draft.day,
        "state": state.value,
        "items": packed(draft.items),
        "address": draft.address,
        "message_id": draft.message_id,
        "planned_at": at,
        "next_at": next_at,
        "sent_at": at if state is LetterState.sent else None,
        "tries": 0,
        "unclear": 0,
        "said": "",
        "claimed_by": "",
    }
    into = sqlite.insert(t.letter) if connection.dialect.name == "sqlite" else postgresql.insert(t.letter)
    letter_id = connection.execute(into.values(values).on_conflict_do_nothing().returning(t.letter.c.id)).scalar()
    reports = dict.fromkeys(item.report_id for item in draft.items)
    if letter_id is not None and reports:
        connection.execute(insert(t.letter_report), [{"letter_id": letter_id, "report_id": each} for each in reports])
    return letter_id


def of_day(connection: Connection, day: date) -> set[tuple[str, str]]:
    """Way and receiver of everybody who has a digest of a day, whatever became of it."""
    rows = connection.execute(select(t.letter.c.way, t.letter.c.receiver).where(t.letter.c.day == day))
    return {(row.way, row.receiver) for row in rows}


def since(connection: Connection, first: date, until: date) -> tuple[Reminder, ...]:
    """The digests of days from `first` to before `until` that were not dropped, oldest first."""
    c = t.letter.c
    return _read(connection, _LETTERS.where(c.day >= first, c.day < until, c.state != LetterState.dropped).order_by(c.day))


def claim(connection: Connection, way: str, day: date, at: datetime, by: str, most: int) -> tuple[Reminder, ...]:
    """Take digests that are to go out by a way, at most so many: those of the day, and older ones of which nobody knows whether they did.

    One statement; what another process has taken is passed over, so that none is taken twice.
    """
    c = t.letter.c
    due = or_(and_(c.state.in_(_values(UNSENT)), c.day == day), c.state == LetterState.unclear)
    free = (
        select(c.id)
        .where(c.way == way, due, c.next_at <= at)
        .order_by(c.next_at, c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
        .cte("free")
    )
    taken = {"state": LetterState.claimed.value, "claimed_at": at, "claimed_by": by, "tries": c.tries + 1}
    query = update(t.letter).where(c.id.in_(select(free.c.id)), c.state.in_(_values(OPEN))).values(taken).returning(c.id)
    ids = connection.execute(query).scalars().all()
    return _read(connection, _LETTERS.where(c.id.in_(ids)).order_by(c.id))


def lose(connection: Connection, claimed_before: datetime, at: datetime, said: str) -> int:
    """Claims without a result since so long are unclear from now on; how many."""
    c = t.letter.c
    lost = {"state": LetterState.unclear.value, "unclear": c.unclear + 1, "said": said, "next_at": at}
    return connection.execute(update(t.letter).where(c.state == LetterState.claimed, c.claimed_at < claimed_before).values(lost)).rowcount


def settle(connection: Connection, reminder: Reminder, outcome: Outcome, at: datetime) -> bool:
    """What came of a claim; False when it was lost meanwhile and is somebody else's, unless it is known to have gone out."""
    c = t.letter.c
    values: dict[str, object] = {"state": outcome.state.value, "said": outcome.said, "next_at": outcome.next_at}
    values |= {"items": packed(reminder.items), "address": reminder.address, "unclear": reminder.unclear}
    if outcome.state is LetterState.sent:
        values["sent_at"] = at
    mine = and_(c.state == LetterState.claimed, c.claimed_by == reminder.claimed_by, c.tries == reminder.tries)
    known = or_(mine, c.state == LetterState.unclear) if outcome.state is LetterState.sent else mine
    return connection.execute(update(t.letter).where(c.id == reminder.id, known).values(values)).rowcount == 1


def drop(connection: Connection, letter_id: int, said: str) -> bool:
    """Give up one that did not go out; False when it has been claimed meanwhile."""
    c = t.letter.c
    query = update(t.letter).where(c.id == letter_id, c.state.in_(_values(UNSENT)))
    return connection.execute(query.values(state=LetterState.dropped.value, said=said)).rowcount == 1


def of_report(connection: Connection, report_id: int, day: date | None = None, way: str = "") -> tuple[Reminder, ...]:
    """What was planned and sent about a report, newest day first, at most MOST; of one day or by one way only where it is given."""
    r, c = t.letter_report.c, t.letter.c
    about = c.id.in_(select(r.letter_id).where(r.report_id == report_id))
    return _log(connection, about, *([c.day == day] if day else []), *([c.way == way] if way else []))


def of_unit(connection: Connection, unit_id: int) -> tuple[Reminder, ...]:
    """The same about all reports of a unit, with what robots said for it."""
    r, b = t.letter_report.c, base.report.c
    about = select(r.letter_id).join(base.report, b.id == r.report_id).where(b.unit_id == unit_id)
    return _log(connection, or_(t.letter.c.id.in_(about), t.letter.c.unit_id == unit_id))


def waiting(connection: Connection, day: date) -> int:
    """How many digests of a day are still to go out, with the older ones that are unclear."""
    c = t.letter.c
    due = or_(and_(c.state.in_(_values(UNSENT)), c.day == day), c.state == LetterState.unclear)
    return int(connection.execute(select(func.count()).select_from(t.letter).where(due)).scalar_one())


def as_if(connection: Connection, draft: Draft, at: datetime) -> Reminder:
    """A digest as it would be read back, without keeping it."""
    p, u = base.person.c, base.unit.c
    named = select(p.name).where(p.id == draft.person_id) if draft.person_id else select(u.short_name).where(u.id == draft.unit_id)
    name = connection.execute(named).scalar() or ""
    first = (0, draft.way, draft.receiver, draft.person_id, draft.unit_id, name, draft.day, LetterState.planned, draft.items)
    return Reminder(*first, draft.address, draft.message_id, 0, 0, "", at, None, "", at, None, None)


def packed(items: Iterable[Item]) -> str:
    """Items as they are kept."""
    return json.dumps([each.__dict__ | {"due": each.due.isoformat()} for each in items], ensure_ascii=False)


def unpacked(text: str) -> tuple[Item, ...]:
    """Items as they were."""
    return tuple(Item(**each | {"due": date.fromisoformat(each["due"])}) for each in json.loads(text))


_LETTERS = (
    select(t.letter, base.person.c.name.label("person"), base.unit.c.short_name.label("unit"))
    .join_from(t.letter, base.person, t.letter.c.person_id == base.person.c.id, isouter=True)
    .join(base.unit, t.letter.c.unit_id == base.unit.c.id, isouter=True)
)


def _values(states: Iterable[LetterState]) -> list[str]:
    return [state.value for state in states]


def _log(connection: Connection, *which: ColumnElement[bool]) -> tuple[Reminder, ...]:
    return _read(connection, _LETTERS.where(*which).order_by(t.letter.c.day.desc(), t.letter.c.id.desc()).limit(MOST))


def _read(connection: Connection, query: Select[*tuple[object, ...]]) -> tuple[Reminder, ...]:
    return tuple(_reminder(row) for row in connection.execute(query))


def _reminder(row: Row[*tuple[object, ...]]) -> Reminder:
    return Reminder(
        *(row.id, row.way, row.receiver, row.person_id, row.unit_id, row.person or row.unit or "", row.day, LetterState(row.state)),
        *(unpacked(row.items), row.address, row.message_id, row.tries, row.unclear, row.said, row.planned_at),
        *(row.claimed_at, row.claimed_by, row.next_at, row.sent_at, row.seen_at),
    )
