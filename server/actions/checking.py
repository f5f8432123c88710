"""What the checks say of a report as it stands: examined whole or one section of it, and kept as long as nothing has changed."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy import Connection

from server import clock
from server.actions.exporting import snapshot_of
from server.actions.knowledge import bound
from server.actions.records import records_of
from server.library import Library
from server.report.checks.judging import ENTRY_CHECKS, TEXT_CHECKS, judge, judge_text
from server.report.checks.records import Records
from server.report.checks.reports import profile_of, section_text
from server.report.checks.ruling import Subject
from server.report.checks.telling import context
from server.report.checks.text import Text
from server.report.checks.wording import Wording
from server.report.findings import Class, Finding, Strength
from server.report.paper_problems import quoted, shortened
from server.report.problems import Refused
from server.report.snapshot import OutlineRef, SectionRecord, Snapshot
from server.storage import contents, findings, units, wordings
from server.storage.findings import Examination
from server.storage.reports import Report, Section
from server.storage.wordings import LocalWord

LONGEST_CONTEXT = 120
LONGEST_BESIDE = 100_000
FIELDS = {"confusable": "confusables", "formula": "formulas", "superseded": "superseded", "tifa": "tifa", "plain": "plain"}
log = logging.getLogger("chengbao")


def examined(connection: Connection, library: Library, report: Report, day: date | None = None) -> Examination:
    """The findings on a report as it stands: those that are kept where nothing has changed since, else found now."""
    stamp = stamp_of(connection, library, report, day)
    return _kept(connection, report, stamp) or Examination(stamp, examine(connection, library, report, day))


def fresh(connection: Connection, library: Library, report: Report, day: date | None = None) -> Examination | None:
    """The examination that is kept, when it is of the report as it stands."""
    return _kept(connection, report, stamp_of(connection, library, report, day))


def stamp_of(connection: Connection, library: Library, report: Report, day: date | None = None) -> str:
    """Another word when anything that findings rest on has changed: the report, its unit, the lists, the data files, the day."""
    library = bound(connection, library, report)
    line = units.above(connection, report.unit_id)
    return f"{findings.stamp(connection, report.id, line)}/{library.version[:16]}/{day or clock.today()}"


def examine(connection: Connection, library: Library, report: Report, day: date | None = None) -> tuple[Finding, ...]:
    """Everything the checks say of a report, the gravest first, then in reading order, each with its place in the text that was typed."""
    library = bound(connection, library, report)
    try:
        snapshot = snapshot_of(connection, library, report)
    except Refused as refused:
        return (Finding("Q02", "", Strength.practice, Class.must, refused.message),)
    records = records_of(connection, library, report, snapshot, day)
    return judged(library, records, lists_of(connection, library, report.unit_id), day)


def examine_file(library: Library, snapshot: Snapshot) -> tuple[Finding, ...]:
    """The same of a report of which nothing is known but its REPORT.json."""
    outline = library.outlines.get(snapshot.outline.key)
    records = Records(snapshot, library.indicators, outline, library.relations, thresholds=library.thresholds)
    return judged(library, records, library.wording)


def judged(library: Library, records: Records, lists: Wording, day: date | None = None) -> tuple[Finding, ...]:
    """What the checks say of a report, by class and in reading order."""
    snapshot = records.snapshot
    subject = _subject(library, records, records.text, lists, day)
    placed = placed_in(records.text, snapshot.sections, allowed(asked(partial(judge, subject, records)), lists))
    places = {section.key: at for at, section in enumerate(snapshot.sections)}
    return tuple(sorted(placed, key=lambda each: (each.weight.gravity, places.get(each.section, -1), each.start)))


def examine_section(connection: Connection, library: Library, report: Report, section: Section) -> tuple[Finding, ...]:
    """What can be said of the text of one section without the rest of the report; quick enough to ask while somebody is typing."""
    library = bound(connection, library, report)
    place = units.unit(connection, report.unit_id, library.kinds)
    text = contents.bodies(connection, [section.id]).get(section.id, ("", 0))[0]
    if place is None or not text.strip() or len(text) > LONGEST_BESIDE:
        return ()
    record = SectionRecord(key=section.key, level=section.level, heading=section.heading, text=text)
    outline = OutlineRef(key=report.outline, version=report.outline_version)
    entries = tuple(each.record for each in contents.entries(connection, report.id).values())
    snapshot = Snapshot(unit=place.unit, year=report.year, outline=outline, catalogue=report.catalogue, sections=(record,), entries=entries)
    lists = lists_of(connection, library, report.unit_id)
    subject = _subject(library, Records(snapshot, library.indicators), section_text(record), lists)
    found = placed_in(subject.text, (record,), allowed(asked(partial(judge_text, subject)), subject.lists))
    return tuple(each for each in found if each.typed >= 0)


def asked(ask: Callable[[frozenset[str]], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """What checks say, `ask` taking the ids of those that are off. One that breaks down is logged and left out.

    No mistake of ours may stand between an office and its deadline.
    """
    try:
        return ask(frozenset())
    except Exception:
        log.exception("a check broke down")
    ids = frozenset({each.id for each in TEXT_CHECKS} | {each.id for each in ENTRY_CHECKS})
    return ask(frozenset(each for each in ids if _breaks(ask, each, ids)))


def lists_of(connection: Connection, library: Library, unit_id: int) -> Wording:
    """The lists of words by which a unit's texts are judged: those shipped and what the unit and those above it added."""
    local = wordings.words(connection, units.above(connection, unit_id))
    return library.wording.joined(_wording(local)) if local else library.wording


