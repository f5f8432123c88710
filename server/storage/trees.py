"""A part of the tree of units at a glance: names, kinds, how many people each has and who edits; never more than asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, distinct, func, or_, select

from server.report.who import Role
from server.storage import tables as t

_U, _M = t.unit.c, t.membership.c
_SEEN = (_U.id, _U.parent_id, _U.path, _U.short_name, _U.name, _U.kind, _U.expected)


@dataclass(frozen=True)
class Node:
    """A unit of the tree. `children`: how many units stand right below it, `people` how many have a role there, `editors` their names."""

    id: int
    parent_id: int | None
    path: str
    short_name: str
    name: str
    kind: str
    expected: bool
    children: int = 0
    people: int = 0
    editors: tuple[str, ...] = ()


def node(connection: Connection, unit_id: int, at: datetime) -> Node | None:
    """One unit."""
    found = _nodes(connection, select(*_SEEN).where(_U.id == unit_id), at)
    return found[0] if found else None


def line(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The short names of some units."""
    return {row.id: row.short_name for row in connection.execute(select(_U.id, _U.short_name).where(_U.id.in_(ids)))}


def children(connection: Connection, unit_ids: Iterable[int], at: datetime, most: int, skip: int = 0) -> tuple[Node, ...]:
    """What stands right below some units, in order of position and id; at most so many, after leaving out some."""
    query = select(*_SEEN).where(_U.parent_id.in_(tuple(unit_ids))).order_by(_U.position, _U.id).limit(most).offset(skip)
    return _nodes(connection, query, at)


def _nodes(connection: Connection, query: Select[*tuple[object, ...]], at: datetime) -> tuple[Node, ...]:
    rows = connection.execute(query).all()
    ids = [row.id for row in rows]
    below = select(_U.parent_id, func.count().label("n")).where(_U.parent_id.in_(ids)).group_by(_U.parent_id)
    numbers = {row.parent_id: row.n for row in connection.execute(below)}
    held = (_M.unit_id.in_(ids), _M.since <= at, or_(_M.until.is_(None), _M.until > at))
    counted = select(_M.unit_id, func.count(distinct(_M.person_id)).label("n")).where(*held).group_by(_M.unit_id)
    people = {row.unit_id: row.n for row in connection.execute(counted)}
    editing = select(_M.unit_id, t.person.c.name).join_from(t.membership, t.person, _M.person_id == t.person.c.id)
    editors: dict[int, list[str]] = {}
    for row in connection.execute(editing.where(*held, _M.role == Role.editor.value).order_by(_M.id)):
        editors.setdefault(row.unit_id, []).append(row.name)
    return tuple(
        Node(
            id=row.id,
            parent_id=row.parent_id,
            path=row.path,
            short_name=row.short_name,
            name=row.name,
            kind=row.kind,
            expected=row.expected,
            children=numbers.get(row.id, 0),
            people=people.get(row.id, 0),
            editors=tuple(editors.get(row.id, ())),
        )
        for row in rows
    )
