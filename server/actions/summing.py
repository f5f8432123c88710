"""Sums over the units below one, and carrying them into the unit's own draft: nothing is written that was not seen."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from server import clock
from server.actions.allowing import Actor, Standing, allow, allow_below, roles_towards
from server.actions.saving import ENTRY, Field, save_fields
from server.library import Library
from server.report.problems import NotAllowed, Refused, Stale
from server.report.snapshot import EntryRecord
from server.report.summing.cells import Cell, Member, plain
from server.report.summing.lines import Line, lines_of
from server.report.summing.sum_problems import no_own_report, nothing_ticked, sums_moved
from server.report.summing.totals import Total, raw_of
from server.report.summing.words import origin
from server.report.units import Tier
from server.report.who import Act, ever_may
from server.storage import cells, contents, history, reports
from server.storage.contents import StoredEntry
from server.storage.history import Event, Past
from server.storage.reports import Report

CARRIED = "carry_sum"


@dataclass(frozen=True)
class Sums:
    """The figures of a year over the units below one; `every` are all of them, `members` those of the chosen kind."""

    unit_id: int
    year: int
    every: tuple[Member, ...]
    members: tuple[Member, ...]
    lines: tuple[Line, ...]

    def totals(self) -> dict[str, Total]:
        """The figures that are summed."""
        return {line.indicator.id: line.total for line in self.lines if line.summed}


@dataclass(frozen=True)
class Offered:
    """A sum beside the unit's own figure. `raw` is what would be filled in; `version` that of the figure as it is."""

    total: Total
    raw: str
    present: EntryRecord
    version: int

    @property
    def ticked(self) -> bool:
        """Carried unless somebody says no: a complete sum that changes something."""
        return self.total.complete and self.changes

    @property
    def changes(self) -> bool:
        """Whether carrying it would change the figure."""
        return self.raw != self.present.raw


@dataclass(frozen=True)
class Seen:
    """A sum as the page showed it to whoever ticked it: what would be filled in, over which version of the unit's own figure."""

    raw: str
    version: int


@dataclass(frozen=True)
class Moved:
    """A sum that was carried and is another by now."""

    then: str
    now: str
    past: Past


def sums_of(connection: Connection, library: Library, actor: Actor, unit_id: int, year: int, tier: Tier | None = None) -> Sums:
    """The sums over the units below one, of all kinds or of one. Raises NotFound or NotAllowed."""
    allow_below(connection, actor, Act.oversee, unit_id)
    return _sums(connection, library, unit_id, year, tier)


def own_report(connection: Connection, actor: Actor, unit_id: int, year: int) -> Standing | None:
    """The unit's own report of the year, when the actor may fill it in now; None where not."""
    report = reports.of_year(connection, unit_id, year)
    standing = Standing(report, roles_towards(connection, actor.id, unit_id, actor.at)) if report else None
    return standing if standing and standing.may(Act.fill) else None


def offered(connection: Connection, library: Library, actor: Actor, unit_id: int, year: int) -> tuple[Sums, Standing, tuple[Offered, ...]]:
    """Every sum that can go into the unit's own open report, beside what is there.

    Raises NotFound, NotAllowed, Locked where the report is not open, Refused where there is none.
    """
    found = sums_of(connection, library, actor, unit_id, year)
    standing = _open_report(connection, actor, unit_id, year)
    stored = contents.entries(connection, standing.report.id)
    rows = (_offer(total, stored.get(key), library) for key, total in found.totals().items())
    return found, standing, tuple(each for each in rows if each.raw)


def carry(connection: Connection, library: Library, actor: Actor, unit_id: int, year: int, chosen: Mapping[str, Seen]) -> int:
    """Fill the chosen sums in, with where they come from; how many figures changed.

    All or nothing: raises Stale when a sum or a figure is no longer what was shown, Refused when nothing is chosen, else as `offered`.
    """
    found, standing, rows = offered(connection, library, actor, unit_id, year)
    by_key = {each.total.indicator.id: each for each in rows}
    if not chosen:
        raise Refused(nothing_ticked())
    moved = [key for key, seen in chosen.items() if key not in by_key or seen != Seen(by_key[key].raw, by_key[key].version)]
    if moved:
        raise Stale(sums_moved(_named(library, moved)))
    wanted = [by_key[key] for key in chosen]
    fields = [Field(ENTRY, each.total.indicator.id, _value(each, found.year, library, actor), each.version) for each in wanted]
    saved = save_fields(connection, library, actor, standing, fields)
    if saved.conflicts or saved.merged:
        raise Stale(sums_moved(_named(library, [each.field.key for each in saved.conflicts])))
    history.add(connection, *(_event(actor, standing, each, saved.versions[f"{ENTRY}.{each.total.indicator.id}"]) for each in wanted))
    return sum(each.changes for each in wanted)


