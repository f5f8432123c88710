"""A report as it stood at any moment, replayed from the history; it changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions.exporting import Contents, assembled
from server.actions.saving import entry_record
from server.library import Library
from server.report.chronicle.replaying import Place, Stood, replay
from server.report.problems import NotFound
from server.report.snapshot import Snapshot
from server.report.units import Unit
from server.storage import chronicles, reports, units
from server.storage.reports import Report, Section


@dataclass(frozen=True)
class Replayed:
    """A report behind something that happened. `whole`: everything in it is told by the history, nothing is taken from today."""

    snapshot: Snapshot
    whole: bool


def replayed(connection: Connection, library: Library, report: Report, upto: int) -> Replayed:
    """The report behind the happening of this number. Raises NotFound before the report was opened."""
    sections = {each.id: each for each in reports.sections(connection, report.id)}
    happened = chronicles.replayable(connection, report.id, upto)
    if not happened:
        raise NotFound
    now = [Place(each.id, each.heading, each.shown) for each in sections.values() if each.level]
    stood = replay(now, happened, chronicles.places_of_items(connection, sections))
    said = Contents(
        texts=stood.texts,
        items=stood.items,
        entries=tuple(entry_record(key, dict(stood.entries[key])) for key in sorted(stood.entries)),
    )
    unit, known = _unit(connection, library, report, upto)
    around = [each for each in sections.values() if not each.level]
    snapshot = assembled(unit, report, [*around, *_arranged(sections.values(), stood, report)], said)
    return Replayed(snapshot, stood.whole and known)


def _arranged(sections: Iterable[Section], stood: Stood, report: Report) -> list[Section]:
    """The sections as they were named, switched, ordered and done; those that came later are not among them."""
    known = {each.id: each for each in sections}
    return [
        replace(known[each.id], heading=each.heading, shown=each.shown, done_at=report.changed_at if each.id in stood.done else None)
        for each in stood.order
        if each.id in known
    ]


def _unit(connection: Connection, library: Library, report: Report, upto: int) -> tuple[Unit, bool]:
    """The unit as its settings were, and whether the history tells them: what was set later says nothing of before."""
    told = chronicles.unit_before(connection, report.unit_id, upto).get("unit", "")
    if told:
        return Unit.model_validate_json(told), True
    place = units.unit(connection, report.unit_id, library.kinds)
    if place is None:
        raise NotFound
    return place.unit, place.version == 1
