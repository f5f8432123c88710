"""Applies every check to a text and to the figures of a report and gathers what they say; finds nothing itself."""

from collections.abc import Iterable, Iterator
from itertools import chain

from server.report.checks.ruling import Check, Hit, Seen, Subject
from server.report.findings import Class, Finding, Strength

_OF_WORDS: tuple[tuple[Check[Subject], ...], ...] = ()
TEXT_CHECKS: tuple[Check[Subject], ...] = tuple(chain.from_iterable(_OF_WORDS))
_ORDER = list(Class)


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
