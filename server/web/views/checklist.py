"""The ledger of deliveries as a page: who gets the report how and by when, what proves it, and the steps on the way there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from server.actions.delivering import usual
from server.actions.fitting import doubts
from server.actions.registering import called
from server.actions.seasons import Season, season_of
from server.library import Library
from server.report.deadlines import Deadline, told
from server.report.phrases import fill
from server.report.rules import Nature, Step
from server.report.season.ledger import Fact, Round, Row, Stage, next_step, renewed, rows_of, stages
from server.report.season.rows import LeadDay, code, leads
from server.storage import papers, signing
from server.storage.papers import Document
from server.storage.reports import Report
from server.web.render import day_full


@dataclass(frozen=True)
class Basis:
    """One dated rule behind a row, with its working as sentences."""

    deadline: Deadline
    working: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One row of the ledger. `code` names it on the page; `document` is what was or would be sent, `paper` the same in short.

    `proof` is what proves it, or would by what is known elsewhere.
    """

    row: Row
    code: str
    bases: tuple[Basis, ...]
    extended: tuple[str, ...]
    late: bool
    leads: tuple[LeadDay, ...]
    document: str
    paper: str
    doubts: tuple[str, ...]
    proof: str


@dataclass(frozen=True)
class StepLine:
    """One step with its planned day, and in words what settles it; `ticked` only by a tick, which can be taken back."""

    step: Step
    day: date | None
    settled: str
    ticked: bool
    fact: Fact | None


@dataclass(frozen=True)
class Again:
    """A correction with its rows; `open` while nothing of it was done."""

    round: Round
    rows: tuple[Line, ...]
    open: bool


@dataclass(frozen=True)
class Checklist:
    """Everything the page shows. `unproven` counts the rows that are done and not proven."""

    season: Season
    rows: tuple[Line, ...]
    again: tuple[Again, ...]
    steps: tuple[StepLine, ...]
    stages: tuple[Stage, ...]
    next: str
    unproven: int
    may_correct: bool

    @property
    def every(self) -> tuple[Line, ...]:
        """The rows of all rounds."""
        return (*self.rows, *(line for again in self.again for line in again.rows))


def checklist(connection: Connection, library: Library, report: Report, today: date) -> Checklist:
    """The ledger of a report on a day."""
    season = season_of(connection, library, report)
    rows = rows_of(season.rows, season.done)
    around = _around(connection, library, season, rows, today)
    lines = tuple(_line(around, row) for row in rows)
    again = tuple(_again(each, lines) for each in season.done.rounds)
    step = next_step(season.steps, season.done)
    return Checklist(
        season=season,
        rows=tuple(line for line in lines if not line.row.round),
        again=again,
        steps=step_lines(library, season),
        stages=stages(season.rows, season.done),
        next=step.step.key if step else "",
        unproven=sum(bool(line.row.lacks) for line in lines),
        may_correct=bool(renewed(season.rows, season.done)),
    )


def step_lines(library: Library, season: Season) -> tuple[StepLine, ...]:
    """The steps with the unit's own meeting and leaders in them."""
    kind = library.kinds[season.place.unit.kind]
    words = {"meeting": kind.meeting, "head": kind.head, "party_head": kind.party_head}
    lines = []
    for planned in season.steps:
        step = planned.step.model_copy(update={"who": fill(planned.step.who, words) or planned.step.who})
        fact = season.done.steps.get(step.key)
        lines.append(StepLine(step, planned.day, settled(library, fact) if fact else "", bool(fact and fact.source == "tick"), fact))
    return tuple(lines)


def settled(library: Library, fact: Fact) -> str:
    """In words what a step is known to be done from: 登记了发文字号清政〔2026〕3号."""
    name = library.labels["states"].get(fact.said, fact.said) if fact.source == "state" else fact.said
    values = {key: text for key, text in {"said": name, "day": day_full(fact.day) if fact.day else "", "by": fact.by}.items() if text}
    return fill(library.labels["facts"][fact.source], values) or name


def lines_of(connection: Connection, library: Library, season: Season, rows: Iterable[Row], today: date) -> tuple[Line, ...]:
    """Some rows as the page has them."""
    chosen = tuple(rows)
    around = _around(connection, library, season, chosen, today)
    return tuple(_line(around, row) for row in chosen)


@dataclass(frozen=True)
class _Around:
    """What the lines of one report are made with. `met`: the number of the minutes, or else the kind of the meeting that decided."""

    library: Library
    season: Season
    today: date
    documents: Mapping[int, Document]
    usual: Mapping[Nature, Document | None]
    doubts: Mapping[int, tuple[str, ...]]
    met: str


def _around(connection: Connection, library: Library, season: Season, rows: tuple[Row, ...], today: date) -> _Around:
    documents = papers.documents(connection, season.report.id)
    met = signing.meetings(connection, season.report.id)
    newest = season.done.rounds[-1].number if season.done.rounds else 0
    # What went out before a correction rightly differs from the text of now.
    asked = {row.record.document_id for row in rows if row.round == newest and row.record.document_id}
    return _Around(
        library=library,
        season=season,
        today=today,
        documents={each.id: each for each in documents},
        usual={nature: usual(documents, nature) for nature in Nature},
        doubts=doubts(connection, library, season.report, [each for each in documents if each.id in asked]),
        met=(met[-1].minutes or met[-1].kind) if met else "",
    )


def _line(around: _Around, row: Row) -> Line:
    labels, nature, record = around.library.labels, row.delivery.nature, row.record
    chosen = around.documents.get(record.document_id or 0)
    usually = None if row.done else around.usual[nature]
    document = chosen or usually
    filled = record.evidence.address if nature is Nature.publish else record.evidence.text
    return Line(
        row=row,
        code=code(row.place),
        bases=tuple(Basis(each, told(each.working, labels["working"], labels["day_kinds"])) for each in row.delivery.deadlines),
        extended=told(row.delivery.extended, labels["working"], labels["day_kinds"]) if not row.round else (),
        late=row.late(around.today),
        leads=leads(row, around.season.calendar),
        document=called(document, labels) + (f"（{document.number}）" if document.number else "") if document else "",
        paper=labels["paper_form"].get(document.form, document.form) + (f" {document.number}" if document.number else "")
        if document
        else "",
        doubts=around.doubts.get(chosen.id, ()) if chosen else (),
        proof=filled or (around.met if nature is Nature.deliberate and not row.done else ""),
    )


def _again(each: Round, lines: tuple[Line, ...]) -> Again:
    mine = tuple(line for line in lines if line.row.round == each.number)
    return Again(each, mine, not any(line.row.done for line in mine))
