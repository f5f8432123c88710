"""What is due for reports and what is done: rules, notice, calendar, extensions and ledger of each, put together in one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from server.actions import knowledge
from server.actions.knowing import Recorded, done_of, recorded
from server.clock import BEIJING
from server.library import Library
from server.report.deadlines import Delivery, Planned, deliveries, granted, plan
from server.report.phrases import fill
from server.report.problems import NotFound
from server.report.rules import Rule, of_notice
from server.report.season.ledger import FIRST, HANDED_IN, Done
from server.report.workdays import Arrangement, Calendar
from server.storage import editions, graces, notices, rules, units
from server.storage.graces import Grace, Way, Whose
from server.storage.notices import Notice
from server.storage.reports import Report
from server.storage.rules import LocalRule
from server.storage.units import UnitPlace


@dataclass(frozen=True)
class Season:
    """A report with all its dates rest on. `rows` in the order the rules name them, `steps` by planned day, `done`: what settles them.

    `grace`: more time that the county gave; `nudged`: the day on which it last had the unit reminded.
    """

    report: Report
    place: UnitPlace
    calendar: Calendar
    notice: Notice | None
    rules: tuple[Rule, ...]
    rows: tuple[Delivery, ...]
    steps: tuple[Planned, ...]
    done: Done
    grace: Grace | None = None
    nudged: date | None = None


@dataclass(frozen=True)
class _Read:
    """Everything some seasons are made of, read at once. `local`: what every unit above decided, by unit."""

    places: dict[int, UnitPlace]
    lines: dict[int, tuple[int, ...]]
    local: dict[int, list[LocalRule]]
    arrangements: tuple[Arrangement, ...]
    notices: dict[int, Notice]
    graces: dict[Whose, Grace]
    nudged: dict[Whose, date]
    recorded: Recorded


def season_of(connection: Connection, library: Library, report: Report) -> Season:
    """The season of a report with the extensions granted. Raises NotFound when its unit is gone."""
    found = seasons_of(connection, library, (report,))
    if not found:
        raise NotFound
    return found[0]


def seasons_of(connection: Connection, library: Library, found: Iterable[Report]) -> tuple[Season, ...]:
    """The seasons of reports in their order, in as many queries as one takes; those whose unit is gone are left out.

    A report that is not there (id 0) has the dates its unit would have, by the edition its tree has open for the year.
    """
    asked = tuple(found)
    read = _read(connection, library, asked)
    mine = [each for each in asked if each.unit_id in read.places]
    editions_of = _editions(connection, mine, read.lines)
    libraries = {each: knowledge.of_edition(connection, library, each) for each in set(editions_of)}
    calendars = {key: each.calendar.with_arrangements(read.arrangements) for key, each in libraries.items()}
    return tuple(_season(read, libraries[key], calendars[key], report) for report, key in zip(mine, editions_of, strict=True))


def _read(connection: Connection, library: Library, asked: tuple[Report, ...]) -> _Read:
    ids, whose = tuple(each.id for each in asked if each.id), tuple({(each.unit_id, each.year) for each in asked})
    places = {each.id: each for each in units.units(connection, tuple({unit for unit, _ in whose}), library.kinds)}
    lines = {each.id: _line(each) for each in places.values()}
    local: dict[int, list[LocalRule]] = {}
    for each in rules.local_rules(connection, tuple({above for line in lines.values() for above in line})):
        local.setdefault(each.unit_id, []).append(each)
    return _Read(
        places=places,
        lines=lines,
        local=local,
        arrangements=rules.arrangements(connection),
        notices=notices.notices(connection, ids),
        graces=graces.graces(connection, whose),
        nudged={key: at.astimezone(BEIJING).date() for key, at in graces.nudged(connection, whose, Way.digest).items()},
        recorded=recorded(connection, ids),
    )


def _line(place: UnitPlace) -> tuple[int, ...]:
    """The unit and every unit above it, nearest first."""
    return tuple(int(each) for each in reversed(place.path.split("/")) if each) or (place.id,)


def _editions(connection: Connection, mine: list[Report], lines: dict[int, tuple[int, ...]]) -> list[int | None]:
    """By which edition each is dated: its own, or the open one of its tree and year where there is no report to have one."""
    tops = {lines[each.unit_id][-1] for each in mine if not each.id}
    opened = {top: editions.open_ids(connection, top) for top in tops}
    return [each.edition_id if each.id else opened[lines[each.unit_id][-1]].get(each.year) for each in mine]


def _season(read: _Read, library: Library, calendar: Calendar, report: Report) -> Season:
    place, notice = read.places[report.unit_id], read.notices.get(report.id)
    above = (each for unit in read.lines[report.unit_id] for each in read.local.get(unit, ()))
    bound = rules.in_force(library.rules, above)
    if notice and notice.final_day:
        day = {"month": str(notice.final_day.month), "day": str(notice.final_day.day)}
        phrase = fill(library.labels["season"]["final_day"], day) or ""
        bound = (*bound, *of_notice(notice.source, notice.final_day, place.unit, report.year, bound, phrase))
    kept = read.recorded.rows.get(report.id, {})
    put_off = {key: record.extension for (round_, key), record in kept.items() if round_ == FIRST and record.extension}
    grace = read.graces.get((report.unit_id, report.year))
    plain = deliveries(bound, place.unit, report.year, calendar, put_off)
    rows = granted(plain, grace.extension, HANDED_IN, calendar) if grace else plain
    steps = plan(library.steps, place.unit, rows, calendar, notice.first_day if notice else None)
    done = done_of(read.recorded, library, report, place.unit, notice, rows)
    nudged = read.nudged.get((report.unit_id, report.year))
    return Season(report, place, calendar, notice, bound, rows, steps, done, grace, nudged)
