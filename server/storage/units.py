"""Units, the tree they form, and their leaders."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, func, insert, or_, select, update

from server.report.units import Body, Kind, Liaison, Officer, Unit
from server.report.who import Role
from server.storage import tables as t

_PATH = select(t.unit.c.path).where(t.unit.c.id == bindparam("unit"))  # asked wherever somebody oversees, so built once


@dataclass(frozen=True)
class UnitPlace:
    """A unit with where it stands. `version` guards its settings, `path` names the ids from the top down: /1/5/20/."""

    id: int
    parent_id: int | None
    version: int
    unit: Unit
    path: str = ""
    liaison: Liaison = field(default_factory=Liaison)


@dataclass(frozen=True)
class NewUnit:
    """A unit to add, below which, and whom to call there."""

    unit: Unit
    parent_id: int | None
    liaison: Liaison = field(default_factory=Liaison)


def add_unit(connection: Connection, unit: Unit, parent_id: int | None, liaison: Liaison | None = None) -> int:
    """A new unit below `parent_id`."""
    return add_units(connection, (NewUnit(unit, parent_id, liaison or Liaison()),))[0]


def add_units(connection: Connection, new: Sequence[NewUnit]) -> tuple[int, ...]:
    """New units, none of them below another, and their ids in the same order; in few statements, however many they are."""
    if not new:
        return ()
    u = t.unit.c
    values = [_columns(each.unit, each.liaison) | {"parent_id": each.parent_id} for each in new]
    ids = tuple(int(each) for each in connection.execute(insert(t.unit).returning(u.id, sort_by_parameter_order=True), values).scalars())
    parents = {each.parent_id for each in new if each.parent_id is not None}
    paths: dict[int, str] = {row.id: row.path for row in connection.execute(select(u.id, u.path).where(u.id.in_(parents)))}
    own = [{"unit": number, "own": f"{_path(paths, each.parent_id)}{number}/"} for number, each in zip(ids, new, strict=True)]
    connection.execute(update(t.unit).where(u.id == bindparam("unit")).values(path=bindparam("own")), own)
    for number, each in zip(ids, new, strict=True):
        _add_officers(connection, number, each.unit.officers)
    return ids


def change_unit(connection: Connection, unit_id: int, unit: Unit, version: int, liaison: Liaison | None = None) -> bool:
    """New settings over `version`, `liaison` too where it is given; False when somebody changed them meanwhile."""
    values = _columns(unit, liaison) | {"version": version + 1}
    changed = connection.execute(update(t.unit).where(t.unit.c.id == unit_id, t.unit.c.version == version).values(values))
    if changed.rowcount != 1:
        return False
    connection.execute(delete(t.officer).where(t.officer.c.unit_id == unit_id))
    _add_officers(connection, unit_id, unit.officers)
    return True


def move_unit(connection: Connection, place: UnitPlace, parent: UnitPlace) -> bool:
    """Put a unit with all below it under another; False when somebody changed it meanwhile. The other must not lie in its own branch."""
    u = t.unit.c
    changed = connection.execute(
        update(t.unit).where(u.id == place.id, u.version == place.version).values(parent_id=parent.id, version=place.version + 1)
    )
    if changed.rowcount != 1:
        return False
    path = f"{parent.path}{place.id}/" + func.substr(u.path, len(place.path) + 1)
    connection.execute(update(t.unit).where(inside(place.path)).values(path=path))
    return True


def hold_tree(connection: Connection) -> None:
    """Let no other transaction move units before this one ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE unit IN SHARE ROW EXCLUSIVE MODE")


def hold(connection: Connection, unit_id: int) -> None:
    """Keep other writers off a unit until the transaction ends; on SQLite they wait anyway."""
    connection.execute(select(t.unit.c.id).where(t.unit.c.id == unit_id).with_for_update(key_share=True))


def unit(connection: Connection, unit_id: int, kinds: dict[str, Kind]) -> UnitPlace | None:
    """One unit."""
    found = units(connection, (unit_id,), kinds)
    return found[0] if found else None


def tops_of(connection: Connection, held: Sequence[tuple[int, Role]]) -> tuple[int, ...]:
    """The units of somebody's roles, without those only administered that lie below another one administered: its tree leads to them."""
    roles: dict[int, set[Role]] = {}
    for unit_id, role in held:
        roles.setdefault(unit_id, set()).add(role)
    u = t.unit.c
    lines = {row.id: row.path for row in connection.execute(select(u.id, u.path).where(u.id.in_(tuple(roles))))}
    above = {unit_id: {int(each) for each in path.split("/") if each} - {unit_id} for unit_id, path in lines.items()}
    administered = {unit_id for unit_id, mine in roles.items() if Role.admin in mine}
    return tuple(each for each, mine in roles.items() if mine != {Role.admin} or not above.get(each, set()) & administered)


