"""A report as it stood at a moment: which moment an address means, and what the page shows of it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from server.actions import replaying
from server.clock import BEIJING
from server.library import Library
from server.report.chronicle.happenings import Happening
from server.report.chronicle.telling import called
from server.report.composing import front_of, visible
from server.report.manuscript import Manuscript
from server.report.papers.assembling import Material, assemble
from server.report.papers.kinds import Form
from server.report.problems import NotFound, Refused, moment_wrong
from server.report.snapshot import Front, SectionRecord, Snapshot, approved
from server.report.words import half_width
from server.storage import chronicles
from server.storage.reports import Report

_TYPED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:时](\d{1,2})分?)?")


@dataclass(frozen=True)
class Figure:
    """A figure as it was typed."""

    name: str
    raw: str
    last: str
    unit: str


@dataclass(frozen=True)
class MomentPage:
    """Everything the page shows. `what`: what had just been done; `whole`: nothing in it is taken from today."""

    at: datetime
    number: int
    who: str
    what: str
    front: Front
    sections: tuple[SectionRecord, ...]
    figures: tuple[Figure, ...]
    whole: bool


def number_of(connection: Connection, report: Report, moment: str) -> int:
    """The number of the last thing that had happened by a day with a time as people write it.

    Raises Refused for what is none, NotFound before the report was opened.
    """
    found = chronicles.at_moment(connection, report.id, moment_of(half_width(moment).strip()))
    if not found:
        raise NotFound
    return found


def moment_of(text: str) -> datetime:
    """The end of the minute that was typed, of the day where no time was. Raises Refused."""
    found = _TYPED.fullmatch(text)
    if not found:
        raise Refused(moment_wrong(text[:20]))
    year, month, day, hour, minute = (int(each) if each else None for each in found.groups())
    try:
        begun = datetime(year or 0, month or 0, day or 0, hour or 0, minute or 0, tzinfo=BEIJING)
    except ValueError:
        raise Refused(moment_wrong(text[:20])) from None
    return begun + (timedelta(days=1) if hour is None else timedelta(minutes=1)) - timedelta(microseconds=1)


def moment_page(connection: Connection, library: Library, report: Report, number: int) -> MomentPage:
    """The page of the report behind the thing of this number."""
    event = _event(connection, report, number)
    made = replaying.replayed(connection, library, report, number)
    snapshot = made.snapshot
    filled = ((library.indicators[each.indicator], each) for each in snapshot.entries if each.indicator in library.indicators)
    return MomentPage(
        at=event.at,
        number=number,
        who=event.person,
        what=called(event, library.labels),
        front=front_of(snapshot, library.outlines.get(report.outline)),
        sections=tuple(each for each in visible(snapshot.sections)),
        figures=tuple(Figure(known.name, each.raw, each.last, known.unit) for known, each in filled if each.raw or each.last),
        whole=made.whole,
    )


def snapshot_then(connection: Connection, library: Library, report: Report, number: int) -> Snapshot:
    """The report behind the thing of this number. Raises NotFound for what did not happen to it."""
    _event(connection, report, number)
    return replaying.replayed(connection, library, report, number).snapshot


def paper_then(snapshot: Snapshot, library: Library, report: Report) -> Manuscript:
    """The clean text of then. It bears no number and no date of signing: one number belongs to one text, which this need not be."""
    material = Material(approved(snapshot), library.outlines.get(report.outline), library.labels, library.indicators, numbered=False)
    return assemble(Form.review, material).manuscript


def _event(connection: Connection, report: Report, number: int) -> Happening:
    found = chronicles.happening(connection, report.id, report.unit_id, number)
    if found is None:
        raise NotFound
    return found
