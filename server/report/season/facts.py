"""Which steps are done because something else is known: a number, a meeting, the rows of the ledger. Nothing is ticked twice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from server.report.deadlines import Delivery
from server.report.rules import SENT, Nature
from server.report.season.ledger import FIRST, Done, Fact, Row, rows_of
from server.report.workflow import State

WRITTEN = frozenset({State.submitted, State.approved, State.signed})


@dataclass(frozen=True)
class Known:
    """What is known of a report besides its rows; None and () are what is not. `ticks` by step key."""

    state: State
    sections_left: int = 1
    number: str = ""
    document_date: date | None = None
    notice: Fact | None = None
    opinions: Fact | None = None
    meeting: Fact | None = None
    signatures: Fact | None = None
    ticks: Mapping[str, Fact] = field(default_factory=dict)


def facts(known: Known, deliveries: Iterable[Delivery], done: Done) -> dict[str, Fact]:
    """By step key what settles it; what is known elsewhere outranks a tick."""
    rows = [row for row in rows_of(deliveries, done) if row.round == FIRST]
    derived = {key: fact for key, read in _DERIVED.items() if (fact := read(known, rows))}
    return {**known.ticks, **derived}


def _written(known: Known, _: list[Row]) -> Fact | None:
    if known.state in WRITTEN:
        return Fact("state", said=known.state.value)
    return None if known.sections_left else Fact("sections")


def _decided(known: Known, rows: list[Row]) -> Fact | None:
    return known.meeting or _whole(rows, (Nature.deliberate,))


def _signed(known: Known, _: list[Row]) -> Fact | None:
    return known.signatures or (Fact("state", known.document_date, said=State.signed.value) if known.state is State.signed else None)


def _numbered(known: Known, _: list[Row]) -> Fact | None:
    return Fact("number", known.document_date, said=known.number) if known.number else None


def _sent(_: Known, rows: list[Row]) -> Fact | None:
    return _whole(rows, SENT)


def _received(_: Known, rows: list[Row]) -> Fact | None:
    proven = [row for row in rows if row.delivery.nature in SENT and row.required]
    return None if any(row.lacks for row in proven) else _whole(rows, SENT, "evidence")


def _published(_: Known, rows: list[Row]) -> Fact | None:
    return _whole(rows, (Nature.publish,))


_DERIVED: Mapping[str, Callable[[Known, list[Row]], Fact | None]] = {
    "notice": lambda known, _: known.notice,
    "draft": _written,
    "consultation": lambda known, _: known.opinions,
    "decision": _decided,
    "signature": _signed,
    "numbering": _numbered,
    "delivery": _sent,
    "receipt": _received,
    "publication": _published,
}


def _whole(rows: list[Row], natures: tuple[Nature, ...], source: str = "rows") -> Fact | None:
    """The last day on which the required rows of these natures were done, when all were; optional ones count where none is required."""
    mine = [row for row in rows if row.delivery.nature in natures]
    counted = [row for row in mine if row.required] or mine
    days = [row.record.done_on for row in counted if row.record.done_on]
    if not counted or len(days) < len(counted):
        return None
    return Fact(source, max(days), counted[-1].record.by, str(len(counted)))
