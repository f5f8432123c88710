"""Rules and the calendar as administrators set them: added, overridden, switched off, taken back; and what dates moved by it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions import securing
from server.actions.allowing import Actor, allow_unit
from server.actions.seasons import Season, season_of
from server.library import Library
from server.report.deadlines import Delivery, deliveries
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.rules import Rule
from server.report.season.ledger import open_rows
from server.report.season.moving import Moved, moved
from server.report.season.ruling_problems import calendar_of_all, reason_of_rule_needed
from server.report.security.traces import Trace
from server.report.who import Act
from server.report.workdays import Arrangement, Calendar
from server.storage import history, reports, rules, standings, units
from server.storage.history import Event, Past
from server.storage.rules import Entered, LocalRule
from server.storage.units import UnitPlace

_Now = Callable[[Season], tuple[Delivery, ...]]


@dataclass(frozen=True)
class Shift:
    """The dates of one report that moved."""

    report: int
    unit: str
    year: int
    rows: tuple[Moved, ...]


@dataclass(frozen=True)
class Ruling:
    """One rule as it stands for a unit. `shipped` None: made here. `local` None: as shipped. `own`: decided by this very unit."""

    rule: Rule
    shipped: Rule | None
    local: LocalRule | None
    own: bool

    @property
    def off(self) -> bool:
        """Whether it is switched off."""
        return self.local is not None and self.local.rule is None


def rulings(connection: Connection, library: Library, unit_id: int) -> tuple[Ruling, ...]:
    """Every rule, shipped or made here, as it stands for a unit; those switched off are among them."""
    nearest: dict[str, LocalRule] = {}
    for each in rules.local_rules(connection, units.above(connection, unit_id)):
        nearest.setdefault(each.rule_id, each)
    shipped = {rule.id: rule for rule in library.rules}
    stands = {key: each.rule for key, each in nearest.items() if each.rule}
    own = {key for key, each in nearest.items() if each.unit_id == unit_id}
    return tuple(Ruling(rule, shipped.get(key), nearest.get(key), key in own) for key, rule in (shipped | stands).items())


def calendar_now(connection: Connection, library: Library) -> Calendar:
    """The calendar with what was entered here."""
    return library.calendar.with_arrangements(rules.arrangements(connection))


def decide(connection: Connection, library: Library, actor: Actor, decided: LocalRule) -> tuple[Shift, ...]:
    """Put a rule in the place of the one of its id, or switch that off, for a unit and those below; tells which dates moved.

    Raises NotFound, NotAllowed, Refused without a reason, Stale when somebody decided since `decided.version`.
    """
    allow_unit(connection, actor, Act.set_rules, decided.unit_id)
    if not decided.reason.strip():
        raise Refused(reason_of_rule_needed())
    before = _seasons(connection, library, decided.unit_id)
    if not rules.keep_rule(connection, replace(decided, at=actor.at), actor.id):
        raise Stale
    value = {"rule": decided.rule.model_dump_json() if decided.rule else "", "reason": decided.reason}
    change = _Change(f"rule:{decided.unit_id}:{decided.rule_id}", decided.unit_id, value)
    return _told(connection, actor, change, before, _ruled(connection, library))


def restore(connection: Connection, library: Library, actor: Actor, unit_id: int, rule_id: str, version: int) -> tuple[Shift, ...]:
    """Take back what a unit decided about a rule. Raises as `decide`."""
    allow_unit(connection, actor, Act.set_rules, unit_id)
    before = _seasons(connection, library, unit_id)
    if not rules.drop_rule(connection, unit_id, rule_id, version):
        raise Stale
    change = _Change(f"rule:{unit_id}:{rule_id}", unit_id, {"rule": "", "reason": ""})
    return _told(connection, actor, change, before, _ruled(connection, library))


def set_calendar(
    connection: Connection, library: Library, actor: Actor, unit_id: int, said: Arrangement, version: int
) -> tuple[Shift, ...]:
    """Enter a year's notice for the whole installation; tells which dates moved. Raises NotAllowed below, Stale as `decide`."""
    _allow_calendar(connection, library, actor, unit_id)
    before = _of_winter(connection, library, said.year)
    if not rules.keep_arrangement(connection, said, version, actor.id, actor.at):
        raise Stale
    change = _Change(f"calendar:{said.year}", unit_id, {"notice": said.model_dump_json()})
    return _told(connection, actor, change, before, _reckoned(calendar_now(connection, library)))


def drop_calendar(connection: Connection, library: Library, actor: Actor, unit_id: int, year: int, version: int) -> tuple[Shift, ...]:
    """Take an entered notice away; the shipped one of its year counts again. Raises as `set_calendar`."""
    _allow_calendar(connection, library, actor, unit_id)
    before = _of_winter(connection, library, year)
    if not rules.drop_arrangement(connection, year, version):
        raise Stale
    change = _Change(f"calendar:{year}", unit_id, {"notice": ""})
    return _told(connection, actor, change, before, _reckoned(calendar_now(connection, library)))


