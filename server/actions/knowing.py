"""What is done for a report, from everywhere it is recorded: the ledger, ticks, notice, meetings, signatures, registration."""

from dataclasses import replace

from sqlalchemy import Connection

from server.clock import BEIJING
from server.library import Library
from server.report.deadlines import Delivery
from server.report.papers.registering import UPWARDS, day_of, judge
from server.report.season.facts import Known, facts
from server.report.season.ledger import FIRST, Done, Fact
from server.report.season.opinions import Adopted
from server.report.season.signing import Part, issuers_of, lacking
from server.report.units import Unit
from server.storage import deliveries, papers, settled, signing
from server.storage.notices import Notice
from server.storage.papers import Tick
from server.storage.reports import Report


def done_of(
    connection: Connection, library: Library, report: Report, unit: Unit, notice: Notice | None, rows: tuple[Delivery, ...]
) -> Done:
    """Rows, corrections and steps of a report with what settles them."""
    kept = Done(deliveries.ledger(connection, report.id), deliveries.rounds(connection, report.id))
    return replace(kept, steps=facts(_known(connection, library, report, unit, notice), rows, kept))


def _known(connection: Connection, library: Library, report: Report, unit: Unit, notice: Notice | None) -> Known:
    typed = settled.registered(connection, report.id)
    kind = typed.pop("kind", UPWARDS)
    registered = judge(typed, len(unit.issuers), kind)
    return Known(
        state=report.state,
        sections_left=report.sections_shown - report.sections_done,
        number="" if "number" in registered.mistakes else registered.registration.number,
        document_date=day_of(registered.document_date),
        notice=_noticed(notice) if notice else None,
        opinions=_heard(connection, report),
        meeting=_met(connection, report),
        signatures=_signed(connection, library, report, unit, kind),
        ticks={key: _ticked(tick) for key, tick in papers.ticks(connection, report.id).items()},
    )


def _ticked(tick: Tick) -> Fact:
    return Fact("tick", tick.at.astimezone(BEIJING).date(), tick.person, tick.note)


def _noticed(notice: Notice) -> Fact:
    return Fact("notice", notice.received or notice.saved_at.astimezone(BEIJING).date(), notice.saved_by, notice.source)


def _heard(connection: Connection, report: Report) -> Fact | None:
    """The consultation, once it is settled what becomes of every opinion."""
    heard = signing.opinions(connection, report.id)
    if any(each.adopted is Adopted.open for each in heard):
        return None
    days = [each.day for each in heard if each.day]
    return Fact("opinions", max(days, default=None), said=str(len(heard))) if heard else None


def _met(connection: Connection, report: Report) -> Fact | None:
    met = signing.meetings(connection, report.id)
    return Fact("meeting", met[-1].day, met[-1].by, met[-1].minutes or met[-1].kind) if met else None


def _signed(connection: Connection, library: Library, report: Report, unit: Unit, kind: str) -> Fact | None:
    """Settled once somebody has signed for every body that issues the first paper."""
    given = signing.of_round(signing.signatures(connection, report.id), FIRST)
    final = [each for each in given if each.part is Part.signed]
    if not final:
        return None
    issuers = issuers_of(unit, library.kinds[unit.kind], library.labels["signing_posts"])
    if lacking(issuers, final, upward=kind == UPWARDS):
        return None
    return Fact("signatures", max(each.day for each in final), final[-1].by, "、".join(each.name for each in final))
