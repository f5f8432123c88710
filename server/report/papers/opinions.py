"""核校单: what is still to be looked at in a report, what was explained and what was overridden, as a paper of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.report.findings import Class, Finding
from server.report.manuscript import Block, Paragraph, Table, Title
from server.report.phrases import fill
from server.report.words import title_lines

WIDTHS = (6, 11, 18, 36, 14, 15)


@dataclass(frozen=True)
class Answered:
    """What a person said to a finding, known by its `mark`: an explanation, or with `override` why it holds nothing back."""

    mark: str
    words: str
    person: str = ""
    day: str = ""
    override: bool = False


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by class; those of one class stay in their order."""
    return tuple(sorted(findings, key=lambda each: each.weight.gravity))


def paper(title: str, findings: tuple[Finding, ...], answers: Iterable[Answered], words: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks of the 核校单: a count, then a row for each finding, the gravest first, with what was said to it."""
    heading = Title(title_lines(fill(words["findings_title"], {"title": title}) or title))
    if not findings:
        return (heading, Paragraph(words["findings_none"]))
    counts = "、".join(f"{each}{sum(finding.weight is each for finding in findings)}" for each in Class)
    summary = fill(words["findings_count"], {"count": str(len(findings)), "classes": counts}) or counts
    said = {each.mark: each for each in answers}
    rows = (_row(at, each, said.get(each.mark), words) for at, each in enumerate(gravest_first(findings), 1))
    return (heading, Paragraph(summary), Table((tuple(words["findings_heads"].split("|")), *rows), widths=WIDTHS))


def _row(at: int, finding: Finding, answer: Answered | None, words: Mapping[str, str]) -> tuple[str, ...]:
    basis = finding.clause or words["findings_own"]
    message = finding.message + (fill(words["findings_seen"], _seen(finding)) or "") + (f"（{finding.working}）" if finding.working else "")
    return (str(at), finding.weight.value, finding.where, message, f"{basis}（{finding.strength.value}）", _answer(answer, words))


def _seen(finding: Finding) -> dict[str, str]:
    return {key: text for key, text in (("expected", finding.expected), ("found", finding.found)) if text}


def _answer(answer: Answered | None, words: Mapping[str, str]) -> str:
    if answer is None:
        return ""
    who = "，".join(filter(None, (answer.person, answer.day)))
    given = {"words": answer.words, **({"who": who} if who else {})}
    form = "findings_override" if answer.override else "findings_explained" if answer.words else "findings_dismissed"
    return fill(words[form], given) or answer.words
