"""Editions of a year: the data files an administrator opened it with, for all units of a tree."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select, update

from server.report.workflow import State
from server.storage import shared_tables as t
from server.storage import tables as base

_HEAD = tuple(column for column in t.edition.c if column.name != "files")


class EditionState(StrEnum):
    """A draft may be changed, an open one binds new reports, a closed one binds those it had."""

    draft = "draft"
    open = "open"
    closed = "closed"


@dataclass(frozen=True)
class Edition:
    """A year as an administrator makes it. `unit_id`: the top of the tree it holds for. `version` guards it.

    `outline`: the key of the outline offered first. `changes`: what the administrator says of it. `checked`: the version that passed
    its check. `files`: all of its files by path below data/, empty where only the head was asked for.
    """

    id: int
    unit_id: int
    year: int
    name: str
    outline: str
    state: EditionState
    version: int
    checked: int
    made_at: datetime
    opened_at: datetime | None = None
    changes: str = ""
    maker: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether it passed its check as it stands."""
        return self.checked == self.version


def add(connection: Connection, edition: Edition, person_id: int) -> int:
    """A new edition; `edition.id` is ignored."""
    values = {
        "unit_id": edition.unit_id,
        "year": edition.year,
        "name": edition.name,
        "outline": edition.outline,
        "state": edition.state.value,
        "files": _packed(edition.files),
        "changes": edition.changes,
        "version": edition.version,
        "checked": edition.checked,
        "made_at": edition.made_at,
        "made_by": person_id,
    }
    return int(connection.execute(insert(t.edition).values(values).returning(t.edition.c.id)).scalar_one())


def edition(connection: Connection, edition_id: int) -> Edition | None:
    """One edition with its files. Raises ValueError where the store holds no JSON for them."""
    row = connection.execute(_heads(t.edition.c.files).where(t.edition.c.id == edition_id)).first()
    return _edition(row, json.loads(row.files)) if row else None


def head(connection: Connection, edition_id: int) -> Edition | None:
    """One edition without its files."""
    row = connection.execute(_heads().where(t.edition.c.id == edition_id)).first()
    return _edition(row) if row else None


def heads(connection: Connection, unit_id: int) -> tuple[Edition, ...]:
    """The editions of a tree without their files, newest year first."""
    e = t.edition.c
    return tuple(_edition(row) for row in connection.execute(_heads().where(e.unit_id == unit_id).order_by(e.year.desc(), e.id.desc())))


def opened(connection: Connection) -> tuple[Edition, ...]:
    """The open editions of all trees, without their files."""
    e = t.edition.c
    return tuple(_edition(row) for row in connection.execute(_heads().where(e.state == EditionState.open.value).order_by(e.id)))


def version(connection: Connection, edition_id: int) -> int:
    """The version of an edition, 0 where it is gone."""
    return connection.execute(select(t.edition.c.version).where(t.edition.c.id == edition_id)).scalar() or 0


def top(connection: Connection, unit_id: int) -> int:
    """The top unit of the tree a unit stands in."""
    path = connection.execute(select(base.unit.c.path).where(base.unit.c.id == unit_id)).scalar() or ""
    first = path.strip("/").partition("/")[0]
    return int(first) if first else unit_id


def open_ids(connection: Connection, unit_id: int) -> dict[int, int]:
    """The open edition of each year of the tree with this top: year → id."""
    e = t.edition.c
    query = select(e.year, e.id).where(e.unit_id == unit_id, e.state == EditionState.open.value).order_by(e.year, e.id)
    return {row.year: row.id for row in connection.execute(query)}


def opened_last(connection: Connection, unit_id: int, year: int) -> int | None:
    """The edition of a year that is open, else the one that was opened last; None where there never was one."""
    e = t.edition.c
    kept = select(e.id).where(e.unit_id == unit_id, e.year == year, e.opened_at.is_not(None))
    return connection.execute(kept.order_by(e.state != EditionState.open.value, e.opened_at.desc(), e.id.desc())).scalar()


def change(connection: Connection, edition: Edition) -> bool:
    """Put a draft in the place of the one of `edition.version`; False when somebody changed it meanwhile, or it is no draft any more."""
    values = {"name": edition.name, "outline": edition.outline, "changes": edition.changes, "files": _packed(edition.files)}
    return _moved(connection, edition, (EditionState.draft,), values | {"version": edition.version + 1})


def passed(connection: Connection, edition: Edition) -> bool:
    """Keep that a draft passed its check as it stands; False when it was changed meanwhile."""
    return _moved(connection, edition, (EditionState.draft,), {"checked": edition.version})


def open_it(connection: Connection, edition: Edition, person_id: int, at: datetime) -> bool:
    """Open a draft as it stands; False when it was changed meanwhile."""
    values = {"state": EditionState.open.value, "opened_at": at, "opened_by": person_id}
    return _moved(connection, edition, (EditionState.draft,), values)


def close(connection: Connection, edition: Edition) -> bool:
    """Close one that is a draft or open; False when it was changed meanwhile."""
    return _moved(connection, edition, (EditionState.draft, EditionState.open), {"state": EditionState.closed.value})


def rebind(connection: Connection, edition: Edition) -> tuple[tuple[int, int], ...]:
    """Bind the reports of its year in its tree that are not signed to an edition: those that were bound otherwise, with their units."""
    r, u = base.report.c, base.unit.c
    tree = select(u.id).where(u.path.like(f"/{edition.unit_id}/%"))
    other = (
        r.edition_id.is_(None) | (r.edition_id != edition.id),
        r.year == edition.year,
        r.state != State.signed.value,
        r.unit_id.in_(tree),
    )
    rows = connection.execute(update(base.report).where(*other).values(edition_id=edition.id).returning(r.id, r.unit_id)).all()
    return tuple((row.id, row.unit_id) for row in rows)


def bound_reports(connection: Connection, edition_id: int) -> int:
    """How many reports are bound to an edition."""
    r = base.report.c
    return int(connection.execute(select(func.count()).where(r.edition_id == edition_id)).scalar_one())


def _moved(connection: Connection, edition: Edition, states: tuple[EditionState, ...], values: Mapping[str, object]) -> bool:
    e = t.edition.c
    which = (e.id == edition.id, e.version == edition.version, e.state.in_([each.value for each in states]))
    return connection.execute(update(t.edition).where(*which).values(values)).rowcount == 1


def _heads(*more: ColumnElement[object]) -> Select[*tuple[object, ...]]:
    columns: tuple[ColumnElement[object], ...] = (*_HEAD, base.person.c.name.label("maker"), *more)
    return select(*columns).join_from(t.edition, base.person, t.edition.c.made_by == base.person.c.id)


def _edition(row: Row[*tuple[object, ...]], files: Mapping[str, str] | None = None) -> Edition:
    return Edition(
        id=row.id,
        unit_id=row.unit_id,
        year=row.year,
        name=row.name,
        outline=row.outline,
        state=EditionState(row.state),
        version=row.version,
        checked=row.checked,
        made_at=row.made_at,
        opened_at=row.opened_at,
        changes=row.changes,
        maker=row.maker,
        files=files or {},
    )


def _packed(files: Mapping[str, str]) -> str:
    return json.dumps(dict(sorted(files.items())), ensure_ascii=False)
