"""Registers reports that came on paper or by OA for units below a county: their files, their figures, what was changed and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions import evidence
from server.actions.allowing import Actor, allow_below
from server.actions.evidence import Checked
from server.library import Library
from server.report.entries import Answer, Entry, read_date, read_entry
from server.report.problems import NotFound, Refused, Stale
from server.report.proposing import sentences as say
from server.report.proposing.registering import Registered
from server.report.snapshot import EntryRecord
from server.report.who import Act
from server.storage import files, history, offline, standings, units
from server.storage.history import Event, Value
from server.storage.offline import Offline, OfflineFigure
from server.storage.units import UnitPlace

FILE, SHEET = "file", "sheet"
_READABLE = (Answer.number, Answer.not_applicable)


@dataclass(frozen=True)
class Where:
    """Whose report of which year is meant: a unit below the county whose overseer acts."""

    county: int
    unit: int
    year: int


@dataclass(frozen=True)
class Typed:
    """A figure as typed; an empty `raw` with nothing beside it takes the figure away."""

    raw: str = ""
    last: str = ""
    as_of: str = ""


def places_below(connection: Connection, library: Library, actor: Actor, county: int) -> tuple[UnitPlace, ...]:
    """Every unit below, in order, for whoever oversees them. Raises NotFound or NotAllowed."""
    allow_below(connection, actor, Act.oversee, county)
    return units.units(connection, units.below(connection, county), library.kinds)


def place_below(connection: Connection, library: Library, actor: Actor, where: Where) -> UnitPlace:
    """One of them. Raises NotFound or NotAllowed."""
    allow_below(connection, actor, Act.oversee, where.county)
    found = units.unit(connection, where.unit, library.kinds)
    if found is None or where.county not in units.above(connection, where.unit)[1:]:
        raise NotFound
    return found


def register(
    connection: Connection, library: Library, actor: Actor, where: Where, typed: Registered, base: int, file: Checked | None = None
) -> Offline:
    """Register a report, or change what is registered over the version `base` (0: nothing). The same again changes nothing.

    Raises Stale when somebody else was faster. Without a file the one there is stays.
    """
    there = _held(connection, library, actor, where, base)
    bound = Offline(where.unit, where.year, typed.way, typed.received_on) if there is None else there
    wanted = replace(
        bound,
        way=typed.way,
        received_on=typed.received_on,
        copies=typed.copies,
        published_on=typed.published_on,
        address=typed.address,
        note=typed.note,
    )
    if file:
        wanted = replace(wanted, file=evidence.put(connection, file, actor.at), file_name=file.name)
    return _kept(connection, actor, there, wanted, "change_offline" if there else "register_offline")


def hand_in_sheet(connection: Connection, library: Library, actor: Actor, where: Where, sheet: Checked, base: int) -> Offline:
    """Keep the 指标表 that came along; its figures count once they are accepted. Raises Stale, NotFound."""
    there = _there(_held(connection, library, actor, where, base))
    wanted = replace(there, sheet=evidence.put(connection, sheet, actor.at), sheet_name=sheet.name)
    return _kept(connection, actor, there, wanted, "hand_in_offline_sheet")


def drop(connection: Connection, library: Library, actor: Actor, where: Where, what: str, base: int) -> Offline:
    """Take the file or the sheet off the registration; the history keeps its digest. Raises Stale, NotFound."""
    there = _there(_held(connection, library, actor, where, base))
    wanted = replace(there, sheet=None, sheet_name="") if what == SHEET else replace(there, file=None, file_name="")
    return _kept(connection, actor, there, wanted, "drop_offline_file")


def set_figures(
    connection: Connection, library: Library, actor: Actor, where: Where, typed: Mapping[str, Typed], base: int
) -> tuple[str, ...]:
    """Keep figures as typed; the indicators that changed. The same again changes nothing.

    Raises Stale, NotFound for a figure that is none, Refused for one that cannot be read.
    """
    there = _there(_held(connection, library, actor, where, base))
    now = figures(connection, where)
    changed = {key: each for key, each in typed.items() if each != _as_typed(now.get(key))}
    if not changed:
        return ()
    entries = {key: entry_of(library, where.year, key, each) for key, each in changed.items()}
    gone = tuple(key for key, each in changed.items() if not each.raw and not each.last)
    offline.put_figures(connection, where.unit, where.year, (each for key, each in entries.items() if key not in gone), gone)
    version = there.version + 1
    offline.put(connection, replace(there, version=version, saved_at=actor.at), actor.id)
    value = {key: "　".join(filter(None, (each.raw, each.last, each.as_of))) for key, each in changed.items()}
    _note(connection, actor, where, "set_offline_figures", version, value)
    return tuple(changed)


def withdraw(connection: Connection, library: Library, actor: Actor, where: Where, reason: str, base: int) -> None:
    """Take a registration back; the history keeps it all. Raises Refused without a reason, Stale, NotFound."""
    there = _there(_held(connection, library, actor, where, base))
    if not reason.strip():
        raise Refused(say.withdraw_reason())
    kept = {key: each.raw for key, each in figures(connection, where).items()}
    offline.remove(connection, where.unit, where.year)
    standings.expire_one(connection, where.unit, where.year)
    _note(connection, actor, where, "withdraw_offline", there.version + 1, _value(there) | {"reason": reason.strip()} | kept)


def taken(connection: Connection, library: Library, actor: Actor, where: Where, what: str) -> Checked:
    """The file or the sheet to take away. Raises NotFound when there is none."""
    place_below(connection, library, actor, where)
    there = offline.offline(connection, where.unit, where.year)
    digest, name = ((there.sheet, there.sheet_name) if what == SHEET else (there.file, there.file_name)) if there else (None, "")
    found = files.kept(connection, digest) if digest else None
    if found is None:
        raise NotFound
    return Checked(name, found.media_type, found.content)


def record_download(connection: Connection, actor: Actor, where: Where, name: str) -> None:
    """Keep who took a file away."""
    _note(connection, actor, where, "download", 0, {"name": name})


def figures(connection: Connection, where: Where) -> dict[str, OfflineFigure]:
    """The figures that were accepted, by indicator."""
    return offline.figures_of(connection, (where.unit,), where.year).get(where.unit, {})


def entry_of(library: Library, year: int, key: str, typed: Typed) -> Entry:
    """A figure as typed, read. Raises NotFound for no figure, Refused for what cannot be read."""
    indicator = library.indicators.get(key)
    if indicator is None or indicator.rate:
        raise NotFound
    entry = read_entry(EntryRecord(indicator=key, raw=typed.raw, last=typed.last, as_of=typed.as_of), indicator, year)
    for raw, reading in ((typed.raw, entry.now), (typed.last, entry.last)):
        if raw and reading.answer not in _READABLE:
            raise Refused(say.figure_unreadable(indicator.name, raw, indicator.unit))
    if typed.as_of and read_date(typed.as_of, year)[0] is None:
        raise Refused(say.day_unclear(typed.as_of))
    return entry


def version_of(connection: Connection, where: Where) -> int:
    """The version a form of this registration carries: what stands there, 0 for nothing."""
    there = offline.offline(connection, where.unit, where.year)
    return there.version if there else 0


def _held(connection: Connection, library: Library, actor: Actor, where: Where, base: int) -> Offline | None:
    """What is registered, held until the transaction ends. Raises NotFound, NotAllowed, Stale."""
    place_below(connection, library, actor, where)
    units.hold(connection, where.unit)
    there = offline.offline(connection, where.unit, where.year)
    if (there.version if there else 0) != base:
        raise Stale
    return there


def _there(found: Offline | None) -> Offline:
    if found is None:
        raise NotFound
    return found


def _kept(connection: Connection, actor: Actor, there: Offline | None, wanted: Offline, action: str) -> Offline:
    if wanted == there:
        return wanted
    last = there.version if there else offline.last_version(connection, wanted.unit_id)
    kept = replace(wanted, version=last + 1, saved_at=actor.at, saved_by=actor.name)
    offline.put(connection, kept, actor.id)
    standings.expire_one(connection, kept.unit_id, kept.year)
    _note(connection, actor, Where(0, kept.unit_id, kept.year), action, kept.version, _value(kept))
    return kept


def _as_typed(figure: OfflineFigure | None) -> Typed:
    return Typed(figure.raw, figure.last, figure.as_of) if figure else Typed()


def _value(kept: Offline) -> Value:
    keys = ("way", "received_on", "copies", "published_on", "address", "note", "file", "file_name", "sheet", "sheet_name")
    return {key: str(value) for key in keys if (value := getattr(kept, key))}


def _note(connection: Connection, actor: Actor, where: Where, action: str, version: int, value: Value) -> None:
    event = Event(actor.at, actor.id, f"unit:{where.unit}", action, where.unit, None, version, value | {"year": str(where.year)})
    history.add(connection, event)