def named(connection: Connection, name: str) -> dict[int, str]:
    """Units with this short or full name, by id; where the full name fits one, only that."""
    u = t.unit.c
    rows = connection.execute(select(u.id, u.name).where(or_(u.name == name, u.short_name == name)).order_by(u.id)).all()
    return {row.id: row.name for row in rows if row.name == name} or {row.id: row.name for row in rows}


def tops(connection: Connection) -> dict[int, str]:
    """The units that stand below no other, by id."""
    u = t.unit.c
    return {row.id: row.name for row in connection.execute(select(u.id, u.name).where(u.parent_id.is_(None)).order_by(u.id))}


def name_of(connection: Connection, unit_id: int) -> str:
    """The short name of a unit; "" for one that is not there."""
    return connection.execute(select(t.unit.c.short_name).where(t.unit.c.id == unit_id)).scalar() or ""


def units(connection: Connection, ids: tuple[int, ...], kinds: dict[str, Kind]) -> tuple[UnitPlace, ...]:
    """Units by id, in tree order of position and id."""
    return _whole(connection, t.unit.c.id.in_(ids), t.officer.c.unit_id.in_(ids), kinds)


def branch(connection: Connection, path: str, kinds: dict[str, Kind]) -> tuple[UnitPlace, ...]:
    """A unit and every unit below it, by its path, in order of position and id."""
    ids = select(t.unit.c.id).where(inside(path))
    return _whole(connection, inside(path), t.officer.c.unit_id.in_(ids), kinds)


def inside(path: str) -> ColumnElement[bool]:
    """Whether a unit is the one of this path or below it: one range of the index."""
    return and_(t.unit.c.path >= path, t.unit.c.path < path[:-1] + "0")  # "0" follows "/"


def above(connection: Connection, unit_id: int) -> tuple[int, ...]:
    """The unit and every unit above it, nearest first."""
    path = connection.execute(_PATH, {"unit": unit_id}).scalar() or ""
    return tuple(int(each) for each in reversed(path.split("/")) if each) or (unit_id,)


def below(connection: Connection, unit_id: int) -> tuple[int, ...]:
    """Every unit below, level by level, in order of position and id."""
    u = t.unit.c
    path = connection.execute(select(u.path).where(u.id == unit_id)).scalar()
    if not path:
        return ()
    found = connection.execute(select(u.id, u.path, u.position).where(inside(path), u.id != unit_id)).all()
    return tuple(row.id for row in sorted(found, key=lambda row: (row.path.count("/"), row.position, row.id)))


def _whole(connection: Connection, which: ColumnElement[bool], whose: ColumnElement[bool], kinds: dict[str, Kind]) -> tuple[UnitPlace, ...]:
    rows = connection.execute(select(t.unit).where(which).order_by(t.unit.c.position, t.unit.c.id)).all()
    leaders: dict[int, list[Officer]] = {}
    for each in connection.execute(select(t.officer).where(whose).order_by(t.officer.c.id)):
        leaders.setdefault(each.unit_id, []).append(_officer(each))
    return tuple(_place(row, kinds, tuple(leaders.get(row.id, ()))) for row in rows)


def _path(paths: dict[int, str], parent_id: int | None) -> str:
    return paths.get(parent_id, "/") if parent_id is not None else "/"


def _columns(unit: Unit, liaison: Liaison | None) -> dict[str, object]:
    plain = unit.model_dump(mode="json", include={"name", "short_name", "kind", "region", "address", "body_code", "joint", "parent_name"})
    said = {"expected": liaison.expected, "contact": liaison.contact, "contact_phone": liaison.phone} if liaison else {}
    return plain | said | {"bodies": json.dumps(unit.model_dump(mode="json")["bodies"], ensure_ascii=False)}


def _add_officers(connection: Connection, unit_id: int, officers: tuple[Officer, ...]) -> None:
    if officers:
        connection.execute(insert(t.officer), [each.model_dump() | {"unit_id": unit_id} for each in officers])


def _place(row: Row[*tuple[object, ...]], kinds: dict[str, Kind], officers: tuple[Officer, ...]) -> UnitPlace:
    bodies: dict[Body, str] = {Body(key): name for key, name in json.loads(row.bodies).items()}
    unit = Unit(
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        tier=kinds[row.kind].tier,
        region=row.region,
        address=row.address,
        body_code=row.body_code,
        joint=row.joint,
        parent_name=row.parent_name,
        bodies=bodies,
        officers=officers,
    )
    liaison = Liaison(expected=row.expected, contact=row.contact, phone=row.contact_phone)
    return UnitPlace(row.id, row.parent_id, row.version, unit, row.path, liaison)


def _officer(row: Row[*tuple[object, ...]]) -> Officer:
    since: date | None = row.since
    until: date | None = row.until
    return Officer(post=row.post, name=row.name, since=since, until=until)
