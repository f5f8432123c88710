"""Rules and calendars that administrators put in the place of shipped ones."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Insert, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.report.rules import Rule
from server.report.workdays import Arrangement
from server.storage import season_tables as t
from server.storage import tables as base


@dataclass(frozen=True)
class LocalRule:
    """A rule of a unit and those below it; `rule` is None where the shipped one of that id is switched off."""

    unit_id: int
    rule_id: str
    rule: Rule | None
    reason: str
    version: int
    at: datetime
    person: str


@dataclass(frozen=True)
class Entered:
    """The notice on rest days of a year as somebody entered it here. `version` guards it."""

    arrangement: Arrangement
    version: int
    at: datetime
    person: str


def local_rules(connection: Connection, unit_ids: tuple[int, ...]) -> tuple[LocalRule, ...]:
    """What these units decided, in the order of `unit_ids`."""
    r = t.local_rule.c
    query = select(t.local_rule, base.person.c.name).join_from(t.local_rule, base.person, r.saved_by == base.person.c.id)
    rows = connection.execute(query.where(r.unit_id.in_(unit_ids)).order_by(r.id)).all()
    found = (
        LocalRule(
            *(row.unit_id, row.rule_id, None if row.off else Rule.model_validate(json.loads(row.content))),
            *(row.reason, row.version, row.saved_at, row.name),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda each: unit_ids.index(each.unit_id)))


def arrangements(connection: Connection) -> tuple[Arrangement, ...]:
    """The notices on rest days that were entered here."""
    rows = connection.execute(select(t.arrangement.c.content).order_by(t.arrangement.c.year))
    return tuple(Arrangement.model_validate_json(row.content) for row in rows)


def entered(connection: Connection) -> tuple[Entered, ...]:
    """The same with who entered them and when."""
    a = t.arrangement.c
    query = select(t.arrangement, base.person.c.name).join_from(t.arrangement, base.person, a.saved_by == base.person.c.id)
    rows = connection.execute(query.order_by(a.year))
    return tuple(Entered(Arrangement.model_validate_json(row.content), row.version, row.saved_at, row.name) for row in rows)


def reports_of_years(connection: Connection, years: Iterable[int]) -> tuple[int, ...]:
    """Every report of these years, of whatever unit."""
    r = base.report.c
    return tuple(connection.execute(select(r.id).where(r.year.in_(tuple(years))).order_by(r.unit_id, r.id)).scalars())


def keep_rule(connection: Connection, decided: LocalRule, person_id: int) -> bool:
    """Put a decision in the place of the one of `decided.version`, 0 for none; False when somebody decided meanwhile."""
    r = t.local_rule.c
    values = {
        "off": decided.rule is None,
        "content": decided.rule.model_dump_json() if decided.rule else "{}",
        "reason": decided.reason,
        "version": decided.version + 1,
        "saved_at": decided.at,
        "saved_by": person_id,
    }
    if not decided.version:
        return _added(connection, insert(t.local_rule).values(unit_id=decided.unit_id, rule_id=decided.rule_id, **values))
    which = (r.unit_id == decided.unit_id, r.rule_id == decided.rule_id, r.version == decided.version)
    return connection.execute(update(t.local_rule).where(*which).values(values)).rowcount == 1


def drop_rule(connection: Connection, unit_id: int, rule_id: str, version: int) -> bool:
    """Take a decision back; False when it is not there in this version."""
    r = t.local_rule.c
    which = (r.unit_id == unit_id, r.rule_id == rule_id, r.version == version)
    return connection.execute(delete(t.local_rule).where(*which)).rowcount == 1


def keep_arrangement(connection: Connection, arrangement: Arrangement, version: int, person_id: int, at: datetime) -> bool:
    """Put a notice in the place of the one entered as `version`, 0 for none; False when somebody entered one meanwhile."""
    a = t.arrangement.c
    values = {"content": arrangement.model_dump_json(), "version": version + 1, "saved_at": at, "saved_by": person_id}
    if not version:
        return _added(connection, insert(t.arrangement).values(year=arrangement.year, **values))
    return connection.execute(update(t.arrangement).where(a.year == arrangement.year, a.version == version).values(values)).rowcount == 1


def drop_arrangement(connection: Connection, year: int, version: int) -> bool:
    """Take a notice that was entered away; False when it is not there in this version."""
    a = t.arrangement.c
    return connection.execute(delete(t.arrangement).where(a.year == year, a.version == version)).rowcount == 1


def in_force(shipped: Iterable[Rule], local: Iterable[LocalRule]) -> tuple[Rule, ...]:
    """The shipped rules with what was decided here in their place; `local` from the unit upwards, the nearest decides."""
    decided: dict[str, LocalRule] = {}
    for each in local:
        decided.setdefault(each.rule_id, each)
    rules = {rule.id: rule for rule in shipped} | {key: each.rule for key, each in decided.items() if each.rule}
    return tuple(rule for key, rule in rules.items() if key not in decided or decided[key].rule)


def _added(connection: Connection, row: Insert) -> bool:
    """Whether there was room for the row; without it the transaction goes on."""
    try:
        with connection.begin_nested():
            connection.execute(row)
    except IntegrityError:
        return False
    return True
