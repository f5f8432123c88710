"""The command that reads units and people from a spreadsheet into the store; without --accept it only says what would come of it."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from server import clock
from server.actions import roster_taking, rosters
from server.actions.allowing import Actor
from server.actions.roster_taking import Link
from server.commands import FAILED, FINE
from server.library import Library
from server.loading import load
from server.report.problems import Refused
from server.report.roster.columns import Sort
from server.report.roster.outcomes import Fate, PersonStep, Plan, UnitStep
from server.report.unit_problems import no_administrator, unit_not_named, unit_not_there
from server.report.who import Role
from server.settings import Settings
from server.storage import people, units
from server.storage.engine import open_database


def import_units(settings: Settings, args: argparse.Namespace) -> int:
    """Every row with what comes of it; with --accept all of it is taken in, and the links are printed once."""
    library, path = load(settings.data), Path(args.file)
    roster = rosters.opened(library, path.name, path.read_bytes())
    with open_database(settings.database_url).write() as connection:
        actor, unit_id = _meant(connection, args.unit)
        plan = rosters.planned(connection, library, actor, unit_id, roster, everywhere=True)
        print("\n".join(_told(plan, library)))
        if plan.wrong:
            return FAILED
        taking = args.accept and plan.moving
        links = roster_taking.take_in(connection, actor, unit_id, plan) if taking else ()
    if taking:
        print("\n".join(("已全部写入。", *_links(links, settings, library))))
    return FINE


def _meant(connection: Connection, name: str) -> tuple[Actor, int]:
    """The unit of that name, or the only one at the top, and its first administrator, in whose name it is done."""
    found = units.named(connection, name) if name else units.tops(connection)
    if len(found) != 1:
        raise Refused(unit_not_there(name) if name and not found else unit_not_named(found.values()))
    unit_id = next(iter(found))
    now = clock.now()
    admins = (each.person for each in people.members(connection, unit_id, now) if Role.admin in each.roles)
    admin = next(admins, None)
    if admin is None:
        raise Refused(no_administrator(found[unit_id]))
    return Actor(admin.id, admin.name, now), unit_id


def _told(plan: Plan, library: Library) -> Iterator[str]:
    fates, words = library.labels["roster_fates"], library.labels["roster"]
    for sort, steps in ((Sort.units, plan.units), (Sort.people, plan.people)):
        for each in steps:
            told = f"：{' '.join(each.told)}" if each.told else ""
            yield f"{words[sort]} 第{each.row}行 {fates[each.fate]} {_named(each)}{told}"
    yield from plan.notes
    yield "，".join(f"{fates[fate]}{plan.count(fate)}行" for fate in Fate)


def _named(step: UnitStep | PersonStep) -> str:
    return " / ".join(step.line) if isinstance(step, UnitStep) else f"{step.name}（{step.unit}）"


def _links(links: tuple[Link, ...], settings: Settings, library: Library) -> Iterator[str]:
    base = settings.address.rstrip("/")
    for each in links:
        places = "；".join(f"{unit}：{'、'.join(library.labels['roles'][role] for role in roles)}" for unit, roles in each.places)
        yield f"{each.name}\t{places}\t{each.phone}\t{base}/invitations/{each.token}"
