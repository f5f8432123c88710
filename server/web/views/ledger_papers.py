"""The papers around delivery, as sheets and as manuscripts: everything they speak of, read once."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from server.actions import clearing
from server.actions.exporting import snapshot_of
from server.library import Library
from server.report.composing import front_of, title_of
from server.report.manuscript import Manuscript
from server.report.papers.enclosing import enclosed
from server.report.problems import NotFound
from server.report.publicity.form import review_form
from server.report.season.archiving import Announced, File, archive, evidence
from server.report.season.prints import Entry, Head, situation, slips
from server.report.season.sheets import Sheet, paper, sheets
from server.report.snapshot import Snapshot
from server.storage import contents, signing
from server.storage.notices import Notice
from server.storage.reports import Report
from server.web.views.checklist import Checklist, Line, checklist
from server.web.views.clearing import reviewed

REVIEW, SLIPS = "review", "slips"
WIDE = 7


@dataclass(frozen=True)
class Printed:
    """A paper both ways, ready to be written."""

    title: str
    unit: str
    manuscript: Manuscript
    sheets: tuple[Sheet, ...]

    @property
    def wide(self) -> bool:
        """Whether its table needs a page that lies on its side."""
        return any(len(sheet.header) >= WIDE for sheet in self.sheets)


def printed(connection: Connection, library: Library, report: Report, key: str, today: date) -> Printed:
    """A paper of a report by its key (see [ledger_papers] in data/labels.toml). Raises NotFound for another key."""
    if key == REVIEW:
        made = review_form(reviewed(library, clearing.cleared(connection, library, report)))
        return Printed(made.properties.title, made.properties.unit, made, sheets(made, library.labels["ledger_papers"][key]))
    if key not in library.labels["ledger_papers"]:
        raise NotFound
    shown = checklist(connection, library, report, today)
    file = _file(connection, library, shown, snapshot_of(connection, library, report), today)
    made_sheets = _sheets(connection, library, shown, file, key)
    title = made_sheets[0].title
    return Printed(title, file.head.unit, paper(title, file.head.unit, made_sheets), made_sheets)


def _sheets(connection: Connection, library: Library, shown: Checklist, file: File, key: str) -> tuple[Sheet, ...]:
    labels = library.labels
    if key == SLIPS:
        return slips(file.head, file.entries, labels) or (situation(file.head, file.entries, shown.stages, labels),)
    if key == "situation":
        return (situation(file.head, file.entries, shown.stages, labels),)
    if key == "archive":
        return (archive(file, labels),)
    stored = contents.entries(connection, shown.season.report.id)
    figures = [(each.name, stored[key].record) for key, each in library.indicators.items() if key in stored]
    return (evidence(file, figures, labels),)


def _file(connection: Connection, library: Library, shown: Checklist, snapshot: Snapshot, today: date) -> File:
    season = shown.season
    report_id = season.report.id
    entries = tuple(_entry(shown, line) for line in shown.every)
    return File(
        head=_head(library, season.report, snapshot, today),
        entries=entries,
        done=season.done,
        notice=_announced(season.notice) if season.notice else None,
        opinions=signing.opinions(connection, report_id),
        meetings=signing.meetings(connection, report_id),
        signatures=signing.signatures(connection, report_id),
        full=next((each.document for each in entries if each.row.done and each.document), ""),
    )


def _entry(shown: Checklist, line: Line) -> Entry:
    again = next((each.round for each in shown.again if each.round.number == line.row.round), None)
    return Entry(line.row, line.paper if line.row.done else "", line.proof if line.row.done else "", again)


def _head(library: Library, report: Report, snapshot: Snapshot, today: date) -> Head:
    front = front_of(snapshot, library.outlines.get(report.outline))
    title = "".join(line for each in title_of(front) for line in each.lines)
    attachments = tuple(each.name for each in enclosed(front.attachments))
    unit, number = snapshot.unit, snapshot.registration.number
    return Head(unit.short_name, unit.name, report.year, title, number, snapshot.document_date, attachments, today)


def _announced(notice: Notice) -> Announced:
    return Announced(notice.source, notice.number, notice.received, notice.file_name)
