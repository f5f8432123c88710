"""Judges a layout by every rule that its kind of paper has; finds nothing itself and changes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from server.report.findings import Class, Finding
from server.report.inspection.fonts import Fonts
from server.report.inspection.layout import Layout
from server.report.inspection.paper import Kind, Paper
from server.report.inspection.rules import (
    attachments,
    body,
    characters,
    closing,
    folios,
    head,
    imprint,
    letter,
    levels,
    numbers,
    page,
    tables,
    titles,
)
from server.report.inspection.ruling import Fault, Rule, where

_GROUPS = (page, head, numbers, titles, body, levels, attachments, closing, imprint, folios, characters, tables, letter)
RULES: tuple[Rule, ...] = tuple(chain.from_iterable(group.RULES for group in _GROUPS))
_TEXTUAL = frozenset(rule.id for rule in RULES if rule.textual)
_NAMED = 3


@dataclass(frozen=True)
class Inspection:
    """What an examination found: findings (必改 first), the layout profile that its margins follow, how many rules were applied.

    `kind` is the kind of paper it was taken for; `notes` say what reading the file had to settle; `converted`: LibreOffice made a
    .docx of it first, so that what was found may be LibreOffice's doing.
    """

    findings: tuple[Finding, ...]
    profile: Literal["A", "B"] | None
    rules_checked: int
    kind: Kind = Kind.plain
    notes: tuple[str, ...] = ()
    converted: bool = False

    @property
    def failed(self) -> bool:
        """Whether something must be put right."""
        return any(finding.weight is Class.must for finding in self.findings)


def judge(layout: Layout, fonts: Fonts) -> Inspection:
    """The findings on a layout. Breaches of one rule that say the same are one finding that names the first places."""
    paper = Paper(layout, fonts)
    rules = [rule for rule in RULES if paper.kind in rule.kinds]
    findings = sorted(chain.from_iterable(_found(rule, paper) for rule in rules), key=lambda finding: finding.weight.gravity)
    return Inspection(tuple(findings), paper.profile, len(rules), paper.kind, layout.notes, layout.converted)


def textual(finding: Finding) -> bool:
    """Whether a finding is about words, which setting the paper anew does not change."""
    return finding.rule in _TEXTUAL


def _found(rule: Rule, paper: Paper) -> Iterator[Finding]:
    """The breaches of a rule, those alike together."""
    alike: dict[tuple[str, str, Class], list[Fault]] = {}
    for fault in rule.find(paper):
        key = (fault.found, fault.expected, fault.weight or rule.usual_weight)
        alike.setdefault(key, []).append(fault)
    for (found, expected, weight), faults in alike.items():
        message = faults[0].message or rule.message
        yield Finding(rule.id, rule.place, rule.strength, weight, message, expected or rule.expected, found, _places(faults))


def _places(faults: Iterable[Fault]) -> str:
    """The first places, and how many there are when there are more."""
    named = list(dict.fromkeys(place for fault in faults if (place := fault.where or where(fault.block))))
    return "、".join(named[:_NAMED]) + (f"等{len(named)}处" if len(named) > _NAMED else "")
