"""Divides the work on a report among offices: its sections, 填报表, notice and steps as a 任务分解表; writes nothing."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from server.actions.forms import Topic, press_of
from server.actions.seasons import Season, season_of
from server.library import Library
from server.report.manuscript import Manuscript
from server.report.outline import family
from server.report.season.tasks import FIGURES, Office, Part, Sheet, inner_day, task_sheet
from server.report.words import half_width
from server.storage import forms
from server.storage.forms import Form
from server.storage.reports import Report

# The steps that offices should know the days of, as far as a kind of unit has them.
DRAFT = "draft"
SCHEDULE = (FIGURES, DRAFT, "county_review", "consultation", "decision", "delivery")


def task_sheet_of(connection: Connection, library: Library, report: Report) -> Manuscript:
    """The 任务分解表 of a report as things stand. Raises NotFound when its unit is gone."""
    season = season_of(connection, library, report)
    return task_sheet(_sheet(connection, library, report, season))


def _sheet(connection: Connection, library: Library, report: Report, season: Season) -> Sheet:
    topics = press_of(connection, library, report).topics
    notice, unit = season.notice, season.place.unit
    wanted = library.outlines.get(notice.outline_key) if notice else None
    day = inner_day(season.steps, notice, season.calendar)
    return Sheet(
        short_name=unit.short_name,
        unit=unit.name,
        year=report.year,
        parts=tuple(_part(library, topic) for topic in topics),
        offices=tuple(_office(form) for form in forms.forms(connection, report.id)),
        day=day,
        words=library.labels["task_sheet"],
        terms=notice,
        outline=wanted.name if wanted else "",
        schedule=tuple(_schedule(season, day)),
    )


def _schedule(season: Season, inner: date | None) -> Iterator[tuple[str, date]]:
    """The steps with their days, the figures by the inner one; drafting is left out where it does not fit between that and the draft."""
    first = season.notice.first_day if season.notice else None
    days = [(each.step, inner if each.step.key == FIGURES else each.day) for each in season.steps if each.step.key in SCHEDULE]
    known = [(step, day) for step, day in days if day and (step.key != DRAFT or (inner or day) < day < (first or date.max))]
    yield from ((step.name, day) for step, day in sorted(known, key=lambda each: each[1]))


def _part(library: Library, topic: Topic) -> Part:
    kind = library.sections.get(family(topic.section.key)) or library.sections["other"]
    figures = {each.id: each.name for each in topic.indicators}
    item = library.labels["item_kind"][kind.items] if topic.text and kind.items != "none" else ""
    return Part(topic.section.key, topic.section.heading, figures, tuple(each.id for each in topic.core), item)


def _office(form: Form) -> Office:
    figures, parts = frozenset(form.indicators), frozenset(form.sections)
    return Office(form.office, form.contact, half_width(form.due), form.share, form.code, figures, parts)
