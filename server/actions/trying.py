"""Tries a library out on a sample report, in memory: every section drafted, the paper set, the checks run."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from server.actions import checking, drafting, reporting
from server.library import Library
from server.report.drafting import Setting, facts
from server.report.editions import problems as say
from server.report.entries import read_entry
from server.report.findings import Class
from server.report.outline import Outline
from server.report.papers.assembling import Material, assemble
from server.report.papers.kinds import Form
from server.report.problems import Refused
from server.report.snapshot import OutlineRef, SectionRecord, Snapshot
from server.word.writer import write

FORMAT = "gb9704_a"


@dataclass(frozen=True)
class Tried:
    """What the sample came to under one outline. `unknown`: how many of its figures this library does not have.

    `findings` by weight, None where the checks were not run: they look at words and figures, which are the same under every outline.
    """

    outline: str
    sections: int
    drafted: int
    sentences: int
    figures: int
    unknown: int
    findings: Mapping[Class, int] | None
    left_out: tuple[str, ...]
    docx: bytes


def tried(library: Library, sample: Snapshot, year: int, template: bytes) -> tuple[Tried, ...]:
    """The sample under every outline, the usual one first. Raises Refused where one says nothing or comes to grief."""
    return tuple(_tried(library, library.outlines[key], sample, year, template) for key, _ in library.offered_outlines)


def _tried(library: Library, outline: Outline, sample: Snapshot, year: int, template: bytes) -> Tried:
    try:
        report, sentences = _drafted(library, outline, sample, year)
        findings = checking.examine_file(library, report) if outline.key == library.usual else None
        mark = library.labels["papers"]["draft"]
        paper = assemble(Form.full, Material(report, outline, library.labels, library.indicators, watermark=mark))
        docx = write(paper.manuscript, library.formats[FORMAT], template)
    except Refused:
        raise
    except Exception as wrong:  # whatever the files bring about must not be met for the first time by a clerk
        raise Refused(say.sample_broke(f"{outline.name}，{type(wrong).__name__} {wrong}")) from wrong
    if not sentences:
        raise Refused(say.nothing_drafted(outline.name))
    counted = None if findings is None else Counter(each.weight for each in findings)
    drafted, shown = sum(bool(each.text) for each in report.sections), sum(each.shown for each in report.sections)
    gone = len(sample.entries) - len(report.entries)
    return Tried(outline.name, shown, drafted, sentences, len(report.entries), gone, counted, paper.left_out, docx)


def _drafted(library: Library, outline: Outline, sample: Snapshot, year: int) -> tuple[Snapshot, int]:
    """The sample as a fresh report of the year, drafted throughout, and how many sentences its figures made."""
    entries = tuple(each for each in sample.entries if each.indicator in library.indicators)
    read = {each.indicator: read_entry(each, library.indicators[each.indicator], year) for each in entries}
    setting = Setting(sample.unit.address, sample.unit.name, year)
    known = facts(read, library.indicators.values(), library.relations, setting)
    typed = {each.key: each for each in sample.sections}
    records = reporting.section_records(outline, sample.unit, year)
    shown, made, sentences = {each.key for each in records if each.shown}, [], 0
    for each in records:
        place = drafting.Place(each.key, each.takes, each.level)
        drafted = drafting.drafted_of(library, place, shown, known, typed[each.key].items if each.key in typed else ())
        sentences += len(drafted.sentences)
        made.append(_written(each, drafted.text, typed) if each.shown else each)
    ref = OutlineRef(key=outline.key, version=outline.version)
    changed = {"year": year, "outline": ref, "catalogue": library.version, "sections": tuple(made), "entries": entries}
    return sample.model_copy(update=changed), sentences


def _written(record: SectionRecord, text: str, typed: Mapping[str, SectionRecord]) -> SectionRecord:
    """What was drafted, else what the sample says under the same key."""
    said = typed[record.key].text if record.key in typed else ""
    return record.model_copy(update={"text": text or said})


def with_usual(library: Library, key: str) -> Library:
    """The library with another outline offered first. Raises Refused for one that it does not have."""
    if key not in library.outlines:
        raise Refused(say.outline_missing(key))
    return replace(library, usual=key)
