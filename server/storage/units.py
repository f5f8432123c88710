"""Units, the tree they form, and their leaders."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Row, delete, insert, select, update

from server.report.units import Body, Kind, Officer, Unit
from server.storage import tables as t


@dataclass(frozen=True)
class UnitPlace:
    """A unit with where it stands. `version` guards its settings."""

    id: int
    parent_id: int | None
    version: int
    unit: Unit


def add_unit(connection: Connection, unit: Unit, parent_id: int | None) -> int:
    """A new unit below `parent_id`."""
    u = t.unit.c
    values = _columns(unit) | {"parent_id": parent_id}
    unit_id = int(connection.execute(insert(t.unit).values(values).returning(u.id)).scalar_one())
    above = connection.execute(select(u.path).where(u.id == parent_id)).scalar() or "/"
    connection.execute(update(t.unit).where(u.id == unit_id).values(path=f"{above}{unit_id}/"))
    _set_officers(connection, unit_id, unit.officers)
    return unit_id


def change_unit(connection: Connection, unit_id: int, unit: Unit, version: int) -> bool:
    """New settings over `version`; False when somebody changed them meanwhile."""
    changed = connection.execute(
        update(t.unit).where(t.unit.c.id == unit_id, t.unit.c.version == version).values(_columns(unit) | {"version": version + 1})
    )
    if changed.rowcount != 1:
        return False
    _set_officers(connection, unit_id, unit.officers)
    return True


def hold(connection: Connection, unit_id: int) -> None:
    """Keep other writers off a unit until the transaction ends; on SQLite they wait anyway."""
    connection.execute(select(t.unit.c.id).where(t.unit.c.id == unit_id).with_for_update(key_share=True))


def unit(connection: Connection, unit_id: int, kinds: dict[str, Kind]) -> UnitPlace | None:
    """One unit."""
    found = units(connection, (unit_id,), kinds)
    return found[0] if found else None


def units(connection: Connection, ids: tuple[int, ...], kinds: dict[str, Kind]) -> tuple[UnitPlace, ...]:
    """Units by id, in tree order of position and id."""
    rows = connection.execute(select(t.unit).where(t.unit.c.id.in_(ids)).order_by(t.unit.c.position, t.unit.c.id)).all()
    o = t.officer.c
    leaders = connection.execute(select(t.officer).where(o.unit_id.in_(ids)).order_by(o.id)).all()
    return tuple(_place(row, kinds, tuple(_officer(each) for each in leaders if each.unit_id == row.id)) for row in rows)


def above(connection: Connection, unit_id: int) -> tuple[int, ...]:
    """The unit and every unit above it, nearest first."""
    line: list[int] = []
    at: int | None = unit_id
    while at is not None and at not in line:
        line.append(at)
        at = connection.execute(select(t.unit.c.parent_id).where(t.unit.c.id == at)).scalar()
    return tuple(line)


def below(connection: Connection, unit_id: int) -> tuple[int, ...]:
    """Every unit below, level by level."""
    found: list[int] = []
    level = [unit_id]
    while level:
        level = list(
            connection.execute(select(t.unit.c.id).where(t.unit.c.parent_id.in_(level)).order_by(t.unit.c.position, t.unit.c.id)).scalars()
        )
        found += level
    return tuple(found)


def _columns(unit: Unit) -> dict[str, object]:
    plain = unit.model_dump(mode="json", include={"name", "short_name", "kind", "region", "address", "body_code", "joint", "parent_name"})
    return plain | {"bodies": json.dumps(unit.model_dump(mode="json")["bodies"], ensure_ascii=False)}


def _set_officers(connection: Connection, unit_id: int, officers: tuple[Officer, ...]) -> None:
    connection.execute(delete(t.officer).where(t.officer.c.unit_id == unit_id))
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
    return UnitPlace(row.id, row.parent_id, row.version, unit)


def _officer(row: Row[*tuple[object, ...]]) -> Officer:
    since: date | None = row.since
    until: date | None = row.until
    return Officer(post=row.post, name=row.name, since=since, until=until)
