"""What a person has to do with the own account: phone, the subject of the house, live sessions, codes for a new password."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from server.storage import shared_tables as s
from server.storage import tables as t
from server.storage.people import Person

_P, _S, _C = t.person.c, t.sign_in.c, s.reset_code.c


@dataclass(frozen=True)
class Account:
    """A person's own things. `password`: the hash, "" for none; `subject`: who that is to the house, "" for nobody."""

    person: Person
    phone: str
    subject: str
    password: str


@dataclass(frozen=True)
class Live:
    """A session that has not ended."""

    id: int
    started_at: datetime
    expires_at: datetime
    agent: str
    address: str


@dataclass(frozen=True)
class Code:
    """An open code: only its hash, and how often somebody tried."""

    id: int
    hash: str
    tries: int
    expires_at: datetime


def account(connection: Connection, person_id: int) -> Account | None:
    """One person's account."""
    row = connection.execute(select(t.person).where(_P.id == person_id)).first()
    return Account(Person(row.id, row.login, row.name), row.phone, row.subject or "", row.password) if row else None


def set_phone(connection: Connection, person_id: int, phone: str) -> None:
    """Where the person can be called."""
    connection.execute(update(t.person).where(_P.id == person_id).values(phone=phone))


def set_subject(connection: Connection, person_id: int, subject: str | None) -> None:
    """Who the person is to the house; None for nobody."""
    connection.execute(update(t.person).where(_P.id == person_id).values(subject=subject))


def by_subject(connection: Connection, subject: str) -> Person | None:
    """The person whom the house calls so."""
    row = connection.execute(select(_P.id, _P.login, _P.name).where(_P.subject == subject)).first()
    return Person(row.id, row.login, row.name) if row else None


def live(connection: Connection, person_id: int, at: datetime) -> tuple[Live, ...]:
    """The sessions of a person that have not ended, newest first."""
    rows = connection.execute(
        select(_S.id, _S.started_at, _S.expires_at, _S.agent, _S.address)
        .where(_S.person_id == person_id, _S.ended_at.is_(None), _S.expires_at > at)
        .order_by(_S.id.desc())
    )
    return tuple(Live(row.id, row.started_at, row.expires_at, row.agent, row.address) for row in rows)


def end_others(connection: Connection, person_id: int, at: datetime, but: int) -> int:
    """End every session of a person but one: how many."""
    others = update(t.sign_in).where(_S.person_id == person_id, _S.id != but, _S.ended_at.is_(None), _S.expires_at > at)
    return connection.execute(others.values(ended_at=at)).rowcount


def hold(connection: Connection, person_id: int) -> None:
    """Keep other writers off a person's account until the transaction ends; on SQLite they wait anyway."""
    connection.execute(select(_P.id).where(_P.id == person_id).with_for_update(key_share=True))


def add_code(connection: Connection, person_id: int, code: str, by: int, at: datetime, until: datetime) -> None:
    """The hash of a new code."""
    connection.execute(insert(s.reset_code).values(person_id=person_id, code=code, made_at=at, made_by=by, expires_at=until))


def open_code(connection: Connection, person_id: int, at: datetime, most: int) -> Code | None:
    """The code a person may use now, tried less than `most` times."""
    row = connection.execute(
        select(_C.id, _C.code, _C.tries, _C.expires_at)
        .where(_C.person_id == person_id, _C.ended_at.is_(None), _C.expires_at > at, _C.tries < most)
        .order_by(_C.id.desc())
        .limit(1)
    ).first()
    return Code(row.id, row.code, row.tries, row.expires_at) if row else None


def tried(connection: Connection, code_id: int) -> None:
    """Somebody tried it in vain."""
    connection.execute(update(s.reset_code).where(_C.id == code_id).values(tries=_C.tries + 1))


def use_code(connection: Connection, code_id: int, at: datetime) -> bool:
    """End a code by using it; False when it has ended meanwhile."""
    return connection.execute(update(s.reset_code).where(_C.id == code_id, _C.ended_at.is_(None)).values(ended_at=at)).rowcount == 1


def end_codes(connection: Connection, person_id: int, at: datetime) -> int:
    """End the open codes of a person: how many."""
    ended = update(s.reset_code).where(_C.person_id == person_id, _C.ended_at.is_(None), _C.expires_at > at)
    return connection.execute(ended.values(ended_at=at)).rowcount
