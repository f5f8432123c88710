"""What the units below one still owe in a year, for those who watch over them, and a record of every paper that was made of it."""

from collections import Counter

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow_below
from server.actions.outlooks import Outlooks
from server.library import Library
from server.report.season.chasing import Watched
from server.report.season.chasing_papers import Chase, units_named
from server.report.units import Body
from server.report.who import Act
from server.report.workflow import State
from server.storage import history, reports, units
from server.storage.history import Event
from server.storage.reports import Report
from server.storage.units import UnitPlace


def watched(connection: Connection, library: Library, outlooks: Outlooks, actor: Actor, unit_id: int, year: int) -> tuple[Watched, ...]:
    """Every unit below, in the order of the tree, with what is open of its report. Raises NotFound or NotAllowed."""
    allow_below(connection, actor, Act.oversee, unit_id)
    places = _in_tree_order(units.units(connection, units.below(connection, unit_id), library.kinds), unit_id)
    written = {each.unit_id: each for each in reports.reports_of(connection, [place.id for place in places]) if each.year == year}
    return tuple(_watched(connection, outlooks, place, written.get(place.id), year, actor) for place in places)


def sender(place: UnitPlace, below: tuple[Watched, ...]) -> str:
    """In whose name the units are spoken to: the office that most of them are to send a copy to, else the unit itself."""
    offices = Counter(office for each in below if (office := each.unit.bodies.get(Body.higher_oversight, "")))
    return offices.most_common(1)[0][0] if offices else place.unit.name


def record(connection: Connection, actor: Actor, unit_id: int, chase: Chase, file: str) -> None:
    """Keep who took which paper about which units; nothing else is said of them."""
    told = {"file": file, "year": str(chase.year), "choice": chase.choice.value, "units": units_named(chase.units)}
    history.add(connection, Event(actor.at, actor.id, f"unit:{unit_id}", "chase", unit_id, value=told))


def _watched(connection: Connection, outlooks: Outlooks, place: UnitPlace, report: Report | None, year: int, actor: Actor) -> Watched:
    found = report or _no_report(place.id, year, actor)
    return Watched(place.id, place.unit, report.id if report else None, report.state if report else None, outlooks.of(connection, found))


def _no_report(unit_id: int, year: int, actor: Actor) -> Report:
    """A report that is not there, for the dates that hold for it all the same."""
    return Report(0, unit_id, year, "", 0, "", State.filling, 0, 0, 0, actor.at)


def _in_tree_order(places: tuple[UnitPlace, ...], top: int) -> tuple[UnitPlace, ...]:
    """Every unit right after the one it stands below."""
    standing = [each for each in places if each.parent_id == top]
    return tuple(found for each in standing for found in (each, *_in_tree_order(places, each.id)))
