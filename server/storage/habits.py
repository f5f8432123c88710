"""What reminding needs to know of everybody at once: how units want it, which reports there are, and who holds which role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from server.report.season.reminding import Habits
from server.report.who import Role
from server.storage import people, units
from server.storage import season_tables as t
from server.storage import tables as base


@dataclass(frozen=True)
class Kept:
    """The habits that hold for a unit, with the unit that set them; `unit_id` None where nobody did. `version` guards them."""

    unit_id: int | None
    habits: Habits
    version: int


def habits_of(connection: Connection, unit_id: int) -> Kept:
    """What the unit set, else the nearest above it that set any, else the defaults."""
    line = units.above(connection, unit_id)
    s = t.reminder_setting.c
    rows = {row.unit_id: row for row in connection.execute(select(t.reminder_setting).where(s.unit_id.in_(line)))}
    nearest = next((rows[each] for each in line if each in rows), None)
    if nearest is None:
        return Kept(None, Habits(), 0)
    quiet = frozenset(map(date.fromisoformat, nearest.quiet.split()))
    return Kept(nearest.unit_id, Habits(tuple(map(int, nearest.ahead.split())), quiet, nearest.robots), nearest.version)


def keep(connection: Connection, unit_id: int, habits: Habits, version: int) -> bool:
    """Keep the habits of a unit over `version`, 0 for none yet; False when somebody kept others meanwhile."""
    values = {
        "ahead": " ".join(map(str, habits.ahead)),
        "quiet": " ".join(each.isoformat() for each in sorted(habits.quiet)),
        "robots": habits.robots,
        "version": version + 1,
    }
    s = t.reminder_setting.c
    if version:
        return connection.execute(update(t.reminder_setting).where(s.unit_id == unit_id, s.version == version).values(values)).rowcount == 1
    units.hold(connection, unit_id)
    if connection.execute(select(s.unit_id).where(s.unit_id == unit_id)).first():
        return False
    connection.execute(insert(t.reminder_setting).values(unit_id=unit_id, **values))
    return True


def report_ids(connection: Connection, years: Iterable[int]) -> tuple[int, ...]:
    """The reports of some years, in the order they were opened."""
    r = base.report.c
    return tuple(connection.execute(select(r.id).where(r.year.in_(tuple(years))).order_by(r.id)).scalars())


def members(connection: Connection, unit_id: int, at: datetime) -> dict[int, frozenset[Role]]:
    """Everybody with a role towards a unit now, by id: those of the unit itself, and overseers of the units above."""
    own, *above = units.above(connection, unit_id)
    held = {each.person.id: frozenset(each.roles) - {Role.overseer} for each in people.members(connection, own, at)}
    watching = [each.person.id for unit in above for each in people.members(connection, unit, at) if Role.overseer in each.roles]
    return held | {person: held.get(person, frozenset()) | {Role.overseer} for person in watching}


def names(connection: Connection, person_ids: Iterable[int]) -> dict[int, str]:
    """What people are called."""
    p = base.person.c
    return {row.id: row.name for row in connection.execute(select(p.id, p.name).where(p.id.in_(tuple(person_ids))))}
