"""Units and people out of a spreadsheet: read, kept until somebody accepts, and what would come of it. Taking it in is another module's."""

from datetime import timedelta

from sqlalchemy import Connection

from server.actions import opening
from server.actions.allowing import Actor, allow_unit
from server.library import Library
from server.report.file_problems import secret_file
from server.report.problems import NotFound, Refused
from server.report.roster import planning
from server.report.roster.columns import Sort
from server.report.roster.fields import Names
from server.report.roster.lines import Roster, read
from server.report.roster.outcomes import Plan
from server.report.roster.parents import KnownUnit
from server.report.roster.people import Asked, KnownPerson
from server.report.roster.planning import Known
from server.report.units import Body
from server.report.who import Act, Role
from server.sheets.grids import read_xlsx
from server.storage import invitations, people, rosters, units
from server.storage.rosters import Waiting
from server.storage.units import UnitPlace

KEPT_FOR = timedelta(days=14)


def opened(library: Library, name: str, content: bytes) -> Roster:
    """A file as a roster. Raises Refused for what cannot be read, bears the mark of a secret, or is no roster."""
    if mark := opening.mark_of(name, content):
        raise Refused(secret_file(mark))
    grids = read_xlsx(content, "")
    if mark := opening.mark_of(name, content, grids):
        raise Refused(secret_file(mark))
    return read(grids, library.labels["roster"])


def hand_in(connection: Connection, actor: Actor, unit_id: int, name: str, roster: Roster) -> int:
    """Keep a roster until somebody accepts it; those nobody came back for are let go."""
    allow_unit(connection, actor, Act.edit_unit, unit_id)
    rosters.end_older(connection, actor.at - KEPT_FOR, actor.at)
    return rosters.add(connection, unit_id, name, roster.model_dump_json(), actor.id, actor.at)


def waiting(connection: Connection, actor: Actor, unit_id: int, roster_id: int) -> tuple[Waiting, Roster]:
    """A roster that waits. Raises NotFound or NotAllowed."""
    allow_unit(connection, actor, Act.edit_unit, unit_id)
    found = rosters.waiting(connection, unit_id, roster_id)
    if found is None:
        raise NotFound
    return found, Roster.model_validate_json(found.content)


def put_away(connection: Connection, actor: Actor, unit_id: int, roster_id: int) -> None:
    """Let a roster go without taking anything in. Raises NotFound or NotAllowed."""
    waiting(connection, actor, unit_id, roster_id)
    rosters.end(connection, roster_id, actor.at)


def planned(connection: Connection, library: Library, actor: Actor, unit_id: int, roster: Roster, *, everywhere: bool = False) -> Plan:
    """What would come of a roster now. `everywhere`: whoever runs the program may change every unit."""
    known = _known(connection, library, actor, unit_id, everywhere=everywhere)
    names = Names(library.labels["roster"], library.labels["roles"], library.kinds)
    return planning.plan(roster, known, names, {Body(key): pattern for key, pattern in library.labels["higher"].items()})


def choices(library: Library) -> dict[str, tuple[str, ...]]:
    """What the lists of the template offer, by column."""
    words = library.labels["roster"]
    roles = tuple(library.labels["roles"][role] for role in Role)
    return {"kind": tuple(each.name for each in library.kinds.values()), "expected": (words["yes"], words["no"]), "roles": roles}


def present(connection: Connection, library: Library, actor: Actor, unit_id: int) -> dict[Sort, tuple[dict[str, str], ...]]:
    """What is there below a unit, as the rows of a roster: read in again it changes nothing."""
    allow_unit(connection, actor, Act.edit_unit, unit_id)
    known = _known(connection, library, actor, unit_id)
    below = [each for each in known.units.values() if each.id != unit_id]
    below.sort(key=lambda each: _line(known, each))
    rows = {each.id: number for number, each in enumerate(below, 2)}
    return {
        Sort.units: tuple(_unit_cells(each, rows, library) for each in below),
        Sort.people: tuple(
            {"person": one.name, "unit": _named(each, rows), "roles": _roles(one, library), "phone": one.phone}
            for each in (known.units[unit_id], *below)
            for one in known.people.get(each.id, ())
            if known.yours(each.id)
        ),
    }


def top_of(connection: Connection, library: Library, unit_id: int) -> UnitPlace:
    """The unit a roster is read into. Raises NotFound."""
    found = units.unit(connection, unit_id, library.kinds)
    if found is None:
        raise NotFound
    return found


def _known(connection: Connection, library: Library, actor: Actor, unit_id: int, *, everywhere: bool = False) -> Known:
    path = top_of(connection, library, unit_id).path
    branch = units.branch(connection, path, library.kinds)
    members = people.members_in(connection, path, actor.at)
    asked: dict[int, tuple[Asked, ...]] = {}
    for each in invitations.in_branch(connection, path, actor.at):
        one = Asked(each.id, each.name, each.phone, each.roles, each.lead_id or each.id)
        asked[each.unit_id] = (*asked.get(each.unit_id, ()), one)
    mine = frozenset(unit for unit, role in people.memberships(connection, actor.id, actor.at) if role is Role.admin)
    return Known(
        top=unit_id,
        units={each.id: KnownUnit(each.id, each.parent_id, each.version, each.unit, each.liaison) for each in branch},
        people={
            unit: tuple(KnownPerson(one.person.id, one.person.name, one.phone, one.roles) for one in each) for unit, each in members.items()
        },
        asked=asked,
        administered=None if everywhere else mine,
    )


def _line(known: Known, each: KnownUnit) -> tuple[int, ...]:
    """The ids down to a unit, so that a unit stands before those below it."""
    line = [each.id]
    while (above := known.units[line[-1]].parent_id) in known.units:
        line.append(above or 0)
    return tuple(reversed(line))


def _unit_cells(each: KnownUnit, rows: dict[int, int], library: Library) -> dict[str, str]:
    words, unit = library.labels["roster"], each.unit
    return {
        "short_name": unit.short_name,
        "kind": library.kinds[unit.kind].name,
        "parent": str(rows.get(each.parent_id or 0, "")),
        "parent_name": unit.parent_name,
        "name": unit.name,
        "region": unit.region,
        "body_code": unit.body_code,
        "expected": words["yes"] if each.liaison.expected else words["no"],
        "contact": each.liaison.contact,
        "contact_phone": each.liaison.phone,
    }


def _named(each: KnownUnit, rows: dict[int, int]) -> str:
    return str(rows.get(each.id, ""))


def _roles(one: KnownPerson, library: Library) -> str:
    return "、".join(library.labels["roles"][role] for role in one.roles)
