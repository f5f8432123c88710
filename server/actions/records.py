"""Gathers what checks of entries look at: the report, what binds its unit, what offices still owe, and last year's; judges nothing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from server import clock
from server.actions import measuring
from server.actions.knowledge import bound
from server.actions.renewing import untouched
from server.library import Library
from server.report.checks.copying import common, digests_of, formulas_of
from server.report.checks.records import Call, Records, Standing
from server.report.entries import read_number
from server.report.rules import binding
from server.report.snapshot import Snapshot
from server.storage import contents, forms, notices, pasts, reports, sentences
from server.storage.reports import Report


def records_of(connection: Connection, library: Library, report: Report, snapshot: Snapshot, today: date | None = None) -> Records:
    """A report as checks of its figures and sections see it. `today` is the clock's where it is not given."""
    library = bound(connection, library, report)
    unit, year = snapshot.unit, report.year
    kind, own = library.kinds.get(unit.kind), reports.of_year(connection, report.unit_id, year - 1)
    here, elsewhere = _sentences(snapshot), sentences.elsewhere(connection, report.id)
    last_year = _last_year(connection, report, own)
    doubted = (elsewhere | last_year) & here.keys()
    formulas = formulas_of(library.wording) if doubted else ()
    return Records(
        snapshot=snapshot,
        indicators=library.indicators,
        outline=library.outlines.get(report.outline),
        relations=library.relations,
        rules=binding(library.rules, unit, year),
        thresholds=library.thresholds,
        call=_call(connection, library, report.id, snapshot),
        heads=(kind.party_head, kind.head) if kind else (),
        today=today or clock.today(),
        awaited=awaited(connection, report.id),
        before=_figures_of(connection, library, own),
        standing=standing(connection, report),
        last_year=last_year,
        elsewhere=elsewhere,
        shared=frozenset(each for each in doubted if common(here[each], library.offered, formulas)),
    )


def standing(connection: Connection, report: Report) -> tuple[Standing, ...]:
    """Last year's sentences that nobody has touched."""
    sections = reports.section_keys(connection, report.id)
    left = untouched(pasts.waiting(connection, report.id), contents.texts(connection, sections))
    return tuple(Standing(sections[each.section_id], each.sentence, each.reasons) for each in left)


def awaited(connection: Connection, report_id: int) -> Mapping[str, str]:
    """Figures by id and sections by key that an office was asked for and has not answered at all, with the office."""
    come = {each.form_id for each in forms.returns(connection, report_id)}
    owed = [each for each in forms.forms(connection, report_id) if each.closed_at is None and each.id not in come]
    return {key: form.office for form in owed for key in (*form.indicators, *form.sections)}


def _call(connection: Connection, library: Library, report_id: int, snapshot: Snapshot) -> Call | None:
    notice = notices.notice(connection, report_id)
    if notice is None:
        return None
    outline = library.outlines.get(notice.outline_key)
    unshown = measuring.missing(library, snapshot, notice.outline_key)
    return Call(notice.source, notice.length_cap or 0, outline.name if outline else "", unshown)


def _sentences(snapshot: Snapshot) -> dict[int, str]:
    return {digest: words for section in snapshot.sections for digest, words in digests_of(section.text).items()}


def _last_year(connection: Connection, report: Report, own: Report | None) -> frozenset[int]:
    """The digests of last year's sentences: of the file that was read, and of the unit's own report of that year."""
    past = pasts.newest(connection, report.id)
    read = [each.whole for each in past.anatomy.paragraphs] if past and past.year < report.year else []
    kept = [each.body for each in contents.texts(connection, reports.section_ids(connection, own.id)).values()] if own else []
    return frozenset(digest for text in (*read, *kept) for digest in digests_of(text))


def _figures_of(connection: Connection, library: Library, own: Report | None) -> dict[str, Decimal]:
    """The exact figures of the unit's own report of last year."""
    stored = contents.entries(connection, own.id) if own else {}
    known = {key: read_number(each.record.raw, library.indicators[key])[0] for key, each in stored.items() if key in library.indicators}
    return {key: each.value for key, each in known.items() if each.exact and each.value is not None}
