"""Figures a county gives for its units, and what a unit says of them: taken, confirmed or disputed. No entry changes without a click."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow, allow_below
from server.actions.saving import ENTRY, Field, Saved, save_fields
from server.clock import BEIJING
from server.library import Library
from server.report.entries import Answer, read_date, read_number
from server.report.problems import NotFound, Refused, Stale
from server.report.proposing import sentences as say
from server.report.proposing.differing import LEAST_REASON, alike
from server.report.snapshot import EntryRecord
from server.report.who import Act
from server.storage import contents, history, proposals, reports, units
from server.storage.contents import StoredEntry
from server.storage.history import Event
from server.storage.proposals import DISPUTED, OPEN, TAKEN, Proposal

_GIVABLE = (Answer.number, Answer.not_applicable)


@dataclass(frozen=True)
class Gift:
    """One figure for one unit."""

    unit: int
    indicator: str
    raw: str
    as_of: str = ""


@dataclass(frozen=True)
class From:
    """Whose figures they are: the office, and the system they come from."""

    office: str
    system: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Came:
    """What came of giving: figures that are new, in the place of others, and as they were."""

    new: int = 0
    replaced: int = 0
    same: int = 0


@dataclass(frozen=True)
class Shown:
    """A figure as the page showed it: its version and value, and the version of the unit's own entry."""

    version: int
    raw: str
    entry: int = 0


def give(connection: Connection, library: Library, actor: Actor, county: int, year: int, source: From, gifts: Iterable[Gift]) -> Came:
    """Keep figures for units below a county; one in the place of another is open again. The same again changes nothing.

    Raises NotFound, NotAllowed; Refused for a figure that cannot be read, without an office, or for nothing: then nothing is kept.
    """
    allow_below(connection, actor, Act.oversee, county)
    wanted = tuple(gifts)
    if not source.office:
        raise Refused(say.office_needed())
    if source.as_of and read_date(source.as_of, year)[0] is None:
        raise Refused(say.day_unclear(source.as_of))
    if not wanted:
        raise Refused(say.nothing_given())
    _check(connection, library, county, wanted)
    ids = sorted({each.unit for each in wanted})
    for unit_id in ids:
        units.hold(connection, unit_id)
    there = proposals.proposals_of(connection, ids, year)
    made = [_given(library, actor, year, source, each, there.get(each.unit, {}).get(each.indicator)) for each in wanted]
    changed = [(each, before) for each, before in made if each != before]
    proposals.put(connection, (each for each, _ in changed), actor.id)
    written = {each.unit_id: each.id for each in reports.reports_of(connection, ids) if each.year == year}
    history.add(connection, *(_event(actor, each, "give_figure", written.get(each.unit_id)) for each, _ in changed))
    replaced = sum(before is not None for _, before in changed)
    return Came(len(changed) - replaced, replaced, len(made) - len(changed))


def take_back(connection: Connection, actor: Actor, county: int, year: int, indicator: str) -> int:
    """Take back what was given of an indicator to all units below, as after a wrong column; how many. Entries stay as they are."""
    allow_below(connection, actor, Act.oversee, county)
    found = proposals.proposals_of(connection, units.below(connection, county), year)
    gone = [replace(each[indicator], version=each[indicator].version + 1) for each in found.values() if indicator in each]
    proposals.remove(connection, gone)
    written = {each.unit_id: each.id for each in reports.reports_of(connection, [each.unit_id for each in gone]) if each.year == year}
    history.add(connection, *(_event(actor, each, "take_figure_back", written.get(each.unit_id)) for each in gone))
    return len(gone)


def take(connection: Connection, library: Library, actor: Actor, report_id: int, indicator: str, shown: Shown) -> None:
    """Write a figure the county gave into the report, with where it comes from; one that is there already is only confirmed.

    Raises NotFound, Stale when the figure, or the unit's own, is not what was shown any more.
    """
    standing = allow(connection, actor, Act.answer, report_id)
    given = _there(connection, library, standing, indicator, shown)
    own = contents.entries(connection, report_id, [indicator]).get(indicator, StoredEntry(EntryRecord(indicator=indicator)))
    if own.version != shown.entry:
        raise Stale(say.entry_changed(library.indicators[indicator].name, own.record.raw))
    if not alike(own.record.raw, given.raw, library.indicators[indicator]):
        field = Field(ENTRY, indicator, _as_entry(given), own.version)
        save_fields(connection, library, actor, standing, [field], "take_given")
    _answer(connection, actor, standing, replace(given, answer=TAKEN, note=""), "take_given")


def take_beside(connection: Connection, library: Library, actor: Actor, report_id: int, which: str, saved: Saved) -> bool:
    """The same from the page of a section, whose figures were just saved: “dis.found@3” is the figure and its version.

    False when somebody else changed either since the page was shown; nothing is written then.
    """
    indicator, _, version = which.rpartition("@")
    standing = allow(connection, actor, Act.answer, report_id)
    given = proposals.proposals_of(connection, (standing.report.unit_id,), standing.report.year).get(standing.report.unit_id, {})
    name = f"{ENTRY}.{indicator}"
    if indicator not in given or str(given[indicator].version) != version or any(each.name == name for each, _ in saved.merged):
        return False
    shown = Shown(given[indicator].version, given[indicator].raw, saved.versions.get(name, 0))
    take(connection, library, actor, report_id, indicator, shown)
    return True


