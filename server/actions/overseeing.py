"""The board of the units below one, from the ledger as it stands; and what the county does about them: more time, a nudge, a paper."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from server.actions import reminding, standings
from server.actions.allowing import Actor, allow_below, allow_unit
from server.actions.calling import Office, calls_of
from server.actions.outlooks import Outlooks, outlook_of
from server.actions.standings import case_of, no_report
from server.clock import BEIJING
from server.library import Library
from server.report.deadlines import Extension
from server.report.overseeing.blocking import Since
from server.report.overseeing.board import Contact, Line, caller
from server.report.problems import NotFound, Stale
from server.report.season.chasing import Watched
from server.report.season.chasing_papers import Chase, units_named
from server.report.season.countdown import Outlook
from server.report.season.reminding import quiet
from server.report.units import Body
from server.report.who import Act
from server.storage import graces, history, offline, overseen, reports, units
from server.storage import standings as kept
from server.storage.graces import Grace, Way
from server.storage.history import Event
from server.storage.overseen import Moments
from server.storage.reports import Report
from server.storage.standings import Branch
from server.storage.units import UnitPlace

MOST = 300


@dataclass(frozen=True)
class Nudged:
    """What came of a nudge: how many units; where `told`, how many people by the application, and how many units have no report.

    `resting`: nobody is reminded today, the next working day is.
    """

    units: int
    people: int = 0
    without: int = 0
    resting: bool = False
    told: bool = False


@dataclass(frozen=True)
class Overseen:
    """A unit with a line for every unit below it."""

    place: UnitPlace
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Below:
    """One unit below with what is open of its report, and the time it was given."""

    place: UnitPlace
    watched: Watched
    grace: Grace | None


@dataclass(frozen=True)
class _Read:
    """What the lines are made of, read at once for all units of a board."""

    year: int
    reports: Mapping[int, Report]
    moments: Mapping[int, Moments]
    told: Mapping[int, datetime]
    nudged: Mapping[tuple[int, int], datetime]
    graces: Mapping[tuple[int, int], Grace]
    came: Mapping[int, offline.Offline]
    outlooks: Mapping[int, Outlook]


def lines(connection: Connection, library: Library, outlooks: Outlooks, actor: Actor, unit_id: int, year: int) -> Overseen | None:
    """A line for every unit below, in the order of the tree, from the ledger as it stands; None for more than a board may hold.

    Raises NotFound or NotAllowed.
    """
    allow_below(connection, actor, Act.oversee, unit_id)
    found = overseen.branch(connection, unit_id, library.kinds, MOST + 1)
    return Overseen(found[0], _lines(connection, outlooks, actor, found, year)) if found else None


def _lines(connection: Connection, outlooks: Outlooks, actor: Actor, branch: tuple[UnitPlace, ...], year: int) -> tuple[Line, ...]:
    places = _in_tree_order(branch, branch[0].id)
    ids = tuple(each.id for each in places)
    written = {each.unit_id: each for each in reports.of_units(connection, ids, year)}
    known = outlooks.of_all(connection, [written.get(each) or no_report(each, year, actor.at) for each in ids])
    numbers, whose = [each.id for each in written.values()], [(each, year) for each in ids]
    read = _Read(
        *(year, written, overseen.moments(connection, numbers), overseen.told(connection, numbers)),
        *(graces.nudged(connection, whose), graces.graces(connection, whose), offline.offline_of(connection, ids, year), known),
    )
    teams = overseen.teams(connection, ids, actor.at)
    called = {each.id: caller(teams.get(each.id, ()), known[each.id].waits_for, _contact(each)) for each in places}
    return tuple(_line(read, each, called[each.id]) for each in places)


def overview(connection: Connection, actor: Actor, unit_id: int, year: int) -> tuple[Branch, ...]:
    """The units right below one with the counts of all in them, as last reckoned. Raises NotFound or NotAllowed."""
    allow_below(connection, actor, Act.oversee, unit_id)
    return kept.branches(connection, unit_id, year)


def sender(place: UnitPlace, below: Iterable[Watched]) -> str:
    """In whose name the units are spoken to: the office that most of them are to send a copy to, else the unit itself."""
    offices = Counter(office for each in below if (office := each.unit.bodies.get(Body.higher_oversight, "")))
    return offices.most_common(1)[0][0] if offices else place.unit.name


def record(connection: Connection, actor: Actor, unit_id: int, chase: Chase, file: str) -> None:
    """Keep who took which paper about which units; nothing else is said of them."""
    told = {"file": file, "year": str(chase.year), "choice": chase.choice.value, "units": units_named(chase.units)}
    history.add(connection, Event(actor.at, actor.id, f"unit:{unit_id}", "chase", unit_id, value=told))


def give_time(
    connection: Connection, library: Library, actor: Actor, unit_id: int, year: int, extension: Extension | None, version: int
) -> None:
    """More time for a unit to hand in, also before it has a report, or none any more (None). The caller has checked the day.

    Raises NotFound, NotAllowed, Stale when somebody gave another meanwhile.
    """
    allow_unit(connection, actor, Act.oversee, unit_id)
    units.hold(connection, unit_id)
    whose = (unit_id, year)
    if extension and not graces.keep(connection, whose, extension, version, actor.id, actor.at):
        raise Stale
    if extension is None and not graces.take_back(connection, whose, version):
        raise Stale
    report = reports.of_year(connection, unit_id, year)
    said = {"until": extension.until.isoformat(), "granted_by": extension.granted_by, "why": extension.reason} if extension else {}
    action, target = "extend" if extension else "unextend", f"grace:{unit_id}:{year}"
    history.add(connection, Event(actor.at, actor.id, target, action, unit_id, report.id if report else None, version + 1, said))
    standings.refresh(connection, library, [whose], actor.at)


def below(connection: Connection, library: Library, actor: Actor, top: int, unit_id: int, year: int) -> Below:
    """A unit below another with the time it was given. Raises NotFound or NotAllowed."""
    allow_below(connection, actor, Act.oversee, top)
    place = units.unit(connection, unit_id, library.kinds)
    if place is None or top not in units.above(connection, unit_id)[1:]:
        raise NotFound
    report = reports.of_year(connection, unit_id, year)
    outlook = outlook_of(connection, library, report or no_report(unit_id, year, actor.at))
    watched = Watched(unit_id, place.unit, report.id if report else None, report.state if report else None, outlook)
    return Below(place, watched, graces.graces(connection, [(unit_id, year)]).get((unit_id, year)))


def nudge(connection: Connection, office: Office, actor: Actor, unit_id: int, unit_ids: Iterable[int], year: int, way: Way) -> Nudged:
    """Write down that units below were nudged; by a digest, tell their people at once, in the application: mail follows by daily work.

    Raises NotFound for units that are not below, NotAllowed.
    """
    allow_below(connection, actor, Act.oversee, unit_id)
    chosen = tuple(unit_ids)
    if not set(chosen) <= set(units.below(connection, unit_id)):
        raise NotFound
    graces.nudge(connection, chosen, year, way, actor.id, actor.at)
    told = {"way": way.value, "year": str(year), "units": " ".join(map(str, chosen))}
    history.add(connection, Event(actor.at, actor.id, f"unit:{unit_id}", "nudge", unit_id, value=told))
    return _told(connection, office, chosen, year, actor.at) if way is Way.digest else Nudged(len(chosen))


def _told(connection: Connection, office: Office, unit_ids: tuple[int, ...], year: int, at: datetime) -> Nudged:
    written = [each.id for each in reports.of_units(connection, unit_ids, year)]
    day = at.astimezone(BEIJING).date()
    people = reminding.tell(connection, office, written, day)
    resting = bool(written) and all(_resting(connection, office, each, day, at) for each in written)
    return Nudged(len(unit_ids), people, len(unit_ids) - len(written), resting=resting, told=True)


def _resting(connection: Connection, office: Office, report_id: int, day: date, at: datetime) -> bool:
    calls = calls_of(connection, office.library, report_id, at)
    return calls is None or quiet(day, calls.kept.habits, calls.season.calendar)


def _line(read: _Read, place: UnitPlace, called: Contact) -> Line:
    report, outlook, whose = read.reports.get(place.id), read.outlooks[place.id], (place.id, read.year)
    case = replace(case_of(outlook, report, read.came.get(place.id), expected=place.liaison.expected), since=_since(read, report))
    watched = Watched(place.id, place.unit, report.id if report else None, report.state if report else None, outlook)
    told = [at for at in (read.told.get(report.id) if report else None, read.nudged.get(whose)) if at]
    grace = read.graces.get(whose)
    return Line(watched, case, called, _day(max(told, default=None)), grace.extension if grace else None, place.parent_id)


def _since(read: _Read, report: Report | None) -> Since:
    moved = read.moments[report.id] if report else Moments()
    return Since(_day(moved.state), _day(moved.section), _day(report.changed_at) if report else None)


def _day(at: datetime | None) -> date | None:
    return at.astimezone(BEIJING).date() if at else None


def _contact(place: UnitPlace) -> Contact:
    return Contact(place.liaison.contact, place.liaison.phone)


def _in_tree_order(places: tuple[UnitPlace, ...], top: int) -> tuple[UnitPlace, ...]:
    """Every unit below right after the one it stands under."""
    under: dict[int | None, list[UnitPlace]] = {}
    for each in places:
        under.setdefault(each.parent_id, []).append(each)
    return tuple(_walked(under, top))


def _walked(under: Mapping[int | None, list[UnitPlace]], top: int) -> Iterable[UnitPlace]:
    for each in under.get(top, ()):
        yield each
        yield from _walked(under, each.id)
