"""Findings of several rules on one calculation told as one: what does not add up, does not balance and is more than its whole."""

from collections.abc import Iterable

from server.report.findings import Finding

_RULES = ("N01", "N01a", "N01b", "N09")


def once_reckoned(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those of another rule on a calculation that a graver one is about; all of one rule are kept."""
    every = list(findings)
    sums = [each for each in every if each.rule in _RULES]
    if len({each.rule for each in sums}) < len(("one", "other")):
        return every
    kept: list[Finding] = []
    for each in sorted(sums, key=lambda each: (each.weight.gravity, _RULES.index(each.rule))):
        if not any(other.rule != each.rule and other.start < each.end and each.start < other.end for other in kept):
            kept.append(each)
    left = {id(each) for each in kept}
    return [each for each in every if each.rule not in _RULES or id(each) in left]