def confirm_same(connection: Connection, library: Library, actor: Actor, report_id: int, shown: Mapping[str, Shown]) -> int:
    """Confirm every open figure that the report has, too; how many. What changed since it was shown, or differs, stays open."""
    standing = allow(connection, actor, Act.answer, report_id)
    unit, year = standing.report.unit_id, standing.report.year
    given = proposals.proposals_of(connection, (unit,), year).get(unit, {})
    entries = contents.entries(connection, report_id, list(given))
    same = [
        each
        for key, each in given.items()
        if each.answer == OPEN and key in entries and key in library.indicators and key in shown
        if (each.version, each.raw) == (shown[key].version, shown[key].raw)
        and alike(entries[key].record.raw, each.raw, library.indicators[key])
    ]
    for each in same:
        _answer(connection, actor, standing, replace(each, answer=TAKEN, note=""), "confirm_given")
    return len(same)


def dispute(connection: Connection, library: Library, actor: Actor, report_id: int, indicator: str, shown: Shown, reason: str) -> None:
    """Say why a figure the county gave is not right; the report stays as it is.

    Raises Refused for a reason of fewer than six characters, Stale for a figure that is not what was shown any more.
    """
    standing = allow(connection, actor, Act.answer, report_id)
    given = _there(connection, library, standing, indicator, shown)
    plain = " ".join(reason.split())
    if len("".join(plain.split())) < LEAST_REASON:
        raise Refused(say.reason_short(LEAST_REASON))
    _answer(connection, actor, standing, replace(given, answer=DISPUTED, note=plain), "dispute_given")


def _check(connection: Connection, library: Library, county: int, wanted: tuple[Gift, ...]) -> None:
    """Raises NotFound for a unit that is not below or a figure that is none, Refused for a value that cannot be read."""
    below = set(units.below(connection, county))
    names = {each.id: each.unit.short_name for each in units.units(connection, tuple({each.unit for each in wanted}), library.kinds)}
    for each in wanted:
        indicator = library.indicators.get(each.indicator)
        if each.unit not in below or indicator is None or indicator.rate:
            raise NotFound
        if read_number(each.raw, indicator)[0].answer not in _GIVABLE:
            raise Refused(say.given_unreadable(names[each.unit], indicator.name, each.raw, indicator.unit))


def _given(
    library: Library, actor: Actor, year: int, source: From, gift: Gift, before: Proposal | None
) -> tuple[Proposal, Proposal | None]:
    """The figure as it shall be kept beside the one before; the very same where nothing is new.

    A figure that only says anew where it comes from keeps its answer.
    """
    as_of = gift.as_of or source.as_of
    said = (gift.raw, as_of, source.office, source.system)
    if before and said == (before.raw, before.as_of, before.office, before.system):
        return before, before
    fresh = Proposal(gift.unit, year, gift.indicator, *said, given_at=actor.at)
    if before is None:
        return fresh, None
    if before.as_of == as_of and alike(before.raw, gift.raw, library.indicators[gift.indicator]):
        fresh = replace(fresh, answer=before.answer, note=before.note, answered_at=before.answered_at, answered_by_id=before.answered_by_id)
    return replace(fresh, version=before.version + 1), before


def _there(connection: Connection, library: Library, standing: Standing, indicator: str, shown: Shown) -> Proposal:
    """The figure the county gave, as it was shown. Raises NotFound for none, Stale for one that was replaced or answered meanwhile."""
    unit, year = standing.report.unit_id, standing.report.year
    found = proposals.proposals_of(connection, (unit,), year).get(unit, {}).get(indicator)
    if found is None or indicator not in library.indicators:
        raise NotFound
    if (found.version, found.raw) != (shown.version, shown.raw):
        raise Stale(say.answered_meanwhile(library.indicators[indicator].name))
    return found


def _as_entry(given: Proposal) -> dict[str, str]:
    day = f"{given.given_at.astimezone(BEIJING):%Y-%m-%d}" if given.given_at else ""
    return {"raw": given.raw, "as_of": given.as_of, "office": given.office, "person": "", "date": day, "system": given.system}


def _answer(connection: Connection, actor: Actor, standing: Standing, answered: Proposal, action: str) -> None:
    kept = replace(answered, version=answered.version + 1, answered_at=actor.at)
    proposals.answer(connection, kept, actor.id)
    history.add(connection, _event(actor, kept, action, standing.report.id))


def _event(actor: Actor, given: Proposal, action: str, report_id: int | None) -> Event:
    value = {"raw": given.raw, "as_of": given.as_of, "office": given.office, "system": given.system}
    value |= {"answer": given.answer, "note": given.note}
    name = f"proposal:{given.unit_id}:{given.year}:{given.indicator}"
    return Event(actor.at, actor.id, name, action, given.unit_id, report_id, given.version, value)