def keeper(connection: Connection, library: Library, unit_id: int) -> UnitPlace:
    """The topmost unit above, whose administrators keep the calendar; the unit itself where none is above. Raises NotFound."""
    found = units.unit(connection, units.above(connection, unit_id)[-1], library.kinds)
    if found is None:
        raise NotFound
    return found


def last_change(connection: Connection, target: str) -> tuple[Past, tuple[dict[str, str], ...]] | None:
    """The last change of a rule (rule:UNIT:ID) or a year (calendar:YEAR), and the dates that moved by it, one flat value each."""
    past = history.latest(connection, target)
    return (past, tuple(json.loads(past.value.get("moved", "[]")))) if past else None


def entered(connection: Connection) -> dict[int, Entered]:
    """The notices entered here, by year."""
    return {each.arrangement.year: each for each in rules.entered(connection)}


@dataclass(frozen=True)
class _Change:
    """What was changed, for the history."""

    target: str
    unit_id: int
    value: dict[str, str]


def _allow_calendar(connection: Connection, library: Library, actor: Actor, unit_id: int) -> None:
    allow_unit(connection, actor, Act.set_rules, unit_id)
    top = keeper(connection, library, unit_id)
    if top.id != unit_id:
        raise NotAllowed(calendar_of_all(top.unit.short_name))


def _of_winter(connection: Connection, library: Library, year: int) -> tuple[Season, ...]:
    """The seasons that touch a calendar year: of its own reports and of those due in it."""
    found = (reports.report(connection, report_id) for report_id in rules.reports_of_years(connection, (year - 1, year)))
    return tuple(season_of(connection, library, report) for report in found if report)


def _seasons(connection: Connection, library: Library, unit_id: int) -> tuple[Season, ...]:
    """The seasons of a unit and of those below."""
    below = (unit_id, *units.below(connection, unit_id))
    return tuple(season_of(connection, library, report) for report in reports.reports_of(connection, below))


def _ruled(connection: Connection, library: Library) -> _Now:
    """The rows by the rules as they stand now."""
    return lambda season: season_of(connection, library, season.report).rows


def _reckoned(calendar: Calendar) -> _Now:
    """The rows by another calendar: nothing else has changed, so nothing is read again."""

    def now(season: Season) -> tuple[Delivery, ...]:
        granted = {row.key: row.extension for row in season.rows if row.extension}
        return deliveries(season.rules, season.place.unit, season.report.year, calendar, granted)

    return now


def _told(connection: Connection, actor: Actor, change: _Change, before: tuple[Season, ...], now: _Now) -> tuple[Shift, ...]:
    """Write down the change with the dates it moved, once for itself and once for every report."""
    shifts = tuple(each for season in before if (each := _shift(season, now(season))).rows)
    past = history.latest(connection, change.target)
    flat = [flattened(shift, row) for shift in shifts for row in shift.rows]
    value = change.value | {"moved": json.dumps(flat, ensure_ascii=False)}
    version = past.version + 1 if past else 1
    history.add(connection, Event(actor.at, actor.id, change.target, "set_rules", change.unit_id, None, version, value))
    act = Trace.calendar_changed if change.target.startswith("calendar:") else Trace.rule_changed
    detail = {"reason": change.value.get("reason", ""), "version": str(version)}
    securing.note(connection, actor, act, unit_id=change.unit_id, target=change.target, detail={"name": change.target} | detail)
    standings.expire(connection, None if act is Trace.calendar_changed else change.unit_id)
    unit_of = {season.report.id: season.report.unit_id for season in before}
    history.add(connection, *(_noted(actor, change, shift, unit_of[shift.report]) for shift in shifts))
    return shifts


def _noted(actor: Actor, change: _Change, shift: Shift, unit_id: int) -> Event:
    moved_here = json.dumps([flattened(shift, row) for row in shift.rows], ensure_ascii=False)
    value = {"by": change.target, "moved": moved_here}
    return Event(actor.at, actor.id, f"report:{shift.report}", "dates_moved", unit_id, shift.report, 0, value)


def flattened(shift: Shift, row: Moved) -> dict[str, str]:
    """A moved date as words of the history: days ISO, "" for none."""
    days = {"before": row.before.isoformat() if row.before else "", "after": row.after.isoformat() if row.after else ""}
    how = "new" if row.new else "gone" if row.gone else "moved"
    named = {"unit": shift.unit, "year": str(shift.year), "report": str(shift.report)}
    return named | {"key": row.key, "name": row.name, "nature": row.nature.value, "how": how} | days


def _shift(before: Season, now: tuple[Delivery, ...]) -> Shift:
    waiting = {row.delivery.key for row in open_rows(before.rows, before.done)}
    closed = {row.key for row in before.rows} - waiting
    return Shift(before.report.id, before.place.unit.short_name, before.report.year, moved(before.rows, now, closed))
