"""What an examination of somebody's file shows: findings by weight, which of them the copy puts right, and what the copy changes."""

from collections import Counter
from dataclasses import dataclass

from server.actions.relaying import Copy, Examined
from server.report.findings import Class, Finding
from server.report.inspection.judging import Inspection


@dataclass(frozen=True)
class Group:
    """Findings of one weight, each with whether its rule finds something in the copy too."""

    weight: Class
    findings: tuple[tuple[Finding, bool], ...]


@dataclass(frozen=True)
class Examination:
    """Everything the result shows. Without a `copy`, `refusal` says why; `digest` is what is confirmed with."""

    name: str
    inspection: Inspection
    groups: tuple[Group, ...]
    copy: Copy | None
    refusal: str
    digest: str
    left: tuple[tuple[Class, int], ...]


def examination(name: str, found: Examined) -> Examination:
    """The result of one file."""
    left = Counter(finding.rule for finding in found.copy.left.findings) if found.copy else Counter[str]()
    groups = tuple(
        Group(weight, tuple((each, left[each.rule] > 0) for each in _of(found.inspection, weight)))
        for weight in Class
        if _of(found.inspection, weight)
    )
    return Examination(
        name=name,
        inspection=found.inspection,
        groups=groups,
        copy=found.copy,
        refusal=found.refusal,
        digest=found.document.digest,
        left=tuple((weight, len(_of(found.copy.left, weight))) for weight in Class if _of(found.copy.left, weight)) if found.copy else (),
    )


def _of(inspection: Inspection, weight: Class) -> tuple[Finding, ...]:
    return tuple(finding for finding in inspection.findings if finding.weight is weight)
