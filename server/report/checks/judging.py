"""Applies every check to a text and to the figures of a report and gathers what they say; finds nothing itself."""

from bisect import bisect_left
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
    lacking,
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
    rough,
    sums,
    terms,
    thresholds,
    turning,
    widths,
    years,
)
from server.report.checks.reckoned import once_reckoned
from server.report.checks.records import Records
from server.report.checks.ruling import Check, Hit, Seen, Subject
from server.report.findings import Finding, Strength

_OF_WORDS: tuple[tuple[Check[Subject], ...], ...] = (
    *(sums.CHECKS, rates.CHECKS, growth.CHECKS, flows.CHECKS, counting.CHECKS, agreeing.CHECKS, claims.CHECKS, ambiguous.CHECKS),
    *(rough.CHECKS, bodies.CHECKS, levels.CHECKS, addressing.CHECKS, places.CHECKS, genre.CHECKS, names.CHECKS, blanks.CHECKS),
    *(years.CHECKS, dates.CHECKS, numbering.CHECKS, widths.CHECKS, ranges.CHECKS, brackets.CHECKS),
    *(pausing.CHECKS, endings.CHECKS, quoting.CHECKS, consistency.CHECKS),
    *(confusing.CHECKS, formulas.CHECKS, terms.CHECKS, repeating.CHECKS, turning.CHECKS, lacking.CHECKS, naming.CHECKS, characters.CHECKS),
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
_NAMED = 3
_MOST_OF_ONE = 200
_WORD_FAMILIES = frozenset("WTLDG")


def judge(subject: Subject, records: Records, off: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Everything the checks say of a report, the gravest first. `subject.text` must be `records.text`. `off`: checks not asked."""
    every = (*judge_text(subject, off), *judge_entries(records, off))
    return tuple(sorted(every, key=lambda each: each.weight.gravity))


def judge_entries(records: Records, off: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """The findings on the figures and sections of a report, by section in reading order; places are those in `records.text`."""
    places = {each.key: at for at, each in enumerate(records.visible)}
    headings = {each.key: each.heading.strip() for each in records.snapshot.sections}
    found = [_of_entry(check, hit, records, headings) for check in ENTRY_CHECKS if check.id not in off for hit in check.find(records)]
    return tuple(sorted(found, key=lambda each: (places.get(each.section, len(places)), each.weight.gravity)))


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
    return tuple(sorted(_once(once_reckoned(found)), key=lambda each: (each.start, each.end, each.weight.gravity)))


def _findings(check: Check[Seen], seen: Seen, subject: Subject) -> Iterator[Finding]:
    """What one check says, in reading order; of a swarm the first, and how many more there are."""
    hits = sorted(check.find(seen), key=lambda hit: (hit.start, hit.end))
    yield from (finding(check, hit, subject) for hit in hits[: _MOST_OF_ONE - 1])
    for hit in hits[_MOST_OF_ONE - 1 : _MOST_OF_ONE]:
        last, left = finding(check, hit, subject), len(hits) - _MOST_OF_ONE
        yield replace(last, message=f"{last.message}同类问题还有{left}处，改好这些再看。") if left else last


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
    """Of findings on exactly the same words that suggest the same, the gravest; of findings on words that overlap, the most telling."""
    kept: dict[tuple[int, int, str], Finding] = {}
    for each in sorted(findings, key=lambda each: each.weight.gravity):
        kept.setdefault((each.start, each.end, each.suggestion or each.rule), each)
    of_words = [each for each in kept.values() if each.rule[0] in _WORD_FAMILIES and each.end]
    return chain((each for each in kept.values() if each.rule[0] not in _WORD_FAMILIES or not each.end), _apart(of_words))


def _apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of which none overlaps another: the gravest first, then one with a suggestion, then the longest."""
    starts: list[int] = []
    chosen: list[Finding] = []
    for each in sorted(findings, key=lambda each: (each.weight.gravity, not each.suggestion, each.start - each.end, each.start)):
        at = bisect_left(starts, each.end)
        if not at or chosen[at - 1].end <= each.start:
            place = bisect_left(starts, each.start)
            starts.insert(place, each.start)
            chosen.insert(place, each)
    return iter(chosen)
