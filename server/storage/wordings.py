"""What offices added to the lists of words: read by unit, written for whoever saw the last version, removed without being lost."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, Select, insert, select, update

from server.report.checks.adding import Entry
from server.report.checks.wording import Confusable, Formula, Plain, Superseded, Tifa
from server.storage import check_tables as t
from server.storage import tables as base

KINDS: dict[str, type[Entry]] = {"confusable": Confusable, "formula": Formula, "superseded": Superseded, "tifa": Tifa, "plain": Plain}
_READ = {kind: TypeAdapter(made) for kind, made in KINDS.items()}
_W = t.local_wording.c


@dataclass(frozen=True)
class LocalWord:
    """An entry that a unit added; it holds for the unit and all below it."""

    id: int
    unit_id: int
    kind: str
    entry: Entry
    version: int
    saved_at: datetime
    saved_by: str


def words(connection: Connection, unit_ids: tuple[int, ...]) -> tuple[LocalWord, ...]:
    """The entries of units, the newest first; removed ones are not among them."""
    query = _joined().where(_W.unit_id.in_(unit_ids), _W.removed_at.is_(None)).order_by(_W.id.desc())
    return tuple(_word(row) for row in connection.execute(query))


def word(connection: Connection, unit_id: int, word_id: int) -> LocalWord | None:
    """One entry of a unit."""
    row = connection.execute(_joined().where(_W.id == word_id, _W.unit_id == unit_id, _W.removed_at.is_(None))).first()
    return _word(row) if row else None


def add(connection: Connection, unit_id: int, kind: str, entry: Entry, person_id: int, at: datetime) -> int:
    """A further entry; its number."""
    values = {"unit_id": unit_id, "kind": kind, "content": entry.model_dump_json(), "version": 1, "saved_at": at, "saved_by": person_id}
    return int(connection.execute(insert(t.local_wording).values(values).returning(_W.id)).scalar_one())


def change(connection: Connection, known: LocalWord, entry: Entry, person_id: int, at: datetime) -> bool:
    """Another wording of an entry; False when somebody has changed or removed it since."""
    return _write(connection, known, person_id, at, content=entry.model_dump_json())


def remove(connection: Connection, known: LocalWord, person_id: int, at: datetime) -> bool:
    """Take an entry off the lists; False when somebody has changed or removed it since."""
    return _write(connection, known, person_id, at, removed_at=at)


def _write(connection: Connection, known: LocalWord, person_id: int, at: datetime, **values: object) -> bool:
    which = (_W.id == known.id, _W.version == known.version, _W.removed_at.is_(None))
    saved = {"version": known.version + 1, "saved_at": at, "saved_by": person_id}
    return connection.execute(update(t.local_wording).where(*which).values(values | saved)).rowcount == 1


def _joined() -> Select[*tuple[object, ...]]:
    return select(t.local_wording, base.person.c.name).join_from(t.local_wording, base.person, _W.saved_by == base.person.c.id)


def _word(row: Row[*tuple[object, ...]]) -> LocalWord:
    return LocalWord(row.id, row.unit_id, row.kind, _READ[row.kind].validate_json(row.content), row.version, row.saved_at, row.name)
