"""What a private calendar shows: the dates of reports, and how often each has changed since it was first shown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from server.actions.allowing import roles_towards
from server.actions.seasons import Season, season_of
from server.clock import BEIJING
from server.library import Library
from server.report.phrases import fill
from server.report.problems import NotFound
from server.report.season.ledger import FIRST, Row, rows_of
from server.report.who import Act, ever_may
from server.storage import feeds, people, reports
from server.storage.engine import Database
from server.storage.feeds import Feed, Place, Published, Said
from server.storage.reports import Report

OPEN, DONE, GONE = "open", "done", "gone"
YEARS_BACK = 2


@dataclass(frozen=True)
class Shown:
    """A published date with what makes its UID: when the report was opened, which report, which date."""

    published: Published
    uid: str


def shown(database: Database, library: Library, feed: Feed, at: datetime) -> tuple[Shown, ...]:
    """The dates of a feed as they are now, published anew where they changed. Raises NotFound when its unit is no longer the person's."""
    with database.read() as connection:
        wanted = _reports(connection, feed, at)
        ids = [report.id for report in wanted]
        known = feeds.published(connection, ids)
        behind = [report for report in wanted if _changes(connection, library, report, known)]
        born = feeds.born(connection, ids)
    for report in behind:
        known |= _publish(database, library, report, at)
    return tuple(Shown(each, _uid(each.said, born[each.said.report_id])) for each in known.values())


def _publish(database: Database, library: Library, report: Report, at: datetime) -> dict[Place, Published]:
    """Say what changed. The report is held, so that nobody says something older after it; one at a time, so that others can write."""
    with database.write() as connection:
        held = reports.report(connection, report.id, held=True)
        changes = _changes(connection, library, held, feeds.published(connection, [report.id])) if held else ()
        for said in changes:
            feeds.publish(connection, said, at)
        return feeds.published(connection, [report.id])


def _reports(connection: Connection, feed: Feed, at: datetime) -> tuple[Report, ...]:
    """The reports of late years the person may see: of the feed's unit, or of the units the person belongs to."""
    held = dict.fromkeys(unit for unit, _ in people.memberships(connection, feed.person_id, at))
    asked = tuple(held) if feed.unit_id is None else (feed.unit_id,)
    mine = tuple(unit for unit in asked if ever_may(Act.see_report, roles_towards(connection, feed.person_id, unit, at)))
    if feed.unit_id is not None and not mine:
        raise NotFound
    first = at.astimezone(BEIJING).year - YEARS_BACK
    return tuple(report for report in reports.reports_of(connection, mine) if report.year >= first)


def _changes(connection: Connection, library: Library, report: Report, known: dict[Place, Published]) -> tuple[Said, ...]:
    """What is to be said of a report that was not said so last; a date that is none any more is gone."""
    now = {said.place: said for said in _dates(season_of(connection, library, report), library)}
    before = {place: each.said for place, each in known.items() if place[0] == report.id}
    changed = tuple(said for place, said in now.items() if before.get(place) != said)
    gone = tuple(replace(said, state=GONE) for place, said in before.items() if place not in now and said.state != GONE)
    return (*changed, *gone)


def _dates(season: Season, library: Library) -> Iterator[Said]:
    """The days of the rows and the planned days of the steps."""
    words, report = library.labels["feed"], season.report
    named = {"unit": season.place.unit.short_name, "year": str(report.year)}
    for row in rows_of(season.rows, season.done):
        if row.due:
            duty = fill(library.labels["duty"][row.delivery.nature], {"name": row.delivery.name}) or ""
            text = fill(words["row" if row.required else "optional"], named | {"duty": duty}) or ""
            yield _said(words, Said(report.id, _key(row), row.due, text, DONE if row.done else OPEN))
    for each in season.steps:
        if each.day:
            done = each.step.key in season.done.steps
            text = fill(words["step"], named | {"name": each.step.name}) or ""
            yield _said(words, Said(report.id, f"step:{each.step.key}", each.day, text, DONE if done else OPEN))


def _said(words: dict[str, str], said: Said) -> Said:
    return replace(said, text=fill(words["done"], {"text": said.text}) or "") if said.state == DONE else said


def _key(row: Row) -> str:
    return row.delivery.key if row.round == FIRST else f"{row.round}:{row.delivery.key}"


def _uid(said: Said, born: datetime) -> str:
    return f"{born:%Y%m%dT%H%M%S%f}-{said.report_id}-{said.key}@chengbao"
