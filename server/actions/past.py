"""Takes last year's report in: reads it as a job, and keeps where its parts go when people move, cut and join them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions import jobs, reading
from server.actions.allowing import Actor, allow
from server.actions.jobs import PAST, Handed, Order, Shop, Work
from server.actions.knowledge import bound
from server.report.outline import WORDED_KEYS
from server.report.past.placing import Span, aside, moved, proof
from server.report.problems import NotFound, Stale
from server.report.reading.anatomy import Anatomy, Part
from server.report.secrecy import secret_in_bytes
from server.report.who import Act
from server.report.words import half_width
from server.storage import files, history, pasts, reports
from server.storage.history import Event
from server.storage.pasts import Past
from server.storage.reports import Report
from server.word.sources import media_type_of, refuse_secret, source_of

FRONT_TARGETS = WORDED_KEYS
UNPLACED, ASIDE = "?", "-"
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_QUOTED = re.compile(r"《[^》]*》")


@dataclass(frozen=True)
class Move:
    """A part, as its page showed it, sent elsewhere. `before` and `after`: a section or front key, UNPLACED or ASIDE."""

    first: int
    last: int
    before: str
    after: str


def hand_in(connection: Connection, shop: Shop, actor: Actor, report_id: int, file: Handed) -> int:
    """The job that reads a report. Raises Refused, before anything is written, for a file that openly bears a mark of secrecy."""
    allow(connection, actor, Act.carry, report_id)
    refuse_secret(file.name, secret_in_bytes(file.content))
    return jobs.hand_in(connection, shop, actor, report_id, Order(PAST, (file,)))


def read_past(work: Work) -> dict[str, str]:
    """The job: the uploaded or pasted report, read, placed and kept. Raises Refused for what cannot be read or must not be kept."""
    file, shop = work.files[0], work.shop
    source = source_of(file.name, file.content, work.folder, work.stopping)
    work.step(0, 1)
    with shop.database.read() as connection:
        report = _report(connection, work.job.report_id)
        keys = targets(connection, report.id)
        library = bound(connection, shop.library, report)
    found = reading.read(source, library, library.outlines[report.outline])
    spans = tuple(span if span.key in {"", *keys} else replace(span, key="", confidence=0.0) for span in found.spans)
    with shop.database.write() as connection:
        work.stop_if_asked(connection)
        at = shop.now()
        digest = files.keep(connection, file.name, media_type_of(file.name), file.content, at)
        year = year_of(found.anatomy, report.year)
        past = Past(0, report.id, file.name, year, digest, found.anatomy, spans, proof(found.anatomy, spans), 1, at, None)
        past_id = pasts.add(connection, past, work.job.person_id)
        value = {"name": file.name, "digest": digest, "paragraphs": str(found.proof.paragraphs)}
        history.add(connection, Event(at, work.job.person_id, f"past:{past_id}", "read", report.unit_id, report.id, 1, value))
    return {"made": str(past_id)}


def place(connection: Connection, actor: Actor, report_id: int, past: Past, spans: tuple[Span, ...]) -> Past:
    """Keep where the parts go. Raises NotFound for a key the report lacks, Stale when somebody placed them since `past` was read."""
    standing = allow(connection, actor, Act.carry, report_id)
    if not {span.key for span in spans} <= {"", *targets(connection, report_id)}:
        raise NotFound
    placed = replace(past, spans=spans, proof=proof(past.anatomy, spans))
    if not pasts.replace(connection, placed, past.version):
        raise Stale
    value = {"spans": told(spans)}
    event = Event(actor.at, actor.id, f"past:{past.id}", "place", standing.report.unit_id, report_id, past.version + 1, value)
    history.add(connection, event)
    return replace(placed, version=past.version + 1)


def settled(spans: tuple[Span, ...], moves: Iterable[Move], by_hand: str) -> tuple[tuple[Span, ...], tuple[Move, ...]]:
    """The spans with the moves made, and the moves of parts that somebody else has moved, cut or joined since they were shown.

    `by_hand` is the reason of what a person sets aside.
    """
    clashing = []
    for move in moves:
        at = next((place for place, span in enumerate(spans) if (span.first, span.last) == (move.first, move.last)), None)
        if at is None or target_of(spans[at]) not in (move.before, move.after):
            clashing.append(move)
            continue
        spans = aside(spans, at, by_hand) if move.after == ASIDE else moved(spans, at, "" if move.after == UNPLACED else move.after)
    return spans, tuple(clashing)


def told(spans: Iterable[Span]) -> str:
    """Where every part goes, as one line: `0-0:title 1-3:disputes 4-4:?`."""
    return " ".join(f"{span.first}-{span.last}:{target_of(span)}" for span in spans)


def target_of(span: Span) -> str:
    """Where a part goes."""
    return span.key or (ASIDE if span.reason else UNPLACED)


def targets(connection: Connection, report_id: int) -> tuple[str, ...]:
    """Everything of a report that a part may go to."""
    return (*(section.key for section in reports.sections(connection, report_id) if section.level), *FRONT_TARGETS)


def year_of(anatomy: Anatomy, year: int) -> int:
    """The year that the title names, when it is no later than that of the report to be written; else the one before that."""
    title = _QUOTED.sub("", half_width(anatomy.words(Part.title)))
    named = [int(found[0]) for found in _YEAR.finditer(title)]
    return year - 1 if year - 1 in named else next((each for each in named if each <= year), year - 1)


def _report(connection: Connection, report_id: int) -> Report:
    found = reports.report(connection, report_id)
    if found is None:
        raise NotFound
    return found
