"""What is due for a report and what is done: its rules, notice, calendar, extensions and ledger, put together in one place."""

from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.knowing import done_of
from server.library import Library
from server.report.deadlines import Delivery, Planned, deliveries, plan
from server.report.phrases import fill
from server.report.problems import NotFound
from server.report.rules import Rule, of_notice
from server.report.season.ledger import Done
from server.report.workdays import Calendar
from server.storage import deliveries as ledger
from server.storage import notices, rules, units
from server.storage.notices import Notice
from server.storage.reports import Report
from server.storage.units import UnitPlace


@dataclass(frozen=True)
class Season:
    """A report with all its dates rest on. `rows` in the order the rules name them, `steps` by planned day, `done`: what settles them."""

    report: Report
    place: UnitPlace
    calendar: Calendar
    notice: Notice | None
    rules: tuple[Rule, ...]
    rows: tuple[Delivery, ...]
    steps: tuple[Planned, ...]
    done: Done


def season_of(connection: Connection, library: Library, report: Report) -> Season:
    """The season of a report with the extensions granted. Raises NotFound when its unit is gone."""
    place = units.unit(connection, report.unit_id, library.kinds)
    if place is None:
        raise NotFound
    calendar = library.calendar.with_arrangements(rules.arrangements(connection))
    bound = rules.in_force(library.rules, rules.local_rules(connection, tuple(units.above(connection, report.unit_id))))
    notice = notices.notice(connection, report.id)
    if notice and notice.final_day:
        day = {"month": str(notice.final_day.month), "day": str(notice.final_day.day)}
        phrase = fill(library.labels["season"]["final_day"], day) or ""
        bound = (*bound, *of_notice(notice.source, notice.final_day, place.unit, report.year, bound, phrase))
    rows = deliveries(bound, place.unit, report.year, calendar, ledger.extensions(connection, report.id))
    first = notice.first_day if notice else None
    steps = plan(library.steps, place.unit, rows, calendar, first)
    return Season(report, place, calendar, notice, bound, rows, steps, done_of(connection, library, report, place.unit, notice, rows))
