"""Applies every check to a text and to the figures of a report and gathers what they say; finds nothing itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from server.report.checks import (
    addressing,
    against_last_year,
    agreeing,
    ambiguous,
    blanks,
    bodies,
    brackets,
    capping,
    characters,
    claims,
    completeness,
    confusing,
    consistency,
    copying,
    counting,
    cutoffs,
    dates,
    endings,
    flows,
    formulas,
    genre,
    growth,
    levels,
    names,
    naming,
    numbering,
    pausing,
    places,
    quoting,
    ranges,
    rates,
    relations,
    repeating,
    sums,
    terms,
    thresholds,
    turning,
    widths,
    years,
)
from server.report.checks.records import Records
from server.report.checks.ruling import Check, Hit, Seen, Subject
from server.report.findings import Class, Finding, Strength

_OF_WORDS: tuple[tuple[Check[Subject], ...], ...] = (
    *(sums.CHECKS, rates.CHECKS, growth.CHECKS, flows.CHECKS, counting.CHECKS, agreeing.CHECKS, claims.CHECKS, ambiguous.CHECKS),
    *(bodies.CHECKS, levels.CHECKS, addressing.CHECKS, places.CHECKS, genre.CHECKS, names.CHECKS, blanks.CHECKS),
    *(years.CHECKS, dates.CHECKS, numbering.CHECKS, widths.CHECKS, ranges.CHECKS, brackets.CHECKS),
    *(pausing.CHECKS, endings.CHECKS, quoting.CHECKS, consistency.CHECKS),
    *(confusing.CHECKS, formulas.CHECKS, terms.CHECKS, repeating.CHECKS, turning.CHECKS, naming.CHECKS, characters.CHECKS),
)
TEXT_CHECKS: tuple[Check[Subject], ...] = tuple(chain.from_iterable(_OF_WORDS))
_OF_ENTRIES: tuple[tuple[Check[Records], ...], ...] = (
    completeness.CHECKS,
    relations.CHECKS,
    against_last_year.CHECKS,
    thresholds.CHECKS,
    cutoffs.CHECKS,
    copying.CHECKS,
    capping.CHECKS,
)
ENTRY_CHECKS: tuple[Check[Records], ...] = tuple(chain.from_iterable(_OF_ENTRIES))
_ORDER = list(Class)
_NAMED = 3


def judge(subject: Subject, records: Records, off: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Everything the checks say of a report, the gravest first. `subject.text` must be `records.text`. `off`: checks not asked."""
    every = (*judge_text(subject, off), *judge_entries(records, off))
    return tuple(sorted(every, key=lambda each: _ORDER.index(each.weight)))


def judge_entries(records: Records, off: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """The findings on the figures and sections of a report, by section in reading order; places are those in `records.text`."""
    places = {each.key: at for at, each in enumerate(records.visible)}
    headings = {each.key: each.heading.strip() for each in records.snapshot.sections}
    found = [_of_entry(check, hit, records, headings) for check in ENTRY_CHECKS if check.id not in off for hit in check.find(records)]
    return tuple(sorted(found, key=lambda each: (places.get(each.section, len(places)), _ORDER.index(each.weight))))


def _of_entry(check: Check[Records], hit: Hit, records: Records, headings: Mapping[str, str]) -> Finding:
    """A finding that names its section and figures for a person, or quotes its words."""
    made = finding(check, hit)
    if hit.end:
        return replace(made, quote=records.text.text[hit.start : hit.end])
    names = [records.indicators[each].name for each in hit.indicators if each in records.indicators]
    several = "、".join(names[:_NAMED]) + (f"等{len(names)}个" if len(names) > _NAMED else "")
    return replace(made, where="：".join(filter(None, (headings.get(hit.section, ""), several))))


def judge_text(subject: Subject, off: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """The findings on a text in reading order. `off` are ids of checks that are not asked."""
    found = chain.from_iterable(_findings(check, subject, subject) for check in TEXT_CHECKS if check.id not in off)
    return tuple(sorted(_once(found), key=lambda each: (each.start, each.end, _ORDER.index(each.weight))))


def _findings(check: Check[Seen], seen: Seen, subject: Subject) -> Iterator[Finding]:
    return (finding(check, hit, subject) for hit in check.find(seen))


def finding(check: Check[Seen], hit: Hit, subject: Subject | None = None) -> Finding:
    """A hit as a finding, with what the check says of itself and the words of the place."""
    passage = subject.text.passage(hit.start) if subject and hit.end else None
    return Finding(
        rule=check.id,
        clause=hit.basis or check.basis,
        strength=Strength.practice,
        weight=hit.weight or check.weight,
        message=hit.message or check.name,
        quote=subject.text.text[hit.start : hit.end] if subject else "",
        start=hit.start,
        end=hit.end,
        suggestion=hit.suggestion,
        working=hit.working,
        section=hit.section or (passage.section if passage else ""),
        indicators=hit.indicators,
    )


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of findings on exactly the same words that suggest the same, the gravest."""
    kept: dict[tuple[int, int, str], Finding] = {}
    for each in sorted(findings, key=lambda each: _ORDER.index(each.weight)):
        kept.setdefault((each.start, each.end, each.suggestion or each.rule), each)
    return iter(kept.values())
