"""What is done for reports, from everywhere it is recorded: the ledger, ticks, notice, meetings, signatures, registration."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.clock import BEIJING
from server.library import Library
from server.report.deadlines import Delivery
from server.report.papers.registering import UPWARDS, day_of, judge
from server.report.season.facts import Known, facts
from server.report.season.ledger import FIRST, Done, Fact, Place, Record, Round
from server.report.season.opinions import Adopted, Opinion
from server.report.season.signing import Meeting, Part, Signature, issuers_of, lacking
from server.report.units import Unit
from server.storage import deliveries, papers, settled, signing
from server.storage.notices import Notice
from server.storage.papers import Tick
from server.storage.reports import Report


@dataclass(frozen=True)
class Recorded:
    """All that is recorded of some reports beside their notices, by report; one of which nothing is known is in none of these."""

    rows: Mapping[int, Mapping[Place, Record]]
    rounds: Mapping[int, tuple[Round, ...]]
    registered: Mapping[int, dict[str, str]]
    opinions: Mapping[int, tuple[Opinion, ...]]
    meetings: Mapping[int, tuple[Meeting, ...]]
    signatures: Mapping[int, tuple[Signature, ...]]
    ticks: Mapping[int, Mapping[str, Tick]]


def recorded(connection: Connection, report_ids: tuple[int, ...]) -> Recorded:
    """What is recorded of reports, read at once however many they are."""
    return Recorded(
        deliveries.ledgers(connection, report_ids),
        deliveries.corrections(connection, report_ids),
        settled.registered(connection, report_ids),
        signing.opinions_on(connection, report_ids),
        signing.meetings_on(connection, report_ids),
        signing.signatures_on(connection, report_ids),
        papers.ticked(connection, report_ids),
    )


def done_of(known: Recorded, library: Library, report: Report, unit: Unit, notice: Notice | None, rows: tuple[Delivery, ...]) -> Done:
    """Rows, corrections and steps of a report with what settles them."""
    kept = Done(known.rows.get(report.id, {}), known.rounds.get(report.id, ()))
    return replace(kept, steps=facts(_known(known, library, report, unit, notice), rows, kept))


def _known(known: Recorded, library: Library, report: Report, unit: Unit, notice: Notice | None) -> Known:
    typed = dict(known.registered.get(report.id, {}))
    kind = typed.pop("kind", UPWARDS)
    registered = judge(typed, len(unit.issuers), kind)
    return Known(
        state=report.state,
        sections_left=report.sections_shown - report.sections_done,
        number="" if "number" in registered.mistakes else registered.registration.number,
        document_date=day_of(registered.document_date),
        notice=_noticed(notice) if notice else None,
        opinions=_heard(known.opinions.get(report.id, ())),
        meeting=_met(known.meetings.get(report.id, ())),
        signatures=_signed(known.signatures.get(report.id, ()), library, unit, kind),
        ticks={key: _ticked(tick) for key, tick in known.ticks.get(report.id, {}).items()},
    )


def _ticked(tick: Tick) -> Fact:
    return Fact("tick", tick.at.astimezone(BEIJING).date(), tick.person, tick.note)


def _noticed(notice: Notice) -> Fact:
    return Fact("notice", notice.received or notice.saved_at.astimezone(BEIJING).date(), notice.saved_by, notice.source)


def _heard(heard: tuple[Opinion, ...]) -> Fact | None:
    """The consultation, once it is settled what becomes of every opinion."""
    if any(each.adopted is Adopted.open for each in heard):
        return None
    days = [each.day for each in heard if each.day]
    return Fact("opinions", max(days, default=None), said=str(len(heard))) if heard else None


def _met(met: tuple[Meeting, ...]) -> Fact | None:
    return Fact("meeting", met[-1].day, met[-1].by, met[-1].minutes or met[-1].kind) if met else None


def _signed(signatures: tuple[Signature, ...], library: Library, unit: Unit, kind: str) -> Fact | None:
    """Settled once somebody has signed for every body that issues the first paper."""
    final = [each for each in signing.of_round(signatures, FIRST) if each.part is Part.signed]
    if not final:
        return None
    issuers = issuers_of(unit, library.kinds[unit.kind], library.labels["signing_posts"])
    if lacking(issuers, final, upward=kind == UPWARDS):
        return None
    return Fact("signatures", max(each.day for each in final), final[-1].by, "、".join(each.name for each in final))
