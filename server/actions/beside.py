"""A county's figures beside those of its units, for the pages and papers of both; reads only, but for the record of what was taken away."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow_below
from server.library import Library
from server.report.proposing.differing import Said, Source, Verdict, counting, pairs
from server.report.proposing.papers import Line
from server.report.who import Act
from server.storage import history, offline, proposals, reports, units
from server.storage.history import Event
from server.storage.proposals import Proposal
from server.storage.reports import Report
from server.storage.units import UnitPlace

_ODD = frozenset({Verdict.differs, Verdict.roughly, Verdict.another_day, Verdict.unreadable})
_WAITING = frozenset({Verdict.unfilled, Verdict.unreported})


def lines_below(connection: Connection, library: Library, actor: Actor, county: int, year: int) -> tuple[Line, ...]:
    """Every figure that was given for the units below, beside what they have. Raises NotFound or NotAllowed."""
    allow_below(connection, actor, Act.oversee, county)
    places = units.units(connection, units.below(connection, county), library.kinds)
    return lines_of(connection, library, places, year)


def lines_of(
    connection: Connection, library: Library, places: Iterable[UnitPlace], year: int, own: Source | None = None
) -> tuple[Line, ...]:
    """The same for some units: indicators in the order of the catalogue, units in the order given.

    `own` says which of their papers is meant; without it the one that counts.
    """
    names = {each.id: each.unit.short_name for each in places}
    given = proposals.proposals_of(connection, names, year)
    written = {each.unit_id: each for each in reports.reports_of(connection, list(given)) if each.year == year}
    registered = offline.offline_of(connection, given, year)
    states = {unit: written[unit].state if unit in written else None for unit in names if unit in given}
    sources = {unit: own or counting(state, offline=unit in registered) for unit, state in states.items()}
    theirs = _own(connection, sources, written, year)
    said = {unit: {key: Said(each.raw, each.as_of) for key, each in found.items()} for unit, found in given.items()}
    found = pairs(said, theirs, sources, library.indicators, year)
    return tuple(
        Line(
            each,
            library.indicators[each.indicator],
            names[each.unit],
            origin(there),
            there.answer,
            there.note,
            able=each.unit in written or each.unit not in registered,
        )
        for each in found
        for there in [given[each.unit][each.indicator]]
    )


def chosen(lines: Iterable[Line], choice: str, unit: int | None = None, indicator: str = "") -> tuple[Line, ...]:
    """The lines of a choice (`papers.CHOICES`), of one unit or of one figure where one is named."""
    return tuple(each for each in lines if _fits(each, choice) and unit in (None, each.pair.unit) and indicator in ("", each.indicator.id))


def origin(given: Proposal) -> str:
    """Who gives a figure, and out of which system."""
    return " ".join(filter(None, (given.office, given.system)))


def record_differences(connection: Connection, actor: Actor, county: int, year: int, name: str) -> None:
    """Keep that the table left the program."""
    history.add(
        connection, Event(actor.at, actor.id, f"unit:{county}", "download_differences", county, value={"name": name, "year": str(year)})
    )


def _fits(line: Line, choice: str) -> bool:
    verdict = line.pair.verdict
    match choice:
        case "unequal":
            return verdict in _ODD
        case "waiting":
            return verdict in _WAITING
        case "open":
            return line.able and (line.answer == choice or line.after)
        case "disputed":
            return line.answer == choice
        case _:
            return True


def _own(connection: Connection, sources: Mapping[int, Source], written: Mapping[int, Report], year: int) -> dict[int, dict[str, Said]]:
    """What units have themselves: entries of their reports, or figures of what came 线下."""
    paper = offline.figures_of(connection, [unit for unit, source in sources.items() if source is Source.offline], year)
    found = {unit: {key: Said(each.raw, each.as_of) for key, each in figures.items()} for unit, figures in paper.items()}
    by_report = {written[unit].id: unit for unit, source in sources.items() if source is Source.own}
    for report_id, key, raw, as_of in proposals.raws_of(connection, by_report):
        found.setdefault(by_report[report_id], {})[key] = Said(raw, as_of)
    return found
