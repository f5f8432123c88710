"""The home of a report: its sections as a task list, its moves, what hinders it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing
from server.actions.measuring import length_now
from server.actions.renewing import untouched
from server.library import Library
from server.report.checks.capping import Length
from server.report.entries import Answer, read_number
from server.report.outline import WORDED_KEYS
from server.report.who import Act
from server.report.workflow import Move, moves_from
from server.storage import contents, notices, pasts, proposals, reports
from server.storage.assignments import Assigned
from server.storage.contents import StoredEntry, Text
from server.storage.notices import Notice
from server.storage.remarks import Kind
from server.storage.reports import Section
from server.web.views.section import asked_in
from server.web.views.sharing import NOBODY, Shared, shared_of

OPEN, BUSY, LACKING, DONE = "open", "busy", "lacking", "done"


@dataclass(frozen=True)
class Task:
    """One row of the task list. `state` is open, busy, lacking or done."""

    section: Section
    state: str
    asked: int
    filled: int
    written: int
    stale: int
    who: str
    at: datetime | None
    assigned: Assigned = NOBODY
    late: bool = False
    said: Mapping[Kind, int] = field(default_factory=dict)

    @property
    def urgent(self) -> int:
        """How many remarks of the county and reasons for sending back wait in it."""
        return self.said.get(Kind.county, 0) + self.said.get(Kind.returned, 0)


@dataclass(frozen=True)
class Chapter:
    """A chapter of the task list: its own row, and those below it."""

    own: Task
    rows: tuple[Task, ...]
    alone: bool


@dataclass(frozen=True)
class ReportPage:
    """Everything the home of a report shows."""

    tasks: tuple[Task, ...]
    chapters: tuple[Chapter, ...]
    front_done: bool
    moves: tuple[Move, ...]
    resume: Section | None
    counts: dict[str, int]
    notice: Notice | None
    length: Length | None
    shared: Shared
    given: int


def report_page(connection: Connection, library: Library, standing: Standing, tier: str, actor: Actor, *, mine: bool = False) -> ReportPage:
    """The home of a report as this reader sees it; `mine`: only the sections that are with the reader."""
    sections = reports.sections(connection, standing.report.id)
    ids = [section.id for section in sections]
    texts = contents.texts(connection, ids)
    stored = contents.entries(connection, standing.report.id)
    busy = {each.section_id for each in contents.items(connection, ids)}
    stale = Counter(each.section_id for each in untouched(pasts.waiting(connection, standing.report.id), texts))
    known = _Known(library, sections, tier, texts, stored, busy, stale)
    shared = shared_of(connection, library, standing, actor)
    tasks = tuple(_shared(_task(section, known), shared) for section in on(sections))
    listed = {each.section.id for each in tasks if not mine or actor.id in each.assigned.people}
    writable = [task for task in tasks if task.section.level > 1 or not _has_children(task.section, sections)]
    last = max(writable, key=lambda task: task.at.timestamp() if task.at else 0.0, default=None)
    unfinished = next((task for task in writable if task.state != DONE), None)
    resume = last if last and last.at and last.state != DONE else unfinished
    return ReportPage(
        tasks=tasks,
        chapters=tuple(_chapters(tasks, listed)),
        front_done=all(section.key not in WORDED_KEYS or texts.get(section.id, Text(0)).body.strip() for section in sections),
        moves=tuple(move for move in moves_from(standing.report.state) if standing.may(Act(move.value))),
        resume=resume.section if resume else None,
        counts={state: sum(task.state == state for task in writable) for state in (OPEN, BUSY, LACKING, DONE)},
        notice=notices.notice(connection, standing.report.id),
        length=length_now(connection, library, standing.report),
        given=proposals.open_count(connection, standing.report.unit_id, standing.report.year),
        shared=shared,
    )


def _chapters(tasks: tuple[Task, ...], listed: AbstractSet[int]) -> Iterator[Chapter]:
    """The tasks by chapter, those not to be listed left out."""
    firsts = [at for at, task in enumerate(tasks) if task.section.level == 1]
    for at, end in zip(firsts, [*firsts[1:], len(tasks)], strict=True):
        rows = tuple(task for task in tasks[at + 1 : end] if task.section.id in listed)
        if rows or tasks[at].section.id in listed:
            yield Chapter(tasks[at], rows, alone=end == at + 1)


def _shared(task: Task, shared: Shared) -> Task:
    """A row with whom it is and what was said of it."""
    found = shared.assigned.get(task.section.id, task.assigned)
    late = bool(found.due and found.due < shared.today and not task.section.done_at)
    return replace(task, assigned=found, late=late, said=shared.counts.get(task.section.id, {}))


def on(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections that are on, as is every heading above them."""
    keys, found = {""}, []
    for section in sections:
        if section.level and section.shown and section.parent in keys:
            keys.add(section.key)
            found.append(section)
    return tuple(found)


def _has_children(section: Section, sections: tuple[Section, ...]) -> bool:
    return any(each.parent == section.key and each.shown for each in sections)


@dataclass(frozen=True)
class _Known:
    """What the rows of the task list are made of; `stale` counts the sentences of last year left in each section."""

    library: Library
    sections: tuple[Section, ...]
    tier: str
    texts: dict[int, Text]
    stored: dict[str, StoredEntry]
    busy: set[int]
    stale: Counter[int]


def _task(section: Section, known: _Known) -> Task:
    stored = known.stored
    answered = {key for key, each in stored.items() if each.record.raw.strip()}
    typed = [indicator for indicator in asked_in(known.library, section, known.sections, known.tier) if not indicator.rate]
    asked = [indicator for indicator in typed if indicator.core or indicator.id in answered]
    mine = [(indicator, stored[indicator.id]) for indicator in asked if indicator.id in stored]
    answers = [read_number(each.record.raw, indicator)[0].answer for indicator, each in mine]
    filled = sum(answer in (Answer.number, Answer.not_applicable) for answer in answers)
    text = known.texts.get(section.id, Text(section.id))
    begun = bool(filled or text.body.strip() or section.id in known.busy)
    lacking = (bool(text.body.strip()) and filled < len(asked)) or Answer.unreadable in answers
    state = DONE if section.done_at else LACKING if lacking else BUSY if begun else OPEN
    times = [each.saved_at for _, each in mine if each.saved_at] + ([text.saved_at] if text.saved_at else [])
    at = section.done_at or max(times, default=None)
    who = section.done_by or text.saved_by
    return Task(section, state, len(asked), filled, len(text.body.strip()), known.stale[section.id], who, at)