def allowed(found: Iterable[Finding], lists: Wording) -> tuple[Finding, ...]:
    """The findings without those on words that an office wants to be left alone."""
    plain = {(each.rule, each.word) for each in lists.plain}
    return tuple(each for each in found if not {("", each.quote), (each.rule, each.quote)} & plain)


def placed_in(text: Text, sections: Iterable[SectionRecord], found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with their place in the text typed for their section, the words around it, and a name of the place for a person."""
    known = {section.key: section for section in sections}
    return tuple(_placed(text, known.get(each.section), each) for each in found)


def _kept(connection: Connection, report: Report, stamp: str) -> Examination | None:
    kept = findings.examination(connection, report.id)
    return kept if kept and kept.stamp == stamp else None


def _subject(library: Library, records: Records, text: Text, lists: Wording, day: date | None = None) -> Subject:
    """A report, or one section of it, as checks of words look at it on a day."""
    profile = replace(profile_of(records.snapshot), written=day or clock.today())
    return Subject(text, profile, lists, library.recognition, library.indicators, records.entries)


def _breaks(ask: Callable[[frozenset[str]], tuple[Finding, ...]], check: str, ids: frozenset[str]) -> bool:
    """Whether a check breaks down even when it is asked alone."""
    try:
        ask(ids - {check})
    except Exception:
        log.exception("check %s is left out", check)
        return True
    return False


def _placed(text: Text, section: SectionRecord | None, found: Finding) -> Finding:
    if not found.end:
        return found
    before, quote, after = context(text, found)
    passage = text.passage(found.start)
    typed = passage.typed + found.start - passage.start if passage and passage.typed >= 0 else -1
    stands = section is not None and typed >= 0 and section.text.startswith(quote, typed)
    return replace(
        found,
        typed=typed if stands else -1,
        before=before[-LONGEST_CONTEXT:],
        after=after[:LONGEST_CONTEXT],
        where=found.where or (shortened(section.heading) if section else "") + quoted(quote),
    )


def _wording(local: tuple[LocalWord, ...]) -> Wording:
    """What offices added, as lists."""
    return Wording(**{name: tuple(each.entry for each in local if each.kind == kind) for kind, name in FIELDS.items()})