def overtaken(connection: Connection, library: Library, report: Report, ids: Iterable[str] | None = None) -> dict[str, Moved]:
    """The figures of a report that were carried from sums which are others now, by indicator; of all, or of those named.

    A figure that somebody changed by hand since it was carried is that person's, and is left out.
    """
    past = cells.carried(connection, report.id, CARRIED, ids)
    stored = contents.entries(connection, report.id, past) if past else {}
    still = {key: each for key, each in past.items() if key in stored and stored[key].record.raw == each.value["raw"]}
    totals = _sums(connection, library, report.unit_id, report.year, None).totals() if still else {}
    now = {key: raw_of(totals[key], library.form_words.not_applicable) if key in totals else "" for key in still}
    return {key: Moved(each.value["raw"], now[key], each) for key, each in still.items() if each.value["raw"] != now[key]}


def record_workbook(connection: Connection, actor: Actor, found: Sums) -> None:
    """Keep who took the sums of which year away."""
    told = {"file": "sums.xlsx", "year": str(found.year), "units": "、".join(each.name for each in found.members)}
    history.add(connection, Event(actor.at, actor.id, f"unit:{found.unit_id}", "take_sums", found.unit_id, value=told))


def _sums(connection: Connection, library: Library, unit_id: int, year: int, tier: Tier | None) -> Sums:
    every = cells.members(connection, unit_id, year, library.kinds)
    members = tuple(each for each in every if tier in (None, each.tier))
    lines = lines_of(library.indicators.values(), members, cells.given(connection, members, year))
    return Sums(unit_id, year, every, members, lines)


def _open_report(connection: Connection, actor: Actor, unit_id: int, year: int) -> Standing:
    if not ever_may(Act.fill, roles_towards(connection, actor.id, unit_id, actor.at)):
        raise NotAllowed
    report = reports.of_year(connection, unit_id, year)
    if report is None:
        raise Refused(no_own_report(year))
    return allow(connection, actor, Act.fill, report.id)


def _offer(total: Total, stored: StoredEntry | None, library: Library) -> Offered:
    record = stored.record if stored else EntryRecord(indicator=total.indicator.id)
    return Offered(total, raw_of(total, library.form_words.not_applicable), record, stored.version if stored else 0)


def _value(each: Offered, year: int, library: Library, actor: Actor) -> dict[str, str]:
    """The figure with its origin. Last year's is filled in where there is none yet, and only when every unit in the sum gave its own."""
    said, total = origin(each.total, year, library.labels["sums"]), each.total
    days = {cell.as_of for cell in total.numbers}
    value = {"raw": each.raw, "as_of": next(iter(days)) if len(days) == 1 else "", "office": "", "person": "", "system": said}
    value["date"] = actor.at.astimezone(clock.BEIJING).date().isoformat()
    if total.last is not None and not total.without_last and not each.present.last.strip():
        value |= {"last": plain(total.last), "last_origin": said}
    return value


def _event(actor: Actor, standing: Standing, each: Offered, version: int) -> Event:
    """What was carried, with every cell it was made of and their digest."""
    report, total = standing.report, each.total
    told = json.dumps([_told(cell) for cell in total.cells], ensure_ascii=False, separators=(",", ":"))
    value = {"raw": each.raw, "cells": told, "digest": hashlib.sha256(told.encode()).hexdigest()}
    target = f"sum:{report.id}:{total.indicator.id}"
    return Event(actor.at, actor.id, target, CARRIED, report.unit_id, report.id, version, value)


def _told(cell: Cell) -> tuple[str, str, str]:
    return cell.name, cell.kept.value, cell.raw


def _named(library: Library, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(library.indicators[key].name if key in library.indicators else key for key in keys)
