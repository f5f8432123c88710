"""Enters the county's notice of a report: reads what was typed, holds it against what others entered meanwhile, and tells what it moves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from server.actions import evidence
from server.actions.allowing import Actor, Standing, allow
from server.actions.evidence import Checked
from server.actions.seasons import Season, season_of
from server.library import Library
from server.report.problems import NotFound, Refused, Stale, reason_needed
from server.report.season.notice import FIELDS, Read, Terms, read, written
from server.report.who import Act
from server.storage import history, notices
from server.storage.history import Event, Past, Value
from server.storage.notices import Attached, Notice
from server.storage.reports import Report

_EFFECT, _REASON = "effect", "reason"


@dataclass(frozen=True)
class Moved:
    """A row of the ledger whose due day changed; None is undated. `nature` as in `rules.Nature`."""

    name: str
    nature: str
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Effect:
    """What a notice changed when it was entered, changed or removed: due days, and how many steps have other planned days."""

    rows: tuple[Moved, ...] = ()
    steps: int = 0


@dataclass(frozen=True)
class Saved:
    """The notice is kept; its version now."""

    version: int


@dataclass(frozen=True)
class Mistaken:
    """Nothing was kept; a sentence for each field that cannot be taken."""

    mistakes: Mapping[str, str]


@dataclass(frozen=True)
class Clash:
    """Nothing was kept: in these fields somebody else wrote something else meanwhile. `mine` has what only others changed as they did."""

    fields: tuple[str, ...]
    mine: Mapping[str, str]
    theirs: Past


def save(
    connection: Connection,
    library: Library,
    actor: Actor,
    report_id: int,
    typed: Mapping[str, str],
    base: int,
    file: Checked | None = None,
) -> Saved | Mistaken | Clash:
    """Keep a notice as typed over the version `base`, with a file that was checked before; without one the file there is stays."""
    standing = allow(connection, actor, Act.notice, report_id)
    now = last(connection, standing.report)
    found = _read(library, standing.report, typed)
    if not found.mistakes and now.version not in (0, base):
        contested, merged = _merged(connection, report_id, written(found.terms), now, base)
        if contested:
            return Clash(contested, merged, now)
        found = _read(library, standing.report, merged)
    if found.mistakes:
        return Mistaken(found.mistakes)
    return Saved(_kept(connection, library, actor, standing, found.terms, file))


def remove(connection: Connection, library: Library, actor: Actor, report_id: int, base: int, reason: str) -> int:
    """Take the notice away; the history keeps it with the reason. The version of that. Raises Refused without a reason, Stale, NotFound."""
    standing = allow(connection, actor, Act.notice, report_id)
    there = _there(connection, report_id, base)
    if not reason.strip():
        raise Refused(reason_needed())
    before = season_of(connection, library, standing.report)
    notices.remove(connection, report_id)
    effect = _effect(before, season_of(connection, library, standing.report))
    value = _value(there.terms, Attached(there.file, there.file_name), effect) | {_REASON: reason.strip()}
    _note(connection, actor, standing, "remove_notice", there.version + 1, value)
    return there.version + 1


def drop_file(connection: Connection, actor: Actor, report_id: int, base: int) -> int:
    """Take the file of the notice away; the history keeps its name and digest. The version now. Raises Stale, NotFound."""
    standing = allow(connection, actor, Act.notice, report_id)
    there = _there(connection, report_id, base)
    if there.file is None:
        raise NotFound
    version = there.version + 1
    notices.put(connection, report_id, there.terms, Attached(), version, actor.id, actor.at)
    gone = {"dropped": there.file, "dropped_name": there.file_name}
    _note(connection, actor, standing, "drop_notice_file", version, _value(there.terms, Attached(), Effect()) | gone)
    return version


def record_sheet(connection: Connection, actor: Actor, report: Report) -> None:
    """Keep that a 任务分解表 left the program."""
    history.add(connection, Event(actor.at, actor.id, f"report:{report.id}", "download_tasks", report.unit_id, report.id))


def effect_of(connection: Connection, report_id: int, version: int) -> Effect:
    """What a version of the notice changed; nothing for one that never was."""
    past = history.at_version(connection, _target(report_id), version)
    told = json.loads(past.value.get(_EFFECT, "{}")) if past else {}
    rows = (Moved(name, nature, _day(before), _day(after)) for name, nature, before, after in told.get("rows", ()))
    return Effect(tuple(rows), told.get("steps", 0))


def last(connection: Connection, report: Report) -> Past:
    """The notice as forms have it, with who entered it when; without one no fields, and the version that of its removal or 0."""
    there = notices.notice(connection, report.id)
    if there:
        return Past(written(there), there.version, there.saved_at, there.saved_by)
    gone = history.latest(connection, _target(report.id))
    return Past({}, gone.version, gone.at, gone.person) if gone else Past({}, 0, report.changed_at, "")


def _read(library: Library, report: Report, typed: Mapping[str, str]) -> Read:
    return read(typed, report.year, library.outlines, library.labels["notice"])


def _merged(
    connection: Connection, report_id: int, mine: dict[str, str], theirs: Past, base: int
) -> tuple[tuple[str, ...], dict[str, str]]:
    """The fields that both changed since `base`, and mine with theirs where only they did."""
    shown = history.at_version(connection, _target(report_id), base) if base else None
    before = shown.value if shown else {}
    changed = {key for key in FIELDS if mine[key] != before.get(key, "")}
    others = {key for key in FIELDS if theirs.value.get(key, "") != before.get(key, "")}
    contested = tuple(key for key in FIELDS if key in changed & others and mine[key] != theirs.value.get(key, ""))
    if not theirs.value:
        return tuple(key for key in FIELDS if mine[key]), mine
    return contested, {key: theirs.value[key] if key in others - changed else mine[key] for key in FIELDS}


def _kept(connection: Connection, library: Library, actor: Actor, standing: Standing, terms: Terms, file: Checked | None) -> int:
    """The version after keeping; the same as before when nothing is new."""
    report = standing.report
    there, version = notices.notice(connection, report.id), last(connection, report).version
    attached = Attached(there.file, there.file_name) if there else Attached()
    if file:
        attached = Attached(evidence.put(connection, file, actor.at), file.name)
    if there and there.terms == terms and (there.file, there.file_name) == (attached.file, attached.name):
        return version
    before = season_of(connection, library, report)
    notices.put(connection, report.id, terms, attached, version + 1, actor.id, actor.at)
    effect = _effect(before, season_of(connection, library, report))
    _note(connection, actor, standing, "save_notice", version + 1, _value(terms, attached, effect))
    return version + 1


def _there(connection: Connection, report_id: int, base: int) -> Notice:
    there = notices.notice(connection, report_id)
    if there is None:
        raise NotFound
    if there.version != base:
        raise Stale
    return there


def _effect(before: Season, after: Season) -> Effect:
    was = {row.key: row.due for row in before.rows}
    rows = (Moved(row.name, row.nature.value, was.get(row.key), row.due) for row in after.rows if was.get(row.key) != row.due)
    planned = {each.step.key: each.day for each in before.steps}
    return Effect(tuple(rows), sum(planned.get(each.step.key) != each.day for each in after.steps))


def _value(terms: Terms, attached: Attached, effect: Effect) -> Value:
    rows = [(each.name, each.nature, _iso(each.before), _iso(each.after)) for each in effect.rows]
    told = json.dumps({"rows": rows, "steps": effect.steps}, ensure_ascii=False)
    return written(terms) | {"file": attached.file or "", "file_name": attached.name, _EFFECT: told}


def _note(connection: Connection, actor: Actor, standing: Standing, action: str, version: int, value: Value) -> None:
    report = standing.report
    history.add(connection, Event(actor.at, actor.id, _target(report.id), action, report.unit_id, report.id, version, value))


def _target(report_id: int) -> str:
    return f"notice:{report_id}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
