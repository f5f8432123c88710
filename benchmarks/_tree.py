"""The tree of units that a store is filled with: the nation, provinces, cities, counties and towns, as the program keeps them."""

from dataclasses import dataclass
from itertools import count
from random import Random

from sqlalchemy import Connection, insert, select, text

from server.library import Library
from server.report.units import Body, Unit, default_bodies
from server.storage import tables, units


@dataclass(frozen=True)
class Size:
    """How many provinces, cities in each, counties in each, towns in each, and figures in each report."""

    provinces: int
    cities: int
    counties: int
    towns: int
    figures: int


NATION, COUNTY = Size(20, 10, 10, 20, 12), Size(1, 1, 1, 20, 72)


def unit_of(library: Library, name: str, kind: str, parent: str) -> Unit:
    shape = library.kinds[kind]
    bodies = default_bodies(shape, name, parent, {Body(key): pattern for key, pattern in library.labels["higher"].items()})
    return Unit(
        name=bodies.get(Body.own_government, name),
        short_name=name,
        kind=kind,
        tier=shape.tier,
        address=shape.address,
        joint=shape.joint,
        parent_name=parent,
        bodies=bodies,
    )


def grow(connection: Connection, library: Library, random: Random, size: Size, made: tuple[int, int]) -> None:
    """The tree, level by level; the first town made before takes its place in the first county."""
    top, first = made
    shapes = {kind: _columns(connection, library, kind) for kind in ("province", "city", "county", "town")}
    numbers = count(first + 1)
    rows: list[dict[str, object]] = []
    level = [(top, f"/{top}/", "全国")]
    for kind, many, sign in (
        ("province", size.provinces, "省"),
        ("city", size.cities, "市"),
        ("county", size.counties, "县"),
        ("town", size.towns, "镇"),
    ):
        below: list[tuple[int, str, str]] = []
        for parent, path, above in level:
            for at in range(1, many + 1):
                number = first if kind == "town" and not below else next(numbers)
                name = f"{random.choice('云清白青石龙河山林溪')}{number}{sign}"
                rows.append(shapes[kind] | {"id": number, "parent_id": parent, "path": f"{path}{number}/", "position": at})
                rows[-1] |= {"name": f"{name}人民政府", "short_name": name, "parent_name": above, "expected": kind == "town"}
                below.append((number, f"{path}{number}/", name))
        level = below
    connection.execute(insert(tables.unit), [row for row in rows if row["id"] != first])
    connection.execute(tables.unit.update().where(tables.unit.c.id == first), next(row for row in rows if row["id"] == first))
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT setval(pg_get_serial_sequence('unit', 'id'), (SELECT max(id) FROM unit))"))


def _columns(connection: Connection, library: Library, kind: str) -> dict[str, object]:
    """What a row of a unit of this kind holds: taken from one that the program made, which goes again."""
    made = units.add_unit(connection, unit_of(library, "某", kind, "某"), None)
    row = connection.execute(select(tables.unit).where(tables.unit.c.id == made)).mappings().one()
    connection.execute(tables.unit.delete().where(tables.unit.c.id == made))
    return dict(row)
