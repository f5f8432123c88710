"""The ledger of deliveries: what is recorded on each row, what evidence fits it, what is still open, and where the report stands by it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from server.report.deadlines import Delivery, Extension, Planned
from server.report.rules import SENT, Nature

FIRST = 0
Place = tuple[int, str]
# Steps that only their own rows or papers settle; any other counts as overtaken once a later step is done.
KEPT_OPEN = frozenset({"delivery", "receipt", "secrecy_review", "publication", "archive"})
RENEWED = (*SENT, Nature.publish)
# What more time for handing in puts off: the paper is decided on before it goes out.
HANDED_IN = (*SENT, Nature.deliberate)


class Stage(StrEnum):
    """What the rows say of a report, beyond its stored state. `correcting`: a correction has not reached everybody yet."""

    delivered = "delivered"
    published = "published"
    archived = "archived"
    correcting = "correcting"


class Correction(StrEnum):
    """Why the same report goes out again after delivery."""

    correct = "correct"
    resend = "resend"


class Form(StrEnum):
    """How a row goes out."""

    paper = "paper"
    oa = "oa"
    electronic = "electronic"


@dataclass(frozen=True)
class Evidence:
    """What proves a row. `text`: receipt, OA number, number of minutes or a remark, by its nature; `day` is its own; `file` a digest."""

    text: str = ""
    day: date | None = None
    address: str = ""
    file: str | None = None
    file_name: str = ""


NO_EVIDENCE = Evidence()


@dataclass(frozen=True)
class Record:
    """One row of the ledger as kept. `done_on` None is not done; `form`: see Form, or ""; `version` guards it.

    `meeting_on`: when the body meets that it goes to.
    """

    round: int
    key: str
    form: str = ""
    copies: int | None = None
    document_id: int | None = None
    done_on: date | None = None
    evidence: Evidence = NO_EVIDENCE
    meeting_on: date | None = None
    note: str = ""
    extension: Extension | None = None
    version: int = 0
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class Round:
    """A correction after delivery with its own rows. The first delivery is round 0 and has none of these."""

    number: int
    kind: Correction
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Fact:
    """What makes a step done. `source`: what it is known from (`tick`, `number`, `rows` …); `said`: its number, name or remark."""

    source: str
    day: date | None = None
    by: str = ""
    said: str = ""


@dataclass(frozen=True)
class Done:
    """Everything known to be done for a report: rows by round and key, corrections in order, and by step key the fact that settles it."""

    rows: Mapping[Place, Record] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    steps: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row to look at: the delivery it is about, in one round, with what is recorded of it."""

    round: int
    delivery: Delivery
    record: Record

    @property
    def place(self) -> Place:
        """Where the ledger keeps it."""
        return (self.round, self.delivery.key)

    @property
    def required(self) -> bool:
        """Whether it holds anything up; optional rows never do."""
        return self.delivery.required

    @property
    def done(self) -> bool:
        """Whether a day is recorded on which it was done."""
        return self.record.done_on is not None

    @property
    def due(self) -> date | None:
        """The day to keep. A correction has none but the one that was set for it."""
        if self.round == FIRST:
            return self.delivery.due
        return self.record.extension.until if self.record.extension else None

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is missing for it to be proven, () when it is or is not done."""
        return missing(self.delivery.nature, self.record.evidence) if self.done else ()

    def late(self, today: date) -> bool:
        """Whether it is open after the day to keep."""
        return not self.done and self.due is not None and today > self.due


# By nature: parts that must all be there before it can be marked as done, and parts of which one proves it.
DEMANDED: Mapping[Nature, tuple[str, ...]] = {Nature.publish: ("address",)}
PROVING: Mapping[Nature, tuple[str, ...]] = {
    Nature.report: ("text", "file"),
    Nature.copy: ("text", "file"),
    Nature.deliberate: ("text", "file"),
    Nature.hear: ("text", "file"),
    Nature.notify: ("text", "file"),
    Nature.publish: ("address",),
}


def demanded(nature: Nature, evidence: Evidence) -> tuple[str, ...]:
    """The parts of the evidence without which a row of this nature cannot be marked as done."""
    return tuple(part for part in DEMANDED.get(nature, ()) if not getattr(evidence, part))


def missing(nature: Nature, evidence: Evidence) -> tuple[str, ...]:
    """The parts one of which would prove a row of this nature; () when it is proven."""
    parts = PROVING[nature]
    return () if any(getattr(evidence, part) for part in parts) else parts


def rows_of(deliveries: Iterable[Delivery], done: Done) -> tuple[Row, ...]:
    """Every row of every round, the first delivery first. A correction has the rows that were kept for it."""
    each = tuple(deliveries)
    first = [Row(FIRST, delivery, done.rows.get((FIRST, delivery.key), Record(FIRST, delivery.key))) for delivery in each]
    later = [
        Row(again.number, delivery, record)
        for again in done.rounds
        for delivery in each
        if (record := done.rows.get((again.number, delivery.key)))
    ]
    return (*first, *later)


def open_rows(deliveries: Iterable[Delivery], done: Done) -> tuple[Row, ...]:
    """The rows nothing was done on yet, required or not, by the day to keep; those without a day last."""
    waiting = [row for row in rows_of(deliveries, done) if not row.done]
    return tuple(sorted(waiting, key=lambda row: (row.due or date.max, not row.required)))


def open_steps(steps: Iterable[Planned], done: Done) -> tuple[Planned, ...]:
    """The steps no fact settles, in the order planned."""
    return tuple(each for each in steps if each.step.key not in done.steps)


def next_step(steps: Iterable[Planned], done: Done) -> Planned | None:
    """The first open required step that no later step has overtaken; None when all is done."""
    planned = tuple(steps)
    last = max((at for at, each in enumerate(planned) if each.step.key in done.steps), default=-1)
    waiting = (each for at, each in enumerate(planned) if each.step.key not in done.steps and (at > last or each.step.key in KEPT_OPEN))
    return next((each for each in waiting if each.step.required), None)


def stages(deliveries: Iterable[Delivery], done: Done) -> tuple[Stage, ...]:
    """Where the report stands by its rows, in order.

    Delivered: every required row of reporting and copying of the first round is done. Published: every required row of publishing.
    Archived: both, every required row proven, and the step of archiving settled.
    """
    rows = rows_of(deliveries, done)
    first = [row for row in rows if row.round == FIRST and row.required]
    sent, public = _all(first, SENT), _all(first, (Nature.publish,))
    correcting = any(not row.done for row in rows if row.round != FIRST)
    whole = all(row.done and not row.lacks for row in rows if row.required) and "archive" in done.steps
    reached = {Stage.delivered: sent, Stage.published: public, Stage.archived: whole and sent, Stage.correcting: correcting}
    return tuple(stage for stage, there in reached.items() if there)


def renewed(deliveries: Iterable[Delivery], done: Done) -> tuple[str, ...]:
    """The keys a correction must go to: what was reported, copied or published before."""
    rows = rows_of(deliveries, done)
    return tuple(dict.fromkeys(row.delivery.key for row in rows if row.done and row.delivery.nature in RENEWED))


def _all(rows: Iterable[Row], natures: tuple[Nature, ...]) -> bool:
    """Whether there are such rows and all are done."""
    mine = [row for row in rows if row.delivery.nature in natures]
    return bool(mine) and all(row.done for row in mine)
